"""How diagnostics look: the clause, the line, the marker, the way out."""

import re
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from syrupy.assertion import SnapshotAssertion

from overenskommelse import codes, limits, outcome_codes, text_codes
from overenskommelse.cli.excerpt import excerpt
from overenskommelse.cli.found import Tally, drawn
from overenskommelse.cli.page import Page, wrapped
from overenskommelse.diagnostics import Cell, Code, Fix, Label, Report, Severity
from overenskommelse.source import Source, Span
from overenskommelse.text import is_hidden
from tests.agreements import TextFile

TEXT = """\
okt 1
överenskommelse 2023 "Ökad tillgänglighet"
  krav 2 "Första besök" 24 %
    förbätring      första_besök_under_60_dagar enligt stege bas
    måluppfyllelse  första_besök_högst_60_dagar minst 73 procentenheter ger 100 %
  krav 2 "Återbesök" 3 %
"""
AGREEMENT = Source("2023.okt", TEXT)
CLAUSE = 'avsnitt 4, krav 2 "Första besök"'

HOSTILE = "\x1b]52;c;c2VjcmV0\x07\x1b[31m\u202e[red]x[/x]\x9b2J\u200b\ud800"


@pytest.fixture
def shown(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    return snapshot.use_extension(TextFile)


def place(words: str, source: Source = AGREEMENT) -> Span:
    start = source.text.index(words)
    return Span(source, start, start + len(words))


def in_agreement() -> Report:
    report = Report()
    report.add(
        text_codes.MISSPELLED_WORD,
        place("förbätring"),
        heading=CLAUSE,
        found="förbätring",
        guess="förbättring",
    )
    report.add(
        codes.WRONG_UNIT,
        place("73 procentenheter"),
        heading=CLAUSE,
        what="en nivå",
        expected="procent",
        found="procentenheter",
        suggestion="73 %",
    )
    report.add(
        codes.DUPLICATE_NAME,
        place('krav 2 "Återbesök"'),
        kind="krav",
        name="2",
        way_out="ge den ena ett annat namn, eller ta bort den",
        labels=[Label(place('krav 2 "Första besök"'), "det första står här")],
    )
    return report


def in_data() -> Report:
    report = Report()
    report.add(
        Code("OKT599", Severity.ERROR, "fler än alla", "1 300 av 1 140 patienter", "rätta {cell}"),
        Cell("vantetider.csv", 88, "täljare"),
        cell="cellen",
    )
    report.add(
        outcome_codes.VALUE_MISSING,
        Cell("folkmängd.csv"),
        values="3 värden",
        consequence="kravet uppfylls inte",
    )
    report.add(outcome_codes.UNKNOWN_READING, name="x", reading="y", guess="", declared="a, b")
    return report


@pytest.mark.parametrize(
    "page",
    [
        Page(),
        Page(width=40),
        Page(encoding="ascii"),
        Page(encoding="cp1252", width=60),
        Page(color=True),
    ],
    ids=["bred", "smal", "ascii", "cp1252", "farg"],
)
def test_faults_of_an_agreement(page: Page, shown: SnapshotAssertion) -> None:
    """The clause stands first, then the line with its marker, the message and what to do."""
    assert drawn(in_agreement(), page).replace("\x1b", "ESC") == shown


@pytest.mark.parametrize("page", [Page(), Page(width=40)], ids=["bred", "smal"])
def test_faults_of_data(page: Page, shown: SnapshotAssertion) -> None:
    """A fault of data is addressed by file, row and column."""
    assert drawn(in_data(), page) == shown


def test_errors_stand_before_everything_else() -> None:
    """What stops the work is read first, whichever file it is in."""
    severities = [line.split()[0] for line in drawn(in_data(), Page()).split("\n") if "OKT" in line]
    assert severities == ["fel", "fel", "not"]


def test_hostile_text_is_shown_and_not_obeyed(shown: SnapshotAssertion) -> None:
    """Escapes, bidi overrides and markup from files stand on the page as the text they are."""
    source = Source(f"{HOSTILE}.okt", f"namn {HOSTILE} slut\n")
    report = Report()
    report.add(
        text_codes.UNEXPECTED_WORD,
        place("slut", source),
        heading=HOSTILE,
        found=HOSTILE,
        expected="x",
        way="",
    )
    report.add(text_codes.TABS, Cell(HOSTILE, 1, HOSTILE))
    text = drawn(report, Page())
    assert not [c for c in text if is_hidden(c)]
    assert text == shown


def test_only_colours_reach_a_terminal() -> None:
    """In colour, the only escapes in the output are the ones that set a colour."""
    source = Source("x.okt", f"namn {HOSTILE} slut\n")
    report = Report()
    word = place("slut", source)
    report.add(text_codes.UNEXPECTED_WORD, word, found=HOSTILE, expected=HOSTILE, way=HOSTILE)
    text = re.sub(r"\x1b\[[0-9;]*m", "", drawn(report, Page(color=True)))
    assert not [c for c in text if is_hidden(c)]


def test_a_fix_is_the_way_out_where_no_help_is_worded() -> None:
    """A diagnostic without help but with a fix says what to write."""
    code = Code("OKT599", Severity.ERROR, "fel", "fel ord")
    report = Report()
    report.add(code, place("förbätring"), fix=Fix(place("förbätring"), "förbättring"))
    assert "skriv: förbättring" in drawn(report, Page())


def test_help_keeps_its_own_lines() -> None:
    """Lines to paste stay lines, however they are indented."""
    code = Code("OKT599", Severity.ERROR, "fel", "fel", "lägg till:\n  tolkning x\n    gäller y")
    report = Report()
    report.add(code, place("okt 1"))
    lines = drawn(report, Page()).split("\n")
    assert [ln.partition("│ ")[2] for ln in lines[3:6]] == [
        "lägg till:",
        "  tolkning x",
        "    gäller y",
    ]


def test_what_is_for_pasting_is_broken_last() -> None:
    """An example after two spaces gets a line of its own before it is broken in two."""
    code = Code("OKT599", Severity.ERROR, "fel", "fel", "lägg till:  rest till störst decimaldel")
    report = Report()
    report.add(code, place("okt 1"))
    assert "lägg till:  rest till" in drawn(report, Page())
    assert "│ lägg till:\n    │   rest till störst decimaldel\n" in drawn(report, Page(width=40))


def test_at_most_so_many_are_drawn_and_errors_first() -> None:
    """The rest of a file's diagnostics are counted, and no error gives way to a warning."""
    report = Report()
    for row in range(1, limits.DIAGNOSTICS_SHOWN + 10):
        report.add(text_codes.TABS, Cell("a.csv", row))
    report.add(text_codes.NOT_UTF8, Cell("a.csv", 500), position=1, guess="")
    report.add(text_codes.TABS, Cell("b.csv", 1))
    text = drawn(report, Page(), "--format json")
    assert "OKT002" in text
    assert "… och 10 till i a.csv (visa alla: --format json)" in text
    assert text.count("OKT007") == limits.DIAGNOSTICS_SHOWN - 1 + 1


def test_a_tally_counts_in_swedish() -> None:
    """The numbers of errors, warnings and notes have the right forms of their nouns."""
    assert Tally.of(in_agreement()).swedish() == "3 fel"
    assert Tally(1, 2, 1).swedish() == "1 fel, 2 varningar och 1 not"
    assert Tally(0, 1, 2).swedish(no_errors=True) == "inga fel, 1 varning, 2 noter"


# What holds of every text --------------------------------------------------------------------

texts = st.text(st.characters() | st.sampled_from("åäö 漢\u0301\t\u202e\x1b\u00a0[]"), max_size=80)


@given(texts, texts, texts, st.integers(20, 120), st.sampled_from(["utf-8", "cp1252", "ascii"]))
def test_the_marker_stands_under_what_is_marked(
    before: str, marked: str, after: str, width: int, encoding: str
) -> None:
    """Whatever the characters, the excerpt fits the page and the marker lies within its text."""
    before, marked, after = (t.replace("\n", "") for t in (before, marked, after))
    source = Source("x.okt", f"okt 1\n{before}{marked}{after}\nslut\n")
    start = len("okt 1\n") + len(before)
    page = Page(width, encoding)
    seen = excerpt(Span(source, start, start + len(marked)), page, width - 8)
    assert seen.number == 2
    assert cell_len(seen.text) <= width - 8
    assert 0 <= seen.offset <= width - 8
    assert 1 <= seen.length <= max(1, width - 8 - seen.offset)
    assert not [c for c in seen.text if is_hidden(c)]
    seen.text.encode(encoding)


def test_a_short_marked_word_is_always_seen_whole() -> None:
    """A line of any length is cut around what is marked, not through it."""
    for before in range(0, 400, 7):
        line = "a " * before + "HÄR" + " b" * 300
        source = Source("x.okt", line)
        seen = excerpt(place("HÄR", source), Page(), 60)
        assert seen.text[seen.offset : seen.offset + seen.length] == "HÄR"
        assert cell_len(seen.text) <= 60


def test_a_line_of_a_million_characters_is_cut() -> None:
    """An enormous line with an enormous mark is drawn as a short one."""
    source = Source("x.okt", "x" * 1_000_000)
    seen = excerpt(Span(source, 10, 900_000), Page(), 80)
    assert cell_len(seen.text) <= 80
    assert seen.offset + seen.length <= 80


@given(st.lists(st.text("ab\u00a0åé", min_size=1, max_size=12), max_size=20), st.integers(5, 40))
def test_wrapping_loses_and_breaks_no_word(words: list[str], width: int) -> None:
    """Wrapped lines hold the same words in order, none broken, none longer than it must be."""
    lines = wrapped(" ".join(words), width)
    assert [word for line in lines for word in line.split(" ") if word] == words
    assert all(cell_len(line) <= max(width, longest(line.split(" "))) for line in lines)


@given(st.lists(st.text("abé", min_size=1, max_size=60), max_size=9), st.integers(5, 40))
def test_breaking_keeps_to_the_width(words: list[str], width: int) -> None:
    """Where words may be broken no line is too wide, and no character is lost."""
    lines = wrapped(" ".join(words), width, 2, breaking=True)
    assert all(cell_len(line) <= width for line in lines)
    assert "".join(lines).replace(" ", "") == "".join(words)


def longest(words: Iterable[str]) -> int:
    return max((cell_len(word) for word in words), default=0)


@pytest.mark.parametrize(
    ("encoding", "text", "expected"),
    [
        ("utf-8", "−5 ≥ 4…", "−5 ≥ 4…"),
        ("cp1252", "−5 ≥ 4… åäö │", "-5 >= 4… åäö |"),
        ("ascii", "Gävle −5\u00a0kr ”x” ⟨U+202E⟩", 'Gavle -5 kr "x" <U+202E>'),
        ("ascii", "漢", "?"),
    ],
)
def test_a_page_says_it_with_the_characters_it_has(encoding: str, text: str, expected: str) -> None:
    """What a console cannot show is written otherwise: a minus sign never disappears."""
    assert Page(encoding=encoding).fit(text) == expected
