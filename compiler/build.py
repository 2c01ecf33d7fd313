"""Tree to Agreement: one method per grammar rule, and what each statement must contain.

A statement that could not be read, or that lacks a part, is reported once and becomes `Broken`;
the agreement is then built from the rest, and `Built.broken` tells the checks what they cannot
trust, so that none of them blames the author for a consequence.
"""

import re
from collections.abc import Callable, Iterator
from fractions import Fraction
from functools import partial
from itertools import chain, islice, pairwise
from typing import Any, Final

from attrs import frozen

from compiler.build_declarations import DeclarationRules
from compiler.build_duties import DutyRules
from compiler.build_examples import ExampleRules
from compiler.build_money import MoneyRules
from compiler.build_sources import SourceRules
from compiler.complaints import EXAMPLE_YEAR
from compiler.parse import Parsed, Token, Tree
from compiler.parts import Broken, Part, Parts, Unreadable
from compiler.version import check_version
from overenskommelse import agreement as a
from overenskommelse import text_codes
from overenskommelse.calendar import YEARS
from overenskommelse.diagnostics import Report
from overenskommelse.saying import Saying
from overenskommelse.source import Source, Span


@frozen(repr=False, eq=False)
class Built(Saying):
    """What came of a file: the agreement if there is one, what broke, and the headings."""

    agreement: a.Agreement | None
    broken: frozenset[str]
    """Rules of which at least one statement could not be built."""
    nameless: frozenset[str]
    """Rules of which a statement's head could not be read, so that its name is not known."""
    names: frozenset[str]
    """Names that broken statements seem to declare."""
    headings: tuple[tuple[Span, str], ...]
    """Spans of the statements that have a heading, outermost first."""
    year: int
    """The year that examples in advice are of."""


def build(source: Source, parsed: Parsed, report: Report) -> Built:
    """The agreement that a tree says."""
    builder = _Builder(source, report)
    builder.statements = parsed.statements
    builder.dropped = parsed.damaged
    builder.year = _year(parsed.tree)
    if parsed.dropped:
        builder.broken.add(ANY)
    if parsed.cut:
        builder.broken.update(parsed.statements)
    check_version(source, parsed.tree, report)
    agreement = builder.fold(parsed.tree)
    return Built(
        agreement if isinstance(agreement, a.Agreement) else None,
        frozenset(builder.broken),
        frozenset(builder.nameless),
        frozenset(builder.names),
        tuple(builder.headings),
        builder.year,
    )


def _year(tree: "Tree[Token]") -> int:
    """The year that advice speaks of: the agreement's own name, or else the file's first year."""
    heads = (c for c in tree.children if isinstance(c, Tree) and c.data == "agreement")
    for token in islice(chain.from_iterable(map(_tokens, heads)), 1):
        if _is_year(token):
            return int(token)
    for month, token in pairwise(_tokens(tree)):
        if month.type == "MONTH" and _is_year(token):
            return int(token)
    return EXAMPLE_YEAR


def _tokens(tree: "Tree[Token]") -> Iterator[Token]:
    yield from tree.scan_values(lambda value: isinstance(value, Token))


def _is_year(token: Token) -> bool:
    return token.type == "NUMBER" and bool(_YEAR.fullmatch(token)) and int(token) in YEARS


_YEAR: Final = re.compile("[0-9]{4}")


ANY: Final = "*"
"""Stands in `Built.broken` where a line was left out, which may have been anything."""


class _Builder(DeclarationRules, MoneyRules, DutyRules, ExampleRules, SourceRules):
    """Folds the tree from the leaves up."""

    def __init__(self, source: Source, report: Report) -> None:
        super().__init__(source, report)
        self.broken: set[str] = set()
        self.nameless: set[str] = set()
        self.statements: frozenset[str] = frozenset()
        self.names: set[str] = set()
        self.headings: list[tuple[Span, str]] = []

    def fold(self, tree: "Tree[Token]") -> Any:
        children: list[Any] = []
        readable = True
        for child in tree.children:
            if isinstance(child, Token) and child.type == "FEL":
                readable = False
                self.nameless.add(str(tree.data))
            elif isinstance(child, Tree):
                try:
                    children.append(self.fold(child))
                except Unreadable:
                    readable = False
            else:
                children.append(child)
        rule = str(tree.data)
        span = self.span_of(tree)
        own: Callable[[Span, list[Any]], Any] | None = getattr(self, rule, None)
        method = own or partial(self.plain, rule)
        if rule in self.statements:
            if readable:
                try:
                    return method(span, children)
                except Unreadable:
                    pass
            self.broken.add(rule)
            self._remember_name(tree)
            if rule == "agreement":  # What stands under it can still be checked.
                clauses = [c for c in children if isinstance(c, Part | Broken)]
                return self.parts("överenskommelse", "", "", span, (), clauses)
            return Broken(rule)
        if not readable:
            raise Unreadable
        return method(span, children)

    def _remember_name(self, tree: "Tree[Token]") -> None:
        """The name that a broken statement seems to declare: its first word, wherever it is."""
        for token in tree.scan_values(lambda token: isinstance(token, Token)):
            words = str(token).split() if token.type == "FEL" else [str(token)]
            self.names.update(words[:1])
            break
        span = self.span_of(tree)
        if tree.data in _HEADED:
            self.heading(span, " ".join(span.text.split()[:2]))

    # The file and the agreement

    def start(self, span: Span, statements: list[Any]) -> a.Agreement | None:
        kept = [s for s in statements if not isinstance(s, Broken)]
        heads = [s for s in kept if isinstance(s, Parts)]
        if not heads:
            if "agreement" not in self.broken:
                self.report.add(text_codes.NO_AGREEMENT, Span(self.source, 0, 0), year=self.year)
            return None
        for extra in heads[1:]:
            self.report.add(
                text_codes.REPEATED_CLAUSE,
                extra.span.first_line(),
                keyword="överenskommelse",
                statement="filen",
            )
        head = heads[0]
        roundings = [s for s in kept if isinstance(s, a.RoundingRules) and s.scope is None]
        scoped = [s for s in kept if isinstance(s, a.RoundingRules) and s.scope is not None]
        for extra_rounding in roundings[1:]:
            self.report.add(
                text_codes.REPEATED_CLAUSE,
                extra_rounding.span.first_line(),
                keyword="avrundning",
                statement="filen",
            )

        def every(kind: type[Any]) -> tuple[Any, ...]:
            return tuple(s for s in kept if isinstance(s, kind))

        decided = head.value("decided")
        total = head.value("total")
        if total is None:  # It has been told of, and no check that needs it runs.
            total = a.Quantity(Fraction(0), a.Unit.KRONOR, head.span)
        return a.Agreement(
            name=head.name,
            title=head.title,
            parties=head.value("parties") or (),
            decided=None if isinstance(decided, a.Unknown) else decided,
            unknown=decided if isinstance(decided, a.Unknown) else None,
            total=total,
            period=head.value("measuring_period"),
            compares_previous_year=head.has("comparison"),
            recipients=every(a.Recipient),
            keys=every(a.AllocationKey),
            rounding=roundings[0] if roundings else a.RoundingRules(span=head.span),
            scoped_roundings=tuple(scoped),
            interpretations=every(a.Interpretation),
            ladders=every(a.Ladder),
            measures=every(a.Measure),
            blocks=every(a.Block),
            grants=every(a.Grant),
            payments=every(a.Payment),
            repayments=every(a.Repayment),
            obligations=every(a.Obligation),
            criteria=every(a.Criterion),
            areas=every(a.FocusArea),
            conditions=every(a.Condition),
            amendments=head.every("amended"),
            examples=every(a.Example),
            sources=every(a.SourceText),
            span=head.span,
            cites=head.cites,
        )

    def version(self, span: Span, c: list[Any]) -> Token:
        token: Token = c[0]
        return token

    def agreement(self, span: Span, c: list[Any]) -> Parts:
        (name, title, cites), *rest = c
        parts = self.parts("överenskommelse", name, title, span, cites, rest)
        parts.require(
            ("total", "omfattningen", "omfattning 2 952 mnkr"),
        )
        return parts

    def agreement_head(self, span: Span, c: list[Any]) -> tuple[str, str, tuple[str, ...]]:
        return c[0], self.string(c[1]), c[2]

    def amended(self, span: Span, c: list[Any]) -> Any:
        number, title, decided, applies, cites = c
        amendment = a.AmendedBy(
            number=str(number), title=self.string(title), decided=decided, applies=applies,
            span=span, cites=cites,
        )  # fmt: skip
        return self.part("amended", span, cites, amendment)

    def parties(self, span: Span, c: list[Any]) -> Any:
        *names, cites = c
        strings = tuple(self.string(n) for n in names if n is not None)
        return self.part("parties", span, cites, strings)


_HEADED: Final = frozenset(
    "recipient key interpretation ladder measure block requirement grant payment obligation"
    " criterion focus_area condition".split()
)
"""Statements that a lawyer would point to by keyword and name."""
