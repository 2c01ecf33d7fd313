"""Where every statement comes from: only asked of an agreement that is checked strictly."""

import re
from typing import Final

from compiler.checks.draft import Draft, marked
from compiler.statements import own_tokens, statements
from overenskommelse import codes, text_codes
from overenskommelse.diagnostics import Fix, Report
from overenskommelse.source import Span

_CITED: Final = frozenset(
    {
        "recipient", "key", "interpretation", "ladder", "measure", "block", "requirement",
        "bonus_pot", "item", "grant", "payment", "repayment", "obligation", "criterion",
        "focus_area", "condition",
    }
)  # fmt: skip
"""Rules of the statements that must be cited. What stands under one may rest on its citation."""


_LETTERS: Final = "A-Za-zÅÄÖåäö"
WAYS: Final = (
    ("avsnitt", "Avsnitt", "avsn.", "avs."),
    ("bilaga", "Bilaga", "bil."),
    ("tabell", "Tabell", "tab."),
    ("kapitel", "Kapitel", "kap."),
    ("punkt", "Punkt", "p."),
    ("sida", "Sida", "sid.", "s."),
)
"""What a part of a source is called, in the ways that people write it."""
_NAMES: Final = "|".join(re.escape(way) for ways in WAYS for way in ways)
_PART: Final = re.compile(rf"(?<![{_LETTERS}])(?:{_NAMES})(?![{_LETTERS}])")


def check_citations(draft: Draft, report: Report) -> None:
    """Warn of statements without a citation, of every citation that is left to be written, and of
    those that do not call a part of the source as most do.
    """
    if not draft.strict:
        return
    _missing(draft, report)
    _in_two_ways(draft, report)


def _in_two_ways(draft: Draft, report: Report) -> None:
    found: dict[str, list[Span]] = {}
    for statement in statements(draft.parsed):
        for token in own_tokens(statement, draft.parsed):
            start = token.start_pos or 0
            for match in _PART.finditer(token) if token.type == "CITATION" else ():
                span = Span(draft.source, start + match.start(), start + match.end())
                found.setdefault(match[0], []).append(span)
    for ways in WAYS:
        usual = max(ways, key=lambda way: len(found.get(way, ())))
        for span in (span for way in ways if way != usual for span in found.get(way, ())):
            report.add(
                text_codes.CITED_IN_TWO_WAYS, span, fix=Fix(span, usual, safe=True),
                found=span.text, usual=usual,
            )  # fmt: skip


def _missing(draft: Draft, report: Report) -> None:
    for statement in statements(draft.parsed):
        found = [t for t in own_tokens(statement, draft.parsed) if t.type == "CITATION"]
        written = any(token[1:-1].strip("; ") for token in found)
        if not written and (found or statement.data in _CITED):
            span = Span(draft.source, statement.meta.start_pos, statement.meta.end_pos)
            words = span.text.split("\n")[0].split()
            report.add(codes.NOT_CITED, marked(span), statement=f"”{' '.join(words[:2])}”")
