"""What recipients answer themselves, where the agreement lets it decide, and what is not known.

`good/villkor_okant.okt`: three towns get 100 kronor each of two blocks. Block 1 hangs on the
answer to one question and it is not known what a no leads to; block 2 on a criterion that towns
answer for themselves, and what is not met is held.
"""

from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path

import pytest
from attrs import evolve

from compiler import check_text, compile_text
from compiler.verify import verify
from overenskommelse.calendar import Month
from overenskommelse.cli.outcome_json import outcome as as_json
from overenskommelse.diagnostics import Cell, Report
from overenskommelse.figures import AnswerCell, AssessmentCell, Figures, Provenance
from overenskommelse.outcome import Basis, Outcome
from overenskommelse.plan import AskedView, Plan
from runtime.dates import entries
from runtime.entry import Known
from runtime.intake import read_figures
from tests.agreements import BAD, edited, figures, good, outcome_of, paid, plan_of
from tests.intake_plans import read_texts

HAND = Cell("för hand")
TEXT = good("villkor_okant")
PLAN = plan_of(TEXT)
MET = {(code, "deltar"): AssessmentCell(True, "", HAND) for code in "abc"}


def answered(**answers: Mapping[str, bool]) -> Figures:
    """Figures in which every town is assessed as enough, and answers: ``deltar={"a": True}``."""
    cells = {
        (code, "register", question): AnswerCell(answer, HAND)
        for question, by_town in answers.items()
        for code, answer in by_town.items()
    }
    return evolve(figures(), answers=cells, assessments=MET)


def amounts(outcome: Outcome, item: str) -> list[int | str]:
    """What a block pays a, b and c, or why that cannot be said."""
    rows = [row for row in outcome.payments if row.item == item]
    return [row.why if row.amount is None else int(row.amount) for row in rows]


def noted(outcome: Outcome, number: str) -> list[str]:
    """The notes of a code."""
    found = [note.message for note in outcome.notes if note.code.number == number]
    return [message.replace("\u00a0", " ") for message in found]


# Conditions that hang on an answer -----------------------------------------------------------


def test_a_yes_a_no_and_no_answer() -> None:
    """A yes is paid, a no leads to what is not known, and without an answer the money waits."""
    outcome = outcome_of(PLAN, answered(deltar={"a": True, "b": False}))
    assert amounts(outcome, "block-1") == [100, "okänt", "ännu inte redovisat"]
    assert noted(outcome, "OKT731") == [
        "Bstad uppfyller inte villkor deltar (svaret är nej på frågan deltar i fokusområde"
        " register), och vad som då händer med medlen står som okänt: block 1 räknas inte ut för"
        " Bstad, och inget av det fördelas på de övriga"
    ]
    assert noted(outcome, "OKT735") == [
        "Cstad har inte svarat på frågan deltar i fokusområde register, som villkor deltar kräver;"
        " det håller block 1"
    ]
    assert "block 1 (december 2026) för Bstad" in noted(outcome, "OKT723")[0]


def test_nothing_is_lost_where_all_meet_it() -> None:
    """A consequence that is not known takes nothing from anybody while nobody fails."""
    outcome = outcome_of(PLAN, answered(deltar=dict.fromkeys("abc", True)))
    assert amounts(outcome, "block-1") == [100, 100, 100]
    assert not noted(outcome, "OKT731")


@pytest.mark.parametrize(
    ("otherwise", "expected", "others"),
    [
        ("förfaller medlen", [100, 0, "ännu inte redovisat"], 100),
        ("hålls medlen inne", [100, "hålls inne", "ännu inte redovisat"], 100),
        # Until c has answered it is not known among how many b's 100 fall.
        ("fördelas medlen på de övriga", ["ännu inte redovisat"] * 3, 0),
    ],
)
def test_every_consequence_of_an_answer(
    otherwise: str, expected: list[int | str], others: int
) -> None:
    """A no forfeits, holds or falls to the others, and an answer that is awaited holds."""
    plan = plan_of(edited(TEXT, ("  annars  okänt   [§ 8]", f"  annars  {otherwise}   [§ 8]")))
    outcome = outcome_of(plan, answered(deltar={"a": True, "b": False}))
    assert amounts(outcome, "block-1") == expected
    assert sum(row.amount or 0 for row in outcome.payments if row.item == "block-1") == others


def test_a_no_falls_to_those_who_answer_yes() -> None:
    """With b's no, 300 divided by two is 150 each to a and c."""
    otherwise = "  annars  fördelas medlen på de övriga   [§ 8]"
    plan = plan_of(edited(TEXT, ("  annars  okänt   [§ 8]", otherwise)))
    outcome = outcome_of(plan, answered(deltar={"a": True, "b": False, "c": True}))
    assert amounts(outcome, "block-1") == [150, 0, 150]


def test_a_decision_goes_before_an_answer() -> None:
    """What the payer decides holds against an answer, and is told to do so."""
    data = answered(deltar={"a": True, "b": False, "c": True})
    verdicts = {("b", "deltar"): AssessmentCell(True, "läget är särskilt", HAND)}
    outcome = outcome_of(PLAN, evolve(data, verdicts=verdicts))
    assert amounts(outcome, "block-1") == [100, 100, 100]
    assert noted(outcome, "OKT727") == [
        "villkor deltar: beslutet för Bstad är ja, fast prövningen ger nej: ”läget är särskilt”"
    ]


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ("a;register;deltar;nej", "fast svaret är nej"),
        ("a;register;i_tid;ja", "fast det inte är redovisat"),
        ("a;register;deltar;ja", None),
    ],
)
def test_a_decision_against_an_answer(tmp_path: Path, answer: str, words: str | None) -> None:
    """A decision for somebody who answered no, or has not answered, needs a reason."""
    svar = f"mottagare;fokusområde;fråga;svar\n{answer}\n"
    villkor = "mottagare;villkor;uppfyllt;skäl\na;deltar;ja;\n"
    beslut = "mottagare;villkor;beslut;skäl\na;deltar;ja;\n"
    found = read_texts(tmp_path, PLAN, svar=svar, villkor=villkor, beslut=beslut)
    assert [d.code.number for d in found.errors] == (["OKT597"] if words else [])
    assert words is None or words in found.errors[0].message


def test_for_machines() -> None:
    """The machine form says what waits for an answer, what is not known and what was not met."""
    document = as_json(outcome_of(PLAN, answered(deltar={"a": True, "b": False})))
    rows = {row["recipient"]: row for row in document["payments"] if row["item"] == "block-1"}
    why = {code: row["why"] for code, row in rows.items()}
    assert why == {"a": None, "b": "unknown", "c": "not_reported"}
    conditions = [row for row in document["conditions"] if row["item"] == "villkor-deltar"]
    assert {row["recipient"]: row["met"] for row in conditions} == {
        "a": True,
        "b": False,
        "c": None,
    }
    assert conditions[1]["because"] == ["svaret är nej på frågan deltar i fokusområde register"]
    assert conditions[1]["otherwise"] == "okänt"


def test_the_calendar_says_what_is_not_known() -> None:
    """A trial whose day is not known is last in the calendar, with a consequence that is not."""
    found = {entry.id: entry for entry in entries(PLAN)}
    trial, limit = found["villkor/deltar"], found["kriterium/i_tid"]
    assert trial.known is limit.known is Known.UNKNOWN
    assert [one.words for one in trial.follows] == ["vad som händer är okänt"]
    report = found["fokusområde/register/rapport"]
    assert [one.condition for one in report.follows] == ["Staden deltar"]
    assert found["fokusområde/register/bedömning"].follows == ()


def test_the_regions_of_2024_that_answered_no() -> None:
    """Stockholm and Skåne answered no on criteria of 3.4, which their assessment weighs (the
    memo's section 3.4): that is told, nothing is assumed against it, and nothing is lost by it."""
    plan = plan_of((BAD.parents[2] / "agreements" / "2024.okt").read_bytes())
    data = read_figures([str(BAD.parents[2] / "data" / "2024")], plan, Report())
    outcome = outcome_of(plan, data)
    decides_nothing = " i fokusområde register; det avgör inget för sig, enligt överenskommelsen"
    assert noted(outcome, "OKT733") == [
        "kriterium avvikelser: Region Stockholm och Region Skåne har i sin egen redovisning svarat"
        f" nej på frågan avvikelser{decides_nothing}",
        "kriterium svarsfrekvens: Region Stockholm har i sin egen redovisning svarat nej på"
        f" frågan svarsfrekvens{decides_nothing}",
    ]
    assert not noted(outcome, "OKT707")
    assert {row.amount is None for row in outcome.payments} == {False}


# What is not known of a criterion ------------------------------------------------------------


def test_a_limit_that_is_not_known() -> None:
    """A town's own answer decides; without one it cannot be said whether the limit is kept."""
    outcome = outcome_of(PLAN, answered(i_tid={"a": True, "b": False}))
    assert amounts(outcome, "block-2") == [100, "hålls inne", "okänt"]
    assert noted(outcome, "OKT732") == [
        "villkor tidsgräns kan inte avgöras för Cstad: gränsen för kriterium i_tid står som okänd"
    ]
    assert noted(outcome, "OKT733") == [
        "kriterium i_tid: Bstad har i sin egen redovisning svarat nej på frågan i_tid i"
        " fokusområde register; kriteriet räknas som inte uppfyllt (ingen påföljd)"
    ]


def test_a_reading_may_be_unknown() -> None:
    """Under a reading that is not known, who fails is not computed and the others go on."""
    done = compile_text("prov.okt", TEXT.encode(), {"följden": "okänt"})
    assert done.plan is not None
    outcome = outcome_of(done.plan, answered(i_tid={"a": True, "b": False, "c": True}))
    assert amounts(outcome, "block-2") == [100, "okänt", 100]


def test_check_lists_what_is_not_known() -> None:
    """Everything that stands as okänt is listed, and so is what cannot be held against a day."""
    report = check_text("prov.okt", TEXT.encode())
    told = {diagnostic.code.number: diagnostic.message for diagnostic in report}
    assert set(told) == {"OKT490", "OKT491"}
    for what in (
        "sista dagen för att rapportera fokusområde register",
        "sista dagen för att bedöma fokusområde register",
        "gränsen för kriterium svar", "gränsen för kriterium nivå", "gränsen för kriterium i_tid",
        "sista dagen för att pröva villkor deltar",
        "vad som händer när villkor deltar inte uppfylls",
        "månaden för utbetalningen av block 2",
    ):  # fmt: skip
        assert what in told["OKT491"]
    assert "när villkor deltar prövas" in told["OKT490"]


def test_an_assessment_for_a_payment_whose_month_is_not_known() -> None:
    """Where the payment has no month, that an assessment comes before it is not taken for so."""
    text = edited(
        TEXT,
        ('"Myndigheten" senast okänt\n  annars', '"Myndigheten" senast 1 juni 2026\n  annars'),
        ("utbetalning december 2026  block 1", "utbetalning okänt block 1"),
    )
    told = [d for d in check_text("prov.okt", text.encode()) if d.code.number == "OKT490"]
    assert [d.message.endswith("och när pengarna betalas") for d in told] == [True]
    assert "när villkor deltar prövas" not in told[0].message


# Criteria that recipients answer for themselves ----------------------------------------------

MEASURED = edited(
    good("kriterium_raknas_inte"),
    (
        "kriterium svar för städerna",
        "fokusområde register för städerna \"Register\" [§ 8]\n"
        "  fråga svar ja eller nej \"Är svarsfrekvensen minst 95 procent?\" [§ 8]\n"
        "  bedöms av \"Myndigheten\" senast 1 februari 2024 [§ 8]\n"
        "kriterium svar för städerna",
    ),
    (
        "  minst 95 % varje månad januari–februari 2024\n",
        "  minst 95 % varje månad januari–februari 2024\n"
        "  redovisas genom fråga svar i fokusområde register, ett nej räknas som inte uppfyllt\n",
    ),
)  # fmt: skip
DECIDES_NOTHING = edited(MEASURED, ("räknas som inte uppfyllt", "avgör inget"))
JAN, FEB = Month(2024, 1), Month(2024, 2)


def measured(text: str) -> Plan:
    """The plan; that a focus area where a no decides nothing affects no money is a warning."""
    done = compile_text("prov.okt", text.encode(), {})
    assert done.plan is not None
    assert {d.code.number for d in done.report} <= {"OKT483"}
    return done.plan


def reported(answer: bool | None, rates: Mapping[Month, int]) -> Figures:
    """a meets the requirement in both months and b in January; 1:2 inhabitants; a's own answer."""
    counts = {("besök", code, f"2024-0{month}"): (9, 9) for code in "ab" for month in (1, 2)}
    data = figures({"invånare": {"a": 1, "b": 2}}, {**counts, ("besök", "b", "2024-02"): (0, 9)})
    cells = {} if answer is None else {("a", "register", "svar"): AnswerCell(answer, HAND)}
    percent = {("svar", "a", month): Fraction(value) for month, value in rates.items()}
    return evolve(data, answers=cells, rates=percent or None)


@pytest.mark.parametrize(
    ("text", "answer", "rates", "kronor"),
    [
        # 2 000 a month are reserved for a and 4 000 for b; what is not earned follows what is.
        # a earns 2 000 + 2 000 and b 4 000; the other 4 000 follow 1:1.
        (MEASURED, None, {}, {"a": 6000, "b": 6000}),
        (MEASURED, True, {}, {"a": 6000, "b": 6000}),
        # a's no discounts both of its months, so all of it is b's.
        (MEASURED, False, {}, {"a": 0, "b": 12000}),
        # Figures go before the answer: a has January's 2 000, b 4 000, and 6 000 follow 1:2.
        (MEASURED, False, {JAN: 95}, {"a": 4000, "b": 8000}),
        (MEASURED, False, {JAN: 95, FEB: 95}, {"a": 6000, "b": 6000}),
        (MEASURED, True, {JAN: 94}, {"a": 4000, "b": 8000}),
        # Where the agreement says that a no decides nothing, it is as if nothing were said.
        (DECIDES_NOTHING, False, {}, {"a": 6000, "b": 6000}),
    ],
)
def test_a_no_of_ones_own(
    text: str, answer: bool | None, rates: Mapping[Month, int], kronor: dict[str, int]
) -> None:
    """A no counts in the months that no figures show, where the agreement says that it counts."""
    assert paid(outcome_of(measured(text), reported(answer, rates))) == kronor


@pytest.mark.parametrize(
    ("text", "follows"),
    [
        (MEASURED, "kriteriet räknas som inte uppfyllt (månadens mätvärden räknas inte)"),
        (DECIDES_NOTHING, "det avgör inget för sig, enligt överenskommelsen"),
    ],
)
def test_a_no_is_never_passed_over(text: str, follows: str) -> None:
    """Whoever answers no is named with what it leads to, and is not said to meet the criterion."""
    outcome = outcome_of(measured(text), reported(False, {}))
    assert noted(outcome, "OKT733") == [
        "kriterium svar: Astad har i sin egen redovisning svarat nej på frågan svar i fokusområde"
        f" register; {follows}"
    ]
    assert noted(outcome, "OKT734") == [
        "inga uppgifter om ”Svarsfrekvens” utom de egna svaren på frågan svar i fokusområde"
        " register: de som har svarat ja antas uppfylla kriteriet, och så antas också om Bstad, som"
        " inte har svarat"
    ]
    assert [note for note in noted(outcome, "OKT707") if "Svarsfrekvens" in note] == []


def test_figures_for_every_month_answer_for_themselves() -> None:
    """Where figures show every month, nothing is said of the answer."""
    outcome = outcome_of(plan_of(MEASURED), reported(False, {JAN: 95, FEB: 95}))
    assert not noted(outcome, "OKT733")


MADE_UP = (Provenance("för hand", "svar", "påhittad", ""),)
"""What is said of answers, and of nothing else that stands beside them."""


def invented(outcome: Outcome) -> set[str]:
    """The items whose rows are said to rest on figures that are made up."""
    return {
        row.item
        for row in outcome.payments
        if any(ground.basis is Basis.INVENTED for ground in row.grounds)
    }


@pytest.mark.parametrize(("question", "item"), [("deltar", "block-1"), ("i_tid", "block-2")])
def test_kronor_rest_on_the_answers_that_decide_them(question: str, item: str) -> None:
    """Made-up answers are told of what hangs on them, through a condition or a criterion."""
    data = evolve(answered(**{question: {"a": True}}), provenance=MADE_UP)
    assert invented(outcome_of(PLAN, data)) == {item}


def test_kronor_do_not_rest_on_answers_that_decide_nothing() -> None:
    """An answer discounts a month, and is told of what is paid for it, only where a no counts."""
    data = evolve(reported(False, {}), provenance=MADE_UP)
    assert invented(outcome_of(measured(MEASURED), data)) == {"block-1", "bonuspott"}
    assert invented(outcome_of(measured(DECIDES_NOTHING), data)) == set()


def test_a_question_asked_twice_is_offered_once() -> None:
    """The way out of a question that is not there names each question that is, once."""
    question = '  fråga        deltar  ja eller nej  "Deltar staden?"   [§ 6]\n'
    text = edited(TEXT, (question, question * 2), ("kräver  fråga deltar", "kräver  fråga annat"))
    helps = [d.help for d in check_text("prov.okt", text.encode()) if d.code.number == "OKT488"]
    assert helps == ["skriv en fråga som besvaras med ja eller nej; de som finns: deltar och i_tid"]


def test_a_plan_whose_questions_are_astray() -> None:
    """A plan where something hangs on a question that no focus area asks is refused."""
    astray = AskedView("register", "annan")
    [first, *others] = PLAN.conditions
    broken = evolve(PLAN, conditions=(evolve(first, questions=(astray,)), *others))
    assert "villkoret ”deltar” kräver svar på en fråga som inte finns" in verify(broken)
    [*before, last] = PLAN.criteria
    broken = evolve(PLAN, criteria=(*before, evolve(last, answered=astray)))
    assert "kriteriet ”i_tid” redovisas genom en fråga som inte finns" in verify(broken)
