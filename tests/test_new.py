"""Another year's agreement: what is moved, what is left, and what is told of it."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from syrupy.assertion import SnapshotAssertion

from compiler import check_text, compile_text
from compiler.fmt import format_text
from compiler.parse import parse
from compiler.renew import Decision, Kind, Obstacle, Renewed, renew_text
from compiler.renew.move import year_of
from compiler.renew.words import TITLED
from overenskommelse.cli import main
from overenskommelse.cli.inputs import Given
from overenskommelse.diagnostics import Report
from overenskommelse.source import Source
from overenskommelse.written import Written
from tests.agreements import AGREEMENT_2023, GOOD, TextFile, told

ROOT = AGREEMENT_2023.parent.parent
SHIPPED = sorted((ROOT / "agreements").rglob("*20??.okt"))
MOVES = [
    *(pytest.param(path, by, id=f"{path.stem} {by:+}") for path in SHIPPED for by in (-2, 1, 3)),
    *(pytest.param(path, 1, id=path.stem) for path in sorted(GOOD.glob("*.okt"))),
]

WHOLE = """\
okt 1
överenskommelse 2023 "Prov" [§ 1]
  beslutad okänt
  omfattning 6 kr [§ 1]
mottagare skr "SKR" [§ 1]
medel skr "Stöd" 6 kr till skr [§ 1]
utbetalning juni 2023 medel skr [§ 1]
"""


def given_file(path: Path) -> Written:
    """A file with all that it may include."""
    return Given(str(path), path.name, path.read_bytes()).written(path.name)


def renewed(text: str | Written, year: int) -> Renewed:
    """What becomes of an agreement that can be moved."""
    written = text if isinstance(text, Written) else Written("prov.okt", text.encode())
    done = renew_text(written, year)
    assert done.text is not None, (told(done.report), done.obstacle)
    return done


def year_in(written: Written) -> int:
    """The year of an agreement that says which it is."""
    base = year_of(parse(Source(written.name, written.data.decode()), Report()))
    assert base is not None
    return base


def moved(text: str, year: int = 2024) -> str:
    """The new text, one blank between words."""
    return " ".join((renewed(text, year).text or "").replace("\u00a0", " ").split())


def decided(text: str, kind: Kind, year: int = 2024) -> list[Decision]:
    """What there is to decide of a kind."""
    return [one for one in renewed(text, year).decisions if one.kind is kind]


# The real agreements -------------------------------------------------------------------------


@pytest.mark.parametrize(("path", "by"), MOVES)
def test_every_agreement_can_be_moved(path: Path, by: int) -> None:
    """What comes out has no errors, and no remark that the old one does not deserve, but that the
    day of the decision is unknown."""
    old = given_file(path)
    new = renewed(old, year_in(old) + by)
    text = (new.text or "").encode()
    before = {d.code.number for d in check_text(old.name, old.data, folder=old.folder)}
    after = check_text(old.name, text, folder=old.folder)
    assert not after.failed
    assert {d.code.number for d in after} <= before | {"OKT491"}


@pytest.mark.parametrize(("path", "by"), MOVES)
def test_back_again_every_word_is_as_it_was(path: Path, by: int) -> None:
    """There and back changes nothing but the day of the decision, the citations and what things
    were called before, unless a title mentions a year that is further away than the next."""
    old = given_file(path)
    base = year_in(old)
    there = renewed(old, base + by)
    back = renewed(Written(old.name, (there.text or "").encode(), old.folder), base)
    emptied = re.sub(r"(#.*)|\[[^\]\n]*\]", lambda m: m[1] or "[]", old.data.decode())
    emptied = re.sub(r"(beslutad\s+)[0-9]+\s+[a-zåäö]+\s+[0-9]+", r"\1okänt", emptied)
    former = r'(?m)^((?:[^#"\n]|"[^"\n]*")*) tidigare (?:krav |block )?[a-zåäö0-9_]+'
    emptied = re.sub(former, r"\1", emptied)
    assert back.text == format_text(old.name, emptied.encode()).text


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_every_comment_stays(path: Path) -> None:
    """No comment is lost or changed: what it tells of is the lawyer's to judge."""
    old = given_file(path)
    new = renewed(old, 2050).text or ""
    assert re.findall(r"#.*", new) == [c.rstrip() for c in re.findall(r"#.*", old.data.decode())]


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_lines_are_those_of_the_new_text(path: Path) -> None:
    """Each thing to decide stands on the line that is told, which is the draft's."""
    new = renewed(given_file(path), 2050)
    lines = (new.text or "").split("\n")
    for one in new.decisions:
        words = lines[one.line - 1].replace("\u00a0", " ").split()
        if one.kind in (Kind.NAME, Kind.MOVED_NAME):
            assert any(one.text in word for word in words)
        elif one.kind is Kind.COMMENT:
            assert one.text in lines[one.line - 1]
        else:
            assert words[0] in one.text.split()


def test_2023_has_a_plan_in_2024() -> None:
    """The next year's draft of a real agreement can be computed as it stands."""
    new = renewed(given_file(AGREEMENT_2023), 2024)
    compiled = compile_text("2024.okt", (new.text or "").encode(), {})
    assert compiled.plan is not None
    assert compiled.plan.name == "2024"


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_strict_tells_where_citations_are_missing(path: Path) -> None:
    """Every emptied citation is a warning of its own, also where none must stand."""
    old = given_file(path)
    new = renewed(old, 2050)
    strictly = check_text(old.name, (new.text or "").encode(), strict=True, folder=old.folder)
    own = [d for d in strictly if d.span is None or d.span.origin.source.name == old.name]
    assert [d.code.number for d in own].count("OKT451") == new.citations > 0


# What is moved, what is left -----------------------------------------------------------------


KEY = 'nyckel a "A" den'
DUTY = 'skyldighet r för skr "R"\n '


def with_line(line: str) -> str:
    """The whole agreement and one more statement."""
    return f"{WHOLE}{line}\n"


@pytest.mark.parametrize(
    ("line", "year", "becomes"),
    [
        (f"{KEY} 1 november 2022", 2024, "den 1 november 2023"),
        (f"{KEY} 1 november 2022", 2013, "den 1 november 2012"),
        (f"{KEY} 29 februari 2024", 2024, "den 28 februari 2025"),
        (f"{KEY} 29 februari 2024", 2027, "den 29 februari 2028"),
        (f"{KEY} 28 februari 2023", 2024, "den 28 februari 2024"),
        (f"{KEY} 01 mars 2023", 2024, "den 01 mars 2024"),
        (f"{DUTY} under december 2023–mars 2024", 2024, "under december 2024–mars 2025"),
        (f"{DUTY} under mars 2023", 2025, "under mars 2025"),
        (f"{DUTY} senast 31 mars 2024", 2025, "senast 31 mars 2026"),
        (f'{DUTY} innehåller "som 2023"', 2024, 'innehåller "som 2023"'),
        ('skyldighet r för skr "R 2023–2024"', 2024, '"R 2024–2025"'),
        ('skyldighet r för skr "R av 2020"', 2024, '"R av 2020"'),
        ('skyldighet r för skr "Lagen (2023:30)"', 2024, '"Lagen (2023:30)"'),
        ('skyldighet r för skr "R" [§ 2] [§ 3; § 4]', 2024, 'skyldighet r för skr "R" []'),
        ('nyckel a_2022 "A" den 1 mars 2022', 2024, 'nyckel a_2023 "A" den 1 mars 2023'),
        ('nyckel a_2021 "A" den 1 mars 2022', 2024, 'nyckel a_2021 "A" den 1 mars 2023'),
    ],
)
def test_what_becomes_of_a_line(line: str, year: int, becomes: str) -> None:
    """Days, months, periods, titles of the year and names beside it are moved; the rest stays."""
    assert becomes in moved(with_line(line), year)


def test_names_stay_apart() -> None:
    """A name is not moved onto another that stays; names that are moved may follow each other."""
    both = 'nyckel a_2022 "A" den 1 mars 2022\nnyckel a_2023 "B"'
    assert 'nyckel a_2022 "A" den 1 mars 2023 nyckel a_2023 "B"' in moved(with_line(both))
    dated = f"{both} den 1 mars 2023"
    assert 'nyckel a_2023 "A" den 1 mars 2023 nyckel a_2024 "B"' in moved(with_line(dated))


@pytest.mark.parametrize(
    ("line", "kind", "text", "before", "note"),
    [
        (f"{KEY} 1 juni 2023", Kind.KEY_DATE, f"{KEY} 1 juni 2024", "1 juni 2023", ""),
        (
            f"{KEY} 29 februari 2024", Kind.FEBRUARY, f"{KEY} 28 februari 2025",
            "29 februari 2024", "29 februari finns inte 2025",
        ),
        (
            f"{DUTY} senast 28 februari 2023", Kind.FEBRUARY,
            "skyldighet r: senast 28 februari 2024",
            "28 februari 2023", "februari har 29 dagar 2024",
        ),
        (
            f"{DUTY} senast 1 juni 2023", Kind.WEEKEND, "skyldighet r: senast 1 juni 2024",
            "1 juni 2023", "lördag",
        ),
        (
            f"{DUTY} senast 3 juni 2023", Kind.DATE, "skyldighet r: senast 3 juni 2024",
            "3 juni 2023", "",
        ),
        (f"{DUTY} senast okänt", Kind.UNKNOWN, "skyldighet r: senast okänt", "", ""),
        (f'{DUTY} innehåller "2023"', Kind.TEXT, 'skyldighet r: innehåller "2023"', "", ""),
        (
            'skyldighet r för skr "R 2023"', Kind.TITLE, 'skyldighet r för skr "R 2024"',
            "R 2023", "",
        ),
        (
            'skyldighet r för skr "R av 2020"', Kind.TEXT, 'skyldighet r för skr "R av 2020"',
            "", "",
        ),
        ('skyldighet r_2023 för skr "R 2023"', Kind.MOVED_NAME, "r_2024", "r_2023", ""),
        ('skyldighet r_2023 för skr "R"', Kind.NAME, "r_2023", "", ""),
        (
            'mått b "B"\n andel av genomförda b\n med väntetid högst 3 dagar\n bättre högre',
            Kind.LEVEL, "mått b: med väntetid högst 3\u00a0dagar", "", "",
        ),
        ("# Som 2023.", Kind.COMMENT, "# Som 2023.", "", ""),
    ],
)  # fmt: skip
def test_what_is_told_of_a_line(line: str, kind: Kind, text: str, before: str, note: str) -> None:
    """Everything that another year may change is told once, with what stood there before."""
    without = {one.text for one in decided(WHOLE, kind)}
    found = [one for one in decided(with_line(line), kind) if one.text not in without]
    assert [(one.text, one.before, one.note) for one in found] == [(text, before, note)]


def test_the_day_of_the_decision_becomes_unknown() -> None:
    """Nobody has decided on the new agreement, so no day is made up."""
    text = WHOLE.replace("beslutad okänt", "beslutad 22 december 2022")
    assert "beslutad okänt" in moved(text)
    assert [one.before for one in decided(text, Kind.DECIDED)] == ["22 december 2022"]
    assert not decided(text, Kind.UNKNOWN)


def test_amounts_stay_and_are_told() -> None:
    """No amount is changed, and each statement with one is told once."""
    assert [one.text for one in decided(WHOLE, Kind.AMOUNT)] == [
        "omfattning 6\u00a0kr", 'medel skr "Stöd" 6\u00a0kr till skr'
    ]  # fmt: skip


def test_every_interpretation_is_asked_anew() -> None:
    """Each is told with the reading that holds."""
    new = renewed(given_file(AGREEMENT_2023), 2024)
    found = [one for one in new.decisions if one.kind is Kind.INTERPRETATION]
    assert len(found) == len(re.findall(r"(?m)^tolkning", new.text or ""))
    assert "gäller: nivåerna" in [one.note for one in found]


def test_what_an_amendment_has_done_is_left_out() -> None:
    """A consolidated agreement says what has amended it; nothing has amended the new one."""
    amended = 'ändrad genom tillägg 1 "Mer", gäller från april 2023  [tillägg 1]'
    text = WHOLE.replace("  beslutad okänt", f"  beslutad okänt\n  {amended}  # så")
    assert "ändrad" not in moved(text)
    (found,) = decided(text, Kind.LEFT_OUT)
    assert (found.line, found.text) == (3, " ".join(amended.split()))


def test_included_files_are_told() -> None:
    """What is included is not moved, so it has to be looked at."""
    path = next(p for p in SHIPPED if "\ninkludera" in p.read_text(encoding="utf-8"))
    new = renewed(given_file(path), 2050)
    found = [one.text for one in new.decisions if one.kind is Kind.INCLUDED]
    assert found == re.findall(r"(?m)^inkludera.*$", new.text or "")


@given(st.integers(1900, 2200).filter(lambda year: year != 2023))
def test_any_year_can_be_reached(year: int) -> None:
    """An agreement moves to any year of which agreements speak, in either direction."""
    assert f"utbetalning juni {year} medel skr" in moved(WHOLE, year)


def test_every_title_is_known() -> None:
    """The statements whose names the grammar lets a title follow are those that have titles."""
    grammar = (ROOT / "grammar" / "okt.lark").read_text(encoding="utf-8")
    titled = re.findall(
        r'(?m)^([a-z_]+?)(?:_head)?: (?:"[a-zåäö]+" \()?(?:name|NAME)(?: "för" NAME)? STRING',
        grammar,
    )
    assert set(titled) == TITLED | {"member"}  # A member stands under its recipient.


# What cannot be moved ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "year", "obstacle"),
    [
        (WHOLE, 2023, Obstacle.SAME_YEAR),
        (WHOLE.replace("juni 2023", "juni 2199"), 2026, Obstacle.BEYOND),
        (WHOLE.replace("överenskommelse 2023", "överenskommelse prov"), 2024, Obstacle.NO_YEAR),
    ],
)
def test_why_an_agreement_stays(text: str, year: int, obstacle: Obstacle) -> None:
    """There is no draft of the same year, beyond all years, or of a year that nothing says."""
    done = renew_text(Written("prov.okt", text.encode()), year)
    assert (done.text, done.obstacle) == (None, obstacle)


@pytest.mark.parametrize(
    "head",
    ['bup_2023 "Prov"', 'prov "Prov 2023"', 'prov "Prov"\n mätperiod december 2023–mars 2024'],
)
def test_where_the_year_is_found(head: str) -> None:
    """The year is in the name, else in the title, else in the measuring period."""
    new = renewed(WHOLE.replace('2023 "Prov"', head), 2025)
    assert new.base == 2023
    assert "2023" not in (new.text or "")


# The command ---------------------------------------------------------------------------------


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with an agreement, and files that are none."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "2023.okt").write_text(WHOLE, encoding="utf-8")
    (tmp_path / "fel.okt").write_text(WHOLE + "fel\n", encoding="utf-8")
    (tmp_path / "plan.json").write_text('{"okt_plan": 1}', encoding="utf-8")
    (tmp_path / "t.okt").write_text('okt 1\ntillägg 1 till överenskommelse 2023 "Mer"\n', "utf-8")
    return tmp_path


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    """A run's exit code and what it printed on the two streams."""
    code = main(["new", *arguments])
    return code, *capsys.readouterr()


def test_the_list_of_2024(
    desk: Path, capsys: pytest.CaptureFixture[str], snapshot: SnapshotAssertion
) -> None:
    """What a lawyer is asked of the next year of a real agreement."""
    code, out, err = run(capsys, "2024", "--from", str(AGREEMENT_2023), "-o", "2024.okt")
    assert (code, err) == (0, "Utkastet är skrivet till 2024.okt.\n")
    assert out == snapshot.use_extension(TextFile)


def test_the_draft_comes_first(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without a file the draft is the result, and the list is told beside it unless quiet."""
    code, out, err = run(capsys, "2024", "--from", "2023.okt")
    assert (code, out) == (0, renewed(WHOLE, 2024).text)
    assert err.startswith("Att besluta för 2024: 4 punkter.\n")
    assert run(capsys, "2024", "--from", "2023.okt", "-q") == (0, out, "")


def test_the_machine_form_has_both(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The json has the draft, and each thing to decide with its kind and line."""
    code, out, err = run(capsys, "2024", "--from", "2023.okt", "--format", "json")
    read = json.loads(out)
    assert (code, err) == (0, "")
    assert read["agreement"] == {"year": 2024, "from": 2023}
    assert read["text"] == renewed(WHOLE, 2024).text
    assert read["emptied_citations"] == 5
    assert read["decisions"][1] == {
        "kind": "amount", "line": 5, "text": "omfattning 6\u00a0kr", "before": None, "note": None
    }  # fmt: skip


def test_nobodys_work_is_written_over(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file that is there already stays, whatever it is."""
    (desk / "2024.okt").write_text("mitt", encoding="utf-8")
    code, out, err = run(capsys, "2024", "--from", "2023.okt", "--out", "2024.okt")
    assert (code, out) == (2, "")
    assert "2024.okt finns redan" in err
    assert (desk / "2024.okt").read_text(encoding="utf-8") == "mitt"


WRONG = [
    "2024", "24 --from 2023.okt", "2024 --from", "tjugo --from 2023.okt", "2300 --from 2023.okt",
    "2023 --from 2023.okt", "2024 --from saknas.okt", "2024 --from fel.okt", "2024 --from t.okt",
    "2024 --from plan.json", "2024 --from 2023.okt -o a.csv", "2024 --from 2023.okt -o 2023.okt",
    "2024 --from 2023.okt -o borta/a.okt", "2024 2025 --from 2023.okt",
]  # fmt: skip


def test_refusals(
    desk: Path, capsys: pytest.CaptureFixture[str], snapshot: SnapshotAssertion
) -> None:
    """Whatever cannot be done is said in Swedish with a way out, and nothing is written."""
    shown = ""
    for line in WRONG:
        code, out, err = run(capsys, *line.split())
        assert out == ""
        shown += f"$ okt new {line}\n{err}→ {code}\n\n"
    assert shown == snapshot.use_extension(TextFile)
    assert sorted(path.name for path in desk.iterdir()) == [
        "2023.okt", "fel.okt", "plan.json", "t.okt"
    ]  # fmt: skip
