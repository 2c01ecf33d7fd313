"""A calendar for machines: `okt calendar --format json`. English keys in a fixed order."""

import datetime
from collections.abc import Sequence
from typing import Any

from overenskommelse.cli.calendar_words import Row, what_words
from overenskommelse.cli.diagnostic_json import FORM
from overenskommelse.plan import Plan
from runtime.entry import Known


def calendar_json(
    plans: Sequence[Plan], rows: Sequence[Row], on: datetime.date | None
) -> dict[str, Any]:
    """The whole calendar as a JSON object."""
    return {
        "okt": FORM,
        "agreements": [
            {
                "id": plan.name,
                "title": plan.title,
                "sha256": plan.source_sha256,
                "amendments": list(plan.amendments),
            }
            for plan in plans
        ],
        "on": _day(on),
        "entries": [_entry(row) for row in rows],
    }


def _entry(row: Row) -> dict[str, Any]:
    entry = row.entry
    return {
        "agreement": row.plan.name,
        "id": entry.id,
        "kind": entry.kind.name.lower(),
        "first": _day(entry.first),
        "last": _day(entry.last),
        "unknown": entry.known is Known.UNKNOWN,
        "who": entry.who,
        "what": what_words(entry),
        "to": list(entry.to),
        "items": list(entry.items),
        "follows": [
            {
                "words": one.words,
                "condition": one.condition or None,
                "items": list(one.items),
                "assumed": one.assumed or None,
            }
            for one in entry.follows
        ],
        "note": entry.note,
        "cites": list(entry.origin.cites),
        "file": entry.origin.file,
        "line": entry.origin.line,
        "standing": row.standing.name.lower() if row.standing else None,
    }


def _day(day: datetime.date | None) -> str | None:
    return day.isoformat() if day is not None else None
