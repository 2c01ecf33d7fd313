"""Times: what a condition waits for comes before the payments that need it, as far as is known."""

import datetime
from collections.abc import Iterator

from compiler.checks.draft import Draft, head
from compiler.checks.payments import measured_period
from compiler.paying import key_of, paid_by, part_key, paying
from overenskommelse import agreement as a
from overenskommelse import codes
from overenskommelse import condition_codes as conditions
from overenskommelse import doubt_codes as doubts
from overenskommelse.calendar import swedish_date, weeks_after
from overenskommelse.diagnostics import Label, Report
from overenskommelse.text import listed


def check_times(draft: Draft, report: Report) -> None:
    """Everything that is awaited comes before each payment that needs it, told once for each; so
    does what is reported, and no duty is to be done before what it is about has happened.
    """
    for duty in draft.agreement.obligations:
        _due_before_end(duty, report)
    if draft.whole("payment", "block", "criterion", "within"):
        for block in draft.agreement.blocks:
            _paid_before_reported(draft.agreement, block, report)
    if not draft.whole(
        "payment", "obligation", "focus_area", "condition", "block", "item", "grant"
    ):
        return
    for condition in draft.agreement.conditions:
        payments = _payments(draft.agreement, condition)
        for what, day in _awaited(draft.agreement, condition):
            for payment in payments:
                if payment.month is not None and day is not None and day > payment.month.last_day:
                    report.add(
                        codes.ASSESSED_TOO_LATE, head(condition), what=what, day=swedish_date(day),
                        payment=payment.month.swedish,
                        labels=[Label(head(payment), "betalas här")],
                    )  # fmt: skip


def _due_before_end(duty: a.Obligation, report: Report) -> None:
    if duty.period is None or duty.last_day is None:
        return
    last = max(duty.period)
    if duty.last_day < last.last_day:
        report.add(
            doubts.DUE_BEFORE_END, head(duty), name=duty.name, period=duty.period.swedish,
            day=swedish_date(duty.last_day), month=last.swedish, end=swedish_date(last.last_day),
        )  # fmt: skip


def _paid_before_reported(agreement: a.Agreement, block: a.Block, report: Report) -> None:
    """What a block is paid by may be reported so late that the payment cannot know of it."""
    period = measured_period(agreement, block)
    if block.performance is None or period is None:
        return
    for criterion in agreement.criteria:
        weeks = criterion.weeks
        if not isinstance(weeks, a.Quantity) or weeks.unit is not a.Unit.WEEKS:
            continue
        if criterion.who.name != block.to.name:
            continue
        for payment, part in paid_by(paying(agreement), key_of("block", block.number)):
            month = max(part.period or period)
            reported = weeks_after(month.last_day, weeks.value)
            paid = payment.last_day or (payment.month.last_day if payment.month else None)
            if reported and paid and month.last_day < paid < reported:
                report.add(
                    doubts.PAID_BEFORE_REPORTED, head(payment), criterion=criterion.name,
                    payment=payment.month.swedish if payment.month else "på rekvisition",
                    month=month.swedish, day=swedish_date(reported),
                    labels=[Label(head(criterion), "så lång tid är det att rapportera")],
                )  # fmt: skip


def tell_times(agreement: a.Agreement, report: Report) -> None:
    """Note what cannot be held against a payment, since one or the other day is not known."""
    for condition in agreement.conditions:
        payments = _payments(agreement, condition)
        awaited = list(_awaited(agreement, condition))
        undated = [payment for payment in payments if payment.unknown is not None]
        unknown = [f"när {what}" for what, day in awaited if day is None]
        unknown += ["när pengarna betalas"] if awaited and undated else []
        if payments and unknown:
            report.add(
                conditions.TIME_NOT_KNOWN, head(condition), name=condition.name,
                why=listed(unknown), labels=[Label(head(p), "betalas här") for p in undated],
            )  # fmt: skip


def _payments(agreement: a.Agreement, condition: a.Condition) -> list[a.Payment]:
    """The payments that a condition governs a part of."""
    keys = [part_key(agreement, part) for part in condition.governs]
    paid = paying(agreement)
    found = [payment for key in keys if key is not None for payment, _ in paid_by(paid, key)]
    return list({payment.span.start: payment for payment in found}.values())


def _awaited(
    agreement: a.Agreement, condition: a.Condition
) -> Iterator[tuple[str, datetime.date | None]]:
    """What a condition waits for, and until when; without a day where that is not known."""
    required = f"som villkor {condition.name} kräver,"
    if condition.last_day is not None or condition.unknown is not None:
        yield f"villkor {condition.name} prövas", condition.last_day
    asked = {question.area.name for question in condition.questions}
    for area in agreement.areas:
        if condition.demands(area):
            yield f"fokusområde {area.name}, {required} bedöms", area.last_day
        if area.name in asked and area.to:
            yield f"svaren i fokusområde {area.name}, {required} lämnas", area.report_by
    for duty in agreement.obligations:
        dated = duty.last_day is not None or duty.unknown is not None
        if dated and duty.name in {reference.name for reference in condition.duties}:
            yield f"skyldighet {duty.name}, {required} ska vara fullgjord", duty.last_day
