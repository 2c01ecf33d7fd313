"""A coverage for the eye: how much, section by section, and then what is missing."""

from collections.abc import Iterator
from typing import Final

from rich.text import Text

from overenskommelse.cli.cover_words import (
    how_many,
    instead,
    not_counted,
    phrase,
    summary,
    unfound,
)
from overenskommelse.cli.grid import Column, tables
from overenskommelse.cli.marks import HEADING
from overenskommelse.cli.page import Page, wrapped
from overenskommelse.coverage import Coverage, Held, Section, Standing

_ALWAYS: Final = (Standing.DIFFERS, Standing.MISSING)
_STYLES: Final = {Standing.DIFFERS: "yellow", Standing.MISSING: "red"}
_ONLY: Final = "bara i filen"
_COLUMN: Final = max(len(one.value) for one in Standing) + 2
_TITLE: Final = 60


def cover_text(coverage: Coverage, source: str, details: bool, page: Page) -> str:
    """All of it; with ``details`` also what the file says, and what does not count."""
    heading = f"Överenskommelse {coverage.agreement} mot {source}. {summary(coverage)}"
    lines = [Text(part, style=HEADING) for part in wrapped(page.safe(heading), page.prose)]
    lines += [Text(), *_table(coverage, page)]
    for section in coverage.sections:
        listed = list(_listed(section, details, page))
        if listed:
            name = f"{section.name}  {section.title[:_TITLE]}" if section.title else section.name
            lines += [Text(), Text(page.safe(name.rstrip()), style=HEADING), *listed]
    if coverage.unfound:
        lines += [Text(), Text(page.safe(unfound(coverage)), style=HEADING)]
        lines += [Text(f"  {page.safe(text)}") for text in coverage.unfound]
    return page.render(*lines)


def _table(coverage: Coverage, page: Page) -> list[Text]:
    sections = coverage.sections
    names = Column(
        ("i källan",), tuple(page.safe(one.name) for one in sections), "tillsammans", number=False
    )
    notes = tuple(page.safe(not_counted(one)) for one in sections)
    columns = [
        Column(("räknas",), tuple(str(one.counted) for one in sections), str(coverage.counted)),
        Column(("finns",), tuple(str(one.said) for one in sections), str(coverage.said)),
        *(_count(coverage, standing) for standing in _ALWAYS),
        Column(("anmärkning",), notes, "", number=False),
    ]
    return tables(names, columns, page, "Avsnitt för avsnitt")


def _count(coverage: Coverage, standing: Standing) -> Column:
    numbers = [how_many(one, standing) if one.normative else 0 for one in coverage.sections]
    return Column((standing.value,), tuple(map(str, numbers)), str(sum(numbers)))


def _listed(section: Section, details: bool, page: Page) -> Iterator[Text]:
    shown = tuple(Standing) if details else _ALWAYS
    if section.normative or details:
        for standing in shown:
            for held in section.held:
                if held.standing is standing:
                    yield from _line(held, page)
    for one in section.only_in_file:
        yield from _row(_ONLY, f"{phrase(one)} (rad {one.line})", "cyan", page)


def _line(held: Held, page: Page) -> list[Text]:
    said = "; ".join(filter(None, (phrase(held.mention), instead(held))))
    text = f"rad {held.mention.line}: {said}"
    return _row(held.standing.value, text, _STYLES.get(held.standing, ""), page)


def _row(word: str, said: str, style: str, page: Page) -> list[Text]:
    text = f"  {word:{_COLUMN}}{page.safe(said)}"
    first, *rest = wrapped(text, page.prose, 2 + _COLUMN)
    drawn = Text(first)
    drawn.stylize(style, 2, 2 + len(word))
    return [drawn, *map(Text, rest)]
