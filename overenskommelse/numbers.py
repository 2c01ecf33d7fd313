"""Numbers as Swedes write them, read exactly and written back. Floats never appear.

This is the only module that turns text into a number, and it checks the length first: no text,
however long, makes it slow.
"""

import re
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import Final

from overenskommelse import limits

SPACES: Final = " \u00a0\u202f\u2009"
"""Ordinary, no-break, narrow no-break and thin space: all separate thousands."""


class Notation(Enum):
    """How numbers are written. The value is what users call it."""

    STRICT = ""
    """Spaces between thousands, decimals after a comma: what nobody can read in two ways."""
    SWEDISH = "svenska"
    """As the strict one, but thousands may also be separated by points: ``1.234,5``."""
    ENGLISH = "engelska"
    """Spaces or commas between thousands, decimals after a point: ``1,234.5``."""

    @property
    def decimal_mark(self) -> str:
        """What decimals stand after."""
        return "." if self is Notation.ENGLISH else ","

    @property
    def others(self) -> "tuple[Notation, ...]":
        """The notations that a number may be written in which is none in this one."""
        both = (Notation.ENGLISH, Notation.SWEDISH)
        return tuple(notation for notation in both if notation is not self)


_SPACED: Final = rf"[0-9]{{1,3}}(?:[{SPACES}][0-9]{{3}})+"
_PATTERNS: Final = {
    Notation.STRICT: rf"([+−-]?)({_SPACED}|[0-9]+)(?:,([0-9]+))?",
    Notation.SWEDISH:
        rf"([+−-]?)({_SPACED}|[1-9][0-9]{{0,2}}(?:\.[0-9]{{3}})+|[0-9]+)(?:,([0-9]+))?",
    Notation.ENGLISH:
        rf"([+−-]?)({_SPACED}|[1-9][0-9]{{0,2}}(?:,[0-9]{{3}})+|[0-9]+)(?:\.([0-9]+))?",
}  # fmt: skip
_SEPARATORS: Final = str.maketrans(dict.fromkeys(f"{SPACES}.,"))


class TooLong(ValueError):
    """The text is a number with more digits than any agreement or table needs."""


def read_number(text: str, notation: Notation = Notation.STRICT) -> Fraction | None:
    """The exact value of ``1 237,5`` and the like; None for anything else.

    An exponent, a digit of another script or a mark that the notation does not have is no number.

    Raises:
        TooLong: more than 15 digits before the comma or 6 after it.
    """
    match = re.fullmatch(_PATTERNS[notation], text, re.ASCII)
    if not match:
        return None
    sign, whole, decimals = match[1], match[2].translate(_SEPARATORS), match[3] or ""
    if len(whole) > limits.INTEGER_DIGITS or len(decimals) > limits.DECIMALS:
        raise TooLong
    value = Fraction(int(whole + decimals), 10 ** len(decimals))
    return -value if sign in ("-", "−") else value


def read_digits(text: str) -> int | None:
    """The value of plain digits, ``1397``: the quick road for large tables; None for all else."""
    if text.isdigit() and len(text) <= limits.INTEGER_DIGITS and text.isascii():
        return int(text)
    return None


def write_number(value: Fraction | int, decimals: int | None = None) -> str:
    """A number as Swedes read it: ``1 237,5``, with no-break spaces and a real minus sign.

    With ``decimals`` it is rounded half up to that many for showing; without, it is written in
    full, or as a fraction where no decimals can.
    """
    value = Fraction(value)
    sign = "−" if value < 0 else ""
    value = abs(value)
    if decimals is None:
        decimals = next((d for d in range(7) if (value * 10**d).denominator == 1), None)
        if decimals is None:
            return f"{sign}{_grouped(value.numerator)}/{_grouped(value.denominator)}"
    scaled = (value * 10**decimals + Fraction(1, 2)).__floor__()
    whole, fraction = divmod(scaled, 10**decimals)
    if scaled == 0:
        sign = ""
    return f"{sign}{_grouped(whole)}" + (f",{fraction:0{decimals}}" if decimals else "")


def write_plain(value: Fraction | int, decimals: int) -> str:
    """A number for machines: ``79.3``, rounded half up to that many decimals."""
    text = write_number(value, decimals)
    return text.replace("\u00a0", "").replace("−", "-").replace(",", ".")


def to_decimal(value: Fraction | int, decimals: int) -> Decimal:
    """A number for a library that writes numbers, rounded half up to that many decimals.

    Made of text, which is exact whatever the context of decimals is; nothing is computed with it.
    """
    return Decimal(write_plain(value, decimals))


def write_exact(value: Fraction | int) -> str:
    """A number for machines with nothing lost: ``75`` or ``3/4``."""
    return str(Fraction(value))


def read_exact(text: str) -> Fraction | None:
    """What `write_exact` wrote; None for anything else, and for more digits than any sum needs."""
    digits = rf"[0-9]{{1,{limits.EXACT_DIGITS}}}"
    whole = re.fullmatch(rf"-?{digits}(?:/0*[1-9][0-9]*)?", text, re.ASCII)
    return Fraction(text) if whole and len(text) <= 2 * limits.EXACT_DIGITS else None


def write_in(value: Fraction, notation: Notation) -> str:
    """A number as somebody would write it in a notation, with spaces between thousands."""
    return write_number(value).replace(",", notation.decimal_mark)


def write_amount(value: Fraction | int) -> str:
    """Kronor in a table: whole, or with two decimals where there are ören."""
    return write_number(value, 0 if Fraction(value).denominator == 1 else 2)


def write_change(value: Fraction | int) -> str:
    """Kronor more or less, ``+1 234`` or ``−56``; ``0`` where nothing is changed."""
    return f"{'+' if value > 0 else ''}{write_amount(value)}"


_MEGABYTE: Final = 10**6


def write_size(size: int) -> str:
    """How much a file holds: ``100 megabyte``; what is less than one is in bytes."""
    if size < _MEGABYTE:
        return f"{write_number(size)}\u00a0byte"
    return f"{write_number(Fraction(size, _MEGABYTE))}\u00a0megabyte"


def write_kronor(value: Fraction | int) -> str:
    """``1 399 558 228 kr``."""
    return f"{write_number(value)}\u00a0kr"


def _grouped(number: int) -> str:
    return f"{number:,}".replace(",", "\u00a0")
