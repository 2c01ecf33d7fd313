"""What all workbooks have that okt writes: texts stay texts, and the same content the same bytes.

Written with XlsxWriter (https://xlsxwriter.readthedocs.io). No text becomes a formula, a number or
a link, whatever it begins with: it is written as a cell of text.
"""

import datetime
import io
import textwrap
from typing import Final

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from overenskommelse.text import visible

_OPTIONS: Final = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
_MADE: Final = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)
"""When the file is said to be made: no clock is read, so that the bytes are the same."""
_LINE: Final = 15
"""The height of a line in points."""
_LETTERS, _DIGITS = 9, 10
"""How many letters have room where there is room for so many digits, in which a column's width is
told: bold letters and a font that stands in for another take more."""
_A4: Final = 9
_MOST_LINES: Final = 27
"""How many lines a row can have: Excel's rows are at most 409 points."""

WRAPPED: Final = {"text_wrap": True, "valign": "top"}
HEADING: Final = WRAPPED | {"bold": True, "bottom": 1, "bg_color": "#E7ECF2"}


class NoRoom(Exception):
    """A sheet cannot hold all that was to be written on it."""


def new_book(file: io.BytesIO, title: str) -> Workbook:
    """An empty workbook; it is written to the file when it is closed."""
    book = Workbook(file, _OPTIONS)
    book.set_properties({"title": visible(title), "created": _MADE})
    return book


def lay_out(page: Worksheet) -> None:
    """On paper a sheet lies down and is as wide as the page."""
    page.set_landscape()
    page.set_paper(_A4)
    page.fit_to_pages(1, 0)


def put_text(page: Worksheet, row: int, column: int, text: str, look: Format) -> None:
    """Write a text, nothing hidden in it; of an empty one nothing.

    Raises:
        NoRoom: the sheet has no such cell, or the text is longer than a cell can be.
    """
    if text:
        checked(page.write_string(row, column, visible(text), look))


def checked(outcome: int) -> None:
    """Make sure that something was written: the library says by a number that it was not.

    Raises:
        NoRoom: it was not.
    """
    if outcome != 0:
        raise NoRoom


def lines_of(text: str, width: int) -> int:
    """How many lines a text takes, at the most, in a column that is so many digits wide."""
    return len(textwrap.wrap(visible(text), width * _LETTERS // _DIGITS))


def make_room(page: Worksheet, row: int, lines: int) -> None:
    """Heighten a row that has more than one line.

    Excel would do it by itself, but LibreOffice keeps the height that a file has.
    """
    if lines > 1:
        checked(page.set_row(row, _LINE * min(lines, _MOST_LINES)))
