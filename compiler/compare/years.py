"""Agreements of different years: how far apart they are, and what a year's difference explains."""

import datetime
from typing import Any, Final, TypeVar

import attrs

from compiler.renew.move import moved
from compiler.renew.words import shifted, years_in
from overenskommelse import agreement as a
from overenskommelse.calendar import YEARS, Month, Period

T = TypeVar("T")

_YEAR: Final = 12


def years_between(old: a.Agreement, new: a.Agreement) -> int:
    """How many years later the new one is; none where one of them does not say its year."""
    before, after = _year_of(old), _year_of(new)
    return after - before if before and after else 0


def _year_of(agreement: a.Agreement) -> int:
    named = years_in(agreement.name) or years_in(agreement.title)
    if named:
        return named[0]
    return agreement.period.first.year if agreement.period else 0


def later(value: T, years: int) -> T:
    """The same some years later: days, months, periods, and years in texts and in clauses."""
    given: Any = value
    moving: Any = given
    match given:
        case Month():
            moving = given.shifted(years * _YEAR)
        case Period():
            moving = Period(later(given.first, years), later(given.last, years))
        case datetime.date():
            # A day in no year that agreements speak of is equal to none.
            moving = moved(given, years) if given.year + years in YEARS else None
        case str():
            moving = shifted(given, years)
        case tuple():
            moving = tuple(later(part, years) for part in given)
        case a.Reference():
            moving = attrs.evolve(given, name=shifted(given.name, years))
        case a.Clause():
            own = [field.name for field in attrs.fields(type(given)) if field.eq]
            moving = attrs.evolve(
                given, **{name: later(getattr(given, name), years) for name in own}
            )
    result: T = moving
    return result


def only_moved(old: object, new: object, years: int) -> bool:
    """Whether two values differ by the years between the agreements alone."""
    if not years or old == new:
        return False
    return later(old, years) == new or old == later(new, -years)
