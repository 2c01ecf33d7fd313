"""What it is worth, in kronor, that a requirement gives something else: a whole evaluation with
other counts, in which the bonus pot moves and every requirement that reads the same rows."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Final

from attrs import evolve

from overenskommelse import plan as p
from overenskommelse.calendar import Month
from overenskommelse.diagnostics import Report
from overenskommelse.gaps import Worth
from runtime.nearby import Counted, Nearby
from runtime.values import Absent, Place, Table, Value, number
from runtime.variants import Variants

Moves = tuple[tuple[Counted, int | Fraction], ...]
"""Measures of a place, and how many more meet their limits there."""
_ZERO: Final = Fraction(0)


class Worths:
    """Kronor of other outcomes; those that must be the same are evaluated once."""

    def __init__(self, variants: Variants, nearby: Nearby) -> None:
        self.variants = variants
        self.nearby = nearby
        self._paid = [step for step in variants.plan.steps if isinstance(step, p.Paid)]
        self._readers: dict[str, list[p.AnyStep]] = {}
        for step in variants.plan.steps:
            for read in p.reads(step):
                self._readers.setdefault(read, []).append(step)
        self.read_elsewhere = _read_elsewhere(variants.plan, nearby)
        self._known: dict[tuple[object, ...], Worth] = {}

    def worth(self, view: p.RequirementView, place: Place, moves: Moves) -> Worth:
        """What it is worth that so many more count."""
        key = self._key(view, place, moves)
        if key is None:
            return self._evaluated(view, place, moves)
        if key not in self._known:
            self._known[key] = self._evaluated(view, place, moves)
        return self._known[key]

    def _key(
        self, view: p.RequirementView, place: Place, moves: Moves
    ) -> tuple[object, ...] | None:
        """What the outcome hangs on where sums of months are all that read a cell: as much more
        in another month of the same sums is the same to all. None where more hangs on it."""
        readers = self._readers.get(view.amount, [])
        cell = self.nearby.steps[view.amount]
        if isinstance(cell, p.Allotted) or any(c.measure in self.read_elsewhere for c, _ in moves):
            return None
        sums = [s for s in readers if isinstance(s, p.Summed) and s.months is None]
        now = amount_of(view, place, self.variants.tables)
        counts = {c.level.met: self._met(c, place) + by for c, by in moves}
        then = known(self.nearby.value(view.amount, place, counts))
        if len(sums) < len(readers) or now is None or then is None:
            return None
        inside = [s.id for s in sums if s.over is None or place[1] is None or place[1] in s.over]
        return place[0], tuple(inside), then - now

    def _met(self, counted: Counted, place: Place) -> Fraction:
        return number(self.variants.tables[counted.level.met][place])

    def _evaluated(self, view: p.RequirementView, place: Place, moves: Moves) -> Worth:
        base, figures = self.variants.tables, self.variants.figures
        counts = dict(figures.counts)
        for counted, by in moves:
            counts |= self.nearby.moved(counted, place, by)
        tables = self.variants.compute(self.variants.plan, evolve(figures, counts=counts), Report())
        now, then = amount_of(view, place, base), amount_of(view, place, tables)
        more = self._more(view, tables)
        own = more.pop(place[0] or "", _ZERO)
        others = [amount for amount in more.values() if amount is not None]
        return Worth(
            None if now is None or then is None else then - now, own,
            sum(others, _ZERO) if len(others) == len(more) else None,
        )  # fmt: skip

    def _more(
        self, view: p.RequirementView, tables: Mapping[str, Table]
    ) -> dict[str, Fraction | None]:
        """What every recipient is paid more; None where a payment that it can move is not known."""
        more: dict[str, Fraction | None] = {}
        base = self.variants.tables
        for step in self._paid:
            if view.amount not in self.nearby.behind(step.id) and tables[step.id] is base[step.id]:
                continue
            for place in base[step.id]:
                code = place[0] or ""
                so_far = more.get(code, _ZERO)
                then, now = _due(step, place, tables), _due(step, place, base)
                known = so_far is not None and then is not None and now is not None
                more[code] = so_far + then - now if known else None  # type: ignore[operator]
        return more


def amount_of(
    view: p.RequirementView, place: Place, tables: Mapping[str, Table]
) -> Fraction | None:
    """What a requirement gives in kronor, if that is known."""
    return known(tables[view.amount][place])


def known(value: Value) -> Fraction | None:
    """A value, if there is one."""
    return None if isinstance(value, Absent) else number(value)


def _due(step: p.Paid, place: Place, tables: Mapping[str, Table]) -> Fraction | None:
    """What is paid, or would be if the conditions that it waits for are met."""
    value = tables[step.id][place]
    return known(tables[step.due][place] if isinstance(value, Absent) else value)


def _read_elsewhere(plan: p.Plan, nearby: Nearby) -> frozenset[str]:
    """Measures whose rows more than one requirement reads, or another month as the year before."""
    counts = [step for step in plan.steps if isinstance(step, p.Count)]
    before = {(s.measure, m.shifted(s.shift)) for s in counts if s.shift for m in s.months or ()}
    rows: set[tuple[str, Month]] = set()
    several: set[str] = set()
    for view in plan.requirements:
        read = {c.measure: c for i in (view.chosen, *view.gates) for c in nearby.counted(i)}
        for measure, counted in read.items():
            own = {(measure, month) for month in counted.rows.months or ()}
            if not own.isdisjoint(rows | before):
                several.add(measure)
            rows |= own
    return frozenset(several)
