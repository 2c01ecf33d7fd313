"""`okt check --watch` tells again when a file, or one that it includes, is saved."""

from collections.abc import Callable
from pathlib import Path

import pytest

from overenskommelse.cli import main, watching

WHOLE = """okt 1
överenskommelse 2026 "Liten"
  omfattning 5 kr
mottagare skr "SKR"
medel skr "Stöd" 5 kr till skr
inkludera "del.okt"
"""
PART = "okt 1\nutbetalning juni 2026 medel skr\n"


@pytest.fixture
def saved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Has each thing done in turn while okt waits, and then Ctrl-C."""
    monkeypatch.chdir(tmp_path)
    Path("liten.okt").write_text(WHOLE, encoding="utf-8")
    Path("del.okt").write_text(PART, encoding="utf-8")

    def plan(*doings: Callable[[], object]) -> None:
        waiting = list(doings)

        def sleep(_: float) -> None:
            if not waiting:
                raise KeyboardInterrupt
            waiting.pop(0)()

        monkeypatch.setattr("time.sleep", sleep)

    return plan


def write(name: str, text: str) -> Callable[[], object]:
    """What saves a file."""
    return lambda: Path(name).write_text(text, encoding="utf-8")


def test_again_when_saved(saved: Callable[..., None], capsys: pytest.CaptureFixture[str]) -> None:
    """A file that is spoilt and mended is told of each time; the last answer is the exit code."""
    saved(write("liten.okt", WHOLE.replace("5 kr till", "6 kr till")), write("liten.okt", WHOLE))
    assert main(["check", "liten.okt", "--watch"]) == 0
    told = capsys.readouterr()
    assert told.out == ""
    assert [line for line in told.err.split("\n") if "inga fel" in line or "1 fel" in line] == [
        "liten.okt: inga fel.", "1 fel i 1 fil.", "liten.okt: inga fel.",
    ]  # fmt: skip


def test_included_files(saved: Callable[..., None], capsys: pytest.CaptureFixture[str]) -> None:
    """A file that is included is watched too; one that is wrong at the end is the answer 1."""
    saved(write("del.okt", PART.replace("medel skr", "medel sk")))
    assert main(["check", "liten.okt", "--watch", "-q"]) == 1
    assert "medel sk" in capsys.readouterr().err


def test_a_missing_file_is_waited_for(saved: Callable[..., None]) -> None:
    """Editors save by taking the old file away: that ends nothing."""
    saved(Path("liten.okt").unlink, write("liten.okt", WHOLE))
    assert main(["check", "liten.okt", "--watch", "-q"]) == 0


@pytest.mark.parametrize("option", ["--fix", "--diff", "--format=json", "--out=x.json"])
def test_what_cannot_be_repeated(saved: Callable[..., None], option: str) -> None:
    """What writes, or is for a program, is done once."""
    saved()
    assert main(["check", "liten.okt", "--watch", option]) == 2
    assert not Path("x.json").exists()


def test_nothing_outside_is_looked_at(saved: Callable[..., None]) -> None:
    """A name that the agreement may not include is not followed."""
    write("liten.okt", WHOLE.replace("del.okt", "../annan.okt"))()
    assert list(watching.stamps(["liten.okt"])) == ["liten.okt"]
