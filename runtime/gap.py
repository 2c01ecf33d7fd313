"""What every requirement that did not give all it can was from more, and what that is worth.

`runtime.distance` finds the patients, `runtime.worth` the kronor.
"""

from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction
from typing import Final

from overenskommelse import gaps as g
from overenskommelse import plan as p
from overenskommelse.figures import Figures
from runtime.distance import Distances
from runtime.nearby import Nearby
from runtime.values import Absent, Place, number
from runtime.variants import Variants
from runtime.worth import Worths, amount_of, known

Wanted = Callable[[p.RequirementView, Place], bool]
"""Whether a requirement at a place is asked about."""
_ZERO: Final = Fraction(0)


class Gaps:
    """The gaps of an evaluation."""

    def __init__(self, plan: p.Plan, figures: Figures) -> None:
        self.plan = plan
        self.variants = Variants(plan, figures)
        self.nearby = Nearby(plan, figures, self.variants.tables)
        self.distances = {view.chosen: Distances(self.nearby, view) for view in plan.requirements}
        self.worths = Worths(self.variants, self.nearby)
        self._names = {code: name for group in plan.groups for code, name in group.members}

    def cells(self, wanted: Wanted) -> list[tuple[p.RequirementView, Place]]:
        """The requirements and places that are asked about, in the plan's order."""
        return [
            (view, place)
            for view in self.plan.requirements
            for place in self.variants.tables[view.chosen]
            if wanted(view, place)
        ]

    def gap(self, view: p.RequirementView, place: Place) -> g.Gap | None:
        """How far a requirement was from more; None where it gave all that it can."""
        distances = self.distances[view.chosen]
        share, full = distances.share(place, {}), distances.full
        given = known(share)
        if given is not None and full is not None and given >= full:
            return None
        reaches, barriers = distances.reaches(place)
        amount = amount_of(view, place, self.variants.tables)
        return g.Gap(self.place(view, place), given, full, amount, reaches, barriers)

    def place(self, view: p.RequirementView, place: Place) -> g.Place:
        """A place in the words that users know it by."""
        recipient, month = place[0] or "", place[1]
        name = self._names.get(recipient, recipient)
        return g.Place(recipient, name, view.item, view.number, view.title, month)

    def priced(self, view: p.RequirementView, gap: g.Gap, most: int | None = None) -> g.Priced:
        """A gap with what its reaches are worth: all, or the first so many."""
        place = gap.place.recipient, gap.place.month
        counted = {c.measure: c for c in self.distances[view.chosen].counted().values()}
        worths = (
            self.worths.worth(
                view, place, tuple((counted[s.measure], s.patients) for s in reach.shifts)
            )
            for reach in gap.reaches[:most]
        )
        return g.Priced(gap, tuple(worths))


def most_telling(priced: Iterable[g.Priced]) -> list[g.Priced]:
    """The order of a list over all: most kronor per patient first; then what is not known."""

    def rank(one: g.Priced) -> tuple[bool, Fraction]:
        worth = one.per_patient
        return worth is None, -(worth or _ZERO)

    return sorted(priced, key=rank)


def tippings(
    gaps: Gaps, points: Fraction, view: p.RequirementView, place: Place
) -> Iterator[g.Tipping]:
    """What a change of so many percentage points in a measure would move, down and up.

    Measures are changed one by one, before they are rounded, and never below 0 or above 100 %.
    """
    distances, tables = gaps.distances[view.chosen], gaps.variants.tables
    share = distances.share(place, {})
    if isinstance(share, Absent):
        return
    for met, counted in distances.counted().items():
        values = [tables[i][place] for i in (met, counted.level.all, counted.shown)]
        if any(isinstance(value, Absent) for value in values):
            continue
        now, everyone, level = map(number, values)
        for way in (-1, 1):
            then = min(max(now + way * points * everyone / 100, _ZERO), everyone)
            other = distances.share(place, {met: then})
            if not isinstance(other, Absent) and other != share:
                worth = gaps.worths.worth(view, place, ((counted, then - now),))
                yield g.Tipping(
                    gaps.place(view, place), counted.measure, level, way * points, number(share),
                    number(other), worth,
                )  # fmt: skip
