"""Under which statements each statement can stand, found in the grammar's own rules."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from compiler.complaints import TOP


def homes(
    rules: Iterable[Any],
    starters: Collection[str],
    words: Mapping[str, str],
    statements: Collection[str],
) -> dict[str, tuple[str, ...]]:
    """For each terminal that begins a statement, the keywords of those that it can stand under.

    ``rules`` are the parser's own, those of ``statements`` with the error production.
    """
    begins: dict[str, str] = {}
    reaches: dict[str, set[str]] = {}
    for rule in rules:
        origin = str(rule.origin.name)
        first = rule.expansion[0].name if rule.expansion else ""
        if first in starters and origin in statements:
            begins[origin] = first
        reaches.setdefault(origin, set()).update(
            str(symbol.name) for symbol in rule.expansion if not symbol.is_term
        )
    found: dict[str, set[str]] = {starter: set() for starter in starters}
    for parent, keyword in begins.items():
        seen: set[str] = set()
        todo = list(reaches.get(parent, ()))
        while todo:
            child = todo.pop()
            if child in seen:
                continue
            seen.add(child)
            if child in begins:
                found[begins[child]].add(words.get(keyword, "stege"))
            else:
                todo += reaches.get(child, ())
    return {starter: tuple(sorted(under)) or (TOP,) for starter, under in found.items()}
