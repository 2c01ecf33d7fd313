"""How exact values are shown: with their unit, and with ≈ where decimals do not suffice."""

from fractions import Fraction
from typing import Final

from overenskommelse.clauses import Unit
from overenskommelse.numbers import write_kronor, write_number
from runtime.values import Absent, Value, number

_DECIMALS: Final = {Unit.KRONOR: 2}
_MOST: Final = 4
_POINT: Final = "procentenhet"


def shown(value: Value, unit: Unit, *, share: bool = False, decimals: int | None = None) -> str:
    """A value with its unit: ``50 %`` for a share of one; why there is none, where so.

    ``decimals`` are those that it was rounded to, if it was.
    """
    if isinstance(value, Absent):
        return value.value
    if isinstance(value, bool):
        return "ja" if value else "nej"
    return percent(number(value)) if share else written(number(value), unit, decimals)


def percent(share: Fraction) -> str:
    """``50 %`` for a half."""
    return written(share * 100, Unit.PERCENT)


def written(value: Fraction, unit: Unit, stated: int | None = None) -> str:
    """``2,7 procentenheter``, ``≈ 227 272 727,27 kr``; with a stated number of decimals,
    at least those."""
    decimals = _DECIMALS.get(unit, _MOST)
    exact = (value * 10**decimals).denominator == 1
    if unit is Unit.KRONOR and exact and value.denominator == 1:
        return write_kronor(value)
    if stated is not None and (value * 10**stated).denominator != 1:
        stated = None
    text = write_number(value, stated) if exact else f"≈\u00a0{write_number(value, decimals)}"
    one = unit is Unit.POINTS and abs(value) == 1
    counted = _POINT if one else unit.value
    return f"{text}\u00a0{counted}" if counted else text


def last_part(step_id: str) -> str:
    """What the last part of a step's id says: ``hela beloppet``."""
    before, _, last = step_id.rpartition("/")
    return spaced(f"{before.rpartition('/')[2]}/{last}" if last.isdigit() else last)


def spaced(name: str) -> str:
    """A name with blanks for what ids have in their place."""
    return name.replace("/", " ").replace("-", " ").replace("_", " ")
