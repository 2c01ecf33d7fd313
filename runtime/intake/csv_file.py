"""CSV files: the delimiter, the rows, and the row at which a broken file breaks."""

import csv
import io
from collections.abc import Iterator
from itertools import chain
from typing import Final

from overenskommelse import file_codes as codes
from overenskommelse import limits
from overenskommelse.numbers import write_number
from overenskommelse.text import counted
from runtime.intake.encoding import encoding_name, encoding_of, lines_of
from runtime.intake.faults import Faults
from runtime.intake.files import DataSource
from runtime.intake.table import Row, Table, checked_columns, note_if_cut

_DELIMITERS: Final = {";": "semikolon", ",": "komma", "\t": "tabb"}


def read_csv(source: DataSource, chosen: str | None, faults: Faults) -> Table | None:
    """The table in a CSV file; None if its text or its first row cannot be read.

    ``chosen`` is the encoding that the user says it has, if any.
    """
    encoding = encoding_of(source.data, chosen, faults)
    if encoding is None:
        return None
    lines = lines_of(source.data, encoding)
    before, first = _first_line(lines)
    if not first:
        faults.add(codes.EMPTY_FILE)
        return None
    delimiter = _delimiter(first)
    records = _records(chain([first], lines), delimiter, before, faults)
    header = next(records, None)
    if header is None:
        return None
    named = checked_columns(header[1], header[0], faults)
    if named is None:
        return None
    columns, headers = named
    rows = _fitted(records, len(columns), delimiter, faults)
    return Table(source.name, encoding_name(encoding), columns, headers, header[0], rows)


def _first_line(lines: io.TextIOWrapper) -> tuple[int, str]:
    """How many blank lines come first, and the line after them."""
    blank = 0
    for line in lines:
        if line.strip():
            return blank, line
        blank += 1
    return blank, ""


def _delimiter(header: str) -> str:
    """The delimiter that divides the header most; what stands in quotes divides nothing."""
    outside = "".join(header.split('"')[::2])
    return max(_DELIMITERS, key=outside.count)


def _records(lines: Iterator[str], delimiter: str, before: int, faults: Faults) -> Iterator[Row]:
    """Every record with the number of the row on which it starts; ends where the file breaks."""
    last = [""]

    def noted() -> Iterator[str]:
        for line in lines:
            last[0] = line
            yield line

    reader = csv.reader(noted(), delimiter=delimiter, strict=True)
    row = before + 1
    # The module has one limit for all; it is ours only while we read.
    usual = csv.field_size_limit(limits.FIELD_CHARACTERS)
    try:
        for record in reader:
            yield row, record
            row = before + reader.line_num + 1
    except csv.Error:
        faults.lost_rows = True
        _report_break(row, before + reader.line_num, last[0], faults)
    finally:
        csv.field_size_limit(usual)
    note_if_cut(row - 1, faults)


def _report_break(row: int, last: int, line: str, faults: Faults) -> None:
    """Say why the record that starts on ``row`` and was read up to ``last`` cannot be read."""
    if last > row or line.count('"') % 2:
        faults.add(codes.UNCLOSED_QUOTE, row)
    elif "\r" in line.rstrip("\r\n"):
        faults.add(codes.LONE_RETURN, row)
    elif len(line) > limits.FIELD_CHARACTERS:
        faults.add(codes.FIELD_TOO_LONG, row, limit=write_number(limits.FIELD_CHARACTERS))
    else:
        faults.add(codes.STRAY_QUOTE, row)


def _fitted(records: Iterator[Row], width: int, delimiter: str, faults: Faults) -> Iterator[Row]:
    """The records that have a cell for every column; blank ones are left out, others reported."""
    last = limits.DATA_ROWS
    for row, record in records:
        if len(record) != width:
            if not any(record):
                continue
            if len(record) < width or any(record[width:]):
                faults.lost_rows = True
                if any("\n" in cell for cell in record):
                    # A quote that some later quote happened to close: the rows between are lost.
                    faults.add(codes.UNCLOSED_QUOTE, row)
                    return
                faults.add(
                    codes.CELL_COUNT, row, found=counted(len(record), "cell", "celler"),
                    expected=width, delimiter=_DELIMITERS[delimiter],
                )  # fmt: skip
                continue
            del record[width:]
        if row > last:
            faults.lost_rows = True
            faults.add(codes.TOO_MANY_ROWS, row, limit=write_number(last))
            return
        if any(record):
            yield row, record
