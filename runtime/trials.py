"""Examples tried: computed as any plan is, and held against what they say."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Final

from attrs import evolve

from overenskommelse import plan as p
from overenskommelse.clauses import Unit
from overenskommelse.diagnostics import Report
from overenskommelse.trials import Expected, Found, Link, Result, Trial, Tried
from runtime.evaluate import compute
from runtime.values import Absent, Place, Table, Value, absence, number

_WORDS: Final = {
    Absent.UNASSESSED: "inte bedömt",
    Absent.UNREPORTED: "inget svar",
    Absent.MISSING: "inget värde",
}
"""How a value that is not there is said in examples, where that is not its own word."""
_MOST_LINKS: Final = 24
"""So many steps of a chain are shown: those nearest to the result."""


def tried(trial: Trial) -> Tried:
    """What an example comes to."""
    report = Report()
    tables = compute(trial.plan, trial.figures, report)
    if report.failed:
        return Tried(trial, (), tuple(report))
    return Tried(trial, tuple(_found(expected, trial, tables) for expected in trial.expected))


def _found(expected: Expected, trial: Trial, tables: Mapping[str, Table]) -> Found:
    results = list(_results(expected, tables))
    # One that is wrong tells more than the many that are right.
    wrong = (one for one in results if one[1] != expected.value)
    (recipient, month), value = next(wrong, results[0] if results else ((None, None), "inget"))
    found = Found(expected, value)
    if found.passed:
        return found
    if len({result for _, result in results}) > 1:
        found = evolve(found, recipient=_name(recipient, trial.plan), month=month)
    return evolve(found, chain=tuple(_chain(expected, trial.plan, tables, (recipient, month))))


def _results(expected: Expected, tables: Mapping[str, Table]) -> Iterator[tuple[Place, Result]]:
    """What its steps come to, together or each by itself."""
    values = [
        (place, value)
        for step_id in expected.steps
        for place, value in tables[step_id].items()
        if expected.recipient in (None, place[0])
        and (expected.months is None or place[1] is None or place[1] in expected.months)
    ]
    if not expected.summed:
        for place, value in values:
            yield place, _result(value, expected.unit)
    elif values:
        missing = absence(value for _, value in values)
        total = sum((number(v) for _, v in values), Fraction(0)) if missing is None else missing
        yield (expected.recipient, None), _result(total, expected.unit)


def _result(value: Value, unit: Unit) -> Result:
    if isinstance(value, Absent):
        return _WORDS.get(value, value.value)
    if isinstance(value, bool):
        return "uppfyllt" if value else "inte uppfyllt"
    return number(value) * 100 if unit is Unit.PERCENT else number(value)


def _name(code: str | None, plan: p.Plan) -> str:
    names = (name for group in plan.groups for own, name in group.members if own == code)
    return next(names, "")


def _chain(
    expected: Expected, plan: p.Plan, tables: Mapping[str, Table], place: Place
) -> Iterator[Link]:
    """The steps that a result follows from, with their values where it came out so."""
    steps = {step.id: step for step in plan.steps}
    near = list(expected.steps)
    for step_id in near:  # It grows: the nearest come first.
        near += [i for i in p.reads(steps[step_id]) if i not in near]
        if len(near) >= _MOST_LINKS:
            break
    kept = set(near[:_MOST_LINKS])
    for step in plan.steps:
        value = _at(step, tables[step.id], place) if step.id in kept else None
        if value is not None:
            share = Unit.PERCENT if _is_share(step) else Unit.NUMBER
            unit = share if step.unit is Unit.NUMBER else step.unit
            yield Link(step.id, unit, _result(value, share), step.origin)


def _is_share(step: p.AnyStep) -> bool:
    """Whether a step's numbers are parts of one."""
    return isinstance(step, p.Tiered | p.Granted | p.Chosen)


def _at(step: p.AnyStep, table: Table, place: Place) -> Value | None:
    """A step's value at a place, or the kronor that it has there in all; None where it has many
    that make no sum."""
    here = [
        value
        for (recipient, month), value in table.items()
        if place[0] in (None, recipient) or recipient is None
        if place[1] in (None, month) or month is None
    ]
    if len(set(here)) == 1 and step.unit is not Unit.KRONOR:
        return here[0]
    if step.unit is not Unit.KRONOR:
        return None
    missing = absence(here)
    return sum((number(v) for v in here), Fraction(0)) if missing is None else missing
