"""What a plan wants done, and when: payments, last days, measuring periods and duties.

A source is a function from a plan to entries; a new kind of view is one more of them.
"""

import datetime
import math
from collections.abc import Callable, Iterator, Sequence
from enum import Enum
from fractions import Fraction
from itertools import chain, islice
from typing import Final

from attrs import evolve, frozen

from overenskommelse import limits
from overenskommelse.calendar import Month, Period, read_month
from overenskommelse.plan import (
    AnyStep,
    ConditionView,
    CriterionView,
    DutyView,
    Origin,
    Paid,
    Plan,
    Repaid,
    RequirementView,
    reads,
)
from overenskommelse.saying import Saying
from overenskommelse.text import listed

_OPEN_MONTHS: Final = "sista dagen varje månad; satsen säger inte under vilka månader"


class Kind(Enum):
    """What an entry is about. The value is its word."""

    MEASURING = "mätperiod"
    PAYMENT = "utbetalning"
    REQUISITION = "rekvisition"
    REPAYMENT = "återbetalning"
    DUTY = "skyldighet"
    CRITERION = "kriterium"
    REPORT = "rapport"
    ASSESSMENT = "bedömning"
    TRIAL = "prövning"


class Known(Enum):
    """Whether there is a day. The value says so."""

    DAY = "dagen är känd"
    NO_DAY = "ingen dag är angiven"
    UNKNOWN = "dagen är inte känd"


@frozen(repr=False, eq=False)
class Follows(Saying):
    """What the agreement says that follows, in its words, and through which condition.

    ``assumed`` is the interpretation whose assumed reading says so, where the text is not known.
    """

    words: str
    condition: str = ""
    items: tuple[str, ...] = ()
    assumed: str = ""


@frozen(repr=False, eq=False)
class Entry(Saying):
    """Something that an agreement wants of someone.

    Attributes:
        id: Unique in the agreement, and the same every time.
        kind: What it is about.
        who: Who is to do it; of a payment and of what is measured, who it concerns.
        what: What is to be done; empty where ``items`` say it.
        origin: The clause that it comes from.
        first: Its first day; None where there is none.
        last: Its last day, ``first`` where there is only one.
        known: Whether it has days, and if not, why.
        series: The same for entries that recur; else the id.
        to: Whom a report goes to.
        items: The items that are paid or measured.
        follows: What follows otherwise; empty where the clause says nothing.
        note: What must be known of its days.
        month: The month that it concerns, where it recurs.
    """

    id: str
    kind: Kind
    who: str
    what: str
    origin: Origin
    first: datetime.date | None = None
    last: datetime.date | None = None
    known: Known = Known.DAY
    series: str = ""
    to: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    follows: tuple[Follows, ...] = ()
    note: str = ""
    month: Month | None = None

    @property
    def lapses(self) -> bool:
        """Whether it can be too late: not for what only goes on for some months."""
        return self.last is not None and (self.first == self.last or self.kind is Kind.PAYMENT)


def entries(plan: Plan) -> tuple[Entry, ...]:
    """Everything that a plan wants done, in order of date; without a day, and unknown, last.

    They may be more than the limit allows, but never many more; whoever takes them says so.
    """
    enough = limits.ENTRIES + 1
    found = list(islice(chain.from_iterable(source(plan) for source in _SOURCES), enough))
    found += islice(_every_month(plan, _extent(found)), enough)
    return tuple(sorted(found, key=order))


def order(entry: Entry) -> tuple[int, datetime.date, datetime.date]:
    """The order of entries: by day, those without a day after those with one."""
    none = datetime.date.max
    return list(Known).index(entry.known), entry.first or none, entry.last or none


# When ----------------------------------------------------------------------------------------


def _on(entry: Entry, day: datetime.date | None, without: Known = Known.NO_DAY) -> Entry:
    """The entry on a single day, if there is one."""
    if day is None:
        return evolve(entry, known=without)
    return evolve(entry, first=day, last=day)


def _during(entry: Entry, period: Period) -> Entry:
    """The entry from the first day of a period to its last."""
    first = datetime.date(period.first.year, period.first.number, 1)
    return evolve(entry, first=first, last=period.last.last_day)


def _monthly(entry: Entry, period: Period, weeks: Fraction = Fraction(0)) -> Iterator[Entry]:
    """The entry for every month of a period, so long after the month's last day."""
    for month in period:
        day = _after(month.last_day, weeks)
        one = evolve(entry, id=f"{entry.id}/{month}", series=entry.id, month=month)
        yield _on(one, day)


def _after(day: datetime.date, weeks: Fraction) -> datetime.date | None:
    """The last whole day within so many weeks; None where no calendar reaches that far."""
    try:
        return day + datetime.timedelta(days=math.floor(weeks * 7))
    except OverflowError:
        return None


def _extent(found: list[Entry]) -> Period | None:
    """The months from the first entry to the last; None where there are none, or too many."""
    days = [day for entry in found for day in (entry.first, entry.last) if day is not None]
    if not days:
        return None
    period = Period(_month(min(days)), _month(max(days)))
    return period if len(period) <= limits.MONTHS else None


def _month(day: datetime.date) -> Month:
    return Month(day.year, day.month)


# Money ---------------------------------------------------------------------------------------


def _measuring(plan: Plan) -> Iterator[Entry]:
    """The months that are measured; the requirements of a block with the same are one entry."""
    titles = _titles(plan)
    steps = {step.id: step for step in plan.steps}
    found: dict[tuple[str, Period | None], list[RequirementView]] = {}
    for view in plan.requirements:
        found.setdefault((view.item, _measured(steps, steps[view.chosen])), []).append(view)
    for (item, period), views in found.items():
        first = steps[views[0].chosen]
        cites = dict.fromkeys(cite for view in views for cite in steps[view.chosen].origin.cites)
        entry = Entry(
            f"mätperiod/{first.id}", Kind.MEASURING, titles[first.recipients],
            f"krav {listed(view.number for view in views)}",
            evolve(first.origin, cites=tuple(cites)), items=(item,),
        )  # fmt: skip
        yield _during(entry, period) if period is not None else _on(entry, None)


def _measured(steps: dict[str, AnyStep], step: AnyStep) -> Period | None:
    """The months of a step, or of what it rests on where its months are measured as one."""
    waiting, seen = [step], {step.id}
    while waiting:
        step = waiting.pop()
        if step.months is not None:
            return step.months
        new = [i for i in reads(step) if i not in seen]
        seen.update(new)
        waiting += [steps[i] for i in new]
    return None


def _payments(plan: Plan) -> Iterator[Entry]:
    """The payments: in a month, on requisition by a last day, or when is not known."""
    titles = _titles(plan)
    found: dict[tuple[object, ...], list[Paid]] = {}
    for step in plan.steps:
        if isinstance(step, Paid):
            key = (step.payment, step.recipients, step.last_day, step.origin)
            found.setdefault(key, []).append(step)
    for steps in found.values():
        yield _paid(steps[0], titles[steps[0].recipients], _items(steps))


def _paid(step: Paid, who: str, items: tuple[str, ...]) -> Entry:
    if step.requisition:
        lapses = (Follows("förfaller rätten"),) if step.last_day else ()
        entry = Entry(step.id, Kind.REQUISITION, who, "", step.origin, items=items, follows=lapses)
        return _on(entry, step.last_day)
    entry = Entry(step.id, Kind.PAYMENT, who, "", step.origin, items=items)
    month = read_month(step.payment)
    return _during(entry, Period(month, month)) if month else _on(entry, None, Known.UNKNOWN)


def _repayments(plan: Plan) -> Iterator[Entry]:
    titles = _titles(plan)
    found: dict[tuple[object, ...], list[Repaid]] = {}
    for step in plan.steps:
        if isinstance(step, Repaid):
            found.setdefault((step.recipients, step.last_day, step.origin), []).append(step)
    for steps in found.values():
        first = steps[0]
        entry = Entry(
            first.id, Kind.REPAYMENT, titles[first.recipients], "", first.origin,
            items=_items(steps),
        )  # fmt: skip
        yield _on(entry, first.last_day)


def _items(steps: Sequence[Paid | Repaid]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(step.item for step in steps))


# What recipients must do, and who judges it --------------------------------------------------


def _each_duty(plan: Plan) -> Iterator[tuple[DutyView, Entry]]:
    """Every duty with its entry, still without days."""
    titles, failing = _titles(plan), _failing(plan, lambda condition: condition.duties)
    for duty in plan.duties:
        yield duty, Entry(
            f"skyldighet/{duty.name}", Kind.DUTY, titles[duty.recipients], duty.title, duty.origin,
            to=duty.to, follows=failing.get(duty.name, ()),
        )  # fmt: skip


def _duties(plan: Plan) -> Iterator[Entry]:
    """The duties, but those of every month that do not say which months."""
    for duty, entry in _each_duty(plan):
        if duty.monthly:
            yield from _monthly(entry, duty.period) if duty.period is not None else ()
        elif duty.last_day is not None or duty.day_unknown or duty.period is None:
            yield _on(entry, duty.last_day, Known.UNKNOWN if duty.day_unknown else Known.NO_DAY)
        if duty.period is not None and not duty.monthly:
            yield _during(evolve(entry, id=f"{entry.id}/under"), duty.period)


def _every_month(plan: Plan, extent: Period | None) -> Iterator[Entry]:
    """The duties of every month that do not say which: those that the rest of the plan spans."""
    for duty, entry in _each_duty(plan):
        if duty.monthly and duty.period is None:
            noted = evolve(entry, note=_OPEN_MONTHS)
            yield from _monthly(noted, extent) if extent is not None else [_on(noted, None)]


def _criteria(plan: Plan) -> Iterator[Entry]:
    """The criteria: a day after every month, the months in which a level holds, or no day."""
    titles, failing = _titles(plan), _failing(plan, lambda condition: condition.criteria)
    for view in plan.criteria:
        entry = Entry(
            f"kriterium/{view.name}", Kind.CRITERION, titles[view.recipients], view.title,
            view.origin, follows=(_otherwise(view), *failing.get(view.name, ())),
        )  # fmt: skip
        if view.weeks is not None and view.period is not None:
            yield from _monthly(entry, view.period, view.weeks)
        elif view.least is not None and view.period is not None:
            yield _during(entry, view.period)
        else:
            yield _on(entry, None)


def _otherwise(view: CriterionView) -> Follows:
    return Follows(view.consequence, assumed=view.assumed)


def _areas(plan: Plan) -> Iterator[Entry]:
    """The reports on focus areas, and their assessment; a day that is not there is not known."""
    titles, failing = _titles(plan), _failing(plan, lambda condition: condition.areas)
    for area in plan.areas:
        entry = Entry(
            f"fokusområde/{area.name}/rapport", Kind.REPORT, titles[area.recipients], area.title,
            area.origin, to=(area.to,), follows=failing.get(area.name, ()),
        )  # fmt: skip
        if area.to:
            yield _on(entry, area.report_by, Known.UNKNOWN)
        judged = evolve(
            entry, id=f"fokusområde/{area.name}/bedömning", kind=Kind.ASSESSMENT,
            who=area.assessor, to=(),
        )  # fmt: skip
        if area.assessor:
            yield _on(judged, area.last_day, Known.UNKNOWN)


def _conditions(plan: Plan) -> Iterator[Entry]:
    """By when conditions are tried, where someone tries them."""
    failing = _failing(plan, lambda condition: (condition.name,))
    for view in plan.conditions:
        if view.assessor:
            entry = Entry(
                f"villkor/{view.name}", Kind.TRIAL, view.assessor, view.title, view.origin,
                follows=failing[view.name],
            )  # fmt: skip
            yield _on(entry, view.last_day)


def _failing(
    plan: Plan, asked: Callable[[ConditionView], tuple[str, ...]]
) -> dict[str, tuple[Follows, ...]]:
    """What follows of the conditions that ask for something, by its name."""
    found: dict[str, tuple[Follows, ...]] = {}
    for view in plan.conditions:
        for name in asked(view):
            follows = Follows(view.failure, view.title, view.items, view.assumed)
            found[name] = (*found.get(name, ()), follows)
    return found


def _titles(plan: Plan) -> dict[str | None, str]:
    """The groups' titles by name; nobody has none."""
    return {None: "", **{group.name: group.title for group in plan.groups}}


_SOURCES: Final[tuple[Callable[[Plan], Iterator[Entry]], ...]] = (
    _measuring, _payments, _repayments, _duties, _criteria, _areas, _conditions,
)  # fmt: skip
