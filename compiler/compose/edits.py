"""Changes to a text that do not lose where each part of it was written."""

from collections.abc import Iterable, Iterator
from typing import TypeAlias

from attrs import frozen

from overenskommelse.source import Made, Source, Span, put_together

Part: TypeAlias = Span | Made


@frozen
class Edit:
    """What comes in the place of a stretch ``[start, end)``; an empty stretch is an insertion."""

    start: int
    end: int
    parts: tuple[Part, ...] = ()


def edited(span: Span, edits: Iterable[Edit]) -> Iterator[Part]:
    """The parts of a span after edits in it, which must not overlap.

    Of several insertions at the same place the first given comes first.
    """
    position = span.start
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end)):
        yield Span(span.source, position, edit.start)
        yield from edit.parts
        position = edit.end
    yield Span(span.source, position, span.end)


def rewritten(name: str, source: Source, edits: Iterable[Edit]) -> Source:
    """A whole text after edits, under a new name."""
    return put_together(name, edited(Span(source, 0, len(source.text)), edits))
