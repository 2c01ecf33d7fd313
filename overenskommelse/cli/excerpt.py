"""A line of an agreement with its marked part, laid out on a page.

Works on a stretch around the mark, so that a line of a million characters costs no more than a
short one. Widths are counted in cells: a wide character takes two, a combining one none.
"""

from attrs import frozen
from rich.cells import cell_len

from overenskommelse.cli.page import Page
from overenskommelse.source import Span


@frozen
class Excerpt:
    """A source line as shown.

    Attributes:
        number: The line's number.
        text: What is shown of it, safe to show.
        offset: Cells before the mark.
        length: Cells that the mark underlines, at least one.
        indent: Cells of blanks that the line begins with.
    """

    number: int
    text: str
    offset: int
    length: int
    indent: int


def excerpt(span: Span, page: Page, room: int) -> Excerpt:
    """The first line of a span, cut to ``room`` cells around what is marked."""
    first = span.first_line()
    line_start = first.start - (first.column - 1)
    line = span.source.line_text(first.line)
    start, end = first.start - line_start, min(first.end - line_start, len(line))
    before = _shown(line[max(0, start - room) : start], page)
    marked = _shown(line[start:end][:room], page)
    after = _shown(line[end : end + room], page)
    blanks = len(before) - len(before.lstrip(" "))
    whole_before = start <= room
    whole_after = end + room >= len(line) and end - start <= room
    text = before + marked + after
    offset, length = cell_len(before), cell_len(marked)
    if whole_before and whole_after and cell_len(text.rstrip(" ")) <= room:
        return Excerpt(first.line, text.rstrip(" "), offset, max(1, length), blanks)
    return _cut(Excerpt(first.line, text, offset, length, blanks), page, room, whole_before)


def _cut(whole: Excerpt, page: Page, room: int, from_start: bool) -> Excerpt:
    mark = cell_len(page.cut)
    if from_start and whole.offset + min(whole.length, room // 2) <= room - mark:
        left, lead = 0, ""
    else:
        left, lead = max(0, whole.offset - room // 3), page.cut
    skipped, rest = _split(whole.text, left)
    shift = cell_len(lead) - cell_len(skipped)
    end = ""
    if cell_len(lead) + cell_len(rest) > room:
        rest, end = _split(rest, room - cell_len(lead) - mark)[0], page.cut
    offset = whole.offset + shift
    visible_cells = cell_len(lead) + cell_len(rest)
    length = max(1, min(whole.length, visible_cells - offset))
    return Excerpt(whole.number, lead + rest + end, offset, length, 0 if lead else whole.indent)


def _split(text: str, cells: int) -> tuple[str, str]:
    """The text up to where its characters have filled so many cells, and the rest."""
    filled = 0
    for position, character in enumerate(text):
        width = cell_len(character)
        if filled + width > cells:
            return text[:position], text[position:]
        filled += width
    return text, ""


def _shown(text: str, page: Page) -> str:
    return page.safe(text.replace("\t", " "))
