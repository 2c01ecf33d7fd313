"""`okt calendar`: what stands in it, in which order, on which day, and in which form."""

import csv
import datetime
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from attrs import evolve
from syrupy.assertion import SnapshotAssertion

from overenskommelse import limits
from overenskommelse.cli import main
from overenskommelse.cli.calendar_csv import calendar_csv
from overenskommelse.cli.calendar_text import calendar_text
from overenskommelse.cli.calendar_words import follows_words, what_words, when_words
from overenskommelse.cli.clock import EPOCH
from overenskommelse.cli.page import Page
from overenskommelse.text import is_hidden
from runtime.dates import entries
from runtime.due import Standing, standings
from runtime.entry import Kind
from tests.agreements import AGREEMENT_2023, GOOD, TextFile
from tests.calendars import AGREEMENT_2024, EVERYTHING, MOVED, hostile, plan_of

Run = Callable[..., tuple[int, bytes, str]]
Day = datetime.date

PLAN_NOT_MET = "uppfylls inte villkoret ”En plan finns”, hålls medlen inne (block 2, a; block 2, b)"
SAYS_NOTHING = "satsen säger inget"

ENTRIES = [
    ("januari–februari 2025", "kriterium", "Regionerna", "Svarsfrekvens", "annars ingen påföljd"),
    ("februari 2025", "mätperiod", "Regionerna", "krav 3 i block 1", ""),
    ("februari–mars 2025", "mätperiod", "Regionerna", "krav 1 och 2 i block 1", ""),
    ("februari–april 2025", "skyldighet", "SKR", "Stöd", SAYS_NOTHING),
    ("mars 2025", "mätperiod", "Regionerna", "krav 4 i block 1", ""),
    (
        "senast 17 mars 2025", "kriterium", "Regionerna", "I tid, februari 2025",
        "annars månadens mätvärden räknas inte",
    ),
    ("april 2025", "utbetalning", "Regionerna", "block 1", SAYS_NOTHING),
    (
        "senast 17 april 2025", "kriterium", "Regionerna", "I tid, mars 2025",
        "annars månadens mätvärden räknas inte",
    ),
    ("senast 30 april 2025", "skyldighet", "SKR", "Data varje månad, april 2025", SAYS_NOTHING),
    ("senast 15 maj 2025", "skyldighet", "Regionerna", "Slutrapport", PLAN_NOT_MET),
    ("senast 20 maj 2025", "prövning", "Staten", "En plan finns", PLAN_NOT_MET),
    ("senast 31 maj 2025", "skyldighet", "SKR", "Data varje månad, maj 2025", SAYS_NOTHING),
    ("senast 1 juni 2025", "rekvisition", "SKR", "medel skr", "annars förfaller rätten"),
    ("senast 30 september 2025", "rapport", "Regionerna", "Kortare köer", PLAN_NOT_MET),
    ("senast 31 mars 2026", "återbetalning", "SKR", "medel skr", SAYS_NOTHING),
    ("ingen dag är angiven", "skyldighet", "Regionerna", "Samverka", SAYS_NOTHING),
    ("ingen dag är angiven", "kriterium", "Regionerna", "Riktlinjer", "annars ingen påföljd"),
    ("dagen är inte känd", "utbetalning", "Regionerna", "block 2, a; block 2, b", SAYS_NOTHING),
    ("dagen är inte känd", "skyldighet", "Regionerna", "Lägesrapport", SAYS_NOTHING),
    ("dagen är inte känd", "bedömning", "Myndigheten", "Kortare köer", PLAN_NOT_MET),
]  # fmt: skip
"""What the agreement above says, read by eye."""


@pytest.fixture
def run(
    capfdbinary: pytest.CaptureFixture[bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Run:
    """Run `okt calendar` beside agreements: exit code, output, messages."""
    monkeypatch.chdir(tmp_path)
    Path("2023.okt").write_bytes(AGREEMENT_2023.read_bytes())
    Path("2024.okt").write_bytes(AGREEMENT_2024.read_bytes())
    Path("allt.okt").write_text(EVERYTHING, encoding="utf-8")
    Path("tillägg.okt").write_text(MOVED, encoding="utf-8")
    Path("fel.okt").write_text("okt 1\nfel\n", encoding="utf-8")

    def run(*arguments: str) -> tuple[int, bytes, str]:
        code = main(("calendar", *arguments))
        out, err = capfdbinary.readouterr()
        return code, out, err.decode()

    return run


@pytest.fixture
def shown(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    return snapshot.use_extension(TextFile)


# What stands in it ---------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["text", "json", "csv", "ics"])
def test_the_agreement_of_2023(
    run: Run, form: str, shown: SnapshotAssertion, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The calendar of 2023 is the one that was read beside the agreement, section by section."""
    monkeypatch.setenv(EPOCH, "946684800")
    code, out, _ = run("2023.okt", "--format", form)
    assert code == 0
    assert out.decode("utf-8-sig").replace("\r\n", "\n") == shown


def test_every_kind_of_entry() -> None:
    """Each clause that wants something done is an entry, in order of date, the unknown last."""
    found = [
        (when_words(e), e.kind.value, e.who, what_words(e), follows_words(e))
        for e in entries(plan_of(EVERYTHING))
    ]
    assert found == ENTRIES
    assert {kind for _, kind, *_ in ENTRIES} == {kind.value for kind in Kind}


def test_where_it_stands() -> None:
    """An entry leads to its clause; requirements that share an entry are all cited."""
    by_id = {entry.id: entry for entry in entries(plan_of(EVERYTHING))}
    lines = EVERYTHING.split("\n")
    report, measured = by_id["skyldighet/slutrapport"], by_id["mätperiod/block-1/krav-1"]
    assert (report.origin.cites, report.to) == (("§ 7",), ("Departementet", "Myndigheten"))
    assert lines[report.origin.line - 1].startswith("skyldighet slutrapport")
    assert measured.origin.cites == ("§ 2", "§ 3")


def test_what_is_alike_is_told_once(run: Run) -> None:
    """Seven focus areas with one day and one consequence are one line with the seven beneath, in
    the order of the agreement; a table has a row for each."""
    lines = run("2024.okt", "-q")[1].decode().split("\n")
    at = lines.index("  rapport        Regionerna: 7 fokusområden")
    follows = next(i for i in range(at, len(lines)) if "följd:" in lines[i])
    named = [line.strip() for line in lines[at:follows] if "•" in line]
    assert len(named) == 7
    assert named[0].startswith("• Nationell vårdförmedling för kortare köer [avsnitt 3.1] 2024.okt")
    assert named[-1].startswith("• Barn- och ungdomspsykiatri [avsnitt 3.7] 2024.okt rad ")
    assert run("2024.okt", "-q", "--format", "csv")[1].decode().count(";rapport;") == 7


def test_one_payment_on_several_lines(run: Run) -> None:
    """What is paid in one month to the same recipients is one entry, however it is written."""
    document = json.loads(run("2024.okt", "-q", "--format", "json")[1])
    december = [e["what"] for e in document["entries"] if e["first"] == "2024-12-01"]
    assert december == ["block 1, bup andra; block 1, övrigt andra; block 2; bonuspott"]


def test_months_measured_as_one() -> None:
    """A block that measures its months as one still says which months they are."""
    plan = plan_of((GOOD / "sammantaget.okt").read_text(encoding="utf-8"))
    measured = [entry for entry in entries(plan) if entry.kind is Kind.MEASURING]
    assert [when_words(entry) for entry in measured] == ["januari–februari 2024"]


def test_every_month_without_saying_which() -> None:
    """A duty of every month recurs in the months that the rest spans, and says that it does."""
    text = EVERYTHING.replace("  under april–maj 2025\n", "")
    recurring = [e for e in entries(plan_of(text)) if e.series == "skyldighet/varje_månad"]
    assert [recurring[0].first, recurring[-1].last] == [Day(2025, 1, 31), Day(2026, 3, 31)]
    assert len(recurring) == 15
    assert {entry.note for entry in recurring} == {
        "sista dagen varje månad; satsen säger inte under vilka månader"
    }


def test_nothing_to_span() -> None:
    """Where nothing else has a day, a duty of every month has none, and says why."""
    plan = plan_of(EVERYTHING)
    monthly = next(duty for duty in plan.duties if duty.monthly)
    alone = evolve(
        plan, duties=(evolve(monthly, period=None),), requirements=(), steps=(), criteria=(),
        areas=(), conditions=(),
    )  # fmt: skip
    (entry,) = entries(alone)
    assert (when_words(entry), entry.note[:24]) == (
        "ingen dag är angiven",
        "sista dagen varje månad;",
    )


def test_a_day_beyond_all_calendars() -> None:
    """A time so long that no calendar reaches its end is no day, and no crash."""
    text = EVERYTHING.replace("inom 2,5 veckor", "inom 999999999999999 veckor")
    late = [entry for entry in entries(plan_of(text)) if entry.series == "kriterium/i_tid"]
    assert [when_words(entry) for entry in late] == ["ingen dag är angiven"] * 2


def test_a_duty_with_a_day_and_months() -> None:
    """A duty that holds for some months and has a last day is both."""
    text = EVERYTHING.replace("  senast 15 maj 2025\n", "  senast 15 maj 2025\n  under mars 2025\n")
    both = [when_words(e) for e in entries(plan_of(text)) if e.what == "Slutrapport"]
    assert both == ["mars 2025", "senast 15 maj 2025"]


# On a day ------------------------------------------------------------------------------------

OVER, DUE, NOW, NEXT = Standing.OVERDUE, Standing.DUE, Standing.CURRENT, Standing.NEXT


@pytest.mark.parametrize(
    ("entry", "first", "last", "expected"),
    [
        ("skyldighet/slutrapport", Day(2025, 5, 15), Day(2025, 5, 15), (NEXT, DUE, DUE, OVER)),
        ("villkor/plan", Day(2025, 5, 20), Day(2025, 5, 20), (NEXT, DUE, DUE, OVER)),
        ("fokusområde/köer/rapport", Day(2025, 9, 30), Day(2025, 9, 30), (NEXT, DUE, DUE, OVER)),
        ("utbetalning/medel-skr/1", Day(2025, 6, 1), Day(2025, 6, 1),
         (NEXT, DUE, DUE, OVER)),
        ("återbetalning/medel-skr", Day(2026, 3, 31), Day(2026, 3, 31), (NEXT, DUE, DUE, OVER)),
        ("kriterium/i_tid/2025-03", Day(2025, 4, 17), Day(2025, 4, 17), (NEXT, DUE, DUE, OVER)),
        ("skyldighet/varje_månad/2025-05", Day(2025, 5, 31), Day(2025, 5, 31),
         (NEXT, DUE, DUE, OVER)),
        ("utbetalning/block-1/1", Day(2025, 4, 1), Day(2025, 4, 30), (NEXT, NOW, DUE, OVER)),
        ("mätperiod/block-1/krav-1", Day(2025, 2, 1), Day(2025, 3, 31),
         (NEXT, NOW, NOW, None)),
        ("skyldighet/stöd/under", Day(2025, 2, 1), Day(2025, 4, 30), (NEXT, NOW, NOW, None)),
        ("kriterium/svarsfrekvens", Day(2025, 1, 1), Day(2025, 2, 28), (NEXT, NOW, NOW, None)),
    ],
)  # fmt: skip
def test_before_at_and_after(
    entry: str, first: Day, last: Day, expected: tuple[Standing | None, ...]
) -> None:
    """The day before, the first, the last and the day after of every kind of entry."""
    found = entries(plan_of(EVERYTHING))
    place = [e.id for e in found].index(entry)
    assert (found[place].first, found[place].last) == (first, last)
    one = datetime.timedelta(days=1)
    days = (first - one, first, last, last + one)
    assert tuple(standings(found, day)[place] for day in days) == expected


def test_what_has_no_day_on_a_day() -> None:
    """What has no day stands by itself on any day, whether it is not known or not stated."""
    found = entries(plan_of(EVERYTHING))
    on = dict(zip([e.id for e in found], standings(found, Day(2025, 5, 1)), strict=True))
    undated = [name for name, standing in on.items() if standing is Standing.UNDATED]
    assert undated == [
        "skyldighet/samverka", "kriterium/riktlinjer", "utbetalning/block-2/a/1",
        "skyldighet/lägesrapport", "fokusområde/köer/bedömning",
    ]  # fmt: skip


def test_next_is_told_for_each() -> None:
    """Everyone's nearest day is next, even if someone else's comes before, and none further on."""
    found = entries(plan_of(EVERYTHING))
    coming = [
        (entry.who, entry.last)
        for entry, standing in zip(found, standings(found, Day(2025, 5, 1)), strict=True)
        if standing is Standing.NEXT
    ]
    assert coming == [
        ("Regionerna", Day(2025, 5, 15)),
        ("Staten", Day(2025, 5, 20)),
        ("SKR", Day(2025, 5, 31)),
    ]


@pytest.mark.parametrize("day", ["2025-05-15", "2025-06-01", "2024-01-01", "2030-01-01"])
def test_a_day_as_it_is_shown(run: Run, day: str, shown: SnapshotAssertion) -> None:
    """What is due comes first; of what recurs the latest is told, and how many are before it."""
    code, out, err = run("allt.okt", "--on", day, "--quiet")
    assert (code, err) == (0, "")
    assert out.decode() == shown


def test_a_day_for_machines(run: Run) -> None:
    """JSON and CSV say where each entry stands, and have those alone that stand somewhere."""
    document = json.loads(run("allt.okt", "--on", "15 maj 2025", "--format", "json")[1])
    assert document["on"] == "2025-05-15"
    assert {e["standing"] for e in document["entries"]} == {
        standing.name.lower() for standing in Standing if standing is not Standing.CURRENT
    }
    table = run("allt.okt", "--on", "2025-05-15", "--format", "csv")[1].decode("utf-8-sig")
    head, *rows = csv.reader(io.StringIO(table, newline=""), delimiter=";")
    assert head[0] == "läge"
    assert len(rows) == len(document["entries"])
    assert ["sista dagen", "2025", "2025-05-15"] in [row[:3] for row in rows]
    assert [row[1:4] for row in rows if row[0] == "utan känd dag"] == [["2025", "", ""]] * 5


# Strangers' names ----------------------------------------------------------------------------


@pytest.mark.parametrize("on", [None, Day(2025, 1, 1)])
def test_nothing_hidden_is_drawn(on: Day | None) -> None:
    """Control characters in names are shown as such, whichever way the text is drawn."""
    stranger = evolve(hostile(), standing=Standing.DUE)
    text = calendar_text([stranger.plan, stranger.plan], [stranger], on, Page())
    assert "⟨U+202E⟩" in text
    assert not [c for c in text if is_hidden(c)]
    assert "\nBEGIN" not in text


@pytest.mark.parametrize("start", [*"=+-@\t\r＝＋－＠", " =", "\n="])
def test_no_cell_begins_a_formula(start: str) -> None:
    """A name that a spreadsheet would take for a formula gets an apostrophe before it."""
    data = calendar_csv([hostile(start)], on=False).decode("utf-8-sig")
    _, cells = csv.reader(io.StringIO(data, newline=""), delimiter=";")
    named = [cell for cell in cells if "BEGIN" in cell]
    assert len(named) == 7
    assert all(cell.startswith("'") for cell in named)
    assert not [c for cell in cells for c in cell if is_hidden(c)]


# The command ---------------------------------------------------------------------------------


def test_several_agreements(run: Run, shown: SnapshotAssertion) -> None:
    """Agreements share a calendar, each after its amendments, and every entry says whose it is."""
    code, out, err = run("allt.okt", "tillägg.okt", "2023.okt", "--on", "2024-03-31", "-q")
    assert (code, err) == (0, "")
    assert out.decode() == shown


def test_the_form_for_the_eye_has_two_names(run: Run) -> None:
    """What is drawn when nothing is said is called text, and may be asked for as a table."""
    drawn = run("allt.okt", "-q")
    assert run("allt.okt", "-q", "--format", "text") == drawn
    assert run("allt.okt", "-q", "--format", "table") == drawn


def test_a_finished_plan_has_the_same_calendar(run: Run) -> None:
    """A calendar is made of the plan: a plan file gives what its agreement gives."""
    assert main(("plan", "allt.okt", "--out", "plan.json")) == 0
    assert run("plan.json", "-q")[1] == run("allt.okt", "-q")[1]


def test_nothing_is_shown_of_a_part(run: Run) -> None:
    """One agreement with errors, and there is no calendar that looks whole without it."""
    code, out, err = run("2023.okt", "fel.okt")
    assert (code, out) == (1, b"")
    assert err.endswith("Ingen kalender gjordes.\n")
    code, _, err = run("finns_inte.okt", "2023.okt")
    assert code == 2
    assert "finns_inte.okt" in err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["2023.okt", "--on", "i morgon"], "--on: ”i morgon” är ingen dag"),
        (["2023.okt", "--on", ""], "--on: ”” är ingen dag"),
        (["2023.okt", "--on", "\x1b[2J"], "”⟨U+001B⟩[2J” är ingen dag"),
        (["2023.okt", "--on", "2023-02-29"], "Skriv till exempel 2024-10-01."),
        (["2023.okt", "--on", "2023-01-01", "--format", "ics"], "--on går inte med formen ics"),
        (["2023.okt", "--on", "2023-01-01", "--out", "a.ics"], "ta bort --on"),
        (["2023.okt", "--out", "a.xlsx"], "ändelsen på a.xlsx"),
        (["2023.okt", "kopia.okt"], "är angiven två gånger"),
    ],
)
def test_wrong_use(run: Run, arguments: list[str], words: str) -> None:
    """What cannot be tried is refused with a way out, and writes nothing."""
    Path("kopia.okt").write_bytes(Path("2023.okt").read_bytes())
    code, out, err = run(*arguments)
    assert (code, out) == (2, b"")
    assert words in err
    assert not [*Path().glob("a.*")]


def test_a_calendar_too_long(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """More entries than anyone reads are refused, before they are all made."""
    monkeypatch.setattr(limits, "ENTRIES", 19)
    assert len(entries(plan_of(EVERYTHING))) == 20
    code, out, err = run("allt.okt")
    assert (code, out) == (2, b"")
    assert "fler än 19 poster" in err
    monkeypatch.setattr(limits, "ENTRIES", 20)
    assert run("allt.okt")[0] == 0
