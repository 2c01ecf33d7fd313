"""A form as an Excel workbook: `okt template`.

Only what is to be filled in can be changed; the sheets are protected, without a password. Texts
are written as texts: none of them becomes a formula or a link.
"""

import io
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
    lay_out,
    lines_of,
    make_room,
    new_book,
    put_text,
)
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

_HOW: Final = (
    "Fyll i de gula cellerna; övriga är låsta. Ja eller nej väljs i listan vid cellen.",
    "Det som inte är ifyllt läses inte.",
    "Som svar med en bilaga skrivs filens namn.",
    "Byt inte namn på kolumner, sätt inte ihop celler och göm inga blad.",
    "Spara som Excelfil (.xlsx) och lämna tillbaka hela filen.",
)
_MAY: Final = {"format_columns": True, "format_rows": True, "autofilter": True, "sort": True}
"""What may be done to a protected sheet besides filling it in."""

_WIDTHS: Final = {WORDING_COLUMN: 60, "svar": 60, "källa": 24, "fråga": 28, "mått": 36}
_USUAL_WIDTH: Final = 18
_HOW_WIDTH: Final = 90
_LABEL_WIDTH: Final = 36
_WRITING_LINES: Final = 5
"""What there is room for where text is to be written."""
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
        entry = WRAPPED | {
            "locked": False, "bg_color": "#FFF8D6", "border": 1, "border_color": "#D9D2A8",
        }  # fmt: skip
        return cls(
            book.add_format(HEADING),
            book.add_format(WRAPPED),
            book.add_format(WRAPPED | {"bold": True}),
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
    book = new_book(file, template.title)
    look = _Look.of(book)
    names = [sheet_name(i, sheet.title) for i, sheet in enumerate(template.sheets, 1)]
    try:
        _write_first(book.add_worksheet(FIRST_SHEET), template, names, look)
        for name, sheet in zip(names, template.sheets, strict=True):
            _write_sheet(book.add_worksheet(name), sheet, look)
    except NoRoom as error:
        raise Refused(
            "mallen får inte plats på ett kalkylblad",
            "gör en mall för en mottagare i taget, med --recipient",
        ) from error
    book.close()
    return file.getvalue()


def sheet_name(number: int, title: str) -> str:
    """A name that Excel accepts, told apart from the others by its number."""
    plain = f"{number}. {' '.join(visible(title).translate(_NOT_IN_NAMES).split())}"
    return plain.encode("utf-16-le")[: 2 * _NAME_UNITS].decode("utf-16-le", "ignore").rstrip()


def _write_first(page: Worksheet, template: Template, names: list[str], look: _Look) -> None:
    """Whose form it is, who fills it in, how, and what there is on the other sheets."""
    lay_out(page)
    page.protect("", _MAY)
    page.set_column(0, 0, _LABEL_WIDTH)
    page.set_column(1, 1, _HOW_WIDTH)
    page.set_column(3, 3, _LABEL_WIDTH)
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
        make_room(page, row, max(lines_of(label, _LABEL_WIDTH), lines_of(text, _HOW_WIDTH)))
        put_text(page, row, 0, label, look.label)
        put_text(page, row, 1, text, look.given)
    if template.recipient:
        return
    put_text(page, 0, 3, "Mottagare att välja bland", look.heading)
    for row, name in enumerate(template.names, 1):
        put_text(page, row, 3, name, look.given)
    chosen = look.entries[Entry.YES_OR_NO]
    checked(page.write_blank(1, 1, None, chosen))
    # A list in the cell's own words may be 255 characters; one on the sheet as long as it likes.
    source = f"=$D$2:$D${len(template.names) + 1}"
    _offer(page, 1, 1, source)


def _write_sheet(page: Worksheet, sheet: Sheet, look: _Look) -> None:
    lay_out(page)
    page.protect("", _MAY)
    page.freeze_panes(1, 0)
    page.repeat_rows(0)
    page.autofilter(0, 0, len(sheet.rows), len(sheet.columns) - 1)
    widths = [_WIDTHS.get(name, _USUAL_WIDTH) for name in sheet.columns]
    for column, name in enumerate(sheet.columns):
        page.set_column(column, column, widths[column])
        put_text(page, 0, column, name, look.heading)
    for row, cells in enumerate(sheet.rows, 1):
        make_room(page, row, max(map(_lines, cells, widths)))
        for column, cell in enumerate(cells):
            if isinstance(cell, str):
                put_text(page, row, column, cell, look.given)
                continue
            checked(page.write_blank(row, column, None, look.entries[cell]))
            if cell is Entry.YES_OR_NO:
                _offer(page, row, column, ["ja", "nej"])


def _lines(cell: str | Entry, width: int) -> int:
    """How many lines a cell takes in a column that is so many characters wide."""
    if isinstance(cell, Entry):
        return _WRITING_LINES if cell is Entry.TEXT else 1
    return lines_of(cell, width)


def _offer(page: Worksheet, row: int, column: int, source: str | list[str]) -> None:
    """A list to choose from at a cell; nothing else can be written there."""
    words = {
        "validate": "list", "source": source, "error_title": "Välj i listan",
        "error_message": "Välj ett av alternativen i listan.",
    }  # fmt: skip
    checked(page.data_validation(row, column, row, column, words))
