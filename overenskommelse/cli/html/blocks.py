"""What a page of HTML is made of, and how it comes from what a command draws.

The commands draw one and the same for a terminal and for HTML: a line in bold is a heading, one
that is indented stands in a list, a table still knows its columns. So nothing is said on the one
page that the other does not say.
"""

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import count
from typing import Final

from attrs import evolve, frozen
from rich.text import Text

from overenskommelse.cli.grid import Column, Grid
from overenskommelse.cli.marks import CAVEAT, HEADING
from overenskommelse.numbers import write_change
from overenskommelse.saying import Saying

BAR: Final = 100
"""Units of length of the longest bar."""


@frozen(repr=False, eq=False)
class Bar(Saying):
    """An amount as a bar: to the right a gain, to the left a loss.

    Attributes:
        length: In the units of `BAR`; whoever gains or loses anything has at least one.
        gain: Which way it goes.
        words: The amount, for those who do not see it.
    """

    length: int
    gain: bool
    words: str


@frozen(repr=False, eq=False)
class Cell(Saying):
    """A cell of a table: its lines, or a bar."""

    lines: tuple[str, ...]
    number: bool = False
    bar: Bar | None = None


@frozen(repr=False, eq=False)
class Heading(Saying):
    """A heading; the first on a page is its title."""

    text: str
    kind: str = "heading"


@frozen(repr=False, eq=False)
class Line(Saying):
    """A sentence; a caveat is one that nobody may miss."""

    text: str
    caveat: bool = False
    kind: str = "line"


@frozen(repr=False, eq=False)
class Lines(Saying):
    """Sentences one under the other, as a list."""

    items: tuple[Line, ...]
    kind: str = "lines"


@frozen(repr=False, eq=False)
class Table(Saying):
    """A table; the first cell of each row is its heading."""

    caption: str
    headings: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    totals: tuple[Cell, ...] = ()
    kind: str = "table"


@frozen(repr=False, eq=False)
class Fold(Saying):
    """A line with what hangs below it, folded away or not."""

    text: str
    below: tuple["Fold", ...] = ()
    open: bool = False


@frozen(repr=False, eq=False)
class Tree(Saying):
    """Folds that stand beside each other."""

    folds: tuple[Fold, ...]
    kind: str = "tree"


Block = Heading | Line | Lines | Table | Tree


def blocks(items: Iterable[object]) -> Iterator[Block]:
    """What was drawn, as blocks of a page.

    Raises:
        TypeError: something was drawn that is no line and no table.
    """
    heading = ""
    listed: list[Line] = []
    for item in items:
        if not isinstance(item, Text):
            raise TypeError(f"no text on a page: {type(item).__name__}")
        if isinstance(item, Grid) or not item.plain.startswith(" "):
            yield from _list(listed)
            listed = []
        if isinstance(item, Grid):
            yield table(item.caption or heading, item.columns)
        elif item.plain.startswith(" "):
            listed.append(Line(item.plain.strip(), item.style == CAVEAT))
        elif item.plain and item.style == HEADING:
            heading = item.plain
            yield Heading(heading)
        elif item.plain:
            yield Line(item.plain, item.style == CAVEAT)
    yield from _list(listed)


def _list(listed: Sequence[Line]) -> Iterator[Block]:
    """Lines under a heading; one by itself is no list."""
    if len(listed) == 1:
        yield listed[0]
    elif listed:
        yield Lines(tuple(listed))


def numbered(found: Sequence[Block]) -> list[Block]:
    """The same with captions that tell the parts of a table apart."""
    captions = [block.caption for block in found if isinstance(block, Table)]
    seen = {caption: count(1) for caption in captions if captions.count(caption) > 1}
    return [
        evolve(block, caption=f"{block.caption}, del {next(seen[block.caption])}")
        if isinstance(block, Table) and block.caption in seen
        else block
        for block in found
    ]


def table(caption: str, columns: Sequence[Column]) -> Table:
    """Columns as a table of rows."""
    rows = zip(*(_cells(column) for column in columns), strict=True)
    totals = [Cell((column.total or "",), column.number) for column in columns]
    return Table(
        caption,
        tuple(Cell(_heading(column), column.number) for column in columns),
        tuple(rows),
        tuple(totals) if any(column.total is not None for column in columns) else (),
    )


def _heading(column: Column) -> tuple[str, ...]:
    lines = tuple(line for line in column.heading if line)
    return lines or (("stapel",) if column.bars else ())


def _cells(column: Column) -> Iterator[Cell]:
    if not column.bars:
        yield from (Cell((text.strip(),), column.number) for text in column.cells)
        return
    longest = max(map(abs, column.bars))
    yield from (Cell((), bar=_bar(amount, longest)) for amount in column.bars)


def _bar(amount: Fraction, longest: Fraction) -> Bar:
    length = -(-abs(amount) * BAR // longest) if longest else 0
    return Bar(int(length), amount > 0, f"{write_change(amount)} kronor")
