"""Tables of numbers that are never cut or wrapped: too many columns become several tables."""

from collections.abc import Sequence
from fractions import Fraction

from attrs import frozen
from rich.cells import cell_len
from rich.text import Text

from overenskommelse.cli.page import Page

_GAP = 2
"""Cells between columns."""


@frozen
class Column:
    """A column: its heading (lines), its cells, and the sum that stands below.

    Attributes:
        heading: Its lines, top to bottom.
        cells: One for each row.
        total: What stands in the last row; None where the table has no such row.
        number: Whether it is aligned as numbers are.
        group: Columns of one group stay in one table where there is room.
        bars: The amounts that the cells are bars of, where they are: a page that can draw does
            so.
    """

    heading: tuple[str, ...]
    cells: tuple[str, ...]
    total: str | None = None
    number: bool = True
    group: str = ""
    bars: tuple[Fraction, ...] = ()

    @property
    def width(self) -> int:
        """Cells that its widest line takes."""
        return max(cell_len(line) for line in (*self.heading, *self.cells, self.total or ""))


class Grid(Text):
    """A table laid out as text, which still knows its columns: a page that lays tables out by
    itself asks for them, and for what the table is called."""

    def __init__(self, columns: Sequence[Column], drawn: Text, caption: str) -> None:
        super().__init__()
        self.append_text(drawn)
        self.columns = tuple(columns)
        self.caption = caption


def tables(first: Column, columns: Sequence[Column], page: Page, caption: str = "") -> list[Text]:
    """One table, or several with the same first column and blank lines between.

    All texts are already safe to show. A single column too wide for the page goes over its edge:
    half a number would be a lie. The caption is shown where a table has one; without it the heading
    above says what it is about.
    """
    room = page.width - first.width - _GAP
    made = [_table([first, *part], page, caption) for part in _parts(columns, room)]
    return [item for table in made for item in (Text(), table)][1:]


def fits(first: Column, columns: Sequence[Column], page: Page) -> bool:
    """Whether one table suffices."""
    return len(_parts(columns, page.width - first.width - _GAP)) == 1


def _parts(columns: Sequence[Column], room: int) -> list[list[Column]]:
    parts: list[list[Column]] = [[]]
    room += _GAP
    free = room
    for group in _groups(columns):
        needed = sum(column.width + _GAP for column in group)
        if parts[-1] and needed > free:
            parts.append([])
            free = room
        for column in group:
            if parts[-1] and column.width + _GAP > free:
                parts.append([])
                free = room
            parts[-1].append(column)
            free -= column.width + _GAP
    return parts


def _groups(columns: Sequence[Column]) -> list[list[Column]]:
    groups: list[list[Column]] = []
    for column in columns:
        if groups and column.group and groups[-1][0].group == column.group:
            groups[-1].append(column)
        else:
            groups.append([column])
    return groups


def _table(columns: Sequence[Column], page: Page, caption: str) -> Grid:
    width = sum(column.width + _GAP for column in columns) - _GAP
    rule = Text(page.fit("─") * width, style="dim")
    height = max(len(column.heading) for column in columns)
    headings = [("",) * (height - len(column.heading)) + column.heading for column in columns]
    lines = [_line(columns, row, "bold") for row in zip(*headings, strict=True)]
    lines.append(rule)
    cells = zip(*(column.cells for column in columns), strict=True)
    lines += [_line(columns, row) for row in cells]
    if any(column.total is not None for column in columns):
        lines.append(rule)
        lines.append(_line(columns, [column.total or "" for column in columns], "bold"))
    return Grid(columns, Text("\n").join(lines), caption)


def _line(columns: Sequence[Column], cells: Sequence[str], style: str = "") -> Text:
    parts = []
    for column, cell in zip(columns, cells, strict=True):
        blank = " " * (column.width - cell_len(cell))
        parts.append(blank + cell if column.number else cell + blank)
    return Text((" " * _GAP).join(parts).rstrip(" "), style=style)
