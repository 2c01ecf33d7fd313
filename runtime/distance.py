"""How far a requirement was from giving more: everything better, and the fewest patients to it.

Varied is how many of those counted this year meet each measure's limit. How many are counted, and
everything of the year before, stay. What is in reach is always the evaluation's own answer.
"""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Final, NamedTuple

from overenskommelse import plan as p
from overenskommelse.gaps import Reach, Shift
from runtime.fewest import ABSENT, Barred, Fewest, Test
from runtime.nearby import Counted, Nearby
from runtime.values import Absent, Place, Value, absence, number

_ZERO: Final = Fraction(0)
_OVERRULED: Final = "en väg som ger mindre går före"
_EXCLUDED: Final = "gränserna kan inte klaras samtidigt"


class Way(NamedTuple):
    """A way to a share: its route and that route's step, and all that it asks."""

    route: str
    step: str
    share: Fraction
    tests: tuple[Test, ...]


class Distances:
    """The distances of one requirement, place by place."""

    def __init__(self, nearby: Nearby, view: p.RequirementView) -> None:
        self.nearby = nearby
        self.fewest = Fewest(nearby)
        self.view = view
        chosen = nearby.steps[view.chosen]
        routes = chosen.routes if isinstance(chosen, p.Chosen) else ()
        self._routes = [(route, nearby.steps[step_id]) for route, step_id in routes]
        self._gates = [nearby.steps[gate] for gate in view.gates]

    @property
    def full(self) -> Fraction | None:
        """The most that the requirement can give; None where no route is known."""
        shares = [share for _, step in self._routes for share, _ in self._offers(step)]
        return max(shares, default=None)

    def share(self, place: Place, counts: Mapping[str, int | Fraction]) -> Value:
        """What the requirement gives at a place, had those counts been others."""
        ids = (self.view.chosen, *self.view.gates)
        chosen, *gates = (self.nearby.value(i, place, counts) for i in ids)
        if any(not isinstance(v, Absent) and not v for v in (chosen, *gates)):
            return _ZERO
        return absence((chosen, *gates)) or chosen

    def counted(self) -> dict[str, Counted]:
        """The counts of this year that the requirement rests on, by their steps."""
        ids = (self.view.chosen, *self.view.gates)
        return {c.level.met: c for i in ids for c in self.nearby.counted(i)}

    def reaches(self, place: Place) -> tuple[tuple[Reach, ...], tuple[str, ...]]:
        """Everything better that was in reach, fewest patients first; and why else there is none.

        Of a route's steps that the same patients reach, only the highest is there.
        """
        now = self.share(place, {})
        if isinstance(now, Absent):
            return (), (ABSENT[now],)
        found: dict[tuple[str, tuple[Shift, ...]], Reach] = {}
        barriers: dict[str, None] = {}
        for way in self._ways():
            if way.share <= number(now):
                continue
            try:
                reach = self._reach(way, place)
            except Barred as barred:
                barriers[barred.why] = None
                continue
            found[reach.route, reach.shifts] = reach
        ordered = sorted(found.values(), key=lambda reach: (reach.patients, -reach.share))
        return tuple(ordered), tuple(barriers)

    # What there is to reach

    def _ways(self) -> Iterator[Way]:
        gates = tuple(test for gate in self._gates for test in self._tests(gate))
        for route, step in self._routes:
            for share, tests in self._offers(step):
                yield Way(route, step.id, share, (*tests, *gates))

    def _offers(self, step: p.AnyStep) -> Iterator[tuple[Fraction, tuple[Test, ...]]]:
        """The shares that a route can give, and what each asks."""
        match step:
            case p.Tiered():
                for low, share in step.tiers or ():
                    yield share, (Test(step, low),)
            case p.Granted() if step.share is not None:
                yield step.share, tuple(self._tests(step))
            case p.Product():
                ladder, *others = (self.nearby.steps[i] for i in step.factors)
                tests = tuple(test for other in others for test in self._tests(other))
                for share, own in self._offers(ladder):
                    yield share, (*own, *tests)

    def _tests(self, step: p.AnyStep) -> Iterator[Test]:
        """The limits that a step asks; of those of which one suffices, the first: the others ask
        how many are counted."""
        match step:
            case p.Compared():
                yield Test(step)
            case p.Granted():
                for other in step.of:
                    yield from self._tests(self.nearby.steps[other])
            case p.AnyOf():
                first = next(self._tests(self.nearby.steps[step.of[0]]))
                yield first._replace(excused=step.id)

    # How far it is

    def _reach(self, way: Way, place: Place) -> Reach:
        """The fewest patients on a way.

        Raises:
            Barred: no number of them suffices.
        """
        for gate in self._gates:
            if isinstance(gate, p.Reported) and not self.nearby.tables[gate.id][place]:
                raise Barred(f"kriterium {gate.criterion} är inte uppfyllt")
        needed: dict[str, Shift] = {}
        for test in way.tests:
            if self.fewest.holds(test, place, {}):
                continue
            counted, shift = self.fewest.shift(test, place)
            before = needed.get(counted.level.met)
            if before is None or abs(shift.patients) > abs(before.patients):
                needed[counted.level.met] = shift
        counts = {met: shift.met + shift.patients for met, shift in needed.items()}
        share = self.share(place, counts)
        if isinstance(share, Absent):
            raise Barred(ABSENT[share])
        if number(share) < way.share:
            excluded = not self.nearby.value(way.step, place, counts)
            raise Barred(_EXCLUDED if excluded else _OVERRULED)
        return Reach(way.route, number(share), tuple(needed.values()))
