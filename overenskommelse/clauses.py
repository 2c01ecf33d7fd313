"""The small parts of an Agreement: quantities, names, and the clause bodies that may be left open.

A body is what a reading of an interpretation holds: the very clause that would stand in the
agreement if its text were clear. See `agreement` for the statements that hold them.
"""

import datetime
from enum import Enum
from fractions import Fraction
from typing import TypeAlias

from attrs import field, frozen

from overenskommelse.money import Mode, Residual, Rounding, Tie
from overenskommelse.saying import Saying
from overenskommelse.source import Span


class Unit(Enum):
    """What a quantity counts. The value is how it is written after the number."""

    KRONOR = "kr"
    PERCENT = "%"
    POINTS = "procentenheter"
    DAYS = "dagar"
    WEEKS = "veckor"
    NUMBER = ""


class Comparator(Enum):
    """How a value is held against a limit. The value is the sign used in plans."""

    AT_LEAST = "≥"
    AT_MOST = "≤"
    OVER = ">"
    UNDER = "<"


@frozen(kw_only=True, repr=False, eq=False)
class Clause(Saying):
    """What every clause has: where it stands and which sections it cites."""

    span: Span = field(eq=False)
    cites: tuple[str, ...] = field(default=(), eq=False)


@frozen(repr=False, eq=False)
class Quantity(Saying):
    """A number with its unit; kronor are kronor whatever was written (mnkr, tkr)."""

    value: Fraction
    unit: Unit
    span: Span = field(eq=False, repr=False)


@frozen(repr=False, eq=False)
class Reference(Saying):
    """A name that stands for something declared elsewhere."""

    name: str
    span: Span = field(eq=False, repr=False)


@frozen(repr=False, eq=False)
class ByInterpretation(Saying):
    """``enligt tolkning …`` in the place of a clause: the reading that holds fills it."""

    name: str
    span: Span = field(eq=False)


@frozen(repr=False, eq=False)
class Unknown(Clause):
    """``okänt``: the sources do not say. What depends on it is not computed, and that is told."""


Stated: TypeAlias = Quantity | Unknown
"""What an agreement states in numbers, or should."""


# Clause bodies that an interpretation may hold -----------------------------------------------


class MeasureStage(Enum):
    """What of a measure is rounded."""

    LEVELS = "andelarna"
    DIFFERENCE = "skillnaden"


@frozen(repr=False, eq=False)
class MeasureRounding(Clause):
    """``andelarna till en decimal, hälften uppåt``; without a stage nothing is rounded."""

    stage: MeasureStage | None
    decimals: int = 0
    mode: Mode = Mode.HALF_UP


class AmountStage(Enum):
    """How often earned money is rounded."""

    REQUIREMENT = "för varje krav och månad"
    MONTH = "för varje månad"
    PAYMENT = "för varje utbetalning"
    PERIOD = "för hela perioden"


@frozen(repr=False, eq=False)
class AmountRounding(Clause):
    """``hela kronor, hälften uppåt, för varje krav och månad``; None rounds nothing."""

    rounding: Rounding | None
    stage: AmountStage | None = None


@frozen(repr=False, eq=False)
class Adjustment(Clause):
    """``"Region Skåne" minus 2 kr``: what a named recipient's part is changed by."""

    recipient: str
    amount: Quantity
    lowers: bool

    @property
    def kronor(self) -> Fraction:
        """The change, below zero where it lowers."""
        return -self.amount.value if self.lowers else self.amount.value


@frozen(repr=False, eq=False)
class ResidualRule(Clause):
    """``till störst decimaldel, lika: störst nyckel``; ``adjustments`` are those stated by name."""

    residual: Residual
    tie: Tie | None = None
    adjustments: tuple[Adjustment, ...] = ()


@frozen(repr=False, eq=False)
class Distribution(Clause):
    """``efter invånare`` or ``lika``: what an amount is divided by. None divides equally."""

    key: Reference | None


@frozen(repr=False, eq=False)
class Fixed(Clause):
    """``till var och en``: the amount is each recipient's own."""


@frozen(repr=False, eq=False)
class PerUnit(Clause):
    """``per operationer utöver operationer_2023``: the amount is for each one counted, and with
    ``beyond`` for each one more than that."""

    count: Reference
    beyond: Reference | None


@frozen(repr=False, eq=False)
class InProportion(Clause):
    """``i proportion till årets ersättning``: an amount is divided by what each has earned, in
    the same block or, with ``block``, in another."""

    block: Reference | None = None


@frozen(repr=False, eq=False)
class Unpaid(Clause):
    """``betalas inte ut``."""


@frozen(repr=False, eq=False)
class KeyDate(Clause):
    """``den 1 november 2022``: the day on which a key is counted."""

    date: datetime.date


@frozen(repr=False, eq=False)
class WaitingLimit(Clause):
    """``under 60 dagar``: which waiting times a measure counts."""

    comparator: Comparator
    days: Quantity


@frozen(repr=False, eq=False)
class TargetDate(Clause):
    """``start senast måldatum + 10 % av tiden från beslut till måldatum``."""

    tolerance: Quantity | None


@frozen(repr=False, eq=False)
class InOtherWords(Clause):
    """``"…"``: a criterion in free words, for measures that are counted elsewhere."""

    words: str


@frozen(repr=False, eq=False)
class Replacement(Clause):
    """``under_60 i stället för högst_60``: one measure, or ladder, stands in for another."""

    by: Reference
    instead: Reference
    ladders: bool = False


@frozen(repr=False, eq=False)
class Substitution(Clause):
    """What stands in for what, wherever the agreement names it."""

    pairs: tuple[Replacement, ...]


@frozen(repr=False, eq=False)
class AsWritten(Clause):
    """``som skrivet``: nothing is put in another's place."""


@frozen(repr=False, eq=False)
class MissingValue(Clause):
    """``kravet uppfylls inte``: what holds where there is nothing to measure."""

    met: bool


@frozen(repr=False, eq=False)
class Consequence(Clause):
    """What follows when a criterion is not met: nothing, or the month's values do not count."""

    discounts_month: bool


class FailureKind(Enum):
    """What becomes of money whose condition is not met."""

    FORFEITED = "förfaller medlen"
    HELD = "hålls medlen inne"
    REDISTRIBUTED = "fördelas medlen på de övriga"


@frozen(repr=False, eq=False)
class Failure(Clause):
    """``annars förfaller medlen``: what follows when a condition is not met."""

    kind: FailureKind


Reading: TypeAlias = (
    MeasureRounding
    | AmountRounding
    | ResidualRule
    | Distribution
    | InProportion
    | Unpaid
    | KeyDate
    | WaitingLimit
    | Quantity
    | Unknown
    | Substitution
    | AsWritten
    | MissingValue
    | Consequence
    | Failure
)
