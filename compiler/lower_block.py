"""The money of blocks and grants as steps: divided, or paid for each unit.

What is earned month by month is in `lower_performance`.
"""

from compiler.lower_performance import PerformanceSteps
from compiler.stepper import Item, Stepper, known, origin_of
from overenskommelse import agreement as a
from overenskommelse import plan as p


class BlockSteps:
    """Adds the steps of one block."""

    def __init__(self, stepper: Stepper, block: a.Block) -> None:
        self.stepper = stepper
        self.block = block
        self.origin = origin_of(block, f"block {block.number} ”{block.title}”")
        self.item = Item(f"block-{block.number}", "block", block.number, block.to.name, self.origin)
        self.requirements: list[p.RequirementView] = []
        self.measures: list[p.MeasureView] = []

    def pots(self) -> list[p.PotView]:
        """The block's accounts: one, or one for each of its items."""
        block, stepper = self.block, self.stepper
        if block.performance is not None:
            stepper.weights(block.performance.reserved, self.item.group)
        amount = stepper.amount(f"{self.item.id}/hela-beloppet", known(block.amount), self.origin)
        if block.performance is not None:
            steps = PerformanceSteps(stepper, block, block.performance, self.item, amount)
            pot = steps.pot()
            self.requirements, self.measures = steps.requirements, steps.measures
            return [pot]
        if block.items:
            return list(self._items(amount))
        if block.units is not None:
            return [self._units(block.units, amount)]
        return [divided(stepper, self.item, block.title, amount, block.distribution)]

    def _part(self, item: a.Item) -> Item:
        origin = origin_of(item, f"{self.origin.heading}, post {item.name}", self.block)
        return Item(
            f"{self.item.id}/{item.name}", "post", item.name, self.item.group, origin,
            self.block.number,
        )  # fmt: skip

    def _items(self, whole: str) -> list[p.PotView]:
        """The block's items; the rest is what the others leave of it."""
        stepper, amounts = self.stepper, dict[str, str]()
        members = len(stepper.groups[self.item.group].members)
        for item in sorted(self.block.items, key=lambda item: item.amount is None):
            part = self._part(item)
            step_id = f"{part.id}/hela-beloppet"
            if item.amount is None:
                amounts[item.name] = stepper.add(
                    p.Remainder(
                        id=step_id, unit=a.Unit.KRONOR, of=whole, minus=tuple(amounts.values()),
                        origin=part.origin,
                    )
                )  # fmt: skip
                continue
            value = known(item.amount)
            if isinstance(item.distribution, a.Fixed) and value is not None:
                value *= members
            amounts[item.name] = stepper.amount(step_id, value, part.origin)
        return [
            divided(
                stepper, self._part(item), item.title, amounts[item.name],
                None if isinstance(item.distribution, a.Fixed | a.PerUnit) else item.distribution,
            )
            for item in self.block.items
        ]  # fmt: skip

    # So much for each unit

    def _units(self, units: a.PerUnitPay, whole: str) -> p.PotView:
        stepper, item = self.stepper, self.item
        rules = stepper.rules(item)
        claimed = stepper.add(
            p.Summed(
                id=f"{item.id}/begärt", unit=a.Unit.KRONOR, recipients=item.group,
                of=tuple(self._claim(part) for part in units.items), origin=self.origin,
            )
        )  # fmt: skip
        if units.ceiling is not None:
            claimed = stepper.add(
                p.Least(
                    id=f"{item.id}/högst", unit=a.Unit.KRONOR, recipients=item.group,
                    of=(claimed, self._ceiling(units.ceiling, whole)), origin=self.origin,
                )
            )  # fmt: skip
        earned = stepper.add(
            p.Product(
                id=f"{item.id}/intjänat", unit=a.Unit.KRONOR, recipients=item.group,
                factors=(claimed,), rounding=stepper.rounding(rules.distribution),
                origin=self.origin,
            )
        )  # fmt: skip
        left = stepper.add(
            p.Remainder(
                id=f"{item.id}/över", unit=a.Unit.KRONOR, of=whole, minus=(earned,),
                origin=self.origin,
            )
        )  # fmt: skip
        levelled = stepper.add(
            p.Allotted(
                id=f"{item.id}/utjämning", unit=a.Unit.KRONOR, recipients=item.group, amount=left,
                weights=self._weights(units.left_over, earned), only_if=earned,
                when_empty=self._weights(units.left_over, earned),
                when_short=self._weights(self.block.short, earned),
                rounding=stepper.rounding(rules.distribution),
                rest=stepper.rest(rules, item.group), origin=self.origin,
            )
        )  # fmt: skip
        total = stepper.add(
            p.Summed(
                id=item.id, unit=a.Unit.KRONOR, recipients=item.group, of=(earned, levelled),
                origin=self.origin,
            )
        )  # fmt: skip
        return p.PotView(
            item.id,
            self.block.title,
            whole,
            total,
            None,
            None,
            stepper.paid(item, total),
            left="så mycket blev över när alla hade fått det som de har rätt till",
        )

    def _weights(self, clause: object, earned: str) -> str | None:
        if isinstance(clause, a.InProportion):
            return earned
        if isinstance(clause, a.Distribution):
            return self.stepper.weights(clause, self.item.group)
        return None

    def _claim(self, unit: a.Item) -> str:
        """What an item gives each recipient for what it has counted."""
        stepper, group, part = self.stepper, self.item.group, self._part(unit)
        per = unit.distribution
        if not isinstance(per, a.PerUnit):
            raise TypeError("an item of a block that pays for each unit is paid for each unit")
        counted = stepper.key(per.count.name, group)
        if per.beyond is not None:
            counted = stepper.add(
                p.Excess(
                    id=f"{part.id}/antal", unit=a.Unit.NUMBER, recipients=group, of=counted,
                    minus=stepper.key(per.beyond.name, group), origin=part.origin,
                )
            )  # fmt: skip
        return stepper.add(
            p.Product(
                id=part.id, unit=a.Unit.KRONOR, recipients=group, factors=(counted,),
                times=known(unit.amount), origin=part.origin,
            )
        )  # fmt: skip

    def _ceiling(self, ceiling: a.Ceiling, whole: str) -> str:
        """The most that each recipient can get."""
        stepper, item = self.stepper, self.item
        origin = origin_of(ceiling, self.origin.heading, self.block)
        if ceiling.key is None:
            return stepper.add(
                p.Amount(
                    id=f"{item.id}/tak", unit=a.Unit.KRONOR, recipients=item.group,
                    value=known(ceiling.amount), origin=origin,
                )
            )  # fmt: skip
        return stepper.add(
            p.Allotted(
                id=f"{item.id}/tak", unit=a.Unit.KRONOR, recipients=item.group, amount=whole,
                weights=stepper.key(ceiling.key.name, item.group), origin=origin,
            )
        )  # fmt: skip


def grant_pot(stepper: Stepper, grant: a.Grant) -> p.PotView:
    """The account of a grant."""
    origin = origin_of(grant, f"medel {grant.name} ”{grant.title}”")
    item = Item(f"medel-{grant.name}", "medel", grant.name, grant.to.name, origin)
    amount = stepper.amount(f"{item.id}/hela-beloppet", known(grant.amount), origin)
    return divided(stepper, item, grant.title, amount, grant.distribution)


def divided(
    stepper: Stepper,
    item: Item,
    title: str,
    amount: str,
    distribution: a.Distribution | a.InProportion | None,
) -> p.PotView:
    """The account of something that is divided as a whole and paid."""
    split = stepper.divided(item, amount, distribution)
    return p.PotView(item.id, title, amount, split, None, None, stepper.paid(item, split))
