"""Kronor per recipient, straight from the tables: what is compared when a change is tried."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from overenskommelse.plan import Paid, Plan
from runtime.rules import added
from runtime.values import Table, Value


class Payout(NamedTuple):
    """What is paid to whom when: the payment and the item as the plan names them."""

    recipient: str
    payment: str
    item: str


def payouts(plan: Plan, tables: Mapping[str, Table]) -> dict[Payout, Value]:
    """What every payment pays of every item, in the plan's order; absent where it is not known.

    An item that a payment pays in several parts is added up.
    """
    parts: dict[Payout, list[Value]] = {}
    for step, recipient, value in each_paid(plan, tables):
        parts.setdefault(Payout(recipient, step.payment, step.item), []).append(value)
    return {payout: added(values) for payout, values in parts.items()}


def kronor(plan: Plan, tables: Mapping[str, Table]) -> dict[str, Value]:
    """What every recipient is paid in all; absent where some of it is not known."""
    parts: dict[str, list[Value]] = {}
    for _, recipient, value in each_paid(plan, tables):
        parts.setdefault(recipient, []).append(value)
    return {recipient: added(values) for recipient, values in parts.items()}


def each_paid(plan: Plan, tables: Mapping[str, Table]) -> Iterator[tuple[Paid, str, Value]]:
    """Every amount that some step pays, as it is, and to whom."""
    for step in plan.steps:
        if isinstance(step, Paid):
            for (recipient, _), value in tables[step.id].items():
                yield step, recipient or "", value
