"""Where each recipient's own values end, and money is divided between them all."""

from overenskommelse import plan as p
from overenskommelse.steps import reads


def last_of_own(plan: p.Plan) -> tuple[str, ...]:
    """The steps in which each recipient's value comes of its own counts alone, and which are paid
    or are read by a step that brings recipients together.

    A change of one recipient's counts that leaves these as they are changes nobody's kronor,
    whatever else is changed for others.
    """
    together: set[str] = set()
    last: dict[str, None] = {}
    steps = {step.id: step for step in plan.steps}
    for step in plan.steps:
        inputs = [steps[i] for i in reads(step)]
        if isinstance(step, p.Allotted) or any(_joins(step, i) or i.id in together for i in inputs):
            together.add(step.id)
            last.update((i.id, None) for i in inputs if i.id not in together)
        elif isinstance(step, p.Paid):
            last[step.id] = None
    return tuple(last)


def _joins(step: p.AnyStep, read: p.AnyStep) -> bool:
    """Whether a value comes of values of several recipients, or of another group's."""
    return read.recipients is not None and read.recipients != step.recipients
