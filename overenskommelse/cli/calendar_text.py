"""A calendar for the eye: day by day, or by how things stand on a day."""

import datetime
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
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
from runtime.due import Standing
from runtime.entry import Entry, Kind

_MARGIN: Final = 2
_COLUMN: Final = max(len(kind.value) for kind in Kind) + 2
_TITLES: Final = {
    Standing.DUE: "Sista dagen är denna dag",
    Standing.CURRENT: "Pågår",
    Standing.NEXT: "Härnäst, för var och en",
    Standing.OVERDUE: "Dagen har gått (okt vet inte vad som är gjort)",
    Standing.UNDATED: "Utan känd dag",
}
_MANY: Final = {
    Kind.MEASURING: "mätperioder",
    Kind.PAYMENT: "utbetalningar",
    Kind.REQUISITION: "rekvisitioner",
    Kind.REPAYMENT: "återbetalningar",
    Kind.DUTY: "skyldigheter",
    Kind.CRITERION: "kriterier",
    Kind.REPORT: "fokusområden",
    Kind.ASSESSMENT: "fokusområden",
    Kind.TRIAL: "villkor",
}
"""What several of a kind are called: reports and assessments by what they are about."""


def calendar_text(
    plans: Sequence[Plan], rows: Sequence[Row], on: datetime.date | None, page: Page
) -> str:
    """The whole calendar; with a day, what stands out on it."""
    lines = [line for plan in plans for line in _heading(plan, page)]
    if not rows and on is None:
        lines += ["", page.fit("Inget ska göras, betalas eller mätas.")]
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
    told: set[tuple[str, ...]] = set()
    for when, those in groupby(rows, key=lambda row: when_words(row.entry)):
        yield from ("", page.safe(when[:1].upper() + when[1:]))
        for group in _gathered(those):
            yield from _headline(group, "", several, page)
            if _series(group[0]) not in told:
                yield from _details(group, page)
            told.add(_series(group[0]))


def _on(rows: Sequence[Row], several: bool, page: Page) -> Iterator[str]:
    """Standing by standing; of what recurs, only the last is told, and how many are before it."""
    for standing in Standing:
        those = [row for row in rows if row.standing is standing]
        yield from ("", page.fit(_TITLES[standing]))
        if not those:
            yield f"{'':{_MARGIN}}inget"
        recurring = Counter(_series(row) for row in those)
        last = {_series(row): row for row in those}
        for group in _gathered(row for row in those if last[_series(row)] is row):
            yield from _headline(group, when_words(group[0].entry), several, page)
            yield from _before(recurring[_series(group[0])] - 1, page)
            yield from _details(group, page)


def _gathered(rows: Iterable[Row]) -> Iterable[list[Row]]:
    """Those that differ in what is to be done alone, together where the first of them stands.

    What recurs stands by itself: it is not told in full every time.
    """
    found: dict[tuple[object, ...], list[Row]] = {}
    for row in rows:
        entry = row.entry
        alike = (
            row.plan.name, row.plan.title, when_words(entry), entry.kind, entry.who, entry.to,
            entry.note, follows_words(entry), entry.id if entry.series else "",
        )  # fmt: skip
        found.setdefault(alike, []).append(row)
    return found.values()


def _before(number: int, page: Page) -> Iterator[str]:
    if number:
        yield from _aligned("", f"och {counted(number, 'månad', 'månader')} före den", page)


def _series(row: Row) -> tuple[str, ...]:
    return row.plan.name, row.plan.title, row.entry.series or row.entry.id


def _headline(group: Sequence[Row], when: str, several: bool, page: Page) -> Iterator[str]:
    """``skyldighet  senast 31 mars 2024, Regionerna (2023): Redovisning av 2023 års medel``."""
    row, many = group[0], len(group) > 1
    who = f"{row.entry.who} ({row.plan.name})" if several else row.entry.who
    about = ", ".join(word for word in (when, who) if word)
    what = f"{len(group)} {_MANY[row.entry.kind]}" if many else what_words(row.entry)
    yield from _aligned(row.entry.kind.value, f"{about}: {what}", page)


def _details(group: Sequence[Row], page: Page) -> Iterator[str]:
    """What each is, where there are several; to whom, what of the day must be known, what follows,
    and where it stands."""
    entry, many = group[0].entry, len(group) > 1
    for row in group if many else ():
        yield from _aligned("", f"• {what_words(row.entry)} {_place(row.entry)}", page, 2)
    if entry.to:
        yield from _aligned("", f"till {listed(entry.to)}", page)
    if entry.note:
        yield from _aligned("", entry.note, page)
    follows = follows_words(entry)
    if follows:
        yield from _aligned("", f"följd: {follows}", page)
    if not many:
        yield from _aligned("", _place(entry), page)


def _place(entry: Entry) -> str:
    """``[avsnitt 3.1] 2024.okt rad 274``."""
    cites = f"[{cited(entry)}] " if entry.origin.cites else ""
    return f"{cites}{entry.origin.file} rad {entry.origin.line}"


def _aligned(label: str, words: str, page: Page, hanging: int = 0) -> Iterator[str]:
    left = _MARGIN + _COLUMN
    room = max(20, page.prose - left)
    for i, line in enumerate(wrapped(page.safe(words), room, hanging)):
        yield f"{'':{_MARGIN}}{page.fit(label) if i == 0 else '':{_COLUMN}}{line}"
