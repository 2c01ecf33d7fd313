"""Two agreements clause by clause: the changes, and the old one with some of them made.

Both come of the same walk, so that what is told of a change is what making it changes.
"""

from collections.abc import Container, Mapping
from typing import Any, Final

import attrs
from attrs import frozen

from compiler.compare.names import Correspondence, set_apart
from compiler.compare.shape import SHAPES, Each, Inner, Part, Value, name_field, name_of
from compiler.compare.words import as_written, called, head_of, said, shown
from compiler.compare.years import only_moved
from overenskommelse import agreement as a
from overenskommelse.difference import Change, ChangeKind, Side

_TOP: Final = "överenskommelsen"


@frozen
class _At:
    """Where the walk is: under which clauses, and the nearest of them on both sides."""

    section: str
    heading: tuple[str, ...]
    path: tuple[str, ...]
    old: a.Clause
    new: a.Clause
    cites: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())

    def under(self, word: str, path: str, old: Any, new: Any) -> "_At":
        """A clause under it; what cites nothing itself is found where that is which it is under."""
        if not isinstance(old, a.Clause) or not isinstance(new, a.Clause):
            old, new = self.old, self.new
        heading = (*self.heading, word) if word else self.heading
        cites = (old.cites or self.cites[0], new.cites or self.cites[1])
        steps = (*self.path, path) if path else self.path
        return _At(self.section, heading, steps, old, new, cites)


class Walk:
    """A walk through two agreements.

    What is made has the old names where a renaming is not chosen, so that two things of it may have
    the same; ``unmistakable`` gives every thing the new one's name for it, and what that has not
    another than all that it has.

    Attributes:
        found: The changes that have been met.
        renamed: What has been renamed: its field, its old name and its new one.

    ``held`` is what each side's readings in force say, by interpretation, for the words.
    """

    def __init__(
        self,
        names: Correspondence,
        chosen: Container[str] = (),
        *,
        unmistakable: bool = False,
        held: tuple[Mapping[str, str], Mapping[str, str]] = ({}, {}),
    ) -> None:
        self.found: list[Change] = []
        self.renamed: set[tuple[str, str, str]] = set()
        self._names = names
        self._chosen = chosen
        self._held = held
        self._unmistakable = unmistakable
        self._paths: dict[str, int] = {}

    def agreement(self, old: a.Agreement, new: a.Agreement) -> a.Agreement:
        """The old one with the chosen changes made. Its references are the new one's."""
        made: a.Agreement = self._clause(old, new, _At(_TOP, (), (), old, new))
        return made

    def _clause(self, old: Any, new: Any, at: _At) -> Any:
        changes: dict[str, Any] = {}
        for part in SHAPES[type(old)]:
            changes |= self._part(part, old, new, at)
        return attrs.evolve(old, **changes) if changes else old

    def _part(self, part: Part, old: Any, new: Any, at: _At) -> dict[str, Any]:
        match part:
            case Value():
                return self._value(part, old, new, at)
            case Inner():
                return self._inner(part, old, new, at)
            case Each():
                return self._each(part, old, new, at)

    def _renamed(self, part: Each, old: Any, new: Any, at: _At) -> Any:
        """The old clause, by its new name if it is to have that."""
        field = name_field(old)
        was, now = name_of(old), name_of(new)
        if not field or was == now:
            return old
        words = called(part.word, old), called(part.word, new)
        moved = only_moved(was, now, self._names.years)
        inside = at.under("", self._step(part, new), old, new)
        taken = self._told(ChangeKind.RENAMED, inside, "namn", "", words, moved)
        if not taken and not self._unmistakable:
            return old
        self.renamed.add((part.field, was, now))
        return attrs.evolve(old, **{field: now})

    def _value(self, part: Value, old: Any, new: Any, at: _At) -> dict[str, Any]:
        was = tuple(getattr(old, field) for field in part.fields)
        now = tuple(getattr(new, field) for field in part.fields)
        if was == now:
            return {}
        words = said(part, old, self._held[0]), said(part, new, self._held[1])
        kind = ChangeKind.CHANGED
        if not all(words) and any(words):
            kind = ChangeKind.REMOVED if words[0] else ChangeKind.NEW
        moved = only_moved(was, now, self._names.years)
        step = part.step or part.word
        taken = self._told(kind, at, step, part.word, words, moved)
        return dict(zip(part.fields, now, strict=True)) if taken else {}

    def _inner(self, part: Inner, old: Any, new: Any, at: _At) -> dict[str, Any]:
        was, now = getattr(old, part.field), getattr(new, part.field)
        if was is not None and now is not None:
            made = self._clause(was, now, at.under(part.word, part.word, was, now))
            return {part.field: made} if made is not was else {}
        if was is None and now is None:
            return {}
        taken = self._alone(at, part.step or part.word, was, now)
        return {part.field: now} if taken else {}

    def _each(self, part: Each, old: Any, new: Any, at: _At) -> dict[str, Any]:
        was, now = getattr(old, part.field), getattr(new, part.field)
        pairs = self._names.pairs(part.field, was, now)
        made: list[Any] = []
        alone = part.obvious and len(was) == len(now) == 1
        taken = {name_of(clause) for clause in now} if self._unmistakable else set()
        for i, j in pairs.entries():
            before = was[i] if i is not None else None
            after = now[j] if j is not None else None
            inside = self._section(part, before, after, at)
            kept = set_apart(before, taken) if after is None else before
            if before is None or after is None:
                if self._alone(inside, self._step(part, before or after), before, after):
                    kept = after
            else:
                kept = self._both(part, before, after, inside, alone)
            if kept is not None:
                made.append(kept)
        return {part.field: tuple(made)} if tuple(made) != was else {}

    def _both(self, part: Each, old: Any, new: Any, at: _At, alone: bool) -> Any:
        if old == new:
            return old
        if type(old) in SHAPES and type(old) is type(new):
            told = alone or part.field == "blocks"
            word = "" if told else called(part.word, new)
            inside = at.under(word, self._step(part, new), old, new)
            return self._clause(self._renamed(part, old, new, at), new, inside)
        words = head_of(old), head_of(new)
        step = self._step(part, new)
        moved = only_moved(old, new, self._names.years)
        inside = at.under("", "", old, new)
        return new if self._told(ChangeKind.CHANGED, inside, step, part.word, words, moved) else old

    def _alone(self, at: _At, step: str, old: Any, new: Any) -> bool:
        """A clause that only one side has."""
        kind = ChangeKind.REMOVED if new is None else ChangeKind.NEW
        clause = new if old is None else old
        inside = at
        if isinstance(clause, a.Clause):
            cites = clause.cites or at.cites[0 if new is None else 1]
            inside = attrs.evolve(at, old=clause, new=clause, cites=(cites, cites))
        words = head_of(clause) if isinstance(clause, a.Clause) else f"{step} {head_of(clause)}"
        text = as_written(clause) if isinstance(clause, a.Clause) else ""
        return self._told(kind, inside, step, "", (words, words), False, text)

    def _section(self, part: Each, old: Any, new: Any, at: _At) -> _At:
        """What an agreement's own clauses are told under: each block by itself."""
        if not isinstance(at.old, a.Agreement):
            return at
        section = part.section or at.section
        if part.field == "blocks":
            section = f'{called(part.word, new or old)} "{(new or old).title}"'
        return attrs.evolve(at, section=section)

    def _step(self, part: Each, clause: Any) -> str:
        word = part.step or part.word
        if isinstance(clause, a.Payment | a.Repayment):
            return called(word, clause)
        name = name_of(clause) if isinstance(clause, a.Clause | a.Reference) else ""
        return f"{word}-{shown(name)}" if name else word

    def _told(
        self,
        kind: ChangeKind,
        at: _At,
        step: str,
        word: str,
        words: tuple[str, str],
        moved: bool,
        text: str = "",
    ) -> bool:
        """Note a change; returns whether it is among those that are to be made."""
        path = "/".join((*at.path, step)).replace(" ", "-")
        number = self._paths.get(path, 0) + 1
        self._paths[path] = number
        path = path if number == 1 else f"{path}~{number}"
        old = Side(words[0], text, at.old.span, at.cites[0])
        new = Side(words[1], text, at.new.span, at.cites[1])
        sides = (
            None if kind is ChangeKind.NEW else old,
            None if kind is ChangeKind.REMOVED else new,
        )
        self.found.append(Change(kind, path, at.section, at.heading, word, *sides, moved))
        return path in self._chosen
