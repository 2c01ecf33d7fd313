"""The fewest patients that a single limit or step of a ladder lacks: exactly, by halving.

A value follows the number of patients in one direction, whatever the rounding. What each number
gives is `runtime.evaluate`'s own answer.
"""

from collections.abc import Mapping
from fractions import Fraction
from typing import Final, NamedTuple

from overenskommelse import plan as p
from overenskommelse.clauses import Comparator, Unit
from overenskommelse.gaps import Shift
from overenskommelse.numbers import write_number
from runtime.nearby import Counted, Nearby
from runtime.values import Absent, Place, number

_ZERO: Final = Fraction(0)
ABSENT: Final = {
    Absent.MISSING: "värdet är inte rapporterat",
    Absent.NOBODY: "det finns ingen att mäta",
    Absent.PENDING: "månaden är inte mätt än",
    Absent.UNREPORTED: "en redovisning som avgör saknas",
    Absent.UNASSESSED: "en bedömning som avgör saknas",
    Absent.HELD: "det hålls inne",
    Absent.UNKNOWN: "stegen eller gränsen är inte känd",
}
"""Why nothing is in reach where there is no value."""


class Test(NamedTuple):
    """What a way to more asks: that a limit is met, or a step of a ladder reached.

    ``excused`` is the step that says whether it is met or not asked, since too few wait.
    """

    step: p.Compared | p.Tiered
    low: Fraction | None = None
    excused: str | None = None

    @property
    def asked(self) -> Fraction | None:
        """The value to be reached; None where it is not known."""
        return self.step.limit if isinstance(self.step, p.Compared) else self.low

    @property
    def comparator(self) -> Comparator:
        """How the value is held against it."""
        step = self.step
        return step.comparator if isinstance(step, p.Compared) else Comparator.AT_LEAST


class Barred(Exception):
    """No number of patients meets a test; says why."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class Fewest:
    """The fewest patients to what tests ask, at single places."""

    def __init__(self, nearby: Nearby) -> None:
        self.nearby = nearby

    def holds(self, test: Test, place: Place, counts: Mapping[str, int]) -> bool:
        """Whether a test is met at a place, had those counts been others."""
        if isinstance(test.step, p.Compared):
            return self.nearby.value(test.excused or test.step.id, place, counts) is True
        value = self.nearby.value(test.step.of, place, counts)
        return not isinstance(value, Absent) and number(value) >= (test.low or _ZERO)

    def shift(self, test: Test, place: Place) -> tuple[Counted, Shift]:
        """How many more, or fewer, must count for a test that does not hold.

        Raises:
            Barred: no number of them suffices.
        """
        most, counted = self._fewest(test, place)
        value = number(self.nearby.value(test.step.of, place, {}))
        met, everyone = (self._count(i, place) for i in (counted.level.met, counted.level.all))
        return counted, Shift(
            counted.measure, met, everyone, most - met, abs((test.asked or _ZERO) - value),
            beyond=test.comparator in (Comparator.OVER, Comparator.UNDER),
        )  # fmt: skip

    def _fewest(self, test: Test, place: Place) -> tuple[int, Counted]:
        """How many must count for a test to hold, nearest to how many do."""
        if test.asked is None:
            raise Barred(ABSENT[Absent.UNKNOWN])
        counted = next(self.nearby.counted(test.step.of), None)
        if counted is None:
            raise Barred("det hänger på hur många som räknas")
        absent = self.nearby.value(test.step.of, place, {})
        if isinstance(absent, Absent):
            raise Barred(self._absent(absent, counted, place))
        met, everyone = counted.level.met, self._count(counted.level.all, place)
        for far in (everyone, 0):
            if self.holds(test, place, {met: far}):
                break
        else:
            raise Barred(self._too_far(test, counted, place))
        low, high = self._count(met, place), far
        while abs(high - low) > 1:
            middle = (low + high) // 2
            low, high = (low, middle) if self.holds(test, place, {met: middle}) else (middle, high)
        return high, counted

    def _count(self, step_id: str, place: Place) -> int:
        return int(number(self.nearby.tables[step_id][place]))

    # Why not

    def _absent(self, absent: Absent, counted: Counted, place: Place) -> str:
        own = self.nearby.value(counted.level.id, place, {})
        if isinstance(own, Absent):
            return f"{counted.measure}: {ABSENT[absent]}"
        when = "för samma månad året före"
        if absent is Absent.NOBODY:
            return f"{counted.measure}: det fanns ingen att mäta {when}"
        return f"{counted.measure}: inget värde {when}"

    def _too_far(self, test: Test, counted: Counted, place: Place) -> str:
        """With everybody, or nobody, counting it is still not enough."""
        everyone = self._count(counted.level.all, place)
        ends = [
            number(self.nearby.value(test.step.of, place, {counted.level.met: n}))
            for n in (0, everyone)
        ]
        change = self.nearby.steps[test.step.of].unit is Unit.POINTS
        unit = "procentenheters förbättring" if change else "%"
        low = test.comparator in (Comparator.AT_MOST, Comparator.UNDER)
        best = min(ends) if low else max(ends)
        return (
            f"{counted.measure}: {write_number(test.asked or _ZERO)} {unit} går inte att nå; "
            f"{'minst' if low else 'mest'} möjligt är {write_number(best)}"
        )
