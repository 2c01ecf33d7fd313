"""What corrections of data made: kronor attributed to them, and the fewest that explain them.

Coalitions of corrections are deliveries that never were: the old one with some of the figures of
the new. Months that only one of them measures come together, as months do: a month that is measured
for some recipients alone would say of the others that they have no value.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from fractions import Fraction
from itertools import combinations
from typing import Final

from overenskommelse import limits
from overenskommelse.calendar import Month
from overenskommelse.corrections import (
    Bisected,
    Correction,
    DataDifference,
    DataKind,
    Grouping,
    Minimal,
)
from overenskommelse.diagnostics import Report
from overenskommelse.effect import Effect
from overenskommelse.figures import Figures
from overenskommelse.plan import Plan
from runtime.apart import last_of_own
from runtime.attribution import EXACT, attributed
from runtime.corrections import corrected, corrections
from runtime.evaluate import measured_until
from runtime.paid import Payout, payouts
from runtime.values import Absent, Table, Value
from runtime.variants import Variants

OTHER_MONTHS: Final = "månader som bara den ena leveransen har"
"""The group of the months that are measured in one delivery and not in the other."""

Groups = Mapping[str, tuple[Correction, ...]]


class Unsayable(Exception):
    """An amount that both deliveries say cannot be said of a delivery between them."""


class Deliveries:
    """Two deliveries of data for a plan, and any between them.

    Args:
        variants: The plan on the old delivery.
        new: The new one.
        tick: Called for each delivery between them that is computed, for those who watch.

    Attributes:
        corrections: What differs.
        idle: Those of them that change no kronor, whichever of the others are made.
    """

    def __init__(self, variants: Variants, new: Figures, tick: Callable[[], object] = bool) -> None:
        self._tick = tick
        self.corrections = corrections(variants.figures, new)
        self._variants = variants
        self._plan: Plan = variants.plan
        self._new = new
        untils = [measured_until(self._plan, side) for side in (variants.figures, new)]
        measured = [month for month in untils if month is not None]
        self._same_months = untils[0] == untils[1]
        self._until = min(measured) if len(measured) == len(untils) else None
        self.idle = frozenset(self._idle())
        both = (self._payouts(()), self._payouts(self.corrections))
        self._compared = [
            payout for payout in both[0]
            if not any(isinstance(side[payout], Absent) for side in both)
        ]  # fmt: skip

    def kronor(self, chosen: Iterable[Correction]) -> dict[str, Fraction]:
        """What each recipient gets with some of the corrections, of what both deliveries say.

        Raises:
            Unsayable: some of it cannot be said.
        """
        found = self._payouts(chosen)
        kronor = {payout.recipient: Fraction(0) for payout in found}
        for payout in self._compared:
            value = found[payout]
            if isinstance(value, Absent):
                raise Unsayable
            kronor[payout.recipient] += value
        return kronor

    def difference(self, effect: Effect) -> DataDifference:
        """The corrections, with what each group of them made of the effect."""
        grouping, groups = self._grouped()
        try:
            attribution = attributed(list(groups), lambda names: self.kronor(
                correction for name in names for correction in groups[name]
            ))  # fmt: skip
        except Unsayable:
            attribution = None
        idle = tuple(correction for correction in self.corrections if correction in self.idle)
        return DataDifference(self.corrections, effect, idle, grouping, groups, attribution)

    def bisected(self, recipient: str) -> Bisected:
        """Few corrections that alone give a recipient what all of them give: the smallest set
        where there are few to choose from, else one of which nothing can be left out.

        Raises:
            Unsayable: some amount on the way cannot be said.
        """
        units = list(self.groups(Grouping.CELL).values())
        before, wanted = (self.kronor(some)[recipient] for some in ((), self.corrections))
        explains = _Explains(lambda found: self.kronor(found)[recipient] == wanted)
        if len(units) <= EXACT:
            minimal, found = Minimal.SMALLEST, _smallest(units, explains)
        else:
            # Whole recipients first: most of them have nothing to do with it.
            kept = frozenset(self.corrections) - self.idle
            for grouping in reversed(Grouping):
                units = list(self.groups(grouping, kept).values())
                found = _ddmin(units, explains)
                kept = frozenset(correction for unit in found for correction in unit)
            minimal = Minimal.STOPPED if explains.spent else Minimal.LOCALLY
        chosen = tuple(correction for unit in found for correction in unit)
        return Bisected(recipient, wanted - before, chosen, minimal, explains.tried)

    def groups(self, grouping: Grouping, among: AbstractSet[Correction] | None = None) -> Groups:
        """The corrections that are not idle, or some of them, by what is taken together; months
        that only one delivery measures are apart."""
        found: dict[str, list[Correction]] = {}
        for correction in self.corrections:
            if correction not in self.idle and (among is None or correction in among):
                found.setdefault(self._name(correction, grouping), []).append(correction)
        return {name: tuple(each) for name, each in found.items()}

    def _idle(self) -> Iterator[Correction]:
        """The corrections of recipients who alone have theirs made with nothing to show for it.

        What else than counts is said of one recipient can decide over others (a duty that nobody
        has reported is not asked for), and so can a month that is measured for the first or the
        last time.
        """
        own = last_of_own(self._plan)
        by_recipient: dict[str, list[Correction]] = {}
        for correction in self.corrections:
            by_recipient.setdefault(correction.recipient, []).append(correction)
        if not self._same_months:
            return
        for found in by_recipient.values():
            plain = all(c.kind is DataKind.COUNT and c.before and c.after for c in found)
            if plain and self._shows_nothing(found, own):
                yield from found

    def _shows_nothing(self, chosen: Sequence[Correction], steps: Iterable[str]) -> bool:
        try:
            tables = self._tables(chosen)
        except Unsayable:
            return False
        return all(tables[step_id] is self._variants.tables[step_id] for step_id in steps)

    def _grouped(self) -> tuple[Grouping, Groups]:
        """The finest grouping of few enough groups to try all their coalitions; else the
        coarsest."""
        for grouping in Grouping:
            groups = self.groups(grouping)
            if len(groups) <= EXACT:
                break
        return grouping, groups

    def _name(self, correction: Correction, grouping: Grouping) -> str:
        kind, month = correction.kind, correction.month
        if kind is DataKind.COUNT and not self._same_months and self._is_later(month):
            return OTHER_MONTHS
        parts = [correction.recipient or kind.value]
        if grouping is not Grouping.RECIPIENT:
            parts += [kind.value, correction.what]
        if grouping is Grouping.CELL and month is not None:
            parts.append(str(month))
        return "/".join(parts)

    def _is_later(self, month: Month | None) -> bool:
        return month is not None and (self._until is None or month > self._until)

    def _payouts(self, chosen: Iterable[Correction]) -> dict[Payout, Value]:
        return payouts(self._plan, self._tables(chosen))

    def _tables(self, chosen: Iterable[Correction]) -> Mapping[str, Table]:
        self._tick()
        report = Report()
        figures = corrected(self._variants.figures, self._new, chosen)
        tables = self._variants.compute(self._plan, figures, report)
        if report.failed:
            raise Unsayable
        return tables


_Unit = tuple[Correction, ...]


class _Explains:
    """Whether some units explain a difference, for as many questions as are answered."""

    def __init__(self, test: Callable[[list[Correction]], bool]) -> None:
        self._test = test
        self.tried = 0

    def __call__(self, units: Sequence[_Unit]) -> bool:
        self.tried += 1
        return self._test([correction for unit in units for correction in unit])

    @property
    def spent(self) -> bool:
        """Whether no more are to be tried."""
        return self.tried >= limits.BISECTIONS


def _smallest(units: Sequence[_Unit], explains: _Explains) -> Sequence[_Unit]:
    """The first of the smallest sets that explain, by trying all that are smaller."""
    sets = (chosen for size in range(len(units)) for chosen in combinations(units, size))
    return next(filter(explains, sets), units)


def _ddmin(units: Sequence[_Unit], explains: _Explains) -> Sequence[_Unit]:
    """A set that explains, and of which no single one can be left out: ddmin of Zeller, A. and
    Hildebrandt, R., "Simplifying and Isolating Failure-Inducing Input", IEEE Transactions on
    Software Engineering 28 (2), 2002."""
    if explains(()):
        return ()
    parts = 2
    while len(units) > 1 and not explains.spent:
        size = -(-len(units) // parts)
        starts = range(0, len(units), size)
        chunks = (units[start : start + size] for start in starts)
        rests = ([*units[:start], *units[start + size :]] for start in starts)
        smaller = next(filter(explains, chunks), None)
        rest = next(filter(explains, rests), None) if smaller is None else None
        if smaller is not None:
            units, parts = smaller, 2
        elif rest is not None:
            units, parts = rest, max(parts - 1, 2)
        elif size == 1:
            break
        else:
            parts = min(2 * parts, len(units))
    return units
