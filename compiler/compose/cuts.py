"""What an amendment takes away: which statements, and of requirements which months."""

from collections.abc import Iterable, Iterator

from attrs import evolve, field, frozen

from compiler.compose.amendment import Amendment
from compiler.compose.documents import Document, Statement
from compiler.compose.months import measured, period_in
from compiler.compose.orders import Finder, Order, orders
from compiler.compose.since import Since
from overenskommelse import compose_codes as codes
from overenskommelse import limits, text_codes
from overenskommelse.calendar import Month, Period
from overenskommelse.diagnostics import Label, Report
from overenskommelse.source import Span
from overenskommelse.text import listed, visible

Months = frozenset[Month]

_FIXED = ("version", "agreement", "amended")
"""Rules of what says which agreement it is, and what has amended it."""

REQUIREMENT = "requirement"
"""The rule of the only statements that are counted month by month."""


@frozen
class Cut:
    """What is taken of a statement.

    Attributes:
        statement: The statement of the agreement.
        by: The orders that take it, or the clause that takes its place.
        months: The months that are taken; None is everything.
        held: The months in which it held.
    """

    statement: Statement
    by: tuple[Statement, ...]
    months: Months | None = None
    held: Months | None = None

    @property
    def whole(self) -> bool:
        """Whether nothing is left."""
        return self.months is None or self.months == self.held

    @property
    def left(self) -> list[Period]:
        """The months that are left, as periods."""
        if self.held is None or self.months is None:
            return []
        return Period.runs(self.held - self.months)


@frozen
class Cuts:
    """Everything that an amendment takes away, as it is found."""

    base: Document = field(repr=False)
    amendment: Amendment
    finder: Finder
    since: Since
    authors: "Authors"
    report: Report = field(repr=False)
    made: dict[Statement, Cut] = field(factory=dict)
    pointed: set[Statement] = field(factory=set)
    """What orders point at, whether or not it could be taken away."""
    periods: dict[str, Period | None] = field(factory=dict)
    """The measuring period of each block, as far as it has been asked for."""
    amounts: dict[str, Order] = field(factory=dict)
    """Blocks whose amount an earlier amendment has written, and which that shall no longer hold."""

    def carry_out(self) -> None:
        """Find what every order of the amendment points at; after many faults no more is tried."""
        self.since.check_applies()
        for order in orders(self.amendment.document):
            if len(self.report.found) >= limits.UNREADABLE_LINES:
                self.report.add(
                    text_codes.TOO_MANY_FAULTS, order.place, limit=limits.UNREADABLE_LINES
                )
                break
            if order.called == "omfattning" and order.home:
                self.amounts[order.home] = order
                continue
            for group in self.finder.find(order):
                self.pointed.update(group)
                self._cut(order, group)
        for cut in list(self.made.values()):
            outer = self.made.get(cut.statement.inside) if cut.statement.inside else None
            if outer is not None:
                self.named_twice(cut.by[0], outer)

    def instead(self, statement: Statement, new: Statement) -> None:
        """Let a clause take the place of one that can stand only once."""
        self.made[statement] = Cut(statement, (new,))

    def wholly(self, statement: Statement) -> bool:
        """Whether nothing is left of a statement."""
        return statement in self.made and self.made[statement].whole

    def periods_of(self, new: Statement, same: Iterable[Statement]) -> list[Period | None]:
        """The months to be written into a requirement's head; None is as it stands.

        One that names no months gets those that were taken from what it replaces, or those from
        which the amendment holds, unless that is the whole measuring period.
        """
        if new.part("period") is not None:
            return [None]
        whole = self._measured(new.home)
        taken = [self.made[s] for s in same if s in self.made]
        if taken:
            months = Months().union(*(cut.months or cut.held or Months() for cut in taken))
        else:
            months = self._from_then_on(whole) or Months()
            self._check_then(new, whole)
        if not months or whole is None or months == Months(whole):
            return [None]
        return [*Period.runs(months)]

    def _cut(self, order: Order, group: list[Statement]) -> None:
        if group[0].rule in _FIXED:
            self.report.add(
                codes.NOT_AMENDABLE, order.place, clause=visible(group[0].address), verb=order.verb
            )
            return
        said = period_in(order.statement, self.report)
        if group[0].rule != REQUIREMENT:
            if said is not None:
                self.report.add(codes.NOT_BY_MONTH, order.place, clause=visible(order.called))
                return
            self.since.check(group[0], order.statement)
            self._add(order, Cut(group[0], (order.statement,)))
            return
        whole = self._measured(group[0].home)
        held = {s: _months(period_in(s) or whole) for s in group}
        wanted = _months(said) or self._from_then_on(whole)
        if wanted is None:
            first = self.amendment.applies
            if first is not None and whole is None:
                self.report.add(
                    codes.NO_MONTHS, order.place, verb=order.verb, clause=visible(order.address),
                    months=Period(first, Month(first.year, 12)).swedish,
                )  # fmt: skip
            for statement in group:
                self._add(order, Cut(statement, (order.statement,), None, held[statement]))
            return
        every = Months().union(*(months or Months() for months in held.values()))
        if not wanted & every or (said is not None and not wanted <= every):
            found = _swedish(wanted - every)
            if said is None and self.amendment.applies is not None:
                found = f"från {self.amendment.applies.swedish}"
            self._not_then(order, group[0], wanted, found, every)
            return
        for statement in group:
            months = wanted & (held[statement] or Months())
            if months:
                self._add(order, Cut(statement, (order.statement,), months, held[statement]))

    def _add(self, order: Order, cut: Cut) -> None:
        statement = cut.statement
        if order.replaces:
            self.authors.check(order.statement, statement, statement.marked, self.report)
        first = self.made.get(statement)
        if first is None:
            self.made[cut.statement] = cut
        elif first.months is None or cut.months is None or first.months & cut.months:
            self.named_twice(order.statement, first)
        else:
            self.made[cut.statement] = evolve(
                first, by=(*first.by, *cut.by), months=first.months | cut.months
            )

    def _measured(self, home: str) -> Period | None:
        if home not in self.periods:
            self.periods[home] = measured(home, self.base, self.amendment.document)
        return self.periods[home]

    def _from_then_on(self, whole: Period | None) -> Months | None:
        """The months from which the amendment holds; None where that is all of them."""
        first = self.amendment.applies
        if first is None or whole is None or first <= whole.first:
            return None
        return Months(Period(first, whole.last))

    def _check_then(self, new: Statement, whole: Period | None) -> None:
        """That a requirement without months of its own begins before measuring ends."""
        first = self.amendment.applies
        if first is not None and whole is not None and first > whole.last:
            self.report.add(
                codes.NOT_IN_FORCE, new.marked, clause=visible(new.address),
                period=whole.swedish, found=f"från {first.swedish}",
            )  # fmt: skip

    def _not_then(
        self, order: Order, statement: Statement, wanted: Months, found: str, every: Months
    ) -> None:
        if self.finder.was_repealed(order, statement.address, wanted - every):
            return
        self.report.add(
            codes.NOT_IN_FORCE, order.place, clause=visible(statement.address),
            period=_swedish(every), found=found,
            labels=[Label(statement.marked, "kravet")],
        )  # fmt: skip

    def named_twice(self, by: Statement, first: Cut) -> None:
        """Tell that an amendment points at something that it takes away already."""
        self.report.add(
            codes.NAMED_TWICE, by.marked, clause=visible(first.statement.address),
            labels=[Label(first.by[0].marked, "utpekat här")],
        )  # fmt: skip


@frozen
class Authors:
    """Which earlier amendment has written what stands in an agreement."""

    by_file: dict[str, Amendment]

    @classmethod
    def of(cls, amendments: Iterable[Amendment]) -> "Authors":
        """The authors of everything that these amendments have written."""
        return cls({file: one for one in amendments for file in _files(one)})

    def check(self, by: Statement, old: Statement, place: Span, report: Report) -> bool:
        """Tell if an earlier amendment has written what is to be replaced; whether none has.

        Args:
            by: What replaces it.
            old: A statement that calls what is replaced as the agreement does.
            place: Where that stands.
            report: What is told to.
        """
        author = self.by_file.get(place.origin.source.name)
        if author is not None:
            report.add(
                codes.CHANGED_TWICE, by.marked, clause=visible(old.address),
                amendment=author.called, how=_how_anew(old),
                labels=[Label(place, f"skrivet av {author.called}")],
            )  # fmt: skip
        return author is None


def _how_anew(old: Statement) -> str:
    """How to write anew what an amendment has written: no single clause of roundings can be
    repealed.
    """
    if old.home.startswith("avrundning"):
        return f"ersätt hela avrundningen, med alla dess rader:  ersätt {visible(old.home)}"
    return f"säg att det förra inte längre gör det:  upphäv {visible(old.address)}"


def _files(amendment: Amendment) -> Iterator[str]:
    source = amendment.document.source
    yield source.name
    yield from (piece.content.origin.source.name for piece in source.pieces)


def _months(period: Period | None) -> Months | None:
    return Months(period) if period is not None else None


def _swedish(months: Months) -> str:
    return listed(period.swedish for period in Period.runs(months))
