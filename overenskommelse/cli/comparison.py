"""The outcome held against published decisions, in words and numbers."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from overenskommelse.cli.grid import Column, tables
from overenskommelse.cli.naming import payment_words
from overenskommelse.cli.page import Page
from overenskommelse.numbers import write_amount
from overenskommelse.outcome import DecisionRow, Outcome

if TYPE_CHECKING:
    from rich.console import RenderableType


def comparison(
    outcome: Outcome, names: Mapping[str, str], page: Page
) -> "list[RenderableType | str]":
    """For each published payment how many payouts agree, and a table of those that do not."""
    groups: dict[tuple[str, str], list[DecisionRow]] = {}
    for row in outcome.decisions:
        groups.setdefault((row.file, row.payment), []).append(row)
    lines: list[RenderableType | str] = []
    for (file, payment), rows in groups.items():
        differing = [row for row in rows if row.computed != row.published]
        same = len(rows) - len(differing)
        heading = f"{payment_words(payment)} ({file}): {same} av {len(rows)} stämmer på kronan"
        lines.append(f"{heading}; dessa avviker:" if differing else heading)
        lines += _deviations(
            differing, names, "inte uträknat" if outcome.unmeasured else "inget", page
        )
    for decision in outcome.unmatched:
        lines.append(
            f"{decision.file}: inget belopp stämmer med någon utbetalning, så det går inte att "
            "veta vilken filen avser; skriv det i en kolumn som heter utbetalning, "
            "till exempel 2023-12"
        )
    return lines


def _deviations(
    rows: Sequence[DecisionRow], names: Mapping[str, str], unknown: str, page: Page
) -> "list[RenderableType]":
    if not rows:
        return []
    first = Column(
        ("",),
        tuple(page.safe(f"  {names.get(row.recipient, row.recipient)}") for row in rows),
        number=False,
    )
    columns = [
        _column("beslutat", [write_amount(row.published) for row in rows], page),
        _column("räknat", [_computed(row, unknown) for row in rows], page),
        _column("räknat − beslutat", [_difference(row) for row in rows], page),
    ]
    return list(tables(first, columns, page))


def _column(heading: str, cells: Sequence[str], page: Page) -> Column:
    return Column((page.fit(heading),), tuple(page.fit(cell) for cell in cells))


def _computed(row: DecisionRow, unknown: str) -> str:
    return unknown if row.computed is None else write_amount(row.computed)


def _difference(row: DecisionRow) -> str:
    if row.computed is None:
        return ""
    difference = row.computed - row.published
    return f"{'+' if difference > 0 else ''}{write_amount(difference)}"
