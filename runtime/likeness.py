"""What of one evaluation is there in another too: things told to be the same, cheaply."""

from collections.abc import Iterator, Mapping
from operator import is_
from typing import TypeVar

from attrs import evolve

from overenskommelse.calendar import Month
from overenskommelse.figures import CountCell, Figures
from overenskommelse.plan import AnyStep, Plan

Counts = Mapping[tuple[str, str, Month], CountCell]
Part = TypeVar("Part", Plan, Figures)


def with_parts_of(base: Part, other: Part, names: tuple[str, ...]) -> Part:
    """The other, with those of its named parts that say the same as the base's being the base's."""
    same = {
        name: own
        for name in names
        if (own := getattr(base, name)) is not (its := getattr(other, name)) and own == its
    }
    return evolve(other, **same) if same else other


def parts_of(whole: Plan | Figures, names: tuple[str, ...]) -> tuple[object, ...]:
    """Those parts."""
    return tuple([getattr(whole, name) for name in names])


def means_the_same(step: AnyStep, other: AnyStep) -> bool:
    """Whether two steps say the same, wherever they are written."""
    if type(step) is not type(other) or step.origin.heading != other.origin.heading:
        return False
    return evolve(step, origin=other.origin) == other


def side_by_side(counts: Counts, base: Counts) -> bool:
    """Whether both count the same things, and in the same order: one was made from the other."""
    return len(counts) == len(base) and all(map(is_, counts, base))


def differing(counts: Counts, base: Counts) -> dict[str, set[str]]:
    """Each measure that is not counted alike, and for whom."""
    found: dict[str, set[str]] = {}
    for (measure, recipient, _), cell, own in _beside(counts, base):
        if cell is not own and cell != own:
            found.setdefault(measure, set()).add(recipient)
    return found


def _beside(
    counts: Counts, base: Counts
) -> Iterator[tuple[tuple[str, str, Month], CountCell | None, CountCell | None]]:
    if side_by_side(counts, base):
        return zip(counts, counts.values(), base.values(), strict=True)
    return ((place, counts.get(place), base.get(place)) for place in {**base, **counts})
