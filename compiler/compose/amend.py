"""One amendment carried out on an agreement as earlier ones have left it.

First what it repeals and replaces is found and cut away, then what it writes is put in. Nothing
is changed in place: the agreement's text and a list of edits give the next text.
"""

from collections.abc import Iterable, Iterator
from typing import Final

from attrs import field, frozen

from compiler.compose.amendment import Amendment
from compiler.compose.citing import citations, cited_anew, cited_too
from compiler.compose.cuts import REQUIREMENT, Authors, Cut, Cuts
from compiler.compose.documents import NAMED_CLAUSES, Document, Statement, span_of
from compiler.compose.edits import Edit, Part, edited, rewritten
from compiler.compose.months import in_months, period_in
from compiler.compose.orders import Finder, Repealed
from compiler.compose.since import Since
from overenskommelse import compose_codes as codes
from overenskommelse.calendar import Month, Period
from overenskommelse.diagnostics import Label, Report
from overenskommelse.source import Made, Source, Span
from overenskommelse.text import visible

_ALWAYS: Final = Month(1, 1)
"""A month before all others: what names no months comes first."""

_SOME_DAY: Final = "utbetalning okänt"
"""Of payments whose month is not known there may be several: they need not be in the same."""


@frozen
class _Stretch:
    """Lines to be put in, and the first month in which what they say holds."""

    first: Month
    parts: tuple[Part, ...]


@frozen
class Amending:
    """An amendment being carried out on an agreement.

    Attributes:
        base: The agreement as it stands.
        authors: Who has written what of it.
        written: What has been written so far.
        instead: What has been written in the place of what is taken away.
    """

    base: Document = field(repr=False)
    amendment: Amendment
    cuts: Cuts
    authors: Authors
    report: Report = field(repr=False)
    written: set[tuple[str, str]] = field(factory=set)
    instead: dict[Statement, list[_Stretch]] = field(factory=dict)

    @classmethod
    def on(
        cls,
        base: Document,
        amendment: Amendment,
        earlier: Iterable[Amendment],
        repealed: tuple[Repealed, ...],
        report: Report,
    ) -> "Amending":
        """Prepare it: what it takes away is found."""
        authors = Authors.of(earlier)
        finder, since = Finder(base, repealed, report), Since(base, amendment, report)
        cuts = Cuts(base, amendment, finder, since, authors, report)
        cuts.carry_out()
        return cls(base, amendment, cuts, authors, report)

    def text(self) -> Source | None:
        """The agreement's text as the amendment leaves it; None if something was wrong."""
        edits = list(self._edits())
        self._check_replaced()
        if self.report.failed:
            return None
        name = f"{self.base.source.name}, {self.amendment.document.source.name}"
        return rewritten(name, self.base.source, edits)

    def repealed(self) -> Iterator[Repealed]:
        """What is taken away, for what a later amendment points at in vain."""
        for cut in self.cuts.made.values():
            for gone in (cut.statement, *self._inside(cut.statement)):
                yield Repealed(
                    gone.called, gone.address, cut.months, cut.by[0], self.amendment.called
                )

    def _inside(self, statement: Statement) -> list[Statement]:
        return [s for s in self.base.statements if s.inside is statement]

    def _edits(self) -> Iterator[Edit]:
        homes = self._homes()
        for new in self.amendment.written():
            if new.home in homes:
                self.written.add((new.called, new.home))
                yield from self._put_in(new, homes[new.home])
        agreement = homes[""]
        yield self._line(agreement.lines.end, [self.amendment.named_in_the_agreement()])
        for cut in self.cuts.made.values():
            yield self._left(cut)

    def _homes(self) -> dict[str, Statement]:
        """The statements that clauses can be written under, by name; the agreement has none."""
        homes = {"": self.base.top("agreement")[0]}
        for change in self.amendment.document.top("change"):
            home = change.subject
            found = [s for s in self.base.by_name.get(home, ()) if s.inside is None]
            if not found:
                self.cuts.finder.unknown(change.marked, home)
            elif self.cuts.wholly(found[0]):
                self.cuts.named_twice(change, self.cuts.made[found[0]])
            else:
                homes[home] = found[0]
        return homes

    def _put_in(self, new: Statement, home: Statement) -> Iterator[Edit]:
        if new.rule != REQUIREMENT:
            self.cuts.since.check(new, new)
        same = [s for s in self.base.by_name.get(new.called, ()) if s.home == new.home]
        if new.rule == "total" and new.home:
            yield from self._amount(new, home)
        elif self._may_stand(new, same):
            stretches = self._stretches(new, same)
            gone = [s for s in same if s in self.cuts.made]
            if gone:
                self.instead.setdefault(gone[-1], []).extend(stretches)
            else:
                parts = [part for stretch in stretches for part in stretch.parts]
                yield self._line(self._place(new, home), parts)

    def _may_stand(self, new: Statement, same: list[Statement]) -> bool:
        """Whether what a statement would stand beside is gone, or gives way to it."""
        left = [s for s in same if not self.cuts.wholly(s)]
        named = any(s in self.cuts.made for s in same)
        if not named and any(s in self.cuts.pointed for s in same):
            return False  # Why it cannot be replaced has been told.
        if not left or (new.rule == REQUIREMENT and named) or new.called == _SOME_DAY:
            return True
        if new.inside is not None and new.rule not in NAMED_CLAUSES:
            self.cuts.instead(left[0], new)
            return self.authors.check(new, left[0], left[0].marked, self.report)
        self.report.add(
            codes.ALREADY_THERE, new.marked, clause=visible(new.address),
            labels=[Label(left[0].marked, "finns här")],
        )  # fmt: skip
        return False

    def _stretches(self, new: Statement, same: list[Statement]) -> list[_Stretch]:
        """A statement's lines as they shall stand; once for each period of a requirement."""
        periods = self.cuts.periods_of(new, same) if new.rule == REQUIREMENT else [None]
        citing = [*cited_anew(new, self.amendment.called, self._cited_by_order(new, same))]
        return [self._stretch(new, months, new.marked, citing) for months in periods]

    def _stretch(
        self, statement: Statement, months: Period | None, by: Span, citing: list[Edit]
    ) -> _Stretch:
        """A statement's lines, with its months written into its head if there are such to write."""
        then = [in_months(statement, months, by)] if months is not None else []
        held = months or period_in(statement)
        lines = statement.lines
        parts = [*edited(lines, [*then, *citing])]
        if not lines.text.endswith("\n"):
            parts.append(Made("\n", lines))
        return _Stretch(held.first if held is not None else _ALWAYS, tuple(parts))

    def _cited_by_order(self, new: Statement, same: list[Statement]) -> list[str]:
        """What a clause cites that cites nothing itself: what the order cites that lets it in."""
        orders = [by for s in same if s in self.cuts.made for by in self.cuts.made[s].by]
        inside = [new.inside] if new.inside is not None else []
        cited = (citations(statement) for statement in (*orders, *inside) if statement is not new)
        return next(filter(None, cited), [])

    def _place(self, new: Statement, home: Statement) -> int:
        """Where a statement is put in that takes no other's place: after the last of its kind."""
        last = self.base.last_of_kind.get((new.rule, new.home, new.inside is None))
        if last is not None:
            return last.lines.end
        return home.lines.end if new.inside is not None else len(self.base.source.text)

    def _amount(self, new: Statement, block: Statement) -> Iterator[Edit]:
        """A block's amount is a part of its head; a new one comes in its place there."""
        old = span_of(self.base.source, block.head.children[2])
        if new.home not in self.cuts.amounts:
            self.authors.check(new, new, old, self.report)
        amount = span_of(new.source, new.tree.children[0])
        yield Edit(old.start, old.end, (amount,))
        outer = [new.inside] if new.inside is not None else []
        yield cited_too(block, self.amendment.cite(new, *outer), new.marked)

    def _left(self, cut: Cut) -> Edit:
        """What comes in a statement's place: it itself in the months that are left, and what the
        amendment has written in its stead, in the order of the months."""
        lines, by = cut.statement.lines, cut.by[0].marked
        citing = [cited_too(cut.statement, self.amendment.cite(b), b.marked) for b in cut.by]
        left = [self._stretch(cut.statement, months, by, citing) for months in cut.left]
        stretches = sorted([*left, *self.instead.get(cut.statement, [])], key=lambda s: s.first)
        parts = tuple(part for stretch in stretches for part in stretch.parts)
        return Edit(lines.start if parts else self._gap(lines), lines.end, parts)

    def _gap(self, lines: Span) -> int:
        """Where lines begin with the empty ones before them, if there are such after them too."""
        text = self.base.source.text
        if text[lines.end :].partition("\n")[0].strip():
            return lines.start
        return len(text[: lines.start].rstrip()) + 1

    def _line(self, position: int, parts: list[Part]) -> Edit:
        """Lines put in; what is before them must have ended its own line."""
        text = self.base.source.text
        if parts and position and text[position - 1] != "\n":
            parts = [Made("\n", parts[0].origin), *parts]
        return Edit(position, position, tuple(parts))

    def _check_replaced(self) -> None:
        """That something comes in the place of all that is to be replaced."""
        for cut in self.cuts.made.values():
            statement = cut.statement
            for by in cut.by:
                if by.rule == "replace" and (statement.called, statement.home) not in self.written:
                    self._nothing_instead(by, statement.address, _other_ways(statement))
        for home, order in self.cuts.amounts.items():
            if ("omfattning", home) not in self.written:
                way = f"skriv det nya i tillägget under:  ändra {home}"
                self._nothing_instead(order.statement, order.address, way)

    def _nothing_instead(self, by: Statement, address: str, how: str) -> None:
        self.report.add(codes.NOTHING_INSTEAD, by.marked, clause=visible(address), how=visible(how))


def _other_ways(old: Statement) -> str:
    """What to write where a statement is to be replaced and nothing new is called as it is."""
    if old.rule == "payment":
        repeal = f"upphäv {old.address}"
        return f"det nya måste ha samma månad; ska månaden ändras, skriv:  {repeal}"
    where = f" under:  ändra {old.home}" if old.home else ""
    return f"skriv det nya i tillägget{where}, eller skriv upphäv i stället för ersätt"
