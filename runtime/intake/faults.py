"""What is wrong with a data file, collected so that a thousand equal faults are told as one."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from attrs import define, field, frozen

from overenskommelse import data_codes as codes
from overenskommelse import limits
from overenskommelse.diagnostics import Cell, Code, Report
from overenskommelse.text import closest, counted, visible

Guess = Callable[[], str]
"""Makes the sentence that suggests what was meant. Only called for faults that are kept: holding
a word against all names costs more than reading a thousand rows."""

_SHOWN: Final = 60


def shown(text: str) -> str:
    """Text from a file as messages quote it: visible, and not too long."""
    return visible(text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…")


def meant(word: str, candidates: Sequence[str]) -> str:
    """``. Menade du ”Region Skåne”?``, or nothing where none is alike."""
    found = closest(word[:_SHOWN], candidates)
    return f". Menade du ”{found}”?" if found else ""


@frozen
class Unreadable:
    """A cell that cannot be read: the diagnostic for it, wherever it stands."""

    code: Code
    words: Mapping[str, Any] = field(factory=dict)
    guess: Guess | None = None


@define
class Faults:
    """The diagnostics of one file.

    ``lost_rows`` says that rows are unread that could have held anything, so that what seems to
    be missing may stand in them.
    """

    file: str
    report: Report
    lost_rows: bool = False
    _counted: Counter[Code] = field(factory=Counter)

    def add(
        self,
        code: Code,
        row: int | None = None,
        column: str | None = None,
        /,
        *,
        guess: Guess | None = None,
        **words: Any,
    ) -> None:
        """Note a diagnostic at a row and column; of each kind only the first few are kept."""
        self._counted[code] += 1
        if self._counted[code] <= limits.SAME_FAULT_KEPT:
            said = guess() if guess else ""
            self.report.add(code, Cell(self.file, row, column), guess=said, **words)

    def refuse(self, found: Unreadable, row: int, column: str | None = None) -> None:
        """Note why a cell cannot be read."""
        self.add(found.code, row, column, guess=found.guess, **found.words)

    def add_once(
        self, code: Code, row: int | None, column: str | None = None, /, **words: Any
    ) -> None:
        """Note a diagnostic that says it all the first time."""
        if not self._counted[code]:
            self.add(code, row, column, **words)

    def count(self, code: Code, more: int) -> None:
        """Count faults of a kind that were not kept elsewhere either."""
        self._counted[code] += more

    def close(self) -> None:
        """Sum up what was counted but not kept. To be called when nothing more will be found."""
        for code, number in self._counted.items():
            surplus = number - limits.SAME_FAULT_KEPT
            if surplus > 0:
                self.report.add(
                    codes.MORE_OF_THE_SAME, Cell(self.file), number=code.number, title=code.title,
                    times=counted(surplus, "gång", "gånger"),
                )  # fmt: skip
