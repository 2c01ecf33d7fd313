"""A block's money that is earned month by month, as steps: pots, rewards, payments, bonus.

The way of one krona (2023, section 3.1): the block's amount, a month's part of it, what is reserved
for a recipient, a requirement's share of that, what the route earned gives of it, the payment.
"""

from collections.abc import Iterator
from fractions import Fraction

from compiler.lower_measures import Clause, MeasureSteps
from compiler.lower_requirement import earned
from compiler.stepper import Item, Stepper, known, origin_of, payment_heading, settled
from overenskommelse import agreement as a
from overenskommelse import plan as p
from overenskommelse.calendar import Month, Period
from overenskommelse.money import Rounding


class PerformanceSteps:
    """Adds the steps of a block that is earned."""

    def __init__(
        self, stepper: Stepper, block: a.Block, performance: a.Performance, item: Item, amount: str
    ) -> None:
        period = performance.period or stepper.agreement.period
        if period is None:
            raise TypeError("a block that is measured has a period")
        self.stepper = stepper
        self.block = block
        self.performance = performance
        self.item = item
        self.amount = amount
        self.period = period
        self.months = None if performance.together else period
        self.rules = stepper.rules(item)
        self.reward = settled(self.rules.reward, a.AmountRounding)
        self.steps: dict[Period | None, MeasureSteps] = {}
        self.requirements: list[p.RequirementView] = []

    @property
    def measures(self) -> list[p.MeasureView]:
        """What the data must hold for the block."""
        return [view for steps in self.steps.values() for view in steps.views.values()]

    def _measured_in(self, own: Period | None) -> MeasureSteps:
        """What is measured in all of the block's months, or in a requirement's own."""
        if own not in self.steps:
            self.steps[own] = MeasureSteps(
                self.stepper, self.item, self.performance, self.period, own
            )
        return self.steps[own]

    def pot(self) -> p.PotView:
        """The block's account."""
        stepper, item = self.stepper, self.item
        self.monthly = stepper.add(
            p.Product(
                id=f"{item.id}/{'pott' if self.months is None else 'månadspott'}",
                unit=a.Unit.KRONOR, factors=(self.amount,),
                times=Fraction(1, 1 if self.months is None else len(self.period)),
                origin=item.origin,
            )
        )  # fmt: skip
        weights = stepper.weights(self.performance.reserved, item.group)
        if not self.performance.shared or self.performance.unmeasured_paid:
            self.reserved = stepper.add(
                p.Allotted(
                    id=f"{item.id}/reserverat", unit=a.Unit.KRONOR, recipients=item.group,
                    amount=self.monthly, weights=weights,
                    rounding=stepper.rounding(self.rules.monthly_pot), origin=item.origin,
                )
            )  # fmt: skip
        rewards = tuple(self._rewards(weights))
        if self.reward.stage is a.AmountStage.MONTH:
            rewards = (self._by_month(rewards),)
        sums, payments = self._payments(rewards)
        total = stepper.add(
            p.Summed(
                id=f"{item.id}/intjänat", unit=a.Unit.KRONOR, recipients=item.group,
                of=tuple(sums), origin=item.origin,
            )
        )  # fmt: skip
        bonus = bonus_item = None
        if self.performance.bonus is not None:
            bonus, bonus_item, paid = self._bonus(self.performance.bonus, total)
            payments += paid
        return p.PotView(
            item=item.id, title=self.block.title, amount=self.amount, earned=total, bonus=bonus,
            bonus_item=bonus_item, payments=tuple(payments),
            monthly_pot=self.monthly if self.months is not None else None,
            rewards=rewards, shared=self.performance.shared,
        )  # fmt: skip

    # What is earned

    def _rewards(self, weights: str) -> Iterator[str]:
        per_cell = self.reward.stage is a.AmountStage.REQUIREMENT
        rounding = self.reward.rounding if per_cell else None
        for requirement in self.performance.requirements:
            yield self._requirement(requirement, weights, rounding)
        if self.performance.unmeasured_paid:
            for months in self._months_without():
                yield self.stepper.add(
                    p.Product(
                        id=f"{self.item.id}/utan-krav/{months.first}–{months.last}",
                        unit=a.Unit.KRONOR, recipients=self.item.group, months=months,
                        factors=(self.reserved,), rounding=rounding, origin=self.item.origin,
                    )
                )  # fmt: skip

    def _months_without(self) -> Iterator[Period]:
        """The stretches of the block's months in which no requirement holds."""
        free = [
            month
            for month in self.period
            if not any(month in (r.period or self.period) for r in self.performance.requirements)
        ]
        yield from Period.runs(free)

    def _requirement(
        self, requirement: a.Requirement, weights: str, rounding: Rounding | None
    ) -> str:
        steps = self._measured_in(requirement.period)
        gates = self._gates(steps)
        heading = f"block {self.block.number}, krav {requirement.number} ”{requirement.title}”"
        base = f"{self.item.id}/krav-{requirement.number}"
        if requirement.period is not None:
            base += f"/{requirement.period.first}–{requirement.period.last}"
        at = Clause(base, steps.months, origin_of(requirement, heading, self.block))
        found = earned(steps, at, requirement, self.performance.precedence)
        share = share_of(requirement, self.block)
        if self.performance.shared:
            keys = (weights, found.chosen, *gates)
            amount = self._shared(steps, at, keys, share, rounding)
            reserved = self.monthly
        else:
            amount = steps.step(
                p.Product, at, "ersättning", a.Unit.KRONOR, times=share, rounding=rounding,
                factors=(self.reserved, found.chosen, *gates),
            )  # fmt: skip
            reserved = self.reserved
        self.requirements.append(
            p.RequirementView(
                number=requirement.number, title=requirement.title, item=self.item.id,
                level=found.level, previous=found.previous, change=found.change,
                chosen=found.chosen, share=share, reserved=reserved, amount=amount, gates=gates,
            )
        )  # fmt: skip
        return amount

    def _shared(
        self, steps: MeasureSteps, at: Clause, keys: tuple[str, ...], share: Fraction | None,
        rounding: Rounding | None,
    ) -> str:  # fmt: skip
        """The requirement's part of a month's pot, divided among those who meet it (2013)."""
        pot = self.stepper.add(
            p.Product(
                id=f"{at.base}/pott", unit=a.Unit.KRONOR, factors=(self.monthly,), times=share,
                origin=at.origin,
            )
        )  # fmt: skip
        among = steps.step(p.Product, at, "nyckel", a.Unit.NUMBER, factors=keys)
        return steps.step(
            p.Allotted, at, "ersättning", a.Unit.KRONOR, amount=pot, weights=among,
            only_if=among, rounding=rounding,
            rest=self.stepper.rest(self.rules, self.item.group) if rounding else None,
        )  # fmt: skip

    def _gates(self, steps: MeasureSteps) -> tuple[str, ...]:
        """What must hold for anything to be earned: the tests for taking part, and criteria
        without which a month's values do not count."""
        gates = []
        for criterion in self.stepper.agreement.criteria:
            consequence = settled(criterion.consequence, a.Consequence)
            if consequence.discounts_month and criterion.who.name == self.item.group:
                origin = origin_of(criterion, f"kriterium {criterion.name}")
                at = Clause(steps.base, steps.months, origin)
                gates.append(
                    steps.step(
                        p.Reported, at, f"kriterium-{criterion.name}", a.Unit.NUMBER,
                        criterion=criterion.name,
                    )
                )  # fmt: skip
        tests = self.performance.participates
        if tests:
            origin = origin_of(tests[0], f"{self.item.origin.heading}, deltar", self.block)
            at = Clause(steps.base, steps.months, origin)
            held = steps.tests(at, tests, "deltar/prov")
            gates.append(
                steps.step(p.Granted, at, "deltar", a.Unit.NUMBER, of=held, share=Fraction(1))
            )
        return tuple(gates)

    # What is paid

    def _by_month(self, cells: tuple[str, ...]) -> str:
        return self.stepper.add(
            p.Summed(
                id=f"{self.item.id}/ersättning", unit=a.Unit.KRONOR, recipients=self.item.group,
                months=self.months, of=cells, rounding=self.reward.rounding,
                origin=self.item.origin,
            )
        )  # fmt: skip

    def _payments(self, rewards: tuple[str, ...]) -> tuple[list[str], list[str]]:
        """What is earned in the months of each payment, and the payments of it.

        Rounded for the whole period, a payment is what all payments so far come to, rounded, less
        what those before it came to.
        """
        per_payment = self.reward.stage is a.AmountStage.PAYMENT
        rounding = self.reward.rounding if per_payment else None
        once = self.reward.rounding if self.reward.stage is a.AmountStage.PERIOD else None
        sums: list[str] = []
        exact: list[str] = []
        payments: list[str] = []
        paying = sorted(self.stepper.paying(self.item), key=self._when)
        whens = [payment.month for payment, _ in paying]
        for payment, part in paying:
            over = part.period or self.period
            origin = origin_of(part, payment_heading(payment), payment)
            months = f"{over.first}–{over.last}"
            limit = None if self.months is None else over
            total = self._sum(f"intjänat/{months}", rewards, origin, limit, rounding)
            if once is not None:
                exact.append(total)
                total = self._since(f"avrundat/{months}", exact, origin, once)
            sums.append(total)
            part_id = f"/{months}" if whens.count(payment.month) > 1 else ""
            tried = self.stepper.conditional(f"{self.item.id}/intjänat/{months}", total, self.item)
            payments.append(self.stepper.payment_step(payment, tried, self.item, origin, part_id))
        return sums, payments

    def _when(self, paid: tuple[a.Payment, a.PaymentPart]) -> tuple[bool, str, Month]:
        """Payments in order of time, those without a month last, whatever the order of the file."""
        payment, part = paid
        return payment.month is None, str(payment.month), (part.period or self.period).first

    def _sum(
        self, name: str, of: tuple[str, ...], origin: p.Origin, over: Period | None,
        rounding: Rounding | None,
    ) -> str:  # fmt: skip
        return self.stepper.add(
            p.Summed(
                id=f"{self.item.id}/{name}", unit=a.Unit.KRONOR, recipients=self.item.group, of=of,
                over=over, rounding=rounding, origin=origin,
            )
        )  # fmt: skip

    def _since(self, name: str, exact: list[str], origin: p.Origin, once: Rounding) -> str:
        so_far = self._sum(f"{name}/hittills", tuple(exact), origin, None, once)
        if len(exact) == 1:
            return so_far
        before = self._sum(f"{name}/förut", tuple(exact[:-1]), origin, None, once)
        return self.stepper.add(
            p.Difference(
                id=f"{self.item.id}/{name}", unit=a.Unit.KRONOR, recipients=self.item.group,
                of=so_far, minus=before, origin=origin,
            )
        )  # fmt: skip

    def _bonus(self, pot: a.BonusPot, total: str) -> tuple[str, str, list[str]]:
        stepper, number = self.stepper, self.block.number
        origin = origin_of(pot, f"{self.item.origin.heading}, bonuspott", self.block)
        left = stepper.add(
            p.Remainder(
                id=f"{self.item.id}/bonuspott", unit=a.Unit.KRONOR, of=self.amount, minus=(total,),
                origin=origin,
            )
        )  # fmt: skip

        def weights(clause: object) -> str | None:
            if isinstance(clause, a.InProportion):
                return total
            if isinstance(clause, a.Distribution):
                return stepper.weights(clause, self.item.group)
            return None

        bonus = stepper.add(
            p.Allotted(
                id=f"{self.item.id}/bonus", unit=a.Unit.KRONOR, recipients=self.item.group,
                amount=left, weights=weights(pot.distribution), only_if=total,
                when_empty=weights(pot.empty), when_short=weights(self.block.short),
                rounding=stepper.rounding(self.rules.bonus),
                rest=stepper.rest(self.rules, self.item.group), origin=origin,
            )
        )  # fmt: skip
        pots = [
            b.number
            for b in stepper.agreement.blocks
            if b.performance is not None and b.performance.bonus is not None
        ]
        name = "bonuspott" if len(pots) == 1 else f"bonuspott-{number}"
        item = Item(name, "bonuspott", number, self.item.group, origin)
        return left, name, list(stepper.paid(item, bonus))


def share_of(requirement: a.Requirement, block: a.Block) -> Fraction | None:
    """A requirement's part of its block, of one; None where it is not known."""
    share = known(requirement.share)
    if share is None or not isinstance(requirement.share, a.Quantity):
        return None
    if requirement.share.unit is a.Unit.PERCENT:
        return share / 100
    amount = known(block.amount)
    return share / amount if amount else None
