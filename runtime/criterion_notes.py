"""What is to be said of reporting criteria that recipients have answered for themselves."""

from overenskommelse import outcome_codes as codes
from overenskommelse.diagnostics import Report
from overenskommelse.figures import Figures
from overenskommelse.plan import CriterionView, Plan
from overenskommelse.text import listed_first
from runtime.criteria import asked_words, own_answer


def note_own_answers(plan: Plan, figures: Figures, report: Report) -> set[str]:
    """Report who denies a criterion that no figures show, and which rest on answers alone.

    Returns:
        The criteria without figures of which recipients have said something.
    """
    told = set()
    rated = {name for name, _, _ in figures.rates or {}}
    for view in plan.criteria:
        members = plan.group(view.recipients).members
        answers = {code: own_answer(view.answered, figures, code) for code, _ in members}
        if not any(answer is not None for answer in answers.values()):
            continue
        denied = [name for code, name in members
                  if answers[code] is False and not _shown(view, figures, code)]  # fmt: skip
        if denied and view.answered is not None:
            report.add(
                codes.OWN_NO, criterion=view.name, who=listed_first(denied),
                question=asked_words(view.answered), consequence=_consequence(view),
            )  # fmt: skip
        if view.name not in rated and view.counts is not None and view.unknown is None:
            told.add(view.name)
            _rests_on_answers(view, members, answers, report)
    return told


def _shown(view: CriterionView, figures: Figures, recipient: str) -> bool:
    """Whether there are figures for every month of a criterion, so that no answer is needed."""
    if view.counts is None or view.unknown is not None:
        return False
    months = [(view.name, recipient, month) for month in view.period or ()]
    return bool(months) and all(key in (figures.rates or {}) for key in months)


def _consequence(view: CriterionView) -> str:
    """What a no leads to: the agreement says."""
    if not view.refuses:
        return "det avgör inget för sig, enligt överenskommelsen"
    return f"kriteriet räknas som inte uppfyllt ({view.consequence})"


def _rests_on_answers(
    view: CriterionView, members: tuple[tuple[str, str], ...], answers: dict[str, bool | None],
    report: Report,
) -> None:  # fmt: skip
    """Say whom a criterion without figures is assumed to be met by, and on what."""
    if view.answered is None:
        return
    silent = [name for code, name in members if answers[code] is None]
    also = f", och så antas också om {listed_first(silent)}, som inte har svarat" if silent else ""
    report.add(
        codes.CRITERION_BY_ANSWERS, title=view.title, question=asked_words(view.answered),
        silent=also, columns=view.name,
    )  # fmt: skip
