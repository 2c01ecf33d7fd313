"""What of a payment is held and what is forfeited, where several things keep it from being paid.

The case is `good/villkor_forfaller.okt`: three towns with 30 kr each, which are forfeited by who
does not report by 1 May. Here a condition ``plan`` besides holds money, and is assessed.
"""

import datetime
from fractions import Fraction

import pytest
from attrs import evolve

from compiler.verify import verify
from overenskommelse.diagnostics import Cell
from overenskommelse.figures import AssessmentCell, ReportCell, RequisitionCell
from overenskommelse.outcome import Outcome
from overenskommelse.plan import Paid, Plan
from tests.agreements import figures, good, outcome_of, plan_of, unpaid

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


def withheld(outcome: Outcome) -> dict[str, tuple[Fraction | None, Fraction, Fraction, str]]:
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
        "30 kr av medel-stöd betalas inte ut: rätten till det har förfallit",
        "30 kr av medel-stöd betalas inte ut: det hålls inne tills villkoret är uppfyllt",
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
        evolve(step, **{field: other}) if isinstance(step, Paid) else step for step in PLAN.steps
    )
    assert any("av annat än villkor" in fault for fault in verify(evolve(PLAN, steps=steps)))
