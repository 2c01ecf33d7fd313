"""One table to be read, what it is read into, and what all tables of recipients share."""

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

from attrs import define, field, frozen

from overenskommelse import data_codes as codes
from overenskommelse.numbers import write_number
from overenskommelse.plan import Group, Plan
from overenskommelse.text import listed
from runtime.intake.faults import Faults, Unreadable
from runtime.intake.gathered import Gathered
from runtime.intake.recipients import Directory, Outsider, RowRecipients, Total, refuse
from runtime.intake.table import Row, Table


@frozen
class Task:
    """A table of a known kind, the plan that it is for, and where its figures and faults go."""

    table: Table
    plan: Plan
    gathered: Gathered
    faults: Faults

    def header(self, column: str) -> str:
        """A column's name as the file writes it."""
        return self.table.headers[self.table.at(column)]

    def recipients(self, groups: Iterable[Group]) -> RowRecipients:
        """The recipients of the rows, looked for in these groups."""
        return RowRecipients.of(self.table, Directory.of(groups))


@define
class Rows:
    """The rows of a table that are about recipients; the others are set aside as they pass."""

    task: Task
    who: RowRecipients
    totals: list[tuple[Total, Row]] = field(factory=list)
    outsiders: dict[str, tuple[Outsider, Row]] = field(factory=dict)
    refused: bool = False
    """Whether some row's recipient could not be told."""

    def __iter__(self) -> Iterator[tuple[str, int, list[str]]]:
        """Each row's recipient, number and cells; then a note on regions that are no recipients."""
        for row, cells in self.task.table.rows:
            found = self.who.in_row(cells)
            if isinstance(found, str):
                yield found, row, cells
            elif isinstance(found, Total):
                self.totals.append((found, (row, cells)))
            elif isinstance(found, Outsider):
                self.outsiders.setdefault(found.code, (found, (row, cells)))
            else:
                self.refused = True
                refuse(found, self.task.faults, row, self.who.column)
        note_outsiders((found for found, _ in self.outsiders.values()), self.task.faults)


def note_outsiders(outsiders: Iterable[Outsider], faults: Faults) -> None:
    """Say which regions have rows that nothing is made of."""
    names = [outsider.name for outsider in sorted(outsiders, key=lambda outsider: outsider.code)]
    if names:
        faults.add(codes.NOT_A_RECIPIENT, names=listed(names))


def check_total(
    stated: int | Fraction,
    parts: Mapping[str, int | Fraction],
    members: Iterable[str],
    rest: int | Fraction,
    faults: Faults,
    place: tuple[Total, int, str],
    what: str,
) -> None:
    """Hold a stated total against the sum of its parts, if all of them are there.

    Args:
        stated: What the row of the total says.
        parts: Each recipient's value in the same file.
        members: Everybody who should be among them.
        rest: The sum for regions that are in the file without being recipients.
        faults: Where a difference is reported.
        place: The total, its row and its column.
        what: What is summed, in words.
    """
    summed = sum(parts.values()) + rest
    if summed == stated or any(member not in parts for member in members):
        return
    total, row, column = place
    faults.add(
        codes.TOTAL_DIFFERS, row, column, found=total.label, stated=write_number(stated),
        summed=write_number(summed), difference=write_number(stated - summed), what=what,
    )  # fmt: skip


def known(value: object) -> bool:
    """Whether a cell held a value: neither missing nor unreadable."""
    return value is not None and not isinstance(value, Unreadable)
