"""An explanation as text: a tree of lines, folded to a depth, and what it rests on."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from overenskommelse.cli.explain_tree import Branch, Tree
from overenskommelse.cli.page import Page, wrapped
from overenskommelse.explanation import Explanation, Mark, Node
from overenskommelse.nextstep import chosen_of
from overenskommelse.numbers import write_kronor
from overenskommelse.outcome import Basis

_DEEP, _FLAT = 6, 1
"""How deep a single cell, and anything else, is unfolded where nothing is said."""
_UNFOLDED = 1_000
_TOLD = 5
"""How many of the reservations of a kind are told; the machine form has them all."""


def explanation_text(
    explanation: Explanation, page: Page, depth: int | None = None, *, whole: bool = False
) -> str:
    """The whole text, ending in a newline.

    ``depth`` is how many levels are shown below each figure that was asked for; None shows what
    suits the question. With ``whole`` every level is shown and no step folded into another.
    """
    roots = [explanation.nodes[i] for i in explanation.roots]
    cells = cells_of(explanation, roots)
    tree = Tree(explanation, whole=whole)
    levels = _UNFOLDED if whole else depth
    lines = [title_of(explanation, cells or roots), ""] if len(cells) != 1 else []
    cut = False
    for heading, same in groupby(roots, key=lambda root: _shared_heading(root, cells)):
        if heading:
            lines.append(heading)
        for root in same:
            alone = root in cells and len(cells) == 1
            shown = levels if levels is not None else _depth(root, alone, len(cells))
            drawn = _Drawn(page)
            drawn.root(tree.root(root, alone=alone), shown)
            cut = cut or drawn.cut
            lines += [*drawn.lines, *([""] if shown else [])]
        lines += [""] if lines[-1] else []
    lines += [*_marks(roots, page)]
    if cut:
        lines.append("Fler led: --depth 9, eller --depth alla för varje steg. Allt: --format json.")
    return "".join(f"{page.safe(line).rstrip()}\n" for line in lines)


def _depth(root: Node, alone: bool, cells: int) -> int:
    if alone:
        return _DEEP
    return 0 if cells and root.kind != "paid" else _FLAT


def cells_of(explanation: Explanation, roots: Sequence[Node]) -> list[Node]:
    """Those of the figures asked for that a requirement earned in a month."""
    return [root for root in roots if chosen_of(explanation, root) is not None]


def title_of(explanation: Explanation, roots: Sequence[Node]) -> str:
    """Whose figures they are, and what they come to."""
    values = [root.value for root in roots]
    known = [value for value in values if value is not None]
    total = f": {write_kronor(sum(known))}" if len(known) == len(values) else ""
    return f"{explanation.recipient_name}, {explanation.agreement} ”{explanation.title}”{total}"


def _shared_heading(root: Node, cells: Sequence[Node]) -> str:
    """The requirement that cells listed one under the other are of."""
    return root.origin.heading if root in cells and len(cells) > 1 else ""


class _Drawn:
    """One root drawn down to a depth."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.lines: list[str] = []
        self.cut = False
        """Whether something was folded away."""

    def root(self, branch: Branch, depth: int) -> None:
        self._line(branch.text, "", "")
        self._below(branch, "", depth)

    def _below(self, branch: Branch, prefix: str, depth: int) -> None:
        if not depth:
            self.cut = self.cut or branch.unfolds
            return
        below = branch.below()
        for i, child in enumerate(below, 1):
            last = i == len(below)
            self._line(child.text, f"{prefix}{'└─ ' if last else '├─ '}", prefix + _rail(last))
            self._below(child, prefix + _rail(last), depth - 1)

    def _line(self, text: str, first: str, others: str) -> None:
        """A line, wrapped under its own beginning."""
        room = max(self.page.prose - len(first), 20)
        for i, part in enumerate(wrapped(text, room, hanging=2)):
            self.lines.append((others if i else first) + part)


def _rail(last: bool) -> str:
    return "   " if last else "│  "


def _marks(roots: Sequence[Node], page: Page) -> Iterator[str]:
    """What the figures rest on that is not simply so."""
    marks = marks_by_kind(roots)
    if not marks:
        return
    yield "Det här vilar på"
    for basis, words in marks:
        yield f"  {basis.value}"
        for told in words:
            yield from wrapped(f"    – {told}", page.prose, hanging=6)
    yield ""


def marks_by_kind(roots: Sequence[Node]) -> list[tuple[Basis, list[str]]]:
    """The reservations of each kind, of the first few their words."""
    marks = sorted(dict.fromkeys(m for root in roots for m in root.marks), key=_order)
    found = []
    for basis, same in groupby(marks, key=lambda mark: mark.kind):
        words = [mark.words for mark in same]
        more = len(words) - _TOLD
        found.append((basis, [*words[:_TOLD], *([f"… och {more} till"] if more > 0 else [])]))
    return found


def _order(mark: Mark) -> int:
    return list(type(mark.kind)).index(mark.kind)
