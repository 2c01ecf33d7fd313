"""The agreements of other years and of other kinds, held to what is known of them.

Sources: published decisions, as each file says at its top. Two allocations were published in full
and come out to the krona (`data/andra/README.md`). For the others no figures to evaluate on were
found: what their outcomes here rest on is MADE UP.
"""

from typing import Any

import pytest
from attrs import evolve
from syrupy.assertion import SnapshotAssertion

from compiler import check_text
from compiler.verify import verify
from overenskommelse import codes, condition_codes
from overenskommelse.cli.outcome_table import drawn
from overenskommelse.cli.page import Page
from overenskommelse.diagnostics import Cell, Report
from overenskommelse.figures import AssessmentCell, CountCell, Figures
from overenskommelse.plan import Plan
from overenskommelse.plantext import plan_text
from runtime.intake import read_figures
from tests.agreements import AGREEMENT_2023, TextFile, figures, outcome_of, paid, readings
from tests.other_agreements import AGREEMENTS, Files, compiled, of, written

DATA = AGREEMENTS.parent / "data" / "andra"
WHOLE = (AGREEMENT_2023, AGREEMENTS / "2024.okt")
"""Those whose own text or memo is known: they have tests of their own."""
EXAMPLES = set(AGREEMENTS.glob("*.exempel.okt"))
"""Read with the agreement that they stand beside, by `okt test` alone."""
FOUND = sorted({*AGREEMENTS.glob("*.okt"), *AGREEMENTS.glob("andra/*.okt")} - EXAMPLES - set(WHOLE))
AMENDED = [path for path in FOUND if ".tillägg-" in path.name]
ALL = [
    *((path,) for path in FOUND if path not in AMENDED),
    *((path.with_name(path.name.partition(".")[0] + ".okt"), path) for path in AMENDED),
]
"""Every other agreement, by itself and with its amendment."""


def named(files: Files) -> str:
    """``2020``, or ``2020.1`` with its first amendment: in letters that a file's name can have."""
    return files[-1].stem.replace("tillägg-", "")


CONDITION_WITHOUT_DAY = ("2019",)
"""Whose money with a condition is paid in a month that is not known."""
every_agreement = pytest.mark.parametrize("files", [pytest.param(f, id=named(f)) for f in ALL])


@pytest.fixture
def shown(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    return snapshot.use_extension(TextFile)


# What the files say ---------------------------------------------------------------------------


@every_agreement
def test_only_what_is_not_known_is_told(files: Files) -> None:
    """Held to the strictest, a file has no fault; it lists what is unknown and what is assumed."""
    agreement, *changes = map(written, files)
    report = check_text(
        agreement.name, agreement.data, True, folder=agreement.folder, amendments=changes
    )
    waits = [condition_codes.TIME_NOT_KNOWN] if named(files) in CONDITION_WITHOUT_DAY else []
    assert [d.code for d in report] == [codes.UNKNOWNS, codes.ASSUMPTIONS, *waits]


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
    """Figures for a whole plan: region number n has n thousand of whatever is a key, and 3n + 35
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
                counts[measure.name, code, month] = CountCell(3 * n + 35, 100, place)
                counts[measure.name, code, month.shifted(-12)] = CountCell(3 * n + 34, 100, place)
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
