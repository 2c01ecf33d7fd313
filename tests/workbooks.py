"""Workbooks for the tests: made of rows, filled in, taken apart and put together again."""

import datetime
import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import openpyxl
import xlsxwriter

SHEET = "xl/worksheets/sheet1.xml"

Cells = Sequence[Sequence[Any]]


def workbook(sheets: Mapping[str, Cells]) -> bytes:
    """A workbook with these rows, always the same bytes; text is text, and a day becomes a day."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True, "default_date_format": "yyyy-mm-dd"})
    book.set_properties({"created": datetime.datetime(2024, 1, 1, tzinfo=datetime.UTC)})
    for name, rows in sheets.items():
        page = book.add_worksheet(name)
        for row, cells in enumerate(rows):
            for column, value in enumerate(cells):
                if isinstance(value, str):
                    page.write_string(row, column, value)
                elif value is not None:
                    page.write(row, column, value)
    book.close()
    return file.getvalue()


def table(text: str) -> list[list[Any]]:
    """The rows of a CSV text, its plain digits as the numbers that Excel makes of them."""
    return [
        [int(cell) if cell.isdigit() else cell for cell in line.split(";")]
        for line in text.rstrip("\n").split("\n")
    ]


def edited(data: bytes, edit: Callable[[Any], None]) -> bytes:
    """The workbook as another program saves it after an edit."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    edit(book)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return {name: file.read(name) for name in file.namelist()}


def packed(parts: Mapping[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return file.getvalue()


def altered(data: bytes, part: str, old: bytes, new: bytes) -> bytes:
    """The workbook with the first of these bytes in a part replaced."""
    parts = parts_of(data)
    assert old in parts[part]
    return packed(parts | {part: parts[part].replace(old, new, 1)})


def as_text(data: bytes) -> str:
    """Every sheet's cells as text; a cell that can be changed shows what may stand in it."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    lines = []
    for page in book.worksheets:
        lines += [f"== {page.title}"]
        choices = {str(cell): rule.formula1 for rule in page.data_validations.dataValidation
                   for cell in rule.sqref.ranges}  # fmt: skip
        for row in page.iter_rows():
            cells = []
            for cell in row:
                open_cell = (
                    "" if cell.protection.locked else f"[{choices.get(cell.coordinate, '')}]"
                )
                cells.append(f"{cell.value or ''}{open_cell}")
            lines.append(" | ".join(cells).rstrip(" |"))
    return "\n".join(lines) + "\n"
