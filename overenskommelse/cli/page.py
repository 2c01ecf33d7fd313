"""The page that is written on: how wide it is, which characters it can show, whether in colour.

Everything that the roof lays out asks the page, and nothing else knows of terminals. Loading this
module does not load rich: a command with nothing to draw starts without it.
"""

import os
import shutil
import unicodedata
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final, TextIO

from attrs import frozen

from overenskommelse.saying import Saying
from overenskommelse.text import visible

if TYPE_CHECKING:
    from rich.console import RenderableType

WIDTH: Final = 100
"""Characters across where the output is not a terminal."""

PROSE: Final = 100
"""Sentences are wrapped at this width even where the terminal is wider."""

_PLAIN: Final = str.maketrans(
    {
        "\u00a0": " ", "\u202f": " ", "\u2009": " ",
        "−": "-", "–": "-", "—": "-", "‑": "-", "…": "...", "·": "-",
        "“": '"', "”": '"', "„": '"', "’": "'", "‘": "'",
        "≥": ">=", "≤": "<=", "→": "->", "×": "x", "÷": "/",
        "⟨": "<", "⟩": ">", "‾": "^", "│": "|", "─": "-", "━": "=",
        "├": "+", "└": "+", "┌": "+", "┐": "+", "┘": "+", "┤": "+", "┼": "+",
        "✓": "+", "✗": "x", "█": "#", "§": "avsnitt ", "•": "-",
    }
)  # fmt: skip
"""What stands in for a character that an older console lacks."""


@frozen(repr=False, eq=False)
class Page(Saying):
    """What is known of the place where the text ends up.

    Attributes:
        width: Characters across.
        encoding: The character encoding that it can show.
        color: Whether it shows colours.
        is_terminal: Whether somebody reads it as it comes, and nothing can be cut at its edge.
        has_cells: Whether its tables have cells, which text put side by side in one would hide.
    """

    width: int = WIDTH
    encoding: str = "utf-8"
    color: bool = False
    is_terminal: bool = False
    has_cells: bool = False

    @property
    def prose(self) -> int:
        """The width at which sentences wrap."""
        return min(self.width, PROSE)

    @property
    def cut(self) -> str:
        """The mark for something cut away."""
        return self.fit("…")

    def fit(self, text: str) -> str:
        """The text with every character that the page lacks put in other words."""
        try:
            text.encode(self.encoding)
        except UnicodeEncodeError:
            return "".join(self._nearest(character) for character in text)
        return text

    def safe(self, text: str) -> str:
        """One line of a stranger's text, with nothing hidden in it and fit to be shown."""
        return self.fit(visible(text))

    def render(self, *items: "RenderableType") -> str:
        """Rich's drawing of the items, one under the other."""
        import io

        from rich.console import Console

        file = io.StringIO()
        console = Console(
            file=file,
            width=self.width,
            height=25,
            force_terminal=self.color,
            color_system="standard" if self.color else None,
            no_color=not self.color,
            legacy_windows=False,
            markup=False,
            highlight=False,
            emoji=False,
            soft_wrap=True,
        )
        for item in items:
            console.print(item)
        return file.getvalue()

    def _nearest(self, character: str) -> str:
        for candidate in (character, character.translate(_PLAIN), _undotted(character)):
            try:
                candidate.encode(self.encoding)
            except UnicodeEncodeError:
                continue
            return candidate
        return "?"


def page_of(form: str | None) -> Page:
    """The page of a form that is no terminal's: a file, or what another program takes."""
    if form != "html":
        return Page()
    from overenskommelse.cli.html.page import HtmlPage

    return HtmlPage()


def page_for(stream: TextIO | None, color: str = "auto") -> Page:
    """The page behind a stream, closed or not; ``color`` is auto, always or never."""
    terminal = _is_terminal(stream)
    return Page(
        width=max(20, shutil.get_terminal_size((WIDTH, 25)).columns) if terminal else WIDTH,
        encoding=getattr(stream, "encoding", None) or "utf-8",
        color=_wants_color(color, terminal),
        is_terminal=terminal,
    )


def _wants_color(choice: str, terminal: bool) -> bool:
    if choice != "auto":
        return choice == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    if not terminal or os.environ.get("TERM") == "dumb":
        return False
    # The old Windows console prints colour codes instead of obeying them.
    modern = ("WT_SESSION", "ANSICON", "TERM", "TERM_PROGRAM")
    return os.name != "nt" or any(os.environ.get(name) for name in modern)


def _is_terminal(stream: TextIO | None) -> bool:
    try:
        return stream is not None and stream.isatty()
    except (ValueError, OSError):
        return False


def _undotted(character: str) -> str:
    decomposed = unicodedata.normalize("NFKD", character)
    return "".join(c for c in decomposed if not unicodedata.combining(c)) or "?"


def wrapped(text: str, width: int, hanging: int = 0, *, breaking: bool = False) -> list[str]:
    """A sentence in lines of at most ``width`` cells, broken at ordinary spaces alone.

    A no-break space keeps a number and its unit together; a word wider than the line stands on
    its own, or is broken with ``breaking``, which is for words that nobody copies. ``hanging``
    indents every line but the first. Runs of spaces within a line stay.
    """
    from rich.cells import cell_len, chop_cells

    if breaking:
        room = max(width - hanging, 1)
        text = " ".join(" ".join(chop_cells(word, room)) for word in text.split(" "))
    lines: list[str] = []
    line = text[: len(text) - len(text.lstrip(" "))]
    empty = True
    for gap, word in _words(text.lstrip(" ")):
        if not empty and cell_len(line) + gap + cell_len(word) > width:
            lines.append(line)
            line, empty = " " * hanging, True
        line += word if empty else " " * gap + word
        empty = False
    return [*lines, line.rstrip(" ")]


def _words(text: str) -> Iterable[tuple[int, str]]:
    gap = 0
    for word in text.split(" "):
        if word:
            yield gap, word
            gap = 1
        else:
            gap += 1
