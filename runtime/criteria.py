"""Whether reporting criteria are met: by the figures, and where there are none by what recipients
answer themselves, if the agreement lets a no of theirs count."""

from fractions import Fraction

from overenskommelse.calendar import Month
from overenskommelse.figures import Figures
from overenskommelse.plan import AskedView, CriterionView
from runtime.values import Absent, Value


def criterion_met(
    view: CriterionView, figures: Figures, recipient: str, month: Month | None
) -> Value:
    """Whether a recipient meets a criterion in a month; held to be so where nothing denies it."""
    value = (figures.rates or {}).get((view.name, recipient, month)) if month else None
    if value is not None and view.unknown is None:
        return meets_criterion(view, value)
    answer = own_answer(view.answered, figures, recipient) if view.refuses else None
    if answer is not None:
        return answer
    return Absent.UNKNOWN if view.unknown is not None else True


def meets_criterion(view: CriterionView, value: Fraction) -> Value:
    """Whether a reported rate is high enough, or a report in time."""
    if view.unknown is not None:
        return Absent.UNKNOWN
    if view.least is not None:
        return value >= view.least
    return view.weeks is None or value <= view.weeks


def own_answer(asked: AskedView | None, figures: Figures, recipient: str) -> bool | None:
    """What a recipient itself answers to a question; None where it has not said."""
    if asked is None:
        return None
    cell = (figures.answers or {}).get((recipient, asked.area, asked.question))
    return cell.answer if cell is not None and isinstance(cell.answer, bool) else None


def asked_words(asked: AskedView) -> str:
    """``frågan svarsfrekvens i fokusområde register``."""
    return f"frågan {asked.question} i fokusområde {asked.area}"
