"""What is missing when everything has been read: rows, keys, and values to compare with.

Nothing is reported as missing that may stand in a row or a file that could not be read.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from overenskommelse import data_codes as codes
from overenskommelse.calendar import MONTH_NAMES, Month
from overenskommelse.dataoptions import DataOptions
from overenskommelse.diagnostics import Cell, Code, Report
from overenskommelse.plan import Plan
from overenskommelse.text import NEARLY_EQUAL, closest, counted, listed, listed_first
from runtime.intake.faults import meant, shown
from runtime.intake.gathered import COUNTS, KEYS, Gathered, UnusedMeasure
from runtime.intake.months import Needs, in_words

Where = tuple[str, str, Month]
"""(measure, recipient, month), as in the figures."""

Told = tuple[Code, dict[str, Any]]
"""What is told of rows that are missing, and the words for it."""

_RECIPIENT, _MONTH = 1, 2
"""Where these stand in a key."""

_ADD_ROWS: Final = "lägg till raderna"
_ADD_WORKBOOKS: Final = "ge också de andras arbetsböcker, eller lägg till raderna"

_LISTED: Final = 10

_MANY: Final = 10
"""If more values to compare with are missing than this, and more than one in so many of them,
a file may be missing."""


_ALLOWED: Final = {
    codes.MISSING_ALTOGETHER.number: codes.ALTOGETHER_ALLOWED,
    codes.MISSING_ROWS.number: codes.ROWS_ALLOWED,
}
"""How missing rows are told where they may be missing."""


def check_complete(plan: Plan, options: DataOptions, gathered: Gathered, report: Report) -> None:
    """Report what the plan needs and no file holds; rows of counts may be allowed to be missing."""
    needs = Needs.of(plan)
    for unused in gathered.unused:
        _judge(unused, plan, needs, gathered)
    if gathered.lost:
        return
    _check_keys(plan, gathered, report)
    if not plan.measures:
        return
    if not gathered.files_of(COUNTS):
        report.add(codes.NO_COUNTS)
        return
    _check_counts(plan, options, gathered, report)


# Measures that the plan does not use ---------------------------------------------------------


def _judge(unused: UnusedMeasure, plan: Plan, needs: Needs, gathered: Gathered) -> None:
    """Tell a measure that another reading of the agreement may use from one that is wrong.

    Of other readings the plan knows that there are some, not what they measure. So it is wrong
    where there are none, and where a measure of the plan has no values in the very places where
    this one has some: then it stands in that measure's stead.
    """
    lacking = [m for m in needs.groups if _fills_a_gap(unused, m, needs, gathered)]
    rows = counted(unused.rows.total(), "rad", "rader")
    words: dict[str, Any] = {"found": shown(unused.name), "rows": rows}
    if plan.choices and not lacking:
        unused.faults.add(codes.UNUSED_MEASURE, unused.row, unused.column, **words)
        return
    found = closest(unused.name[:100], lacking, cutoff=NEARLY_EQUAL)
    instead = lacking if found is None else [found]
    gathered.unread.update((code, m, month) for m in instead for code, month in unused.cells)
    unused.faults.add(
        codes.UNKNOWN_MEASURE, unused.row, unused.column,
        guess=lambda: _suggestion(found, lacking), **words,
    )  # fmt: skip


def _suggestion(found: str | None, lacking: Sequence[str]) -> str:
    if found is not None:
        return f". Menade du ”{found}”?"
    return f". Samma rader saknas för {listed(lacking)}" if lacking else ""


def _fills_a_gap(unused: UnusedMeasure, measure: str, needs: Needs, gathered: Gathered) -> bool:
    """Whether a measure of the plan lacks every value that the unused one would give it."""
    wanted = [(code, month) for code, month in unused.cells if needs.has(measure, month)]
    return bool(wanted) and all((measure, *cell) not in gathered.counts for cell in wanted)


# Keys ----------------------------------------------------------------------------------------


def _check_keys(plan: Plan, gathered: Gathered, report: Report) -> None:
    place = _place(gathered, KEYS)
    for view in plan.keys:
        values = gathered.keys.get(view.name)
        unread = gathered.unread_keys
        if values is None and not any(key == view.name for key, _ in unread):
            guess = meant(view.name, gathered.unused_columns)
            report.add(codes.MISSING_KEY, place, key=view.name, guess=guess)
            continue
        names = [
            name
            for code, name in plan.group(view.recipients).members
            if code not in (values or {}) and not unread & {(view.name, None), (view.name, code)}
        ]
        if names:
            files = {gathered.places["key", view.name, code].file for code in values or ()}
            where = Cell(files.pop()) if len(files) == 1 else place
            report.add(codes.MISSING_KEY_VALUE, where, key=view.name, names=listed(names))


# Counts --------------------------------------------------------------------------------------


def _check_counts(plan: Plan, options: DataOptions, gathered: Gathered, report: Report) -> None:
    needs = Needs.of(plan)
    place = _place(gathered, COUNTS)
    months = sorted({month for months in needs.current.values() for month in months})
    last = next((m for m in reversed(months) if _has_values(m, plan, needs, gathered)), None)
    if last is None:
        if months and not gathered.unread:
            report.add(codes.NOTHING_MEASURED, place, period=in_words(months))
        return
    ahead = {month for month in months if month > last}
    blank = [k for k in gathered.counts if k[2] in needs.current[k[0]] & ahead] if ahead else []
    if blank:
        # Rows without values at the end of the year are a form that is not yet filled in.
        for key in blank:
            del gathered.counts[key]
        report.add(codes.NOT_YET_MEASURED, place, months=in_words(key[2] for key in blank))
    missing = _missing(plan, gathered, last)
    if missing and options.allow_missing:
        rows = counted(len(missing), "rad", "rader")
        report.add(codes.MISSING_ALLOWED, place, rows=rows)
    for code, words in _told_missing(missing, plan, gathered, needs):
        report.add(_ALLOWED[code.number] if options.allow_missing else code, place, **words)
    _note_empty(plan, gathered, last, report)


def _has_values(month: Month, plan: Plan, needs: Needs, gathered: Gathered) -> bool:
    """Whether anything was measured in a month."""
    cells = (
        gathered.counts.get((measure, code, month))
        for measure, months in needs.current.items()
        if month in months
        for group in needs.groups[measure]
        for code, _ in plan.group(group).members
    )
    return any(cell is not None and cell.numerator is not None for cell in cells)


def _missing(plan: Plan, gathered: Gathered, last: Month) -> set[Where]:
    """The rows that should be there, up to the last measured month, and are not."""
    return {
        (view.name, code, month)
        for view in plan.measures
        if view.current
        for month in view.period
        if month <= last
        for code, _ in plan.group(view.recipients).members
        if (view.name, code, month) not in gathered.counts
        and not gathered.is_unread(code, view.name, month)
    }


def _told_missing(
    missing: set[Where], plan: Plan, gathered: Gathered, needs: Needs
) -> Iterator[Told]:
    """Each missing row is told of once, with the others that are missing in the same way."""
    if not missing:
        return
    names = _names(plan)
    present = [key for key in gathered.counts if key[2] in needs.current[key[0]]]
    for part in range(3):
        having = {key[part] for key in present}
        gone = {key for key in missing if key[part] not in having}
        missing = missing - gone
        if part == _MONTH and gone:
            words = {"what": in_words(key[2] for key in gone), "where": "någon mottagare"}
            yield codes.MISSING_ALTOGETHER, words | {"how": _ADD_ROWS}
            continue
        for where, values in _alike(gone, part).items():
            is_who = part == _RECIPIENT
            what = listed_first(names[v] if is_who else f"måttet {v}" for v in values)
            how = _ADD_WORKBOOKS if is_who and gathered.workbooks else _ADD_ROWS
            yield codes.MISSING_ALTOGETHER, {"what": what, "where": where, "how": how}
    delivered = {key[1:] for key in present}
    undelivered = {key[1:] for key in missing} - delivered
    for code in sorted({code for code, _ in undelivered}):
        months = in_words(month for other, month in undelivered if other == code)
        words = {"name": names[code], "months": months, "measures": ""}
        yield codes.MISSING_ROWS, words
    yield from _told_rows([key for key in missing if key[1:] not in undelivered], names)


def _alike(gone: Iterable[Where], part: int) -> dict[str, list[str]]:
    """Measures, or recipients, of which everything is missing, by the months that are wanted."""
    wanted: dict[str, list[Month]] = {}
    for key in sorted(gone):
        wanted.setdefault(str(key[part]), []).append(key[2])
    alike: dict[str, list[str]] = {}
    for value, months in wanted.items():
        alike.setdefault(in_words(months), []).append(value)
    return {words: sorted(values) for words, values in alike.items()}


def _told_rows(missing: Iterable[Where], names: Mapping[str, str]) -> Iterator[Told]:
    """Single rows: recipients that lack the same months of the same measure are told together."""
    months: dict[tuple[str, str], list[Month]] = {}
    for measure, code, month in sorted(missing):
        months.setdefault((measure, code), []).append(month)
    alike: dict[tuple[str, str], list[str]] = {}
    for (measure, code), lacking in months.items():
        alike.setdefault((measure, in_words(lacking)), []).append(names[code])
    for (measure, words), recipients in alike.items():
        said = {"name": listed(recipients), "months": words, "measures": f" i måttet {measure}"}
        yield codes.MISSING_ROWS, said


def _note_empty(plan: Plan, gathered: Gathered, last: Month, report: Report) -> None:
    """Say which values are missing though nothing is wrong: the agreement says what then holds."""
    counts, needs = gathered.counts, Needs.of(plan)
    empty = {k for k, c in counts.items() if c.numerator is None and k[2] in needs.current[k[0]]}
    previous = {
        key
        for view in plan.measures
        if view.previous
        for month in view.period
        if month <= last
        for before in [month.shifted(-12)]
        for code, _ in plan.group(view.recipients).members
        if _is_empty(key := (view.name, code, before), gathered)
    }
    wanted = sum(
        len(plan.group(v.recipients).members) * sum(m <= last for m in v.period)
        for v in plan.measures
        if v.previous
    )
    many = len(previous) > _MANY and len(previous) * _MANY > wanted
    lacking = codes.MANY_MISSING_PREVIOUS if many else codes.MISSING_PREVIOUS
    for kind, keys in ((codes.MISSING_VALUES, empty), (lacking, previous)):
        for year in sorted({key[2].year for key in keys}):
            ordered = sorted(
                (k for k in keys if k[2].year == year), key=lambda k: (k[1], k[2], k[0])
            )
            report.add(
                kind, _place(gathered, COUNTS), count=counted(len(ordered), "värde", "värden"),
                year=year, cells=_cells(ordered, _names(plan)),
            )  # fmt: skip


def _is_empty(key: Where, gathered: Gathered) -> bool:
    cell = gathered.counts.get(key)
    if cell is None:
        return not gathered.is_unread(key[1], key[0], key[2])
    return cell.numerator is None


def _cells(keys: list[Where], names: Mapping[str, str]) -> str:
    """``Region Skåne (april, operation_under_60_dagar), …``: the first few."""
    words = [
        f"{names[code]} ({MONTH_NAMES[month.number - 1]}, {measure})"
        for measure, code, month in keys[:_LISTED]
    ]
    more = len(keys) - len(words)
    return listed([*words, f"{more} till"] if more else words)


def _names(plan: Plan) -> dict[str, str]:
    return {code: name for group in plan.groups for code, name in group.members}


def _place(gathered: Gathered, kind: str) -> Cell | None:
    """The file that something is missing from, if there is but one of its kind."""
    files = gathered.files_of(kind)
    return Cell(files[0]) if len(files) == 1 else None
