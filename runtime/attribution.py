"""How much of a difference each of several changes has made, whatever order they are told in.

A change can make something alone, and something else together with others. What players make
together is divided by their Shapley values: what each adds on average, over all the orders in which
they could come. No other division makes the whole, treats alike players alike, gives nothing to
those who change nothing, and adds up over payments (Shapley, L. S., "A Value for n-Person Games",
Contributions to the Theory of Games II, 1953).

Up to `EXACT` players every coalition is tried. Beyond that some orders are drawn and the average is
taken over those (Castro, J., Gómez, D. and Tejada, J., "Polynomial calculation of the Shapley value
based on sampling", Computers & Operations Research 36, 2009). In every order the parts make the
whole, and so their averages do. Each order is taken backwards too, so that exchanging before and
after gives the same with opposite signs.
"""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import combinations
from math import comb, factorial, isqrt, lcm
from typing import Final

from overenskommelse.attribution import Attribution, Kronor, Method, Part

EXACT: Final = 12
"""How many players are attributed exactly: all their coalitions are tried."""

TRIED: Final = 2**EXACT
"""How many coalitions are tried at most, about, of more players than that."""

SEED: Final = "okt"
"""What the orders are drawn by, where nothing else is said."""

Coalition = frozenset[str]
Worth = Callable[[Coalition], Kronor]
"""What each recipient has where these players, and no others, have made their changes."""


def attributed(players: Sequence[str], worth: Worth, seed: str = SEED) -> Attribution:
    """The difference between all the players and none of them, attributed to each.

    Args:
        players: Their names, all different. Their order decides the order of the parts alone.
        worth: Asked once for each coalition; it always speaks of the same recipients.
        seed: What orders are drawn by where the players are too many for all coalitions.
    """
    known = _Known(worth)
    names = sorted(players)
    exact = len(players) <= EXACT
    orders = [] if exact else _orders(names, seed)
    found = _shapley(names, known) if exact else _sampled(orders, known)
    before, after = known(frozenset()), known(frozenset(players))
    parts = []
    for player in players:
        alone = known(frozenset({player}))
        own = {recipient: alone[recipient] - was for recipient, was in before.items()}
        parts.append(Part(player, own, *found[player]))
    method = Method(exact, len(known.found), len(orders), "" if exact else seed)
    return Attribution(before, after, tuple(parts), method)


class _Known:
    """What coalitions are worth, each asked for once."""

    def __init__(self, worth: Worth) -> None:
        self.found: dict[Coalition, Kronor] = {}
        self._worth = worth

    def __call__(self, coalition: Coalition) -> Kronor:
        if coalition not in self.found:
            self.found[coalition] = self._worth(coalition)
        return self.found[coalition]


_Found = Mapping[str, tuple[Kronor, int | None]]
"""Each player's value, and its standard error where it is estimated."""


def _shapley(players: Sequence[str], known: _Known) -> _Found:
    """The values by all coalitions, the smaller first.

    What a player adds to a coalition of ``size`` others counts once for every order in which just
    those come before it: 1 of n * C(n - 1, size) times.
    """
    count = len(players)
    coalitions = [
        frozenset(chosen) for size in range(count + 1) for chosen in combinations(players, size)
    ]
    worths = [known(coalition) for coalition in coalitions]
    found: dict[str, dict[str, Fraction]] = {player: {} for player in players}
    for recipient in worths[0]:
        # Whole numbers of a common part of a krona: fractions would take ten times as long.
        parts = lcm(*(worth[recipient].denominator for worth in worths))
        with_it = {player: [0] * (count + 1) for player in players}
        by_size = [0] * (count + 1)
        for coalition, worth in zip(coalitions, worths, strict=True):
            size, amount = len(coalition), worth[recipient]
            whole = amount.numerator * (parts // amount.denominator)
            by_size[size] += whole
            for player in coalition:
                with_it[player][size] += whole
        for player, sums in with_it.items():
            added = sum(
                (sums[size + 1] - (by_size[size] - sums[size]))
                * (factorial(count) // (count * comb(count - 1, size)))
                for size in range(count)
            )
            found[player][recipient] = Fraction(added, factorial(count) * parts)
    return {player: (kronor, None) for player, kronor in found.items()}


def _orders(players: Sequence[str], seed: str) -> list[tuple[str, ...]]:
    """Orders that the seed and the players' names decide, each followed by its reverse."""
    pairs = max(2, TRIED // (2 * len(players)))
    drawn: list[tuple[str, ...]] = []
    for number in range(pairs):
        order = tuple(sorted(players, key=lambda name: _lot(seed, number, name)))
        drawn += [order, order[::-1]]
    return drawn


def _lot(seed: str, number: int, name: str) -> bytes:
    return hashlib.sha256(f"{seed}\0{number}\0{name}".encode()).digest()


def _sampled(orders: Sequence[tuple[str, ...]], known: _Known) -> _Found:
    """The average of what each player adds, over the orders."""
    added: dict[str, list[Kronor]] = {player: [] for player in orders[0]}
    for order in orders:
        for player, kronor in _marginal(order, known):
            added[player].append(kronor)
    return {player: (_average(found), _error(found)) for player, found in added.items()}


def _marginal(order: Sequence[str], known: _Known) -> Iterator[tuple[str, Kronor]]:
    """What each player adds to those before it."""
    before = known(frozenset())
    for count, player in enumerate(order, 1):
        after = known(frozenset(order[:count]))
        yield player, {recipient: after[recipient] - was for recipient, was in before.items()}
        before = after


def _average(found: Sequence[Kronor]) -> Kronor:
    return {r: sum((kronor[r] for kronor in found), Fraction(0)) / len(found) for r in found[0]}


def _error(found: Sequence[Kronor]) -> int:
    """The standard error of the average over recipients together, from the averages of an order and
    its reverse, which are drawn independently of each other; in whole kronor, rounded up."""
    totals = [sum(kronor.values(), Fraction(0)) for kronor in found]
    pairs = [(a + b) / 2 for a, b in zip(totals[::2], totals[1::2], strict=True)]
    mean = sum(pairs, Fraction(0)) / len(pairs)
    squares = sum(((pair - mean) ** 2 for pair in pairs), Fraction(0))
    variance = squares / (len(pairs) * (len(pairs) - 1))
    return isqrt(variance.__ceil__() - 1) + 1 if variance else 0
