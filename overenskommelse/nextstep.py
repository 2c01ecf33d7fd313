"""How far a requirement was from earning more, read from its explanation."""

from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from overenskommelse.explanation import Explanation, Lacking, Node
from overenskommelse.numbers import read_exact


class NextStep(NamedTuple):
    """The nearest way to more on one route, and all that is missing to it.

    Attributes:
        route: ``attainment`` or ``improvement``.
        share: What would be earned there, as a part of one.
        lacking: What is missing, each with the node whose value it is missing from.
    """

    route: str
    share: Fraction
    lacking: tuple[tuple[Node, Lacking], ...]


def next_steps(explanation: Explanation, cell: Node) -> list[NextStep]:
    """The next step of every route of a requirement that would give more than it gave.

    ``cell`` is the node of what a requirement earned. Empty where it earned all it could, or where
    nothing that can be measured was missing.
    """
    chosen = chosen_of(explanation, cell)
    if chosen is None:
        return []
    own = chosen.value if isinstance(chosen.value, Fraction) else Fraction(0)
    found = []
    for link in chosen.children:
        lacking = tuple(_lacking(explanation, explanation.nodes[link.id]))
        share = _share(explanation.nodes[link.id], lacking)
        if lacking and share is not None and share > own:
            found.append(NextStep(link.role, share, lacking))
    return found


def chosen_of(explanation: Explanation, cell: Node) -> Node | None:
    """The share that a requirement gave; None for a node that no requirement earned.

    It is a factor of what was earned, or of the weight that a shared pot was divided by.
    """
    children = explanation.children(cell)
    weights = [n for n in explanation.children(cell, "weight") if n.recipient == cell.recipient]
    children += [factor for weight in weights for factor in explanation.children(weight)]
    return next((node for node in children if node.kind == "chosen"), None)


def _lacking(explanation: Explanation, route: Node) -> Iterator[tuple[Node, Lacking]]:
    """What a route lacks itself, or all of its unmet limits together."""
    if route.lacking is not None:
        yield route, route.lacking
    if route.kind in ("granted", "product", "anyof") and not route.value:
        children = explanation.children(route)
        # Of conditions of which one suffices, the first is the limit and the others excuses.
        for child in children[:1] if route.kind == "anyof" else children:
            yield from _lacking(explanation, child)


def _share(route: Node, lacking: tuple[tuple[Node, Lacking], ...]) -> Fraction | None:
    """What a route gives when nothing of that is missing any more."""
    if route.kind == "granted":
        share = route.operation["share"]
        return read_exact(share) if share is not None else None
    return next((missing.share for _, missing in lacking if missing.share is not None), None)
