"""`okt fmt`: what it writes, what it leaves alone, and what it answers."""

import io
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from overenskommelse.cli import main

UGLY = 'okt 1\növerenskommelse 2024 "Prov"\nomfattning 2952 tkr # hur mycket\n'
NICE = 'okt 1\n\növerenskommelse 2024 "Prov"\n  omfattning 2\u00a0952\u00a0tkr  # hur mycket\n'
WRONG = 'okt 1\növerenskommelse 2024 "Prov"\nomfatning 2952 tkr\n'

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(
    capfdbinary: pytest.CaptureFixture[bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Run:
    """Run `okt fmt` in a folder with a file of each kind: exit code, output, messages."""
    monkeypatch.chdir(tmp_path)
    for name, text in (("ful.okt", UGLY), ("fin.okt", NICE), ("fel.okt", WRONG)):
        Path(name).write_bytes(text.encode())

    def run(*arguments: str, stdin: str = "") -> tuple[int, str, str]:
        given = SimpleNamespace(buffer=io.BytesIO(stdin.encode()), isatty=lambda: False)
        monkeypatch.setattr(sys, "stdin", given)
        code = main(("fmt", *arguments))
        out, err = capfdbinary.readouterr()
        return code, out.decode(), err.decode()

    return run


def content(name: str) -> str:
    return Path(name).read_bytes().decode()


def test_files_are_written(run: Run) -> None:
    """Every file gets the form, and one that has it is not touched."""
    Path("fin.okt").chmod(0o444)
    before = Path("fin.okt").stat().st_mtime_ns
    code, out, err = run("ful.okt", "fin.okt")
    assert (code, out) == (0, "")
    assert err == "ful.okt: formaterad.\nfin.okt: redan formaterad.\n"
    assert content("ful.okt") == NICE
    assert Path("fin.okt").stat().st_mtime_ns == before


def test_a_file_with_errors_is_left_and_says_why(run: Run) -> None:
    """What is wrong is shown, the answer is no, and the others are formatted all the same."""
    code, out, err = run("fel.okt", "ful.okt")
    assert (code, out) == (1, "")
    assert "OKT103" in err
    assert "fel.okt: 1 fel. Filen är som förut.\n" in err
    assert (content("fel.okt"), content("ful.okt")) == (WRONG, NICE)


def test_check_writes_nothing(run: Run) -> None:
    """`--check` answers whether all files have the form."""
    assert run("fin.okt", "--check") == (0, "", "fin.okt: redan formaterad.\n")
    assert run("ful.okt", "fin.okt", "--check", "-q") == (1, "", "")
    assert content("ful.okt") == UGLY


def test_diff_writes_nothing(run: Run) -> None:
    """`--diff` shows what would change, and asked with `--check` it answers too."""
    code, out, _ = run("ful.okt", "fin.okt", "--diff", "-q")
    assert code == 0
    assert out.startswith("--- ful.okt\n+++ ful.okt (okt fmt)\n@@")
    assert "\n-omfattning 2952 tkr # hur mycket\n" in out
    assert "\n+  omfattning 2\u00a0952\u00a0tkr  # hur mycket\n" in out
    assert "fin.okt" not in out
    assert run("ful.okt", "--diff", "--check")[0] == 1
    assert content("ful.okt") == UGLY


def test_diff_shows_line_ends(run: Run) -> None:
    """A file that differs in nothing but its line ends is not shown as the same."""
    Path("slut.okt").write_bytes(NICE.rstrip("\n").encode())
    assert " # hur mycket ⟨ingen ny rad⟩\n+" in run("slut.okt", "--diff")[1]
    Path("crlf.okt").write_bytes(NICE.replace("\n", "\r\n").encode())
    assert "-okt 1⟨U+000D⟩\n" in run("crlf.okt", "--diff")[1]
    assert run("crlf.okt")[0] == 0
    assert content("crlf.okt") == NICE


def test_standard_input_goes_to_standard_output(run: Run) -> None:
    """With `-` the form is a result; of a faulty text nothing comes out."""
    assert run("-", stdin=UGLY) == (0, NICE, "")
    assert run("-", stdin=NICE) == (0, NICE, "")
    code, out, err = run("-", stdin=WRONG)
    assert (code, out) == (1, "")
    assert "OKT103" in err
    assert run("-", "--check", stdin=UGLY) == (1, "", "inmatningen: inte formaterad.\n")


def test_what_cannot_be_read_or_written_is_refused(run: Run) -> None:
    """A missing file, a plan and a file that may not be changed give 2 and a way out."""
    Path("plan.json").write_text('{"okt_plan": 1}', encoding="utf-8")
    code, _, err = run("saknas.okt", "plan.json", "ful.okt")
    assert code == 2
    assert "saknas.okt" in err
    assert "plan.json är en färdig plan" in err
    assert content("ful.okt") == NICE


def test_what_a_link_leads_to_is_written(run: Run) -> None:
    """A link stays a link."""
    Path("länk.okt").symlink_to("ful.okt")
    assert run("länk.okt")[0] == 0
    assert Path("länk.okt").is_symlink()
    assert content("ful.okt") == NICE


def test_a_failed_write_leaves_the_old_file(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the new file cannot be put in place, the old one stays whole and nothing beside it."""

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.replace", full)
    code, _, err = run("ful.okt")
    assert code == 2
    assert "ful.okt kan inte skrivas: disken är full" in err
    assert "filen är som förut" in err
    assert content("ful.okt") == UGLY
    assert sorted(path.name for path in Path().iterdir()) == ["fel.okt", "fin.okt", "ful.okt"]


def test_width(run: Run) -> None:
    """The only choice is how wide lines may be, within reason."""
    cited = UGLY.replace(" # hur mycket", " [avsnitt 1]")
    _, out, _ = run("-", "--width", "80", stdin=cited)
    assert out.split("\n")[3].index("[") == 49
    for width in ("20", "3,5", "bred"):
        code, _, err = run("-", "--width", width, stdin=cited)
        assert code == 2
        assert f"”{width}” går inte; välj ett helt tal från 60 till 200." in err
