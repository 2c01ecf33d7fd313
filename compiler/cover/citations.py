"""What a citation names: ``avsnitt 4, krav 2–3`` and the like."""

import re
from typing import Final

from attrs import frozen

from compiler.checks.citations import WAYS
from overenskommelse.saying import Saying

_KINDS: Final = {way.lower(): ways[0] for ways in WAYS[:3] for way in ways}
_CITED: Final = re.compile(
    rf"({'|'.join(re.escape(way) for way in _KINDS)})[ \u00a0]*([0-9.]*[0-9])"
    r"(?:[–-]([0-9]+))?(?=$|[, ])",
    re.IGNORECASE,
)
_POINTS: Final = re.compile(r"([0-9]+(?:\.[0-9]+)*)(?:[ ]?[–-][ ]?([0-9]{1,3})(?![0-9.]))?")
_MOST_POINTS: Final = 200
"""Of a range; a longer one is no range of points."""


@frozen(repr=False, eq=False)
class Cited(Saying):
    """One part of a citation.

    Attributes:
        text: As it is written.
        kind: ``avsnitt``, ``tabell`` or ``bilaga``; empty where a title is cited.
        numbers: Of the passages, ``3.1``; the title where there is none.
        points: Numbers within them; none for all of each.
    """

    text: str
    kind: str
    numbers: tuple[str, ...]
    points: frozenset[str] = frozenset()


def cited(text: str) -> Cited:
    """What a part of a citation names."""
    match = _CITED.match(text)
    if match is None:
        title, _, _ = text.partition(",")
        return Cited(text, "", (title.strip().casefold(),))
    found = _POINTS.finditer(text[match.end() :])
    points = frozenset(point for one in found for point in range_of(*one.groups()))
    return Cited(text, _KINDS[match[1].lower()], tuple(range_of(match[2], match[3])), points)


def range_of(first: str, last: str | None) -> list[str]:
    """``2–4`` as its numbers; a range that is none is its two ends."""
    if not last:
        return [first]
    if not first.isdigit() or not 0 <= int(last) - int(first) <= _MOST_POINTS:
        return [first, last]
    return [str(number) for number in range(int(first), int(last) + 1)]
