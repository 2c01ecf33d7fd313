"""Excel workbooks as data: read as CSV files are, and refused where they cannot be trusted."""

import datetime
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from overenskommelse import limits, workbook_codes
from overenskommelse.calendar import Month
from overenskommelse.dataoptions import DataOptions
from overenskommelse.diagnostics import Code
from overenskommelse.numbers import Notation
from tests.intake_plans import (
    COUNTS,
    KEYS,
    OWN_KEYS,
    SMALL,
    Read,
    read_paths,
    said,
)
from tests.workbooks import SHEET, Cells, altered, edited, packed, parts_of, table, workbook

ROOT = Path(__file__).resolve().parent.parent
SHEETS: dict[str, Cells] = {
    "Väntetider": table(COUNTS),
    "Folkmängd": table(KEYS),
    "Egna": table(OWN_KEYS),
}


def read(folder: Path, data: bytes, name: str = "data.xlsx") -> Read:
    (folder / name).write_bytes(data)
    return read_paths(SMALL, folder)


def with_sheet(name: str, rows: Cells) -> bytes:
    """The workbook with one more sheet, or another in the place of one."""
    return workbook({**SHEETS, name: rows})


def changed(row: int, column: int, value: object) -> bytes:
    """The workbook with one cell of the waiting times changed; rows as Excel counts them."""
    rows = table(COUNTS)
    rows[row - 1][column] = value
    return with_sheet("Väntetider", rows)


# What is read --------------------------------------------------------------------------------


def test_a_workbook_is_read_as_its_tables_would_be(tmp_path: Path) -> None:
    """Three sheets give what three CSV files with the same tables give."""
    found = read(tmp_path, workbook(SHEETS))
    assert not list(found.report)
    csv = tmp_path / "csv"
    csv.mkdir()
    for name, text in (("a", COUNTS), ("b", KEYS), ("c", OWN_KEYS)):
        (csv / f"{name}.csv").write_text(text, encoding="utf-8")
    as_csv = read_paths(SMALL, csv).figures
    for what in ("counts", "keys"):
        assert str(said(found.figures)[what]).replace("data.xlsx, blad Väntetider", "a.csv") == str(
            said(as_csv)[what]
        )


def test_a_place_is_told_as_excel_shows_it(tmp_path: Path) -> None:
    """A fault is told with file, sheet, row and column."""
    [fault] = read(tmp_path, changed(7, 3, "många")).errors
    assert fault.cell is not None
    assert fault.cell.swedish == "data.xlsx, blad Väntetider rad 7, kolumn täljare"


def test_rows_are_excels_own(tmp_path: Path) -> None:
    """Blank rows above, between and beside the table do not move the numbers of the others."""
    rows = [[None, None, *cells] for cells in table(COUNTS)]
    rows[5][5] = "många"
    [fault] = read(tmp_path, with_sheet("Väntetider", [[], [], rows[0], [], *rows[1:]])).errors
    assert fault.cell is not None
    assert fault.cell.row == 9


def test_months_that_excel_made_days_of(tmp_path: Path) -> None:
    """The first day of a month is its month; any other day is a fault, with a guess."""
    assert not read(tmp_path, changed(2, 1, datetime.date(2022, 1, 1))).errors
    [fault] = list(read(tmp_path, changed(2, 1, datetime.date(2022, 1, 2))).errors)
    assert (fault.code.number, fault.cell and fault.cell.row) == ("OKT540", 2)
    assert "2022-01-02" in fault.message


@pytest.mark.parametrize(
    ("value", "number"),
    [
        (600.5, "OKT552"), (datetime.date(2023, 9, 3), "OKT550"), (True, "OKT550"), (-1, "OKT553"),
        (1e300, "OKT556"), ("600", None), ("1 000", None), (600.0, None),
    ],
)  # fmt: skip
def test_counts_are_whole(tmp_path: Path, value: object, number: str | None) -> None:
    """A whole number is a count however Excel keeps it; all else is told as in a CSV file."""
    rows = table(COUNTS)
    rows[1][3], rows[1][4] = value, 1000
    found = read(tmp_path, with_sheet("Väntetider", rows))
    assert [d.code.number for d in found.errors] == ([number] if number else [])


@pytest.mark.parametrize("notation", list(Notation))
@pytest.mark.parametrize("weight", [2.5, 2.125, 1.001, 0.1])
def test_decimals_are_exactly_those_of_the_file(
    tmp_path: Path, notation: Notation, weight: float
) -> None:
    """A number in a cell can be read in one way only, however numbers as text are written."""
    rows: Cells = [["mottagare", "vikt"], ["a", weight], ["b", 3]]
    (tmp_path / "data.xlsx").write_bytes(with_sheet("Egna", rows))
    found = read_paths(SMALL, tmp_path, options=DataOptions(notation=notation))
    assert not found.errors
    numerator, denominator = str(weight).replace(".", ""), 10 ** len(str(weight).split(".")[1])
    assert found.figures.keys["vikt"]["a"] * denominator == int(numerator)


def test_per_cent_is_what_excel_shows(tmp_path: Path) -> None:
    """A cell that shows 100 % holds the number 1: what is shown is what is meant."""
    rates: Cells = [
        ["region", "månad", "svarsfrekvens"],
        ["12", "2023-01", 1],
        ["14", "2023-01", 97.5],
    ]

    def show(book: Any) -> None:
        book["Svar"]["C2"].number_format = '0.0 "%"%'
        book["Svar"]["C3"].number_format = '0.0 "%"'

    found = read(tmp_path, edited(with_sheet("Svar", rates), show))
    assert not found.errors
    month = Month(2023, 1)
    rate = found.figures.rates or {}
    assert rate["svarsfrekvens", "12", month] == 100
    assert 2 * rate["svarsfrekvens", "14", month] == 195


def test_lost_noughts_of_codes_are_no_loss(tmp_path: Path) -> None:
    """Region 1 and region 01 are the same."""
    rows: Cells = [["region", "invånare"], [12, 1413080.0], ["14", 1757225], [1, 2437158]]
    found = read(tmp_path, with_sheet("Folkmängd", rows))
    assert found.figures.keys["invånare"]["12"] == 1413080
    assert not found.errors


def test_a_wrong_dimension_hides_no_rows(tmp_path: Path) -> None:
    """What a file says of its size is not believed: all rows are read."""
    data = altered(workbook(SHEETS), SHEET, b'ref="A1:E13"', b'ref="A1:E2"')
    assert not list(read(tmp_path, data).report)


def test_the_origin_of_a_workbook_is_told_by_its_name(tmp_path: Path) -> None:
    """What is said of a workbook, or of one of its sheets, is said of something that was read."""
    rows: Cells = [["fil", "ursprung"], ["data.xlsx", "verklig"],
                   ["data.xlsx, blad Egna", "påhittad"], ["annan.xlsx", "verklig"]]  # fmt: skip
    found = read(tmp_path, with_sheet("Ursprung", rows))
    assert [said.origin for said in found.figures.provenance] == ["verklig", "påhittad"]
    [warning] = list(found.report)
    assert "annan.xlsx" in warning.message


@pytest.mark.parametrize("name", ["data.XLSX", "data.xlsm"])
def test_workbooks_in_a_folder_are_found(tmp_path: Path, name: str) -> None:
    """A folder's workbooks are read, but not what Excel keeps beside one that is open."""
    (tmp_path / "~$data.xlsx").write_bytes(b"lock")
    data = packed(parts_of(workbook(SHEETS)) | {"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0"})
    assert not list(read(tmp_path, data, name).report)


def test_a_sheet_of_words_is_passed_over(tmp_path: Path) -> None:
    """Instructions are no table: they are told and passed over; empty sheets are not even told."""
    notes: dict[str, Cells] = {
        "Mottagare": [["Överenskommelse"], ["Mottagare"]],
        "Läs & förstå": [["Så här", "gör du"], ["Öppna", "och läs"]],
        "Tomt": [],
    }
    found = read(tmp_path, workbook({**notes, **SHEETS}))
    [note] = list(found.report)
    assert note.code is workbook_codes.PASSED_OVER
    assert "”Mottagare” och ”Läs & förstå” har" in note.message


def test_a_sheet_that_may_be_a_table_is_not_passed_over(tmp_path: Path) -> None:
    """Numbers, or a misspelt column's name, are not taken for instructions."""
    sheets: list[Cells] = [
        [["a", "b"], ["x", 1]],
        [["regoin", "skyldigheten"], ["x", "y"]],
    ]
    for rows in sheets:
        found = read(tmp_path, with_sheet("Okänt", rows))
        assert [d.code.number for d in found.errors] == ["OKT526"]


# What is refused -----------------------------------------------------------------------------


def merge(book: Any) -> None:
    book["Folkmängd"].merge_cells("A2:A3")


def hide(book: Any) -> None:
    book["Folkmängd"].sheet_state = "hidden"


def compute(book: Any) -> None:
    book["Väntetider"]["D7"] = "=600+50"


def put_outside(book: Any) -> None:
    book["Väntetider"]["H7"] = "se not"


def move_down(book: Any) -> None:
    book["Väntetider"].insert_rows(1, 2)
    book["Väntetider"]["A1"] = "Uttag den 3 maj"


def fault(book: Any) -> None:
    book["Väntetider"]["D7"] = "#DIV/0!"


REFUSED = [
    (merge, "OKT911", "blad Folkmängd rad 2", "A2:A3"),
    (hide, "OKT912", "blad Folkmängd", "dolt"),
    (compute, "OKT915", "blad Väntetider rad 7, kolumn täljare", "D7"),
    (put_outside, "OKT914", "blad Väntetider rad 7", "H7"),
    (move_down, "OKT913", "blad Väntetider rad 1", "rad 3"),
    (fault, "OKT565", "blad Väntetider rad 7, kolumn täljare", "#DIV/0!"),
]


@pytest.mark.parametrize(("edit", "number", "place", "words"), REFUSED)
def test_what_can_be_misread_is_refused(
    tmp_path: Path, edit: Any, number: str, place: str, words: str
) -> None:
    """Merged cells, hidden sheets, formulas without values and so on are told by place."""
    found = read(tmp_path, edited(workbook(SHEETS), edit))
    told = next(d for d in found.errors if d.code.number == number)
    assert told.cell is not None
    assert told.cell.swedish == f"data.xlsx, {place}"
    assert words in told.message


def test_an_empty_hidden_sheet_is_nobodys_business(tmp_path: Path) -> None:
    """Only a hidden sheet with something on it is a question."""

    def add_hidden(book: Any) -> None:
        book.create_sheet("Dolt").sheet_state = "hidden"

    assert not list(read(tmp_path, edited(workbook(SHEETS), add_hidden)).report)


FAR = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
HUGE = b"<c>" + b" " * (limits.UNPACKED_BYTES + 1) + b"</c></sheetData>"
ABNORMAL = [
    ("bomb", lambda d: altered(d, SHEET, b"</sheetData>", HUGE), "OKT903", "orimligt stor"),
    ("nested", lambda d: packed(parts_of(d) | {"xl/embeddings/a": d}), "OKT903", "packad fil"),
    ("parts", lambda d: packed(parts_of(d) | {f"p{i}": b"" for i in range(1001)}), "OKT903",
     "delar"),
    ("same name", lambda d: packed(parts_of(d) | {SHEET.upper(): b""}), "OKT903", "samma namn"),
    ("no workbook", lambda d: packed({"mimetype": b"x"}), "OKT901", "ingen arbetsbok"),
    ("cut off", lambda d: d[: len(d) // 2], "OKT902", "öppnas"),
    ("bad sheet", lambda d: altered(d, SHEET, b"</row>", b""), "OKT902", "öppnas"),
    ("bad cell", lambda d: altered(d, SHEET, b'r="A2"', b'r="2A"'), "OKT902", "öppnas"),
    ("doctype", lambda d: altered(d, "xl/workbook.xml", b"<workbook",
     b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><workbook'), "OKT902", "öppnas"),
    ("strings", lambda d: altered(d, "xl/sharedStrings.xml", b'uniqueCount="',
     b'uniqueCount="99999999'), "OKT902", "öppnas"),
    ("far apart", lambda d: altered(d, SHEET, b"</sheetData>", FAR), "OKT910", "utspridda"),
    ("no tables", lambda d: workbook({"Läs mig": [["Hej"]]}), "OKT904", "inget blad"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("make", "number", "words"), [row[1:] for row in ABNORMAL], ids=[row[0] for row in ABNORMAL]
)
def test_a_file_that_no_program_makes_is_refused(
    tmp_path: Path, make: Any, number: str, words: str
) -> None:
    """Bombs, broken packages and references to the outside are refused before they are read."""
    found = read(tmp_path, make(workbook(SHEETS)))
    told = next(d for d in found.errors if d.code.number == number)
    assert words in told.message


def test_a_table_as_long_as_a_sheet_is_suspected(tmp_path: Path) -> None:
    """A last row where old Excel ends is a warning; one row more is none."""
    rows = table(COUNTS)
    for last, warned in ((65_536, True), (65_537, False)):
        padded = {"Väntetider": [*rows, *[[]] * (last - len(rows) - 1), rows[1][:2]]}
        assert ("OKT525" in read(tmp_path, workbook(SHEETS | padded)).numbers()) == warned


def in_a_process_of_its_own(folder: Path, then: str) -> str:
    """What is said after the folder's files have been read."""
    words = f"""
import sys
from tests.intake_plans import SMALL, read_paths
read_paths(SMALL, {str(folder)!r})
print({then})
"""
    done = subprocess.run(
        [sys.executable, "-c", words], capture_output=True, text=True, check=True, cwd=ROOT
    )
    return done.stdout.strip()


def test_what_is_heavy_is_left_for_workbooks(tmp_path: Path) -> None:
    """CSV files are read without what only workbooks need."""
    (tmp_path / "a.csv").write_text(KEYS, encoding="utf-8")
    assert in_a_process_of_its_own(tmp_path, "'python_calamine' in sys.modules") == "False"
    (tmp_path / "b.xlsx").write_bytes(workbook({"Egna": table(OWN_KEYS)}))
    assert in_a_process_of_its_own(tmp_path, "'python_calamine' in sys.modules") == "True"


@pytest.mark.skipif(sys.platform != "linux", reason="memory is measured as Linux does it")
def test_a_bomb_is_not_set_off(tmp_path: Path) -> None:
    """A small file that unpacks to a hundred million bytes takes no memory to speak of."""
    bomb = altered(workbook(SHEETS), SHEET, b"</sheetData>", HUGE)
    (tmp_path / "bomb.xlsx").write_bytes(bomb)
    # Not getrusage, where a new process begins with what its parent has used.
    status = "open('/proc/self/status', encoding='ascii').read()"
    used = in_a_process_of_its_own(tmp_path, f"{status}.split('VmHWM:')[1].split()[0]")
    assert int(used) < 80_000


# The catalogue -------------------------------------------------------------------------------

CODES = {name: code for name, code in vars(workbook_codes).items() if isinstance(code, Code)}


def test_codes_are_unique() -> None:
    """Every code has a number of its own, in the hundred of workbooks, and a way out."""
    numbers = [code.number for code in CODES.values()]
    assert len(set(numbers)) == len(numbers)
    assert all(code.number.startswith("OKT9") and code.help for code in CODES.values())
