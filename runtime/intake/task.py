"""One table to be read, what it is read into, and what all tables of recipients share."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from fractions import Fraction
from functools import partial
from typing import Final, TypeAlias

from attrs import define, field, frozen

from overenskommelse import data_codes as codes
from overenskommelse.dataoptions import DataOptions
from overenskommelse.numbers import write_number
from overenskommelse.plan import Allotted, Group, Plan, Product, Summed
from overenskommelse.text import counted, listed, listed_first
from runtime.intake.cells import read_kronor, read_kronor_and_ore
from runtime.intake.faults import Faults, Unreadable
from runtime.intake.gathered import Gathered
from runtime.intake.recipients import Directory, Outsider, RowRecipients, Total, refuse
from runtime.intake.table import Row, Table

Value: TypeAlias = int | Fraction | Unreadable | None
"""A number as it was read: missing, or why it cannot be read, where it is none."""

_TOTALS: Final = 1_000
"""How many rows of totals are kept: many more than any table has."""


@frozen
class Task:
    """A table of a known kind, the plan that it is for, how the user wants it read, and where its
    figures and faults go."""

    table: Table
    plan: Plan
    options: DataOptions
    gathered: Gathered
    faults: Faults

    def header(self, column: str) -> str:
        """A column's name as the file writes it."""
        return self.table.headers[self.table.at(column)]

    def amounts(self) -> Callable[[str], Fraction | int | Unreadable | None]:
        """What reads the amounts of this table: in whole kronor, where the plan pays no ören."""
        read = read_kronor_and_ore if _pays_ore(self.plan) else read_kronor
        return partial(read, notation=self.options.notation)

    def recipients(self, groups: Iterable[Group]) -> RowRecipients:
        """The recipients of the rows, looked for in these groups."""
        return RowRecipients.of(self.table, Directory.of(groups))


@frozen
class TotalCell:
    """Where a total is stated, and what it sums in words."""

    total: Total
    row: int
    column: str
    what: str


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
                if len(self.totals) < _TOTALS:
                    self.totals.append((found, (row, cells)))
            elif isinstance(found, Outsider):
                self.outsiders.setdefault(found.code, (found, (row, cells)))
            else:
                self.refused = True
                refuse(found, self.task.faults, row, self.who.column)
        note_outsiders((found for found, _ in self.outsiders.values()), self.task.faults)

    def name(self, code: str) -> str:
        """What a recipient is called."""
        return self.who.directory.name(code)

    def belongs(self, code: str, group: str, row: int, what: str) -> bool:
        """Whether a recipient is in the group that something is for; if not, that is reported."""
        members = self.task.plan.group(group).members
        found = any(code == member for member, _ in members)
        if not found:
            self.wrong(code, row, what, [name for _, name in members])
        return found

    def wrong(self, code: str, row: int, what: str, right: Iterable[str]) -> None:
        """Report that something is not for a recipient, and for whom it is."""
        self.task.faults.add(
            codes.WRONG_RECIPIENT, row, self.who.column, name=self.name(code), what=what,
            way_out=f"rätta mottagaren eller vad raden gäller; {what} gäller"
            f" {listed_first(right)}",
        )  # fmt: skip

    def check_total(
        self,
        total: tuple[Total, Row],
        at: int,
        read: Callable[[str], Value],
        parts: Mapping[str, Value],
        groups: Iterable[Group],
        what: str,
    ) -> None:
        """Hold one column of a row that sums against the recipients' values in the same file.

        A total sums those groups that any of the recipients belongs to.
        """
        label, (row, cells) = total
        members = {
            code
            for group in groups
            if any(code in parts for code, _ in group.members)
            for code, _ in group.members
        }
        report_difference(
            read(cells[at]), parts, members,
            [read(others[at]) for _, (_, others) in self.outsiders.values()], self.task.faults,
            TotalCell(label, row, self.task.table.headers[at], what),
        )  # fmt: skip


def _pays_ore(plan: Plan) -> bool:
    """Whether some amount of a plan is rounded to less than a krona."""
    return any(
        isinstance(step, Allotted | Product | Summed)
        and step.rounding is not None
        and step.rounding.unit < 1
        for step in plan.steps
    )


def note_outsiders(outsiders: Iterable[Outsider], faults: Faults) -> None:
    """Say which regions have rows that nothing is made of."""
    names = [outsider.name for outsider in sorted(outsiders, key=lambda outsider: outsider.code)]
    if names:
        faults.add(codes.NOT_A_RECIPIENT, names=listed(names))


def note_other_years(rows: int, found: str, expected: str, faults: Faults) -> None:
    """Say how many rows of other years or months were passed over, if any, and for which."""
    if rows:
        faults.add(
            codes.OTHER_YEARS_PASSED, rows=counted(rows, "rad", "rader"), found=found,
            expected=expected,
        )  # fmt: skip


def report_difference(
    stated: Value,
    parts: Mapping[str, Value],
    members: Iterable[str],
    others: Iterable[Value],
    faults: Faults,
    place: TotalCell,
) -> None:
    """Warn of a total that is not the sum of its parts, if all the parts are there.

    Args:
        stated: What the total says.
        parts: Each recipient's value.
        members: Everybody who should be among them.
        others: The values of regions that are no recipients, but in the total.
        faults: Where a difference is reported.
        place: Where the total stands.
    """
    if isinstance(stated, Unreadable):
        faults.refuse(stated, place.row, place.column)
        return
    values = [*(parts.get(member) for member in members), *others]
    numbers = [value for value in values if isinstance(value, int | Fraction)]
    if stated is None or len(numbers) < len(values) or sum(numbers) == stated:
        return
    summed = sum(numbers)
    faults.add(
        codes.TOTAL_DIFFERS, place.row, place.column, found=place.total.label,
        stated=write_number(stated), summed=write_number(summed),
        difference=write_number(stated - summed), what=place.what,
    )  # fmt: skip


def known(value: object) -> bool:
    """Whether a cell held a value: neither missing nor unreadable."""
    return value is not None and not isinstance(value, Unreadable)
