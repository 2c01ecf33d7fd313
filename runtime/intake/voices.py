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
    """A yes needs a reason where it accepts what the recipient, or the assessment, said no to."""
    although = ""
    if yes.decided:
        condition = next(c for c in plan.conditions if c.name == yes.name)
        asked = (condition.name, *condition.areas)
        found = (gathered.assessments.get((yes.recipient, name)) for name in asked)
        if any(cell is not None and not cell.met for cell in found):
            although = ", fast bedömningen är nej"
    else:
        refused = [
            question for (code, area, question), cell in gathered.answers.items()
            if (code, area) == (yes.recipient, yes.name) and cell.answer is False
        ]  # fmt: skip
        if refused:
            although = f", fast svaret är nej på {listed(refused)}"
    if although:
        yes.faults.add(
            codes.REASON_MISSING, yes.row, yes.column, what=yes.what, found="ja",
            although=although,
        )  # fmt: skip


def _note_unanswered(plan: Plan, gathered: Gathered, report: Report) -> None:
    """Those who lack the same answers are told together."""
    alike: dict[_Questions, list[str]] = {}
    for code, name in dict(member for group in plan.groups for member in group.members).items():
        lacking = _lacking(code, plan, gathered)
        if lacking:
            alike.setdefault(lacking, []).append(name)
    files = gathered.files_of(ANSWERS)
    place = Cell(files[0]) if len(files) == 1 else None
    asked = {area.name: tuple(q.name for q in area.questions) for area in plan.areas}
    for lacking, names in alike.items():
        words = [
            f"någon fråga i {area}" if questions == asked[area]
            else f"{listed(questions)} i {area}"
            for area, questions in lacking
        ]  # fmt: skip
        report.add(codes.UNANSWERED, place, names=listed(names), what=", ".join(words))


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
