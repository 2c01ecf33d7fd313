"""Questions that conditions and criteria hang on: they are asked, of the same recipients, and can
be answered with a no."""

from collections.abc import Iterator

from compiler.checks.draft import Draft, head
from overenskommelse import agreement as a
from overenskommelse import codes
from overenskommelse import condition_codes as conditions
from overenskommelse.diagnostics import Label, Report
from overenskommelse.text import closest, listed, visible


def check_questions(draft: Draft, report: Report) -> None:
    """Questions that do not exist, that no answer can refuse, or that others are asked."""
    if not draft.whole("focus_area", "question", "criterion", "condition"):
        return
    areas = {area.name: area for area in draft.agreement.areas}
    for clause, statement, asked in _asking(draft.agreement):
        area = areas.get(asked.area.name)
        if area is None:  # `names` tells of it.
            continue
        _answerable(statement, asked, area, report)
        if area.who.name != clause.who.name:
            report.add(
                codes.DEMANDED_OF_OTHERS, asked.span, statement=statement, who=clause.who.name,
                what=f"fokusområde {area.name}", others=area.who.name,
                labels=[Label(head(area), f"fokusområde {area.name} gäller {area.who.name}")],
            )  # fmt: skip


def _asking(agreement: a.Agreement) -> Iterator[tuple[a.Condition | a.Criterion, str, a.Asked]]:
    """Every question that something hangs on, with what does."""
    for condition in agreement.conditions:
        for asked in condition.questions:
            yield condition, f"villkor {condition.name}", asked
    for criterion in agreement.criteria:
        if criterion.answered is not None:
            yield criterion, f"kriterium {criterion.name}", criterion.answered.question


def _answerable(statement: str, asked: a.Asked, area: a.FocusArea, report: Report) -> None:
    """The question is there, and a no to it says that something is not as it should be."""
    questions = {question.name: question for question in area.questions}
    fit = [q.name for q in questions.values() if q.kind is a.AnswerKind.YES_OR_NO]
    known = f"de som finns: {listed(fit)}" if fit else "lägg till en sådan:  fråga … ja eller nej"
    question = questions.get(asked.name.name)
    if question is None:
        near = closest(asked.name.name, list(questions))
        report.add(
            conditions.NO_SUCH_QUESTION, asked.name.span, statement=statement,
            question=visible(asked.name.name), area=area.name,
            guess=f". Menade du ”{near}”?" if near else "", known=known,
        )  # fmt: skip
    elif question.kind is not a.AnswerKind.YES_OR_NO:
        report.add(
            conditions.QUESTION_REFUSES_NOTHING, asked.name.span, statement=statement,
            question=question.name, kind=question.kind.value, known=known,
            labels=[Label(head(question), "frågan")],
        )  # fmt: skip
