"""Tables for a Swedish Excel: semicolons, UTF-8 with a byte order mark, no formulas."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Final

from overenskommelse.text import visible

_FORMULA_STARTS: Final = "=+-@\t\r＝＋－＠\n"


def table(rows: Iterable[Sequence[str]]) -> bytes:
    """The rows as a file; their texts are already cells."""
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=";", lineterminator="\r\n").writerows(rows)
    return file.getvalue().encode("utf-8-sig")


def cell(text: str) -> str:
    """A stranger's text as a cell: nothing hidden in it, and never the beginning of a formula."""
    return visible(inert(text))


def inert(text: str) -> str:
    """The text, with an apostrophe before it where a spreadsheet would take it for a formula."""
    start = text.lstrip(" \u00a0")[:1]
    return f"'{text}" if start and start in _FORMULA_STARTS else text
