"""The steps that an example speaks of: those that give what it says, and those it stands in for."""

from collections.abc import Iterator
from typing import Final

from overenskommelse import agreement as a
from overenskommelse import plan as p

MONEY: Final = ("block", "post", "medel", "bonuspott")
"""What an example gives kronor of: in all or, with recipients, what each of them gets."""


def steps_of(
    subject: a.Subject, plan: p.Plan, shares: bool
) -> tuple[tuple[str, ...], list[p.AnyStep]]:
    """The steps that give what a line is about, and those of them that the plan lacks.

    Args:
        subject: What the line is about.
        plan: The plan.
        shares: Whether a requirement's share is meant, and not its kronor.
    """
    match subject.kind:
        case "krav":
            views = [v for v in plan.requirements if _is_requirement(v, subject)]
            if not shares:
                return tuple(view.amount for view in views), []
            added = [step for view in views for step in _gated(view, plan)]
            gated = {view.chosen: f"{view.chosen}/räknad" for view in views if view.gates}
            return tuple(gated.get(view.chosen, view.chosen) for view in views), added
        case "utbetalning":
            when = str(subject.month) if subject.month is not None else "requisition"
            paid = (s for s in plan.steps if isinstance(s, p.Paid) and s.payment == when)
            return tuple(step.id for step in paid), []
        case "villkor":
            return (f"villkor/{subject.name}",), []
        case "bonuspott":
            return tuple(f"{pot.item}/bonus" for pot in pots_of(subject, plan)), []
    return tuple(pot.earned for pot in pots_of(subject, plan)), []


def _is_requirement(view: p.RequirementView, subject: a.Subject) -> bool:
    block = subject.block
    return view.number == subject.name and (block is None or view.item == f"block-{block.name}")


def _gated(view: p.RequirementView, plan: p.Plan) -> Iterator[p.AnyStep]:
    """The share that counts where other things must hold too, as an outcome shows it."""
    if view.gates:
        at = next(step for step in plan.steps if step.id == view.amount)
        yield p.Product(
            id=f"{view.chosen}/räknad", unit=a.Unit.NUMBER, recipients=at.recipients,
            months=at.months, factors=(view.chosen, *view.gates), origin=at.origin,
        )  # fmt: skip


def pots_of(subject: a.Subject, plan: p.Plan) -> list[p.PotView]:
    """The accounts of what a line is about; those of a block's items, where it has such."""
    match subject.kind:
        case "medel":
            item = f"medel-{subject.name}"
        case "post":
            block = subject.block.name if subject.block is not None else None
            ending = f"/{subject.name}"
            return [
                pot for pot in plan.pots
                if pot.item.endswith(ending) and block in (None, _block(pot))
            ]  # fmt: skip
        case "bonuspott":
            block = subject.block.name if subject.block is not None else None
            return [pot for pot in plan.pots if pot.bonus and block in (None, _block(pot))]
        case _:
            item = f"block-{subject.name}"
    return [pot for pot in plan.pots if pot.item == item or pot.item.startswith(f"{item}/")]


def _block(pot: p.PotView) -> str:
    return pot.item.removeprefix("block-").partition("/")[0]


def overridden(example: a.Example, plan: p.Plan) -> Iterator[p.AnyStep]:
    """The plan's steps, but for those in the place of which the example gives an amount."""
    by_id = {step.id: step for step in plan.steps}
    instead: dict[str, p.AnyStep] = {}
    for line in example.given:
        if line.subject.kind not in MONEY:
            continue
        for said in line.values:
            if said.recipient is None:
                step_id = _amount(line.subject, plan)
                instead[step_id] = _stated(by_id[step_id], said)
            else:
                for step_id in steps_of(line.subject, plan, shares=False)[0]:
                    instead[step_id] = _told(by_id[step_id], line.subject)
    for step in plan.steps:
        yield instead.get(step.id, step)


def _amount(subject: a.Subject, plan: p.Plan) -> str:
    """The step that says how much there is of something in all."""
    if subject.kind == "block":
        return f"block-{subject.name}/hela-beloppet"
    pot = pots_of(subject, plan)[0]
    return pot.bonus if subject.kind == "bonuspott" and pot.bonus is not None else pot.amount


def _stated(step: p.AnyStep, said: a.Said) -> p.AnyStep:
    value = said.worth.value if isinstance(said.worth, a.Quantity) else None
    return p.Amount(id=step.id, unit=step.unit, value=value, origin=step.origin)


def _told(step: p.AnyStep, subject: a.Subject) -> p.AnyStep:
    """A step whose values the example says recipient by recipient: a key that only it has."""
    return p.KeyValue(
        id=step.id, unit=step.unit, recipients=step.recipients, key=subject.words,
        origin=step.origin,
    )  # fmt: skip
