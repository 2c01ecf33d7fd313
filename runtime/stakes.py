"""What is at stake on data: kronor that would go to others, and values that a step is about."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import NamedTuple

from attrs import evolve

from overenskommelse import plan as p
from overenskommelse.diagnostics import Report
from overenskommelse.figures import Figures
from overenskommelse.outcome_codes import NOTHING_TO_SPLIT_BY
from runtime.criteria import meets_criterion
from runtime.merged import merged
from runtime.paid import kronor
from runtime.values import Table, Value
from runtime.variants import Variants


class Moved(NamedTuple):
    """What goes to others than before: kronor in all, and whose change is the largest.

    ``kronor`` are those that some gain, or, where more is lost, those that some lose.
    """

    kronor: Fraction
    recipient: str
    change: Fraction


def moved(before: Mapping[str, Value], after: Mapping[str, Value]) -> Moved:
    """What differs between what every recipient is paid in all; what is not known is left out."""
    changes: dict[str, Fraction] = {}
    for recipient, value in after.items():
        earlier = before.get(recipient)
        if isinstance(value, Fraction) and isinstance(earlier, Fraction):
            changes[recipient] = value - earlier
    gained = sum((c for c in changes.values() if c > 0), Fraction(0))
    lost = -sum((c for c in changes.values() if c < 0), Fraction(0))
    most = max(changes, key=lambda r: changes[r] if gained else abs(changes[r]), default="")
    return Moved(max(gained, lost), most, changes.get(most, Fraction(0)))


class Stakes:
    """A plan on figures, asked what other rules would have moved."""

    def __init__(self, plan: p.Plan, figures: Figures) -> None:
        self.plan = plan
        self.figures = figures
        self.members = {code: name for group in plan.groups for code, name in group.members}
        self._variants = Variants(plan, figures)
        self._kronor = kronor(plan, self._variants.tables)

    def under(self, other: p.Plan) -> Moved | None:
        """What another plan moves; None where the data lacks what it asks for, or it fails."""
        if not _has_all(other, self.figures):
            return None
        report = Report()
        tables = self._variants.compute(other, self.figures, report)
        return None if report.failed else moved(self._kronor, kronor(other, tables))

    def counted_as(self, measure: str, other: str) -> Moved | None:
        """What is moved if one measure is counted as another is."""
        changes: dict[str, p.AnyStep | None] = {
            step.id: evolve(step, measure=other)
            for step in self.plan.steps
            if isinstance(step, p.Count) and step.measure == measure
        }
        return self.under(merged(self.plan, changes))

    def on_step(self, file: str, line: int) -> list[Fraction]:
        """The values that land on a ladder's step, told by where it is written."""
        found = []
        for tiered, i in self._steps_at(file, line):
            low, after = (tiered.tiers or ())[i][0], (tiered.tiers or ())[i + 1 : i + 2]
            values = self._values(tiered)
            found += [v for v in values if v >= low and all(v < higher for higher, _ in after)]
        return found

    def in_hole(self, file: str, line: int, below: Fraction) -> list[Fraction]:
        """The values between where the step below ends and the step that is written there."""
        return [
            value
            for tiered, i in self._steps_at(file, line)
            for value in self._values(tiered)
            if below < value < (tiered.tiers or ())[i][0]
        ]

    def filling(self, file: str, line: int, lowest: Fraction) -> Moved | None:
        """What is moved if values in a hole, from the lowest, get the step above instead of
        nothing."""
        empty: dict[str, p.AnyStep | None] = {}
        filled: dict[str, p.AnyStep | None] = {}
        for tiered, i in self._steps_at(file, line):
            tiers = list(tiered.tiers or ())
            empty[tiered.id] = evolve(
                tiered, tiers=(*tiers[:i], (lowest, Fraction(0)), *tiers[i:]), places=()
            )
            filled[tiered.id] = evolve(
                tiered, tiers=(*tiers[:i], (lowest, tiers[i][1]), *tiers[i + 1 :])
            )
        paid = []
        for changes in (empty, filled):
            plan, report = merged(self.plan, changes), Report()
            paid.append(kronor(plan, self._variants.compute(plan, self.figures, report)))
            if report.failed:
                return None
        return moved(*paid)

    def nothing_to_split(self) -> bool:
        """Whether something cannot be divided on these figures, since all weights are zero."""
        report = Report()
        self._variants.compute(self.plan, self.figures, report)
        return report.holds(NOTHING_TO_SPLIT_BY)

    def unearned_pots(self) -> list[str]:
        """Blocks with a bonus pot in which nobody has earned anything."""
        pots = [pot for pot in self.plan.pots if pot.bonus is not None]
        return [pot.title for pot in pots if self._nothing(self._variants.tables[pot.earned])]

    def failing(self, criterion: p.CriterionView) -> list[str]:
        """The recipients that miss a criterion in some month, as far as figures say."""
        found = {
            recipient
            for (name, recipient, _), value in (self.figures.rates or {}).items()
            if name == criterion.name and meets_criterion(criterion, value) is False
        }
        return sorted(found)

    @staticmethod
    def _nothing(table: Table) -> bool:
        values = list(table.values())
        return bool(values) and all(value == 0 for value in values)

    def _steps_at(self, file: str, line: int) -> Iterator[tuple[p.Tiered, int]]:
        for step in self.plan.steps:
            if isinstance(step, p.Tiered) and step.tiers is not None:
                for i, place in enumerate(step.places):
                    if (place.file, place.line) == (file, line):
                        yield step, i

    def _values(self, tiered: p.Tiered) -> list[Fraction]:
        table = self._variants.tables[tiered.of]
        return [value for value in table.values() if isinstance(value, Fraction)]


def _has_all(plan: p.Plan, figures: Figures) -> bool:
    """Whether the figures have every key that a plan reads."""
    read = {step.key for step in plan.steps if isinstance(step, p.KeyValue)}
    return read <= set(figures.keys)
