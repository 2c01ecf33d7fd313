"""The language by cases: small agreements that mean something, and small ones with one fault.

A good case has no diagnostics, and its plan is a snapshot. A bad case says in a comment, at the end
of the line, which code must be found there; what is drawn of it is a snapshot.
"""

import re
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from compiler import check_text, compile_text
from compiler.verify import verify
from overenskommelse import codes, doubt_codes, example_codes, limits, rounding_codes, text_codes
from overenskommelse.cli.drawing import draw
from overenskommelse.cli.page import Page
from overenskommelse.diagnostics import Code
from overenskommelse.plantext import plan_text
from tests.agreements import (
    BAD,
    GOOD,
    TextFile,
    checked,
    expected,
    meaning,
    plan_of,
    readings,
    told,
)

GOOD_CASES = [pytest.param(path, id=path.stem) for path in sorted(GOOD.glob("*.okt"))]
BAD_CASES = [pytest.param(path, id=path.stem) for path in sorted(BAD.glob("*.okt"))]

MADE_IN_CODE: dict[Code, Callable[[], bytes]] = {
    text_codes.FILE_TOO_LARGE: lambda: b"#" * (limits.AGREEMENT_BYTES + 1),
    text_codes.TOO_MANY_STATEMENTS: lambda: b"okt 1\n" * (limits.STATEMENTS + 1),
    text_codes.EMPTY_FILE: lambda: b"\xef\xbb\xbf \n\n",
}
"""Codes without a file of their own: three would be too large to keep, one is an empty file, which
has no room for a comment."""
AFTER_MANY: dict[Code, int] = {text_codes.TOO_MANY_FAULTS: limits.UNREADABLE_LINES + 1}
"""Codes that come only after so many others (see test_hostile.py for what is told then)."""


@pytest.fixture
def shown(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    return snapshot.use_extension(TextFile)


# Good cases ----------------------------------------------------------------------------------


@pytest.mark.parametrize("path", GOOD_CASES)
def test_plan(path: Path, shown: SnapshotAssertion) -> None:
    """A good case has no remark but a warning it announces; its plan is the one looked over."""
    done = compile_text(path.name, path.read_bytes(), {})
    assert told(done.report) == expected(path.read_bytes().decode("utf-8-sig"))
    assert not done.report.failed
    assert done.plan is not None
    assert plan_text(done.plan) == shown


@pytest.mark.parametrize("path", GOOD_CASES)
def test_every_reading_compiles(path: Path) -> None:
    """Every declared reading gives a plan without faults, and says that it was used."""
    agreement = compile_text(path.name, path.read_bytes(), {}).agreement
    assert agreement is not None
    for choice in readings(agreement):
        done = compile_text(path.name, path.read_bytes(), choice)
        assert done.plan is not None, choice
        assert verify(done.plan) == []
        used = {c.name: c.used for c in done.plan.choices}
        assert used | choice == used


def in_curly_quotes(text: str) -> str:
    return re.sub(r'"([^"\n]*)"', "”\\1”", text)


VARIATIONS: dict[str, Callable[[str], bytes]] = {
    "windows": lambda text: b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode(),
    "macos": lambda text: unicodedata.normalize("NFD", text).encode(),
    "ordbehandlare": lambda text: (
        in_curly_quotes(text).replace("–", "-").replace(" %", "\u00a0%").encode()
    ),
    "indrag": lambda text: re.sub("(?m)^(  +)", "\\1\\1\\1", text).encode(),
    "luft": lambda text: text.replace("\n", "  # en kommentar\n\n").encode(),
    "utan_sista_radslut": lambda text: text.rstrip("\n").encode(),
}


@pytest.mark.parametrize("variation", VARIATIONS)
@pytest.mark.parametrize("path", GOOD_CASES)
def test_typography_means_nothing(path: Path, variation: str) -> None:
    """Line ends, byte order mark, composition, quotes, blanks and comments change no plan."""
    text = path.read_text(encoding="utf-8")
    written = meaning(plan_of(text))
    varied = meaning(plan_of(VARIATIONS[variation](text)))
    assert varied.steps == written.steps
    assert varied.groups == written.groups
    assert varied.pots == written.pots
    assert varied.measures == written.measures
    assert varied.requirements == written.requirements


# Bad cases -----------------------------------------------------------------------------------


@pytest.mark.parametrize("path", BAD_CASES)
def test_faults(path: Path, shown: SnapshotAssertion) -> None:
    """Exactly the faults that the comments name are found, on those very lines, and drawn so."""
    data = path.read_bytes()
    text = data.decode("utf-8", errors="replace")
    report = check_text(path.name, data, strict="# strikt\n" in text)
    assert told(report) == expected(text)
    drawn = "\n\n".join(draw(diagnostic, Page()).plain for diagnostic in report)
    assert f"{drawn}\n" == shown


@pytest.mark.parametrize("path", BAD_CASES)
def test_every_fault_has_a_way_out(path: Path) -> None:
    """No message has a word of Python or of the grammar in it, and each says what to do."""
    data = path.read_bytes()
    report = check_text(path.name, data, strict=True)
    for diagnostic in report:
        words = f"{diagnostic.message} {diagnostic.help}"
        assert not re.search("None|True|False|Fraction|Token|[{}]|COMMA|COLON|EQUAL", words)
        assert diagnostic.help or "väntades" in diagnostic.message


@pytest.mark.parametrize("code", MADE_IN_CODE, ids=lambda code: code.number)
def test_faults_made_in_code(code: Code) -> None:
    """The faults that have no file are found too, and nothing beside them."""
    assert [number for _, number in told(checked(MADE_IN_CODE[code]()))] == [code.number]


@pytest.mark.parametrize("code", AFTER_MANY, ids=lambda code: code.number)
def test_faults_after_many(code: Code) -> None:
    """After so many unreadable lines that is said, and reading stops."""
    lines = "\n".join(f"medel skräp{n} !" for n in range(2 * AFTER_MANY[code]))
    numbers = [number for _, number in told(checked(f"okt 1\n{lines}\n".encode()))]
    assert numbers.count(code.number) == 1
    assert len(numbers) <= AFTER_MANY[code] + 1


def test_every_code_has_a_case() -> None:
    """Every code that an agreement can give has a smallest file, or a reason not to."""
    modules = (codes, doubt_codes, example_codes, rounding_codes, text_codes)
    kinds = [value for module in modules for value in vars(module).values()]
    catalogue = {code.number for code in kinds if isinstance(code, Code)}
    cases = [*BAD.glob("*.okt"), *GOOD.glob("*.okt")]
    texts = (path.read_bytes().decode("utf-8", errors="replace") for path in cases)
    in_files = {code for text in texts for _, code in expected(text)}
    in_code = {code.number for code in MADE_IN_CODE}
    assert catalogue - in_files - in_code - {code.number for code in AFTER_MANY} == set()
    assert not in_code & in_files
