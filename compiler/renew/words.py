"""The years in an agreement's words, and which of its words are titles."""

import re
from typing import Final

from compiler.parse import Parsed, Token, Tree
from compiler.statements import own_trees, tokens
from overenskommelse.calendar import YEARS

_YEAR: Final = re.compile(r"(?<![0-9])[0-9]{4}(?![0-9]|:[0-9])")
"""Four digits by themselves; before a colon and a digit they number a law, as in 2017:30."""

TITLED: Final = frozenset(
    {
        "agreement", "recipient", "key", "interpretation", "measure", "block", "requirement",
        "item", "grant", "obligation", "criterion", "focus_area", "condition",
    }
)  # fmt: skip
"""Rules of the statements that have a title after their name."""


def years_in(text: str) -> list[int]:
    """The years that a text mentions."""
    return [year for found in _YEAR.finditer(text) if (year := int(found[0])) in YEARS]


def shifted(text: str, by: int, among: range = YEARS) -> str:
    """A text with the years in it moved, of those that are among these."""
    return _YEAR.sub(lambda m: str(int(m[0]) + by) if int(m[0]) in among else m[0], text)


def title(statement: "Tree[Token]", parsed: Parsed) -> Token | None:
    """The title of a statement, if it has one."""
    if statement.data not in TITLED:
        return None
    heads = (str(statement.data), f"{statement.data}_head")
    own = [tree for tree in own_trees(statement, parsed) if tree.data in heads]
    texts = [token for tree in own for token in tokens(tree) if token.type == "STRING"]
    return texts[0] if texts else None
