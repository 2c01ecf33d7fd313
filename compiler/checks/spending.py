"""Spending: what is earned in a block can never be rounded to more than there is."""

from fractions import Fraction

from compiler.checks.draft import Draft, head
from compiler.members import members
from compiler.paying import key_of, rules_for
from overenskommelse import agreement as a
from overenskommelse import rounding_codes as own
from overenskommelse.diagnostics import Report
from overenskommelse.money import Mode, Rounding, rounded
from overenskommelse.numbers import write_kronor


def check_spending(draft: Draft, report: Report) -> None:
    """Roundings of earned money that nothing evens out."""
    if not draft.whole("rounding", "block", "bonus_pot", "reserved", "shared", "to"):
        return
    for block in draft.agreement.blocks:
        performance = block.performance
        if performance is None:
            continue
        if performance.shared:
            _shared(draft, block, report)
        elif performance.bonus is None:
            _unbalanced(draft, block, performance, report)


def _shared(draft: Draft, block: a.Block, report: Report) -> None:
    """A shared pot is a whole for each requirement and month, and is rounded as such."""
    reward = rules_for(draft.agreement, key_of("block", block.number)).reward
    for body in draft.bodies(reward):
        if not isinstance(body, a.AmountRounding) or body.stage is None:
            continue
        if body.stage is not a.AmountStage.REQUIREMENT:
            stage = body.stage.value
            report.add(own.SHARED_ROUNDING, head(body), number=block.number, stage=stage)


def _unbalanced(draft: Draft, block: a.Block, performance: a.Performance, report: Report) -> None:
    """Without a bonus pot, parts that are rounded up have nobody to take it from."""
    rules = rules_for(draft.agreement, key_of("block", block.number))
    named = (("månadspotten", rules.monthly_pot), ("ersättningen", rules.reward))
    for words, clause in named:
        for body in draft.bodies(clause):
            if not isinstance(body, a.AmountRounding) or body.rounding is None:
                continue
            rounding = body.rounding
            if rounding.mode is Mode.DOWN:
                continue
            report.add(
                own.MAY_OVERSPEND, head(body), rule=words, mode=rounding.mode.value,
                number=block.number, example=_example(draft, block, performance, rounding),
            )  # fmt: skip


def _example(draft: Draft, block: a.Block, performance: a.Performance, rounding: Rounding) -> str:
    """How many kronor it may be, if everybody earns an equal part of every month."""
    period = performance.period or draft.agreement.period
    recipient = next((r for r in draft.agreement.recipients if r.name == block.to.name), None)
    if period is None or recipient is None or not isinstance(block.amount, a.Quantity):
        return ""
    months = 1 if performance.together else len(period)
    people = len(members(recipient))
    part = rounded(Fraction(block.amount.value, months * people), rounding)
    over = part * months * people - block.amount.value
    if over <= 0:
        return ""
    return (
        f"; lika delar till {people} mottagare i {months} månader blir till exempel"
        f" {write_kronor(over)} för mycket"
    )
