"""Tree to Agreement: recipients, keys, roundings, interpretations, ladders and measures."""

from typing import Any

from compiler.parts import Broken, Unreadable, Words
from overenskommelse import agreement as a
from overenskommelse import codes
from overenskommelse.money import Residual, Tie
from overenskommelse.source import Span


class DeclarationRules(Words):
    """One method per grammar rule of what is declared before the money."""

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
        name, title, date, former, cites = c
        self.heading(span, f"nyckel {name}")
        return a.AllocationKey(
            name=self.name_text(name), title=self.string(title), date=date, former=former,
            span=span, cites=cites,
        )  # fmt: skip

    def key_date(self, span: Span, c: list[Any]) -> a.KeyDate:
        return a.KeyDate(c[0], span=span)

    def by_key(self, span: Span, c: list[Any]) -> a.Distribution:
        return a.Distribution(self.reference(c[0]), span=span)

    def equal(self, span: Span, c: list[Any]) -> a.Distribution:
        return a.Distribution(None, span=span)

    def in_proportion_to(self, span: Span, c: list[Any]) -> a.InProportion:
        return a.InProportion(a.Reference(c[0], span), span=span)

    def fixed(self, span: Span, c: list[Any]) -> a.Fixed:
        return a.Fixed(span=span)

    def per_unit(self, span: Span, c: list[Any]) -> a.PerUnit:
        count, beyond = c
        return a.PerUnit(
            self.reference(count), self.reference(beyond) if beyond is not None else None, span=span
        )

    # Rounding

    def rounding(self, span: Span, c: list[Any]) -> a.RoundingRules:
        scope, cites, *rest = c
        self.heading(span, "avrundning")
        parts = self.parts("avrundning", "", "", span, cites, rest)
        return a.RoundingRules(
            measures=parts.value("round_measures"),
            monthly_pot=parts.value("round_monthly_pot"),
            reward=parts.value("round_reward"),
            bonus=parts.value("round_bonus"),
            distribution=parts.value("round_distribution"),
            residual=parts.value("residual"),
            scope=scope,
            span=span,
            cites=cites,
        )

    def block_scope(self, span: Span, c: list[Any]) -> a.PaymentPart:
        return a.PaymentPart("block", a.Reference(c[0], span), span=span)

    def largest_remainder(self, span: Span, c: list[Any]) -> a.ResidualRule:
        return a.ResidualRule(Residual.LARGEST_REMAINDER, c[0], span=span)

    def largest_recipient(self, span: Span, c: list[Any]) -> a.ResidualRule:
        return a.ResidualRule(Residual.LARGEST_RECIPIENT, span=span)

    def stated_adjustments(self, span: Span, c: list[Any]) -> a.ResidualRule:
        return a.ResidualRule(Residual.STATED, adjustments=tuple(c), span=span)

    def kept(self, span: Span, c: list[Any]) -> a.ResidualRule:
        return a.ResidualRule(Residual.KEPT, span=span)

    def tie(self, span: Span, c: list[Any]) -> Tie:
        return Tie(" ".join(str(token) for token in c))

    def adjustment(self, span: Span, c: list[Any]) -> a.Adjustment:
        name, sign, quantity = c
        return a.Adjustment(self.string(name), quantity, sign == "minus", span=span)

    def sign(self, span: Span, c: list[Any]) -> str:
        return str(c[0])

    # Interpretations

    def interpretation(self, span: Span, c: list[Any]) -> a.Interpretation:
        (name, question, former, cites), *rest = c
        parts = self.parts("tolkning", name, question, span, cites, rest)
        parts.require(
            ("because", "skälet till frågan", 'eftersom "texten inte säger …"'),
            ("reading", "läsningar", "läsning NAMN  regeln som den skulle stå"),
            ("in_force", "vilken läsning som gäller", "gäller NAMN"),
        )
        chosen, reason, assumed = parts.value("in_force")
        return a.Interpretation(
            name=name, question=question, readings=parts.every("reading"),
            because=parts.value("because"), in_force=chosen, reason=reason,
            assumed=assumed, former=former, span=span, cites=cites,
        )  # fmt: skip

    def interpretation_head(self, span: Span, c: list[Any]) -> tuple[Any, ...]:
        return self.name_text(c[0]), self.string(c[1]), c[2], c[3]

    def reading(self, span: Span, c: list[Any]) -> Any:
        name, body, words, cites = c
        reading = a.NamedReading(
            name=self.name_text(name), body=body, words=self.string(words) if words else "",
            span=span, cites=cites,
        )  # fmt: skip
        return self.part("reading", span, cites, reading)

    def in_force(self, span: Span, c: list[Any]) -> Any:
        return self._holding(span, c, assumed=False)

    def assumed(self, span: Span, c: list[Any]) -> Any:
        return self._holding(span, c, assumed=True)

    def _holding(self, span: Span, c: list[Any], *, assumed: bool) -> Any:
        name, reason, cites = c
        value = (self.reference(name), self.string(reason) if reason else "", assumed)
        return self.part("in_force", span, cites, value)

    def unpaid(self, span: Span, c: list[Any]) -> a.Unpaid:
        return a.Unpaid(span=span)

    def substitution(self, span: Span, c: list[Any]) -> a.Substitution:
        return a.Substitution(tuple(c), span=span)

    def other_measure(self, span: Span, c: list[Any]) -> a.Replacement:
        return a.Replacement(self.reference(c[0]), self.reference(c[1]), span=span)

    def other_ladder(self, span: Span, c: list[Any]) -> a.Replacement:
        by, instead = self.reference(c[0]), self.reference(c[1])
        return a.Replacement(by, instead, ladders=True, span=span)

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
        (name, unknown, former, cites), *tiers = c
        self.heading(span, f"stege {name}")
        if any(isinstance(t, Broken) for t in tiers) or self.is_damaged(span):
            raise Unreadable
        if unknown is not None and tiers:
            self.report.add(codes.UNKNOWN_AND_STATED, span.first_line(), statement=f"stege {name}")
            raise Unreadable
        if not tiers and unknown is None:
            self.report.add(codes.LADDER_EMPTY, span.first_line(), name=name)
            raise Unreadable
        return a.Ladder(
            name=name, tiers=tuple(tiers), unknown=unknown, former=former, span=span, cites=cites
        )

    def ladder_head(self, span: Span, c: list[Any]) -> tuple[Any, ...]:
        return self.name_text(c[0]), c[1], c[2], c[3]

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
        (name, title, former, cites), *rest = c
        parts = self.parts("mått", name, title, span, cites, rest)
        parts.require(
            ("share_of", "vilka som räknas", "andel av genomförda besök"),
            ("limited", "vad som räknas in", "med väntetid högst 3 dagar"),
            ("better", "vad som är bättre", "bättre högre"),
        )
        status, activity = parts.value("share_of")
        return a.Measure(
            name=name, title=title, status=status, activity=activity,
            limit=parts.value("limited"), higher_is_better=parts.value("better"), former=former,
            span=span, cites=cites,
        )  # fmt: skip

    def measure_head(self, span: Span, c: list[Any]) -> tuple[Any, ...]:
        return self.name_text(c[0]), self.string(c[1]), c[2], c[3]

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
