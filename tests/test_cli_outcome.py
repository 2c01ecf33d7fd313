"""An outcome as a table for people, as JSON for machines and as CSV for a spreadsheet."""

import csv
import datetime
import io
import json
import re
from fractions import Fraction
from typing import Any

import pytest
from attrs import evolve
from syrupy.assertion import SnapshotAssertion

from overenskommelse import data_codes
from overenskommelse import outcome_codes as codes
from overenskommelse.calendar import Month
from overenskommelse.cli import outcome_csv, outcome_json
from overenskommelse.cli.diagnostic_json import dumps
from overenskommelse.cli.naming import in_order, payment_words, short_name
from overenskommelse.cli.outcome_table import drawn
from overenskommelse.cli.page import Page
from overenskommelse.diagnostics import Cell, Code, Diagnostic, Report
from overenskommelse.figures import DataFile, Decision
from overenskommelse.items import item_said, item_words
from overenskommelse.numbers import write_number
from overenskommelse.outcome import (
    CellRow,
    CriterionRow,
    DecisionRow,
    DutyRow,
    Outcome,
    PaidRow,
    PotRow,
    RepaidRow,
)
from overenskommelse.plan import Choice, Group, Origin, Plan
from overenskommelse.text import is_hidden
from tests.agreements import TextFile, figures, good, outcome_of, plan_of

REGIONS = (
    ("01", "Region Stockholm"),
    ("09", "Region Gotland"),
    ("14", "Västra Götalandsregionen"),
    ("23", "Region Jämtland Härjedalen"),
)
SKR = ("skr", "Sveriges Kommuner och Regioner")
kr = Fraction
LAST_DAY = datetime.date(2024, 3, 31)


@pytest.fixture
def shown(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    return snapshot.use_extension(TextFile)


def plan(used: str = "nivåerna") -> Plan:
    return Plan(
        name="2023",
        title="Ökad tillgänglighet",
        source="2023.okt",
        source_sha256="ab" * 32,
        total=kr(2_952_000_000),
        groups=(Group("regioner", "Regionerna", REGIONS), Group("skr", SKR[1], (SKR,))),
        choices=(
            Choice(
                "mätprecision",
                "Vad avrundas till en decimal?",
                (("nivåerna", "…"), ("skillnaden", "…")),
                used,
                "nivåerna",
                "",
                Origin(),
            ),
        ),
        measures=(),
        keys=(),
        criteria=(),
        duties=(),
        steps=(),
        requirements=(),
        pots=(),
    )


def december(code: str, name: str, item: str, amount: int | None) -> PaidRow:
    if amount is None:
        return PaidRow(code, name, "2023-12", item, None, why="ännu inte mätt")
    return PaidRow(code, name, "2023-12", item, kr(amount))


def payments(measured: bool) -> tuple[PaidRow, ...]:
    rows: list[PaidRow] = []
    for i, (code, name) in enumerate(REGIONS, start=1):
        came = code != "09"
        rows += [
            PaidRow(code, name, "2023-08", "block-1", kr(233_497_418 // i)),
            december(code, name, "block-1", 100_000_000 * i if measured else None),
            december(code, name, "bonuspott", 1_399_558_228 if measured else None),
            PaidRow(
                code,
                name,
                "rekvisition",
                "block-2/bup",
                kr(20_000_000) if came else kr(0),
                kr(0) if came else kr(20_000_000),
            ),
        ]
    return (*rows, PaidRow(*SKR, "rekvisition", "medel", kr(12_000_000)))


def notes(measured: bool) -> Report:
    report = Report()
    report.add(
        codes.NOT_PAID_OUT, amount="20 000 000 kr", item="block-2/bup", why="rätten har förfallit"
    )
    for number in range(14):
        report.add(
            codes.CRITERION_FAILED,
            recipient=f"Region {number}",
            criterion="svarsfrekvens",
            value="94,0 %",
            month="mars 2023",
            consequence="månaden räknas inte",
        )
    if not measured:
        report.add(
            codes.NOT_YET_MEASURED,
            months="juli–november 2023",
            are="är ännu inte mätta",
            payments="utbetalning december 2023",
        )
    report.add(codes.ASSUMED_REQUISITION, items="block 2", day="1 december 2023")
    report.add(
        codes.VALUE_MISSING,
        Cell("vantetider.csv", 88, "täljare"),
        values="3 värden",
        consequence="kravet uppfylls inte",
    )
    return report


def outcome(measured: bool = True, used: str = "nivåerna") -> Outcome:
    return Outcome(
        plan=plan(used),
        payments=payments(measured),
        pots=(
            PotRow(
                "block-1",
                "Prestationskrav",
                kr(2_500_000_000),
                kr(1_100_441_772) if measured else None,
                kr(1_399_558_228) if measured else None,
                kr(0) if measured else None,
                None if measured else kr(600_000_000),
                None if measured else kr(700_000_000),
                has_bonus=True,
            ),
            PotRow("block-2/bup", "BUP", kr(80_000_000), kr(80_000_000), kr(0), kr(20_000_000)),
        ),
        cells=(
            CellRow(
                "01", Month(2023, 1), "block-1", "1", kr(793, 10), kr(761, 10), kr(32, 10),
                "improvement", kr(75), kr(9_479_043), kr(7_109_282),
            ),
            CellRow(
                "01", Month(2023, 1), "block-1", "2", kr(79), None, None, None, kr(0), kr(1, 3),
                kr(0),
            ),
        ),
        unmeasured=() if measured else tuple(Month(2023, n) for n in (7, 8, 9, 11)),
        failed_criteria=(
            CriterionRow("svarsfrekvens", "09", Month(2023, 3), kr(94), "månaden räknas inte"),
        ),
        duties=(
            DutyRow("redovisning", "Redovisning", "09", LAST_DAY, None),
            DutyRow("redovisning", "Redovisning", "14", LAST_DAY, datetime.date(2024, 4, 1)),
            DutyRow("redovisning", "Redovisning", "01", LAST_DAY, LAST_DAY),
        ),
        repayments=(
            RepaidRow("14", REGIONS[2][1], "block-2/bup", LAST_DAY, kr(20), kr(5), kr(15)),
        ),
        decisions=(
            DecisionRow("beslut.csv", "2023-08", "01", 233_497_418, kr(233_497_418)),
            DecisionRow("beslut.csv", "2023-08", "14", 77_832_473, kr(77_832_472)),
            DecisionRow("beslut.csv", "2023-08", "23", 5, None),
            DecisionRow("senare.csv", "2023-12", "01", 7, kr(7)),
        ),
        unmatched=(Decision("gammalt.csv", None, {}),),
        files=(DataFile("vantetider.csv", "väntetider", "UTF-8", "cd" * 32),),
        notes=tuple(notes(measured)),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("value", "page"),
    [
        (outcome(), Page()),
        (outcome(measured=False, used="skillnaden"), Page(width=120)),
        (outcome(), Page(width=50, encoding="ascii")),
        (outcome(used="skillnaden"), Page(width=140, color=True)),
    ],
    ids=["hela_aret", "del_av_aret", "smal_ascii", "bred_farg"],
)
def test_the_table(value: Outcome, page: Page, shown: SnapshotAssertion) -> None:
    """Payments, pots, what was not paid and why, readings, notes, decisions and files."""
    assert drawn(value, page).replace("\x1b", "ESC") == shown


@pytest.mark.parametrize("width", [20, 40, 64, 100, 200])
def test_no_number_is_ever_cut(width: int) -> None:
    """However narrow the page, every amount stands on it whole and on one line."""
    text = drawn(outcome(), Page(width=width))
    for row in payments(measured=True):
        assert row.amount is not None
        assert re.search(rf"(?<![0-9]){write_number(row.amount)}(?![0-9\u00a0])", text)


def test_a_page_wide_enough_has_one_table() -> None:
    """The recipients are listed once where there is room, and again for every further table."""
    assert drawn(outcome(), Page(width=200)).count("01 Stockholm") == 1
    assert drawn(outcome(), Page(width=60)).count("01 Stockholm") > 1


def test_what_does_not_exist_has_no_heading() -> None:
    """An outcome without failures, late duties or decisions says nothing of them."""
    bare = evolve(
        outcome(),
        failed_criteria=(),
        duties=None,
        repayments=None,
        decisions=(),
        unmatched=(),
        notes=(),
    )
    text = drawn(bare, Page())
    for heading in ("Kriterier", "Redovisningar", "Återbetalas", "Publicerade", "Antag"):
        assert heading not in text
    assert drawn(evolve(bare, payments=()), Page()).count("betalar inte ut något") == 1


def test_what_is_unknown_has_no_blank() -> None:
    """What the sources do not say is told in every cell of its pot, beside what is known."""
    words = drawn(outcome_of(plan_of(good("okant")), figures()), Page()).replace("\u00a0", " ")
    pots = [line.split() for line in words.splitlines() if line.startswith(("block", "medel stöd"))]
    assert [line[3:] for line in pots] == [
        ["1", "200", "okänt", "okänt"], ["10", "10", "0"], ["okänt", "okänt", "okänt"],
    ]  # fmt: skip


def test_nothing_known_is_no_sum() -> None:
    """Where no amount of a recipient is known, there is no sum of nothing, and no empty table."""
    text = (
        'okt 1\növerenskommelse 2024 "Okänt"\n  omfattning okänt\n'
        'mottagare skr "SKR"\nmedel stöd "Stöd" okänt till skr\n'
        "utbetalning juni 2024 medel stöd\n"
    )
    lines = drawn(outcome_of(plan_of(text), figures()), Page()).splitlines()
    assert [line.split() for line in lines if line.startswith(("SKR", "summa", "medel stöd"))] == [
        ["SKR", "okänt", "okänt"],
        ["summa", "okänt", "okänt"],
        ["medel", "stöd:", "Stöd", "okänt", "okänt", "okänt"],
    ]


def test_json_form(shown: SnapshotAssertion) -> None:
    """The machine form has its keys in a fixed order, with whole kronor as integers."""
    assert dumps(outcome_json.outcome(outcome())).decode() == shown


def test_json_of_part_of_a_year_knows_what_it_does_not_know() -> None:
    """An amount whose months are not measured is null, and the months are named."""
    value = json.loads(dumps(outcome_json.outcome(outcome(measured=False))))
    assert [p["amount"] for p in value["payments"][:3]] == [233497418, None, None]
    assert value["unmeasured"] == ["2023-07", "2023-08", "2023-09", "2023-11"]
    assert value["pots"][0]["earned"] is None
    assert value["pots"][0]["earned_so_far"] == 600_000_000


def test_json_hides_nothing() -> None:
    """Hidden characters are escaped in the file, and read back as they were."""
    hostile = "\x1b[31m\u202e\x7f\u200b\U000e0041\ud800å"
    data = dumps({"x": hostile})
    assert not [c for c in data.decode() if is_hidden(c)]
    assert json.loads(data)["x"] == hostile


@pytest.mark.parametrize(
    ("amount", "written"),
    [
        (kr(5), 5),
        (kr(25, 2), "12.50"),
        (kr(-25, 2), "-12.50"),
        (kr(1, 3), "0.33"),
        (None, None),
    ],
)
def test_kronor_for_machines(amount: Fraction | None, written: object) -> None:
    """Whole kronor are integers; what has ören is a string with two decimals."""
    assert outcome_json.kronor(amount) == written


@pytest.mark.parametrize(
    ("value", "least", "written"),
    [
        (kr(793, 10), 1, "79.3"),
        (kr(79), 1, "79.0"),
        (kr(75), 0, "75"),
        (kr(-1, 4), 1, "-0.25"),
        (kr(200, 3), 1, "66.666667"),
        (None, 1, None),
    ],
)
def test_measured_values_for_machines(
    value: Fraction | None, least: int, written: str | None
) -> None:
    """A level is a decimal string with a point, exact where six decimals suffice."""
    assert outcome_json.decimal(value, least) == written


def test_csv_form() -> None:
    """Semicolons, a byte order mark, and an empty cell for what is not known yet."""
    data = outcome_csv.payments(outcome(measured=False))
    assert data.startswith(b"\xef\xbb\xbfmottagare;namn;utbetalning;post;belopp_kr;")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert rows[1][:5] == ["01", "Region Stockholm", "2023-08", "block-1", "233497418"]
    assert rows[2][4] == ""
    assert rows[-1][:5] == [*SKR, "rekvisition", "medel", "12000000"]
    assert len(rows) == 1 + len(payments(measured=False))


LET_PAST: tuple[tuple[Code, dict[str, Any]], ...] = (
    (data_codes.MISSING_ALLOWED, {"rows": "3 rader"}),
    (data_codes.OTHER_YEARS_PASSED, {"rows": "7 rader", "found": "2024", "expected": "2023"}),
    (data_codes.OTHER_YEARS_PASSED, {"rows": "1 rad", "found": "2021", "expected": "2023"}),
)


def test_what_was_let_past_is_in_every_form() -> None:
    """What would else have been an error stands before the figures, in JSON apart, and in CSV on
    every row, for such a table is handed on alone."""
    report = Report()
    for code, words in LET_PAST:
        report.add(code, Cell("antal.csv"), **words)
    value = evolve(outcome(), notes=(*outcome().notes, *report.found))
    text = drawn(value, Page())
    caveats = text[: text.index("kronor")]
    assert caveats.count("Förbehåll:") == 3
    assert "3 rader saknas" in caveats
    assert text.count("3 rader saknas") == 1
    assert [note["code"] for note in outcome_json.outcome(value)["caveats"]] == [
        "OKT590", "OKT548", "OKT548",
    ]  # fmt: skip
    head, *rows = csv.reader(
        io.StringIO(outcome_csv.payments(value).decode("utf-8-sig")), delimiter=";"
    )
    assert tuple(head) == outcome_csv.COLUMNS
    assert {row[-1] for row in rows} == {"rader saknas och ett annat års rader"}


def test_csv_has_a_decimal_comma() -> None:
    """Ören are written as a Swedish spreadsheet reads them."""
    row = PaidRow("01", "x", "2023-08", "block-1", kr(25, 2))
    assert b";block-1;12,50;0;" in outcome_csv.payments(evolve(outcome(), payments=(row,)))


@pytest.mark.parametrize("start", [*"=+-@\t\r＝＋－＠", " =", "\n="])
def test_no_text_begins_a_formula(start: str) -> None:
    """A name that a spreadsheet would take for a formula gets an apostrophe before it."""
    name = f"{start}1+1|cmd"
    row = PaidRow("01", name, "2023-08", name, kr(-5))
    data = outcome_csv.payments(evolve(outcome(), payments=(row,))).decode("utf-8-sig")
    cells = list(csv.reader(io.StringIO(data, newline=""), delimiter=";"))[1]
    assert cells[1].startswith("'")
    assert cells[3].startswith("'")
    assert cells[4] == "-5"
    assert not [c for cell in cells for c in cell if is_hidden(c)]


def test_names_of_things() -> None:
    """Regions, payments and items are called what people call them."""
    assert short_name("Västra Götalandsregionen") == "Västra Götaland"
    assert short_name("Region Kalmar län") == "Kalmar län"
    assert payment_words("2023-08") == "augusti 2023"
    assert payment_words("requisition") == "rekvisition"
    assert item_words("block-2/stöd_till_vården") == "block 2, stöd till vården"
    assert item_said("block-2/stöd_till_vården") == "stöd till vården i block\N{NO-BREAK SPACE}2"


def test_recipients_stand_in_the_same_order_in_all_tables() -> None:
    """Regions stand by their codes, an agreement's own recipients as it lists them."""
    own = Group("egna", "Egna", (("ö", "Ö"), ("a", "A")))
    some = Group("några", "Några", (REGIONS[2], REGIONS[0]))
    assert in_order(evolve(plan(), groups=(own, some)), ["a", "14", "01", "ö"]) == [
        "ö", "a", "01", "14",
    ]  # fmt: skip


def test_every_note_is_shown_when_asked_for() -> None:
    """A long list of notes is cut short, with the option that shows it whole."""
    notes = [Diagnostic(codes.FORFEITED, f"sak {i}") for i in range(14)]
    long = evolve(outcome(), notes=tuple(notes))
    short, whole = drawn(long, Page()), drawn(long, Page(), every=True)
    assert "… och 2 till (visa alla: --alla)" in short
    assert [i for i in range(14) if f"sak {i}\n" in short] == list(range(12))
    assert [i for i in range(14) if f"sak {i}\n" in whole] == list(range(14))
    assert "visa alla" not in whole
