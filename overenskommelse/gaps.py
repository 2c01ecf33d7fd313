"""Gaps: how far what a requirement gave was from more, in points, patients and kronor.

Made by `runtime.gap`, drawn by the roof. What is varied is how many of the patients counted this
year meet a measure's limit; how many are counted, and the year before, stay as they are.
"""

from collections.abc import Iterable
from fractions import Fraction

from attrs import frozen

from overenskommelse.calendar import Month
from overenskommelse.saying import Saying


@frozen(repr=False, eq=False)
class Shift(Saying):
    """How many more patients of a measure would have had to count.

    Attributes:
        measure: The measure's name.
        met: How many of ``everyone`` count now.
        patients: How many more would have to count; fewer, where it is below zero.
        points: How far the value is from what is asked, as the agreement rounds it.
        beyond: Whether that must be passed, and not only reached.
    """

    measure: str
    met: int
    everyone: int
    patients: int
    points: Fraction
    beyond: bool = False


@frozen(repr=False, eq=False)
class Reach(Saying):
    """Something better that a requirement could have given, and the fewest patients to it.

    Attributes:
        route: ``attainment`` or ``improvement``.
        share: What is earned there, as a part of one.
        shifts: What each measure lacks; all of them are needed.
    """

    route: str
    share: Fraction
    shifts: tuple[Shift, ...]

    @property
    def patients(self) -> int:
        """How many patients it is in all."""
        return sum(abs(shift.patients) for shift in self.shifts)


def climbing(reaches: Iterable[Reach]) -> list[Reach]:
    """Of what was in reach, fewest patients first, what gives more than all before it."""
    kept: list[Reach] = []
    for reach in reaches:
        if not kept or reach.share > kept[-1].share:
            kept.append(reach)
    return kept


@frozen(repr=False, eq=False)
class Worth(Saying):
    """What another outcome of a requirement is worth, in kronor.

    Attributes:
        cell: What the requirement gives more in that month; None where it is not known.
        recipient: What the recipient is paid more in all, when the bonus pot has moved; None where
            that is not known yet.
        others: What all others are paid more, nearly always below zero; None likewise.
    """

    cell: Fraction | None
    recipient: Fraction | None
    others: Fraction | None

    @property
    def most_telling(self) -> Fraction | None:
        """The recipient's kronor, or those of the cell where these are all that is known."""
        return self.cell if self.recipient is None else self.recipient


@frozen(repr=False, eq=False)
class Place(Saying):
    """A recipient, a requirement and a month; no month where a period is measured as one."""

    recipient: str
    name: str
    item: str
    requirement: str
    title: str
    month: Month | None


@frozen(repr=False, eq=False)
class Gap(Saying):
    """What a requirement gave in a month, and what more was in reach.

    Attributes:
        share: What it gave, as a part of one; None where there is no value.
        full: The most that it can give.
        amount: What it gave in kronor; None where that is not known.
        reaches: What could have been, fewest patients first.
        barriers: Why a way that could give more cannot, whatever the patients.
    """

    place: Place
    share: Fraction | None
    full: Fraction | None
    amount: Fraction | None
    reaches: tuple[Reach, ...]
    barriers: tuple[str, ...]


@frozen(repr=False, eq=False)
class Priced(Saying):
    """A gap, and what its reaches are worth, in their order; as many as were asked for."""

    gap: Gap
    worths: tuple[Worth, ...]

    @property
    def per_patient(self) -> Fraction | None:
        """Kronor for each patient to the nearest reach; None where it is not known."""
        if not self.worths or self.worths[0].most_telling is None:
            return None
        return self.worths[0].most_telling / self.gap.reaches[0].patients


@frozen(repr=False, eq=False)
class Tipping(Saying):
    """What a small change of a measure does to what a requirement gives.

    Attributes:
        level: The measure's value, as the agreement rounds it.
        points: The change: percentage points of the measure before it is rounded.
        share: What the requirement gave; ``other`` what it would give.
    """

    place: Place
    measure: str
    level: Fraction
    points: Fraction
    share: Fraction
    other: Fraction
    worth: Worth
