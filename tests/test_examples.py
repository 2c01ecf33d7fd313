"""Examples in agreements: what they compute, and that a wrong one is found."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest

from compiler import compile_text, consolidate_text
from compiler.trials import trials
from overenskommelse.cli import main
from overenskommelse.cli.trial_mutate import mutated
from overenskommelse.trials import Tried
from overenskommelse.written import Written
from runtime.trials import tried
from tests.agreements import GOOD, edited, meaning

Run = Callable[..., tuple[int, str, str]]

TEXT = (GOOD / "exempel.okt").read_text(encoding="utf-8")
RULES = TEXT.partition("exempel ")[0]


@pytest.fixture
def run(capfdbinary: pytest.CaptureFixture[bytes]) -> Run:
    """Run okt; its exit code, standard output and standard error."""

    def run(*arguments: str) -> tuple[int, str, str]:
        code = main(arguments)
        out, err = capfdbinary.readouterr()
        return code, out.decode(), err.decode()

    return run


def outcomes(text: str, *amendments: str) -> list[Tried]:
    """What comes of an agreement's examples."""
    changes = [Written(f"tillägg-{i}.okt", t.encode()) for i, t in enumerate(amendments, 1)]
    done = compile_text("prov.okt", text.encode(), {}, amendments=changes)
    assert done.plan is not None, [d.message for d in done.report]
    assert done.agreement is not None
    return [tried(trial) for trial in trials(done.agreement, done.plan)]


def one(*lines: str) -> Tried:
    """What comes of one example with these lines."""
    clauses = "".join(f"  {line}\n" for line in lines)
    return outcomes(f'{RULES}exempel "Ett"\n{clauses}')[0]


def came(example: Tried) -> list[object]:
    """What each result came to."""
    return [found.value for found in example.found]


def test_every_kind_of_example_is_right() -> None:
    """Requirements, divisions, conditions, bonus pots and a whole agreement come out as worked out
    by hand in the file."""
    found = outcomes(TEXT)
    assert len(found) == TEXT.count("\nexempel ")
    assert [e.trial.title for e in found if not e.passed] == []


GIVES = list(enumerate(line for line in TEXT.split("\n") if line.startswith("  ger ")))


@pytest.mark.parametrize(("place", "line"), GIVES)
def test_a_wrong_example_is_found(place: int, line: str) -> None:
    """Whatever result of an example is changed, that very example does not hold any more."""
    other = re.sub(r"\d+(?=\u00a0%)", "12", line)
    other = re.sub(r"\d(?=\u00a0kr)", lambda digit: str((int(digit[0]) + 1) % 10), other)
    other = other.replace('" uppfyllt', '" inte bedömt')
    assert other != line
    parts = TEXT.split("\n")
    at = [i for i, found in enumerate(parts) if found.startswith("  ger ")][place]
    parts[at] = other
    wrong = [e for e in outcomes("\n".join(parts)) if not e.passed]
    assert len(wrong) == 1
    assert {f.expected.origin.line for f in wrong[0].found if not f.passed} == {at + 1}


def test_an_example_is_no_rule() -> None:
    """The plan of an agreement is the same with its examples and without them."""
    bare = compile_text("prov.okt", RULES.encode(), {}).plan
    full = compile_text("prov.okt", TEXT.encode(), {}).plan
    assert bare is not None
    assert full is not None
    assert meaning(full) == meaning(bare)


# What is not said ----------------------------------------------------------------------------


def test_what_is_not_said_is_not_known() -> None:
    """A result that rests on what the example does not say is told so, and never right."""
    example = one("givet mått besök: 70 %", "ger krav 1: 0 %")
    assert not example.passed
    assert not one("givet mått besök: 70 %", "ger krav 1: okänt").passed
    unsaid = example.found[0].expected.unsaid
    assert unsaid == ("mått besök föregående år", "mått väntande")


def test_what_does_not_matter_need_not_be_said() -> None:
    """Where a goal is met improvement is not asked for, nor what a share is a part of."""
    example = one("givet mått besök: 8 av 10", "givet mått väntande: 6 av 10", "ger krav 1: 100 %")
    assert example.passed


def test_a_key_must_be_said_of_everybody_who_is_named() -> None:
    """A division among three is not known from the inhabitants of two."""
    example = one(
        'givet nyckel invånare: "Astad" 1, "Bstad" 1',
        'ger block 2: "Astad" 100 kr, "Cstad" 100 kr',
    )
    assert came(example) == ["okänt", "okänt"]
    assert example.found[0].expected.unsaid == ("nyckel invånare",)


def test_only_those_who_are_named_take_part() -> None:
    """An amount is divided among the recipients that the example names, and whole among them:
    300 kr by 2 and 1 is 200 kr and 100 kr."""
    example = one(
        'givet nyckel invånare: "Astad" 2, "Cstad" 1',
        'ger block 2: "Astad" 200 kr, "Cstad" 100 kr',
    )
    assert example.passed


def test_the_particular_goes_before_the_general() -> None:
    """A value of one recipient, or of some months, takes the place of that of all, whichever comes
    first."""
    example = one(
        'givet mått besök: "Bstad" 1 av 10',
        "givet mått besök: 9 av 10",
        "givet mått besök för februari 2024: 2 av 10",
        "givet mått besök föregående år: inget värde",
        "givet mått väntande: 9 av 10",
        'ger krav 1 för januari 2024: "Astad" 100 %, "Bstad" 0 %',
        'ger krav 1 för februari 2024: "Astad" 0 %',
    )
    assert came(example) == [100, 0, 0]


def test_values_of_single_months_leave_later_ones_open() -> None:
    """Where only January is said February has not been measured yet."""
    example = one(
        "givet mått besök för januari 2024: 9 av 10",
        "givet mått väntande för januari 2024: 9 av 10",
        "ger krav 1 för februari 2024: 100 %",
    )
    assert came(example) == ["ännu inte mätt"]


AREAS = (GOOD / "fokusomraden.okt").read_text(encoding="utf-8")


def test_conditions_follow_assessments_and_reports() -> None:
    """A condition fails for the one whose focus area is not fulfilled, and waits for the one that
    is not assessed."""
    text = f"""{AREAS}
exempel "Ett område brister"
  givet fokusområde planer: "Astad" inte uppfyllt
  givet samtliga fokusområden: uppfyllt
  ger villkor håller: "Astad" inte uppfyllt, "Bstad" uppfyllt
exempel "Inget är bedömt"
  ger villkor håller: "Astad" inte bedömt
exempel "Rapporten kom för sent, eller svarsfrekvensen var för låg"
  givet samtliga fokusområden: uppfyllt
  givet skyldighet rapport: "Astad" 1 oktober 2024, "Bstad" 30 september 2024, "Cstad" 1 juni 2024
  givet kriterium svarsfrekvens för februari 2024: "Cstad" 94 %
  ger villkor förverkar: "Astad" inte uppfyllt, "Bstad" uppfyllt, "Cstad" inte uppfyllt
"""
    assert [example.passed for example in outcomes(text)] == [True, True, True]


ANSWERED = (GOOD / "exempel_svar.okt").read_text(encoding="utf-8")


def test_answers_decide_conditions() -> None:
    """Who answers yes, no or nothing gets what is worked out by hand in the file."""
    assert [e.trial.title for e in outcomes(ANSWERED) if not e.passed] == []


def test_no_answer_takes_back_what_is_said_of_all() -> None:
    """Where all have answered yes, one of whom it is said that there is no answer has not."""
    text = f"""{ANSWERED}
exempel "Alla utom en"
  givet fråga deltar: ja, "Cstad" inget svar
  givet villkor deltar: uppfyllt
  ger villkor deltar: "Astad" uppfyllt, "Cstad" inget svar
"""
    assert outcomes(text)[-1].passed


def test_questions_of_the_same_name_are_told_apart() -> None:
    """A question that two focus areas ask is answered for the one that is named."""
    other = ANSWERED.partition("exempel ")[0].replace(
        "\nfokusområde register",
        """
fokusområde mer för städerna "Mer" [§ 6]
  rapporteras till "Myndigheten" senast 30 september 2026
  fråga deltar ja eller nej "Deltar staden i mer?"
  bedöms av "Myndigheten" senast 15 november 2026
fokusområde register""",
    )
    example = """
exempel "Två frågor"
  givet fråga deltar i fokusområde register: ja
  givet fråga deltar i fokusområde mer: nej
  givet villkor deltar: uppfyllt
  ger villkor deltar: uppfyllt
"""
    assert outcomes(other + example)[-1].passed
    unclear = example.replace(" i fokusområde mer", "")
    done = compile_text("prov.okt", (other + unclear).encode(), {})
    assert [(d.code.number, d.message) for d in done.report if d.code.number == "OKT628"] == [
        ("OKT628", "fråga deltar finns på flera ställen: fokusområde mer och fokusområde register")
    ]


def test_examples_notice_what_an_answer_decides() -> None:
    """Nothing that hangs on an answer can be changed unnoticed; only how kronor are rounded can,
    which comes out even here."""
    found = mutated(compile_text("prov.okt", ANSWERED.encode(), {}), {}, quiet=True)
    assert {change.origin.heading for change in found.unnoticed} == {
        "fördelning hela kronor, nedåt", "rest delas inte ut"
    }  # fmt: skip
    assert found.tried > len(found.unnoticed)


# The chain -----------------------------------------------------------------------------------


def test_a_wrong_result_shows_how_it_came_about() -> None:
    """The steps to a wrong result stand in computing order with value and clause: 72,96 less 70,04
    is 2,92, and as rounded levels 73,0 less 70,0 is 3,0."""
    example = one(
        "givet mått besök: 72,96 %",
        "givet mått besök föregående år: 70,04 %",
        "givet mått väntande: inget värde",
        "ger krav 1: 50 %",
    )
    assert came(example) == [100]
    chain = {link.step.removeprefix("block-1/"): link for link in example.found[0].chain}
    assert chain["krav-1/förändring"].value == 3
    assert chain["mått/besök/nivå"].value == 73
    assert list(chain)[-1] == "krav-1/andel"
    assert chain["krav-1/andel"].origin.heading == "block 1, krav 1 ”Besök”"


# Amendments ----------------------------------------------------------------------------------


AMENDMENT = """okt 1
tillägg 1 till överenskommelse 2024 "Mindre stöd"
upphäv exempel "Två delar"
ersätt exempel "En hel"
exempel "En hel"
  givet nyckel invånare: 1
  ger block 2: 300 kr
exempel "En ny"
  ger block 2: 300 kr
"""


def test_amendments_change_examples() -> None:
    """An amendment repeals and replaces examples by what they are called, and adds others."""
    first = 'exempel "Två delar"\n  ger block 2: 1 kr\n'
    base = f'{RULES}{first}exempel "En hel"\n  ger block 2: 2 kr\n'
    found = outcomes(base, AMENDMENT)
    assert [example.trial.title for example in found] == ["En hel", "En ny"]
    assert found[0].passed


# The command ---------------------------------------------------------------------------------


def test_all_right_is_one_line(run: Run, tmp_path: Path) -> None:
    """Where all examples are right the answer is one line and 0."""
    file = tmp_path / "a.okt"
    file.write_text(TEXT, encoding="utf-8")
    code, out, err = run("test", str(file))
    assert (code, out) == (0, "")
    assert err.endswith("9 exempel, alla stämmer.\n")


WRONG = edited(TEXT, ('bonuspott: "Astad" 450\u00a0kr', 'bonuspott: "Astad" 451\u00a0kr'))


def test_a_wrong_one_is_told(run: Run, tmp_path: Path) -> None:
    """A wrong example is told with what was expected, what came, and how; the answer is 1."""
    file = tmp_path / "a.okt"
    file.write_text(WRONG, encoding="utf-8")
    code, out, err = run("test", str(file))
    assert code == 1
    assert "bonuspott, Astad ska bli 451\u00a0kr, men ger 450\u00a0kr" in out
    assert "hela-beloppet − summan av intjänat" in out
    assert err.endswith("9 exempel, 1 stämmer inte.\n")


def test_junit(run: Run, tmp_path: Path) -> None:
    """JUnit has a suite for each file, a case for each example, and says what failed."""
    file = tmp_path / "a.okt"
    file.write_text(WRONG, encoding="utf-8")
    code, out, _err = run("test", str(file), "--format", "junit")
    root = ElementTree.fromstring(out)  # noqa: S314  (what okt has just written)
    assert code == 1
    suite = root[0]
    assert (suite.get("tests"), suite.get("failures"), suite.get("errors")) == ("9", "1", "0")
    failed = [case.get("name") for case in suite if len(case)]
    assert failed == ["Bonuspotten fördelas efter årets ersättning"]


def test_json(run: Run, tmp_path: Path) -> None:
    """The machine form has every result with what was expected and what came, exactly."""
    file = tmp_path / "a.okt"
    file.write_text(WRONG, encoding="utf-8")
    document = json.loads(run("test", str(file), "--format", "json")[1])
    assert document["summary"] == {"files": 1, "examples": 9, "failed": 1}
    wrong = [r for e in document["examples"] for r in e["results"] if not r["passed"]]
    assert [(r["expected"], r["actual"], r["unit"]) for r in wrong] == [("451", "450", "kr")]
    assert wrong[0]["chain"]


def test_a_file_without_examples(run: Run, tmp_path: Path) -> None:
    """Nothing to try is no success: it is told how an example is written, and the answer is 2."""
    file = tmp_path / "a.okt"
    file.write_text(RULES, encoding="utf-8")
    code, _out, err = run("test", str(file))
    assert code == 2
    assert "har inga exempel" in err
    assert "givet  mått" in err


def test_an_agreement_with_errors_is_not_tried(run: Run, tmp_path: Path) -> None:
    """An agreement with errors shows them, and its examples are not tried."""
    file = tmp_path / "a.okt"
    file.write_text(TEXT.replace("ger    krav 1: 100", "ger    krav 9: 100", 1), encoding="utf-8")
    code, _out, err = run("test", str(file))
    assert code == 1
    assert "OKT201" in err
    assert "Inget prövades." in err


def test_a_folder(run: Run, tmp_path: Path) -> None:
    """Of a folder all agreements below it are tried, and parts that others include are not by
    themselves."""
    (tmp_path / "delar").mkdir()
    rules, mark, examples = TEXT.partition("exempel ")
    part = tmp_path / "delar" / "a.exempel.okt"
    part.write_text(f"okt 1\n{mark}{examples}", encoding="utf-8")
    whole = tmp_path / "a.okt"
    whole.write_text(f'{rules}inkludera "delar/a.exempel.okt"\n', encoding="utf-8")
    code, _out, err = run("test", str(tmp_path))
    assert code == 0
    assert "9 exempel, alla stämmer." in err


def test_an_empty_folder(run: Run, tmp_path: Path) -> None:
    """A folder without agreements could not be tried."""
    code, _out, err = run("test", str(tmp_path))
    assert code == 2
    assert "har inga överenskommelser" in err


def test_a_part_keeps_its_examples_lines() -> None:
    """A consolidated agreement has its examples, and they hold in it."""
    text, report = consolidate_text("prov.okt", TEXT.encode())
    assert not report.failed
    assert text is not None
    assert all(example.passed for example in outcomes(text))
