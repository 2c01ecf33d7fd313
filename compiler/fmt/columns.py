"""Rows and their columns: a keyword, values, citations.

Rows that stand under each other, with no blank line between, are a table. Where their keywords
differ, values begin in one column. A first value with more after it, such as a name, has a column
of its own; rows of one kind share their further columns too, with amounts to the right.

Nothing here knows a statement: a value is what the grammar has as a part of its own.
"""

from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import Final

from attrs import evolve, frozen

from compiler.fmt.outline import Statement
from compiler.fmt.pieces import COMMENT, Piece, gap, joined

INDENT: Final = 2
_GAP: Final = 2
"""Spaces between two columns."""
_GIVES: Final = "ger"
"""The fixed word that begins a column: what stands before it, in a ladder's step, is one value."""


@frozen(eq=False)
class Row:
    """A statement as a row.

    Attributes:
        statement: The statement.
        label: Its keyword, or all up to the colon after it; empty for a ladder's steps.
        cells: Its values, each with the fixed words before it.
        cites: Its citations.
    """

    statement: Statement
    label: str
    cells: tuple[tuple[Piece, ...], ...]
    cites: str


@frozen
class Measures:
    """The width of lines, and the column where citations begin."""

    width: int

    @property
    def cites(self) -> int:
        """Counted from 0: text has three fifths of the line, then a space. It does not depend on
        what is written, so that a longer line moves no other."""
        return self.width * 3 // 5 + 1

    def cites_at(self, cites: str) -> int:
        """Where citations begin: further to the left if they are wide."""
        return max(min(self.cites, self.width - len(cites)), 0)

    def overflow(self, end: int, cites: str) -> int:
        """How badly a line that ends there fits: 0 well; 1 its citations do not stand in their
        column, 2 nor on its line; 3 it must be broken."""
        if end > self.width:
            return 3
        if not cites or end < self.cites_at(cites):
            return 0
        return 1 if end + 1 + len(cites) <= self.width else 2


def row_of(statement: Statement) -> Row | None:
    """A statement as a row; None where a comment stands inside it."""
    words = statement.words
    if any(piece.kind == COMMENT for piece in words):
        return None
    end = len(words)
    while words[end - 1].kind == "CITATION":
        end -= 1
    start = _label(statement, words[:end])
    cells = tuple(_cells(statement, words[start:end]))
    return Row(statement, joined(words[:start]), cells, cited(words[end:]))


def cited(citations: Sequence[Piece]) -> str:
    """Citations in one bracket."""
    inner = [piece.text[1:-1] for piece in citations]
    return f"[{'; '.join(text for text in inner if text)}]" if inner else ""


def _label(statement: Statement, words: Sequence[Piece]) -> int:
    """How many words come before the values."""
    if words[0].kind == "NUMBER":
        return 0
    values = {start for start, _ in statement.values}
    if len(words) > 1 and words[1].start not in values:
        colons = [i for i, piece in enumerate(words) if piece.text == ":"]
        if colons:
            return colons[0] + 1
    return 1


def _cells(statement: Statement, words: Sequence[Piece]) -> Iterator[tuple[Piece, ...]]:
    """A row's values. Fixed words between two values go with the second."""
    inside = _values_of(words, statement.values)
    last = max((i for i, value in enumerate(inside) if value is not None), default=0)
    begin = 0
    for i in range(1, last + 1):
        if inside[i - 1] is None or inside[i] == inside[i - 1]:
            continue
        fixed = takewhile(lambda j: inside[j] is None, range(i, last))
        at = next((j for j in fixed if words[j].text == _GIVES), i)
        if _may_part(words[at - 1], words[at]):
            yield tuple(words[begin:at])
            begin = at
    if words:
        yield tuple(words[begin:])


def _may_part(before: Piece, after: Piece) -> bool:
    """Whether a column can begin between two values: not within a list, a range or a limit."""
    if after.kind == "NUMBER" and before.kind not in ("NAME", "STRING"):
        return False
    return before.text != "," and gap(before, after) == " "


def _values_of(words: Sequence[Piece], values: Sequence[tuple[int, int]]) -> list[int | None]:
    """Which value each word is in, if in one. Both are in order."""
    found: list[int | None] = []
    value = 0
    for word in words:
        while value < len(values) and values[value][1] <= word.start:
            value += 1
        within = value < len(values) and values[value][0] <= word.start
        found.append(value if within else None)
    return found


# Alignment -----------------------------------------------------------------------------------


def aligned(rows: Sequence[Row], measures: Measures) -> list[list[str]]:
    """What each row of a table says: its label and its cells, filled up with spaces."""
    texts = [[label] for label in _labels(rows)]
    kinds: dict[str, list[int]] = {}
    for i, row in enumerate(rows):
        kinds.setdefault(row.statement.rule, []).append(i)
    in_line = _fill(rows, texts, list(range(len(rows))), 0, True, measures)
    for alike in kinds.values():
        still = in_line
        for column in range(1, max(len(rows[i].cells) for i in alike)):
            still = _fill(rows, texts, alike, column, still, measures)
    return texts


def _labels(rows: Sequence[Row]) -> list[str]:
    texts = [" " * INDENT * row.statement.depth + row.label for row in rows]
    plain = [len(t) for t, row in zip(texts, rows, strict=True) if " " not in row.label]
    alike = len({row.statement.rule for row in rows}) == 1
    column = 0 if alike or not plain else max(plain) + _GAP
    return [
        text + " " * max(column - len(text), 1) if row.label else text
        for text, row in zip(texts, rows, strict=True)
    ]


def _fill(
    rows: Sequence[Row],
    texts: list[list[str]],
    which: list[int],
    column: int,
    in_line: bool,
    measures: Measures,
) -> bool:
    """Write a column, and the spaces up to the next one; whether that begins in one place.

    ``in_line`` says whether this one does.
    """
    having = [i for i in which if len(rows[i].cells) > column]
    cells = [rows[i].cells[column] for i in having]
    for i, cell in zip(having, _amounts(cells) if column and in_line else cells, strict=True):
        texts[i].append(joined(cell))
    ends = {i: sum(map(len, texts[i])) for i in having if len(rows[i].cells) > column + 1}
    following = max(ends.values(), default=0) + _GAP
    fits = [_fitting(rows[i], column, end, following, measures) for i, end in ends.items()]
    in_line = in_line and len(ends) > 1 and _worth_it(fits)
    for i, end in ends.items():
        texts[i][-1] += " " * (following - end if in_line else 1)
    return in_line


def _fitting(
    row: Row, column: int, end: int, following: int, measures: Measures
) -> tuple[int, int]:
    """How badly a row fits as it is, and with its next value moved to a column."""
    rest = len(" ".join(joined(cell) for cell in row.cells[column + 1 :]))
    return (
        measures.overflow(end + 1 + rest, row.cites),
        measures.overflow(following + rest, row.cites),
    )


def _worth_it(fits: Sequence[tuple[int, int]]) -> bool:
    """Whether values may be moved to a column: nothing leaves its line for it, and few citations
    their own column."""
    worse = [after for before, after in fits if after > before]
    return len(worse) * 3 <= len(fits) and all(after == 1 for after in worse)


def _amounts(cells: Sequence[tuple[Piece, ...]]) -> Iterator[tuple[Piece, ...]]:
    """Cells with their numbers to the right, where the same words lead to them; one with two
    numbers is no amount."""
    numbers = [[i for i, piece in enumerate(cell) if piece.kind == "NUMBER"] for cell in cells]
    places = [found[0] if len(found) == 1 else None for found in numbers]
    leads = [joined(cell[:place]) for cell, place in zip(cells, places, strict=True)]
    widest: dict[str, int] = {}
    for cell, place, lead in zip(cells, places, leads, strict=True):
        if place is not None:
            widest[lead] = max(widest.get(lead, 0), len(cell[place].text))
    for cell, place, lead in zip(cells, places, leads, strict=True):
        if place is None:
            yield cell
        else:
            number = evolve(cell[place], text=cell[place].text.rjust(widest[lead]))
            yield (*cell[:place], number, *cell[place + 1 :])
