"""An outcome for people: who is paid how much, and what that rests on."""

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from overenskommelse.cli.conditions_table import condition_tables
from overenskommelse.cli.grid import Column, tables
from overenskommelse.cli.naming import (
    in_order,
    item_words,
    payment_order,
    payment_words,
    row_name,
)
from overenskommelse.cli.outcome_account import account
from overenskommelse.cli.outcome_notes import caveats, sentence
from overenskommelse.cli.page import Page, wrapped
from overenskommelse.numbers import write_amount
from overenskommelse.outcome import UNKNOWN, Outcome, PaidRow
from overenskommelse.plan import Plan
from overenskommelse.text import listed

if TYPE_CHECKING:
    from rich.console import RenderableType


def drawn(outcome: Outcome, page: Page) -> str:
    """The outcome laid out on the page."""
    from rich.text import Text

    items: list[RenderableType] = [
        *_title(outcome.plan, page),
        *_not_real(outcome, page),
        *_caveats(outcome, page),
    ]
    if conditions := condition_tables(outcome, page):
        items += [Text(), *conditions]
    if outcome.payments:
        items += [Text(), *payment_tables(outcome, page)]
    else:
        items += [Text(), Text(page.fit("Överenskommelsen betalar inte ut något."))]
    return page.render(*items, *account(outcome, page))


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
    return list(tables(first, [*columns, _sums(by_recipient, page)], page))


def _not_real(outcome: Outcome, page: Page) -> "list[RenderableType]":
    """Before any figure: which figures it rests on are not real."""
    from rich.text import Text

    made = [
        f"{p.figure + ' i ' if p.figure else ''}{p.file} ({p.origin})"
        for p in outcome.provenance
        if p.origin != "verklig"
    ]
    if not made:
        return []
    line = page.safe(f"Bygger på uppgifter som inte är verkliga: {listed(made)}")
    return [Text(part, style="bold yellow") for part in wrapped(line, page.prose)]


def _caveats(outcome: Outcome, page: Page) -> "list[RenderableType]":
    """Before any figure, too: what was let past that would otherwise have been an error."""
    from rich.text import Text

    lines = [page.safe(f"Förbehåll: {sentence(note)}") for note in caveats(outcome)]
    return [
        Text(part, style="bold yellow") for line in lines for part in wrapped(line, page.prose, 2)
    ]


def _title(plan: Plan, page: Page) -> "list[RenderableType]":
    from rich.text import Text

    lines = wrapped(page.safe(f"Överenskommelse {plan.name}: {plan.title}"), page.prose)
    changed = [f"{c.name} = {c.used}" for c in plan.choices if c.used != c.in_force]
    reading = (
        f"Räknad med andra läsningar än de som gäller: {', '.join(changed)}"
        if changed
        else "Räknad enligt de läsningar som gäller"
    )
    assumed = [choice for choice in plan.choices if choice.assumed]
    if assumed:
        reading += f"; {len(assumed)} av {len(plan.choices)} är antaganden"
    amended = page.safe(f"Ändrad genom {listed(plan.amendments)}") if plan.amendments else ""
    heading: list[RenderableType] = [
        *(Text(line, style="bold") for line in lines),
        *(Text(line) for line in wrapped(amended, page.prose) if amended),
    ]
    if not plan.choices:
        return heading
    style = "bold yellow" if changed or assumed else ""
    return [
        *heading,
        *(Text(line, style=style) for line in wrapped(page.safe(reading), page.prose)),
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
    """The sum of a column, or why there is none."""
    unsaid = [row.why for row in rows if row.amount is None]
    if unsaid:
        return unsaid[0]
    return write_amount(sum((row.amount for row in rows if row.amount is not None), Fraction(0)))
