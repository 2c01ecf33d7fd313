"""From bytes to lines: which encoding a file has, and a refusal where that cannot be known."""

import codecs
import io
from typing import Final

from overenskommelse import file_codes as codes
from overenskommelse.dataoptions import ENCODINGS
from runtime.intake.faults import Faults

_OLD_OR_LOCKED: Final = b"\xd0\xcf\x11\xe0"
"""How Excel's older files begin, and its newer ones under a password."""
_UTF16: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_UTF8: Final = "utf-8-sig"
"""UTF-8, with or without its mark."""
_TORN: Final = tuple(letter.encode().decode("cp1252", "ignore") for letter in "åäöÄÖéü")
"""How Swedish letters of UTF-8 look when read as Windows-1252."""


def encoding_name(encoding: str) -> str:
    """What users call an encoding."""
    return ENCODINGS["utf-8" if encoding == _UTF8 else encoding]


def encoding_of(data: bytes, chosen: str | None, faults: Faults) -> str | None:
    """The encoding of a text file; None, with a diagnostic, for what is not readable text.

    If none was chosen, UTF-8 is tried first. A file that is not UTF-8 is taken for Windows-1252,
    with a note, unless it looks like UTF-8 with a fault in it.
    """
    if data.startswith(_OLD_OR_LOCKED):
        faults.add(codes.SPREADSHEET)
        return None
    nul = data.find(b"\0")
    if data.startswith(_UTF16) or nul in (0, 1):
        faults.add(codes.UTF16)
        return None
    if nul >= 0:
        faults.add(codes.NUL_BYTE, _row(data, nul))
        return None
    return _tried(data, faults) if chosen is None else _checked(data, chosen, faults)


def lines_of(data: bytes, encoding: str) -> io.TextIOWrapper:
    """The text's lines, which end where a newline stands and nowhere else.

    It is decoded anew, line by line, so that a large file is never held as text as well.
    """
    return io.TextIOWrapper(io.BytesIO(data), encoding=encoding, newline="\n")


def _tried(data: bytes, faults: Faults) -> str | None:
    try:
        data.decode("utf-8")
        return _UTF8
    except UnicodeDecodeError as error:
        position = error.start
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError as error:
        position = error.start
    else:
        if not any(letter in text for letter in _TORN):
            faults.add(codes.READ_AS_WINDOWS)
            return "cp1252"
    _report_byte(data, position, "UTF-8 eller Windows-1252", faults)
    return None


def _checked(data: bytes, chosen: str, faults: Faults) -> str | None:
    """The encoding that the user chose, if the whole file can be read so."""
    is_utf8 = chosen == "utf-8"
    if data.startswith(codecs.BOM_UTF8) and not is_utf8:
        faults.add(codes.OTHER_ENCODING, 1, encoding=encoding_name(chosen))
        return None
    try:
        data.decode(chosen)
    except UnicodeDecodeError as error:
        _report_byte(data, error.start, encoding_name(chosen), faults)
        return None
    return _UTF8 if is_utf8 else chosen


def _report_byte(data: bytes, position: int, what: str, faults: Faults) -> None:
    faults.add(
        codes.UNREADABLE_BYTE, _row(data, position), number=position + 1,
        byte=f"{data[position]:02X}", what=what,
    )  # fmt: skip


def _row(data: bytes, position: int) -> int:
    return data.count(b"\n", 0, position) + 1
