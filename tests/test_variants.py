"""Variants of an evaluation: the same as if each were computed by itself, and only sooner."""

import datetime
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from overenskommelse import plan as p
from overenskommelse.diagnostics import Report
from overenskommelse.figures import (
    AssessmentCell,
    CountCell,
    Figures,
    ReportCell,
    RequisitionCell,
)
from runtime import variants as variants_module
from runtime.evaluate import compute
from runtime.merged import Dangling, merged
from runtime.paid import Payout, kronor, payouts
from runtime.values import Absent, Table
from runtime.variants import Variants
from tests.agreements import GOOD, figures, good, outcome_of, plan_of
from tests.generated import agreements
from tests.generated_divisions import divisions
from tests.variations import (
    HAND,
    counted_places,
    figures_for_plan,
    other_figures,
    other_step,
    places,
)

CASES = sorted(path.stem for path in GOOD.glob("*.okt"))
TEXTS = (
    st.sampled_from(CASES).map(good)
    | agreements().map(lambda made: made.text)
    | divisions().map(lambda made: made.text)
)


def in_order(tables: Mapping[str, Table]) -> dict[str, list[object]]:
    """Every table with its places in their order."""
    return {step_id: list(table.items()) for step_id, table in tables.items()}


def agrees(variants: Variants, plan: p.Plan, data: Figures) -> Mapping[str, Table]:
    """A variant's tables, found to be what they are when computed by themselves."""
    here, there = Report(), Report()
    tables = variants.compute(plan, data, here)
    assert in_order(tables) == in_order(compute(plan, data, there))
    assert here.found == there.found
    return tables


def step_of(plan: p.Plan, step_id: str) -> p.AnyStep:
    return next(step for step in plan.steps if step.id == step_id)


# What holds of any --------------------------------------------------------------------------------


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_a_variant_is_what_it_would_be_by_itself(data: st.DataObject) -> None:
    """Whatever steps and figures differ, in whatever order the variants come."""
    plan = plan_of(data.draw(TEXTS))
    base = data.draw(figures_for_plan(plan))
    variants = Variants(plan, base)
    changed = data.draw(st.lists(st.sampled_from(plan.steps), max_size=4, unique_by=id))
    steps = {step.id: data.draw(other_step(step)) for step in changed}
    other = [base, *(data.draw(other_figures(plan, base)) for _ in range(2))]
    for _ in range(6):
        taken = data.draw(st.sets(st.sampled_from(sorted(steps)))) if steps else set()
        variant = merged(plan, {step_id: steps[step_id] for step_id in sorted(taken)})
        agrees(variants, variant, data.draw(st.sampled_from(other)))
    assert in_order(variants.tables) == in_order(compute(plan, base, Report()))


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_another_agreement_is_a_variant_too(data: st.DataObject) -> None:
    """Nothing of the base is taken for the other's because it has the same name."""
    plan, other = (plan_of(data.draw(TEXTS)) for _ in range(2))
    variants = Variants(plan, data.draw(figures_for_plan(plan)))
    agrees(variants, other, data.draw(figures_for_plan(other)))
    agrees(variants, plan, variants.figures)


def test_every_kind_of_step_is_varied() -> None:
    """The cases that the variants are drawn from have steps of every kind."""
    kinds = {type(step) for case in CASES for step in plan_of(good(case)).steps}
    assert kinds == set(p.AnyStep.__args__)


# What is shared -----------------------------------------------------------------------------------

GRANTS = plan_of(
    'okt 1\növerenskommelse 2024 "Två medel"\n  omfattning 300 kr\n'
    'mottagare städerna "Städerna" består av a "A-stad", b "B-stad"\n'
    'nyckel invånare "Invånare"\nnyckel barn "Barn"\n'
    "avrundning\n  fördelning hela kronor, hälften uppåt\n"
    "  rest till störst decimaldel, lika: störst nyckel\n"
    'medel ett "Ett" 200 kr till städerna, efter invånare\n'
    'medel två "Två" 100 kr till städerna, efter barn\n'
    "utbetalning juni 2024 medel ett\nutbetalning juli 2024 medel två\n"
)
KEYS = figures({"invånare": {"a": 30, "b": 10}, "barn": {"a": 1, "b": 1}})


def test_what_does_not_differ_is_the_bases_own() -> None:
    """Other children change what is divided by children, and the table of nothing else."""
    variants = Variants(GRANTS, KEYS)
    keys = {**KEYS.keys, "barn": {"a": Fraction(3), "b": Fraction(1)}}
    tables = agrees(variants, GRANTS, evolve(KEYS, keys=keys))
    differ = {i for i, table in tables.items() if table is not variants.tables[i]}
    assert differ == {"nyckel/barn/städerna", "medel-två", "utbetalning/2024-07/medel-två"}


def in_full(plan: p.Plan) -> Figures:
    """The same key for all, and nine of ten met in every month."""
    keys = {s.key: places(plan, s.recipients) for s in plan.steps
            if isinstance(s, p.KeyValue) and s.recipients}  # fmt: skip
    return Figures(
        keys={key: dict.fromkeys(codes, Fraction(1)) for key, codes in keys.items()},
        counts=dict.fromkeys(counted_places(plan), CountCell(9, 10, HAND)),
    )


NEVER, NO = datetime.date(2099, 1, 1), AssessmentCell(False, "", HAND)


@pytest.mark.parametrize(
    ("case", "what", "value"),
    [
        ("poster", "requisitions", RequisitionCell(NEVER, HAND)),
        ("poster", "used", Fraction(1)),
        ("kriterium_raknas_inte", "rates", Fraction(1)),
        ("villkor_forfaller", "reports", ReportCell(NEVER, HAND)),
        ("villkor_halls_inne", "assessments", NO),
        ("villkor_halls_inne", "verdicts", NO),
    ],
)
def test_every_kind_of_figure_is_seen_to_change(case: str, what: str, value: object) -> None:
    """What came in too late, was used, was too low or was refused changes what is paid or owed."""
    plan = plan_of(good(case))
    code = places(plan, plan.groups[0].name)[0]
    variants = Variants(plan, in_full(plan))
    items: set[object] = {(code, s.item) for s in plan.steps if isinstance(s, p.Paid)}
    named: dict[str, set[object]] = {
        "requisitions": items,
        "used": items,
        "rates": {(c.name, code, m) for c in plan.criteria for m in c.period or ()},
        "reports": {(code, duty.name) for duty in plan.duties},
        "assessments": {(code, condition.name) for condition in plan.conditions},
        "verdicts": {(code, condition.name) for condition in plan.conditions},
    }
    change: dict[str, Any] = {what: dict.fromkeys(named[what], value)}
    tables = agrees(variants, plan, evolve(variants.figures, **change))
    assert any(table != variants.tables[i] for i, table in tables.items())


def test_a_change_that_changes_nothing_stops() -> None:
    """Twice as many of everybody is another key, but no other division."""
    variants = Variants(GRANTS, KEYS)
    keys = {**KEYS.keys, "barn": {"a": Fraction(2), "b": Fraction(2)}}
    tables = agrees(variants, GRANTS, evolve(KEYS, keys=keys))
    differ = {i for i, table in tables.items() if table is not variants.tables[i]}
    assert differ == {"nyckel/barn/städerna"}


def test_memory_has_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    """When much is kept the variants start over from the base, and are the same as before."""
    monkeypatch.setattr(variants_module, "KEPT", 0)
    variants = Variants(GRANTS, KEYS)
    for children in (3, 4, 3):
        keys = {**KEYS.keys, "barn": {"a": Fraction(children), "b": Fraction(1)}}
        tables = agrees(variants, GRANTS, evolve(KEYS, keys=keys))
        assert tables["medel-ett"] is variants.tables["medel-ett"]


def test_faults_are_told_of_every_variant() -> None:
    """Nobody to divide by is told each time, also of a table that was made before."""
    variants = Variants(GRANTS, KEYS)
    none = evolve(KEYS, keys={**KEYS.keys, "barn": {"a": Fraction(0), "b": Fraction(0)}})
    for _ in range(2):
        report = Report()
        variants.compute(GRANTS, none, report)
        assert [d.code.number for d in report.found] == ["OKT711"]
    report = Report()
    variants.compute(GRANTS, KEYS, report)
    assert not report.found


# Plans with other steps ---------------------------------------------------------------------------


def test_an_added_step_comes_before_what_reads_it() -> None:
    """The plan's order is kept, and each step finds what it reads already computed."""
    first = step_of(GRANTS, "medel-två")
    assert isinstance(first, p.Allotted)
    half = p.Product(
        id="halva", unit=step_of(GRANTS, first.amount).unit, factors=(first.amount,),
        times=Fraction(1, 2),
    )  # fmt: skip
    plan = merged(GRANTS, {"medel-två": evolve(first, amount="halva"), "halva": half})
    ids = [step.id for step in plan.steps]
    assert ids.index("halva") + 1 == ids.index("medel-två")
    assert [i for i in ids if i != "halva"] == [step.id for step in GRANTS.steps]
    tables = agrees(Variants(GRANTS, KEYS), plan, KEYS)
    assert kronor(plan, tables) == {"a": 150 + 25, "b": 50 + 25}


def test_a_step_that_is_read_cannot_be_taken_away() -> None:
    """What is missing is said: who reads it, and what."""
    with pytest.raises(Dangling) as dangling:
        merged(GRANTS, {"medel-två": None})
    assert {read for _, read in dangling.value.missing} == {"medel-två"}
    assert {step for step, _ in dangling.value.missing} == {"utbetalning/2024-07/medel-två"}


def test_steps_cannot_read_each_other() -> None:
    """A ring of steps has no order, and is said."""
    unit = GRANTS.steps[0].unit
    a = p.Product(id="a", unit=unit, factors=("b",))
    b = p.Product(id="b", unit=unit, factors=("a",))
    with pytest.raises(Dangling) as dangling:
        merged(GRANTS, {"a": a, "b": b})
    assert sorted(dangling.value.circular) == ["a", "b"]


def test_a_step_that_nobody_reads_can_be_taken_away() -> None:
    """The payment of 100 kr goes, and with it its kronor."""
    plan = merged(GRANTS, {"utbetalning/2024-07/medel-två": None})
    tables = agrees(Variants(GRANTS, KEYS), plan, KEYS)
    assert kronor(plan, tables) == {"a": 150, "b": 50}


# Kronor -------------------------------------------------------------------------------------------


def test_kronor_by_payment_and_item() -> None:
    """200 kr by inhabitants, 3 to 1; 100 kr by children, 1 to 1."""
    tables = compute(GRANTS, KEYS, Report())
    assert payouts(GRANTS, tables) == {
        Payout("a", "2024-06", "medel-ett"): 150, Payout("b", "2024-06", "medel-ett"): 50,
        Payout("a", "2024-07", "medel-två"): 50, Payout("b", "2024-07", "medel-två"): 50,
    }  # fmt: skip
    assert kronor(GRANTS, tables) == {"a": 200, "b": 100}


@settings(max_examples=30, deadline=None)
@given(st.data())
def test_kronor_are_those_of_the_outcome(data: st.DataObject) -> None:
    """The short way and the outcome's rows say the same of everybody, absent amounts too."""
    plan = plan_of(data.draw(TEXTS))
    found = data.draw(figures_for_plan(plan))
    report = Report()
    tables = compute(plan, found, report)
    if report.failed:
        return
    rows = {(r.recipient, r.payment, r.item): r.amount for r in outcome_of(plan, found).payments}
    short = payouts(plan, tables)
    assert {tuple(payout) for payout in short} == set(rows)
    for payout, value in short.items():
        assert rows[payout] == (None if isinstance(value, Absent) else value)
