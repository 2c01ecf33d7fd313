"""What a cell names: one of the plan's duties, conditions, focus areas or questions."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Generic, Protocol, TypeVar

from attrs import frozen

from overenskommelse import data_codes as codes
from overenskommelse.diagnostics import Code
from overenskommelse.regions import folded
from overenskommelse.text import listed
from runtime.intake.faults import meant, shown
from runtime.intake.task import Task


class Named(Protocol):
    """Something with a name of its own, and a title that it may share with others."""

    @property
    def name(self) -> str:
        """Its own name."""

    @property
    def title(self) -> str:
        """What it is called."""


T = TypeVar("T", bound=Named)


@frozen
class Names(Generic[T]):
    """What may be named in a column, and what is said of a cell that names nothing of it."""

    what: str
    unknown: Code
    _by_text: Mapping[str, T]

    @classmethod
    def of(cls, what: str, unknown: Code, things: Iterable[T]) -> "Names[T]":
        """They answer to their names, and to their titles where these tell them apart."""
        found = list(things)
        titles = Counter(folded(thing.title) for thing in found)
        by_text = {folded(t.title): t for t in found if titles[folded(t.title)] == 1}
        return cls(what, unknown, by_text | {folded(thing.name): thing for thing in found})

    def find(self, task: Task, column: str, row: int, cells: list[str], **words: str) -> T | None:
        """What a cell names; None, with a diagnostic, where that is nothing.

        ``words`` are those of the diagnostic that are not the same for every cell.
        """
        cell = cells[task.table.at(column)]
        found = self._by_text.get(folded(cell))
        if found is None and not folded(cell):
            task.faults.add(codes.EMPTY_CELL, row, task.header(column), what=self.what)
        elif found is None:
            names = list(dict.fromkeys(thing.name for thing in self._by_text.values()))
            task.faults.add(
                self.unknown, row, task.header(column), guess=lambda: meant(cell, names),
                found=shown(cell), known=listed(names) or "inga", **words,
            )  # fmt: skip
        return found
