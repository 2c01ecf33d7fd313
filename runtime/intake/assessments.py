"""Tables of assessments, and of what the payer decides: yes or no to each recipient, and why."""

from collections.abc import MutableMapping
from typing import Final

from attrs import frozen

from overenskommelse import condition_codes as codes
from overenskommelse import data_codes
from overenskommelse.figures import AssessmentCell
from overenskommelse.plan import ConditionView, FocusAreaView
from overenskommelse.regions import folded
from runtime.intake.answers import AREA_COLUMN, YES_OR_NO
from runtime.intake.cells import is_missing, trimmed
from runtime.intake.faults import shown
from runtime.intake.gathered import Unexplained
from runtime.intake.naming import Names
from runtime.intake.task import Rows, Task

CONDITION_COLUMN: Final = "villkor"
MET_COLUMN: Final = "uppfyllt"
DECIDED_COLUMN: Final = "beslut"
REASON_COLUMN: Final = "skäl"


@frozen
class _Voice:
    """What one kind of table says yes or no to, and where that goes.

    ``what`` is what a row is, in words: the assessment or the decision of something.
    """

    column: str
    says: str
    subjects: Names[ConditionView] | Names[FocusAreaView]
    which: str
    what: str
    into: MutableMapping[tuple[str, str], AssessmentCell]


def read_assessments(task: Task) -> None:
    """Read how each recipient was assessed on conditions. One without a row is not yet assessed."""
    assessed = [condition for condition in task.plan.conditions if condition.assessor]
    _read(task, _Voice(
        CONDITION_COLUMN, MET_COLUMN, Names.of("ett villkor", codes.UNKNOWN_CONDITION, assessed),
        "villkor som någon prövar", "bedömningen av villkor", task.gathered.assessments,
    ))  # fmt: skip


def read_area_assessments(task: Task) -> None:
    """Read how each recipient was assessed on focus areas."""
    areas = Names.of("ett fokusområde", codes.UNKNOWN_AREA, task.plan.areas)
    _read(task, _Voice(
        AREA_COLUMN, MET_COLUMN, areas, "fokusområde", "bedömningen av fokusområde",
        task.gathered.assessments,
    ))  # fmt: skip


def read_verdicts(task: Task) -> None:
    """Read what the payer decided of each recipient and condition."""
    conditions = Names.of("ett villkor", codes.UNKNOWN_CONDITION, task.plan.conditions)
    _read(task, _Voice(
        CONDITION_COLUMN, DECIDED_COLUMN, conditions, "villkor", "beslutet om villkor",
        task.gathered.verdicts,
    ))  # fmt: skip


def _read(task: Task, voice: _Voice) -> None:
    rows = Rows(task, task.recipients(task.plan.groups))
    for code, row, cells in rows:
        subject = voice.subjects.find(task, voice.column, row, cells, which=voice.which)
        met = _yes_or_no(task, voice.says, row, cells)
        if subject is None or met is None:
            continue
        if not rows.belongs(code, subject.recipients, row, f"{voice.which} {subject.name}"):
            continue
        what = f"{voice.what} {subject.name} för {rows.name(code)}"
        key = (voice.what, code, subject.name)
        if task.gathered.is_new(key, task.faults, row, what):
            reason = _reason(task, voice, met, what, (code, subject.name), row, cells)
            place = task.gathered.places[key]
            voice.into[code, subject.name] = AssessmentCell(met, reason, place)


def _yes_or_no(task: Task, column: str, row: int, cells: list[str]) -> bool | None:
    cell = cells[task.table.at(column)]
    answer = YES_OR_NO.get(folded(cell))
    if answer is None and is_missing(cell):
        task.faults.add(data_codes.EMPTY_CELL, row, task.header(column), what="ja eller nej")
    elif answer is None:
        task.faults.add(codes.NOT_YES_OR_NO, row, task.header(column), found=shown(trimmed(cell)))
    return answer


def _reason(
    task: Task, voice: _Voice, met: bool, what: str, key: tuple[str, str], row: int,
    cells: list[str],
) -> str:  # fmt: skip
    """The reason given. A no always needs one; whether a yes does depends on the other voices."""
    has_column = REASON_COLUMN in task.table.columns
    cell = cells[task.table.at(REASON_COLUMN)] if has_column else ""
    if not is_missing(cell):
        return trimmed(cell)
    column = task.header(REASON_COLUMN if has_column else voice.says)
    if met:
        unexplained = Unexplained(
            voice.says == DECIDED_COLUMN, *key, what, row, column, task.faults
        )
        task.gathered.unexplained.append(unexplained)
    else:
        task.faults.add(codes.REASON_MISSING, row, column, what=what, found="nej", although="")
    return ""
