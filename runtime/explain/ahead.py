"""What is said of one cell that is asked for alone, beside how it came about: in which payments it
is paid, and what more was in reach for it (`runtime.gap`)."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from attrs import evolve

from overenskommelse import plan as p
from overenskommelse.calendar import Month
from overenskommelse.explanation import Explanation
from overenskommelse.gaps import Priced
from runtime.values import Place

if TYPE_CHECKING:
    from runtime.gap import Gaps


def looking_ahead(
    explanation: Explanation, gaps: "Gaps", view: p.RequirementView, place: Place
) -> Explanation:
    """An explanation of what a requirement gave at a place, with that."""
    gap = gaps.gap(view, place)
    ahead: Priced | None = gaps.priced(view, gap) if gap is not None else None
    origins = tuple(step.origin for step in payments_of(gaps.plan, view, place[1]))
    return evolve(explanation, payments=origins, ahead=ahead)


def payments_of(plan: p.Plan, view: p.RequirementView, month: Month | None) -> Iterator[p.Paid]:
    """The payments in which that is paid which a requirement gave in a month; its part of a bonus
    pot is another item."""
    steps = {step.id: step for step in plan.steps}
    for step in plan.steps:
        if isinstance(step, p.Paid) and step.item == view.item:
            if view.amount in _within(step.due, month, steps):
                yield step


def _within(step_id: str, month: Month | None, steps: Mapping[str, p.AnyStep]) -> set[str]:
    """The steps that a value rests on in a month: a sum over other months holds nothing of it."""
    found: set[str] = set()
    todo = [step_id]
    while todo:
        step = steps[todo.pop()]
        over = step.over if isinstance(step, p.Summed) else None
        if step.id not in found and (over is None or month is None or month in over):
            found.add(step.id)
            todo += p.reads(step)
    return found
