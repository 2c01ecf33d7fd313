"""What an example can say of what: the words that a line may begin with, and the values after."""

import datetime
from collections.abc import Mapping
from typing import Final, TypeAlias

from attrs import frozen

from overenskommelse.clauses import Quantity, Reference, Unit
from overenskommelse.examples import Counted, State, Worth
from overenskommelse.saying import Saying

_Kind: TypeAlias = Unit | State | type[Counted] | type[datetime.date] | type[Reference]

EVERY_AREA: Final = "samtliga"
"""What ``samtliga fokusområden`` begins with: each of them."""

DEFINITE: Final[Mapping[str, str]] = {
    "mått": "måttet", "nyckel": "nyckeln", "block": "blocket", "post": "posten",
    "medel": "medlen", "bonuspott": "bonuspotten", "villkor": "villkoret",
    "fokusområde": "fokusområdet", EVERY_AREA: "det som är samtliga", "skyldighet": "skyldigheten",
    "kriterium": "kriteriet", "fråga": "frågan", "utbetalning": "utbetalningen",
    "tolkning": "tolkningen", "krav": "kravet",
}  # fmt: skip
"""How each keyword is said of one that is not there."""


@frozen(repr=False, eq=False)
class Sayable(Saying):
    """The values that something can have, and how that is told to an author."""

    kinds: tuple[_Kind, ...]
    words: str

    def takes(self, worth: Worth) -> bool:
        """Whether a value is one of them."""
        kind: object = type(worth)
        if isinstance(worth, Quantity):
            kind = worth.unit
        elif isinstance(worth, State):
            kind = worth
        return kind in self.kinds


_KRONOR: Final = Sayable((Unit.KRONOR,), "kronor, som 100 kr")
_ASSESSED: Final = Sayable(
    (State.MET, State.UNMET, State.UNASSESSED), "”uppfyllt”, ”inte uppfyllt” eller ”inte bedömt”"
)
_ANSWERED: Final = Sayable(
    (State.YES, State.NO, State.UNANSWERED), "”ja”, ”nej” eller ”inget svar”"
)

GIVEN: Final[Mapping[str, Sayable]] = {
    "mått": Sayable(
        (Unit.PERCENT, Counted, State.MISSING, State.NOBODY),
        "en andel (72,9 %), antal (731 av 1 000), ”inget värde” eller ”ingen att mäta”",
    ),
    "nyckel": Sayable((Unit.NUMBER,), "ett tal utan enhet, som 157 726"),
    "block": _KRONOR,
    "post": _KRONOR,
    "medel": _KRONOR,
    "bonuspott": _KRONOR,
    "villkor": _ASSESSED,
    "fokusområde": _ASSESSED,
    EVERY_AREA: _ASSESSED,
    "skyldighet": Sayable(
        (datetime.date, State.UNREPORTED), "dagen, som 31 mars 2024, eller ”inte redovisad”"
    ),
    "kriterium": Sayable((Unit.PERCENT, Unit.WEEKS), "procent (94 %) eller veckor (4 veckor)"),
    "fråga": _ANSWERED,
    "utbetalning": Sayable(
        (datetime.date, State.UNREQUESTED), "dagen, som 1 december 2023, eller ”inte begärd”"
    ),
    "tolkning": Sayable((Reference,), "namnet på en av läsningarna"),
}
"""By the keyword after ``givet``."""

_PAID: Final = Sayable(
    (Unit.KRONOR, State.UNKNOWN, State.HELD, State.UNASSESSED, State.UNANSWERED),
    "kronor (100 kr), ”hålls inne”, ”inte bedömt”, ”inget svar” eller ”okänt”",
)
_FULFILLED: Final = Sayable(
    (*_ASSESSED.kinds, State.UNANSWERED, State.UNKNOWN),
    "”uppfyllt”, ”inte uppfyllt”, ”inte bedömt”, ”inget svar” eller ”okänt”",
)
_EARNED: Final = Sayable((Unit.KRONOR, State.UNKNOWN), "kronor (100 kr) eller ”okänt”")

GIVES: Final[Mapping[str, Sayable]] = {
    "krav": Sayable(
        (Unit.PERCENT, Unit.KRONOR, State.UNKNOWN),
        "procent av det som reserveras (75 %), kronor (100 kr) eller ”okänt”",
    ),
    "block": _EARNED,
    "post": _EARNED,
    "medel": _EARNED,
    "bonuspott": _EARNED,
    "utbetalning": _PAID,
    "villkor": _FULFILLED,
}
"""By the keyword after ``ger``."""
