"""The passages of a source's text: what stands under each heading."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Final

from attrs import evolve, frozen

from compiler.cover.cells import cells
from compiler.cover.headings import Declared, Heading, Headings
from compiler.cover.mentions import mentions
from overenskommelse import limits
from overenskommelse.coverage import Mention
from overenskommelse.saying import Saying

BEFORE: Final = "före första rubriken"
"""What is called that which stands before any heading."""
_PROSE: Final = 60
"""Characters of a line of prose: where one follows a blank line, a table is at its end."""


@frozen(repr=False, eq=False)
class Passage(Saying):
    """What stands under one heading, or under several of one name: a table interrupts a section.

    ``parts`` are stretches of the source's lines, from and to, counted from 0.
    """

    heading: Heading
    line: int
    parts: tuple[tuple[int, int], ...] = ()

    def mentions(self, lines: Sequence[str]) -> list[Mention]:
        """What it speaks of."""
        found: list[Mention] = []
        for start, end in self.parts:
            kept, inside = list(lines[start:end]), list[Mention]()
            if self.heading.kind in ("tabell", "bilaga"):
                kept, inside = cells(kept, start + 1, self.heading.kind == "tabell")
            found += mentions("\n".join(kept), start + 1, inside)
        return found[: limits.SOURCE_MENTIONS]


def find(lines: Sequence[str], declared: Declared) -> list[Passage]:
    """The passages in order; none where there is no heading.

    What stands before the first one is the first declared section without number, if no line is
    like that one's title, and else has a name of its own.
    """
    headings = Headings(lines, declared)
    before = Heading("", "", BEFORE)
    found = {before.name: Passage(before, 1)}
    parts: dict[str, list[tuple[int, int]]] = defaultdict(list)
    current, start, section = before.name, 0, before.name
    for place in range(len(lines)):
        heading = headings.at(place)
        if heading is not None:
            found.setdefault(heading.name, Passage(heading, place + 1))
            section = section if heading.kind == "tabell" else heading.name
            opened = heading.name
        elif current != section and _ends_table(lines, place):
            opened = section
        else:
            continue
        parts[current].append((start, place))
        current, start = opened, place
        if len(found) > limits.SOURCE_PASSAGES:
            break
    parts[current].append((start, len(lines)))
    passages = [evolve(one, parts=tuple(parts[name])) for name, one in found.items()]
    return _named(passages, headings, lines)


def _ends_table(lines: Sequence[str], place: int) -> bool:
    line = lines[place].rstrip()
    after_blank = place > 0 and not lines[place - 1].strip()
    return after_blank and len(line) >= _PROSE and not line[-1].isdigit()


def _named(found: list[Passage], headings: Headings, lines: Sequence[str]) -> list[Passage]:
    first, *others = found
    if not others:
        return []
    if headings.not_found:
        first = evolve(first, heading=Heading("", "", headings.not_found[0]))
    is_empty = not any(line.strip() for start, end in first.parts for line in lines[start:end])
    return others if is_empty else [first, *others]
