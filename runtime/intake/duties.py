"""Tables of reports that came in, each fulfilling a duty, and of how reporting was done."""

from fractions import Fraction
from typing import Final

from overenskommelse import data_codes as codes
from overenskommelse.calendar import Month, Period
from overenskommelse.clauses import Unit
from overenskommelse.figures import ReportCell
from overenskommelse.plan import CriterionView
from overenskommelse.text import counted
from runtime.intake.cells import read_day, read_month, read_per_cent
from runtime.intake.faults import Unreadable, shown
from runtime.intake.months import in_words, years_in_words
from runtime.intake.naming import Names
from runtime.intake.table import column_name
from runtime.intake.task import Rows, Task, note_other_years

DUTY_COLUMN: Final = "skyldighet"
DATE_COLUMN: Final = "datum"
MONTH_COLUMN: Final = "månad"


def read_reports(task: Task) -> None:
    """Read when each recipient's report for each duty came in. An empty cell is one that has not
    come."""
    duties = Names.of("en skyldighet", codes.UNKNOWN_DUTY, task.plan.duties)
    rows = Rows(task, task.recipients(task.plan.groups))
    date_at = task.table.at(DATE_COLUMN)
    monthly: dict[str, int] = {}
    for code, row, cells in rows:
        duty = duties.find(task, DUTY_COLUMN, row, cells)
        day = read_day(cells[date_at])
        if isinstance(day, Unreadable):
            task.faults.refuse(day, row, task.header(DATE_COLUMN))
        if duty is None or isinstance(day, Unreadable):
            continue
        what = f"{duty.name} från {rows.name(code)}"
        if not rows.belongs(code, duty.recipients, row, f"skyldigheten {duty.name}"):
            continue
        if duty.monthly:
            monthly[duty.name] = monthly.get(duty.name, 0) + 1
        elif task.gathered.is_new(("report", code, duty.name), task.faults, row, what):
            place = task.gathered.places["report", code, duty.name]
            task.gathered.reports[code, duty.name] = ReportCell(day, place)
    for name, number in monthly.items():
        what = f"skyldigheten {name} återkommer varje månad och prövas inte dag för dag"
        task.faults.add(codes.NO_EFFECT, what=what, rows=counted(number, "rad", "rader"))


# How reporting was done ----------------------------------------------------------------------


def is_measured(criterion: CriterionView) -> bool:
    """Whether a criterion can be tried on data: some are words alone."""
    return criterion.counts is not None


def read_rates(task: Task) -> None:
    """Read, for each criterion and month, the per cent reported or the weeks that it took."""
    views = {column_name(c.name): c for c in task.plan.criteria if is_measured(c)}
    columns = [(i, views[c]) for i, c in enumerate(task.table.columns) if c in views]
    rows = Rows(task, task.recipients(task.plan.group(view.recipients) for _, view in columns))
    month_at = task.table.at(MONTH_COLUMN)
    ignored: dict[Month, int] = {}
    passed: dict[int, int] = {}
    for code, row, cells in rows:
        month = read_month(cells[month_at])
        if isinstance(month, Unreadable):
            task.faults.refuse(month, row, task.header(MONTH_COLUMN))
            continue
        for i, view in columns:
            if view.period is not None and month not in view.period:
                if _is_other_year(view.period, month) and task.options.despite_year:
                    passed[row] = month.year
                else:
                    _outside(task, view.period, month, row, ignored)
                continue
            value = _rate(task, view, month, cells[i])
            if isinstance(value, Unreadable):
                task.faults.refuse(value, row, task.table.headers[i])
            elif value is not None:
                what = f"{view.name} för {rows.name(code)}, {month.swedish}"
                if task.gathered.is_new(("rate", view.name, code, month), task.faults, row, what):
                    task.gathered.rates[view.name, code, month] = value
                    _warn_if_small(task, view, value, row, i, cells)
    if ignored:
        number = counted(sum(ignored.values()), "värde", "värden")
        task.faults.add(codes.OTHER_MONTHS, months=in_words(ignored), rows=number)
    expected = years_in_words(month.year for _, view in columns for month in view.period or ())
    note_other_years(len(passed), years_in_words(passed.values()), expected, task.faults)


def _rate(task: Task, view: CriterionView, month: Month, cell: str) -> Fraction | Unreadable | None:
    if view.counts is Unit.PERCENT:
        return read_per_cent(cell, task.options.notation)
    day = read_day(cell)
    if day is None or isinstance(day, Unreadable):
        return day
    return Fraction((day - month.last_day).days, 7)


def _is_other_year(period: Period, month: Month) -> bool:
    return not period.first.year <= month.year <= period.last.year


def _outside(task: Task, period: Period, month: Month, row: int, ignored: dict[Month, int]) -> None:
    """A month that the criterion does not cover: needless in its year, a fault in another."""
    if not _is_other_year(period, month):
        ignored[month] = ignored.get(month, 0) + 1
        return
    task.faults.add(
        codes.OTHER_YEAR, row, task.header(MONTH_COLUMN), found=month.swedish,
        expected=period.swedish,
    )  # fmt: skip


def _warn_if_small(
    task: Task, view: CriterionView, value: Fraction, row: int, i: int, cells: list[str]
) -> None:
    if view.counts is Unit.PERCENT and 0 < value < 1:
        task.faults.add(codes.SMALL_PERCENT, row, task.table.headers[i], found=shown(cells[i]))
