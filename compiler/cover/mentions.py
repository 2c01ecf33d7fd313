"""Numbers, days and comparison words in a text, whether it is a source's prose or a clause.

A number counts if it has a unit or a comparison word: ``block 2`` and ``S2022/01664`` are names.
What an amount is written as does not matter: 2,5 miljarder kronor are 2 500 mnkr.
"""

import re
from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Final

from overenskommelse import limits
from overenskommelse.calendar import MONTH_NAMES
from overenskommelse.coverage import Compared, Mention
from overenskommelse.numbers import TooLong, read_number

_GAP: Final = r"[ \t\u00a0\u202f\u2009]*(?:\n[ \t\u00a0]*){0,2}"
"""Blanks, at most over one line of a text that has a blank line between its lines."""
_DASH: Final = r"[ \t]*[–—−\u2010-\u2012-][ \t]*"

_TEENS: Final = (
    "tio", "elva", "tolv", "tretton", "fjorton", "femton", "sexton", "sjutton", "arton", "nitton",
)  # fmt: skip
_TENS: Final = ("tjugo", "trettio", "fyrtio", "femtio", "sextio", "sjuttio", "åttio", "nittio")
_ONES: Final = {
    "en": 1, "ett": 1, "två": 2, "tre": 3, "fyra": 4, "fem": 5, "sex": 6, "sju": 7, "åtta": 8,
    "nio": 9,
}  # fmt: skip
_WORDS: Final = {
    **_ONES,
    **{word: number for number, word in enumerate(_TEENS, start=10)},
    **{ten: 10 * place for place, ten in enumerate(_TENS, start=2)},
    **{
        f"{ten}{one}": 10 * place + number
        for place, ten in enumerate(_TENS, start=2)
        for one, number in _ONES.items()
    },
    "hundra": 100,
}
"""Numbers in words, up to a hundred: ``nittio procent``."""

_UNITS: Final = (
    (r"miljard(?:er)?(?:{gap}(?:kronor|kr)\b)?|mdkr", "kr", 10**9),
    (r"miljon(?:er)?(?:{gap}(?:kronor|kr)\b)?|mnkr|mkr", "kr", 10**6),
    (r"tusen(?:tal)?{gap}kronor|tkr", "kr", 10**3),
    (r"kronor|kr", "kr", 1),
    (r"procentenhet(?:er)?", "procentenheter", 1),
    (r"%|procents?", "%", 1),
    (r"timm(?:e|ar)s?", "timmar", 1),
    (r"dag(?:ar)?s?", "dagar", 1),
    (r"veck(?:a|or)s?", "veckor", 1),
    (r"månad(?:er)?s?", "månader", 1),
    (r"år", "år", 1),
)
_UNIT: Final = "|".join(
    f"(?P<u{n}>{pattern.format(gap=_GAP)})" for n, (pattern, _, _) in enumerate(_UNITS)
)
_DIGITS: Final = (
    r"[0-9]{1,3}(?:[ \u00a0\u202f\u2009][0-9]{3})+(?:,[0-9]+)?(?![0-9])|[0-9]+(?:,[0-9]+)?"
)
_NUMBER: Final = rf"(?:{_DIGITS}|(?i:{'|'.join(sorted(_WORDS, key=len, reverse=True))}))"
_WORDLIKE: Final = "0-9A-Za-zÅÄÖåäöÉéÜü_"
_BLANK: Final = " \\t\\n\\u00a0"
"""What words and blanks are made of, within brackets of a pattern."""
_AMOUNT: Final = re.compile(
    rf"(?<![{_WORDLIKE}:/.,§])(?:(?P<low>{_NUMBER}){_DASH})?(?P<high>{_NUMBER})(?![{_WORDLIKE}]){_GAP}"
    rf"(?:{_UNIT})(?![{_WORDLIKE}])"
)
_BARE: Final = re.compile(rf"(?<![{_WORDLIKE}:/.,§–-])(?:{_DIGITS})(?![{_WORDLIKE}:/§–%-])")

_ABBREVIATED: Final = {name[:3]: number for number, name in enumerate(MONTH_NAMES, start=1)}
_MONTH: Final = rf"(?:{'|'.join(MONTH_NAMES)}|(?:{'|'.join(_ABBREVIATED)}|sept)\b\.?)"
_UNTIL: Final = rf"(?:{_DASH}|{_GAP}(?:till{_GAP}och{_GAP}med|t\.o\.m\.|tom|till){_GAP})"
_YEAR: Final = r"(?:19|20|21)[0-9]{2}(?![0-9])"
_TIME: Final = re.compile(
    rf"(?<![{_WORDLIKE}])(?:(?P<iso>{_YEAR}-[01][0-9]-[0-3][0-9])(?![0-9])"
    rf"|(?P<day>[0-3]?[0-9]){_GAP}(?P<of>{_MONTH})(?:{_GAP}(?P<dayyear>{_YEAR}))?"
    rf"|(?P<first>{_MONTH})(?:{_GAP}(?P<firstyear>{_YEAR}))?{_UNTIL}(?P<last>{_MONTH})"
    rf"(?:{_GAP}(?P<lastyear>{_YEAR}))?"
    rf"|(?P<month>{_MONTH})(?:{_GAP}(?P<monthyear>{_YEAR}))?"
    rf"|(?<![:/.,§-])(?P<year>{_YEAR})(?![:/,-][0-9]))(?![{_WORDLIKE}])",
    re.IGNORECASE,
)
"""``1 december 2023``, ``januari till och med juni 2023``, ``i december`` and ``2023``."""

_APPROXIMATE: Final = re.compile(
    rf"\b(?:ca\.?|cirka|drygt|knappt|omkring|ungefär|nästan|närmare|runt)[{_BLANK}]*$",
    re.IGNORECASE,
)
_BEFORE: Final = (
    (r"minst|lägst|åtminstone", Compared.AT_LEAST),
    (rf"högst|max|maximalt|upp[{_BLANK}]+till|inom", Compared.AT_MOST),
    (r"senast", Compared.BY),
    (rf"över|(?:mer|fler|längre|större|högre)[{_BLANK}]+än", Compared.OVER),
    (rf"under|(?:mindre|färre|kortare|lägre)[{_BLANK}]+än", Compared.UNDER),
    (rf"förbättring(?:en)?[{_BLANK}]+(?:med|på|om)", Compared.IMPROVEMENT),
)
_WORD_BEFORE: Final = re.compile(
    rf"\b(?:{'|'.join(f'(?P<c{n}>{words})' for n, (words, _) in enumerate(_BEFORE))})"
    rf"[{_BLANK}]+(?P<between>[{_WORDLIKE}]+[{_BLANK}]+)?$",
    re.IGNORECASE,
)
_WORD_BETWEEN: Final = frozenset({Compared.AT_LEAST, Compared.AT_MOST, Compared.BY})
"""Comparison words that another may follow: ``inom vårdgarantins tre dagar``."""
_NOT: Final = re.compile(rf"\binte[{_BLANK}]+(?:[{_WORDLIKE}]+[{_BLANK}]+){{0,3}}$", re.IGNORECASE)
_DENIED: Final = {Compared.OVER: Compared.AT_MOST, Compared.UNDER: Compared.AT_LEAST}
"""``inte ska vänta längre än 30 dagar`` is at most 30."""
_PLACE: Final = re.compile(rf"\.[{_BLANK}]+[A-ZÅÄÖ]")
"""What follows the number of a section that is spoken of: ``under 8. Ekonomiska villkor``."""
_WORD_AFTER: Final = re.compile(
    rf"[{_BLANK}]*(?:eller|och)[{_BLANK}]+(?:(?P<more>mer|fler|högre|längre|däröver)"
    r"|(?P<less>mindre|färre|lägre|kortare))\b",
    re.IGNORECASE,
)
_LOOKED_BACK: Final = 60
"""Characters before a number in which its comparison words are looked for."""
_DURATIONS: Final = frozenset({"timmar", "dagar", "veckor", "månader", "år"})


def mentions(text: str, line: int, cells: Iterable[Mention] = ()) -> list[Mention]:
    """Everything that a text speaks of, in order.

    Args:
        text: The text; a table's cells are blanked in it.
        line: The line that it begins on.
        cells: What a table's cells say.
    """
    kept = list(text)
    found: list[tuple[int, Mention]] = []
    for start, end, said in _all(kept):
        before = text[max(0, start - _LOOKED_BACK) : start]
        for unit, value, written in said:
            compared = _compared(before, text[end : end + _LOOKED_BACK], unit)
            if unit or compared:
                at = line + text.count("\n", 0, start)
                near = bool(_APPROXIMATE.search(before))
                shown = " ".join(written.split())
                found.append((start, Mention(unit, value, compared, shown, at, near)))
            if len(found) >= limits.SOURCE_MENTIONS:
                break
    found.sort(key=lambda pair: pair[0])
    return sorted([*(one for _, one in found), *cells], key=lambda one: one.line)


_Said = tuple[str, Fraction | str, str]
"""A unit, a value, and how it is written."""


def _all(kept: list[str]) -> Iterator[tuple[int, int, list[_Said]]]:
    """Times, then amounts, then bare numbers: what one has taken is no other."""
    for pattern, read in ((_TIME, _times), (_AMOUNT, _amounts), (_BARE, _bare)):
        for match in pattern.finditer("".join(kept)):
            said = read(match)
            if said:
                kept[match.start() : match.end()] = "¤" * (match.end() - match.start())
                yield match.start(), match.end(), said


# Times -----------------------------------------------------------------------------------------


def _times(match: re.Match[str]) -> list[_Said]:
    if match["iso"]:
        return [("datum", match["iso"], match[0])]
    if match["of"]:
        day = int(match["day"])
        year = match["dayyear"] or "-"
        date = f"{year}-{_number(match['of']):02}-{day:02}"
        return [("datum", date, match[0])] if 0 < day <= 31 else []
    if match["first"]:
        last = match["lastyear"] or "-"
        first = match["firstyear"] or last
        from_month, to_month = _number(match["first"]), _number(match["last"])
        if (from_month, to_month) == (1, 12) and first == last != "-":
            return [("årtal", first, match[0])]
        return [
            ("månad", f"{year}-{number:02}", f"{match[end]} {year.strip('-')}")
            for year, number, end in ((first, from_month, "first"), (last, to_month, "last"))
        ]
    if match["month"]:
        month = f"{match['monthyear'] or '-'}-{_number(match['month']):02}"
        return [("månad", month, match[0])]
    return [("årtal", match["year"], match[0])]


def _number(month: str) -> int:
    return _ABBREVIATED[month[:3].lower()]


# Numbers ---------------------------------------------------------------------------------------


def _amounts(match: re.Match[str]) -> list[_Said]:
    place = next(n for n in range(len(_UNITS)) if match[f"u{n}"])
    _, unit, factor = _UNITS[place]
    ends = [match[end] for end in ("low", "high") if match[end]]
    values = [(value(end), f"{end} {match[f'u{place}']}") for end in ends]
    return [(unit, one * factor, written) for one, written in values if one is not None]


def _bare(match: re.Match[str]) -> list[_Said]:
    number = value(match[0])
    return [] if number is None else [("", number, match[0])]


def value(written: str) -> Fraction | None:
    """The number that digits or a word are; None for more digits than any agreement needs."""
    word = _WORDS.get(written.lower())
    if word is not None:
        return Fraction(word)
    try:
        return read_number(written)
    except TooLong:
        return None


def unit_of(heading: str) -> tuple[str, int] | None:
    """The unit that a column's heading names, and how many kronor it is for money."""
    match = re.fullmatch(_UNIT, heading.strip("() ").lower())
    if match is None:
        return None
    place = next(n for n in range(len(_UNITS)) if match[f"u{n}"])
    return _UNITS[place][1:]


# Comparison words ------------------------------------------------------------------------------


def _compared(before: str, after: str, unit: str) -> frozenset[Compared]:
    found: set[Compared] = set()
    while match := _WORD_BEFORE.search(before):
        word = next(word for n, (_, word) in enumerate(_BEFORE) if match[f"c{n}"])
        if match["between"] and not (unit and word in _WORD_BETWEEN):
            break
        before = before[: match.start()]
        if not unit and word is Compared.UNDER and _PLACE.match(after):
            continue
        found.add(_DENIED.get(word, word) if _NOT.search(before) else word)
    follows = _WORD_AFTER.match(after)
    if follows:
        found.add(Compared.AT_LEAST if follows["more"] else Compared.AT_MOST)
    return _of_unit(found, unit)


def _of_unit(found: set[Compared], unit: str) -> frozenset[Compared]:
    """The words that say something of such a mention: ``under 2023`` compares nothing, and
    ``senast tre veckor efter`` is at most three.
    """
    if unit in ("datum", "månad", "årtal"):
        return frozenset(found & {Compared.BY})
    if Compared.BY in found:
        found.discard(Compared.BY)
        if unit in _DURATIONS:
            found.add(Compared.AT_MOST)
    return frozenset(found)
