"""What stands in a cell: counts, amounts, key values, per cent, months and days.

Each function takes the text as it stands in the file and returns its value, None where the data
says that there is none, or why it cannot be read. Nothing is guessed: what can be read in two ways
is refused with both.
"""

import datetime
import re
from collections.abc import Iterator
from contextlib import suppress
from fractions import Fraction
from typing import Final

from overenskommelse import calendar, limits
from overenskommelse import data_codes as codes
from overenskommelse.calendar import MONTH_NAMES, Month
from overenskommelse.numbers import (
    SPACES,
    Notation,
    TooLong,
    read_digits,
    read_number,
    write_in,
    write_number,
)
from overenskommelse.text import code_point
from runtime.intake.faults import Unreadable, shown

MISSING: Final = frozenset({"", "-", "–", ".", "..", "saknas", "u.s."})
"""How data says that there is no value."""

_PEOPLE: Final = ("personer", "patienter", "invånare", "st.", "st")
_KRONOR: Final = ("kronor", "kr.", "kr")
_PER_CENT: Final = ("procent", "%")
_MINUS: Final = ("-", "−", "–")
_TO_BLANK: Final = str.maketrans(dict.fromkeys(f"{SPACES}\t", " "))
_THOUSANDS: Final = re.compile(r"[1-9][0-9]{0,2}(?:[.,][0-9]{3})+")
_EXPONENT: Final = re.compile(r"[0-9]+(?:[.,][0-9]+)?[eE][+-]?[0-9]+")
_SPACED: Final = re.compile(rf"[0-9]+(?:[{SPACES}]+[0-9]+)+")
_YEAR_FIRST: Final = re.compile(r"([0-9]{4})[-/. ]?([0-9]{1,2})(?:[-/. ][0-9]{1,2}.*)?")
_YEAR_LAST: Final = re.compile(r"([0-9]{1,2})[-/. ]([0-9]{4})")
_WORD_AND_YEAR: Final = re.compile(r"([a-zåäö]{3,9})\.?[- ]?((?:[0-9]{2})?[0-9]{2})")
_PLAIN_DATE: Final = re.compile(r"([0-9]{4})[-/. ]?([0-9]{2})[-/. ]?([0-9]{2})(?:[ T].*)?")


def trimmed(text: str) -> str:
    """A cell without the blanks around it."""
    return text.strip(f"{SPACES}\t")


def is_missing(text: str) -> bool:
    """Whether the data says that there is no value."""
    return trimmed(text).casefold() in MISSING


# Numbers -------------------------------------------------------------------------------------


def read_count(text: str, notation: Notation = Notation.STRICT) -> int | Unreadable | None:
    """A number of patients: ``1 397 st``."""
    return _whole(text, _PEOPLE, limits.COUNT, notation)


def read_kronor(text: str, notation: Notation = Notation.STRICT) -> int | Unreadable | None:
    """An amount in whole kronor: ``617 098 208 kr``."""
    return _whole(text, _KRONOR, limits.KRONOR, notation)


def read_kronor_and_ore(
    text: str, notation: Notation = Notation.STRICT
) -> Fraction | Unreadable | None:
    """An amount in kronor and perhaps ören: ``1 234,56 kr``."""
    value = _number(text, _KRONOR, notation)
    if isinstance(value, Fraction):
        if value > limits.KRONOR:
            return _too_large(text, limits.KRONOR)
        if (100 * value).denominator > 1:
            return Unreadable(codes.SMALLER_THAN_ORE, {"found": shown(text)})
    return value


def read_key_value(text: str, notation: Notation = Notation.STRICT) -> Fraction | Unreadable | None:
    """What money is divided in proportion to, decimals allowed: ``2 437 158``."""
    value = _number(text, _PEOPLE, notation)
    if isinstance(value, Fraction) and value > limits.COUNT:
        return _too_large(text, limits.COUNT)
    return value


def read_per_cent(text: str, notation: Notation = Notation.STRICT) -> Fraction | Unreadable | None:
    """A level in per cent, with or without its sign: ``95,5 %``. It is never scaled."""
    value = _number(text, _PER_CENT, notation, small=True)
    if isinstance(value, Fraction) and value > 100:
        return Unreadable(codes.OVER_HUNDRED, {"found": shown(text)})
    return value


def _whole(
    text: str, units: tuple[str, ...], largest: int, notation: Notation
) -> int | Unreadable | None:
    value, bare = _number(text, units, notation), _bare(text, units)
    if isinstance(value, Fraction) and notation.decimal_mark in bare:
        return _with_decimals(text, units, value)
    if isinstance(value, Fraction):
        return value.numerator if value <= largest else _too_large(text, largest)
    if isinstance(value, Unreadable) and value.code is codes.OTHER_NOTATION:
        for other, number in _in_other_notations(bare, notation):
            if other.decimal_mark in bare:
                return _with_decimals(text, units, number)
    return value


def _with_decimals(text: str, units: tuple[str, ...], value: Fraction) -> Unreadable:
    """Why a number with decimals cannot stand here: up to a hundred it is taken for a share."""
    share = units is _PEOPLE and value < 101
    code = codes.SHARE_NOT_COUNT if share else codes.NOT_WHOLE
    return Unreadable(code, {"found": shown(text)})


def _too_large(text: str, largest: int) -> Unreadable:
    return Unreadable(codes.TOO_LARGE, {"found": shown(text), "limit": write_number(largest)})


def _number(
    text: str, units: tuple[str, ...], notation: Notation, small: bool = False
) -> Fraction | Unreadable | None:
    """A number that is not negative. A ``small`` one has no thousands to be confused with."""
    if is_missing(text):
        return None
    bare = _bare(text, units)
    try:
        value = read_number(bare, notation)
    except TooLong:
        return _too_large(text, 10**limits.INTEGER_DIGITS)
    ambiguous = notation is Notation.STRICT and not small and _THOUSANDS.fullmatch(bare)
    if value is None or ambiguous:
        return _refused(bare, text, notation)
    if value < 0:
        return Unreadable(codes.NEGATIVE, {"found": shown(text)})
    return value


def _bare(text: str, units: tuple[str, ...]) -> str:
    """The cell without blanks around it and without its unit."""
    bare = trimmed(text)
    for unit in units:
        if bare.casefold().endswith(unit):
            return trimmed(bare[: -len(unit)])
    return bare


def _in_other_notations(bare: str, notation: Notation) -> Iterator[tuple[Notation, Fraction]]:
    """The notations in which it is a number after all, and which."""
    for other in notation.others:
        with suppress(TooLong):
            value = read_number(bare, other)
            if value is not None and value >= 0:
                yield other, value


def _refused(bare: str, text: str, notation: Notation) -> Unreadable:
    """Why this is no number, in the words that help most."""
    found = {"found": shown(text)}
    foreign = next((c for c in bare if c.isnumeric() and not "0" <= c <= "9"), None)
    if foreign is not None:
        character = f"{foreign} ({code_point(foreign)})"
        return Unreadable(codes.OTHER_DIGITS, found | {"character": character})
    if bare.casefold().endswith(_PER_CENT):
        return Unreadable(codes.SHARE_NOT_COUNT, found)
    if bare.startswith(("<", "≤", "&lt;")):
        return Unreadable(codes.SUPPRESSED, found)
    if bare.startswith("#"):
        return Unreadable(codes.SPREADSHEET_FAULT, found)
    if _EXPONENT.fullmatch(bare):
        return Unreadable(codes.EXPONENT, found)
    if notation is Notation.STRICT and _THOUSANDS.fullmatch(bare):
        value = re.sub(r"[.,]", "", bare)
        words = {"plain": shown(value), "spaced": _grouped(value)}
        return Unreadable(codes.AMBIGUOUS_NUMBER, found | words)
    for other, number in _in_other_notations(bare, notation):
        words = {"language": other.value, "written": write_in(number, notation)}
        return Unreadable(codes.OTHER_NOTATION, found | words)
    if _SPACED.fullmatch(bare):
        return Unreadable(codes.MISPLACED_SPACES, found | {"readings": _spaced_readings(bare)})
    if bare.startswith(_MINUS) and trimmed(bare[1:])[:1].isdecimal():
        return Unreadable(codes.NEGATIVE, found)
    return Unreadable(codes.NOT_A_NUMBER, found)


def _spaced_readings(bare: str) -> str:
    """The number if the blanks are misplaced, and if each marks thousands and noughts are lost."""
    groups = bare.translate(_TO_BLANK).split()
    together = "".join(groups)
    padded = groups[0] + "".join(group.zfill(3) for group in groups[1:])
    readings = dict.fromkeys((_grouped(together), _grouped(padded)))
    return shown(" eller ".join(readings))


def _grouped(digits: str) -> str:
    """Digits of any length with a blank before every three."""
    first = len(digits) % 3
    groups = [digits[:first], *(digits[i : i + 3] for i in range(first, len(digits), 3))]
    return shown(" ".join(group for group in groups if group))


# Months and days -----------------------------------------------------------------------------


def read_month(text: str) -> Month | Unreadable:
    """A month: ``2023-04``, ``april 2023`` or ``202304``."""
    bare = _words(text)
    digits = len(bare) == 6 and read_digits(bare) is not None
    month = calendar.read_month(f"{bare[:4]}-{bare[4:]}" if digits else bare)
    if month is not None:
        return month
    return Unreadable(codes.BAD_MONTH, {"found": shown(text)}, lambda: _meant_month(bare))


def _meant_month(bare: str) -> str:
    found = None
    if match := _YEAR_FIRST.fullmatch(bare):
        found = calendar.read_month(f"{match[1]}-{match[2]:0>2}")
        if found is None:
            return f". År {match[1]} har ingen månad {match[2]}"
    elif match := _YEAR_LAST.fullmatch(bare):
        found = calendar.read_month(f"{match[2]}-{match[1]:0>2}")
    elif match := _WORD_AND_YEAR.fullmatch(bare.casefold()):
        name = next((m for m in MONTH_NAMES if m.startswith(match[1])), "")
        found = calendar.read_month(f"{name} {match[2]:0>4}".replace(" 00", " 20"))
    return f". Menade du {found}?" if found else ""


def read_day(text: str) -> datetime.date | Unreadable | None:
    """A day: ``2023-12-01`` or ``1 december 2023``."""
    bare = _words(text)
    if bare.casefold() in MISSING:
        return None
    day = calendar.read_date(bare)
    if day is not None:
        return day
    return Unreadable(codes.BAD_DATE, {"found": shown(text)}, lambda: _meant_day(bare))


def _meant_day(bare: str) -> str:
    match = _PLAIN_DATE.fullmatch(bare)
    found = calendar.read_date(f"{match[1]}-{match[2]}-{match[3]}") if match else None
    return f". Menade du {found}?" if found else ""


def _words(text: str) -> str:
    """A cell with single blanks, whichever blanks it was written with."""
    return " ".join(part for part in text.translate(_TO_BLANK).split(" ") if part)
