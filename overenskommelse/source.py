"""Where text comes from: a source, and spans in it.

A span is kept outside equality everywhere: where a thing stands is not what it is.
"""

from bisect import bisect_right
from functools import cached_property

from attrs import field, frozen


@frozen(slots=False)
class Source:
    r"""A text and the name under which users know it.

    ``text`` has ``\\n`` line ends only and is normalised (NFC) by whoever read it, so that one
    position means the same everywhere. Lines count from 1 and end at ``\\n`` alone.
    """

    name: str
    text: str = field(repr=False)

    @cached_property
    def line_starts(self) -> list[int]:
        """The position at which each line begins."""
        return [0, *(i + 1 for i, c in enumerate(self.text) if c == "\n")]

    def line_of(self, position: int) -> int:
        """The line number, from 1, that a position stands on."""
        return bisect_right(self.line_starts, position)

    def line_text(self, line: int) -> str:
        """The text of a line without its line end; empty beyond the last line."""
        if not 1 <= line <= len(self.line_starts):
            return ""
        start = self.line_starts[line - 1]
        end = self.text.find("\n", start)
        return self.text[start:] if end < 0 else self.text[start:end]


@frozen
class Span:
    """A stretch ``[start, end)`` of a source, in characters."""

    source: Source = field(repr=False)
    start: int
    end: int

    @property
    def text(self) -> str:
        """What stands there."""
        return self.source.text[self.start : self.end]

    @property
    def line(self) -> int:
        """The line, from 1, on which it starts."""
        return self.source.line_of(self.start)

    @property
    def column(self) -> int:
        """The column, from 1, at which it starts."""
        return self.start - self.source.line_starts[self.line - 1] + 1

    @property
    def end_line(self) -> int:
        """The line, from 1, on which it ends."""
        return self.source.line_of(max(self.start, self.end - 1))

    @property
    def end_column(self) -> int:
        """The column, from 1, just past its last character."""
        return self.end - self.source.line_starts[self.end_line - 1] + 1

    def first_line(self) -> "Span":
        """The part of it on its first line, without trailing blanks: what a marker underlines."""
        end = self.source.text.find("\n", self.start, self.end)
        stop = self.end if end < 0 else end
        kept = self.source.text[self.start : stop].rstrip()
        return Span(self.source, self.start, max(self.start + len(kept), self.start))
