"""Reading data: what is tolerated reads the same, and what is read is what stands there."""

import datetime
import random
from fractions import Fraction
from pathlib import Path

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from overenskommelse.calendar import MONTH_NAMES, Month
from overenskommelse.plan import Group
from overenskommelse.regions import REGIONS
from tests.intake_plans import (
    COUNTS,
    KEYS,
    MEASURE,
    OWN_KEYS,
    PLAN_2023,
    SMALL,
    added,
    read_paths,
    read_small,
    read_texts,
    said,
)

# The data of 2023 ----------------------------------------------------------------------------


def test_the_data_of_2023_has_no_faults(root: Path) -> None:
    """The shipped data reads without a fault; six values to compare with are noted as missing."""
    read = read_paths(PLAN_2023, root / "data" / "2023")
    assert not read.errors
    assert [d.code.number for d in read.figures.notes] == ["OKT585"]
    assert "6 värden för 2022 saknas" in read.figures.notes[0].message
    assert len(read.figures.counts) == 5538
    assert {key: sum(values.values()) for key, values in read.figures.keys.items()} == {
        "invånare": 10_514_719,
        "invånare_0_18": 2_277_562,
    }
    assert [sum(d.amounts.values()) for d in read.figures.decisions] == [103_027_904, 1_874_253_165]
    assert [(f.name, f.kind) for f in read.figures.files] == [
        ("beslut_2023-08.csv", "beslut"),
        ("beslut_2023-12.csv", "beslut"),
        ("folkmangd.csv", "fördelningsnycklar"),
        ("ursprung.csv", "ursprung"),
        ("vantetider.csv", "väntetider"),
    ]
    assert all(f.encoding == "UTF-8" and len(f.sha256) == 64 for f in read.figures.files)


def test_a_cell_says_where_it_was_read(root: Path) -> None:
    """Every count knows its file and row."""
    read = read_paths(PLAN_2023, root / "data" / "2023")
    lines = (root / "data" / "2023" / "vantetider.csv").read_text(encoding="utf-8").split("\n")
    count = read.figures.counts["operation_under_60_dagar", "12", Month(2023, 4)]
    assert count.cell.swedish.startswith("vantetider.csv rad ")
    assert count.cell.row is not None
    assert lines[count.cell.row - 1] == (
        f"12;2023-04;operation_under_60_dagar;{count.numerator};{count.denominator}"
    )


def test_every_missing_row_is_missed(root: Path, tmp_path: Path) -> None:
    """Whichever row of the year is taken away, its recipient, month and measure are told."""
    folder = root / "data" / "2023"
    lines = (folder / "vantetider.csv").read_text(encoding="utf-8").split("\n")
    current = [i for i, line in enumerate(lines) if ";2023-" in line]
    names = dict(REGIONS)
    for i in current[:: len(current) // 24]:
        code, month, measure, _, _ = lines[i].split(";")
        path = tmp_path / "counts.csv"
        path.write_text("\n".join(lines[:i] + lines[i + 1 :]), encoding="utf-8")
        (error,) = read_paths(PLAN_2023, folder / "folkmangd.csv", path).errors
        assert error.code.number == "OKT583"
        name = MONTH_NAMES[int(month[5:]) - 1]
        lacking = f"{names[code]} har inga rader alls för {name} 2023 i måttet {measure}"
        assert error.message == lacking


def test_part_of_a_year_is_no_fault(root: Path, tmp_path: Path) -> None:
    """Data up to June is all there is in July."""
    folder = root / "data" / "2023"
    lines = (folder / "vantetider.csv").read_text(encoding="utf-8").split("\n")
    early = [line for line in lines if not any(f"-{m}" in line for m in ("07", "08", "09", "1"))]
    read = read_texts(
        tmp_path, PLAN_2023, counts="\n".join(early),
        keys=(folder / "folkmangd.csv").read_bytes(),
    )  # fmt: skip
    assert not read.errors


def test_a_measure_that_a_reading_leaves_out_is_only_noted(root: Path) -> None:
    """A reading may need fewer measures than the data holds; names alike are no misspellings."""
    needed = tuple(m for m in PLAN_2023.measures if "högst" not in m.name)
    read = read_paths(evolve(PLAN_2023, measures=needed), root / "data" / "2023")
    assert not read.errors
    notes = [d.message for d in read.figures.notes if d.code.number == "OKT571"]
    assert len(notes) == 2
    assert all("(231 rader)" in note for note in notes)


def test_a_measure_misspelt_throughout_is_one_fault(root: Path, tmp_path: Path) -> None:
    """A measure with another name in the data is told once, with the name that was meant."""
    text = (root / "data" / "2023" / "vantetider.csv").read_text(encoding="utf-8")
    read = read_texts(
        tmp_path, PLAN_2023, counts=text.replace("operation_högst_60", "operation_högts_60"),
        keys=(root / "data" / "2023" / "folkmangd.csv").read_bytes(),
    )  # fmt: skip
    (error,) = read.errors
    assert error.code.number == "OKT570"
    assert "(231 rader). Menade du ”operation_högst_60_dagar”?" in error.message


def test_an_unknown_measure_is_a_fault_where_no_other_reading_can_use_it(tmp_path: Path) -> None:
    """An agreement without interpretations has no use for a measure that it does not name."""
    text = added(COUNTS, "12;2023-01;telefon;1;2")
    assert not read_texts(tmp_path, SMALL, counts=text, keys=KEYS, own=OWN_KEYS).errors
    settled = evolve(SMALL, choices=())
    (error,) = read_texts(tmp_path, settled, counts=text, keys=KEYS, own=OWN_KEYS).errors
    assert error.code.number == "OKT570"


def test_an_unknown_measure_in_place_of_a_needed_one_is_a_fault(tmp_path: Path) -> None:
    """Where a measure is missing, an unlike name in its place is told with what is missing."""
    read = read_small(tmp_path, counts=COUNTS.replace(MEASURE, "x"))
    assert "OKT581" not in read.numbers()
    (error,) = read.errors
    assert error.code.number == "OKT570"
    assert error.message.endswith(f"(12 rader). Samma rader saknas för {MEASURE}")


def test_a_measure_may_be_called_by_its_title(tmp_path: Path) -> None:
    """A title that one measure alone has is that measure, in any case and spacing."""
    (view,) = SMALL.measures
    titled = evolve(SMALL, measures=(evolve(view, title="Väntat högst 60 dagar"),))
    text = COUNTS.replace(MEASURE, "väntat  högst 60 Dagar")
    read = read_texts(tmp_path, titled, counts=text, keys=KEYS, own=OWN_KEYS)
    assert not read.errors
    assert read.figures.counts.keys() == read_small(tmp_path).figures.counts.keys()


def test_some_regions_may_be_left_out(root: Path) -> None:
    """Where three regions are excluded their rows are noted, and nothing of them is kept."""
    some = Group("regioner", "Regionerna", REGIONS[3:])
    read = read_paths(evolve(PLAN_2023, groups=(some,)), root / "data" / "2023")
    assert not read.errors
    assert {d.code.number for d in read.figures.notes} == {"OKT536", "OKT585"}
    assert {code for _, code, _ in read.figures.counts} == {code for code, _ in some.members}


# Forms ---------------------------------------------------------------------------------------

FAULTLESS = {"counts": COUNTS, "keys": KEYS, "own": OWN_KEYS}


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@pytest.mark.parametrize("quoted", [False, True])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_every_form_of_csv_reads_the_same(
    tmp_path: Path, encoding: str, delimiter: str, quoted: bool, line_end: str
) -> None:
    """Encoding, delimiter, quotes and line ends change nothing of what is read."""

    def written(text: str) -> bytes:
        rows = [line.split(";") for line in text.rstrip("\n").split("\n")]
        mark = '"' if quoted else ""
        lines = [delimiter.join(f"{mark}{cell}{mark}" for cell in row) for row in rows]
        return line_end.join(lines).encode(encoding)

    plain = read_texts(tmp_path, SMALL, **FAULTLESS)
    read = read_texts(tmp_path, SMALL, **{name: written(text) for name, text in FAULTLESS.items()})
    assert said(read.figures) == said(plain.figures)
    own = {d.code.number for d in read.report}
    # The keys of the agreement's own recipients have no letter by which the encodings differ.
    assert own == ({"OKT513"} if encoding == "cp1252" else set())
    name = "Windows-1252" if encoding == "cp1252" else "UTF-8"
    assert [f.encoding for f in read.figures.files] == [name, name, "UTF-8"]


@pytest.mark.parametrize(
    "text",
    [
        "\n\nregion;invånare\n12;1413080\n14;1757225\n",
        "region;invånare\n\n12;1413080\n;\n14;1757225\n\n",
        "region;invånare;;\n12;1413080;;\n14;1757225;;\n",
        "region;invånare\n12;1413080;\n14;1757225;;;\n",
        " REGION ;\u00a0Invånare\n12;1413080\n14;1757225\n",
        "region;inva\u030anare\n12;1413080\n14;1757225\n",
        "länskod;namn;invånare\n12;Skåne;1 413 080\n14;VGR;1\u00a0757\u00a0225\n",
        "mottagare;invånare\nRegion Skåne;1413080\nVästra Götaland;1757225\n",
        "väntetidsdatabasens_kod;invånare\n41;1413080\n51;1757225\n",
        "region;skr_vantetidsdatabas_regionkod;namn;invånare\n12;41;Skåne;1413080\n14;51;;1757225\n",
        "region;datum;invånare\n12;2022-11-01;1413080\n14;1 november 2022;1757225\n",
        "region;invånare\n12;1413080 invånare\n14;1757225,0\n",
    ],
)
def test_tables_as_people_save_them(tmp_path: Path, text: str) -> None:
    """Blank rows, empty columns at the end, other names for columns and regions read the same."""
    read = read_small(tmp_path, keys=text)
    assert not list(read.report)
    assert dict(read.figures.keys["invånare"]) == {"12": 1_413_080, "14": 1_757_225}


def test_a_cell_may_hold_several_lines(tmp_path: Path) -> None:
    """A quoted cell with a line break is one cell, and rows are counted as in the file."""
    read = read_small(tmp_path, keys='region;not;invånare\n12;"a\nb";1413080\n14;;fel\n')
    (error,) = read.errors
    assert error.cell is not None
    assert error.cell.row == 4


def test_no_patients_at_all_is_a_value(tmp_path: Path) -> None:
    """Nought of nought is kept as it is: the agreement says what then holds."""
    read = read_small(tmp_path, counts=COUNTS.replace(";660;1000", ";0;0"))
    assert not list(read.report)
    cell = read.figures.counts["operation_60_dagar", "12", Month(2023, 2)]
    assert (cell.numerator, cell.denominator) == (0, 0)


@given(st.randoms(use_true_random=False))
def test_order_does_not_matter(
    tmp_path_factory: pytest.TempPathFactory, chance: random.Random
) -> None:
    """Rows and columns may stand in any order, and a table may be cut into several files."""
    header, *rows = [line.split(";") for line in COUNTS.rstrip("\n").split("\n")]
    order = list(range(len(header)))
    chance.shuffle(order)
    chance.shuffle(rows)
    cut = chance.randrange(len(rows))
    texts = {}
    for name, part in (("one", rows[:cut]), ("two", rows[cut:])):
        lines = [";".join(row[i] for i in order) for row in (header, *part)]
        texts[name] = "\n".join(lines)
    folder = tmp_path_factory.mktemp("data")
    read = read_texts(folder, SMALL, keys=KEYS, own=OWN_KEYS, **texts)
    assert not list(read.report)
    assert said(read.figures) == said(read_texts(folder, SMALL, **FAULTLESS).figures)


# Other kinds ---------------------------------------------------------------------------------


def test_a_requisition_of_a_block_is_of_all_its_items(tmp_path: Path) -> None:
    """A block's name stands for the items that it is divided into, for who can get them."""
    read = read_small(
        tmp_path,
        asked="mottagare;post;datum\nSkåne;Block 2;2023-11-30\n14;block-2 / BUP;1 december 2023\n"
        "a;block 3;2023-12-02\nSKR;medel skr;2023-12-01\nb;block 3;saknas\n",
    )
    assert not list(read.report)
    assert read.figures.requisitions is not None
    found = {key: cell.date.isoformat() for key, cell in read.figures.requisitions.items()}
    assert found == {
        ("12", "block-2/bup"): "2023-11-30",
        ("12", "block-2/övrigt"): "2023-11-30",
        ("14", "block-2/bup"): "2023-12-01",
        ("a", "block-3"): "2023-12-02",
        ("skr", "medel-skr"): "2023-12-01",
    }
    assert read.figures.requisitions["a", "block-3"].cell.swedish == "asked.csv rad 4"


def test_a_file_without_rows_is_not_the_same_as_no_file(tmp_path: Path) -> None:
    """None says that nobody has told; an empty table says that there is nothing."""
    assert read_small(tmp_path).figures.requisitions is None
    read = read_small(
        tmp_path,
        asked="region;post;datum\n", used="region;post;använt_kr\n",
        got="region;skyldighet;datum\n", rates="region;månad;svarsfrekvens\n",
    )  # fmt: skip
    assert not list(read.report)
    figures = read.figures
    assert (figures.requisitions, figures.used, figures.reports, figures.rates) == ({}, {}, {}, {})


def test_used_amounts_and_reports(tmp_path: Path) -> None:
    """What was used of an item, and when a duty's report came in, by its name or its title."""
    read = read_small(
        tmp_path,
        used="mottagare;post;använt_kr\n12;block-2/bup;1 000 000 kr\nskr;medel-skr;0\n"
        "a;block 3;-\n",
        got="region;skyldighet;datum\n12;redovisning;2024-03-31\n14;Redovisning till staten;"
        "1 april 2024\n",
    )
    assert not list(read.report)
    assert read.figures.used == {("12", "block-2/bup"): 1_000_000, ("skr", "medel-skr"): 0}
    assert read.figures.reports is not None
    assert {key: cell.date for key, cell in read.figures.reports.items()} == {
        ("12", "redovisning"): datetime.date(2024, 3, 31),
        ("14", "redovisning"): datetime.date(2024, 4, 1),
    }


def test_criteria_are_read_in_per_cent_and_weeks(tmp_path: Path) -> None:
    """A level is per cent; a day on which a report was in is weeks after its month's end."""
    read = read_small(
        tmp_path,
        rates="region;månad;svarsfrekvens;i_tid\n12;2023-01;98,5 %;2023-02-14\n"
        "12;februari 2023;95;2023-02-28\n14;202301;;..\nRiket;2023-01;97;\n",
    )
    assert not list(read.report)
    assert read.figures.rates == {
        ("svarsfrekvens", "12", Month(2023, 1)): Fraction(197, 2),
        ("i_tid", "12", Month(2023, 1)): Fraction(2),
        ("svarsfrekvens", "12", Month(2023, 2)): Fraction(95),
        ("i_tid", "12", Month(2023, 2)): Fraction(0),
    }


def test_a_decision_names_its_payment(tmp_path: Path) -> None:
    """Payouts are kept by the payment that the file names, or by none."""
    read = read_small(
        tmp_path,
        named="region;belopp_kr;utbetalning\n12;1;2023-08\n14;2;augusti 2023\n"
        "12;3;rekvisition\n12;4;\n",
        plain="region;belopp_kr\n12;5\n14;saknas\n",
    )
    assert not list(read.report)
    assert [(d.file, d.payment, dict(d.amounts)) for d in read.figures.decisions] == [
        ("named.csv", "2023-08", {"12": 1, "14": 2}),
        ("named.csv", "requisition", {"12": 3}),
        ("named.csv", None, {"12": 4}),
        ("plain.csv", None, {"12": 5}),
    ]


def test_the_day_of_a_key_is_kept(tmp_path: Path) -> None:
    """The day on which the file says that it was counted goes with the key."""
    read = read_small(tmp_path, keys="region;datum;invånare\n12;2022-11-01;5\n14;;7\n")
    assert not list(read.report)
    assert read.figures.key_dates == {"invånare": datetime.date(2022, 11, 1)}
