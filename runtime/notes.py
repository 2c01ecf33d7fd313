"""What a result rests on, in words: assumptions, what was not paid and why, what is missing."""

from collections import defaultdict
from fractions import Fraction

from overenskommelse import outcome_codes as codes
from overenskommelse.calendar import Month, Period, swedish_date
from overenskommelse.clauses import Unit
from overenskommelse.diagnostics import Report
from overenskommelse.figures import Figures
from overenskommelse.items import item_said
from overenskommelse.numbers import write_kronor, write_number
from overenskommelse.outcome import UNKNOWN, CellRow, Outcome, PaidRow, PotRow
from overenskommelse.plan import CriterionView, Paid, PotView, Repaid
from overenskommelse.text import counted, listed, listed_first
from runtime.condition_notes import note_conditions
from runtime.criteria import criterion_met
from runtime.criterion_notes import note_own_answers

_ZERO = Fraction(0)
_ALL = Fraction(100)
_PENDING = "ännu inte mätt"
_AWAITED = {"ännu inte redovisat": "ett svar", "ännu inte bedömt": "en bedömning"}
_NO_MONTH = {"requisition": "på rekvisition", "unknown": "okänd månad"}


def assumptions(outcome: Outcome, figures: Figures, report: Report) -> None:
    """Report every assumption and everything unpaid of an outcome."""
    _provenance(outcome, report)
    _readings(outcome, report)
    _unmeasured(outcome, report)
    _requisitions(outcome, figures, report)
    _unpaid(outcome, report)
    _keys(outcome, figures, report)
    _measures(outcome, report)
    _criteria(outcome, figures, report)
    note_conditions(outcome, figures, report)
    _unknown(outcome, report)
    _use(outcome, figures, report)


def _provenance(outcome: Outcome, report: Report) -> None:
    for source in outcome.provenance:
        if source.origin != "verklig":
            figure = f"{source.figure} i " if source.figure else "uppgifterna i "
            report.add(
                codes.NOT_REAL, what=f"{figure}{source.file}", origin=f"{source.origin}e",
                words=f": {source.words}" if source.words else "",
            )  # fmt: skip


def _readings(outcome: Outcome, report: Report) -> None:
    """What is taken where the text is not known: as the agreement assumes, or as was chosen."""
    unknown = [choice for choice in outcome.plan.choices if choice.assumed]
    assumed = [f"{c.name} = {c.used}" for c in unknown if c.is_assumption]
    chosen = [f"{c.name} = {c.used}" for c in unknown if c.is_changed]
    rests = [
        f"{what}: {listed(readings)}"
        for what, readings in (("det som antas", assumed), ("det som har valts", chosen))
        if readings
    ]
    if rests:
        report.add(
            codes.READINGS_ASSUMED, count=counted(len(unknown), "fråga", "frågor"),
            readings="; och på ".join(rests),
        )  # fmt: skip


def _unmeasured(outcome: Outcome, report: Report) -> None:
    waiting = sorted({row.payment for row in outcome.payments if row.why == _PENDING})
    if outcome.unmeasured:
        report.add(
            codes.NOT_YET_MEASURED,
            are="är ännu inte mätt" if len(outcome.unmeasured) == 1 else "är ännu inte mätta",
            months=_span(outcome.unmeasured),
            payments=listed(f"utbetalning {written(payment)}" for payment in waiting) or "inget",
        )  # fmt: skip


def _requisitions(outcome: Outcome, figures: Figures, report: Report) -> None:
    steps = [s for s in outcome.plan.steps if isinstance(s, Paid) and s.requisition]
    if steps and figures.requisitions is None:
        days = sorted({step.last_day for step in steps if step.last_day is not None})
        report.add(
            codes.ASSUMED_REQUISITION, items=listed(item_said(step.item) for step in steps),
            day=listed(swedish_date(day) for day in days),
        )  # fmt: skip
        return
    by_item = {step.item: step for step in steps}
    for row in outcome.payments:
        if row.forfeited and row.item in by_item:
            came = (figures.requisitions or {}).get((row.recipient, row.item))
            last_day = by_item[row.item].last_day
            if came is None:
                why = "ingen rekvisition har kommit in"
            elif last_day is not None and came.date > last_day:
                why = (
                    f"rekvisitionen kom {swedish_date(came.date)},"
                    f" sista dagen var {swedish_date(last_day)}"
                )
            else:  # It came in time, and a condition was not met.
                continue
            report.add(
                codes.FORFEITED, came.cell if came else None, recipient=row.name,
                amount=write_kronor(row.forfeited),
                item=item_said(row.item), why=why,
            )  # fmt: skip


def _unpaid(outcome: Outcome, report: Report) -> None:
    for pot in outcome.pots:
        if pot.bonus is not None and pot.bonus < 0:
            report.add(
                codes.NEGATIVE_BONUS, difference=write_kronor(-pot.bonus),
                item=item_said(pot.item),
            )  # fmt: skip
        _not_paid(outcome, pot, report)


def _not_paid(outcome: Outcome, pot: PotRow, report: Report) -> None:
    """Every krona of a pot that nobody is paid, by why: lost, held, waiting or left over."""
    view = next(view for view in outcome.plan.pots if view.item == pot.item)
    items = {view.item, view.bonus_item}
    forfeited = sum((row.forfeited for row in outcome.payments if row.item in items), _ZERO)
    kept = pot.unpaid - forfeited if pot.unpaid is not None else _ZERO
    for amount, why in (
        (forfeited, "rätten till det har förfallit"),
        (pot.held, "det hålls inne tills villkoret är uppfyllt"),
        (kept, (view.left or _why_kept(outcome, view, pot)) if kept else ""),
    ):
        if amount:
            report.add(
                codes.NOT_PAID_OUT, amount=write_kronor(amount), item=item_said(pot.item), why=why
            )
    if pot.waiting:
        reasons = {row.why for row in outcome.payments if row.item in items}
        report.add(
            codes.WAITING, amount=write_kronor(pot.waiting), item=item_said(pot.item),
            what=listed((words for kind, words in _AWAITED.items() if kind in reasons), "eller"),
        )  # fmt: skip


def _why_kept(outcome: Outcome, view: PotView, pot: PotRow) -> str:
    unearned = _unearned(outcome, view)
    if pot.has_bonus and pot.earned == 0:
        return "ingen fick någon ersättning, så bonuspotten har ingen att gå till"
    if unearned and not pot.has_bonus:
        return listed(unearned, "och")
    if pot.earned == 0 and _nobody_left(outcome, view):
        return "ingen uppfyllde villkoret, så det finns ingen att fördela medlen på"
    return "avrundningen lämnade det över"


def _unearned(outcome: Outcome, view: PotView) -> list[str]:
    """Why some of an item's money was not earned: by one, or of a shared pot by anybody."""
    pots: dict[object, list[CellRow]] = defaultdict(list)
    for cell in outcome.cells:
        if cell.item == view.item and cell.share is not None:
            whose = None if view.shared else cell.recipient
            pots[cell.requirement, cell.month, whose].append(cell)
    found: set[str] = set()
    for cells in pots.values():
        most = max(cell.share or _ZERO for cell in cells)
        if most < _ALL and not (view.shared and most):
            found.update(cell.barred for cell in cells)
    return [reason or "det finns krav som inte uppfylldes" for reason in sorted(found)]


def _nobody_left(outcome: Outcome, view: PotView) -> bool:
    """Whether everybody who could have had some of an item fails a condition of it."""
    names = {c.name for c in outcome.plan.conditions if view.item in c.items}
    failed = {r.recipient for r in outcome.conditions if r.condition in names and r.met is False}
    return all(row.recipient in failed for row in outcome.payments if row.item == view.item)


def _keys(outcome: Outcome, figures: Figures, report: Report) -> None:
    for key in outcome.plan.keys:
        if key.date is not None and key.name not in figures.key_dates:
            report.add(codes.KEY_DATE_ASSUMED, key=key.name, day=swedish_date(key.date))


def _measures(outcome: Outcome, report: Report) -> None:
    by_reading: dict[str, list[str]] = defaultdict(list)
    for measure in outcome.plan.measures:
        if measure.reading and measure.name not in by_reading[measure.reading]:
            by_reading[measure.reading].append(measure.name)
    for reading, names in by_reading.items():
        report.add(codes.MEASURED_BY_READING, measure=listed(names), reading=reading)
    empty = [c for c in outcome.cells if c.level is None and c.share is not None]
    if empty:
        met = sum(1 for cell in empty if cell.route is not None)
        report.add(
            codes.VALUE_MISSING, values=counted(len(empty), "värde", "värden"),
            consequence=f"kravet räknas som uppfyllt i {met} av dem" if met
            else "kravet räknas som inte uppfyllt",
        )  # fmt: skip


def _criteria(outcome: Outcome, figures: Figures, report: Report) -> None:
    reported = {name for name, _, _ in figures.rates or {}}
    told = note_own_answers(outcome.plan, figures, report)
    assumed = [
        c for c in outcome.plan.criteria
        if c.name not in {*reported, *told} and c.counts is not None and c.unknown is None
    ]  # fmt: skip
    if assumed:
        report.add(
            codes.CRITERIA_ASSUMED, criteria=listed(f"”{c.title}”" for c in assumed),
            columns=";".join(c.name for c in assumed),
        )  # fmt: skip
    for criterion in outcome.plan.criteria:
        if criterion.name in reported and criterion.unknown is None:
            _partly_reported(criterion, outcome, figures, report)
    names = {code: name for group in outcome.plan.groups for code, name in group.members}
    views = {criterion.name: criterion for criterion in outcome.plan.criteria}
    for row in outcome.failed_criteria:
        unit = "%" if views[row.criterion].counts is Unit.PERCENT else "veckor"
        report.add(
            codes.CRITERION_FAILED, recipient=names[row.recipient], criterion=row.criterion,
            value=f"{write_number(row.value, 2)} {unit}", month=row.month.swedish,
            consequence=row.consequence,
        )  # fmt: skip


def _unknown(outcome: Outcome, report: Report) -> None:
    rows: dict[tuple[str, str], list[PaidRow]] = defaultdict(list)
    for row in outcome.payments:
        rows[row.item, row.payment].append(row)
    unsaid = []
    for (item, payment), everyone in rows.items():
        who = [row.name for row in everyone if row.why == UNKNOWN]
        some = f" för {listed_first(who)}" if len(who) < len(everyone) else ""
        unsaid += [f"{item_said(item)} ({written(payment)}){some}"] if who else []
    if unsaid:
        report.add(codes.NOT_COMPUTED, payments=listed(unsaid))
    for what in dict.fromkeys(unknown.what for unknown in outcome.plan.unknowns):
        report.add(codes.UNKNOWN, what=what)


def _partly_reported(
    criterion: CriterionView, outcome: Outcome, figures: Figures, report: Report
) -> None:
    """Say of whom and when nothing is known, though something is known of others."""
    reported = [month for name, _, month in figures.rates or {} if name == criterion.name]
    silent = [
        f"{name} ({month.swedish})"
        for code, name in outcome.plan.group(criterion.recipients).members
        for month in criterion.period or ()
        if month <= max(reported) and (criterion.name, code, month) not in (figures.rates or {})
        if criterion_met(criterion, figures, code, month) is True
    ]
    if silent:
        report.add(
            codes.CRITERIA_PARTLY_REPORTED, criterion=criterion.name,
            values=counted(len(silent), "uppgift", "uppgifter"), who=listed_first(silent),
        )  # fmt: skip


def _use(outcome: Outcome, figures: Figures, report: Report) -> None:
    items = [step.item for step in outcome.plan.steps if isinstance(step, Repaid)]
    if items and figures.used is None:
        report.add(codes.USE_NOT_REPORTED, items=listed(map(item_said, items)))
    elif items:
        reported = {(r.recipient, r.item) for r in outcome.repayments or ()}
        silent = [
            row for row in outcome.payments
            if row.item in items and row.amount and (row.recipient, row.item) not in reported
        ]  # fmt: skip
        if silent:
            report.add(
                codes.USE_PARTLY_REPORTED,
                payments=counted(len(silent), "utbetalning", "utbetalningar"),
                who=listed_first(f"{row.name} ({item_said(row.item)})" for row in silent),
            )
    for row in outcome.repayments or ():
        if row.used > row.paid:
            report.add(
                codes.USED_MORE_THAN_PAID, recipient=row.name, used=write_kronor(row.used),
                item=item_said(row.item), paid=write_kronor(row.paid),
            )  # fmt: skip


def written(payment: str) -> str:
    """A payment as users know it: ``december 2023`` or ``på rekvisition``."""
    if payment in _NO_MONTH:
        return _NO_MONTH[payment]
    year, _, month = payment.partition("-")
    return Month(int(year), int(month)).swedish


def _span(months: tuple[Month, ...]) -> str:
    first, last = min(months), max(months)
    period = Period(first, last)
    return period.swedish if len(period) == len(months) else listed(m.swedish for m in months)
