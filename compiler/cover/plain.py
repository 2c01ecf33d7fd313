"""Bytes of a source to its text: the encoding, and what a PDF leaves behind in it."""

import re
from enum import Enum
from typing import Final

from overenskommelse import limits

_BOMS: Final = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_PDF: Final = b"%PDF"
_ZIP: Final = b"PK\x03\x04"
_PAGE_NUMBER: Final = re.compile(
    r"^[ \t]*(?:sida[ \t]+)?[0-9]{1,3}"
    r"(?:[ \t]*(?:\([0-9]{1,3}\)|(?:av|/)[ \t]*[0-9]{1,3}))?[ \t]*$",
    re.MULTILINE | re.IGNORECASE,
)
_HYPHENATED: Final = re.compile(
    r"([a-zåäöé])[-\u00ad\u2010][ \t]*\n[ \t]*(?!(?:och|eller|samt)\b)([a-zåäöé]+)[ \t]*"
)


class Unread(Enum):
    """Why bytes are no text that can be covered. The value is a word for it."""

    TOO_LARGE = "large"
    PDF = "pdf"
    PACKED = "packed"
    NO_TEXT = "binary"
    LONG_LINE = "line"


def plain(data: bytes) -> str | Unread:
    """The text, line by line as it stands but for page numbers and hyphens at the ends of lines.

    A text without byte order mark that is not UTF-8 is read as Windows-1252: what older programs
    save. Every line keeps its number.
    """
    if len(data) > limits.SOURCE_BYTES:
        return Unread.TOO_LARGE
    if data.startswith((_PDF, _ZIP)):
        return Unread.PDF if data.startswith(_PDF) else Unread.PACKED
    text = _decoded(data)
    if text is None or "\0" in text:
        return Unread.NO_TEXT
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", " ").replace("\v", " ")
    if max(map(len, text.split("\n"))) > limits.SOURCE_LINE_CHARACTERS:
        return Unread.LONG_LINE
    return _HYPHENATED.sub(r"\1\2\n", _PAGE_NUMBER.sub("", text))


def _decoded(data: bytes) -> str | None:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _read(data[len(mark) :], encoding)
    text = _read(data, "utf-8")
    return text if text is not None else _read(data, "cp1252")


def _read(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None
