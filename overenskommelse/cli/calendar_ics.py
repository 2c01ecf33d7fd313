"""A calendar for Outlook and others: `okt calendar --format ics`.

Every entry with a day is an event of its own, also where it recurs: each month can then be moved
or ticked off by itself, and no program has to understand a rule of recurrence.

The file is a snapshot and schedules nothing, so it has no METHOD (RFC 5545, 3.7.2; one would ask
for an ORGANIZER, RFC 5546, 3.2.1). Its days have no hours: the end of an event is the day after
its last (RFC 5545, 3.6.1).

Of two versions of an event a program keeps the one with the higher SEQUENCE, and of two with the
same the one with the later DTSTAMP (RFC 5546, 2.1.5). SEQUENCE is how many amendments there are.
An agreement can also be edited without one, and nobody has kept what the last file said; so DTSTAMP
is when the file was made, which in a file without METHOD is when its content was last revised
(RFC 5545, 3.8.7.2).
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
from overenskommelse.plan import Plan
from overenskommelse.text import listed, visible

PRODUCER: Final = "-//okt//okt calendar//SV"
_NAMESPACE: Final = uuid.uuid5(uuid.NAMESPACE_URL, "urn:okt:calendar")
_ONE_DAY: Final = datetime.timedelta(days=1)


def calendar_ics(plans: Sequence[Plan], rows: Sequence[Row], made: datetime.datetime) -> bytes:
    """The entries that have days, as all-day events that leave the day free.

    There is at least one: a calendar without is none (RFC 5545, 3.6). ``made`` is when they are
    said to be made, in UTC.
    """
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", PRODUCER)
    calendar.add("calscale", "GREGORIAN")
    calendar.calendar_name = visible(f"Överenskommelse {listed(plan.name for plan in plans)}")
    for row in rows:
        if row.entry.first is not None and row.entry.last is not None:
            calendar.add_component(_event(row, row.entry.first, row.entry.last, made))
    data: bytes = calendar.to_ical()
    return data


def _event(row: Row, first: datetime.date, last: datetime.date, made: datetime.datetime) -> Event:
    entry = row.entry
    event = Event()
    event.add("uid", _uid(row))
    event.add("dtstamp", made)
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
    """The same for the same clause of the same agreement, whatever its day, words or file.

    Importing again then replaces the event. It is a UUID, and names no machine, as RFC 7986 (5.3)
    wants; one of version 5, for the random ones that it has in mind are never the same again.
    """
    words = (row.plan.name, row.entry.id)
    return str(uuid.uuid5(_NAMESPACE, "\n".join(visible(word) for word in words)))


def _headed(words: str) -> str:
    return words[:1].upper() + words[1:]
