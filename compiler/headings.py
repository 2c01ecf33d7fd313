"""A lawyer's address for each diagnostic: the innermost clause with a heading that it stands in."""

from collections.abc import Sequence

from attrs import evolve

from overenskommelse.diagnostics import Diagnostic, Report
from overenskommelse.source import Span


def with_headings(report: Report, headings: Sequence[tuple[Span, str]]) -> Report:
    """The same report, each diagnostic in an agreement headed by its clause."""
    return Report([_headed(diagnostic, headings) for diagnostic in report.found])


def _headed(diagnostic: Diagnostic, headings: Sequence[tuple[Span, str]]) -> Diagnostic:
    if diagnostic.span is None or diagnostic.heading:
        return diagnostic
    start = diagnostic.span.start
    around = [(span, text) for span, text in headings if span.start <= start < span.end]
    if not around:
        return diagnostic
    _, text = min(around, key=lambda entry: entry[0].end - entry[0].start)
    return evolve(diagnostic, heading=text)
