"""What is to be said of conditions: where the voices differ, what is missing, what follows."""

from collections.abc import Hashable, Iterable, Iterator
from typing import Final, TypeVar

from overenskommelse import outcome_codes as codes
from overenskommelse.diagnostics import Report
from overenskommelse.figures import Figures
from overenskommelse.items import item_said
from overenskommelse.outcome import ConditionRow, FocusAreaRow, Outcome
from overenskommelse.plan import NOT_KNOWN, ConditionView
from overenskommelse.text import listed, listed_first

_YES_OR_NO: Final = {True: "ja", False: "nej"}
_Row = TypeVar("_Row", FocusAreaRow, ConditionRow)


def note_conditions(outcome: Outcome, figures: Figures, report: Report) -> None:
    """Report what was accepted, what goes against what, what is missing, and what is not met."""
    names = {code: name for group in outcome.plan.groups for code, name in group.members}
    _not_met(outcome, names, report)
    for view in outcome.plan.conditions:
        rows = [row for row in outcome.conditions if row.condition == view.name]
        _unreported(view, rows, names, report)
        _unassessed(view, rows, names, report)
        _untried(view, rows, names, report)
        _duties(view, rows, figures, names, report)
    _accepted(outcome, names, report)
    _against_report(outcome, names, report)
    _against_assessment(outcome, names, report)
    if figures.answers is None and any(area.questions for area in outcome.plan.areas):
        report.add(codes.NOTHING_REPORTED)


def _alike(rows: Iterable[tuple[Hashable, _Row]]) -> Iterator[tuple[_Row, list[str]]]:
    """Rows that say the same: the first of them, and the recipients of all."""
    found: dict[Hashable, tuple[_Row, list[str]]] = {}
    for what, row in rows:
        found.setdefault(what, (row, []))[1].append(row.recipient)
    yield from found.values()


def _who(recipients: Iterable[str], names: dict[str, str]) -> str:
    return listed_first(names[code] for code in recipients)


def _quoted(reason: str) -> str:
    return f": ”{reason}”" if reason else ""


def _not_met(outcome: Outcome, names: dict[str, str], report: Report) -> None:
    """Who does not meet a condition, why, and what follows; those of the same reason together."""
    views = {view.name: view for view in outcome.plan.conditions}
    rows = [((row.condition, _why(row)), row) for row in outcome.conditions if row.met is False]
    for row, recipients in _alike(rows):
        view = views[row.condition]
        assumed = f" – antas, tolkning {view.assumed}" if view.assumed else ""
        report.add(
            codes.CONSEQUENCE_UNKNOWN if row.failure == NOT_KNOWN else codes.CONDITION_FAILED,
            recipient=listed(names[code] for code in recipients), condition=row.condition,
            reason=f" ({_why(row)})", consequence=f"{row.failure}{assumed}",
            items=listed(map(item_said, view.items)),
        )  # fmt: skip


def _why(row: ConditionRow) -> str:
    """Why a condition is not met: as decided, or else as tried."""
    decided = f"beslutet{_quoted(row.decision_reason)}" if row.decided is False else ""
    return decided or "; ".join(row.because)


def _unreported(
    view: ConditionView, rows: list[ConditionRow], names: dict[str, str], report: Report
) -> None:
    """The answers that a condition waits for."""
    waiting = [(row.unreported, row) for row in rows if row.met is None and row.unreported]
    for row, recipients in _alike(waiting):
        report.add(
            codes.NOT_REPORTED, who=_who(recipients, names), questions=listed(row.unreported),
            condition=view.name, items=listed(map(item_said, view.items)),
        )  # fmt: skip


def _untried(
    view: ConditionView, rows: list[ConditionRow], names: dict[str, str], report: Report
) -> None:
    """The criteria that keep a condition from being tried: their limit is not known."""
    waiting = [(row.untried, row) for row in rows if row.met is None and row.untried]
    for row, recipients in _alike(waiting):
        report.add(
            codes.LIMIT_UNKNOWN, condition=view.name, who=_who(recipients, names),
            criteria=listed(f"kriterium {name}" for name in row.untried),
        )  # fmt: skip


def _unassessed(
    view: ConditionView, rows: list[ConditionRow], names: dict[str, str], report: Report
) -> None:
    own = f"villkor {view.name}"
    waiting = [(row.waiting, row) for row in rows if row.met is None and row.waiting]
    for row, recipients in _alike(waiting):
        areas = [what for what in row.waiting if what != own]
        everyone = len(recipients) == len(rows) and len(rows) > 1
        report.add(
            codes.NOT_ASSESSED, what=f"{own} ({listed(areas)})" if areas else own,
            who="någon" if everyone else _who(recipients, names),
            items=listed(map(item_said, view.items)),
        )  # fmt: skip


def _duties(
    view: ConditionView,
    rows: list[ConditionRow],
    figures: Figures,
    names: dict[str, str],
    report: Report,
) -> None:
    """The duties that nothing is known of, and those reported on by a day that is not known."""
    assumed = [name for name in view.duties if name not in figures.reported_duties]
    if assumed:
        duties = listed(f"skyldighet {name}" for name in assumed)
        report.add(codes.DUTIES_ASSUMED, duties=duties)
    for row, recipients in _alike([(row.undated, row) for row in rows if row.undated]):
        report.add(
            codes.DUTY_DAY_UNKNOWN, who=_who(recipients, names),
            duties=listed(f"skyldighet {name}" for name in row.undated),
        )  # fmt: skip


def _accepted(outcome: Outcome, names: dict[str, str], report: Report) -> None:
    """Every no that was answered and found to be enough; those of the same reason together."""
    rows = [
        ((row.area, row.refused, row.reason), row)
        for row in outcome.areas
        if row.refused and row.assessed
    ]
    for row, recipients in _alike(rows):
        report.add(
            codes.ACCEPTED, area=row.area, who=listed(names[code] for code in recipients),
            questions=listed(row.refused), reason=_quoted(row.reason),
        )  # fmt: skip


def _against_report(outcome: Outcome, names: dict[str, str], report: Report) -> None:
    """Assessments that nothing in the report speaks for, but for those that accept a no."""
    rows = [
        ((row.area, row.assessed, row.silent, row.reason), row)
        for row in outcome.areas
        if row.answers and (row.silent if row.assessed else _refused_unasked(row))
    ]
    for row, recipients in _alike(rows):
        report.add(
            codes.AGAINST_REPORT, area=row.area, who=_who(recipients, names),
            found="uppfylla" if row.assessed else "inte uppfylla",
            although="inget är redovisat" if row.silent else "inget svar talar emot det",
            reason=_quoted(row.reason),
        )  # fmt: skip


def _refused_unasked(row: FocusAreaRow) -> bool:
    """Whether it was assessed as not enough, though something was reported and none of it a no."""
    return row.assessed is False and not row.refused and not row.silent


def _against_assessment(outcome: Outcome, names: dict[str, str], report: Report) -> None:
    """Decisions that do not follow from how the condition was tried."""
    rows = [
        ((row.condition, row.decided, row.tried, row.decision_reason), row)
        for row in outcome.conditions
        if row.decided is not None and row.decided != row.tried
    ]
    for row, recipients in _alike(rows):
        unknown = "det inte är bedömt" if row.waiting else "det inte kan avgöras"
        unknown = "det inte är redovisat" if row.unreported else unknown
        report.add(
            codes.AGAINST_ASSESSMENT, condition=row.condition, who=_who(recipients, names),
            found=_YES_OR_NO[bool(row.decided)],
            although=unknown if row.tried is None else f"prövningen ger {_YES_OR_NO[row.tried]}",
            reason=_quoted(row.decision_reason),
        )  # fmt: skip
