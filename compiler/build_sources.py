"""Tree to Agreement: the source that the file is written after, and its headings."""

from typing import Any

from compiler.parse import Token
from compiler.parts import Part, Words
from overenskommelse import agreement as a
from overenskommelse.source import Span


class SourceRules(Words):
    """One method per grammar rule of sources."""

    def source_text(self, span: Span, c: list[Any]) -> a.SourceText:
        title, cites, *rest = c
        parts = self.parts("källa", "", self.string(title), span, cites, rest)
        parts.require(("section", "källans rubriker", 'avsnitt 1 "Inledning"'))
        found = (*parts.every("section"), *parts.every("table"), *parts.every("annex"))
        return a.SourceText(
            title=self.string(title),
            passages=tuple(sorted(found, key=lambda passage: passage.span.start)),
            not_normative=tuple(p for named in parts.every("not_normative") for p in named),
            others=parts.every("other_source"),
            span=span,
            cites=cites,
        )

    def section(self, span: Span, c: list[Any]) -> Part:
        number = str(c[0]) if len(c) > 1 else ""
        passage = a.Passage("avsnitt", number, self.string(c[-1]), span=span)
        return self.part("section", span, (), passage)

    def table(self, span: Span, c: list[Any]) -> Part:
        passage = a.Passage("tabell", str(c[0]), self.string(c[1]), span=span)
        return self.part("table", span, (), passage)

    def annex(self, span: Span, c: list[Any]) -> Part:
        passage = a.Passage("bilaga", str(c[0]), self.string(c[1]), span=span)
        return self.part("annex", span, (), passage)

    def not_normative(self, span: Span, c: list[Any]) -> Part:
        kind = "avsnitt"
        named: list[a.Passage] = []
        for said, token, where in c:
            kind = said or kind  # ``avsnitt 1, 2``: the word is said once.
            number, title = (
                (str(token), "") if token.type == "SECTION" else ("", self.string(token))
            )
            named.append(a.Passage(kind, number, title, span=where))
        return self.part("not_normative", span, (), tuple(named))

    def passage(self, span: Span, c: list[Any]) -> tuple[str, Token, Span]:
        kind, token = c
        return kind or "", token, span

    def passage_kind(self, span: Span, c: list[Any]) -> str:
        return str(c[0])

    def other_source(self, span: Span, c: list[Any]) -> Part:
        mark, title = map(self.string, c)
        return self.part("other_source", span, (), a.OtherSource(mark, title, span=span))
