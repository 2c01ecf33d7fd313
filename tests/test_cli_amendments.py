"""Commands that are given an agreement and its amendments."""

from pathlib import Path

import pytest

from overenskommelse.cli import main
from tests.agreements import TESTS

AMENDED = TESTS / "cases" / "amended"
ONE = "fran_mars.okt"


class Ran:
    """What a run printed, and its exit code."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err


class Folder:
    """A folder with the base agreement, an amendment and data, in which okt is run."""

    def __init__(self, path: Path, capfd: pytest.CaptureFixture[str]) -> None:
        self.path, self.capfd = path, capfd
        self.copy("bas.okt", AMENDED / "bas.okt")
        self.copy(ONE, AMENDED / "good" / ONE)
        rows = [
            f"{kind};{who};2020-0{month};{share};100"
            for kind, share in (("besök", 80), ("operation", 60))
            for who in ("Astad", "Bstad")
            for month in range(1, 5)
        ]
        self.write("data/v.csv", "\n".join(["mått;mottagare;månad;täljare;nämnare", *rows]))
        self.write("data/i.csv", "mottagare;invånare\nAstad;1\nBstad;3\n")

    def copy(self, name: str, source: Path) -> None:
        self.write(name, source.read_text(encoding="utf-8"))

    def write(self, name: str, text: str) -> None:
        path = self.path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def run(self, *arguments: str) -> Ran:
        code = main(arguments)
        captured = self.capfd.readouterr()
        return Ran(code, captured.out, captured.err)


@pytest.fixture
def folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> Folder:
    monkeypatch.chdir(tmp_path)
    return Folder(tmp_path, capfd)


def test_check_takes_amendments_with_their_agreement(folder: Folder) -> None:
    """Of several files each amendment is checked with the agreement before it, not by itself."""
    folder.copy("annan.okt", AMENDED / "bas.okt")
    ran = folder.run("check", "annan.okt", "bas.okt", ONE)
    assert ran.code == 0
    assert "2 filer: inga fel." in ran.err
    ran = folder.run("check", ONE)
    assert ran.code == 1
    assert "OKT812" in ran.err


@pytest.mark.parametrize("beginning", ["\ufeff", "# Så.\n\n", "\r\n", "  "])
def test_an_amendment_is_known_by_its_first_statement(folder: Folder, beginning: str) -> None:
    """Marks, comments and empty lines before `okt 1` do not hide what a file is."""
    text = (AMENDED / "good" / ONE).read_text(encoding="utf-8")
    decomposed = text.replace("ä", "a\u0308")
    (folder.path / ONE).write_bytes((beginning + decomposed).encode())
    assert folder.run("check", "bas.okt", ONE).code == 0


def test_plan_and_outcome_name_the_amendment(folder: Folder) -> None:
    """What is shown says at its top by what the agreement has been amended."""
    words = "tillägg 1 ”Ändrade krav under våren”, beslutad 3 mars 2020, gäller från mars 2020"
    plan = folder.run("plan", "bas.okt", ONE)
    assert f"genom {words}" in plan.out
    outcome = folder.run("evaluate", "bas.okt", ONE, "data")
    assert outcome.code == 0, outcome.err
    assert "Ändrad genom tillägg 1" in outcome.out


def test_the_consolidated_file_is_evaluated_to_the_same_table(folder: Folder) -> None:
    """The files and the text that they make give the same payments."""
    assert folder.run("consolidate", "bas.okt", ONE, "-o", "lydelse.okt").code == 0
    of_files = folder.run("evaluate", "bas.okt", ONE, "data", "--format", "csv")
    of_text = folder.run("evaluate", "lydelse.okt", "data", "--format", "csv")
    assert of_files.out == of_text.out
    base = folder.run("evaluate", "bas.okt", "data", "--format", "csv")
    assert base.code == 0
    assert base.out != of_files.out


def test_consolidated_is_not_written_with_errors(folder: Folder) -> None:
    """Where something is wrong there is no text, and the answer says so."""
    folder.write("t.okt", 'okt 1\ntillägg 1 till överenskommelse 2020 "T"\nupphäv block 9\n')
    ran = folder.run("consolidate", "bas.okt", "t.okt", "--out", "ut.okt")
    assert ran.code == 1
    assert "Ingen text skrevs." in ran.err
    assert not (folder.path / "ut.okt").exists()


def test_texts_are_named_by_their_paths(folder: Folder) -> None:
    """Where files lie in folders, what is told of a text says in which."""
    folder.write("ut/t.okt", 'okt 1\ntillägg 1 till överenskommelse 2020 "T"\nupphäv block 9\n')
    for command in ("check", "consolidate"):
        assert "ut/t.okt rad 3" in folder.run(command, "bas.okt", "ut/t.okt").err, command


def test_consolidated_is_called_an_agreement(folder: Folder) -> None:
    """The text is written only to a file whose name is an agreement's, and never over a source."""
    assert "låt namnet sluta på .okt" in folder.run("consolidate", "bas.okt", "-o", "a.txt").err
    assert folder.run("consolidate", "bas.okt", ONE, "-o", ONE).code == 2


def test_a_compiled_plan_takes_no_amendments(folder: Folder) -> None:
    """A plan is made with its amendments; none can be added, and it has no text."""
    assert folder.run("plan", "bas.okt", "--out", "p.json").code == 0
    ran = folder.run("evaluate", "p.json", ONE, "data")
    assert ran.code == 2
    assert "ett tillägg går inte med en färdig plan" in ran.err
    assert "en färdig plan har ingen text" in folder.run("consolidate", "p.json").err


def test_a_file_that_cannot_be_read_is_named(folder: Folder) -> None:
    """What is wrong with a whole amendment is told with its name."""
    (folder.path / "t.okt").write_bytes(b"okt 1\ntill\xe4gg 1\n")
    ran = folder.run("plan", "bas.okt", "t.okt")
    assert ran.code == 2
    assert "OKT002" in ran.err
    assert "t.okt" in ran.err


@pytest.mark.parametrize("command", ["evaluate", "plan", "consolidate"])
def test_an_amendment_written_first_is_told_what_to_type(folder: Folder, command: str) -> None:
    """The order is said with the same command and the very files that were given."""
    data = ["data"] if command == "evaluate" else []
    ran = folder.run(command, ONE, "bas.okt", *data)
    assert ran.code == 2
    assert " ".join(["okt", command, "bas.okt", ONE, *data]) in ran.err.splitlines()[1]


@pytest.mark.parametrize("first", ["data", "data/v.csv"])
def test_data_written_before_the_agreement_is_told_what_to_type(folder: Folder, first: str) -> None:
    """Data is read last; the command is said with the agreement first and its amendments next."""
    ran = folder.run("evaluate", first, "bas.okt", ONE)
    assert ran.code == 2
    assert f"okt evaluate bas.okt {ONE} {first}" in ran.err.splitlines()[1]


@pytest.mark.parametrize("command", ["check", "calendar"])
def test_a_file_given_twice_is_read_once_and_that_is_told(folder: Folder, command: str) -> None:
    """An amendment holds once, however often its file is given."""
    ran = folder.run(command, "bas.okt", ONE, ONE)
    assert ran.code == 0
    assert f"Angivna mer än en gång men lästa en: {ONE}." in ran.err


def test_errors_of_data_stand_before_notes_of_the_agreement(folder: Folder) -> None:
    """What stops the computing is not found below what is only good to know."""
    text = (folder.path / "bas.okt").read_text(encoding="utf-8")
    folder.write("bas.okt", text.replace("\n", "\t\n", 1))
    folder.write("data/i.csv", "mottagare;inv\nAstad;1\n")
    ran = folder.run("evaluate", "bas.okt", ONE, "data")
    heads = [line.split()[0] for line in ran.err.split("\n") if " OKT" in line[:20]]
    assert ran.code == 2
    assert heads == sorted(heads, key=lambda head: head != "fel")
    assert {"fel", "varning"} <= set(heads)
