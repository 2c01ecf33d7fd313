"""A text moved by years: an edit for every word that another year changes.

Days, months, periods and the agreement's name are moved; years in titles if they are about the
agreement's own year, and those in names if they stand beside the same year. The day of the decision
is not known of a new agreement, and what it cites is found in a text that is not read yet: both are
left to be filled in. No other text is touched, since what it tells of may well have happened.
"""

from calendar import isleap, monthrange
from collections.abc import Iterator
from datetime import date
from functools import cached_property
from typing import Final

from attrs import field, frozen

from compiler.compose.edits import Edit
from compiler.parse import Parsed, Token, Tree
from compiler.renew.words import shifted, title, years_in
from compiler.statements import own_tokens, own_trees, statements, tokens
from overenskommelse.calendar import YEARS, read_date
from overenskommelse.source import Made, Source, Span

UNKNOWN: Final = "okänt"
EMPTY: Final = "[]"

LEFT_OUT: Final = "amended"
"""Rule of the statements that a new agreement lacks: no amendment has changed it."""

FORMER: Final = frozenset({"former", "former_block", "former_requirement"})
"""Rules that say what a thing was called before: of another year than the new agreement's."""

_DATED: Final = frozenset({"date", "month", "period"})
_AROUND: Final = 1
"""A year so far from the agreement's own is a year that its titles speak of as theirs."""


def year_of(parsed: Parsed) -> int | None:
    """The year of an agreement: in its name, else in its title, else when measuring begins."""
    for rule in ("agreement", "measuring_period"):
        for statement in statements(parsed):
            if statement.data == rule:
                for token in own_tokens(statement, parsed):
                    if token.type != "CITATION" and years_in(token):
                        return years_in(token)[0]
    return None


@frozen(slots=False)
class Move:
    """What becomes of an agreement of one year in another.

    Attributes:
        base: Its year.
        by: How many years it is moved; fewer than none is backwards.
        former: Whether what things were called before is still said.
    """

    source: Source = field(repr=False)
    parsed: Parsed = field(repr=False)
    base: int
    by: int
    former: bool = False

    @property
    def beyond(self) -> bool:
        """Whether something would land in a year of which no agreement speaks."""
        own = [self._years(tree) for tree in self._statements]
        return any(year + self.by not in YEARS for year in set().union(*own))

    @cached_property
    def names(self) -> dict[str, str]:
        """What names become whose years stand beside the same year, if no other is called so."""
        beside: dict[str, str] = {}
        every: set[str] = set()
        for statement in self._statements:
            names = {str(t) for t in own_tokens(statement, self.parsed) if t.type == "NAME"}
            every |= names
            years = self._years(statement)
            beside |= {n: shifted(n, self.by) for n in names if years.intersection(years_in(n))}
        while taken := [n for n, new in beside.items() if new in every and new not in beside]:
            for name in taken:
                del beside[name]
        return beside

    @cached_property
    def _statements(self) -> "list[Tree[Token]]":
        return statements(self.parsed)

    def edits(self) -> Iterator[Edit]:
        """Every change, none of which overlap."""
        for statement in self._statements:
            if statement.data == LEFT_OUT:
                yield self._without(statement)
                continue
            for tree in own_trees(statement, self.parsed):
                if tree.data in FORMER and not self.former:
                    yield self._edit(tree.meta.start_pos, tree.meta.end_pos, "")
            for tree in own_trees(statement, self.parsed, FORMER):
                yield from self._edits(statement, tree)
            words = title(statement, self.parsed)
            if words is not None:
                yield from self._instead(words, shifted(words, self.by, self._near))

    @property
    def _near(self) -> range:
        return range(self.base - _AROUND, self.base + _AROUND + 1)

    def _years(self, statement: "Tree[Token]") -> set[int]:
        """The years that are moved in a statement's own words; names follow them."""
        dating = [t for t in own_trees(statement, self.parsed) if _says_when(t, statement)]
        years = {year for tree in dating for token in tokens(tree) for year in years_in(token)}
        titled = years_in(title(statement, self.parsed) or "")
        return years.union(year for year in titled if year in self._near)

    def _edits(self, statement: "Tree[Token]", tree: "Tree[Token]") -> Iterator[Edit]:
        if tree.data == "date" and statement.data == "decided":
            yield self._edit(tree.meta.start_pos, tree.meta.end_pos, UNKNOWN)
            return
        for token in tokens(tree):
            if token.type == "CITATION":
                yield from self._instead(token, EMPTY)
            elif token.type == "NAME":
                yield from self._instead(token, self.names.get(token, token))
            elif token.type == "NUMBER" and _says_when(tree, statement):
                yield from self._instead(token, shifted(token, self.by))
        if tree.data == "date":
            was, now = date_of(tree), moved(date_of(tree), self.by)
            if was.day != now.day:
                yield from self._instead(tokens(tree)[0], str(now.day))

    def _instead(self, token: Token, text: str) -> Iterator[Edit]:
        if text != token:
            yield self._edit(token.start_pos or 0, token.end_pos or 0, text)

    def _edit(self, start: int, end: int, text: str) -> Edit:
        return Edit(start, end, (Made(text, Span(self.source, start, end)),))

    def _without(self, statement: "Tree[Token]") -> Edit:
        """The statement's lines taken away, with the comment at their end."""
        text = self.source.text
        start = text.rfind("\n", 0, statement.meta.start_pos) + 1
        end = text.find("\n", statement.meta.end_pos)
        return Edit(start, len(text) if end < 0 else end + 1)


def _says_when(tree: "Tree[Token]", statement: "Tree[Token]") -> bool:
    """Whether the years in a tree are days, months or the agreement's own name."""
    return tree.data in _DATED or (tree.data == "name" and statement.data == "agreement")


def date_of(tree: "Tree[Token]") -> date:
    """The day that a tree says; it has been checked that there is one."""
    found = read_date(" ".join(tokens(tree)))
    if found is None:
        raise RuntimeError("a date that passed the check is none")
    return found


def moved(day: date, by: int) -> date:
    """The same day of another year; 29 February is the month's last day there."""
    year = day.year + by
    return date(year, day.month, min(day.day, monthrange(year, day.month)[1]))


def ends_february(day: date) -> bool:
    """Whether it is the last day of a February."""
    return day.month == 2 and day.day == 28 + isleap(day.year)
