"""A file as text and tree, and its statements by the names that amendments call them by."""

import re
from collections.abc import Iterator
from functools import cached_property
from typing import Final

from attrs import evolve, field, frozen

from compiler.parse import Parsed, Token, Tree, parse
from compiler.scan import end_of_words, scan
from overenskommelse import text_codes
from overenskommelse.diagnostics import Cell, Report
from overenskommelse.source import Source, Span
from overenskommelse.written import Written

_PHRASE: Final = re.compile(
    r"[a-zåäöé]+(?:[ \t\u00a0]+[a-zåäöé]+)*(?=[ \t\u00a0]*:)|[^ \t\u00a0\n]+"
)
"""What a clause without a name is called: its words before a colon, else its first word."""

NAMED_CLAUSES: Final = ("requirement", "item")
"""Rules of the clauses that stand under a statement and have names."""


@frozen(slots=False)
class Document:
    """A file, or a text put together of files, as it was read."""

    source: Source
    parsed: Parsed = field(repr=False)

    @cached_property
    def statements(self) -> "tuple[Statement, ...]":
        """Its statements in order, each followed by the clauses that stand under it."""
        return tuple(self._statements())

    @cached_property
    def by_name(self) -> "dict[str, list[Statement]]":
        """The statements that are called the same, wherever they stand."""
        found: dict[str, list[Statement]] = {}
        for statement in self.statements:
            found.setdefault(statement.called, []).append(statement)
        return found

    @cached_property
    def last_of_kind(self) -> "dict[tuple[str, str, bool], Statement]":
        """The last statement of each rule in each home, of those that stand inside and not."""
        return {(s.rule, s.home, s.inside is None): s for s in self.statements}

    def _statements(self) -> Iterator["Statement"]:
        for tree in _trees(self.parsed.tree):
            outer = Statement(self, tree, _called(self.source, tree, named=True))
            yield outer
            for clause in self.under(tree):
                named = clause.data in NAMED_CLAUSES
                called = _called(self.source, clause, named)
                yield Statement(self, clause, called, inside=outer)

    def of(self, source: Source) -> "Document":
        """What a text put together out of this one says: read again, if it is another.

        What is wrong in its parts has been told.
        """
        return self if source is self.source else Document(source, parse(source, Report()))

    def under(self, tree: "Tree[Token]") -> "list[Tree[Token]]":
        """The statements that stand right under another."""
        return [child for child in _trees(tree) if child.data in self.parsed.statements]

    def top(self, *rules: str) -> "list[Statement]":
        """The statements of the top level, of these rules."""
        return [s for s in self.statements if s.inside is None and s.rule in rules]


@frozen(eq=False)
class Statement:
    """A statement of a document.

    Attributes:
        called: What amendments call it: ``krav 2``, ``utbetalning december 2020``, ``tak``.
        inside: The statement that it stands under, if under one.
    """

    document: Document = field(repr=False)
    tree: "Tree[Token]" = field(repr=False)
    called: str
    inside: "Statement | None" = None

    @property
    def rule(self) -> str:
        """Its rule in the grammar."""
        return str(self.tree.data)

    @property
    def readable(self) -> bool:
        """Whether its own words could be read."""
        return not any(isinstance(c, Token) and c.type == "FEL" for c in self.tree.children)

    @property
    def source(self) -> Source:
        """What it stands in."""
        return self.document.source

    @property
    def home(self) -> str:
        """What it stands under: ``block 1``; for what changes a block, the block."""
        if self.inside is None or self.inside.rule in ("agreement", "amendment"):
            return ""
        return self.inside.subject if self.inside.rule == "change" else self.inside.called

    @property
    def subject(self) -> str:
        """What a statement that changes another changes: ``block 1``."""
        return " ".join(span_of(self.source, self.head).text.partition("[")[0].split())

    @property
    def address(self) -> str:
        """What it is called in the whole agreement: ``krav 2 i block 1``."""
        return f"{self.called} i {self.home}" if self.home else self.called

    @property
    def head(self) -> "Tree[Token]":
        """The part of its tree that holds what it says itself, before what stands under it."""
        first = self.tree.children[0]
        if not isinstance(first, Tree) or first.data in self.document.parsed.statements:
            return self.tree
        named = first.data.endswith("_head") or self.rule in ("repeal", "replace", "change")
        return first if named else self.tree

    @property
    def cites(self) -> "Tree[Token]":
        """What it cites; without position if that is nothing."""
        found = [c for t in (self.head, self.tree) for c in _trees(t) if c.data == "cites"]
        return found[0]

    @property
    def span(self) -> Span:
        """Where it stands, with all that stands under it."""
        return span_of(self.source, self.tree)

    @property
    def head_span(self) -> Span:
        """Where its own words stand, without what stands under it, and without comments."""
        below = self.document.under(self.tree)
        end = self.span.end
        if below:
            end = end_of_words(self.source, below[0].meta.start_pos)
        return Span(self.source, self.span.start, end)

    @property
    def marked(self) -> Span:
        """What a diagnostic underlines: its first line without what it cites."""
        line = self.head_span.first_line()
        words = line.text.partition("[")[0].rstrip()
        return Span(self.source, line.start, line.start + len(words))

    @property
    def lines(self) -> Span:
        """The whole lines that it takes up, with the last line's end and comment."""
        text = self.source.text
        start = text.rfind("\n", 0, self.span.start) + 1
        end = text.find("\n", self.span.end)
        return Span(self.source, start, len(text) if end < 0 else end + 1)

    def part(self, rule: str) -> "Tree[Token] | None":
        """The part of its head that is of a rule, if there is one."""
        return next((tree for tree in _trees(self.head) if tree.data == rule), None)


def read(given: Written, report: Report) -> Document | None:
    """A file's text and tree; None if too little of it could be read."""
    own = Report()
    source = scan(given.name, given.data, own)
    document = Document(source, parse(source, own)) if source is not None else None
    # What is wrong with a whole file stands nowhere in it: then its name says which it is.
    report.found.extend(
        d if d.span is not None else evolve(d, cell=Cell(given.name)) for d in own.found
    )
    return None if own.holds(text_codes.TOO_MANY_FAULTS) else document


def span_of(source: Source, tree: "Tree[Token] | Token") -> Span:
    """Where a tree stands, or a token; it must say something."""
    if isinstance(tree, Token):
        return Span(source, tree.start_pos or 0, tree.end_pos or 0)
    return Span(source, tree.meta.start_pos, tree.meta.end_pos)


def _trees(tree: "Tree[Token]") -> "list[Tree[Token]]":
    return [child for child in tree.children if isinstance(child, Tree)]


def _called(source: Source, tree: "Tree[Token]", named: bool) -> str:
    start = tree.meta.start_pos
    if not named:
        phrase = _PHRASE.match(source.text, start)
        return " ".join(phrase[0].split()) if phrase else ""
    first = tree.children[0] if tree.children else None
    if isinstance(first, Tree) and first.data.endswith("_head"):
        first = first.children[0]
    titled = tree.data in _TITLED and isinstance(first, Token) and first.type == "STRING"
    end = first.end_pos if titled and isinstance(first, Token) else _end(first)
    words = source.text[start:end] if end else source.text[start:].split(None, 1)[0]
    return " ".join(words.split())


_TITLED: Final = ("example", "source_text")
"""Statements that are told apart by their titles: an amendment names a source of its own."""


def _end(part: "Tree[Token] | Token | None") -> int | None:
    """Where a part ends that says something and is not what the statement cites."""
    if isinstance(part, Token):
        return None if part.type in ("STRING", "FEL") else part.end_pos
    if part is None or part.data == "cites":
        return None
    return getattr(part.meta, "end_pos", None)
