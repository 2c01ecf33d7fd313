"""The calendar: months, periods and dates as agreements write them."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from overenskommelse.calendar import (
    MONTH_NAMES,
    Month,
    Period,
    read_date,
    read_month,
    swedish_date,
)

MONTHS = st.builds(Month, st.integers(1900, 2200), st.integers(1, 12))


@given(MONTHS)
def test_a_month_reads_back(month: Month) -> None:
    """A month is the same month after being written either way and read."""
    assert read_month(str(month)) == month
    assert read_month(month.swedish) == month
    assert read_month(month.swedish.capitalize()) == month


@given(MONTHS, st.integers(-600, 600))
def test_moving_a_month(month: Month, steps: int) -> None:
    """Moving a month there and back is standing still, and order follows the steps."""
    assert month.shifted(steps).shifted(-steps) == month
    assert (month.shifted(steps) > month) == (steps > 0)
    assert month.shifted(12).number == month.number


@given(MONTHS, st.integers(0, 130))
def test_a_period_holds_its_months(first: Month, steps: int) -> None:
    """A period counts, lists and contains the same months, both ends included."""
    period = Period(first, first.shifted(steps))
    months = list(period)
    assert len(months) == len(period) == steps + 1
    assert all(month in period for month in months)
    assert first.shifted(-1) not in period
    assert first.shifted(steps + 1) not in period
    assert months == sorted(months)


def test_a_period_backwards_is_empty() -> None:
    """A period that ends before it begins has no months."""
    assert len(Period(Month(2023, 3), Month(2023, 2))) == 0
    assert list(Period(Month(2023, 3), Month(2022, 12))) == []


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (Month(2023, 1), Month(2023, 11), "januari–november 2023"),
        (Month(2023, 4), Month(2023, 4), "april 2023"),
        (Month(2023, 12), Month(2024, 2), "december 2023–februari 2024"),
    ],
)
def test_a_period_in_words(first: Month, last: Month, words: str) -> None:
    """A period is written as an agreement writes it: the year once, unless there are two."""
    assert Period(first, last).swedish == words


@given(st.dates(datetime.date(1900, 1, 1), datetime.date(2200, 12, 31)))
def test_a_date_reads_back(date: datetime.date) -> None:
    """A date is the same date after being written either way and read."""
    assert read_date(date.isoformat()) == date
    assert read_date(swedish_date(date)) == date


@pytest.mark.parametrize("year", [1900, 2000, 2023, 2024])
def test_last_days(year: int) -> None:
    """A month's last day is the last that exists, in leap years too."""
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    lengths = [31, 29 if leap else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    assert [Month(year, n).last_day.day for n in range(1, 13)] == lengths


@pytest.mark.parametrize(
    "text",
    [
        "", "31 juni 2023", "29 februari 2023", "0 mars 2023", "2023-02-30", "2023-13-01",
        "1 mars 23", "1 march 2023", "1. mars 2023", "1 mars", "2023-1-1", "٣ mars 2023",
        "1  mars 2023", "1 mars 2023 ", "0001-01-01", "9" * 1000, "1 mars " + "9" * 1000,
    ],
)  # fmt: skip
def test_no_such_date(text: str) -> None:
    """What is not in the calendar, or not written as a date, is no date."""
    assert read_date(text) is None


@pytest.mark.parametrize(
    "text", ["", "2023", "2023-00", "2023-13", "2023-4", "april", "april 23", "0000-01", "٢٠٢٣-٠١"]
)
def test_no_such_month(text: str) -> None:
    """What is not in the calendar, or not written as a month, is no month."""
    assert read_month(text) is None


@given(st.text(max_size=30))
def test_any_text(text: str) -> None:
    """Any text is a month or a date, or neither, and never an exception."""
    month, date = read_month(text), read_date(text)
    assert month is None or month.number in range(1, 13)
    assert date is None or date.year >= 1900


def test_month_names() -> None:
    """The twelve months are Sweden's, in order."""
    assert MONTH_NAMES[0] == "januari"
    assert MONTH_NAMES[11] == "december"
    assert len(set(MONTH_NAMES)) == 12
