"""The house rules, read off the source: who imports whom, and what is never written.

The gates are in `gates.py`. Every one of them is also shown something that it must find and
something that it must leave alone, so that none can fall asleep unnoticed.
"""

import ast
import re
from pathlib import Path

import pytest

from tests.gates import (
    CODE_GATES,
    LONGEST_ROOM,
    PACKAGES,
    ROOF,
    Gate,
    Trespasses,
    classes_are_spelled_out,
    files_have_an_encoding,
    invariants_raise,
    lines_end_at_newline,
    loose_class,
    no_clock_below_the_roof,
    no_floats,
    nothing_is_markup,
    nothing_runs_text,
    numbers_are_read_in_one_place,
    only_at_home,
    only_downwards,
    rooms_are_small,
    says_what_holds,
)

ROOT = Path(__file__).resolve().parent.parent


def sources(*patterns: str) -> list[Path]:
    """The project's own files of those patterns."""
    return sorted(path for pattern in patterns for path in ROOT.glob(pattern))


def trespasses(path: Path, found: Trespasses) -> list[str]:
    """Findings as lines that an editor can jump to."""
    return [f"{path.relative_to(ROOT).as_posix()}:{line}: {what}" for line, what in found]


PACKAGE_FILES = sources(*(f"{package}/**/*.py" for package in PACKAGES))


@pytest.mark.parametrize("gate", CODE_GATES)
def test_no_file_trespasses(gate: Gate) -> None:
    """Every package and the build hook keep the rule; a failure names file and line."""
    found: list[str] = []
    for path in [*PACKAGE_FILES, ROOT / "hatch_build.py"]:
        tree = ast.parse(path.read_bytes())
        found += trespasses(path, gate(path.relative_to(ROOT).as_posix(), tree))
    assert not found, f"{gate.__doc__}\n" + "\n".join(found)


def test_every_test_says_what_holds() -> None:
    """Every test has a sentence of its own."""
    found: list[str] = []
    for path in sources("tests/**/test_*.py"):
        found += trespasses(path, says_what_holds(path.name, ast.parse(path.read_bytes())))
    assert not found, "\n".join(found)


def test_rooms_are_small() -> None:
    """No package file is longer than 400 lines."""
    found: list[str] = []
    for path in [*PACKAGE_FILES, ROOT / "grammar" / "okt.lark"]:
        found += trespasses(path, rooms_are_small(path.name, path.read_text(encoding="utf-8")))
    assert not found, "\n".join(found)


def test_grammar_spells_out_its_classes() -> None:
    """No terminal of the grammar takes digits or blanks of other scripts unseen."""
    text = (ROOT / "grammar" / "okt.lark").read_text(encoding="utf-8")
    assert loose_class(re.sub(r"(?m)^//.*$", "", text)) is None


FOUND = [
    (only_downwards, "overenskommelse/money.py", "from overenskommelse import cli"),
    (only_downwards, "overenskommelse/money.py", "import grammar"),
    (only_downwards, "grammar/__init__.py", "import compiler.parse"),
    (only_downwards, "compiler/check.py", "def f():\n    from runtime.evaluate import evaluate"),
    (only_downwards, "runtime/evaluate.py", "from compiler import parse"),
    (only_downwards, "runtime/evaluate.py", "importlib.import_module('compiler')"),
    (only_downwards, "runtime/evaluate.py", "from ..compiler import parse"),
    (only_downwards, "compiler/check.py", "import overenskommelse.cli.main"),
    (only_at_home, "compiler/check.py", "from lark import Tree"),
    (only_at_home, "hatch_build.py", "import lark"),
    (only_at_home, "runtime/evaluate.py", "def f():\n    import rich.table"),
    (only_at_home, "overenskommelse/diagnostics.py", "import click"),
    (only_at_home, "overenskommelse/figures.py", "import csv"),
    (only_at_home, "overenskommelse/cli/main.py", "import cattrs"),
    (only_at_home, "overenskommelse/cli/main.py", "import pandas as pd"),
    (only_at_home, "compiler/parse.py", "import pickle"),
    (only_at_home, "runtime/intake.py", "from urllib.request import urlopen"),
    (no_floats, "runtime/evaluate.py", "share = 0.5"),
    (no_floats, "overenskommelse/money.py", "share = float(whole)"),
    (no_floats, "overenskommelse/money.py", "kronor = round(amount)"),
    (numbers_are_read_in_one_place, "runtime/intake.py", "Fraction('1e9')"),
    (numbers_are_read_in_one_place, "runtime/intake.py", "fractions.Fraction(f'{a}/{b}')"),
    (numbers_are_read_in_one_place, "runtime/intake.py", "decimal.Decimal(cell)"),
    (nothing_runs_text, "compiler/parse.py", "eval(text)"),
    (nothing_runs_text, "compiler/parse.py", "exec(text)"),
    (nothing_runs_text, "compiler/parse.py", "yaml.load(text)"),
    (nothing_runs_text, "compiler/parse.py", "os.system('ls')"),
    (nothing_runs_text, "compiler/parse.py", "run('ls', shell=True)"),
    (nothing_runs_text, "compiler/parse.py", "Lark(text, cache=True)"),
    (lines_end_at_newline, "compiler/scan.py", "for line in text.splitlines(): pass"),
    (files_have_an_encoding, "runtime/intake.py", "open(name)"),
    (files_have_an_encoding, "runtime/intake.py", "open(name, 'w')"),
    (files_have_an_encoding, "runtime/intake.py", "path.open('r')"),
    (files_have_an_encoding, "runtime/intake.py", "path.read_text()"),
    (files_have_an_encoding, "runtime/intake.py", "path.write_text('rb')"),
    (classes_are_spelled_out, "compiler/scan.py", r"re.compile(r'[^\s]')"),
    (classes_are_spelled_out, "compiler/scan.py", r"PATTERN = rf'{sign}\d+'"),
    (invariants_raise, "compiler/verify.py", "assert total == 100"),
    (no_clock_below_the_roof, "runtime/evaluate.py", "day = datetime.date.today()"),
    (nothing_is_markup, "overenskommelse/cli/draw.py", "Console(markup=False)"),
    (nothing_is_markup, "overenskommelse/cli/draw.py", "console.print(f'{name} kr')"),
    (nothing_is_markup, "overenskommelse/cli/draw.py", "Text.from_markup('[b]fel[/b]')"),
    (says_what_holds, "test_x.py", "def test_x(): pass"),
]  # fmt: skip

LEFT_ALONE = [
    (only_downwards, "overenskommelse/cli/main.py", "from compiler import parse\nimport runtime"),
    (only_downwards, "compiler/parse.py", "import re, lark\nfrom grammar import GRAMMAR"),
    (only_at_home, "compiler/parse.py", "import json\nfrom lark.lexer import PatternRE"),
    (only_at_home, "runtime/intake/csv_file.py", "import csv\nfrom attrs import frozen"),
    (no_floats, "overenskommelse/money.py", "half = Fraction(1, 2)\nisinstance(x, float)"),
    (no_floats, "overenskommelse/text.py", "cutoff = 0.6"),
    (numbers_are_read_in_one_place, "runtime/intake.py", "Fraction(a, b) + Fraction(0)"),
    (numbers_are_read_in_one_place, "overenskommelse/numbers.py", "Fraction('1')"),
    (nothing_runs_text, "compiler/parse.py", "evaluate(plan); run(x, shell=False)"),
    (lines_end_at_newline, "compiler/scan.py", "text.split('\\n')"),
    (files_have_an_encoding, "runtime/intake.py", "open(name, 'rb'); path.open(mode='wb')"),
    (files_have_an_encoding, "runtime/intake.py", "os.open(a, b); os.fdopen(c, 'wb')"),
    (files_have_an_encoding, "runtime/intake.py", "path.read_text(encoding='utf-8')"),
    (files_have_an_encoding, "overenskommelse/cli/app.py", "write_text(text, page)"),
    (classes_are_spelled_out, "compiler/scan.py", r"r'''Of \d.'''; re.compile(r'[0-9]\\d\b')"),
    (invariants_raise, "compiler/verify.py", "if total != 100: raise Impossible"),
    (no_clock_below_the_roof, ROOF + "main.py", "day = datetime.datetime.now(tz)"),
    (nothing_is_markup, "overenskommelse/cli/draw.py", "Console(markup=False, highlight=False)"),
    (nothing_is_markup, "overenskommelse/cli/draw.py", "console.print(Text(safe))\nprint('1')"),
    (says_what_holds, "test_x.py", "def test_x():\n    'Nothing is lost.'"),
]  # fmt: skip


@pytest.mark.parametrize(("gate", "path", "code"), FOUND)
def test_a_gate_finds_a_trespass(gate: Gate, path: str, code: str) -> None:
    """A gate that is shown what it guards against speaks up."""
    assert list(gate(path, ast.parse(code)))


@pytest.mark.parametrize(("gate", "path", "code"), LEFT_ALONE)
def test_a_gate_leaves_the_rest_alone(gate: Gate, path: str, code: str) -> None:
    """A gate says nothing of code that keeps its rule."""
    assert not list(gate(path, ast.parse(code)))


def test_every_gate_is_shown_both() -> None:
    """No gate is trusted without a trespass that it finds and code that it leaves alone."""
    gates = {*CODE_GATES, says_what_holds}
    assert gates == {gate for gate, _, _ in FOUND} == {gate for gate, _, _ in LEFT_ALONE}


def test_a_room_too_large_is_found() -> None:
    """400 lines pass and 401 do not; a loose class in a grammar is seen, an escaped one is not."""
    assert not list(rooms_are_small("x.py", "\n" * LONGEST_ROOM))
    assert list(rooms_are_small("x.py", "\n" * (LONGEST_ROOM + 1)))
    assert loose_class(r"NUMBER: /\d+/") == r"\d"
    assert loose_class(r"PATH: /\\d/") is None
