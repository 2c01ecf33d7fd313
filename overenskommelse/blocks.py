"""The money of an Agreement: blocks, their requirements and items, bonus pots and grants."""

from enum import Enum

from attrs import field, frozen

from overenskommelse.calendar import Period
from overenskommelse.clauses import (
    ByInterpretation,
    Clause,
    Comparator,
    Distribution,
    Fixed,
    InProportion,
    MissingValue,
    PerUnit,
    Quantity,
    Reference,
    Stated,
    Unpaid,
)


@frozen(repr=False, eq=False)
class Improvement(Clause):
    """``förbättring``: a better value than the year before, by a ladder, or by a limit that gives
    ``share``."""

    measure: Reference
    ladder: Reference | None
    comparator: Comparator | None = None
    limit: Stated | None = None
    share: Stated | None = None


@frozen(repr=False, eq=False)
class Test(Clause):
    """``mått minst 73 % (när fler än 20 väntar)``: a measure held against a limit.

    With ``when`` the test only binds where the number of patients measured meets it.
    """

    measure: Reference
    comparator: Comparator
    limit: Stated | ByInterpretation
    when: tuple[Comparator, Quantity] | None = None


@frozen(repr=False, eq=False)
class Attainment(Clause):
    """``måluppfyllelse``: a high value in itself: all tests give ``share``, or a ladder does."""

    tests: tuple[Test, ...]
    share: Stated | None
    measure: Reference | None = None
    ladder: Reference | None = None


@frozen(repr=False, eq=False)
class Requirement(Clause):
    """``krav``: a part of a block's money and what earns it.

    ``share`` is in per cent of the block or in kronor; ``period`` are the months in which the
    requirement holds, if not in all of the block's.
    """

    number: str
    title: str
    share: Stated
    amount: Quantity | None
    improvement: Improvement | None
    attainment: Attainment | None
    period: Period | None = None
    former: Reference | None = field(default=None, eq=False)


class Precedence(Enum):
    """Which of two routes counts where a recipient qualifies by both."""

    ATTAINMENT = "måluppfyllelse går före förbättring, aldrig båda"
    IMPROVEMENT = "förbättring går före måluppfyllelse, aldrig båda"
    HIGHEST = "den som ger mest, aldrig båda"


@frozen(repr=False, eq=False)
class BonusPot(Clause):
    """``bonuspott``: where unearned money goes, and what if nobody earned anything."""

    distribution: Distribution | InProportion
    empty: Distribution | Unpaid | ByInterpretation


@frozen(repr=False, eq=False)
class Performance(Clause):
    """How a block pays for measured results, month by month.

    A month's pot is reserved for the recipients, each of whom can earn its own part, or, where
    ``shared``, divided among those who meet a requirement. ``participates`` are the tests that a
    recipient must pass to take part at all. With ``unmeasured_paid`` what is reserved for months
    without requirements is paid.
    """

    period: Period | None
    together: bool
    """Whether the months are measured as one, and the block has a single pot."""
    reserved: Distribution
    shared: bool
    participates: tuple[Test, ...]
    unmeasured_paid: bool
    precedence: Precedence | None
    missing_previous: bool
    missing: MissingValue | ByInterpretation | None
    """What holds where no value was reported."""
    nobody: MissingValue | ByInterpretation | None
    """What holds where there was nobody to measure."""
    requirements: tuple[Requirement, ...]
    bonus: BonusPot | None


@frozen(repr=False, eq=False)
class Item(Clause):
    """``post``: a part of a block, with its own division. No amount means the rest; with `Fixed`
    and `PerUnit` the amount is for each recipient and for each unit."""

    name: str
    title: str
    amount: Stated | None
    distribution: Distribution | InProportion | Fixed | PerUnit
    former: Reference | None = field(default=None, eq=False)


@frozen(repr=False, eq=False)
class Ceiling(Clause):
    """``tak``: the most that a recipient can get, as an amount or as its part by a key."""

    amount: Stated | None
    key: Reference | None


@frozen(repr=False, eq=False)
class PerUnitPay(Clause):
    """How a block pays for each unit counted, up to a ceiling, and what is left over."""

    items: tuple[Item, ...]
    ceiling: Ceiling | None
    left_over: Distribution | Unpaid | ByInterpretation


@frozen(repr=False, eq=False)
class Block(Clause):
    """An amount to a recipient and how it is earned or divided.

    Exactly one of ``performance``, ``items``, ``units`` and ``distribution`` says how, for a
    group; a single recipient needs none. ``short`` says who bears it where what is earned is more
    than the amount.
    """

    number: str
    title: str
    amount: Stated
    to: Reference
    distribution: Distribution | InProportion | None
    performance: Performance | None
    items: tuple[Item, ...]
    units: PerUnitPay | None = None
    short: Distribution | InProportion | ByInterpretation | None = None
    former: Reference | None = field(default=None, eq=False)


@frozen(repr=False, eq=False)
class Grant(Clause):
    """``medel``: an amount outside the blocks."""

    name: str
    title: str
    amount: Stated
    to: Reference
    distribution: Distribution | InProportion | None
