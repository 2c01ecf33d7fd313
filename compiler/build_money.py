"""Tree to Agreement: blocks, payments and duties (the rest is in `build`)."""

from typing import Any, Final

from compiler.parse import Token
from compiler.parts import Broken, Part, Parts, Unreadable, Words, keyword_of
from overenskommelse import agreement as a
from overenskommelse import codes, text_codes
from overenskommelse.source import Span

_FOR_REQUIREMENTS: Final = {
    "measuring_period", "monthly_pot", "together", "shared", "participates", "precedence",
    "missing", "nobody", "unearned", "unmeasured",
}  # fmt: skip
_FOR_UNITS: Final = {"ceiling", "left_over"}
"""Clauses that only one kind of block has use for; those that make a block of a kind are not
among them."""


class MoneyRules(Words):
    """One method per grammar rule of blocks, payments and duties."""

    # Blocks

    def block(self, span: Span, c: list[Any]) -> a.Block:
        (number, title, amount, former, cites), *rest = c
        parts = self.parts("block", number, title, span, cites, rest)
        parts.require(
            ("to", "vem som får pengarna", "till regionerna"),
        )
        to, distribution = parts.value("to")
        requirements = parts.every("requirement")
        items = parts.every("item")
        per_unit = [item for item in items if isinstance(item.distribution, a.PerUnit)]
        performs = parts.has("requirement") or parts.has("reserved") or parts.has("bonus_pot")
        ways = [
            words
            for used, words in (
                (performs, "har krav"),
                (len(items) > len(per_unit), "har poster som fördelas"),
                (bool(per_unit), "har poster som betalas per styck"),
                (distribution is not None, "fördelas i sin helhet"),
            )
            if used
        ]
        if len(ways) > 1:
            self.report.add(
                text_codes.TWO_WAYS_UNCLEAR, span.first_line(), statement=parts.statement,
                first=ways[0], second=ways[1],
            )  # fmt: skip
            raise Unreadable
        self._idle(parts, performs, bool(per_unit))
        performance = self._performance(parts, requirements, span, cites) if performs else None
        units = self._units(parts, tuple(per_unit), span, cites) if per_unit else None
        return a.Block(
            number=number, title=title, amount=amount, to=to, distribution=distribution,
            performance=performance, items=() if units else items, units=units,
            short=parts.value("short"), former=former, span=span, cites=cites,
        )  # fmt: skip

    def _idle(self, parts: Parts, performs: bool, per_unit: bool) -> None:
        """Report clauses that only blocks of another kind have use for."""
        for rules, used, kind in (
            (_FOR_REQUIREMENTS, performs, "ett block med krav"),
            (_FOR_UNITS, per_unit, "ett block med poster som betalas per styck"),
            ({"short"}, performs or per_unit,
             "ett block med bonuspott, eller som betalar per styck,"),
        ):  # fmt: skip
            for rule in sorted(rules & parts.clauses.keys()) if not used else ():
                clause = parts.clauses[rule][0]
                if isinstance(clause, Part):
                    self.report.add(
                        codes.IDLE_CLAUSE, clause.span.first_line(), clause=keyword_of(clause.span),
                        why=f"bara {kind} har användning för den",
                    )  # fmt: skip

    def _units(
        self, parts: Parts, items: tuple[a.Item, ...], span: Span, cites: Any
    ) -> a.PerUnitPay:
        parts.require(
            ("left_over", "vad som händer med medel som blir över",
             "blir medel över: betalas inte ut"),
            ("short", "vem som får mindre om medlen inte räcker",
             "räcker inte medlen: dras i proportion till årets ersättning"),
        )  # fmt: skip
        return a.PerUnitPay(
            items, parts.value("ceiling"), parts.value("left_over"), span=span, cites=cites
        )

    def _performance(
        self, parts: Parts, requirements: tuple[a.Requirement, ...], span: Span, cites: Any
    ) -> a.Performance:
        parts.require(
            ("requirement", "krav", 'krav 1 "Namnet" 100 %'),
        )
        if parts.has("monthly_pot") and parts.has("together"):
            self.report.add(
                text_codes.TWO_WAYS_UNCLEAR, span.first_line(), statement=parts.statement,
                first="har en pott varje månad", second="mäts hela mätperioden sammantaget",
            )  # fmt: skip
            raise Unreadable
        if not parts.has("together"):
            example = "månadspott lika stor varje månad i mätperioden   (eller: mäts hela …)"
            parts.require(("monthly_pot", "månadspotten", example))
        if not parts.has("shared"):
            parts.require(
                (
                    "reserved",
                    "vad som reserveras för var och en",
                    "reserveras efter invånare   (eller: delas efter invånare bland dem som …)",
                ),
            )
        elif parts.has("reserved"):
            self.report.add(
                text_codes.TWO_WAYS_UNCLEAR, span.first_line(), statement=parts.statement,
                first="reserveras för var och en", second="delas bland dem som uppfyller kravet",
            )  # fmt: skip
            raise Unreadable
        if parts.has("bonus_pot") and parts.has("unearned"):
            self.report.add(
                text_codes.TWO_WAYS_UNCLEAR, span.first_line(), statement=parts.statement,
                first="har en bonuspott", second="låter bli att betala ut medlen",
            )  # fmt: skip
            raise Unreadable
        if not parts.has("bonus_pot"):
            parts.require(
                (
                    "unearned",
                    "vad som händer med medel för krav som inte uppfylls",
                    "uppfylls inte ett krav: medlen betalas inte ut   (eller en bonuspott)",
                ),
            )
        missing = dict(parts.every("missing"))
        return a.Performance(
            period=parts.value("measuring_period"),
            reserved=parts.value("shared") or parts.value("reserved"),
            shared=parts.has("shared"),
            together=parts.has("together"),
            participates=parts.value("participates") or (),
            unmeasured_paid=parts.has("unmeasured"),
            precedence=parts.value("precedence"),
            missing_previous="previous" in missing,
            missing=missing.get("current"),
            nobody=parts.value("nobody"),
            requirements=requirements,
            bonus=parts.value("bonus_pot"),
            span=span,
            cites=cites,
        )

    def block_head(self, span: Span, c: list[Any]) -> tuple[Any, ...]:
        return c[0], self.string(c[1]), c[2], c[3], c[4]

    def former_block(self, span: Span, c: list[Any]) -> a.Reference:
        return a.Reference(c[0], span)

    def to(self, span: Span, c: list[Any]) -> Any:
        return self.part("to", span, c[2], (self.reference(c[0]), c[1]))

    def route_order(self, span: Span, c: list[Any]) -> a.Precedence:
        first = {
            "måluppfyllelse": a.Precedence.ATTAINMENT,
            "förbättring": a.Precedence.IMPROVEMENT,
        }
        return first.get(str(c[0]), a.Precedence.HIGHEST)

    def missing(self, span: Span, c: list[Any]) -> Any:
        value, cites = c
        entry = ("previous", True) if value is True else ("current", value)
        return self.part("missing", span, cites, entry)

    def missing_previous(self, span: Span, c: list[Any]) -> bool:
        return True

    def requirement(self, span: Span, c: list[Any]) -> Any:
        (number, title, share, amount, period, former, cites), *rest = c
        parts = self.parts("krav", number, title, span, cites, rest)
        requirement = a.Requirement(
            number=number, title=title, share=share, amount=amount,
            improvement=parts.value("improvement"), attainment=parts.value("attainment"),
            period=period, former=former, span=span, cites=cites,
        )  # fmt: skip
        return self.part("requirement", span, cites, requirement)

    def requirement_head(self, span: Span, c: list[Any]) -> tuple[Any, ...]:
        return c[0], self.string(c[1]), c[2], c[3], c[4], c[5], c[6]

    def former_requirement(self, span: Span, c: list[Any]) -> a.Reference:
        return a.Reference(c[0], span)

    def participates(self, span: Span, c: list[Any]) -> Any:
        measure, comparator, limit, cites, *more = c
        if any(isinstance(test, Broken) for test in more):
            raise Unreadable
        first = a.Test(self.reference(measure), comparator, limit, span=span, cites=cites)
        return self.part("participates", span, cites, (first, *more))

    def ceiling(self, span: Span, c: list[Any]) -> Any:
        most, cites = c
        key = self.reference(most) if isinstance(most, Token) else None
        amount = None if isinstance(most, Token) else most
        return self.part("ceiling", span, cites, a.Ceiling(amount, key, span=span, cites=cites))

    def improvement(self, span: Span, c: list[Any]) -> Any:
        measure, *by, cites = c
        if len(by) == 1:
            clause = a.Improvement(
                self.reference(measure), self.reference(by[0]), span=span, cites=cites
            )
        else:
            comparator, limit, share = by
            clause = a.Improvement(
                self.reference(measure), None, comparator, limit, share, span=span, cites=cites
            )
        return self.part("improvement", span, cites, clause)

    def attainment(self, span: Span, c: list[Any]) -> Any:
        (measure, rest, cites), *more = c
        if any(isinstance(test, Broken) for test in more):
            raise Unreadable
        if len(rest) == 1:
            clause = a.Attainment(tuple(more), None, measure, rest[0], span=span, cites=cites)
        else:
            comparator, limit, share = rest
            first = a.Test(measure, comparator, limit, span=span, cites=cites)
            clause = a.Attainment((first, *more), share, span=span, cites=cites)
        return self.part("attainment", span, cites, clause)

    def attainment_head(self, span: Span, c: list[Any]) -> tuple[Any, ...]:
        measure, *rest, cites = c
        if len(rest) == 1:
            rest = [self.reference(rest[0])]
        return self.reference(measure), tuple(rest), cites

    def and_test(self, span: Span, c: list[Any]) -> a.Test:
        measure, comparator, limit, when, number, cites = c
        return a.Test(
            self.reference(measure), comparator, limit,
            (when, number) if when is not None else None, span=span, cites=cites,
        )  # fmt: skip

    def bonus_pot(self, span: Span, c: list[Any]) -> Any:
        cites, *rest = c
        self.heading(span, "bonuspott")
        parts = self.parts("bonuspott", "", "", span, cites, rest)
        parts.require(
            ("collects", "vilka medel som samlas", "samlar medel för krav som inte uppfylls"),
            ("shared_out", "hur den fördelas", "fördelas i proportion till årets ersättning"),
            (
                "empty",
                "vad som händer om ingen har fått ersättning",
                "utan ersättning till någon: betalas inte ut",
            ),
        )
        pot = a.BonusPot(parts.value("shared_out"), parts.value("empty"), span=span, cites=cites)
        return self.part("bonus_pot", span, cites, pot)

    def in_proportion(self, span: Span, c: list[Any]) -> a.InProportion:
        return a.InProportion(span=span)

    def item(self, span: Span, c: list[Any]) -> Any:
        name, title, amount, distribution, former, cites = c
        item = a.Item(
            name=self.name_text(name), title=self.string(title),
            amount=None if isinstance(amount, Token) else amount, distribution=distribution,
            former=former, span=span, cites=cites,
        )  # fmt: skip
        self.heading(span, f"post {name}")
        return self.part("item", span, cites, item)

    def grant(self, span: Span, c: list[Any]) -> a.Grant:
        name, title, amount, to, distribution, cites = c
        self.heading(span, f"medel {name}")
        return a.Grant(
            name=self.name_text(name), title=self.string(title), amount=amount,
            to=self.reference(to), distribution=distribution, span=span, cites=cites,
        )  # fmt: skip
