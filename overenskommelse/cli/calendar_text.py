"""A calendar for the eye: day by day, or by how things stand on a day."""

import datetime
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from overenskommelse.calendar import swedish_date
from overenskommelse.cli.calendar_words import (
    Row,
    cited,
    follows_words,
    what_words,
    when_words,
)
from overenskommelse.cli.page import Page, wrapped
from overenskommelse.plan import Plan
from overenskommelse.text import listed
from runtime.dates import Kind
from runtime.due import Standing

_MARGIN: Final = 2
_COLUMN: Final = max(len(kind.value) for kind in Kind) + 2
_DONE_UNKNOWN: Final = "okt vet inte vad som är gjort"


def calendar_text(
    plans: Sequence[Plan], rows: Sequence[Row], on: datetime.date | None, page: Page
) -> str:
    """The whole calendar; with a day, what stands out on it."""
    lines = [line for plan in plans for line in _heading(plan, page)]
    several = len(plans) > 1
    if on is None:
        lines += _days(rows, several, page)
    else:
        lines += _on(rows, on, several, page)
    return "\n".join(lines) + "\n"


def _heading(plan: Plan, page: Page) -> Iterator[str]:
    name = page.safe(f"Kalender för överenskommelse {plan.name}: {plan.title}")
    yield from wrapped(name, page.prose, _MARGIN)
    if plan.amendments:
        changed = page.safe(f"ändrad genom {listed(plan.amendments)}")
        yield from wrapped(f"{'':{_MARGIN}}{changed}", page.prose, _MARGIN)


def _days(rows: Sequence[Row], several: bool, page: Page) -> Iterator[str]:
    told: set[tuple[str, str]] = set()
    for when, group in groupby(rows, key=lambda row: when_words(row.entry)):
        yield from ("", page.safe(when[:1].upper() + when[1:]))
        for row in group:
            yield from _entry(row, "", told, several, page)


def _on(rows: Sequence[Row], on: datetime.date, several: bool, page: Page) -> Iterator[str]:
    for standing in Standing:
        those = [row for row in rows if row.standing is standing]
        yield from ("", page.fit(_standing_words(standing, on)))
        if not those:
            yield f"{'':{_MARGIN}}inget"
        told: set[tuple[str, str]] = set()
        for row in those:
            yield from _entry(row, when_words(row.entry), told, several, page)


def _standing_words(standing: Standing, on: datetime.date) -> str:
    match standing:
        case Standing.OVERDUE:
            return f"Dagen har gått ({_DONE_UNKNOWN})"
        case Standing.DUE:
            return f"Senast den {swedish_date(on)}"
    return standing.value[:1].upper() + standing.value[1:]


def _entry(
    row: Row, when: str, told: set[tuple[str, str]], several: bool, page: Page
) -> Iterator[str]:
    """An entry; of one that recurs, only the first is told in full."""
    entry = row.entry
    who = f"{entry.who}: " if entry.who else ""
    day = f"{when}, " if when else ""
    yield from _aligned(entry.kind.value, f"{day}{who}{what_words(entry)}", page)
    series = row.plan.name, entry.series or entry.id
    if series in told:
        return
    told.add(series)
    if entry.to:
        yield from _aligned("", f"till {listed(entry.to)}", page)
    if entry.note:
        yield from _aligned("", entry.note, page)
    follows = follows_words(entry)
    if follows:
        yield from _aligned("", f"följd: {follows}", page)
    places = [row.plan.name] if several else []
    places += [cited(entry)] if entry.origin.cites else []
    places.append(f"{entry.origin.file} rad {entry.origin.line}")
    yield from _aligned("", f"[{', '.join(places)}]", page)


def _aligned(label: str, words: str, page: Page) -> Iterator[str]:
    left = _MARGIN + _COLUMN
    room = max(20, page.prose - left)
    for i, line in enumerate(wrapped(page.safe(words), room)):
        yield f"{'':{_MARGIN}}{page.fit(label) if i == 0 else '':{_COLUMN}}{line}"
