"""`inkludera`: the statements of a file in the place of the statement that names it."""

from typing import Final

from attrs import field, frozen

from compiler.compose.documents import Document, Statement, read, span_of
from compiler.compose.edits import Edit, Part, edited, rewritten
from compiler.compose.kinds import check_part
from overenskommelse import compose_codes as codes
from overenskommelse import limits
from overenskommelse.diagnostics import Label, Report
from overenskommelse.numbers import write_size
from overenskommelse.source import Source, Span
from overenskommelse.text import visible
from overenskommelse.written import Folder, NotIncluded, Written

_LIMIT: Final = write_size(limits.AGREEMENT_BYTES)
_FROM_NOWHERE: Final = "överenskommelsen är inte läst ur en mapp"


def with_included(
    given: Written, document: Document, outside: Report, report: Report
) -> Source | None:
    """A file's text with what it includes, and what that includes; itself if it includes nothing.

    None if one of the files cannot be read: nobody knows what the text would say with it.
    What is wrong with the inclusions is told ``outside``, what is wrong in the files in ``report``.
    """
    inclusion = _Inclusion(given.folder, outside, report, sizes=[len(given.data)])
    edits = inclusion.edits(document, (given.name,))
    if inclusion.unread:
        return None
    return rewritten(given.name, document.source, edits) if edits else document.source


@frozen
class _Inclusion:
    """One file's inclusions, however deep: what has been read so far, and by which statement."""

    folder: Folder | None
    report: Report
    files: Report
    sizes: list[int]
    included: dict[str, Span] = field(factory=dict)
    unread: list[str] = field(factory=list)

    def edits(self, document: Document, way: tuple[str, ...]) -> list[Edit]:
        """What comes in the place of every inclusion; ``way`` leads from the agreement to here."""
        return [
            Edit(statement.span.start, statement.span.end, self._parts(statement, way))
            for statement in document.top("include")
            if statement.readable
        ]

    def _parts(self, statement: Statement, way: tuple[str, ...]) -> tuple[Part, ...]:
        """The text that a statement includes; nothing if it cannot, which is told."""
        place = span_of(statement.source, statement.tree.children[0])
        given = self._given(place, way)
        if given is None:
            return ()
        document = read(given, self.files)
        if document is None:
            self.unread.append(given.name)
            return ()
        whole, edits = _said(document.source, check_part(document, self.report))
        return tuple(edited(whole, [*edits, *self.edits(document, (*way, given.name))]))

    def _given(self, place: Span, way: tuple[str, ...]) -> Written | None:
        """The file that a name stands for, if it may be included here."""
        name = visible(place.text[1:-1])
        if len(way) > limits.INCLUDE_DEPTH:
            self.report.add(codes.INCLUDE_DEPTH, place, name=name, limit=limits.INCLUDE_DEPTH)
            return None
        if len(self.included) >= limits.INCLUDES:
            if not self.report.holds(codes.INCLUDE_COUNT):
                self.report.add(codes.INCLUDE_COUNT, place, limit=limits.INCLUDES)
            return None
        if self.folder is None:
            self.report.add(codes.INCLUDE_UNREADABLE, place, name=name, why=_FROM_NOWHERE)
            return None
        found = self.folder(place.text[1:-1])
        if isinstance(found, NotIncluded):
            owner = visible(way[0])
            self.report.add(found.code, place, name=name, why=found.why, owner=owner)
            return None
        if found.name in way:
            steps = (*way[way.index(found.name) :], found.name)
            self.report.add(codes.INCLUDE_CYCLE, place, name=name, way=visible(" → ".join(steps)))
            return None
        first = self.included.setdefault(found.name, place)
        if first is not place:
            label = Label(first, "inkluderas först här")
            self.report.add(codes.INCLUDED_TWICE, place, labels=[label], name=name)
            return None
        self.sizes.append(len(found.data))
        if sum(self.sizes) > limits.AGREEMENT_BYTES:
            if not self.report.holds(codes.INCLUDE_SIZE):
                self.report.add(codes.INCLUDE_SIZE, place, limit=_LIMIT)
            return None
        return found


def _said(source: Source, version: Span | None) -> tuple[Span, list[Edit]]:
    """A text without the blank lines around it, and what takes its version away."""
    text = source.text
    whole = Span(source, len(text) - len(text.lstrip()), len(text.rstrip()))
    if version is None:
        return whole, []
    after = text[version.end :]
    return whole, [Edit(version.start, version.end + len(after) - len(after.lstrip()))]
