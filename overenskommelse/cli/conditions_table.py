"""Focus areas and conditions as a table: what was reported, assessed, decided, and what holds.

The voices stand in columns of their own under the name of what they speak of. Reasons are in the
notes below the payments.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from overenskommelse.cli.grid import Column, tables
from overenskommelse.cli.naming import in_order, row_name
from overenskommelse.cli.page import Page
from overenskommelse.outcome import ConditionRow, FocusAreaRow, Outcome

if TYPE_CHECKING:
    from rich.console import RenderableType

_Voice = tuple[str, Sequence[str]]
"""A voice's heading, and what it says of each recipient."""

FOUND: Final = {True: "ja", False: "nej", None: "inte än"}
_GAP: Final = "  "


def condition_tables(outcome: Outcome, page: Page) -> "list[RenderableType]":
    """A row for each recipient, and columns for each focus area and condition; none without any."""
    found = {row.recipient for row in outcome.areas}
    found |= {row.recipient for row in outcome.conditions}
    members = dict(member for group in outcome.plan.groups for member in group.members)
    codes = in_order(outcome.plan, found)
    if not codes:
        return []
    first = Column(
        ("redovisat, bedömt", "och beslutat"),
        tuple(page.safe(row_name(code, members[code])) for code in codes),
        number=False,
    )
    columns = [*_areas(outcome, codes, page), *_conditions(outcome, codes, page)]
    return list(tables(first, columns, page, "Redovisat, bedömt och beslutat"))


def _areas(outcome: Outcome, codes: Sequence[str], page: Page) -> Iterator[Column]:
    for area in outcome.plan.areas:
        by_code = {row.recipient: row for row in outcome.areas if row.area == area.name}
        rows = [by_code.get(code) for code in codes]
        yield from _together(
            area.name,
            [
                ("svar", [answered(row) if row else "" for row in rows]),
                ("bedömt", [FOUND[row.assessed] if row else "" for row in rows]),
            ],
            page,
        )


def answered(row: FocusAreaRow) -> str:
    """What the answers come to in a word; blank where the data says nothing of them."""
    if not row.answers:
        return ""
    if row.refused:
        return "nej"
    if row.silent:
        return "inget"
    if row.unanswered:
        return "inte allt"
    return "ja" if any(answer is True for _, answer in row.answers) else "lämnat"


def _conditions(outcome: Outcome, codes: Sequence[str], page: Page) -> Iterator[Column]:
    for view in outcome.plan.conditions:
        by_code = {row.recipient: row for row in outcome.conditions if row.condition == view.name}
        rows = [by_code.get(code) for code in codes]
        is_assessed = bool(view.areas or view.assessor)
        yield from _together(
            view.name,
            [
                ("bedömt", [FOUND[row.assessed] if row and is_assessed else "" for row in rows]),
                ("beslut", [_decided(row) for row in rows]),
                ("uppfyllt", [FOUND[row.met] if row else "" for row in rows]),
            ],
            page,
        )


def _decided(row: ConditionRow | None) -> str:
    """Blank where nothing is decided: then what was found holds."""
    return FOUND[row.decided] if row and row.decided is not None else ""


def _together(name: str, voices: Sequence[_Voice], page: Page) -> list[Column]:
    """The voices that say anything."""
    heard = [voice for voice in voices if any(voice[1])]
    if page.has_cells:
        return [_voice(name, voice, page) for voice in heard]
    return [_side_by_side(name, heard, page)]


def _side_by_side(name: str, heard: Sequence[_Voice], page: Page) -> Column:
    """Voices as one column, so that their common name stands over them."""
    widths = [max(map(len, (heading, *cells))) for heading, cells in heard]

    def line(words: Sequence[str]) -> str:
        padded = (word.ljust(width) for word, width in zip(words, widths, strict=True))
        return page.fit(_GAP.join(padded))

    cells = zip(*(cells for _, cells in heard), strict=True)
    return Column(
        (page.safe(name), line([heading for heading, _ in heard])),
        tuple(line(words) for words in cells),
        number=False,
    )


def _voice(name: str, voice: _Voice, page: Page) -> Column:
    heading, cells = voice
    lines = (page.safe(name), page.fit(heading))
    return Column(lines, tuple(map(page.fit, cells)), number=False, group=name)
