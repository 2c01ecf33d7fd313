"""What one outcome has that another has not: kronor per recipient, and cells on another step."""

from collections.abc import Iterable, Mapping
from fractions import Fraction

from attrs import frozen

from overenskommelse.calendar import Month
from overenskommelse.outcome import CellRow, Outcome, PaidRow
from overenskommelse.saying import Saying


@frozen(repr=False, eq=False)
class PaidShift(Saying):
    """A payment of an item to a recipient that is another than before, in kronor.

    An amount is None where it cannot be said; then ``why`` of that side says why. A payment that
    is not there is zero.
    """

    recipient: str
    payment: str
    item: str
    before: Fraction | None
    after: Fraction | None
    why_before: str = ""
    why_after: str = ""

    @property
    def change(self) -> Fraction | None:
        """How many kronor more; None where either side cannot be said."""
        if self.before is None or self.after is None:
            return None
        return self.after - self.before


@frozen(repr=False, eq=False)
class StepShift(Saying):
    """A requirement, for a recipient and a month, that gives another share, in per cent.

    A share is None where it is not known, or not measured.
    """

    recipient: str
    item: str
    requirement: str
    month: Month | None
    before: Fraction | None
    after: Fraction | None


@frozen(repr=False, eq=False)
class Effect(Saying):
    """Everything that differs between two outcomes."""

    payments: tuple[PaidShift, ...]
    cells: tuple[StepShift, ...]

    @property
    def by_recipient(self) -> Mapping[str, Fraction]:
        """How many kronor more each gets, of what can be said on both sides; those alone who
        get something else."""
        found: dict[str, Fraction] = {}
        for shift in self.payments:
            if shift.change is not None:
                found[shift.recipient] = found.get(shift.recipient, Fraction(0)) + shift.change
        return {recipient: kronor for recipient, kronor in found.items() if kronor}

    @property
    def net(self) -> Fraction:
        """How many kronor more are paid in all."""
        return sum(self.by_recipient.values(), Fraction(0))

    @property
    def moved(self) -> Fraction:
        """What those who get more gain together."""
        return sum((max(kronor, Fraction(0)) for kronor in self.by_recipient.values()), Fraction(0))

    @property
    def unsaid(self) -> tuple[PaidShift, ...]:
        """The payments that can only be said on one side, or for another reason on neither."""
        return tuple(shift for shift in self.payments if shift.change is None)

    @property
    def is_none(self) -> bool:
        """Whether nothing differs."""
        return not (self.payments or self.cells)


def effect(before: Outcome, after: Outcome) -> Effect:
    """What differs between two outcomes, in the order of the first."""
    old, new = _paid(before.payments), _paid(after.payments)
    payments = (
        _shift(place, old.get(place), new.get(place)) for place in dict.fromkeys((*old, *new))
    )
    was, now = _shares(before.cells), _shares(after.cells)
    cells = (
        StepShift(*place, was.get(place), now.get(place)) for place in dict.fromkeys((*was, *now))
    )
    return Effect(
        tuple(s for s in payments if (s.before, s.why_before) != (s.after, s.why_after)),
        tuple(shift for shift in cells if shift.before != shift.after),
    )


def _shift(place: tuple[str, str, str], before: PaidRow | None, after: PaidRow | None) -> PaidShift:
    zero = Fraction(0)
    return PaidShift(
        *place,
        zero if before is None else before.amount,
        zero if after is None else after.amount,
        "" if before is None else before.why,
        "" if after is None else after.why,
    )


def _paid(rows: Iterable[PaidRow]) -> dict[tuple[str, str, str], PaidRow]:
    return {(row.recipient, row.payment, row.item): row for row in rows}


def _shares(rows: Iterable[CellRow]) -> dict[tuple[str, str, str, Month | None], Fraction | None]:
    return {(row.recipient, row.item, row.requirement, row.month): row.share for row in rows}
