"""Where text comes from: a source, and spans in it.

A span is kept outside equality everywhere: where a thing stands is not what it is.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cached_property

from attrs import evolve, field, frozen


@frozen(slots=False)
class Source:
    r"""A text and the name under which users know it.

    ``text`` has ``\\n`` line ends only and is normalised (NFC) by whoever read it, so that one
    position means the same everywhere. Lines count from 1 and end at ``\\n`` alone. A text that is
    put together of others has ``pieces``, and `Span.origin` leads back to the author's own files.
    """

    name: str
    text: str = field(repr=False)
    pieces: "tuple[Piece, ...]" = field(default=(), repr=False)

    @cached_property
    def line_starts(self) -> list[int]:
        """The position at which each line begins."""
        return [0, *(i + 1 for i, c in enumerate(self.text) if c == "\n")]

    @cached_property
    def piece_starts(self) -> list[int]:
        """The position at which each piece begins."""
        return [piece.start for piece in self.pieces]

    @property
    def written(self) -> "tuple[Source, ...]":
        """The texts that authors wrote: itself, unless it is put together of others."""
        if not self.pieces:
            return (self,)
        origins = (p.content.origin for p in self.pieces)
        return tuple({origin.source.name: origin.source for origin in origins}.values())

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

    @property
    def origin(self) -> "Span":
        """Where an author wrote it: itself, unless its source is put together of others.

        Of what several files have written it is the part that the first of them wrote.
        """
        if not self.source.pieces:
            return self
        first, *others = _parts(self)
        if isinstance(first, Made):
            return first.origin
        end = first.end
        for part in others:
            if isinstance(part, Span) and part.source is first.source and part.start >= end:
                end = part.end
        return Span(first.source, first.start, end)

    def first_line(self) -> "Span":
        """The part of it on its first line, without trailing blanks: what a marker underlines."""
        end = self.source.text.find("\n", self.start, self.end)
        stop = self.end if end < 0 else end
        kept = self.source.text[self.start : stop].rstrip()
        return Span(self.source, self.start, max(self.start + len(kept), self.start))


# Texts put together of others ----------------------------------------------------------------


@frozen
class Made:
    """Words that stand in no file, and what somebody wrote that they follow from."""

    text: str
    origin: Span


@frozen
class Piece:
    """A stretch of a text put together: where it begins there, and what it was taken from."""

    start: int
    content: Span | Made


def put_together(name: str, parts: Iterable[Span | Made]) -> Source:
    """One text of parts of others, in their order; those may be put together themselves."""
    pieces: list[Piece] = []
    length = 0
    for part in parts:
        for own in _parts(part) if isinstance(part, Span) else (part,):
            pieces.append(Piece(length, own))
            length += len(own.text)
    return Source(name, "".join(piece.content.text for piece in pieces), tuple(pieces))


def _parts(span: Span) -> Iterator[Span | Made]:
    """What a span is made of, in files that authors wrote; at least one part."""
    source = span.source
    if not source.pieces:
        yield span
        return
    first = bisect_right(source.piece_starts, span.start) - 1
    last = max(bisect_right(source.piece_starts, span.end - 1), first + 1)
    for piece in source.pieces[first:last]:
        begin = max(span.start - piece.start, 0)
        length = len(piece.content.text)
        end = min(max(span.end - piece.start, begin), length)
        if isinstance(piece.content, Made):
            yield evolve(piece.content, text=piece.content.text[begin:end])
        else:
            start = piece.content.start
            yield Span(piece.content.source, start + min(begin, length), start + end)
