"""The commands: what they answer, on which stream, and with which exit code."""

import shutil
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import click
import pytest
from attrs import evolve
from syrupy.assertion import SnapshotAssertion

import compiler
from overenskommelse import limits, outcome_codes, text_codes
from overenskommelse.cli import app, main
from overenskommelse.dataoptions import DataOptions
from overenskommelse.diagnostics import Cell, Code, Report, Severity
from overenskommelse.numbers import Notation
from overenskommelse.outcome import Outcome
from overenskommelse.plan import Choice, Origin, Plan
from overenskommelse.source import Source, Span
from overenskommelse.text import visible
from tests.agreements import TextFile

Run = Callable[..., "Ran"]

PLAN = Plan(
    name="2023",
    title="Ökad tillgänglighet",
    source="a.okt",
    source_sha256="ab" * 32,
    total=limits.KRONOR,  # type: ignore[arg-type]
    groups=(),
    choices=(Choice("a", "b?", (("c", "d"),), "c", "c", "", Origin()),),
    measures=(),
    keys=(),
    criteria=(),
    duties=(),
    steps=(),
    requirements=(),
    pots=(),
)
OUTCOME = Outcome(PLAN, (), (), (), ())
FAULT = Code("OKT597", Severity.ERROR, "fel i data", "det är fel")
WARNING = Code("OKT598", Severity.WARNING, "varning", "se upp")


@pytest.fixture
def shown(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    return snapshot.use_extension(TextFile)


class Ran:
    """What a run printed, and its exit code."""

    def __init__(self, code: int, out: bytes, err: bytes) -> None:
        self.code = code
        self.out = out.decode()
        self.err = err.decode()


@pytest.fixture
def run(
    capfdbinary: pytest.CaptureFixture[bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Run:
    """Run okt in a folder with an agreement, a wrong one, and a folder of data."""
    monkeypatch.chdir(tmp_path)
    Path("a.okt").write_text("okt 1\n", encoding="utf-8")
    Path("fel.okt").write_text("fel\n", encoding="utf-8")
    Path("plan.json").write_text('\n {"okt_plan": 1}', encoding="utf-8")
    Path("data").mkdir()

    def run(*arguments: str) -> Ran:
        code = main(arguments)
        return Ran(code, *capfdbinary.readouterr())

    return run


class Fakes:
    """Stands in for the compiler and the runtime, and notes what it is asked."""

    def __init__(self) -> None:
        self.asked: list[Any] = []
        self.fault: Exception | None = None
        self.data_fault = False
        self.outcome: Outcome | None = OUTCOME

    def check_text(self, name: str, data: bytes, strict: bool = False, **files: object) -> Report:
        if self.fault:
            raise self.fault
        self.asked.append((name, data, strict))
        report = Report()
        source = Source(name, data.decode())
        if data.startswith(b"fel"):
            report.add(text_codes.NO_VERSION, Span(source, 0, 3))
        if strict or b"varning" in data:
            report.add(WARNING, Span(source, 0, 3))
        return report

    def compile_text(
        self, name: str, data: bytes, choices: Mapping[str, str], **files: object
    ) -> object:
        report = self.check_text(name, data)
        self.asked.append(dict(choices))
        for tolkning in choices:
            if tolkning != "a":
                report.add(
                    outcome_codes.UNKNOWN_INTERPRETATION, name=tolkning, guess="", declared="a"
                )
        return SimpleNamespace(report=report, plan=None if report.failed else PLAN)

    def plan_from_json(self, name: str, data: bytes, report: Report) -> Plan | None:
        self.asked.append(("plan", name))
        if len(data) > 30:
            report.add(outcome_codes.PLAN_TAMPERED)
            return None
        return PLAN

    def read_figures(
        self,
        paths: Sequence[object],
        plan: Plan,
        report: Report,
        options: DataOptions,
        stdin: object = None,
    ) -> object:
        self.asked += [options, ([str(path) for path in paths], stdin is not None)]
        if self.data_fault:
            report.add(FAULT, Cell("x.csv", 3))
        return object()

    def evaluate(self, plan: Plan, figures: object, report: Report) -> Outcome | None:
        report.add(WARNING)
        report.add(outcome_codes.NEGATIVE_BONUS, difference="1 kr", item="block 1")
        return self.outcome and evolve(self.outcome, notes=tuple(report))


@pytest.fixture
def fakes(monkeypatch: pytest.MonkeyPatch) -> Fakes:
    fakes = Fakes()
    monkeypatch.setattr(compiler, "check_text", fakes.check_text)
    monkeypatch.setattr(compiler, "compile_text", fakes.compile_text)
    modules: dict[str, dict[str, Any]] = {
        "overenskommelse.planfile": {
            "plan_from_json": fakes.plan_from_json,
            "plan_to_json": lambda plan: f'{{"plan": "{plan.name}"}}',
        },
        "overenskommelse.plantext": {"plan_text": lambda plan: f"plan {plan.title}\n\x1b[31m"},
        "compiler.verify": {"verify": lambda plan: []},
        "runtime.intake": {"read_figures": fakes.read_figures},
        "runtime.evaluate": {"evaluate": fakes.evaluate},
    }
    for name, members in modules.items():
        monkeypatch.setitem(sys.modules, name, SimpleNamespace(**members))
    return fakes


# check ---------------------------------------------------------------------------------------


def test_check_of_a_right_agreement(run: Run, fakes: Fakes) -> None:
    """An agreement without faults gives 0 and a line on standard error."""
    ran = run("check", "a.okt")
    assert (ran.code, ran.out, ran.err) == (0, "", "a.okt: inga fel.\n")


def test_check_of_a_wrong_agreement(run: Run, fakes: Fakes, shown: SnapshotAssertion) -> None:
    """An agreement with faults gives 1; what to do next stands last."""
    ran = run("check", "fel.okt", "a.okt")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err == shown


def test_check_reads_each_file_once(run: Run, fakes: Fakes) -> None:
    """A file that is named twice is checked once."""
    assert run("check", "a.okt", "a.okt").code == 0
    assert fakes.asked == [("a.okt", b"okt 1\n", False)]


def test_strict_makes_warnings_count(run: Run, fakes: Fakes) -> None:
    """With --strict a warning makes the answer no; without, it does not."""
    Path("v.okt").write_text("varning\n", encoding="utf-8")
    assert run("check", "v.okt").code == 0
    ran = run("check", "v.okt", "--strict")
    assert ran.code == 1
    assert "1 varning i 1 fil." in ran.err


def test_quiet_tells_only_errors(run: Run, fakes: Fakes) -> None:
    """With -q neither warnings nor summaries are told."""
    Path("v.okt").write_text("varning\n", encoding="utf-8")
    assert run("check", "-q", "v.okt", "a.okt").err == ""
    assert "OKT101" in run("check", "-q", "fel.okt").err


def test_check_as_json(run: Run, fakes: Fakes, shown: SnapshotAssertion) -> None:
    """The machine form goes to standard output, and nothing else does."""
    ran = run("check", "fel.okt", "a.okt", "--format", "json")
    assert (ran.code, ran.err) == (1, "")
    assert ran.out == shown


def test_check_goes_on_after_a_file_that_cannot_be_read(run: Run, fakes: Fakes) -> None:
    """The files that can be read are checked; the exit code says that one could not."""
    ran = run("check", "fell.okt", "fel.okt")
    assert ran.code == 2
    assert "OKT101" in ran.err
    assert "fell.okt finns inte\n     menade du fel.okt?" in ran.err


def test_a_plan_is_not_checked(run: Run, fakes: Fakes) -> None:
    """A compiled plan is told apart from an agreement, not read as a faulty one."""
    ran = run("check", "plan.json")
    assert ran.code == 2
    assert "färdig plan" in ran.err
    assert fakes.asked == []


def test_a_large_file_is_not_read_whole(run: Run, fakes: Fakes) -> None:
    """No more is read than one byte over the limit, by which it is seen to be too large."""
    Path("stor.okt").write_bytes(b"x" * (limits.AGREEMENT_BYTES * 3))
    assert run("check", "stor.okt").code == 0
    assert len(fakes.asked[0][1]) == limits.AGREEMENT_BYTES + 1


# plan and evaluate ---------------------------------------------------------------------------


def test_plan_as_text_and_as_json(run: Run, fakes: Fakes) -> None:
    """A plan is shown, with nothing hidden in it; the machine form is printed as it is."""
    assert run("plan", "a.okt").out == "plan Ökad tillgänglighet\n⟨U+001B⟩[31m\n"
    assert run("plan", "a.okt", "--format", "json").out == '{"plan": "2023"}\n'


def test_plan_to_a_file(run: Run, fakes: Fakes) -> None:
    """The form of the file follows its ending."""
    ran = run("plan", "a.okt", "--out", "p.json")
    assert (ran.code, ran.out, ran.err) == (0, "", "Planen är skriven till p.json.\n")
    assert Path("p.json").read_bytes() == b'{"plan": "2023"}\n'


def test_readings_reach_the_compiler(run: Run, fakes: Fakes) -> None:
    """Each --reading is handed on, in composed characters whatever the keyboard made."""
    assert run("plan", "a.okt", "--reading", "a=sa\u030a").code == 0
    assert fakes.asked[-1] == {"a": "så"}


def test_an_agreement_with_faults_is_not_evaluated(run: Run, fakes: Fakes) -> None:
    """Faults of the agreement give 1 and say that nothing was computed."""
    ran = run("evaluate", "fel.okt", "data")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.endswith("1 fel. Inget räknades.\n")
    assert run("plan", "fel.okt").code == 1


def test_an_unknown_reading_cannot_be_tried(run: Run, fakes: Fakes) -> None:
    """A reading that does not exist gives 2: the agreement is not what is wrong."""
    ran = run("evaluate", "a.okt", "data", "--reading", "b=c")
    assert ran.code == 2
    assert "OKT601" in ran.err


def test_faulty_data_cannot_be_tried(run: Run, fakes: Fakes) -> None:
    """Faults of the data give 2, and an existing result file stands as it was."""
    fakes.data_fault = True
    Path("ut.csv").write_bytes(b"gammalt")
    ran = run("evaluate", "a.okt", "data", "--out", "ut.csv")
    assert (ran.code, ran.out) == (2, "")
    assert "Inget räknades." in ran.err
    assert Path("ut.csv").read_bytes() == b"gammalt"
    fakes.data_fault, fakes.outcome = False, None
    assert run("evaluate", "a.okt", "data").code == 2


def test_a_plan_file_is_known_by_its_content(run: Run, fakes: Fakes) -> None:
    """A file that begins with a brace is a compiled plan, whatever it is called."""
    assert run("evaluate", "plan.json", "data", "--format", "csv").code == 0
    assert fakes.asked[0] == ("plan", "plan.json")
    Path("plan.json").write_text("{" + " " * 100, encoding="utf-8")
    assert run("evaluate", "plan.json", "data").code == 2


def test_a_plan_has_its_readings(run: Run, fakes: Fakes) -> None:
    """Another reading needs the agreement itself."""
    ran = run("evaluate", "plan.json", "data", "--reading", "a=b")
    assert ran.code == 2
    assert "färdig plan" in ran.err


@pytest.mark.parametrize("form", ["table", "text", "json", "csv"])
def test_the_forms_of_an_outcome(run: Run, fakes: Fakes, form: str) -> None:
    """Each form is the same on standard output as in a file; its notes are told once."""
    ran = run("evaluate", "a.okt", "data", "--format", form)
    assert ran.code == 0
    assert ("OKT598" in ran.err) is (form == "csv")
    assert ("se upp" in ran.out) is (form != "csv")
    written = run("evaluate", "a.okt", "data", "--out", "ut", "--format", form)
    assert (written.code, written.out) == (0, "")
    assert written.err.endswith("Utfallet är skrivet till ut.\n")
    assert ("OKT710" in written.err) is (form == "csv")
    assert Path("ut").read_bytes().decode() == ran.out


def test_options_of_data_reach_the_intake(run: Run, fakes: Fakes) -> None:
    """How data is written and what is let past is handed on as it was said, or not at all."""
    assert run("evaluate", "a.okt", "data").code == 0
    assert DataOptions() in fakes.asked
    said = ("--tillåt-saknade", "--trots-år", "--tal", "engelska", "--kodning", "cp1252")
    assert run("evaluate", "a.okt", "data", *said).code == 0
    assert DataOptions(True, True, Notation.ENGLISH, "cp1252") in fakes.asked
    ran = run("evaluate", "a.okt", "data", "--tal", "engelsk")
    assert ran.code == 2
    assert "Menade du engelska?" in ran.err
    assert "--tillåt-saknade" in run("evaluate", "a.okt", "data", "--tillat-saknade").err


def test_a_form_that_contradicts_the_ending_is_refused(run: Run, fakes: Fakes) -> None:
    """Nothing is computed for a file whose name says another form than --format."""
    ran = run("evaluate", "a.okt", "data", "--format", "csv", "--out", "y.json")
    assert (ran.code, fakes.asked) == (2, [])
    assert "y.json slutar på .json, men --format säger csv" in ran.err
    assert not Path("y.json").exists()


def test_a_result_is_not_put_among_the_data(run: Run, fakes: Fakes) -> None:
    """A result in the data folder would be read as data the next time."""
    ran = run("evaluate", "a.okt", "data", "--out", "data/ut.csv")
    assert ran.code == 2
    assert "datamappen" in ran.err
    assert fakes.asked == []


def test_standard_input_is_one_file(
    run: Run, fakes: Fakes, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A hyphen is standard input: as the agreement or as data, not both."""
    with (tmp_path / "a.okt").open(encoding="utf-8") as stdin:
        monkeypatch.setattr(sys, "stdin", stdin)
        assert run("check", "-").err == "-: inga fel.\n"
        assert run("evaluate", "a.okt", "-", "--format", "json").code == 0
        assert fakes.asked[-1] == (["-"], True)
        assert run("evaluate", "-", "-").code == 2
        monkeypatch.setattr(sys, "stdin", None)
        assert run("check", "-").code == 2


# What may happen to any command --------------------------------------------------------------


def test_a_bug_is_ours_and_says_so(run: Run, fakes: Fakes, monkeypatch: pytest.MonkeyPatch) -> None:
    """An unexpected failure is one message in Swedish; its trace only when asked for."""
    fakes.fault = KeyError("hemligt")
    ran = run("check", "a.okt")
    assert ran.code == 3
    assert ran.err.startswith("okt självt har gått sönder")
    assert "språkversion 1" in ran.err
    assert "KeyError" not in ran.err
    assert "Traceback" in run("check", "a.okt", "--debug").err
    monkeypatch.setenv("OKT_DEBUG", "1")
    assert "KeyError" in run("check", "a.okt").err


@pytest.mark.parametrize(
    ("fault", "code", "words"),
    [(KeyboardInterrupt(), 130, "Avbrutet."), (MemoryError(), 2, "minnet räcker inte")],
)
def test_what_is_no_bug(
    run: Run, fakes: Fakes, fault: BaseException, code: int, words: str
) -> None:
    """An interruption and a full memory have exit codes of their own."""
    fakes.fault = fault  # type: ignore[assignment]
    ran = run("check", "a.okt")
    assert ran.code == code
    assert words in ran.err
    assert "Traceback" not in ran.err


WRONG_USE = (
    "chek",
    "check",
    "check a.okt --formt json",
    "check a.okt --format xml",
    "check a.okt --unsafe",
    "check a.okt --fix --diff",
    "check a.okt --diff --format json",
    "check - --fix",
    "check a.okt --format github --out x.json",
    "check a.okt --format",
    "check a.okt --strict=ja",
    "check a.okt --nej",
    "check a.okt -x",
    "evaluate",
    "completion bash zsh",
    "plan a.okt --reading a",
    "plan a.okt --reading a=b --reading a=c",
    "plan a.okt --out x.xlsx",
    "plan a.okt --out saknas/p.json",
    "completion tcsh",
    "new 2027 --from a.okt --from b.okt",
    "help",
    "hjälp",
    "version",
    "--nej",
    "\x1b[31m",
)


@pytest.mark.parametrize("line", WRONG_USE)
def test_wrong_use_is_explained_in_swedish(run: Run, fakes: Fakes, line: str) -> None:
    """Wrong use gives 2 and nothing on standard output."""
    ran = run(*line.split(" "))
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("fel: ")
    for english in ("Usage", "Error", "Try", "Options", "No such", "Invalid", "argument."):
        assert english not in ran.err
    assert "\x1b" not in ran.err


def test_wrong_use_as_it_is_shown(run: Run, fakes: Fakes, shown: SnapshotAssertion) -> None:
    """Each message says what is wrong, what was probably meant, and how the command is used."""
    assert (
        "\n".join(f"$ okt {visible(line)}\n{run(*line.split(' ')).err}" for line in WRONG_USE)
        == shown
    )


@pytest.mark.parametrize("command", ["", *app.COMMANDS])
def test_help(run: Run, command: str, shown: SnapshotAssertion) -> None:
    """Help is Swedish from the first word to the last, and ends with examples."""
    ran = run(*command.split(), "--help")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == shown
    assert run(*command.split(), "-h").out == ran.out


def test_the_first_page(run: Run, shown: SnapshotAssertion) -> None:
    """Without a word okt shows what people most often come for."""
    ran = run()
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == shown


SOURCE = "3.1 Beräkningsmodell för fördelning av medel i block 1\nBlocket är 2 500 mnkr.\n"
"""What stands for the text of an agreement, which is not okt's to copy."""


def pasted() -> list[str]:
    """Every example of the help pages and of the first page, without where its output goes."""
    context = click.Context(app.program)
    commands = [app.program, *(app.program.get_command(context, name) for name in app.COMMANDS)]
    texts = [app.FIRST_PAGE, *(command.epilog or "" for command in commands if command)]
    lines = {line.strip() for text in texts for line in text.split("\n")}
    examples = {line.partition("   ")[0].partition(" >")[0] for line in lines}
    return sorted(
        line for line in examples if line.startswith(tuple(f"okt {name}" for name in app.COMMANDS))
    )


@pytest.mark.parametrize("line", pasted())
def test_examples_work_as_pasted(
    line: str, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the help pages show does what it says, beside agreements, data and a source's text."""
    for folder in ("agreements", "data"):
        shutil.copytree(root / folder, tmp_path / folder)
    (tmp_path / "2023.txt").write_text(SOURCE, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert main(line.split()[1:]) == 0


def test_the_version_names_the_language_too(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """--version says which okt, which language and which form of plans."""
    monkeypatch.setattr(app, "package_version", lambda: "9.8.7")
    assert run("--version").out == "okt 9.8.7 (språkversion 1, planversion 3)\n"


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_scripts(run: Run, shell: str) -> None:
    """Each shell gets a script that asks okt itself what may follow."""
    ran = run("completion", shell)
    assert (ran.code, ran.err) == (0, "")
    assert f"_OKT_COMPLETE={shell}_complete" in ran.out


def test_completion_of_commands(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """The shell is told the commands and their options."""
    for words, index, expected in (
        ("okt ev", "1", "evaluate"),
        ("okt plan --re", "2", "--reading"),
    ):
        monkeypatch.setenv("_OKT_COMPLETE", "bash_complete")
        monkeypatch.setenv("COMP_WORDS", words)
        monkeypatch.setenv("COMP_CWORD", index)
        with pytest.raises(SystemExit) as end:
            main([])
        assert not end.value.code
        assert expected in capfd.readouterr().out


@pytest.mark.parametrize(
    ("variables", "choice", "coloured"),
    [
        ({}, "auto", False),
        ({}, "always", True),
        ({"FORCE_COLOR": "1"}, "auto", True),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, "auto", False),
        ({"FORCE_COLOR": "1"}, "never", False),
        ({"NO_COLOR": "1"}, "always", True),
    ],
)
def test_colours_when_asked_for(
    run: Run,
    fakes: Fakes,
    monkeypatch: pytest.MonkeyPatch,
    variables: dict[str, str],
    choice: str,
    coloured: bool,
) -> None:
    """What the user says goes before the environment, and NO_COLOR before FORCE_COLOR."""
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert ("\x1b[" in run("check", "fel.okt", "--color", choice).err) is coloured
