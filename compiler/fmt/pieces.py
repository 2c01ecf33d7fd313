"""The words of a file in order, each spelled in the one way.

Which characters are a number, a text or a name is the parser's to say: its tokens are taken from
the tree. What stands between them are the grammar's fixed words, its marks, and comments.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from attrs import frozen

from compiler.parse import Parsed, Token, Tree
from overenskommelse.numbers import SPACES

NO_BREAK: Final = "\u00a0"
COMMENT: Final = "COMMENT"
_BETWEEN: Final = re.compile(r"#[^\n]*|[a-zåäöéü0-9_]+|[^ \t\n\u00a0\u202f\u2009]")
_SEPARATORS: Final = str.maketrans(dict.fromkeys(SPACES))
_THOUSANDS: Final = re.compile(r"(?<=[0-9])(?=(?:[0-9]{3})+\Z)")


@frozen(eq=False)
class Piece:
    """A word, mark or comment.

    Attributes:
        text: How it is written out.
        start: Where it stood in the source.
        kind: Its terminal in the grammar; empty for the grammar's fixed words and marks.
        newlines: How many lines ended between it and the piece before.
        stays: Whether it would be read otherwise if it began a line, as a name that is a keyword.
    """

    text: str
    start: int
    kind: str = ""
    newlines: int = 0
    stays: bool = False


def pieces(text: str, parsed: Parsed) -> Iterator[Piece]:
    """Everything that stands in a text, but for blanks."""
    end = 0
    for token, counts in _tokens(parsed.tree):
        start = token.start_pos or 0
        for piece in _between(text, end, start):
            yield piece
            end = piece.start + len(piece.text)
        newlines = text.count("\n", end, start)
        stays = token.type == "NAME" and token in parsed.keywords
        yield Piece(_spelled(token, counts), start, token.type, newlines, stays)
        end = token.end_pos or 0
    yield from _between(text, end, len(text))


def _tokens(tree: "Tree[Token]") -> Iterator[tuple[Token, bool]]:
    """The tokens of a tree, and whether each stands in a quantity: other numbers are names, days
    and years."""
    counts = tree.data == "quantity"
    for child in tree.children:
        if isinstance(child, Tree):
            yield from _tokens(child)
        elif child:  # What could stand there and does not is None.
            yield child, counts


def gap(before: Piece, after: Piece) -> str:
    """What stands between two pieces on a line: a space, one where no line ends, or nothing."""
    if after.text in (",", ":") or "DASH" in (before.kind, after.kind):
        return ""
    return NO_BREAK if after.kind == "UNIT" else " "


def joined(row: Iterable[Piece]) -> str:
    """Pieces as they stand beside each other on a line."""
    text = ""
    before: Piece | None = None
    for piece in row:
        text += piece.text if before is None else gap(before, piece) + piece.text
        before = piece
    return text


def _between(text: str, start: int, end: int) -> Iterator[Piece]:
    for found in _BETWEEN.finditer(text, start, end):
        word = found[0]
        kind = COMMENT if word.startswith("#") else ""
        newlines = text.count("\n", start, found.start())
        start = found.end()
        written = word.replace("\t", " ").rstrip() if kind else word
        yield Piece(written, found.start(), kind, newlines)


def _spelled(token: Token, counts: bool) -> str:
    """A token in the one spelling that says the same."""
    text = str(token)
    match token.type:
        case "STRING":
            # Straight quotes: those alone can stand around any text that the others can.
            return f'"{text[1:-1]}"'
        case "CITATION":
            parts = (part.strip() for part in text[1:-1].split(";"))
            return f"[{'; '.join(part for part in parts if part)}]"
        case "DASH":
            return "–"
        case "NUMBER":
            return _number(text, counts)
    return text if text.isalnum() else " ".join(text.split())


def _number(text: str, counts: bool) -> str:
    """No-break spaces between thousands; in what does not count, such as a year, only where there
    were blanks."""
    whole, comma, decimals = text.partition(",")
    digits = whole.translate(_SEPARATORS)
    if counts or digits != whole:
        digits = _THOUSANDS.sub(NO_BREAK, digits)
    return f"{digits}{comma}{decimals}"
