"""The rules that differ between two agreements, as a page: a table for each part of them."""

from collections.abc import Iterator, Sequence

from overenskommelse.cli.difference_words import (
    by_section,
    listed_changes,
    moved,
    place,
    sentences,
    where,
)
from overenskommelse.cli.html.blocks import Block, Cell, Heading, Line, Table
from overenskommelse.cli.html.page import document
from overenskommelse.difference import Change, Difference, Side
from overenskommelse.text import visible


def difference_page(difference: Difference, names: tuple[str, str], *, details: bool) -> str:
    """The file; with ``details`` also motives, where each clause stands, and all of new ones."""
    return document(list(_blocks(difference, names, details)))


def _blocks(difference: Difference, names: tuple[str, str], details: bool) -> Iterator[Block]:
    yield Heading(visible(f"{names[0]} → {names[1]}"))
    for sentence in sentences(difference, details):
        yield Line(visible(sentence))
    parts = list(by_section(listed_changes(difference, details)))
    if details and moved(difference):
        parts.append(("flyttat med året", moved(difference)))
    for section, changes in parts:
        yield Heading(visible(section))
        yield _table(visible(section), changes, details)


def _table(caption: str, changes: Sequence[Change], details: bool) -> Table:
    headings = ("regel", "ändring", "förut", "nu")
    rows = tuple(_row(change, details) for change in changes)
    return Table(f"Vad som skiljer: {caption}", tuple(Cell((h,)) for h in headings), rows)


def _row(change: Change, details: bool) -> tuple[Cell, ...]:
    sides = (_cell(side, details) for side in (change.old, change.new))
    rule = visible(where(change)) or "hela satsen"
    return (Cell((rule,)), Cell((visible(change.kind.value),)), *sides)


def _cell(side: Side | None, details: bool) -> Cell:
    if side is None:
        return Cell(("–",))
    if not details:
        return Cell((visible(side.words),))
    text = side.text.split("\n") if "\n" in side.text else [side.words]
    return Cell((*map(visible, text), visible(place(side))))
