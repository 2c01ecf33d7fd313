"""The outcome as a workbook, read back with another library.

The case is that of `test_conditions`: a is accepted in spite of a no, b is refused and decided
otherwise, c is half reported; of hållet, förverkat and omfördelat a, b and c have 10, 20 and 40.
"""

import io
from fractions import Fraction
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from attrs import evolve

from overenskommelse.cli import main, outcome_csv
from overenskommelse.cli.outcome_xlsx import outcome_xlsx
from overenskommelse.cli.refusal import Refused
from overenskommelse.figures import Provenance
from overenskommelse.outcome import Outcome, PaidRow
from tests.agreements import AGREEMENT_2023
from tests.test_conditions import mixed

DATA = AGREEMENT_2023.parent.parent / "data" / "2023"


def read(outcome: Outcome) -> dict[str, list[dict[str, Any]]]:
    """The tables of the workbook by the name of their sheet; an empty cell is None."""
    book = openpyxl.load_workbook(io.BytesIO(outcome_xlsx(outcome)))
    tables = {}
    for page in book.worksheets[1:]:
        header, *rows = page.iter_rows(values_only=True)
        tables[page.title] = [dict(zip(map(str, header), row, strict=True)) for row in rows]
    return tables


def first(outcome: Outcome) -> list[tuple[Any, ...]]:
    """The lines of the first sheet."""
    book = openpyxl.load_workbook(io.BytesIO(outcome_xlsx(outcome)))
    return list(book.worksheets[0].iter_rows(values_only=True))


def test_the_three_voices_stand_beside_each_other(tmp_path: Path) -> None:
    """Reported, assessed with its reason, decided with its reason, and what then holds."""
    rows = {
        (r["fokusområde_eller_villkor"], r["mottagare"]): r
        for r in read(mixed(tmp_path))["villkor"]
    }
    voices = (
        "redovisat", "bedömt", "skäl_för_bedömningen", "beslutat", "skäl_för_beslutet", "uppfyllt",
    )  # fmt: skip
    said = {key: tuple(row[voice] for voice in voices) for key, row in rows.items()}
    assert said["fokusområde planer", "a"] == (
        "nej (deltar)", "ja", "deltar på annat sätt", None, None, "ja",
    )  # fmt: skip
    assert said["fokusområde planer", "b"] == ("ja", "nej", "gammal", None, None, "nej")
    assert said["fokusområde planer", "c"] == (
        "inte allt (uppdaterad, hur och plan saknas)", "inte än", None, None, None, "inte än",
    )  # fmt: skip
    assert said["fokusområde register", "b"] == ("inget", "ja", None, None, None, "ja")
    assert said["villkor håller", "b"] == (None, "nej", None, "ja", "ny plan", "ja")
    assert said["villkor håller", "c"] == (None, "inte än", None, None, None, "inte än")
    assert rows["villkor håller", "b"]["beror_på"] == "fokusområde planer: ”gammal”"
    assert rows["villkor håller", "c"]["beror_på"] == "fokusområde planer och fokusområde register"
    assert len(rows) == 5 * 3


def test_every_answer_is_there(tmp_path: Path) -> None:
    """Each question has a row for each recipient: yes, no, words, or nothing."""
    rows = read(mixed(tmp_path))["svar"]
    said = {(r["mottagare"], r["fråga"]): r["svar"] for r in rows if r["fokusområde"] == "planer"}
    assert [said["a", q] for q in ("deltar", "uppdaterad", "hur", "plan")] == [
        "nej", "ja", "så här", "plan.pdf",
    ]  # fmt: skip
    assert [said["c", q] for q in ("deltar", "hur")] == ["ja", None]


def test_payments_are_those_of_the_csv(tmp_path: Path) -> None:
    """The columns and rows are the same as in the CSV form, with kronor as numbers."""
    outcome = mixed(tmp_path)
    rows = read(outcome)["utbetalningar"]
    assert tuple(rows[0]) == outcome_csv.COLUMNS
    for row, expected in zip(rows, outcome_csv.payment_rows(outcome), strict=True):
        assert tuple(row.values()) == tuple(value if value != "" else None for value in expected)
    held = {(r["mottagare"], r["post"]): (r["belopp_kr"], r["väntar_kr"]) for r in rows}
    assert held["a", "block-hållet"] == (10, 0)
    assert held["c", "block-hållet"] == (None, 40)


def test_kronor_are_shown_the_swedish_way(tmp_path: Path) -> None:
    """Whole kronor have no decimals and ören two; what has too many digits is text, not rounded."""
    row = PaidRow("a", "Astad", "2024-03", "block-1", Fraction(1234567))
    rows = [row, evolve(row, amount=Fraction(25, 2)), evolve(row, amount=Fraction(10**15 + 1))]
    book = openpyxl.load_workbook(
        io.BytesIO(outcome_xlsx(evolve(mixed(tmp_path), payments=tuple(rows))))
    )
    cells = [book["utbetalningar"].cell(i, 5) for i in (2, 3, 4)]
    assert [cell.value for cell in cells] == [1234567, 12.5, "1000000000000001"]
    assert [cell.number_format for cell in cells[:2]] == ["[$-41D]#,##0", "[$-41D]#,##0.00"]


def test_the_heading_stays_and_filters(tmp_path: Path) -> None:
    """On every sheet with a table the column names stay in sight, and can be filtered by."""
    book = openpyxl.load_workbook(io.BytesIO(outcome_xlsx(mixed(tmp_path))))
    for page in book.worksheets[1:]:
        assert (page.freeze_panes, page.auto_filter.ref) == ("A2", page.dimensions)


def test_the_first_sheet_says_what_it_rests_on(tmp_path: Path) -> None:
    """What is not real is said before any figure, and every other sheet is named."""
    made_up = evolve(mixed(tmp_path), provenance=(Provenance("svar.csv", "", "påhittad", "prov"),))
    lines = first(made_up)
    assert ("underlag", "Bygger på uppgifter som inte är verkliga: svar.csv (påhittad)") in lines
    listed = [words.partition(":")[0] for _, words in lines[-len(read(made_up)) :]]
    assert listed == list(read(made_up))


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "＝", " =", "{=", "http://"])
def test_no_text_becomes_a_formula(tmp_path: Path, start: str) -> None:
    """A name or reason that looks like a formula or a link is a cell of text, as it is written."""
    name = f"{start}1+1"
    outcome = mixed(tmp_path)
    rows = tuple(evolve(row, name=name) for row in outcome.payments)
    areas = tuple(evolve(row, reason=name) for row in outcome.areas)
    book = openpyxl.load_workbook(
        io.BytesIO(outcome_xlsx(evolve(outcome, payments=rows, areas=areas)))
    )
    cells = [book["utbetalningar"]["B2"], book["villkor"]["G2"]]
    assert [(cell.value, cell.data_type, cell.hyperlink) for cell in cells] == [
        (name, "s", None)
    ] * 2


def test_hidden_characters_are_seen(tmp_path: Path) -> None:
    """Nothing hidden is written in a cell: a name with a turned direction shows it."""
    outcome = mixed(tmp_path)
    rows = tuple(evolve(row, name="A\u202eb") for row in outcome.payments)
    names = {row["namn"] for row in read(evolve(outcome, payments=rows))["utbetalningar"]}
    assert len(names) == 1
    assert not any("\u202e" in name for name in names)


def test_what_does_not_fit_is_said(tmp_path: Path) -> None:
    """A text longer than a cell can be is refused with a way out, never cut off."""
    outcome = mixed(tmp_path)
    areas = tuple(evolve(row, reason="x" * 40_000) for row in outcome.areas)
    with pytest.raises(Refused, match="får inte plats"):
        outcome_xlsx(evolve(outcome, areas=areas))


def test_the_same_outcome_is_the_same_bytes(tmp_path: Path) -> None:
    """No clock is read: the workbook of the same outcome is the same file."""
    outcome = mixed(tmp_path)
    assert outcome_xlsx(outcome) == outcome_xlsx(outcome)


def test_2023_from_the_command(tmp_path: Path) -> None:
    """`--out utfall.xlsx` has the 2 500 million of the block in its rows, and a row for each cell.

    The 21 regions have 12 requirements in 11 months.
    """
    path = tmp_path / "utfall.xlsx"
    assert main(["evaluate", str(AGREEMENT_2023), str(DATA), "--out", str(path), "-q"]) == 0
    book = openpyxl.load_workbook(path)
    rows = list(book["utbetalningar"].iter_rows(min_row=2, values_only=True))
    assert sum(row[4] for row in rows if row[3] in ("block-1", "bonuspott")) == 2_500_000_000
    assert "villkor" not in book.sheetnames
    cells = list(book["krav"].iter_rows(min_row=2, values_only=True))
    assert len(cells) == len({(row[0], row[2], row[4]) for row in cells})
