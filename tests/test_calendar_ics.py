"""Calendar files: what a calendar program reads in them, byte for byte, and knows again."""

import datetime
from collections.abc import Callable
from pathlib import Path

import pytest
from attrs import evolve
from icalendar import Calendar, Event

from overenskommelse.cli import main
from overenskommelse.cli.calendar_ics import calendar_ics
from overenskommelse.cli.calendar_words import Row, follows_words, what_words
from overenskommelse.cli.clock import EPOCH
from overenskommelse.text import is_hidden
from runtime.dates import entries
from tests.agreements import AGREEMENT_2023
from tests.calendars import AGREEMENT_2024, EVERYTHING, MOVED, hostile, plan_of

Written = Callable[..., bytes]
Day = datetime.date
MADE = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)

NOTHING_DATED = """\
okt 1
överenskommelse 2025 "Utan dagar" [§ 1]
  omfattning 100 kr
mottagare skr "SKR"
medel skr "Stöd" 100 kr till skr
utbetalning okänt medel skr [§ 2]
"""


@pytest.fixture(autouse=True)
def set_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """The environment says that it is the year 2000."""
    monkeypatch.setenv(EPOCH, "946684800")


@pytest.fixture
def written(
    capfdbinary: pytest.CaptureFixture[bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Written:
    """The calendar file of texts, each in a file of its own, as the command writes it."""
    monkeypatch.chdir(tmp_path)

    def written(*texts: str) -> bytes:
        names = [f"{i}.okt" for i in range(len(texts))]
        for name, text in zip(names, texts, strict=True):
            Path(name).write_text(text, encoding="utf-8")
        code = main(("calendar", *names, "--format", "ics"))
        out, err = capfdbinary.readouterr()
        assert code == 0, err.decode()
        return out

    return written


def events(data: bytes) -> list[Event]:
    """The events of a calendar file, as the library reads it."""
    return [event for event in Calendar.from_ical(data).walk("VEVENT") if isinstance(event, Event)]


def by_identity(data: bytes) -> dict[str, Event]:
    """The events by what they are known by; none is like another."""
    found = {str(event["uid"]): event for event in events(data)}
    assert len(found) == len(events(data))
    return found


def file_of(rows: list[Row]) -> bytes:
    return calendar_ics([rows[0].plan], rows, MADE)


# What a program reads ------------------------------------------------------------------------


def test_a_calendar_reads_back(written: Written) -> None:
    """Every entry with a day is an all-day event with the same days, words and clause."""
    found = [e for e in entries(plan_of(EVERYTHING)) if e.first is not None]
    read = events(written(EVERYTHING))
    assert len(read) == len(found)
    for event, entry in zip(read, found, strict=True):
        assert event.decoded("dtstart") == entry.first
        assert event.decoded("dtend") - datetime.timedelta(days=1) == entry.last
        assert what_words(entry) in str(event["summary"])
        assert entry.who in str(event["summary"])
        for words in (follows_words(entry), *entry.origin.cites, *entry.to):
            assert words in str(event["description"])
    assert not any(event.errors for event in read)


@pytest.mark.parametrize("path", [AGREEMENT_2023, AGREEMENT_2024], ids=lambda path: path.stem)
def test_a_calendar_file_is_as_the_standard_says(written: Written, path: Path) -> None:
    """Lines end in CR LF, are at most 75 bytes and break no character; version and producer come
    first, and no METHOD; every event has an identity and a stamp of its own, whole days, and
    leaves them free."""
    data = written(path.read_text(encoding="utf-8"))
    lines = data.split(b"\r\n")
    assert not [line for line in lines if b"\n" in line or b"\r" in line or len(line) > 75]
    assert all(line.decode() for line in lines[:-1])
    assert lines[:3] == [b"BEGIN:VCALENDAR", b"VERSION:2.0", b"PRODID:-//okt//okt calendar//SV"]
    assert lines[-2:] == [b"END:VCALENDAR", b""]
    assert not [line for line in lines if line.startswith(b"METHOD")]
    read = by_identity(data).values()
    assert len(read) > 20
    for event in read:
        assert event["dtstart"].params == event["dtend"].params == {"VALUE": "DATE"}
        assert event["dtstamp"].to_ical() == b"20000101T000000Z"
        assert event["transp"] == "TRANSPARENT"


def test_one_day_ends_the_day_after(written: Written) -> None:
    """On the bytes: a last day of 15 May begins that day and ends, exclusively, on the 16th."""
    lines = written(EVERYTHING).split(b"\r\n")
    at = lines.index(b"DTSTART;VALUE=DATE:20250515")
    assert lines[at + 1] == b"DTEND;VALUE=DATE:20250516"


def test_each_focus_area_is_one_event_for_all_regions(written: Written) -> None:
    """Seven focus areas are seven events on their day, not seven for each of 21 regions."""
    read = events(written(AGREEMENT_2024.read_text(encoding="utf-8")))
    reports = [event for event in read if str(event["summary"]).startswith("Rapport: ")]
    assert [event.decoded("dtstart") for event in reports] == [Day(2024, 9, 30)] * 7


def test_the_same_files_give_the_same_calendar(
    written: Written, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither the machine nor the folder is in a calendar, and no clock but the one that is set."""
    first = written(EVERYTHING)
    monkeypatch.setattr("socket.gethostname", lambda: "annan")
    monkeypatch.setattr("time.time", lambda: 4e9)
    Path("mapp").mkdir()
    monkeypatch.chdir("mapp")
    assert written(EVERYTHING) == first


def test_only_the_stamp_is_the_clocks(written: Written, monkeypatch: pytest.MonkeyPatch) -> None:
    """Made again another day, a calendar differs in when its events are stamped alone."""
    first = written(EVERYTHING).split(b"\r\n")
    monkeypatch.setenv(EPOCH, "946771200")
    second = written(EVERYTHING).split(b"\r\n")
    changed = {pair for pair in zip(first, second, strict=True) if pair[0] != pair[1]}
    assert changed == {(b"DTSTAMP:20000101T000000Z", b"DTSTAMP:20000102T000000Z")}


def test_without_a_set_clock_the_stamp_is_now(
    written: Written, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A stamp lies between when the command began and when it was done, in whole seconds."""
    monkeypatch.delenv(EPOCH)
    before = datetime.datetime.now(datetime.UTC).replace(microsecond=0)
    (stamp,) = {event.decoded("dtstamp") for event in events(written(EVERYTHING))}
    assert before <= stamp <= datetime.datetime.now(datetime.UTC)


@pytest.mark.parametrize("said", ["igår", "-1", "1.5", "9" * 15, "9" * 400])
def test_a_clock_that_says_no_time(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, said: str
) -> None:
    """A time that is set to nonsense is refused with a way out, and no file is made."""
    monkeypatch.setenv(EPOCH, said)
    assert main(("calendar", str(AGREEMENT_2023), "--format", "ics")) == 2
    out, err = capfd.readouterr()
    assert (out, EPOCH in err, "ta bort den" in err) == ("", True, True)


# What a program knows again ------------------------------------------------------------------


def test_a_moved_day_is_the_same_event(written: Written) -> None:
    """An amendment that moves a day changes the event, which is known as the later version."""
    before, after = by_identity(written(EVERYTHING)), by_identity(written(EVERYTHING, MOVED))
    assert before.keys() == after.keys()
    days = {uid: event.decoded("dtstart") for uid, event in after.items()}
    moved = [day for uid, day in days.items() if day != before[uid].decoded("dtstart")]
    assert moved == [Day(2025, 6, 16)]
    assert {event["sequence"] for event in before.values()} == {0}
    assert {event["sequence"] for event in after.values()} == {1}


def test_a_day_moved_in_the_file_itself_is_the_later_version(
    written: Written, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without an amendment the later file's event has the later stamp and no lower sequence."""
    before = by_identity(written(EVERYTHING))
    monkeypatch.setenv(EPOCH, "946771200")
    moved = EVERYTHING.replace("senast 1 juni 2025", "senast 1 juli 2025")
    after = by_identity(written(moved))
    assert before.keys() == after.keys()
    for uid, event in after.items():
        assert event.decoded("dtstamp") > before[uid].decoded("dtstamp")
        assert event.decoded("sequence") >= before[uid].decoded("sequence")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("utbetalning april 2025", "utbetalning augusti 2025"),
        ("senast 1 juni 2025", "senast 1 juli 2025"),
        ("återbetalning 31 mars 2026", "återbetalning 30 april 2026"),
        ('överenskommelse 2025 "Allt på en gång"', 'överenskommelse 2025 "Allt"'),
        ('"Slutrapport" [§ 7]', '"Rapport i slutet" [kapitel 7]'),
        ('regionerna "Regionerna"', 'regionerna "Landets regioner"'),
        ("okt 1\n", "# en rad till\nokt 1\n"),
    ],
)
def test_what_is_changed_is_the_same_event(written: Written, old: str, new: str) -> None:
    """A month, a day, a title, a citation or a line may change, and each event is still known."""
    assert old in EVERYTHING
    before = by_identity(written(EVERYTHING))
    assert by_identity(written(EVERYTHING.replace(old, new))).keys() == before.keys()


def test_a_payment_gets_its_month(written: Written) -> None:
    """A payment whose month becomes known is one event more, and takes no other's identity."""
    before = by_identity(written(EVERYTHING))
    known = EVERYTHING.replace("utbetalning okänt block 2", "utbetalning maj 2025 block 2")
    after = by_identity(written(known))
    assert [str(after[uid]["summary"]) for uid in after.keys() - before.keys()] == [
        "Utbetalning: block 2, a; block 2, b (Regionerna)"
    ]
    assert before.keys() <= after.keys()


def test_two_payments_of_one_block_stay_apart(written: Written) -> None:
    """The first payment of 2023 is the same event when it is moved, and so is the second."""
    text = AGREEMENT_2023.read_text(encoding="utf-8")

    def payments(text: str) -> dict[Day, str]:
        return {
            event.decoded("dtstart"): uid
            for uid, event in by_identity(written(text)).items()
            if str(event["summary"]).startswith("Utbetalning: ")
        }

    before = payments(text)
    after = payments(text.replace("utbetalning augusti 2023 ", "utbetalning september 2023 "))
    assert [*before] == [Day(2023, 8, 1), Day(2023, 12, 1)]
    assert after == {Day(2023, 9, 1): before[Day(2023, 8, 1)], Day(2023, 12, 1): before[Day(2023, 12, 1)]}  # fmt: skip # noqa: E501


def test_another_year_is_other_events(written: Written) -> None:
    """Two years' agreements share no identity, though their clauses have the same names."""
    first = by_identity(written(EVERYTHING))
    second = by_identity(
        written(EVERYTHING.replace("överenskommelse 2025", "överenskommelse 2026"))
    )
    assert len(first) == len(second)
    assert not first.keys() & second.keys()


def test_several_agreements_are_one_calendar(written: Written) -> None:
    """Agreements in one file keep the identities they have alone, and name the calendar."""
    text = AGREEMENT_2023.read_text(encoding="utf-8")
    both = written(text, EVERYTHING)
    assert by_identity(both).keys() == {
        *by_identity(written(text)),
        *by_identity(written(EVERYTHING)),
    }
    assert Calendar.from_ical(both).calendar_name == "Överenskommelse 2023 och 2025"


def test_agreements_of_one_name_are_not_mixed(
    written: Written, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    """A program could not tell the events of two that are called the same apart: it is refused,
    while the text, where nothing is known by name, shows both."""
    written(EVERYTHING)
    Path("annan.okt").write_text(NOTHING_DATED, encoding="utf-8")
    assert main(("calendar", "0.okt", "annan.okt", "--out", "a.ics")) == 2
    assert "två överenskommelser heter 2025" in capfdbinary.readouterr().err.decode()
    assert not Path("a.ics").exists()
    assert main(("calendar", "0.okt", "annan.okt")) == 0


# What a file cannot hold ---------------------------------------------------------------------


def test_what_has_no_day_is_left_out(
    written: Written, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    """What has no day is left out of a calendar file, and that is said."""
    data = written(EVERYTHING)
    assert main(("calendar", "0.okt", "--out", "allt.ics")) == 0
    err = capfdbinary.readouterr().err.decode()
    assert "5 poster har ingen känd dag och finns inte i kalenderfilen" in err
    assert err.endswith("Kalendern är skriven till allt.ics.\n")
    assert Path("allt.ics").read_bytes() == data


def test_no_empty_calendar_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    """A calendar without events is not one, so none is written; what there is, is shown."""
    monkeypatch.chdir(tmp_path)
    Path("a.okt").write_text(NOTHING_DATED, encoding="utf-8")
    assert main(("calendar", "a.okt", "--out", "a.ics")) == 2
    assert "ingen post har en känd dag" in capfdbinary.readouterr().err.decode()
    assert not Path("a.ics").exists()


# Strangers' names ----------------------------------------------------------------------------


def test_no_line_is_injected_in_a_calendar_file() -> None:
    """A name cannot begin a line, a property or an event of its own, and hides nothing."""
    data = file_of([hostile()])
    (event,) = events(data)
    assert event.decoded("dtstart") == Day(2025, 1, 1)
    lines = data.decode().replace("\r\n ", "").split("\r\n")
    assert [line for line in lines if line.startswith(("BEGIN:VEVENT", "DTSTART"))] == [
        "BEGIN:VEVENT",
        "DTSTART;VALUE=DATE:20250101",
    ]
    assert not [c for line in lines for c in line if is_hidden(c) or c == "\n"]


@pytest.mark.parametrize("word", ["å" * 5000, "😀" * 5000, "a,;\\" * 1250])
def test_a_very_long_word(word: str) -> None:
    """A word that fills many lines is folded between characters, and reads back whole."""
    row = hostile()
    data = file_of([evolve(row, entry=evolve(row.entry, what=word))])
    assert all(len(line) <= 75 and line.decode() is not None for line in data.split(b"\r\n"))
    (event,) = events(data)
    assert word in str(event["summary"])
