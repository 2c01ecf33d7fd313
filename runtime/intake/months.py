"""Months told in words, and which months a plan needs of each measure."""

from collections.abc import Iterable

from attrs import frozen

from overenskommelse.calendar import Month, Period
from overenskommelse.plan import Plan
from overenskommelse.text import listed


def in_words(months: Iterable[Month]) -> str:
    """Months as a lawyer writes them: ``januari–mars 2023 och maj 2023``."""
    ordered = sorted(set(months))
    stretches: list[Period] = []
    for month in ordered:
        if stretches and stretches[-1].last.shifted(1) == month:
            stretches[-1] = Period(stretches[-1].first, month)
        else:
            stretches.append(Period(month, month))
    return listed(stretch.swedish for stretch in stretches)


def years_in_words(years: Iterable[int]) -> str:
    """Years as a list: ``2022 och 2023``."""
    return listed(str(year) for year in sorted(set(years)))


@frozen
class Needs:
    """The months that a plan needs of each measure.

    Attributes:
        current: The months that are measured.
        previous: The months, a year earlier, that they are compared with.
        groups: The groups that each measure is measured for.
        compared: The months that the agreement compares with, needed here or not: a ladder that
            is not known leaves nothing to compare.
    """

    current: dict[str, frozenset[Month]]
    previous: dict[str, frozenset[Month]]
    groups: dict[str, tuple[str, ...]]
    compared: frozenset[Month]

    @classmethod
    def of(cls, plan: Plan) -> "Needs":
        """A measure that two blocks use is needed for the months and groups of both."""
        current: dict[str, frozenset[Month]] = {}
        previous: dict[str, frozenset[Month]] = {}
        groups: dict[str, tuple[str, ...]] = {}
        for view in plan.measures:
            months = frozenset(view.period)
            before = frozenset(month.shifted(-12) for month in months)
            nothing: frozenset[Month] = frozenset()
            current[view.name] = current.get(view.name, nothing) | (
                months if view.current else nothing
            )
            previous[view.name] = previous.get(view.name, nothing) | (
                before if view.previous else nothing
            )
            known = groups.get(view.name, ())
            groups[view.name] = known if view.recipients in known else (*known, view.recipients)
        months = frozenset[Month]().union(*(view.period for view in plan.measures))
        compared = {month.shifted(-12) for month in months} if plan.compares_previous_year else ()
        return cls(current, previous, groups, frozenset(compared))

    def has(self, measure: str, month: Month) -> bool:
        """Whether a month of a measure is needed."""
        return month in self.current[measure] or month in self.previous[measure]

    @property
    def months(self) -> frozenset[Month]:
        """Every month that is needed of some measure."""
        return frozenset().union(*self.current.values(), *self.previous.values())

    @property
    def years(self) -> frozenset[int]:
        """Every year that some month is needed of."""
        return frozenset(month.year for month in self.months)
