"""An outcome for people: who is paid how much, and what that rests on."""

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from overenskommelse.cli.conditions_table import condition_tables
from overenskommelse.cli.grid import Column, tables
from overenskommelse.cli.marks import CAVEAT, HEADING
from overenskommelse.cli.naming import (
    in_order,
    payment_order,
    payment_words,
    row_name,
)
from overenskommelse.cli.outcome_account import account
from overenskommelse.cli.outcome_notes import caveat_words, reading_words, unreal_words
from overenskommelse.cli.page import Page, wrapped
from overenskommelse.figures import Provenance
from overenskommelse.items import item_words
from overenskommelse.numbers import write_amount
from overenskommelse.outcome import UNKNOWN, Outcome, PaidRow
from overenskommelse.plan import Plan
from overenskommelse.text import listed

if TYPE_CHECKING:
    from rich.console import RenderableType


def drawn(outcome: Outcome, page: Page, every: bool = False) -> str:
    """The outcome laid out on the page, with all of its notes or the first few of each section."""
    from rich.text import Text

    items: list[RenderableType] = [
        *title(outcome.plan, page),
        *before_figures(outcome, page),
    ]
    if conditions := condition_tables(outcome, page):
        items += [Text(), *conditions]
    if outcome.payments:
        items += [Text(), *payment_tables(outcome, page)]
    else:
        items += [Text(), Text(page.fit("Överenskommelsen betalar inte ut något."))]
    return page.render(*items, *account(outcome, page, every))


def payment_tables(outcome: Outcome, page: Page) -> "list[RenderableType]":
    """A row for each recipient and a column for each payment and item, with sums."""
    rows = _recipients(outcome)
    amounts = {(r.recipient, r.payment, r.item): r for r in outcome.payments}
    keys = sorted(
        dict.fromkeys((r.payment, r.item) for r in outcome.payments),
        key=lambda key: payment_order(key[0]),
    )
    first = Column(
        ("kronor",),
        tuple(page.safe(row_name(code, name)) for code, name in rows),
        total=page.fit("summa"),
        number=False,
    )
    columns = [
        _column(
            (payment_words(payment), item_words(item)),
            [amounts.get((code, payment, item)) for code, _ in rows],
            page,
        )
        for payment, item in keys
    ]
    by_recipient = [[r for r in outcome.payments if r.recipient == code] for code, _ in rows]
    columns.append(_sums(by_recipient, page))
    return list(tables(first, columns, page, "Utbetalningar, kronor"))


def before_figures(outcome: Outcome, page: Page) -> "list[RenderableType]":
    """What nobody may miss who reads a figure: that data is not real, or was let past."""
    return [*not_real(outcome.provenance, page), *_caveats(outcome, page)]


def not_real(provenance: Sequence[Provenance], page: Page) -> "list[RenderableType]":
    """Which figures it rests on are not real."""
    from rich.text import Text

    words = unreal_words(provenance)
    if not words:
        return []
    lines = wrapped(page.safe(words), page.prose, breaking=True)
    return [Text(part, style=CAVEAT) for part in lines]


def _caveats(outcome: Outcome, page: Page) -> "list[RenderableType]":
    """What was let past that would otherwise have been an error."""
    from rich.text import Text

    return [
        Text(part, style=CAVEAT)
        for line in caveat_words(outcome)
        for part in wrapped(page.safe(line), page.prose, 2, breaking=True)
    ]


def title(plan: Plan, page: Page) -> "list[RenderableType]":
    """What was computed, and by which readings."""
    from rich.text import Text

    lines = wrapped(page.safe(f"Överenskommelse {plan.name}: {plan.title}"), page.prose)
    amended = page.safe(f"Ändrad genom {listed(plan.amendments)}") if plan.amendments else ""
    heading: list[RenderableType] = [
        *(Text(line, style=HEADING) for line in lines),
        *(Text(line) for line in wrapped(amended, page.prose) if amended),
    ]
    if not plan.choices:
        return heading
    marked = any(choice.is_changed or choice.is_assumption for choice in plan.choices)
    style = CAVEAT if marked else ""
    return [
        *heading,
        *(Text(line, style=style) for line in wrapped(page.safe(reading_words(plan)), page.prose)),
    ]


def _recipients(outcome: Outcome) -> list[tuple[str, str]]:
    """Code and name of everyone in the payments."""
    names = {row.recipient: row.name for row in outcome.payments}
    return [(code, names[code]) for code in in_order(outcome.plan, names)]


def _column(heading: tuple[str, str], cells: Sequence[PaidRow | None], page: Page) -> Column:
    return Column(
        tuple(page.safe(line) for line in heading),
        tuple(page.safe("" if row is None else _kronor(row)) for row in cells),
        total=page.safe(_sum([row for row in cells if row is not None])),
        group=heading[0],
    )


def _sums(by_recipient: Sequence[Sequence[PaidRow]], page: Page) -> Column:
    """What each recipient gets in all: so far, where some of it is not measured yet."""
    partial = any(row.amount is None for rows in by_recipient for row in rows)
    return Column(
        ("summa", "hittills") if partial else ("summa",),
        tuple(page.safe(_so_far(rows)) for rows in by_recipient),
        total=page.safe(_so_far([row for rows in by_recipient for row in rows])),
    )


def _so_far(rows: Sequence[PaidRow]) -> str:
    """The sum of what is known; where all of it is unknown there is none."""
    if rows and all(row.why == UNKNOWN for row in rows):
        return UNKNOWN
    return write_amount(sum((row.amount for row in rows if row.amount is not None), Fraction(0)))


def _kronor(row: PaidRow) -> str:
    return row.why if row.amount is None else write_amount(row.amount)


def _sum(rows: Sequence[PaidRow]) -> str:
    """The sum of a column, or why there is none: where all that is not paid is held or waits, and
    it is known how much, what is paid has a sum."""
    unsaid = [row for row in rows if row.amount is None]
    if unsaid and (len(unsaid) == len(rows) or not all(r.held or r.waiting for r in unsaid)):
        return unsaid[0].why
    return write_amount(sum((row.amount for row in rows if row.amount is not None), Fraction(0)))
