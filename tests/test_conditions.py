"""Three voices on the same conditions: what is reported, what is assessed, what is decided.

The case is `good/fokusomraden.okt`: three towns with 1, 2 and 4 inhabitants. Block hållet and
block förverkat are 70 kronor, so 10, 20 and 40 each; block omfördelat is 100, so 14, 29 and 57.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from syrupy.assertion import SnapshotAssertion

from compiler.verify import verify
from overenskommelse.cli.diagnostic_json import dumps
from overenskommelse.cli.outcome_json import outcome as as_json
from overenskommelse.cli.outcome_table import drawn
from overenskommelse.cli.page import Page
from overenskommelse.outcome import Outcome
from overenskommelse.plan import Plan
from tests.agreements import TextFile, conserved, good, outcome_of, plan_of, unpaid
from tests.intake_plans import added, read_texts

PLAN = plan_of(good("fokusomraden"))
KEYS = "mottagare;invånare\na;1\nb;2\nc;4\n"
ANSWERS = "mottagare;fokusområde;fråga;svar\n"
AREAS = "mottagare;fokusområde;uppfyllt;skäl\n"
CONDITIONS = "mottagare;villkor;uppfyllt;skäl\n"
VERDICTS = "mottagare;villkor;beslut;skäl\n"
ALL_YES = added(AREAS, *(f"{who};{area};ja;" for who in "abc" for area in ("planer", "register")))
TRIED = added(CONDITIONS, *(f"{who};omfördelar;ja;" for who in "abc"))

Amounts = dict[str, list[int | str]]
FULL: Amounts = {"hållet": [10, 20, 40], "förverkat": [10, 20, 40], "omfördelat": [14, 29, 57]}
YES_OR_NO = ("deltar", "uppdaterad")
WAITING = "ännu inte bedömt"
NO_PLANS = ("c;planer;ja;", "c;planer;nej;planen saknas")
NO_REGISTER = ("c;register;ja;", "c;register;nej;luckor i registret")


def changed(text: str, *changes: tuple[str, str]) -> str:
    """The text with lines replaced, or left out where nothing stands in their place."""
    for old, new in changes:
        if f"{old}\n" not in text:
            raise AssertionError(old)
        text = text.replace(f"{old}\n", f"{new}\n" if new else "")
    return text


def of(folder: Path, plan: Plan = PLAN, **files: str) -> Outcome:
    """The outcome on these tables; everything is assessed and found enough, if not otherwise."""
    given = {"nyckel": KEYS, "fokus": ALL_YES, "villkor": TRIED} | files
    read = read_texts(folder, plan, **{name: text for name, text in given.items() if text})
    assert not read.errors
    return outcome_of(plan, read.figures)


def amounts(outcome: Outcome) -> Amounts:
    """What each block pays a, b and c: kronor, or why none can be said."""
    found: Amounts = {}
    for row in outcome.payments:
        paid = int(row.amount) if row.amount is not None else row.why
        found.setdefault(row.item.removeprefix("block-"), []).append(paid)
    return found


def noted(outcome: Outcome, number: str) -> list[str]:
    """The notes of a code."""
    found = [note.message for note in outcome.notes if note.code.number == number]
    return [message.replace("\u00a0", " ") for message in found]


# What holds the money ------------------------------------------------------------------------


def test_everything_is_assessed_as_enough(tmp_path: Path) -> None:
    """With every assessment there, all of the money is paid."""
    outcome = of(tmp_path)
    assert amounts(outcome) == FULL
    assert conserved(outcome)


def test_a_yes_of_ones_own_decides_nothing(tmp_path: Path) -> None:
    """Whoever answers yes to everything is still not assessed, and is paid nothing until then."""
    answers = added(ANSWERS, *(f"{who};planer;{q};ja" for who in "abc" for q in YES_OR_NO))
    outcome = of(tmp_path, fokus="", villkor="", svar=answers)
    assert amounts(outcome) == dict.fromkeys(FULL, [WAITING] * 3)


def test_a_no_of_ones_own_decides_nothing(tmp_path: Path) -> None:
    """Whoever answers no to everything is paid in full once that is assessed as enough."""
    answers = added(ANSWERS, *(f"{who};planer;{q};nej" for who in "abc" for q in YES_OR_NO))
    fokus = ALL_YES.replace(";planer;ja;", ";planer;ja;planen är ny")
    outcome = of(tmp_path, fokus=fokus, svar=answers)
    assert amounts(outcome) == FULL
    assert noted(outcome, "OKT725") == [
        "fokusområde planer: Astad, Bstad och Cstad har svarat nej på deltar och uppdaterad, men"
        " bedöms uppfylla det: ”planen är ny”"
    ]


def test_each_no_has_its_reason(tmp_path: Path) -> None:
    """Whose no was accepted for another reason, or is to other questions, is told apart."""
    answers = added(
        ANSWERS, *(f"{who};planer;deltar;nej" for who in "abc"), "c;planer;uppdaterad;nej"
    )
    fokus = ALL_YES.replace(";planer;ja;", ";planer;ja;planen är ny")
    fokus = changed(fokus, ("b;planer;ja;planen är ny", "b;planer;ja;den väntar"))
    assert noted(of(tmp_path, fokus=fokus, svar=answers), "OKT725") == [
        "fokusområde planer: Astad har svarat nej på deltar, men bedöms uppfylla det:"
        " ”planen är ny”",
        "fokusområde planer: Bstad har svarat nej på deltar, men bedöms uppfylla det: ”den väntar”",
        "fokusområde planer: Cstad har svarat nej på deltar och uppdaterad, men bedöms uppfylla"
        " det: ”planen är ny”",
    ]


def test_those_who_fail_alike_are_told_together(tmp_path: Path) -> None:
    """One note names all who do not meet a condition for the same reason."""
    fokus = changed(ALL_YES, *((f"{who};planer;ja;", f"{who};planer;nej;för tunt") for who in "ac"))
    assert noted(of(tmp_path, fokus=fokus), "OKT719") == [
        "Astad och Cstad uppfyller inte villkor håller (fokusområde planer: ”för tunt”); därför"
        " hålls medlen inne",
        "Astad och Cstad uppfyller inte villkor omfördelar (fokusområde planer: ”för tunt”); därför"
        " fördelas medlen på de övriga",
    ]


CASES: dict[str, tuple[tuple[str, str], Amounts, int]] = {
    # c's 40 are held, and its 57 fall to a and b: 1:2 of 100 is 33 1/3 and 66 2/3.
    "plan_refused": (
        NO_PLANS,
        {"hållet": [10, 20, "hålls inne"], "förverkat": [10, 20, 40], "omfördelat": [33, 67, 0]},
        40,
    ),
    # c's 40 of hållet are held, and its 40 of förverkat are nobody's.
    "register_refused": (
        NO_REGISTER,
        {"hållet": [10, 20, "hålls inne"], "förverkat": [10, 20, 0], "omfördelat": [14, 29, 57]},
        80,
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_a_refusal(tmp_path: Path, case: str) -> None:
    """What is refused is held, forfeited or falls to the others, and no krona goes astray."""
    change, expected, left = CASES[case]
    outcome = of(tmp_path, fokus=changed(ALL_YES, change))
    assert amounts(outcome) == expected
    assert unpaid(outcome) == left
    paid = sum(row.amount or 0 for row in outcome.payments)
    assert paid + left == 240


def test_what_is_not_paid_is_told_apart(tmp_path: Path) -> None:
    """What is held and what is forfeited are told with their own reasons."""
    outcome = of(tmp_path, fokus=changed(ALL_YES, NO_REGISTER))
    assert noted(outcome, "OKT708") == [
        "40 kr av block hållet betalas inte ut: det hålls inne tills villkoret är uppfyllt",
        "40 kr av block förverkat betalas inte ut: rätten till det har förfallit",
    ]
    held = {(row.recipient, row.item): row.held for row in outcome.payments if row.held}
    assert held == {("c", "block-hållet"): 40}


def test_all_refused(tmp_path: Path) -> None:
    """Where nobody is left for it to fall to, it is not paid."""
    fokus = ALL_YES.replace(";planer;ja;", ";planer;nej;planen saknas")
    outcome = of(tmp_path, fokus=fokus)
    assert amounts(outcome) | {"förverkat": []} == {
        "hållet": ["hålls inne"] * 3, "förverkat": [], "omfördelat": [0, 0, 0],
    }  # fmt: skip
    assert unpaid(outcome) == 70 + 100


MISSING: dict[str, tuple[tuple[str, str], Amounts]] = {
    # Only a's own money waits for its register: nobody else's share depends on it.
    "register": (
        ("a;register;ja;", ""),
        {"hållet": [WAITING, 20, 40], "förverkat": [WAITING, 20, 40], "omfördelat": [14, 29, 57]},
    ),
    # Whether a's part falls to b and c is not known, so neither is what they get.
    "plan": (
        ("a;planer;ja;", ""),
        {"hållet": [WAITING, 20, 40], "förverkat": [10, 20, 40], "omfördelat": [WAITING] * 3},
    ),
}


@pytest.mark.parametrize("case", MISSING)
def test_a_missing_assessment(tmp_path: Path, case: str) -> None:
    """A missing assessment holds what depends on it, and is told with whom it waits for."""
    change, expected = MISSING[case]
    outcome = of(tmp_path, fokus=changed(ALL_YES, change))
    assert amounts(outcome) == expected
    area = "planer" if case == "plan" else "register"
    assert (
        f"villkor håller (fokusområde {area}) är inte bedömt för Astad; det håller block hållet"
        in noted(outcome, "OKT720")
    )


def test_a_reason_without_blanks_keeps_to_the_page(tmp_path: Path) -> None:
    """A reason of five thousand characters without a blank is broken at the page's edge."""
    fokus = changed(ALL_YES, ("c;register;ja;", f"c;register;nej;{'x' * 5000}"))
    lines = drawn(of(tmp_path, fokus=fokus), Page(width=80)).splitlines()
    assert max(map(len, lines)) <= 80


def test_the_assessment_of_the_condition_itself(tmp_path: Path) -> None:
    """Focus areas that are enough do not stand in for the condition's own assessment."""
    outcome = of(tmp_path, villkor=changed(TRIED, ("b;omfördelar;ja;", "")))
    assert amounts(outcome) == FULL | {"omfördelat": [WAITING] * 3}


def test_a_held_payment_is_released(tmp_path: Path) -> None:
    """Money that was held is paid in full when a new assessment finds it enough."""
    before = of(tmp_path, fokus=changed(ALL_YES, NO_REGISTER))
    assert amounts(before)["hållet"] == [10, 20, "hålls inne"]
    after = of(
        tmp_path, fokus=changed(ALL_YES, ("c;register;ja;", "c;register;ja;luckorna fyllda"))
    )
    assert amounts(after) == FULL


def test_duties_and_criteria(tmp_path: Path) -> None:
    """A late report or too low a rate forfeits, whatever the assessment, and says which it was."""
    outcome = of(
        tmp_path,
        rapport="mottagare;skyldighet;datum\na;rapport;2024-09-30\nb;rapport;2024-10-01\n",
        frekvens="mottagare;månad;svarsfrekvens\na;2024-01;95\na;2024-02;94,9\nb;2024-01;99\n",
    )
    assert amounts(outcome) == FULL | {"förverkat": [0, 0, 0]}
    assert noted(outcome, "OKT719") == [
        "Astad uppfyller inte villkor förverkar (kriterium svarsfrekvens är inte uppfyllt i"
        " februari 2024); därför förfaller medlen",
        "Bstad uppfyller inte villkor förverkar (skyldighet rapport redovisades 1 oktober 2024);"
        " därför förfaller medlen",
        "Cstad uppfyller inte villkor förverkar (skyldighet rapport är inte redovisad); därför"
        " förfaller medlen",
    ]


TWO_DUTIES = (
    good("fokusomraden")
    .replace(
        "kriterium svarsfrekvens för",
        'skyldighet plan för städerna "Plan"\n  senast okänt\nkriterium svarsfrekvens för',
    )
    .replace(
        "  kräver skyldighet rapport\n",
        "  kräver skyldighet rapport\n  kräver skyldighet plan\n",
    )
)
REPORTED_DUTIES = "mottagare;skyldighet;datum\n"


def test_a_duty_that_no_report_is_about(tmp_path: Path) -> None:
    """Where no row is about a duty it is held to be in order, which is told, whatever else the
    file says; a row without a day says that the report has not come."""
    plan = plan_of(TWO_DUTIES)
    told = added(REPORTED_DUTIES, *(f"{who};rapport;2024-09-30" for who in "ab"), "c;rapport;")
    outcome = of(tmp_path, plan=plan, rapport=told)
    assert amounts(outcome)["förverkat"] == [10, 20, 0]
    assert noted(outcome, "OKT722") == [
        "inga uppgifter om redovisning av skyldighet plan: det antas ha gjorts i tid"
    ]
    assert {row.duty for row in outcome.duties or ()} == {"rapport"}


def test_a_report_by_a_day_that_is_not_known(tmp_path: Path) -> None:
    """Whether a report came by a day that is not known cannot be said; one that did not come is
    no report whatever the day."""
    plan = plan_of(TWO_DUTIES)
    told = added(REPORTED_DUTIES, *(f"{who};plan;2024-09-30" for who in "ab"))
    outcome = of(tmp_path, plan=plan, rapport=told)
    assert amounts(outcome)["förverkat"] == ["okänt", "okänt", 0]
    assert noted(outcome, "OKT730") == [
        "Astad och Bstad har redovisat skyldighet plan, men sista dagen står som okänt: om det"
        " var i tid kan inte avgöras"
    ]
    assert not noted(outcome, "OKT720")


# What the payer decides ----------------------------------------------------------------------

DECISIONS: dict[str, tuple[str, str, list[int | str], str]] = {
    "yes_against_no": (
        changed(ALL_YES, NO_REGISTER), "c;håller;ja;nytt underlag", [10, 20, 40],
        "villkor håller: beslutet för Cstad är ja, fast prövningen ger nej: ”nytt underlag”",
    ),
    "no_against_yes": (
        ALL_YES, "a;håller;nej;medlen är slut", ["hålls inne", 20, 40],
        "villkor håller: beslutet för Astad är nej, fast prövningen ger ja: ”medlen är slut”",
    ),
    "yes_before_it": (
        changed(ALL_YES, ("b;planer;ja;", "")), "b;håller;ja;det brådskar", [10, 20, 40],
        "villkor håller: beslutet för Bstad är ja, fast det inte är bedömt: ”det brådskar”",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", DECISIONS)
def test_a_decision_holds(tmp_path: Path, case: str) -> None:
    """What the payer decided holds, and is told where it does not follow from the assessment."""
    fokus, verdict, expected, note = DECISIONS[case]
    outcome = of(tmp_path, fokus=fokus, beslut=added(VERDICTS, verdict))
    assert amounts(outcome)["hållet"] == expected
    assert noted(outcome, "OKT727") == [note]


def test_a_decision_that_follows(tmp_path: Path) -> None:
    """A decision that says what the assessment says changes nothing and is not remarked on."""
    verdicts = added(VERDICTS, *(f"{who};håller;ja;" for who in "abc"))
    outcome = of(tmp_path, beslut=verdicts)
    assert amounts(outcome) == FULL
    assert not noted(outcome, "OKT727")


# Where the voices differ ---------------------------------------------------------------------

REPORTED = ("deltar;ja", "uppdaterad;ja", "hur;så här", "plan;plan.pdf")


@pytest.mark.parametrize(
    ("answers", "assessed", "note"),
    [
        (
            REPORTED,
            "nej;för tunt",
            "bedöms inte uppfylla det, fast inget svar talar emot det: ”för tunt”",
        ),
        ((), "ja;", "bedöms uppfylla det, fast inget är redovisat"),
        ((), "nej;tyst", None),
        (REPORTED, "ja;", None),
        (("deltar;nej",), "nej;deltar inte", None),
    ],
)
def test_an_assessment_against_the_report(
    tmp_path: Path, answers: tuple[str, ...], assessed: str, note: str | None
) -> None:
    """An assessment that contradicts what was reported is listed, and no other."""
    rows = [f"{who};planer;{answer}" for who in "bc" for answer in REPORTED]
    svar = added(ANSWERS, *rows, *(f"a;planer;{answer}" for answer in answers))
    fokus = changed(ALL_YES, ("a;planer;ja;", f"a;planer;{assessed}"))
    outcome = of(tmp_path, fokus=fokus, svar=svar)
    said = [message for message in noted(outcome, "OKT726") if "planer" in message]
    assert said == ([f"fokusområde planer: Astad {note}"] if note else [])


# Plans that are no plans ---------------------------------------------------------------------

BROKEN = [
    ({"name": "håller"}, "både ett villkor och ett fokusområde"),
    ({"recipients": "länen"}, "gäller okända mottagare"),
    ({"name": "annat"}, "kräver något som inte finns"),
]


@pytest.mark.parametrize(("change", "words"), BROKEN)
def test_a_plan_whose_focus_areas_are_astray(change: dict[str, Any], words: str) -> None:
    """A plan whose focus areas and conditions do not fit together is refused."""
    assert verify(PLAN) == []
    first, *others = PLAN.areas
    broken = evolve(PLAN, areas=(evolve(first, **change), *others))
    assert any(words in fault for fault in verify(broken))


# How it is shown -----------------------------------------------------------------------------


def mixed(folder: Path) -> Outcome:
    """a is accepted in spite of a no, b is refused and decided otherwise, c is half reported."""
    rows = [
        "a;planer;deltar;nej",
        *(f"a;planer;{a}" for a in REPORTED[1:]),
        "a;register;kommentar;x",
    ]
    rows += [*(f"b;planer;{a}" for a in REPORTED), "c;planer;deltar;ja"]
    return of(
        folder,
        svar=added(ANSWERS, *rows),
        fokus=added(AREAS, "a;planer;ja;deltar på annat sätt", "b;planer;nej;gammal",
                    "a;register;ja;", "b;register;ja;"),
        villkor=added(CONDITIONS, "a;omfördelar;ja;", "b;omfördelar;ja;", "c;omfördelar;ja;"),
        beslut=added(VERDICTS, "b;håller;ja;ny plan"),
    )  # fmt: skip


@pytest.mark.parametrize("width", [100, 60])
def test_the_table(tmp_path: Path, snapshot: SnapshotAssertion, width: int) -> None:
    """The voices stand in columns of their own, before the kronor, on a wide page and a narrow."""
    text = drawn(mixed(tmp_path), Page(width=width))
    assert text == snapshot.use_extension(TextFile)
    assert max(map(len, text.split("\n"))) <= width


def test_the_voices_for_machines(tmp_path: Path) -> None:
    """Every row says what was reported, assessed and decided, each null where it was not heard."""
    value = json.loads(dumps(as_json(mixed(tmp_path))))
    rows: dict[tuple[str, str], Mapping[str, object]] = {
        (row["item"], row["recipient"]): row for row in value["conditions"]
    }
    assert len(rows) == 5 * 3
    said = {key: [row[k] for k in ("reported", "assessed", "decided", "met")]
            for key, row in rows.items()}  # fmt: skip
    assert said["fokusområde-planer", "a"] == ["no", "fulfilled", None, True]
    assert said["fokusområde-planer", "b"] == ["yes", "not_fulfilled", None, False]
    assert said["fokusområde-planer", "c"] == ["incomplete", None, None, None]
    assert said["fokusområde-register", "b"] == ["nothing", "fulfilled", None, True]
    assert said["villkor-håller", "b"] == [None, "not_fulfilled", "fulfilled", True]
    assert said["villkor-håller", "c"] == [None, None, None, None]
    assert rows["fokusområde-planer", "a"]["answers"] == {
        "deltar": False, "uppdaterad": True, "hur": "så här", "plan": "plan.pdf",
    }  # fmt: skip
    assert rows["fokusområde-planer", "a"]["reason"] == "deltar på annat sätt"
    assert rows["villkor-håller", "b"]["because"] == ["fokusområde planer: ”gammal”"]
    assert rows["villkor-håller", "b"]["decision_reason"] == "ny plan"


def test_nothing_is_reported(tmp_path: Path) -> None:
    """Without a table of answers that is said, and nobody is said to have answered anything."""
    outcome = of(tmp_path)
    assert len(noted(outcome, "OKT728")) == 1
    assert {row.answers for row in outcome.areas} == {None}
    assert "svar" not in drawn(outcome, Page()).split("kronor")[0]
