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

_FOUND: Final = {True: "ja", False: "nej", None: "inte än"}
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
    return list(tables(first, columns, page))


def _areas(outcome: Outcome, codes: Sequence[str], page: Page) -> Iterator[Column]:
    for area in outcome.plan.areas:
        by_code = {row.recipient: row for row in outcome.areas if row.area == area.name}
        rows = [by_code.get(code) for code in codes]
        yield _side_by_side(
            area.name,
            [
                ("svar", [_answer(row) if row else "" for row in rows]),
                ("bedömt", [_FOUND[row.assessed] if row else "" for row in rows]),
            ],
            page,
        )


def _answer(row: FocusAreaRow) -> str:
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
        yield _side_by_side(
            view.name,
            [
                ("bedömt", [_FOUND[row.assessed] if row and is_assessed else "" for row in rows]),
                ("beslut", [_decided(row) for row in rows]),
                ("uppfyllt", [_FOUND[row.met] if row else "" for row in rows]),
            ],
            page,
        )


def _decided(row: ConditionRow | None) -> str:
    """Blank where nothing is decided: then what was found holds."""
    return _FOUND[row.decided] if row and row.decided is not None else ""


def _side_by_side(name: str, voices: Sequence[_Voice], page: Page) -> Column:
    """The voices that say anything as one column, so that their common name stands over them."""
    heard = [(heading, cells) for heading, cells in voices if any(cells)]
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
