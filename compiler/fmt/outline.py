"""The statements and comments of a file, how deep each stands, and the blank lines above them.

How deep a statement stands follows from what it belongs to, never from its indentation. Where a
comment belongs only its indentation can say.
"""

from collections.abc import Iterable, Iterator
from typing import Final, TypeAlias

from attrs import frozen

from compiler.fmt.pieces import COMMENT, Piece, pieces
from compiler.parse import Parsed, Token, Tree
from overenskommelse.source import Source

_MOST_BLANKS: Final = (2, 1)
"""Blank lines that an author may leave at the edge of the page, and further in."""


@frozen(eq=False)
class Statement:
    """A statement without those that stand under it.

    Attributes:
        rule: Its rule in the grammar.
        depth: How many statements it stands under.
        column: Where its line began, from 0, as it was written.
        parent: The statement that it stands under.
        words: All that it says, comments between its words included.
        values: Where each of its values begins and ends in the source.
        note: A comment at its end, or nothing.
        blanks: Blank lines above it, as it was written.
    """

    rule: str
    depth: int
    column: int
    parent: "Statement | None"
    words: tuple[Piece, ...]
    values: tuple[tuple[int, int], ...]
    note: str
    blanks: int


@frozen(eq=False)
class Remark:
    """A comment on lines of its own: how deep it stands, and the blank lines above it."""

    text: str
    depth: int
    blanks: int


Unit: TypeAlias = Statement | Remark


def outline(source: Source, parsed: Parsed) -> list[Unit]:
    """Statements and the comments between them, in order."""
    heads: list[_Head] = []
    _collect(parsed.tree, parsed.statements, -1, heads)
    first, *rows = _rows(pieces(source.text, parsed), [_start(tree) for tree, _ in heads])
    units: list[Unit] = []
    made: list[Statement] = []
    loose = first
    for (tree, above), row in zip(heads, rows, strict=True):
        end = max(i for i, piece in enumerate(row) if piece.kind != COMMENT) + 1
        note = row[end : end + 1] if end < len(row) and not row[end].newlines else []
        parent = made[above] if above >= 0 else None
        statement = Statement(
            rule=str(tree.data),
            depth=parent.depth + 1 if parent else 0,
            column=_column(source, row[0]),
            parent=parent,
            words=tuple(row[:end]),
            values=tuple(_values(tree, parsed.statements)),
            note=note[0].text if note else "",
            blanks=max(row[0].newlines - 1, 0),
        )
        units += _remarks(source, loose, made[-1] if made else None, statement)
        units.append(statement)
        made.append(statement)
        loose = row[end + len(note) :]
    return [*units, *_remarks(source, loose, made[-1] if made else None, None)]


_Head: TypeAlias = tuple["Tree[Token]", int]
"""A statement's tree, and the number of the statement that it stands under."""


def _collect(
    tree: "Tree[Token]", statements: frozenset[str], above: int, heads: list[_Head]
) -> None:
    for child in tree.children:
        if isinstance(child, Tree):
            if child.data in statements:
                heads.append((child, above))
                _collect(child, statements, len(heads) - 1, heads)
            else:
                _collect(child, statements, above, heads)


def _rows(found: Iterable[Piece], starts: list[int]) -> list[list[Piece]]:
    """Pieces by the statement that they stand in or after; first those before all statements."""
    rows: list[list[Piece]] = [[]]
    for piece in found:
        if len(rows) <= len(starts) and piece.start >= starts[len(rows) - 1]:
            rows.append([])
        rows[-1].append(piece)
    return rows


def _start(tree: "Tree[Token]") -> int:
    return getattr(tree.meta, "start_pos", 0)


def _values(tree: "Tree[Token]", statements: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Where values stand: what is directly under the rule, or under that part of it that is
    cited, which the grammar has as a rule of its own."""
    for child in tree.children:
        if isinstance(child, Tree):
            if child.data in statements or child.data == "cites" or child.meta.empty:
                continue
            if any(isinstance(part, Tree) and part.data == "cites" for part in child.children):
                yield from _values(child, statements)
            else:
                yield child.meta.start_pos, child.meta.end_pos
        elif child:  # What could stand there and does not is None.
            yield child.start_pos or 0, child.end_pos or 0


def _column(source: Source, piece: Piece) -> int:
    return piece.start - source.text.rfind("\n", 0, piece.start) - 1


def _remarks(
    source: Source, loose: list[Piece], above: Statement | None, below: Statement | None
) -> Iterator[Remark]:
    """Comments between two statements."""
    for piece in loose:
        depth = _remark_depth(_column(source, piece), above, below)
        yield Remark(piece.text, depth, max(piece.newlines - 1, 0))


def _remark_depth(column: int, above: Statement | None, below: Statement | None) -> int:
    """A comment belongs to what follows, unless it is indented more and what is above ends."""
    depth = below.depth if below else 0
    if column > (below.column if below else 0):
        while above is not None and above.depth > depth:
            if above.column <= column:
                return above.depth
            above = above.parent
    return depth


# Blank lines ---------------------------------------------------------------------------------


def blank_lines(units: list[Unit]) -> list[int]:
    """How many blank lines stand above each: the author's, within limits, and those that set
    apart what has other statements under it."""
    blanks = [min(unit.blanks, _MOST_BLANKS[unit.depth > 0]) for unit in units]
    parents = {u.parent for u in units if isinstance(u, Statement)}
    siblings: dict[Statement | None, Statement] = {}
    above = -1
    for i, unit in enumerate(units):
        if not isinstance(unit, Statement):
            continue
        if above >= 0 and unit.parent is units[above]:
            blanks[above + 1] = 0
        elif _apart(siblings.get(unit.parent), unit, parents) and not any(
            blanks[above + 1 : i + 1]
        ):
            blanks[_with_remarks(units, above, i)] = 1
        siblings[unit.parent] = unit
        above = i
    return [0, *blanks[1:]]


def _apart(sibling: Statement | None, unit: Statement, parents: set[Statement | None]) -> bool:
    """Whether a blank line must stand between a statement and the one before it of its depth."""
    if sibling is None or unit.depth > 1:
        return False
    if unit.depth == 0:
        return sibling in parents or sibling.rule != unit.rule
    return sibling in parents or unit in parents


def _with_remarks(units: list[Unit], above: int, i: int) -> int:
    """Where a statement begins, with the comments that stand right above it."""
    while i - 1 > above and units[i - 1].depth == units[i].depth:
        i -= 1
    return i


# Tables --------------------------------------------------------------------------------------


_TABLED: Final = 2
"""From this depth on, what stands under a row of a table is a row of it too."""


def tables(units: list[Unit], blanks: list[int]) -> list[list[Statement]]:
    """Statements under each other whose columns are shared: those under the same statement, with
    no blank line between."""
    found: list[list[Statement]] = []
    going_on: dict[int, list[Statement]] = {}
    for unit, above in zip(units, blanks, strict=True):
        level = min(unit.depth, _TABLED)
        first_ended = level if above else level + 1
        going_on = {depth: table for depth, table in going_on.items() if depth < first_ended}
        if isinstance(unit, Statement):
            if level not in going_on:
                going_on[level] = []
                found.append(going_on[level])
            going_on[level].append(unit)
    return found
