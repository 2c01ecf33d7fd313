"""Measures as steps: counts, levels, what is better than the year before, and tests of them."""

from fractions import Fraction
from typing import Final

from attrs import frozen

from compiler.stepper import Item, Stepper, known, origin_of, settled
from overenskommelse import agreement as a
from overenskommelse import plan as p
from overenskommelse.calendar import Period

_YEAR: Final = 12
_OPPOSITE: Final = {
    a.Comparator.AT_LEAST: a.Comparator.UNDER, a.Comparator.UNDER: a.Comparator.AT_LEAST,
    a.Comparator.AT_MOST: a.Comparator.OVER, a.Comparator.OVER: a.Comparator.AT_MOST,
}  # fmt: skip


@frozen
class Clause:
    """The clause whose steps are being made: where they are named, when they hold, whence."""

    base: str
    months: Period | None
    origin: p.Origin


class MeasureSteps:
    """Adds what a block measures in some months, each measure once.

    ``own`` are the months of requirements that hold in some of the block's only: nothing is asked
    of the data for the others.
    """

    def __init__(
        self, stepper: Stepper, item: Item, performance: a.Performance, period: Period,
        own: Period | None = None,
    ) -> None:  # fmt: skip
        self.stepper = stepper
        self.item = item
        self.period = own or period
        self.base = item.id if own is None else f"{item.id}/{own.first}–{own.last}"
        self.months = None if performance.together else self.period
        """The months that have values of their own; None where they are measured as one."""
        self.views: dict[str, p.MeasureView] = {}
        self.answers = {
            "missing": settled(performance.missing, a.MissingValue).met,
            "nobody": settled(performance.nobody, a.MissingValue).met,
        }
        """Whether a test is met where no value was reported, and where there was nobody."""
        self._rule = settled(stepper.rules(item).measures, a.MeasureRounding)

    def step(
        self, kind: type[p.AnyStep], at: Clause, name: str, unit: a.Unit, **what: object
    ) -> str:
        """A step of a clause, for every recipient and month."""
        return self.stepper.add(
            kind(id=f"{at.base}/{name}", unit=unit, recipients=self.item.group, months=at.months,
                 origin=at.origin, **what)  # type: ignore[arg-type]  # callers know their fields
        )  # fmt: skip

    # Measures

    def level(self, name: str, *, previous: bool = False) -> str:
        """A measure's level as the agreement rounds it, this year or the year before."""
        at = self._measured(name, previous)
        rounds = self._rule.stage is a.MeasureStage.LEVELS
        exact = self.step(
            p.Level, at, "andel" if rounds else "nivå", a.Unit.PERCENT,
            met=self._count(name, previous, met=True), all=self._count(name, previous, met=False),
        )  # fmt: skip
        return self._rounded(at, "nivå", exact, a.Unit.PERCENT) if rounds else exact

    def change(self, at: Clause, name: str) -> str:
        """How many points better than the year before; better may mean lower."""
        level, previous = self.level(name), self.level(name, previous=True)
        of, minus = (level, previous) if self._find(name).higher_is_better else (previous, level)
        rounds = self._rule.stage is a.MeasureStage.DIFFERENCE
        exact = self.step(
            p.Difference, at, "skillnad" if rounds else "förändring", a.Unit.POINTS, of=of,
            minus=minus,
        )  # fmt: skip
        return self._rounded(at, "förändring", exact, a.Unit.POINTS) if rounds else exact

    def _measured(self, name: str, previous: bool) -> Clause:
        measure = self._find(name)
        year = "/föregående-år" if previous else ""
        origin = origin_of(measure, f"mått {name} ”{measure.title}”")
        return Clause(f"{self.base}/mått/{name}{year}", self.months, origin)

    def _find(self, name: str) -> a.Measure:
        return next(m for m in self.stepper.agreement.measures if m.name == name)

    def _rounded(self, at: Clause, name: str, of: str, unit: a.Unit) -> str:
        to = Fraction(1, 10**self._rule.decimals)
        return self.step(p.Rounded, at, name, unit, of=of, to=to, mode=self._rule.mode)

    def _count(self, name: str, previous: bool, *, met: bool) -> str:
        seen = self.views.get(name)
        self.views[name] = p.MeasureView(
            name, self._find(name).title, self.item.group, self.period,
            current=not previous or (seen is not None and seen.current),
            previous=previous or (seen is not None and seen.previous),
        )  # fmt: skip
        at, part = self._measured(name, previous), "täljare" if met else "nämnare"
        if self.months is not None:
            return self._counted(at, part, name, previous, met)
        by_month = Clause(at.base, self.period, at.origin)
        counts = self._counted(by_month, f"{part}/varje-månad", name, previous, met)
        return self.step(p.Summed, at, part, a.Unit.NUMBER, of=(counts,))

    def _counted(self, at: Clause, part: str, name: str, previous: bool, met: bool) -> str:
        shift = -_YEAR if previous else 0
        return self.step(p.Count, at, part, a.Unit.NUMBER, measure=name, met=met, shift=shift)

    # Ladders and tests

    def ladder(self, name: str) -> tuple[tuple[Fraction, Fraction], ...] | None:
        """A ladder's lower bounds and shares of one; None where its steps are not known."""
        ladder = next(x for x in self.stepper.agreement.ladders if x.name == name)
        if ladder.unknown is not None:
            return None
        return tuple(sorted((t.low.value, t.share.value / 100) for t in ladder.tiers))

    def tier_places(self, name: str) -> tuple[p.Origin, ...]:
        """Where each step of a ladder is written, in the order of `ladder`."""
        ladder = next(x for x in self.stepper.agreement.ladders if x.name == name)
        tiers = sorted(ladder.tiers, key=lambda t: (t.low.value, t.share.value))
        return tuple(origin_of(tier, f"stege {name}", ladder) for tier in tiers)

    def tests(self, at: Clause, tests: tuple[a.Test, ...], name: str = "mål") -> tuple[str, ...]:
        """Whether each of some tests is met."""
        held = []
        for i, test in enumerate(tests, 1):
            part = f"{name}/{i}" if len(tests) > 1 else name
            met = self.step(
                p.Compared, at, part, a.Unit.NUMBER, of=self.level(test.measure.name),
                comparator=test.comparator, limit=known(test.limit), **self.answers,
            )  # fmt: skip
            held.append(met if test.when is None else self._unless(at, part, test, met))
        return tuple(held)

    def _unless(self, at: Clause, part: str, test: a.Test, met: str) -> str:
        """A test that binds only where enough patients wait: met, or too few to ask."""
        if test.when is None:
            return met
        comparator, number = test.when
        few = self.step(
            p.Compared, at, f"{part}/få", a.Unit.NUMBER,
            of=self._count(test.measure.name, previous=False, met=False),
            comparator=_OPPOSITE[comparator], limit=number.value, **self.answers,
        )  # fmt: skip
        return self.step(p.AnyOf, at, f"{part}/uppfyllt", a.Unit.NUMBER, of=(met, few))
