"""What of a plan examples can reach: clauses, steps of ladders, routes, and the edges of limits."""

from attrs import frozen

from overenskommelse.plan import Origin
from overenskommelse.saying import Saying


@frozen(repr=False, eq=False)
class Way(Saying):
    """One thing that can happen in a clause; without ``what`` that the clause counts at all.

    ``edge`` are the finer ones: just under a limit, on it and just over it, and such as an author
    may have forgotten. They are suggested, but no clause is uncovered for the lack of them.
    """

    origin: Origin
    what: str = ""
    edge: bool = False


@frozen(repr=False, eq=False)
class Coverage(Saying):
    """All ways of an agreement, which of them its examples reach, and the clauses that no example
    can speak of."""

    ways: tuple[Way, ...]
    reached: frozenset[Way]
    unsayable: tuple[Origin, ...] = ()

    @property
    def missed(self) -> tuple[Way, ...]:
        """Those that no example reaches, in the order of the file."""
        missed = (way for way in self.ways if way not in self.reached)
        return tuple(sorted(missed, key=lambda way: way.origin.line))

    @property
    def per_cent(self) -> int:
        """How many of them are reached, downwards to whole per cent: 100 is all of them."""
        return 100 * (len(self.ways) - len(self.missed)) // len(self.ways) if self.ways else 100
