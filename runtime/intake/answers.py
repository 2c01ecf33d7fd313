"""Tables of what recipients report: their answers to the questions of the focus areas."""

from typing import Final

from overenskommelse import condition_codes as codes
from overenskommelse.duties import AnswerKind
from overenskommelse.figures import AnswerCell
from overenskommelse.plan import FocusAreaView, QuestionView
from overenskommelse.regions import folded
from runtime.intake.cells import is_missing, trimmed
from runtime.intake.faults import Unreadable, shown
from runtime.intake.naming import Names
from runtime.intake.task import Rows, Task

AREA_COLUMN: Final = "fokusområde"
QUESTION_COLUMN: Final = "fråga"
ANSWER_COLUMN: Final = "svar"

YES_OR_NO: Final = {"ja": True, "nej": False}


def read_answers(task: Task) -> None:
    """Read what each recipient has answered. An empty cell is a question not yet answered."""
    areas = Names.of("ett fokusområde", codes.UNKNOWN_AREA, task.plan.areas)
    questions = {
        area.name: Names.of("en fråga", codes.UNKNOWN_QUESTION, area.questions)
        for area in task.plan.areas
    }
    rows = Rows(task, task.recipients(task.plan.groups))
    for code, row, cells in rows:
        area = areas.find(task, AREA_COLUMN, row, cells)
        if area is None:
            task.gathered.unread_answers.add((code, None))
            continue
        question = questions[area.name].find(task, QUESTION_COLUMN, row, cells, area=area.name)
        if not rows.belongs(code, area.recipients, row, f"fokusområdet {area.name}"):
            continue
        if question is None or not _read(task, rows, area, question, code, row, cells):
            task.gathered.unread_answers.add((code, area.name))


def _read(
    task: Task, rows: Rows, area: FocusAreaView, question: QuestionView, code: str, row: int,
    cells: list[str],
) -> bool:  # fmt: skip
    """Read one answer; False, with a diagnostic, if that cannot be done."""
    answer = _answer(area, question, cells[task.table.at(ANSWER_COLUMN)])
    if isinstance(answer, Unreadable):
        task.faults.refuse(answer, row, task.header(ANSWER_COLUMN))
    key = ("answer", code, area.name, question.name)
    what = f"svaret på frågan {question.name} i fokusområde {area.name} från {rows.name(code)}"
    if not task.gathered.is_new(key, task.faults, row, what) or isinstance(answer, Unreadable):
        return False
    if answer is not None:
        place = task.gathered.places[key]
        task.gathered.answers[code, area.name, question.name] = AnswerCell(answer, place)
    return True


def _answer(
    area: FocusAreaView, question: QuestionView, cell: str
) -> bool | str | Unreadable | None:
    """What a cell answers to a question, None for nothing."""
    if is_missing(cell):
        return None
    yes = YES_OR_NO.get(folded(cell))
    words = {"question": question.name, "area": area.name, "found": shown(trimmed(cell))}
    if question.kind in (AnswerKind.YES_OR_NO.value, AnswerKind.FACT.value):
        return yes if yes is not None else Unreadable(codes.NOT_AN_ANSWER, words)
    if question.kind == AnswerKind.ATTACHMENT.value and yes is not None:
        return Unreadable(codes.NOT_A_FILE, words)
    return trimmed(cell)
