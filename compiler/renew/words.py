"""The statements of a tree one by one, and the years in their words."""

import re
from collections.abc import Iterator
from typing import Final

from compiler.parse import Parsed, Token, Tree
from overenskommelse.calendar import YEARS

_YEAR: Final = re.compile(r"(?<![0-9])[0-9]{4}(?![0-9]|:[0-9])")
"""Four digits by themselves; before a colon and a digit they number a law, as in 2017:30."""

TITLED: Final = frozenset(
    {
        "agreement", "recipient", "key", "interpretation", "measure", "block", "requirement",
        "item", "grant", "obligation", "criterion", "condition",
    }
)  # fmt: skip
"""Rules of the statements that have a title after their name."""


def years_in(text: str) -> list[int]:
    """The years that a text mentions."""
    return [year for found in _YEAR.finditer(text) if (year := int(found[0])) in YEARS]


def shifted(text: str, by: int, among: range = YEARS) -> str:
    """A text with the years in it moved, of those that are among these."""
    return _YEAR.sub(lambda m: str(int(m[0]) + by) if int(m[0]) in among else m[0], text)


def statements(parsed: Parsed) -> "list[Tree[Token]]":
    """Every statement in order, each before those that stand under it."""
    found: list[Tree[Token]] = []
    todo: list[Tree[Token] | Token] = [parsed.tree]
    while todo:
        part = todo.pop()
        if isinstance(part, Tree):
            if part.data in parsed.statements:
                found.append(part)
            todo += reversed(part.children)
    return found


def own_trees(statement: "Tree[Token]", parsed: Parsed) -> "Iterator[Tree[Token]]":
    """The statement and the trees in it, but for those that stand under it."""
    yield statement
    for child in statement.children:
        if isinstance(child, Tree) and child.data not in parsed.statements:
            yield from own_trees(child, parsed)


def tokens(tree: "Tree[Token]") -> list[Token]:
    """The tokens right under a tree; what could stand there and does not is None in it."""
    return [child for child in tree.children if isinstance(child, Token)]


def title(statement: "Tree[Token]", parsed: Parsed) -> Token | None:
    """The title of a statement, if it has one."""
    if statement.data not in TITLED:
        return None
    heads = (str(statement.data), f"{statement.data}_head")
    for tree in own_trees(statement, parsed):
        if tree.data in heads:
            for token in tokens(tree):
                if token.type == "STRING":
                    return token
    return None
