"""Numbers: read as Swedes write them, exactly or not at all, and written back."""

import re
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from overenskommelse import limits
from overenskommelse.numbers import (
    SPACES,
    TooLong,
    read_digits,
    read_exact,
    read_number,
    write_exact,
    write_kronor,
    write_number,
    write_plain,
)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", "0"), ("7", "7"), ("007", "7"), ("1 000", "1000"), ("1\u00a0000", "1000"),
        ("2\u202f952", "2952"), ("2\u2009952", "2952"), ("12 345 678,5", "24691357/2"),
        ("0,1", "1/10"), ("1,250000", "5/4"), ("-3", "-3"), ("−3,5", "-7/2"), ("+4", "4"),
        ("999999999999999,999999", "999999999999999999999/1000000"),
    ],
)  # fmt: skip
def test_read(text: str, value: str) -> None:
    """A Swedish number has its exact value, whichever blank separates its thousands."""
    assert read_number(text) == Fraction(value)


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "1.5", "1,5,5", "1,", ",5", "1 00", "1 0000", "10 00", "1  000", " 1", "1 ",
        "1e3", "1E3", "0x1f", "1_000", "1'000", "NaN", "nan", "inf", "∞", "½", "²", "--1", "+-1",
        "١٢٣", "１２３", "1\n000", "1\t000", "1\u3000000", "1\u200b000", "1/2", "5 %", "fem",
    ],
)  # fmt: skip
def test_not_a_number(text: str) -> None:
    """What Swedes do not write as a number is none: points, exponents, other digits, groups."""
    assert read_number(text) is None


@pytest.mark.parametrize(
    "text",
    ["1" * (limits.INTEGER_DIGITS + 1), "1," + "1" * (limits.DECIMALS + 1), "9" * 900_000],
    ids=["heltal", "decimaler", "oerhört"],
)
def test_too_long(text: str) -> None:
    """More digits than any agreement needs are refused before any is counted."""
    with pytest.raises(TooLong):
        read_number(text)


@given(st.fractions(-(10**12), 10**12, max_denominator=1).map(lambda f: f / 10**3))
def test_round_trip(value: Fraction) -> None:
    """What is written is read back as the same number."""
    assert read_number(write_number(value)) == value


@given(st.text(max_size=40))
def test_any_text(text: str) -> None:
    """Any text at all is a number, too long, or none; never an exception of another kind."""
    try:
        value = read_number(text)
    except TooLong:
        return
    if value is not None:
        assert re.fullmatch(rf"[+−-]?[0-9{SPACES}]+(,[0-9]+)?", text)


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (Fraction(1399558228), None, "1 399 558 228"), (Fraction(-7, 2), None, "−3,5"),
        (Fraction(1, 3), None, "1/3"), (Fraction(29, 10), 1, "2,9"), (Fraction(3), 1, "3,0"),
        (Fraction(1, 20), 1, "0,1"), (Fraction(-1, 100), 1, "0,0"), (0, None, "0"),
        (Fraction(2, 3), 2, "0,67"),
    ],
)  # fmt: skip
def test_write(value: Fraction | int, decimals: int | None, text: str) -> None:
    """Numbers are shown with no-break spaces, a decimal comma and a real minus sign."""
    assert write_number(value, decimals) == text.replace(" ", "\u00a0")


def test_write_for_others() -> None:
    """Kronor have their unit, machines get a decimal point and a plain minus."""
    assert write_kronor(12_000_000) == "12\u00a0000\u00a0000\u00a0kr"
    assert write_plain(Fraction(-12345, 10), 1) == "-1234.5"


@pytest.mark.parametrize("text", ["", "-1", "1.0", "١", "1 000", "1" * 16, "０"])
def test_plain_digits_only(text: str) -> None:
    """The quick road takes plain short digits and nothing else."""
    assert read_digits(text) is None
    assert read_digits("0042") == 42


@given(st.fractions())
def test_exact_numbers_are_read_back(value: Fraction) -> None:
    """What is written for machines is read back as the same number."""
    assert read_exact(write_exact(value)) == value


@pytest.mark.parametrize(
    "text", ["", "1/0", "1/00", "1,5", "1.5", "1e9", "+1", "1/-2", "٣", "9" * 2_001]
)
def test_nothing_else_is_an_exact_number(text: str) -> None:
    """Only whole numbers and fractions of them are."""
    assert read_exact(text) is None
