"""A difference for the eye: how much first, then change by change, rules about money first."""

from collections.abc import Iterator
from typing import Final

from rich.cells import cell_len
from rich.text import Text

from overenskommelse.cli.difference_words import (
    NOUNS,
    by_section,
    line,
    listed_changes,
    moved,
    place,
    sentences,
    told,
)
from overenskommelse.cli.grid import Column, tables
from overenskommelse.cli.page import Page, wrapped
from overenskommelse.difference import Change, ChangeKind, Difference

_STYLES: Final = {
    ChangeKind.CHANGED: "yellow",
    ChangeKind.NEW: "green",
    ChangeKind.REMOVED: "red",
    ChangeKind.RENAMED: "cyan",
}
_COLUMN: Final = max(len(kind.value) for kind in ChangeKind) + 2
_MARGIN: Final = 2


def difference_text(
    difference: Difference, names: tuple[str, str], details: bool, page: Page
) -> str:
    """All rules; with ``details`` also motives, where each clause stands, and all of new ones."""
    lines = list(_heading(difference, names, details, page))
    for section, changes in by_section(listed_changes(difference, details)):
        lines += [Text(), Text(page.safe(section), style="bold")]
        lines += [part for change in changes for part in _change(change, details, page)]
    if details and moved(difference):
        lines += [Text(), Text("flyttat med året", style="bold")]
        lines += [part for change in moved(difference) for part in _change(change, False, page)]
    return page.render(*lines)


def stat_text(difference: Difference, names: tuple[str, str], page: Page) -> str:
    """How many changes of each kind there are in each part of the agreement."""
    lines = list(_heading(difference, names, True, page))
    changes = told(difference)
    if changes:
        sections = list(dict.fromkeys(change.section for change in changes))
        first, *counts = [_counts(changes, sections, kind) for kind in ChangeKind]
        room = page.width - sum(column.width + _MARGIN for column in (first, *counts))
        names_of = tuple(_cut(page.safe(section), room, page) for section in sections)
        parts = Column(("",), names_of, "tillsammans", number=False)
        lines += [Text(), *tables(first, [*counts, parts], page)]
    return page.render(*lines)


def _cut(name: str, room: int, page: Page) -> str:
    """A name in the room there is; a title may end before its end."""
    return name if cell_len(name) <= room else name[: room - len(page.cut)] + page.cut


def _counts(changes: list[Change], sections: list[str], kind: ChangeKind) -> Column:
    of_kind = [change.section for change in changes if change.kind is kind]
    cells = tuple(str(of_kind.count(section)) for section in sections)
    return Column(tuple(NOUNS[kind][1].split(" ", 1)), cells, str(len(of_kind)))


def _heading(
    difference: Difference, names: tuple[str, str], details: bool, page: Page
) -> Iterator[Text]:
    yield Text(page.safe(f"{names[0]} → {names[1]}"), style="bold")
    for sentence in sentences(difference, details):
        yield from (Text(part) for part in wrapped(page.safe(sentence), page.prose))


def _change(change: Change, details: bool, page: Page) -> Iterator[Text]:
    left = _MARGIN + _COLUMN
    kind = page.fit(change.kind.value)
    for i, part in enumerate(wrapped(page.safe(line(change)), max(20, page.prose - left))):
        yield Text.assemble(
            " " * _MARGIN, (f"{kind if i == 0 else '':{_COLUMN}}", _STYLES[change.kind]), part
        )
    if details:
        for part in _details(change):
            yield Text(f"{'':{left}}{page.safe(part)}".rstrip(), style="dim")


def _details(change: Change) -> Iterator[str]:
    for side in (change.old, change.new):
        if side is not None:
            yield place(side)
            if "\n" in side.text:
                yield from (f"  {one}" for one in side.text.split("\n"))
