"""Gathers the steps of a plan, and makes those that blocks and grants share."""

from fractions import Fraction
from typing import TypeVar

from attrs import field, frozen

from compiler.paying import Paying
from overenskommelse import agreement as a
from overenskommelse import plan as p
from overenskommelse.money import Residual, Rounding

C = TypeVar("C", bound=a.Clause)


def settled(clause: object, kind: type[C]) -> C:
    """A clause that no interpretation leaves open any more."""
    if not isinstance(clause, kind):
        raise TypeError(f"{kind.__name__} is not settled: {clause!r}")
    return clause


def origin_of(clause: a.Clause, heading: str, parent: a.Clause | None = None) -> p.Origin:
    """The clause that a step comes from; it cites what its parent cites, if nothing itself."""
    cites = clause.cites or (parent.cites if parent else ())
    return p.Origin(heading, cites, clause.span.source.name, clause.span.line)


def payment_heading(payment: a.Payment) -> str:
    """``utbetalning augusti 2023`` or ``utbetalning på rekvisition``."""
    return f"utbetalning {payment.month.swedish if payment.month else 'på rekvisition'}"


@frozen
class Stepper:
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

    def amount(self, step_id: str, value: Fraction, origin: p.Origin) -> str:
        """An amount in kronor that the agreement states."""
        return self.add(p.Amount(id=step_id, unit=a.Unit.KRONOR, value=value, origin=origin))

    def weights(self, distribution: a.Distribution | None, group: str) -> str:
        """What money is divided in proportion to: a key, or one for each."""
        if distribution is None or distribution.key is None:
            return self.add(
                p.Amount(id=f"lika/{group}", unit=a.Unit.NUMBER, recipients=group,
                         value=Fraction(1))
            )  # fmt: skip
        key = next(k for k in self.agreement.keys if k.name == distribution.key.name)
        date = settled(key.date, a.KeyDate).date if key.date is not None else None
        self.keys[key.name, group] = p.KeyView(key.name, key.title, group, date)
        return self.add(
            p.KeyValue(
                id=f"nyckel/{key.name}/{group}", unit=a.Unit.NUMBER, recipients=group,
                key=key.name, origin=origin_of(key, f"nyckel {key.name} ”{key.title}”"),
            )
        )  # fmt: skip

    def rounding(self, clause: object) -> Rounding | None:
        """The rounding that a clause of the agreement's rounding rules says."""
        return settled(clause, a.AmountRounding).rounding

    def residual(self) -> Residual:
        """Who takes what roundings leave over."""
        return settled(self.agreement.rounding.residual, a.ResidualRule).residual

    def divided(
        self,
        step_id: str,
        amount: str,
        distribution: a.Distribution | None,
        group: str,
        origin: p.Origin,
    ) -> str:
        """An amount divided over a group; a single recipient gets it whole."""
        alone = len(self.groups[group].members) == 1 and distribution is None
        return self.add(
            p.Allotted(
                id=step_id, unit=a.Unit.KRONOR, recipients=group, amount=amount,
                weights=self.weights(distribution, group),
                rounding=None if alone else self.rounding(self.agreement.rounding.distribution),
                residual=None if alone else self.residual(), origin=origin,
            )
        )  # fmt: skip

    def paying(self, kind: str, name: str) -> list[tuple[a.Payment, a.PaymentPart]]:
        """The payments that pay a block, the bonus pot of a block, or a grant."""
        return self.payments.get((kind, name), [])

    def paid(self, item: str, of: str, kind: str, name: str, group: str) -> tuple[str, ...]:
        """The payments of an item that is paid whole."""
        return tuple(
            self.payment_step(
                payment, of, item, group, origin_of(part, payment_heading(payment), payment)
            )
            for payment, part in self.paying(kind, name)
        )

    def payment_step(
        self, payment: a.Payment, of: str, item: str, group: str, origin: p.Origin, part: str = ""
    ) -> str:
        """One payment of one item, or of a part of it."""
        when = str(payment.month) if payment.month is not None else "requisition"
        written = "rekvisition" if payment.month is None else when
        return self.add(
            p.Paid(
                id=f"utbetalning/{written}/{item}{part}", unit=a.Unit.KRONOR, recipients=group,
                of=of, payment=when, item=item, last_day=payment.last_day,
                requisition=payment.month is None, origin=origin,
            )
        )  # fmt: skip
