"""Layout: indentation never decides, so it must not seem to."""

from compiler.checks.draft import Draft, head
from compiler.readings import clauses
from overenskommelse import agreement as a
from overenskommelse import text_codes
from overenskommelse.diagnostics import Report

_TOP = (
    a.Recipient, a.AllocationKey, a.RoundingRules, a.Interpretation, a.Ladder, a.Measure, a.Block,
    a.Grant, a.Payment, a.Repayment, a.Obligation, a.Criterion, a.Condition,
)  # fmt: skip


def check_layout(draft: Draft, report: Report) -> None:
    """Warn where a line's indentation suggests that it belongs to something else."""
    agreement = draft.agreement
    told: set[int] = set()
    for clause in clauses(agreement):
        if isinstance(clause, (*_TOP, a.Requirement)) and clause.span.end > clause.span.start:
            _below(clause, told, report)


def _below(statement: a.Clause, told: set[int], report: Report) -> None:
    """Every statement inside another is indented more than the other's keyword."""
    if not _starts_line(statement):
        return  # That is told already, and its indentation is another statement's.
    for child in _children(statement):
        if _starts_line(child) and child.span.line != statement.span.line:
            if _indent(child) <= _indent(statement) and child.span.start not in told:
                told.add(child.span.start)
                name = statement.span.first_line().text.split(" ")[0]
                report.add(text_codes.INDENTATION, head(child), statement=f"”{name}”")


def _children(statement: a.Clause) -> list[a.Clause]:
    return [child for child in clauses(statement) if child is not statement]


def _starts_line(clause: a.Clause) -> bool:
    return clause.span.column == _indent(clause) + 1


def _indent(clause: a.Clause) -> int:
    line = clause.span.source.line_text(clause.span.line)
    return len(line) - len(line.lstrip())
