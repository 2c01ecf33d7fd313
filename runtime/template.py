"""What a form to be filled in holds: a sheet for each kind of table that a plan has use for.

Every sheet is a table with its columns' names on the first row, as `runtime.intake` reads it, so
that a form filled in is data like all other. How it becomes a workbook is the roof's business.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import Enum
from typing import Final, TypeAlias

from attrs import frozen

from overenskommelse.calendar import swedish_date
from overenskommelse.clauses import Unit
from overenskommelse.duties import AnswerKind
from overenskommelse.plan import FocusAreaView, MeasureView, Paid, Plan, Repaid
from overenskommelse.saying import Saying
from overenskommelse.text import listed
from runtime.intake import answers, counts, duties, gathered, items, keys
from runtime.intake.months import Needs
from runtime.intake.recipients import NAME_COLUMN, SCB_COLUMNS, Directory
from runtime.intake.table import column_name

RECIPIENT_COLUMN: Final = SCB_COLUMNS[0]

WORDING_COLUMN: Final = "lydelse"
KIND_COLUMN: Final = "svaras med"
SOURCE_COLUMN: Final = "källa"
EXPLAINING: Final = (WORDING_COLUMN, KIND_COLUMN, SOURCE_COLUMN)
"""Columns that a form has for those who fill it in; nothing is read from them."""

GIVEN: Final = frozenset({
    RECIPIENT_COLUMN, NAME_COLUMN, counts.MONTH_COLUMN, counts.MEASURE_COLUMN,
    answers.AREA_COLUMN, answers.QUESTION_COLUMN, items.ITEM_COLUMN, duties.DUTY_COLUMN,
    *EXPLAINING,
})  # fmt: skip
"""Columns that a form fills in itself: a row with nothing in any other is not filled in."""

AGREEMENT_LABEL: Final = "Överenskommelse"
RECIPIENT_LABEL: Final = "Mottagare"
"""The first sheet's two first rows, each with its value beside it: what makes a workbook a form."""


class Entry(Enum):
    """A cell to be filled in: with what."""

    YES_OR_NO = "ja eller nej"
    TEXT = "text"
    COUNT = "ett antal"
    NUMBER = "ett tal"
    PER_CENT = "procent"
    DAY = "en dag"


Cell: TypeAlias = str | Entry


@frozen(repr=False, eq=False)
class Sheet(Saying):
    """A table to be filled in.

    Attributes:
        title: What it is about.
        notes: What else is good to know of it, a sentence each.
        columns: The columns' names.
        rows: Texts that are given, and cells to be filled in.
    """

    title: str
    notes: tuple[str, ...]
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


@frozen(repr=False, eq=False)
class Template(Saying):
    """A form: whose agreement it is, who may fill it in, and its sheets.

    ``recipient`` is the name of the one that it is for, empty where it is for all of ``names``.
    """

    agreement: str
    title: str
    recipient: str
    names: tuple[str, ...]
    sheets: tuple[Sheet, ...]


Members: TypeAlias = tuple[tuple[str, str], ...]
"""Recipients, as codes and names."""
_Who: TypeAlias = Callable[[str], Members]
"""The members of a group that a form is for."""


def template(plan: Plan, recipient: str | None = None) -> Template:
    """The form for a plan.

    With the code of a ``recipient`` it has what that one reports: answers, counts and what was
    used. Without, it has every row that evaluating the plan needs, also what the payer knows.
    """

    def who(group: str) -> Members:
        members = plan.group(group).members
        return tuple((code, name) for code, name in members if recipient in (None, code))

    sheets = [*_areas(plan, who), *_counts(plan, who), *_used(plan, who)]
    if recipient is None:
        sheets += [*_keys(plan), *_requisitions(plan, who), *_reports(plan, who)]
        sheets += _rates(plan, who)
    names = reporting(plan).members
    return Template(
        plan.name,
        plan.title,
        names[recipient] if recipient is not None else "",
        tuple(names.values()) if recipient is None else (names[recipient],),
        tuple(sheets),
    )


def reporting(plan: Plan) -> Directory:
    """Those who report something: who answer questions or are measured, else everybody."""
    groups = dict.fromkeys(
        [area.recipients for area in plan.areas] + [view.recipients for view in plan.measures]
    )
    return Directory.of([plan.group(name) for name in groups] or plan.groups)


def _areas(plan: Plan, who: _Who) -> Iterator[Sheet]:
    columns = (
        answers.AREA_COLUMN, answers.QUESTION_COLUMN, WORDING_COLUMN, KIND_COLUMN,
        answers.ANSWER_COLUMN, SOURCE_COLUMN,
    )  # fmt: skip
    entries = dict.fromkeys((AnswerKind.YES_OR_NO.value, AnswerKind.FACT.value), Entry.YES_OR_NO)
    for area in plan.areas:
        rows = [
            (area.name, question.name, question.title, _answered(question.kind),
             entries.get(question.kind, Entry.TEXT), _cited(question.cites or area.origin.cites))
            for question in area.questions
        ]  # fmt: skip
        if rows and who(area.recipients):
            yield Sheet(area.title, tuple(_area_notes(area)), columns, tuple(rows))


def _answered(kind: str) -> str:
    """How to answer, to who fills the form in: a fact is answered as any other yes or no."""
    words = {
        AnswerKind.ATTACHMENT.value: "namnet på en bilaga",
        AnswerKind.FACT.value: AnswerKind.YES_OR_NO.value,
    }
    return words.get(kind, kind)


def _area_notes(area: FocusAreaView) -> Iterator[str]:
    day = f" senast {swedish_date(area.report_by)}" if area.report_by is not None else ""
    if area.to or day:
        yield f"Redovisas{f' till {area.to}' if area.to else ''}{day}."
    if area.contents:
        yield f"Innehåller: {'; '.join(area.contents)}."


def _counts(plan: Plan, who: _Who) -> Iterator[Sheet]:
    needs = Needs.of(plan)
    views: dict[str, MeasureView] = {view.name: view for view in plan.measures}
    rows = [
        (code, name, str(month), measure, Entry.COUNT, Entry.COUNT, _explained(views[measure]))
        for measure, groups in needs.groups.items()
        for code, name in _members(groups, who).items()
        for month in sorted(needs.current[measure] | needs.previous[measure])
    ]
    columns = (
        RECIPIENT_COLUMN, NAME_COLUMN, counts.MONTH_COLUMN, counts.MEASURE_COLUMN,
        counts.NUMERATOR_COLUMN, counts.DENOMINATOR_COLUMN, WORDING_COLUMN,
    )  # fmt: skip
    notes = (
        "Nämnaren är alla som mäts, täljaren de av dem som uppfyller måttets gräns.",
        "Ett värde som inte finns skrivs ”saknas”. En rad som lämnas tom räknas inte som ifylld.",
    )
    if rows:
        yield _sheet(gathered.COUNTS, notes, columns, rows)


def _explained(view: MeasureView) -> str:
    return f"{view.title}: {view.definition}" if view.definition else view.title


def _members(groups: Iterable[str], who: _Who) -> dict[str, str]:
    return {code: name for group in groups for code, name in who(group)}


def _keys(plan: Plan) -> Iterator[Sheet]:
    if not plan.keys:
        return
    groups = {view.name: dict(plan.group(view.recipients).members) for view in plan.keys}
    everybody = {code: name for members in groups.values() for code, name in members.items()}
    dated = [(keys.DATE_COLUMN, Entry.DAY)] if any(view.date for view in plan.keys) else []
    rows = [
        (
            code,
            name,
            *(Entry.NUMBER if code in members else "" for members in groups.values()),
            *(entry for _, entry in dated),
        )
        for code, name in everybody.items()
    ]
    notes = [
        f"{view.name}: {view.title}"
        + (f", {swedish_date(view.date)}" if view.date is not None else "")
        + "."
        for view in plan.keys
    ]
    if dated:
        notes.append("Datum är dagen som värdena avser.")
    columns = (RECIPIENT_COLUMN, NAME_COLUMN, *groups, *(column for column, _ in dated))
    yield _sheet(gathered.KEYS, notes, columns, rows)


def _requisitions(plan: Plan, who: _Who) -> Iterator[Sheet]:
    found = {
        step.item: step.recipients or ""
        for step in plan.steps
        if isinstance(step, Paid) and step.requisition
    }
    notes = ("Dagen då rekvisitionen kom in; tomt där ingen har kommit in.",)
    yield from _by_item(gathered.REQUISITIONS, notes, found, duties.DATE_COLUMN, Entry.DAY, who)


def _used(plan: Plan, who: _Who) -> Iterator[Sheet]:
    found = {step.item: step.recipients or "" for step in plan.steps if isinstance(step, Repaid)}
    notes = ("Hur många kronor som är använda av det som har betalats ut.",)
    yield from _by_item(gathered.USED, notes, found, items.USED_COLUMN, Entry.NUMBER, who)


def _by_item(
    title: str, notes: Sequence[str], groups: dict[str, str], column: str, entry: Entry, who: _Who
) -> Iterator[Sheet]:
    rows = [
        (code, name, item, entry) for item, group in groups.items() for code, name in who(group)
    ]
    if rows:
        columns = (RECIPIENT_COLUMN, NAME_COLUMN, items.ITEM_COLUMN, column)
        yield _sheet(title, notes, columns, rows)


def _reports(plan: Plan, who: _Who) -> Iterator[Sheet]:
    rows = [
        (code, name, duty.name, duty.title, Entry.DAY, _cited(duty.origin.cites))
        for duty in plan.duties
        if duty.last_day is not None
        for code, name in who(duty.recipients)
    ]
    columns = (
        RECIPIENT_COLUMN, NAME_COLUMN, duties.DUTY_COLUMN, WORDING_COLUMN, duties.DATE_COLUMN,
        SOURCE_COLUMN,
    )  # fmt: skip
    if rows:
        notes = ("Dagen då redovisningen kom in; tomt där ingen har kommit in.",)
        yield _sheet(gathered.REPORTS, notes, columns, rows)


def _rates(plan: Plan, who: _Who) -> Iterator[Sheet]:
    views = [view for view in plan.criteria if duties.is_measured(view) and view.period is not None]
    if not views:
        return
    months = sorted({month for view in views for month in view.period or ()})
    everybody = _members(dict.fromkeys(view.recipients for view in views), who)
    members = {view.name: dict(who(view.recipients)) for view in views}
    rows = [
        (code, name, str(month), *(
            (Entry.PER_CENT if view.counts is Unit.PERCENT else Entry.DAY)
            if month in (view.period or ()) and code in members[view.name] else ""
            for view in views
        ))
        for code, name in everybody.items()
        for month in months
    ]  # fmt: skip
    notes = [
        f"{view.name}: {view.title} "
        + ("(procent)." if view.counts is Unit.PERCENT else "(dagen då månaden var rapporterad).")
        for view in views
    ]
    columns = (RECIPIENT_COLUMN, NAME_COLUMN, duties.MONTH_COLUMN, *(v.name for v in views))
    yield _sheet(gathered.RATES, notes, columns, rows)


def _sheet(
    kind: str, notes: Iterable[str], columns: Sequence[str], rows: Iterable[tuple[Cell, ...]]
) -> Sheet:
    title = kind[:1].upper() + kind[1:]
    return Sheet(title, tuple(notes), tuple(map(column_name, columns)), tuple(rows))


def _cited(cites: Iterable[str]) -> str:
    return listed(cites)
