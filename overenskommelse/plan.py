"""The Plan: what will be computed. Pure data, in computing order.

A plan is a flat sequence of steps. Each step yields one value, or a table of values over
recipients and/or months, from the steps that it names. Shares are fractions of one; levels are
per cent; changes are percentage points; amounts are kronor. A value that is missing or not yet
measured stays so until a step says what holds then. `runtime.evaluate` is the meaning of each
step; `compiler.verify` is what every plan must live up to.
"""

import datetime
from collections.abc import Iterator
from fractions import Fraction
from typing import Final, TypeAlias

from attrs import field, frozen

from overenskommelse.calendar import Period
from overenskommelse.clauses import Comparator, Unit
from overenskommelse.money import Mode, Residual, Rounding
from overenskommelse.saying import Saying

PLAN_VERSION: Final = 1
"""The form of plans. A plan of another version is refused."""


@frozen(repr=False, eq=False)
class Origin(Saying):
    """Which clause a step comes from, in a lawyer's words and with its line."""

    heading: str = ""
    cites: tuple[str, ...] = ()
    file: str = ""
    line: int = 0


@frozen(kw_only=True, repr=False, eq=False)
class Step(Saying):
    """What every step has.

    Attributes:
        id: Readable, stable and unique: ``block-1/krav-2/ersättning``.
        unit: What its values count.
        recipients: The group over which it has one value each; None for one value.
        months: The months over which it has one value each; None for one value.
        origin: The clause that it comes from.
    """

    id: str
    unit: Unit
    recipients: str | None = None
    months: Period | None = None
    origin: Origin = field(factory=Origin)


@frozen(kw_only=True, repr=False, eq=False)
class Amount(Step):
    """A value that the agreement states; over recipients, the same for each (``lika``)."""

    value: Fraction


@frozen(kw_only=True, repr=False, eq=False)
class KeyValue(Step):
    """Each recipient's value of an allocation key, from the data."""

    key: str


@frozen(kw_only=True, repr=False, eq=False)
class Count(Step):
    """Patients counted for a measure, ``shift`` months away: the whole group, or those in it
    who meet its limit (``met``). Missing where the data has no value."""

    measure: str
    met: bool
    shift: int = 0


@frozen(kw_only=True, repr=False, eq=False)
class Level(Step):
    """``met`` as per cent of ``all``; missing where either is, or where there is nobody."""

    met: str
    all: str


@frozen(kw_only=True, repr=False, eq=False)
class Rounded(Step):
    """A value rounded to whole multiples of ``to``."""

    of: str
    to: Fraction
    mode: Mode


@frozen(kw_only=True, repr=False, eq=False)
class Difference(Step):
    """How much larger ``of`` is than ``minus``; missing where either is."""

    of: str
    minus: str


@frozen(kw_only=True, repr=False, eq=False)
class Tiered(Step):
    """The share of the highest tier whose lower bound the value reaches; else, and where the
    value is missing, nothing."""

    of: str
    tiers: tuple[tuple[Fraction, Fraction], ...]


@frozen(kw_only=True, repr=False, eq=False)
class Compared(Step):
    """Whether a value meets a limit; ``missing`` is the answer where there is no value."""

    of: str
    comparator: Comparator
    limit: Fraction
    missing: bool


@frozen(kw_only=True, repr=False, eq=False)
class AnyOf(Step):
    """Whether one of its conditions holds."""

    of: tuple[str, ...]


@frozen(kw_only=True, repr=False, eq=False)
class Granted(Step):
    """``share`` where all conditions hold, else nothing."""

    of: tuple[str, ...]
    share: Fraction


@frozen(kw_only=True, repr=False, eq=False)
class Chosen(Step):
    """The share of the route that counts: the first that gives anything, or the best.

    ``routes`` are (name, step), in order of precedence.
    """

    routes: tuple[tuple[str, str], ...]
    highest: bool = False


@frozen(kw_only=True, repr=False, eq=False)
class Reported(Step):
    """Whether a reporting criterion was met, from the data; held to be met where there is none."""

    criterion: str


@frozen(kw_only=True, repr=False, eq=False)
class Product(Step):
    """``factors`` multiplied together and by ``times``, rounded if so said.

    A condition counts as one where it holds and as zero where it does not.
    """

    factors: tuple[str, ...]
    times: Fraction = Fraction(1)
    rounding: Rounding | None = None


@frozen(kw_only=True, repr=False, eq=False)
class Allotted(Step):
    """An amount divided over recipients in proportion to ``weights``.

    Without a residual rule each part is rounded by itself: what is over or short belongs to a
    pot that a later step empties. Where nobody has anything of ``only_if``, it is divided by
    ``when_empty`` instead, or, without that, not at all.
    """

    amount: str
    weights: str
    rounding: Rounding | None = None
    residual: Residual | None = None
    only_if: str | None = None
    when_empty: str | None = None


@frozen(kw_only=True, repr=False, eq=False)
class Summed(Step):
    """The sum of its terms, over the dimensions that it does not have itself.

    ``over`` limits the months of the terms; ``rounding`` rounds the sum.
    """

    of: tuple[str, ...]
    over: Period | None = None
    rounding: Rounding | None = None


@frozen(kw_only=True, repr=False, eq=False)
class Remainder(Step):
    """What is left of an amount when everything in ``minus`` is taken from it."""

    of: str
    minus: tuple[str, ...]


@frozen(kw_only=True, repr=False, eq=False)
class Paid(Step):
    """What a payment pays of an item to each recipient.

    With a last day it is paid on requisition: nothing where none came in by then.
    """

    of: str
    payment: str
    item: str
    last_day: datetime.date | None = None
    requisition: bool = False


@frozen(kw_only=True, repr=False, eq=False)
class Repaid(Step):
    """What each recipient pays back: what was paid of the item and not used."""

    of: tuple[str, ...]
    item: str
    last_day: datetime.date


AnyStep: TypeAlias = (
    Amount | KeyValue | Count | Level | Rounded | Difference | Tiered | Compared | AnyOf | Granted
    | Chosen | Reported | Product | Allotted | Summed | Remainder | Paid | Repaid
)  # fmt: skip


def reads(step: AnyStep) -> Iterator[str]:
    """The ids of the steps that a step takes its values from."""
    match step:
        case Amount() | KeyValue() | Count() | Reported():
            return
        case Level():
            yield from (step.met, step.all)
        case Rounded() | Tiered() | Compared() | Paid():
            yield step.of
        case Difference():
            yield from (step.of, step.minus)
        case AnyOf() | Granted() | Summed() | Repaid():
            yield from step.of
        case Chosen():
            yield from (route for _, route in step.routes)
        case Product():
            yield from step.factors
        case Allotted():
            yield from (step.amount, step.weights)
            yield from (i for i in (step.only_if, step.when_empty) if i is not None)
        case Remainder():
            yield from (step.of, *step.minus)


# What an outcome shows of the steps ----------------------------------------------------------


@frozen(repr=False, eq=False)
class Group(Saying):
    """Recipients that are paid alike: their codes and names, in order."""

    name: str
    title: str
    members: tuple[tuple[str, str], ...]


@frozen(repr=False, eq=False)
class RequirementView(Saying):
    """Which steps tell the story of a requirement, cell by cell."""

    number: str
    title: str
    item: str
    level: str
    previous: str | None
    change: str | None
    chosen: str
    share: Fraction
    reserved: str
    amount: str


@frozen(repr=False, eq=False)
class PotView(Saying):
    """The account of an item: what there is, what is earned, what is paid, what is kept."""

    item: str
    title: str
    amount: str
    earned: str
    bonus: str | None
    bonus_item: str | None
    payments: tuple[str, ...]
    monthly_pot: str | None = None
    rewards: tuple[str, ...] = ()


@frozen(repr=False, eq=False)
class CriterionView(Saying):
    """A reporting criterion: its lowest level in per cent, or its longest delay in weeks."""

    name: str
    title: str
    recipients: str
    period: Period | None
    least: Fraction | None
    weeks: Fraction | None
    consequence: str
    origin: Origin


@frozen(repr=False, eq=False)
class DutyView(Saying):
    """A duty with its last day, or the months in which it recurs."""

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


@frozen(repr=False, eq=False)
class MeasureView(Saying):
    """A measure that the data must hold, and in which months.

    ``current`` says whether the months themselves are needed, ``previous`` whether the same
    months a year earlier are compared with (a missing one is not a fault: it closes that route).
    ``definition`` says whom it counts, in the agreement's words, and ``reading`` is set where an
    interpretation decides it.
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
    """An interpretation: its question, its readings, the one used, and the one that holds."""

    name: str
    question: str
    readings: tuple[tuple[str, str], ...]
    used: str
    in_force: str
    reason: str
    origin: Origin


@frozen(repr=False, eq=False)
class Plan(Saying):
    """An agreement, compiled under one choice of readings."""

    name: str
    title: str
    source: str
    source_sha256: str
    total: Fraction
    groups: tuple[Group, ...]
    choices: tuple[Choice, ...]
    measures: tuple[MeasureView, ...]
    keys: tuple[KeyView, ...]
    criteria: tuple[CriterionView, ...]
    duties: tuple[DutyView, ...]
    steps: tuple[AnyStep, ...]
    requirements: tuple[RequirementView, ...]
    pots: tuple[PotView, ...]

    def group(self, name: str) -> Group:
        """The group of that name."""
        return next(group for group in self.groups if group.name == name)
