"""Money: named roundings, and splits that neither lose nor make a krona."""

from fractions import Fraction
from itertools import pairwise, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from overenskommelse.money import (
    UNIT_WORDS,
    AdjustmentsMiss,
    BelowZero,
    Mode,
    Residual,
    Rest,
    Rounding,
    SplitImpossible,
    Tie,
    proportions,
    rounded,
    split,
    taken,
)

KRONOR = Fraction(1)
BY_DECIMALS = Rest(Residual.LARGEST_REMAINDER, Tie.LARGEST_KEY)
HALVES = ("5/2", "7/2", "-5/2", "12/5", "13/5", "3")


@pytest.mark.parametrize(
    ("mode", "expected"),
    [
        (Mode.HALF_UP, (3, 4, -3, 2, 3, 3)),
        (Mode.HALF_EVEN, (2, 4, -2, 2, 3, 3)),
        (Mode.DOWN, (2, 3, -3, 2, 2, 3)),
        (Mode.UP, (3, 4, -2, 3, 3, 3)),
    ],
)
def test_modes(mode: Mode, expected: tuple[int, ...]) -> None:
    """2,5, 3,5, −2,5, 2,4, 2,6 and 3 are rounded as the mode's words say."""
    assert tuple(rounded(Fraction(h), Rounding(KRONOR, mode)) for h in HALVES) == expected


@pytest.mark.parametrize("unit", UNIT_WORDS, ids=UNIT_WORDS.values())
@given(value=st.fractions(-(10**7), 10**7, max_denominator=10**6))
def test_a_rounding_lands_on_its_unit(unit: Fraction, value: Fraction) -> None:
    """A rounded amount is a whole number of units, less than one unit away."""
    for mode in Mode:
        result = rounded(value, Rounding(unit, mode))
        assert (result / unit).denominator == 1
        assert abs(result - value) < unit
        assert rounded(result, Rounding(unit, mode)) == result


WEIGHTS = st.lists(st.integers(0, 10**7), min_size=1, max_size=25).filter(any)
ROUNDINGS = [None, *(Rounding(unit, mode) for unit, mode in product(UNIT_WORDS, Mode))]


@pytest.mark.parametrize("residual", [BY_DECIMALS, Rest(Residual.LARGEST_RECIPIENT)])
@pytest.mark.parametrize("rounding", ROUNDINGS, ids=lambda r: r.swedish if r else "oavrundat")
@settings(max_examples=60)
@given(amount=st.integers(0, 10**12), weights=WEIGHTS)
def test_a_split_conserves(
    amount: int, weights: list[int], rounding: Rounding | None, residual: Rest
) -> None:
    """The parts are the amount, but for a rest smaller than the unit that is never made up."""
    order = range(len(weights))
    parts = split(amount, dict(enumerate(weights)), rounding, residual, list(order))
    left = amount - sum(parts.values())
    assert 0 <= left < (rounding.unit if rounding else 1)
    if rounding is None or rounding.unit <= 1:
        assert left == 0


@pytest.mark.parametrize("residual", [BY_DECIMALS, Rest(Residual.LARGEST_RECIPIENT)])
@pytest.mark.parametrize("rounding", ROUNDINGS, ids=lambda r: r.swedish if r else "oavrundat")
@settings(max_examples=60)
@given(amount=st.integers(0, 10**5), weights=WEIGHTS)
def test_nobody_pays_for_a_rounding(
    amount: int, weights: list[int], rounding: Rounding | None, residual: Rest
) -> None:
    """No part of an amount is below zero, and who weighs nothing gets nothing."""
    parts = split(amount, dict(enumerate(weights)), rounding, residual, list(range(len(weights))))
    assert min(parts.values()) >= 0
    assert all(parts[i] == 0 for i, weight in enumerate(weights) if not weight)


@given(amount=st.integers(0, 10**12), weights=WEIGHTS)
def test_rounded_down_never_exceeds(amount: int, weights: list[int]) -> None:
    """Parts rounded down with the rest kept are never more than the amount."""
    down = Rounding(KRONOR, Mode.DOWN)
    parts = split(
        amount, dict(enumerate(weights)), down, Rest(Residual.KEPT), list(range(len(weights)))
    )
    assert 0 <= amount - sum(parts.values()) < len(weights)


@given(amount=st.integers(0, 10**12), weights=WEIGHTS)
def test_largest_remainder_is_fair(amount: int, weights: list[int]) -> None:
    """By largest decimal part nobody is a whole krona from their exact share."""
    rounding = Rounding(KRONOR, Mode.HALF_UP)
    keyed = dict(enumerate(weights))
    parts = split(amount, keyed, rounding, BY_DECIMALS, list(keyed))
    exact = {key: amount * share for key, share in proportions(keyed).items()}
    assert all(abs(parts[key] - exact[key]) < 1 for key in keyed)
    ranked = sorted(keyed, key=lambda key: weights[key])
    assert all(parts[a] <= parts[b] for a, b in pairwise(ranked) if weights[a] < weights[b])


@given(amount=st.integers(0, 10**9), weights=WEIGHTS, times=st.integers(2, 10**6))
def test_only_proportions_count(amount: int, weights: list[int], times: int) -> None:
    """Multiplying all weights by the same number changes no part."""
    rounding = Rounding(KRONOR, Mode.HALF_UP)
    order = list(range(len(weights)))
    once = split(amount, dict(enumerate(weights)), rounding, BY_DECIMALS, order)
    scaled = {i: weight * times for i, weight in enumerate(weights)}
    assert split(amount, scaled, rounding, BY_DECIMALS, order) == once


def test_ties_go_by_key_then_by_order() -> None:
    """Of equal decimals the larger key takes the krona, and of equal keys the first in order."""
    rounding, rule = Rounding(KRONOR, Mode.HALF_UP), BY_DECIMALS
    # 9/6 of 1, 2 and 3 are 1,5, 3 and 4,5: one krona is over, and a and c have equal decimals.
    assert split(9, {"a": 1, "b": 2, "c": 3}, rounding, rule, "abc") == {"a": 1, "b": 3, "c": 5}
    assert split(1, {"a": 1, "b": 1}, rounding, rule, "ba") == {"a": 0, "b": 1}


@pytest.mark.parametrize(
    ("tie", "winner"), [(Tie.LARGEST_KEY, "c"), (Tie.SMALLEST_KEY, "a"), (Tie.ORDER, "a")]
)
def test_each_tie_break(tie: Tie, winner: str) -> None:
    """Of equal decimals the one that the agreement names first takes the krona."""
    rounding, rule = Rounding(KRONOR, Mode.HALF_UP), Rest(Residual.LARGEST_REMAINDER, tie)
    whole = {"a": 1, "b": 3, "c": 4}  # 9/6 of 1, 2 and 3 are 1,5, 3 and 4,5.
    parts = split(9, {"a": 1, "b": 2, "c": 3}, rounding, rule, "abc")
    assert parts == whole | {winner: whole[winner] + 1}


def test_order_decides_alone() -> None:
    """Where the file's order breaks ties, keys do not."""
    rounding, rule = Rounding(KRONOR, Mode.HALF_UP), Rest(Residual.LARGEST_REMAINDER, Tie.ORDER)
    parts = split(9, {"a": 1, "b": 2, "c": 3}, rounding, rule, "cba")
    assert parts == {"a": 1, "b": 3, "c": 5}


def test_stated_adjustments_make_the_whole() -> None:
    """Half up, 100 by 1:1:1 is 33 each: the agreement says who has the last krona."""
    rounding = Rounding(KRONOR, Mode.HALF_UP)
    rest = Rest(Residual.STATED, adjustments=(("b", Fraction(1)),))
    keys = {"a": 1, "b": 1, "c": 1}
    assert split(100, keys, rounding, rest, "abc") == {"a": 33, "b": 34, "c": 33}
    with pytest.raises(AdjustmentsMiss) as miss:
        split(101, keys, rounding, rest, "abc")
    assert miss.value.difference == -2  # 34 each is 102, and one more makes 103.
    with pytest.raises(AdjustmentsMiss):
        split(100, keys, rounding, Rest(Residual.STATED), "abc")


@pytest.mark.parametrize("weights", [{}, {"a": 0}, {"a": 0, "b": 0}])
def test_nothing_to_divide_by(weights: dict[str, int]) -> None:
    """Without any weight above zero there is no proportion, and it is said so."""
    with pytest.raises(SplitImpossible):
        split(100, weights, None, None, list(weights))


def test_nobody_gives_back_more_than_they_have() -> None:
    """What one cannot bear of a deduction the others bear, in proportion to their weights.

    60 by 1:1:4 is 10, 10 and 40, of which c has 10; the other 50 are 25 each.
    """
    weights = {"a": Fraction(1), "b": Fraction(1), "c": Fraction(4)}
    most = {"a": Fraction(120), "b": Fraction(30), "c": Fraction(10)}
    whole = Rounding(KRONOR, Mode.DOWN)
    given = taken(Fraction(60), weights, most, whole, BY_DECIMALS, "abc")
    assert given == {"a": -25, "b": -25, "c": -10}


@settings(max_examples=300)
@given(
    st.dictionaries(st.sampled_from("abcd"), st.integers(0, 50), min_size=1),
    st.lists(st.integers(1, 9), min_size=4, max_size=4),
    st.integers(0, 200),
    st.sampled_from(Mode),
)
def test_what_is_taken_is_enough(
    has: dict[str, int], weights: list[int], amount: int, mode: Mode
) -> None:
    """A deduction that there is enough for is taken in full; nobody gives more than they have."""
    amount = min(amount, sum(has.values()))
    most = {key: Fraction(value) for key, value in has.items()}
    by = {key: Fraction(weights["abcd".index(key)]) for key in has}
    given = taken(Fraction(amount), by, most, Rounding(KRONOR, mode), BY_DECIMALS, list(has))
    assert sum(given.values()) == -amount
    assert all(-most[key] <= part <= 0 for key, part in given.items())


def test_nobody_gains_when_money_is_taken() -> None:
    """One krona taken from three alike is one krona from one of them, whoever takes the rest."""
    rounding, rest = Rounding(KRONOR, Mode.DOWN), Rest(Residual.LARGEST_RECIPIENT)
    alike = dict.fromkeys("abc", Fraction(1))
    parts = taken(Fraction(1), alike, dict.fromkeys("abc", Fraction(100)), rounding, rest, "abc")
    assert sum(parts.values()) == -1
    assert max(parts.values()) <= 0


def test_a_stated_adjustment_takes_no_more_than_there_is() -> None:
    """What a recipient would have to pay is no adjustment."""
    rest = Rest(Residual.STATED, adjustments=(("a", Fraction(-40)), ("b", Fraction(41))))
    with pytest.raises(BelowZero) as below:
        split(100, dict.fromkeys("abc", 1), Rounding(KRONOR, Mode.HALF_UP), rest, "abc")
    assert below.value.recipient == "a"
