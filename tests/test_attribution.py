"""Shapley values: what players make is divided exactly, whatever order they are told in."""

from collections.abc import Mapping
from fractions import Fraction
from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from overenskommelse.attribution import TOGETHER, Attribution
from overenskommelse.money import whole_parts
from runtime.attribution import EXACT, Coalition, Worth, attributed

KRONOR = st.fractions(-10_000, 10_000, max_denominator=6)


def game(seed: int, recipients: str = "ab") -> Worth:
    """Any game: a coalition is worth what its players' names and the seed happen to give."""

    def worth(coalition: Coalition) -> Mapping[str, Fraction]:
        drawn = sha256(f"{seed}{sorted(coalition)}".encode()).digest()
        return {who: Fraction(drawn[i] - 100, 1 + drawn[9] % 3) for i, who in enumerate(recipients)}

    return worth


def wholes(found: Attribution) -> dict[str, Mapping[str, Fraction]]:
    return {part.player: part.whole for part in found.parts}


def players(count: int) -> list[str]:
    return [f"p{number:02}" for number in range(count)]


def test_the_glove_game_has_its_known_values() -> None:
    """One left glove and two right ones, a pair worth 6 kronor: 4, 1 and 1 (Shapley 1953).

    In the six orders the left glove comes second or third, and so makes the pair, four times; each
    right glove makes it once, where it comes second and after the left one. Alone nobody makes any.
    """

    def worth(coalition: Coalition) -> Mapping[str, Fraction]:
        return {"a": Fraction(6 if "left" in coalition and len(coalition) > 1 else 0)}

    found = attributed(["left", "right", "other"], worth)
    assert [part.whole["a"] for part in found.parts] == [4, 1, 1]
    assert [part.own["a"] for part in found.parts] == [0, 0, 0]
    assert found.interactions == {"a": 6}
    assert found.method.exact
    assert found.method.coalitions == 8


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 6), st.integers(0, 999))
def test_the_parts_make_the_difference(count: int, seed: int) -> None:
    """For every recipient: all parts are the difference, and so are own parts and interactions."""
    found = attributed(players(count), game(seed))
    for who, difference in found.difference.items():
        assert sum(part.own[who] for part in found.parts) + found.interactions[who] == difference
        if count:
            assert sum(part.whole[who] for part in found.parts) == difference
        assert sum(part.interaction[who] for part in found.parts) == (
            found.interactions[who] if count else 0
        )


@settings(max_examples=40, deadline=None)
@given(st.permutations(players(5)), st.integers(0, 999))
def test_the_order_of_the_players_changes_nothing(order: list[str], seed: int) -> None:
    """Neither the exact values nor what is shown."""
    one, other = attributed(players(5), game(seed)), attributed(order, game(seed))
    assert wholes(one) == wholes(other)
    assert one.shown() == other.shown()


@pytest.mark.parametrize("count", [4, EXACT + 1])
@pytest.mark.parametrize("seed", range(4))
def test_exchanging_before_and_after_changes_the_signs_alone(count: int, seed: int) -> None:
    """Exactly or estimated, and as shown: what was made is taken away."""
    names, worth = players(count), game(seed)
    everybody = frozenset(names)
    one = attributed(names, worth)
    other = attributed(names, lambda coalition: worth(everybody - coalition))
    for player, kronor in one.shown().items():
        assert {who: -amount for who, amount in kronor.items()} == other.shown()[player]
    for part, back in zip(one.parts, other.parts, strict=True):
        assert {who: -amount for who, amount in part.whole.items()} == back.whole
        assert part.error == back.error


def test_many_players_are_estimated_with_an_exact_sum() -> None:
    """The seed and the orders are told, the sum is exact, and so is what needs no estimate."""
    names = players(EXACT + 2)

    def worth(coalition: Coalition) -> Mapping[str, Fraction]:
        pair = {names[0], names[1]} <= coalition
        most = 100 if coalition & {names[2], names[3], names[4]} else 0
        return {"a": Fraction(len(coalition) * 7 + 1000 * pair + most)}

    found = attributed(names, worth)
    assert not found.method.exact
    assert found.method.seed == "okt"
    assert found.method.orders > 0
    assert sum(part.whole["a"] for part in found.parts) == found.difference["a"]
    by_name = {part.player: part for part in found.parts}
    assert by_name[names[9]].whole == {"a": 7}
    assert by_name[names[9]].error == 0
    # Whichever of the three comes first makes the hundred: a third each, but for the draw.
    assert by_name[names[2]].error
    assert abs(by_name[names[2]].whole["a"] - 7 - Fraction(100, 3)) < 20
    assert wholes(attributed(names, worth)) == wholes(found)


@settings(max_examples=100, deadline=None)
@given(st.integers(1, 5), st.integers(0, 999))
def test_what_is_shown_adds_up_in_whole_units(count: int, seed: int) -> None:
    """Whole kronor or ören, less than one from the exact value, that make the difference shown."""
    found = attributed(players(count), game(seed))
    for table in (found.shown(), found.shown_alone()):
        for who, difference in found.shown_difference().items():
            assert sum(kronor[who] for kronor in table.values()) == difference
            assert all((kronor[who] / found.unit).denominator == 1 for kronor in table.values())
    for part in found.parts:
        for who, amount in part.whole.items():
            assert abs(found.shown()[part.player][who] - amount) < 2 * found.unit
    assert TOGETHER in found.shown_alone()


@settings(max_examples=100, deadline=None)
@given(st.lists(KRONOR, min_size=1, max_size=5))
def test_parts_of_both_signs_are_rounded_alike(amounts: list[Fraction]) -> None:
    """By largest remainder, and with the opposite signs to the opposite."""
    exact = {str(i): amount for i, amount in enumerate(amounts)}
    exact["rest"] = -sum(amounts, Fraction(0)) % 1
    whole = sum(exact.values(), Fraction(0))
    parts = whole_parts(exact, whole, Fraction(1), sorted(exact))
    assert sum(parts.values()) == whole
    assert all(abs(parts[key] - exact[key]) < 1 for key in exact)
    opposite = {key: -amount for key, amount in exact.items()}
    back = whole_parts(opposite, -whole, Fraction(1), sorted(exact))
    assert back == {key: -amount for key, amount in parts.items()}


def test_nobody_makes_nothing() -> None:
    """Without players there are no parts; what differs all the same is told as interactions."""
    found = attributed([], lambda _: {"a": Fraction(5)})
    assert found.parts == ()
    assert found.difference == found.interactions == {"a": 0}
