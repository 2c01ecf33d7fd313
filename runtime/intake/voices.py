"""What can be said of reports, assessments and decisions only when all of them have been read."""

from overenskommelse import condition_codes as codes
from overenskommelse.diagnostics import Cell, Report
from overenskommelse.plan import Plan
from overenskommelse.text import listed
from runtime.intake.gathered import ANSWERS, Gathered, Unexplained

_Questions = tuple[tuple[str, tuple[str, ...]], ...]
"""Focus areas, each with some of its questions."""


def check_voices(plan: Plan, gathered: Gathered, report: Report) -> None:
    """Report every yes that needs a reason and has none, and which questions are not answered."""
    for unexplained in gathered.unexplained:
        _check_reason(unexplained, plan, gathered)
    if gathered.files_of(ANSWERS) and not gathered.lost:
        _note_unanswered(plan, gathered, report)


def _check_reason(yes: Unexplained, plan: Plan, gathered: Gathered) -> None:
    """A yes needs a reason where it does not follow from what was said before it."""
    against = _unassessed if yes.decided else _refused
    although = against(yes, plan, gathered)
    if although:
        yes.faults.add(
            codes.REASON_MISSING, yes.row, yes.column, what=yes.what, found="ja",
            although=f", fast {although}",
        )  # fmt: skip


def _unassessed(yes: Unexplained, plan: Plan, gathered: Gathered) -> str:
    """How the assessments go against a decision, if they do."""
    condition = next(c for c in plan.conditions if c.name == yes.name)
    asked = [*condition.areas, *([condition.name] if condition.assessor else [])]
    found = [gathered.assessments.get((yes.recipient, name)) for name in asked]
    if any(cell is not None and not cell.met for cell in found):
        return "bedömningen är nej"
    answers = [
        gathered.answers.get((yes.recipient, q.area, q.question)) for q in condition.questions
    ]
    if any(cell is not None and cell.answer is False for cell in answers):
        return "svaret är nej"
    if None in answers and not gathered.lost:
        return "det inte är redovisat"
    return "det inte är bedömt" if None in found and not gathered.lost else ""


def _refused(yes: Unexplained, plan: Plan, gathered: Gathered) -> str:
    """How the recipient's answers go against an assessment, if they do."""
    refused = [
        question.name
        for area in plan.areas
        for question in area.questions
        for cell in [gathered.answers.get((yes.recipient, area.name, question.name))]
        if area.name == yes.name and not question.is_fact
        if cell is not None and cell.answer is False
    ]
    return f"svaret är nej på {listed(refused)}" if refused else ""


def _note_unanswered(plan: Plan, gathered: Gathered, report: Report) -> None:
    """Those who lack the same answers are told together."""
    alike: dict[_Questions, list[str]] = {}
    for code, name in dict(member for group in plan.groups for member in group.members).items():
        lacking = _lacking(code, plan, gathered)
        if lacking:
            alike.setdefault(lacking, []).append(name)
    files = gathered.files_of(ANSWERS)
    place = Cell(files[0]) if len(files) == 1 else None
    asked = {a.name: tuple(q.name for q in a.questions) for a in plan.areas if a.questions}
    for lacking, names in alike.items():
        words = [
            f"någon fråga i {area}" if questions == asked[area]
            else f"{listed(questions)} i {area}"
            for area, questions in lacking
        ]  # fmt: skip
        what = "någon fråga" if dict(lacking) == asked else "; ".join(words)
        report.add(codes.UNANSWERED, place, names=listed(names), what=what)


def _lacking(code: str, plan: Plan, gathered: Gathered) -> _Questions:
    """The questions that a recipient is asked and has not answered, unless some row is unread."""
    found = []
    for area in plan.areas:
        unread = {(code, None), (code, area.name)} & gathered.unread_answers
        if unread or code not in dict(plan.group(area.recipients).members):
            continue
        questions = tuple(
            q.name for q in area.questions if (code, area.name, q.name) not in gathered.answers
        )
        if questions:
            found.append((area.name, questions))
    return tuple(found)
