"""Values of plan steps: exact numbers, answers, and the ways of not having one."""

from collections.abc import Iterable, Mapping, Sequence
from enum import Enum
from fractions import Fraction
from typing import Final, TypeAlias

from overenskommelse.calendar import Month, Period
from overenskommelse.plan import Step


class Absent(Enum):
    """Why there is no value. A value that is not there is never zero."""

    MISSING = "saknas"
    """The data says that there is none."""
    NOBODY = "ingen att mäta"
    """There is nobody to measure: a share of no patients is no number."""
    PENDING = "ännu inte mätt"
    """Its month has not been measured yet."""
    UNASSESSED = "ännu inte bedömt"
    """An assessment that decides it has not come yet."""
    HELD = "hålls inne"
    """It is not paid until a condition is met."""
    UNKNOWN = "okänt"
    """The agreement's sources do not say what it depends on."""


_GRAVEST_FIRST: Final = (
    Absent.UNKNOWN, Absent.PENDING, Absent.UNASSESSED, Absent.HELD, Absent.MISSING, Absent.NOBODY
)  # fmt: skip

Value: TypeAlias = Fraction | int | bool | Absent
Place: TypeAlias = tuple[str | None, Month | None]
"""Recipient and month of a value; None for a dimension that its step does not have."""
Table: TypeAlias = dict[Place, Value]


def absence(values: Iterable[Value]) -> Absent | None:
    """What keeps a result from having a value: of several reasons, the gravest."""
    found = [value for value in values if type(value) is Absent]
    if not found:
        return None
    return next(kind for kind in _GRAVEST_FIRST if any(value is kind for value in found))


def number(value: Value) -> Fraction:
    """A value that must be there, as a number.

    Raises:
        TypeError: there is no value; the caller has not looked.
    """
    if isinstance(value, Absent):
        raise TypeError("an absent value was used as a number")
    return value if isinstance(value, Fraction) else Fraction(value)


class Layout:
    """The places of tables, in one order for all, so that columns can be read side by side."""

    def __init__(self, members: Mapping[str, Sequence[str]]) -> None:
        self._members = members
        self._known: dict[tuple[str | None, Period | None], list[Place]] = {}

    def places(self, step: Step) -> list[Place]:
        """Every place of a step's table: recipient by recipient, month by month."""
        shape = (step.recipients, step.months)
        if shape not in self._known:
            recipients = self._members[step.recipients] if step.recipients is not None else [None]
            months = list(step.months) if step.months is not None else [None]
            self._known[shape] = [(r, m) for r in recipients for m in months]
        return self._known[shape]

    def column(self, step: Step, table: Table, at: Step) -> list[Value]:
        """A step's values at the places of another, which has at least its dimensions."""
        if (step.recipients, step.months) == (at.recipients, at.months):
            return list(table.values())
        by_recipient, by_month = step.recipients is not None, step.months is not None
        return [
            table[r if by_recipient else None, m if by_month else None] for r, m in self.places(at)
        ]
