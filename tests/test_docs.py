"""The documents tell the truth: every block is run, every table held against what it is about."""

import importlib
import json
import re
from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path

import pytest

from compiler import compile_text
from compiler.parse import build_parser
from compiler.readings import PLACES
from grammar import GRAMMAR
from overenskommelse import agreement, clauses, codes, limits
from overenskommelse.diagnostics import Code, Diagnostic, Severity
from overenskommelse.numbers import Notation, write_number
from overenskommelse.written import Written
from runtime.intake import cells
from runtime.intake.faults import Unreadable
from runtime.intake.kinds import kinds
from tests.documents import (
    DOCUMENTS,
    ELISION,
    HOST,
    HOSTS,
    ROOT,
    Block,
    Command,
    Row,
    Session,
    as_shown,
    blocks,
    commands,
    hosted,
    inline_code,
    plain,
    renewed,
    rows,
    statements,
    text_of,
)

LANGUAGE = "docs/språket.md"
DATA = "docs/analytiker.md"
GLOSSARY = "grammar/GLOSSARY.md"
BLOCKS = [block for document in DOCUMENTS for block in blocks(document)]
FRAGMENTS = [block for block in BLOCKS if "del" in block.options]
UNUSED = codes.UNUSED.number
OTHER_COMMANDS = (
    "uv tool install .", "pipx install .", ".venv/bin/pytest --snapshot-update",
    ".venv/bin/python benchmarks/broken.py",
    ".venv/bin/python benchmarks/mutants.py",
    ".venv/bin/python benchmarks/variants.py",
    ".venv/bin/python benchmarks/rule_diff.py",
    "okt diff HEAD~1:agreements/2023.okt agreements/2023.okt",
    'git config diff.okt.command "okt diff --git"',
)  # fmt: skip
"""What the documents tell a reader to run and the tests cannot: what they install is packed and
tried by `test_wheel`, versions in git by `test_diff_command`, and measuring takes too long."""


def compiled(text: str, name: str = "prov.okt") -> list[Diagnostic]:
    """Everything that is found in an agreement, which has a plan if there is no error."""
    result = compile_text(name, text.encode(), {})
    found = list(result.report)
    assert (result.plan is None) == any(d.severity is Severity.ERROR for d in found)
    return found


def faults(found: list[Diagnostic]) -> list[str]:
    """The codes of what is wrong: in a host it is no fault that something is not used."""
    return [d.code.number for d in found if d.code.number != UNUSED]


def is_part(block: Block) -> bool:
    """Whether a file is no agreement of its own: it is included, or amends one.

    Those are carried out by the sessions.
    """
    return "fel" not in block.options and not re.search("(?m)^överenskommelse ", block.text)


def fits(fragment: str, under: str = "") -> bool:
    """Whether a fragment is right in one of the hosts.

    A host has shares and measures of its own, so that it may be warned of a route that gives less,
    and of measures that are alike.
    """
    hosts = [host for host in HOSTS if not under or statements(host).find(under)]
    own = {"OKT461", "OKT408", "OKT409"}
    return any(not set(faults(compiled(hosted(fragment, under, host)))) - own for host in hosts)


# Blocks --------------------------------------------------------------------------------------


@pytest.mark.parametrize("block", BLOCKS, ids=[block.place for block in BLOCKS])
def test_every_block_is_run(block: Block) -> None:
    """No block is there only to be looked at: each is of a kind that some test carries out."""
    known = {
        "okt": {"fil", "fel", "del", "ur"},
        "csv": {"fil", "kodning"},
        "console": set(),
        "sh": set(),
        "text": {"fil"},
    }  # fmt: skip
    assert set(block.options) <= known[block.language]
    if block.language == "text" and not block.options:
        assert block.document == "ARCHITECTURE.md", "a drawing"
    elif block.language not in ("console", "sh"):
        assert {"fil", "del", "ur"} & set(block.options)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_sessions_show_what_happens(
    document: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    request: pytest.FixtureRequest,
) -> None:
    """Commands run in a document's order, on the files that it shows, print what it shows.

    Like a snapshot, what is shown is renewed by --snapshot-update, but for what is elided.
    """
    session = Session(tmp_path, monkeypatch)
    renews = request.config.getoption("update_snapshots")
    wrong: list[str] = []
    idle: set[str] = set()
    printed: dict[tuple[int, int], str] = {}
    for block in blocks(document):
        if "fil" in block.options:
            session.write(block)
            idle.add(block.options["fil"])
        for i, command in enumerate(session_of(block)):
            output = session.run(command.text)
            idle -= {name for name in idle if read_by(command, name)}
            if as_shown(output, command.shown):
                continue
            if renews and not any(line.endswith(ELISION) for line in command.shown):
                printed[block.line, i] = output
            else:
                wrong.append(f"{block.place}: $ {command.text}\n{plain(output)}")
    if printed:
        (ROOT / document).write_text(renewed(document, printed), encoding="utf-8")
    assert not wrong, "\n".join(wrong)
    assert not idle, "shown but never used"


def read_by(command: Command, name: str) -> bool:
    """Whether a command reads a file, or the folder that it lies in."""
    folder = name.rpartition("/")[0]
    return name in command.text or bool(folder and folder in command.text)


@pytest.mark.parametrize(
    "block",
    [block for block in BLOCKS if "ur" in block.options],
    ids=lambda block: block.place,
)
def test_excerpts_are_of_their_file(block: Block) -> None:
    """Every line of an excerpt stands in the file that it is taken from."""
    lines = text_of(block.options["ur"]).split("\n")
    assert [line for line in block.text.split("\n") if line not in lines] == []


@pytest.mark.parametrize("block", FRAGMENTS, ids=[block.place for block in FRAGMENTS])
def test_fragments_fit(block: Block) -> None:
    """A part of an agreement can stand in one, or has exactly the faults that it says."""
    wanted = block.options.get("fel")
    if wanted is None:
        assert fits(block.text)
    else:
        assert sorted(set(faults(compiled(hosted(block.text))))) == sorted(wanted.split(","))


@pytest.mark.parametrize(
    "block",
    [b for b in BLOCKS if b.language == "okt" and "fil" in b.options and not is_part(b)],
    ids=lambda block: block.place,
)
def test_whole_agreements_compile(block: Block) -> None:
    """An agreement that is shown whole has no fault and no warning, or exactly those it says."""

    def folder(name: str) -> Written:
        parts = [b for b in blocks(block.document) if b.options.get("fil") == name]
        return Written(name, parts[0].text.encode())

    report = compile_text("prov.okt", block.text.encode(), {}, folder=folder).report
    found = [d.code.number for d in report]
    assert sorted(set(found)) == sorted(set(block.options.get("fel", "").split(",")) - {""})


@pytest.mark.parametrize(
    "line",
    [line for block in BLOCKS if block.language == "sh" for line in block.text.split("\n") if line],
)
def test_shell_commands_exist(line: str) -> None:
    """A make target that is named is in the Makefile; what is installed is this folder."""
    command = line.partition("#")[0].strip()
    if command.startswith("make "):
        targets = re.findall(r"(?m)^([a-z]+):", text_of("Makefile"))
        assert set(command.split()[1:]) <= set(targets)
    else:
        assert command in OTHER_COMMANDS


def test_the_first_command_is_the_one_shown() -> None:
    """What `make evaluate` runs is what the tour shows the result of."""
    recipe = re.search(r"(?m)^evaluate:.*\n\t@\$\(BIN\)/(okt .*)$", text_of("Makefile"))
    assert recipe
    shown = [c.text for block in blocks("README.md") for c in session_of(block)]
    assert recipe[1] in shown


def session_of(block: Block) -> list[Command]:
    """The commands of a block; none, if it is no session."""
    return commands(block) if block.language == "console" else []


# The language reference ----------------------------------------------------------------------

LARK = build_parser()
KEYWORDS = {t.name: t.pattern.value for t in LARK.terminals if t.pattern.type == "str"}


def statement_rules() -> Iterator[tuple[str, str]]:
    """Every rule of the grammar that begins a statement, and the word it begins with."""
    for rule in LARK.rules:
        if len(rule.expansion) > 1 and rule.expansion[1].name == "FEL":
            yield str(rule.origin.name), KEYWORDS.get(rule.expansion[0].name, "")


STATEMENT_RULES = sorted(set(statement_rules()))
CLAUSE_ROWS = [row for row in rows(LANGUAGE) if row.heading.startswith("Satser under")]
PLACE_ROWS = [row for row in rows(LANGUAGE) if row.heading.startswith("Platser")]
DECISION_ROWS = [row for row in rows(LANGUAGE) if row.heading == "Det som måste sägas"]


def row_id(row: Row) -> str:
    return f"{row.document}:{row.line}"


@pytest.mark.parametrize(("rule", "word"), STATEMENT_RULES)
def test_the_reference_has_every_statement(rule: str, word: str) -> None:
    """Every word that begins a statement of the grammar is explained in the reference."""
    said = {code for _, code in inline_code(LANGUAGE)}
    assert not word or any(re.match(rf"{word}\b", code) for code in said), rule


def test_every_statement_has_its_section() -> None:
    """Each statement of the top level has a heading of its own, and a row in the overview."""
    text = Path(GRAMMAR).read_text(encoding="utf-8")
    named = re.search(r"\?statement:((?:[ |a-z_]|\n  )+)", text)
    assert named
    rules = set(re.findall("[a-z_]+", named[1]))
    words = {word for rule, word in STATEMENT_RULES if rule in rules}
    headings = set(re.findall(r"(?m)^### `([^`]+)`$", text_of(LANGUAGE)))
    overview = {row.code(0)[0] for row in rows(LANGUAGE) if row.heading == "Satserna"}
    assert words == headings == overview


@pytest.mark.parametrize("row", CLAUSE_ROWS, ids=row_id)
def test_examples_of_clauses_fit(row: Row) -> None:
    """Every example of a clause is right under the statement that its table is about."""
    under = re.findall("`([^`]+)`", row.heading)[0]
    word = row.code(0)[0]
    for example in row.code(3):
        assert example.startswith(word)
        assert fits(example, under), example


@pytest.mark.parametrize("row", PLACE_ROWS, ids=row_id)
def test_open_places_take_their_readings(row: Row) -> None:
    """A place that may be left to an interpretation takes every reading that is shown for it."""
    under, (clause,), readings = "".join(row.code(0)), row.code(1), row.code(2)
    assert len(readings) > 1
    lines = [f"  läsning l{i} {reading}\n" for i, reading in enumerate(readings)]
    question = f'tolkning prov "Hur?"\n  eftersom "så"\n{"".join(lines)}  gäller l0\n'
    texts = [
        hosted(question, "", hosted(clause, under, host))
        for host in HOSTS
        if not under or statements(host).find(under)
    ]
    assert any(not faults(compiled(text)) for text in texts)


def test_all_open_places_are_shown() -> None:
    """The table of open places has as many rows as there are places."""
    assert len(PLACE_ROWS) == len(PLACES)


@pytest.mark.parametrize("row", DECISION_ROWS, ids=row_id)
def test_what_must_be_said_must_be_said(row: Row) -> None:
    """Without the line the agreement has a fault whose help has such a line; with it, none."""
    under, line = row.code(1)[0], row.code(2)[0]
    key = statements(line).under[0].key
    paid = "utbetalning december 2023 block 1, bonuspott\n"
    requisition_first = HOST.replace(paid, "") + paid
    host = next(h for h in (*HOSTS, requisition_first) if says(h, under, key))
    lacking = statements(host)
    place = lacking.find(under)
    assert place is not None
    place.under[:] = [s for s in place.under if s.key != key]
    found = [d for d in compiled("".join(lacking.lines())) if d.severity is Severity.ERROR]
    assert any(f" {line.split()[0]} " in f" {d.help} " for d in found)
    assert not faults(compiled(hosted(line, under, host)))


def says(host: str, under: str, key: str) -> bool:
    """Whether a host has such a clause under the first statement of that word."""
    place = statements(host).find(under)
    return place is not None and any(s.key == key for s in place.under)


COMPARATOR_ROWS = [row for row in rows(LANGUAGE) if row.columns == ("Skrivs", "Betyder")]


@pytest.mark.parametrize("row", COMPARATOR_ROWS, ids=row_id)
def test_comparators_mean_what_is_said(row: Row) -> None:
    """Every spelling of a comparison stands for the sign that its row says."""
    for spelling in row.code(0):
        text = hosted(f"med väntetid {spelling} 60 dagar", "mått")
        built = compile_text("prov.okt", text.encode(), {}).agreement
        assert built is not None
        limit = built.measures[0].limit
        assert isinstance(limit, clauses.WaitingLimit)
        assert row.cells[1].startswith(f"{limit.comparator.value} ")


def test_every_comparator_is_shown() -> None:
    """There is a row for each kind of comparison."""
    assert len(COMPARATOR_ROWS) == len(clauses.Comparator)


def test_limits_of_data_are_those_of_the_code() -> None:
    """The limits that the guide to data names are the ones that hold."""
    said = plain(text_of(DATA))
    for limit in (
        limits.DATA_BYTES, limits.DATA_ROWS, limits.DATA_COLUMNS, limits.FIELD_CHARACTERS,
        limits.FILES, limits.SAME_FAULT_KEPT, limits.PARTS, limits.UNPACKED_BYTES,
        limits.SHEET_CELLS,
    ):  # fmt: skip
        assert re.search(rf"\b{plain(write_number(limit)).strip()}\b", said), limit


def test_limits_are_those_of_the_code() -> None:
    """The limits that the reference names are the ones that hold."""
    section = plain(text_of(LANGUAGE).partition("\n## Gränser\n")[2])
    for limit in (
        limits.AGREEMENT_BYTES, limits.LINE_CHARACTERS, limits.STATEMENTS, limits.NAME_CHARACTERS,
        limits.STRING_CHARACTERS, limits.INTEGER_DIGITS, limits.DECIMALS, limits.KRONOR,
        limits.MONTHS, limits.INCLUDES, limits.INCLUDE_DEPTH,
    ):  # fmt: skip
        assert re.search(rf"\b{plain(write_number(limit)).strip()}\b", section), limit


# Data ----------------------------------------------------------------------------------------

READERS: dict[str, Callable[[str], object]] = {
    "antal": cells.read_count,
    "belopp": cells.read_kronor,
    "nyckeltal": cells.read_key_value,
    "procent": cells.read_per_cent,
    "månad": cells.read_month,
    "dag": cells.read_day,
}
CELL_ROWS = [row for row in rows(DATA) if row.columns[:2] == ("Slag", "I cellen")]
JSON_ROWS = [row for row in rows(DATA) if row.columns[0] == "Nyckel"]


NOTATION_ROWS = [row for row in rows(DATA) if row.columns[0] == "I cellen"]


@pytest.mark.parametrize("row", NOTATION_ROWS, ids=row_id)
def test_numbers_are_read_as_shown(row: Row) -> None:
    """A number is read in each notation as the guide says, or refused with the code it says."""
    (cell,) = row.code(0)
    for at, notation in enumerate(Notation, start=1):
        (shown,) = row.code(at)
        value = cells.read_key_value(cell, notation)
        if isinstance(value, Unreadable):
            assert value.code.number == shown
        else:
            assert plain(write_number(value or 0)) == plain(shown)


def test_every_notation_is_shown() -> None:
    """The table of notations has a column for each, in their order."""
    assert NOTATION_ROWS
    named = [re.findall("--tal ?([a-z]*)", column)[0] for column in NOTATION_ROWS[0].columns[1:]]
    assert named == [notation.value for notation in Notation]


@pytest.mark.parametrize("row", CELL_ROWS, ids=row_id)
def test_cells_are_read_as_shown(row: Row) -> None:
    """What stands in a cell is read as the guide says, or refused with the code that it says."""
    (cell,), (shown,) = row.code(1), row.code(2)
    value = READERS[row.cells[0]](cell)
    match value:
        case Unreadable():
            assert value.code.number == shown
        case None:
            assert shown == "saknas"
        case int() | Fraction():
            assert plain(write_number(value)) == plain(shown)
        case _:
            assert str(value) == shown


def test_every_kind_of_table_is_shown() -> None:
    """The guide has every kind of table, with the columns that it needs and may have."""
    files = (ROOT / "tests/cases/good/fokusomraden.okt", ROOT / "agreements" / "2023.okt")
    plans = [compile_text(path.name, path.read_bytes(), {}).plan for path in files]
    shown = {
        row.cells[0]: row
        for row in rows(DATA)
        if row.columns[0] == "Slag" and len(row.columns) == 4
    }
    known = {kind.name: kind for plan in plans if plan is not None for kind in kinds(plan)}
    assert shown.keys() == known.keys()
    for name, kind in known.items():
        needed = set(shown[name].code(1)) - set(kind.about)
        assert set(kind.required) <= needed
        assert needed - set(kind.required) <= set(kind.one_of)
        assert bool(kind.one_of) == bool(needed - set(kind.required))
        assert set(shown[name].code(2)) == set(kind.optional)


def test_every_key_of_the_machine_form_is_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The guide has the keys of the JSON form, all of them and in their order."""
    session = Session(tmp_path, monkeypatch)
    files = [block for block in blocks(DATA) if "fil" in block.options]
    for block in files:
        session.write(block)
    names = "uppgifter rekvisitioner.csv anvant.csv rapportering.csv redovisningar.csv ursprung.csv"
    result = json.loads(session.run(f"okt evaluate exempel.okt {names} --format json --quiet"))
    names = "folk.csv svar.csv bedomningar.csv beslut_om_villkor.csv"
    on_conditions = json.loads(session.run(f"okt evaluate fokus.okt {names} --format json -q"))
    result["conditions"] = on_conditions["conditions"]
    shown: dict[str, list[str]] = {}
    for row in JSON_ROWS:
        part = "".join(re.findall("`(.*)`", row.heading))
        shown.setdefault(part, []).extend(row.code(0))
    assert shown.pop("") == list(result)
    assert set(shown) == {key for key, value in result.items() if value and key in ROWS_SHOWN}
    for part, keys in shown.items():
        assert keys == list(result[part][0]), part


ROWS_SHOWN = (
    "payments",
    "pots",
    "cells",
    "conditions",
    "repayments",
    "criteria",
    "duties",
    "provenance",
    "notes",
)
"""Parts of the machine form whose rows the guide has a table of."""


# The glossary --------------------------------------------------------------------------------


def test_the_glossary_has_every_statement() -> None:
    """Every statement of the grammar stands in the glossary with its word and its rule."""
    said = {
        (row.code(1)[0], row.code(0)[0]) for row in rows(GLOSSARY) if row.code(1) and row.code(0)
    }
    rules = {rule for rule, _ in said}
    for rule, word in STATEMENT_RULES:
        assert rule in rules or rule == "tier"
        assert not word or any(r == rule and w.split()[0] == word for r, w in said), rule


def test_the_glossary_names_nothing_else() -> None:
    """Every rule that the glossary names is in the grammar."""
    known = {str(rule.origin.name) for rule in LARK.rules} | {rule.alias for rule in LARK.rules}
    assert {code for row in rows(GLOSSARY) for code in row.code(1)} <= known


def test_the_glossary_has_every_class() -> None:
    """Every class of the agreement stands in the glossary, and every one there is a class."""
    public = {
        name
        for module in (agreement, clauses)
        for name, value in vars(module).items()
        if isinstance(value, type) and value.__module__ == module.__name__
    }
    named = {
        code
        for row in rows(GLOSSARY)
        for code in (*row.code(2), *row.code(3))
        if code[:1].isupper()
    }
    assert public - {name.partition(".")[0] for name in named} == set()
    for name in named:
        kind, _, attribute = name.partition(".")
        found = getattr(agreement, kind, None) or getattr(clauses, kind)
        assert not attribute or attribute in {a.name for a in found.__attrs_attrs__}, name


# All documents -------------------------------------------------------------------------------

CODES = {
    value.number
    for path in (ROOT / "overenskommelse").glob("*codes.py")
    for value in vars(importlib.import_module(f"overenskommelse.{path.stem}")).values()
    if isinstance(value, Code)
}


@pytest.mark.parametrize("document", DOCUMENTS)
def test_codes_exist(document: str) -> None:
    """Every code that a document names is one that okt has."""
    assert set(re.findall("OKT[0-9]{3}", text_of(document))) <= CODES


@pytest.mark.parametrize("document", DOCUMENTS)
def test_links_lead_somewhere(document: str) -> None:
    """Every link within the project leads to a file and, in it, to a heading."""
    for target in re.findall(r"\]\(([^)]+)\)", text_of(document)):
        path, _, anchor = target.partition("#")
        file = (ROOT / document).parent / path if path else ROOT / document
        assert file.exists(), target
        if anchor:
            headings = re.findall(r"(?m)^#+ (.*)$", file.read_text(encoding="utf-8"))
            anchors = {re.sub(r"[^\w\- ]", "", h.lower()).replace(" ", "-") for h in headings}
            assert anchor in anchors, target


@pytest.mark.parametrize("document", ["ARCHITECTURE.md", "CONTRIBUTING.md"])
def test_files_exist(document: str) -> None:
    """Every file and folder that the developers' pages name is there."""
    for number, code in inline_code(document):
        if re.fullmatch(r"[a-z_]+/[a-z_0-9/]*(\.[a-z]+)?|[A-Za-z_]+\.(md|toml)", code):
            assert (ROOT / code).exists(), f"{document}:{number}: {code}"


def test_the_map_fits_a_table() -> None:
    """The map of the project is at most 150 lines."""
    assert text_of("ARCHITECTURE.md").count("\n") <= 150
