"""Writing a result to a file: the whole new file or the old one untouched."""

import errno
import os
import re
import stat
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import click
import pytest

from overenskommelse.cli import app, main, outfile
from overenskommelse.cli.options import Settings
from overenskommelse.cli.page import Page
from overenskommelse.cli.refusal import Refused

OLD, NEW = b"det gamla\n", b"det nya\n"
FORMS = {".json": "json", ".csv": "csv", ".txt": "table"}


@pytest.fixture
def target(tmp_path: Path) -> Path:
    path = tmp_path / "utfall.csv"
    path.write_bytes(OLD)
    return path


def left_behind(folder: Path) -> list[str]:
    return [path.name for path in folder.glob(f"{outfile.PREFIX}*")]


def test_the_new_file_takes_the_old_ones_place(target: Path) -> None:
    """What was written is all there is in the file, and nothing else is left in the folder."""
    outfile.write(str(target), NEW)
    assert target.read_bytes() == NEW
    assert list(target.parent.iterdir()) == [target]


def failing(number: int) -> Callable[..., NoReturn]:
    def fail(*_: object, **__: object) -> NoReturn:
        raise OSError(number, "no")

    return fail


@pytest.mark.parametrize("step", ["open", "fdopen", "fsync", "chmod", "replace"])
@pytest.mark.parametrize(
    ("number", "words"), [(errno.ENOSPC, "disken är full"), (errno.EACCES, "behörighet saknas")]
)
def test_the_old_file_is_untouched_by_any_failure(
    target: Path, monkeypatch: pytest.MonkeyPatch, step: str, number: int, words: str
) -> None:
    """Whichever step fails, the old file stands, no trace is left, and the reason is Swedish."""
    monkeypatch.setattr(os, step, failing(number))
    with pytest.raises(Refused, match=words):
        outfile.write(str(target), NEW)
    monkeypatch.undo()
    assert target.read_bytes() == OLD
    assert left_behind(target.parent) == []


def test_an_interrupted_run_leaves_no_trace(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C in the middle of the writing leaves the old file and nothing else."""

    def interrupt(_: int) -> NoReturn:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        outfile.write(str(target), NEW)
    assert target.read_bytes() == OLD
    assert left_behind(target.parent) == []


def test_what_a_killed_run_left_is_removed_later(target: Path) -> None:
    """A temporary file older than an hour is removed; a younger one may be in use."""
    old = target.parent / f"{outfile.PREFIX}gammal"
    young = target.parent / f"{outfile.PREFIX}ung"
    for path in (old, young):
        path.write_bytes(b"halv")
    then = time.time() - outfile.STRAY_SECONDS - 60
    os.utime(old, (then, then))
    outfile.write(str(target), NEW)
    assert left_behind(target.parent) == [young.name]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such permissions")
def test_permissions_are_the_users(target: Path) -> None:
    """A new file follows the umask; a file that was private stays private."""
    umask = os.umask(0o022)
    try:
        outfile.write(str(target.with_name("ny.csv")), NEW)
    finally:
        os.umask(umask)
    assert stat.S_IMODE(target.with_name("ny.csv").stat().st_mode) == 0o644
    target.chmod(0o600)
    outfile.write(str(target), NEW)
    assert stat.S_IMODE(target.stat().st_mode) == 0o600


@pytest.mark.skipif(sys.platform == "win32", reason="Windows needs a right for links")
def test_a_link_is_replaced_and_its_goal_untouched(target: Path) -> None:
    """A file that happens to be a link to another does not let the other be written over."""
    link = target.with_name("lank.csv")
    link.symlink_to(target)
    outfile.write(str(link), NEW)
    assert target.read_bytes() == OLD
    assert not link.is_symlink()


def test_a_folder_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    """No folder is made in silence."""
    with pytest.raises(Refused, match="finns inte"):
        outfile.check_target(str(tmp_path / "saknas" / "x.csv"), [])


def test_inputs_and_folders_are_never_written_over(target: Path) -> None:
    """A result takes neither the place of what it was made from nor that of a folder."""
    with pytest.raises(Refused, match="som läses"):
        outfile.check_target(str(target), ["-", str(target)])
    with pytest.raises(Refused, match="ingen vanlig fil"):
        outfile.check_target(str(target.parent), [])
    with pytest.raises(Refused, match="otillåtna tecken"):
        outfile.write("a\0b", NEW)
    outfile.check_target(str(target), [str(target.with_name("annan.csv"))])
    outfile.check_target(str(target.with_name("ny.csv")), [])


@pytest.mark.parametrize(
    ("path", "chosen", "form"),
    [
        ("a/x.JSON", None, "json"),
        ("x.dat", "json", "json"),
        ("x.y.txt", None, "table"),
        ("x.csv", "csv", "csv"),
    ],
)
def test_the_ending_says_which_form(path: str, chosen: str | None, form: str) -> None:
    """The form is the chosen one, else the one that the ending stands for."""
    assert outfile.form_of(path, FORMS, chosen) == form


def test_an_ending_that_says_something_else_is_refused() -> None:
    """A file that is called one thing and holds another would be misread."""
    with pytest.raises(
        Refused, match=r"y\.json slutar på \.json, men --format säger csv"
    ) as refused:
        outfile.form_of("a/y.json", FORMS, "csv")
    assert ".csv" in refused.value.help


@pytest.mark.parametrize("path", ["x", "x.xlsx", ".csv"])
def test_an_ending_that_says_nothing_is_refused(path: str) -> None:
    """A file whose form is not known is not guessed."""
    with pytest.raises(Refused, match="vilken form") as refused:
        outfile.form_of(path, FORMS, None)
    assert ".json, .csv eller .txt" in refused.value.help


def test_a_plan_is_wrapped_for_a_terminal_alone(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """On a terminal no line is wider than it; in a file and a pipe a step is a line."""
    given = ["plan", str(root / "agreements" / "2023.okt")]
    monkeypatch.setattr(Settings, "stdout_page", lambda self: Page(60, is_terminal=True))
    assert main(given) == 0
    wrapped = capsys.readouterr().out
    monkeypatch.setattr(Settings, "stdout_page", lambda self: Page(60))
    assert main(given) == 0
    whole = capsys.readouterr().out
    assert max(map(len, whole.split("\n"))) > 200
    assert all(len(line) <= 60 or " " not in line.strip() for line in wrapped.split("\n"))
    assert wrapped.split() == whole.split()


def test_the_result_is_put_in_a_file_with_one_spelling_everywhere() -> None:
    """Every command that has --out has -o too."""
    for name in app.COMMANDS:
        command = app.program.get_command(click.Context(app.program), name)
        assert command is not None
        for option in command.params:
            assert ("--out" in option.opts) == ("-o" in option.opts), name


def test_what_the_tour_of_the_readme_makes_is_not_tracked(root: Path) -> None:
    """Who follows README.md in a clone has nothing new to commit."""
    ignored = (root / ".gitignore").read_text(encoding="utf-8").split()
    readme = (root / "README.md").read_text(encoding="utf-8")
    made = re.findall(r"fil=(\S+)|> (\S+\.csv)$|--out (\S+)", readme, re.MULTILINE)
    names = {next(filter(None, found)) for found in made}
    assert names
    assert {f"/{name}" for name in names} <= set(ignored)
