"""Which payment pays what: asked by the checks and by the lowering alike."""

from collections import defaultdict
from collections.abc import Mapping
from typing import TypeAlias

from overenskommelse import agreement as a

Paying: TypeAlias = Mapping[tuple[str, str], list[tuple[a.Payment, a.PaymentPart]]]
"""Kind (``block``, ``bonuspott``, ``medel``) and name, to the payments' parts, in order."""


def paying(agreement: a.Agreement) -> Paying:
    """Where every block, bonus pot and grant is paid."""
    found: defaultdict[tuple[str, str], list[tuple[a.Payment, a.PaymentPart]]] = defaultdict(list)
    only = only_pot(agreement)
    for payment in agreement.payments:
        for part in payment.parts:
            name = part.name.name if part.name is not None else only
            if name is not None:
                found[part.kind, name].append((payment, part))
    return found


def only_pot(agreement: a.Agreement) -> str | None:
    """The block whose bonus pot is meant where none is named."""
    pots = [b.number for b in agreement.blocks if b.performance and b.performance.bonus]
    return pots[0] if len(pots) == 1 else None
