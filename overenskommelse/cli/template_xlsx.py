"""A form as an Excel workbook: `okt template`.

Only what is to be filled in can be changed; the sheets are protected, without a password. Texts
are written as texts: none of them becomes a formula or a link.
"""

import datetime
import io
from typing import Final

from attrs import frozen
from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from overenskommelse.cli.refusal import Refused
from overenskommelse.text import visible
from runtime.template import (
    AGREEMENT_LABEL,
    RECIPIENT_LABEL,
    WORDING_COLUMN,
    Entry,
    Sheet,
    Template,
)

FIRST_SHEET: Final = "Börja här"
_NAME_UNITS: Final = 31
"""How long a sheet's name may be, as Excel counts: in units of UTF-16."""
_NOT_IN_NAMES: Final = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))
_MADE: Final = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)
"""When the file is said to be made: the same agreement gives the same bytes."""

_HOW: Final = (
    "Fyll i de gula cellerna; övriga är låsta. Ja eller nej väljs i listan vid cellen.",
    "Det som inte är ifyllt läses inte.",
    "Som svar med en bilaga skrivs filens namn.",
    "Byt inte namn på kolumner, sätt inte ihop celler och göm inga blad.",
    "Spara som Excelfil (.xlsx) och lämna tillbaka hela filen.",
)
_OPTIONS: Final = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
_MAY: Final = {"format_columns": True, "format_rows": True, "autofilter": True, "sort": True}
"""What may be done to a protected sheet besides filling it in."""

_WIDTHS: Final = {WORDING_COLUMN: 60, "svar": 60, "källa": 24, "fråga": 28, "mått": 36}
_USUAL_WIDTH: Final = 18
_NUMBER_FORMATS: Final = {
    Entry.YES_OR_NO: "@",
    Entry.TEXT: "@",
    Entry.COUNT: "#,##0",
    Entry.NUMBER: "#,##0.######",
    Entry.PER_CENT: "General",
    Entry.DAY: "yyyy-mm-dd",
}


@frozen
class _Look:
    """The formats of a workbook's cells."""

    heading: Format
    given: Format
    label: Format
    entries: dict[Entry, Format]

    @classmethod
    def of(cls, book: Workbook) -> "_Look":
        """Filled-in cells are yellow and open; all others are locked, which is Excel's default."""
        wrapped = {"text_wrap": True, "valign": "top"}
        entry = wrapped | {
            "locked": False, "bg_color": "#FFF8D6", "border": 1, "border_color": "#D9D2A8",
        }  # fmt: skip
        return cls(
            book.add_format(wrapped | {"bold": True, "bottom": 1, "bg_color": "#E7ECF2"}),
            book.add_format(wrapped),
            book.add_format(wrapped | {"bold": True}),
            {
                kind: book.add_format(entry | {"num_format": code})
                for kind, code in _NUMBER_FORMATS.items()
            },
        )


def template_xlsx(template: Template) -> bytes:
    """The workbook: who and how on the first sheet, then a sheet for each table.

    Raises:
        Refused: a table has more rows than a sheet can hold.
    """
    file = io.BytesIO()
    book = Workbook(file, _OPTIONS)
    book.set_properties({"title": visible(template.title), "created": _MADE})
    look = _Look.of(book)
    names = [sheet_name(i, sheet.title) for i, sheet in enumerate(template.sheets, 1)]
    _write_first(book.add_worksheet(FIRST_SHEET), template, names, look)
    for name, sheet in zip(names, template.sheets, strict=True):
        _write_sheet(book.add_worksheet(name), sheet, look)
    book.close()
    return file.getvalue()


def sheet_name(number: int, title: str) -> str:
    """A name that Excel accepts, told apart from the others by its number."""
    plain = f"{number}. {' '.join(visible(title).translate(_NOT_IN_NAMES).split())}"
    return plain.encode("utf-16-le")[: 2 * _NAME_UNITS].decode("utf-16-le", "ignore").rstrip()


def _write_first(page: Worksheet, template: Template, names: list[str], look: _Look) -> None:
    """Whose form it is, who fills it in, how, and what there is on the other sheets."""
    page.protect("", _MAY)
    page.set_column(0, 0, 34)
    page.set_column(1, 1, 90)
    page.set_column(3, 3, 34)
    lines = [
        (AGREEMENT_LABEL, template.agreement),
        (RECIPIENT_LABEL, template.recipient),
        ("", template.title),
        *(("" if i else "Så fyller du i", text) for i, text in enumerate(_HOW)),
        *(
            (name if i == 0 else "", text)
            for name, sheet in zip(names, template.sheets, strict=True)
            for i, text in enumerate((sheet.title, *sheet.notes))
        ),
    ]
    for row, (label, text) in enumerate(lines):
        _write(page, row, 0, label, look.label)
        _write(page, row, 1, text, look.given)
    if template.recipient:
        return
    _write(page, 0, 3, "Mottagare att välja bland", look.heading)
    for row, name in enumerate(template.names, 1):
        _write(page, row, 3, name, look.given)
    chosen = look.entries[Entry.YES_OR_NO]
    _check(page.write_blank(1, 1, None, chosen))
    # A list in the cell's own words may be 255 characters; one on the sheet as long as it likes.
    source = f"=$D$2:$D${len(template.names) + 1}"
    _offer(page, 1, 1, source)


def _write_sheet(page: Worksheet, sheet: Sheet, look: _Look) -> None:
    page.protect("", _MAY)
    page.freeze_panes(1, 0)
    page.autofilter(0, 0, len(sheet.rows), len(sheet.columns) - 1)
    for column, name in enumerate(sheet.columns):
        page.set_column(column, column, _WIDTHS.get(name, _USUAL_WIDTH))
        _write(page, 0, column, name, look.heading)
    for row, cells in enumerate(sheet.rows, 1):
        for column, cell in enumerate(cells):
            if isinstance(cell, str):
                _write(page, row, column, cell, look.given)
                continue
            _check(page.write_blank(row, column, None, look.entries[cell]))
            if cell is Entry.YES_OR_NO:
                _offer(page, row, column, ["ja", "nej"])


def _offer(page: Worksheet, row: int, column: int, source: str | list[str]) -> None:
    """A list to choose from at a cell; nothing else can be written there."""
    words = {
        "validate": "list", "source": source, "error_title": "Välj i listan",
        "error_message": "Välj ett av alternativen i listan.",
    }  # fmt: skip
    _check(page.data_validation(row, column, row, column, words))


def _write(page: Worksheet, row: int, column: int, text: str, look: Format) -> None:
    if text:
        _check(page.write_string(row, column, visible(text), look))


def _check(outcome: int) -> None:
    """The library says by a number that a cell could not be written, and goes on."""
    if outcome != 0:
        raise Refused(
            "mallen får inte plats på ett kalkylblad",
            "gör en mall för en mottagare i taget, med --mottagare",
        )
