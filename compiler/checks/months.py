"""Months: requirements lie in their block's, and what is measured as one has none of its own."""

from compiler.checks.draft import Draft, head
from overenskommelse import agreement as a
from overenskommelse import codes
from overenskommelse.calendar import Month, Period
from overenskommelse.diagnostics import Report
from overenskommelse.text import listed


def check_months(draft: Draft, report: Report) -> None:
    """Months that a block does not have, and months that nothing is said of."""
    if not draft.whole("requirement"):
        return
    for block in draft.agreement.blocks:
        performance = block.performance
        period = performance.period or draft.agreement.period if performance else None
        if performance is None or period is None:
            continue
        _outside(performance, period, report)
        _free(draft, block, performance, period, report)
        if performance.together:
            _as_one(draft, block, performance, period, report)


def _outside(performance: a.Performance, period: Period, report: Report) -> None:
    for requirement in performance.requirements:
        outside = [month for month in requirement.period or () if month not in period]
        if outside:
            report.add(
                codes.REQUIREMENT_OUTSIDE, head(requirement), number=requirement.number,
                months=_runs(outside), period=period.swedish,
            )  # fmt: skip


def _free(
    draft: Draft, block: a.Block, performance: a.Performance, period: Period, report: Report
) -> None:
    """It is said what the months without requirements pay, if there are any."""
    held = [requirement.period or period for requirement in performance.requirements]
    free = [month for month in period if not any(month in months for months in held)]
    if free and not performance.unmeasured_paid and draft.whole("unmeasured"):
        report.add(
            codes.UNDECIDED, head(block), where=f"under ”block {block.number}”",
            question=f"vad som betalas för {_runs(free)}, då inga krav gäller",
            example="månader utan krav: det reserverade betalas ut",
        )  # fmt: skip
    elif performance.unmeasured_paid and not free:
        report.add(
            codes.IDLE_CLAUSE, head(block), clause="månader utan krav",
            why="kraven gäller alla blockets månader",
        )  # fmt: skip


def _as_one(
    draft: Draft, block: a.Block, performance: a.Performance, period: Period, report: Report
) -> None:
    """Requirements, payments and criteria of single months have nothing to hold for."""
    found: list[tuple[a.Clause, str]] = [
        (requirement, f"krav {requirement.number} gäller")
        for requirement in performance.requirements
        if requirement.period is not None
    ]
    found += [
        (part, "utbetalningen gäller")
        for payment in draft.agreement.payments
        for part in payment.parts
        if part.kind == "block" and part.name is not None and part.name.name == block.number
        if part.period not in (None, period)
    ]
    found += [
        (criterion, f"kriteriet {criterion.name} prövas i")
        for criterion in draft.agreement.criteria
        if criterion.who.name == block.to.name
        if any(
            isinstance(body, a.Consequence) and body.discounts_month
            for body in draft.bodies(criterion.consequence)
        )
    ]
    for clause, what in found:
        report.add(codes.NO_MONTHS, head(clause), what=what, block=block.number)


def _runs(months: list[Month]) -> str:
    """Months as periods: ``juni–juli 2023 och september 2023``."""
    return listed(run.swedish for run in Period.runs(months))
