"""What the source speaks of, passage by passage, held against what the clauses that cite it say."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Final

from attrs import frozen

from compiler.cover.citations import Cited, cited
from compiler.cover.clauses import Clause
from compiler.cover.passages import Passage
from overenskommelse.coverage import Coverage, Held, Mention, Section, Standing
from overenskommelse.saying import Saying

_SHOWN: Final = 5
"""How many of the file's values are told beside one that differs."""
_LOOKED_AT: Final = 500
"""How many of the file's values are looked at to find those."""


@frozen(repr=False, eq=False)
class _Cited(Saying):
    """What clauses say that cite one passage.

    ``elsewhere`` is what they say that none of the passages has which they cite.
    """

    rules: tuple[Mention, ...]
    examples: tuple[Mention, ...]
    elsewhere: tuple[Mention, ...]
    cited: bool


def hold(
    name: str,
    passages: Sequence[Passage],
    lines: Sequence[str],
    clauses: Sequence[Clause],
    marked: Sequence[str],
    own_years: frozenset[str],
) -> Coverage:
    """The coverage of a source. ``marked`` are the passages that rule nothing, as they are cited;
    ``own_years`` are said for all of the agreement.
    """
    spoken = [passage.mentions(lines) for passage in passages]
    book = _Book(passages)
    cites = [sorted({at for part in one.cites for at in book.named(part)}) for one in clauses]
    by_passage = _by_passage(spoken, clauses, cites)
    silent = {at for text in marked for at in book.named(cited(text), under=True)}
    sections = tuple(
        _section(passage, mentions, by_passage[at], at not in silent, own_years)
        for at, (passage, mentions) in enumerate(zip(passages, spoken, strict=True))
    )
    unfound = [part.text for one in clauses for part in one.cites if not book.named(part)]
    unfound += [text for text in marked if not book.named(cited(text), under=True)]
    return Coverage(name, sections, tuple(dict.fromkeys(unfound)))


# Which passages a citation names --------------------------------------------------------------


class _Book:
    """The passages by what they are cited as."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        self._points = [passage.heading.points for passage in passages]
        self._at: dict[tuple[str, str], list[int]] = defaultdict(list)
        self._under: dict[tuple[str, str], list[int]] = defaultdict(list)
        for at, heading in enumerate(passage.heading for passage in passages):
            number = (heading.number or heading.title).casefold()
            self._at[heading.kind, number].append(at)
            for end, character in enumerate(number):
                if character == "." and heading.kind:
                    self._under[heading.kind, number[:end]].append(at)

    def named(self, part: Cited, under: bool = False) -> list[int]:
        """The passages that a citation names: its points, or all of the passage where the text
        has none of them. With ``under`` what is numbered under it too: 3.1 under 3.
        """
        keys = [(part.kind, number) for number in part.numbers]
        all_of = [at for key in keys for at in self._at.get(key, ())]
        all_of += [at for key in keys if under for at in self._under.get(key, ())]
        points = [at for at in all_of if part.points.intersection(self._points[at])]
        return points or all_of


# What clauses say of a passage -----------------------------------------------------------------


def _by_passage(
    spoken: Sequence[Sequence[Mention]], clauses: Sequence[Clause], cites: Sequence[Sequence[int]]
) -> list[_Cited]:
    rules: dict[int, list[Mention]] = defaultdict(list)
    examples: dict[int, list[Mention]] = defaultdict(list)
    elsewhere: dict[int, list[Mention]] = defaultdict(list)
    index = [_Index(mentions) for mentions in spoken]
    for clause, places in zip(clauses, cites, strict=True):
        for at in places:
            (examples if clause.is_example else rules)[at] += (*clause.own, *clause.through)
        if not clause.is_example:
            only = [one for one in clause.own if not any(index[at].has(one) for at in places)]
            for at in places:
                elsewhere[at] += only
    named = {at for places in cites for at in places}
    return [
        _Cited(_once(rules[at]), _once(examples[at]), _once(elsewhere[at]), at in named)
        for at in range(len(spoken))
    ]


class _Index:
    """The mentions of one text, found again by what they say."""

    def __init__(self, mentions: Iterable[Mention]) -> None:
        self._by_value: dict[object, list[Mention]] = defaultdict(list)
        for one in mentions:
            self._by_value[_value(one)].append(one)
            if one.is_time and one.unit != "årtal":
                self._by_value["årtal", _parted(str(one.value))[0]].append(one)

    def alike(self, mention: Mention) -> list[Mention]:
        """Those of the same value, whatever they are compared by."""
        return [one for one in self._by_value[_value(mention)] if _same(one, mention)]

    def has(self, mention: Mention) -> bool:
        """Whether there is one of the same value."""
        return bool(self.alike(mention))

    def says(self, mention: Mention) -> bool:
        """Whether there is one of the same value, with at least its comparison words."""
        return any(mention.compared <= one.compared for one in self.alike(mention))


def _value(mention: Mention) -> tuple[str, object]:
    """What has to be equal first: a number, or a day and month whatever their year."""
    if isinstance(mention.value, str):
        year, rest = _parted(mention.value)
        return mention.unit, rest or year
    return "tal", mention.value


def _parted(time: str) -> tuple[str, str]:
    """The year of a time, nothing where it has none, and the rest of it."""
    return ("", time[2:]) if time.startswith("--") else (time[:4], time[5:])


def _same(one: Mention, other: Mention) -> bool:
    """Whether two of equal value are of one unit, or of one year, as far as both say."""
    if isinstance(one.value, str) or isinstance(other.value, str):
        years = {_parted(str(one.value))[0], _parted(str(other.value))[0]}
        return len(years - {""}) == 1 or years == {""}
    return one.unit == other.unit or "" in (one.unit, other.unit)


# One passage -----------------------------------------------------------------------------------


def _section(
    passage: Passage,
    spoken: Sequence[Mention],
    said: _Cited,
    normative: bool,
    own_years: frozenset[str],
) -> Section:
    rules, examples = _Index(said.rules), _Index(said.examples)
    held = []
    for mention in _once(spoken):
        if mention.approximate:
            held.append(Held(mention, Standing.APPROXIMATE))
        elif rules.says(mention) or (mention.unit == "årtal" and mention.value in own_years):
            held.append(Held(mention, Standing.SAID))
        else:
            held.append(_not_said(mention, rules, examples, said.elsewhere))
    heading = passage.heading
    # A year that the agreement is about is said everywhere, and surplus nowhere.
    surplus = tuple(one for one in said.elsewhere if one.unit != "årtal")
    return Section(
        heading.name, heading.title, passage.line, normative, said.cited, tuple(held), surplus
    )


def _not_said(
    mention: Mention, rules: _Index, examples: _Index, elsewhere: Sequence[Mention]
) -> Held:
    """What stands in the place of a mention: the same with other comparison words, or another of
    its unit that the source does not have.
    """
    others = rules.alike(mention) or [
        one
        for one in elsewhere[:_LOOKED_AT]
        if one.unit == mention.unit
        and (one.compared & mention.compared or one.compared == mention.compared)
    ]
    if others:
        return Held(mention, Standing.DIFFERS, tuple(others[:_SHOWN]))
    return Held(mention, Standing.EXAMPLE if examples.says(mention) else Standing.MISSING)


def _once(mentions: Iterable[Mention]) -> tuple[Mention, ...]:
    """Each thing once, where it stands first."""
    found: dict[object, Mention] = {}
    for one in mentions:
        found.setdefault((one.unit, one.value, one.compared, one.approximate), one)
    return tuple(found.values())
