"""The rules of single steps: a value from the values at the same place that it is computed from."""

from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import reduce

from overenskommelse import plan as p
from overenskommelse.clauses import Comparator
from overenskommelse.money import Rounding, rounded
from runtime.values import Absent, Value, absence, number, total

_ZERO = Fraction(0)


def level(met: int, everyone: int) -> Value:
    """Per cent; of nobody it is no number."""
    return Fraction(100 * met, everyone) if everyone else Absent.NOBODY


def stated(value: Fraction | None) -> Value:
    """What the agreement states, if that is known."""
    return value if value is not None else Absent.UNKNOWN


def tier_share(step: p.Tiered, value: Fraction) -> Value:
    """The share of the highest tier whose lower bound is reached."""
    if step.tiers is None:
        return Absent.UNKNOWN
    reached = [share for low, share in step.tiers if value >= low]
    return reached[-1] if reached else _ZERO


def meets_limit(step: p.Compared, value: Fraction) -> Value:
    """Whether a value meets a limit, if that is known."""
    if step.limit is None:
        return Absent.UNKNOWN
    match step.comparator:
        case Comparator.AT_LEAST:
            return value >= step.limit
        case Comparator.AT_MOST:
            return value <= step.limit
        case Comparator.OVER:
            return value > step.limit
        case Comparator.UNDER:
            return value < step.limit


def choosing(step: p.Chosen) -> Callable[[tuple[Value, ...]], Value]:
    """How a step chooses. A route that has no value only matters where none before it gives."""

    def first(shares: tuple[Value, ...]) -> Value:
        return next((s for s in shares if isinstance(s, Absent) or s > 0), _ZERO)

    def highest(shares: tuple[Value, ...]) -> Value:
        return absence(shares) or max(number(share) for share in shares)

    return highest if step.highest else first


def product(step: p.Product, factors: tuple[Fraction, ...]) -> Value:
    """All factors multiplied; one that is nothing decides it whatever the others are."""
    if not all(factors):
        return _ZERO
    if step.times is None:
        return Absent.UNKNOWN
    value = reduce(lambda product, factor: product * factor, factors, step.times)
    return rounded(value, step.rounding) if step.rounding is not None else value


def added(values: Sequence[Value], rounding: Rounding | None = None) -> Value:
    """The sum, rounded if so said; absent where a value is."""
    missing = absence(values)
    if missing is not None:
        return missing
    whole = total(map(number, values))
    return rounded(whole, rounding) if rounding is not None else whole
