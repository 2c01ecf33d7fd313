"""Bytes to source: everything that must hold before the text is parsed.

Size, encoding, hidden characters, line ends, quotes and brackets that never close. Linear in the
size of the file, and it stops hostile input before anything slower sees it.
"""

import re
import unicodedata
from typing import Final

from overenskommelse import limits, text_codes
from overenskommelse.diagnostics import Code, Fix, Report
from overenskommelse.numbers import write_size
from overenskommelse.source import Source, Span
from overenskommelse.text import code_point, counted, is_hidden, visible

_BOM: Final = b"\xef\xbb\xbf"
_ODD_LINE_ENDS: Final = re.compile("[\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029]")
_CANDIDATE: Final = re.compile(r"[^\n -~\u00a0-\u00ac\u00ae-\u017f–—−”“…•]")
_CLOSED: Final = re.compile(r'(?:[^"”“„\[#]+|"[^"]*"|[”“„][^”“]*[”“]|\[[^\]]*\])*')
"""As much of a line as holds no open quote or bracket, up to its comment.

Nothing follows that could fail, so nothing is tried twice. (Possessive repeats, which would say so,
go wrong in early releases of Python 3.11.)
"""
_WORD_BULLET: Final = re.compile("[\uf020-\uf0ff]")
"""What the signs of Word's symbol fonts become as text: the marks before a list's items."""
_TAB: Final = 4
_SHOWN_AS_NOTHING: Final = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff")
"""Hidden characters that neither turn the text around nor stand for anything: without them a line
says what it is seen to say."""
_NAMES: Final = {
    "\u00ad": "ett mjukt bindestreck",
    "\u200b": "ett mellanslag utan bredd",
    "\u200c": "ett tecken som skiljer bokstäver åt",
    "\u200d": "ett tecken som fogar ihop bokstäver",
    "\u2060": "ett tecken som håller ihop ord",
    "\ufeff": "ett märke som hör hemma först i en fil",
    **dict.fromkeys(
        "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069",
        "ett tecken som vänder skrivriktningen",
    ),
}
"""What the commonest hidden characters are to somebody who cannot see them."""
TO_OKT: Final = re.compile("#[ \u00a0]*(?i:okt) *:")
"""How a comment begins that speaks to okt itself (see `compiler.allowing`)."""
_CLOSERS: Final = {'"': '"', "”": "”", "“": "”", "„": "”", "[": "]"}


_PACKED: Final = (
    (b"PK\x03\x04", "ett Word- eller Exceldokument eller en zipfil"),
    (b"%PDF", "ett PDF-dokument"),
    (b"\xd0\xcf\x11\xe0", "ett äldre Word- eller Exceldokument"),
)
"""How files begin that are no text."""


def scan(name: str, data: bytes, report: Report) -> Source | None:
    r"""The source, with ``\\n`` line ends and composed characters; None if it cannot be read."""
    kind = next((kind for mark, kind in _PACKED if data.startswith(mark)), None)
    if kind is not None:
        report.add(text_codes.NOT_AN_AGREEMENT, seems=f"; den ser ut att vara {kind}")
        return None
    if len(data) > limits.AGREEMENT_BYTES:
        report.add(text_codes.FILE_TOO_LARGE, limit=write_size(limits.AGREEMENT_BYTES))
        return None
    try:
        text = data.removeprefix(_BOM).decode("utf-8")
    except UnicodeDecodeError:
        wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
        guess = "; den ser ut att vara UTF-16" if wide else "; den kan vara sparad som Windows-1252"
        report.add(text_codes.NOT_UTF8, guess=guess)
        return None
    crlf = text.count("\r\n")
    text = normal(text)
    source = Source(name, text)
    lf = text.count("\n") - crlf
    if crlf and lf:
        # The file is written anew with one kind of line end, whatever is changed in it.
        start = Span(source, 0, 0)
        report.add(
            text_codes.MIXED_LINE_ENDS, start, fix=Fix(start, "", safe=True),
            crlf=counted(crlf, "rad", "rader"), lf=counted(lf, "rad", "rader"),
        )  # fmt: skip
    if not text.strip():
        report.add(text_codes.EMPTY_FILE, Span(source, 0, 0))
        return None
    if not _sizes(source, report):
        return None
    return _lines(source, report)


def normal(text: str) -> str:
    r"""A text as it is read: ``\\n`` line ends, composed characters."""
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n"))


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


def _lines(source: Source, report: Report) -> Source:
    """What of the source is read on: all, or what comes before so many faulty lines that reading
    more would help nobody. The parser keeps quiet about lines that are told of here."""
    faulty = 0
    goes_on: set[int] = set()
    """Where lines begin that end a text which the line before them opens."""
    for start, line in zip(source.line_starts, source.text.split("\n"), strict=True):
        if faulty == limits.UNREADABLE_LINES and line.strip():
            report.add(
                text_codes.TOO_MANY_FAULTS,
                Span(source, start, start + 1),
                limit=limits.UNREADABLE_LINES,
            )
            return Source(source.name, source.text[:start])
        strange = _characters(source, start, line, report)
        unclosed = start not in goes_on and _unclosed(source, start, line, goes_on, report)
        faulty += strange or unclosed
    return source


def _characters(source: Source, start: int, line: str, report: Report) -> bool:
    """Whether characters stand in a line that may not; each kind is told where it is first."""
    places: dict[Code, list[int]] = {}
    for match in _CANDIDATE.finditer(line):
        if _WORD_BULLET.match(match[0]) and not line[: match.start()].strip():
            continue  # The parser tells of it as of any other bullet.
        code = _kind(match[0])
        if code is not None:
            places.setdefault(code, []).append(match.start())
    for code, found in places.items():
        first = line[found[0]]
        report.add(
            code,
            Span(source, start + found[0], start + found[0] + 1),
            fix=_cleaned(source, start, line, code, found),
            character=visible(first),
            code_point=code_point(first),
            name=f", {_NAMES[first]}" if first in _NAMES else "",
            more=f" (och {len(found) - 1} till på raden)" if len(found) > 1 else "",
        )
    return any(code != text_codes.TABS for code in places)


def _cleaned(source: Source, start: int, line: str, code: Code, found: list[int]) -> Fix:
    """A line without its characters of a kind, from the first of them to the last."""
    first, end = found[0], found[-1] + 1
    span = Span(source, start + first, start + end)
    if code is text_codes.TABS:
        return Fix(span, line[:end].expandtabs(_TAB)[first:], safe=True)
    instead = "\n" if code is text_codes.BAD_LINE_END else ""
    text = "".join(instead if i in found else line[i] for i in range(first, end))
    return Fix(span, text, safe={line[i] for i in found} <= _SHOWN_AS_NOTHING)


def _kind(character: str) -> Code | None:
    """What is wrong with a character, if anything is."""
    if character == "\t":
        return text_codes.TABS
    if _ODD_LINE_ENDS.match(character):
        return text_codes.BAD_LINE_END
    return text_codes.HIDDEN_CHARACTER if is_hidden(character) else None


def before_comment(line: str) -> str:
    """A line without its comment."""
    end = _closed_until(line)
    return line[:end] if line[end : end + 1] == "#" else line


def end_of_words(source: Source, position: int) -> int:
    """Where the last word before a position ends, comments and blank lines passed over."""
    for line in range(source.line_of(position), 0, -1):
        start = source.line_starts[line - 1]
        before = source.line_text(line)[: max(position - start, 0)]
        words = before_comment(before).rstrip()
        if words:
            return start + len(words)
    return 0


def _closed_until(line: str) -> int:
    """Where a comment begins, or a quote or a bracket that never closes; else the line's end."""
    closed = _CLOSED.match(line)
    return closed.end() if closed else 0


def _unclosed(source: Source, start: int, line: str, goes_on: set[int], report: Report) -> bool:
    """Whether a quote or a bracket does not close on its own line; it is told where it opens.

    If the next line closes it, that is told at once, and the line is noted in ``goes_on``.
    """
    opened_at = _closed_until(line)
    if opened_at == len(line) or line[opened_at] == "#":
        return False
    closer = _CLOSERS[line[opened_at]]
    opened = "hänvisningen" if closer == "]" else "citattecknet"
    next_start = start + len(line) + 1
    following = source.text[next_start:].partition("\n")[0] if closer != "]" else ""
    joined = f"{line.rstrip()} {following.lstrip()}"
    if _closed_until(following) < len(following) and _closed_until(joined) == len(joined):
        goes_on.add(next_start)
        gap = Span(
            source,
            start + len(line.rstrip()),
            next_start + len(following) - len(following.lstrip()),
        )
        span = Span(source, start + opened_at, next_start + following.find(closer) + 1)
        report.add(text_codes.WRAPPED, span, fix=Fix(gap, " ", safe=True))
        return True
    span = Span(source, start + opened_at, start + opened_at + 1)
    report.add(text_codes.UNCLOSED, span, opened=opened, closing=closer)
    return True
