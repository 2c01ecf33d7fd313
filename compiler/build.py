"""Tree to Agreement: one method per grammar rule, and what each statement must contain.

A statement that could not be read, or that lacks a part, is reported once and becomes `Broken`;
the agreement is then built from the rest, and `Built.broken` tells the checks what they cannot
trust, so that none of them blames the author for a consequence.
"""

from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import partial
from typing import Any, Final

from attrs import frozen

from compiler.build_money import MoneyRules
from compiler.parse import Parsed, Token, Tree
from compiler.parts import Broken, Part, Parts, Unreadable
from overenskommelse import agreement as a
from overenskommelse import codes, text_codes
from overenskommelse.diagnostics import Report
from overenskommelse.money import Residual
from overenskommelse.source import Source, Span
from overenskommelse.text import visible


@frozen
class Built:
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


def build(source: Source, parsed: Parsed, report: Report) -> Built:
    """The agreement that a tree says."""
    builder = _Builder(source, report)
    builder.statements = parsed.statements
    builder.dropped = parsed.damaged
    if parsed.dropped:
        builder.broken.add(ANY)
    agreement = builder.fold(parsed.tree)
    return Built(
        agreement if isinstance(agreement, a.Agreement) else None,
        frozenset(builder.broken),
        frozenset(builder.nameless),
        frozenset(builder.names),
        tuple(builder.headings),
    )


ANY: Final = "*"
"""Stands in `Built.broken` where a line was left out, which may have been anything."""


class _Builder(MoneyRules):
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
        versions = [s for s in kept if isinstance(s, Token)]
        self._check_version(versions, statements)
        if not heads:
            if "agreement" not in self.broken:
                self.report.add(text_codes.NO_AGREEMENT, Span(self.source, 0, 0))
            return None
        for extra in heads[1:]:
            self.report.add(
                text_codes.REPEATED_CLAUSE,
                extra.span.first_line(),
                keyword="överenskommelse",
                statement="filen",
            )
        head = heads[0]
        roundings = [s for s in kept if isinstance(s, a.RoundingRules)]
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
            decided=decided,
            total=total,
            period=head.value("measuring_period"),
            compares_previous_year=head.has("comparison"),
            recipients=every(a.Recipient),
            keys=every(a.AllocationKey),
            rounding=roundings[0] if roundings else a.RoundingRules(span=head.span),
            interpretations=every(a.Interpretation),
            ladders=every(a.Ladder),
            measures=every(a.Measure),
            blocks=every(a.Block),
            grants=every(a.Grant),
            payments=every(a.Payment),
            repayments=every(a.Repayment),
            obligations=every(a.Obligation),
            criteria=every(a.Criterion),
            span=head.span,
            cites=head.cites,
        )

    def _check_version(self, versions: Sequence[Token], statements: Sequence[Any]) -> None:
        if "version" in self.broken:
            return
        if not versions:
            self.report.add(text_codes.NO_VERSION, Span(self.source, 0, 0))
            return
        if statements[0] is not versions[0] and not isinstance(statements[0], Broken):
            self.report.add(text_codes.NO_VERSION, self.at(versions[0]))
        if versions[0] != "1":
            self.report.add(
                text_codes.UNKNOWN_VERSION,
                self.at(versions[0]),
                found=visible(str(versions[0])[:20]),
            )
        for extra in versions[1:]:
            self.report.add(
                text_codes.REPEATED_CLAUSE, self.at(extra), keyword="okt", statement="filen"
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

    def parties(self, span: Span, c: list[Any]) -> Any:
        *names, cites = c
        strings = tuple(self.string(n) for n in names if n is not None)
        return self.part("parties", span, cites, strings)

    # Recipients and keys

    def recipient(self, span: Span, c: list[Any]) -> a.Recipient:
        name, title, members, cites = c
        everyone, excluded, own = members or (False, (), ())
        self.heading(span, f"mottagare {name}")
        return a.Recipient(
            name=self.name_text(name), title=self.string(title), everyone=everyone,
            excluded=excluded, members=own, span=span, cites=cites,
        )  # fmt: skip

    def every_region(self, span: Span, c: list[Any]) -> tuple[Any, ...]:
        return True, tuple(self.string(t) for t in c if t is not None), ()

    def own_members(self, span: Span, c: list[Any]) -> tuple[Any, ...]:
        return False, (), tuple(c)

    def member(self, span: Span, c: list[Any]) -> tuple[str, str]:
        return c[0], self.string(c[1])

    def key(self, span: Span, c: list[Any]) -> a.AllocationKey:
        name, title, date, cites = c
        self.heading(span, f"nyckel {name}")
        return a.AllocationKey(
            name=self.name_text(name), title=self.string(title), date=date, span=span, cites=cites
        )

    def key_date(self, span: Span, c: list[Any]) -> a.KeyDate:
        return a.KeyDate(c[0], span=span)

    def by_key(self, span: Span, c: list[Any]) -> a.Distribution:
        return a.Distribution(self.reference(c[0]), span=span)

    def equal(self, span: Span, c: list[Any]) -> a.Distribution:
        return a.Distribution(None, span=span)

    # Rounding

    def rounding(self, span: Span, c: list[Any]) -> a.RoundingRules:
        cites, *rest = c
        self.heading(span, "avrundning")
        parts = self.parts("avrundning", "", "", span, cites, rest)
        return a.RoundingRules(
            measures=parts.value("round_measures"),
            monthly_pot=parts.value("round_monthly_pot"),
            reward=parts.value("round_reward"),
            bonus=parts.value("round_bonus"),
            distribution=parts.value("round_distribution"),
            residual=parts.value("residual"),
            span=span,
            cites=cites,
        )

    def residual_rule(self, span: Span, c: list[Any]) -> a.ResidualRule:
        rule = {"störst": Residual.LARGEST_REMAINDER, "största": Residual.LARGEST_RECIPIENT}
        return a.ResidualRule(rule.get(str(c[1]), Residual.KEPT), span=span)

    # Interpretations

    def interpretation(self, span: Span, c: list[Any]) -> a.Interpretation:
        (name, question, cites), *rest = c
        parts = self.parts("tolkning", name, question, span, cites, rest)
        parts.require(
            ("because", "skälet till frågan", 'eftersom "texten inte säger …"'),
            ("reading", "läsningar", "läsning NAMN  regeln som den skulle stå"),
            ("in_force", "vilken läsning som gäller", "gäller NAMN"),
        )
        chosen, reason = parts.value("in_force")
        return a.Interpretation(
            name=name, question=question, readings=parts.every("reading"),
            because=parts.value("because"), in_force=chosen, reason=reason, span=span,
            cites=cites,
        )  # fmt: skip

    def interpretation_head(self, span: Span, c: list[Any]) -> tuple[str, str, tuple[str, ...]]:
        return self.name_text(c[0]), self.string(c[1]), c[2]

    def reading(self, span: Span, c: list[Any]) -> Any:
        name, body, words, cites = c
        reading = a.NamedReading(
            name=self.name_text(name), body=body, words=self.string(words) if words else "",
            span=span, cites=cites,
        )  # fmt: skip
        return self.part("reading", span, cites, reading)

    def in_force(self, span: Span, c: list[Any]) -> Any:
        name, reason, cites = c
        value = (self.reference(name), self.string(reason) if reason else "")
        return self.part("in_force", span, cites, value)

    def unpaid(self, span: Span, c: list[Any]) -> a.Unpaid:
        return a.Unpaid(span=span)

    def shared(self, span: Span, c: list[Any]) -> a.Distribution:
        distribution: a.Distribution = c[0]
        return distribution

    def substitution(self, span: Span, c: list[Any]) -> a.Substitution:
        return a.Substitution(tuple(c), span=span)

    def replacement(self, span: Span, c: list[Any]) -> tuple[a.Reference, a.Reference]:
        return self.reference(c[0]), self.reference(c[1])

    def as_written(self, span: Span, c: list[Any]) -> a.AsWritten:
        return a.AsWritten(span=span)

    def missing_value(self, span: Span, c: list[Any]) -> a.MissingValue:
        return a.MissingValue(c[0].type == "MET", span=span)

    def no_consequence(self, span: Span, c: list[Any]) -> a.Consequence:
        return a.Consequence(False, span=span)

    def discounts_month(self, span: Span, c: list[Any]) -> a.Consequence:
        return a.Consequence(True, span=span)

    # Ladders and measures

    def ladder(self, span: Span, c: list[Any]) -> a.Ladder:
        (name, cites), *tiers = c
        self.heading(span, f"stege {name}")
        if any(isinstance(t, Broken) for t in tiers) or self.is_damaged(span):
            raise Unreadable
        if not tiers:
            self.report.add(codes.LADDER_EMPTY, span.first_line(), name=name)
            raise Unreadable
        return a.Ladder(name=name, tiers=tuple(tiers), span=span, cites=cites)

    def ladder_head(self, span: Span, c: list[Any]) -> tuple[str, tuple[str, ...]]:
        return self.name_text(c[0]), c[1]

    def tier(self, span: Span, c: list[Any]) -> a.Tier:
        first, (high, unit, share, cites) = c
        low = self.quantity_of(first, unit)
        upper = self.quantity_of(high, unit) if high is not None else None
        return a.Tier(low=low, high=upper, share=share, span=span, cites=cites)

    def tier_range(self, span: Span, c: list[Any]) -> tuple[Any, ...]:
        _, high, unit, share, cites = c
        return high, unit, share, cites

    def tier_and_more(self, span: Span, c: list[Any]) -> tuple[Any, ...]:
        unit, share, cites = c
        return None, unit, share, cites

    def measure(self, span: Span, c: list[Any]) -> a.Measure:
        (name, title, cites), *rest = c
        parts = self.parts("mått", name, title, span, cites, rest)
        parts.require(
            ("share_of", "vilka som räknas", "andel av genomförda besök"),
            ("limited", "vad som räknas in", "med väntetid högst 3 dagar"),
            ("better", "vad som är bättre", "bättre högre"),
        )
        status, activity = parts.value("share_of")
        return a.Measure(
            name=name, title=title, status=status, activity=activity,
            limit=parts.value("limited"), higher_is_better=parts.value("better"), span=span,
            cites=cites,
        )  # fmt: skip

    def measure_head(self, span: Span, c: list[Any]) -> tuple[str, str, tuple[str, ...]]:
        return self.name_text(c[0]), self.string(c[1]), c[2]

    def share_of(self, span: Span, c: list[Any]) -> Any:
        return self.part("share_of", span, c[2], (c[0], self.name_text(c[1])))

    def care_status(self, span: Span, c: list[Any]) -> a.CareStatus:
        return a.CareStatus(str(c[0]))

    def waiting_limit(self, span: Span, c: list[Any]) -> a.WaitingLimit:
        return a.WaitingLimit(c[0], c[1], span=span)

    def target_date(self, span: Span, c: list[Any]) -> a.TargetDate:
        return a.TargetDate(c[0], span=span)

    def other_words(self, span: Span, c: list[Any]) -> a.InOtherWords:
        return a.InOtherWords(self.string(c[0]), span=span)

    def direction(self, span: Span, c: list[Any]) -> bool:
        return str(c[0]) == "högre"


_HEADED: Final = frozenset(
    "recipient key interpretation ladder measure block requirement grant payment obligation"
    " criterion".split()
)
"""Statements that a lawyer would point to by keyword and name."""
