"""A statement as lines: on one if it fits, else broken after commas, else between words."""

from collections.abc import Iterable, Sequence
from typing import Final

from compiler.fmt.columns import INDENT, Measures, Row, cited
from compiler.fmt.outline import Statement
from compiler.fmt.pieces import COMMENT, Piece, gap, joined

_CONTINUED: Final = 2 * INDENT
"""How much further in a line goes on that has no column to go on in."""
NOTE_GAP: Final = "  "
"""Between a line and the comment at its end."""


def row_lines(row: Row, texts: Sequence[str], measures: Measures) -> list[str]:
    """The lines of a row, whose label and cells are written out already."""
    whole = "".join(texts)
    lines = [whole] if len(whole) <= measures.width else _broken(row, texts, measures.width)
    return _ended(lines, row.cites, row.statement.note, measures)


def loose_lines(statement: Statement, measures: Measures) -> list[str]:
    """The lines of a statement with comments inside it: they decide where it is broken."""
    margin = " " * INDENT * statement.depth
    further = margin + " " * _CONTINUED
    words = list(statement.words)
    end = len(words)
    while words[end - 1].kind == "CITATION":
        end -= 1
    lines: list[str] = []
    begin = 0
    for i, piece in enumerate([*words[:end], None]):
        if piece is not None and piece.kind != COMMENT:
            continue
        if begin < i:
            start = further if lines else margin
            lines += _flowed(start, words[begin:i], len(further), measures.width)
        if piece is not None and piece.newlines:
            lines.append(further + piece.text)
        elif piece is not None:
            lines[-1] += NOTE_GAP + piece.text
        begin = i + 1
    cites = cited(words[end:])
    if cites and words[end - 1].kind == COMMENT:
        lines.append(further)
    return _ended(lines, cites, statement.note, measures)


def _ended(lines: list[str], cites: str, note: str, measures: Measures) -> list[str]:
    """Lines with their citations in their column, or on a line of their own, and a comment."""
    last = lines[-1].rstrip(" ")
    if cites:
        match measures.overflow(len(last), cites):
            case 0:
                last = last.ljust(measures.cites_at(cites)) + cites
            case 1:
                last = f"{last} {cites}"
            case _:
                lines = [*lines[:-1], last, ""]
                last = " " * measures.cites_at(cites) + cites
    return [*lines[:-1], last + (NOTE_GAP + note if note else "")]


# Breaking ------------------------------------------------------------------------------------


def _broken(row: Row, texts: Sequence[str], width: int) -> list[str]:
    """A row on several lines: each part of a list on one of its own."""
    further = INDENT * row.statement.depth + _CONTINUED
    listing = next((i for i, cell in enumerate(row.cells) if _after_commas(cell)), None)
    if listing is None:
        words = [piece for cell in row.cells for piece in cell]
        return _flowed(texts[0], words, further, width)
    before = "".join(texts[: listing + 1])
    words = [piece for cell in row.cells[listing:] for piece in cell]
    breaks = _after_commas(words)
    hanging = len(before) + _until_alike(words, words[breaks[0]])
    lines: list[str] = []
    if hanging > width // 2:
        hanging = further
        if not words[0].stays:
            lines, before = [before.rstrip(" ")], " " * further
    for begin, end in zip([0, *breaks], [*breaks, len(words)], strict=True):
        start = " " * hanging if begin else before
        lines += _flowed(start, words[begin:end], hanging + INDENT, width)
    return lines


def _after_commas(words: Sequence[Piece]) -> list[int]:
    """The words that a line can begin with because a comma stands before them."""
    return [i for i in range(1, len(words)) if words[i - 1].text == "," and not words[i].stays]


def _until_alike(words: Sequence[Piece], part: Piece) -> int:
    """How much is written before the first word of a part's kind: there the list begins."""
    place = next(i for i, piece in enumerate(words) if piece.kind == part.kind)
    return len(joined(words[: place + 1])) - len(words[place].text)


def _flowed(start: str, words: Sequence[Piece], hanging: int, width: int) -> list[str]:
    """Words on as many lines as they need. What cannot be broken may be wider."""
    lines = [start]
    empty = True
    for chunk in _chunks(words):
        if empty:
            lines[-1] += chunk
        elif len(lines[-1]) + 1 + len(chunk) > width:
            lines.append(" " * hanging + chunk)
        else:
            lines[-1] += f" {chunk}"
        empty = False
    return lines


def _chunks(words: Sequence[Piece]) -> Iterable[str]:
    """Words with those that may not be parted from them."""
    chunk = ""
    before: Piece | None = None
    for piece in words:
        between = "" if before is None else gap(before, piece)
        if between == " " and not piece.stays:
            yield chunk
            chunk = piece.text
        else:
            chunk += between + piece.text
        before = piece
    yield chunk
