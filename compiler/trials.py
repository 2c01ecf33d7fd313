"""Examples to trials: of each a plan of what it asks for alone, and the figures that it gives.

An example is computed as the agreement is, by the same steps. It is about the recipients that it
names and nobody else; where it names none, about one that has no name. What it gives takes the
place of the step that computes it. What a result needs and the example does not say is not known,
and so the result is not, unless it is the same whatever that is.
"""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Final

from attrs import evolve, frozen

from compiler.lower import lower
from compiler.readings import chosen, resolve
from compiler.stepper import origin_of
from compiler.trial_figures import Gathered, gathered
from compiler.trial_steps import overridden, steps_of
from overenskommelse import agreement as a
from overenskommelse import plan as p
from overenskommelse.diagnostics import Report
from overenskommelse.examples import State
from overenskommelse.money import Rest
from overenskommelse.regions import find as find_region
from overenskommelse.trials import Expected, Result, Trial

NOBODY_NAMED: Final = ("mottagaren", "mottagaren")
"""Code and name of the one recipient of an example that names none."""


def trials(agreement: a.Agreement, plan: p.Plan) -> list[Trial]:
    """All examples of an agreement that is right, each under the readings that it says.

    Args:
        agreement: The agreement.
        plan: Its plan under the readings that hold where an example says nothing.
    """
    in_force = {choice.name: choice.used for choice in plan.choices}
    plans = {tuple(in_force.items()): plan}
    made: list[Trial] = []
    for example in agreement.examples:
        chosen_here = in_force | choices(example)
        key = tuple(chosen_here.items())
        if key not in plans:
            used = chosen(agreement, chosen_here, Report())
            resolved = resolve(agreement, used)
            plans[key] = lower(agreement, resolved, used, plan.source_sha256)
        made.append(trial_of(example, plans[key]))
    return made


def trial_of(example: a.Example, plan: p.Plan) -> Trial:
    """What an example asks for, to be computed.

    Args:
        example: An example that has passed its checks.
        plan: The agreement's plan, under the readings that the example goes by.
    """
    groups = tuple(_named(group, set(_names(example))) for group in plan.groups)
    here = evolve(plan, groups=groups)
    given = gathered(example, here)
    steps = {step.id: step for step in overridden(example, here)}
    wanted: list[_Wanted] = []
    for line in example.gives:
        for said in line.values:
            shares = isinstance(said.worth, a.Quantity) and said.worth.unit is a.Unit.PERCENT
            found, added = steps_of(line.subject, here, shares)
            steps |= {step.id: step for step in added}
            wanted.append(_Wanted(line, said, found))
    known = {i: _known(step, given, here) for i, step in steps.items()}
    needed = _needed(known, [i for want in wanted for i in want.steps])
    return Trial(
        title=example.title,
        origin=origin_of(example, f"exempel ”{example.title}”"),
        plan=evolve(here, steps=tuple(known[i] for i in known if i in needed)),
        figures=given.figures,
        expected=tuple(_expected(want, here, steps, known) for want in wanted),
    )


@frozen
class _Wanted:
    """A value that an example says that some steps give."""

    line: a.ExampleLine
    said: a.Said
    steps: tuple[str, ...]


def choices(example: a.Example) -> dict[str, str]:
    """The readings that an example is about, where it says so."""
    return {
        line.subject.name: said.worth.name
        for line in example.given
        for said in line.values
        if line.subject.kind == "tolkning" and isinstance(said.worth, a.Reference)
    }


def _names(example: a.Example) -> Iterator[str]:
    for line in (*example.given, *example.gives):
        yield from (said.recipient.name for said in line.values if said.recipient is not None)


def _named(group: p.Group, names: set[str]) -> p.Group:
    """A group with only those of its members that are named."""
    codes = {find_region(name) for name in names}
    kept = tuple(m for m in group.members if m[1] in names or m[0] in codes)
    alone = group.members if len(group.members) == 1 else (NOBODY_NAMED,)
    return evolve(group, members=kept or alone)


def _known(step: p.AnyStep, given: Gathered, plan: p.Plan) -> p.AnyStep:
    """A step as it can be computed: what it takes from data that the example lacks is not known."""
    match step:
        case p.Count() if (step.measure, step.shift) not in given.counted:
            return _not_said(step)
        case p.KeyValue():
            values = given.figures.keys.get(step.key, {})
            members = plan.group(step.recipients).members if step.recipients else ()
            return step if all(code in values for code, _ in members) else _not_said(step)
        case p.Allotted() if step.rest is not None and step.recipients is not None:
            return evolve(step, rest=_own(step.rest, plan.group(step.recipients)))
    return step


def _own(rest: Rest, group: p.Group) -> Rest:
    """A rule for the rest without the adjustments of recipients that are not there."""
    codes = {code for code, _ in group.members}
    return evolve(rest, adjustments=tuple(x for x in rest.adjustments if x[0] in codes))


def _not_said(step: p.AnyStep) -> p.AnyStep:
    return p.Amount(
        id=step.id, unit=step.unit, recipients=step.recipients, months=step.months,
        origin=step.origin, value=None,
    )  # fmt: skip


def _needed(steps: Mapping[str, p.AnyStep], wanted: list[str]) -> set[str]:
    """The steps that some follow from, themselves included."""
    found: set[str] = set()
    todo = list(wanted)
    while todo:
        step_id = todo.pop()
        if step_id not in found:
            found.add(step_id)
            todo += p.reads(steps[step_id])
    return found


def _expected(
    want: _Wanted,
    plan: p.Plan,
    steps: Mapping[str, p.AnyStep],
    known: Mapping[str, p.AnyStep],
) -> Expected:
    said, subject = want.said, want.line.subject
    value: Result = said.worth.value if isinstance(said.worth, State) else Fraction(0)
    unit = a.Unit.NUMBER
    if isinstance(said.worth, a.Quantity):
        value, unit = said.worth.value, said.worth.unit
    elif subject.kind not in ("villkor", "krav"):
        unit = a.Unit.KRONOR
    name = said.recipient.name if said.recipient is not None else ""
    unsaid = [steps[i] for i in _needed(known, list(want.steps)) if steps[i] is not known[i]]
    return Expected(
        what=f"{subject.words}, {name}" if name else subject.words,
        origin=origin_of(want.line, "exempel"),
        value=value,
        unit=unit,
        steps=want.steps,
        recipient=_code(name, plan) if name else None,
        months=subject.period,
        unsaid=tuple(sorted({_speaking(step) for step in unsaid} - {""})),
    )


def _code(name: str, plan: p.Plan) -> str:
    members = (member for group in plan.groups for member in group.members)
    return next(code for code, own in members if own == name or code == find_region(name))


def _speaking(step: p.AnyStep) -> str:
    """What an example would have to say for a step to be known."""
    match step:
        case p.Count():
            return f"mått {step.measure}" + (" föregående år" if step.shift else "")
        case p.KeyValue():
            return f"nyckel {step.key}" if step.id.startswith("nyckel/") else step.key
    return ""
