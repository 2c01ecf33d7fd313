"""The one module that knows money: named roundings, and splits that lose no krona.

Amounts are kronor, as integers or exact fractions. Every rounding and every residual rule is
named in the agreement; nothing here has a default.
"""

from collections.abc import Callable, Hashable, Mapping, Sequence
from enum import Enum
from fractions import Fraction
from itertools import pairwise
from typing import Final, TypeVar

from attrs import frozen

K = TypeVar("K", bound=Hashable)


class Mode(Enum):
    """How a value between two units is rounded. The value is the agreement's own words."""

    HALF_UP = "hälften uppåt"
    HALF_EVEN = "hälften till jämnt"
    DOWN = "nedåt"
    UP = "uppåt"


class Residual(Enum):
    """Who takes the kronor that a rounded split leaves over or lacks."""

    LARGEST_REMAINDER = "till störst decimaldel"
    LARGEST_RECIPIENT = "till största mottagaren"
    STATED = "justeras"
    KEPT = "delas inte ut"


class Tie(Enum):
    """Who goes first of those with equal decimal parts. The value is the agreement's own words."""

    LARGEST_KEY = "störst nyckel"
    SMALLEST_KEY = "minst nyckel"
    ORDER = "ordningen i filen"


@frozen
class Rest:
    """What becomes of the units over or short when rounded parts do not make the whole.

    ``tie`` belongs to the largest remainder; ``adjustments``, recipient and kronor, to stated ones.
    """

    kind: Residual
    tie: Tie | None = None
    adjustments: tuple[tuple[str, Fraction], ...] = ()

    @property
    def swedish(self) -> str:
        """``till störst decimaldel, lika: störst nyckel``."""
        return self.kind.value + (f", lika: {self.tie.value}" if self.tie is not None else "")


@frozen
class Rounding:
    """A rounding to whole multiples of ``unit``."""

    unit: Fraction
    mode: Mode

    @property
    def swedish(self) -> str:
        """``hela kronor, hälften uppåt``."""
        return f"{UNIT_WORDS[self.unit]}, {self.mode.value}"


UNIT_WORDS: Final = {
    Fraction(1, 100): "hela ören",
    Fraction(1): "hela kronor",
    Fraction(1000): "hela tusental",
}
"""The units in which money is rounded, as agreements write them."""


class SplitImpossible(ValueError):
    """The weights sum to nothing, so there is no proportion to split in."""


class AdjustmentsMiss(ValueError):
    """The stated adjustments do not make the parts the whole; ``difference`` kronor are left."""

    def __init__(self, difference: Fraction) -> None:
        super().__init__(f"{difference} kronor are left")
        self.difference = difference


class BelowZero(ValueError):
    """A stated adjustment takes more than the part that it changes; ``recipient`` has that part."""

    def __init__(self, recipient: object) -> None:
        super().__init__(f"{recipient} would pay")
        self.recipient = str(recipient)


def rounded(value: Fraction | int, rounding: Rounding) -> Fraction:
    """The value as a whole multiple of the rounding's unit.

    Half up is away from zero, so that a loss rounds like a gain of the same size.
    """
    unit = rounding.unit
    divisor = value.denominator * unit.numerator
    whole, rest = divmod(value.numerator * unit.denominator, divisor)
    match rounding.mode:
        case Mode.DOWN:
            up = False
        case Mode.UP:
            up = rest > 0
        case Mode.HALF_EVEN:
            up = 2 * rest > divisor or (2 * rest == divisor and whole % 2 == 1)
        case Mode.HALF_UP:
            up = 2 * rest > divisor or (2 * rest == divisor and whole >= 0)
    return Fraction((whole + up) * unit.numerator, unit.denominator)


def proportions(weights: Mapping[K, Fraction | int]) -> dict[K, Fraction]:
    """Each weight's exact part of all weights.

    Raises:
        SplitImpossible: no weight is above zero.
    """
    total = sum(weights.values(), Fraction(0))
    if total <= 0:
        raise SplitImpossible
    return {key: Fraction(weight) / total for key, weight in weights.items()}


def split(
    amount: Fraction | int,
    weights: Mapping[K, Fraction | int],
    rounding: Rounding | None,
    rest: Rest | None,
    order: Sequence[K],
) -> dict[K, Fraction]:
    """Divide an amount in proportion to weights.

    Each part is rounded by itself. With a residual rule the parts then sum to the amount (but
    for a rest smaller than the unit): the units over or short go where the rule says. Without
    one they are the rounded shares as they are, for use where the rest belongs to a pot.

    Args:
        amount: Kronor to divide.
        weights: What the division is in proportion to; none negative.
        rounding: Unit and mode of each part; None divides exactly.
        rest: Who takes the difference.
        order: The recipients in a fixed order; the last tie-break.

    Raises:
        SplitImpossible: no weight is above zero.
        AdjustmentsMiss: stated adjustments leave something over, or take too much.
        BelowZero: a stated adjustment takes more than a part has.
    """
    exact = {key: amount * part for key, part in proportions(weights).items()}
    if rounding is None:
        return exact
    parts = {key: rounded(value, rounding) for key, value in exact.items()}
    if rest is None or rest.kind is Residual.KEPT:
        return parts
    if rest.kind is Residual.STATED:
        return _adjusted(amount, parts, rest)
    unit = rounding.unit
    over = ((Fraction(amount) - sum(parts.values())) / unit).__floor__()
    if over == 0:
        return parts
    place = {key: i for i, key in enumerate(order)}
    if rest.kind is Residual.LARGEST_RECIPIENT:
        by_size = sorted(parts, key=lambda key: (-weights[key], place[key]))
        parts[by_size[0]] += over * unit
        # Nobody pays for a rounding, or gains by one when money is taken: what the largest cannot
        # bear, the next largest does.
        for larger, smaller in pairwise(by_size):
            if (parts[larger] <= 0) if amount < 0 else (parts[larger] >= 0):
                break
            parts[smaller] += parts[larger]
            parts[larger] = Fraction(0)
        return parts
    return _largest_remainder(amount, exact, unit, _tie_break(rest.tie, weights, place))


def taken(
    amount: Fraction,
    weights: Mapping[K, Fraction],
    most: Mapping[K, Fraction],
    rounding: Rounding | None,
    rest: Rest | None,
    order: Sequence[K],
) -> dict[K, Fraction]:
    """Take an amount back in proportion to weights, as parts that are none above zero.

    Nobody gives back more than their ``most``: what one cannot bear, the others bear. The rest as
    in `split`.

    Raises:
        SplitImpossible: those who have anything left have no weight.
        AdjustmentsMiss: as in `split`.
    """
    given: dict[K, Fraction] = {}
    while (still := amount + sum(given.values())) > 0:
        left = {key: weight for key, weight in weights.items() if key not in given}
        parts = split(-still, left, rounding, rest, order)
        emptied = {key: -most[key] for key, part in parts.items() if -part > most[key]}
        if not emptied:
            return {**parts, **given}
        given |= emptied
    return {**dict.fromkeys(weights, Fraction(0)), **given}


def whole_parts(
    exact: Mapping[K, Fraction], whole: Fraction, unit: Fraction, order: Sequence[K]
) -> dict[K, Fraction]:
    """Parts of both signs as multiples of the unit that sum to a whole, which is their exact sum
    but for less than a unit.

    By largest remainder; those with equal decimal parts in order. Parts and whole with the
    opposite signs give the same with the opposite signs.
    """
    if not exact:
        return {}
    signed = (whole, *(exact[key] for key in order))
    if next((value for value in signed if value), Fraction(0)) < 0:
        opposite = {key: -value for key, value in exact.items()}
        parts = whole_parts(opposite, -whole, unit, order)
        return {key: -value for key, value in parts.items()}
    place = {key: i for i, key in enumerate(order)}
    return _largest_remainder(whole, exact, unit, lambda key: (0, place[key]))


def _tie_break(
    tie: Tie | None, weights: Mapping[K, Fraction | int], place: Mapping[K, int]
) -> Callable[[K], tuple[Fraction | int, int]]:
    """The order of those whose decimal parts are equal; the last resort is the file's order."""
    signs = {Tie.LARGEST_KEY: -1, Tie.SMALLEST_KEY: 1}
    sign = signs.get(tie, 0) if tie is not None else 0
    return lambda key: (sign * weights[key], place[key])


def _adjusted(amount: Fraction | int, parts: Mapping[K, Fraction], rest: Rest) -> dict[K, Fraction]:
    stated = dict(rest.adjustments)
    adjusted = {key: part + stated.get(str(key), Fraction(0)) for key, part in parts.items()}
    difference = amount - sum(adjusted.values())
    below = [key for key, part in adjusted.items() if part < 0 <= amount]
    if below:
        raise BelowZero(below[0])
    if difference:
        raise AdjustmentsMiss(Fraction(difference))
    return adjusted


def _largest_remainder(
    amount: Fraction | int,
    exact: Mapping[K, Fraction],
    unit: Fraction,
    tie_break: Callable[[K], tuple[Fraction | int, int]],
) -> dict[K, Fraction]:
    """Hamilton's method: everybody's whole units, then one more each by largest decimal part."""
    floors = {key: (value / unit).__floor__() for key, value in exact.items()}
    left = (Fraction(amount) / unit).__floor__() - sum(floors.values())
    by_decimal_part = sorted(
        floors, key=lambda key: (floors[key] - exact[key] / unit, *tie_break(key))
    )
    for key in by_decimal_part[:left]:
        floors[key] += 1
    return {key: whole * unit for key, whole in floors.items()}
