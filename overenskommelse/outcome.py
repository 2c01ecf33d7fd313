"""The Outcome: what is paid, and why. Made by `runtime.settle`, drawn by the roof.

Kronor are integers (or exact fractions of ören where an agreement rounds to them). None stands
for an amount that cannot be said; ``PaidRow.why`` says why.
"""

import datetime
from enum import Enum
from fractions import Fraction
from typing import Final

from attrs import field, frozen

from overenskommelse.calendar import Month
from overenskommelse.diagnostics import Diagnostic
from overenskommelse.figures import DataFile, Decision, Provenance
from overenskommelse.plan import Plan
from overenskommelse.saying import Saying

UNKNOWN: Final = "okänt"
"""`PaidRow.why` where the agreement's sources do not say what an amount rests on."""


class Basis(Enum):
    """What an amount can rest on that is not simply so."""

    ASSUMED = "antaganden i överenskommelsen"
    CHOSEN = "valda läsningar"
    GRANTED = "antaganden om uppgifterna"
    RECONSTRUCTED = "rekonstruerade uppgifter"
    ESTIMATED = "uppskattade uppgifter"
    INVENTED = "påhittade uppgifter"


@frozen(repr=False, eq=False)
class Ground(Saying):
    """Something that an amount rests on: the kind, and which of it (interpretations, figures)."""

    basis: Basis
    names: tuple[str, ...]


@frozen(repr=False, eq=False)
class PaidRow(Saying):
    """What one payment pays one recipient of one item.

    ``forfeited`` is what was not paid because no requisition came in time, or because a condition
    was not met, ``held`` what waits for that, and ``waiting`` what an assessment or an answer that
    has not come decides over: None where it also decides how much that is. ``why`` says why there
    is no amount: ``ännu inte mätt``, ``ännu inte redovisat``, ``ännu inte bedömt``, ``hålls inne``
    or ``okänt``.
    ``grounds`` are what the row rests on, whether or not there is an amount.
    """

    recipient: str
    name: str
    payment: str
    item: str
    amount: Fraction | None
    forfeited: Fraction = Fraction(0)
    held: Fraction = Fraction(0)
    why: str = ""
    waiting: Fraction | None = Fraction(0)
    grounds: tuple[Ground, ...] = ()


@frozen(repr=False, eq=False)
class PotRow(Saying):
    """The account of an item: ``amount`` = ``earned`` + ``bonus`` before anything is kept, and
    what was paid + ``held`` + ``waiting`` + ``unpaid`` = ``amount``.

    ``held`` waits for a condition to be met, ``waiting`` for an assessment or an answer, and
    ``unpaid`` is not paid to anybody, as far as that is known: while something waits, what could
    still be paid of it is in ``waiting``. ``unpaid`` and ``waiting`` are None where something is
    not measured yet or not known.

    In part of a year ``earned`` and ``bonus`` are None, and ``earned_so_far`` and
    ``bonus_so_far``, in whole kronor, speak of the measured months alone. ``amount`` is None where
    the agreement's sources do not say it.
    """

    item: str
    title: str
    amount: Fraction | None
    earned: Fraction | None
    bonus: Fraction | None
    unpaid: Fraction | None
    earned_so_far: Fraction | None = None
    bonus_so_far: Fraction | None = None
    has_bonus: bool = False
    held: Fraction = Fraction(0)
    waiting: Fraction | None = Fraction(0)


@frozen(repr=False, eq=False)
class CellRow(Saying):
    """One requirement of an item, recipient and month: what was measured and what it earned.

    ``level`` and ``previous`` are per cent and ``change`` percentage points, all as the agreement
    rounds them; None where there is no value. ``month`` is None where a period is measured as
    one. ``route`` is ``attainment``, ``improvement`` or None; ``share`` is per cent of what was
    reserved. What rests on something unknown is None. ``barred`` says in words what kept it from
    earning anything, whether or not the requirement was met.
    """

    recipient: str
    month: Month | None
    item: str
    requirement: str
    level: Fraction | None
    previous: Fraction | None
    change: Fraction | None
    route: str | None
    share: Fraction | None
    reserved: Fraction | None
    amount: Fraction | None
    barred: str = ""


@frozen(repr=False, eq=False)
class CriterionRow(Saying):
    """A reporting criterion's failure: the month in which a recipient did not meet it."""

    criterion: str
    recipient: str
    month: Month
    value: Fraction
    consequence: str


@frozen(repr=False, eq=False)
class FocusAreaRow(Saying):
    """How a recipient stands to a focus area: what it reports, and how that was assessed.

    ``answers`` are all its questions, each with the recipient's answer or None; None altogether
    where the data says nothing of reports. ``assessed`` is None where that has not been done yet.
    ``facts`` are the questions where a no only tells how it is.
    """

    area: str
    title: str
    recipient: str
    answers: tuple[tuple[str, bool | str | None], ...] | None
    assessed: bool | None
    reason: str
    facts: tuple[str, ...] = ()

    @property
    def refused(self) -> tuple[str, ...]:
        """The questions that were answered with a no that refuses something."""
        return tuple(
            question
            for question, answer in self.answers or ()
            if answer is False and question not in self.facts
        )

    @property
    def unanswered(self) -> tuple[str, ...]:
        """The questions that were not answered."""
        return tuple(question for question, answer in self.answers or () if answer is None)

    @property
    def silent(self) -> bool:
        """Whether nothing at all was reported, though others have."""
        return bool(self.answers) and len(self.unanswered) == len(self.answers or ())


@frozen(repr=False, eq=False)
class ConditionRow(Saying):
    """How a recipient stands to a condition: as assessed, as decided, and what holds in the end.

    ``assessed`` is what the assessments that it rests on come to; None where one is missing or
    nobody assesses. ``tried`` is the same with duties and criteria. ``decided`` is None without a
    decision, and then ``tried`` holds. ``reason`` and ``decision_reason`` are those given;
    ``because`` says in words what was not lived up to, ``waiting`` what is not assessed yet.
    ``undated`` are duties reported on that may have been late: their last day is not known.
    ``unreported`` are questions it hangs on that are not answered yet, ``untried`` the criteria
    whose limit is not known.
    """

    condition: str
    title: str
    recipient: str
    assessed: bool | None
    reason: str
    tried: bool | None
    decided: bool | None
    decision_reason: str
    met: bool | None
    because: tuple[str, ...]
    waiting: tuple[str, ...]
    undated: tuple[str, ...]
    failure: str
    unreported: tuple[str, ...] = ()
    untried: tuple[str, ...] = ()


@frozen(repr=False, eq=False)
class DutyRow(Saying):
    """A duty of a recipient: when it was due and when, if ever, its report came in."""

    duty: str
    title: str
    recipient: str
    last_day: datetime.date
    received: datetime.date | None

    @property
    def late(self) -> bool:
        """Whether it came in after its last day, or never."""
        return self.received is None or self.received > self.last_day


@frozen(repr=False, eq=False)
class RepaidRow(Saying):
    """What one recipient pays back of an item: paid, less what was used."""

    recipient: str
    name: str
    item: str
    last_day: datetime.date
    paid: Fraction
    used: Fraction
    amount: Fraction


@frozen(repr=False, eq=False)
class DecisionRow(Saying):
    """A published payout held against the outcome."""

    file: str
    payment: str
    recipient: str
    published: Fraction | int
    computed: Fraction | None


@frozen(repr=False, eq=False)
class Outcome(Saying):
    """Everything that an evaluation found.

    ``unmatched`` are published payouts that fit no payment: they say not what they are for.
    ``provenance`` says which of the figures are not real.
    """

    plan: Plan
    payments: tuple[PaidRow, ...]
    pots: tuple[PotRow, ...]
    cells: tuple[CellRow, ...]
    unmeasured: tuple[Month, ...]
    failed_criteria: tuple[CriterionRow, ...] = ()
    areas: tuple[FocusAreaRow, ...] = ()
    conditions: tuple[ConditionRow, ...] = ()
    duties: tuple[DutyRow, ...] | None = None
    repayments: tuple[RepaidRow, ...] | None = None
    decisions: tuple[DecisionRow, ...] = ()
    unmatched: tuple[Decision, ...] = ()
    files: tuple[DataFile, ...] = ()
    provenance: tuple[Provenance, ...] = ()
    notes: tuple[Diagnostic, ...] = field(default=())
