"""`okt template`: what the form asks for, what can be changed in it, and that it is read back."""

import io
from functools import partial
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from attrs import evolve
from syrupy.assertion import SnapshotAssertion

from compiler import compile_text
from overenskommelse.cli import main
from overenskommelse.cli.template_xlsx import sheet_name, template_xlsx
from overenskommelse.diagnostics import Report
from overenskommelse.plan import Plan
from runtime.intake import read_figures
from runtime.template import Entry, template
from tests.workbooks import as_text, edited, parts_of


def plan_of(path: Path) -> Plan:
    plan = compile_text(path.name, path.read_bytes(), {}).plan
    assert plan is not None
    return plan


@pytest.fixture(scope="module")
def cities(root: Path) -> Plan:
    """A small agreement with focus areas, a key, a duty and a criterion."""
    return plan_of(root / "tests" / "cases" / "good" / "fokusomraden.okt")


def by_title(book: Any, words: str) -> Any:
    return next(page for page in book.worksheets if words in page.title)


def column(page: Any, name: str) -> int:
    return next(cell.column for cell in page[1] if cell.value == name)


def test_a_form_for_all(cities: Plan, snapshot: SnapshotAssertion) -> None:
    """A form for all has every question and every row, and leaves nothing else open."""
    assert as_text(template_xlsx(template(cities))) == snapshot


def test_a_form_for_one(cities: Plan, snapshot: SnapshotAssertion) -> None:
    """A form for one recipient is made out to that one and has what that one reports."""
    assert as_text(template_xlsx(template(cities, "b"))) == snapshot


def test_the_same_agreement_gives_the_same_bytes(cities: Plan) -> None:
    """A form holds no time of day and nothing of the machine that made it."""
    assert template_xlsx(template(cities)) == template_xlsx(template(cities))


def test_rows_have_room_for_their_words(cities: Plan) -> None:
    """A question of four lines, and a text to be written, are given the height that they need."""
    [area, *others] = cities.areas
    [asked, *questions] = area.questions
    longer = evolve(asked, title="ord " * 45)  # 180 characters in a column of 60.
    plan = evolve(cities, areas=(evolve(area, questions=(longer, *questions)), *others))
    page = by_title(openpyxl.load_workbook(io.BytesIO(template_xlsx(template(plan)))), "Planer")
    heights = [page.row_dimensions[row].height for row in range(2, 6)]
    # In points; a line is 15, and texts have five. A column of 60 digits has room for 54 letters,
    # which is 13 of the words: 45 of them are four lines.
    assert heights == [60, None, 75, 75]


@pytest.mark.parametrize("year", ["2023", "2024"])
def test_every_question_and_every_month_has_its_row(root: Path, year: str) -> None:
    """Every question stands once with its citation; every count that is needed has a row."""
    plan = plan_of(root / "agreements" / f"{year}.okt")
    form = template(plan)
    asked = [
        (row[0], row[1]) for sheet in form.sheets for row in sheet.rows if "svar" in sheet.columns
    ]
    assert asked == [(area.name, q.name) for area in plan.areas for q in area.questions]
    assert all(row[-1] for sheet in form.sheets if "svar" in sheet.columns for row in sheet.rows)
    [counts] = [sheet for sheet in form.sheets if "täljare" in sheet.columns]
    rows = {(row[0], row[2], row[3]) for row in counts.rows}
    assert len(rows) == len(counts.rows)
    needed = {
        (code, str(month.shifted(-12 if before else 0)), view.name)
        for view in plan.measures
        for code, _ in plan.group(view.recipients).members
        for month in view.period
        for before in [False] * view.current + [True] * view.previous
    }
    assert rows == needed


def test_all_that_is_asked_for_can_be_filled_in(cities: Plan) -> None:
    """Every sheet is protected; the open cells are those of the form, and no others."""
    form = template(cities)
    book = openpyxl.load_workbook(io.BytesIO(template_xlsx(form)))
    assert all(page.protection.sheet for page in book.worksheets)
    for sheet, page in zip(form.sheets, book.worksheets[1:], strict=True):
        cells = [[not cell.protection.locked for cell in row] for row in page.iter_rows()]
        asked = [[isinstance(cell, Entry) for cell in row] for row in sheet.rows]
        assert cells == [[False] * len(sheet.columns), *asked]


def test_no_name_becomes_a_formula() -> None:
    """Names and questions that look like formulas, links or markup are text in the form."""
    hostile = '=1+1 +2 @SUM(A1) http://exempel.se <b>&"'
    text = f"""okt 1
överenskommelse 2024 "{hostile.replace('"', "”")}"
  omfattning 1 kr
mottagare städerna "Städerna" består av a "=1+1", b "@x", c "-1"
nyckel invånare "=cmd|x"
avrundning
  fördelning hela kronor, hälften uppåt
  rest till störst decimaldel, lika: störst nyckel
block 1 "Ett" 1 kr
  till städerna, efter invånare
utbetalning december 2024 block 1
fokusområde planer för städerna "[=1+1]:*?/'\\"
  fråga deltar ja eller nej "=HYPERLINK(1)"
  bedöms av "Myndigheten" senast 30 november 2024
villkor håller för städerna "Samtliga fokusområden är uppfyllda"
  gäller block 1
  kräver samtliga fokusområden
  annars hålls medlen inne
"""
    compiled = compile_text("prov.okt", text.encode(), {})
    assert compiled.plan is not None, list(compiled.report)
    parts = parts_of(template_xlsx(template(compiled.plan)))
    sheets = b"".join(data for name, data in parts.items() if "/sheet" in name)
    assert b"<f>" not in sheets
    assert not any("hyperlink" in name or b"hyperlink" in data for name, data in parts.items())


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Register", "7. Register"),
        ("a/b:c[d]*?'", "7. a b c d"),
        ("å" * 40, "7. " + "å" * 28),
        ("😀" * 40, "7. " + "😀" * 14),
        ("a\u202eb", "7. a⟨U+202E⟩b"),
    ],
)
def test_sheets_have_names_that_excel_accepts(title: str, name: str) -> None:
    """A title becomes a name without forbidden characters, not too long and told by its number."""
    assert sheet_name(7, title) == name


# Filled in and given back --------------------------------------------------------------------


def fill_in(book: Any) -> None:
    book.worksheets[0]["B2"] = "Bstad"
    plans = by_title(book, "Planer")
    for row, answer in enumerate(["ja", "nej", "Så här.\nOch så.", None], 2):
        plans.cell(row, column(plans, "svar"), answer)
    keys = by_title(book, "Fördelningsnycklar")
    for row, number in enumerate([100, 200, 300], 2):
        keys.cell(row, column(keys, "invånare"), number)


def test_a_filled_in_form_is_read_back(cities: Plan, tmp_path: Path) -> None:
    """Answers are the chosen recipient's, empty ones are none, and untouched sheets are told."""
    path = tmp_path / "mall.xlsx"
    path.write_bytes(edited(template_xlsx(template(cities)), fill_in))
    report = Report()
    figures = read_figures([str(path)], cities, report)
    assert not report.failed
    answers = figures.answers or {}
    assert {key: cell.answer for key, cell in answers.items()} == {
        ("b", "planer", "deltar"): True,
        ("b", "planer", "uppdaterad"): False,
        ("b", "planer", "hur"): "Så här.\nOch så.",
    }
    assert answers["b", "planer", "deltar"].cell.swedish == "mall.xlsx, blad 1. Planer rad 2"
    assert figures.keys["invånare"] == {"a": 100, "b": 200, "c": 300}
    assert figures.reports is None
    assert figures.rates is None
    assert [d.code.number for d in report if d.code.number.startswith("OKT9")] == ["OKT917"]


def test_forms_of_several_are_read_together(cities: Plan, tmp_path: Path) -> None:
    """Each recipient hands in a form of its own, and none stands in the other's way."""

    def answer(book: Any) -> None:
        page = by_title(book, "Register")
        page.cell(2, column(page, "svar"), "Inget att säga.")

    for code in ("a", "c"):
        form = template_xlsx(template(cities, code))
        (tmp_path / f"{code}.xlsx").write_bytes(edited(form, answer))
    report = Report()
    figures = read_figures([str(tmp_path)], cities, report)
    assert {code for code, _, _ in figures.answers or {}} == {"a", "c"}
    assert not any(d.code.number in {"OKT906", "OKT530"} for d in report)


@pytest.mark.parametrize(
    ("cell", "value", "number"),
    [("B2", None, "OKT906"), ("B2", "Nstad", "OKT533"), ("B1", "2023", "OKT905")],
)
def test_whose_form_it_is_must_be_said(
    cities: Plan, tmp_path: Path, cell: str, value: str | None, number: str
) -> None:
    """A form of nobody, of a stranger, or for another agreement is refused, once."""

    def change(book: Any) -> None:
        fill_in(book)
        book.worksheets[0][cell] = value

    path = tmp_path / "mall.xlsx"
    path.write_bytes(edited(template_xlsx(template(cities)), change))
    report = Report()
    read_figures([str(path)], cities, report)
    assert next(d.code.number for d in report if d.severity.value == "fel") == number
    assert [d.code.number for d in report].count(number) == 1


# The command ---------------------------------------------------------------------------------


def test_2023_filled_in_pays_what_its_files_pay(
    root: Path, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    """The form for 2023, filled in with the published data, gives the same kronor as the data."""
    agreement, data, form = root / "agreements/2023.okt", root / "data/2023", tmp_path / "mall.xlsx"
    assert main(["template", str(agreement), "--out", str(form), "-q"]) == 0
    counts = rows_of(data / "vantetider.csv")
    keys = rows_of(data / "folkmangd.csv")

    def fill(book: Any) -> None:
        page = by_title(book, "Väntetider")
        found = {(r["region"], r["månad"], r["mått"]): (r["täljare"], r["nämnare"]) for r in counts}
        for row in page.iter_rows(min_row=2):
            pair = found.get((row[0].value, row[2].value, row[3].value), ("", ""))
            row[4].value, row[5].value = (int(text) if text else None for text in pair)
        page = by_title(book, "Fördelningsnycklar")
        by_code = {row["region"]: row for row in keys}
        for row in page.iter_rows(min_row=2):
            for place, key in ((2, "invånare"), (3, "invånare_0_18")):
                row[place].value = int(by_code[row[0].value][key])

    form.write_bytes(edited(form.read_bytes(), fill))
    capfdbinary.readouterr()
    assert main(["evaluate", str(agreement), str(form), "--format", "csv", "-q"]) == 0
    from_form = capfdbinary.readouterr().out
    assert main(["evaluate", str(agreement), str(data), "--format", "csv", "-q"]) == 0
    assert kronor(from_form) == kronor(capfdbinary.readouterr().out)


def test_2024_filled_in_by_each_region_pays_what_its_files_pay(
    root: Path, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    """21 regions' forms for 2024, beside what the payer knows, give the same kronor as the data."""
    agreement, data, forms = root / "agreements/2024.okt", root / "data/2024", tmp_path / "svar"
    forms.mkdir()
    for name in ("folkmangd.csv", "bedomningar.csv"):
        (forms / name).write_bytes((data / name).read_bytes())
    answers = {
        (r["region"], r["fokusområde"], r["fråga"]): r["svar"]
        for name in ("svar.csv", "svar_pahittade.csv")
        for r in rows_of(data / name)
    }
    counts = {
        (r["region"], r["månad"], r["mått"]): (int(r["täljare"]), int(r["nämnare"]))
        for year in (2023, 2024)
        for r in rows_of(data / f"vantetider_{year}.csv")
        if r["täljare"].isdigit()
    }
    plan = plan_of(agreement)

    def fill(book: Any, code: str) -> None:
        for page in book.worksheets[1:]:
            for row in page.iter_rows(min_row=2):
                texts = [cell.value for cell in row]
                if page["A1"].value == "fokusområde":
                    row[4].value = answers.get((code, *texts[:2]))
                else:
                    pair = counts.get((texts[0], *texts[2:4]), (None, None))
                    row[4].value, row[5].value = pair

    for code, _ in plan.group("regionerna").members:
        form = template_xlsx(template(plan, code))
        (forms / f"{code}.xlsx").write_bytes(edited(form, partial(fill, code=code)))
    assert main(["evaluate", str(agreement), str(forms), "--format", "csv", "-q"]) == 0
    from_forms = capfdbinary.readouterr().out
    assert main(["evaluate", str(agreement), str(data), "--format", "csv", "-q"]) == 0
    assert kronor(from_forms) == kronor(capfdbinary.readouterr().out)


def rows_of(path: Path) -> list[dict[str, str]]:
    header, *lines = path.read_text(encoding="utf-8-sig").rstrip("\n").split("\n")
    return [dict(zip(header.split(";"), line.split(";"), strict=True)) for line in lines]


def kronor(data: bytes) -> list[list[str]]:
    lines = data.decode("utf-8-sig").split("\r\n")
    return [line.split(";")[:5] for line in lines if line]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--recipient", "Skånee", "--out", "x.xlsx"], "Menade du ”Skåne”?"),
        (["--out", "x.csv"], ".xlsx"),
        ([], "--out saknas"),
    ],
)
def test_what_cannot_be_made_is_told(
    root: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    words: str,
) -> None:
    """An unknown recipient, another ending or no file at all is refused, and nothing is written."""
    monkeypatch.chdir(tmp_path)
    assert main(["template", str(root / "agreements/2023.okt"), *arguments]) == 2
    assert words in capsys.readouterr().err
    assert not list(tmp_path.iterdir())
