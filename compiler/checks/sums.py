"""Sums: parts make wholes, and per cent agree with kronor."""

from fractions import Fraction

from compiler.checks.draft import Draft, head
from overenskommelse import agreement as a
from overenskommelse import codes
from overenskommelse.diagnostics import Label, Report
from overenskommelse.numbers import write_kronor, write_number
from overenskommelse.text import listed


def check_sums(draft: Draft, report: Report) -> None:
    """Blocks and grants make the total, shares 100 per cent, items their block."""
    agreement = draft.agreement
    if draft.whole("block", "grant", "total"):
        parts = [
            *((f"block {b.number}", b.amount) for b in agreement.blocks),
            *((f"medel {g.name}", g.amount) for g in agreement.grants),
        ]
        _same(parts, "omfattningen", agreement.total, report)
    for block in agreement.blocks:
        if block.performance and draft.whole("requirement"):
            _shares(block, block.performance, report)
        if block.items and draft.whole("item"):
            _items(block, report)


def _same(
    parts: list[tuple[str, a.Quantity]], whole: str, total: a.Quantity, report: Report
) -> None:
    quantities = [quantity for _, quantity in parts]
    if not parts or any(q.unit is not a.Unit.KRONOR for q in [*quantities, total]):
        return
    found = sum((q.value for q in quantities), Fraction(0))
    if found == total.value:
        return
    report.add(
        codes.PARTS_NOT_TOTAL, total.span,
        labels=[Label(quantity.span, f"{name}: {write_kronor(quantity.value)}")
                for name, quantity in parts],
        parts=listed(name for name, _ in parts), sum=write_kronor(found), whole=whole,
        total=write_kronor(total.value), difference=write_kronor(abs(found - total.value)),
        direction="mycket" if found > total.value else "lite",
    )  # fmt: skip


def _shares(block: a.Block, performance: a.Performance, report: Report) -> None:
    requirements = performance.requirements
    if any(r.share.unit is not a.Unit.PERCENT for r in requirements):
        return
    amount = block.amount.value if block.amount.unit is a.Unit.KRONOR else None
    total = sum((r.share.value for r in requirements), Fraction(0))
    if total != 100:
        off = total - 100
        kronor = f"{write_kronor(abs(off) * amount / 100)}" if amount else "av blockets belopp"
        report.add(
            codes.SHARES_NOT_WHOLE, head(block), block=f"block {block.number}",
            parts=" + ".join(write_number(r.share.value) for r in requirements),
            sum=write_number(total), difference=_points(abs(off)),
            direction="mycket" if off > 0 else "lite", kronor=kronor,
        )  # fmt: skip
    for requirement in requirements:
        stated = requirement.amount
        if stated is None or stated.unit is not a.Unit.KRONOR or amount is None:
            continue
        computed = requirement.share.value * amount / 100
        if computed != stated.value:
            report.add(
                codes.SHARE_AND_AMOUNT_DIFFER, stated.span,
                labels=[Label(block.amount.span, f"block {block.number}")],
                share=write_number(requirement.share.value), whole=write_kronor(amount),
                computed=write_kronor(computed), stated=write_kronor(stated.value),
            )  # fmt: skip


def _points(value: Fraction) -> str:
    return f"{write_number(value)} procentenhet{'' if value == 1 else 'er'}"


def _items(block: a.Block, report: Report) -> None:
    rest = [item for item in block.items if item.amount is None]
    stated = [(f"post {i.name}", i.amount) for i in block.items if i.amount is not None]
    if len(rest) > 1:
        report.add(codes.ITEM_REST, head(rest[1]), block=f"block {block.number}", count=len(rest))
    elif not rest:
        _same(stated, f"block {block.number}", block.amount, report)
    elif block.amount.unit is a.Unit.KRONOR and all(q.unit is a.Unit.KRONOR for _, q in stated):
        found = sum((q.value for _, q in stated), Fraction(0))
        if found >= block.amount.value:
            report.add(
                codes.REST_EMPTY, head(rest[0]), sum=write_kronor(found),
                whole=f"block {block.number}", total=write_kronor(block.amount.value),
                rest=write_kronor(block.amount.value - found),
            )  # fmt: skip
