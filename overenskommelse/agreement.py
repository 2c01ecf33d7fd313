"""The Agreement: what was written, one class per clause.

Frozen, tuples only. Where a clause stands (``span``) and what it cites (``cites``) is outside
equality: two agreements are equal when they say the same thing. Where a clause may be left to an
interpretation its type says so: ``X | ByInterpretation``; `compiler.readings` puts the reading
that holds in its place. `grammar/GLOSSARY.md` gives the Swedish word of every class.
"""

import datetime
from enum import Enum

from attrs import frozen

from overenskommelse.calendar import Month, Period
from overenskommelse.clauses import (
    AmountRounding,
    AmountStage,
    AsWritten,
    ByInterpretation,
    Clause,
    Comparator,
    Consequence,
    Distribution,
    InOtherWords,
    KeyDate,
    MeasureRounding,
    MeasureStage,
    MissingValue,
    Quantity,
    Reading,
    Reference,
    ResidualRule,
    Substitution,
    TargetDate,
    Unit,
    Unpaid,
    WaitingLimit,
)

__all__ = [
    "Agreement",
    "AllocationKey",
    "AmountRounding",
    "AmountStage",
    "AsWritten",
    "Attainment",
    "Block",
    "BonusPot",
    "ByInterpretation",
    "CareStatus",
    "Clause",
    "Comparator",
    "Consequence",
    "Criterion",
    "Distribution",
    "Grant",
    "Improvement",
    "InOtherWords",
    "Interpretation",
    "Item",
    "KeyDate",
    "Ladder",
    "Measure",
    "MeasureRounding",
    "MeasureStage",
    "MissingValue",
    "NamedReading",
    "Obligation",
    "Payment",
    "PaymentPart",
    "Performance",
    "Precedence",
    "Quantity",
    "Reading",
    "Recipient",
    "Reference",
    "Repayment",
    "Requirement",
    "ResidualRule",
    "RoundingRules",
    "Substitution",
    "TargetDate",
    "Test",
    "Tier",
    "Unit",
    "Unpaid",
    "WaitingLimit",
]


# Declarations --------------------------------------------------------------------------------


@frozen(repr=False, eq=False)
class Recipient(Clause):
    """Who can be paid: one party, or a group of members.

    ``everyone`` stands for all of Sweden's regions but those in ``excluded``; else ``members``
    lists a group's own members as (code, name), and an empty list is a single recipient.
    """

    name: str
    title: str
    everyone: bool = False
    excluded: tuple[str, ...] = ()
    members: tuple[tuple[str, str], ...] = ()


@frozen(repr=False, eq=False)
class AllocationKey(Clause):
    """What money is divided in proportion to; its name is the data's column."""

    name: str
    title: str
    date: KeyDate | ByInterpretation | None = None


@frozen(repr=False, eq=False)
class RoundingRules(Clause):
    """``avrundning``: every rounding that the agreement needs, by what is rounded."""

    measures: MeasureRounding | ByInterpretation | None = None
    monthly_pot: AmountRounding | ByInterpretation | None = None
    reward: AmountRounding | ByInterpretation | None = None
    bonus: AmountRounding | ByInterpretation | None = None
    distribution: AmountRounding | ByInterpretation | None = None
    residual: ResidualRule | ByInterpretation | None = None


@frozen(repr=False, eq=False)
class NamedReading(Clause):
    """One way to read the text, and the clause that it would then hold."""

    name: str
    body: Reading
    words: str = ""


@frozen(repr=False, eq=False)
class Interpretation(Clause):
    """A question that the text leaves open, its readings, and the one that holds."""

    name: str
    question: str
    readings: tuple[NamedReading, ...]
    because: str
    in_force: Reference
    reason: str = ""


@frozen(repr=False, eq=False)
class Tier(Clause):
    """A step of a ladder: values from ``low`` to ``high`` (None: and more) give ``share``."""

    low: Quantity
    high: Quantity | None
    share: Quantity


@frozen(repr=False, eq=False)
class Ladder(Clause):
    """Steps from a value to a share of the money."""

    name: str
    tiers: tuple[Tier, ...]


class CareStatus(Enum):
    """Which patients a measure counts."""

    PERFORMED = "genomförda"
    WAITING = "väntande"


@frozen(repr=False, eq=False)
class Measure(Clause):
    """A share of patients; its name is the data's name for it."""

    name: str
    title: str
    status: CareStatus
    activity: str
    limit: WaitingLimit | TargetDate | InOtherWords | ByInterpretation
    higher_is_better: bool


# The money -----------------------------------------------------------------------------------


@frozen(repr=False, eq=False)
class Improvement(Clause):
    """``förbättring``: a better value than the year before, by a ladder."""

    measure: Reference
    ladder: Reference


@frozen(repr=False, eq=False)
class Test(Clause):
    """``mått minst 73 % (när fler än 20 väntar)``: a measure held against a limit.

    With ``when`` the test only binds where the number of patients measured meets it.
    """

    measure: Reference
    comparator: Comparator
    limit: Quantity
    when: tuple[Comparator, Quantity] | None = None


@frozen(repr=False, eq=False)
class Attainment(Clause):
    """``måluppfyllelse``: a high value in itself: all tests give ``share``, or a ladder does."""

    tests: tuple[Test, ...]
    share: Quantity | None
    measure: Reference | None = None
    ladder: Reference | None = None


@frozen(repr=False, eq=False)
class Requirement(Clause):
    """``krav``: a part of a block's money and what earns it."""

    number: str
    title: str
    share: Quantity
    amount: Quantity | None
    improvement: Improvement | None
    attainment: Attainment | None


class Precedence(Enum):
    """Which of two routes counts where a recipient qualifies by both."""

    ATTAINMENT = "måluppfyllelse går före förbättring, aldrig båda"
    IMPROVEMENT = "förbättring går före måluppfyllelse, aldrig båda"
    HIGHEST = "den som ger mest, aldrig båda"


@frozen(repr=False, eq=False)
class BonusPot(Clause):
    """``bonuspott``: where unearned money goes, and what if nobody earned anything."""

    distribution: Distribution | None
    """None: in proportion to what each earned in the year."""
    empty: Distribution | Unpaid | ByInterpretation


@frozen(repr=False, eq=False)
class Performance(Clause):
    """How a block pays for measured results, month by month."""

    period: Period | None
    reserved: Distribution
    precedence: Precedence | None
    missing_previous: bool
    missing: MissingValue | ByInterpretation | None
    requirements: tuple[Requirement, ...]
    bonus: BonusPot | None


@frozen(repr=False, eq=False)
class Item(Clause):
    """``post``: a part of a block, with its own division. No amount means the rest."""

    name: str
    title: str
    amount: Quantity | None
    distribution: Distribution


@frozen(repr=False, eq=False)
class Block(Clause):
    """An amount to a recipient and how it is earned or divided.

    Exactly one of ``performance``, ``items`` and ``distribution`` says how, for a group; a
    single recipient needs none.
    """

    number: str
    title: str
    amount: Quantity
    to: Reference
    distribution: Distribution | None
    performance: Performance | None
    items: tuple[Item, ...]


@frozen(repr=False, eq=False)
class Grant(Clause):
    """``medel``: an amount outside the blocks."""

    name: str
    title: str
    amount: Quantity
    to: Reference
    distribution: Distribution | None


# Payments and duties -------------------------------------------------------------------------


@frozen(repr=False, eq=False)
class PaymentPart(Clause):
    """What a payment pays: a block (for some months), its bonus pot, or a grant."""

    kind: str
    """``block``, ``bonuspott`` or ``medel``."""
    name: Reference | None
    period: Period | None = None


@frozen(repr=False, eq=False)
class Payment(Clause):
    """``utbetalning``: in a month, or on requisition with a last day."""

    month: Month | None
    parts: tuple[PaymentPart, ...]
    last_day: datetime.date | None = None


@frozen(repr=False, eq=False)
class Repayment(Clause):
    """``återbetalning``: by when unused money goes back."""

    last_day: datetime.date
    parts: tuple[PaymentPart, ...]


@frozen(repr=False, eq=False)
class Obligation(Clause):
    """``skyldighet``: who must do what by when."""

    name: str
    title: str
    who: Reference
    to: tuple[str, ...]
    last_day: datetime.date | None
    monthly: bool
    period: Period | None
    contents: tuple[str, ...]
    attachments: tuple[str, ...]


@frozen(repr=False, eq=False)
class Criterion(Clause):
    """``kriterium``: what reporting must live up to, month by month.

    Either a lowest level in per cent, a longest delay in weeks after the month, or words alone.
    """

    name: str
    title: str
    who: Reference
    period: Period | None
    least: Quantity | None
    weeks: Quantity | None
    consequence: Consequence | ByInterpretation


@frozen(repr=False, eq=False)
class Agreement(Clause):
    """A year's agreement, as written."""

    name: str
    title: str
    parties: tuple[str, ...]
    decided: datetime.date | None
    total: Quantity
    period: Period | None
    compares_previous_year: bool
    recipients: tuple[Recipient, ...]
    keys: tuple[AllocationKey, ...]
    rounding: RoundingRules
    interpretations: tuple[Interpretation, ...]
    ladders: tuple[Ladder, ...]
    measures: tuple[Measure, ...]
    blocks: tuple[Block, ...]
    grants: tuple[Grant, ...]
    payments: tuple[Payment, ...]
    repayments: tuple[Repayment, ...]
    obligations: tuple[Obligation, ...]
    criteria: tuple[Criterion, ...]
