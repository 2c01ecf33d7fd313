"""What a changed clause cites: the amendment, and where in it the change stands."""

from collections.abc import Iterator, Sequence

from compiler.compose.documents import Statement, span_of
from compiler.compose.edits import Edit
from compiler.parse import Token, Tree
from overenskommelse.source import Made, Span


def citations(statement: Statement) -> list[str]:
    """What a statement cites itself, one by one."""
    return [part for token in _brackets(statement.cites) for part in _parts(token)]


def citation(amendment: str, places: Sequence[str]) -> str:
    """``[tillägg 1, avsnitt 2]``; places that name the amendment already are left as they are."""
    named = [place if place.startswith(amendment) else f"{amendment}, {place}" for place in places]
    return f"[{'; '.join(named or [amendment])}]"


def cited_anew(statement: Statement, amendment: str, otherwise: Sequence[str]) -> Iterator[Edit]:
    """A clause that an amendment has written: all that it cites is in the amendment.

    ``otherwise`` is what it cites if it cites nothing itself.
    """
    for cites in statement.tree.find_data("cites"):
        for token in _brackets(cites):
            place = span_of(statement.source, token)
            words = Made(citation(amendment, list(_parts(token))), place)
            yield Edit(place.start, place.end, (words,))
    if not statement.cites.children:
        yield _added(statement, f"  {citation(amendment, otherwise)}", statement.marked)


def cited_too(statement: Statement, words: str, origin: Span) -> Edit:
    """A clause that an amendment has changed in part: it cites the amendment as well."""
    return _added(statement, f" {words}", origin)


def _added(statement: Statement, words: str, origin: Span) -> Edit:
    end = statement.head_span.end
    return Edit(end, end, (Made(words, origin),))


def _brackets(cites: "Tree[Token]") -> list[Token]:
    return [part for part in cites.children if isinstance(part, Token)]


def _parts(token: Token) -> Iterator[str]:
    return (part.strip() for part in str(token)[1:-1].split(";") if part.strip())
