"""A sheet of a workbook as a table, its cells as the text that a CSV file would have.

Nothing is rounded and no number passes as it lies in the computer: one that is whole is written
whole, another with exactly the decimals that Excel saved.
"""

import datetime
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final, TypeAlias

from attrs import field, frozen

from overenskommelse import file_codes, limits
from overenskommelse import workbook_codes as codes
from overenskommelse.numbers import Notation, TooLong, read_number, write_in, write_number
from overenskommelse.text import NEARLY_EQUAL, closest
from runtime.intake.cells import trimmed
from runtime.intake.counts import MONTH_COLUMN
from runtime.intake.decisions import PAYMENT_COLUMN
from runtime.intake.faults import Faults
from runtime.intake.sheet_marks import Marks, cell_name
from runtime.intake.table import Row, Table, checked_columns, column_name, note_if_cut

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

EXCEL: Final = "Excel"
"""What stands in the place of an encoding."""

Value: TypeAlias = (
    int | float | str | bool
    | datetime.time | datetime.date | datetime.datetime | datetime.timedelta
)  # fmt: skip

_MONTH_COLUMNS: Final = (MONTH_COLUMN, PAYMENT_COLUMN)
"""Columns where a day may be meant as its month: Excel makes one of ``2023-01``."""
_HEAD_ROWS: Final = 10
"""How far down the names of columns are looked for, where they are not on top."""
_LONGEST_NAME: Final = 40
_THOUSAND: Final = 3


@frozen(eq=False)
class Page:
    """A sheet that has been opened: its values, and what else is known of its cells."""

    name: str
    hidden: bool
    marks: Marks
    sheet: "CalamineSheet" = field(repr=False)

    def rows(self) -> Iterator[tuple[int, list[Value]]]:
        """The rows that are not blank, with their numbers in Excel."""
        for number, values in enumerate(self.sheet.iter_rows(), 1):
            for column in range(1, len(values) + 1) if self.marks.faults else ():
                if (number, column) in self.marks.faults:
                    values[column - 1] = self.marks.faults[number, column]
            if any(value != "" for value in values):
                yield number, values

    def head(self) -> list[tuple[int, list[str]]]:
        """The first rows as texts."""
        found = []
        for number, values in self.rows():
            found.append((number, [_text(v, "", Notation.STRICT) for v in values]))
            if len(found) == _HEAD_ROWS:
                break
        return found

    def may_be_table(self, known: Sequence[str]) -> bool:
        """Whether there is anything but text to read: a number, a day, or a column's name."""
        if self.sheet.start is None or self.sheet.start[1] == (self.sheet.end or (0, 0))[1]:
            return False
        if any(not isinstance(value, str) for _, values in self.rows() for value in values):
            return True
        texts = {cell for _, cells in self.head() for cell in cells if cell}
        return any(
            len(text) <= _LONGEST_NAME and closest(column_name(text), known, NEARLY_EQUAL)
            for text in texts
        )


@frozen
class Form:
    """What a form adds to its sheets and what it has that is not data.

    Attributes:
        recipient: The code of the one who has filled it in.
        recipient_column: The column where that is said, on sheets that have none.
        explaining: Columns that are there for those who fill it in.
        given: Columns that the form fills in itself.
    """

    recipient: str
    recipient_column: str
    explaining: Sequence[str]
    given: frozenset[str]


def table_of(page: Page, notation: Notation, form: Form | None, faults: Faults) -> Table | None:
    """The table on a sheet; None, with a diagnostic, if its columns cannot be told apart.

    On a form's sheet only the rows that something is filled in on are rows.
    """
    records = page.rows()
    row, header = next(records)
    texts = [_text(value, "", notation) for value in header]
    first = next(i for i, text in enumerate(texts) if trimmed(text))
    named = checked_columns(texts[first:], row, faults)
    if named is None:
        return None
    columns, headers = named
    cells = _Cells(page, columns, first, notation, faults)
    rows = cells.texts(records)
    if form is not None:
        rows, columns, headers = _filled_in(rows, columns, headers, form)
    return Table(faults.file, EXCEL, columns, headers, row, rows)


def _filled_in(
    rows: Iterator[Row], columns: tuple[str, ...], headers: tuple[str, ...], form: Form
) -> tuple[Iterator[Row], tuple[str, ...], tuple[str, ...]]:
    """A form's table without what is there for the reader, and with whose answers they are."""
    kept = [i for i, column in enumerate(columns) if column not in form.explaining]
    asked = [i for i, column in enumerate(columns) if column not in form.given]
    whose = [] if form.recipient_column in columns else [form.recipient_column]
    added = [form.recipient] if whose else []

    def filled() -> Iterator[Row]:
        for row, cells in rows:
            if any(trimmed(cells[i]) for i in asked):
                yield row, [*(cells[i] for i in kept), *added]

    return (
        filled(),
        (*(columns[i] for i in kept), *whose),
        (*(headers[i] for i in kept), *whose),
    )


@frozen(eq=False)
class _Cells:
    """The cells below a header, made text."""

    page: Page
    columns: tuple[str, ...]
    first: int
    """How many columns there are before the table's own."""
    notation: Notation
    faults: Faults

    def texts(self, records: Iterator[tuple[int, list[Value]]]) -> Iterator[Row]:
        """Each row's cells, one for every column; ends where a cell is too long."""
        row = 0
        for row, values in records:
            if not self._is_computed(row, values):
                self.faults.lost_rows = True
                continue
            inside = values[self.first : self.first + len(self.columns)]
            cells = [self._text(row, self.first + i, value) for i, value in enumerate(inside)] + [
                ""
            ] * (len(self.columns) - len(inside))
            if any(len(cell) > limits.FIELD_CHARACTERS for cell in cells):
                self.faults.lost_rows = True
                limit = write_number(limits.FIELD_CHARACTERS)
                self.faults.add(file_codes.FIELD_TOO_LONG, row, limit=limit)
                return
            if any(cells):
                yield row, cells
        note_if_cut(row, self.faults)

    def _is_computed(self, row: int, values: Sequence[Value]) -> bool:
        """Whether a row has all its values; tells of formulas that nobody has computed, and of
        what stands beside the table.
        """
        computed = True
        last = self.first + len(self.columns)
        for i, value in enumerate(values):
            if value != "" and not self.first <= i < last:
                self.faults.add(codes.OUTSIDE_TABLE, row, cell=cell_name((row, i + 1)))
        for column in range(self.first + 1, last + 1):
            if (row, column) in self.page.marks.without_result:
                header = self.columns[column - 1 - self.first]
                self.faults.add(codes.NO_RESULT, row, header, cell=cell_name((row, column)))
                computed = False
        return computed

    def _text(self, row: int, i: int, value: Value) -> str:
        text = _text(value, self.columns[i - self.first], self.notation)
        if (row, i + 1) in self.page.marks.per_cent and isinstance(value, int | float):
            return _per_cent(text, self.notation)
        return text


def _text(value: Value, column: str, notation: Notation) -> str:
    """A cell as a CSV file would have it."""
    match value:
        case str():
            return value
        case bool():
            return "SANT" if value else "FALSKT"
        case int() | float():
            return _number(value, notation)
        case datetime.datetime() if value.time() != datetime.time():
            return value.isoformat(" ")
        case datetime.date():
            is_month = value.day == 1 and column in _MONTH_COLUMNS
            return f"{value:%Y-%m}" if is_month else f"{value:%Y-%m-%d}"
        case _:
            return str(value)


def _number(value: float, notation: Notation) -> str:
    """A number with exactly the decimals that it was saved with."""
    text = repr(value)
    whole, _, decimals = text.partition(".")
    if not decimals.isdigit():
        return text
    if decimals == "0":
        return whole
    # Three decimals could be taken for thousands; a nought more changes nothing else.
    padded = f"{decimals}0" if len(decimals) == _THOUSAND else decimals
    return f"{whole}{notation.decimal_mark}{padded}"


def _per_cent(text: str, notation: Notation) -> str:
    """What Excel shows of a share: ``0,73`` as ``73 %``."""
    try:
        value = read_number(text, notation)
    except TooLong:
        return text
    return text if value is None else f"{write_in(100 * value, notation)} %"
