"""A plan with some of its steps changed: what is evaluated to see what a change does."""

from collections.abc import Mapping

from attrs import evolve

from overenskommelse.plan import AnyStep, Plan
from overenskommelse.steps import reads


class Dangling(ValueError):
    """Steps that cannot be put in computing order.

    Attributes:
        missing: A step and what it reads, where that is not there.
        circular: Steps that read each other, in a ring.
    """

    def __init__(
        self, missing: tuple[tuple[str, str], ...] = (), circular: tuple[str, ...] = ()
    ) -> None:
        super().__init__("a step reads what is not there" if missing else "steps in a ring")
        self.missing = missing
        self.circular = circular


def in_their_places(plan: Plan, changes: Mapping[str, AnyStep | None]) -> bool:
    """Whether the changes replace steps by others that read the same: the order is kept then."""
    changed = [(step, changes[step.id]) for step in plan.steps if step.id in changes]
    return len(changed) == len(changes) and all(
        now is not None and tuple(reads(was)) == tuple(reads(now)) for was, now in changed
    )


def merged(plan: Plan, changes: Mapping[str, AnyStep | None]) -> Plan:
    """A plan with other steps in the place of its own; None takes a step away, a new id adds one.

    Steps keep the plan's order. An added step comes just before the first that reads it, and one
    that no step reads comes last. What an outcome shows of the steps is the plan's own, so that a
    step which that shows must be there still for the outcome to be made.

    Raises:
        Dangling: a step would read what is not there, or itself.
    """
    if in_their_places(plan, changes):
        changed = (changes.get(step.id) or step for step in plan.steps)
        return evolve(plan, steps=tuple(changed))
    known = {step.id: changes.get(step.id, step) for step in plan.steps} | dict(changes)
    steps = {step_id: step for step_id, step in known.items() if step is not None}
    read = {step_id: tuple(reads(step)) for step_id, step in steps.items()}
    missing = tuple(
        (i, other) for i, others in read.items() for other in others if other not in read
    )
    if missing:
        raise Dangling(missing=missing)
    return evolve(plan, steps=tuple(steps[step_id] for step_id in _in_order(read)))


def _in_order(read: Mapping[str, tuple[str, ...]]) -> list[str]:
    """The steps as they come, but each after what it reads."""
    done: dict[str, None] = {}
    for first in read:
        # The steps that wait for each other, the one that is needed soonest last.
        waiting = {first: None} if first not in done else {}
        while waiting:
            step_id = next(reversed(waiting))
            needed = next((other for other in read[step_id] if other not in done), None)
            if needed is None:
                del waiting[step_id]
                done[step_id] = None
            elif needed in waiting:
                ring = list(waiting)
                raise Dangling(circular=tuple(ring[ring.index(needed) :]))
            else:
                waiting[needed] = None
    return list(done)
