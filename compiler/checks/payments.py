"""Payments: every krona is paid once, no month before it is measured, no date before its cause."""

import datetime
from collections.abc import Iterable

from compiler.checks.draft import Draft, head
from compiler.paying import Key, Paying, key_of, only_pot, part_key, paying
from overenskommelse import agreement as a
from overenskommelse import codes
from overenskommelse.calendar import Month, Period, swedish_date
from overenskommelse.diagnostics import Label, Report
from overenskommelse.text import listed


def check_payments(draft: Draft, report: Report) -> None:
    """Months, coverage and dates of payments and repayments."""
    agreement = draft.agreement
    paid = paying(agreement)
    for block in agreement.blocks:
        period = measured_period(agreement, block)
        parts = paid.get(("block", block.number), [])
        if block.performance is not None:
            if period is None:
                if draft.whole("measuring_period"):
                    report.add(
                        codes.NO_PERIOD, head(block), block=_name(block), year=draft.built.year
                    )
                continue
            _months(draft, block, period, parts, report)
            if block.performance.bonus is not None:
                _bonus(draft, block, parts, paid.get(("bonuspott", block.number), []), report)
        else:
            for _, part in parts:
                if part.period is not None:
                    report.add(
                        codes.NOT_MONTHLY, head(part), block=_name(block),
                        months=part.period.swedish,
                    )  # fmt: skip
            _whole_or_items(draft, block, [part for _, part in parts], paid, report)
    for grant in agreement.grants:
        grant_parts = [part for _, part in paid.get(("medel", grant.name), [])]
        _once(draft, f"medel {grant.name}", grant, grant_parts, report)
    _units_together(agreement, report)
    if draft.whole("requisition_by"):
        _requisitions(draft, report)
    if draft.whole("block", "bonus_pot"):
        _pots(agreement, report)
    _repayments(draft, report)
    _dates(agreement, paid, report)


def measured_period(agreement: a.Agreement, block: a.Block) -> Period | None:
    """The months in which a block is measured: its own, or the agreement's."""
    own = block.performance.period if block.performance else None
    return own or agreement.period


def _name(block: a.Block) -> str:
    return f"block {block.number}"


def _once(
    draft: Draft, what: str, clause: a.Clause, paid: list[a.PaymentPart], report: Report
) -> None:
    if not paid and draft.payments_known:
        report.add(codes.NEVER_PAID, head(clause), what=what, year=draft.built.year, part=what)
    in_order = sorted(paid, key=lambda part: part.span.start)
    for extra in in_order[1:]:
        first = Label(head(in_order[0]), "här först")
        report.add(codes.PAID_TWICE, head(extra), what=what, labels=[first])


def _whole_or_items(
    draft: Draft, block: a.Block, whole: list[a.PaymentPart], paid: Paying, report: Report
) -> None:
    """A block is paid once as a whole, or each of its items once."""
    by_item = {
        item.name: [part for _, part in paid.get(key_of("post", item.name, block.number), [])]
        for item in block.items
    }
    if not any(by_item.values()):
        _once(draft, _name(block), block, whole, report)
        return
    for item in block.items:
        what = f"post {item.name} i {_name(block)}"
        _once(draft, what, item, [*whole, *by_item[item.name]], report)


def _units_together(agreement: a.Agreement, report: Report) -> None:
    """What is paid for each unit is one amount of the block: its items are not paid, or made
    conditional, one by one."""
    per_unit = {
        key_of("post", item.name, block.number)
        for block in agreement.blocks
        for item in (block.units.items if block.units else ())
    }
    parts = [part for payment in agreement.payments for part in payment.parts]
    parts += [part for condition in agreement.conditions for part in condition.governs]
    parts += [part for repayment in agreement.repayments for part in repayment.parts]
    for part in parts:
        if part.name is not None and part.block is not None:
            if part_key(agreement, part) in per_unit:
                report.add(
                    codes.PAID_TOGETHER, head(part), item=part.name.name, block=part.block.name
                )


def _months(
    draft: Draft,
    block: a.Block,
    period: Period,
    parts: list[tuple[a.Payment, a.PaymentPart]],
    report: Report,
) -> None:
    paid: dict[Month, a.PaymentPart] = {}
    for payment, part in parts:
        months = list(part.period or period)
        outside = [m for m in months if m not in period]
        if outside:
            report.add(
                codes.MONTH_OUTSIDE, head(part), block=_name(block), period=period.swedish,
                months=_runs(outside),
            )  # fmt: skip
        twice = [m for m in months if m in paid]
        if twice:
            report.add(
                codes.MONTH_PAID_TWICE, head(part), block=_name(block), months=_runs(twice),
                labels=[Label(head(paid[twice[0]]), "betalas redan här")],
            )  # fmt: skip
        paid.update({m: part for m in months if m not in paid})
        last = max(months)
        before = payment.month is not None and payment.month <= last
        if before or (payment.last_day is not None and payment.last_day <= last.last_day):
            when = f"i {payment.month.swedish}" if payment.month is not None else "på rekvisition"
            report.add(
                codes.PAID_BEFORE_MEASURED, head(payment), payment=when,
                month=last.swedish,
            )  # fmt: skip
    missing = [m for m in period if m not in paid]
    if missing and draft.payments_known:
        report.add(
            codes.MONTH_NOT_PAID, head(block), block=_name(block), months=period.swedish,
            missing=_runs(missing),
        )  # fmt: skip


def _bonus(
    draft: Draft,
    block: a.Block,
    parts: list[tuple[a.Payment, a.PaymentPart]],
    paid: list[tuple[a.Payment, a.PaymentPart]],
    report: Report,
) -> None:
    _once(draft, f"bonuspott i {_name(block)}", block, [part for _, part in paid], report)
    months = [payment.month for payment, _ in parts if payment.month is not None]
    for payment, part in paid:
        if payment.month is not None and months and payment.month < max(months):
            report.add(
                codes.BONUS_BEFORE_EARNED, head(part), payment=f"i {payment.month.swedish}",
                month=f"i {max(months).swedish}",
            )  # fmt: skip


def _requisitions(draft: Draft, report: Report) -> None:
    for payment in draft.agreement.payments:
        if payment.on_requisition and payment.last_day is None:
            report.add(codes.REQUISITION_WITHOUT_DAY, head(payment), year=draft.built.year)
        if not payment.on_requisition and payment.last_day is not None:
            report.add(codes.DAY_WITHOUT_REQUISITION, head(payment))


def _pots(agreement: a.Agreement, report: Report) -> None:
    """Bonus pots that payments and conditions speak of but that no block has."""
    pots = {b.number for b in agreement.blocks if b.performance and b.performance.bonus}
    only = only_pot(agreement)
    parts = [part for payment in agreement.payments for part in payment.parts]
    parts += [part for condition in agreement.conditions for part in condition.governs]
    for part in parts:
        name = part.name.name if part.name is not None else only
        if part.kind != "bonuspott" or name in pots:
            continue
        what = f"block {name} har ingen bonuspott" if name else "inget block har någon bonuspott"
        way_out = "ta bort ”bonuspott” här, eller lägg till en bonuspott i blocket"
        if pots and not name:
            what = f"{listed(f'block {pot}' for pot in sorted(pots))} har var sin bonuspott"
            way_out = f"säg vilken:  bonuspott i block {min(pots)}"
        report.add(codes.NO_BONUS_POT, head(part), what=what, way_out=way_out)


def _repayments(draft: Draft, report: Report) -> None:
    agreement = draft.agreement
    seen: dict[Key | None, a.PaymentPart] = {}
    for repayment in agreement.repayments:
        for part in repayment.parts:
            if part.kind == "bonuspott" or part.period is not None:
                what = "en bonuspott" if part.kind == "bonuspott" else "vissa månader"
                report.add(codes.NOT_REPAYABLE, head(part), what=what, year=draft.built.year + 1)
                continue
            first = seen.setdefault(part_key(agreement, part), part)
            if first is not part:
                report.add(
                    codes.REPAID_TWICE, head(part), what=part.span.text,
                    labels=[Label(head(first), "här först")],
                )  # fmt: skip


def _dates(agreement: a.Agreement, paid: Paying, report: Report) -> None:
    decided = agreement.decided
    for payment in agreement.payments:
        day = payment.last_day or (payment.month.last_day if payment.month else None)
        if decided is not None and day is not None and day < decided:
            _contradiction(
                payment, "utbetalningen sker", day, "överenskommelsen beslutades", decided, report
            )
    for obligation in agreement.obligations:
        if decided is not None and obligation.last_day and obligation.last_day < decided:
            _contradiction(
                obligation, "skyldighetens sista dag är", obligation.last_day,
                "överenskommelsen beslutades",
                decided, report,
            )  # fmt: skip
    for repayment in agreement.repayments:
        for part in repayment.parts:
            key = part_key(agreement, part)
            for payment, _ in paid.get(key, []) if key is not None else []:
                day = payment.last_day or (payment.month.last_day if payment.month else None)
                if day is not None and repayment.last_day < day:
                    _contradiction(
                        repayment, "återbetalningen sker", repayment.last_day,
                        "utbetalningen sker", day, report,
                    )  # fmt: skip


def _contradiction(
    clause: a.Clause, first: str, day: datetime.date, second: str, other: datetime.date,
    report: Report,
) -> None:  # fmt: skip
    report.add(
        codes.DATES_CONTRADICT, head(clause), first=first, first_date=swedish_date(day),
        second=second, second_date=swedish_date(other),
    )  # fmt: skip


def _runs(months: Iterable[Month]) -> str:
    """Months as periods: ``juni–juli 2023 och september 2023``."""
    return listed(period.swedish for period in Period.runs(months))
