"""Evaluations that differ little from one: other steps, other figures, computed where they differ.

Distance to the next step, the effect of a change, and all combinations of ten changes each ask for
many evaluations of nearly the same plan. What a step means is not said again here: `Evaluation` is
asked for the tables that are not known already, and for the places in them that can differ. A step
that comes out as in the base is the base's own, so that nothing after it is computed again.
"""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from functools import partial
from typing import Final

from attrs import frozen

from overenskommelse import plan as p
from overenskommelse.calendar import Month
from overenskommelse.diagnostics import Diagnostic, Report
from overenskommelse.figures import Figures
from overenskommelse.steps import reads
from runtime.evaluate import Evaluation, measured_until
from runtime.likeness import (
    differing,
    means_the_same,
    parts_of,
    side_by_side,
    with_parts_of,
)
from runtime.memory import Memory, identical
from runtime.values import Layout, Place, Table, Value

KEPT: Final = 400_000
"""How many values are kept of the variants for the next ones; some fifty megabytes."""

_OF_STEP: Final = 20
"""How many values a step takes as much memory as."""

_OF_PLAN: Final = ("groups", "measures", "criteria", "conditions", "duties", "areas")
_BUT_COUNTS: Final = (
    "keys", "requisitions", "used", "reports", "rates", "answers", "assessments", "verdicts"
)  # fmt: skip
_OF_FIGURES: Final = ("counts", *_BUT_COUNTS)


@frozen(eq=False)
class _Asked:
    """What a table is computed from: a step, its places, the steps it reads, and its sources."""

    step: p.AnyStep
    places: list[Place]
    inputs: tuple["_Version", ...]
    sources: tuple[object, ...]


@frozen(eq=False)
class _Version:
    """A step's table in some variant, and the diagnostics that it gave.

    ``changed`` are the places where it differs from the base; None where it cannot be held
    against the base.
    """

    asked: _Asked
    table: Table
    found: tuple[Diagnostic, ...]
    changed: AbstractSet[Place] | None


@frozen(eq=False)
class _Seen:
    """A step that was handed in: the base's own if that says the same; what it reads; and what
    the base's own is there."""

    step: p.AnyStep
    reads: tuple[str, ...]
    own: _Version | None


@frozen(eq=False)
class _Done:
    """A step of the latest variant that was handed in, what it reads, and its version."""

    step: p.AnyStep
    reads: tuple[str, ...]
    version: _Version


@frozen(eq=False)
class _Counted:
    """What counts say: the last month measured, whether it is the base's, and whose counts of
    which measure differ from the base's."""

    until: Month | None
    differ: Mapping[str, AbstractSet[str]]
    same_months: bool


@frozen(eq=False)
class _Variant:
    """A variant under way: its evaluation, and all that steps come from but do not read;
    ``own_data`` where that is the base's own."""

    evaluation: Evaluation
    counted: _Counted
    data: tuple[object, ...]
    own_data: bool


class Variants:
    """An evaluation, the base, and any number of others, which share with it all that they can.

    Steps, and the parts of the figures, are known again by identity: hand in the same where
    nothing is changed. Tables are shared, and must not be altered.

    Attributes:
        plan: The base's plan.
        figures: The base's figures.
        tables: The base's tables.
    """

    def __init__(self, plan: p.Plan, figures: Figures) -> None:
        self.plan = plan
        self.figures = figures
        self._steps = {step.id: step for step in plan.steps}
        self._layout = Layout.of(plan)
        self._until = measured_until(plan, figures)
        self._base: Mapping[str, _Version] = {}
        self._start_over()
        evaluation = Evaluation(plan, figures, self._layout, self._until, Report())
        counted = self._count(plan, figures)
        self._data = _data(plan, figures)
        self._base = self._versions(plan, _Variant(evaluation, counted, self._data, own_data=False))
        self._start_over()
        self.tables: Mapping[str, Table] = evaluation.tables

    def compute(self, plan: p.Plan, figures: Figures, report: Report) -> Mapping[str, Table]:
        """The value of every step, by its id: the same as `runtime.evaluate.compute` gives.

        A table in which nothing is changed is the base's own.
        """
        if self._kept > KEPT:
            self._start_over()
        plan = with_parts_of(self.plan, plan, _OF_PLAN)
        figures = with_parts_of(self.figures, figures, _BUT_COUNTS)
        layout = self._layout
        if plan.groups is not self.plan.groups:
            layout = self._layouts.of((plan.groups,), partial(Layout.of, plan))
        both = plan.measures, figures.counts
        counted = self._counts.of(both, partial(self._count, plan, figures))
        evaluation = Evaluation(plan, figures, layout, counted.until, Report(), self._subtotals)
        data = _data(plan, figures)
        variant = _Variant(evaluation, counted, data, identical(data, self._data))
        for version in self._versions(plan, variant).values():
            report.found.extend(version.found)
        return evaluation.tables

    def _start_over(self) -> None:
        """Forget the variants; the base stays."""
        self._kept = 0
        self._latest: dict[str, _Done] = {}
        self._latest_data: tuple[object, ...] = ()
        self._made = Memory[_Version]()
        self._seen = Memory[_Seen]()
        self._counts = Memory[_Counted]()
        self._layouts = Memory[Layout]()
        self._subtotals = Memory[dict[Place, Value]]()
        self._from_data: dict[tuple[str, frozenset[tuple[Place, Value]]], _Version] = {}

    def _count(self, plan: p.Plan, figures: Figures) -> _Counted:
        own = self.figures.counts
        same_plan = plan.measures is self.plan.measures
        if figures.counts is own and same_plan:
            return _Counted(self._until, {}, True)
        differ = differing(figures.counts, own)
        same = same_plan and side_by_side(figures.counts, own)
        until = self._until if same else measured_until(plan, figures)
        self._kept += len(figures.counts)
        same_months = until == self._until
        return _Counted(self._until if same_months else until, differ, same_months)

    def _recognised(self, step: p.AnyStep) -> _Seen:
        self._kept += _OF_STEP
        own = self._steps.get(step.id, step)
        if own is not step and not means_the_same(own, step):
            return _Seen(step, tuple(reads(step)), None)
        return _Seen(own, tuple(reads(own)), self._base.get(step.id))

    def _versions(self, plan: p.Plan, variant: _Variant) -> dict[str, _Version]:
        """Every step of a variant in order; its tables go to the evaluation."""
        steps, tables = variant.evaluation.steps, variant.evaluation.tables
        latest = self._latest if identical(variant.data, self._latest_data) else {}
        others = set(latest.keys() - steps.keys())
        done: dict[str, _Done] = {}
        for step_id, step in steps.items():
            before = latest.get(step_id)
            if before is None or before.step is not step or not others.isdisjoint(before.reads):
                seen = self._seen.of((step,), partial(self._recognised, step))
                inputs = tuple([done[i].version for i in seen.reads])
                version = self._version(seen, inputs, variant)
                if before is None or before.version is not version:
                    others.add(step_id)
                before = _Done(step, seen.reads, version)
            done[step_id] = before
            tables[step_id] = before.version.table
        self._latest, self._latest_data = done, variant.data
        return {step_id: each.version for step_id, each in done.items()}

    def _version(self, seen: _Seen, inputs: tuple[_Version, ...], variant: _Variant) -> _Version:
        """The base's version, or one that was made before, or a new one."""
        own, step = seen.own, seen.step
        same = own is not None and inputs == own.asked.inputs
        if own is not None and same and variant.own_data:
            return own
        sources = self._sources(step, variant)
        if own is not None and same and identical(sources, own.asked.sources):
            return own
        asked = _Asked(step, variant.evaluation.layout.places(step), inputs, sources)
        return self._made.of((step, *inputs, *sources), partial(self._make, asked, variant))

    def _sources(self, step: p.AnyStep, variant: _Variant) -> tuple[object, ...]:
        """What a step comes from; counts that differ only in other measures are the base's."""
        sources = variant.evaluation.sources(step)
        if isinstance(step, p.Count) and step.measure not in variant.counted.differ:
            own, other = self.figures.counts, variant.evaluation.figures.counts
            return tuple(own if source is other else source for source in sources)
        return sources

    def _make(self, asked: _Asked, variant: _Variant) -> _Version:
        self._kept += len(asked.places)
        base = self._base.get(asked.step.id)
        comparable = base is not None and _comparable(asked, base.asked)
        at = _touched(asked, base, variant) if base is not None and comparable else None
        told = variant.evaluation.report.found
        before = len(told)
        table = variant.evaluation.table(asked.step, at)
        found = tuple(told[before:])
        if base is None or not comparable:
            return _Version(asked, table, found, None)
        changed = {place for place in at or table if table[place] != base.table[place]}
        if not changed and found == base.found:
            return base
        version = _Version(asked, {**base.table, **table}, found, changed)
        if asked.inputs:
            return version
        # Other figures can give the same values; what is read from them is then known again.
        values = frozenset((place, table[place]) for place in changed)
        return self._from_data.setdefault((asked.step.id, values), version)


def _data(plan: p.Plan, figures: Figures) -> tuple[object, ...]:
    """All that steps come from, the steps that they read apart."""
    return *parts_of(plan, _OF_PLAN), *parts_of(figures, _OF_FIGURES)


def _comparable(asked: _Asked, base: _Asked) -> bool:
    """Whether a step has the same kind of values at the same places as in the base."""
    return type(asked.step) is type(base.step) and asked.places == base.places


def _touched(asked: _Asked, base: _Version, variant: _Variant) -> list[Place] | None:
    """The places where a step can differ from the base; None for all."""
    if asked.step is not base.asked.step:
        return None
    touched: set[Place] = set()
    if not identical(asked.sources, base.asked.sources):
        if not isinstance(asked.step, p.Count) or not variant.counted.same_months:
            return None
        recipients = variant.counted.differ[asked.step.measure]
        touched.update(place for place in asked.places if place[0] in recipients)
    for other, own in zip(asked.inputs, base.asked.inputs, strict=True):
        if other is not own:
            if other.changed is None:
                return None
            touched.update(_reached(asked, other.asked.step, other.changed))
    return [place for place in asked.places if place in touched]


def _reached(asked: _Asked, read: p.AnyStep, changed: AbstractSet[Place]) -> AbstractSet[Place]:
    """The places of a step that changes in one that it reads can reach: those that agree with
    them in what both have. What is divided reaches every recipient."""
    step = asked.step
    divided = isinstance(step, p.Allotted)
    if (step.recipients, step.months) == (read.recipients, read.months) and not divided:
        return changed
    by_recipient = None not in (step.recipients, read.recipients) and not divided
    by_month = None not in (step.months, read.months)

    def shared(place: Place) -> Place:
        return place[0] if by_recipient else None, place[1] if by_month else None

    found = set(map(shared, changed))
    return {place for place in asked.places if shared(place) in found}
