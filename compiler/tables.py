"""The parser's tables as lists of numbers: what is kept of Lark's between two runs."""

from typing import Any, Final

_SHIFT: Final = 0
"""How Lark's tables mark an action that goes to another state."""


def packed(table: dict[str, Any]) -> dict[str, Any]:
    """Lark's tables as lists of numbers, numbered in a fixed order.

    Lark's own numbering follows from where objects lie, so that the same package built twice
    would differ. A row is a state's actions: token, kind and target, one after another.
    """
    names = sorted(table["tokens"].values())
    token = {old: names.index(name) for old, name in table["tokens"].items()}
    ordered = {
        state: sorted((token[t], *action) for t, action in actions.items())
        for state, actions in table["states"].items()
    }
    number = {state: i for i, state in enumerate(table["start_states"].values())}
    waiting = list(number)
    for state in waiting:  # It grows while it is read.
        for _, kind, target in ordered[state]:
            if kind == _SHIFT and target not in number:
                number[target] = len(number)
                waiting.append(target)
    rows = [
        [n for t, kind, target in ordered[state]
         for n in (t, kind, number[target] if kind == _SHIFT else target)]
        for state in waiting
    ]  # fmt: skip
    ends = {
        key: {name: number[state] for name, state in table[key].items()}
        for key in ("start_states", "end_states")
    }
    return {"tokens": names, "states": rows, **ends}


def unpacked(table: dict[str, Any]) -> dict[str, Any]:
    """Packed tables in the form that Lark reads."""
    states = {
        state: {row[i]: (row[i + 1], row[i + 2]) for i in range(0, len(row), 3)}
        for state, row in enumerate(table["states"])
    }
    return {**table, "tokens": dict(enumerate(table["tokens"])), "states": states}
