"""Checks of an agreement: all of them run, each reports all that it finds.

Every check has one signature: a draft and a report. None trusts a part of the file that could not
be read, so none blames the author for a consequence of another fault.
"""

from collections.abc import Callable
from typing import Final

from compiler.checks.citations import check_citations
from compiler.checks.conditions import check_conditions
from compiler.checks.decisions import check_decisions
from compiler.checks.draft import Draft
from compiler.checks.former import check_former
from compiler.checks.goals import check_goals
from compiler.checks.ladders import check_ladders
from compiler.checks.layout import check_layout
from compiler.checks.months import check_months
from compiler.checks.names import check_names
from compiler.checks.payments import check_payments
from compiler.checks.questions import check_questions
from compiler.checks.roundings import check_roundings
from compiler.checks.sameness import check_sameness
from compiler.checks.spending import check_spending
from compiler.checks.sums import check_sums
from compiler.checks.times import check_times
from compiler.checks.units import check_units
from overenskommelse.diagnostics import Report

__all__ = ["Draft", "check"]


def _check_examples(draft: Draft, report: Report) -> None:
    """An agreement without examples does not wait for what checks them."""
    if draft.agreement.examples:
        from compiler.checks.examples import check_examples

        check_examples(draft, report)


def _check_sources(draft: Draft, report: Report) -> None:
    """A file that does not give its source's headings does not wait for what checks them."""
    if draft.agreement.sources:
        from compiler.checks.sources import check_sources

        check_sources(draft, report)


_CHECKS: Final[tuple[Callable[[Draft, Report], None], ...]] = (
    check_layout,
    check_citations,
    _check_sources,
    check_names,
    check_former,
    check_units,
    check_sums,
    check_ladders,
    check_goals,
    check_sameness,
    check_payments,
    check_months,
    check_decisions,
    check_roundings,
    check_spending,
    check_conditions,
    check_times,
    _check_examples,
    check_questions,
)


def check(draft: Draft, report: Report) -> None:
    """Run every check."""
    for one in _CHECKS:
        one(draft, report)
