"""Months, periods and dates as agreements write them. No clock is read here."""

import datetime
import math
import re
from collections.abc import Iterable, Iterator
from fractions import Fraction
from functools import lru_cache
from typing import Final, NamedTuple

from attrs import frozen

MONTH_NAMES: Final = (
    "januari", "februari", "mars", "april", "maj", "juni",
    "juli", "augusti", "september", "oktober", "november", "december",
)  # fmt: skip

YEARS: Final = range(1900, 2201)
"""The years of which agreements speak."""

_ISO_MONTH = re.compile(r"([0-9]{4})-([0-9]{2})")
_ISO_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")


class Month(NamedTuple):
    """A calendar month. A tuple, since tables are looked up by month again and again."""

    year: int
    number: int

    @classmethod
    def from_ordinal(cls, ordinal: int) -> "Month":
        """The month that is ``ordinal`` months after January of year 0."""
        return _month(ordinal)

    @property
    def ordinal(self) -> int:
        """Months since January of year 0."""
        return self.year * 12 + self.number - 1

    def shifted(self, months: int) -> "Month":
        """The month that many months later (earlier, if negative)."""
        return Month.from_ordinal(self.ordinal + months)

    @property
    def last_day(self) -> datetime.date:
        """Its last day."""
        following = self.shifted(1)
        return datetime.date(following.year, following.number, 1) - datetime.timedelta(days=1)

    @property
    def swedish(self) -> str:
        """``april 2023``."""
        return f"{MONTH_NAMES[self.number - 1]} {self.year}"

    def __str__(self) -> str:
        """``2023-04``."""
        return f"{self.year:04}-{self.number:02}"


@frozen
class Period:
    """Whole months from ``first`` to ``last``, both included."""

    first: Month
    last: Month

    def __iter__(self) -> Iterator[Month]:
        """Its months in order."""
        return (Month.from_ordinal(i) for i in range(self.first.ordinal, self.last.ordinal + 1))

    def __len__(self) -> int:
        """How many months it has; zero where it ends before it begins."""
        return max(0, self.last.ordinal - self.first.ordinal + 1)

    def __contains__(self, month: object) -> bool:
        """Whether a month lies in it."""
        return isinstance(month, Month) and self.first <= month <= self.last

    @classmethod
    def runs(cls, months: Iterable[Month]) -> "list[Period]":
        """Months, in any order, as the fewest periods."""
        found: list[Period] = []
        for month in sorted(months):
            if found and found[-1].last.shifted(1) == month:
                found[-1] = cls(found[-1].first, month)
            else:
                found.append(cls(month, month))
        return found

    @property
    def swedish(self) -> str:
        """``januari–november 2023``."""
        if self.first == self.last:
            return self.first.swedish
        if self.first.year == self.last.year:
            return f"{MONTH_NAMES[self.first.number - 1]}–{self.last.swedish}"
        return f"{self.first.swedish}–{self.last.swedish}"

    def __str__(self) -> str:
        """``2023-01/2023-11``."""
        return f"{self.first}/{self.last}"


@lru_cache(maxsize=4096)
def _month(index: int) -> Month:
    return Month(index // 12, index % 12 + 1)


def weeks_after(day: datetime.date, weeks: Fraction) -> datetime.date | None:
    """The last whole day within so many weeks; None where no calendar reaches that far."""
    try:
        last = day + datetime.timedelta(days=math.floor(weeks * 7))
    except OverflowError:
        return None
    return last if last.year in YEARS else None


def swedish_date(date: datetime.date) -> str:
    """``22 december 2022``."""
    return f"{date.day} {MONTH_NAMES[date.month - 1]} {date.year}"


def read_month(text: str) -> Month | None:
    """A month written ``2023-04`` or ``april 2023``, or None."""
    iso = _ISO_MONTH.fullmatch(text)
    if iso:
        year, number = int(iso[1]), int(iso[2])
        return _month(year * 12 + number - 1) if 1 <= number <= 12 and year in YEARS else None
    word, _, year_text = text.partition(" ")
    if word.casefold() in MONTH_NAMES and re.fullmatch(r"[0-9]{4}", year_text.strip()):
        return _month(int(year_text) * 12 + MONTH_NAMES.index(word.casefold()))
    return None


def read_date(text: str) -> datetime.date | None:
    """A date written ``2023-12-01`` or ``1 december 2023``, or None."""
    iso = _ISO_DATE.fullmatch(text)
    if iso:
        return _date(int(iso[1]), int(iso[2]), int(iso[3]))
    words = text.split(" ")
    if len(words) == 3 and words[1].casefold() in MONTH_NAMES:
        day, year = words[0], words[2]
        if re.fullmatch(r"[0-9]{1,2}", day) and re.fullmatch(r"[0-9]{4}", year):
            return _date(int(year), MONTH_NAMES.index(words[1].casefold()) + 1, int(day))
    return None


def _date(year: int, month: int, day: int) -> datetime.date | None:
    try:
        return datetime.date(year, month, day) if year in YEARS else None
    except ValueError:
        return None
