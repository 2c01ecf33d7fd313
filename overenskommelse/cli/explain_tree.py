"""What of an explanation is drawn: its nodes folded to the lines that a reader wants.

An explanation has a node for every step; a reader wants one line for a level and its two counts,
for a limit and the answer it gives, for a payment and the sum that it pays. Nothing is computed
here: every word and number stands on the nodes.
"""

from collections.abc import Callable, Iterable

from attrs import frozen

from overenskommelse.calendar import MONTH_NAMES
from overenskommelse.explanation import TAKEN, Explanation, Lacking, Node
from overenskommelse.items import item_words
from overenskommelse.nextstep import NextStep, chosen_of, next_steps
from overenskommelse.numbers import write_kronor, write_number
from overenskommelse.outcome import UNKNOWN, Basis
from overenskommelse.saying import Saying
from overenskommelse.steps import Origin
from overenskommelse.text import counted, listed

_ADJECTIVES = {
    Basis.RECONSTRUCTED: "rekonstruerad", Basis.ESTIMATED: "uppskattad", Basis.INVENTED: "påhittad",
}  # fmt: skip
_TOLD = frozenset({"chosen", "tiered", "granted", "held"})
"""Kinds of steps that tell why, where others say what the value is equal to."""
_TIED = "\u00a0"
"""A blank where no line is broken."""
_ROUTES = {"attainment": "måluppfyllelse", "improvement": "förbättring"}


@frozen(eq=False)
class Branch(Saying):
    """A line of the tree, and what hangs below it, made only when it is drawn."""

    text: str
    below: Callable[[], "list[Branch]"] = list

    @property
    def unfolds(self) -> bool:
        """Whether there is anything below."""
        return self.below is not list


class Tree:
    """The branches of an explanation; each node with its children is unfolded once."""

    def __init__(self, explanation: Explanation, *, whole: bool = False) -> None:
        self.explanation = explanation
        self.whole = whole
        """Whether every node gets a line of its own."""
        self._unfolded: set[str] = set()

    # Roots

    def root(self, root: Node, *, alone: bool) -> Branch:
        """A figure that was asked for; ``alone`` where there is no other of its kind."""
        if root.kind == "paid":
            return self.paid(root)
        if chosen_of(self.explanation, root) is None:
            return self._branch(root, None)
        return self.cell(root) if alone else self.cell_in_list(root)

    def paid(self, root: Node) -> Branch:
        """A payment of an item."""
        when = root.origin.heading.removeprefix("utbetalning ").replace(UNKNOWN, "okänd månad")
        (source,) = self.explanation.children(root)
        divided = f" = {source.did}" if source.kind == "allotted" else ""
        text = f"{root.shown}  {when} · {item_words(root.name)}{self._how(root)}{divided}"
        return Branch(text + _clause(root, None), lambda: self._below(root))

    def cell(self, root: Node) -> Branch:
        """What a requirement earned in a month."""
        month = f" · {root.month.swedish}" if root.month is not None else ""
        text = f"{root.shown}  {self.explanation.recipient_name} · {root.origin.heading}{month}"
        return Branch(text + _clause(root, None), lambda: self._cell_below(root))

    def cell_in_list(self, root: Node) -> Branch:
        """The same as a line among others: what it earned and what was missing."""
        chosen = chosen_of(self.explanation, root)
        when = root.month.swedish if root.month is not None else root.name
        share = [chosen.shown] if chosen is not None else []
        text = "; ".join([f"{when}: {root.shown}", *share, *self._next(root)])
        return Branch(text, lambda: self._cell_below(root))

    def _cell_below(self, root: Node) -> list[Branch]:
        made = Branch(f"= {root.did}")
        # The route that counted comes first, then what there was to earn.
        children = sorted(self._children(root), key=lambda node: node.kind != "chosen")
        missing = [Branch(f"nästa steg: {words}") for words in self._next(root)]
        paid = [Branch(_paid_in(origin)) for origin in self.explanation.payments]
        return [made, *(self._branch(child, root) for child in children), *paid, *missing]

    def _next(self, root: Node) -> list[str]:
        """``för 75 % (förbättring) saknas 0,3 procentenheter``, route by route."""
        return [
            f"för {write_number(step.share * 100)} % ({_ROUTES[step.route]}) saknas "
            + listed(_missed(step))
            + self._worth(step)
            for step in next_steps(self.explanation, root)
        ]

    def _worth(self, step: NextStep) -> str:
        """``; det är värt 100 kr i kravet och 80 kr i allt``, where that was asked for."""
        ahead = self.explanation.ahead
        if ahead is None:
            return ""
        pairs = zip(ahead.gap.reaches, ahead.worths, strict=True)
        same = (w for r, w in pairs if (r.route, r.share) == (step.route, step.share))
        worth = next(same, None)
        if worth is None or worth.cell is None:
            return ""
        inside = f"; det är värt {write_kronor(worth.cell)} i kravet"
        if worth.recipient is None:
            return f"{inside}, och hur mycket i allt går inte att säga än"
        moved = ", när bonuspotten har flyttats" if len(self.explanation.roots) > 1 else ""
        return f"{inside} och {write_kronor(worth.recipient)} i allt{moved}"

    # Any node

    def _branch(self, node: Node, above: Node | None) -> Branch:
        if not self.whole and node.kind in ("rounded", "level"):
            counts = self._counts(node)
            if counts is not None:
                return self._measured(node, counts, above)
        single = self._single(node)
        if single is not None:
            text = f"{node.name}: {node.shown}, {single.did}{_short(single)}"
            return self._once(node, text + _clause(node, above), lambda: self._below(single))
        text = self._label(node) + self._how(node) + _places(node) + _short(node)
        return self._once(node, text + _clause(node, above), lambda: self._below(node))

    def _label(self, node: Node) -> str:
        return f"{node.name}: {node.shown}" + _dated(node)

    def _once(self, node: Node, text: str, below: Callable[[], list[Branch]]) -> Branch:
        """Unfolded where it is met first; later only referred to."""
        if not node.children:
            return Branch(text)

        def unfolded() -> list[Branch]:
            if node.id in self._unfolded:
                return [Branch("(som ovan)")]
            self._unfolded.add(node.id)
            return below()

        return Branch(text, unfolded)

    def _how(self, node: Node) -> str:
        if node.kind == TAKEN:
            return "  (ur samma beräkning)"
        if not self.explanation.children(node):
            said = f", {node.did}" if isinstance(node.value, bool) else f"  {node.did}"
            return f"{said}{_sources([node])}".rstrip()
        if node.kind in ("paid", "summed"):
            return "" if node.did in ("betalas", "summa") else f", {node.did}{_sources([node])}"
        told = isinstance(node.value, bool) or node.kind in _TOLD
        return f", {node.did}" if told else f" = {node.did}"

    def _below(self, node: Node) -> list[Branch]:
        children = self._children(node)
        if node.kind == "paid" and not self.whole:
            return self._below(children[0])
        if node.kind == "summed":
            return self._terms(node)
        return [self._branch(child, node) for child in children]

    def _children(self, node: Node) -> list[Node]:
        """The nodes behind a node, once each; of what everybody has only the recipient's own."""
        own = (None, self.explanation.recipient)
        children = self.explanation.children(node)
        return list({n.id: n for n in children if n.recipient in own}.values())

    def _terms(self, node: Node) -> list[Branch]:
        """The terms of a sum; the months of one step as one line."""
        steps: dict[str, list[Node]] = {}
        for child in self._children(node):
            steps.setdefault(child.step, []).append(child)
        branches: list[Branch] = []
        for terms in steps.values():
            if len(terms) > 1 and all(term.month is not None for term in terms):
                branches.append(self._months(terms, node))
            else:
                branches += [self._branch(term, node) for term in terms]
        return branches

    def _months(self, terms: list[Node], above: Node) -> Branch:
        amounts = [
            f"{MONTH_NAMES[term.month.number - 1][:3]}{_TIED}{_amount(term)}"
            for term in terms if term.month is not None
        ]  # fmt: skip
        text = f"{terms[0].name}: {_total(terms)}  ({', '.join(amounts)})"
        draw = (
            self.cell_in_list
            if chosen_of(self.explanation, terms[0])
            else lambda term: self._branch(term, above)
        )
        return Branch(text + _clause(terms[0], above), lambda: [draw(term) for term in terms])

    # What is folded

    def _counts(self, node: Node) -> list[Node] | None:
        """The two counts behind a level, where nothing else is between."""
        children = self.explanation.children(node)
        if node.kind == "rounded":
            return self._counts(children[0]) if children[0].kind == "level" else None
        return children if all(child.kind == "count" for child in children) else None

    def _measured(self, node: Node, counts: list[Node], above: Node | None) -> Branch:
        met, everyone = counts
        text = f"{self._label(node)} = {met.shown} av {everyone.shown}{_sources(counts)}"
        return Branch(text + _clause(node, above))

    def _single(self, node: Node) -> Node | None:
        """The only limit that a share is granted by."""
        children = self.explanation.children(node)
        folds = not self.whole and node.kind == "granted" and len(children) == 1
        return children[0] if folds and children[0].kind == "compared" else None


# Words on lines ------------------------------------------------------------------------------


def _dated(node: Node) -> str:
    month = (node.about or node.month) if node.kind in ("rounded", "level") else None
    return f" ({month.swedish})" if month is not None else ""


def _short(node: Node) -> str:
    """``; för 75 % saknas 0,3 procentenheter``."""
    if node.lacking is None:
        return ""
    share = node.lacking.share
    aim = f"för {write_number(share * 100)} % " if share is not None else ""
    return f"; {aim}saknas {_missing(node.lacking)}"


def _missed(step: NextStep) -> list[str]:
    """What is missing to a step; of which limit, where there are several."""
    if len(step.lacking) == 1:
        return [_missing(lacking) for _, lacking in step.lacking]
    return [f"{_missing(lacking)} ({node.name})" for node, lacking in step.lacking]


def _missing(lacking: Lacking) -> str:
    more = "mer än " if lacking.beyond else ""
    patients = ""
    if lacking.patients is not None and lacking.everyone is not None:
        number, everyone = write_number(abs(lacking.patients)), write_number(lacking.everyone)
        fewer = f"{_TIED}färre" if lacking.patients < 0 else ""
        patients = f": {number}{fewer}{_TIED}av{_TIED}{everyone}"
    return f"{more}{lacking.shown}{patients}"


def _paid_in(origin: Origin) -> str:
    return f"betalas i {origin.heading.replace(UNKNOWN, 'okänd månad')}{_cited(origin)}"


def _clause(node: Node, above: Node | None) -> str:
    """The clause that a line comes from, where it is another than that of the line above."""
    return "" if above is not None and node.origin == above.origin else _cited(node.origin)


def _cited(origin: Origin) -> str:
    if not origin.line:
        return ""
    cites = (*origin.cites, f"{origin.file} rad {origin.line}")
    return f"  [{'; '.join(cite.replace(' ', _TIED) for cite in cites)}]"


def _places(node: Node) -> str:
    return "".join(f" ({place.heading}, rad {place.line})" for place in node.places)


def _sources(nodes: Iterable[Node]) -> str:
    """``  vantetider.csv rad 88 och 431 (rekonstruerad)``, each row once."""
    rows: dict[tuple[str, str], dict[int, None]] = {}
    for node in nodes:
        made = next((_ADJECTIVES[m.kind] for m in node.marks if m.kind in _ADJECTIVES), "")
        for cell in node.sources:
            found = rows.setdefault((cell.file, made), {})
            found |= {cell.row: None} if cell.row is not None else {}
    said = [
        file + (f" rad {_runs(found)}" if found else "") + (f" ({made})" if made else "")
        for (file, made), found in rows.items()
    ]
    return f"  {listed(said)}".replace(" rad ", f"{_TIED}rad{_TIED}") if said else ""


def _runs(rows: Iterable[int]) -> str:
    """``65–71 och 80``."""
    runs: list[tuple[int, int]] = []
    for row in sorted(rows):
        if runs and runs[-1][1] == row - 1:
            runs[-1] = (runs[-1][0], row)
        else:
            runs.append((row, row))
    return listed(str(a) if a == b else f"{a}–{b}" for a, b in runs)


def _amount(node: Node) -> str:
    return write_number(node.value) if node.value is not None else node.shown


def _total(terms: list[Node]) -> str:
    known = [term.value for term in terms if term.value is not None]
    if len(known) < len(terms):
        return counted(len(terms), "månad", "månader")
    return write_kronor(sum(known))
