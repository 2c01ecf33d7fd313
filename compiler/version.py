"""`okt 1`: every file begins by saying which version of the language it is written in."""

import re
from typing import Final

from compiler.parse import Parsed, Token, Tree
from overenskommelse import text_codes
from overenskommelse.diagnostics import Fix, Report
from overenskommelse.source import Source, Span
from overenskommelse.text import visible

VERSION: Final = "1"


_HEADS: Final = frozenset({"version", "agreement", "amendment"})
"""Rules of the statements that show that a file is meant for okt, even where they are broken."""
_FENCE: Final = re.compile("^```", re.MULTILINE)
"""What surrounds examples in a document about agreements (Markdown)."""


def is_other_kind(source: Source, parsed: Parsed) -> bool:
    """Whether a file with faults is no agreement at all: a table, a letter, a document."""
    statements = [child for child in parsed.tree.children if isinstance(child, Tree)]
    if _FENCE.search(source.text):
        return True
    return _HEADS.isdisjoint(parsed.top) and all(_broken(statement) for statement in statements)


def check_version(source: Source, tree: "Tree[Token]", report: Report) -> Span | None:
    """Whether a file says its version, first and once; the statement that does, if one does."""
    statements = [child for child in tree.children if isinstance(child, Tree)]
    versions = [statement for statement in statements if statement.data == "version"]
    if any(_broken(statement) for statement in versions):
        return None
    if not versions:
        start = Span(source, 0, 0)
        report.add(text_codes.NO_VERSION, start, fix=Fix(start, f"okt {VERSION}\n", safe=True))
        return None
    said = [_said(source, statement) for statement in versions]
    if statements[0] is not versions[0] and not _broken(statements[0]):
        report.add(text_codes.NO_VERSION, said[0])
    if said[0].text != VERSION:
        report.add(text_codes.UNKNOWN_VERSION, said[0], found=visible(said[0].text[:20]))
    for extra in said[1:]:
        report.add(text_codes.REPEATED_CLAUSE, extra, keyword="okt", statement="filen")
    return Span(source, versions[0].meta.start_pos, versions[0].meta.end_pos)


def _broken(statement: "Tree[Token]") -> bool:
    return any(isinstance(part, Token) and part.type == "FEL" for part in statement.children)


def _said(source: Source, version: "Tree[Token]") -> Span:
    number = next(part for part in version.children if isinstance(part, Token))
    return Span(source, number.start_pos or 0, number.end_pos or 0)
