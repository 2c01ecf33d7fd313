"""The Agreement: what was written, one class per clause.

Frozen, tuples only. Where a clause stands (``span``), what it cites (``cites``) and what it was
called before (``former``: ``tidigare``) is outside equality: two agreements are equal when they
say the same thing. Where a clause may be left to an interpretation its type says so:
``X | ByInterpretation``; `compiler.readings` puts the reading that holds in its place.
`grammar/GLOSSARY.md` gives the Swedish word of every class.
"""

import datetime
from enum import Enum

from attrs import field, frozen

from overenskommelse.blocks import (
    Attainment,
    Block,
    BonusPot,
    Ceiling,
    Grant,
    Improvement,
    Item,
    Performance,
    PerUnitPay,
    Precedence,
    Requirement,
    Test,
)
from overenskommelse.calendar import Month, Period
from overenskommelse.clauses import (
    Adjustment,
    AmountRounding,
    AmountStage,
    AsWritten,
    ByInterpretation,
    Clause,
    Comparator,
    Consequence,
    Distribution,
    Failure,
    FailureKind,
    Fixed,
    InOtherWords,
    InProportion,
    KeyDate,
    MeasureRounding,
    MeasureStage,
    MissingValue,
    PerUnit,
    Quantity,
    Reading,
    Reference,
    Replacement,
    ResidualRule,
    Stated,
    Substitution,
    TargetDate,
    Unit,
    Unknown,
    Unpaid,
    WaitingLimit,
)
from overenskommelse.duties import (
    AnsweredBy,
    AnswerKind,
    Asked,
    Condition,
    Criterion,
    FocusArea,
    Obligation,
    Payment,
    PaymentPart,
    Question,
    Repayment,
)
from overenskommelse.examples import Counted, Example, ExampleLine, Said, State, Subject
from overenskommelse.sources import OtherSource, Passage, SourceText

__all__ = [
    "Adjustment",
    "Agreement",
    "AllocationKey",
    "AmendedBy",
    "AmountRounding",
    "AmountStage",
    "AnswerKind",
    "AnsweredBy",
    "AsWritten",
    "Asked",
    "Attainment",
    "Block",
    "BonusPot",
    "ByInterpretation",
    "CareStatus",
    "Ceiling",
    "Clause",
    "Comparator",
    "Condition",
    "Consequence",
    "Counted",
    "Criterion",
    "Distribution",
    "Example",
    "ExampleLine",
    "Failure",
    "FailureKind",
    "Fixed",
    "FocusArea",
    "Grant",
    "Improvement",
    "InOtherWords",
    "InProportion",
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
    "OtherSource",
    "Passage",
    "Payment",
    "PaymentPart",
    "PerUnit",
    "PerUnitPay",
    "Performance",
    "Precedence",
    "Quantity",
    "Question",
    "Reading",
    "Recipient",
    "Reference",
    "Repayment",
    "Replacement",
    "Requirement",
    "ResidualRule",
    "RoundingRules",
    "Said",
    "SourceText",
    "State",
    "Stated",
    "Subject",
    "Substitution",
    "TargetDate",
    "Test",
    "Tier",
    "Unit",
    "Unknown",
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
    former: Reference | None = field(default=None, eq=False)


@frozen(repr=False, eq=False)
class RoundingRules(Clause):
    """``avrundning``: every rounding that the agreement needs, by what is rounded.

    With ``scope`` the rules are those of one block, item or grant, and the agreement's own stand
    in for what they do not say.
    """

    measures: MeasureRounding | ByInterpretation | None = None
    monthly_pot: AmountRounding | ByInterpretation | None = None
    reward: AmountRounding | ByInterpretation | None = None
    bonus: AmountRounding | ByInterpretation | None = None
    distribution: AmountRounding | ByInterpretation | None = None
    residual: ResidualRule | ByInterpretation | None = None
    scope: "PaymentPart | None" = None


@frozen(repr=False, eq=False)
class NamedReading(Clause):
    """One way to read the text, and the clause that it would then hold."""

    name: str
    body: Reading
    words: str = ""


@frozen(repr=False, eq=False)
class Interpretation(Clause):
    """A question that the text leaves open, its readings, and the one that holds.

    ``assumed`` where the text is not known, so that the reading is no more than an assumption.
    """

    name: str
    question: str
    readings: tuple[NamedReading, ...]
    because: str
    in_force: Reference
    reason: str = ""
    assumed: bool = False
    former: Reference | None = field(default=None, eq=False)


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
    unknown: Unknown | None = None
    """Set where the steps are not known; there are then none."""
    former: Reference | None = field(default=None, eq=False)


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
    former: Reference | None = field(default=None, eq=False)


@frozen(repr=False, eq=False)
class AmendedBy(Clause):
    """``ändrad genom tillägg``: an amendment that is worked into the text already."""

    number: str
    title: str
    decided: datetime.date | Unknown | None
    applies: Month | None
    """The month from which it holds, where it says so."""


@frozen(repr=False, eq=False)
class Agreement(Clause):
    """A year's agreement, as written."""

    name: str
    title: str
    parties: tuple[str, ...]
    decided: datetime.date | None
    unknown: Unknown | None
    """Set where the day of the decision is not known."""
    total: Stated
    period: Period | None
    compares_previous_year: bool
    recipients: tuple[Recipient, ...]
    keys: tuple[AllocationKey, ...]
    rounding: RoundingRules
    scoped_roundings: tuple[RoundingRules, ...]
    interpretations: tuple[Interpretation, ...]
    ladders: tuple[Ladder, ...]
    measures: tuple[Measure, ...]
    blocks: tuple[Block, ...]
    grants: tuple[Grant, ...]
    payments: tuple[Payment, ...]
    repayments: tuple[Repayment, ...]
    obligations: tuple[Obligation, ...]
    criteria: tuple[Criterion, ...]
    areas: tuple[FocusArea, ...]
    conditions: tuple[Condition, ...]
    amendments: tuple[AmendedBy, ...] = ()
    examples: tuple[Example, ...] = ()
    sources: tuple[SourceText, ...] = field(default=(), eq=False)
