"""Tables of waiting times: how many were counted, and how many of them met a measure's limit.

This is the large table, so what rows repeat (who, when, what) is read once and remembered, and
numbers written in plain digits take the quick road.
"""

from collections import Counter
from typing import Final

from attrs import define, field, frozen

from overenskommelse import data_codes as codes
from overenskommelse import limits
from overenskommelse.calendar import Month
from overenskommelse.diagnostics import Cell
from overenskommelse.figures import CountCell
from overenskommelse.numbers import Notation, read_digits, write_number
from overenskommelse.plan import Plan
from overenskommelse.regions import folded
from overenskommelse.text import counted, listed
from runtime.intake.cells import read_count, read_month, trimmed
from runtime.intake.faults import Unreadable
from runtime.intake.gathered import UnusedMeasure
from runtime.intake.months import Needs, in_words, years_in_words
from runtime.intake.recipients import Outsider, RowRecipients, Total, refuse
from runtime.intake.task import (
    Task,
    TotalCell,
    known,
    note_other_years,
    note_outsiders,
    report_difference,
)

MEASURE_COLUMN: Final = "mått"
MONTH_COLUMN: Final = "månad"
NUMERATOR_COLUMN: Final = "täljare"
DENOMINATOR_COLUMN: Final = "nämnare"

Value = int | Unreadable | None
Pair = tuple[Value, Value]
"""Numerator and denominator, as read."""
_REMEMBERED: Final = 10_000


@frozen(eq=False)
class _Slot:
    """A measure and a month as rows name them, read once.

    ``measure`` is None for one that the plan does not use; ``who`` reads its recipients.
    """

    name: str
    measure: str | None
    month: Month | Unreadable
    needed: bool
    who: RowRecipients


def read_counts(task: Task) -> None:
    """Read the counts of every measure and month that the plan needs."""
    reader = _Reader.of(task)
    reader.read()
    reader.finish()


@define
class _Reader:
    """One pass over a table, and what is told of it when it ends."""

    task: Task
    needs: Needs
    names: dict[str, str]
    """The plan's measures by how files may write them."""
    who: dict[tuple[str, ...], RowRecipients]
    place: tuple[int, int, int, int]
    """Where measure, month, numerator and denominator stand."""
    slots: dict[tuple[str, str], _Slot] = field(factory=dict)
    in_year: bool = False
    other_years: Counter[int] = field(factory=Counter)
    first_of_other_years: list[tuple[int, Month]] = field(factory=list)
    other_months: Counter[Month] = field(factory=Counter)
    needless: dict[str, Counter[Month]] = field(factory=dict)
    outsiders: dict[str, Outsider] = field(factory=dict)
    outside: dict[tuple[str, Month], dict[str, Pair]] = field(factory=dict)
    totals: dict[tuple[str, str, Month], tuple[Total, int, Pair]] = field(factory=dict)
    unused: dict[str, UnusedMeasure] = field(factory=dict)

    @classmethod
    def of(cls, task: Task) -> "_Reader":
        needs = Needs.of(task.plan)
        names = {*needs.groups.values(), tuple(group.name for group in task.plan.groups)}
        who = {key: task.recipients(task.plan.group(name) for name in key) for key in names}
        columns = (MEASURE_COLUMN, MONTH_COLUMN, NUMERATOR_COLUMN, DENOMINATOR_COLUMN)
        measure, month, numerator, denominator = (task.table.at(column) for column in columns)
        return cls(task, needs, _names(task.plan), who, (measure, month, numerator, denominator))

    def read(self) -> None:
        """Keep every row that is needed; set aside or report the others."""
        slots, counts, file = self.slots, self.task.gathered.counts, self.task.faults.file
        measure_at, month_at, numerator_at, denominator_at = self.place
        notation = self.task.options.notation
        for row, cells in self.task.table.rows:
            named = cells[measure_at], cells[month_at]
            slot = slots.get(named)
            if slot is None:
                slot = self._slot(*named)
                if len(slots) < _REMEMBERED:
                    slots[named] = slot
            found = slot.who.in_row(cells)
            month = slot.month
            if not slot.needed or isinstance(month, Unreadable):
                self._set_aside(slot, found, row)
                continue
            pair = _pair(cells[numerator_at], cells[denominator_at], notation)
            if not isinstance(found, str):
                self._not_a_member(slot, month, found, pair, row)
                continue
            cell = _cell(pair, Cell(file, row))
            if cell is None:
                self.task.gathered.unread.add((found, slot.name, month))
                self._report_pair(pair, row)
                continue
            kept = counts.setdefault((slot.name, found, month), cell)
            if kept is not cell:
                self._report_duplicate(slot, month, found, row, kept)

    def _slot(self, measure: str, month: str) -> _Slot:
        name = self.names.get(folded(measure))
        when = read_month(month)
        if name is None:
            everybody = tuple(group.name for group in self.task.plan.groups)
            return _Slot(trimmed(measure), None, when, False, self.who[everybody])
        needed = not isinstance(when, Unreadable) and self.needs.has(name, when)
        self.in_year |= needed
        return _Slot(name, name, when, needed, self.who[self.needs.groups[name]])

    def _report_duplicate(
        self, slot: _Slot, month: Month, code: str, row: int, first: CountCell
    ) -> None:
        name = slot.who.directory.name(code)
        self.task.faults.add(
            codes.DUPLICATE_ROW, row, what=f"{name}, {month.swedish}, måttet {slot.name}",
            first=first.cell.swedish,
        )  # fmt: skip

    def _report_pair(self, pair: Pair, row: int) -> None:
        faults, headers = self.task.faults, (
            self.task.header(NUMERATOR_COLUMN), self.task.header(DENOMINATOR_COLUMN),
        )  # fmt: skip
        for value, header in zip(pair, headers, strict=True):
            if isinstance(value, Unreadable):
                faults.refuse(value, row, header)
        numerator, denominator = pair
        if isinstance(numerator, int) and isinstance(denominator, int):
            faults.add(
                codes.NUMERATOR_ABOVE, row, headers[0], numerator=write_number(numerator),
                denominator=write_number(denominator),
            )  # fmt: skip
        elif numerator is None and isinstance(denominator, int):
            faults.add(codes.HALF_MISSING, row, headers[0], missing="täljaren", present="nämnaren")
        elif denominator is None and isinstance(numerator, int):
            faults.add(codes.HALF_MISSING, row, headers[1], missing="nämnaren", present="täljaren")

    def _not_a_member(
        self, slot: _Slot, month: Month, found: Outsider | Total | Unreadable, pair: Pair, row: int
    ) -> None:
        match found:
            case Unreadable():
                refuse(found, self.task.faults, row, slot.who.column)
                self.task.gathered.unread.add((None, slot.name, month))
            case Outsider():
                self.outsiders[found.code] = found
                self.outside.setdefault((slot.name, month), {})[found.code] = pair
            case Total():
                if all(map(known, pair)):
                    label = found.label.casefold()
                    self.totals.setdefault((label, slot.name, month), (found, row, pair))
                else:
                    self._report_pair(pair, row)

    def _set_aside(self, slot: _Slot, found: object, row: int) -> None:
        """A row that is not needed, or whose month cannot be read."""
        code = found if isinstance(found, str) else None
        if isinstance(slot.month, Unreadable):
            self.task.faults.refuse(slot.month, row, self.task.header(MONTH_COLUMN))
            self.task.gathered.unread.add((code, slot.measure, None))
            if isinstance(found, Unreadable):
                refuse(found, self.task.faults, row, slot.who.column)
        if slot.measure is None:
            self._set_aside_unused(slot, code, row)
        elif isinstance(slot.month, Unreadable):
            return
        elif slot.month.year not in self.needs.years and slot.month not in self.needs.compared:
            self.other_years[slot.month.year] += 1
            if self.task.options.despite_year:
                return
            # Perhaps only the year is mistyped: then its row is not missing as well.
            meant = {Month(year, slot.month.number) for year in self.needs.years}
            self.task.gathered.unread.update((code, slot.measure, month) for month in meant)
            if len(self.first_of_other_years) < limits.SAME_FAULT_KEPT:
                self.first_of_other_years.append((row, slot.month))
        else:
            self.in_year = True
            if slot.month in self.needs.months | self.needs.compared:
                self.needless.setdefault(slot.measure, Counter())[slot.month] += 1
            else:
                self.other_months[slot.month] += 1

    def _set_aside_unused(self, slot: _Slot, code: str | None, row: int) -> None:
        faults, header = self.task.faults, self.task.header(MEASURE_COLUMN)
        if not slot.name:
            faults.add(codes.EMPTY_CELL, row, header, what="ett mått")
            month = None if isinstance(slot.month, Unreadable) else slot.month
            self.task.gathered.unread.add((code, None, month))
            return
        unused = self.unused.get(slot.name)
        if unused is None:
            if len(self.unused) >= limits.SAME_FAULT_KEPT:
                faults.count(codes.UNUSED_MEASURE, 1)
                return
            unused = self.unused[slot.name] = UnusedMeasure(slot.name, row, header, faults)
        unused.rows[slot.name] += 1
        if code is not None and isinstance(slot.month, Month):
            unused.cells.add((code, slot.month))

    # When the table ends

    def finish(self) -> None:
        """Tell what was set aside, and hold totals against their parts."""
        faults = self.task.faults
        self.task.gathered.unused.extend(self.unused.values())
        note_outsiders(self.outsiders.values(), faults)
        if self.other_months:
            rows = counted(self.other_months.total(), "rad", "rader")
            faults.add(codes.OTHER_MONTHS, months=in_words(self.other_months), rows=rows)
        alike: dict[str, list[str]] = {}
        for measure, months in self.needless.items():
            alike.setdefault(in_words(months), []).append(measure)
        for words, measures in alike.items():
            number = sum(self.needless[measure].total() for measure in measures)
            what = f"värden för {words} behövs inte för {listed(measures)}"
            faults.add(codes.NO_EFFECT, what=what, rows=counted(number, "rad", "rader"))
        self._report_other_years()
        for (_, measure, month), (total, row, pair) in self.totals.items():
            self._check_total(total, row, measure, month, pair)

    def _report_other_years(self) -> None:
        faults, header = self.task.faults, self.task.header(MONTH_COLUMN)
        expected = years_in_words(self.needs.years)
        if self.task.options.despite_year:
            found = years_in_words(self.other_years)
            note_other_years(self.other_years.total(), found, expected, faults)
            return
        if self.other_years and not self.in_year:
            faults.lost_rows = True
            found = years_in_words(self.other_years)
            faults.add(codes.OTHER_YEARS_FILE, None, header, found=found, expected=expected)
            return
        for row, month in self.first_of_other_years:
            faults.add(codes.OTHER_YEAR, row, header, found=month.swedish, expected=expected)
        more = self.other_years.total() - len(self.first_of_other_years)
        faults.count(codes.OTHER_YEAR, more)

    def _check_total(
        self, total: Total, row: int, measure: str, month: Month, stated: Pair
    ) -> None:
        members = self.who[self.needs.groups[measure]].directory.members
        counts, file = self.task.gathered.counts, self.task.faults.file
        cells = {code: counts.get((measure, code, month)) for code in members}
        here = {code: cell for code, cell in cells.items() if cell and cell.cell.file == file}
        outside = self.outside.get((measure, month), {}).values()
        for i, column in enumerate((NUMERATOR_COLUMN, DENOMINATOR_COLUMN)):
            values = {code: (cell.numerator, cell.denominator)[i] for code, cell in here.items()}
            report_difference(
                stated[i], values, members, [pair[i] for pair in outside], self.task.faults,
                TotalCell(total, row, self.task.header(column), f"{measure}, {month.swedish}"),
            )  # fmt: skip


def _names(plan: Plan) -> dict[str, str]:
    """The plan's measures by their names, and by their titles where these tell them apart."""
    titles = {view.name: folded(view.title) for view in plan.measures}
    shared = Counter(titles.values())
    by_title = {title: name for name, title in titles.items() if shared[title] == 1}
    return by_title | {folded(name): name for name in titles}


def _pair(numerator: str, denominator: str, notation: Notation) -> Pair:
    """Two counts. Plain digits are read here, without asking what else they could be."""
    met, measured = read_digits(numerator), read_digits(denominator)
    return (
        read_count(numerator, notation) if met is None or met > limits.COUNT else met,
        read_count(denominator, notation)
        if measured is None or measured > limits.COUNT
        else measured,
    )


def _cell(pair: Pair, place: Cell) -> CountCell | None:
    """A count that holds together; None for one that does not."""
    numerator, denominator = pair
    if isinstance(numerator, int) and isinstance(denominator, int):
        return CountCell(numerator, denominator, place) if numerator <= denominator else None
    return CountCell(None, None, place) if numerator is denominator is None else None
