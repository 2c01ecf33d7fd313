"""Explanations: figures recomputed by hand, and every number recomputed from the tree alone."""

import json
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from overenskommelse.calendar import Month
from overenskommelse.diagnostics import Report
from overenskommelse.explanation import TAKEN, Explanation, Node
from overenskommelse.explanationfile import explanation_json
from overenskommelse.figures import AssessmentCell, Figures
from overenskommelse.nextstep import next_steps
from overenskommelse.outcome import Basis
from overenskommelse.plan import Paid, Plan
from runtime.evaluate import compute
from runtime.explain import explain
from runtime.explain.retrace import GIVEN, retrace
from runtime.intake import read_figures
from tests.agreements import AGREEMENT_2023, compiled, plan_of
from tests.generated import HAND, Made, agreements
from tests.generated_divisions import Divided, divisions

ROOT = AGREEMENT_2023.parent.parent
SKANE, GOTLAND = "12", "09"
APRIL, AUGUST, SEPTEMBER = (Month(2023, number) for number in (4, 8, 9))
FEW = settings(max_examples=25)


@cache
def year(name: str) -> tuple[Plan, Figures]:
    """A shipped agreement and its figures."""
    plan = compiled((ROOT / "agreements" / f"{name}.okt").read_bytes()).plan
    if plan is None:
        raise AssertionError(name)
    return plan, read_figures([str(ROOT / "data" / name)], plan, Report())


def everything(plan: Plan, data: Figures) -> Explanation:
    """Every value of every step explained, whosever it is."""
    tables = compute(plan, data, Report())
    roots = [(step.id, place) for step in plan.steps for place in tables[step.id]]
    return explain(plan, data, tables, "a", roots, others=True)


def paid_to(name: str, recipient: str, *, others: bool = False) -> Explanation:
    """All that a recipient is paid in a shipped year."""
    plan, data = year(name)
    tables = compute(plan, data, Report())
    roots = [
        (step.id, (recipient, None))
        for step in plan.steps
        if isinstance(step, Paid) and (recipient, None) in tables[step.id]
    ]
    return explain(plan, data, tables, recipient, roots, others=others)


def cell(requirement: str, month: Month) -> Explanation:
    """What Skåne got for a requirement in a month of 2023."""
    plan, data = year("2023")
    root = (f"block-1/krav-{requirement}/ersättning", (SKANE, month))
    return explain(plan, data, compute(plan, data, Report()), SKANE, [root])


def at(explanation: Explanation, step: str, month: Month | None = APRIL) -> Node:
    """Skåne's node of a step of block 1."""
    place = f"[{SKANE}, {month}]" if month is not None else f"[{SKANE}]"
    return explanation.nodes[f"block-1/{step}{place}"]


def document(explanation: Explanation) -> dict[str, Any]:
    """The JSON form as a machine reads it."""
    read: dict[str, Any] = json.loads(json.dumps(explanation_json(explanation)))
    return read


# By hand -------------------------------------------------------------------------------------


def test_a_requirement_met_by_attainment() -> None:
    """Krav 2, April 2023: the level reaches the limit, and the whole of the share is earned."""
    made = cell("2", APRIL)
    # vantetider.csv: 27 134 of 36 574 within 60 days; 100 × 27 134 ÷ 36 574 = 74,189… → 74,2 ≥ 73.
    level = at(made, "mått/första_besök_högst_60_dagar/nivå")
    assert level.value == Fraction("74.2")
    assert at(made, "krav-2/andel").value == 1
    # 2 500 000 000 ÷ 11 × 1 413 080 ÷ 10 514 719 = 30 543 330,6… → 30 543 331.
    assert at(made, "reserverat", None).value == 30_543_331
    # 30 543 331 × 1 × 0,24 = 7 330 399,44 → 7 330 399.
    assert made.nodes[made.roots[0]].value == 7_330_399
    assert next_steps(made, made.nodes[made.roots[0]]) == []


def test_a_requirement_met_by_improvement() -> None:
    """Krav 2, August 2023: under the limit, but 4,6 points better, the second step of three."""
    made = cell("2", AUGUST)
    improvement = at(made, "krav-2/förbättring", AUGUST)
    assert at(made, "krav-2/förändring", AUGUST).value == Fraction("4.6")
    assert improvement.value == Fraction(3, 4)
    assert [(place.heading, place.line) for place in improvement.places] == [("stege bas", 123)]
    # 30 543 331 × 0,75 × 0,24 = 5 497 799,58 → 5 497 800.
    root = made.nodes[made.roots[0]]
    assert root.value == 5_497_800
    # To the third step: 5,0 − 4,6 = 0,4; to the limit: 73 − 66,8 = 6,2. Both give the whole.
    assert [
        (step.route, step.share, [lacking.distance for _, lacking in step.lacking])
        for step in next_steps(made, root)
    ] == [
        ("attainment", Fraction(1), [Fraction("6.2")]),
        ("improvement", Fraction(1), [Fraction("0.4")]),
    ]


def test_a_requirement_not_met() -> None:
    """Krav 3, September 2023: nothing is earned, and what was missing is said in points."""
    made = cell("3", SEPTEMBER)
    # 100 × 9 503 ÷ 17 779 = 53,45… → 53,5 < 73. 53,4 − 52,8 = 0,6 < 1,0.
    assert at(made, "mått/operation_högst_60_dagar/nivå", SEPTEMBER).value == Fraction("53.5")
    limit, ladder = (at(made, f"krav-3/{part}", SEPTEMBER) for part in ("mål", "förbättring"))
    assert limit.lacking is not None
    assert ladder.lacking is not None
    assert limit.lacking.distance == Fraction("19.5")
    assert (ladder.lacking.distance, ladder.lacking.share) == (Fraction("0.4"), Fraction(1, 2))
    assert made.nodes[made.roots[0]].value == 0


def test_counts_come_from_their_row() -> None:
    """Each count names the file, row and column where it stands, for both years."""
    made = cell("2", APRIL)
    rows = (ROOT / "data" / "2023" / "vantetider.csv").read_text("utf-8").splitlines()
    for name, month in (("täljare", "2023-04"), ("föregående-år/täljare", "2022-04")):
        node = at(made, f"mått/första_besök_under_60_dagar/{name}")
        (source,) = node.sources
        assert source.row is not None
        found = rows[source.row - 1].split(";")
        assert found[:3] == [SKANE, month, "första_besök_under_60_dagar"]
        assert (source.file, source.column) == ("vantetider.csv", "täljare")
        assert node.value == int(found[3])


# From the tree alone -------------------------------------------------------------------------


@FEW
@given(agreements())
def test_a_measured_agreement_is_recomputed_from_its_explanation(made: Made) -> None:
    """Every number of any agreement that measures follows from the explanation alone."""
    found = retrace(document(everything(plan_of(made.text), made.figures)))
    assert found.wrong == ()
    assert found.taken == 0
    assert found.recomputed > 0


@FEW
@given(divisions())
def test_a_divided_agreement_is_recomputed_from_its_explanation(made: Divided) -> None:
    """So does every number of an agreement of fixed amounts, units and conditions."""
    found = retrace(document(everything(plan_of(made.text), made.figures)))
    assert found.wrong == ()
    assert found.taken == 0


@pytest.mark.parametrize("name", ["2023", "2024"])
@pytest.mark.parametrize("recipient", ["01", GOTLAND, SKANE])
def test_shipped_years_are_recomputed_from_their_explanations(name: str, recipient: str) -> None:
    """What a region is paid follows from its explanation, payment by payment."""
    found = retrace(document(paid_to(name, recipient)))
    assert found.wrong == ()
    assert found.recomputed > 300


def test_others_are_followed_down_to_data() -> None:
    """With everybody's figures followed nothing is taken, and all of it still follows."""
    found = retrace(document(paid_to("2024", GOTLAND, others=True)))
    assert (found.wrong, found.taken) == ((), 0)


@FEW
@given(agreements(), st.data())
def test_a_changed_number_is_found(made: Made, data: st.DataObject) -> None:
    """A computed number that is changed in the explanation no longer follows from the rest."""
    read = document(everything(plan_of(made.text), made.figures))
    numbers = [n for n in read["nodes"] if n["kind"] not in GIVEN and isinstance(n["value"], str)]
    node = data.draw(st.sampled_from(numbers))
    node["value"] = str(Fraction(node["value"]) + 1)
    assert retrace(read).wrong == (node["id"],)


def test_a_changed_count_is_found() -> None:
    """A datum that is changed in the explanation no longer gives what is said to follow from it."""
    read = document(cell("2", APRIL))
    counted = next(n for n in read["nodes"] if n["kind"] == "count")
    counted["value"] = str(int(counted["value"]) - 1_000)
    assert retrace(read).wrong


@FEW
@given(agreements())
def test_values_are_those_of_the_evaluation(made: Made) -> None:
    """The explanation says the very values that were evaluated, one node for each."""
    plan = plan_of(made.text)
    tables = compute(plan, made.figures, Report())
    explained = everything(plan, made.figures)
    assert len(explained.nodes) == sum(len(table) for table in tables.values())
    for node in explained.nodes.values():
        value = tables[node.step][node.recipient, node.month]
        assert node.value == value or (node.value is None and value.name.lower() == node.absent)  # type: ignore[union-attr]


# The tree ------------------------------------------------------------------------------------


def test_children_come_before_their_parents() -> None:
    """Every node is there once, after all that it rests on, and the roots are among them."""
    read = document(paid_to("2023", SKANE))
    seen: set[str] = set()
    for node in read["nodes"]:
        assert node["id"] not in seen
        assert {child["id"] for child in node["children"]} <= seen
        seen.add(node["id"])
    assert set(read["roots"]) <= seen


def test_what_others_get_is_taken_and_said_to_be() -> None:
    """Another's earnings are a number with its id, and no tree of their own."""
    made = paid_to("2023", SKANE)
    taken = [node for node in made.nodes.values() if node.kind == TAKEN]
    assert {node.step for node in taken} == {"block-1/intjänat"}
    assert len(taken) == 20
    assert all(not node.children for node in taken)


def test_reservations_reach_the_amounts_that_rest_on_them() -> None:
    """Estimated populations mark the payment that is divided by them, and no other."""
    made = paid_to("2023", SKANE)
    marked = {
        node.name for i in made.roots for node in [made.nodes[i]]
        if any(mark.kind is Basis.ESTIMATED for mark in node.marks)
    }  # fmt: skip
    assert marked == {"block-2/bup"}


def test_assumed_readings_mark_what_they_would_change() -> None:
    """The held payments of 2024 rest on an assumed reading; the population does not."""
    made = paid_to("2024", SKANE)
    assumed = {
        node.step for node in made.nodes.values()
        if any("villkor_som_inte_uppfylls" in mark.words for mark in node.marks)
    }  # fmt: skip
    assert "block-1/övrigt_andra/villkor/andra_utbetalningen" in assumed
    assert "nyckel/invånare/regionerna" not in assumed


def test_held_money_says_why() -> None:
    """A condition that is not met holds the payment, with the reason and its row."""
    plan, data = year("2024")
    area = plan.areas[0].name
    refused = AssessmentCell(met=False, reason="för lite", cell=HAND)
    held = evolve(data, assessments={**(data.assessments or {}), (SKANE, area): refused})
    root = ("utbetalning/2024-12/block-1/övrigt_andra", (SKANE, None))
    made = explain(plan, held, compute(plan, held, Report()), SKANE, [root])
    condition = made.nodes[f"villkor/andra_utbetalningen[{SKANE}]"]
    assert made.nodes[made.roots[0]].absent == "held"
    assert condition.did == f"fokusområde {area}: ”för lite”"
    assert HAND in condition.sources
    assert retrace(document(made)).wrong == ()


def test_months_to_come_say_so() -> None:
    """Nothing is made of a month without values: the node says that it is not measured yet."""
    plan, data = year("2023")
    part = evolve(data, counts={k: v for k, v in data.counts.items() if k[2] < Month(2023, 7)})
    root = ("block-1/krav-2/ersättning", (SKANE, AUGUST))
    made = explain(plan, part, compute(plan, part, Report()), SKANE, [root])
    assert made.nodes[made.roots[0]].absent == "pending"
    assert made.nodes[made.roots[0]].shown == "ännu inte mätt"
    assert retrace(document(made)).wrong == ()


def test_the_form_is_documented() -> None:
    """Every key of a node stands in the analysts' guide."""
    guide = Path(ROOT / "docs" / "analytiker.md").read_text("utf-8")
    node = document(cell("2", APRIL))["nodes"][0]
    assert [key for key in node if f"| `{key}` |" not in guide] == []
