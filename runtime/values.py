"""Values of plan steps: exact numbers, answers, and the ways of not having one."""

from collections.abc import Iterable, Mapping, Sequence
from enum import Enum
from fractions import Fraction
from functools import reduce
from operator import add
from typing import Final, TypeAlias

from overenskommelse.calendar import Month, Period
from overenskommelse.plan import Plan, Step


class Absent(Enum):
    """Why there is no value. A value that is not there is never zero."""

    MISSING = "saknas"
    """The data says that there is none."""
    NOBODY = "ingen att mäta"
    """There is nobody to measure: a share of no patients is no number."""
    PENDING = "ännu inte mätt"
    """Its month has not been measured yet."""
    UNREPORTED = "ännu inte redovisat"
    """What a recipient itself must answer has not been answered yet."""
    UNASSESSED = "ännu inte bedömt"
    """An assessment that decides it has not come yet."""
    HELD = "hålls inne"
    """It is not paid until a condition is met."""
    UNKNOWN = "okänt"
    """The agreement's sources do not say what it depends on."""


_GRAVEST_FIRST: Final = (
    Absent.UNKNOWN, Absent.PENDING, Absent.UNREPORTED, Absent.UNASSESSED, Absent.HELD,
    Absent.MISSING, Absent.NOBODY,
)  # fmt: skip

AWAITED: Final = (Absent.UNREPORTED, Absent.UNASSESSED)
"""What may still come, and decides then."""

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


def total(values: Iterable[Fraction | int]) -> Fraction:
    """The sum. Those with the same denominator are added first, as integers: most have one."""
    wholes = {1: 0}
    for value in values:
        parts = value.denominator
        wholes[parts] = wholes.get(parts, 0) + value.numerator
    return reduce(add, (Fraction(whole, parts) for parts, whole in wholes.items()))


class Layout:
    """The places of tables, in one order for all, so that columns can be read side by side.

    ``members`` are the recipients' codes of every group.
    """

    def __init__(self, members: Mapping[str, Sequence[str]]) -> None:
        self.members = members
        self._known: dict[tuple[str | None, Period | None], list[Place]] = {}
        self._folds: dict[tuple[object, ...], dict[Place, list[int]]] = {}

    @classmethod
    def of(cls, plan: Plan) -> "Layout":
        """That of a plan's groups."""
        return cls({group.name: [code for code, _ in group.members] for group in plan.groups})

    def places(self, step: Step) -> list[Place]:
        """Every place of a step's table: recipient by recipient, month by month."""
        shape = (step.recipients, step.months)
        if shape not in self._known:
            recipients = self.members[step.recipients] if step.recipients is not None else [None]
            months = list(step.months) if step.months is not None else [None]
            self._known[shape] = [(r, m) for r in recipients for m in months]
        return self._known[shape]

    def column(
        self, step: Step, table: Table, at: Step, places: Sequence[Place] | None = None
    ) -> list[Value]:
        """A step's values at the places of another, all or some; it has at least its dimensions."""
        whole = self.places(at)
        alike = (step.recipients, step.months) == (at.recipients, at.months)
        if alike and (places is None or places is whole):
            return list(table.values())
        by_recipient, by_month = step.recipients is not None, step.months is not None
        return [
            table[r if by_recipient else None, m if by_month else None]
            for r, m in (whole if places is None else places)
        ]

    def folded(self, term: Step, into: Step, over: Period | None) -> Mapping[Place, Sequence[int]]:
        """For each place of a sum, where in a term's table the values stand that it adds up.

        ``over`` limits their months.
        """
        shape = (term.recipients, term.months, into.recipients, into.months, over)
        if shape not in self._folds:
            folds: dict[Place, list[int]] = {place: [] for place in self.places(into)}
            for i, (recipient, month) in enumerate(self.places(term)):
                if over is None or month is None or month in over:
                    kept = recipient if into.recipients is not None else None
                    folds[kept, month if into.months is not None else None].append(i)
            self._folds[shape] = folds
        return self._folds[shape]
