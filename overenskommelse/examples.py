"""The examples of an Agreement: what it gives where something is given, in its own words.

An example is no rule: no plan is other for it. `compiler.trials` makes of each what can be
computed, and `runtime.trials` holds what comes of it against what the example says.
"""

import datetime
from enum import Enum
from typing import TypeAlias

from attrs import field, frozen

from overenskommelse.calendar import Month, Period
from overenskommelse.clauses import Clause, Quantity, Reference
from overenskommelse.saying import Saying
from overenskommelse.source import Span


class State(Enum):
    """What is no number. The value is how it is written."""

    MET = "uppfyllt"
    UNMET = "inte uppfyllt"
    UNASSESSED = "inte bedömt"
    UNREPORTED = "inte redovisad"
    UNREQUESTED = "inte begärd"
    YES = "ja"
    NO = "nej"
    UNANSWERED = "inget svar"
    MISSING = "inget värde"
    NOBODY = "ingen att mäta"
    HELD = "hålls inne"
    UNKNOWN = "okänt"


@frozen(repr=False, eq=False)
class Counted(Saying):
    """``731 av 1 000``: patients counted, of how many."""

    met: Quantity
    all: Quantity
    span: Span = field(eq=False)


Worth: TypeAlias = Quantity | Counted | datetime.date | State | Reference
"""What an example can say of something; a reference is a reading of an interpretation."""


@frozen(repr=False, eq=False)
class Subject(Clause):
    """What a line is about: a statement, by its keyword and name.

    ``kind`` is the keyword (``krav``), ``name`` the rest of what it is called (``2``), ``block``
    where it says in which, as ``area`` is the focus area that asks a question. A payment has its
    ``month``, or is on requisition where that is None.
    """

    kind: str
    name: str = ""
    block: Reference | None = None
    area: Reference | None = None
    month: Month | None = None
    period: Period | None = None
    previous: bool = False
    """Whether it is about the year before (``föregående år``)."""

    @property
    def within(self) -> str:
        """What it says that it is in, as ``block 1``; empty if nothing."""
        if self.area is not None:
            return f"fokusområde {self.area.name}"
        return f"block {self.block.name}" if self.block is not None else ""

    @property
    def words(self) -> str:
        """What it is about, as it is written, on one line."""
        return " ".join(self.span.text.split())


@frozen(repr=False, eq=False)
class Said(Clause):
    """A value, of one recipient or, without, of all or each of them; it stands at ``span``."""

    recipient: Reference | None
    worth: Worth


@frozen(repr=False, eq=False)
class ExampleLine(Clause):
    """``givet …`` or ``ger …``: values of one thing."""

    subject: Subject
    values: tuple[Said, ...]


@frozen(repr=False, eq=False)
class Example(Clause):
    """``exempel``: what the agreement gives (``gives``) where something is ``given``."""

    title: str
    given: tuple[ExampleLine, ...]
    gives: tuple[ExampleLine, ...]
