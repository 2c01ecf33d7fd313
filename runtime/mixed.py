"""Plans between two: what changes do to the steps of a plan, put together without compiling each.

A dozen changes have four thousand combinations, and no two need be compiled for most of them: what
each does to the steps is known, and those that touch different steps are laid side by side. Those
that touch the same, or that mean something else together, are compiled together.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import combinations
from typing import Any, Final, TypeVar

import attrs
from attrs import frozen

from overenskommelse.plan import AnyStep, Plan
from runtime.asked import Key, asked, views, with_views
from runtime.memory import Memory
from runtime.merged import Dangling, in_their_places, merged

K = TypeVar("K")
V = TypeVar("V")

Paths = frozenset[str]
PlanOf = Callable[[Paths], Plan | None]
"""The plan with the changes of these paths made; None where no plan comes of that."""

_WORDS: Final = frozenset({
    "title", "contents", "attachments", "definition", "reading", "origin", "places", "cites",
    "assumed",
})  # fmt: skip
"""What of a view or a step is for readers alone."""


@frozen(eq=False)
class Delta:
    """What changes do to a plan: its steps that are others, added or (None) taken away, and the
    views that are others, where its steps ask them; ``in_place`` where the steps' order is kept."""

    steps: Mapping[str, AnyStep | None]
    views: Mapping[Key, Any]
    in_place: bool = True

    @property
    def is_nothing(self) -> bool:
        """Whether all is as it was."""
        return not self.steps and not self.views


class Mixed:
    """A plan with any of several changes made.

    Attributes:
        base: The plan with none of them made but the silent ones.
    """

    def __init__(self, ends: tuple[Plan, Plan], silent: Paths, plan_of: PlanOf) -> None:
        self.base = plan_of(silent) or ends[0]
        self._silent = silent
        self._plan_of = plan_of
        self._asked = set().union(*map(asked, (*ends, self.base)))
        self._steps = {step.id: step for step in self.base.steps}
        self._views = views(self.base, self._asked)
        self._deltas: dict[Paths, Delta | None] = {frozenset(): Delta({}, {})}
        self._apart: tuple[Paths, ...] = ()
        self._ordered = Memory[Plan]()

    def delta(self, paths: Paths) -> Delta | None:
        """What these changes do together; None where no plan comes of them."""
        if paths not in self._deltas:
            plan = self._plan_of(self._silent | paths)
            self._deltas[paths] = None if plan is None else self._held_against_base(plan)
        return self._deltas[paths]

    def plan(self, paths: Paths) -> Plan | None:
        """The plan with these changes made; None where none comes of them."""
        parts = [paths & group for group in self._apart] if self._apart else [paths]
        return self._laid([self.delta(part) for part in parts])

    def does_nothing(self, paths: Paths) -> bool:
        """Whether these changes leave all as it is that is computed."""
        delta = self.delta(paths)
        return delta is not None and delta.is_nothing

    def tell_apart(self, bundles: Sequence[Paths]) -> None:
        """Find out which of some bundles, all that are to be made, can be laid side by side."""
        self._apart = tuple(_joined(bundles, self._conflicts(bundles)))
        if self._is_whole(bundles):
            return
        self._apart = tuple(_joined(self._apart, self._others_together(self._apart)))
        if not self._is_whole(bundles):
            self._apart = ()

    def _held_against_base(self, plan: Plan) -> Delta:
        steps = {step.id: step for step in plan.steps}
        others = _others(self._steps, steps)
        seen = _others(self._views, views(plan, self._asked))
        return Delta(others, seen, in_their_places(self.base, others))

    def _laid(self, parts: Iterable[Delta | None]) -> Plan | None:
        deltas = []
        for delta in parts:
            if delta is None:
                return None
            deltas.append(delta)
        moving = tuple(delta for delta in deltas if not delta.in_place)
        in_place = _united(delta.steps for delta in deltas if delta.in_place)
        try:
            # Many combinations have the same order: it is found once.
            ordered = self._ordered.of(moving, partial(self._merged, moving))
            plan = merged(ordered, in_place)
        except Dangling:
            return None
        return with_views(plan, _united(delta.views for delta in deltas))

    def _merged(self, deltas: Iterable[Delta]) -> Plan:
        return merged(self.base, _united(delta.steps for delta in deltas))

    def _conflicts(self, bundles: Sequence[Paths]) -> Iterator[tuple[Paths, Paths]]:
        """Two that touch the same."""
        touched = {bundle: _touched(self.delta(bundle)) for bundle in bundles}
        for one, other in combinations(bundles, 2):
            if touched[one] & touched[other]:
                yield one, other

    def _others_together(self, bundles: Sequence[Paths]) -> Iterator[tuple[Paths, Paths]]:
        """Two that do something else together than each by itself."""
        for one, other in combinations(bundles, 2):
            together = self.delta(one | other)
            side_by_side = self._laid([self.delta(one), self.delta(other)])
            if together is None or side_by_side is None:
                yield one, other
            elif self._differ(side_by_side, self._laid([together])):
                yield one, other

    def _is_whole(self, bundles: Sequence[Paths]) -> bool:
        """Whether all of them side by side are what they are together."""
        everything = frozenset().union(*bundles)
        together = self._plan_of(self._silent | everything)
        return not self._differ(self.plan(everything), together)

    def _differ(self, plan: Plan | None, other: Plan | None) -> bool:
        """Whether two plans differ, in any step or in any view that is asked."""
        if plan is None or other is None:
            return plan is not other
        one, two = ({step.id: step for step in each.steps} for each in (plan, other))
        seen, other_seen = (views(each, self._asked) for each in (plan, other))
        if _others(one, two):
            return True
        return bool(_others(seen, other_seen))


def _others(base: Mapping[K, Any], other: Mapping[K, Any]) -> dict[K, Any]:
    """What is another in the other; None for what is not there."""
    return {
        name: other.get(name)
        for name in {**base, **other}
        if name not in base or name not in other or not _same(base[name], other[name])
    }


def _united(parts: Iterable[Mapping[K, V]]) -> dict[K, V]:
    united: dict[K, V] = {}
    for part in parts:
        united |= part
    return united


def _touched(delta: Delta | None) -> frozenset[object]:
    return frozenset() if delta is None else frozenset((*delta.steps, *delta.views))


def _same(one: Any, other: Any) -> bool:
    """Whether two steps or views say the same, but for the words that readers are told."""
    if type(one) is not type(other):
        return False
    if type(one) is tuple:
        return len(one) == len(other) and all(map(_same, one, other))
    if not attrs.has(type(one)):
        return bool(one == other)
    return one is other or all(
        _same(getattr(one, field.name), getattr(other, field.name))
        for field in attrs.fields(type(one))
        if field.name not in _WORDS
    )


def _joined(groups: Sequence[Paths], pairs: Iterable[tuple[Paths, Paths]]) -> list[Paths]:
    """The groups, with those of every pair in one."""
    joined = list(groups)
    for pair in pairs:
        touching = [group for group in joined if any(part <= group for part in pair)]
        at = joined.index(touching[0])
        rest = [group for group in joined if group not in touching]
        joined = [*rest[:at], frozenset().union(*touching), *rest[at:]]
    return joined
