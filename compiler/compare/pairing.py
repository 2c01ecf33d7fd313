"""Which clause of one agreement is which of the other's, where no name says so."""

from collections import defaultdict, deque
from collections.abc import Callable, Hashable, Sequence
from typing import Any, Final, TypeAlias

from attrs import frozen

from compiler.compare.shape import name_of
from compiler.compare.years import later
from overenskommelse import agreement as a

Key: TypeAlias = Callable[[Any], Hashable]
"""What of a clause must be the same on both sides; None pairs it with nothing."""

Stage: TypeAlias = tuple[Key, Key]
"""What is held against each other, of an old clause and of a new one."""

LONE: Final[Stage] = (lambda _: "lone", lambda _: "lone")
"""What is left over on both sides, in order."""


@frozen
class Pairs:
    """Positions of the old and the new that belong together; every other has no partner."""

    of: tuple[tuple[int, int], ...]
    old: int
    new: int

    def entries(self) -> list[tuple[int | None, int | None]]:
        """All of both in one order: the old, and each new one after the new one before it."""
        partner = dict(self.of)
        found: list[tuple[int | None, int | None]] = [(i, partner.get(i)) for i in range(self.old)]
        paired = {j for _, j in self.of}
        for j in range(self.new):
            if j not in paired:
                before = [n for n, (_, other) in enumerate(found) if other == j - 1]
                found.insert(before[0] + 1 if j and before else 0, (None, j))
        return found


def paired(old: Sequence[Any], new: Sequence[Any], stages: Sequence[Stage]) -> Pairs:
    """Pairs of clauses: those that the first stage finds, then of the others the second's.

    Of several that are alike the first belongs to the first.
    """
    pairs: list[tuple[int, int]] = []
    left, right = list(range(len(old))), list(range(len(new)))
    for of_old, of_new in stages:
        waiting: defaultdict[Hashable, deque[int]] = defaultdict(deque)
        for j in right:
            waiting[of_new(new[j])].append(j)
        for i in left:
            key = of_old(old[i])
            if key is not None and waiting[key]:
                pairs.append((i, waiting[key].popleft()))
        taken_old, taken_new = {i for i, _ in pairs}, {j for _, j in pairs}
        left = [i for i in left if i not in taken_old]
        right = [j for j in right if j not in taken_new]
    return Pairs(tuple(sorted(pairs)), len(old), len(new))


def unnamed(old: Sequence[Any], new: Sequence[Any], years: int) -> Pairs:
    """Pairs of what has no name of its own, by what it says, or by its place among its kind."""
    same: Stage = (_itself, _itself)
    a_year_later: Stage = (lambda clause: _itself(later(clause, years)), _itself)
    match next(iter((*old, *new)), None):
        case a.Payment():
            stages = [
                (lambda p: _paid(p, years), lambda p: _paid(p, 0)),
                (_pays, _pays),
                (lambda p: later(p.month, years), lambda p: p.month),
            ]
        case a.Repayment():
            stages = [(_pays, _pays), LONE]
        case a.PaymentPart():
            stages = [same, a_year_later, (name_of, name_of), (_kind, _kind)]
        case a.Tier():
            stages = [same, (lambda t: t.low, lambda t: t.low), LONE]
        case a.ExampleLine():
            stages = [same, (lambda e: e.subject, lambda e: e.subject), LONE]
        case a.Test():
            stages = [same, (name_of, name_of), LONE]
        case str():
            stages = [same, a_year_later]
            first = paired(old, new, stages)
            if (first.old - len(first.of), first.new - len(first.of)) == (1, 1):
                stages.append(LONE)
        case _:
            stages = by_name(years)
    return paired(old, new, stages)


def by_name(years: int) -> list[Stage]:
    """By what a clause is called, then by that with the years in it moved."""
    return [(name_of, name_of), (lambda clause: later(name_of(clause), years), name_of)]


def _itself(clause: Any) -> Hashable:
    return type(clause), clause


def _kind(part: a.PaymentPart) -> Hashable:
    """Which kind of money a part is, where that is enough: an agreement's only bonus pot."""
    return part.kind if part.kind == "bonuspott" else None


def _pays(payment: a.Payment | a.Repayment) -> Hashable:
    return tuple(sorted(name_of(part) for part in payment.parts))


def _paid(payment: a.Payment, years: int) -> Hashable:
    return later(payment.month, years), _pays(payment)
