"""A table as every kind of file yields it: column names, and rows with their row numbers.

To read another kind of file is to write one more function from a `DataSource` to tables, and to
name it where `runtime.intake` opens files. Cells are text, as they stand in the file.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from typing import Final

from attrs import field, frozen

from overenskommelse import file_codes as codes
from overenskommelse import limits
from overenskommelse.numbers import SPACES, write_number
from runtime.intake.faults import Faults, shown

Row = tuple[int, list[str]]
"""A row's number in the file, counted from 1, and its cells."""


_SHEET_ROWS: Final = (65_536, 1_048_576)
"""How many rows the sheets of old and new Excel hold."""


@frozen
class Table:
    """A table that is about to be read.

    Attributes:
        file: The file's name.
        encoding: What its text was encoded as.
        columns: The columns' names as okt compares them: see `column_name`.
        headers: The same as the file writes them, safe to show.
        header_row: The row that they stand on.
        rows: The rows, each with one cell per column; blank rows are left out. Can be read once.
    """

    file: str
    encoding: str
    columns: tuple[str, ...]
    headers: tuple[str, ...]
    header_row: int
    rows: Iterator[Row] = field(eq=False)

    def at(self, column: str) -> int:
        """Where a column stands."""
        return self.columns.index(column)


def column_name(text: str) -> str:
    """A column's name as okt compares it: blanks around it and case do not matter."""
    return unicodedata.normalize("NFC", text.strip(f"{SPACES}\t\r\n")).casefold()


def checked_columns(
    cells: Sequence[str], row: int, faults: Faults
) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """The names of the columns, compared and shown; None if they cannot be told apart.

    Spreadsheets leave nameless columns at the end; those are dropped.
    """
    names = [column_name(cell) for cell in cells]
    while names and not names[-1]:
        names.pop()
    if not names:
        faults.add(codes.EMPTY_FILE)
        return None
    if len(names) > limits.DATA_COLUMNS:
        faults.add(codes.TOO_MANY_COLUMNS, row, count=len(names), limit=limits.DATA_COLUMNS)
        return None
    headers = tuple(shown(cell.strip()) for cell in cells[: len(names)])
    sound = True
    for i, name in enumerate(names):
        if not name:
            faults.add(codes.NAMELESS_COLUMN, row, number=i + 1)
            sound = False
        elif name in names[:i]:
            faults.add(codes.DUPLICATE_COLUMN, row, headers[i], column=headers[i])
            sound = False
    return (tuple(names), headers) if sound else None


def note_if_cut(rows: int, faults: Faults) -> None:
    """Warn of a table that ends exactly where a sheet does: its last row may not be the last."""
    if rows in _SHEET_ROWS:
        faults.add(codes.PROBABLY_CUT, rows=write_number(rows))
