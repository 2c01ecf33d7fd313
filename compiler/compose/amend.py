"""One amendment carried out on an agreement as earlier ones have left it.

First what it repeals and replaces is found and cut away, then what it writes is put in. Nothing
is changed in place: the agreement's text and a list of edits give the next text.
"""

from collections.abc import Iterable, Iterator

from attrs import field, frozen

from compiler.compose.amendment import Amendment
from compiler.compose.citing import citations, cited_anew, cited_too
from compiler.compose.cuts import REQUIREMENT, Authors, Cut, Cuts
from compiler.compose.documents import Document, Statement, span_of
from compiler.compose.edits import Edit, Part, edited, rewritten
from compiler.compose.months import in_months
from compiler.compose.orders import Finder, Repealed
from overenskommelse import compose_codes as codes
from overenskommelse.diagnostics import Label, Report
from overenskommelse.source import Made, Source, Span
from overenskommelse.text import visible

_NAMED_CLAUSES = (REQUIREMENT, "item")


@frozen
class Amending:
    """An amendment being carried out on an agreement.

    Attributes:
        base: The agreement as it stands.
        authors: Who has written what of it.
        written: What has been written so far.
    """

    base: Document = field(repr=False)
    amendment: Amendment
    cuts: Cuts
    authors: Authors
    report: Report = field(repr=False)
    written: set[tuple[str, str]] = field(factory=set)

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
        cuts = Cuts(base, amendment, Finder(base, repealed, report), authors, report)
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
            yield Repealed(cut.statement.address, cut.months, cut.by[0], self.amendment.called)

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
            found = [s for s in self.base.statements if s.inside is None and s.called == home]
            if not found:
                self.cuts.finder.unknown(change.marked, home)
            elif self.cuts.wholly(found[0]):
                self.cuts.named_twice(change, self.cuts.made[found[0]])
            else:
                homes[home] = found[0]
        return homes

    def _put_in(self, new: Statement, home: Statement) -> Iterator[Edit]:
        same = [s for s in self.base.statements if (s.called, s.home) == (new.called, new.home)]
        if new.rule == "total" and new.home:
            yield from self._amount(new, home)
        elif self._may_stand(new, same):
            yield self._line(self._place(new, same, home), self._parts(new, same))

    def _may_stand(self, new: Statement, same: list[Statement]) -> bool:
        """Whether what a statement would stand beside is gone, or gives way to it."""
        left = [s for s in same if not self.cuts.wholly(s)]
        named = any(s in self.cuts.made for s in same)
        if not left or (new.rule == REQUIREMENT and named):
            return True
        if new.inside is not None and new.rule not in _NAMED_CLAUSES:
            self.cuts.instead(left[0], new)
            return self.authors.check(new, left[0], left[0].marked, self.report)
        self.report.add(
            codes.ALREADY_THERE, new.marked, clause=visible(new.address),
            labels=[Label(left[0].marked, "finns här")],
        )  # fmt: skip
        return False

    def _parts(self, new: Statement, same: list[Statement]) -> list[Part]:
        """A statement's lines as they shall stand; once for each period of a requirement."""
        periods = self.cuts.periods_of(new, same) if new.rule == REQUIREMENT else [None]
        citing = [*cited_anew(new, self.amendment.called, self._cited_by_order(new, same))]
        # Between the statements of the top level there is an empty line.
        apart = new.inside is None and not same and bool(self.base.under(new.tree))
        parts: list[Part] = [Made("\n", new.marked)] if apart else []
        for months in periods:
            then = [in_months(new, months, new.marked)] if months is not None else []
            parts += _ended(edited(new.lines, [*then, *citing]), new.lines)
        return parts

    def _cited_by_order(self, new: Statement, same: list[Statement]) -> list[str]:
        """What a clause cites that cites nothing itself: what the order cites that lets it in."""
        orders = [by for s in same if s in self.cuts.made for by in self.cuts.made[s].by]
        inside = [new.inside] if new.inside is not None else []
        cited = (citations(statement) for statement in (*orders, *inside) if statement is not new)
        return next(filter(None, cited), [])

    def _place(self, new: Statement, same: list[Statement], home: Statement) -> int:
        """Where a statement is put in: in the place of what it replaces, else after its like."""
        beside = [
            s for s in self.base.statements
            if s.home == new.home and (s.inside is None) == (new.inside is None)
        ]  # fmt: skip
        alike = same or [s for s in beside if s.rule == new.rule]
        if alike:
            return alike[-1].lines.end
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
        """What is left of a statement: nothing, or what holds in the months that are left."""
        lines = cut.statement.lines
        parts: list[Part] = []
        for months in cut.left:
            edits = [in_months(cut.statement, months, cut.by[0].marked)]
            edits += [cited_too(cut.statement, self.amendment.cite(b), b.marked) for b in cut.by]
            parts += _ended(edited(lines, edits), lines)
        return Edit(lines.start, lines.end, tuple(parts))

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
                    self._nothing_instead(by, statement.address, statement.home)
        for home, order in self.cuts.amounts.items():
            if ("omfattning", home) not in self.written:
                self._nothing_instead(order.statement, order.address, home)

    def _nothing_instead(self, by: Statement, address: str, home: str) -> None:
        where = f"i tillägget under:  ändra {home}" if home else "i tillägget"
        self.report.add(
            codes.NOTHING_INSTEAD, by.marked, clause=visible(address), where=visible(where)
        )


def _ended(parts: Iterable[Part], lines: Span) -> list[Part]:
    """Lines whose last one ends, also where the file ended with it."""
    whole = list(parts)
    return whole if lines.text.endswith("\n") else [*whole, Made("\n", lines)]
