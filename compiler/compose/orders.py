"""`upphäv` and `ersätt`: what an amendment points at, and finding it in the agreement."""

from collections.abc import Iterator
from typing import TypeAlias

from attrs import field, frozen

from compiler.compose.documents import Document, Statement, span_of
from compiler.parse import Token, Tree
from overenskommelse import compose_codes as codes
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
        last: The last of several requirements: of ``krav 1–9`` the ``krav 9``.
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
        numbers = [str(token) for token in tokens if token.type == "NUMBER"]
        if len(numbers) == 2:
            return cls(statement, f"krav {numbers[0]}", f"krav {numbers[1]}", home)
        scope = next(filter(None, map(statement.part, _SCOPES)), None)
        return cls(statement, _words(statement, pointed, scope), "", home)

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
        words = self.called + (f"–{self.last.removeprefix('krav ')}" if self.last else "")
        return f"{words} i {self.home}" if self.home else words

    @property
    def place(self) -> Span:
        """Where it stands."""
        return self.statement.marked

    def points_at(self, statement: Statement) -> bool:
        """Whether it may mean a statement, wherever that stands."""
        if self.home and statement.home != self.home:
            return False
        if not self.last:
            return statement.called == self.called
        return statement.rule == "requirement" and _between(
            self.called, statement.called, self.last
        )


def _words(statement: Statement, first: Part | None, last: Part | None = None) -> str:
    """What a statement says from one part to another, blanks evened out."""
    if first is None:
        return ""
    start, end = (span_of(statement.source, part) for part in (first, last or first))
    return " ".join(statement.source.text[start.start : end.end].split())


def _between(first: str, name: str, last: str) -> bool:
    """Whether a requirement lies in a range of numbers; a longer number is a larger one."""
    numbered = name.removeprefix("krav ").isdecimal()
    return numbered and (len(first), first) <= (len(name), name) <= (len(last), last)


@frozen
class Repealed:
    """What an amendment has taken away: for some months, or for good."""

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
        meant = [s for s in self.base.statements if order.points_at(s)]
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
                self._unclear(order, same, "slå ihop dem i överenskommelsen till en sats")
                return []
        return list(by_name.values())

    def _all_there(self, order: Order, found: list[Statement]) -> bool:
        names = {statement.called for statement in found}
        wanted = [order.called, order.last] if order.last else [order.called]
        missing = [name for name in wanted if name not in names]
        for name in missing[:1]:
            self.missing(order, f"{name} i {order.home}" if order.home else name)
        return not missing

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
        guess = closest(address, alike)
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
