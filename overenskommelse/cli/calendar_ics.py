"""A calendar for Outlook and others: `okt calendar --format ics`.

Every entry with a day is an event of its own, also where it recurs: each month can then be moved
or ticked off by itself, and no program has to understand a rule of recurrence.
"""

import datetime
import uuid
from collections.abc import Sequence
from typing import Final

from icalendar import Calendar, Event

from overenskommelse.cli.calendar_words import (
    Row,
    cited,
    follows_words,
    what_words,
)
from overenskommelse.text import listed, visible

PRODUCER: Final = "-//okt//okt calendar//SV"
STAMP: Final = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)
"""When events are said to be made, which the standard asks for: the same files give the same
bytes. Which of two versions is the later is told by how many amendments it has."""

_NAMESPACE: Final = uuid.uuid5(uuid.NAMESPACE_URL, "urn:okt:calendar")
_ONE_DAY: Final = datetime.timedelta(days=1)


def calendar_ics(rows: Sequence[Row]) -> bytes:
    """The entries that have days, as all-day events that leave the day free."""
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", PRODUCER)
    calendar.add("calscale", "GREGORIAN")
    for row in rows:
        if row.entry.first is not None and row.entry.last is not None:
            calendar.add_component(_event(row, row.entry.first, row.entry.last))
    data: bytes = calendar.to_ical()
    return data


def _event(row: Row, first: datetime.date, last: datetime.date) -> Event:
    entry = row.entry
    event = Event()
    event.add("uid", _uid(row))
    event.add("dtstamp", STAMP)
    event.add("sequence", len(row.plan.amendments))
    event.add("dtstart", first)
    event.add("dtend", last + _ONE_DAY)
    event.add("transp", "TRANSPARENT")
    who = f" ({entry.who})" if entry.who else ""
    event.add("summary", visible(f"{_headed(entry.kind.value)}: {what_words(entry)}{who}"))
    event.add("description", "\n".join(visible(line) for line in _description(row)))
    event.add("categories", [visible(f"Överenskommelse {row.plan.name}")])
    return event


def _description(row: Row) -> list[str]:
    entry = row.entry
    follows, cites = follows_words(entry), cited(entry)
    lines = [
        f"Överenskommelse {row.plan.name}: {row.plan.title}",
        f"Till: {listed(entry.to)}" if entry.to else "",
        f"Följd: {follows}" if follows else "",
        _headed(entry.note),
        f"Källa: {cites}" if cites else "",
    ]
    return [line for line in lines if line]


def _uid(row: Row) -> str:
    """Made of what the entry is, not of where, when or by whom it was written out."""
    words = (row.plan.name, row.plan.title, row.entry.id)
    return str(uuid.uuid5(_NAMESPACE, "\n".join(visible(word) for word in words)))


def _headed(words: str) -> str:
    return words[:1].upper() + words[1:]
