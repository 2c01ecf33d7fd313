"""Tree to Agreement: blocks, payments and duties (the rest is in `build`)."""

from typing import Any

from compiler.parse import Token
from compiler.parts import Broken, Parts, Unreadable, Words
from overenskommelse import agreement as a
from overenskommelse import text_codes
from overenskommelse.calendar import Period
from overenskommelse.source import Span


class MoneyRules(Words):
    """One method per grammar rule of blocks, payments and duties."""

    # Blocks

    def block(self, span: Span, c: list[Any]) -> a.Block:
        (number, title, amount, cites), *rest = c
        parts = self.parts("block", number, title, span, cites, rest)
        parts.require(
            ("to", "vem som får pengarna", "till regionerna"),
        )
        to, distribution = parts.value("to")
        requirements = parts.every("requirement")
        items = parts.every("item")
        performs = parts.has("requirement") or parts.has("reserved") or parts.has("bonus_pot")
        ways = [
            words
            for used, words in (
                (performs, "har krav"),
                (parts.has("item"), "har poster"),
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
        performance = self._performance(parts, requirements, span, cites) if performs else None
        return a.Block(
            number=number, title=title, amount=amount, to=to, distribution=distribution,
            performance=performance, items=items, span=span, cites=cites,
        )  # fmt: skip

    def _performance(
        self, parts: Parts, requirements: tuple[a.Requirement, ...], span: Span, cites: Any
    ) -> a.Performance:
        parts.require(
            ("monthly_pot", "månadspotten", "månadspott lika stor varje månad i mätperioden"),
            ("reserved", "vad som reserveras för var och en", "reserveras efter invånare"),
            ("requirement", "krav", 'krav 1 "Namnet" 100 %'),
        )
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
            reserved=parts.value("reserved"),
            precedence=parts.value("precedence"),
            missing_previous="previous" in missing,
            missing=missing.get("current"),
            requirements=requirements,
            bonus=parts.value("bonus_pot"),
            span=span,
            cites=cites,
        )

    def block_head(self, span: Span, c: list[Any]) -> tuple[Any, ...]:
        return c[0], self.string(c[1]), c[2], c[3]

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
        (number, title, share, amount, cites), *rest = c
        parts = self.parts("krav", number, title, span, cites, rest)
        requirement = a.Requirement(
            number=number, title=title, share=share, amount=amount,
            improvement=parts.value("improvement"), attainment=parts.value("attainment"),
            span=span, cites=cites,
        )  # fmt: skip
        return self.part("requirement", span, cites, requirement)

    def requirement_head(self, span: Span, c: list[Any]) -> tuple[Any, ...]:
        return c[0], self.string(c[1]), c[2], c[3], c[4]

    def improvement(self, span: Span, c: list[Any]) -> Any:
        clause = a.Improvement(self.reference(c[0]), self.reference(c[1]), span=span, cites=c[2])
        return self.part("improvement", span, c[2], clause)

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

    def shared_out(self, span: Span, c: list[Any]) -> Any:
        *distribution, cites = c
        return self.part("shared_out", span, cites, distribution[0] if distribution else None)

    def item(self, span: Span, c: list[Any]) -> Any:
        name, title, amount, distribution, cites = c
        item = a.Item(
            name=self.name_text(name), title=self.string(title),
            amount=None if isinstance(amount, Token) else amount, distribution=distribution,
            span=span, cites=cites,
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

    # Payments and duties

    def payment(self, span: Span, c: list[Any]) -> a.Payment:
        (month, payment_parts, cites), *rest = c
        parts = self.parts("utbetalning", "", "", span, cites, rest)
        self.heading(span, f"utbetalning {month.swedish if month else 'på rekvisition'}")
        return a.Payment(
            month=month, parts=payment_parts, last_day=parts.value("requisition_by"), span=span,
            cites=cites,
        )  # fmt: skip

    def payment_head(self, span: Span, c: list[Any]) -> tuple[Any, ...]:
        when, *parts, cites = c
        month = None if isinstance(when, Token) else when
        return month, tuple(p for p in parts if p is not None), cites

    def block_part(self, span: Span, c: list[Any]) -> a.PaymentPart:
        reference = a.Reference(c[0], span)
        return a.PaymentPart("block", reference, c[1], span=span)

    def bonus_part(self, span: Span, c: list[Any]) -> a.PaymentPart:
        reference = a.Reference(c[0], span) if c[0] is not None else None
        return a.PaymentPart("bonuspott", reference, span=span)

    def grant_part(self, span: Span, c: list[Any]) -> a.PaymentPart:
        return a.PaymentPart("medel", self.reference(c[0]), span=span)

    def repayment(self, span: Span, c: list[Any]) -> a.Repayment:
        date, *parts, cites = c
        self.heading(span, "återbetalning")
        return a.Repayment(
            last_day=date, parts=tuple(p for p in parts if p is not None), span=span, cites=cites
        )

    def obligation(self, span: Span, c: list[Any]) -> a.Obligation:
        (name, who, title, cites), *rest = c
        parts = self.parts("skyldighet", name, title, span, cites, rest)
        monthly, last_day = parts.value("due") or (False, None)
        return a.Obligation(
            name=name, title=title, who=who, to=parts.value("addressed") or (),
            last_day=last_day, monthly=monthly, period=parts.value("during"),
            contents=parts.every("contents"), attachments=parts.every("attachment"), span=span,
            cites=cites,
        )  # fmt: skip

    def obligation_head(self, span: Span, c: list[Any]) -> tuple[Any, ...]:
        return self.name_text(c[0]), self.reference(c[1]), self.string(c[2]), c[3]

    def addressed(self, span: Span, c: list[Any]) -> Any:
        *names, cites = c
        strings = tuple(self.string(n) for n in names if n is not None)
        return self.part("addressed", span, cites, strings)

    def due(self, span: Span, c: list[Any]) -> Any:
        monthly = isinstance(c[0], Token)
        return self.part("due", span, c[1], (monthly, None if monthly else c[0]))

    def criterion(self, span: Span, c: list[Any]) -> a.Criterion:
        (name, who, title, cites), *rest = c
        parts = self.parts("kriterium", name, title, span, cites, rest)
        parts.require(
            ("otherwise", "vad som följer annars", "annars ingen påföljd"),
        )
        least: tuple[a.Quantity, Period] | None = parts.value("least")
        return a.Criterion(
            name=name, title=title, who=who, period=least[1] if least else None,
            least=least[0] if least else None, weeks=parts.value("within"),
            consequence=parts.value("otherwise"), span=span, cites=cites,
        )  # fmt: skip

    criterion_head = obligation_head

    def least(self, span: Span, c: list[Any]) -> Any:
        return self.part("least", span, c[2], (c[0], c[1]))
