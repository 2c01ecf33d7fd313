"""Text in okt as a terminal shows it: what the lexer calls a word decides its colour."""

from collections.abc import Sequence
from typing import Final

from pygments import token as t
from rich.text import Text

from overenskommelse.cli.okt_lexer import OktLexer
from overenskommelse.cli.page import Page

_STYLES: Final = {
    t.Keyword.Declaration: "bold blue",
    t.Keyword.Type: "magenta",
    t.Keyword: "blue",
    t.Operator.Word: "yellow",
    t.Number: "magenta",
    t.Literal.Date: "magenta",
    t.String: "green",
    t.Name.Label: "cyan",
    t.Comment: "dim",
}
"""Colours by kind; the first that a word is of holds."""


def colored(lines: Sequence[str], page: Page) -> list[Text]:
    """The lines in colour, safe to show."""
    made = [Text()]
    for kind, text in OktLexer(stripnl=False, ensurenl=False).get_tokens("\n".join(lines)):
        style = next((style for of, style in _STYLES.items() if kind in of), "")
        first, *others = text.split("\n")
        made[-1].append(page.safe(first), style)
        made += [Text(page.safe(other), style) for other in others]
    return made
