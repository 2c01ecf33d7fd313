"""Citations name what the source has: only asked of a file that gives its source's headings."""

import re
from collections.abc import Iterator
from typing import Final

from attrs import frozen

from compiler.checks.citations import WAYS
from compiler.checks.draft import Draft
from compiler.parse import Token
from overenskommelse import agreement as a
from overenskommelse import doubt_codes
from overenskommelse.diagnostics import Fix, Report
from overenskommelse.saying import Saying
from overenskommelse.source import Span
from overenskommelse.text import closest, visible

_KINDS: Final = {way: ways[0] for ways in WAYS for way in ways}
_NAMED: Final = re.compile(
    rf"({'|'.join(re.escape(way) for way in _KINDS)})[ \u00a0]*([0-9.]+)"
    r"(?:[–-]([0-9.]+))?(?=$|[, ])"
)
"""``avsnitt 3.1``, ``bilaga 2, punkt 4`` and ``avsnitt 3–4``; what follows is within it."""
_AMENDED: Final = re.compile(r"tillägg [0-9]+(?:, |$)")
"""What `compiler.compose.citing` writes before the citations of an amendment."""
_WITHIN: Final = frozenset({"avsnitt", "tabell", "bilaga"})


@frozen(repr=False, eq=False)
class _Headings(Saying):
    """What the citations of one file may name."""

    title: str
    names: frozenset[str]
    words: tuple[str, ...]
    """Names that are no kind and number: unnumbered sections and other sources."""


def check_sources(draft: Draft, report: Report) -> None:
    """Every citation, and every passage that is said to rule nothing, is among the headings."""
    by_file: dict[str, list[a.SourceText]] = {}
    for source in draft.agreement.sources:
        by_file.setdefault(source.span.origin.source.name, []).append(source)
    if not by_file or not draft.whole("source_text", "section", "table", "annex", "other_source"):
        return
    headings = {name: _headings(sources) for name, sources in by_file.items()}
    for source in draft.agreement.sources:
        own = headings[source.span.origin.source.name]
        _twice(source, report)
        for passage in source.not_normative:
            _named(passage.cited_as, passage.span, own, report)
    tree = draft.parsed.tree
    for token in tree.scan_values(lambda t: isinstance(t, Token) and t.type == "CITATION"):
        whole = Span(draft.source, token.start_pos or 0, token.end_pos or 0)
        if own_headings := headings.get(whole.origin.source.name):
            for part in _parts(whole):
                _named(part.text, part, own_headings, report)


def _headings(sources: list[a.SourceText]) -> _Headings:
    passages = [passage for source in sources for passage in source.passages]
    words = [passage.title for passage in passages if not passage.number]
    words += [other.mark for source in sources for other in source.others]
    numbered = frozenset(passage.cited_as for passage in passages if passage.number)
    return _Headings(sources[0].title, numbered, tuple(words))


def _twice(source: a.SourceText, report: Report) -> None:
    seen: set[str] = set()
    named = [(passage, passage.cited_as) for passage in source.passages]
    for clause, name in [*named, *((other, other.mark) for other in source.others)]:
        if name in seen:
            report.add(doubt_codes.HEADING_TWICE, clause.span.first_line(), name=visible(name))
        seen.add(name)


def _parts(citation: Span) -> Iterator[Span]:
    """The parts between semicolons, without blanks around them."""
    for match in re.finditer(r"[^;\[\]]*[^;\[\] \u00a0\t]", citation.text):
        start = citation.start + match.end() - len(match[0].lstrip())
        yield Span(citation.source, start, citation.start + match.end())


def _named(cited: str, span: Span, headings: _Headings, report: Report) -> None:
    """Tell of a citation that names nothing in the source."""
    cited = _AMENDED.sub("", cited)
    if not cited or any(cited == word or cited.startswith(f"{word},") for word in headings.words):
        return
    match = _NAMED.match(cited)
    kind = _KINDS[match[1]] if match else ""
    if match and kind not in _WITHIN:  # A page or a chapter has no heading of its own.
        return
    missing = [f"{kind} {n}" for n in (match[2], match[3]) if n] if match else [cited]
    missing = [name for name in missing if name not in headings.names]
    if not missing:
        return
    near = _near(missing[0], headings) if match else closest(cited, headings.words)
    whole = match is None or match[0] == missing[0]
    fix = Fix(Span(span.source, span.start, span.start + len(missing[0])), near) if (
        near and whole and span.text.startswith(missing[0])
    ) else None  # fmt: skip
    example = f'{missing[0]} "Rubriken"' if match else f'annan källa "{missing[0]}" "vad det är"'
    report.add(
        doubt_codes.NOT_IN_SOURCE, span, fix=fix, found=visible(missing[0]),
        title=visible(headings.title), guess=f". Menade du ”{visible(near)}”?" if near else "",
        example=visible(example),
    )  # fmt: skip


def _near(name: str, headings: _Headings) -> str | None:
    """The heading whose dots stand elsewhere: another number is another section, not a slip."""
    alike = [other for other in headings.names if other.replace(".", "") == name.replace(".", "")]
    return min(alike, default=None)
