"""Bytes to source: everything that must hold before the text is parsed.

Size, encoding, hidden characters, line ends, quotes and brackets that never close. Linear in the
size of the file, and it stops hostile input before anything slower sees it.
"""

import re
import unicodedata
from typing import Final

from overenskommelse import limits, text_codes
from overenskommelse.diagnostics import Report
from overenskommelse.source import Source, Span
from overenskommelse.text import code_point, is_hidden, visible

_BOM: Final = b"\xef\xbb\xbf"
_ODD_LINE_ENDS: Final = re.compile("[\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029]")
_CANDIDATE: Final = re.compile(r"[^\n -~\u00a0-\u00ac\u00ae-\u017f–—−”“…•]")
_CLOSERS: Final = {'"': '"', "”": "”", "“": "”", "[": "]"}


def scan(name: str, data: bytes, report: Report) -> Source | None:
    r"""The source, with ``\\n`` line ends and composed characters; None if it cannot be read."""
    if len(data) > limits.AGREEMENT_BYTES:
        report.add(text_codes.FILE_TOO_LARGE, size=len(data), limit=limits.AGREEMENT_BYTES)
        return None
    try:
        text = data.removeprefix(_BOM).decode("utf-8")
    except UnicodeDecodeError as error:
        wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
        guess = "; den ser ut att vara UTF-16" if wide else "; den kan vara sparad som Windows-1252"
        report.add(text_codes.NOT_UTF8, position=error.start + 1, guess=guess)
        return None
    crlf = text.count("\r\n")
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n"))
    source = Source(name, text)
    lf = text.count("\n") - crlf
    if crlf and lf:
        report.add(text_codes.MIXED_LINE_ENDS, Span(source, 0, 0), crlf=crlf, lf=lf)
    if not text.strip():
        report.add(text_codes.EMPTY_FILE, Span(source, 0, 0))
        return None
    if not _sizes(source, report):
        return None
    # The rest is told line by line, and the parser keeps quiet about lines already told of.
    _characters(source, report)
    _closed(source, report)
    return source


def _sizes(source: Source, report: Report) -> bool:
    lines = source.text.split("\n")
    written = sum(1 for line in lines if line.strip())
    if written > limits.STATEMENTS:
        report.add(
            text_codes.TOO_MANY_STATEMENTS,
            Span(source, 0, 0),
            count=written,
            limit=limits.STATEMENTS,
        )
        return False
    fits = True
    for start, line in zip(source.line_starts, lines, strict=True):
        if len(line) > limits.LINE_CHARACTERS:
            fits = False
            report.add(
                text_codes.LINE_TOO_LONG,
                Span(source, start, start + 1),
                length=len(line),
                limit=limits.LINE_CHARACTERS,
            )
    return fits


def _characters(source: Source, report: Report) -> None:
    tabbed: set[int] = set()
    for match in _CANDIDATE.finditer(source.text):
        character, span = match[0], Span(source, match.start(), match.end())
        if character == "\t":
            if span.line not in tabbed:
                tabbed.add(span.line)
                report.add(text_codes.TABS, span)
        elif _ODD_LINE_ENDS.match(character):
            report.add(text_codes.BAD_LINE_END, span, character=code_point(character))
        elif is_hidden(character):
            name = unicodedata.name(character, "styrtecken").lower()
            report.add(text_codes.HIDDEN_CHARACTER, span, character=visible(character), name=name)


def _closed(source: Source, report: Report) -> None:
    """Every quote and bracket closes on its own line; one that does not is told where it opens."""
    for start, line in zip(source.line_starts, source.text.split("\n"), strict=True):
        closer, opened_at = "", 0
        for i, character in enumerate(line):
            if closer:
                if character == closer or (closer == "”" and character == "“"):
                    closer = ""
            elif character == "#":
                break
            elif character in _CLOSERS:
                closer, opened_at = _CLOSERS[character], i
        if closer:
            opened = "hänvisningen" if closer == "]" else "citattecknet"
            span = Span(source, start + opened_at, start + opened_at + 1)
            report.add(text_codes.UNCLOSED, span, opened=opened, closing=closer)
