"""What of a plan, but its steps, values depend on: the views that its steps ask."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final, TypeAlias

from attrs import evolve

from overenskommelse import plan as p

Key: TypeAlias = tuple[str, str, str]
"""A view: the plan's field, its name there, and its months if it has several of that name."""

_FIELDS: Final = ("groups", "measures", "criteria", "conditions", "duties", "areas")


def asked(plan: p.Plan) -> set[tuple[str, str]]:
    """The fields and names of the views that the plan's steps ask, by way of others too."""
    found = set(_by_steps(plan))
    for condition in plan.conditions:
        if ("conditions", condition.name) in found:
            found.add(("groups", condition.recipients))
            found.update(("duties", name) for name in condition.duties)
            found.update(("criteria", name) for name in condition.criteria)
            found.update(("areas", name) for name in condition.areas)
            found.update(("areas", question.area) for question in condition.questions)
    for criterion in plan.criteria:
        if ("criteria", criterion.name) in found and criterion.answered is not None:
            found.add(("areas", criterion.answered.area))
    return found


def views(plan: p.Plan, names: Iterable[tuple[str, str]]) -> dict[Key, Any]:
    """Those views of a plan that have some of the names."""
    wanted = set(names)
    return {
        (field, view.name, str(getattr(view, "period", ""))): view
        for field in _FIELDS
        for view in getattr(plan, field)
        if (field, view.name) in wanted
    }


def with_views(plan: p.Plan, others: Mapping[Key, Any]) -> p.Plan:
    """The plan with some views in the place of its own; None takes one away."""
    fields: dict[str, Any] = {}
    for field in dict.fromkeys(field for field, _, _ in others):
        own = {(field, v.name, str(getattr(v, "period", ""))): v for v in getattr(plan, field)}
        both = own | {key: view for key, view in others.items() if key[0] == field}
        fields[field] = tuple(view for view in both.values() if view is not None)
    return evolve(plan, **fields)


def _by_steps(plan: p.Plan) -> Iterator[tuple[str, str]]:
    for step in plan.steps:
        if step.recipients is not None:
            yield "groups", step.recipients
        match step:
            case p.Count():
                yield "measures", step.measure
            case p.Fulfilled():
                yield "conditions", step.condition
            case p.Reported():
                yield "criteria", step.criterion
