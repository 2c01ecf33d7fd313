"""Examples that an author may lack: candidates at the limits of everything that a plan decides.

They are written as clauses. Which of them reach something new, and what they give, is seen when
they are tried (`overenskommelse.cli.trial_suggest`); so there are more of them than will be kept.
"""

import datetime
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final

from attrs import field, frozen

from compiler.suggest_measured import of_requirement
from overenskommelse import limits
from overenskommelse import plan as p
from overenskommelse.calendar import swedish_date
from overenskommelse.saying import Saying

_DAY: Final = datetime.timedelta(days=1)
_STATES: Final = ("uppfyllt", "inte uppfyllt", "inte bedömt")
_ANSWERS: Final = ("ja", "nej", "inget svar")


@frozen(repr=False, eq=False)
class Candidate(Saying):
    """An example without its results.

    Attributes:
        title: What it shows.
        given: What stands after each ``givet``.
        subject: What ``ger`` is about.
        names: Whom it gives something, if it says so one by one.
        unit: What it gives is written so: ``%``, ``kr``, or a state.
    """

    title: str
    given: Sequence[str]
    subject: str
    unit: str
    names: Sequence[str] = field(default=())


def candidates(plan: p.Plan) -> list[Candidate]:
    """Examples at the limits of a plan; their subjects are there, but not all can be said."""
    return list(islice(_all(plan), limits.SUGGESTIONS))


def _all(plan: p.Plan) -> Iterator[Candidate]:
    blocks = [view.item for view in plan.requirements]
    for view in plan.requirements:
        several = sum(v.number == view.number for v in plan.requirements) > 1
        where = f" i {_item(view.item)}" if several and len(set(blocks)) > 1 else ""
        subject = f"krav {view.number}{where}"
        for title, given in of_requirement(view, plan):
            yield Candidate(f"Krav {view.number}, {title}", given, subject, "%")
    for pot in plan.pots:
        yield from _of_pot(pot, plan)
    for condition in plan.conditions:
        yield from _of_condition(condition, plan)
    yield from _requisitions(plan)


def _item(item: str) -> str:
    """``block-2/bup`` as examples say it: ``post bup i block 2``."""
    whole, _, part = item.partition("/")
    kind, _, name = whole.partition("-")
    return f"post {part} i {kind} {name}" if part else f"{kind} {name}"


def _names(group: str, plan: p.Plan) -> list[str]:
    """Some recipients of a group; none where it is a single one."""
    members = plan.group(group).members
    return [name for _, name in members[:3]] if len(members) > 1 else []


def _said(names: Sequence[str], values: Sequence[str]) -> str:
    return ", ".join(f'"{name}" {value}' for name, value in zip(names, values, strict=False))


def _of_pot(pot: p.PotView, plan: p.Plan) -> Iterator[Candidate]:
    """A division that does not come out even, and one in which decimal parts are equal."""
    steps = {step.id: step for step in plan.steps}
    earned = steps[pot.earned]
    subject = _item(pot.item)
    names = _names(earned.recipients, plan) if earned.recipients else []
    if isinstance(earned, p.Allotted) and len(names) > 1:
        keys = [s.key for i in p.reads(earned) if isinstance(s := steps[i], p.KeyValue)]
        for amount, weights in (("100 kr", "542"), ("4 kr", "53")):
            given = [f"nyckel {key}: {_said(names, weights)}" for key in dict.fromkeys(keys)]
            yield Candidate(
                f"{subject.capitalize()}, {amount} som inte går jämnt ut",
                [f"{subject}: {amount}", *given], subject, "kr", names[: len(weights)],
            )  # fmt: skip
    if pot.bonus and len(names) > 1 and "/" not in pot.item:
        several = sum(bool(other.bonus) for other in plan.pots) > 1
        bonus = f"bonuspott i {subject}" if several else "bonuspott"
        for title, earnings in (
            ("efter det som har förtjänats", ["300 kr", "100 kr", "0 kr"]),
            ("som inte går jämnt ut", ["500 kr", "300 kr", "100 kr"]),
            ("när ingen har förtjänat något", ["0 kr"] * 3),
        ):
            given = [f"{subject}: 1 000 kr", f"{subject}: {_said(names, earnings)}"]
            yield Candidate(f"Bonuspotten {title}", given, bonus, "kr", names)


def _of_condition(view: p.ConditionView, plan: p.Plan) -> Iterator[Candidate]:
    """A condition that is met, one that is not, and one that nobody has assessed; the same of
    each answer that it hangs on."""
    names = _names(view.recipients, plan)
    if len(names) < len(_STATES):
        return
    called = f"villkor {view.name}"
    asked = [f"fråga {one.question} i fokusområde {one.area}" for one in plan.asked_by(view)]
    yes = [f"{question}: ja" for question in asked]
    subjects = [f"fokusområde {area}" for area in view.areas] or [called]
    if view.areas or view.assessor or not asked:
        rest = ["samtliga fokusområden: uppfyllt"] if len(subjects) > 1 else []
        yield Candidate(
            f"Villkoret {view.name} uppfyllt, inte uppfyllt, inte bedömt",
            [f"{subjects[0]}: {_said(names, _STATES)}", *rest, *yes], called, "uppfyllt", names,
        )  # fmt: skip
    met = ["samtliga fokusområden: uppfyllt"] if view.areas else []
    met += [f"{called}: uppfyllt"] if view.assessor else []
    for i, question in enumerate(asked):
        others = [*yes[:i], *yes[i + 1 :]]
        yield Candidate(
            f"Villkoret {view.name} efter svaret på {question}",
            [f"{question}: {_said(names, _ANSWERS)}", *others, *met], called, "uppfyllt", names,
        )  # fmt: skip


def _requisitions(plan: p.Plan) -> Iterator[Candidate]:
    """A requisition on the last day, and one the day after."""
    subject = "utbetalning på rekvisition"
    paid = [s for s in plan.steps if isinstance(s, p.Paid) and s.requisition and s.recipients]
    for step in paid:
        names = _names(step.recipients or "", plan)
        if step.last_day is not None and len(names) > 1:
            days = [swedish_date(step.last_day), swedish_date(step.last_day + _DAY)]
            keys = [f"nyckel {key}: 1" for key in dict.fromkeys(k.name for k in plan.keys)]
            yield Candidate(
                "Rekvirerat på sista dagen, och dagen efter",
                [f"{subject}: {_said(names, days)}", *keys], subject, "kr", names[:2],
            )  # fmt: skip
            return
