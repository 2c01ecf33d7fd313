"""Sums: parts make wholes, and per cent agree with kronor."""

from fractions import Fraction

from compiler.checks.draft import Draft, head
from compiler.members import members
from overenskommelse import agreement as a
from overenskommelse import codes
from overenskommelse.calendar import Month, Period
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
        if not parts and isinstance(agreement.total, a.Quantity):
            report.add(codes.NO_MONEY, head(agreement))
    for block in agreement.blocks:
        if block.performance and draft.whole("requirement"):
            period = block.performance.period or agreement.period
            _shares(block, block.performance, period, report)
        if block.items and draft.whole("item"):
            _items(draft, block, report)


def _same(
    parts: list[tuple[str, a.Stated]], whole: str, total: a.Stated, report: Report, months: str = ""
) -> None:
    """Parts, perhaps those of some months, make the whole."""
    quantities = {name: q for name, q in parts if isinstance(q, a.Quantity)}
    if not parts or len(quantities) < len(parts) or not isinstance(total, a.Quantity):
        return
    if any(q.unit is not a.Unit.KRONOR for q in [*quantities.values(), total]):
        return
    found = sum((q.value for q in quantities.values()), Fraction(0))
    if found == total.value:
        return
    report.add(
        codes.PARTS_NOT_TOTAL, total.span,
        labels=[Label(quantity.span, f"{name}: {write_kronor(quantity.value)}")
                for name, quantity in quantities.items()],
        parts=f"{listed(name for name, _ in parts)}{months}", sum=write_kronor(found), whole=whole,
        are="är" if len(parts) == 1 else "är tillsammans",
        total=write_kronor(total.value), difference=write_kronor(abs(found - total.value)),
        direction="mycket" if found > total.value else "lite",
    )  # fmt: skip


def _shares(
    block: a.Block, performance: a.Performance, period: Period | None, report: Report
) -> None:
    """In every month the requirements that hold are the whole of its pot."""
    for months, requirements in _in_force(performance, period):
        if requirements:
            _whole(block, requirements, months, report)
    amount = _kronor(block.amount)
    for requirement in performance.requirements:
        stated, share = requirement.amount, requirement.share
        if stated is None or stated.unit is not a.Unit.KRONOR or amount is None:
            continue
        if not isinstance(share, a.Quantity) or share.unit is not a.Unit.PERCENT:
            continue
        computed = share.value * amount / 100
        if computed != stated.value:
            report.add(
                codes.SHARE_AND_AMOUNT_DIFFER, stated.span,
                labels=[Label(block.amount.span, f"block {block.number}")],
                share=write_number(share.value), whole=write_kronor(amount),
                computed=write_kronor(computed), stated=write_kronor(stated.value),
            )  # fmt: skip


def _in_force(
    performance: a.Performance, period: Period | None
) -> list[tuple[str, list[a.Requirement]]]:
    """The sets of requirements that hold together, and in which months, in words if not in all."""
    requirements = performance.requirements
    if period is None or all(r.period is None for r in requirements):
        return [("", list(requirements))]
    found: dict[tuple[int, ...], list[Month]] = {}
    for month in period:
        holding = tuple(i for i, r in enumerate(requirements) if month in (r.period or period))
        found.setdefault(holding, []).append(month)
    return [
        (
            f" i {listed(run.swedish for run in Period.runs(months))}",
            [requirements[i] for i in held],
        )
        for held, months in found.items()
    ]


def _whole(block: a.Block, requirements: list[a.Requirement], months: str, report: Report) -> None:
    amount = _kronor(block.amount)
    stated = [(f"krav {r.number}", r.share) for r in requirements]
    if all(isinstance(q, a.Quantity) and q.unit is a.Unit.KRONOR for _, q in stated):
        _same(stated, f"block {block.number}", block.amount, report, months)
        return
    shares: list[Fraction] = []
    for requirement in requirements:
        share = requirement.share
        if not isinstance(share, a.Quantity):
            return
        if share.unit is a.Unit.KRONOR and amount:
            shares.append(share.value * 100 / amount)
        elif share.unit is a.Unit.PERCENT:
            shares.append(share.value)
        else:
            return
    off = sum(shares, Fraction(0)) - 100
    if off:
        kronor = write_kronor(abs(off) * amount / 100) if amount else "av blockets belopp"
        report.add(
            codes.SHARES_NOT_WHOLE, head(block), block=f"block {block.number}{months}",
            parts=" + ".join(_written(share) for share in shares), sum=_written(off + 100),
            difference=_points(abs(off)), direction="mycket" if off > 0 else "lite",
            kronor=kronor,
        )  # fmt: skip


def _kronor(amount: a.Stated) -> Fraction | None:
    """An amount in kronor; None where it is unknown, or wrongly written."""
    stated = isinstance(amount, a.Quantity) and amount.unit is a.Unit.KRONOR
    return amount.value if stated and isinstance(amount, a.Quantity) else None


def _written(share: Fraction) -> str:
    """A share in per cent, in full where decimals can say it."""
    return write_number(share, None if (share * 10**6).denominator == 1 else 2)


def _points(value: Fraction) -> str:
    return f"{_written(value)} procentenhet{'' if value == 1 else 'er'}"


def _items(draft: Draft, block: a.Block, report: Report) -> None:
    rest = [item for item in block.items if item.amount is None]
    stated = [(f"post {i.name}", _altogether(draft, block, i)) for i in block.items if i.amount]
    known = [q for _, q in stated if isinstance(q, a.Quantity) and q.unit is a.Unit.KRONOR]
    amount = _kronor(block.amount)
    if len(rest) > 1:
        report.add(codes.ITEM_REST, head(rest[1]), block=f"block {block.number}", count=len(rest))
    elif not rest:
        _same(stated, f"block {block.number}", block.amount, report)
    elif amount is not None and len(known) == len(stated):
        found = sum((q.value for q in known), Fraction(0))
        if found >= amount:
            report.add(
                codes.REST_EMPTY, head(rest[0]), sum=write_kronor(found),
                whole=f"block {block.number}", total=write_kronor(amount),
                rest=write_kronor(amount - found),
            )  # fmt: skip


def _altogether(draft: Draft, block: a.Block, item: a.Item) -> a.Stated:
    """An item's amount, for everybody where it is each recipient's own."""
    amount = item.amount
    if not isinstance(amount, a.Quantity) or not isinstance(item.distribution, a.Fixed):
        return amount or a.Unknown(span=item.span)
    group = next((r for r in draft.agreement.recipients if r.name == block.to.name), None)
    if group is None:
        return a.Unknown(span=item.span)
    return a.Quantity(amount.value * len(members(group)), amount.unit, amount.span)
