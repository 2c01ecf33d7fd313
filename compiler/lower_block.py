"""A block's money as steps: reserved, earned requirement by requirement, paid, bonus.

The way of one krona (2023, section 3.1): the block's amount, a month's part of it, what is reserved
for a recipient, a requirement's share of that, what the route earned gives of it, the payment.
"""

from fractions import Fraction

from compiler.stepper import Stepper, origin_of, payment_heading, settled
from overenskommelse import agreement as a
from overenskommelse import plan as p
from overenskommelse.money import Rounding

_YEAR = 12


class BlockSteps:
    """Adds the steps of one block."""

    def __init__(self, stepper: Stepper, block: a.Block) -> None:
        self.stepper = stepper
        self.block = block
        self.id = f"block-{block.number}"
        self.group = block.to.name
        self.origin = origin_of(block, f"block {block.number} ”{block.title}”")
        self.requirements: list[p.RequirementView] = []
        self.measures: dict[str, p.MeasureView] = {}

    def pots(self) -> list[p.PotView]:
        """The block's accounts: one, or one for each of its items."""
        if self.block.performance is not None:
            self.stepper.weights(self.block.performance.reserved, self.group)
        self.amount = self.stepper.amount(
            f"{self.id}/hela-beloppet", self.block.amount.value, self.origin
        )
        if self.block.performance is not None:
            return [self._performance(self.block.performance)]
        if self.block.items:
            return self._items()
        split = self.stepper.divided(
            self.id, self.amount, self.block.distribution, self.group, self.origin
        )
        paid = self.stepper.paid(self.id, split, "block", self.block.number, self.group)
        return [p.PotView(self.id, self.block.title, self.amount, split, None, None, paid)]

    def _items(self) -> list[p.PotView]:
        stepper, amounts, pots = self.stepper, {}, []
        for item in self.block.items:
            if item.amount is not None:
                origin = origin_of(item, f"{self.origin.heading}, post {item.name}", self.block)
                amounts[item.name] = stepper.amount(
                    f"{self.id}/{item.name}/hela-beloppet", item.amount.value, origin
                )
        for item in self.block.items:
            origin = origin_of(item, f"{self.origin.heading}, post {item.name}", self.block)
            if item.amount is None:
                amounts[item.name] = stepper.add(
                    p.Remainder(
                        id=f"{self.id}/{item.name}/hela-beloppet", unit=a.Unit.KRONOR,
                        of=self.amount, minus=tuple(amounts.values()), origin=origin,
                    )
                )  # fmt: skip
        for item in self.block.items:
            origin = origin_of(item, f"{self.origin.heading}, post {item.name}", self.block)
            name = f"{self.id}/{item.name}"
            amount = amounts[item.name]
            split = stepper.divided(name, amount, item.distribution, self.group, origin)
            paid = stepper.paid(name, split, "block", self.block.number, self.group)
            pots.append(p.PotView(name, item.title, amount, split, None, None, paid))
        return pots

    # Performance

    def _performance(self, performance: a.Performance) -> p.PotView:
        stepper, rules = self.stepper, self.stepper.agreement.rounding
        period = performance.period or stepper.agreement.period
        if period is None:
            raise TypeError("a block that is measured has a period")
        self.period = period
        self.performance = performance
        monthly = stepper.add(
            p.Product(
                id=f"{self.id}/månadspott", unit=a.Unit.KRONOR, factors=(self.amount,),
                times=Fraction(1, len(period)), origin=self.origin,
            )
        )  # fmt: skip
        reserved = stepper.add(
            p.Allotted(
                id=f"{self.id}/reserverat", unit=a.Unit.KRONOR, recipients=self.group,
                amount=monthly, weights=stepper.weights(performance.reserved, self.group),
                rounding=stepper.rounding(rules.monthly_pot), origin=self.origin,
            )
        )  # fmt: skip
        reward = settled(rules.reward, a.AmountRounding)
        per_cell = reward.rounding if reward.stage is a.AmountStage.REQUIREMENT else None
        cells = tuple(
            self._requirement(requirement, reserved, per_cell)
            for requirement in performance.requirements
        )
        rewards = cells
        if reward.stage is a.AmountStage.MONTH:
            rewards = (
                stepper.add(
                    p.Summed(
                        id=f"{self.id}/ersättning", unit=a.Unit.KRONOR, recipients=self.group,
                        months=period, of=cells, rounding=reward.rounding, origin=self.origin,
                    )
                ),
            )  # fmt: skip
        per_payment = reward.rounding if reward.stage is a.AmountStage.PAYMENT else None
        sums, payments = self._payments(rewards, per_payment)
        earned = stepper.add(
            p.Summed(
                id=f"{self.id}/intjänat", unit=a.Unit.KRONOR, recipients=self.group,
                of=tuple(sums), origin=self.origin,
            )
        )  # fmt: skip
        bonus = bonus_item = None
        if performance.bonus is not None:
            bonus, bonus_item, paid = self._bonus(performance.bonus, earned)
            payments += paid
        return p.PotView(
            item=self.id, title=self.block.title, amount=self.amount, earned=earned, bonus=bonus,
            bonus_item=bonus_item, payments=tuple(payments), monthly_pot=monthly,
            rewards=rewards,
        )  # fmt: skip

    def _payments(
        self, rewards: tuple[str, ...], rounding: Rounding | None
    ) -> tuple[list[str], list[str]]:
        sums, payments = [], []
        paying = self.stepper.paying("block", self.block.number)
        whens = [payment.month for payment, _ in paying]
        for payment, part in paying:
            over = part.period or self.period
            origin = origin_of(part, payment_heading(payment), payment)
            total = self.stepper.add(
                p.Summed(
                    id=f"{self.id}/intjänat/{over.first}–{over.last}", unit=a.Unit.KRONOR,
                    recipients=self.group, of=rewards, over=over, rounding=rounding,
                    origin=origin,
                )
            )  # fmt: skip
            sums.append(total)
            part_id = f"/{over.first}–{over.last}" if whens.count(payment.month) > 1 else ""
            payments.append(
                self.stepper.payment_step(payment, total, self.id, self.group, origin, part_id)
            )
        return sums, payments

    def _bonus(self, pot: a.BonusPot, earned: str) -> tuple[str, str, list[str]]:
        stepper, rules = self.stepper, self.stepper.agreement.rounding
        origin = origin_of(pot, f"{self.origin.heading}, bonuspott", self.block)
        left = stepper.add(
            p.Remainder(
                id=f"{self.id}/bonuspott", unit=a.Unit.KRONOR, of=self.amount, minus=(earned,),
                origin=origin,
            )
        )  # fmt: skip
        weights = earned
        if pot.distribution is not None:
            weights = stepper.weights(pot.distribution, self.group)
        when_empty = None
        if isinstance(pot.empty, a.Distribution):
            when_empty = stepper.weights(pot.empty, self.group)
        bonus = stepper.add(
            p.Allotted(
                id=f"{self.id}/bonus", unit=a.Unit.KRONOR, recipients=self.group, amount=left,
                weights=weights, rounding=stepper.rounding(rules.bonus),
                residual=stepper.residual(), only_if=earned, when_empty=when_empty,
                origin=origin,
            )
        )  # fmt: skip
        pots = [
            b.number
            for b in stepper.agreement.blocks
            if b.performance is not None and b.performance.bonus is not None
        ]
        item = "bonuspott" if len(pots) == 1 else f"bonuspott-{self.block.number}"
        paid = stepper.paid(item, bonus, "bonuspott", self.block.number, self.group)
        return left, item, list(paid)

    # Requirements

    def _requirement(
        self, requirement: a.Requirement, reserved: str, rounding: Rounding | None
    ) -> str:
        base = f"{self.id}/krav-{requirement.number}"
        heading = f"block {self.block.number}, krav {requirement.number} ”{requirement.title}”"
        origin = origin_of(requirement, heading, self.block)
        self._levels(requirement)
        routes: list[tuple[str, str]] = []
        level = previous = change = None
        attainment = requirement.attainment
        if attainment is not None:
            level = self._level(_first_measure(attainment), 0)
            routes.append(("attainment", self._attainment(base, attainment, origin)))
        if requirement.improvement is not None:
            measure = requirement.improvement.measure.name
            level, previous = self._level(measure, 0), self._level(measure, -_YEAR)
            change = self._change(base, measure, level, previous, origin)
            ladder = self._ladder(requirement.improvement.ladder.name)
            step = self._step(
                p.Tiered, f"{base}/förbättring", a.Unit.NUMBER, origin, of=change, tiers=ladder
            )
            routes.append(("improvement", step))
        by_value = attainment is None or attainment.ladder is not None
        if level is not None and by_value and self._missing_is_met:
            most = self._most(requirement)
            routes.insert(0, ("attainment", self._nothing_to_measure(base, level, most, origin)))
        if level is None:
            raise TypeError("a requirement has a route")
        precedence = self.performance.precedence
        if precedence is a.Precedence.IMPROVEMENT:
            routes.reverse()
        chosen = self._step(
            p.Chosen, f"{base}/andel", a.Unit.NUMBER, origin, routes=tuple(routes),
            highest=precedence is a.Precedence.HIGHEST,
        )  # fmt: skip
        factors = (reserved, chosen, *self._gates())
        amount = self._step(
            p.Product, f"{base}/ersättning", a.Unit.KRONOR, origin, factors=factors,
            times=requirement.share.value / 100, rounding=rounding,
        )  # fmt: skip
        self.requirements.append(
            p.RequirementView(
                number=requirement.number, title=requirement.title, item=self.id, level=level,
                previous=previous, change=change, chosen=chosen,
                share=requirement.share.value / 100, reserved=reserved, amount=amount,
            )
        )  # fmt: skip
        return amount

    def _levels(self, requirement: a.Requirement) -> None:
        """Put the levels of a requirement's measures before its own steps."""
        improvement, attainment = requirement.improvement, requirement.attainment
        if improvement is not None:
            self._level(improvement.measure.name, 0)
            self._level(improvement.measure.name, -_YEAR)
        if attainment is not None:
            self._level(_first_measure(attainment), 0)
            for test in attainment.tests:
                self._level(test.measure.name, 0)

    def _step(
        self, kind: type[p.AnyStep], step_id: str, unit: a.Unit, origin: p.Origin, **what: object
    ) -> str:
        return self.stepper.add(
            kind(id=step_id, unit=unit, recipients=self.group, months=self.period, origin=origin,
                 **what)  # type: ignore[arg-type]  # each caller knows its step's fields
        )  # fmt: skip

    @property
    def _missing_is_met(self) -> bool:
        return settled(self.performance.missing, a.MissingValue).met

    def _gates(self) -> tuple[str, ...]:
        """Criteria without which a month's values do not count."""
        gates = []
        for criterion in self.stepper.agreement.criteria:
            consequence = settled(criterion.consequence, a.Consequence)
            if consequence.discounts_month and criterion.who.name == self.group:
                origin = origin_of(criterion, f"kriterium {criterion.name}")
                gates.append(
                    self._step(
                        p.Reported, f"{self.id}/kriterium-{criterion.name}", a.Unit.NUMBER, origin,
                        criterion=criterion.name,
                    )
                )  # fmt: skip
        return tuple(gates)

    def _attainment(self, base: str, attainment: a.Attainment, origin: p.Origin) -> str:
        if attainment.ladder is not None and attainment.measure is not None:
            level = self._level(attainment.measure.name, 0)
            return self._step(
                p.Tiered, f"{base}/måluppfyllelse", a.Unit.NUMBER, origin, of=level,
                tiers=self._ladder(attainment.ladder.name),
            )  # fmt: skip
        tests = []
        for i, test in enumerate(attainment.tests, 1):
            suffix = f"/{i}" if len(attainment.tests) > 1 else ""
            held = self._step(
                p.Compared, f"{base}/mål{suffix}", a.Unit.NUMBER, origin,
                of=self._level(test.measure.name, 0), comparator=test.comparator,
                limit=test.limit.value, missing=self._missing_is_met,
            )  # fmt: skip
            if test.when is not None:
                held = self._unless(f"{base}/mål{suffix}", test, held, origin)
            tests.append(held)
        share = attainment.share.value / 100 if attainment.share is not None else Fraction(1)
        return self._step(
            p.Granted, f"{base}/måluppfyllelse", a.Unit.NUMBER, origin, of=tuple(tests), share=share
        )

    def _unless(self, base: str, test: a.Test, held: str, origin: p.Origin) -> str:
        """A test that binds only where enough patients wait: met, or too few to ask."""
        if test.when is None:
            return held
        comparator, number = test.when
        opposite = {
            a.Comparator.AT_LEAST: a.Comparator.UNDER, a.Comparator.UNDER: a.Comparator.AT_LEAST,
            a.Comparator.AT_MOST: a.Comparator.OVER, a.Comparator.OVER: a.Comparator.AT_MOST,
        }  # fmt: skip
        few = self._step(
            p.Compared, f"{base}/få", a.Unit.NUMBER, origin,
            of=self._count(test.measure.name, 0, met=False), comparator=opposite[comparator],
            limit=number.value, missing=self._missing_is_met,
        )  # fmt: skip
        return self._step(p.AnyOf, f"{base}/uppfyllt", a.Unit.NUMBER, origin, of=(held, few))

    def _most(self, requirement: a.Requirement) -> Fraction:
        """The most that a requirement's ladders give."""
        routes = (requirement.attainment, requirement.improvement)
        ladders = [route.ladder for route in routes if route is not None and route.ladder]
        return max(share for ladder in ladders for _, share in self._ladder(ladder.name))

    def _nothing_to_measure(self, base: str, level: str, share: Fraction, origin: p.Origin) -> str:
        """The most there is to get, where there is no value and the agreement says that the
        requirement is then met."""
        missing = self._step(
            p.Compared, f"{base}/inget-värde", a.Unit.NUMBER, origin, of=level,
            comparator=a.Comparator.UNDER, limit=Fraction(0), missing=True,
        )  # fmt: skip
        return self._step(
            p.Granted, f"{base}/utan-värde", a.Unit.NUMBER, origin, of=(missing,), share=share,
        )  # fmt: skip

    def _change(self, base: str, measure: str, level: str, previous: str, origin: p.Origin) -> str:
        """How many points better than the year before; better may mean lower."""
        higher = self._measure(measure).higher_is_better
        of, minus = (level, previous) if higher else (previous, level)
        rule = settled(self.stepper.agreement.rounding.measures, a.MeasureRounding)
        rounds = rule.stage is a.MeasureStage.DIFFERENCE
        exact = self._step(
            p.Difference, f"{base}/skillnad" if rounds else f"{base}/förändring", a.Unit.POINTS,
            origin, of=of, minus=minus,
        )  # fmt: skip
        if not rounds:
            return exact
        return self._rounded(f"{base}/förändring", exact, rule, a.Unit.POINTS, origin)

    def _rounded(
        self, step_id: str, of: str, rule: a.MeasureRounding, unit: a.Unit, origin: p.Origin
    ) -> str:
        to = Fraction(1, 10**rule.decimals)
        return self._step(p.Rounded, step_id, unit, origin, of=of, to=to, mode=rule.mode)

    def _ladder(self, name: str) -> tuple[tuple[Fraction, Fraction], ...]:
        ladder = next(x for x in self.stepper.agreement.ladders if x.name == name)
        return tuple(sorted((t.low.value, t.share.value / 100) for t in ladder.tiers))

    # Measures

    def _measure(self, name: str) -> a.Measure:
        return next(m for m in self.stepper.agreement.measures if m.name == name)

    def _level(self, name: str, shift: int) -> str:
        """A measure's level as the agreement rounds it, this year or the year before."""
        measure = self._measure(name)
        origin = origin_of(measure, f"mått {name} ”{measure.title}”")
        year = "/föregående-år" if shift else ""
        base = f"{self.id}/mått/{name}{year}"
        rule = settled(self.stepper.agreement.rounding.measures, a.MeasureRounding)
        rounds = rule.stage is a.MeasureStage.LEVELS
        exact = self._step(
            p.Level, f"{base}/andel" if rounds else f"{base}/nivå", a.Unit.PERCENT, origin,
            met=self._count(name, shift, met=True), all=self._count(name, shift, met=False),
        )  # fmt: skip
        if not rounds:
            return exact
        return self._rounded(f"{base}/nivå", exact, rule, a.Unit.PERCENT, origin)

    def _count(self, name: str, shift: int, *, met: bool) -> str:
        measure = self._measure(name)
        seen = self.measures.get(name)
        self.measures[name] = p.MeasureView(
            name, measure.title, self.group, self.period,
            current=(shift == 0) or (seen is not None and seen.current),
            previous=(shift != 0) or (seen is not None and seen.previous),
        )  # fmt: skip
        year = "/föregående-år" if shift else ""
        part = "täljare" if met else "nämnare"
        origin = origin_of(measure, f"mått {name} ”{measure.title}”")
        return self._step(
            p.Count, f"{self.id}/mått/{name}{year}/{part}", a.Unit.NUMBER, origin, measure=name,
            met=met, shift=shift,
        )  # fmt: skip


def _first_measure(attainment: a.Attainment) -> str:
    if attainment.measure is not None:
        return attainment.measure.name
    return attainment.tests[0].measure.name
