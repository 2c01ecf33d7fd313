"""Values of plan steps: exact numbers, answers, and the two ways of not having one."""

from collections.abc import Iterable
from enum import Enum
from fractions import Fraction
from typing import TypeAlias

from overenskommelse.calendar import Month


class Absent(Enum):
    """Why there is no value. A value that is not there is never zero."""

    MISSING = "saknas"
    """The data says that there is none, or there is nobody to measure."""
    PENDING = "ännu inte mätt"
    """Its month has not been measured yet."""


Value: TypeAlias = Fraction | int | bool | Absent
Place: TypeAlias = tuple[str | None, Month | None]
"""Recipient and month of a value; None for a dimension that its step does not have."""
Table: TypeAlias = dict[Place, Value]


def absence(values: Iterable[Value]) -> Absent | None:
    """What keeps a result from having a value: not yet measured before missing."""
    found = None
    for value in values:
        if value is Absent.PENDING:
            return Absent.PENDING
        if value is Absent.MISSING:
            found = Absent.MISSING
    return found


def number(value: Value) -> Fraction:
    """A value that must be there, as a number.

    Raises:
        TypeError: there is no value; the caller has not looked.
    """
    if isinstance(value, Absent):
        raise TypeError("an absent value was used as a number")
    return value if isinstance(value, Fraction) else Fraction(value)
