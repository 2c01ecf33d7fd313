"""Tree to Agreement: payments, repayments, duties, criteria and conditions."""

from typing import Any

from compiler.parse import Token
from compiler.parts import Words
from overenskommelse import agreement as a
from overenskommelse.calendar import Period
from overenskommelse.source import Span


class DutyRules(Words):
    """One method per grammar rule of payments and duties."""

    def payment(self, span: Span, c: list[Any]) -> a.Payment:
        (month, payment_parts, cites), *rest = c
        parts = self.parts("utbetalning", "", "", span, cites, rest)
        self.heading(span, f"utbetalning {_when(month)}")
        return a.Payment(
            month=None if isinstance(month, a.Unknown) else month, parts=payment_parts,
            last_day=parts.value("requisition_by"),
            unknown=month if isinstance(month, a.Unknown) else None, span=span, cites=cites,
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

    def item_part(self, span: Span, c: list[Any]) -> a.PaymentPart:
        return a.PaymentPart("post", self.reference(c[0]), block=a.Reference(c[1], span), span=span)

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
        unknown = last_day if isinstance(last_day, a.Unknown) else None
        return a.Obligation(
            name=name, title=title, who=who, to=parts.value("addressed") or (),
            last_day=None if unknown else last_day, unknown=unknown, monthly=monthly,
            period=parts.value("during"),
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
        if not any(parts.has(rule) for rule in ("least", "within", "contents")):
            example = f"minst 95 % varje månad mars {self.year}   (eller: inom …, innehåller …)"
            parts.require(("least", "vad som ska uppfyllas", example))
        least: tuple[a.Stated, Period | None] | None = parts.value("least")
        return a.Criterion(
            name=name, title=title, who=who, period=least[1] if least else None,
            least=least[0] if least else None, weeks=parts.value("within"),
            contents=parts.every("contents"), consequence=parts.value("otherwise"),
            answered=parts.value("answered_by"), span=span, cites=cites,
        )  # fmt: skip

    criterion_head = obligation_head

    # What is reported, and how it is assessed

    def focus_area(self, span: Span, c: list[Any]) -> a.FocusArea:
        (name, who, title, cites), *rest = c
        parts = self.parts("fokusområde", name, title, span, cites, rest)
        parts.require(
            (
                "judged",
                "vem som bedömer",
                f'bedöms av "Socialstyrelsen" senast 15 november {self.year}',
            ),
        )
        to, report_by = parts.value("reported") or ("", None)
        assessor, last_day = parts.value("judged")
        days = (report_by, last_day)
        return a.FocusArea(
            name=name, title=title, who=who, questions=parts.every("question"),
            contents=parts.every("contents"), to=to, report_by=_known(report_by),
            assessor=assessor, last_day=_known(last_day),
            unknown=tuple(day for day in days if isinstance(day, a.Unknown)), span=span,
            cites=cites,
        )  # fmt: skip

    focus_area_head = obligation_head

    def reported(self, span: Span, c: list[Any]) -> Any:
        to, day, cites = c
        return self.part("reported", span, cites, (self.string(to), day))

    def question(self, span: Span, c: list[Any]) -> Any:
        name, kind, title, cites = c
        self.heading(span, f"fråga {name}")
        question = a.Question(
            name=self.name_text(name), kind=kind, title=self.string(title), span=span, cites=cites
        )
        return self.part("question", span, cites, question)

    def answer_kind(self, span: Span, c: list[Any]) -> a.AnswerKind:
        return a.AnswerKind(" ".join(str(token) for token in c if token is not None))

    def judged(self, span: Span, c: list[Any]) -> Any:
        assessor, day, cites = c
        return self.part("judged", span, cites, (self.string(assessor), day))

    def condition(self, span: Span, c: list[Any]) -> a.Condition:
        (name, who, title, cites), *rest = c
        parts = self.parts("villkor", name, title, span, cites, rest)
        parts.require(
            ("governs", "vilka medel det gäller", "gäller block 2"),
            ("failing", "vad som följer annars", "annars förfaller medlen"),
        )
        if not parts.has("demands"):
            example = 'prövas av "Socialstyrelsen"   (eller: kräver skyldighet …, kriterium …)'
            parts.require(("assessed", "när det är uppfyllt", example))
        demands = parts.every("demands")
        assessor, last_day = parts.value("assessed") or ("", None)
        return a.Condition(
            name=name, title=title, who=who, governs=parts.value("governs"),
            duties=tuple(name for kind, name in demands if kind == "skyldighet"),
            criteria=tuple(name for kind, name in demands if kind == "kriterium"),
            areas=tuple(name for kind, name in demands if kind == "fokusområde"),
            every_area=any(kind == "samtliga" for kind, _ in demands),
            questions=tuple(asked for kind, asked in demands if kind == "fråga"),
            assessor=assessor, last_day=_known(last_day), failure=parts.value("failing"),
            unknown=last_day if isinstance(last_day, a.Unknown) else None, span=span,
            cites=cites,
        )  # fmt: skip

    condition_head = obligation_head

    def governs(self, span: Span, c: list[Any]) -> Any:
        *parts, cites = c
        return self.part("governs", span, cites, tuple(p for p in parts if p is not None))

    def obligation_kept(self, span: Span, c: list[Any]) -> tuple[str, a.Reference]:
        return "skyldighet", self.reference(c[0])

    def criterion_met(self, span: Span, c: list[Any]) -> tuple[str, a.Reference]:
        return "kriterium", self.reference(c[0])

    def focus_area_met(self, span: Span, c: list[Any]) -> tuple[str, a.Reference]:
        return "fokusområde", self.reference(c[0])

    def every_focus_area(self, span: Span, c: list[Any]) -> tuple[str, None]:
        return "samtliga", None

    def question_answered(self, span: Span, c: list[Any]) -> tuple[str, a.Asked]:
        return "fråga", c[0]

    def asked(self, span: Span, c: list[Any]) -> a.Asked:
        return a.Asked(self.reference(c[0]), self.reference(c[1]), span=span)

    def assessed(self, span: Span, c: list[Any]) -> Any:
        assessor, last_day, cites = c
        return self.part("assessed", span, cites, (self.string(assessor), last_day))

    def failure(self, span: Span, c: list[Any]) -> a.Failure:
        return a.Failure(a.FailureKind(" ".join(str(token) for token in c)), span=span)

    def least(self, span: Span, c: list[Any]) -> Any:
        return self.part("least", span, c[2], (c[0], c[1]))

    def answered_by(self, span: Span, c: list[Any]) -> Any:
        question, refuses, cites = c
        return self.part(
            "answered_by", span, cites, a.AnsweredBy(question, refuses, span=span, cites=cites)
        )

    def no_means(self, span: Span, c: list[Any]) -> bool:
        return str(c[2]) == "räknas"


def _when(month: Any) -> str:
    """The month of a payment as its heading says it."""
    if month is None:
        return "på rekvisition"
    return "okänt" if isinstance(month, a.Unknown) else str(month.swedish)


def _known(day: Any) -> Any:
    """A day, unless it is not known."""
    return None if isinstance(day, a.Unknown) else day
