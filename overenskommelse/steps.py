"""The steps of a plan: what kinds there are, and what each yields.

Each step yields one value, or a table of values over recipients and/or months, from the steps
that it names. Shares are fractions of one; levels are per cent; changes are percentage points;
amounts are kronor. A value that is missing, not yet there or not known stays so until a step says
what holds then. `runtime.evaluate` is the meaning of each step; `compiler.verify` is what every
plan must live up to.
"""

import datetime
from collections.abc import Iterator
from fractions import Fraction
from typing import TypeAlias

from attrs import field, frozen

from overenskommelse.calendar import Period
from overenskommelse.clauses import Comparator, Unit
from overenskommelse.money import Mode, Rest, Rounding
from overenskommelse.saying import Saying


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
    """A value that the agreement states; over recipients, the same for each (``lika``).

    None is a value that is not known (``okänt``).
    """

    value: Fraction | None


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
class Excess(Step):
    """How much larger ``of`` is than ``minus``; nothing where it is not."""

    of: str
    minus: str


@frozen(kw_only=True, repr=False, eq=False)
class Least(Step):
    """The least of its values: what is claimed, or the ceiling."""

    of: tuple[str, ...]


@frozen(kw_only=True, repr=False, eq=False)
class Tiered(Step):
    """The share of the highest tier whose lower bound the value reaches; else, and where the
    value is missing, nothing. Without ``tiers`` the ladder is not known. ``places`` are where its
    tiers are written, one for each."""

    of: str
    tiers: tuple[tuple[Fraction, Fraction], ...] | None
    places: tuple[Origin, ...] = field(default=(), eq=False)


@frozen(kw_only=True, repr=False, eq=False)
class Compared(Step):
    """Whether a value meets a limit; ``missing`` is the answer where no value was reported,
    ``nobody`` where there was nobody to measure."""

    of: str
    comparator: Comparator
    limit: Fraction | None
    missing: bool
    nobody: bool


@frozen(kw_only=True, repr=False, eq=False)
class AnyOf(Step):
    """Whether one of its conditions holds."""

    of: tuple[str, ...]


@frozen(kw_only=True, repr=False, eq=False)
class Granted(Step):
    """``share`` where all conditions hold, else nothing."""

    of: tuple[str, ...]
    share: Fraction | None


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
class Fulfilled(Step):
    """Whether each recipient lives up to a condition, from the data; not yet assessed where an
    assessment is asked for that has not come."""

    condition: str


@frozen(kw_only=True, repr=False, eq=False)
class Held(Step):
    """``of`` where a condition holds; held back where it does not, if it is anything.

    With ``unknown`` it is not known what becomes of it where the condition does not hold.
    """

    of: str
    condition: str
    unknown: bool = False


@frozen(kw_only=True, repr=False, eq=False)
class Product(Step):
    """``factors`` multiplied together and by ``times``, rounded if so said.

    A condition counts as one where it holds and as zero where it does not.
    """

    factors: tuple[str, ...]
    times: Fraction | None = Fraction(1)
    rounding: Rounding | None = None


@frozen(kw_only=True, repr=False, eq=False)
class Allotted(Step):
    """An amount divided over recipients in proportion to ``weights``, in every month if it has any.

    Without ``weights`` a positive amount is not divided. Without a rule for the rest each part is
    rounded by itself: what is over or short belongs to a pot that a later step empties. Where
    nobody has anything of ``only_if``, it is divided by ``when_empty`` instead, or, without that,
    not at all; a negative amount by ``when_short``, of which nobody bears more than their
    ``only_if``.
    """

    amount: str
    weights: str | None
    rounding: Rounding | None = None
    rest: Rest | None = None
    only_if: str | None = None
    when_empty: str | None = None
    when_short: str | None = None


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
    """What a payment pays of an item to each recipient: what conditions leave of what is due.

    With a last day it is paid on requisition: nothing where none came in by then.

    Attributes:
        due: What is paid where every condition is met.
        released: What is paid where those conditions are met that hold money back.
        of: What is paid as the conditions are met.
    """

    due: str
    released: str
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
    Amount | KeyValue | Count | Level | Rounded | Difference | Excess | Least | Tiered | Compared
    | AnyOf | Granted | Chosen | Reported | Fulfilled | Held | Product | Allotted | Summed
    | Remainder | Paid | Repaid
)  # fmt: skip


def reads(step: AnyStep) -> Iterator[str]:
    """The ids of the steps that a step takes its values from."""
    match step:
        case Amount() | KeyValue() | Count() | Reported() | Fulfilled():
            return
        case Level():
            yield from (step.met, step.all)
        case Rounded() | Tiered() | Compared():
            yield step.of
        case Paid():
            yield from (step.due, step.released, step.of)
        case Difference() | Excess():
            yield from (step.of, step.minus)
        case Held():
            yield from (step.of, step.condition)
        case AnyOf() | Granted() | Least() | Summed() | Repaid():
            yield from step.of
        case Chosen():
            yield from (route for _, route in step.routes)
        case Product():
            yield from step.factors
        case Allotted():
            yield step.amount
            optional = (step.weights, step.only_if, step.when_empty, step.when_short)
            yield from (i for i in optional if i is not None)
        case Remainder():
            yield from (step.of, *step.minus)
