"""Changes at random to the steps of a plan, and figures at random that fit any plan."""

import datetime
from collections.abc import Callable
from fractions import Fraction
from typing import Any

from attrs import evolve
from hypothesis import strategies as st

from overenskommelse import plan as p
from overenskommelse.calendar import Month
from overenskommelse.clauses import Comparator
from overenskommelse.diagnostics import Cell
from overenskommelse.figures import (
    AnswerCell,
    AssessmentCell,
    CountCell,
    Figures,
    ReportCell,
    RequisitionCell,
)
from overenskommelse.money import Mode, Rounding

Draw = Callable[[st.SearchStrategy[Any]], Any]
HAND = Cell("slump")
SHARES = st.sampled_from([Fraction(n, 20) for n in range(21)])
MODES = st.sampled_from(list(Mode))
ROUNDINGS = st.none() | st.builds(Rounding, st.just(Fraction(1)), MODES)
DAYS = st.dates(datetime.date(2024, 1, 1), datetime.date(2024, 12, 31))


def places(plan: p.Plan, group: str) -> list[str]:
    """The codes of a group's recipients."""
    return [code for code, _ in plan.group(group).members]


def some(draw: Draw, wanted: list[Any], value: st.SearchStrategy[Any]) -> dict[Any, Any] | None:
    """Values for some of what is wanted; None where no file was given."""
    if draw(st.booleans()):
        return None
    return {one: draw(value) for one in wanted if draw(st.integers(0, 3))}


@st.composite
def counts_of(draw: Draw) -> CountCell:
    """What was counted: sometimes nobody, sometimes no value."""
    everyone = draw(st.sampled_from([None, 0, 1, 7, 20, 100]))
    if everyone is None:
        return CountCell(None, None, HAND)
    return CountCell(draw(st.integers(0, everyone)), everyone, HAND)


def counted_places(plan: p.Plan) -> list[tuple[str, str, Month]]:
    """Everything that a plan's measures can count."""
    return [
        (view.name, code, month.shifted(shift))
        for view in plan.measures
        for code in places(plan, view.recipients)
        for month in view.period
        for shift in (0, -12)
    ]


@st.composite
def figures_for_plan(draw: Draw, plan: p.Plan) -> Figures:
    """Figures that a plan can be evaluated on: every key, and of the rest some."""
    until = draw(st.integers(0, 12))
    counted = {view.name: list(view.period) for view in plan.measures}
    late = {m for months in counted.values() for m in months[until:]}
    conditions = [
        (code, view.name) for view in plan.conditions for code in places(plan, view.recipients)
    ]
    areas = [(code, view.name) for view in plan.areas for code in places(plan, view.recipients)]
    paid = [
        (code, step.item)
        for step in plan.steps
        if isinstance(step, p.Paid) and step.recipients is not None
        for code in places(plan, step.recipients)
    ]
    assessed = st.builds(AssessmentCell, st.booleans(), st.just(""), st.just(HAND))
    groups = {step.recipients for step in plan.steps if isinstance(step, p.KeyValue)}
    codes = sorted({code for group in groups if group for code in places(plan, group)})
    keys = sorted({step.key for step in plan.steps if isinstance(step, p.KeyValue)})
    return Figures(
        keys={key: {code: Fraction(draw(st.integers(0, 1000))) for code in codes} for key in keys},
        counts={
            place: draw(counts_of())
            for place in counted_places(plan)
            if place[2] not in late and draw(st.integers(0, 9))
        },
        requisitions=some(draw, paid, st.builds(RequisitionCell, DAYS, st.just(HAND))),
        used=some(draw, paid, st.integers(0, 10**6).map(Fraction)),
        reports=some(
            draw,
            [(code, view.name) for view in plan.duties for code in places(plan, view.recipients)],
            st.builds(ReportCell, st.none() | DAYS, st.just(HAND)),
        ),
        rates=some(
            draw,
            [
                (view.name, code, month)
                for view in plan.criteria
                for code in places(plan, view.recipients)
                for month in view.period or ()
            ],
            st.integers(0, 100).map(Fraction),
        ),
        answers=some(
            draw,
            [
                (code, area.name, question.name)
                for area in plan.areas
                for code in places(plan, area.recipients)
                for question in area.questions
            ],
            st.builds(AnswerCell, st.booleans(), st.just(HAND)),
        ),
        assessments=some(draw, [*conditions, *areas], assessed),
        verdicts=some(draw, conditions, assessed),
    )


@st.composite
def other_figures(draw: Draw, plan: p.Plan, base: Figures) -> Figures:
    """Figures of which some differ: a few counts, or one of the other kinds as a whole."""
    fresh = draw(figures_for_plan(plan))
    names = (
        "keys",
        "requisitions",
        "used",
        "reports",
        "rates",
        "answers",
        "assessments",
        "verdicts",
    )
    taken = draw(st.sets(st.sampled_from([*names, "counts"]), max_size=3))
    found = evolve(base, **{name: getattr(fresh, name) for name in taken})
    wanted = counted_places(plan)
    for place in draw(st.lists(st.sampled_from(wanted), max_size=3)) if wanted else []:
        counts = {**found.counts, place: draw(counts_of())}
        if draw(st.integers(0, 3)) == 0:
            del counts[place]
        found = evolve(found, counts=counts)
    return found


@st.composite
def other_step(draw: Draw, step: p.AnyStep) -> p.AnyStep:
    """The step with another value, limit, rounding or whatever its kind says of itself."""
    match step:
        case p.Amount():
            if step.recipients is not None:
                return step  # What is the same for each is one, and known.
            return evolve(step, value=draw(st.none() | st.integers(1, 10**6).map(Fraction)))
        case p.Rounded():
            return evolve(step, to=Fraction(1, draw(st.integers(1, 10))), mode=draw(MODES))
        case p.Tiered():
            return evolve(step, tiers=((Fraction(draw(st.integers(0, 9))), draw(SHARES)),))
        case p.Compared():
            return evolve(
                step, limit=Fraction(draw(st.integers(0, 100))), missing=draw(st.booleans()),
                comparator=draw(st.sampled_from(list(Comparator))), nobody=draw(st.booleans()),
            )  # fmt: skip
        case p.Granted():
            return evolve(step, share=draw(st.none() | SHARES))
        case p.Chosen():
            return evolve(step, highest=not step.highest)
        case p.Product():
            return evolve(step, times=draw(SHARES), rounding=draw(ROUNDINGS))
        case p.Allotted():
            return evolve(step, rounding=draw(ROUNDINGS), rest=None, when_empty=None)
        case p.Summed():
            return evolve(step, of=step.of[:-1], rounding=draw(ROUNDINGS))
        case p.Remainder():
            return evolve(step, minus=step.minus[:-1])
        case p.Paid():
            return evolve(step, last_day=draw(DAYS), requisition=not step.requisition)
        case p.Count():
            return evolve(step, met=not step.met)
        case _:
            return step
