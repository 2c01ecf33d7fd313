"""A difference as Markdown, to paste into a message or a memorandum: a table for each part."""

import re
from collections.abc import Iterator
from typing import Final

from overenskommelse.cli.difference_words import (
    by_section,
    listed_changes,
    sentences,
    where,
)
from overenskommelse.difference import Change, Difference, Side
from overenskommelse.text import visible

_MARKS: Final = re.compile(r"[\\`*_{}\[\]<>#|~&]")


def difference_markdown(difference: Difference, names: tuple[str, str], details: bool) -> str:
    """All that is told, with ``details`` also motives; no mark-up in it but its own."""
    return "\n".join(_lines(difference, names, details)) + "\n"


def _lines(difference: Difference, names: tuple[str, str], details: bool) -> Iterator[str]:
    yield f"# {plain(names[0])} → {plain(names[1])}"
    for sentence in sentences(difference, details):
        yield from ("", plain(sentence))
    for section, changes in by_section(listed_changes(difference, details)):
        yield from ("", f"## {plain(section)}", "")
        yield from ("| | | förut | nu |", "|---|---|---|---|")
        yield from (_row(change) for change in changes)


def _row(change: Change) -> str:
    cells = (change.kind.value, where(change), _words(change.old), _words(change.new))
    return f"| {' | '.join(plain(cell) for cell in cells)} |"


def _words(side: Side | None) -> str:
    return side.words if side else ""


def plain(text: str) -> str:
    """A stranger's text with no mark-up in it."""
    return _MARKS.sub(lambda mark: f"\\{mark[0]}", visible(text))
