"""Cells: every tolerated way of writing a value reads back as the value."""

import datetime
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from overenskommelse.calendar import Month, swedish_date
from overenskommelse.numbers import SPACES, write_number
from runtime.intake.cells import (
    read_count,
    read_day,
    read_key_value,
    read_kronor,
    read_month,
    read_per_cent,
)
from runtime.intake.faults import Unreadable


def grouped(number: int, space: str) -> str:
    """A number with a blank before every three digits."""
    return f"{number:,}".replace(",", space)


BLANKS = st.sampled_from(["", *SPACES])
COUNTED = st.integers(0, 300_000_000)


@given(COUNTED, BLANKS, st.sampled_from(["", " st", "st.", "\u00a0personer", " Patienter"]), BLANKS)
def test_a_count_reads_back(number: int, space: str, unit: str, around: str) -> None:
    """A count reads back whatever blanks stand in and around it, with or without its unit."""
    assert read_count(f"{around}{grouped(number, space)}{unit}{around}") == number


@given(st.integers(0, 10**13), BLANKS, st.sampled_from(["", " kr", "kr.", " kronor", " KR"]))
def test_kronor_read_back(number: int, space: str, unit: str) -> None:
    """An amount reads back with any blanks between thousands, with or without its unit."""
    assert read_kronor(f"{grouped(number, space)}{unit}") == number


@given(st.integers(0, 10_000), st.sampled_from(["", "%", " %", "\u00a0procent"]))
def test_per_cent_read_back(hundredths: int, unit: str) -> None:
    """Per cent read back with or without their sign, and are never scaled."""
    value = Fraction(hundredths, 100)
    assert read_per_cent(f"{write_number(value)}{unit}") == value


@given(COUNTED, st.integers(0, 99))
def test_key_values_read_back(whole: int, hundredths: int) -> None:
    """A key may have decimals."""
    value = min(Fraction(whole) + Fraction(hundredths, 100), Fraction(300_000_000))
    assert read_key_value(write_number(value, 2)) == value


@given(st.integers(1990, 2100), st.integers(1, 12), BLANKS)
def test_months_read_back(year: int, number: int, around: str) -> None:
    """A month reads back in every form in which it is written."""
    month = Month(year, number)
    forms = [str(month), month.swedish, month.swedish.capitalize(), f"{year}{number:02}"]
    forms.append(month.swedish.replace(" ", "\u00a0"))
    for form in forms:
        assert read_month(f"{around}{form}{around}") == month


@given(st.dates(datetime.date(1990, 1, 1), datetime.date(2100, 12, 31)))
def test_days_read_back(day: datetime.date) -> None:
    """A day reads back in both forms."""
    assert read_day(day.isoformat()) == day
    assert read_day(swedish_date(day)) == day


@given(st.text(max_size=30))
def test_no_cell_is_too_strange(text: str) -> None:
    """Any text is a value, missing, or refused; what is read as a count is written in digits."""
    for read in (read_count, read_kronor, read_key_value, read_per_cent, read_month, read_day):
        found = read(text)
        if isinstance(found, Unreadable) and found.guess is not None:
            assert isinstance(found.guess(), str)
    count = read_count(text)
    if isinstance(count, int):
        assert "".join(c for c in text if "0" <= c <= "9").lstrip("0") == str(count or "")
