"""Payments as a table for a Swedish Excel, with decimal comma: `okt evaluate --format csv`."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from overenskommelse.cli.csv_table import cell, table
from overenskommelse.cli.naming import is_requisition
from overenskommelse.cli.outcome_notes import reservations
from overenskommelse.numbers import write_plain
from overenskommelse.outcome import Outcome, PaidRow
from overenskommelse.text import listed

COLUMNS: Final = (
    "mottagare", "namn", "utbetalning", "post", "belopp_kr", "hålls_inne_kr", "väntar_kr",
    "förfallet_kr", "skäl", "förbehåll",
)  # fmt: skip


def payments(outcome: Outcome) -> bytes:
    """A row for each recipient, payment and item; an amount that cannot be said is empty."""
    rows = ([_written(value) for value in row] for row in payment_rows(outcome))
    return table([COLUMNS, *rows])


def payment_rows(outcome: Outcome) -> Iterator[tuple[str | Fraction | None, ...]]:
    """The values of the columns: texts as they are, kronor, and None for what cannot be said.

    ``skäl`` says why. ``förbehåll`` names what the row rests on that is assumed or not real, and
    what was let past in the data: a table is handed on without the notes that belong to it.
    """
    unmet = _unmet(outcome)
    for row in outcome.payments:
        yield (
            row.recipient, row.name, payment_cell(row.payment), row.item, row.amount, row.held,
            row.waiting, row.forfeited, _reason(row, unmet.get((row.recipient, row.item), "")),
            listed(reservations(outcome, row)),
        )  # fmt: skip


def _written(value: str | Fraction | None) -> str:
    return cell(value) if isinstance(value, str) else amount(value)


def payment_cell(payment: str) -> str:
    """The month as ``2024-12``, which spreadsheets sort by; else a word."""
    if payment == "unknown":
        return "okänd"
    return "rekvisition" if is_requisition(payment) else payment


def _unmet(outcome: Outcome) -> dict[tuple[str, str], str]:
    """The condition that a recipient does not meet for an item; the first, if there are several."""
    items = {view.name: view.items for view in outcome.plan.conditions}
    return {
        (row.recipient, item): row.condition
        for row in reversed(outcome.conditions)
        if row.met is False
        for item in items[row.condition]
    }


def _reason(row: PaidRow, unmet: str) -> str:
    """Why there is no amount, or why it is less than what was due.

    What has fallen to the others was never this recipient's, so it is neither held nor forfeited:
    then the condition alone says why there is nothing.
    """
    lost = "rätten har förfallit" if row.forfeited else ""
    return row.why or lost or (f"villkor {unmet} är inte uppfyllt" if unmet else "")


def amount(kronor: Fraction | None) -> str:
    """Kronor with decimal comma; empty where they cannot be said."""
    if kronor is None:
        return ""
    return write_plain(kronor, 0 if kronor.denominator == 1 else 2).replace(".", ",")
