"""What of a payment is held and what is forfeited, where several things keep it from being paid.

The case is `good/villkor_forfaller.okt`: three towns with 30 kr each, which are forfeited by who
does not report by 1 May. Here a condition ``plan`` besides holds money, and is assessed.
"""

import datetime

import pytest
from attrs import evolve

from compiler.verify import verify
from overenskommelse.diagnostics import Cell
from overenskommelse.figures import AssessmentCell, ReportCell, RequisitionCell
from overenskommelse.outcome import Outcome
from overenskommelse.plan import Paid, Plan
from tests.agreements import Counts, figures, good, outcome_of, plan_of, unpaid

HAND = Cell("för hand")
TEXT = good("villkor_forfaller") + (
    'villkor plan för städerna "En plan finns"\n'
    "  gäller medel stöd\n"
    '  prövas av "Myndigheten" senast 1 juni 2024\n'
    "  annars hålls medlen inne\n"
)
ON_REQUISITION = TEXT.replace(
    "utbetalning juni 2024 medel stöd",
    "utbetalning på rekvisition medel stöd\n  senast 1 december 2024, annars förfaller rätten",
)
PLAN = plan_of(TEXT)
IN_TIME, LATE = datetime.date(2024, 5, 1), datetime.date(2024, 5, 2)


def of(
    plan: Plan, reported: dict[str, datetime.date], planned: str,
    asked: dict[str, datetime.date] | None = None,
) -> Outcome:  # fmt: skip
    """Who reported when, who has a plan, and who asked for its money when."""
    return outcome_of(plan, evolve(
        figures(),
        reports={(code, "rapport"): ReportCell(day, HAND) for code, day in reported.items()},
        assessments={
            (code, "plan"): AssessmentCell(code in planned, "", HAND) for code in "abc"
        },
        requisitions=None if asked is None else {
            (code, "medel-stöd"): RequisitionCell(day, HAND) for code, day in asked.items()
        },
    ))  # fmt: skip


def withheld(outcome: Outcome) -> dict[str, tuple[object, ...]]:
    """What each is paid, has forfeited and has held, and why no amount can be said."""
    return {
        row.recipient: (row.amount, row.forfeited, row.held, row.why) for row in outcome.payments
    }


def noted(outcome: Outcome, number: str) -> list[str]:
    found = [note.message for note in outcome.notes if note.code.number == number]
    return [message.replace("\u00a0", " ") for message in found]


def test_forfeited_money_is_not_held() -> None:
    """Of who fails both conditions nothing is left to hold, and nothing is promised it."""
    outcome = of(PLAN, {"a": LATE, "b": IN_TIME, "c": IN_TIME}, planned="c")
    assert withheld(outcome) == {
        "a": (0, 30, 0, ""), "b": (None, 0, 30, "hålls inne"), "c": (30, 0, 0, ""),
    }  # fmt: skip
    assert unpaid(outcome) == 60
    assert noted(outcome, "OKT708") == [
        "30 kr av medel stöd betalas inte ut: rätten till det har förfallit",
        "30 kr av medel stöd betalas inte ut: det hålls inne tills villkoret är uppfyllt",
    ]


def test_held_money_that_nobody_asked_for_is_forfeited() -> None:
    """Money that is held is lost all the same to who does not ask for it by the last day."""
    asked = {"a": datetime.date(2024, 12, 2), "b": datetime.date(2024, 12, 1)}
    everyone = dict.fromkeys("abc", IN_TIME)
    outcome = of(plan_of(ON_REQUISITION), everyone, planned="", asked=asked)
    assert withheld(outcome) == {
        "a": (0, 30, 0, ""), "b": (None, 0, 30, "hålls inne"), "c": (0, 30, 0, ""),
    }  # fmt: skip


def test_a_requisition_in_time_is_not_blamed() -> None:
    """What a condition has forfeited is not said to be lost by a requisition that came in time."""
    asked = dict.fromkeys("abc", datetime.date(2024, 12, 1))
    reported = {"a": LATE, "b": IN_TIME, "c": IN_TIME}
    outcome = of(plan_of(ON_REQUISITION), reported, planned="abc", asked=asked)
    assert withheld(outcome)["a"] == (0, 30, 0, "")
    assert noted(outcome, "OKT702") == []


@pytest.mark.parametrize("field", ["due", "released"])
def test_a_plan_that_misstates_what_is_due(field: str) -> None:
    """A plan is refused where more than conditions stands between what is due and what is paid."""
    assert verify(PLAN) == []
    other = next(step.id for step in PLAN.steps if step.id.endswith("/hela-beloppet"))
    steps = tuple(
        (evolve(step, due=other) if field == "due" else evolve(step, released=other))
        if isinstance(step, Paid)
        else step
        for step in PLAN.steps
    )
    assert any("av annat än villkor" in fault for fault in verify(evolve(PLAN, steps=steps)))


# What else is not paid out, and why -----------------------------------------------------------


def test_nobody_meets_the_condition() -> None:
    """Money that should fall to the others, when there are none, is not blamed on rounding."""
    plan = plan_of(good("villkor_fordelas"))
    nobody = {(code, "plan"): AssessmentCell(False, "", HAND) for code in "abc"}
    keys = {"invånare": {"a": 1, "b": 2, "c": 3}}
    outcome = outcome_of(plan, evolve(figures(keys), assessments=nobody))
    assert [words.split(": ")[1] for words in noted(outcome, "OKT708")] == [
        "ingen uppfyllde villkoret, så det finns ingen att fördela medlen på"
    ]


@pytest.mark.parametrize("failure", ["fördelas medlen på de övriga", "hålls medlen inne"])
def test_a_final_no_beside_an_open_question(failure: str) -> None:
    """Who is out by one condition is out whatever another would come to, and keeps nobody waiting:
    100 kr are divided 2:3 between the others."""
    text = good("villkor_fordelas") + (
        'villkor också för städerna "Och en till"\n'
        "  gäller post andra i block 1\n"
        '  prövas av "Myndigheten" senast 1 juni 2024\n'
        f"  annars {failure}\n"
    )
    yes, no = AssessmentCell(True, "", HAND), AssessmentCell(False, "", HAND)
    tried = {("a", "plan"): no, ("b", "plan"): yes, ("c", "plan"): yes}
    tried |= {("b", "också"): yes, ("c", "också"): yes}
    keys = {"invånare": {"a": 1, "b": 2, "c": 3}}
    outcome = outcome_of(plan_of(text), evolve(figures(keys), assessments=tried))
    december = [row.amount for row in outcome.payments if row.payment == "2024-12"]
    assert december == [0, 40, 60]


def gate(**besok: tuple[int, int]) -> Outcome:
    """February without b, which 69,9 per cent keep from taking part; and these visits."""
    taking_part = {"a1": (9, 9), "a2": (9, 9), "b1": (9, 9), "b2": (699, 1000)}
    met = dict.fromkeys(taking_part, (9, 9)) | besok
    counts: Counts = {
        (measure, place[0], f"2024-0{place[1]}"): pair
        for measure, row in (("besök", met), ("väntande", taking_part))
        for place, pair in row.items()
    }
    keys = {"invånare": {"a": 1, "b": 2}}
    return outcome_of(plan_of(good("grind_och_reserverat")), figures(keys, counts))


def test_who_does_not_take_part() -> None:
    """Where all requirements are met, what is left over is told to be of who did not take part."""
    assert noted(gate(), "OKT708") == [
        "4 000 kr av block 1 betalas inte ut: det finns de som inte deltog"
    ]


def test_a_requirement_besides_a_gate() -> None:
    """A requirement that is not met is told beside the gate that another did not pass."""
    assert noted(gate(a1=(6, 9)), "OKT708") == [
        "6 000 kr av block 1 betalas inte ut: det finns krav som inte uppfylldes och det finns de"
        " som inte deltog"
    ]
