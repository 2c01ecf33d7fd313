"""Single places of a plan's steps, for other counts: what they would come to, all else as it was.

What a step means is not said again here. `runtime.evaluate` is asked for one place of the few
steps between a count and the answer, which takes a thousandth of an evaluation's time.
"""

from collections.abc import Iterator, Mapping
from fractions import Fraction

from attrs import frozen

from overenskommelse import plan as p
from overenskommelse.calendar import Month
from overenskommelse.diagnostics import Report
from overenskommelse.figures import CountCell, Figures
from runtime.evaluate import Evaluation, measured_until
from runtime.values import Layout, Place, Table, Value

Row = tuple[str, str, Month]
"""A row of counts: measure, recipient and month."""
Counts = Mapping[str, int | Fraction]
"""Other values of steps that count those who meet a limit, by the step's id."""


@frozen(eq=False)
class Counted:
    """Where a measure's value comes from this year: the steps of those who meet its limit, of
    everyone, of the value as it is rounded, and of the rows behind the first."""

    level: p.Level
    shown: str
    rows: p.Count

    @property
    def measure(self) -> str:
        """The measure's name."""
        return self.rows.measure


class Nearby:
    """The places of an evaluation, one by one, with other counts."""

    def __init__(self, plan: p.Plan, figures: Figures, tables: Mapping[str, Table]) -> None:
        self.tables = tables
        self.figures = figures
        self.steps = {step.id: step for step in plan.steps}
        self._order = {step_id: i for i, step_id in enumerate(self.steps)}
        until = measured_until(plan, figures)
        self._evaluation = Evaluation(plan, figures, Layout.of(plan), until, Report())
        self._behind: dict[str, frozenset[str]] = {}
        self._paths: dict[tuple[tuple[str, ...], str], tuple[p.AnyStep, ...]] = {}

    def value(self, step_id: str, place: Place, counts: Counts) -> Value:
        """A step's value at a place, had those counts been others there."""
        tables = self._evaluation.tables = dict(self.tables)
        for counted, count in counts.items():
            tables[counted] = {place: count}
        for step in self._path(tuple(counts), step_id):
            tables[step.id] = self._evaluation.table(step, [place])
        return tables[step_id][place]

    def counted(self, step_id: str) -> Iterator[Counted]:
        """What of this year a step rests on."""
        for other in sorted(self.behind(step_id), key=self._order.__getitem__):
            level = self.steps[other]
            if isinstance(level, p.Level) and not (rows := self._rows(level)).shift:
                yield Counted(level, self._rounded(level, step_id), rows)

    def moved(self, counted: Counted, place: Place, by: int | Fraction) -> dict[Row, CountCell]:
        """The rows of data that say so, had that many more met the limit.

        In a period measured as one they are taken where there is room, from its end.
        """
        months = self._months(counted.rows, place)
        moved: dict[Row, CountCell] = {}
        for month in reversed(months):
            row = (counted.measure, place[0] or "", month)
            cell = self.figures.counts[row]
            met, everyone = cell.numerator or 0, cell.denominator or 0
            step = min(by, everyone - met) if by > 0 else max(by, -met)
            if step:
                # A margin in points is seldom whole patients: exact all the same.
                moved[row] = CountCell(met + step, everyone, cell.cell)  # type: ignore[arg-type]
            by -= step
        return moved

    def behind(self, step_id: str) -> frozenset[str]:
        """Every step that a step rests on, itself among them."""
        if step_id not in self._behind:
            read = (self.behind(other) for other in p.reads(self.steps[step_id]))
            self._behind[step_id] = frozenset({step_id}).union(*read)
        return self._behind[step_id]

    def _path(self, counts: tuple[str, ...], step_id: str) -> tuple[p.AnyStep, ...]:
        """The steps from some counts to a step, in computing order."""
        key = counts, step_id
        if key not in self._paths:
            between = [i for i in self.behind(step_id) if i not in counts]
            between = [i for i in between if not self.behind(i).isdisjoint(counts)]
            between.sort(key=self._order.__getitem__)
            self._paths[key] = tuple(self.steps[i] for i in between)
        return self._paths[key]

    def _rows(self, level: p.Level) -> p.Count:
        """The step that reads the rows of those who meet a limit, month by month."""
        step = self.steps[level.met]
        while not isinstance(step, p.Count):
            (source,) = p.reads(step)
            step = self.steps[source]
        return step

    def _rounded(self, level: p.Level, step_id: str) -> str:
        """A level as it is rounded before it is used."""
        for other in self.behind(step_id):
            step = self.steps[other]
            if isinstance(step, p.Rounded) and step.of == level.id:
                return other
        return level.id

    def _months(self, rows: p.Count, place: Place) -> list[Month]:
        return [place[1]] if place[1] is not None else list(rows.months or ())
