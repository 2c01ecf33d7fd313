"""Where every statement comes from: only asked of an agreement that is checked strictly."""

from typing import Final

from compiler.checks.draft import Draft, marked
from compiler.statements import own_tokens, statements
from overenskommelse import codes
from overenskommelse.diagnostics import Report
from overenskommelse.source import Span

_CITED: Final = frozenset(
    {
        "recipient", "key", "interpretation", "ladder", "measure", "block", "requirement",
        "bonus_pot", "item", "grant", "payment", "repayment", "obligation", "criterion",
        "focus_area", "condition",
    }
)  # fmt: skip
"""Rules of the statements that must be cited. What stands under one may rest on its citation."""


def check_citations(draft: Draft, report: Report) -> None:
    """Warn of statements without a citation, and of every citation that is left to be written."""
    if not draft.strict:
        return
    for statement in statements(draft.parsed):
        found = [t for t in own_tokens(statement, draft.parsed) if t.type == "CITATION"]
        written = any(token[1:-1].strip("; ") for token in found)
        if not written and (found or statement.data in _CITED):
            span = Span(draft.source, statement.meta.start_pos, statement.meta.end_pos)
            words = span.text.split("\n")[0].split()
            report.add(codes.NOT_CITED, marked(span), statement=f"”{' '.join(words[:2])}”")
