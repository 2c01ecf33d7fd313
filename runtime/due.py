"""Where the entries of a calendar stand on a day: what is due, what is too late, what is next."""

import datetime
from collections.abc import Sequence
from enum import Enum

from runtime.entry import Entry


class Standing(Enum):
    """Where an entry stands on a day. The value says so."""

    DUE = "sista dagen"
    CURRENT = "pågår"
    NEXT = "härnäst"
    OVERDUE = "dagen har gått"
    UNDATED = "utan känd dag"


def standings(entries: Sequence[Entry], day: datetime.date) -> list[Standing | None]:
    """Where each entry stands on a day; None for what is over or further away.

    What is next is, for each who has something to do, all that begins on the nearest day to come.
    Nobody knows here what has been done: what could be too late is told.
    """
    coming: dict[str, datetime.date] = {}
    for entry in entries:
        if entry.first is not None and entry.first > day:
            coming[entry.who] = min(entry.first, coming.get(entry.who, entry.first))
    return [_standing(entry, day, coming.get(entry.who)) for entry in entries]


def _standing(entry: Entry, day: datetime.date, coming: datetime.date | None) -> Standing | None:
    if entry.first is None or entry.last is None:
        return Standing.UNDATED
    if entry.first > day:
        return Standing.NEXT if entry.first == coming else None
    if entry.last < day:
        return Standing.OVERDUE if entry.lapses else None
    return Standing.DUE if entry.lapses and entry.last == day else Standing.CURRENT
