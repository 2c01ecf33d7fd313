"""An entry of a calendar: what an agreement wants of whom, and when."""

import datetime
from enum import Enum

from attrs import frozen

from overenskommelse.calendar import Month
from overenskommelse.plan import Origin
from overenskommelse.saying import Saying


class Kind(Enum):
    """What an entry is about. The value is its word."""

    MEASURING = "mätperiod"
    PAYMENT = "utbetalning"
    REQUISITION = "rekvisition"
    REPAYMENT = "återbetalning"
    DUTY = "skyldighet"
    CRITERION = "kriterium"
    REPORT = "rapport"
    ASSESSMENT = "bedömning"
    TRIAL = "prövning"


class Known(Enum):
    """Whether there is a day. The value says so."""

    DAY = "dagen är känd"
    NO_DAY = "ingen dag är angiven"
    UNKNOWN = "dagen är inte känd"


@frozen(repr=False, eq=False)
class Follows(Saying):
    """What the agreement says that follows, in its words, and through which condition.

    ``assumed`` is the interpretation whose assumed reading says so, where the text is not known.
    """

    words: str
    condition: str = ""
    items: tuple[str, ...] = ()
    assumed: str = ""


@frozen(repr=False, eq=False)
class Entry(Saying):
    """Something that an agreement wants of someone.

    Attributes:
        id: Unique in the agreement, and made of its names and numbers alone: it stays when days
            and titles change.
        kind: What it is about.
        who: Who is to do it; of a payment and of what is measured, who it concerns.
        what: What is to be done; empty where ``items`` say it.
        origin: The clause that it comes from.
        first: Its first day; None where there is none.
        last: Its last day, ``first`` where there is only one.
        known: Whether it has days, and if not, why.
        series: The same for entries that recur; else the id.
        to: Whom a report goes to.
        items: The items that are paid or measured.
        follows: What follows otherwise; empty where the clause says nothing.
        note: What must be known of its days.
        month: The month that it concerns, where it recurs.
    """

    id: str
    kind: Kind
    who: str
    what: str
    origin: Origin
    first: datetime.date | None = None
    last: datetime.date | None = None
    known: Known = Known.DAY
    series: str = ""
    to: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    follows: tuple[Follows, ...] = ()
    note: str = ""
    month: Month | None = None

    @property
    def lapses(self) -> bool:
        """Whether it can be too late: not for what only goes on for some months."""
        return self.last is not None and (self.first == self.last or self.kind is Kind.PAYMENT)
