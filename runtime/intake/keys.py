"""Tables of allocation keys: one row per recipient, one column per key."""

import datetime
from collections.abc import Mapping
from fractions import Fraction
from functools import partial
from typing import Final

from overenskommelse import data_codes as codes
from overenskommelse import file_codes
from overenskommelse.calendar import swedish_date
from overenskommelse.text import listed
from runtime.intake.cells import read_day, read_key_value
from runtime.intake.faults import Unreadable
from runtime.intake.table import column_name
from runtime.intake.task import Rows, Task

DATE_COLUMN: Final = "datum"


def read_keys(task: Task) -> None:
    """Read the values of every key that the plan has and the table has a column for."""
    _note_unused(task)
    views = {column_name(view.name): view for view in task.plan.keys}
    columns = [(i, views[c].name) for i, c in enumerate(task.table.columns) if c in views]
    names = {name for _, name in columns}
    if not names:
        return
    groups = [task.plan.group(v.recipients) for v in task.plan.keys if v.name in names]
    rows = Rows(task, task.recipients(groups))
    here: dict[str, dict[str, Fraction]] = {name: {} for name in names}
    days: dict[datetime.date, int] = {}
    read = partial(read_key_value, notation=task.options.notation)
    for code, row, cells in rows:
        for i, name in columns:
            value = read(cells[i])
            if value is not None:
                _keep(task, (name, code), value, row, task.table.headers[i], here[name], rows)
        _note_day(task, row, cells, days)
    if rows.refused:
        task.gathered.unread_keys.update((name, None) for name in names)
    _check_days(task, names, days)
    for total in rows.totals:
        for i, name in columns:
            own = [task.plan.group(v.recipients) for v in task.plan.keys if v.name == name]
            rows.check_total(total, i, read, here[name], own, name)
    known_columns = {*views, DATE_COLUMN}
    task.gathered.unused_columns.extend(
        header
        for column, header in zip(task.table.columns, task.table.headers, strict=True)
        if column not in known_columns
    )


def _note_unused(task: Task) -> None:
    """Say which columns are keys that the agreement declares and divides nothing known by."""
    unused = {column_name(name) for name in task.plan.unused_keys}
    headers = zip(task.table.columns, task.table.headers, strict=True)
    found = [f"”{header}”" for column, header in headers if column in unused]
    if found:
        what = "är en nyckel" if len(found) == 1 else "är nycklar"
        task.faults.add(
            file_codes.UNUSED_COLUMN, task.table.header_row, columns=listed(found),
            why=f"{what} som inget känt belopp fördelas efter",
        )  # fmt: skip


def _keep(
    task: Task,
    key: tuple[str, str],
    value: Fraction | Unreadable,
    row: int,
    column: str,
    here: dict[str, Fraction],
    rows: Rows,
) -> None:
    name, code = key
    recipient = rows.name(code)
    if isinstance(value, Fraction) and value == 0:
        value = Unreadable(codes.NOT_POSITIVE, {"key": name, "name": recipient})
    if isinstance(value, Unreadable):
        task.faults.refuse(value, row, column)
        task.gathered.unread_keys.add(key)
    elif task.gathered.is_new(("key", *key), task.faults, row, f"{name} för {recipient}"):
        task.gathered.keys.setdefault(name, {})[code] = value
        here[code] = value


def _note_day(task: Task, row: int, cells: list[str], days: dict[datetime.date, int]) -> None:
    """Collect the days that a table says it was counted, and refuse a second one."""
    if DATE_COLUMN not in task.table.columns:
        return
    day = read_day(cells[task.table.at(DATE_COLUMN)])
    if isinstance(day, Unreadable):
        task.faults.refuse(day, row, task.header(DATE_COLUMN))
    elif day is not None:
        if days and day not in days:
            first = swedish_date(next(iter(days)))
            task.faults.add(
                codes.DATES_DIFFER, row, task.header(DATE_COLUMN), found=swedish_date(day),
                first=first,
            )  # fmt: skip
        else:
            days.setdefault(day, row)


def _check_days(task: Task, names: set[str], days: Mapping[datetime.date, int]) -> None:
    """Hold the day that the table was counted against the day that the agreement says."""
    other = codes.OTHER_KEY_DATE_USED if task.options.despite_year else codes.OTHER_KEY_DATE
    for day, row in days.items():
        for view in task.plan.keys:
            if view.name not in names:
                continue
            task.gathered.key_dates[view.name] = day
            if view.date is not None and view.date != day:
                task.faults.add(
                    other, row, task.header(DATE_COLUMN), key=view.name,
                    found=swedish_date(day), expected=swedish_date(view.date),
                )  # fmt: skip
