"""The agreements of other years and of other kinds, held to what is known of them.

Sources: published decisions, as each file says at its top. Two allocations were published in full
and come out to the krona (`data/andra/README.md`). For the others no figures to evaluate on were
found: every count, date and amount below that is not in the agreement is MADE UP, small enough to
be worked out on paper. Amounts stand in thousands of kronor where a comment says tkr.
"""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from syrupy.assertion import SnapshotAssertion

from compiler import Compiled, check_text, compile_text, consolidate_text
from compiler.verify import verify
from overenskommelse.calendar import Period
from overenskommelse.cli import inputs
from overenskommelse.cli.outcome_table import drawn
from overenskommelse.cli.page import Page
from overenskommelse.diagnostics import Cell, Report
from overenskommelse.figures import AssessmentCell, CountCell, Figures, ReportCell
from overenskommelse.outcome import Outcome
from overenskommelse.plan import Plan
from overenskommelse.plantext import plan_text
from overenskommelse.written import Written
from runtime.intake import read_figures
from tests.agreements import (
    AGREEMENT_2023,
    TextFile,
    conserved,
    edited,
    figures,
    outcome_of,
    paid,
    plan_of,
    readings,
    unpaid,
)

AGREEMENTS = AGREEMENT_2023.parent
DATA = AGREEMENTS.parent / "data" / "andra"
FOUND = sorted([*AGREEMENTS.glob("*.okt"), *AGREEMENTS.glob("andra/*.okt")])
AMENDED = [path for path in FOUND if ".tillägg-" in path.name]
ALL = [
    *((path,) for path in FOUND if path not in (*AMENDED, AGREEMENT_2023)),
    *((path.with_name(path.name.partition(".")[0] + ".okt"), path) for path in AMENDED),
]
"""Every agreement but that of 2023, by itself and with each of its amendments."""
UNKNOWNS = "OKT491"

Files = tuple[Path, ...]


def named(files: Files) -> str:
    return "+".join(path.stem for path in files)


every_agreement = pytest.mark.parametrize("files", [pytest.param(f, id=named(f)) for f in ALL])


def written(path: Path) -> Written:
    return inputs.read(str(path)).written(path.name)


def compiled(files: Files, choices: Mapping[str, str] | None = None) -> Compiled:
    agreement, *changes = map(written, files)
    return compile_text(
        agreement.name, agreement.data, choices or {}, folder=agreement.folder, amendments=changes
    )


def of(*names: str) -> Files:
    return tuple(AGREEMENTS / f"{name}.okt" for name in names)


@pytest.fixture
def shown(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    return snapshot.use_extension(TextFile)


# What the files say ---------------------------------------------------------------------------


@every_agreement
def test_only_what_is_unknown_is_remarked_on(files: Files) -> None:
    """Held to the strictest, a file has no fault, and lists what is not known of it."""
    agreement, *changes = map(written, files)
    report = check_text(
        agreement.name, agreement.data, True, folder=agreement.folder, amendments=changes
    )
    assert [d.code.number for d in report] == [UNKNOWNS]


@every_agreement
def test_plan(files: Files, shown: SnapshotAssertion) -> None:
    """The plan is the one that was held next to what is known."""
    plan = compiled(files).plan
    assert plan is not None
    assert plan_text(plan) == shown


@every_agreement
def test_every_reading_compiles(files: Files) -> None:
    """Under every declared reading the plan is whole."""
    agreement = compiled(files).agreement
    assert agreement is not None
    for choice in readings(agreement):
        plan = compiled(files, choice).plan
        assert plan is not None, choice
        assert verify(plan) == []


@every_agreement
def test_outcome(files: Files, shown: SnapshotAssertion) -> None:
    """What is shown of the file as it stands, on made-up figures, stays as it was looked at."""
    plan = compiled(files).plan
    assert plan is not None
    assert drawn(outcome_of(plan, made_up(plan)), Page()) == shown


def made_up(plan: Plan) -> Figures:
    """Figures for a whole plan: region number n has n thousand of whatever is a key, and n + 60
    of 100 patients in time every month, one fewer the year before. The first three regions fail
    every condition that somebody assesses."""
    keys = {
        key.name: {c: 1000 * n for n, (c, _) in enumerate(plan.group(key.recipients).members, 1)}
        for key in plan.keys
    }
    counts: dict[Any, CountCell] = {}
    for measure in plan.measures:
        for n, (code, _) in enumerate(plan.group(measure.recipients).members, 1):
            for month in measure.period:
                place = Cell("påhittat")
                counts[measure.name, code, month] = CountCell(60 + n, 100, place)
                counts[measure.name, code, month.shifted(-12)] = CountCell(59 + n, 100, place)
    assessed = {
        (code, condition.name): AssessmentCell(n > 3, "påhittat", Cell("påhittat"))
        for condition in plan.conditions
        for n, (code, _) in enumerate(plan.group(condition.recipients).members, 1)
        if condition.assessor
    }
    return evolve(figures(keys), counts=counts, assessments=assessed)


# What was published ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "total"), [("svf-2023", 182_500_000), ("kvinnors-halsa-2024", 1_367_000_000)]
)
def test_each_region(name: str, total: int) -> None:
    """All 21 published amounts come out to the krona, under every reading of what is open."""
    done = compiled(of(f"andra/{name}"))
    assert done.agreement is not None
    lines = (DATA / name / "beslut.csv").read_text(encoding="utf-8").strip().split("\n")[1:]
    published = {row.split(";")[0]: int(row.split(";")[1]) for row in lines}
    assert (len(published), sum(published.values())) == (21, total)
    for choice in readings(done.agreement):
        plan = compiled(of(f"andra/{name}"), choice).plan
        assert plan is not None
        assert paid(outcome_of(plan, data_of(plan, name))) == published


def data_of(plan: Plan, name: str) -> Figures:
    report = Report()
    found = read_figures([str(DATA / name)], plan, report)
    if report.failed:
        raise AssertionError([d.message for d in report])
    return found


# Each shape, on three made-up regions ---------------------------------------------------------

THREE = (
    'mottagare regionerna "Regionerna" alla regioner',
    'mottagare regionerna "Regionerna" består av a "Astad", b "Bstad", c "Cstad"',
)


def on_three(files: Files, *known: tuple[str, str], **choices: str) -> Plan:
    """The agreement for three recipients, with unknown figures filled in by made-up ones."""
    agreement, *changes = map(written, files)
    text, report = consolidate_text(
        agreement.name, agreement.data, folder=agreement.folder, amendments=changes
    )
    if text is None:
        raise AssertionError([d.message for d in report])
    plain = " ".join(text.replace("\u00a0", " ").split(" "))
    return plan_of(edited(plain, THREE, *known), choices)


def monthly(measure: str, period: str, **rows: tuple[int, int]) -> dict[Any, tuple[int, int]]:
    """The same counts for a recipient in every month: ``monthly("besök", "2019-09 2019-11")``."""
    first, _, last = period.partition(" ")
    months = Period(*(Period.read(m) for m in (first, last or first)))
    return {(measure, who, str(m)): pair for who, pair in rows.items() for m in months}


def row(outcome: Outcome, who: str, item: str) -> list[Fraction | None]:
    """What a recipient is paid of an item, payment by payment."""
    return [r.amount for r in outcome.payments if r.recipient == who and r.item == item]
