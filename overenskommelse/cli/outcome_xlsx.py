"""An outcome as an Excel workbook: `okt evaluate --format xlsx`.

Kronor and shares are numbers, written to the decimal and shown the Swedish way; everything else is
text. Column names stay in sight, and every table can be filtered.
"""

import io
from collections.abc import Sequence
from fractions import Fraction
from typing import Final

from attrs import frozen
from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from overenskommelse.cli.excel import (
    HEADING,
    WRAPPED,
    NoRoom,
    checked,
    lines_of,
    make_room,
    new_book,
    put_text,
)
from overenskommelse.cli.outcome_sheets import FIRST_SHEET, Sheet, Value, head, sheets
from overenskommelse.cli.refusal import Refused
from overenskommelse.numbers import to_decimal
from overenskommelse.outcome import Outcome

_SWEDISH: Final = "[$-41D]"
"""Numbers in the Swedish way, whatever language the program has."""
_WHOLE: Final = f"{_SWEDISH}#,##0"
_DECIMALS: Final = {"kr": 2, "procent": 6, "procentenheter": 6}
"""How many decimals a number has at most, by the last word of its column's name."""
_DIGITS: Final = 15
"""How many digits a number in a workbook keeps."""

_USUAL_WIDTH: Final = 16
_WIDE: Final = 60
_WIDTHS: Final = {
    "mottagare": 11, "namn": 30, "post": 24, "rubrik": 50, "skäl": 30, "förbehåll": 80,
    "svar": _WIDE, "fråga": 40, "redovisat": 34, "skäl_för_bedömningen": _WIDE,
    "skäl_för_beslutet": 40, "fokusområde_eller_villkor": 32, "beror_på": 40, "annars": 24,
    "anmärkning": 80, "att_göra": _WIDE, "tolkning": 28, "fil": 26, "slag": 26, "hur": _WIDE,
    "uppgift": 20, "kontrollsumma": 68, "krav": 8, "rad": 8, "kod": 10,
}  # fmt: skip
_HEAD_WIDTHS: Final = (20, 100)


@frozen
class _Look:
    """The formats of a workbook's cells; those of numbers by how many decimals they show."""

    heading: Format
    text: Format
    label: Format
    numbers: tuple[Format, ...]

    @classmethod
    def of(cls, book: Workbook) -> "_Look":
        codes = [_WHOLE, *(f"{_WHOLE}.{'0' * n}" for n in range(1, max(_DECIMALS.values()) + 1))]
        return cls(
            book.add_format(HEADING),
            book.add_format(WRAPPED),
            book.add_format(WRAPPED | {"bold": True}),
            tuple(book.add_format({"valign": "top", "num_format": code}) for code in codes),
        )


def outcome_xlsx(outcome: Outcome) -> bytes:
    """The workbook: what the outcome is and rests on, then a sheet for each table.

    Raises:
        Refused: a table has more rows than a sheet can hold, or a text more than a cell can.
    """
    file = io.BytesIO()
    book = new_book(file, outcome.plan.title)
    look = _Look.of(book)
    try:
        _write_head(book.add_worksheet(FIRST_SHEET), head(outcome), look)
        for sheet in sheets(outcome):
            _write_sheet(book.add_worksheet(sheet.name), sheet, look)
    except NoRoom as error:
        raise Refused(
            "utfallet får inte plats i en Excelfil", "skriv det med --format csv eller json"
        ) from error
    book.close()
    return file.getvalue()


def _write_head(page: Worksheet, lines: Sequence[tuple[str, str]], look: _Look) -> None:
    for column, width in enumerate(_HEAD_WIDTHS):
        page.set_column(column, column, width)
    _fit(page)
    before = ""
    for row, (label, words) in enumerate(lines):
        make_room(page, row, lines_of(words, _HEAD_WIDTHS[1]))
        put_text(page, row, 0, label if label != before else "", look.label)
        put_text(page, row, 1, words, look.text)
        before = label


def _write_sheet(page: Worksheet, sheet: Sheet, look: _Look) -> None:
    page.freeze_panes(1, 0)
    page.autofilter(0, 0, len(sheet.rows), len(sheet.columns) - 1)
    page.repeat_rows(0)
    _fit(page)
    widths = [_WIDTHS.get(name, max(_USUAL_WIDTH, len(name) + 4)) for name in sheet.columns]
    for column, (name, width) in enumerate(zip(sheet.columns, widths, strict=True)):
        page.set_column(column, column, width)
        put_text(page, 0, column, name, look.heading)
    decimals = [_DECIMALS.get(name.rpartition("_")[2], 0) for name in sheet.columns]
    for row, values in enumerate(sheet.rows, 1):
        texts = [value if isinstance(value, str) else "" for value in values]
        make_room(page, row, max(map(lines_of, texts, widths)))
        for column, value in enumerate(values):
            _put(page, row, column, value, decimals[column], look)


def _fit(page: Worksheet) -> None:
    """All columns on the same page in print."""
    page.set_landscape()
    page.fit_to_pages(1, 0)


def _put(page: Worksheet, row: int, column: int, value: Value, decimals: int, look: _Look) -> None:
    """Write a value; a number with more digits than a workbook keeps is written as text."""
    if value is None:
        return
    if isinstance(value, str):
        put_text(page, row, column, value, look.text)
        return
    shown = _shown(value, decimals)
    number = to_decimal(value, shown)
    if len(number.as_tuple().digits) > _DIGITS:
        put_text(page, row, column, str(number).replace(".", ","), look.text)
    else:
        checked(page.write_number(row, column, number, look.numbers[shown]))


def _shown(value: Fraction, most: int) -> int:
    """How many decimals a number is written with: none if it has none; of kronor else two."""
    if most == _DECIMALS["kr"]:
        return 0 if value.denominator == 1 else most
    return next((n for n in range(most) if 10**n % value.denominator == 0), most)
