"""The Plan: what will be computed. Pure data, in computing order.

A plan is a flat sequence of steps (`overenskommelse.steps`), and the views of them that an outcome
shows.
"""

import datetime
from fractions import Fraction
from typing import Final

from attrs import frozen

from overenskommelse.calendar import Period
from overenskommelse.clauses import Unit
from overenskommelse.duties import AnswerKind
from overenskommelse.saying import Saying
from overenskommelse.steps import (
    Allotted,
    Amount,
    AnyOf,
    AnyStep,
    Chosen,
    Compared,
    Count,
    Difference,
    Excess,
    Fulfilled,
    Granted,
    Held,
    KeyValue,
    Least,
    Level,
    Origin,
    Paid,
    Product,
    Remainder,
    Repaid,
    Reported,
    Rounded,
    Step,
    Summed,
    Tiered,
    reads,
)

__all__ = [
    "NOT_KNOWN",
    "PLAN_VERSION",
    "Allotted",
    "Amount",
    "AnyOf",
    "AnyStep",
    "AskedView",
    "Choice",
    "Chosen",
    "Compared",
    "ConditionView",
    "Count",
    "CriterionView",
    "Difference",
    "DutyView",
    "Excess",
    "FocusAreaView",
    "Fulfilled",
    "Granted",
    "Group",
    "Held",
    "KeyValue",
    "KeyView",
    "Least",
    "Level",
    "MeasureView",
    "Origin",
    "Paid",
    "Plan",
    "PotView",
    "Product",
    "QuestionView",
    "Remainder",
    "Repaid",
    "Reported",
    "RequirementView",
    "Rounded",
    "Step",
    "Summed",
    "Tiered",
    "UnknownView",
    "reads",
]

PLAN_VERSION: Final = 3
"""The form of plans. A plan of another version is refused."""

NOT_KNOWN: Final = "okänt"
"""`ConditionView.failure` where it is not known what becomes of the money."""


# What an outcome shows of the steps ----------------------------------------------------------


@frozen(repr=False, eq=False)
class Group(Saying):
    """Recipients that are paid alike: their codes and names, in order."""

    name: str
    title: str
    members: tuple[tuple[str, str], ...]


@frozen(repr=False, eq=False)
class RequirementView(Saying):
    """Which steps tell the story of a requirement, cell by cell.

    ``gates`` must hold for anything to be earned; ``share`` of ``reserved`` can be, None where
    that is not known.
    """

    number: str
    title: str
    item: str
    level: str
    previous: str | None
    change: str | None
    chosen: str
    share: Fraction | None
    reserved: str
    amount: str
    gates: tuple[str, ...] = ()


@frozen(repr=False, eq=False)
class PotView(Saying):
    """The account of an item: what there is, what is earned, what is paid, what is kept.

    ``left`` says in words why some may be left over, where more than roundings can leave it.
    With ``shared`` a requirement's money goes to those who meet it, and is only left where nobody
    does.
    """

    item: str
    title: str
    amount: str
    earned: str
    bonus: str | None
    bonus_item: str | None
    payments: tuple[str, ...]
    monthly_pot: str | None = None
    rewards: tuple[str, ...] = ()
    left: str = ""
    shared: bool = False


@frozen(repr=False, eq=False)
class AskedView(Saying):
    """A question that something hangs on, and the focus area that asks it."""

    area: str
    question: str


@frozen(repr=False, eq=False)
class CriterionView(Saying):
    """A reporting criterion: a lowest level in per cent, a longest delay in weeks, or words.

    ``unknown`` is what its limit counts where the limit itself is not known. ``answered`` is the
    question by which recipients say themselves whether it is met; with ``refuses`` a no of theirs
    counts where there are no figures.
    """

    name: str
    title: str
    recipients: str
    period: Period | None
    least: Fraction | None
    weeks: Fraction | None
    consequence: str
    origin: Origin
    contents: tuple[str, ...] = ()
    assumed: str = ""
    unknown: Unit | None = None
    answered: AskedView | None = None
    refuses: bool = False

    @property
    def counts(self) -> Unit | None:
        """What figures of it count: per cent, or weeks; None where words alone say what is met."""
        if self.least is not None:
            return Unit.PERCENT
        return Unit.WEEKS if self.weeks is not None else self.unknown


@frozen(repr=False, eq=False)
class QuestionView(Saying):
    """A question that recipients answer; ``kind`` is how, in the agreement's words."""

    name: str
    kind: str
    title: str
    cites: tuple[str, ...] = ()

    @property
    def is_fact(self) -> bool:
        """Whether a no only tells how it is, and refuses nothing."""
        return self.kind == AnswerKind.FACT.value


@frozen(repr=False, eq=False)
class FocusAreaView(Saying):
    """What recipients report on, to whom by when, and who assesses it by when."""

    name: str
    title: str
    recipients: str
    questions: tuple[QuestionView, ...]
    contents: tuple[str, ...]
    to: str
    report_by: datetime.date | None
    assessor: str
    last_day: datetime.date | None
    origin: Origin


@frozen(repr=False, eq=False)
class ConditionView(Saying):
    """A condition: the duties, criteria, focus areas and answers that it asks for, who assesses
    it, and what follows.

    ``items`` are what it governs; with ``assessor`` empty nobody assesses. ``assumed`` is the
    interpretation that what follows is assumed by, if it is; ``failure`` is ``okänt`` where that
    is not known. ``day_unknown`` where there is a last day that is not known.
    """

    name: str
    title: str
    recipients: str
    duties: tuple[str, ...]
    criteria: tuple[str, ...]
    areas: tuple[str, ...]
    assessor: str
    last_day: datetime.date | None
    failure: str
    items: tuple[str, ...]
    origin: Origin
    assumed: str = ""
    questions: tuple[AskedView, ...] = ()
    day_unknown: bool = False


@frozen(repr=False, eq=False)
class UnknownView(Saying):
    """Something that the sources do not say: what, and where it stands."""

    what: str
    origin: Origin


@frozen(repr=False, eq=False)
class DutyView(Saying):
    """A duty with its last day, or the months in which it recurs.

    ``day_unknown`` where there is a last day that is not known.
    """

    name: str
    title: str
    recipients: str
    to: tuple[str, ...]
    last_day: datetime.date | None
    monthly: bool
    period: Period | None
    origin: Origin
    contents: tuple[str, ...] = ()
    attachments: tuple[str, ...] = ()
    day_unknown: bool = False


@frozen(repr=False, eq=False)
class MeasureView(Saying):
    """A measure that the data must hold, and in which months.

    ``current`` says whether the months themselves are needed, ``previous`` whether the same
    months a year earlier are compared with (a missing one is not a fault: it closes that route).
    ``definition`` says whom it counts, and ``reading`` how an interpretation decides that.
    """

    name: str
    title: str
    recipients: str
    period: Period
    current: bool
    previous: bool
    definition: str = ""
    reading: str = ""


@frozen(repr=False, eq=False)
class KeyView(Saying):
    """A key that the data must hold for a group, and the day on which it is counted."""

    name: str
    title: str
    recipients: str
    date: datetime.date | None


@frozen(repr=False, eq=False)
class Choice(Saying):
    """An interpretation: its question, its readings, the one used, and the one that holds.

    ``assumed`` where the text is not known, so that the one that holds is an assumption. ``steps``
    are those that another of its readings would change; of a reading that the text decides, and
    that is the one used, they are not looked for.
    """

    name: str
    question: str
    readings: tuple[tuple[str, str], ...]
    used: str
    in_force: str
    reason: str
    origin: Origin
    assumed: bool = False
    steps: tuple[str, ...] = ()

    @property
    def is_assumption(self) -> bool:
        """Whether what is used is what the agreement assumes, and nobody has chosen otherwise."""
        return self.assumed and not self.is_changed

    @property
    def is_changed(self) -> bool:
        """Whether another reading is used than the one that holds."""
        return self.used != self.in_force


@frozen(repr=False, eq=False)
class Plan(Saying):
    """An agreement, compiled under one choice of readings."""

    name: str
    title: str
    source: str
    source_sha256: str
    total: Fraction | None
    groups: tuple[Group, ...]
    choices: tuple[Choice, ...]
    measures: tuple[MeasureView, ...]
    keys: tuple[KeyView, ...]
    criteria: tuple[CriterionView, ...]
    duties: tuple[DutyView, ...]
    steps: tuple[AnyStep, ...]
    requirements: tuple[RequirementView, ...]
    pots: tuple[PotView, ...]
    conditions: tuple[ConditionView, ...] = ()
    areas: tuple[FocusAreaView, ...] = ()
    unknowns: tuple[UnknownView, ...] = ()
    amendments: tuple[str, ...] = ()
    """The amendments that the agreement is computed with, in words."""
    unused_keys: tuple[str, ...] = ()
    """Keys that the agreement declares and divides nothing by: data may still hold them."""
    compares_previous_year: bool = False
    """Whether the agreement compares with the year before: data may hold it though no step does."""

    def group(self, name: str) -> Group:
        """The group of that name."""
        return next(group for group in self.groups if group.name == name)

    def asked_by(self, condition: ConditionView) -> list[AskedView]:
        """The questions to which a no means that a condition is not met, its criteria's too."""
        criteria = [c for c in self.criteria if c.refuses and c.name in condition.criteria]
        own = (criterion.answered for criterion in criteria)
        return [*condition.questions, *(asked for asked in own if asked is not None)]
