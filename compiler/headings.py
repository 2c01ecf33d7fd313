"""A lawyer's address for each diagnostic: the innermost clause with a heading that it stands in."""

from collections.abc import Iterable, Sequence

from attrs import evolve

from overenskommelse.diagnostics import Diagnostic, Report
from overenskommelse.source import Span


def with_headings(report: Report, headings: Sequence[tuple[Span, str]]) -> Report:
    """The same report, each diagnostic in an agreement headed by its clause."""
    starts = {d.span.start for d in report.found if d.span is not None and not d.heading}
    found = _innermost(sorted(starts), headings)
    return Report([_headed(diagnostic, found) for diagnostic in report.found])


def _innermost(positions: Iterable[int], headings: Sequence[tuple[Span, str]]) -> dict[int, str]:
    """The heading of the innermost span around each position; clauses nest, they never cross."""
    waiting = sorted(headings, key=lambda entry: (-entry[0].start, entry[0].end))
    around: list[tuple[Span, str]] = []
    found: dict[int, str] = {}
    for position in positions:
        while waiting and waiting[-1][0].start <= position:
            around.append(waiting.pop())
        while around and around[-1][0].end <= position:
            around.pop()
        if around:
            found[position] = around[-1][1]
    return found


def _headed(diagnostic: Diagnostic, found: dict[int, str]) -> Diagnostic:
    if diagnostic.span is None or diagnostic.heading or diagnostic.span.start not in found:
        return diagnostic
    return evolve(diagnostic, heading=found[diagnostic.span.start])
