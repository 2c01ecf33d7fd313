"""The difference between two outcomes, drawn: who gets more or less, and who changes step."""

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from overenskommelse.cli.grid import Column, tables
from overenskommelse.cli.naming import in_order, payment_words, row_name, short_name
from overenskommelse.cli.page import Page
from overenskommelse.effect import Effect, PaidShift, StepShift
from overenskommelse.items import item_words
from overenskommelse.numbers import write_amount, write_change, write_number
from overenskommelse.outcome import Outcome
from overenskommelse.plan import Plan

if TYPE_CHECKING:
    from rich.console import RenderableType

_SHOWN: Final = 6
"""How many recipients and cells are shown where details are not asked for."""


def recipients(
    base: Outcome, effect: Effect, page: Page, details: bool, sides: tuple[str, str]
) -> "list[RenderableType | str]":
    """What each recipient gets on the two sides, of those whose amounts differ; the largest
    changes first where not all are shown."""
    changes = effect.by_recipient
    names = recipient_names(base.plan)
    codes = in_order(base.plan, changes)
    left = ""
    if not details and len(codes) > _SHOWN:
        largest = sorted(codes, key=lambda code: -abs(changes[code]))[:_SHOWN]
        left = f"… och {len(codes) - _SHOWN} mottagare till (visa alla: --details)"
        codes = largest
    lines: list[RenderableType | str] = []
    if codes:
        lines += _table(base, effect, codes, page, sides, whole=not left)
    lines += [left] * bool(left)
    unsaid = [_unsaid(shift, names) for shift in effect.unsaid]
    return [*lines, *first_lines(unsaid, "belopp", details)]


def _table(
    base: Outcome, effect: Effect, codes: Sequence[str], page: Page, sides: tuple[str, str],
    *, whole: bool,
) -> "list[RenderableType]":  # fmt: skip
    changes = effect.by_recipient
    names = recipient_names(base.plan)
    before = [_known(base, effect, code) for code in codes]
    after = [kronor + changes[code] for kronor, code in zip(before, codes, strict=True)]
    moved = [sum(shift.recipient == code for shift in effect.cells) for code in codes]

    def column(heading: str, cells: Sequence[str], total: str) -> Column:
        total_cell = page.fit(total) if whole else None
        return Column((page.fit(heading),), tuple(map(page.fit, cells)), total=total_cell)

    first = Column(
        (page.fit("kronor"),),
        tuple(page.safe(row_name(code, names.get(code, code))) for code in codes),
        total=page.fit("summa") if whole else None, number=False,
    )  # fmt: skip
    columns = [
        column(sides[0], list(map(write_amount, before)), write_amount(sum(before))),
        column(sides[1], list(map(write_amount, after)), write_amount(sum(after))),
        column("ändring", [write_change(changes[c]) for c in codes], write_change(effect.net)),
    ]
    if any(moved):
        cells = [write_number(number) if number else "" for number in moved]
        columns.append(column("byter steg", cells, write_number(sum(moved))))
    return list(tables(first, columns, page))


def _known(base: Outcome, effect: Effect, code: str) -> Fraction:
    """What a recipient gets on the first side, of what can be said on both."""
    unsaid = {(shift.payment, shift.item) for shift in effect.unsaid if shift.recipient == code}
    rows = (row for row in base.payments if row.recipient == code)
    return sum(
        (row.amount or Fraction(0) for row in rows if (row.payment, row.item) not in unsaid),
        Fraction(0),
    )


def steps(plan: Plan, effect: Effect, details: bool) -> list[str]:
    """The cells on another step, one sentence each."""
    names = recipient_names(plan)
    several = len({view.item for view in plan.requirements}) > 1
    return first_lines([_step(shift, names, several) for shift in effect.cells], "steg", details)


def recipient_names(plan: Plan) -> dict[str, str]:
    """What every recipient of a plan is called, by its code."""
    return {code: name for group in plan.groups for code, name in group.members}


def _step(shift: StepShift, names: dict[str, str], several: bool) -> str:
    where = f" i {item_words(shift.item)}" if several else ""
    month = f", {shift.month.swedish}" if shift.month is not None else ""
    shares = " → ".join(
        "inte känt" if share is None else f"{write_number(share)} %"
        for share in (shift.before, shift.after)
    )
    who = short_name(names.get(shift.recipient, shift.recipient))
    return f"{who}, krav {shift.requirement}{where}{month}: {shares}"


def _unsaid(shift: PaidShift, names: dict[str, str]) -> str:
    before, after = (
        why or write_amount(amount or 0)
        for amount, why in ((shift.before, shift.why_before), (shift.after, shift.why_after))
    )
    who = short_name(names.get(shift.recipient, shift.recipient))
    paid = f"{payment_words(shift.payment)}, {item_words(shift.item)}"
    return f"{who}, {paid}: {before} → {after}"


def first_lines(lines: Sequence[str], what: str, details: bool) -> list[str]:
    """The first few lines, and how many more there are."""
    if details or len(lines) <= _SHOWN:
        return list(lines)
    return [*lines[:_SHOWN], f"… och {len(lines) - _SHOWN} {what} till (visa alla: --details)"]
