"""The 2024 agreement held to Socialstyrelsen's memo about it, and to what was published.

Sources: the memo "Regionernas arbete för ökad tillgänglighet i hälso- och sjukvården 2024"
(sections, and appendix 1, the report template), and the published decisions of 2024. The shipped
counts are made up, as `data/2024/README.md` says: no amount of block 2 is held to anything real.
"""

import datetime
import subprocess
import sys
from collections import Counter
from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path

import pytest
from attrs import evolve
from syrupy.assertion import SnapshotAssertion

from compiler.verify import verify
from overenskommelse import codes, outcome_codes
from overenskommelse.diagnostics import Cell, Code, Diagnostic, Report
from overenskommelse.figures import AssessmentCell, Figures
from overenskommelse.outcome import Outcome
from overenskommelse.plan import Plan
from overenskommelse.plantext import plan_text
from runtime.intake import read_figures
from tests.agreements import (
    AGREEMENT_2023,
    TextFile,
    checked,
    compiled,
    conserved,
    outcome_of,
    plan_of,
    readings,
    unpaid,
)

AGREEMENT_2024 = AGREEMENT_2023.with_name("2024.okt")
DATA = AGREEMENT_2023.parent.parent / "data" / "2024"
TEXT = AGREEMENT_2024.read_bytes()
HALF, BUP, SKR = 1_237_500_000, 450_000_000, 12_000_000
FIRST = {"block-1/bup_första", "block-1/övrigt_första"}
SECOND = {"block-1/bup_andra", "block-1/övrigt_andra"}
OTHERWISE, AREA = "villkor_som_inte_uppfylls", "kompetensförsörjning"


@pytest.fixture(scope="module")
def plan() -> Plan:
    return plan_of(TEXT)


@pytest.fixture(scope="module")
def data(plan: Plan) -> Figures:
    report = Report()
    found = read_figures([str(DATA)], plan, report)
    if list(report):
        raise AssertionError([d.message for d in report])
    return found


@pytest.fixture(scope="module")
def outcome(plan: Plan, data: Figures) -> Outcome:
    return outcome_of(plan, data)


def total(outcome: Outcome, *items: str) -> Fraction:
    return sum((r.amount or Fraction(0) for r in outcome.payments if r.item in items), Fraction(0))


def second(outcome: Outcome) -> dict[str, list[Fraction | None]]:
    """What the second payment gives each region of its two items."""
    found: dict[str, list[Fraction | None]] = {}
    for row in outcome.payments:
        if row.item in SECOND:
            found.setdefault(row.recipient, []).append(row.amount)
    return found


def noted(outcome: Outcome, code: Code) -> list[Diagnostic]:
    return [note for note in outcome.notes if note.code == code]


def day(year: int, month: int, of_month: int) -> datetime.date:
    return datetime.date(year, month, of_month)


# The text ------------------------------------------------------------------------------------


def test_only_what_is_not_known_is_told() -> None:
    """Held to the strictest, the file has no fault; it lists what is unknown and assumed."""
    unknown, assumed = checked(TEXT, strict=True)
    assert (unknown.code, assumed.code) == (codes.UNKNOWNS, codes.ASSUMPTIONS)
    assert "dagen för beslutet" in unknown.message
    assert "bup_stege = som_2023" in assumed.message


def test_plan(plan: Plan, snapshot: SnapshotAssertion) -> None:
    """The plan is the one that was held next to the memo."""
    assert plan_text(plan) == snapshot.use_extension(TextFile)


def test_outcome(root: Path, snapshot: SnapshotAssertion) -> None:
    """What is shown of it on the shipped data was read next to the memo."""
    command = [sys.executable, "-m", "overenskommelse.cli", "evaluate", "agreements/2024.okt"]
    ran = subprocess.run([*command, "data/2024"], cwd=root, capture_output=True, check=True)
    shown = ran.stdout.decode("utf-8").replace("\r\n", "\n")
    assert shown == snapshot.use_extension(TextFile)


# The memo's short description ----------------------------------------------------------------


def test_the_regions_get_2_925_mnkr(outcome: Outcome) -> None:
    """2 925 mnkr are 1 237,5 at signing, 1 237,5 after the assessment and 450 for BUP; 12 are
    SKR's, which makes 2 937 (the memo's short description; decisions of 2024)."""
    first, later = total(outcome, *FIRST), total(outcome, *SECOND)
    performance = total(outcome, "block-2", "bonuspott")
    assert first == later == HALF
    assert performance == BUP
    assert first + later + performance == 2_925_000_000
    assert total(outcome, "medel-skr") == SKR
    assert outcome.plan.total == 2_937_000_000
    assert conserved(outcome)
    assert unpaid(outcome) == 0


def test_530_mnkr_are_for_bup(plan: Plan, outcome: Outcome) -> None:
    """530 mnkr for BUP are 450 by performance and 80 by inhabitants of 0–18 (section 3.7)."""
    by_age = total(outcome, "block-1/bup_första", "block-1/bup_andra")
    assert by_age == 80_000_000
    assert by_age + BUP == 530_000_000
    keys = {view.name for view in plan.keys}
    assert keys == {"invånare", "invånare_0_18"}


def test_bup_is_measured_in_three_parts(plan: Plan) -> None:
    """First visits, assessments and treatments are measured each for itself, every month from
    February to November, by improvement on the same month of 2023 or by high attainment."""
    assert [view.title for view in plan.requirements] == [
        "Första besök, BUP", "Fördjupad utredning, BUP", "Behandling, BUP",
    ]  # fmt: skip
    assert {view.period.swedish for view in plan.measures} == {"februari–november 2024"}
    assert sum(view.previous for view in plan.measures) == 3
    steps = {step.id: step for step in plan.steps}
    for view in plan.requirements:
        routes = [name for name, _ in steps[view.chosen].routes]  # type: ignore[union-attr]
        assert routes == ["attainment", "improvement"]


def test_when_it_is_paid(outcome: Outcome) -> None:
    """In August BUP for February–June, in December the rest of it and the second half; the month
    of the first payment and of SKR's part is not known."""
    items: dict[str, set[str]] = {}
    for row in outcome.payments:
        items.setdefault(row.payment, set()).add(row.item)
    assert items == {
        "2024-08": {"block-2"},
        "2024-12": {"block-2", "bonuspott"} | SECOND,
        "unknown": FIRST | {"medel-skr"},
    }


# The focus areas and the report template ------------------------------------------------------

YES_NO, TEXT_BOX, FILE = "ja eller nej", "fritext", "bilaga"
FACT = "ja eller nej som upplysning"


@pytest.mark.parametrize(
    ("section", "title", "boxes"),
    [
        ("3.1", "Nationell vårdförmedling för kortare köer", {YES_NO: 1, TEXT_BOX: 7}),
        ("3.2", "Vårdplatser, överbeläggningar och utlokaliseringar", {YES_NO: 1, TEXT_BOX: 4}),
        ("3.3", "Kompetensförsörjning och arbetsmiljö", {YES_NO: 1, TEXT_BOX: 6}),
        ("3.4", "Förvaltning av register, modeller för datainsamling, dess data och"
                " informationsinnehåll", {YES_NO: 4, TEXT_BOX: 2}),
        ("3.5", "Innovativa arbetssätt och försöksverksamhet", {TEXT_BOX: 3}),
        ("3.6", "Regionala handlingsplaner för ökad tillgänglighet samt produktions- och"
                " kapacitetsplanering", {YES_NO: 2, FACT: 1, TEXT_BOX: 5, FILE: 1}),
        ("3.7", "Barn- och ungdomspsykiatri", {TEXT_BOX: 2}),
    ],
)  # fmt: skip
def test_every_box_of_the_template(
    plan: Plan, section: str, title: str, boxes: Mapping[str, int]
) -> None:
    """Each area has as many questions of each kind as appendix 1 has boxes for its section.

    The template asks of the authorities' commissions in a table of its own, a column for each of
    3.1–3.3 and one for a comment; they are counted in the areas that they are about.
    """
    area = next(area for area in plan.areas if area.title == title)
    assert area.origin.cites == (f"avsnitt {section}",)
    assert Counter(question.kind for question in area.questions) == boxes
    asked_in = {cite for question in area.questions for cite in question.cites}
    assert asked_in <= {f"bilaga 1, {section}", "bilaga 1, Generellt"}


def test_seven_areas_forty_questions(plan: Plan) -> None:
    """There are seven focus areas, with forty questions in all, each asked once."""
    assert len(plan.areas) == 7
    asked = [(area.name, q.name) for area in plan.areas for q in area.questions]
    assert len(set(asked)) == len(asked) == 40


def test_three_voices_and_their_days(plan: Plan) -> None:
    """Regions report by 30 September 2024, Socialstyrelsen assesses by 15 November 2024, and the
    second payment asks for all seven areas."""
    for area in plan.areas:
        assert (area.to, area.report_by) == ("Socialstyrelsen", day(2024, 9, 30))
        assert (area.assessor, area.last_day) == ("Socialstyrelsen", day(2024, 11, 15))
    (condition,) = plan.conditions
    assert set(condition.items) == SECOND
    assert condition.areas == tuple(area.name for area in plan.areas)


def test_duties_and_their_days(plan: Plan) -> None:
    """The template by 31 May, the reports by 30 September, the first account by 15 November 2024
    and the last by 31 March 2025."""
    days = {(duty.recipients, duty.last_day) for duty in plan.duties if duty.last_day}
    assert days == {
        ("socialstyrelsen", day(2024, 5, 31)),
        ("regionerna", day(2024, 9, 30)),
        ("socialstyrelsen", day(2024, 11, 15)),
        ("socialstyrelsen", day(2025, 3, 31)),
    }


def test_the_criteria_of_reporting(plan: Plan) -> None:
    """Section 3.4: within three weeks, 95 % every month of the year, guidelines and deviations;
    each is also a question to the regions."""
    limits = {c.name: (c.weeks, c.least) for c in plan.criteria}
    assert limits == {
        "rapporterat_senast": (3, None), "riktlinjer": (None, None), "avvikelser": (None, None),
        "svarsfrekvens": (None, 95),
    }  # fmt: skip
    rate = next(c for c in plan.criteria if c.name == "svarsfrekvens")
    assert rate.period is not None
    assert rate.period.swedish == "januari–december 2024"
    register = next(area for area in plan.areas if area.name == "register")
    assert set(limits) <= {question.name for question in register.questions}


# What the memo says of answers and assessments ------------------------------------------------


@pytest.mark.parametrize(
    ("area", "question", "answer", "regions"),
    [
        ("vårdförmedling", "myndighetsuppdrag", False, ""),
        ("vårdplatser", "myndighetsuppdrag", False, ""),
        ("kompetensförsörjning", "myndighetsuppdrag", False, "01 10 13 23 24"),
        ("register", "rapporterat_senast", False, ""),
        ("register", "riktlinjer", False, ""),
        ("register", "avvikelser", False, "01 12"),
        ("register", "svarsfrekvens", False, "01"),
        ("handlingsplan", "uppdaterad", True, "04 07 09 10 12 18 19"),
    ],
)
def test_what_the_regions_answered(
    data: Figures, area: str, question: str, answer: bool, regions: str
) -> None:
    """Who answered so is whom sections 3.1–3.4 and 3.6 name, and the others answered otherwise."""
    given = {
        code: cell.answer
        for (code, in_area, of), cell in (data.answers or {}).items()
        if (in_area, of) == (area, question)
    }
    assert len(given) == 21
    assert sorted(code for code, said in given.items() if said is answer) == regions.split()


def test_every_region_fulfils_every_area(plan: Plan, data: Figures, outcome: Outcome) -> None:
    """All 21 regions are assessed as fulfilling all seven areas, also those that said no."""
    found = {key: cell.met for key, cell in (data.assessments or {}).items()}
    assert len(found) == 21 * len(plan.areas)
    assert all(found.values())
    assert {row.met for row in outcome.conditions} == {True}
    accepted = " ".join(note.message for note in noted(outcome, outcome_codes.ACCEPTED))
    for name in ("Stockholm", "Blekinge", "Halland", "Jämtland Härjedalen", "Västerbotten"):
        assert name in accepted
    assert "Region Skåne har svarat nej på avvikelser" in accepted


# An assessment that is missing, a no, a contradiction ------------------------------------------


def assessed(data: Figures, area: str, code: str, met: bool | None, reason: str = "") -> Figures:
    """The data with one assessment changed, or taken away."""
    others = {k: v for k, v in (data.assessments or {}).items() if k != (code, area)}
    if met is not None:
        others[code, area] = AssessmentCell(met, reason, Cell("för hand"))
    return evolve(data, assessments=others)


def rest(outcome: Outcome, code: str) -> list[tuple[str, str, Fraction | None]]:
    """All payments but the second one to one region."""
    return [
        (row.recipient, row.item, row.amount)
        for row in outcome.payments
        if not (row.recipient == code and row.item in SECOND)
    ]


def test_a_missing_assessment_holds_the_money(plan: Plan, data: Figures, outcome: Outcome) -> None:
    """Without the assessment of one area the region's second payment waits, and nothing else."""
    waiting = outcome_of(plan, assessed(data, AREA, "09", None))
    assert second(waiting)["09"] == [None, None]
    assert {r.why for r in waiting.payments if r.amount is None} == {"ännu inte bedömt"}
    assert rest(waiting, "09") == rest(outcome, "09")
    (note,) = noted(waiting, outcome_codes.NOT_ASSESSED)
    assert "Region Gotland" in note.message


def test_a_no_holds_the_money(plan: Plan, data: Figures, outcome: Outcome) -> None:
    """Assessed as not fulfilling one area, the region's second payment is held, as is assumed."""
    refused = outcome_of(plan, assessed(data, AREA, "09", False, "ingen redovisning"))
    assert second(refused)["09"] == [None, None]
    assert {r.why for r in refused.payments if r.amount is None} == {"hålls inne"}
    assert rest(refused, "09") == rest(outcome, "09")
    (note,) = noted(refused, outcome_codes.CONDITION_FAILED)
    assert "ingen redovisning" in note.message


def test_a_no_may_forfeit_the_money(data: Figures, outcome: Outcome) -> None:
    """Under the reading that it is forfeited exactly the region's own part is not paid."""
    plan = plan_of(TEXT, {OTHERWISE: "förfaller"})
    refused = outcome_of(plan, assessed(data, AREA, "09", False, "ingen redovisning"))
    own = sum(amount or 0 for amount in second(outcome)["09"])
    assert second(refused)["09"] == [0, 0]
    assert unpaid(refused) == own
    assert rest(refused, "09") == rest(outcome, "09")


def test_a_no_may_give_the_money_to_the_others(data: Figures, outcome: Outcome) -> None:
    """Under the reading that it falls to the others the twenty get it all, nobody less than
    before."""
    plan = plan_of(TEXT, {OTHERWISE: "de_övriga"})
    refused = outcome_of(plan, assessed(data, AREA, "09", False, "ingen redovisning"))
    assert second(refused)["09"] == [0, 0]
    assert total(refused, *SECOND) == HALF
    for code, before in second(outcome).items():
        if code != "09":
            now = second(refused)[code]
            assert all((new or 0) >= (old or 0) for new, old in zip(now, before, strict=True))
    assert conserved(refused)


def test_an_assessment_against_the_report_is_listed(plan: Plan, data: Figures) -> None:
    """A no from the agency on an area where the region answered no question with a no is told."""
    refused = outcome_of(plan, assessed(data, "vårdplatser", "03", False, "räcker inte"))
    (note,) = noted(refused, outcome_codes.AGAINST_REPORT)
    assert "vårdplatser" in note.message
    assert "Region Uppsala" in note.message


# What is assumed ------------------------------------------------------------------------------

AGREEMENT = compiled(TEXT).agreement
CHOICES = list(readings(AGREEMENT)) if AGREEMENT is not None else []


def test_the_outcome_says_what_it_assumes(outcome: Outcome) -> None:
    """An outcome names every assumption of the agreement, those on BUP's steps and limits too."""
    (note,) = noted(outcome, outcome_codes.READINGS_ASSUMED)
    assert all(choice.assumed for choice in outcome.plan.choices)
    for choice in outcome.plan.choices:
        assert f"{choice.name} = {choice.used}" in note.message


def test_steps_and_limits_may_be_left_unknown(data: Figures, outcome: Outcome) -> None:
    """With BUP's steps and limits read as unknown nothing of the 450 mnkr is said, and all the
    rest is paid as before."""
    plan = plan_of(TEXT, {"bup_stege": "okända", "bup_gräns": "okänd"})
    part = outcome_of(plan, data)
    unsaid = {(row.item, row.why) for row in part.payments if row.amount is None}
    assert unsaid == {("block-2", "okänt"), ("bonuspott", "okänt")}
    assert sum(row.amount or 0 for row in part.payments) == 2 * HALF + SKR
    known = {(r.recipient, r.item): r.amount for r in outcome.payments}
    for row in part.payments:
        assert row.amount in (None, known[row.recipient, row.item])


@pytest.mark.parametrize("choice", CHOICES, ids=lambda c: "-".join(c.values()) or "antas")
def test_every_reading_conserves(choice: Mapping[str, str], data: Figures) -> None:
    """Under every declared reading the plan is whole, and paid and unpaid make 2 937 mnkr."""
    plan = compiled(TEXT, choice).plan
    assert plan is not None
    assert verify(plan) == []
    whole = outcome_of(plan, data)
    if all(row.amount is not None for row in whole.payments):
        assert conserved(whole)
        assert total(whole, "block-2", "bonuspott") + unpaid(whole) == BUP
    else:
        assert set(choice.values()) <= {"okända", "okänd"}
