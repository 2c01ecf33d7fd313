"""Which payment pays what, which condition governs it, which roundings hold: asked by checks and
lowering alike."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Final, TypeAlias

from overenskommelse import agreement as a

Key: TypeAlias = tuple[str, str]
"""Kind (``block``, ``post``, ``bonuspott``, ``medel``) and name; an item's is ``block/item``."""
Paying: TypeAlias = Mapping[Key, list[tuple[a.Payment, a.PaymentPart]]]
"""What is paid, to the payments' parts, in order."""


def key_of(kind: str, name: str, block: str = "") -> Key:
    """What a block, an item of one, its bonus pot or a grant is known by."""
    return kind, f"{block}/{name}" if kind == "post" else name


def key_words(key: Key) -> str:
    """What a key means, as an agreement writes it: ``block 1``, ``post x i block 1``."""
    kind, name = key
    block, _, item = name.partition("/")
    return f"{kind} {item} i block {block}" if kind == "post" else f"{kind} {name}"


def part_key(agreement: a.Agreement, part: a.PaymentPart) -> Key | None:
    """What a part of a payment means; None where it says not which of several bonus pots."""
    name = part.name.name if part.name is not None else only_pot(agreement)
    if name is None:
        return None
    return key_of(part.kind, name, part.block.name if part.block is not None else "")


def paying(agreement: a.Agreement) -> Paying:
    """Where every block, item, bonus pot and grant is paid."""
    found: defaultdict[Key, list[tuple[a.Payment, a.PaymentPart]]] = defaultdict(list)
    for payment in agreement.payments:
        for part in payment.parts:
            key = part_key(agreement, part)
            if key is not None:
                found[key].append((payment, part))
    return found


def paid_by(paid: Paying, key: Key) -> list[tuple[a.Payment, a.PaymentPart]]:
    """The payments of what a key means: those that name it, or of an item those of its block, or
    of a block those of its items."""
    kind, name = key
    if kind == "post":
        return paid.get(key) or paid.get(key_of("block", name.partition("/")[0]), [])
    items = [other for other in paid if kind == "block" and other[0] == "post"]
    own = [other for other in items if other[1].startswith(f"{name}/")]
    return [part for one in (key, *own) for part in paid.get(one, [])]


def governing(agreement: a.Agreement, key: Key) -> Iterator[a.Condition]:
    """The conditions of what a key means; those of a block hold for its items too."""
    kind, name = key
    keys = {key, ("block", name.partition("/")[0])} if kind == "post" else {key}
    for condition in agreement.conditions:
        if any(part_key(agreement, part) in keys for part in condition.governs):
            yield condition


def only_pot(agreement: a.Agreement) -> str | None:
    """The block whose bonus pot is meant where none is named."""
    pots = [b.number for b in agreement.blocks if b.performance and b.performance.bonus]
    return pots[0] if len(pots) == 1 else None


def proportions(holder: a.Block | a.Grant) -> list[a.InProportion]:
    """What of a block or a grant is divided by what another block gave."""
    items = holder.items if isinstance(holder, a.Block) else ()
    ways = [holder.distribution, *(item.distribution for item in items)]
    return [way for way in ways if isinstance(way, a.InProportion)]


def follows_others(block: a.Block) -> bool:
    """Whether a block is divided by what others give, and so computed after them."""
    return bool(proportions(block))


_RULES: Final = ("measures", "monthly_pot", "reward", "bonus", "distribution", "residual")


def rules_for(agreement: a.Agreement, key: Key | None) -> a.RoundingRules:
    """The rounding rules of what a key means: its own, those of the block that it is an item of
    where they say nothing, and then the agreement's."""
    found = agreement.rounding
    for scope in _scopes(key) if key is not None else ():
        for own in agreement.scoped_roundings:
            if own.scope is not None and part_key(agreement, own.scope) == scope:
                said = {rule: getattr(own, rule) or getattr(found, rule) for rule in _RULES}
                found = a.RoundingRules(**said, span=own.span, cites=own.cites)
    return found


def _scopes(key: Key) -> tuple[Key, ...]:
    """What rounding rules hold for a key, the widest first."""
    kind, name = key
    return (key_of("block", name.partition("/")[0]), key) if kind == "post" else (key,)
