"""What a plan wants done, and when: payments, last days, measuring periods and duties.

A source is a function from a plan to entries; a new kind of view is one more of them.
"""

import datetime
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from itertools import chain, islice
from typing import Final

from attrs import evolve

from overenskommelse import limits
from overenskommelse.calendar import Month, Period, read_month, weeks_after
from overenskommelse.clauses import Unit
from overenskommelse.plan import (
    NOT_KNOWN,
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
from overenskommelse.text import listed
from runtime.entry import Entry, Follows, Kind, Known

_OPEN_MONTHS: Final = "sista dagen varje månad; satsen säger inte under vilka månader"


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
        day = weeks_after(month.last_day, weeks)
        one = evolve(entry, id=f"{entry.id}/{month}", series=entry.id, month=month)
        yield _on(one, day)


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
        entry = Entry(
            f"mätperiod/{item}/krav-{views[0].number}", Kind.MEASURING, titles[first.recipients],
            f"krav {listed(view.number for view in views)}",
            _origin([steps[view.chosen] for view in views]), items=(item,),
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
    """The payments: in a month, on requisition by a last day, or when is not known.

    Payments have no names. One is known by the first item that it pays, and by which of that
    item's payments it is as they are written: so it is the same when it gets another month.
    """
    titles, counted = _titles(plan), Counter[str]()
    found: dict[tuple[object, ...], list[Paid]] = {}
    for step in plan.steps:
        if isinstance(step, Paid):
            # Of payments whose day is not known, only what is written together is one.
            line = 0 if _has_day(step) else step.origin.line
            key = (step.payment, step.recipients, step.last_day, step.origin.file, line)
            found.setdefault(key, []).append(step)
    for steps in found.values():
        first = steps[0]
        counted[first.item] += 1
        yield _paid(
            first,
            Entry(
                f"utbetalning/{first.item}/{counted[first.item]}", Kind.PAYMENT,
                titles[first.recipients], "", _origin(steps), items=_items(steps),
            ),
        )  # fmt: skip


def _has_day(step: Paid) -> bool:
    return step.last_day is not None or read_month(step.payment) is not None


def _paid(step: Paid, entry: Entry) -> Entry:
    """The payment on its days."""
    if step.requisition:
        lapses = (Follows("förfaller rätten"),) if step.last_day else ()
        return _on(evolve(entry, kind=Kind.REQUISITION, follows=lapses), step.last_day)
    month = read_month(step.payment)
    return _during(entry, Period(month, month)) if month else _on(entry, None, Known.UNKNOWN)


def _repayments(plan: Plan) -> Iterator[Entry]:
    titles = _titles(plan)
    found: dict[tuple[object, ...], list[Repaid]] = {}
    for step in plan.steps:
        if isinstance(step, Repaid):
            key = (step.recipients, step.last_day, step.origin.file)
            found.setdefault(key, []).append(step)
    for steps in found.values():
        first = steps[0]
        entry = Entry(
            first.id, Kind.REPAYMENT, titles[first.recipients], "", _origin(steps),
            items=_items(steps),
        )  # fmt: skip
        yield _on(entry, first.last_day)


def _origin(steps: Sequence[AnyStep]) -> Origin:
    """Where the first of them is written, with what all of them cite."""
    first = min((step.origin for step in steps), key=lambda origin: origin.line)
    cites = dict.fromkeys(cite for step in steps for cite in step.origin.cites)
    return evolve(first, cites=tuple(cites))


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
        elif view.counts is Unit.PERCENT and view.period is not None:
            yield _during(entry, view.period)
        else:
            yield _on(entry, None, Known.UNKNOWN if view.unknown is not None else Known.NO_DAY)


def _otherwise(view: CriterionView) -> Follows:
    return Follows(view.consequence, assumed=view.assumed)


def _areas(plan: Plan) -> Iterator[Entry]:
    """The reports on focus areas, and their assessment; a day that is not there is not known."""
    titles, failing = _titles(plan), _failing(plan, lambda condition: condition.areas)
    asking = _failing(plan, lambda condition: tuple({q.area: 0 for q in condition.questions}))
    for area in plan.areas:
        entry = Entry(
            f"fokusområde/{area.name}/rapport", Kind.REPORT, titles[area.recipients], area.title,
            area.origin, to=(area.to,),
            follows=tuple(dict.fromkeys(failing.get(area.name, ()) + asking.get(area.name, ()))),
        )  # fmt: skip
        if area.to:
            yield _on(entry, area.report_by, Known.UNKNOWN)
        judged = evolve(
            entry, id=f"fokusområde/{area.name}/bedömning", kind=Kind.ASSESSMENT,
            who=area.assessor, to=(), follows=failing.get(area.name, ()),
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
            without = Known.UNKNOWN if view.day_unknown else Known.NO_DAY
            yield _on(entry, view.last_day, without)


def _failing(
    plan: Plan, asked: Callable[[ConditionView], tuple[str, ...]]
) -> dict[str, tuple[Follows, ...]]:
    """What follows of the conditions that ask for something, by its name."""
    found: dict[str, tuple[Follows, ...]] = {}
    for view in plan.conditions:
        for name in asked(view):
            words = view.failure if view.failure != NOT_KNOWN else "vad som händer är okänt"
            follows = Follows(words, view.title, view.items, view.assumed)
            found[name] = (*found.get(name, ()), follows)
    return found


def _titles(plan: Plan) -> dict[str | None, str]:
    """The groups' titles by name; nobody has none."""
    return {None: "", **{group.name: group.title for group in plan.groups}}


_SOURCES: Final[tuple[Callable[[Plan], Iterator[Entry]], ...]] = (
    _measuring, _payments, _repayments, _duties, _criteria, _areas, _conditions,
)  # fmt: skip
