"""What examples are worth: the limits they lack, what they reach, the changes that pass them by."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from compiler import Compiled, compile_text
from compiler.nudged import Fate, Nudging
from compiler.nudges import nudges
from compiler.trials import trials
from overenskommelse.cli import main
from overenskommelse.cli.beside import with_examples
from overenskommelse.cli.inputs import read
from overenskommelse.cli.trial_suggest import suggested
from runtime.reach import coverage
from runtime.trials import tried
from tests.agreements import GOOD

ROOT = Path(__file__).parent.parent
SHIPPED = [ROOT / "agreements" / name for name in ("2023.okt", "2024.okt")]
CASES = [*SHIPPED, *sorted(GOOD.glob("*.okt"))]

Run = Callable[..., tuple[int, str, str]]

LADDER = """okt 1

överenskommelse 2024 "Ett krav"
  omfattning  1 000 kr
  mätperiod   januari 2024
  jämförelse  samma månad föregående år

mottagare städerna "Städerna"
  består av a "Astad", b "Bstad", c "Cstad"
nyckel invånare "Folkmängd"

avrundning
  mätvärden   andelarna till en decimal, hälften uppåt
  månadspott  ingen avrundning
  ersättning  hela kronor, nedåt, för varje krav och månad

stege trappan
  1,0–2,9 procentenheter        ger  50 %
  3,0 procentenheter eller mer  ger 100 %

mått besök "Besök i tid"
  andel   av genomförda besök
  med     väntetid högst 60 dagar
  bättre  högre

block 1 "Väntetider" 1 000 kr
  till        städerna
  månadspott  lika stor varje månad i mätperioden
  reserveras  efter invånare
  saknas värde föregående år: ingen förbättring kan visas
  saknas värde: kravet uppfylls inte
  finns ingen att mäta: kravet uppfylls inte
  uppfylls inte ett krav: medlen betalas inte ut

  krav 1 "Besök" 100 %
    förbättring  besök  enligt stege trappan

utbetalning mars 2024  block 1

exempel "Tre procentenheter ger allt"
  givet  mått besök: 73 %
  givet  mått besök föregående år: 70 %
  ger    krav 1: 100 %
"""


@pytest.fixture
def run(capfdbinary: pytest.CaptureFixture[bytes]) -> Run:
    """Run okt; its exit code, standard output and standard error."""

    def run(*arguments: str) -> tuple[int, str, str]:
        code = main(arguments)
        out, err = capfdbinary.readouterr()
        return code, out.decode(), err.decode()

    return run


@pytest.fixture
def ladder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A file with one ladder and one example, named as users would name it."""
    monkeypatch.chdir(tmp_path)
    Path("stege.okt").write_text(LADDER, encoding="utf-8")
    return "stege.okt"


def whole(path: Path) -> Compiled:
    """An agreement with the examples beside it."""
    written = with_examples(read(str(path))).written(path.name)
    done = compile_text(path.name, written.data, {}, folder=written.folder)
    assert done.plan is not None, [d.message for d in done.report]
    return done


# Suggestions ---------------------------------------------------------------------------------


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_suggestions_can_be_pasted(path: Path) -> None:
    """What is suggested has no faults where it is pasted, holds, and is not suggested again."""
    done = whole(path)
    assert done.source is not None
    text = f"{done.source.text}\n{suggested(done, {})}"
    pasted = compile_text(path.name, text.encode(), {})
    assert [d.code.number for d in pasted.report if d.severity.value == "fel"] == []
    assert pasted.agreement is not None
    assert pasted.plan is not None
    assert [
        t.trial.title for t in map(tried, trials(pasted.agreement, pasted.plan)) if not t.passed
    ] == []
    assert suggested(pasted, {}) == ""


def test_suggestions_stand_at_the_limits(
    ladder: str, run: Run, snapshot: SnapshotAssertion
) -> None:
    """Of a ladder from 1,0 and 3,0 the values beside and on them are suggested, but 3,0, which has
    an example; each with what the rules give today and a reminder to hold it against the text."""
    code, out, err = run("test", "--suggest", ladder)
    assert code == 0
    assert out == snapshot
    assert "håll dem mot avtalets text" in err


# Coverage ------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_shipped_examples_reach_everything(path: Path) -> None:
    """The examples of 2023 and 2024 reach every clause, step and route that examples can."""
    done = whole(path)
    assert done.agreement is not None
    assert done.plan is not None
    found = coverage(done.plan, trials(done.agreement, done.plan))
    assert [(way.origin.heading, way.what) for way in found.missed] == []


def test_coverage_names_what_is_missed(ladder: str, run: Run, snapshot: SnapshotAssertion) -> None:
    """The lower step, the payment and the key stand with their lines, and too little is a no."""
    assert run("test", "--coverage", ladder) == snapshot
    assert run("test", "--coverage", "--minst", "10", ladder)[0] == 0
    assert run("test", "--coverage", "--minst", "90", ladder)[0] == 1


def test_coverage_for_machines(ladder: str, run: Run) -> None:
    """The JSON form has the same ways as the text."""
    _, out, _ = run("test", "--coverage", "--format", "json", ladder)
    (found,) = json.loads(out)["agreements"]
    assert found["reached"] + len(found["missed"]) == found["ways"]
    assert {"clause": "stege trappan", "line": 18} in [
        {"clause": way["clause"], "line": way["line"]} for way in found["missed"]
    ]


# Changes -------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_no_change_passes_the_shipped_examples_by(path: Path) -> None:
    """Whatever is changed a little in 2023 or 2024, some example notices, unless it computes the
    same or `okt check` stops it."""
    done = whole(path)
    assert done.agreement is not None
    assert done.source is not None
    bench = Nudging(done.agreement, done.source, {})
    unnoticed = [
        (change.origin.line, change.before, change.after)
        for change in nudges(done.agreement)
        if bench.fate(change) is Fate.TO_BE_TRIED
        and all(tried(trial).passed for trial in bench.trials(change))
    ]
    assert unnoticed == []


def test_changes_that_pass_by_are_named(ladder: str, run: Run, snapshot: SnapshotAssertion) -> None:
    """The example at 3,0 notices that step's changes and its share; the lower step and the money
    pass it by, and the answer is no."""
    code, out, err = run("test", "--mutate", ladder)
    assert code == 1
    assert (out, err) == snapshot
    assert "3,0 procentenheter" not in out


def test_wrong_examples_notice_nothing(ladder: str, run: Run) -> None:
    """Where an example is wrong already it is to be put right first."""
    Path(ladder).write_text(LADDER.replace("krav 1: 100 %", "krav 1: 50 %"), encoding="utf-8")
    code, out, err = run("test", "--mutate", ladder)
    assert (code, out) == (1, "")
    assert "Rätta först" in err


# Examples beside their agreement -------------------------------------------------------------


def test_examples_beside_an_agreement_are_tried(ladder: str, run: Run) -> None:
    """`stege.exempel.okt` belongs to `stege.okt`, whichever of them is named; a wrong example
    is told with its own line, and `okt check` of the agreement does not read it."""
    Path("stege.exempel.okt").write_text(
        'okt 1\n\nexempel "Fel"\n  givet  mått besök: 70 %\n'
        "  givet  mått besök föregående år: 70 %\n  ger    krav 1: 50 %\n",
        encoding="utf-8",
    )
    for name in (ladder, "stege.exempel.okt"):
        code, out, err = run("test", name)
        assert code == 1
        assert "2 exempel, 1 stämmer inte." in err
        assert "exempel ”Fel”  rad 3" in out
    assert run("check", ladder)[0] == 0


@pytest.mark.parametrize(
    "arguments",
    [("--suggest", "--mutate"), ("--coverage", "--format", "junit"), ("--minst", "5")],
    ids=" ".join,
)
def test_one_question_at_a_time(arguments: tuple[str, ...], ladder: str, run: Run) -> None:
    """Two questions, a form that one lacks, or a limit of none, are told apart from wrong files."""
    assert run("test", *arguments, ladder)[0] == 2
