"""What people write out of habit that okt writes otherwise, and what to write instead.

Each habit is a pattern that is only looked for where the parser has stopped, so that it never
decides what a text means. A replacement says exactly what was written: where that cannot be known
(a month has no fixed number of days) none is offered.
"""

import re
from collections.abc import Callable, Iterable
from typing import Final

from attrs import frozen

from overenskommelse.calendar import MONTH_NAMES, YEARS, Month
from overenskommelse.numbers import read_number, write_number

_LETTERS: Final = "a-zåäöéü0-9_"
_SPACES: Final = " \u00a0\u202f\u2009"
_DASHES: Final = "\u2010\u2011\u2012\u2013\u2212-"
_KRONOR: Final = rf"(?:[{_SPACES}]*(?:kronor|kr))?(?![{_LETTERS}])"
_NUMBER: Final = rf"(?:[0-9]{{1,3}}(?:[{_SPACES}][0-9]{{3}}){{1,3}}|[0-9]{{1,6}})(?:,[0-9]{{1,6}})?"
_DAYS: Final = "dagar skrivs med månadens namn"
_NAMES: Final = "namn skrivs med understreck i stället för bindestreck och mellanslag"
_UNPARTED: Final = "ord delas inte mellan rader"
_PARTED: Final = re.compile(
    rf"(?<![{_LETTERS}])(?P<first>[a-zåäöéü][{_LETTERS}]*[{_DASHES}])[{_SPACES}]*\n"
    rf"[{_SPACES}]*(?P<rest>[{_LETTERS}]+)"
)
_TIERS: Final = "ett steg i en stege börjar med sitt tal"
_MONTHS: Final = "|".join(MONTH_NAMES)
_SHORT: Final = {
    **{name[:3]: name for name in MONTH_NAMES if name not in ("mars", "juni", "juli", "maj")},
    "sept": "september",
}
_NUMERALS: Final = (
    "noll", "ett", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv"
)  # fmt: skip
_PARTS: Final = "(?= *(?:block|medel|post|bonuspott)\\b)"
_NAMING: Final = "|".join(
    f"(?<={k} )" for k in ("mått", "stege", "nyckel", "tolkning", "mottagare")
)
"""After a keyword whose statement has a name and then a text or a citation."""


@frozen
class Slip:
    """A habit found in a line.

    Attributes:
        start, end: Where in the line.
        why: How okt writes such things; empty where the replacement is simply the right word.
        way: What to do.
        replacement: What to write in its place, if that is certain.
    """

    start: int
    end: int
    why: str
    way: str
    replacement: str | None


@frozen
class _Habit:
    """A pattern, and what it means where the parser can take a terminal (any, if it is empty)."""

    pattern: str
    terminal: str
    write: Callable[[re.Match[str]], str | None]
    why: str = ""
    way: str = ""
    """What to do, where it is not to write or to leave out."""

    def found(self, line: str, column: int) -> Slip | None:
        """The habit where it covers a column; its group ``here``, if it has one, has to."""
        here = "here" if "(?P<here>" in self.pattern else 0
        for match in re.finditer(self.pattern, line):
            if match.start(here) <= column < match.end(here):
                return self._slip(match)
        return None

    def _slip(self, match: re.Match[str]) -> Slip | None:
        written = self.write(match)
        if written is None and not self.way:
            return None
        way = self.way or (f"skriv: {written}" if written else f"ta bort ”{match[0]}”")
        return Slip(match.start(), match.end(), self.why, way, written)


def slip_at(line: str, column: int, accepted: set[str]) -> Slip | None:
    """The habit that stopped the parser in a line, if one did.

    Args:
        line: The line without its line end.
        column: Where in it the parser stopped, from 0.
        accepted: The terminals that would have fitted there.
    """
    for habit in _HABITS:
        if not habit.terminal or habit.terminal in accepted:
            slip = habit.found(line, column)
            if slip is not None:
                return slip
    return None


def hyphenated(text: str, start: int, column: int, keywords: Iterable[str]) -> Slip | None:
    """A word parted at the end of a line, as text out of a PDF has it.

    Only a word of the language, or one that stands elsewhere in the text, is put together.

    Args:
        text: The whole text.
        start: Where the line begins.
        column: Where in it the parser stopped, from 0.
        keywords: The language's words.
    """
    first, _, rest = text[start:].partition("\n")
    for match in _PARTED.finditer(f"{first}\n{rest.partition(chr(10))[0]}"):
        if match.start() <= column < match.end("first"):
            joined = match["first"].rstrip(_DASHES) + match["rest"]
            known = joined in keywords or joined in re.findall(f"[{_LETTERS}]+", text)
            way = f"skriv: {joined}" if known else "skriv ihop ordet på en rad"
            return Slip(match.start(), match.end(), _UNPARTED, way, joined if known else None)
    return None


def _always(word: str) -> Callable[[re.Match[str]], str]:
    return lambda _: word


def _nothing(_: re.Match[str]) -> None:
    return None


def _day(match: re.Match[str]) -> str | None:
    day, month, year = int(match["day"]), int(match["month"]), match["year"]
    if not (1 <= month <= len(MONTH_NAMES) and day):
        return None
    return f"{day} {MONTH_NAMES[month - 1]} {year}"


def _last_day(match: re.Match[str]) -> str | None:
    year = int(match["year"] or 0)
    if year not in YEARS:
        return None
    month = Month(year, MONTH_NAMES.index(match["name"]) + 1)
    return f"{month.last_day.day} {month.swedish}"


def _numeral(match: re.Match[str]) -> str:
    return str(_NUMERALS.index(match[0]) if match[0] in _NUMERALS else 1)


def _limit(match: re.Match[str]) -> str:
    more = match["side"] in ("mer", "fler", "högre", "längre")
    return f"{'minst' if more else 'högst'} {match['limit']}"


def _month(match: re.Match[str]) -> str:
    return f"{MONTH_NAMES[int(match['month']) - 1]} {match['year']}"


def _millions(match: re.Match[str]) -> str | None:
    number = read_number(match["number"])
    return None if number is None else f"{write_number(number * 1000)} mnkr"


def _underscored(match: re.Match[str]) -> str:
    return re.sub(f"[{_SPACES}{_DASHES}]+", "_", match[0])


def _step(match: re.Match[str]) -> str:
    unit = f" {match['unit']}" if match["unit"] else ""
    if match["last"]:
        return f"{match['first']}–{match['last']}{unit}"
    return f"{match['first']}{unit} eller mer"


_HABITS: Final = (
    _Habit("//+", "", _always("#"), "kommentarer börjar med #"),
    _Habit(
        r"(?<![0-9])(?P<year>[0-9]{4})-(?P<month>[0-9]{1,2})-(?P<day>[0-3]?[0-9])(?![0-9])",
        "", _day, _DAYS,
    ),
    _Habit(
        r"(?<![0-9])(?P<day>[0-3]?[0-9])[./-](?P<month>[0-9]{1,2})[./ -] ?"
        r"(?P<year>(?:19|20)[0-9]{2})(?![0-9])",
        "", _day, _DAYS,
    ),
    _Habit(
        r"(?<![0-9])(?P<year>[0-9]{4})-(?P<month>0[1-9]|1[0-2])(?![0-9-])",
        "MONTH", _month, "månader skrivs ut",
    ),
    # A ladder's row is the only statement that begins with a number.
    _Habit(
        rf"(?<![^{_SPACES}])(?:(?:minst|från|>=|≥) *|mellan +)(?P<first>{_NUMBER})"
        rf"(?:(?<!minst)(?: och | till ) *(?P<last>{_NUMBER}))? *"
        rf"(?P<unit>procentenheter|procent|%)?(?= +ger\b)",
        "NUMBER", _step, _TIERS,
    ),
    _Habit(
        rf"(?:över|under|(?:mer|mindre|större) än|[<>]) *{_NUMBER} *(?:procentenheter|procent|%)?"
        r"(?= +ger\b)",
        "NUMBER", _nothing, _TIERS,
        "skriv mellan vilka tal steget gäller:  3,0–4,9 procentenheter ger 75 %",
    ),
    _Habit(
        rf"(?P<limit>{_NUMBER} *(?:procentenheter|procent|%|dagar|veckor)) eller "
        r"(?P<side>mindre|färre|kortare|lägre|mer|fler|högre|längre)\b",
        "AT_LEAST", _limit, "en gräns börjar med ”minst” eller ”högst”",
    ),
    _Habit(
        rf"mellan {_NUMBER} och {_NUMBER}", "AT_LEAST", _nothing, "en gräns är ett enda tal",
        "skriv ”minst” och det lägre talet, eller ”högst” och det högre",
    ),
    _Habit(">=|=>|≥", "AT_LEAST", _always("minst")),
    _Habit("<=|=<|≤", "AT_MOST", _always("högst")),
    _Habit(">", "OVER", _always("över")),
    _Habit("<", "UNDER", _always("under")),
    _Habit(
        rf"(?i)(?<![0-9,])(?P<number>{_NUMBER})[{_SPACES}]*(?:md|mdr|mdsek|miljard(?:er)?){_KRONOR}",
        "UNIT", _millions, "miljarder skrivs i mnkr",
    ),
    _Habit(
        rf"(?i)(?:miljon(?:er)?|milj\.?|mn|mkr|mnkr|mnsek|msek){_KRONOR}",
        "UNIT", _always("mnkr"),
    ),
    _Habit(rf"(?i)(?:tusen|tkr|kkr|ksek|tsek){_KRONOR}", "UNIT", _always("tkr")),
    _Habit("SEK|:-", "UNIT", _always("kr")),
    _Habit("/", "PER", _always(" per "), "ett belopp per styck skrivs med ”per”"),
    _Habit(
        rf"\b(?:{'|'.join((*_NUMERALS, 'en'))})\b(?= +(?:dag|veck|procent|%|kr|tkr|mnkr|miljon))",
        "NUMBER", _numeral, "tal skrivs med siffror",
    ),
    _Habit(
        r"\b(?:ca|cirka|omkring|ungefär|högst|max|minst|upp till)\b(?= +[0-9])", "NUMBER", _nothing,
        "ett belopp eller en dag skrivs exakt",
        "ta bort ordet, eller skriv ”okänt” om det inte är bestämt",
    ),
    # Days and months
    _Habit(
        rf"(?:den )?sista (?:dagen i )?(?P<name>{_MONTHS})\b(?: (?P<year>[0-9]{{4}}))?",
        "NUMBER", _last_day, "dagar skrivs med sitt tal",
        # Of what month and year is known where there is a fix.
    ),
    _Habit(
        r"(?<![0-9])[0-3]?[0-9]/[0-9]{1,2}[-/ ][0-9]{2}(?![0-9])", "", _nothing, _DAYS,
        "skriv dagen som 22 december 2022",
    ),
    _Habit(
        rf"\b(?:{'|'.join(_SHORT)})\b\.?", "MONTH", lambda match: _SHORT[match[0].rstrip(".")],
        "månader skrivs ut",
    ),
    _Habit(
        rf"\b(?:den|i|om|på|under|med|perioden)\b(?= +(?:[0-9]|samma\b|från\b|{_MONTHS}))", "",
        _always(""), "ordet behövs inte här",
    ),
    _Habit(
        rf"\b(?:t ?o ?m\b|t\.? ?o\.? ?m\.|till och med\b|till\b)(?= +(?:[0-9]|{_MONTHS}))", "DASH",
        _always("–"), "från och till skrivs med streck",
    ),
    _Habit(
        rf"\bfrån(?: och med)?\b(?= +(?:{_MONTHS})(?: +[0-9]{{4}})? +(?:till|t\.? ?o)\b)", "MONTH",
        _always(""), "ordet behövs inte här",
    ),
    _Habit(
        rf"(?<=[0-9]):[ae]\b(?= +(?:{_MONTHS}))", "MONTH", _always(""),
        "dagar skrivs med bara talet",
    ),
    # What is listed
    _Habit(
        rf" och/eller{_PARTS}", "COMMA", _nothing, "det sägs inte om båda menas",
        "skriv komma i stället om båda menas; annars ta bort det som inte gäller",
    ),
    _Habit(
        rf" (?:och|samt){_PARTS}|;{_PARTS}", "COMMA", _always(","), "delar räknas upp med komma"
    ),
    _Habit(
        r"(?:efter|mot|vid|genom|enligt) rekvisition(?:en)?\b", "ON_REQUISITION",
        _always("på rekvisition"),
    ),
    _Habit(
        r"^ *(?P<here>\|)", "", _nothing, "raden ser ut att komma ur en tabell",
        "skriv den som en sats, utan tabellens streck",
    ),
    _Habit(
        rf"^[{_SPACES}]*(?P<here>(?:(?:Avsnitt|Bilaga|Kapitel|Tabell) +)?[0-9]+(?:\.[0-9]+)*\.?)"
        rf"(?=[{_SPACES}]+[A-ZÅÄÖ])", "", _nothing,
        "raden ser ut som en rubrik", "sätt # först, så läses den inte",
    ),
    # Signs
    _Habit(
        r"^ *(?P<word>[a-zåäöéü]+)(?P<here>:)(?= )", "", lambda match: match["word"],
        "satsens första ord har inget kolon efter sig",
    ),
    _Habit(r"(?<=max)\.", "", _always(""), "förkortningen skrivs utan punkt"),
    _Habit(
        "[’‘'»«„\u201a](?P<text>[^’‘'»«„\u201a\"”“\\[]*)[’‘'»«”“]", "STRING",
        lambda match: f'"{match["text"]}"',
        "text står inom citattecken av det vanliga slaget",
    ),
    _Habit(
        r"(?<=[0-9][ \u00a0])(?:månader|månad|år|timmar|timme)\b", "", _nothing,
        "väntetider skrivs i dagar eller veckor", "skriv hur många dagar eller veckor det är",
    ),
    _Habit(
        r"(?<![0-9,])[0-9]{1,3}(?:,[0-9]{3}){2,}(?![0-9,])", "",
        lambda match: match[0].replace(",", " "), "tusental skiljs åt med mellanslag",
    ),
    _Habit(
        r"(?:procent|%)[ -]?enhet(?:er)?\b", "", _always("procentenheter"),
        "procentenheter är ett ord",
    ),
    _Habit(
        r"\((?P<place>[^()\[\]]*)\)", "CITATION",
        lambda match: f"[{match['place']}]", "hänvisningar står inom hakparentes",
    ),
    _Habit(r"[.;,](?= *(?:\[|#|$))", "", _always(""), "satser slutar utan skiljetecken"),
    _Habit(
        rf"(?<![{_LETTERS}])[a-zåäöéü][{_LETTERS}]*(?P<here>[{_DASHES}])"
        rf"[{_LETTERS}]+(?:[{_DASHES}][{_LETTERS}]+)*",
        "", _underscored, _NAMES,
    ),
    _Habit(
        rf"(?:{_NAMING})[a-zåäöéü][{_LETTERS}]*(?! +(?:består|alla|tidigare|den|enligt)\b)"
        rf"(?P<here>(?: +[{_LETTERS}]+)+)(?= *[\"”“\[])",
        "", _underscored, _NAMES,
    ),
)  # fmt: skip
"""In the order in which they are tried: what is longer stands before what is a part of it."""
