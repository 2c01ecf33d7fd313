"""What the user says of data: rows that may be missing, numbers, encoding, another year."""

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from overenskommelse.agreement import Unit
from overenskommelse.calendar import Month
from overenskommelse.dataoptions import ENCODINGS, DataOptions
from overenskommelse.diagnostics import Diagnostic, Severity
from overenskommelse.money import Mode, Rounding
from overenskommelse.numbers import Notation, write_in
from overenskommelse.outcome import Outcome
from overenskommelse.plan import Product
from runtime.intake.cells import (
    read_count,
    read_key_value,
    read_kronor,
    read_kronor_and_ore,
    read_per_cent,
)
from runtime.intake.faults import Unreadable
from tests.agreements import AGREEMENT_2023, conserved, outcome_of, plan_of
from tests.intake_plans import (
    COUNTS,
    KEYS,
    MEASURE,
    OWN_KEYS,
    SMALL,
    START,
    Read,
    added,
    read_paths,
    read_small,
    read_texts,
    replaced,
)

MISSING_ALLOWED = DataOptions(allow_missing=True)
DESPITE_YEAR = DataOptions(despite_year=True)
DATA = AGREEMENT_2023.parent.parent / "data" / "2023"
SAMPLE = 24
"""How many of the year's rows are taken away, one at a time."""


def noted(read: Read) -> dict[str, str]:
    """What is said, by its code, where nothing is wrong."""
    assert not read.errors
    return {d.code.number: d.message for d in read.figures.notes}


def only(read: Read) -> Diagnostic:
    """The one thing that is said."""
    (found,) = read.report
    return found


# Rows that may be missing --------------------------------------------------------------------


def without(*parts: str) -> str:
    """The counts without the rows that have one of these parts."""
    return "\n".join(row for row in COUNTS.split("\n") if not any(part in row for part in parts))


@pytest.mark.parametrize(
    ("counts", "rows", "number", "words"),
    [
        (without("12;2023-02"), "1 rad", "OKT592",
         "Region Skåne har inga rader alls för februari 2023"),
        (without("12;2023-01", "14;2023-02"), "2 rader", "OKT592",
         "Västra Götalandsregionen har inga rader alls för februari 2023"),
        (without("14;2023"), "3 rader", "OKT591",
         "Västra Götalandsregionen saknas helt: det finns ingen rad för januari–mars 2023"),
        (without(";2023-02"), "2 rader", "OKT591",
         "februari 2023 saknas helt: det finns ingen rad för någon mottagare"),
    ],
)  # fmt: skip
def test_missing_rows_may_be_allowed(
    tmp_path: Path, counts: str, rows: str, number: str, words: str
) -> None:
    """Rows that may be missing are no faults, and how many and which is said."""
    assert read_small(tmp_path, counts=counts).errors
    said = noted(read_small(tmp_path, MISSING_ALLOWED, counts=counts))
    assert said["OKT590"].startswith(f"{rows} saknas")
    assert said[number] == words


def test_a_row_allowed_to_be_missing_is_not_filled_in(tmp_path: Path) -> None:
    """What is missing is not in the figures: neither as nought nor as anything else."""
    read = read_small(tmp_path, MISSING_ALLOWED, counts=without("12;2023-02"))
    assert (MEASURE, "12", Month(2023, 2)) not in read.figures.counts
    assert len(read.figures.counts) == 11


def test_nothing_is_said_where_nothing_is_missing(tmp_path: Path) -> None:
    """What is allowed and not needed leaves no trace."""
    assert not list(read_small(tmp_path, MISSING_ALLOWED).report)
    assert not list(read_small(tmp_path, DESPITE_YEAR).report)


def test_other_faults_stay_faults(tmp_path: Path) -> None:
    """Neither a key without a recipient nor a row that cannot be read is a missing row."""
    keys = "region;invånare\n12;5\n"
    assert [d.code.number for d in read_small(tmp_path, MISSING_ALLOWED, keys=keys).errors] == [
        "OKT588"
    ]
    counts = replaced(COUNTS, 9, f"{START};x;1000")
    assert [d.code.number for d in read_small(tmp_path, MISSING_ALLOWED, counts=counts).report] == [
        "OKT550"
    ]


def earned_in(outcome: Outcome) -> dict[tuple[str, str, str], Fraction]:
    """What every requirement of a month gave its recipient."""
    return {
        (cell.recipient, str(cell.month), cell.requirement): cell.amount
        for cell in outcome.cells
        if cell.amount is not None
    }


def test_every_row_of_the_year_may_be_missing(tmp_path: Path) -> None:
    """Whichever row is taken away, what is paid and not paid still makes the amount, and nobody
    else earns another krona: the agreement says what holds without a value."""
    plan = plan_of(AGREEMENT_2023.read_bytes())
    lines = (DATA / "vantetider.csv").read_text(encoding="utf-8").split("\n")
    path = tmp_path / "counts.csv"
    whole = outcome_of(plan, read_paths(plan, DATA).figures)
    rows = [i for i, line in enumerate(lines) if ";2022-" in line or ";2023-" in line]
    for i in rows[:: len(rows) // SAMPLE]:
        code, month, measure, _, _ = lines[i].split(";")
        path.write_text("\n".join(lines[:i] + lines[i + 1 :]), encoding="utf-8")
        read = read_paths(plan, DATA / "folkmangd.csv", path, options=MISSING_ALLOWED)
        assert not read.errors
        outcome = outcome_of(plan, read.figures)
        assert conserved(outcome)
        assert ("OKT590" in {d.code.number for d in outcome.notes}) == month.startswith("2023")
        earned, before = earned_in(outcome), earned_in(whole)
        assert earned.keys() == before.keys()
        changed = {key[:2] for key in before if earned[key] != before[key]}
        assert changed <= {(code, f"2023{month[4:]}")}, measure
        assert all(earned[key] <= before[key] for key in before)


# How numbers are written ---------------------------------------------------------------------

STRICT, SWEDISH, ENGLISH = Notation
NUMBERS = [
    # cell, in the strict notation, in the Swedish, in the English
    ("1234", 1234, 1234, 1234),
    ("1 234", 1234, 1234, 1234),
    ("1.234", "OKT554", 1234, Fraction(1234, 1000)),
    ("1,234", "OKT554", Fraction(1234, 1000), 1234),
    ("1.234.567", "OKT554", 1_234_567, "OKT566"),
    ("1,234,567", "OKT554", "OKT566", 1_234_567),
    ("1.234,5", "OKT566", Fraction(2469, 2), "OKT566"),
    ("1,234.5", "OKT566", "OKT566", Fraction(2469, 2)),
    ("1 234,5", Fraction(2469, 2), Fraction(2469, 2), "OKT566"),
    ("12.5", "OKT566", "OKT566", Fraction(25, 2)),
    ("12,5", Fraction(25, 2), Fraction(25, 2), "OKT566"),
    ("0.125", "OKT566", "OKT566", Fraction(1, 8)),
    ("0,125", Fraction(1, 8), Fraction(1, 8), "OKT566"),
    ("12.34,56", "OKT550", "OKT550", "OKT550"),
    ("-1.5", "OKT553", "OKT553", "OKT553"),
    (f"0.{'1' * 7}", "OKT550", "OKT550", "OKT559"),
]


@pytest.mark.parametrize(
    ("cell", "notation", "expected"),
    [(cell, n, e) for cell, *row in NUMBERS for n, e in zip(Notation, row, strict=True)],
)
def test_each_notation_has_one_grammar(
    cell: str, notation: Notation, expected: Fraction | int | str
) -> None:
    """What a number means is decided by the notation alone, and without one what could be two
    numbers is none."""
    value = read_key_value(cell, notation)
    assert (value.code.number if isinstance(value, Unreadable) else value) == expected


@given(st.integers(0, 3 * 10**11), st.sampled_from([SWEDISH, ENGLISH]))
def test_a_number_reads_back_in_its_notation(thousandths: int, notation: Notation) -> None:
    """A number is read as it was written, with either of the notation's marks for thousands."""
    value = Fraction(thousandths, 1000)
    text = write_in(value, notation)
    assert read_key_value(text, notation) == value
    mark = "," if notation is ENGLISH else "."
    assert read_key_value(text.replace("\u00a0", mark), notation) == value


def test_the_notation_holds_for_every_kind_of_number() -> None:
    """Counts, amounts, keys and per cent are read in the same way."""
    assert read_count("1,234 st.", ENGLISH) == 1234
    assert read_kronor("1,234,567 kr.", ENGLISH) == 1_234_567
    assert read_kronor("1.234.567 kr", SWEDISH) == 1_234_567
    assert read_kronor_and_ore("1,234.56", ENGLISH) == Fraction(123456, 100)
    assert read_per_cent("95.5 %", ENGLISH) == Fraction(191, 2)


@pytest.mark.parametrize(
    ("cell", "notation", "number"),
    [
        ("70.9", ENGLISH, "OKT551"), ("70,9", ENGLISH, "OKT551"), ("1,397.5", ENGLISH, "OKT552"),
        ("1.397,5", SWEDISH, "OKT552"), ("1,397.5", STRICT, "OKT552"),
        ("1.397,5", STRICT, "OKT552"), ("0.709", SWEDISH, "OKT551"),
        ("1,234,567", SWEDISH, "OKT566"),
    ],
)  # fmt: skip
def test_a_count_has_no_decimals_in_any_notation(
    cell: str, notation: Notation, number: str
) -> None:
    """Decimals where patients are counted are refused as such, whichever mark they stand after."""
    found = read_count(cell, notation)
    assert isinstance(found, Unreadable)
    assert found.code.number == number


def test_a_file_of_english_numbers(tmp_path: Path) -> None:
    """With the option a file of English numbers reads as the same in Swedish, and it is said."""
    english = KEYS.replace("1413080", '"1,413,080"').replace("1757225", "1757225.0")
    english_counts = COUNTS.replace(";1000", ';"1,000"')
    (first, *_) = read_small(tmp_path, keys=english).errors
    assert "--tal engelska" in first.help
    options = DataOptions(notation=ENGLISH)
    read = read_small(tmp_path, options, keys=english, counts=english_counts)
    assert dict(read.figures.keys["invånare"]) == {"12": 1413080, "14": 1757225}
    assert read.figures.counts[MEASURE, "12", Month(2023, 2)].denominator == 1000
    assert list(noted(read)) == ["OKT568"]
    assert "engelska" in noted(read)["OKT568"]


# Ören ----------------------------------------------------------------------------------------

IN_ORE = evolve(
    SMALL,
    steps=(
        *SMALL.steps,
        Product(
            id="block-1/ersättning", unit=Unit.KRONOR, recipients="två", factors=(),
            rounding=Rounding(Fraction(1, 100), Mode.HALF_UP),
        ),
    ),
)  # fmt: skip
AMOUNTS = {
    "paid": "region;belopp_kr\n12;1 234,56\n14;7\nSumma;1241,56 kr\n",
    "used": "mottagare;post;använt_kr\n12;block 2/bup;0,5\n",
}


def test_amounts_may_have_ore_where_the_agreement_pays_them(tmp_path: Path) -> None:
    """An agreement that rounds to ören has decisions and used amounts in kronor and ören."""
    read = read_texts(tmp_path, IN_ORE, counts=COUNTS, keys=KEYS, own=OWN_KEYS, **AMOUNTS)
    assert not list(read.report)
    assert [dict(d.amounts) for d in read.figures.decisions] == [
        {"12": Fraction(30864, 25), "14": 7}
    ]
    assert read.figures.used == {("12", "block-2/bup"): Fraction(1, 2)}


def test_amounts_are_whole_where_the_agreement_pays_no_ore(tmp_path: Path) -> None:
    """Where the agreement pays whole kronor an amount with ören is another's, or wrong."""
    found = [d.code.number for d in read_small(tmp_path, **AMOUNTS).errors]
    assert set(found) == {"OKT552"}


@pytest.mark.parametrize(
    ("cell", "number"), [("1,005", "OKT554"), ("0,005", "OKT569"), ("10000000000000,5", "OKT559")]
)
def test_nothing_is_smaller_than_an_ore(cell: str, number: str) -> None:
    """More decimals than ören have, or more kronor than there are, are refused."""
    found = read_kronor_and_ore(cell)
    assert isinstance(found, Unreadable)
    assert found.code.number == number


# Encoding ------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_file_is_read_in_the_encoding_that_is_said(tmp_path: Path, encoding: str) -> None:
    """Every encoding that can be chosen is read, and stands with the file in the outcome."""
    keys = "region;invånare\nSkåne;1\nVästra Götaland;2\n".encode(encoding)
    read = read_small(tmp_path, DataOptions(encoding=encoding), keys=keys, counts=COUNTS)
    chosen = {file.name: file.encoding for file in read.figures.files}
    assert chosen["keys.csv"] == ENCODINGS[encoding]
    assert dict(read.figures.keys.get("invånare", {})) == {"12": 1, "14": 2}


def test_a_choice_silences_the_guess(tmp_path: Path) -> None:
    """A file that is said to be Windows-1252 needs no note that it was taken for it."""
    keys = KEYS.encode("cp1252")
    options = DataOptions(encoding="cp1252")
    assert "OKT513" in read_small(tmp_path, keys=keys).numbers()
    read = read_small(tmp_path, options, keys=keys, counts=COUNTS.encode("cp1252"))
    assert not list(read.report)


@pytest.mark.parametrize(
    ("encoding", "data", "row", "words"),
    [
        (None, KEYS.encode() + b"\x81\n", 4, "tyda i UTF-8 eller Windows-1252 (byte 40: 81)"),
        ("utf-8", b"region;inv\xe5nare\n", 1, "tyda i UTF-8 (byte 11: E5)"),
        ("utf-8", b"\xef\xbb\xbfregion;inv\xe5nare\n", 1, "(byte 14: E5)"),
        ("cp1252", b"region\n\n\x81", 3, "tyda i Windows-1252 (byte 9: 81)"),
    ],
)
def test_a_byte_that_is_no_letter_is_pointed_out(
    tmp_path: Path, encoding: str | None, data: bytes, row: int, words: str
) -> None:
    """An undecodable byte is told with its row and its place in the file, and the way out."""
    path = tmp_path / "keys.csv"
    path.write_bytes(data)
    error = only(read_paths(SMALL, path, options=DataOptions(encoding=encoding)))
    assert error.code.number == "OKT512"
    assert words in error.message
    assert error.cell is not None
    assert error.cell.row == row
    assert "--kodning" in error.help


def test_the_mark_of_utf8_is_not_overridden(tmp_path: Path) -> None:
    """A file that says that it is UTF-8 is not read as anything else."""
    path = tmp_path / "keys.csv"
    path.write_bytes(KEYS.encode("utf-8-sig"))
    error = only(read_paths(SMALL, path, options=DataOptions(encoding="cp850")))
    assert error.code.number == "OKT518"
    assert "CP850" in error.message


# Another year --------------------------------------------------------------------------------


def test_a_key_of_another_day_is_used_in_spite(tmp_path: Path) -> None:
    """Where another day is let past the key is used, its day is kept, and it is said."""
    keys = "region;datum;invånare\n12;2023-11-01;5\n14;2023-11-01;7\n"
    (error,) = read_small(tmp_path, keys=keys).errors
    assert "--trots-år" in error.help
    read = read_small(tmp_path, DESPITE_YEAR, keys=keys)
    said = noted(read)["OKT547"]
    assert "räknad 1 november 2023 fast överenskommelsen säger 1 november 2022" in said
    assert dict(read.figures.keys["invånare"]) == {"12": 5, "14": 7}
    assert read.figures.key_dates == {"invånare": date(2023, 11, 1)}


def test_rows_of_another_year_are_passed_over_in_spite(tmp_path: Path) -> None:
    """Rows of another year are faults, or else passed over: how many, and of which year."""
    counts = added(COUNTS, f"12;2024-01;{MEASURE};1;2", f"14;2025-01;{MEASURE};1;2")
    assert all("--trots-år" in d.help for d in read_small(tmp_path, counts=counts).errors)
    read = read_small(tmp_path, DESPITE_YEAR, counts=counts)
    assert noted(read) == {
        "OKT548": "med --trots-år är 2 rader för 2024 och 2025 utan verkan; överenskommelsen"
        " använder data för 2022 och 2023"
    }
    assert read.figures.counts == read_small(tmp_path).figures.counts


def test_a_file_of_another_year_leaves_nothing_measured(tmp_path: Path) -> None:
    """A whole file of another year is passed over: no month is put in another's place."""
    counts = COUNTS.replace("2023-", "2020-").replace("2022-", "2019-")
    (error,) = read_small(tmp_path, counts=counts).errors
    assert "--trots-år" in error.help
    read = read_small(tmp_path, DESPITE_YEAR, counts=counts)
    assert set(noted(read)) == {"OKT548", "OKT581"}
    assert not read.figures.counts


def test_a_mistyped_year_is_a_missing_row_in_spite(tmp_path: Path) -> None:
    """A row passed over for its year is missing where it should have been."""
    counts = replaced(COUNTS, 9, f"12;2032-02;{MEASURE};660;1000")
    read = read_small(tmp_path, DESPITE_YEAR, counts=counts)
    assert [d.code.number for d in read.errors] == ["OKT583"]


def test_rates_and_decisions_of_another_year_are_passed_over_in_spite(tmp_path: Path) -> None:
    """What was reported or paid in another year is passed over as well, row by row."""
    files = {
        "rates": "region;månad;svarsfrekvens;i_tid\n12;2025-01;95;2025-02-03\n12;2023-01;96;\n",
        "paid": "region;belopp_kr;utbetalning\n12;1;2022-08\n14;2;2023-08\n",
    }
    found = read_small(tmp_path, **files).errors
    assert {d.code.number for d in found} == {"OKT541"}
    assert {d.cell.file for d in found if d.cell} == {"rates.csv", "paid.csv"}
    read = read_small(tmp_path, DESPITE_YEAR, **files)
    assert set(noted(read)) == {"OKT548"}
    assert all("1 rad för" in d.message for d in read.report)
    assert list(read.figures.rates or {}) == [("svarsfrekvens", "12", Month(2023, 1))]
    assert [(d.payment, dict(d.amounts)) for d in read.figures.decisions] == [
        ("2023-08", {"14": 2})
    ]


# Files that are spoken of --------------------------------------------------------------------


def test_a_file_that_is_spoken_of_is_read(tmp_path: Path) -> None:
    """What is said of a file that was not read is a warning, with the name that was meant."""
    origins = "fil;ursprung\nkeys.csv;verklig\ncuonts.csv;påhittad\n"
    read = read_small(tmp_path, origins=origins)
    found = only(read)
    assert (found.code.number, found.severity) == ("OKT577", Severity.WARNING)
    assert "Menade du ”counts.csv”?" in found.message
    assert found.cell is not None
    assert found.cell.swedish == "origins.csv rad 3, kolumn fil"
    assert [p.file for p in read.figures.provenance] == ["keys.csv"]
