"""Several files made into one text: what is included, and then what amendments change.

It is done on the text, statement by statement; the result is an agreement like any other, whose
every part knows the file that it was written in (`overenskommelse.source`). Building, checking
and computing know nothing of it.
"""

from collections.abc import Sequence

from attrs import frozen

from compiler.complaints import EXAMPLE_YEAR
from compiler.compose.amend import Amending
from compiler.compose.amendment import Amendment, check_itself, check_order
from compiler.compose.documents import Document, read
from compiler.compose.include import with_included
from compiler.compose.kinds import check_agreement, check_amendment, next_amendment
from compiler.compose.orders import Repealed
from compiler.compose.origins import at_origin
from overenskommelse import text_codes
from overenskommelse.diagnostics import Report
from overenskommelse.source import Source, Span
from overenskommelse.written import Written

__all__ = ["Composed", "compose"]


@frozen
class Composed:
    """A text put together, and what amendments have taken away of it."""

    source: Source
    repealed: tuple[Repealed, ...] = ()


def compose(
    given: Written, document: Document, amendments: Sequence[Written], report: Report
) -> Composed | None:
    """The text of an agreement with everything that belongs to it.

    Args:
        given: The agreement.
        document: The same, as it was read.
        amendments: What amends it, in order.
        report: What was found in it so far; what is found in the other files is added.

    Returns:
        The text, or None where it cannot be made; the report then says why.
    """
    outside = Report()
    check_agreement(document, given.name, outside)
    source = with_included(given, document, outside, report)
    composed = Composed(source) if source is not None else None
    if amendments and source is not None and not outside.failed:
        composed = _amended(document.of(source), amendments, outside, report)
    report.found.extend(at_origin(diagnostic) for diagnostic in outside.found)
    cut = report.holds(text_codes.TOO_MANY_FAULTS)
    return None if cut or outside.failed else composed


def _amended(
    base: Document, files: Sequence[Written], outside: Report, report: Report
) -> Composed | None:
    """The agreement's text as the amendments leave it; None if something was wrong."""
    if not base.top("agreement"):
        outside.add(text_codes.NO_AGREEMENT, Span(base.source, 0, 0), year=EXAMPLE_YEAR)
        return None
    changes = [
        _change(given, next_amendment(base, before), outside, report)
        for before, given in enumerate(files)
    ]
    if outside.failed or report.failed:
        return None
    earlier: list[Amendment] = []
    repealed: list[Repealed] = []
    text = base.source
    for amendment in (change for change in changes if change is not None):
        base = base.of(text)
        if not check_order(base, amendment, earlier, outside):
            return None
        check_itself(base, amendment, outside)
        amending = Amending.on(base, amendment, earlier, tuple(repealed), outside)
        amended = amending.text()
        if amended is None:
            return None
        text = amended
        earlier.append(amendment)
        repealed += amending.repealed()
    return Composed(text, tuple(repealed))


def _change(given: Written, head: str, outside: Report, report: Report) -> Amendment | None:
    """A file as an amendment, with what it includes; None if it is none.

    ``head`` is how it was to begin.
    """
    document = read(given, report)
    if document is None or check_amendment(document, head, outside) is None:
        return None
    source = with_included(given, document, outside, report)
    if source is None:
        return None
    whole = document.of(source)
    return Amendment.of(whole, whole.top("amendment")[0], outside)
