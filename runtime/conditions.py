"""Whether conditions are met: what was assessed, what was decided, and what holds in the end.

What a recipient answers decides only where the agreement ties a condition, or a criterion, to a
question. Else it is only shown beside the assessment.
"""

from collections.abc import Iterator

from overenskommelse.calendar import swedish_date
from overenskommelse.figures import AssessmentCell, Figures
from overenskommelse.outcome import ConditionRow, FocusAreaRow
from overenskommelse.plan import ConditionView, Plan
from runtime.criteria import asked_words, criterion_met, own_answer
from runtime.values import Absent, Value


class Conditions:
    """How recipients stand to the conditions of a plan, on given figures."""

    def __init__(self, plan: Plan, figures: Figures) -> None:
        self.figures = figures
        self.conditions = {condition.name: condition for condition in plan.conditions}
        self.duties = {duty.name: duty for duty in plan.duties}
        self.criteria = {criterion.name: criterion for criterion in plan.criteria}
        self.reported = figures.reported_duties

    def holds(self, name: str, recipient: str) -> Value:
        """Whether a recipient lives up to a condition: as the payer has decided, or else as it
        was tried. Absent where an assessment is missing: that is never a silent yes."""
        verdict = (self.figures.verdicts or {}).get((recipient, name))
        return verdict.met if verdict is not None else self.tried(name, recipient)

    def tried(self, name: str, recipient: str) -> Value:
        """Whether it does by its duties, by criteria and as assessed, whatever was decided.

        A duty that no report is about, and a criterion without rates, is held to be in order,
        which a note says.
        """
        condition = self.conditions[name]
        if next(self.failings(condition, recipient), None) is not None:
            return False
        if self.untried(condition, recipient) or any(self.undated(condition, recipient)):
            return Absent.UNKNOWN
        if self.unreported(condition, recipient):
            return Absent.UNREPORTED
        return Absent.UNASSESSED if self.waiting(condition, recipient) else True

    def sources(self, name: str) -> tuple[object, ...]:
        """What of plan and data decides whether a condition is met."""
        condition, figures = self.conditions[name], self.figures
        return (
            condition,
            *(self.duties[duty] for duty in condition.duties),
            *(self.criteria[criterion] for criterion in condition.criteria),
            figures.verdicts, figures.assessments, figures.answers, figures.reports, figures.rates,
        )  # fmt: skip

    def failings(self, condition: ConditionView, recipient: str) -> Iterator[str]:
        """What of a condition a recipient does not live up to, in words."""
        yield from self._late(condition, recipient)
        yield from self._below(condition, recipient)
        for asked in condition.questions:
            if own_answer(asked, self.figures, recipient) is False:
                yield f"svaret är nej på {asked_words(asked)}"
        for what, cell in self._assessments(condition, recipient):
            if cell is not None and not cell.met:
                yield f"{what}: ”{cell.reason}”" if what else f"”{cell.reason}”"

    def waiting(self, condition: ConditionView, recipient: str) -> tuple[str, ...]:
        """What of a condition is not assessed yet: its focus areas, or the condition itself."""
        found = self._assessments(condition, recipient)
        return tuple(what or f"villkor {condition.name}" for what, cell in found if cell is None)

    def unreported(self, condition: ConditionView, recipient: str) -> tuple[str, ...]:
        """The questions that a condition hangs on and that are not answered yet."""
        return tuple(
            asked_words(asked)
            for asked in condition.questions
            if own_answer(asked, self.figures, recipient) is None
        )

    def untried(self, condition: ConditionView, recipient: str) -> tuple[str, ...]:
        """The criteria that cannot be said to be met or not: their limit is not known."""
        views = [self.criteria[name] for name in condition.criteria]
        return tuple(
            view.name
            for view in views
            if criterion_met(view, self.figures, recipient, None) is Absent.UNKNOWN
        )

    def undated(self, condition: ConditionView, recipient: str) -> Iterator[str]:
        """The duties that were reported on, in time or not: their last day is not known."""
        for name in condition.duties:
            found = (self.figures.reports or {}).get((recipient, name))
            if found is not None and found.date is not None and self.duties[name].day_unknown:
                yield name

    def assessed(self, condition: ConditionView, recipient: str) -> bool | None:
        """What the assessments that a condition rests on come to; None where one is missing."""
        cells = [cell for _, cell in self._assessments(condition, recipient)]
        if any(cell is not None and not cell.met for cell in cells):
            return False
        return True if cells and None not in cells else None

    def _assessments(
        self, condition: ConditionView, recipient: str
    ) -> list[tuple[str, AssessmentCell | None]]:
        """The assessments that a condition rests on: of its focus areas, then its own."""
        found = self.figures.assessments or {}
        areas = [(f"fokusområde {name}", found.get((recipient, name))) for name in condition.areas]
        own = [("", found.get((recipient, condition.name)))] if condition.assessor else []
        return [*areas, *own]

    def _late(self, condition: ConditionView, recipient: str) -> Iterator[str]:
        for name in condition.duties:
            if name not in self.reported:
                continue
            found = (self.figures.reports or {}).get((recipient, name))
            last_day = self.duties[name].last_day
            if found is None or found.date is None:
                yield f"skyldighet {name} är inte redovisad"
            elif last_day is not None and found.date > last_day:
                yield f"skyldighet {name} redovisades {swedish_date(found.date)}"

    def _below(self, condition: ConditionView, recipient: str) -> Iterator[str]:
        rates = self.figures.rates or {}
        for name in condition.criteria:
            view = self.criteria[name]
            months = view.period or (None,)
            failed = [m for m in months if criterion_met(view, self.figures, recipient, m) is False]
            for month in failed:
                if month is not None and view.unknown is None and (name, recipient, month) in rates:
                    yield f"kriterium {name} är inte uppfyllt i {month.swedish}"
                elif view.answered is not None:
                    yield f"kriterium {name}: svaret är nej på {asked_words(view.answered)}"
                    break  # It is the same no in every month.


# Rows to show --------------------------------------------------------------------------------


def area_rows(plan: Plan, figures: Figures) -> Iterator[FocusAreaRow]:
    """How everybody stands to every focus area, area by area."""
    for area in plan.areas:
        for code, _ in plan.group(area.recipients).members:
            cell = (figures.assessments or {}).get((code, area.name))
            yield FocusAreaRow(
                area=area.name,
                title=area.title,
                recipient=code,
                answers=None if figures.answers is None else tuple(
                    (question.name, found.answer if found is not None else None)
                    for question in area.questions
                    for found in [figures.answers.get((code, area.name, question.name))]
                ),
                assessed=cell.met if cell is not None else None,
                reason=cell.reason if cell is not None else "",
                facts=tuple(question.name for question in area.questions if question.is_fact),
            )  # fmt: skip


def condition_rows(plan: Plan, figures: Figures) -> Iterator[ConditionRow]:
    """How everybody stands to every condition, condition by condition."""
    conditions = Conditions(plan, figures)
    for view in plan.conditions:
        for code, _ in plan.group(view.recipients).members:
            own = (figures.assessments or {}).get((code, view.name))
            verdict = (figures.verdicts or {}).get((code, view.name))
            yield ConditionRow(
                condition=view.name,
                title=view.title,
                recipient=code,
                assessed=conditions.assessed(view, code),
                reason=own.reason if own is not None else "",
                tried=_known(conditions.tried(view.name, code)),
                decided=verdict.met if verdict is not None else None,
                decision_reason=verdict.reason if verdict is not None else "",
                met=_known(conditions.holds(view.name, code)),
                because=tuple(conditions.failings(view, code)),
                waiting=conditions.waiting(view, code),
                undated=tuple(conditions.undated(view, code)),
                failure=view.failure,
                unreported=conditions.unreported(view, code),
                untried=conditions.untried(view, code),
            )


def _known(value: Value) -> bool | None:
    return None if isinstance(value, Absent) else bool(value)
