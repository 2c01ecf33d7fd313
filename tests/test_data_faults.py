"""Every fault that data can have is told by its own code, at its own row and column, and alone."""

from pathlib import Path

import pytest

from overenskommelse import condition_codes, data_codes, file_codes, limits
from overenskommelse.diagnostics import Code
from tests.intake_plans import (
    COUNTS,
    KEYS,
    MEASURE,
    OWN_KEYS,
    START,
    added,
    read_small,
    replaced,
)

NUMBERS = [
    # What stands where a numerator should, and the code for it
    ("73 %", "OKT551"),
    ("73%", "OKT551"),
    ("73 procent", "OKT551"),
    ("0,73", "OKT551"),
    ("0.73", "OKT551"),
    ("0,735", "OKT551"),
    ("73,5", "OKT551"),
    ("100,0", "OKT551"),
    ("1234,5", "OKT552"),
    ("660,0", "OKT552"),
    ("660.5", "OKT552"),
    ("-5", "OKT553"),
    ("−5", "OKT553"),
    ("–5", "OKT553"),
    ("- 5", "OKT553"),
    ("1.234", "OKT554"),
    ("1,234", "OKT554"),
    ("1.234.567", "OKT554"),
    ("1,234,567", "OKT554"),
    ("544 99 160", "OKT555"),
    ("42 045981", "OKT555"),
    ("1  397", "OKT555"),
    ("1\u00a03 97", "OKT555"),
    ("1,2E+05", "OKT556"),
    ("1e5", "OKT556"),
    ("٦٦٠", "OKT557"),
    ("660²", "OKT557"),
    ("½", "OKT557"),
    ("\uff16\uff16\uff10", "OKT557"),
    ("<5", "OKT558"),
    ("< 5", "OKT558"),
    ("≤4", "OKT558"),
    ("300000001", "OKT559"),
    ("1234567890123456", "OKT559"),
    ("9" * 400, "OKT559"),
    ("nan", "OKT550"),
    ("inf", "OKT550"),
    ("sexhundra", "OKT550"),
    ("1'397", "OKT550"),
    ("1_397", "OKT550"),
    ("(660)", "OKT550"),
    ("0x29", "OKT550"),
    ("660 kr", "OKT550"),
    ("=660", "OKT550"),
    ("#DIVISION/0!", "OKT565"),
    ("#N/A", "OKT565"),
]


@pytest.mark.parametrize(("text", "number"), NUMBERS)
def test_what_is_no_count_is_refused(tmp_path: Path, text: str, number: str) -> None:
    """A cell that is no count is refused where it stands, and nothing else is said of it."""
    cell = f'"{text}"' if ";" in text else text
    read = read_small(tmp_path, counts=replaced(COUNTS, 9, f"{START};{cell};1000"))
    assert [(d.code.number, d.cell and (d.cell.row, d.cell.column)) for d in read.report] == [
        (number, (9, "täljare"))
    ]
    assert (MEASURE, "12") not in {
        (m, c) for m, c, _ in read.figures.counts if _.number == 2 and _.year == 2023
    }


COUNT_ROWS = [
    # A row in the place of row 9, and the codes and columns it earns
    (f"{START};661;", [("OKT561", "nämnare")]),
    (f"{START};..;1000", [("OKT561", "täljare")]),
    (f"{START};1001;1000", [("OKT560", "täljare")]),
    (f"{START};1;0", [("OKT560", "täljare")]),
    (f"{START};<5;<5", [("OKT558", "täljare"), ("OKT558", "nämnare")]),
    (f"{START};661;1,0", [("OKT551", "nämnare")]),
    (f"12;2023-13;{MEASURE};660;1000", [("OKT540", "månad")]),
    (f"12;2023-00;{MEASURE};660;1000", [("OKT540", "månad")]),
    (f"12;2023-2;{MEASURE};660;1000", [("OKT540", "månad")]),
    (f"12;2023/02;{MEASURE};660;1000", [("OKT540", "månad")]),
    (f"12;2023-02-01;{MEASURE};660;1000", [("OKT540", "månad")]),
    (f"12;feb-23;{MEASURE};660;1000", [("OKT540", "månad")]),
    (f"12;202313;{MEASURE};660;1000", [("OKT540", "månad")]),
    (f"12;februari;{MEASURE};660;1000", [("OKT540", "månad")]),
    (f"12;;{MEASURE};660;1000", [("OKT540", "månad")]),
    (f"12;2024-02;{MEASURE};660;1000", [("OKT541", "månad")]),
    (f"12;2032-02;{MEASURE};660;1000", [("OKT541", "månad")]),
    (f"Skåme;2023-02;{MEASURE};660;1000", [("OKT533", "region")]),
    (f"99;2023-02;{MEASURE};660;1000", [("OKT533", "region")]),
    (f"a;2023-02;{MEASURE};660;1000", [("OKT533", "region")]),
    (f"41;2023-02;{MEASURE};660;1000", [("OKT534", "region")]),
    (f";2023-02;{MEASURE};660;1000", [("OKT532", "region")]),
    ("12;2023-02;;660;1000", [("OKT532", "mått")]),
    ("12;2023-02;operation_60_dager;660;1000", [("OKT570", "mått")]),
    ("12;2023-02;Operation 60 dagar;660;1000", [("OKT570", "mått")]),
    (f"Skåme;2023-13;{MEASURE};660;1000", [("OKT540", "månad"), ("OKT533", "region")]),
    (f"{START};660", [("OKT524", None)]),
    (f"{START};660;1000;1", [("OKT524", None)]),
    (f'{START};"660;1000', [("OKT514", None)]),
    (f'{START};"6"60;1000', [("OKT515", None)]),
    (f"{START};6\r60;1000", [("OKT516", None)]),
    (f"{START};660;{'1' * 10_001}", [("OKT517", None)]),
]


@pytest.mark.parametrize(("line", "expected"), COUNT_ROWS)
def test_a_faulty_row_of_counts(
    tmp_path: Path, line: str, expected: list[tuple[str, str | None]]
) -> None:
    """A faulty row is told at its row and column, and is not told to be missing as well."""
    read = read_small(tmp_path, counts=replaced(COUNTS, 9, line))
    found = [(d.code.number, d.cell and d.cell.column) for d in read.report]
    assert found == expected
    assert {d.cell and d.cell.row for d in read.report} == {9}
    assert {d.cell and d.cell.file for d in read.report} == {"counts.csv"}


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (f"Skåme;2023-02;{MEASURE};660;1000", "Menade du ”Skåne”?"),
        (f"0012;2023-02;{MEASURE};660;1000", "Det är Koladas kod för Region Skåne; SCB:s är 12"),
        (f"12;2023-13;{MEASURE};660;1000", "År 2023 har ingen månad 13"),
        (f"12;2023-2;{MEASURE};660;1000", "Menade du 2023-02?"),
        (f"12;feb-23;{MEASURE};660;1000", "Menade du 2023-02?"),
        (f"12;2/2023;{MEASURE};660;1000", "Menade du 2023-02?"),
        ("12;2023-02;operation_60_dager;660;1000", "Menade du ”operation_60_dagar”?"),
        (f"{START};544 99 160;1000", "54 499 160 eller 544 099 160"),
        (f"{START};42 045981;1000", "det kan vara 42 045 981"),
        (f"{START};1.234;1000", "”1.234” kan vara 1234 med tusentalstecken"),
        (f"{START};1001;1000", "täljaren är 1\u00a0001 men nämnaren 1\u00a0000"),
        (f"41;2023-02;{MEASURE};660;1000", "väntetidsdatabasens kod för Region Skåne"),
        (f"{START};\u202e066;1000", "”⟨U+202E⟩066”"),
        (f"\x1b]52;c;Zm9v\x07;2023-02;{MEASURE};1;2", "celler, men tabellen har 5 kolumner"),
        (f"\x1b[2J;2023-02;{MEASURE};660;1000", "”⟨U+001B⟩[2J”"),
    ],
)
def test_a_message_says_what_was_found_and_what_was_meant(
    tmp_path: Path, line: str, words: str
) -> None:
    """Messages quote what stands there, safely, and suggest what was probably meant."""
    read = read_small(tmp_path, counts=replaced(COUNTS, 9, line))
    assert words in read.errors[0].message


TABLES: list[tuple[str, dict[str, str | bytes], str, int | None, str | None]] = [
    # name, files, code, row, column
    ("duplicate", {"counts": added(COUNTS, f"{START};660;1000")}, "OKT530", 14, None),
    ("duplicate of another value", {"counts": added(COUNTS, f"{START};1;2")}, "OKT530", 14, None),
    ("duplicate by name", {"counts": added(COUNTS, f"Skåne;2023-02;{MEASURE};1;2")}, "OKT530", 14,
     None),
    ("duplicate over files", {"more": f"region;månad;mått;täljare;nämnare\n{START};1;2\n"},
     "OKT530", 2, None),
    ("duplicate key", {"keys": added(KEYS, "Skåne;5")}, "OKT530", 4, None),
    ("duplicate key over files", {"more": "region;invånare\n12;5\n"}, "OKT530", 2, None),
    ("duplicate column", {"keys": "region;invånare;Invånare\n12;1;1\n14;1;1\n"}, "OKT522", 1,
     "Invånare"),
    ("nameless column", {"keys": "region;;invånare\n12;;1\n14;;1\n"}, "OKT523", 1, None),
    ("empty file", {"keys": ""}, "OKT507", None, None),
    ("only blank lines", {"keys": "\n\n"}, "OKT507", None, None),
    ("only delimiters", {"keys": ";;\n12;1;\n"}, "OKT507", None, None),
    ("unknown table", {"more": "kommun;antal\n1280;5\n"}, "OKT526", 1, None),
    ("unknown table below a blank line", {"more": "\nkommun;antal\n1280;5\n"}, "OKT526", 2, None),
    ("no recipient column", {"keys": "län;invånare\n12;1\n14;2\n"}, "OKT526", 1, None),
    ("two kinds", {"more": "region;invånare;belopp_kr\n12;1;2\n"}, "OKT527", 1, None),
    ("wide", {"more": "månad;Stockholm;Uppsala;Region Skåne;Alla regioner\n"}, "OKT528", 1, None),
    ("utf-16", {"keys": KEYS.encode("utf-16")}, "OKT510", None, None),
    ("utf-16 without its mark", {"keys": KEYS.encode("utf-16-le")}, "OKT510", None, None),
    ("nul", {"keys": KEYS.encode() + b"\0\n"}, "OKT511", 4, None),
    ("no encoding", {"keys": KEYS.encode() + b"\x81\n"}, "OKT512", 4, None),
    ("torn utf-8", {"keys": KEYS.encode() + b"\xe5\n"}, "OKT512", 4, None),
    ("broken excel", {"keys": b"PK\x03\x04rest"}, "OKT902", None, None),
    ("old excel", {"keys": b"\xd0\xcf\x11\xe0rest"}, "OKT506", None, None),
    ("too many columns", {"keys": ";".join(f"k{i}" for i in range(201)) + "\n"}, "OKT521", 1,
     None),
    ("key of nought", {"keys": replaced(KEYS, 2, "12;0")}, "OKT562", 2, "invånare"),
    ("negative key", {"keys": replaced(KEYS, 2, "12;-3")}, "OKT553", 2, "invånare"),
    ("share as key", {"keys": replaced(KEYS, 2, "12;45 %")}, "OKT551", 2, "invånare"),
    ("ambiguous key", {"keys": replaced(KEYS, 2, "12;13,123")}, "OKT554", 2, "invånare"),
    ("point in key", {"keys": replaced(KEYS, 2, "12;1413080.5")}, "OKT566", 2, "invånare"),
    ("huge key", {"keys": replaced(KEYS, 2, "12;300000001")}, "OKT559", 2, "invånare"),
    ("missing key value", {"keys": replaced(KEYS, 2, "12;")}, "OKT588", None, None),
    ("missing key row", {"keys": "region;invånare\n14;1757225\n"}, "OKT588", None, None),
    ("name of another", {"keys": "region;namn;invånare\n12;Region Halland;1\n14;VGR;2\n"},
     "OKT535", 2, "namn"),
    ("name of nobody", {"keys": "region;namn;invånare\n12;Skånebygden;1\n14;VGR;2\n"}, "OKT535",
     2, "namn"),
    ("code systems disagree",
     {"keys": "region;väntetidsdatabasens_kod;invånare\n12;12;1\n14;51;2\n"}, "OKT535", 2,
     "väntetidsdatabasens_kod"),
    ("scb code as the database's",
     {"keys": "väntetidsdatabasens_kod;invånare\n14;1\n41;1\n51;2\n"}, "OKT533", 2,
     "väntetidsdatabasens_kod"),
    ("another population", {"keys": "region;datum;invånare\n12;2023-11-01;1\n14;2023-11-01;2\n"},
     "OKT546", 2, "datum"),
    ("two days", {"keys": "region;datum;invånare\n12;2022-11-01;1\n14;2022-12-31;2\n"}, "OKT545",
     3, "datum"),
    ("no day", {"keys": "region;datum;invånare\n12;1/11 2022;1\n14;2022-11-01;2\n"}, "OKT544", 2,
     "datum"),
    ("decimals of kronor", {"paid": "region;belopp_kr\n12;1,5\n"}, "OKT552", 2, "belopp_kr"),
    ("thousands of kronor", {"paid": "region;belopp_kr\n12;25 tkr\n"}, "OKT550", 2, "belopp_kr"),
    ("too many kronor", {"paid": "region;belopp_kr\n12;10000000000001\n"}, "OKT559", 2,
     "belopp_kr"),
    ("misplaced blank", {"paid": "region;belopp_kr\n12;544 99 160\n"}, "OKT555", 2, "belopp_kr"),
    ("paid twice", {"paid": "region;belopp_kr\n12;1\n12;1\n"}, "OKT530", 3, None),
    ("paid twice over files", {"a": "region;belopp_kr;utbetalning\n12;1;2023-08\n",
                               "b": "region;belopp_kr;utbetalning\n12;1;augusti 2023\n"},
     "OKT530", 2, None),
    ("unknown payment", {"paid": "region;belopp_kr;utbetalning\n12;1;2023-09\n"}, "OKT575", 2,
     "utbetalning"),
    ("no payment", {"paid": "region;belopp_kr;utbetalning\n12;1;hösten\n"}, "OKT575", 2,
     "utbetalning"),
    ("unknown item", {"asked": "mottagare;post;datum\n12;block 9;2023-12-01\n"}, "OKT572", 2,
     "post"),
    ("no item", {"asked": "mottagare;post;datum\n12;;2023-12-01\n"}, "OKT532", 2, "post"),
    ("no date", {"asked": "mottagare;post;datum\n12;block 2;i höstas\n"}, "OKT544", 2, "datum"),
    ("asked twice", {"asked": "mottagare;post;datum\n12;block 2;2023-12-01\n12;block-2/bup;"
                              "2023-12-01\n"}, "OKT530", 3, None),
    ("another's item", {"asked": "mottagare;post;datum\n12;medel skr;2023-12-01\n"}, "OKT537", 2,
     "mottagare"),
    ("used of several", {"used": "mottagare;post;använt_kr\n12;block 2;5\n"}, "OKT573", 2, "post"),
    ("negative use", {"used": "mottagare;post;använt_kr\n12;block 2/bup;-5\n"}, "OKT553", 2,
     "använt_kr"),
    ("used twice", {"used": "mottagare;post;använt_kr\na;block 3;5\nNorra delen;block-3;5\n"},
     "OKT530", 3, None),
    ("unknown duty", {"got": "region;skyldighet;datum\n12;redovisningen;2024-03-31\n"}, "OKT574",
     2, "skyldighet"),
    ("no duty", {"got": "region;skyldighet;datum\n12;;2024-03-31\n"}, "OKT532", 2, "skyldighet"),
    ("another's duty", {"got": "mottagare;skyldighet;datum\na;redovisning;2024-03-31\n"}, "OKT537",
     2, "mottagare"),
    ("report twice", {"got": "region;skyldighet;datum\n12;redovisning;2024-03-31\n12;Redovisning "
                             "till staten;2024-03-31\n"}, "OKT530", 3, None),
    ("over a hundred", {"rates": "region;månad;svarsfrekvens\n12;2023-01;101\n"}, "OKT563", 2,
     "svarsfrekvens"),
    ("no per cent", {"rates": "region;månad;svarsfrekvens\n12;2023-01;hög\n"}, "OKT550", 2,
     "svarsfrekvens"),
    ("point in per cent", {"rates": "region;månad;svarsfrekvens\n12;2023-01;95.5 %\n"}, "OKT566",
     2, "svarsfrekvens"),
    ("weeks without a date", {"rates": "region;månad;i_tid\n12;2023-01;2\n"}, "OKT544", 2,
     "i_tid"),
    ("rates of another year", {"rates": "region;månad;i_tid\n12;2025-01;2023-02-03\n"}, "OKT541",
     2, "månad"),
    ("rates of no month", {"rates": "region;månad;i_tid\n12;nyår;2023-02-03\n"}, "OKT540", 2,
     "månad"),
    ("rate twice", {"rates": "region;månad;svarsfrekvens\n12;2023-01;95\n12;2023-01;95\n"},
     "OKT530", 3, None),
    ("another year's file", {"counts": COUNTS.replace("2023-", "2020-").replace("2022-", "2019-")},
     "OKT542", None, "månad"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("files", "number", "row", "column"), [t[1:] for t in TABLES], ids=[t[0] for t in TABLES]
)
def test_a_faulty_table(
    tmp_path: Path, files: dict[str, str | bytes], number: str, row: int | None, column: str | None
) -> None:
    """A faulty table earns one error, at its row and column, with a way out."""
    read = read_small(tmp_path, **files)
    assert [d.code.number for d in read.errors] == [number]
    cell = read.errors[0].cell
    assert cell is not None
    assert (cell.row, cell.column) == (row, column)
    assert read.errors[0].help


def test_both_places_of_a_duplicate_are_told(tmp_path: Path) -> None:
    """The message of a duplicate names the first place, its cell the second."""
    more = f"region;månad;mått;täljare;nämnare\n{START};1;2\n"
    error = read_small(tmp_path, more=more).errors[0]
    assert error.cell is not None
    assert error.cell.swedish == "more.csv rad 2"
    assert error.message.endswith("står redan på counts.csv rad 9")


# Many faults ---------------------------------------------------------------------------------


def test_many_equal_faults_are_counted(tmp_path: Path) -> None:
    """Of one kind of fault a file shows twenty and counts the rest; other kinds are not hidden."""
    lines = [f"12;nyår;{MEASURE};1;2"] * 30
    read = read_small(tmp_path, counts=added(COUNTS, *lines, f"12;2023-01;{MEASURE};1;2"))
    found = [d.code.number for d in read.errors]
    assert found.count("OKT540") == limits.SAME_FAULT_KEPT
    assert "OKT530" in found
    summary = next(d for d in read.notes if d.code.number == "OKT531")
    assert "OKT540" in summary.message
    assert "ytterligare 10 gånger" in summary.message


def test_one_is_said_as_one(tmp_path: Path) -> None:
    """What there is one of is said in the singular."""
    lines = [f"12;nyår;{MEASURE};1;2"] * (limits.SAME_FAULT_KEPT + 1)
    said = [d.message for d in read_small(tmp_path, counts=added(COUNTS, *lines, "12")).report]
    assert any(message.endswith("ytterligare 1 gång i filen") for message in said)
    assert "raden har 1 cell, men tabellen har 5 kolumner" in said


def test_wrong_codes_are_told_once(tmp_path: Path) -> None:
    """A file with the waiting-time database's codes as regions is one fault, not one per row."""
    counts = COUNTS.replace("\n12;", "\n41;").replace("\n14;", "\n51;")
    read = read_small(tmp_path, counts=counts)
    assert [d.code.number for d in read.errors] == ["OKT534"]
    assert "väntetidsdatabasens_kod" in read.errors[0].help


@pytest.mark.parametrize(
    ("limit", "value", "number", "row"),
    [
        ("DATA_BYTES", 20, "OKT505", None),
        ("DATA_ROWS", 5, "OKT520", 6),
        ("DATA_COLUMNS", 4, "OKT521", 1),
        ("FIELD_CHARACTERS", 12, "OKT517", 2),
        ("FILES", 2, "OKT504", None),
        ("COUNT", 999, "OKT559", 2),
    ],
)
def test_every_limit_has_its_own_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: str, value: int, number: str,
    row: int | None,
) -> None:  # fmt: skip
    """Whoever meets a limit is told which, and how large it is."""
    monkeypatch.setattr(limits, limit, value)
    read = read_small(tmp_path, keys="region;invånare\n12;99\n14;98\n", own_keys=OWN_KEYS)
    first = next(d for d in read.errors if d.code.number == number)
    assert (first.cell.row if first.cell else None) == row
    assert str(value) in first.message


@pytest.mark.parametrize("rows", [65_535, 65_536, 65_537])
def test_a_file_as_long_as_a_sheet_is_suspected(tmp_path: Path, rows: int) -> None:
    """Exactly as many rows as a sheet holds are a warning; one more or less is none."""
    lines = COUNTS.rstrip("\n").split("\n")
    lines += [f"12;2023-12;{MEASURE};1;2"] * (rows - len(lines))
    read = read_small(tmp_path, counts="\n".join(lines) + "\n")
    assert ("OKT525" in read.numbers()) == (rows == 65_536)
    assert not read.errors


# The catalogue -------------------------------------------------------------------------------

CODES = {
    f"{module.__name__}.{name}": code
    for module in (file_codes, data_codes, condition_codes)
    for name, code in vars(module).items()
    if isinstance(code, Code) and code.number.startswith("OKT5")
}
"""Those of data; `condition_codes` also has some of agreements."""


def test_codes_are_unique() -> None:
    """Every code of data has a number of its own."""
    numbers = [code.number for code in CODES.values()]
    assert len(set(numbers)) == len(numbers)
    assert all(len(number) == 6 for number in numbers)


@pytest.mark.parametrize("name", CODES)
def test_every_fault_has_a_way_out(name: str) -> None:
    """Every diagnostic says what to do about it, if only that nothing need be done."""
    assert CODES[name].help
