"""Gathers the steps of a plan, and makes those that blocks and grants share."""

from fractions import Fraction
from typing import TypeVar

from attrs import field, frozen

from compiler.paying import Key, Paying, governing, key_of, paid_by, rules_for
from overenskommelse import agreement as a
from overenskommelse import plan as p
from overenskommelse.money import Rest, Rounding
from overenskommelse.regions import find as find_region
from overenskommelse.saying import Saying

C = TypeVar("C", bound=a.Clause)


def settled(clause: object, kind: type[C]) -> C:
    """A clause that no interpretation leaves open any more."""
    if not isinstance(clause, kind):
        raise TypeError(f"{kind.__name__} is not settled: {clause!r}")
    return clause


def known(stated: a.Stated | a.ByInterpretation | None) -> Fraction | None:
    """A stated number; None where it is not known."""
    if isinstance(stated, a.ByInterpretation):
        raise TypeError(f"a number is not settled: {stated!r}")
    return stated.value if isinstance(stated, a.Quantity) else None


def failure_of(condition: a.Condition) -> a.FailureKind | None:
    """What becomes of money whose condition is not met; None where that is not known."""
    if isinstance(condition.failure, a.Unknown):
        return None
    return settled(condition.failure, a.Failure).kind


def origin_of(clause: a.Clause, heading: str, parent: a.Clause | None = None) -> p.Origin:
    """The clause that a step comes from; it cites what its parent cites, if nothing itself."""
    cites = clause.cites or (parent.cites if parent else ())
    place = clause.span.origin
    return p.Origin(heading, cites, place.source.name, place.line)


def payment_heading(payment: a.Payment) -> str:
    """``utbetalning augusti 2023``, ``utbetalning på rekvisition`` or ``utbetalning okänt``."""
    if payment.unknown is not None:
        return "utbetalning okänt"
    return f"utbetalning {payment.month.swedish if payment.month else 'på rekvisition'}"


@frozen(repr=False, eq=False)
class Item(Saying):
    """Something that is paid by itself: a block, an item of one, or a grant.

    ``kind``, ``name`` and ``block`` are those of a `PaymentPart` that means it.
    """

    id: str
    kind: str
    name: str
    group: str
    origin: p.Origin
    block: str = ""

    @property
    def key(self) -> Key:
        """What payments, conditions and scoped roundings know it by."""
        return key_of(self.kind, self.name, self.block)


@frozen(repr=False, eq=False)
class Tried(Saying):
    """An amount as its conditions leave it: the steps that a `plan.Paid` names alike."""

    due: str
    released: str
    left: str


@frozen(repr=False, eq=False)
class Stepper(Saying):
    """The plan so far. A step is added once; asking for it again gives the same."""

    agreement: a.Agreement
    groups: dict[str, p.Group]
    payments: Paying
    steps: dict[str, p.AnyStep] = field(factory=dict)
    keys: dict[tuple[str, str], p.KeyView] = field(factory=dict)

    def add(self, step: p.AnyStep) -> str:
        """Add a step, unless it is there already, and return its id.

        Raises:
            ValueError: another step has that id.
        """
        if self.steps.setdefault(step.id, step) != step:
            raise ValueError(f"two steps are called {step.id}")
        return step.id

    def amount(self, step_id: str, value: Fraction | None, origin: p.Origin) -> str:
        """An amount in kronor that the agreement states, or that is not known."""
        return self.add(p.Amount(id=step_id, unit=a.Unit.KRONOR, value=value, origin=origin))

    # What money is divided by, and how it is rounded

    def weights(self, distribution: a.Distribution | a.InProportion | None, group: str) -> str:
        """What money is divided in proportion to: a key, what a block gave, or one for each."""
        if isinstance(distribution, a.InProportion) and distribution.block is not None:
            return self._given(distribution.block.name, group)
        if isinstance(distribution, a.InProportion):
            raise TypeError("what is divided by what was earned says in which block")
        if distribution is None or distribution.key is None:
            return self.add(
                p.Amount(id=f"lika/{group}", unit=a.Unit.NUMBER, recipients=group,
                         value=Fraction(1))
            )  # fmt: skip
        return self.key(distribution.key.name, group)

    def _given(self, number: str, group: str) -> str:
        """What a block gives each recipient, before conditions and any bonus pot."""
        block = next(b for b in self.agreement.blocks if b.number == number)
        base = f"block-{number}"
        if block.performance is not None:
            return f"{base}/intjänat"
        if not block.items:
            return base
        return self.add(
            p.Summed(
                id=f"{base}/summa", unit=a.Unit.KRONOR, recipients=group,
                of=tuple(f"{base}/{item.name}" for item in block.items),
            )
        )  # fmt: skip

    def key(self, name: str, group: str) -> str:
        """Each recipient's value of a key."""
        key = next(k for k in self.agreement.keys if k.name == name)
        date = settled(key.date, a.KeyDate).date if key.date is not None else None
        self.keys[key.name, group] = p.KeyView(key.name, key.title, group, date)
        return self.add(
            p.KeyValue(
                id=f"nyckel/{key.name}/{group}", unit=a.Unit.NUMBER, recipients=group,
                key=key.name, origin=origin_of(key, f"nyckel {key.name} ”{key.title}”"),
            )
        )  # fmt: skip

    def rules(self, item: Item | None = None) -> a.RoundingRules:
        """The rounding rules of an item: its own, the agreement's where those say nothing."""
        return rules_for(self.agreement, item.key if item is not None else None)

    def rounding(self, clause: object) -> Rounding | None:
        """The rounding that a clause of the agreement's rounding rules says."""
        return settled(clause, a.AmountRounding).rounding

    def rest(self, rules: a.RoundingRules, group: str) -> Rest:
        """Who takes what roundings leave over."""
        rule = settled(rules.residual, a.ResidualRule)
        members = {name: code for code, name in self.groups[group].members}
        return Rest(
            rule.residual,
            rule.tie,
            tuple(
                (members.get(x.recipient) or find_region(x.recipient) or x.recipient, x.kronor)
                for x in rule.adjustments
            ),
        )

    def divided(
        self, item: Item, amount: str, distribution: a.Distribution | a.InProportion | None
    ) -> str:
        """An amount divided over a group; a single recipient, or each of a fixed amount, gets it
        whole."""
        weights = self.weights(distribution, item.group)
        sharing = self._conditions(item, a.FailureKind.REDISTRIBUTED)
        if sharing:
            weights = self.add(
                p.Product(
                    id=f"{item.id}/nyckel", unit=a.Unit.NUMBER, recipients=item.group,
                    factors=(weights, *sharing), origin=item.origin,
                )
            )  # fmt: skip
        alone = len(self.groups[item.group].members) == 1
        whole = distribution is None and (alone or not sharing)
        rules = self.rules(item)
        return self.add(
            p.Allotted(
                id=item.id, unit=a.Unit.KRONOR, recipients=item.group, amount=amount,
                weights=weights, only_if=weights if sharing else None,
                rounding=None if whole else self.rounding(rules.distribution),
                rest=None if whole else self.rest(rules, item.group), origin=item.origin,
            )
        )  # fmt: skip

    # Conditions

    def _conditions(self, item: Item, kind: a.FailureKind | None) -> list[str]:
        """The conditions of a kind that govern an item, as steps; None is not known."""
        return [
            self.fulfilled(condition)
            for condition in governing(self.agreement, item.key)
            if kind is failure_of(condition)
        ]

    def fulfilled(self, condition: a.Condition) -> str:
        """Whether each recipient lives up to a condition."""
        return self.add(
            p.Fulfilled(
                id=f"villkor/{condition.name}", unit=a.Unit.NUMBER, recipients=condition.who.name,
                condition=condition.name,
                origin=origin_of(condition, f"villkor {condition.name} ”{condition.title}”"),
            )
        )  # fmt: skip

    def conditional(self, step_id: str, due: str, item: Item) -> Tried:
        """What is left to pay of an amount when the item's conditions have been tried."""
        released = due
        forfeiting = self._conditions(item, a.FailureKind.FORFEITED)
        if forfeiting:
            released = self.add(
                p.Product(
                    id=f"{step_id}/villkorat", unit=a.Unit.KRONOR, recipients=item.group,
                    factors=(due, *forfeiting), origin=item.origin,
                )
            )  # fmt: skip
        left = released
        # What may be lost is not said to be held: the unknown comes first.
        for kind in (None, a.FailureKind.HELD):
            for condition in self._conditions(item, kind):
                left = self.add(
                    p.Held(
                        id=f"{step_id}/{condition}", unit=a.Unit.KRONOR, recipients=item.group,
                        of=left, condition=condition, unknown=kind is None, origin=item.origin,
                    )
                )  # fmt: skip
        return Tried(due, released, left)

    # Payments

    def paying(self, item: Item) -> list[tuple[a.Payment, a.PaymentPart]]:
        """The payments that pay an item."""
        return paid_by(self.payments, item.key)

    def paid(self, item: Item, of: str) -> tuple[str, ...]:
        """The payments of an item that is paid whole."""
        tried = self.conditional(item.id, of, item)
        return tuple(
            self.payment_step(
                payment, tried, item, origin_of(part, payment_heading(payment), payment)
            )
            for payment, part in self.paying(item)
        )

    def payment_step(
        self, payment: a.Payment, tried: Tried, item: Item, origin: p.Origin, part: str = ""
    ) -> str:
        """One payment of one item, or of a part of it."""
        when = str(payment.month) if payment.month is not None else "requisition"
        if payment.unknown is not None:
            when = "unknown"
        written = {"requisition": "rekvisition", "unknown": "okänt"}.get(when, when)
        return self.add(
            p.Paid(
                id=f"utbetalning/{written}/{item.id}{part}", unit=a.Unit.KRONOR,
                recipients=item.group, due=tried.due, released=tried.released, of=tried.left,
                payment=when, item=item.id, last_day=payment.last_day,
                requisition=payment.on_requisition, origin=origin,
            )
        )  # fmt: skip
