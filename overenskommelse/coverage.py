"""How much of its source an agreement's file says: what `okt cover` finds.

A mention is a number, a day or a time that a text speaks of, with the words that compare it. The
source's mentions are held against those of the clauses that cite the same passage.
"""

from enum import Enum
from fractions import Fraction
from typing import Final

from attrs import frozen

from overenskommelse.saying import Saying

WHOLE: Final = 100
"""Percent: everything that counts is said."""


class Compared(Enum):
    """How a mention is held against what it is about. The value is a word for it."""

    AT_LEAST = "minst"
    AT_MOST = "högst"
    OVER = "över"
    UNDER = "under"
    BY = "senast"
    IMPROVEMENT = "förbättring med"


class Standing(Enum):
    """What became of a mention of the source. The value is the heading that it is listed under."""

    DIFFERS = "skiljer"
    MISSING = "saknas"
    EXAMPLE = "bara i ett exempel"
    SAID = "finns"
    APPROXIMATE = "ungefärligt"


@frozen(repr=False, eq=False)
class Mention(Saying):
    """What a text says in one place.

    Attributes:
        unit: ``kr``, ``%``, ``procentenheter``, ``timmar``, ``dagar``, ``veckor``, ``månader``
            or ``år``; empty for a number without unit; ``datum``, ``månad`` or ``årtal`` for times.
        value: The number, kronor for money; for times ``2023-12-01``, ``2023-12`` or ``2023``,
            with ``--`` in the place of a year that is not said.
        compared: The comparison words that belong to it.
        text: As it is written.
        line: The line that it begins on, counted from 1.
        approximate: Whether the text itself says that it is (``drygt``, ``ca``).
    """

    unit: str
    value: Fraction | str
    compared: frozenset[Compared]
    text: str
    line: int
    approximate: bool = False

    @property
    def is_time(self) -> bool:
        """Whether it is a day, a month or a year."""
        return isinstance(self.value, str)


@frozen(repr=False, eq=False)
class Held(Saying):
    """A mention of the source, held against the file; ``others`` is what the file says instead."""

    mention: Mention
    standing: Standing
    others: tuple[Mention, ...] = ()

    @property
    def counts(self) -> bool:
        """Whether the file has to say it."""
        return self.standing is not Standing.APPROXIMATE

    @property
    def said(self) -> bool:
        """Whether the file says it."""
        return self.standing in (Standing.SAID, Standing.EXAMPLE)


@frozen(repr=False, eq=False)
class Section(Saying):
    """A passage of the source and what the file says of it.

    Attributes:
        name: As it is cited, ``avsnitt 4, 2–3``.
        title: Its heading.
        line: The heading's line in the source, counted from 1.
        normative: Whether the file has to say what stands in it.
        cited: Whether some clause cites it.
        held: Its mentions in order.
        only_in_file: What clauses that cite it say and no passage that they cite.
    """

    name: str
    title: str
    line: int
    normative: bool
    cited: bool
    held: tuple[Held, ...]
    only_in_file: tuple[Mention, ...] = ()

    @property
    def counted(self) -> int:
        """How many mentions the file has to say."""
        return sum(1 for one in self.held if one.counts) if self.normative else 0

    @property
    def said(self) -> int:
        """How many of those it says."""
        return sum(1 for one in self.held if one.counts and one.said) if self.normative else 0


@frozen(repr=False, eq=False)
class Coverage(Saying):
    """All of a source. ``unfound`` is what clauses cite, or the file marks, and the text lacks."""

    agreement: str
    sections: tuple[Section, ...]
    unfound: tuple[str, ...] = ()

    @property
    def counted(self) -> int:
        """How many mentions the file has to say."""
        return sum(section.counted for section in self.sections)

    @property
    def said(self) -> int:
        """How many of those it says."""
        return sum(section.said for section in self.sections)

    @property
    def percent(self) -> Fraction:
        """The share that is said, exact; everything where there is nothing to say."""
        return Fraction(WHOLE * self.said, self.counted) if self.counted else Fraction(WHOLE)
