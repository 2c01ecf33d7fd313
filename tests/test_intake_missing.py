"""What is missing is told, what is odd is noted, and totals are checked and never added."""

from pathlib import Path

import pytest
from attrs import evolve

from overenskommelse.plan import KeyView
from tests.agreements import compiled, good
from tests.intake_plans import (
    COUNTS,
    KEYS,
    MEASURE,
    OWN_KEYS,
    SMALL,
    START,
    added,
    plan,
    read_small,
    read_texts,
    replaced,
)

# What is missing -----------------------------------------------------------------------------


def without(*parts: str) -> str:
    """The counts without the rows that have all these parts."""
    rows = COUNTS.split("\n")
    return "\n".join(row for row in rows if not all(part in row for part in parts))


@pytest.mark.parametrize(
    ("counts", "number", "words"),
    [
        (without("12;2023-02"), "OKT583", "Region Skåne har inga rader alls för februari 2023"),
        (without("14;2023-"), "OKT582", "Västra Götalandsregionen saknas helt"),
        (without(";2023-02"), "OKT582", "februari 2023 saknas helt"),
        (without("14;2023-03"), "OKT583", "Västra Götalandsregionen har inga rader alls"),
    ],
)
def test_missing_rows_are_told(tmp_path: Path, counts: str, number: str, words: str) -> None:
    """A row that should be there is told once, by recipient, month and measure."""
    read = read_small(tmp_path, counts=counts)
    assert [d.code.number for d in read.errors] == [number]
    assert words in read.errors[0].message


def test_those_who_are_missing_alike_are_told_together(tmp_path: Path) -> None:
    """Recipients of whom there is no row are one fault, which names them all."""
    first, *others = SMALL.groups
    more = (*first.members, ("03", "Region Uppsala"), ("05", "Region Östergötland"))
    larger = evolve(SMALL, groups=(evolve(first, members=more), *others))
    read = read_texts(tmp_path, larger, counts=COUNTS, keys=KEYS, own_keys=OWN_KEYS)
    [told] = [d for d in read.errors if d.code.number == "OKT582"]
    assert told.message.startswith("Region Uppsala och Region Östergötland saknas helt")


def test_later_months_may_be_missing(tmp_path: Path) -> None:
    """Months after the last one with values are not measured yet, which is no fault."""
    assert not read_small(tmp_path, counts=without("2023-03")).errors


def test_a_form_not_yet_filled_in_is_not_measured(tmp_path: Path) -> None:
    """Rows with empty cells after the last month with values are told of and left out."""
    blank = COUNTS.replace(";670;1000", ";;").replace(";770;1000", ";;")
    read = read_small(tmp_path, counts=blank)
    assert not read.errors
    assert "OKT586" in read.numbers()
    assert not any(month.number == 3 for _, _, month in read.figures.counts if month.year == 2023)


def test_no_values_at_all_is_noted(tmp_path: Path) -> None:
    """A file of counts with the previous year alone is no fault: nothing is measured yet."""
    read = read_small(tmp_path, counts=without("2023-"))
    assert read.numbers() == ["OKT581"]


@pytest.mark.parametrize(
    "marker", ["", "-", "..", ".", "–", "saknas", "SAKNAS", "u.s.", " ", "\u00a0"]
)
def test_missing_values_are_noted(tmp_path: Path, marker: str) -> None:
    """A value that the data says is missing is kept as missing, and noted, in either year."""
    counts = replaced(COUNTS, 9, f"{START};{marker};{marker}")
    counts = replaced(counts, 2, f"12;2022-01;{MEASURE};{marker};{marker}")
    read = read_small(tmp_path, counts=counts)
    assert not read.errors
    notes = {d.code.number: d.message for d in read.figures.notes}
    assert notes == {
        "OKT584": f"1 värde för 2023 saknas enligt data: Region Skåne (februari, {MEASURE})",
        "OKT585": f"1 värde för 2022 saknas: Region Skåne (januari, {MEASURE})",
    }
    empty = [cell for cell in read.figures.counts.values() if cell.numerator is None]
    assert len(empty) == 2


def test_absent_rows_of_the_year_before_are_noted(tmp_path: Path) -> None:
    """A row that is not there to compare with is noted, not a fault."""
    read = read_small(tmp_path, counts=without("2022-02"))
    assert read.numbers() == ["OKT585"]
    assert read.figures.notes[0].message.startswith("2 värden för 2022 saknas: ")


def test_no_counts_at_all(tmp_path: Path) -> None:
    """Without any file of counts there is nothing to evaluate, and the way out is told."""
    read = read_texts(tmp_path, SMALL, keys=KEYS, own_keys=OWN_KEYS)
    assert [d.code.number for d in read.errors] == ["OKT580"]
    assert "täljare och nämnare" in read.errors[0].help


def test_a_missing_key_suggests_the_column_that_was_meant(tmp_path: Path) -> None:
    """A key that no file has is a fault, and a column spelt alike is suggested."""
    read = read_small(tmp_path, own_keys="mottagare;vikter;invånare\na;2;1\nb;3;1\n")
    assert "OKT526" not in read.numbers()
    read = read_small(tmp_path, own_keys="mottagare;vikter\na;2\nb;3\n")
    assert [d.code.number for d in read.errors] == ["OKT526"]
    assert "Menade du kolumnen ”vikt” där det står ”vikter”?" in read.errors[0].message


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ("region;period;mått;täljare;nämnare", "kolumnen ”månad” där det står ”period”?"),
        ("region;månad;mått;antal;nämnare", "Det liknar väntetider, men ”täljare” saknas"),
        ("region;månad;mått;andel", "räknad av, i ”täljare” och ”nämnare”"),
        ("region;Befolkning", "kolumnen ”invånare” där det står ”befolkning”?"),
        ("region;folkmängd", "kolumnen ”invånare” där det står ”folkmängd”?"),
        ("Väntetider 2023;;", "Är raden en rubrik, ta bort den"),
        ("sep=;", "Ta bort raden: okt ser själv hur cellerna skiljs åt"),
    ],
)
def test_what_is_meant_by_other_columns_is_said_of_the_likeliest_kind(
    tmp_path: Path, table: str, said: str
) -> None:
    """A column is suggested for the kind of table that most of the columns belong to."""
    (error,) = read_small(tmp_path, more=f"{table}\n").errors
    assert error.code.number == "OKT526"
    assert said in error.message


def test_a_key_that_no_file_has(tmp_path: Path) -> None:
    """A key without a column anywhere is told, with a column spelt alike if there is one."""
    counts_only = {"counts": COUNTS, "own": OWN_KEYS}
    (error,) = read_texts(tmp_path, SMALL, **counts_only).errors
    assert error.code.number == "OKT587"
    assert "fördelar efter invånare" in error.message
    both = plan(SMALL.groups, keys=(*SMALL.keys, KeyView("invånare_0_18", "Barn", "två", None)))
    text = "region;invånare;invånare_0-18\n12;5;1\n14;6;2\n"
    (error,) = read_texts(tmp_path, both, keys=text, own=OWN_KEYS).errors
    assert error.code.number == "OKT587"
    assert error.message.endswith("Menade du ”invånare_0-18”?")


def test_nothing_is_missing_that_may_stand_in_an_unread_file(tmp_path: Path) -> None:
    """A file that cannot be read is the one fault: what it may have held is not missed."""
    read = read_small(tmp_path, counts="region;månad;mått;taljare;nämnare\n")
    assert [d.code.number for d in read.errors] == ["OKT526"]
    assert "Menade du kolumnen ”täljare” där det står ”taljare”?" in read.errors[0].message


def test_a_key_that_nothing_is_divided_by(tmp_path: Path) -> None:
    """A file of a key that the agreement declares, but divides nothing by, is noted and let be."""
    text = good("bonus_efter_nyckel") + 'nyckel barn "Barn"\nnyckel yta "Yta"\n'
    made = compiled(text).plan
    assert made is not None
    declared = evolve(SMALL, unused_keys=made.unused_keys)
    files = {"counts": COUNTS, "own": OWN_KEYS, "barn": "region;barn\n12;1\n01;x\n"}
    read = read_texts(tmp_path, declared, **files, keys="region;yta;invånare\n12;9;1\n14;;2\n")
    assert [(d.code.number, d.message) for d in read.report] == [
        ("OKT529", f"”{key}” är en nyckel som inget känt belopp fördelas efter")
        for key in ("barn", "yta")
    ]


def test_a_year_that_is_compared_with_and_not_needed(tmp_path: Path) -> None:
    """Counts of the year before are noted as not used where the agreement compares with it, but
    no step does; where it compares with nothing they are another year's."""
    idle = tuple(evolve(view, previous=False) for view in SMALL.measures)
    rows = [row for row in COUNTS.split("\n") if ";2023-" not in row]
    tables = {
        "keys": KEYS, "own_keys": OWN_KEYS, "counts": without(";2022-"), "before": "\n".join(rows),
    }  # fmt: skip
    apart = evolve(SMALL, measures=idle)
    compared = evolve(apart, compares_previous_year=True)
    noted = read_texts(tmp_path, compared, **tables)
    assert [d.code.number for d in noted.report] == ["OKT576"]
    assert "värden för januari–mars 2022 behövs inte" in noted.report.found[0].message
    refused = read_texts(tmp_path, apart, **tables)
    assert [d.code.number for d in refused.errors] == ["OKT542"]


# Notes and warnings --------------------------------------------------------------------------


NOTES: list[tuple[str, dict[str, str | bytes], str, str]] = [
    ("extra column", {"keys": "region;invånare;yta\n12;1;2\n14;2;3\n"}, "OKT529", "”yta”"),
    ("other months", {"counts": added(COUNTS, f"12;2023-12;{MEASURE};1;2")}, "OKT543",
     "december 2023 ingår inte"),
    ("unused measure", {"counts": added(COUNTS, "12;2023-01;telefon;1;2")}, "OKT571", "telefon"),
    ("unused measure spelt alike", {"counts": added(COUNTS, "12;2023-01;operation_90_dagar;1;2")},
     "OKT571", "operation_90_dagar"),
    ("outsider", {"keys": added(KEYS, "01;5", "Uppsala;7")}, "OKT536",
     "Region Stockholm och Region Uppsala är inte mottagare"),
    ("windows", {"keys": KEYS.encode("cp1252")}, "OKT513", "Windows-1252"),
    ("total of keys", {"keys": added(KEYS, "Riket;3170306")}, "OKT538",
     "”Riket” säger 3\u00a0170\u00a0306, men raderna blir 3\u00a0170\u00a0305: skillnaden är 1"),
    ("total of counts", {"counts": added(COUNTS, f"Alla regioner;2023-01;{MEASURE};1400;1999")},
     "OKT538", "skillnaden är −1"),
    ("total of decisions", {"paid": "region;belopp_kr\n12;1\n14;2\nSumma;4\n"}, "OKT538",
     "skillnaden är 1"),
    ("small per cent", {"rates": "region;månad;svarsfrekvens\n12;2023-01;0,95\n"}, "OKT564",
     "0,95"),
    ("rates of other months", {"rates": "region;månad;svarsfrekvens\n12;2023-12;95\n"}, "OKT543",
     "december 2023"),
    ("not on requisition", {"asked": "region;post;datum\n12;block 1;2023-12-01\n"}, "OKT576",
     "block-1 betalas inte ut på rekvisition"),
    ("not paid back", {"used": "region;post;använt_kr\n12;block 1;5\n"}, "OKT576",
     "block-1 återbetalas inte"),
    ("monthly duty", {"got": "region;skyldighet;datum\n12;lämna_data;2023-02-15\n"}, "OKT576",
     "återkommer varje månad"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("files", "number", "words"), [t[1:] for t in NOTES], ids=[t[0] for t in NOTES]
)
def test_what_is_worth_knowing_is_noted(
    tmp_path: Path, files: dict[str, str | bytes], number: str, words: str
) -> None:
    """What is odd without being wrong is said, and hinders nothing."""
    read = read_small(tmp_path, **files)
    assert not read.errors
    assert [d.code.number for d in read.notes] == [number]
    assert words in read.notes[0].message
    assert read.figures.notes == tuple(read.notes)


@pytest.mark.parametrize(
    "files",
    [
        {"keys": added(KEYS, "Riket;3170305")},
        {"keys": added(KEYS, "00;3 170 305")},
        {"keys": "region;namn;invånare\n12;;1413080\n14;;1757225\n;Totalt;3170305\n"},
        {"keys": added(KEYS, "Summa;")},
        {"counts": added(COUNTS, f"Hela landet;2023-01;{MEASURE};1400;2000")},
        {"paid": "region;belopp_kr\n12;1\nSumma;4\n"},
    ],
)
def test_totals_that_hold_are_passed_over(tmp_path: Path, files: dict[str, str | bytes]) -> None:
    """A total is never added; where it is right, or parts of it are not there, nothing is said."""
    read = read_small(tmp_path, **files)
    assert not list(read.report)
    assert dict(read.figures.keys["invånare"]) == {"12": 1413080, "14": 1757225}


def test_an_outsider_is_part_of_a_total(tmp_path: Path) -> None:
    """A region that is no recipient counts in the total that its file states."""
    read = read_small(tmp_path, keys=added(KEYS, "13;5", "Riket;3170310"))
    assert [d.code.number for d in read.report] == ["OKT536"]


def test_many_notes_of_a_kind_are_counted(tmp_path: Path) -> None:
    """More unused measures than anybody reads are counted, and are still no fault."""
    lines = [f"12;2023-01;telefonsamtal_{i};1;2" for i in range(25)]
    read = read_small(tmp_path, counts=added(COUNTS, *lines))
    assert not read.errors
    assert (
        "ytterligare 5 gånger" in next(d for d in read.notes if d.code.number == "OKT531").message
    )
