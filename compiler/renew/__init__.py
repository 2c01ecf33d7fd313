"""Next year's agreement out of this year's: `okt new`.

    check → move → format → review

Everything that says when is moved; nothing that says how much is touched; what cannot be known of
the new year is left open, and what things were called before (``tidigare``) is left out. What
comes out is a draft, and a list of what a lawyer has to decide.
"""

from enum import Enum

from attrs import frozen

from compiler import check_text
from compiler.compose.edits import rewritten
from compiler.fmt import formatted
from compiler.parse import Parsed, Token, parse
from compiler.renew.decisions import Decision, Kind
from compiler.renew.move import Move, year_of
from compiler.renew.review import review
from compiler.scan import scan
from overenskommelse.diagnostics import Report
from overenskommelse.saying import Saying
from overenskommelse.source import Source
from overenskommelse.written import Written

__all__ = ["Decision", "Kind", "Obstacle", "Renewed", "renew_text"]


class Obstacle(Enum):
    """Why an agreement without errors cannot be moved to a year."""

    NO_YEAR = "nothing says which year it is of"
    SAME_YEAR = "it is of that year"
    BEYOND = "something would land in a year of which no agreement speaks"


@frozen(repr=False, eq=False)
class Renewed(Saying):
    """A new year's agreement; no text where the old one has errors, or there is an obstacle.

    Attributes:
        base: The year of the agreement that it is made of.
        decisions: What has to be decided anew, by kind and line of the new text.
        citations: How many citations have been emptied.
    """

    report: Report
    base: int | None = None
    obstacle: Obstacle | None = None
    text: str | None = None
    decisions: tuple[Decision, ...] = ()
    citations: int = 0


def renew_text(given: Written, year: int, *, former: bool = False) -> Renewed:
    """An agreement moved to a year, later or earlier than its own.

    With ``former`` it still says what things were called before, for the sake of one that it is
    held against.
    """
    report = check_text(given.name, given.data, folder=given.folder)
    source = scan(given.name, given.data, Report())
    if report.failed or source is None:
        return Renewed(report)
    parsed = parse(source, Report())
    base = year_of(parsed)
    if base is None:
        return Renewed(report, obstacle=Obstacle.NO_YEAR)
    move = Move(source, parsed, base, year - base, former)
    if not move.by:
        return Renewed(report, base, Obstacle.SAME_YEAR)
    if move.beyond:
        return Renewed(report, base, Obstacle.BEYOND)
    new, read = _read(given.name, _formatted(move))
    citations = sum(1 for token in read.tree.scan_values(_cites))
    return Renewed(report, base, None, new.text, review(move, new, read), citations)


def _formatted(move: Move) -> str:
    name = move.source.name
    return formatted(*_read(name, rewritten(name, move.source, move.edits()).text))


def _cites(part: object) -> bool:
    return isinstance(part, Token) and part.type == "CITATION"


def _read(name: str, text: str) -> tuple[Source, Parsed]:
    source = Source(name, text)
    return source, parse(source, Report())
