"""okt as a process: closed, full, narrow and vanished streams, and what it loads to start."""

import json
import os
import subprocess
import sys
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import IO

import pytest

from overenskommelse.cli import main, streams
from overenskommelse.cli.page import page_for

ROOT = Path(__file__).resolve().parent.parent
OKT = [sys.executable, "-m", "overenskommelse.cli"]
WRONG = "okt 1\növerenskommelse 2023 förbätring\n"

posix = pytest.mark.skipif(os.name == "nt", reason="Windows has other streams")


@pytest.fixture
def wrong(tmp_path: Path) -> Path:
    path = tmp_path / "fel.okt"
    path.write_text(WRONG, encoding="utf-8")
    return path


def okt(
    *arguments: object, stdout: int | IO[bytes] = subprocess.PIPE, **variables: str
) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [*OKT, *map(str, arguments)],
        env={**os.environ, "PYTHONPATH": str(ROOT), **variables},
        stdout=stdout,
        stderr=subprocess.PIPE,
        check=False,
    )


@pytest.mark.parametrize("arguments", [("--help",), ("check", "--format", "json")])
def test_nobody_reads_on(arguments: tuple[str, ...], wrong: Path) -> None:
    """When the reader of the output has gone, okt ends at once and says nothing."""
    reader, writer = os.pipe()
    os.close(reader)
    files = (wrong,) if "check" in arguments else ()
    ran = okt(*arguments, *files, stdout=writer)
    os.close(writer)
    assert (ran.returncode, ran.stderr) == (141, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no such device here")
@pytest.mark.parametrize("arguments", [("--version",), ("check", "--format", "json")])
def test_a_full_disk_is_told(arguments: tuple[str, ...], wrong: Path) -> None:
    """Output that cannot be stored gives 2 and a line in Swedish, without a trace."""
    files = (wrong,) if "check" in arguments else ()
    with open("/dev/full", "wb") as full:  # noqa: PTH123
        ran = okt(*arguments, *files, stdout=full)
    assert ran.returncode == 2
    assert "disken är full" in ran.stderr.decode()
    assert b"Traceback" not in ran.stderr


@posix
@pytest.mark.parametrize("closing", ["2>&-", "2>/dev/full"])
def test_a_broken_standard_error_harms_nothing(closing: str, wrong: Path) -> None:
    """Without anywhere to tell what was found, the exit code still does."""
    line = f'"$@" {closing}'
    ran = subprocess.run(
        ["/bin/sh", "-c", line, "sh", *OKT, "check", str(wrong)],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        check=False,
    )
    assert (ran.returncode, ran.stdout) == (1, b"")


@posix
def test_a_closed_standard_output_is_told() -> None:
    """A result that has nowhere to go gives 2."""
    ran = subprocess.run(
        ["/bin/sh", "-c", '"$@" >&-', "sh", *OKT, "--version"],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stderr=subprocess.PIPE,
        check=False,
    )
    assert ran.returncode == 2
    assert "standard ut är stängd" in ran.stderr.decode()


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-8"])
def test_an_old_console_is_enough(encoding: str, wrong: Path) -> None:
    """Whatever characters the console has, okt says what it has to say with them."""
    ran = okt("check", wrong, PYTHONIOENCODING=encoding, PYTHONUTF8="0")
    text = ran.stderr.decode(encoding)
    assert ran.returncode == 1
    assert "?" not in text.replace("?\n", "")
    assert ("│" in text) is (encoding == "utf-8")
    assert ("ö" in text) is (encoding != "ascii")


def test_machine_forms_are_utf8_on_any_console(wrong: Path) -> None:
    """JSON is the same bytes wherever it is printed."""
    plain = okt("check", "--format", "json", wrong, PYTHONIOENCODING="ascii")
    assert plain.stdout == okt("check", "--format", "json", wrong).stdout
    assert json.loads(plain.stdout)["okt"] == 1


LOADED = """
import sys
from overenskommelse.cli import main
main(sys.argv[1:])
print(*{name.partition(".")[0] for name in sys.modules}, file=sys.stderr)
"""


def loaded(*arguments: str) -> set[str]:
    ran = subprocess.run(
        [sys.executable, "-c", LOADED, *arguments],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=True,
    )
    return set(ran.stderr.decode().split())


@pytest.mark.parametrize("arguments", [(), ("--help",), ("evaluate", "--help")])
def test_help_loads_next_to_nothing(arguments: tuple[str, ...]) -> None:
    """Help comes at once: neither the parser, nor the drawing, nor the runtime is loaded."""
    heavy = {"rich", "lark", "compiler", "runtime", "grammar", "csv", "json", "cattrs", "difflib"}
    assert not loaded(*arguments) & heavy


def test_check_loads_neither_drawing_nor_runtime() -> None:
    """A right agreement is checked without what only a wrong one, or an outcome, needs."""
    heavy = {"rich", "runtime", "csv", "cattrs", "difflib", "pygments"}
    assert not loaded("check", str(ROOT / "agreements" / "2023.okt")) & heavy


def test_a_stream_without_a_file_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    """okt runs where the standard streams are objects of another program."""
    out, err = BytesIO(), BytesIO()
    monkeypatch.setattr(sys, "stdout", TextIOWrapper(out, encoding="cp1252"))
    monkeypatch.setattr(sys, "stderr", TextIOWrapper(err, encoding="cp1252"))
    assert main(["--help"]) == 0
    assert main(["nej"]) == 2
    assert "Användning" in out.getvalue().decode("cp1252")
    assert "finns inte" in err.getvalue().decode("cp1252")


def test_telling_never_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    """A closed or missing standard error is passed over in silence."""
    closed = TextIOWrapper(BytesIO(), encoding="utf-8")
    closed.close()
    monkeypatch.setattr(sys, "stderr", closed)
    streams.tell("hej")
    assert not page_for(closed).color
    monkeypatch.setattr(sys, "stderr", None)
    streams.prepare()
    streams.tell("hej")
    sys.stderr.close()
