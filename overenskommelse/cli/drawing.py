"""Diagnostics drawn for the eye: the clause first, then the line, then what to do.

The one place that decides how a diagnostic looks in a terminal. What it says was decided where it
was found; `diagnostic_json` is the same values for machines.
"""

from typing import Final

from attrs import frozen
from rich.cells import cell_len
from rich.text import Text

from overenskommelse.cli.excerpt import excerpt
from overenskommelse.cli.inputs import STDIN_NAME
from overenskommelse.cli.page import Page, wrapped
from overenskommelse.diagnostics import Diagnostic, Severity
from overenskommelse.source import Span

_STYLE: Final = {
    Severity.ERROR: "bold red",
    Severity.WARNING: "bold yellow",
    Severity.NOTE: "bold cyan",
}
_DEEPEST_INDENT: Final = 8


def draw(diagnostic: Diagnostic, page: Page) -> Text:
    """A diagnostic in full: several lines, without a final newline."""
    lines = [_heading(diagnostic, page)]
    if diagnostic.span is None:
        lines += _Margin("    ", page).sentences(diagnostic.message)
        lines += _Margin("    ", page).sentences(_at_stake(diagnostic))
        lines += _Margin("    ", page).sentences(_way_out(diagnostic))
    else:
        lines += _in_source(diagnostic, diagnostic.span, page)
    return Text("\n").join(lines)


def _heading(diagnostic: Diagnostic, page: Page) -> Text:
    style = _STYLE[diagnostic.severity]
    heading = Text.assemble(
        (f"{diagnostic.severity.value} {page.safe(diagnostic.code.number)}", style),
        "  ",
        (page.safe(diagnostic.heading or diagnostic.code.title), "bold"),
    )
    place = _place(diagnostic)
    if place:
        wide = cell_len(heading.plain) + cell_len(place) + 3 > page.width
        between = "\n    " if wide else page.fit(" · ")
        heading.append(between + page.safe(place), style="dim")
    return heading


def _place(diagnostic: Diagnostic) -> str:
    if diagnostic.span is not None:
        return _line_of(diagnostic.span)
    return diagnostic.cell.swedish if diagnostic.cell is not None else ""


def _line_of(span: Span) -> str:
    return f"{span.source.name} rad {span.line}"


def _way_out(diagnostic: Diagnostic) -> str:
    help, fix = diagnostic.help, diagnostic.fix
    if fix is None:
        return help
    help = help or f"skriv: {fix.replacement}"
    if fix.span.source.name == STDIN_NAME:  # Nothing can be written there.
        return help
    strictly = " --strict" if diagnostic.code.strict else ""
    command = f"okt check{strictly} --fix" + ("" if fix.safe else " --unsafe")
    written = fix.replacement.strip()
    if fix.span.text and not fix.replacement:
        return f"{help} ({command} tar bort det)"
    if not written or (help.startswith("skriv") and help.endswith(written)):
        return f"{help} ({command} gör det)"
    return f"{help}\n{command} skriver: {written}"


@frozen
class _Margin:
    """What stands to the left of every line, and the page to its right."""

    left: str
    page: Page

    @property
    def room(self) -> int:
        """Cells to the right of the margin."""
        return max(12, self.page.width - cell_len(self.left))

    @property
    def prose(self) -> int:
        """Cells to the right of the margin that sentences fill."""
        return max(12, self.page.prose - cell_len(self.left))

    def line(self, text: Text, margin: str | None = None) -> Text:
        """A line with the margin before it."""
        left = self.left if margin is None else margin
        line = Text.assemble((left, "dim") if left.strip() else left, text)
        line.rstrip()
        return line

    def sentences(self, text: str, indent: int = 0) -> list[Text]:
        """Text with its own line ends kept, each line wrapped.

        What stands after two spaces is for pasting: it gets a line of its own sooner than it is
        broken.
        """
        room = self.prose - indent
        lines: list[str] = []
        for part in text.split("\n") if text else ():
            safe = self.page.safe(part)
            words, gap, example = safe.partition("  ")
            if words and gap and cell_len(safe) > room:
                lines += wrapped(words, room)
                safe = f"  {example.lstrip(' ')}"
            lines += wrapped(safe, room, len(safe) - len(safe.lstrip(" ")))
        return [self.line(Text(" " * indent + line)) for line in lines]


def _in_source(diagnostic: Diagnostic, span: Span, page: Page) -> list[Text]:
    numbers = [span.line, *(label.span.line for label in diagnostic.labels)]
    digits = max(len(str(number)) for number in numbers)
    bar = page.fit("│")
    margin = _Margin(f"  {'':{digits}} {bar} ", page)
    style = _STYLE[diagnostic.severity]
    lines = _marked(span, margin, digits, style, diagnostic.message)
    for label in diagnostic.labels:
        if label.span.source.name != span.source.name:
            lines.append(margin.line(Text(page.safe(_line_of(label.span)), style="dim")))
        lines += _marked(label.span, margin, digits, "cyan", label.text)
    indent = _indent(span, margin)
    lines += margin.sentences(_at_stake(diagnostic), indent)
    lines += margin.sentences(_way_out(diagnostic), indent)
    return lines


def _at_stake(diagnostic: Diagnostic) -> str:
    """What it is worth on data, a line for each."""
    about = {True: "i kronor", False: "i uppgifterna"}
    return "\n".join(f"{about[s.kronor is not None]}: {s.words}" for s in diagnostic.stakes)


def _marked(span: Span, margin: _Margin, digits: int, style: str, words: str) -> list[Text]:
    """A source line, its marker, and the words beside the marker or else below it."""
    page = margin.page
    shown = excerpt(span, page, margin.room)
    number = f"  {shown.number:>{digits}} {page.fit('│')} "
    marker = Text(" " * shown.offset)
    marker.append(page.fit("‾") * shown.length, style=style)
    lines = [margin.line(Text(shown.text), number)]
    beside = page.safe(words) if "\n" not in words else ""
    if beside and shown.offset + shown.length + 2 + cell_len(beside) <= margin.prose:
        return [*lines, margin.line(Text.assemble(marker, "  ", beside))]
    return [*lines, margin.line(marker), *margin.sentences(words, _indent(span, margin))]


def _indent(span: Span, margin: _Margin) -> int:
    shown = excerpt(span, margin.page, margin.room)
    return min(shown.indent, _DEEPEST_INDENT, margin.room // 8)
