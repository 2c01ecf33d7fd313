"""Which lines of a source's text are headings.

Where the file names its source's headings, those are looked for. Otherwise numbers that follow
each other are. Points are numbered parts within a section or an annex: ``4–5. Patienter …``.
"""

import re
from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Final

from attrs import frozen

from compiler.cover.citations import range_of
from overenskommelse.saying import Saying
from overenskommelse.sources import SourceText

_NUMBERED: Final = re.compile(
    r"[ \t]{0,8}([0-9]{1,2}(?:\.[0-9]{1,2}){0,3})(\.?)[ \t]+([A-ZÅÄÖ”\"].*)"
)
_POINT: Final = re.compile(
    r"[ \t]{0,8}([0-9]{1,2})(?:[ ]?[–-][ ]?([0-9]{1,2}))?\.[ \t]+([A-ZÅÄÖ].*)"
)
_LETTERED: Final = re.compile(
    r"[ \t]{0,8}(Tabell|TABELL|Bilaga|BILAGA)[ \t]+([0-9]{1,2})[ \t]*[.:]?"
    r"(?:[ \t]+([A-ZÅÄÖ”\"].*)|[ \t]*)"
)
_CONTENTS: Final = re.compile(r"(?:(?:\.[ ]?){4,}|…[… ]*|\t)[ \t]*[0-9]{1,3}[ \t]*$")
"""How a line of a table of contents ends."""
_LINE_END: Final = 40
"""Characters in which that is looked for."""
_CONTENTS_TITLE: Final = re.compile(r"[ \t]*Innehåll(?:sförteckning)?[ \t]*", re.IGNORECASE)
_ENDS: Final = '.:;!?)”"0123456789'
"""How a line ends that nothing need follow."""
_WORDS: Final = re.compile("[0-9a-zåäöéü]+")
_HEADING: Final = 120
_UNNUMBERED: Final = 50
"""Characters that a heading has at most, and one without number."""


@frozen(repr=False, eq=False)
class Heading(Saying):
    """What a line is the heading of. ``kind`` is empty for a section without number."""

    kind: str
    number: str
    title: str
    points: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """As it is cited: ``avsnitt 4, 2–3``."""
        whole = f"{self.kind} {self.number}".strip() or self.title
        ends = dict.fromkeys((self.points[0], self.points[-1])) if self.points else ()
        return f"{whole}, {'–'.join(ends)}" if ends else whole


@frozen(repr=False, eq=False)
class Declared(Saying):
    """The headings that the file names: title by number, and titles without number in order."""

    numbers: dict[str, str]
    titles: tuple[str, ...]

    @classmethod
    def by(cls, sources: Iterable[SourceText]) -> "Declared":
        """Those of all sources that the file names."""
        sections = [p for source in sources for p in source.passages if p.kind == "avsnitt"]
        return cls(
            {p.number: p.title for p in sections if p.number},
            tuple(p.title for p in sections if not p.number),
        )


def without_contents(lines: Sequence[str]) -> list[str]:
    """The lines with those of a table of contents blanked: they are headings of nothing."""
    kept = list(lines)
    for place, line in enumerate(lines):
        if _CONTENTS_TITLE.fullmatch(line[:_HEADING]):
            kept[place] = ""
        if _CONTENTS.search(line[-_LINE_END:]):
            kept[place] = ""
            if place and not _NUMBERED.match(line) and _NUMBERED.match(lines[place - 1]):
                kept[place - 1] = ""  # An entry over two lines.
    return kept


class Headings:
    """Reads lines in order; what a number means depends on those before it."""

    def __init__(self, lines: Sequence[str], declared: Declared) -> None:
        self._lines = lines
        self._declared = declared
        self._within = Heading("", "", "")
        self._section: tuple[int, ...] = (0,)
        self._point = 0
        self._titles = {_tidy(title).casefold(): title for title in reversed(declared.titles)}
        matches = [(place, _NUMBERED.fullmatch(line)) for place, line in enumerate(lines)]
        self._last = {match[1]: place for place, match in matches if match}
        """The last line that begins with each number."""
        self._declared_at = self._likest((place, match) for place, match in matches if match)

    @property
    def not_found(self) -> list[str]:
        """Declared titles without number that no line so far was like."""
        return list(reversed(self._titles.values()))

    def at(self, place: int) -> Heading | None:
        """The heading that a line is. Called for each line in order."""
        line = self._lines[place]
        if not line.strip() or len(line) > _HEADING:
            return None
        found = self._lettered(line) or self._numbered(place) or self._titled(place)
        if found is not None:
            if found.kind != "tabell":
                self._within, self._point = found, 0
            return found
        # An annex is a form more often than it is sentences.
        is_part = self._within.kind == "bilaga" or not self._continues(place)
        return self._pointed(line) if is_part else None

    def _lettered(self, line: str) -> Heading | None:
        match = _LETTERED.fullmatch(line)
        return Heading(match[1].lower(), match[2], _tidy(match[3] or "")) if match else None

    def _numbered(self, place: int) -> Heading | None:
        match = _NUMBERED.fullmatch(self._lines[place])
        if match is None or self._within.kind == "bilaga":
            return None
        number = tuple(map(int, match[1].split(".")))
        if number <= self._section:
            return None
        if self._declared.numbers:
            if self._declared_at.get(match[1]) != place:
                return None
        elif not self._follows(number) or self._continues(place) or self._is_point(place, match):
            return None
        self._section = number
        return Heading("avsnitt", match[1], _tidy(match[3]))

    def _likest(self, matches: Iterable[tuple[int, re.Match[str]]]) -> dict[str, int]:
        """For each number that the file names, the line that is most like its title."""
        best: dict[str, tuple[Fraction, int]] = {}
        for place, match in matches:
            title = self._declared.numbers.get(match[1])
            alike = _likeness(title, f"{match[3]} {self._after(place)}") if title else Fraction(0)
            if alike >= Fraction(1, 2) and alike > best.get(match[1], (0, 0))[0]:
                best[match[1]] = alike, place
        return {number: place for number, (_, place) in best.items()}

    def _after(self, place: int) -> str:
        """The next line that is not blank, where there is one nearby."""
        return next((line for line in self._lines[place + 1 : place + 3] if line.strip()), "")

    def _continues(self, place: int) -> bool:
        """Whether a line goes on with a sentence: ``… i avsnitt`` and then ``4. Medel i …``."""
        before = self._lines[place - 1].strip() if place else ""
        return bool(before) and before[-1] not in _ENDS and not _NUMBERED.fullmatch(before)

    def _follows(self, number: tuple[int, ...]) -> bool:
        """Whether a number can be the next section's: ``4`` or ``3.2`` or ``3.1.1`` after 3.1."""
        if len(number) == 1:
            return number[0] == self._section[0] + 1
        top = self._section[0]
        return number[0] in (top, top + 1) and len(number) <= len(self._section) + 1

    def _is_point(self, place: int, match: re.Match[str]) -> bool:
        """Whether a single number is a point's or a footnote's, though it could be a section's."""
        if "." in match[1]:
            return False
        if not match[2] and place and self._lines[place - 1].strip():
            return True
        return int(match[1]) == self._point + 1 and self._last[match[1]] > place and self._point > 0

    def _titled(self, place: int) -> Heading | None:
        line = _tidy(self._lines[place])
        both = _tidy(f"{line} {self._after(place)}")
        for title in (*_titles_in(line), *_titles_in(both)):
            if title in self._titles:
                return Heading("", "", self._titles.pop(title))
        return None

    def _pointed(self, line: str) -> Heading | None:
        """A numbered part; in an annex also what is numbered as the sections are."""
        within = self._within
        if not within.name:
            return None
        match = _NUMBERED.fullmatch(line)
        if match and within.kind == "bilaga" and "." in match[1]:
            return Heading(within.kind, within.number, _tidy(match[3]), (match[1],))
        match = _POINT.fullmatch(line)
        if match is None:
            return None
        points = tuple(range_of(match[1], match[2]))
        first = int(points[0])
        if first != 1 and first not in (self._point, self._point + 1):
            return None
        self._point = int(points[-1])
        return Heading(within.kind, within.number or within.title, _tidy(match[3]), points)


def _tidy(title: str) -> str:
    return " ".join(title.split()).rstrip(" :")


def _titles_in(line: str) -> list[str]:
    """What titles a line can be, or begin or end with, if it is no sentence; longest first."""
    if len(line) > _UNNUMBERED or line.endswith((".", ",")):
        return []
    words = line.casefold().split(" ")
    begun = [" ".join(words[:count]) for count in range(len(words), 0, -1)]
    return [*begun, *(" ".join(words[count:]) for count in range(1, len(words)))]


def _likeness(declared: str, written: str) -> Fraction:
    """How much of a title, which the file may give in short, a line has."""
    words = set(_WORDS.findall(declared.casefold()))
    there = set(_WORDS.findall(written.casefold()))
    return Fraction(len(words & there), max(len(words), 1))
