"""`okt diff`: what it shows, in which forms, of files and of versions in git."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from compiler.compare import compared
from overenskommelse import limits
from overenskommelse.cli import main
from overenskommelse.cli.difference_markdown import difference_markdown
from overenskommelse.cli.difference_text import difference_text, stat_text
from overenskommelse.cli.page import Page
from overenskommelse.cli.sides import sides
from overenskommelse.difference import Difference
from tests.agreements import AGREEMENT_2023, TextFile, edited
from tests.test_cli_amendments import Ran
from tests.test_compare import TEN, TEXT_2023

FOLDER = AGREEMENT_2023.parent
LIMIT = edited(TEXT_2023, TEN[0])
GIT = shutil.which("git")
needs_git = pytest.mark.skipif(GIT is None, reason="there is no git here")


@pytest.fixture
def shown(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    return snapshot.use_extension(TextFile)


class Folder:
    """A folder with 2023 as it is and as it was edited, in which okt is run."""

    def __init__(self, path: Path, capfd: pytest.CaptureFixture[str]) -> None:
        self.path, self.capfd = path, capfd
        self.write("a.okt", TEXT_2023)
        self.write("b.okt", LIMIT)

    def write(self, name: str, text: str) -> None:
        path = self.path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def run(self, *arguments: str) -> Ran:
        code = main(("diff", *arguments))
        captured = self.capfd.readouterr()
        return Ran(code, captured.out, captured.err)

    def git(self, *arguments: str) -> str:
        who = ("-c", "user.name=a", "-c", "user.email=a@a", "-c", "core.autocrlf=false")
        done = subprocess.run(
            [GIT or "git", *who, *arguments], cwd=self.path, check=True, capture_output=True
        )
        return done.stdout.decode()


@pytest.fixture
def folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> Folder:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    return Folder(tmp_path, capfd)


@pytest.fixture
def repository(folder: Folder) -> Folder:
    """The folder under version control: a.okt is committed as it is, then edited."""
    folder.git("init", "-q")
    folder.git("add", "a.okt")
    folder.git("commit", "-qm", "a")
    folder.write("a.okt", LIMIT)
    return folder


def difference(*paths: str) -> Difference:
    """What differs between two sides."""
    old, new = (side.compiled().agreement for side in sides("okt diff", paths))
    assert old is not None
    assert new is not None
    return compared(old, new)


# What is shown -------------------------------------------------------------------------------

SHOWN = {
    "2022-2023": ("2022.okt", "2023.okt"),
    "2023-2024": ("2023.okt", "2024.okt"),
    "2020-amended": ("2020.okt", "2020.tillägg-1.okt"),
}


@pytest.mark.parametrize("width", [80, 120])
@pytest.mark.parametrize("name", SHOWN)
def test_years_read_as_they_were_looked_over(
    name: str, width: int, monkeypatch: pytest.MonkeyPatch, shown: SnapshotAssertion
) -> None:
    """Years and amendments held against each other read as when somebody read them."""
    monkeypatch.chdir(FOLDER)
    old, new = SHOWN[name]
    text = difference_text(difference(old, new), (old, new), details=False, page=Page(width=width))
    assert text == shown


def test_ten_changes_read_as_they_were_looked_over(
    folder: Folder, shown: SnapshotAssertion
) -> None:
    """Ten changes of 2023: in short, in full, counted, and as Markdown."""
    folder.write("b.okt", edited(TEXT_2023, *TEN))
    found, names = difference("a.okt", "b.okt"), ("a.okt", "b.okt")
    assert "\n".join(
        [
            difference_text(found, names, False, Page(width=80)),
            difference_text(found, names, True, Page(width=120)),
            stat_text(found, names, Page(width=80)),
            difference_markdown(found, names, False),
        ]
    ) == shown  # fmt: skip


def test_one_change_is_a_line(folder: Folder) -> None:
    """A changed limit is told as old and new, under its block and its requirement."""
    ran = folder.run("a.okt", "b.okt")
    assert (ran.code, ran.err) == (0, "")
    assert "1 ändrad, i 1 del av överenskommelsen." in ran.out
    assert 'block 1 "Prestationskrav för kortare väntetider"' in ran.out
    assert "  ändrat     krav 1 måluppfyllelse: minst 90 % → 92 %\n" in ran.out


BY_READING = (
    "genomförda bup_utredning\n  med     väntetid högst 30 dagar",
    "genomförda bup_utredning\n  med     väntetid enligt tolkning trettio_dagar",
)
MOTIVE = ('"andelarna publiceras med en decimal"', '"så är det sagt"')


@pytest.mark.parametrize("form", ["text", "markdown", "html"])
def test_money_comes_first_and_motives_only_among_details(folder: Folder, form: str) -> None:
    """A block is told before an interpretation that is written before it; a new motive is
    counted, and listed with --details alone."""
    folder.write("b.okt", edited(TEXT_2023, TEN[0], TEN[4], MOTIVE))
    short, full = (
        folder.run("a.okt", "b.okt", "--format", form, *more).out for more in ((), ("--details",))
    )
    assert short.index("måluppfyllelse") < short.index("mätprecision")
    assert "3 ändrade" in short
    assert "Av dem är 1 motiv till tolkningar" in short
    assert "så är det sagt" not in short
    assert "så är det sagt" in full
    assert "Av dem är" not in full


def test_what_is_left_to_an_interpretation_says_what_it_then_is(folder: Folder) -> None:
    """The reading in force and its rule stand on the side that is an interpretation."""
    folder.write("b.okt", edited(TEXT_2023, BY_READING))
    there, back = folder.run("a.okt", "b.okt").out, folder.run("b.okt", "a.okt").out
    assert "enligt tolkning trettio_dagar (högst: högst 30 dagar)" in " ".join(there.split())
    assert "trettio_dagar (högst: högst 30 dagar) → högst" in " ".join(back.split())


def test_json_has_every_change_with_both_places(folder: Folder) -> None:
    """The machine form names the change by its path and leads to both files and lines."""
    document = json.loads(folder.run("a.okt", "b.okt", "--format", "json").out)
    (change,) = document["changes"]
    line = 1 + TEXT_2023.split("minst 90 %", 1)[0].count("\n")
    assert document["summary"] == {"changed": 1, "new": 0, "removed": 0, "renamed": 0, "moved": 0}
    assert change["path"] == "block-1/krav-1/måluppfyllelse/prov-medicinsk_bedömning_3_dagar/gräns"
    assert (change["old"]["words"], change["new"]["words"]) == ("minst 90 %", "minst 92 %")
    assert (change["old"]["file"], change["old"]["line"]) == ("a.okt", line)
    assert (change["new"]["file"], change["new"]["line"]) == ("b.okt", line)


def test_exit_code_says_whether_they_differ(folder: Folder) -> None:
    """With --exit-code 1 means that something differs, 0 that nothing does."""
    assert folder.run("a.okt", "b.okt").code == 0
    assert folder.run("a.okt", "b.okt", "--exit-code").code == 1
    ran = folder.run("a.okt", "a.okt", "--exit-code")
    assert ran.code == 0
    assert "Reglerna är lika." in ran.out


def test_a_file_gets_the_form_of_its_ending(folder: Folder) -> None:
    """--out writes Markdown to .md and JSON to .json; never over a side."""
    assert folder.run("a.okt", "b.okt", "--out", "d.md").code == 0
    assert (folder.path / "d.md").read_text(encoding="utf-8").startswith("# a.okt → b.okt\n")
    assert folder.run("a.okt", "b.okt", "--out", "d.json").code == 0
    assert json.loads((folder.path / "d.json").read_bytes())["okt"] == 1
    assert folder.run("a.okt", "b.okt", "--out", "a.okt").code == 2
    assert (folder.path / "a.okt").read_text(encoding="utf-8") == TEXT_2023


def test_a_strangers_text_stays_text(folder: Folder) -> None:
    """Marks of a title are no mark-up in Markdown, and nothing hidden reaches the terminal."""
    folder.write("b.okt", edited(TEXT_2023, ('"SKR:s insatser"', '"<b>|[x](y)*"')))
    text = folder.run("a.okt", "b.okt", "--format", "markdown").out
    assert '"\\<b\\>\\|\\[x\\](y)\\*"' in text


# Sides ---------------------------------------------------------------------------------------


def test_amendments_belong_to_the_agreement_before_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """An agreement and its amendment alone are held against what they make together."""
    monkeypatch.chdir(FOLDER)
    base, amendment = "2020.okt", "2020.tillägg-1.okt"
    short = difference(base, amendment)
    assert short == difference(base, base, amendment)
    assert short.changes
    assert difference(base, amendment, base, amendment).changes == ()


def test_errors_are_shown_and_nothing_is_compared(folder: Folder) -> None:
    """A side with errors is told with its errors, and the answer is that it could not be tried."""
    folder.write("b.okt", TEXT_2023.replace("omfattning  2 952 mnkr", "omfattning  2 951 mnkr"))
    ran = folder.run("a.okt", "b.okt")
    assert (ran.code, ran.out) == (2, "")
    assert "fel OKT402" in ran.err
    assert "Ingen jämförelse gjordes." in ran.err


@pytest.mark.parametrize(
    ("sides", "why"),
    [
        (["a.okt"], "behöver två överenskommelser, och här är 1"),
        (["a.okt", "a.okt", "b.okt"], "behöver två överenskommelser, och här är 3"),
        (["a.okt", "plan.json"], "plan.json är en färdig plan, ingen överenskommelse"),
        (["a.okt", "finns_inte.okt"], "finns_inte.okt kan inte läsas: den finns inte"),
        (["-", "-"], "standard in kan bara läsas en gång"),
        (["a.okt", "b.okt", "--stat", "--format", "json"], "--stat går inte med formen json"),
        (["--git", "a.okt"], "--git tar emot det som git ger"),
    ],
)
def test_what_cannot_be_compared_is_refused(folder: Folder, sides: list[str], why: str) -> None:
    """What is no pair of agreements is refused in words, with a way out."""
    folder.write("plan.json", "{}")
    ran = folder.run(*sides)
    assert ran.code == 2
    assert why in ran.err


# Versions ------------------------------------------------------------------------------------


@needs_git
def test_a_side_may_be_a_version(repository: Folder) -> None:
    """What was committed is held against what the file says now."""
    ran = repository.run("HEAD:a.okt", "a.okt")
    assert (ran.code, ran.err) == (0, "")
    assert "HEAD:a.okt → a.okt" in ran.out
    assert "minst 90 % → 92 %" in ran.out


@needs_git
def test_what_a_version_includes_is_of_that_version(repository: Folder) -> None:
    """An included file is read from the same revision, not from the folder as it is now."""
    (line,) = [f"{line}\n" for line in TEXT_2023.split("\n") if line.startswith("medel skr")]
    whole = edited(TEXT_2023, (line, 'inkludera "delar/skr.okt"\n'))
    repository.write("år/a.okt", whole)
    repository.write("år/delar/skr.okt", f"okt 1\n{line}")
    repository.git("add", ".")
    repository.git("commit", "-qm", "delar")
    repository.write("år/delar/skr.okt", f"okt 1\n{line}".replace("SKR:s insatser", "Insatser"))
    ran = repository.run("HEAD:år/a.okt", "år/a.okt")
    assert (ran.code, ran.err) == (0, "")
    assert 'medel skr titel: "SKR:s insatser" → "Insatser"' in ran.out


@needs_git
@pytest.mark.parametrize(
    ("side", "why"),
    [
        ("HEAD:finns/inte.okt", "finns/inte.okt finns inte i HEAD"),
        ("HEAD~9:a.okt", "HEAD~9 är ingen version i git-arkivet"),
        ("HEAD:.", ". finns inte i HEAD"),
        ("--upload-pack=x:a.okt", "--upload-pack"),
        ("-x:a.okt", "-x"),
    ],
)
def test_a_version_that_is_none_is_told(repository: Folder, side: str, why: str) -> None:
    """No such revision, no such file in it, and nothing that git would take as an option."""
    ran = repository.run("a.okt", side)
    assert ran.code == 2
    assert why in ran.err
    assert "Traceback" not in ran.err


def test_without_a_repository_that_is_told(folder: Folder) -> None:
    """Outside a repository a version cannot be read, and neither where there is no git."""
    ran = folder.run("HEAD:a.okt", "b.okt")
    assert ran.code == 2
    assert "git" in ran.err


def test_without_git_that_is_told(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    """A computer without git says so, and what to do instead."""
    monkeypatch.setenv("PATH", os.fspath(folder.path))
    ran = folder.run("HEAD:a.okt", "b.okt")
    assert ran.code == 2
    assert "git finns inte på datorn" in ran.err


def test_a_file_wins_over_a_version(folder: Folder) -> None:
    """A file that is called as a version is the file."""
    folder.write("HEAD:a.okt", LIMIT)
    assert "minst 90 % → 92 %" in folder.run("a.okt", "HEAD:a.okt").out


@needs_git
def test_a_version_too_large_is_not_read(repository: Folder) -> None:
    """A committed file beyond the limit is told as too large."""
    repository.write("stor.okt", "#" * (limits.AGREEMENT_BYTES * 10))
    repository.git("add", "stor.okt")
    repository.git("commit", "-qm", "stor")
    ran = repository.run("HEAD:stor.okt", "a.okt")
    assert ran.code == 2
    assert "OKT001" in ran.err or "för stor" in ran.err


@needs_git
def test_git_shows_rules(repository: Folder) -> None:
    """Set up as the documents say, `git diff` shows rules; lines where there are no rules."""
    okt = shutil.which("okt", path=str(Path(sys.executable).parent))
    repository.write(".gitattributes", "*.okt diff=okt\n")
    repository.git("config", "diff.okt.command", f"'{okt}' diff --git")
    assert "krav 1 måluppfyllelse: minst 90 % → 92 %" in repository.git("diff")
    repository.write("a.okt", LIMIT + "skräp\n")
    assert "+skräp" in repository.git("diff")
    (repository.path / "a.okt").unlink()
    assert "-okt 1" in repository.git("diff")
