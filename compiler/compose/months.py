"""The months in which a requirement holds, and what is left of them."""

import datetime
from collections.abc import Iterable

from compiler.compose.documents import Document, Statement, span_of
from compiler.compose.edits import Edit
from compiler.parse import Token, Tree
from compiler.parts import Unreadable, Words
from overenskommelse.calendar import Month, Period, read_date
from overenskommelse.diagnostics import Report
from overenskommelse.source import Made, Span


def period_in(statement: Statement, report: Report | None = None) -> Period | None:
    """The months that a statement's own words name; None without, or if there are no such.

    In the agreement they are read again when it is built: then without a report.
    """
    tree = statement.part("period")
    if tree is None:
        return None
    try:
        words = Words(statement.source, report or Report())
        return words.period(span_of(statement.source, tree), list(tree.children))
    except Unreadable:
        return None


def month_in(statement: Statement, report: Report | None = None) -> Month | None:
    """The month that a statement's own words name."""
    tree = statement.part("month")
    if tree is None:
        return None
    try:
        span = span_of(statement.source, tree)
        return Words(statement.source, report or Report()).month(span, list(tree.children))
    except Unreadable:
        return None


def day_in(statement: Statement) -> datetime.date | None:
    """The first day that a statement's own words name, if there is such a day."""
    dates = statement.tree.find_data("date")
    days = (read_date(" ".join(map(str, date.children))) for date in dates)
    return next(filter(None, days), None)


def measured(home: str, base: Document, amendment: Document) -> Period | None:
    """The measuring period of a block, as an amendment leaves it."""
    for where in (home, ""):
        for document in (amendment, base):
            for statement in document.statements:
                if statement.rule == "measuring_period" and statement.home == where:
                    return period_in(statement)
    return None


def in_months(statement: Statement, months: Period, origin: Span) -> Edit:
    """The requirement's head with these months in it."""
    own = statement.part("period")
    if own is not None:
        place = span_of(statement.source, own)
        return Edit(place.start, place.end, (Made(months.swedish, origin),))
    end = max(_ends(statement.head.children))
    return Edit(end, end, (Made(f" för {months.swedish}", origin),))


def _ends(parts: "Iterable[Tree[Token] | Token | None]") -> list[int]:
    """Where the parts of a head end, but for what it cites."""
    tokens = [part.end_pos or 0 for part in parts if isinstance(part, Token)]
    trees = [part for part in parts if isinstance(part, Tree) and part.data != "cites"]
    return [*tokens, *(tree.meta.end_pos for tree in trees)]
