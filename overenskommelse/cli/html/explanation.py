"""An explanation as a page: the tree folded, all of it there to be unfolded."""

from collections.abc import Iterator
from itertools import groupby
from typing import Final

from overenskommelse.cli.explain_text import cells_of, marks_by_kind, title_of
from overenskommelse.cli.explain_tree import Branch
from overenskommelse.cli.explain_tree import Tree as Branches
from overenskommelse.cli.html.blocks import Block, Fold, Heading, Line, Lines, Tree
from overenskommelse.cli.html.page import document
from overenskommelse.explanation import Explanation
from overenskommelse.text import listed, visible

_UNFOLDED: Final = 1_000
_OPEN: Final = 3
"""Levels of a single cell that are open from the beginning."""


def explanation_page(explanation: Explanation, depth: int | None, *, whole: bool) -> str:
    """The file. ``depth`` is how many levels there are at most; with ``whole`` no step is folded
    into another."""
    return document(list(_blocks(explanation, _UNFOLDED if depth is None else depth, whole)))


def _blocks(explanation: Explanation, depth: int, whole: bool) -> Iterator[Block]:
    roots = [explanation.nodes[i] for i in explanation.roots]
    cells = cells_of(explanation, roots)
    marks = marks_by_kind(roots)
    yield Heading(visible(title_of(explanation, cells or roots)))
    if marks:
        kinds = listed(basis.value for basis, _ in marks)
        yield Line(visible(f"Det här vilar på {kinds}. Vilka de är står sist."), caveat=True)
    tree = Branches(explanation, whole=whole)
    for heading, same in groupby(roots, key=lambda root: root.origin.heading):
        yield Heading(visible(heading))
        folds = []
        for root in same:
            alone = root in cells and len(cells) == 1
            folds.append(_fold(tree.root(root, alone=alone), depth, _OPEN if alone else 0))
        yield Tree(tuple(folds))
    if marks:
        yield Heading("Det här vilar på")
        for basis, words in marks:
            yield Line(visible(f"{basis.value}:"))
            yield Lines(tuple(Line(visible(word)) for word in words))


def _fold(branch: Branch, depth: int, opened: int) -> Fold:
    """A branch with what hangs below it, of which some levels are open from the beginning."""
    below = branch.below() if depth else []
    return Fold(
        visible(branch.text),
        tuple(_fold(child, depth - 1, max(opened - 1, 0)) for child in below),
        open=opened > 0,
    )
