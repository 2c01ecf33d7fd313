"""What explaining stands on: a plan, its figures, and the tables of one evaluation."""

from collections.abc import Mapping

from overenskommelse import plan as p
from overenskommelse.clauses import Unit
from overenskommelse.figures import Figures
from runtime.conditions import Conditions
from runtime.values import Absent, Place, Table, Value

_ANSWERS = p.Compared | p.AnyOf | p.Reported | p.Fulfilled
_SHARES = p.Tiered | p.Granted | p.Chosen


class Ground:
    """Looks values up, and knows what they count."""

    def __init__(self, plan: p.Plan, figures: Figures, tables: Mapping[str, Table]) -> None:
        self.plan = plan
        self.figures = figures
        self.tables = tables
        self.steps = {step.id: step for step in plan.steps}
        self.members = {g.name: [code for code, _ in g.members] for g in plan.groups}
        self.people = {code: name for g in plan.groups for code, name in g.members}
        self.conditions = Conditions(plan, figures)
        self.cells = {view.amount: view for view in plan.requirements}
        self.shares = _shares(plan)
        self.shifts = _shifts(plan)
        self.decimals = _decimals(plan)

    def within(self, step_id: str, place: Place) -> Place:
        """A place as a step has it, which may lack a dimension."""
        step = self.steps[step_id]
        recipient, month = place
        return (
            recipient if step.recipients is not None else None,
            month if step.months is not None else None,
        )

    def value(self, step_id: str, place: Place) -> Value:
        """A step's value at a place."""
        return self.tables[step_id][self.within(step_id, place)]

    def known(self, step_id: str, place: Place) -> bool:
        """Whether there is a value."""
        return not isinstance(self.value(step_id, place), Absent)


def _shares(plan: p.Plan) -> frozenset[str]:
    """The steps whose values are parts of one."""
    found: set[str] = set()
    answers: set[str] = set()
    for step in plan.steps:
        if isinstance(step, _ANSWERS):
            answers.add(step.id)
        product = isinstance(step, p.Product) and step.unit is Unit.NUMBER
        if isinstance(step, _SHARES) or (product and {*p.reads(step)} <= found | answers):
            found.add(step.id)
    return frozenset(found)


def _shifts(plan: p.Plan) -> dict[str, int]:
    """How many months away the data of a step is, where that is the same for all of it."""
    found: dict[str, int] = {}
    for step in plan.steps:
        if isinstance(step, p.Count):
            found[step.id] = step.shift
        elif isinstance(step, p.Level | p.Rounded | p.Summed):
            shifts = {found.get(i, 0) for i in p.reads(step)}
            found[step.id] = shifts.pop() if len(shifts) == 1 else 0
    return found


def _decimals(plan: p.Plan) -> dict[str, int]:
    """How many decimals the values of a step are rounded to, where a clause says it."""
    found: dict[str, int] = {}
    for step in plan.steps:
        if isinstance(step, p.Rounded) and step.to.numerator == 1:
            found[step.id] = len(str(step.to.denominator)) - 1
        elif isinstance(step, p.Difference) and {step.of, step.minus} <= found.keys():
            found[step.id] = max(found[step.of], found[step.minus])
    return found
