"""The one form of a file: what `okt fmt` writes, and what every command that writes okt writes.

    scan → parse → outline → columns → lines

The layout follows from the grammar's shape: a statement is led by its keyword, its values come
after it, its citations last, and how deep it stands is how many statements it stands under. A new
clause is laid out without a line here.

No document-printing library is used. Those in Wadler's manner choose line breaks so that nested
groups fit a width; here nothing is nested within a statement, hardly any is broken, and what
matters, columns over many statements, they do not have.
"""

import re
from collections.abc import Iterator
from typing import Final

from attrs import frozen

from compiler.fmt.columns import INDENT, Measures, aligned, row_of
from compiler.fmt.lines import loose_lines, row_lines
from compiler.fmt.outline import Remark, Statement, Unit, blank_lines, outline, tables
from compiler.parse import Parsed, parse
from compiler.scan import scan
from overenskommelse import text_codes
from overenskommelse.diagnostics import Report
from overenskommelse.source import Source, Span

__all__ = ["WIDTH", "Formatted", "format_text", "formatted"]

WIDTH: Final = 120
"""Characters across, where a statement can be broken so."""


@frozen
class Formatted:
    """A file in the one form; no text where it could not be read."""

    report: Report
    text: str | None = None


def format_text(name: str, data: bytes, width: int = WIDTH) -> Formatted:
    """A file's bytes in the one form, or what is wrong with it.

    Only what cannot be read is wrong here: an agreement may be formatted while it is written.
    """
    report = Report()
    source = scan(name, data, report)
    if source is None:
        return Formatted(report)
    parsed = parse(source, report)
    if report.failed:
        return Formatted(report)
    units = outline(source, parsed)
    told = Report()
    _misleading(source, units, told)
    text = _text(source, units, width)
    scan(name, text.encode(), told)  # It may have grown beyond what can be read.
    return Formatted(told, None if told.failed else text)


def formatted(source: Source, parsed: Parsed, width: int = WIDTH) -> str:
    """A source that could be read, in the one form."""
    return _text(source, outline(source, parsed), width)


def _misleading(source: Source, units: list[Unit], report: Report) -> None:
    """Warn of a line whose indentation says something else than its words: afterwards nobody
    sees it. Where nothing under a statement is indented, indentation says nothing."""
    under = [(unit, unit.parent) for unit in units if isinstance(unit, Statement) and unit.parent]
    indents = {parent for unit, parent in under if unit.column > parent.column}
    for unit, parent in under:
        if unit.column <= parent.column and parent in indents:
            span = Span(source, unit.words[0].start, unit.words[-1].start + 1).first_line()
            report.add(text_codes.INDENTATION, span, statement=f"”{parent.words[0].text}”")


def _text(source: Source, units: list[Unit], width: int) -> str:
    text = "".join(f"{line}\n" for line in _lines(units, Measures(width)))
    if _said(text) != _said(source.text):
        raise RuntimeError(f"formatting would change what {source.name} says")
    return text


def _lines(units: list[Unit], measures: Measures) -> Iterator[str]:
    blanks = blank_lines(units)
    rows = {u: row for u in units if isinstance(u, Statement) and (row := row_of(u))}
    texts: dict[Statement, list[str]] = {}
    for table in tables(units, blanks):
        together = [rows[statement] for statement in table if statement in rows]
        for row, text in zip(together, aligned(together, measures), strict=True):
            texts[row.statement] = text
    for unit, above in zip(units, blanks, strict=True):
        yield from [""] * above
        if isinstance(unit, Remark):
            yield " " * INDENT * unit.depth + unit.text
        elif unit in rows:
            yield from row_lines(rows[unit], texts[unit], measures)
        else:
            yield from loose_lines(unit, measures)


_ANY_SPELLING: Final = str.maketrans(
    {"—": "–", "−": "–", "-": "–", "”": '"', "“": '"', "[": ";", "]": ";"}
)
_BRACKETS: Final = re.compile(";+")


def _said(text: str) -> str:
    """A text without its blanks, with everything in one spelling that formatting may change."""
    return _BRACKETS.sub(";", "".join(text.split()).translate(_ANY_SPELLING))
