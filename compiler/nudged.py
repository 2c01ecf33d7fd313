"""What becomes of an agreement that is a little changed: refused, the same, or to be tried."""

from collections.abc import Iterator, Mapping, Sequence
from enum import Enum

from attrs import evolve, frozen

from compiler.build import build
from compiler.checks import Draft, check
from compiler.lower import lower
from compiler.nudges import Nudge
from compiler.parse import parse
from compiler.readings import chosen, resolve
from compiler.trials import choices, trial_of
from compiler.verify import verify
from overenskommelse import agreement as a
from overenskommelse import plan as p
from overenskommelse.diagnostics import Report
from overenskommelse.money import Mode, Residual, Rounding
from overenskommelse.saying import Saying
from overenskommelse.source import Source
from overenskommelse.trials import Trial


class Fate(Enum):
    """What becomes of a change before any example is asked."""

    REFUSED = "stoppas av okt check"
    SAME = "ändrar inget som räknas"
    BEYOND = "ändrar det som inget exempel kan säga"
    TO_BE_TRIED = "prövas av exemplen"


@frozen(repr=False, eq=False)
class _Examples(Saying):
    """Examples that go by the same readings, and what those make of the agreement as it is."""

    choices: Mapping[str, str]
    plan: p.Plan
    trials: Sequence[tuple[a.Example, Trial]]


class Nudging:
    """An agreement whose changes are asked after, one by one."""

    def __init__(self, agreement: a.Agreement, source: Source, used: dict[str, str]) -> None:
        """Reads the file again, as `check` wants it: an agreement that has passed its checks.

        Args:
            agreement: The agreement.
            source: Its text.
            used: Other readings than those in force, where an example says none.
        """
        self._source = source
        self._parsed = parse(source, Report())
        self._built = build(source, self._parsed, Report())
        by_choices: dict[tuple[tuple[str, str], ...], list[a.Example]] = {tuple(used.items()): []}
        for example in agreement.examples:
            by_choices.setdefault(tuple((used | choices(example)).items()), []).append(example)
        self._groups = [
            self._examples(agreement, dict(key), examples) for key, examples in by_choices.items()
        ]

    def fate(self, nudge: Nudge) -> Fate:
        """What becomes of a change before any example is asked."""
        report = Report()
        check(Draft(nudge.agreement, self._built, self._source, self._parsed), report)
        if report.failed:
            return Fate.REFUSED
        plan = _lowered(nudge.agreement, self._groups[0].choices)
        if plan is None or verify(plan):
            return Fate.REFUSED
        base = self._groups[0].plan
        changed = _changed(base, plan)
        if _asked(base) != _asked(plan):
            return Fate.TO_BE_TRIED
        if not changed:
            return Fate.SAME
        steps = {step.id: step for own in (base, plan) for step in own.steps}
        # What is paid back follows from what was used, and examples do not speak of that.
        beyond = all(isinstance(steps[i], p.Repaid) for i in changed)
        return Fate.BEYOND if beyond else Fate.TO_BE_TRIED

    def trials(self, nudge: Nudge) -> Iterator[Trial]:
        """The examples that may notice a change, as it makes them."""
        for group in self._groups:
            plan = _lowered(nudge.agreement, group.choices) if group.trials else None
            if plan is None:
                continue
            changed = _changed(group.plan, plan)
            asked = _asked(group.plan) != _asked(plan)
            for example, trial in group.trials:
                if asked or not changed.isdisjoint(step.id for step in trial.plan.steps):
                    yield trial_of(example, plan)

    def _examples(
        self, agreement: a.Agreement, here: Mapping[str, str], examples: Sequence[a.Example]
    ) -> _Examples:
        plan = _lowered(agreement, here)
        if plan is None:
            raise ValueError("an example goes by readings that the agreement does not have")
        return _Examples(here, plan, [(example, trial_of(example, plan)) for example in examples])


def _lowered(agreement: a.Agreement, choices: Mapping[str, str]) -> p.Plan | None:
    report = Report()
    used = chosen(agreement, choices, report)
    if report.failed:
        return None
    return lower(agreement, resolve(agreement, used), used, "")


def _changed(old: p.Plan, new: p.Plan) -> set[str]:
    """The ids of the steps that are not the same in both."""
    before, after = ({step.id: step for step in plan.steps} for plan in (old, new))
    both = before.keys() & after.keys()
    other = {i for i in both if _sense(before[i]) != _sense(after[i])}
    return other | (before.keys() ^ after.keys())


def _sense(step: p.AnyStep) -> p.AnyStep:
    """A step as it computes. With the rest to the largest decimal parts it is the same whether
    each part was first rounded up, down or to the nearest: each gets its whole units, and the
    largest decimal parts the rest (Hamilton's method). Only halves to even can differ, in a tie.
    """
    if not isinstance(step, p.Allotted) or step.rounding is None or step.rest is None:
        return step
    nearest = step.rounding.mode is Mode.HALF_EVEN
    if nearest or step.rest.kind is not Residual.LARGEST_REMAINDER:
        return step
    return evolve(step, rounding=Rounding(step.rounding.unit, Mode.DOWN))


def _asked(plan: p.Plan) -> tuple[object, ...]:
    """What conditions and criteria on which money hangs ask for: it stands in no step."""
    # By when somebody decides is for the calendar: it changes no money.
    conditions = [
        evolve(view, origin=p.Origin(), title="", last_day=None, day_unknown=False)
        for view in plan.conditions
    ]
    reported = {step.criterion for step in plan.steps if isinstance(step, p.Reported)}
    criteria = reported | {name for condition in conditions for name in condition.criteria}
    duties = {name for condition in conditions for name in condition.duties}
    return (
        conditions,
        [
            (view.least, view.weeks, view.answered, view.refuses)
            for view in plan.criteria
            if view.name in criteria
        ],
        [view.last_day for view in plan.duties if view.name in duties],
    )
