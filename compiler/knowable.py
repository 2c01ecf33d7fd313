"""Which steps something can come of: an amount that is not known is divided into parts that are not
known, whatever it is divided by.

So a draft is evaluated without the data that cannot matter yet (`okänt` in docs/språket.md).
"""

from collections.abc import Iterable, Sequence

from overenskommelse import plan as p


def mattering(steps: Sequence[p.AnyStep]) -> frozenset[str]:
    """The ids of the steps whose values can change what is known in the end.

    Args:
        steps: A plan's, in computing order.
    """
    unknown = _unknown(steps)
    read = {i for step in steps for i in p.reads(step)}
    asked: set[str] = set()
    for step in reversed(steps):
        if step.id in asked or step.id not in read:
            asked.add(step.id)
            asked.update(i for i in p.reads(step) if step.id not in unknown)
    return frozenset(asked)


def _unknown(steps: Iterable[p.AnyStep]) -> set[str]:
    """The steps that have no known value on any data. Not all such are found, and no others."""
    found: set[str] = set()
    for step in steps:
        match step:
            case p.Amount(value=None):
                found.add(step.id)
            case p.Allotted() if step.amount in found:
                found.add(step.id)
            case p.Product() if found.issuperset(step.factors):
                found.add(step.id)
            case p.Rounded() | p.Remainder() if not found.isdisjoint(p.reads(step)):
                found.add(step.id)
    return found
