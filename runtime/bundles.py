"""Which changes must be made together: found by trying, so that no rule says it twice.

Some changes are none by themselves: one share of a whole is lower and another higher, or a change
speaks of what another adds. Those are one change. What is sought is the smallest such bundles, by
as few trials as a reader would need: first with what stands near in the agreement, then by leaving
out of the whole, which fits, all that it fits without.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import takewhile
from typing import Final

Bundle = frozenset[str]
"""Paths of changes that are made together: ``block-1/krav-1/andel``."""
Fits = Callable[[Bundle], bool]
"""Whether something can be evaluated with just these changes made."""

TRIALS: Final = 400
"""How many trials are made; what has not been told apart by then is left together."""


def bundled(start: Iterable[Bundle], fits: Fits) -> list[Bundle]:
    """Bundles that fit, each by itself, made of those given; all of them together must fit.

    The order in which they are given changes nothing.
    """
    bundles = _sorted(start)
    search = _Search(fits)
    while loose := [bundle for bundle in bundles if not search.fits(bundle)]:
        together = search.partners(loose[0], bundles) if search.left > 0 else loose
        if len(together) < 2:
            together = bundles
        if len(together) == len(bundles):
            return [_union(bundles)]
        bundles = _sorted([*(b for b in bundles if b not in together), _union(together)])
    return bundles


class _Search:
    """Trials, none made twice."""

    def __init__(self, fits: Fits) -> None:
        self.left = TRIALS
        self._fits = fits
        self._tried: dict[Bundle, bool] = {}

    def fits(self, bundle: Bundle) -> bool:
        """Whether it fits by itself."""
        if bundle not in self._tried:
            self.left -= 1
            self._tried[bundle] = self._fits(bundle)
        return self._tried[bundle]

    def partners(self, bundle: Bundle, bundles: Sequence[Bundle]) -> list[Bundle]:
        """The bundle and those that it fits together with; none can be left out by itself."""
        others = [other for other in bundles if other != bundle]
        for other in sorted(others, key=lambda other: (-_nearness(bundle, other), sorted(other))):
            if self.fits(bundle | other):
                return [bundle, other]
        kept = others
        for dropped in _drops(others):
            left = [other for other in kept if other not in dropped]
            if len(left) < len(kept) and self.fits(_union([bundle, *left])):
                kept = left
        return [bundle, *kept]


def _drops(bundles: Sequence[Bundle]) -> Iterator[list[Bundle]]:
    """What is tried to be left out: a part of the agreement, a clause, one by one, two by two."""
    for depth in (1, 2):
        parts: dict[tuple[str, ...], list[Bundle]] = {}
        for bundle in bundles:
            parts.setdefault(_steps(min(bundle))[:depth], []).append(bundle)
        yield from parts.values()
    for _ in range(2):
        yield from ([bundle] for bundle in reversed(bundles))
    for i, bundle in enumerate(bundles):
        yield from ([bundle, other] for other in bundles[i + 1 :])


def _nearness(bundle: Bundle, other: Bundle) -> int:
    """How many clauses two bundles both stand under."""
    pairs = zip(_steps(min(bundle)), _steps(min(other)), strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _steps(path: str) -> tuple[str, ...]:
    return tuple(path.split("/"))


def _union(bundles: Iterable[Bundle]) -> Bundle:
    return frozenset().union(*bundles)


def _sorted(bundles: Iterable[Bundle]) -> list[Bundle]:
    return sorted(set(bundles), key=sorted)
