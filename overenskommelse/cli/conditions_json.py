"""Focus areas and conditions for machines: what was reported, assessed and decided, kept apart.

A voice that has not been heard is null. ``met`` is what holds in the end; of a focus area that is
the assessment.
"""

from typing import Any, Final

from overenskommelse.outcome import ConditionRow, FocusAreaRow, Outcome

_FOUND: Final = {True: "fulfilled", False: "not_fulfilled", None: None}


def conditions(outcome: Outcome) -> list[dict[str, Any]]:
    """A row for each focus area and recipient, then one for each condition and recipient."""
    return [*map(_area, outcome.areas), *map(_condition, outcome.conditions)]


def _area(row: FocusAreaRow) -> dict[str, Any]:
    return {
        "recipient": row.recipient,
        "item": f"fokusområde-{row.area}",
        "title": row.title,
        "reported": _reported(row),
        "answers": None if row.answers is None else dict(row.answers),
        "assessed": _FOUND[row.assessed],
        "reason": row.reason or None,
        "decided": None,
        "decision_reason": None,
        "met": row.assessed,
        "because": [],
        "otherwise": None,
    }


def _condition(row: ConditionRow) -> dict[str, Any]:
    return {
        "recipient": row.recipient,
        "item": f"villkor-{row.condition}",
        "title": row.title,
        "reported": None,
        "answers": None,
        "assessed": _FOUND[row.assessed],
        "reason": row.reason or None,
        "decided": _FOUND[row.decided],
        "decision_reason": row.decision_reason or None,
        "met": row.met,
        "because": list(row.because),
        "otherwise": row.failure,
    }


def _reported(row: FocusAreaRow) -> str | None:
    """What the answers come to; whether that is enough is for the assessment to say."""
    if not row.answers:
        return None
    if row.refused:
        return "no"
    if row.silent:
        return "nothing"
    return "incomplete" if row.unanswered else "yes"
