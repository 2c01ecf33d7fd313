"""An outcome as the sheets of a workbook: what stands in each, before any of it is Excel.

A sheet is one table: a row of column names and the rows under it, as in the CSV form. What must be
known before a figure is used stands on the first sheet, and beside each payment.
"""

from collections.abc import Iterator
from fractions import Fraction
from typing import Final, TypeAlias

from attrs import frozen

from overenskommelse.cli import outcome_csv
from overenskommelse.cli.conditions_table import FOUND, answered
from overenskommelse.cli.outcome_notes import (
    ASSUMPTIONS,
    CAVEATS,
    caveat_words,
    reading_words,
    unreal_words,
)
from overenskommelse.diagnostics import Diagnostic
from overenskommelse.outcome import ConditionRow, FocusAreaRow, Outcome
from overenskommelse.text import listed

Value: TypeAlias = str | Fraction | None
"""A text, a number, or nothing where none can be said."""

FIRST_SHEET: Final = "om utfallet"
_ROUTES: Final = {"attainment": "måluppfyllelse", "improvement": "förbättring", None: ""}


@frozen
class Sheet:
    """A table: its name, its columns and its rows, each with a value for every column."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]


def sheets(outcome: Outcome) -> list[Sheet]:
    """The tables that have anything in them."""
    found = [
        Sheet("utbetalningar", outcome_csv.COLUMNS, tuple(outcome_csv.payment_rows(outcome))),
        _pots(outcome),
        _cells(outcome),
        _conditions(outcome),
        _answers(outcome),
        _readings(outcome),
        _notes(outcome),
        _sources(outcome),
    ]
    return [sheet for sheet in found if sheet.rows]


def head(outcome: Outcome) -> list[tuple[str, str]]:
    """What the first sheet says: a label and a text for each line, the gravest first."""
    plan = outcome.plan
    lines = [
        ("överenskommelse", f"{plan.name}: {plan.title}"),
        ("ändrad genom", listed(plan.amendments)),
        ("läsningar", reading_words(plan)),
        ("underlag", unreal_words(outcome.provenance)),
        *(("förbehåll", words.removeprefix("Förbehåll: ")) for words in caveat_words(outcome)),
        ("okänt", listed(dict.fromkeys(unknown.what for unknown in plan.unknowns))),
        *(("blad", f"{sheet.name}: {_ABOUT[sheet.name]}") for sheet in sheets(outcome)),
    ]
    return [(label, words) for label, words in lines if words]


_ABOUT: Final = {
    "utbetalningar": "kronor per mottagare, utbetalning och post, och vad varje rad vilar på",
    "potter": "vad som finns i varje post, och vad som inte betalas ut",
    "krav": "vad som mättes och vad det gav, per mottagare, månad och krav",
    "villkor": "vad som redovisades, bedömdes och beslutades, med skäl, och vad som gäller",
    "svar": "vad varje mottagare svarade på varje fråga",
    "läsningar": "hur det som texten lämnar öppet är läst, och vad som är antaget",
    "anmärkningar": "förbehåll, antaganden och annat som utfallet vilar på",
    "underlag": "filerna som lästes, med kontrollsummor, och vad de sägs innehålla",
}


def _pots(outcome: Outcome) -> Sheet:
    columns = (
        "post", "rubrik", "belopp_kr", "intjänat_kr", "bonuspott_kr", "intjänat_hittills_kr",
        "till_bonuspotten_hittills_kr", "hålls_inne_kr", "väntar_kr", "betalas_inte_ut_kr",
    )  # fmt: skip
    return Sheet("potter", columns, tuple(
        (pot.item, pot.title, pot.amount, pot.earned, pot.bonus, pot.earned_so_far,
         pot.bonus_so_far, pot.held, pot.waiting, pot.unpaid)
        for pot in outcome.pots
    ))  # fmt: skip


def _cells(outcome: Outcome) -> Sheet:
    columns = (
        "mottagare", "namn", "månad", "post", "krav", "nivå_procent", "nivå_året_före_procent",
        "förändring_procentenheter", "väg", "andel_procent", "reserverat_kr", "belopp_kr", "skäl",
    )  # fmt: skip
    names = _names(outcome)
    return Sheet("krav", columns, tuple(
        (cell.recipient, names[cell.recipient], str(cell.month or ""), cell.item,
         cell.requirement, cell.level, cell.previous, cell.change, _ROUTES[cell.route],
         cell.share, cell.reserved, cell.amount, cell.barred)
        for cell in outcome.cells
    ))  # fmt: skip


def _conditions(outcome: Outcome) -> Sheet:
    """The three voices in columns of their own, for each focus area and then each condition."""
    columns = (
        "mottagare", "namn", "fokusområde_eller_villkor", "rubrik", "redovisat", "bedömt",
        "skäl_för_bedömningen", "beslutat", "skäl_för_beslutet", "uppfyllt", "beror_på",
        "annars",
    )  # fmt: skip
    names = _names(outcome)
    rows: list[tuple[Value, ...]] = [
        (row.recipient, names[row.recipient], f"fokusområde {row.area}", row.title,
         _reported(row), FOUND[row.assessed], row.reason, "", "", FOUND[row.assessed],
         "", "")
        for row in outcome.areas
    ]  # fmt: skip
    assessed = {view.name for view in outcome.plan.conditions if view.areas or view.assessor}
    rows += [
        _condition(row, names[row.recipient], row.condition in assessed)
        for row in outcome.conditions
    ]
    return Sheet("villkor", columns, tuple(rows))


def _condition(row: ConditionRow, name: str, is_assessed: bool) -> tuple[Value, ...]:
    """``is_assessed`` is whether anybody is to assess it; where nobody is, nothing is awaited."""
    return (
        row.recipient, name, f"villkor {row.condition}", row.title, "",
        FOUND[row.assessed] if is_assessed else "", row.reason,
        FOUND[row.decided] if row.decided is not None else "", row.decision_reason,
        FOUND[row.met], listed(row.because or row.waiting), row.failure,
    )  # fmt: skip


def _reported(row: FocusAreaRow) -> str:
    """What a recipient's answers come to, with the questions that it turns on."""
    word = answered(row)
    if word == "nej":
        return f"nej ({listed(row.refused)})"
    return f"inte allt ({listed(row.unanswered)} saknas)" if word == "inte allt" else word


def _answers(outcome: Outcome) -> Sheet:
    columns = ("mottagare", "namn", "fokusområde", "fråga", "rubrik", "svar")
    names = _names(outcome)
    titles = {(area.name, q.name): q.title for area in outcome.plan.areas for q in area.questions}
    return Sheet("svar", columns, tuple(
        (row.recipient, names[row.recipient], row.area, question, titles[row.area, question],
         answer if isinstance(answer, str) else "" if answer is None else FOUND[answer])
        for row in outcome.areas
        for question, answer in row.answers or ()
    ))  # fmt: skip


def _readings(outcome: Outcome) -> Sheet:
    columns = ("tolkning", "fråga", "läsning", "gäller", "ställning")
    return Sheet("läsningar", columns, tuple(
        (choice.name, choice.question, choice.used, choice.in_force,
         "vald" if choice.is_changed else "antas" if choice.assumed else "gäller")
        for choice in outcome.plan.choices
    ))  # fmt: skip


def _notes(outcome: Outcome) -> Sheet:
    columns = ("slag", "kod", "anmärkning", "att_göra", "fil", "rad")
    return Sheet("anmärkningar", columns, tuple(_note(note) for note in outcome.notes))


def _note(note: Diagnostic) -> tuple[Value, ...]:
    file = note.cell.file if note.cell else ""
    row = Fraction(note.cell.row) if note.cell and note.cell.row else None
    return (_kind(note), note.code.number, note.message, note.help, file, row)


def _kind(note: Diagnostic) -> str:
    kinds = (("förbehåll", CAVEATS), ("antagande", ASSUMPTIONS))
    return next((kind for kind, codes in kinds if note.code in codes), "anmärkning")


def _sources(outcome: Outcome) -> Sheet:
    columns = ("fil", "slag", "uppgift", "ursprung", "hur", "teckenkodning", "kontrollsumma")
    return Sheet("underlag", columns, tuple(_source_rows(outcome)))


def _source_rows(outcome: Outcome) -> Iterator[tuple[Value, ...]]:
    """The agreement, each file, and what is said of single files and figures in them."""
    plan = outcome.plan
    yield plan.source, "överenskommelsen", "", "", "", "UTF-8", plan.source_sha256
    for file in outcome.files:
        yield file.name, file.kind, "", "", "", file.encoding, file.sha256
    for said in outcome.provenance:
        yield said.file, "", said.figure, said.origin, said.words, "", ""


def _names(outcome: Outcome) -> dict[str, str]:
    return dict(member for group in outcome.plan.groups for member in group.members)
