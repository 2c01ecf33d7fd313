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
from compiler.checks.ladders import check_ladders
from compiler.checks.layout import check_layout
from compiler.checks.months import check_months
from compiler.checks.names import check_names
from compiler.checks.payments import check_payments
from compiler.checks.roundings import check_roundings
from compiler.checks.spending import check_spending
from compiler.checks.sums import check_sums
from compiler.checks.units import check_units
from overenskommelse.diagnostics import Report

__all__ = ["Draft", "check"]

_CHECKS: Final[tuple[Callable[[Draft, Report], None], ...]] = (
    check_layout,
    check_citations,
    check_names,
    check_units,
    check_sums,
    check_ladders,
    check_payments,
    check_months,
    check_decisions,
    check_roundings,
    check_spending,
    check_conditions,
)


def check(draft: Draft, report: Report) -> None:
    """Run every check."""
    for one in _CHECKS:
        one(draft, report)
