"""Fixes: each removes what it is for and adds nothing, and files are mended whole or not at all."""

import os
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from io import TextIOWrapper
from pathlib import Path

import pytest

from compiler import check_text
from compiler.fixing import with_fixes
from overenskommelse.cli import main
from overenskommelse.diagnostics import Diagnostic, Report
from tests.agreements import BAD, edited
from tests.test_recovery import INDEPENDENT, MISTAKES, TEXT, typed
from tests.test_slips import HABITS

Said = Counter[tuple[str, str]]


def said(report: Report) -> Said:
    return Counter((d.code.number, d.message) for d in report)


def texts() -> Iterator[tuple[str, bytes]]:
    """Files with faults of the kinds that people make (test_recovery.py has more of OKT123)."""
    for path in sorted(BAD.glob("*.okt")):
        yield path.stem, path.read_bytes()
    for name, (old, new, _) in MISTAKES.items():
        yield name, edited(TEXT, (typed(old), typed(new))).encode()
    for right, habit in HABITS:
        yield habit, edited(TEXT, (right, habit)).encode()
    for old, new in INDEPENDENT:
        yield old, edited(TEXT, (typed(old), typed(new))).encode()


@cache
def fixable() -> list[tuple[str, bytes, Report, Diagnostic]]:
    """Every diagnostic with a fix in them, and the file and the report that it is of."""
    found = []
    for name, data in texts():
        report = check_text("prov.okt", data, strict=b"# strikt\n" in data)
        found += [(name, data, report, diagnostic) for diagnostic in report if diagnostic.fix]
    return found


def test_a_fix_removes_its_diagnostic_and_adds_none() -> None:
    """In every faulty file of the tests, each fix by itself takes its diagnostic away, no more."""
    codes = set()
    for name, data, report, diagnostic in fixable():
        fixes = [diagnostic.fix] if diagnostic.fix else []
        strict = b"# strikt\n" in data
        before = said(report)
        after = said(check_text("prov.okt", with_fixes(data, fixes), strict))
        assert not after - before, (name, diagnostic.code.number)
        assert (diagnostic.code.number, diagnostic.message) in before - after, name
        codes.add(diagnostic.code.number)
    assert len(codes) >= 14


BULLETED = """okt 1
överenskommelse 2024 "Liten"
• omfattning 5 kr
mottagare skr "SKR"
• block 1 "Stöd" 5 kr
o till skr, lika
avrundning
    fördelning hela kronor, nedåt
    - rest delas inte ut
\uf0b7 utbetalning juni 2024
  block 1
"""


def test_lines_without_their_bullets_stand_where_they_belong() -> None:
    """A statement whose bullet is taken away is indented under what it belongs to."""
    report = check_text("prov.okt", BULLETED.encode())
    assert {d.code.number for d in report} == {"OKT124"}
    fixed = with_fixes(BULLETED.encode(), [d.fix for d in report if d.fix])
    assert list(check_text("prov.okt", fixed)) == []


def test_a_citation_before_more_lines_is_left_to_its_author() -> None:
    """Where a statement goes on in the next line, okt does not know where it ends."""
    text = GOOD.replace('2024 "Liten"', '2024 "Liten" [avsnitt 1]\n  tidigare gammal')
    [found] = check_text("prov.okt", text.encode())
    assert (found.code.number, found.fix) == ("OKT122", None)


UNSAFE = {"OKT201", "OKT203", "OKT204", "OKT302", "OKT004"}
"""Codes whose fixes guess what is meant, or take something away that somebody wrote."""
SAFE = {"OKT007", "OKT008", "OKT101", "OKT122", "OKT123", "OKT124"}
"""Codes whose fixes say the same in the language's own form."""


def test_what_is_safe() -> None:
    """Only what says the same is safe; a guess at a name, a unit or an order to delete never is."""
    for name, _, _, diagnostic in fixable():
        if diagnostic.fix is not None and diagnostic.code.number in UNSAFE | SAFE:
            assert diagnostic.fix.safe is (diagnostic.code.number in SAFE), name


@pytest.mark.parametrize(
    ("old", "new", "safe"),
    [
        ("omfattning 2 952 mnkr", "omfattning 2.952 mnkr", False),
        ("  5,0 procentenheter eller", "  5.0 procentenheter eller", True),
        ("  3,0–4,9 procentenheter", "  3,0–4,9 %", False),
        ("första_besök_högst_60_dagar minst 73 %", "första_besök_högst_60_dagar minst 73 "
         "procentenheter", True),
        ("block 2 \"Prest", "blok 2 \"Prest", True),
        ("utbetalning augusti 2023", "utbetalning august 2023", False),
    ],
)  # fmt: skip
def test_one_code_may_be_both(old: str, new: str, safe: bool) -> None:
    """2.952 may be two numbers, a change in per cent may be meant; 5.0 and a level cannot."""
    [diagnostic] = check_text("prov.okt", edited(TEXT, (typed(old), typed(new))).encode())
    assert diagnostic.fix is not None
    assert diagnostic.fix.safe is safe


# The command ---------------------------------------------------------------------------------

GOOD = """okt 1
överenskommelse 2024 "Liten"
  omfattning 5 kr
mottagare skr "SKR"
medel skr "Stöd" 5,0 kr till skr
utbetalning juni 2024 medel skr
"""
SLIPS = GOOD.replace("5,0 kr till", "5.0  kr till").replace("mottagare skr", "Mottagare skr")
GUESSES = SLIPS.replace("2024 medel skr", "2024 medel skl")

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> Run:
    """`okt check` of files in a folder of their own: exit code, standard output and error."""
    monkeypatch.chdir(tmp_path)

    def check(*arguments: str) -> tuple[int, str, str]:
        code = main(["check", *arguments])
        out, err = capfdbinary.readouterr()
        return code, out.decode("utf-8"), err.decode("utf-8")

    return check


def write(name: str, text: str) -> Path:
    path = Path(name)
    path.write_bytes(text.encode("utf-8"))
    return path


def test_safe_fixes_are_written(run: Run) -> None:
    """--fix writes what says the same, and leaves a guess to its author."""
    path = write("a.okt", GUESSES)
    code, _, err = run("a.okt", "--fix")
    assert path.read_text(encoding="utf-8") == GUESSES.replace("Mott", "mott").replace("5.0", "5,0")
    assert (code, "a.okt: 2 rättelser." in err, "OKT201" in err) == (1, True, True)
    assert "okt kan rätta 1 med --fix --unsafe" in err


def test_guesses_are_written_when_asked_for(run: Run) -> None:
    """--fix --unsafe writes them too; what is left is a right agreement."""
    path = write("a.okt", GUESSES)
    code, _, err = run("a.okt", "--fix", "--unsafe")
    assert path.read_text(encoding="utf-8") == GOOD.replace("5,0 kr", "5,0  kr")
    assert (code, err) == (0, "a.okt: 3 rättelser.\na.okt: inga fel.\n")


def test_diff_writes_nothing(run: Run) -> None:
    """--diff shows the lines that --fix would write; its answer is that of the file as it is."""
    path = write("a.okt", SLIPS)
    code, out, err = run("a.okt", "--diff")
    assert path.read_text(encoding="utf-8") == SLIPS
    assert '-Mottagare skr "SKR"\n' in out
    assert '+mottagare skr "SKR"\n' in out
    assert (code, err) == (1, "a.okt: 2 rättelser; sedan inga fel.\n")


def test_line_ends_and_marks_stay(run: Run) -> None:
    """A file keeps its byte order mark and the line ends of its kind; of two kinds one is kept."""
    path = write("a.okt", "\ufeff" + SLIPS.replace("\n", "\r\n"))
    assert run("a.okt", "--fix")[0] == 0
    fixed = SLIPS.replace("Mott", "mott").replace("5.0", "5,0")
    assert path.read_bytes() == ("\ufeff" + fixed.replace("\n", "\r\n")).encode()
    path.write_bytes(GOOD.replace("\n", "\r\n", 2).encode())
    assert run("a.okt", "--fix")[2] == "a.okt: 1 rättelse.\na.okt: inga fel.\n"
    assert path.read_bytes() == GOOD.encode()


def test_what_stands_after_too_many_faults_is_kept(run: Run) -> None:
    """A file that is not read to its end loses nothing of it."""
    rest = "".join(f"medel skräp{n} !\n" for n in range(500))
    path = write("a.okt", SLIPS + rest)
    run("a.okt", "--fix")
    assert path.read_text(encoding="utf-8").endswith(rest)


def test_only_named_files_are_written(run: Run) -> None:
    """What is included is another file's to mend; named by itself it is mended."""
    part = write("del.okt", 'Mottagare skr "SKR"\n')
    text = GOOD.replace('mottagare skr "SKR"', 'inkludera "del.okt"').replace("5,0", "5.0")
    path = write("a.okt", text)
    _, _, err = run("a.okt", "--fix")
    assert "5,0" in path.read_text(encoding="utf-8")
    assert part.read_text(encoding="utf-8") == 'Mottagare skr "SKR"\n'
    assert "gör det" not in err


def test_an_amendment_is_mended_in_its_own_file(run: Run) -> None:
    """A fix goes to the file that the words stand in."""
    path = write("a.okt", GOOD)
    amendment = write(
        "t.okt",
        'okt 1\ntillägg 2024 "Ändring"\n\nersätt medel skr\nmedel skr "Stöd" 5.0 kr till skr\n',
    )
    run("a.okt", "t.okt", "--fix")
    assert path.read_text(encoding="utf-8") == GOOD
    assert "5,0 kr" in amendment.read_text(encoding="utf-8")


def test_a_file_that_cannot_be_written_stays(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Then the answer is 2, the file is as it was, and its faults are told."""

    def refuse(*_: object) -> None:
        raise PermissionError(13, "")

    path = write("a.okt", SLIPS)
    monkeypatch.setattr(os, "replace", refuse)
    code, _, err = run("a.okt", "--fix")
    assert (code, path.read_text(encoding="utf-8")) == (2, SLIPS)
    assert "filen är som förut" in err
    assert "OKT103" in err
    assert [path.name for path in Path().iterdir()] == ["a.okt"]


def test_fixes_are_made_until_none_is_left(run: Run) -> None:
    """Faults that hide others, and several on a line, are all mended in one run."""
    text = GOOD.replace("mottagare", "\u200bMot\u200btagare").replace("5,0 kr", "5.0 Kronor")
    write("a.okt", text.replace("okt 1\n", ""))
    code, _, err = run("a.okt", "--fix")
    assert (code, err.split("\n")[1]) == (0, "a.okt: inga fel.")


def test_a_fix_is_promised_where_it_is_made(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """The message names the very option that makes it, and standard input promises none."""
    path = write("a.okt", GUESSES)
    err = run("a.okt")[2]
    assert "skriv: 5,0 (okt check --fix gör det)" in err
    assert "okt kan rätta 2 med --fix; se först hur:  okt check a.okt --diff" in err
    err = run("a.okt", "--fix")[2]
    assert "okt check --fix --unsafe skriver: skr" in err
    path.write_text(SLIPS, encoding="utf-8")
    with path.open("rb") as file:
        monkeypatch.setattr("sys.stdin", TextIOWrapper(file))
        assert "gör det" not in run("-")[2]
