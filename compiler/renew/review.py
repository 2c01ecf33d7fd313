"""What has to be decided anew, found by holding a new agreement against the one it is made of."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from attrs import field, frozen

from compiler.fmt.outline import Statement, outline
from compiler.fmt.pieces import COMMENT, joined, pieces
from compiler.parse import Parsed, Token, Tree
from compiler.parts import UNITS
from compiler.renew.decisions import Decision, Kind
from compiler.renew.move import FORMER, LEFT_OUT, Move, date_of, ends_february
from compiler.renew.words import title, years_in
from compiler.statements import own_tokens, own_trees, statements, tokens
from overenskommelse.agreement import Unit
from overenskommelse.calendar import swedish_date
from overenskommelse.source import Source

_WEEKEND: Final = {5: "lördag", 6: "söndag"}
"""Days of the week, counted from Monday as 0, on which no authority is open."""

_BY_RULE: Final = {"include": Kind.INCLUDED}
_TRIED: Final = ("example", "given", "gives")
"""Nothing in an example is decided: whether it still holds is found by trying it."""
_HOLDING: Final = {"in_force": "gäller", "assumed": "antas"}


def review(move: Move, source: Source, parsed: Parsed) -> tuple[Decision, ...]:
    """Everything to decide in the new text, by kind and line."""
    kept = [tree for tree in statements(move.parsed) if tree.data != LEFT_OUT]
    units = [unit for unit in outline(source, parsed) if isinstance(unit, Statement)]
    pairs = [
        _Pair(move, source, parsed, was, now, unit)
        for was, now, unit in zip(kept, statements(parsed), units, strict=True)
    ]
    found = [decision for pair in pairs for decision in pair.decisions()]
    found += [*_names(pairs), *_left_out(move, pairs), *_comments(source, parsed)]
    order = list(Kind)
    return tuple(sorted(found, key=lambda one: (order.index(one.kind), one.line)))


@frozen(eq=False)
class _Pair:
    """A statement as it was, and as it has become."""

    move: Move = field(repr=False)
    source: Source = field(repr=False)
    parsed: Parsed = field(repr=False)
    was: "Tree[Token]"
    now: "Tree[Token]"
    unit: Statement

    @property
    def line(self) -> int:
        """Where the statement begins in the new text."""
        return self.source.line_of(self.unit.words[0].start)

    @property
    def said(self) -> str:
        """What the new statement says, after the beginning of what it stands under."""
        above = self.unit.parent
        if above is None or above.rule == "agreement":
            return _words(self.unit)
        return f"{_words(above, 2)}: {_words(self.unit)}"

    def decisions(self) -> Iterator[Decision]:
        """What there is to decide in this statement."""
        rule = str(self.now.data)
        if rule in _TRIED:
            return
        if rule == "interpretation":
            for tree in self.now.children:
                if isinstance(tree, Tree) and tree.data in _HOLDING:
                    note = f"{_HOLDING[str(tree.data)]}: {tokens(tree)[0]}"
                    yield self._decision(Kind.INTERPRETATION, note=note)
        if rule in _BY_RULE:
            yield self._decision(_BY_RULE[rule])
        yield from self._of_unknown()
        yield from self._of_quantities()
        yield from self._of_days()
        yield from self._of_months()
        yield from self._of_texts()

    def names(self) -> Iterator[tuple[Token, Token]]:
        """Names with years, as they were and as they are."""
        for was, now in zip(self._was("NAME"), self._now("NAME"), strict=True):
            if years_in(now):
                yield was, now

    def _of_unknown(self) -> Iterator[Decision]:
        if not any(tree.data == "unknown" for tree in self._own_now()):
            return
        days = [tree for tree in self._own_was() if tree.data == "date"]
        if self.now.data == "decided" and days:
            yield self._decision(Kind.DECIDED, before=swedish_date(date_of(days[0])))
        else:
            yield self._decision(Kind.UNKNOWN)

    def _of_quantities(self) -> Iterator[Decision]:
        counted = [tree for tree in self._own_now() if tree.data == "quantity"]
        if counted:
            money = any(_is_money(tree) for tree in counted)
            yield self._decision(Kind.AMOUNT if money else Kind.LEVEL)

    def _of_days(self) -> Iterator[Decision]:
        was = [date_of(tree) for tree in self._own_was() if tree.data == "date"]
        now = [date_of(tree) for tree in self._own_now() if tree.data == "date"]
        key_date = any(tree.data == "key_date" for tree in self._own_now())
        for before, after in zip(was, now, strict=False):  # None is left of the decision's day.
            kind, note = _judged(before, after, key_date)
            yield self._decision(kind, before=swedish_date(before), note=note)

    def _of_months(self) -> Iterator[Decision]:
        moved = [tree for tree in self._own_was() if tree.data in ("month", "period")]
        if moved:
            words = [self.move.source.text[t.meta.start_pos : t.meta.end_pos] for t in moved]
            yield self._decision(Kind.DATE, before=", ".join(" ".join(w.split()) for w in words))

    def _of_texts(self) -> Iterator[Decision]:
        named = title(self.now, self.parsed)
        for was, now in zip(self._was("STRING"), self._now("STRING"), strict=True):
            if now is named and was[1:-1] != now[1:-1]:
                yield self._decision(Kind.TITLE, before=was[1:-1])
            elif years_in(now):
                yield self._decision(Kind.TEXT)
                return

    def _decision(self, kind: Kind, before: str = "", note: str = "") -> Decision:
        return Decision(kind, self.line, self.said, before, note)

    def _own_was(self) -> "Iterator[Tree[Token]]":
        return own_trees(self.was, self.move.parsed)

    def _own_now(self) -> "Iterator[Tree[Token]]":
        return own_trees(self.now, self.parsed, FORMER)

    def _was(self, kind: str) -> list[Token]:
        return [t for t in own_tokens(self.was, self.move.parsed, FORMER) if t.type == kind]

    def _now(self, kind: str) -> list[Token]:
        return [t for t in own_tokens(self.now, self.parsed, FORMER) if t.type == kind]


def _words(unit: Statement, first: int | None = None) -> str:
    """A statement's words, or the first of them, without citations and comments."""
    own = [word for word in unit.words if word.kind not in ("CITATION", COMMENT)]
    return joined(own[:first])


def _is_money(quantity: "Tree[Token]") -> bool:
    units = [token for token in tokens(quantity) if token.type == "UNIT"]
    return any(UNITS[str(unit)][0] is Unit.KRONOR for unit in units)


def _judged(was: date, now: date, key_date: bool) -> tuple[Kind, str]:
    """What there is to decide of a day that has been moved."""
    weekend = "" if key_date else _WEEKEND.get(now.weekday(), "")
    if was.day != now.day:
        return Kind.FEBRUARY, f"29 februari finns inte {now.year}" + (weekend and f", {weekend}")
    if ends_february(was) and not ends_february(now):
        return Kind.FEBRUARY, f"februari har 29 dagar {now.year}" + (weekend and f", {weekend}")
    if key_date:
        return Kind.KEY_DATE, ""
    return (Kind.WEEKEND if weekend else Kind.DATE), weekend


def _names(pairs: list[_Pair]) -> Iterator[Decision]:
    """Each name once, where it first stands."""
    told: set[str] = set()
    for pair in pairs:
        for was, now in pair.names():
            if now not in told:
                told.add(str(now))
                line = pair.source.line_of(now.start_pos or 0)
                if was == now:
                    yield Decision(Kind.NAME, line, str(now))
                else:
                    yield Decision(Kind.MOVED_NAME, line, str(now), before=str(was))


def _left_out(move: Move, pairs: list[_Pair]) -> Iterator[Decision]:
    """Statements that the new agreement lacks, told at its head."""
    head = next(pair.line for pair in pairs if pair.now.data == "agreement")
    for tree in statements(move.parsed):
        if tree.data == LEFT_OUT:
            words = move.source.text[tree.meta.start_pos : tree.meta.end_pos]
            yield Decision(Kind.LEFT_OUT, head, " ".join(words.split()))


def _comments(source: Source, parsed: Parsed) -> Iterator[Decision]:
    for piece in pieces(source.text, parsed):
        if piece.kind == COMMENT and years_in(piece.text):
            yield Decision(Kind.COMMENT, source.line_of(piece.start), piece.text)
