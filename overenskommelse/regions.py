"""Sweden's 21 regions: their codes and names, and the many ways in which they are written.

`regions.csv` holds for each its SCB code (län code), its code in the national waiting-time
database, its id in Kolada, its name and other names for it. Codes and ids are those that the
three publish; the other names are the ones met in real files, and the names of the län. **The
first two code systems collide**: 10 is Blekinge to SCB and Stockholm to the waiting-time database.
So no function here takes a code without its name saying whose it is.
"""

import os
import unicodedata
from collections.abc import Mapping
from functools import cache
from typing import Final

from overenskommelse.numbers import SPACES

_BLANKS: Final = str.maketrans(dict.fromkeys(f"{SPACES}\t/-", " "))

TOTALS: Final = frozenset(
    {
        "riket", "hela riket", "00 riket", "00", "0", "sverige", "hela landet", "alla",
        "alla regioner", "samtliga", "samtliga regioner", "total", "totalt", "summa",
    }
)  # fmt: skip
"""How rows that sum all others are labelled, folded; SCB's code for the whole country is 00."""


def _table() -> tuple[tuple[str, ...], ...]:
    # A table of our own without quotes: splitting it costs less than importing csv.
    with open(os.path.join(os.path.dirname(__file__), "regions.csv"), encoding="utf-8") as file:
        text = file.read()
    return tuple(tuple(line.split(",")) for line in text.rstrip("\n").split("\n")[1:])


_TABLE: Final = _table()

REGIONS: Final[tuple[tuple[str, str], ...]] = tuple((row[0], row[3]) for row in _TABLE)
"""All regions as (SCB code, name), in the order of the codes."""


def folded(text: str) -> str:
    """How names are compared: without case, doubled blanks, or which blank or stroke it is."""
    plain = unicodedata.normalize("NFC", text).translate(_BLANKS).casefold()
    return " ".join(part for part in plain.split(" ") if part)


@cache
def aliases() -> Mapping[str, str]:
    """Every folded name of a region, to its SCB code."""
    found: dict[str, str] = {}
    for code, _, _, name, others in _TABLE:
        for alias in (name, *others.split(";")):
            found[folded(alias)] = code
    return found


@cache
def names() -> tuple[str, ...]:
    """Every name of a region as it is written: what a misspelt one is held against."""
    return tuple(alias for row in _TABLE for alias in (row[3], *row[4].split(";")))


def by_scb_code(text: str) -> str | None:
    """The SCB code that is meant by ``01`` or, where a program lost the nought, ``1``."""
    code = text.zfill(2)
    return code if code in _by_column(0) else None


def by_database_code(text: str) -> str | None:
    """The SCB code of the region that has this code in the waiting-time database."""
    return _by_column(1).get(text)


def by_kolada_id(text: str) -> str | None:
    """The SCB code of the region that has this id in Kolada."""
    return _by_column(2).get(text)


def find(text: str) -> str | None:
    """The SCB code of the region meant by an SCB code, a name, or both: ``01 Stockholm``."""
    plain = folded(text)
    code = by_scb_code(plain) or aliases().get(plain)
    if code is None and " " in plain:
        number, _, name = plain.partition(" ")
        code = aliases().get(name)
        return code if code is not None and by_scb_code(number) == code else None
    return code


def is_total(text: str) -> bool:
    """Whether a row so labelled sums the others: ``Riket``, ``Summa``."""
    return folded(text) in TOTALS


@cache
def _by_column(column: int) -> Mapping[str, str]:
    return {row[column]: row[0] for row in _TABLE}
