"""When an Agreement's money is paid, and what recipients must do for it."""

import datetime
from enum import Enum

from attrs import frozen

from overenskommelse.calendar import Month, Period
from overenskommelse.clauses import (
    ByInterpretation,
    Clause,
    Consequence,
    Failure,
    Reference,
    Stated,
    Unknown,
)


@frozen(repr=False, eq=False)
class PaymentPart(Clause):
    """What a payment pays: a block (for some months), one of its items, its bonus pot, a grant."""

    kind: str
    """``block``, ``post``, ``bonuspott`` or ``medel``."""
    name: Reference | None
    period: Period | None = None
    block: Reference | None = None
    """The block that an item is in."""


@frozen(repr=False, eq=False)
class Payment(Clause):
    """``utbetalning``: in a month, on requisition with a last day, or when is not known."""

    month: Month | None
    parts: tuple[PaymentPart, ...]
    last_day: datetime.date | None = None
    unknown: Unknown | None = None

    @property
    def on_requisition(self) -> bool:
        """Whether it is paid to those who ask for it."""
        return self.month is None and self.unknown is None


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
    unknown: Unknown | None
    """Set where the last day is not known."""
    monthly: bool
    period: Period | None
    contents: tuple[str, ...]
    attachments: tuple[str, ...]


@frozen(repr=False, eq=False)
class Asked(Clause):
    """``fråga … i fokusområde …``: a question that something hangs on."""

    name: Reference
    area: Reference


@frozen(repr=False, eq=False)
class AnsweredBy(Clause):
    """``redovisas genom fråga …``: where recipients themselves say whether a criterion is met.

    ``refuses`` says whether a no counts as not met where there are no figures, or decides nothing.
    """

    question: Asked
    refuses: bool


@frozen(repr=False, eq=False)
class Criterion(Clause):
    """``kriterium``: what reporting must live up to, month by month.

    Either a lowest level in per cent, a longest delay in weeks after the month, or words alone.
    Recipients may themselves answer how it is, by a question of a focus area.
    """

    name: str
    title: str
    who: Reference
    period: Period | None
    least: Stated | None
    weeks: Stated | None
    contents: tuple[str, ...]
    consequence: Consequence | ByInterpretation
    answered: AnsweredBy | None = None

    @property
    def limits(self) -> tuple[Stated, ...]:
        """What can be held against data: its level or its delay, known or not."""
        return tuple(limit for limit in (self.least, self.weeks) if limit is not None)

    @property
    def can_be_tried(self) -> bool:
        """Whether anything can show that it is not met: its limit, or a recipient's own no."""
        return bool(self.limits) or (self.answered is not None and self.answered.refuses)


class AnswerKind(Enum):
    """How a question is answered. The value is the agreement's own words.

    A no to a ``FACT`` is as good an answer as a yes: nothing is refused by it.
    """

    YES_OR_NO = "ja eller nej"
    FACT = "ja eller nej som upplysning"
    TEXT = "fritext"
    ATTACHMENT = "bilaga"


@frozen(repr=False, eq=False)
class Question(Clause):
    """``fråga``: something that every recipient reports on a focus area."""

    name: str
    kind: AnswerKind
    title: str


@frozen(repr=False, eq=False)
class FocusArea(Clause):
    """``fokusområde``: what recipients report on, and who assesses by when whether it is enough.

    ``unknown`` are the days that are not known.
    """

    name: str
    title: str
    who: Reference
    questions: tuple[Question, ...]
    contents: tuple[str, ...]
    to: str
    report_by: datetime.date | None
    assessor: str
    last_day: datetime.date | None
    unknown: tuple[Unknown, ...] = ()


@frozen(repr=False, eq=False)
class Condition(Clause):
    """``villkor``: what each recipient must live up to for some of the money, and what else.

    It is met where all its duties are done in time, all its criteria are met in all their months,
    all its questions are answered with yes, all its focus areas (``every_area``: all that the
    recipients have) are assessed as enough and, with an ``assessor``, the assessment says so.
    ``unknown`` is set where the last day of that is not known.
    """

    name: str
    title: str
    who: Reference
    governs: tuple[PaymentPart, ...]
    duties: tuple[Reference, ...]
    criteria: tuple[Reference, ...]
    areas: tuple[Reference, ...]
    every_area: bool
    assessor: str
    last_day: datetime.date | None
    failure: Failure | Unknown | ByInterpretation
    questions: tuple[Asked, ...] = ()
    unknown: Unknown | None = None

    def demands(self, area: FocusArea) -> bool:
        """Whether a focus area is among those that must be assessed as enough."""
        all_of_them = self.every_area and area.who.name == self.who.name
        return all_of_them or any(area.name == asked.name for asked in self.areas)
