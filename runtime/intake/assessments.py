"""Tables of assessments: whether each recipient was found to live up to each condition."""

from typing import Final

from overenskommelse import data_codes as codes
from overenskommelse.figures import AssessmentCell
from overenskommelse.plan import ConditionView
from overenskommelse.regions import folded
from overenskommelse.text import listed
from runtime.intake.faults import meant, shown
from runtime.intake.task import Rows, Task

CONDITION_COLUMN: Final = "villkor"
MET_COLUMN: Final = "uppfyllt"
REASON_COLUMN: Final = "skäl"

_ANSWERS: Final = {"ja": True, "nej": False}


def read_assessments(task: Task) -> None:
    """Read how each recipient was assessed. A recipient without a row is not yet assessed."""
    conditions = {
        folded(name): condition
        for condition in task.plan.conditions
        for name in (condition.title, condition.name)
        if condition.assessor
    }
    rows = Rows(task, task.recipients(task.plan.groups))
    reason_at = task.table.at(REASON_COLUMN) if REASON_COLUMN in task.table.columns else None
    for code, row, cells in rows:
        condition = _condition(task, conditions, cells[task.table.at(CONDITION_COLUMN)], row)
        met = _answer(task, cells[task.table.at(MET_COLUMN)], row)
        if condition is None or met is None:
            continue
        name = rows.name(code)
        if code not in dict(task.plan.group(condition.recipients).members):
            task.faults.add(
                codes.WRONG_RECIPIENT, row, rows.who.column, name=name,
                what=f"villkoret {condition.name}",
            )  # fmt: skip
            continue
        key = ("assessment", code, condition.name)
        if task.gathered.is_new(key, task.faults, row, f"{condition.name} för {name}"):
            reason = cells[reason_at].strip() if reason_at is not None else ""
            place = task.gathered.places[key]
            task.gathered.assessments[code, condition.name] = AssessmentCell(met, reason, place)


def _condition(
    task: Task, conditions: dict[str, ConditionView], cell: str, row: int
) -> ConditionView | None:
    condition = conditions.get(folded(cell))
    column = task.header(CONDITION_COLUMN)
    if condition is None and not folded(cell):
        task.faults.add(codes.EMPTY_CELL, row, column, what="ett villkor")
    elif condition is None:
        names = list(dict.fromkeys(condition.name for condition in conditions.values()))
        task.faults.add(
            codes.UNKNOWN_CONDITION, row, column, guess=lambda: meant(cell, names),
            found=shown(cell), known=listed(names),
        )  # fmt: skip
    return condition


def _answer(task: Task, cell: str, row: int) -> bool | None:
    answer = _ANSWERS.get(folded(cell))
    column = task.header(MET_COLUMN)
    if answer is None and not folded(cell):
        task.faults.add(codes.EMPTY_CELL, row, column, what="ja eller nej")
    elif answer is None:
        task.faults.add(codes.NOT_YES_OR_NO, row, column, found=shown(cell))
    return answer
