"""The Explanation: how figures came about, as a tree that can be recomputed from itself.

Made by `runtime.explain` out of the tables of one evaluation, checked by `runtime.retrace`, drawn
by the roof. A node is one step of the plan at one place; nodes name each other by id, so what many
rest on (a month's pot, a population) is there once.
"""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any, Final, NamedTuple

from attrs import field, frozen

from overenskommelse.calendar import Month
from overenskommelse.clauses import Unit
from overenskommelse.diagnostics import Cell
from overenskommelse.gaps import Priced
from overenskommelse.outcome import Basis
from overenskommelse.saying import Saying
from overenskommelse.steps import Origin

TAKEN: Final = "taken"
"""The kind of a node whose value is taken from the same evaluation and not explained here: what
another recipient gets, or a whole year's earnings behind one month. Its id says what to ask for."""


class Link(NamedTuple):
    """What a node is computed from: which part it plays, and for whom where there are several.

    The parts are those of the step's kind: ``factor``, ``weight``, ``term``, ``attainment``.
    """

    role: str
    id: str
    recipient: str = ""


@frozen(repr=False, eq=False)
class Lacking(Saying):
    """What was missing to the next step or limit.

    Attributes:
        distance: How far it was, in percentage points.
        share: What is earned there, as a part of one; None for a limit.
        beyond: Whether the limit must be passed and not only reached.
        shown: The distance as it is shown, with its unit.
        patients: How many more of ``everyone`` that its measure counts would have had to meet the
            limit (fewer, below zero); None where no number of them suffices.
    """

    distance: Fraction
    share: Fraction | None = None
    beyond: bool = False
    shown: str = ""
    patients: int | None = None
    everyone: int | None = None


class Mark(NamedTuple):
    """A reservation about what nodes rest on, in words."""

    kind: Basis
    words: str


@frozen(repr=False, eq=False)
class Node(Saying):
    """One value, and everything that it was made from.

    Attributes:
        id: Stable: the step's id and the place, ``block-1/krav-2/ersättning[12, 2023-04]``.
        kind: What kind of step made it, in lower case; or `TAKEN`.
        value: Exact; None where there is none, and then ``absent`` says why.
        absent: ``missing``, ``nobody``, ``pending``, ``unreported``, ``unassessed``,
            ``held`` or ``unknown``.
        shown: The value as it is shown, with its unit; the reason where there is none.
        about: The month that its data is about, where that is another than its own.
        name: What it is called.
        rule: What the step does, in the plan's words.
        did: What it did here, with the values in it.
        operation: What recomputing needs besides the values of its children.
        sources: The cells of data files that it was read from.
        places: What further clauses it applies, such as the step of a ladder that it reached.
        marks: The reservations that it rests on, itself or by its children.
    """

    id: str
    step: str
    recipient: str | None
    month: Month | None
    kind: str
    unit: Unit
    value: Fraction | bool | None
    absent: str
    shown: str
    name: str
    rule: str
    did: str
    origin: Origin
    about: Month | None = None
    operation: Mapping[str, Any] = field(factory=dict)
    children: tuple[Link, ...] = ()
    sources: tuple[Cell, ...] = ()
    places: tuple[Origin, ...] = ()
    lacking: Lacking | None = None
    marks: tuple[Mark, ...] = ()


@frozen(repr=False, eq=False)
class Explanation(Saying):
    """How some figures of one recipient came about.

    Attributes:
        agreement: The plan's name; with ``title`` and ``sha256`` what was evaluated.
        readings: The reading that was used of each interpretation.
        recipient: The recipient's code; ``recipient_name`` what it is called.
        roots: The ids of the figures that were asked for, in order.
        nodes: Every node that they rest on, by id.
        payments: Where one cell was asked for: the clauses of the payments that it is paid in.
        ahead: Likewise what more was in reach for it, and what that is worth; None where it gave
            all that it can. No node rests on it: it is what other counts would have given.
    """

    agreement: str
    title: str
    sha256: str
    readings: Mapping[str, str]
    recipient: str
    recipient_name: str
    roots: tuple[str, ...]
    nodes: Mapping[str, Node]
    payments: tuple[Origin, ...] = ()
    ahead: Priced | None = None

    def children(self, node: Node, role: str | None = None) -> list[Node]:
        """The nodes that a node is computed from, or those that play one part in it."""
        return [self.nodes[link.id] for link in node.children if role in (None, link.role)]


def node_id(step: str, recipient: str | None, month: Month | None) -> str:
    """``block-1/krav-2/ersättning[12, 2023-04]``; without a place the step's own id."""
    place = [part for part in (recipient, str(month) if month else None) if part is not None]
    return f"{step}[{', '.join(place)}]" if place else step
