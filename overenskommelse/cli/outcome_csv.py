"""Payments as a table for a Swedish Excel, with decimal comma: `okt evaluate --format csv`."""

from fractions import Fraction
from typing import Final

from overenskommelse.cli.csv_table import cell, table
from overenskommelse.cli.naming import is_requisition
from overenskommelse.cli.outcome_notes import reservations
from overenskommelse.numbers import write_plain
from overenskommelse.outcome import Outcome
from overenskommelse.text import listed

COLUMNS: Final = ("mottagare", "namn", "utbetalning", "post", "belopp_kr")
CAVEATS_COLUMN: Final = "förbehåll"


def payments(outcome: Outcome) -> bytes:
    """A row for each recipient, payment and item; an amount that is not known yet is empty.

    What was let past in the data, and that the agreement is assumed in part, is named in a last
    column, which is else not there: a table is handed on without the notes that belong to it.
    """
    reserved = listed(reservations(outcome))
    last = [reserved] if reserved else []
    rows = [[*COLUMNS, *([CAVEATS_COLUMN] if reserved else [])]]
    for row in outcome.payments:
        payment = "rekvisition" if is_requisition(row.payment) else row.payment
        texts = (row.recipient, row.name, payment, row.item)
        rows.append([*(cell(text) for text in texts), _amount(row.amount), *last])
    return table(rows)


def _amount(amount: Fraction | None) -> str:
    if amount is None:
        return ""
    return write_plain(amount, 0 if amount.denominator == 1 else 2).replace(".", ",")
