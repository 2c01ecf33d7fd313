"""`upphäv` and `ersätt`: what an amendment points at, and finding it in the agreement."""

from collections.abc import Iterator
from typing import TypeAlias

from attrs import field, frozen

from compiler.compose.documents import Document, Statement, span_of
from compiler.parse import Token, Tree
from overenskommelse import compose_codes as codes
from overenskommelse import limits
from overenskommelse.calendar import Month
from overenskommelse.diagnostics import Label, Report
from overenskommelse.source import Span
from overenskommelse.text import closest, visible

_SHOWN = 8
_SCOPES = ("block_scope", "item_part", "grant_part")
"""What an `avrundning` of its own can be for."""

Part: TypeAlias = Tree[Token]


@frozen
class Order:
    """An order to repeal or replace something.

    Attributes:
        statement: The order itself.
        called: What it points at: ``krav 2``, ``utbetalning december 2020``.
        last: The number of the last of several: of ``krav 1–9`` the ``9``.
        home: Where that stands, if the order says so: ``block 1``.
    """

    statement: Statement
    called: str
    last: str
    home: str

    @classmethod
    def of(cls, statement: Statement) -> "Order":
        """What a statement orders."""
        home = _words(statement, statement.part("in_block")).removeprefix("i ")
        pointed = statement.part("pointed")
        tokens = [part for part in pointed.children if isinstance(part, Token)] if pointed else []
        scope = next(filter(None, map(statement.part, _SCOPES)), None)
        words = _words(statement, pointed, scope)
        if any(token.type == "DASH" for token in tokens):
            dash, last = (str(token) for token in tokens[-2:])
            return cls(statement, words[: words.index(dash)].rstrip(), last, home)
        return cls(statement, words, "", home)

    @property
    def replaces(self) -> bool:
        """Whether something comes instead."""
        return self.statement.rule == "replace"

    @property
    def verb(self) -> str:
        """``upphäv`` or ``ersätt``."""
        return self.statement.called.split()[0]

    @property
    def address(self) -> str:
        """What it points at, as it is written."""
        words = f"{self.called}–{self.last}" if self.last else self.called
        return f"{words} i {self.home}" if self.home else words

    @property
    def place(self) -> Span:
        """Where it stands."""
        return self.statement.marked

    @property
    def names(self) -> list[str]:
        """What it points at, one by one; none where a range of numbers is none."""
        word, _, first = self.called.rpartition(" ")
        if not self.last:
            return [self.called]
        if not (first.isdecimal() and self.last.isdecimal()):
            return []
        end = min(int(self.last), int(first) + limits.STATEMENTS)
        return [f"{word} {number}" for number in range(int(first), end + 1)]


def _words(statement: Statement, first: Part | None, last: Part | None = None) -> str:
    """What a statement says from one part to another, blanks evened out."""
    if first is None:
        return ""
    start, end = (span_of(statement.source, part) for part in (first, last or first))
    return " ".join(statement.source.text[start.start : end.end].split())


@frozen
class Repealed:
    """What an amendment has taken away: for some months, or for good."""

    called: str
    address: str
    months: frozenset[Month] | None
    by: Statement
    amendment: str


@frozen
class Finder:
    """Finds what orders point at in an agreement as it stands."""

    base: Document
    repealed: tuple[Repealed, ...]
    report: Report = field(repr=False)

    def find(self, order: Order) -> list[list[Statement]]:
        """What an order points at; a requirement may stand there once for each of its periods.

        What does not exist, or could be several things, is told.
        """
        meant = [s for name in order.names for s in self.base.by_name.get(name, ())]
        if order.home:
            meant = [s for s in meant if s.home == order.home]
        outermost = [s for s in meant if not s.home]
        in_blocks = [s for s in meant if s.home.startswith("block ")]
        found = outermost or in_blocks
        if not self._all_there(order, found):
            return []
        homes = list(dict.fromkeys(s.home for s in found))
        if len(homes) > 1:
            how = f"säg var:  {order.verb} {order.called} i {homes[0]}"
            self._unclear(order, found, how)
            return []
        by_name: dict[str, list[Statement]] = {}
        for statement in found:
            by_name.setdefault(statement.called, []).append(statement)
        for same in by_name.values():
            if len(same) > 1 and same[0].rule != "requirement":
                self._unclear(order, same, "slå ihop dem till en sats där de är skrivna")
                return []
        return list(by_name.values())

    def _all_there(self, order: Order, found: list[Statement]) -> bool:
        names = {statement.called for statement in found}
        ends = order.names[:1] + order.names[-1:]
        missing = [name for name in ends if name not in names]
        if not ends:
            self.missing(order, order.address)
        for name in missing[:1]:
            self.missing(order, f"{name} i {order.home}" if order.home else name)
        return bool(ends) and not missing

    def _unclear(self, order: Order, found: list[Statement], how: str) -> None:
        labels = [Label(s.marked, "här") for s in found[:_SHOWN]]
        self.report.add(
            codes.WHICH_ONE, order.place, labels=labels, clause=visible(order.address), how=how
        )

    def missing(self, order: Order, address: str) -> None:
        """Tell that there is no such clause, or not any more."""
        if not self.was_repealed(order, address, None):
            self.unknown(order.place, address)

    def was_repealed(self, order: Order, address: str, months: frozenset[Month] | None) -> bool:
        """Tell if an earlier amendment has taken away what an order points at."""
        gone = self._gone(address, months)
        if gone is not None:
            self.report.add(
                codes.ALREADY_REPEALED, order.place, clause=visible(address),
                amendment=gone.amendment,
                labels=[Label(gone.by.marked, f"här upphäver {gone.amendment} det")],
            )  # fmt: skip
        return gone is not None

    def unknown(self, place: Span, address: str) -> None:
        """Tell that there is no such clause and never was."""
        addresses = list(dict.fromkeys(s.address for s in self.base.statements))
        keyword = address.split(" ", 1)[0]
        alike = [a for a in addresses if a.split(" ", 1)[0] == keyword]
        guess = closest(address, alike) if len(alike) <= limits.WORDS_LIKENED else None
        known = f"det finns: {_some(alike)}" if alike else "det finns inget sådant att ändra"
        self.report.add(
            codes.NO_SUCH_CLAUSE, place, clause=visible(address), known=visible(known),
            guess=f". Menade du ”{visible(guess)}”?" if guess else "",
        )  # fmt: skip

    def _gone(self, address: str, months: frozenset[Month] | None) -> Repealed | None:
        for repealed in reversed(self.repealed):
            same = address in (repealed.address, repealed.address.partition(" i ")[0])
            then = months is None or repealed.months is None or months & repealed.months
            if same and then:
                return repealed
        return None


def _some(addresses: list[str]) -> str:
    more = len(addresses) - _SHOWN
    return ", ".join(addresses[:_SHOWN]) + (f" och {more} till" if more > 0 else "")


def orders(document: Document) -> Iterator[Order]:
    """The orders of an amendment, as they are written."""
    return (Order.of(statement) for statement in document.top("repeal", "replace"))
