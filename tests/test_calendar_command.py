"""`okt calendar`: what stands in it, in which order, on which day, and in which form."""

import csv
import datetime
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from attrs import evolve
from icalendar import Calendar, Event
from syrupy.assertion import SnapshotAssertion

from overenskommelse import limits
from overenskommelse.cli import main
from overenskommelse.cli.calendar_csv import calendar_csv
from overenskommelse.cli.calendar_ics import calendar_ics
from overenskommelse.cli.calendar_text import calendar_text
from overenskommelse.cli.calendar_words import Row, follows_words, what_words, when_words
from overenskommelse.cli.page import Page
from overenskommelse.plan import Origin, Plan
from overenskommelse.text import is_hidden
from runtime.dates import Entry, Kind, entries
from runtime.due import Standing, standings
from tests.agreements import AGREEMENT_2023, GOOD, TextFile, compiled

Run = Callable[..., tuple[int, bytes, str]]
Day = datetime.date

EVERYTHING = """\
okt 1
överenskommelse 2025 "Allt på en gång" [§ 1]
  omfattning 1000 kr [§ 1]
  mätperiod februari–mars 2025
mottagare regionerna "Regionerna" alla regioner
mottagare skr "SKR"
avrundning
  mätvärden andelarna till en decimal, hälften uppåt
  månadspott hela kronor, nedåt
  ersättning hela kronor, nedåt, för varje krav och månad
  fördelning hela kronor, nedåt
  rest delas inte ut
mått besök "Besök"
  andel av genomförda besök
  med väntetid högst 30 dagar
  bättre högre
block 1 "Besök" 500 kr
  till regionerna
  månadspott lika stor varje månad i mätperioden
  reserveras lika
  saknas värde: kravet uppfylls inte
  finns ingen att mäta: kravet uppfylls inte
  uppfylls inte ett krav: medlen betalas inte ut
  krav 1 "Hela" 60 % [§ 2]
    måluppfyllelse besök minst 80 % ger 100 %
  krav 2 "Också hela" 20 % [§ 3]
    måluppfyllelse besök minst 80 % ger 100 %
  krav 3 "Bara februari" 20 % för februari 2025 [§ 4]
    måluppfyllelse besök minst 80 % ger 100 %
  krav 4 "Bara mars" 20 % för mars 2025 [§ 4]
    måluppfyllelse besök minst 80 % ger 100 %
block 2 "Lika" 300 kr
  till regionerna
  post a "A" 100 kr lika
  post b "B" resten lika
medel skr "Stöd" 200 kr till skr
utbetalning april 2025 block 1 [§ 5]
utbetalning okänt block 2 [§ 5]
utbetalning på rekvisition medel skr [§ 5]
  senast 1 juni 2025, annars förfaller rätten [§ 5]
återbetalning 31 mars 2026 medel skr som inte har använts [§ 6]
skyldighet slutrapport för regionerna "Slutrapport" [§ 7]
  till "Departementet", "Myndigheten"
  senast 15 maj 2025
skyldighet lägesrapport för regionerna "Lägesrapport"
  senast okänt
skyldighet varje_månad för skr "Data varje månad" [§ 7]
  senast sista dagen varje månad
  under april–maj 2025
skyldighet stöd för skr "Stöd" [§ 7]
  under februari–april 2025
skyldighet samverka för regionerna "Samverka" [§ 7]
kriterium svarsfrekvens för regionerna "Svarsfrekvens" [§ 8]
  minst 95 % varje månad januari–februari 2025
  annars ingen påföljd
kriterium i_tid för regionerna "I tid" [§ 8]
  inom 2,5 veckor efter mätmånaden
  annars månadens mätvärden räknas inte
kriterium riktlinjer för regionerna "Riktlinjer" [§ 8]
  innehåller "riktlinjerna följs"
  annars ingen påföljd
fokusområde köer för regionerna "Kortare köer" [§ 9]
  rapporteras till "Myndigheten" senast 30 september 2025
  fråga arbete fritext "Hur går det?"
  bedöms av "Myndigheten" senast okänt
villkor plan för regionerna "En plan finns" [§ 10]
  gäller block 2
  kräver skyldighet slutrapport
  kräver fokusområde köer
  prövas av "Staten" senast 20 maj 2025
  annars hålls medlen inne
"""
"""An agreement with every kind of entry, each with and without what it may lack."""

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

MOVED = """\
okt 1
tillägg 1 till överenskommelse 2025 "Senare slutrapport" [beslut]
ersätt skyldighet slutrapport [beslut]
skyldighet slutrapport för regionerna "Slutrapport" [beslut]
  senast 16 juni 2025
"""


@pytest.fixture
def run(
    capfdbinary: pytest.CaptureFixture[bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Run:
    """Run `okt calendar` beside agreements: exit code, output, messages."""
    monkeypatch.chdir(tmp_path)
    Path("2023.okt").write_bytes(AGREEMENT_2023.read_bytes())
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


def plan_of(text: str) -> Plan:
    """The plan of a text in which something is not known."""
    plan = compiled(text).plan
    if plan is None:
        raise AssertionError(list(compiled(text).report))
    return plan


def events(data: bytes) -> list[Event]:
    """The events of a calendar file, as the library reads it."""
    return [event for event in Calendar.from_ical(data).walk("VEVENT") if isinstance(event, Event)]


# What stands in it ---------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["text", "json", "csv", "ics"])
def test_the_agreement_of_2023(run: Run, form: str, shown: SnapshotAssertion) -> None:
    """The calendar of 2023 is the one that was read beside the agreement, section by section."""
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
    report, measured = by_id["skyldighet/slutrapport"], by_id["mätperiod/block-1/krav-1/andel"]
    assert (report.origin.cites, report.to) == (("§ 7",), ("Departementet", "Myndigheten"))
    assert lines[report.origin.line - 1].startswith("skyldighet slutrapport")
    assert measured.origin.cites == ("§ 2", "§ 3")


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
        ("utbetalning/rekvisition/medel-skr", Day(2025, 6, 1), Day(2025, 6, 1),
         (NEXT, DUE, DUE, OVER)),
        ("återbetalning/medel-skr", Day(2026, 3, 31), Day(2026, 3, 31), (NEXT, DUE, DUE, OVER)),
        ("kriterium/i_tid/2025-03", Day(2025, 4, 17), Day(2025, 4, 17), (NEXT, DUE, DUE, OVER)),
        ("skyldighet/varje_månad/2025-05", Day(2025, 5, 31), Day(2025, 5, 31),
         (NEXT, DUE, DUE, OVER)),
        ("utbetalning/2025-04/block-1", Day(2025, 4, 1), Day(2025, 4, 30), (NEXT, NOW, DUE, OVER)),
        ("mätperiod/block-1/krav-1/andel", Day(2025, 2, 1), Day(2025, 3, 31),
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
    """What is not known is told on any day; a duty without a day stands nowhere."""
    found = entries(plan_of(EVERYTHING))
    on = dict(zip([e.id for e in found], standings(found, Day(2025, 5, 1)), strict=True))
    assert on["skyldighet/lägesrapport"] is on["fokusområde/köer/bedömning"] is Standing.UNKNOWN
    assert on["skyldighet/samverka"] is None


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


# Calendar files ------------------------------------------------------------------------------


def test_a_calendar_reads_back(run: Run) -> None:
    """Every entry with a day is an all-day event with the same days, words and clause."""
    found = [e for e in entries(plan_of(EVERYTHING)) if e.first is not None]
    read = events(run("allt.okt", "--format", "ics")[1])
    assert len(read) == len(found)
    for event, entry in zip(read, found, strict=True):
        assert event.decoded("dtstart") == entry.first
        assert event.decoded("dtend") - datetime.timedelta(days=1) == entry.last
        assert what_words(entry) in str(event["summary"])
        assert entry.who in str(event["summary"])
        for words in (follows_words(entry), *entry.origin.cites, *entry.to):
            assert words in str(event["description"])
    assert not any(event.errors for event in read)


def test_a_calendar_file_is_as_the_standard_says(run: Run) -> None:
    """Lines end in CR LF and are at most 75 bytes; version and producer come first; every event
    has an identity and a stamp of its own, whole days, and no hour in it."""
    data = run("2023.okt", "--format", "ics")[1]
    lines = data.split(b"\r\n")
    assert not [line for line in lines if b"\n" in line or b"\r" in line or len(line) > 75]
    assert lines[:3] == [b"BEGIN:VCALENDAR", b"VERSION:2.0", b"PRODID:-//okt//okt calendar//SV"]
    assert lines[-2:] == [b"END:VCALENDAR", b""]
    read = events(data)
    assert len({event["uid"] for event in read}) == len(read) > 30
    for event in read:
        assert event["dtstart"].params == event["dtend"].params == {"VALUE": "DATE"}
        assert event["dtstamp"].to_ical() == b"20000101T000000Z"
        assert event["transp"] == "TRANSPARENT"


def test_the_same_files_give_the_same_calendar(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither the clock, the machine nor the folder is in a calendar."""
    first = run("2023.okt", "--format", "ics")[1]
    monkeypatch.setattr("socket.gethostname", lambda: "annan")
    monkeypatch.setattr("time.time", lambda: 4e9)
    Path("mapp").mkdir()
    Path("mapp/2023.okt").write_bytes(Path("2023.okt").read_bytes())
    monkeypatch.chdir("mapp")
    assert run("2023.okt", "--format", "ics")[1] == first


def test_a_moved_day_is_the_same_event(run: Run) -> None:
    """An amendment that moves a day changes the event, which is known as the later version."""
    before = {event["uid"]: event for event in events(run("allt.okt", "--format", "ics")[1])}
    amended = run("allt.okt", "tillägg.okt", "--format", "ics")[1]
    after = {event["uid"]: event for event in events(amended)}
    assert before.keys() == after.keys()
    days = {uid: event.decoded("dtstart") for uid, event in after.items()}
    moved = [day for uid, day in days.items() if day != before[uid].decoded("dtstart")]
    assert moved == [Day(2025, 6, 16)]
    assert {event["sequence"] for event in before.values()} == {0}
    assert {event["sequence"] for event in after.values()} == {1}


def test_what_a_calendar_file_cannot_hold(run: Run) -> None:
    """What has no day is left out of a calendar file, and that is said."""
    _, _, err = run("allt.okt", "--out", "allt.ics")
    assert "5 poster har ingen känd dag och finns inte i kalenderfilen" in err
    assert err.endswith("Kalendern är skriven till allt.ics.\n")
    assert Path("allt.ics").read_bytes() == run("allt.okt", "--format", "ics", "-q")[1]


# Strangers' names ----------------------------------------------------------------------------

HOSTILE = 'a\r\nBEGIN:VEVENT\nDTSTART:20990101\u202e\x1b[31m;,:\\"\u0000\u2028å'


def hostile(start: str = "") -> Row:
    """An entry that a stranger has named, in all places that can be named."""
    name = start + HOSTILE
    entry = Entry(
        name, Kind.DUTY, name, name, Origin(name, (name,), name, 1), Day(2025, 1, 1),
        Day(2025, 1, 1), to=(name, name), note=name,
    )  # fmt: skip
    return Row(evolve(plan_of(EVERYTHING), name=name, title=name, amendments=(name,)), entry)


def test_no_line_is_injected_in_a_calendar_file() -> None:
    """A name cannot begin a line, a property or an event of its own, and hides nothing."""
    data = calendar_ics([hostile()])
    (event,) = events(data)
    assert event.decoded("dtstart") == Day(2025, 1, 1)
    lines = data.decode().replace("\r\n ", "").split("\r\n")
    assert [line for line in lines if line.startswith(("BEGIN:VEVENT", "DTSTART"))] == [
        "BEGIN:VEVENT",
        "DTSTART;VALUE=DATE:20250101",
    ]
    assert not [c for line in lines for c in line if is_hidden(c) or c == "\n"]


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
        (["2023.okt", "--on", "i morgon"], "--on i morgon är ingen dag"),
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
