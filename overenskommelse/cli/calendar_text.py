"""A calendar for the eye: day by day, or by how things stand on a day."""

import datetime
from collections import Counter
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
from overenskommelse.text import counted, listed
from runtime.dates import Kind
from runtime.due import Standing

_MARGIN: Final = 2
_COLUMN: Final = max(len(kind.value) for kind in Kind) + 2
_TITLES: Final = {
    Standing.DUE: "Sista dagen är denna dag",
    Standing.CURRENT: "Pågår",
    Standing.NEXT: "Härnäst, för var och en",
    Standing.OVERDUE: "Dagen har gått (okt vet inte vad som är gjort)",
    Standing.UNKNOWN: "Dagen är inte känd",
}


def calendar_text(
    plans: Sequence[Plan], rows: Sequence[Row], on: datetime.date | None, page: Page
) -> str:
    """The whole calendar; with a day, what stands out on it."""
    lines = [line for plan in plans for line in _heading(plan, page)]
    several = len(plans) > 1
    if on is None:
        lines += _days(rows, several, page)
    else:
        lines += ["", page.fit(f"Läget den {swedish_date(on)}"), *_on(rows, several, page)]
    return "\n".join(lines) + "\n"


def _heading(plan: Plan, page: Page) -> Iterator[str]:
    name = page.safe(f"Kalender för överenskommelse {plan.name}: {plan.title}")
    yield from wrapped(name, page.prose, _MARGIN)
    if plan.amendments:
        changed = page.safe(f"ändrad genom {listed(plan.amendments)}")
        yield from wrapped(f"{'':{_MARGIN}}{changed}", page.prose, _MARGIN)


def _days(rows: Sequence[Row], several: bool, page: Page) -> Iterator[str]:
    """Day by day; of what recurs, only the first is told in full."""
    told: set[tuple[str, str]] = set()
    for when, group in groupby(rows, key=lambda row: when_words(row.entry)):
        yield from ("", page.safe(when[:1].upper() + when[1:]))
        for row in group:
            yield from _headline(row, "", several, page)
            if _series(row) not in told:
                yield from _details(row, page)
            told.add(_series(row))


def _on(rows: Sequence[Row], several: bool, page: Page) -> Iterator[str]:
    """Standing by standing; of what recurs, only the last is told, and how many are before it."""
    for standing in Standing:
        those = [row for row in rows if row.standing is standing]
        yield from ("", page.fit(_TITLES[standing]))
        if not those:
            yield f"{'':{_MARGIN}}inget"
        recurring = Counter(_series(row) for row in those)
        last = {_series(row): row for row in those}
        for row in those:
            if last[_series(row)] is row:
                when = "" if standing is Standing.UNKNOWN else when_words(row.entry)
                yield from _headline(row, when, several, page)
                yield from _before(recurring[_series(row)] - 1, page)
                yield from _details(row, page)


def _before(number: int, page: Page) -> Iterator[str]:
    if number:
        yield from _aligned("", f"och {counted(number, 'månad', 'månader')} före den", page)


def _series(row: Row) -> tuple[str, str]:
    return row.plan.name, row.entry.series or row.entry.id


def _headline(row: Row, when: str, several: bool, page: Page) -> Iterator[str]:
    """``skyldighet  senast 31 mars 2024, Regionerna (2023): Redovisning av 2023 års medel``."""
    who = f"{row.entry.who} ({row.plan.name})" if several else row.entry.who
    about = ", ".join(word for word in (when, who) if word)
    yield from _aligned(row.entry.kind.value, f"{about}: {what_words(row.entry)}", page)


def _details(row: Row, page: Page) -> Iterator[str]:
    """To whom, what of the day must be known, what follows, and where it stands."""
    entry = row.entry
    if entry.to:
        yield from _aligned("", f"till {listed(entry.to)}", page)
    if entry.note:
        yield from _aligned("", entry.note, page)
    follows = follows_words(entry)
    if follows:
        yield from _aligned("", f"följd: {follows}", page)
    cites = f"[{cited(entry)}] " if entry.origin.cites else ""
    yield from _aligned("", f"{cites}{entry.origin.file} rad {entry.origin.line}", page)


def _aligned(label: str, words: str, page: Page) -> Iterator[str]:
    left = _MARGIN + _COLUMN
    room = max(20, page.prose - left)
    for i, line in enumerate(wrapped(page.safe(words), room)):
        yield f"{'':{_MARGIN}}{page.fit(label) if i == 0 else '':{_COLUMN}}{line}"
