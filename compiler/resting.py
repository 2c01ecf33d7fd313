"""Which steps rest on a reading that the text does not decide: those that another would change.

They are found by lowering the agreement under each of the other readings, one at a time, so that
nothing has to know what a clause does to the steps: roundings, ladders and consequences alike.
"""

from collections.abc import Iterator, Mapping

from attrs import evolve

from compiler.otherwise import under_other_readings
from overenskommelse import agreement as a
from overenskommelse import limits
from overenskommelse import plan as p


def with_resting(plan: p.Plan, written: a.Agreement, used: Mapping[str, a.NamedReading]) -> p.Plan:
    """The plan, with the steps that rest on each assumed or chosen reading.

    Args:
        plan: What the readings used gave.
        written: The agreement as written, with its open places.
        used: The readings that filled them.
    """
    asked = [
        i
        for i in written.interpretations
        if len(i.readings) > 1 and (i.assumed or _is_changed(i, used))
    ]
    others = sum(len(i.readings) - 1 for i in asked)
    if others * len(plan.steps) > limits.COMPARED_STEPS:
        # Too much to try: what cannot be told apart is said of all of it.
        found = dict.fromkeys((i.name for i in asked), tuple(step.id for step in plan.steps))
    else:
        found = {i.name: tuple(_changing(i, plan, written, used)) for i in asked}
    choices = tuple(evolve(c, steps=found.get(c.name, ())) for c in plan.choices)
    return evolve(plan, choices=choices)


def _is_changed(interpretation: a.Interpretation, used: Mapping[str, a.NamedReading]) -> bool:
    return used[interpretation.name].name != interpretation.in_force.name


def _changing(
    interpretation: a.Interpretation,
    plan: p.Plan,
    written: a.Agreement,
    used: Mapping[str, a.NamedReading],
) -> Iterator[str]:
    """The steps of the plan that some other reading would change, in the plan's order."""
    plans = under_other_readings(interpretation, written, used, plan.source_sha256)
    others = [{step.id: step for step in other.steps} for _, other in plans]
    for step in plan.steps:
        if any(steps.get(step.id) != step for steps in others):
            yield step.id
