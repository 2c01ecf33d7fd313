"""Tables of answers, assessments and decisions: what is read of them, and every fault told at once.

The agreement is `good/fokusomraden.okt`, with three towns, two focus areas and three conditions.
"""

from pathlib import Path

import pytest

from overenskommelse.diagnostics import Cell
from overenskommelse.figures import Figures
from runtime.intake.kinds import kinds
from tests.agreements import good, plan_of
from tests.intake_plans import Read, added, read_texts

PLAN = plan_of(good("fokusomraden"))
KEYS = "mottagare;invånare\na;1\nb;2\nc;4\n"
ANSWERS = "mottagare;fokusområde;fråga;svar\n"
AREAS = "mottagare;fokusområde;uppfyllt;skäl\n"
CONDITIONS = "mottagare;villkor;uppfyllt;skäl\n"
VERDICTS = "mottagare;villkor;beslut;skäl\n"
COMPLETE = added(
    ANSWERS,
    *(f"{who};planer;{answer}" for who in "abc"
      for answer in ("deltar;ja", "uppdaterad;ja", "hur;så", "plan;plan.pdf")),
    *(f"{who};register;kommentar;ingen" for who in "abc"),
)  # fmt: skip


def read(folder: Path, **texts: str) -> Read:
    """What comes of these tables and a faultless key."""
    return read_texts(folder, PLAN, nyckel=KEYS, **texts)


def faults(found: Read) -> list[tuple[str, int | None, str | None]]:
    """Code, row and column of each fault."""
    places = [d.cell or Cell("") for d in found.errors]
    return [
        (d.code.number, place.row, place.column)
        for d, place in zip(found.errors, places, strict=True)
    ]


# What is read --------------------------------------------------------------------------------


def test_what_was_answered(tmp_path: Path) -> None:
    """Yes and no are answers, texts and names of files are kept, and a blank cell is none."""
    rows = ("a;planer;deltar;JA", "a;planer;uppdaterad; nej ", "a;planer;hur; Så här ",
            "a;planer;plan;plan.pdf", "b;planer;deltar;", "b;planer;hur;–")  # fmt: skip
    found = read(tmp_path, svar=added(ANSWERS, *rows))
    assert not found.errors
    assert {key: cell.answer for key, cell in (found.figures.answers or {}).items()} == {
        ("a", "planer", "deltar"): True,
        ("a", "planer", "uppdaterad"): False,
        ("a", "planer", "hur"): "Så här",
        ("a", "planer", "plan"): "plan.pdf",
    }


def test_names_and_titles(tmp_path: Path) -> None:
    """Recipients, focus areas, questions and conditions answer to names and titles alike."""
    found = read(
        tmp_path,
        svar=added(ANSWERS, "Astad;PLANER;Är planen uppdaterad?;ja"),
        fokus=added(AREAS, "Bstad;Register;nej;luckor"),
        villkor=added(CONDITIONS, "Cstad;Planerna är godkända;ja;"),
    )
    assert not found.errors
    assert list(found.figures.answers or {}) == [("a", "planer", "uppdaterad")]
    assert list(found.figures.assessments or {}) == [("b", "register"), ("c", "omfördelar")]


def test_a_shared_title_names_nothing(tmp_path: Path) -> None:
    """Where two questions have the same title only their names tell them apart."""
    text = good("fokusomraden").replace('"Är planen uppdaterad?"', '"Deltar staden i arbetet?"')
    rows = added(ANSWERS, "a;planer;Deltar staden i arbetet?;ja", "a;planer;deltar;ja")
    found = read_texts(tmp_path, plan_of(text), nyckel=KEYS, svar=rows)
    assert faults(found) == [("OKT594", 2, "fråga")]


def test_the_voices_are_kept_apart(tmp_path: Path) -> None:
    """A table of one voice says nothing of the other two: those are not known."""

    def voices(figures: Figures) -> list[bool]:
        heard = (figures.answers, figures.assessments, figures.verdicts)
        return [voice is not None for voice in heard]

    assert voices(read(tmp_path).figures) == [False, False, False]
    assert voices(read(tmp_path, svar=COMPLETE).figures) == [True, False, False]
    assert voices(read(tmp_path, fokus=added(AREAS, "a;planer;ja;")).figures)[1:] == [True, False]
    verdict = added(VERDICTS, "a;håller;nej;slut på medel")
    assert voices(read(tmp_path, beslut=verdict).figures) == [False, False, True]


@pytest.mark.parametrize("columns", ["villkor;fokusområde;uppfyllt", "villkor;uppfyllt;beslut"])
def test_two_voices_in_one_table(tmp_path: Path, columns: str) -> None:
    """A table that could be two of them is refused, not read as one."""
    found = read(tmp_path, blandad=f"mottagare;{columns};skäl\n")
    assert [d.code.number for d in found.errors] == ["OKT527"]


def test_what_the_agreement_has_no_use_for() -> None:
    """Without focus areas and conditions there are no such tables."""
    plain = {kind.name for kind in kinds(plan_of(good("lika")))}
    assert {kind.name for kind in kinds(PLAN)} - plain >= {
        "svar", "bedömningar av fokusområden", "bedömningar av villkor", "beslut om villkor",
    }  # fmt: skip


# Faults --------------------------------------------------------------------------------------

ANSWER_ROWS = [
    # A row of answers, its code and column, and words that must be said
    ("a;planer;deltar;Ja, delvis", "OKT595", "svar", "svaret är ”Ja, delvis”"),
    ("a;planer;deltar;vet inte", "OKT595", "svar", "besvaras med ja eller nej"),
    ("a;planer;deltar;1", "OKT595", "svar", "besvaras med ja eller nej"),
    ("a;planer;plan;ja", "OKT596", "svar", "besvaras med en bilaga"),
    ("a;planer;detlar;ja", "OKT594", "fråga", "Menade du ”deltar”?"),
    ("a;planer;kommentar;ja", "OKT594", "fråga", "fokusområde planer"),
    ("a;planer;;ja", "OKT532", "fråga", "en fråga"),
    ("a;plannor;deltar;ja", "OKT593", "fokusområde", "Menade du ”planer”?"),
    ("a;;deltar;ja", "OKT532", "fokusområde", "ett fokusområde"),
    ("d;planer;deltar;ja", "OKT533", "mottagare", "ingen mottagare"),
]


@pytest.mark.parametrize(("row", "number", "column", "words"), ANSWER_ROWS)
def test_a_faulty_answer(tmp_path: Path, row: str, number: str, column: str, words: str) -> None:
    """An answer that cannot be read is told at its row and column, with what can be done."""
    found = read(tmp_path, svar=added(ANSWERS, row))
    assert faults(found) == [(number, 2, column)]
    assert words in found.errors[0].message
    assert found.errors[0].help
    assert not found.figures.answers


@pytest.mark.parametrize("second", ["ja", "nej", "", "kanske"])
def test_two_answers_to_one_question(tmp_path: Path, second: str) -> None:
    """A second answer is refused with the place of the first, also where both say the same."""
    rows = added(ANSWERS, "a;planer;deltar;ja", f"Astad;planer;deltar;{second}")
    found = read(tmp_path, svar=rows)
    told = {(d.code.number, d.cell and d.cell.row) for d in found.errors}
    assert ("OKT530", 3) in told
    assert any("svar.csv rad 2" in d.message for d in found.errors)


ASSESSMENT_ROWS = [
    (AREAS, "a;planer;kanske;", "OKT579", "uppfyllt"),
    (AREAS, "a;planer;;", "OKT532", "uppfyllt"),
    (AREAS, "a;planner;ja;", "OKT593", "fokusområde"),
    (AREAS, "a;omfördelar;ja;", "OKT593", "fokusområde"),
    (AREAS, "a;planer;nej;", "OKT597", "skäl"),
    (AREAS, "a;planer;nej;–", "OKT597", "skäl"),
    (CONDITIONS, "a;omfördelar;nej;", "OKT597", "skäl"),
    (CONDITIONS, "a;planer;ja;", "OKT578", "villkor"),
    # Nobody assesses this condition as such: its focus area is assessed.
    (CONDITIONS, "a;håller;ja;", "OKT578", "villkor"),
    (VERDICTS, "a;håller;nej;", "OKT597", "skäl"),
    (VERDICTS, "a;hållet;nej;x", "OKT578", "villkor"),
    (VERDICTS, "a;håller;avslag;x", "OKT579", "beslut"),
]


@pytest.mark.parametrize(("table", "row", "number", "column"), ASSESSMENT_ROWS)
def test_a_faulty_assessment(
    tmp_path: Path, table: str, row: str, number: str, column: str
) -> None:
    """An assessment or a decision that cannot be read is told at its row and column."""
    found = read(tmp_path, bedömning=added(table, row))
    assert faults(found) == [(number, 2, column)]
    assert found.errors[0].help
    assert not found.figures.assessments or number == "OKT597"


def test_two_assessments(tmp_path: Path) -> None:
    """Two assessments of the same are refused; an assessment and a decision are no such pair."""
    found = read(
        tmp_path,
        fokus=added(AREAS, "a;planer;ja;", "a;planer;nej;ändrat", "b;planer;ja;", "c;planer;ja;"),
        beslut=added(VERDICTS, "b;håller;nej;x", "b;omfördelar;nej;x", "b;håller;nej;x"),
    )
    assert faults(found) == [("OKT530", 4, None), ("OKT530", 3, None)]


def test_no_column_for_reasons(tmp_path: Path) -> None:
    """Without the column a missing reason is told at the answer that needs it."""
    found = read(tmp_path, fokus="mottagare;fokusområde;uppfyllt\na;planer;nej\nb;planer;ja\n")
    assert faults(found) == [("OKT597", 2, "uppfyllt")]


def test_a_no_is_accepted_with_a_reason(tmp_path: Path) -> None:
    """A yes needs a reason where the recipient answered no in that focus area, and only there."""
    svar = COMPLETE.replace("a;planer;uppdaterad;ja", "a;planer;uppdaterad;nej")
    fokus = added(AREAS, "a;planer;ja;", "a;register;ja;", "b;planer;ja;")
    found = read(tmp_path, svar=svar, fokus=fokus)
    assert faults(found) == [("OKT597", 2, "skäl")]
    assert "fast svaret är nej på uppdaterad" in found.errors[0].message
    given = read(tmp_path, svar=svar, fokus=fokus.replace("a;planer;ja;", "a;planer;ja;ny i maj"))
    assert not given.errors


@pytest.mark.parametrize(
    ("assessed", "words"),
    [("nej;luckor", "fast bedömningen är nej"), ("", "fast det inte är bedömt"), ("ja;", None)],
)
def test_a_decision_against_the_assessment(
    tmp_path: Path, assessed: str, words: str | None
) -> None:
    """A yes needs a reason where the assessment is a no, or has not been made."""
    areas = ["a;planer;ja;", *([f"a;register;{assessed}"] if assessed else [])]
    found = read(tmp_path, fokus=added(AREAS, *areas), beslut=added(VERDICTS, "a;håller;ja;"))
    assert [d.code.number for d in found.errors] == (["OKT597"] if words else [])
    assert words is None or words in found.errors[0].message


def test_everything_at_once(tmp_path: Path) -> None:
    """Faults of all three voices are told together."""
    found = read(
        tmp_path,
        svar=added(ANSWERS, "a;planer;deltar;Ja, delvis", "b;planer;plan;ja"),
        fokus=added(AREAS, "a;planer;nej;", "b;planner;ja;"),
        beslut=added(VERDICTS, "c;håller;kanske;"),
    )
    assert sorted(d.code.number for d in found.errors) == [
        "OKT579", "OKT593", "OKT595", "OKT596", "OKT597",
    ]  # fmt: skip


# What is not answered ------------------------------------------------------------------------


def unanswered(found: Read) -> list[str]:
    """What is told of questions that nobody has answered."""
    return [d.message for d in found.notes if d.code.number == "OKT598"]


def test_every_question_is_answered(tmp_path: Path) -> None:
    """Where everything is answered there is nothing to remark on."""
    assert read(tmp_path, svar=COMPLETE).numbers() == []


def test_unanswered_questions(tmp_path: Path) -> None:
    """Unanswered questions are a note by recipient; those who lack the same are told together."""
    svar = COMPLETE.replace("a;planer;hur;så\n", "").replace("a;planer;plan;plan.pdf\n", "")
    svar = svar.replace("a;register;kommentar;ingen", "a;register;kommentar;")
    rows = [line for line in svar.split("\n") if not line.startswith(("b;", "c;"))]
    assert unanswered(read(tmp_path, svar="\n".join(rows))) == [
        "Astad har inte svarat på hur och plan i planer; någon fråga i register",
        "Bstad och Cstad har inte svarat på någon fråga",
    ]


def test_an_unreadable_answer_is_not_missing(tmp_path: Path) -> None:
    """An answer that stands in a row that could not be read is not told to be missing as well."""
    svar = COMPLETE.replace("a;planer;deltar;ja", "a;planer;deltar;nja")
    assert unanswered(read(tmp_path, svar=svar)) == []
    astray = COMPLETE.replace("a;planer;deltar;ja", "a;plannor;deltar;ja")
    assert unanswered(read(tmp_path, svar=astray)) == []
