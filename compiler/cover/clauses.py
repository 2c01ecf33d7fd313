"""An agreement's clauses as what they say and which passages they cite.

A clause without citation of its own has that of the statement that it stands under. What a clause
says through a name, of a ladder or a measure, it says too. Titles and reasons say nothing: they
retell the text, and would hide a rule that is wrong.
"""

import re
from collections.abc import Container, Iterator
from typing import Final

from attrs import evolve, frozen

from compiler.cover.citations import Cited, cited
from compiler.cover.mentions import mentions
from compiler.parse import Parsed, Token, Tree, parse
from compiler.statements import own_tokens
from overenskommelse import agreement as a
from overenskommelse.coverage import Compared, Mention
from overenskommelse.diagnostics import Report
from overenskommelse.saying import Saying
from overenskommelse.source import Source, Span

_SILENT: Final = frozenset(
    {"version", "source_text", "section", "table", "annex", "not_normative", "other_source"}
)
"""Statements that are no clauses of the agreement."""
_WORDED: Final = frozenset(
    {"contents", "attachment", "addressed", "question", "limited", "key", "example"}
)
"""Statements whose texts are what they say. An example's title is: the example is tried."""
_NAMED: Final = frozenset({"ladder", "measure", "key", "interpretation"})
"""Statements that others say what they say by naming them."""
_DECLARING: Final = _NAMED | {
    "recipient", "grant", "item", "obligation", "criterion", "focus_area", "condition", "question",
    "reading",
}  # fmt: skip
"""Statements whose first name is their own."""
_OPEN: Final = frozenset({"interpretation", "reading", "in_force", "assumed", "because"})
"""Statements about what the source does not say."""
_EXAMPLE: Final = frozenset({"example", "given", "gives"})
_IMPLIED: Final = {
    ("tier", "procentenheter"): Compared.IMPROVEMENT,
    ("improvement", "procentenheter"): Compared.IMPROVEMENT,
    ("limited", "%"): Compared.AT_MOST,
    ("repayment", "datum"): Compared.BY,
}
"""Comparisons that a statement makes without a word for it, by the unit of what is compared."""

_APART: Final = re.compile(r"\"[^\"\n]*\"|[”“][^”“\"\n]*”|\[[^\[\]\n]*\]|#[^\n]*")


@frozen(repr=False, eq=False)
class Clause(Saying):
    """What a statement of the file says, and where it has it from.

    ``through`` is what it says through names. What an interpretation says counts only so, where
    a clause leaves something to it.
    """

    cites: tuple[Cited, ...]
    own: tuple[Mention, ...]
    through: tuple[Mention, ...]
    is_example: bool


def own_years(agreement: a.Agreement) -> frozenset[str]:
    """The years that all of the agreement is about: those that it measures, and compares with."""
    period = agreement.period
    if period is None:
        return frozenset()
    years = {period.first.year, period.last.year}
    if agreement.compares_previous_year:
        years.add(period.first.year - 1)
    return frozenset(map(str, years))


def clauses(source: Source, elsewhere: Container[str]) -> list[Clause]:
    """Every clause of a text that can be read and cites something, in order.

    What begins with a mark in ``elsewhere`` cites something else than the text that is covered.
    """
    parsed = parse(source, Report())
    tops = [tree for tree in parsed.tree.children if isinstance(tree, Tree)]
    named = {
        name: [one for tree, _ in _walk(top, (), parsed) for one in _own(tree, source, parsed)]
        for top in tops
        if top.data in _NAMED
        for name in _names(top, parsed)[:1]
    }
    found: list[Clause] = []
    for tree, cites in (pair for top in tops for pair in _walk(top, (), parsed)):
        names = _names(tree, parsed)[1 if tree.data in _DECLARING else 0 :]
        through = [one for name in names for one in named.get(name, ())]
        here = tuple(part for part in cites if part.text.partition(",")[0] not in elsewhere)
        if here:
            own = () if tree.data in _OPEN else tuple(_own(tree, source, parsed))
            found.append(Clause(here, own, tuple(through), tree.data in _EXAMPLE))
    return found


def _names(tree: "Tree[Token]", parsed: Parsed) -> list[str]:
    return [str(token) for token in own_tokens(tree, parsed) if token.type == "NAME"]


def _walk(
    tree: "Tree[Token]", above: tuple[Cited, ...], parsed: Parsed
) -> "Iterator[tuple[Tree[Token], tuple[Cited, ...]]]":
    if tree.data in _SILENT:
        return
    own = [t for t in own_tokens(tree, parsed) if t.type == "CITATION"]
    parts = [part.strip() for token in own for part in str(token)[1:-1].split(";")]
    cites = tuple(cited(part) for part in parts if part) or above
    if tree.data in parsed.statements:
        yield tree, cites
    for child in tree.children:
        if isinstance(child, Tree):
            yield from _walk(child, cites, parsed)


def _own(tree: "Tree[Token]", source: Source, parsed: Parsed) -> list[Mention]:
    """What a statement says in its own words, without those that stand under it."""
    start = tree.meta.start_pos
    first = next(_under(tree, parsed), None)
    span = Span(source, start, tree.meta.end_pos if first is None else first.meta.start_pos)
    worded = tree.data in _WORDED
    text = _APART.sub(lambda m: m[0] if worded and m[0][0] not in "[#" else "¤", span.text)
    found = mentions(text, span.origin.line)
    return [_with_implied(one, _IMPLIED.get((str(tree.data), one.unit))) for one in found]


def _under(tree: "Tree[Token]", parsed: Parsed) -> "Iterator[Tree[Token]]":
    """The outermost statements under a statement."""
    for child in tree.children:
        if isinstance(child, Tree):
            if child.data in parsed.statements:
                yield child
            else:
                yield from _under(child, parsed)


def _with_implied(mention: Mention, word: Compared | None) -> Mention:
    return evolve(mention, compared=mention.compared | {word}) if word else mention
