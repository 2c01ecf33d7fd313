"""A calendar as a table for a Swedish Excel: `okt calendar --format csv`."""

import datetime
from collections.abc import Sequence
from typing import Final

from overenskommelse.cli.calendar_words import (
    Row,
    cited,
    follows_words,
    what_words,
    when_words,
)
from overenskommelse.cli.csv_table import cell, table
from overenskommelse.text import listed

COLUMNS: Final = (
    "överenskommelse", "från", "till_och_med", "när", "slag", "vem", "vad", "till", "följd",
    "not", "avsnitt", "fil", "rad",
)  # fmt: skip
STANDING_COLUMN: Final = "läge"


def calendar_csv(rows: Sequence[Row], *, on: bool) -> bytes:
    """A row for each entry; on a day, a first column says how it stands."""
    columns = (STANDING_COLUMN, *COLUMNS) if on else COLUMNS
    return table([columns, *([cell(text) for text in _texts(row)] for row in rows)])


def _texts(row: Row) -> list[str]:
    entry = row.entry
    return [
        *([row.standing.value] if row.standing else []),
        row.plan.name, _day(entry.first), _day(entry.last), when_words(entry), entry.kind.value,
        entry.who, what_words(entry), listed(entry.to), follows_words(entry), entry.note,
        cited(entry), entry.origin.file, str(entry.origin.line),
    ]  # fmt: skip


def _day(day: datetime.date | None) -> str:
    return day.isoformat() if day is not None else ""
