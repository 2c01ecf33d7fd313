"""Files that mean harm, or that have met it: a diagnostic each, in bounded time, never more.

The limits are those of `overenskommelse.limits`. Time is measured in this thread's own processor
time and held to many times what is needed, so that a busy machine fails nothing.
"""

import inspect
import sys
import time
import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from overenskommelse import limits
from overenskommelse.diagnostics import Report
from overenskommelse.plantext import plan_text
from overenskommelse.text import is_hidden
from tests.agreements import AGREEMENT_2023, checked, compiled, edited, good, plan_of, told

SMALL = """okt 1
överenskommelse 2024 "Liten"
  omfattning 5 kr
mottagare skr "SKR"
medel skr "Stöd" 5 kr till skr
utbetalning juni 2024 medel skr
"""
SECONDS = 6
"""Far above what any file may take; a hang is minutes."""


def timed(text: str | bytes) -> Report:
    """What is said of a text, in bounded time."""
    began = time.process_time()
    report = checked(text)
    assert time.process_time() - began < SECONDS
    return report


def codes(report: Report) -> set[str]:
    return {diagnostic.code.number for diagnostic in report}


HIDDEN = [
    chr(point)
    for point in range(sys.maxunicode + 1)
    if unicodedata.category(chr(point)) in ("Cc", "Cf", "Co", "Zl", "Zp")
    and chr(point) not in "\n\t\r"
]
SOME_HIDDEN = [c for c in HIDDEN if ord(c) < 0x3000] + ["\ue000", "\U000e0001", "\U000f0000"]
PLACES: dict[str, Callable[[str], str]] = {
    "i en kommentar": lambda c: SMALL + f"# före{c}efter\n",
    "i citattecken": lambda c: SMALL.replace("Stöd", f"St{c}öd"),
    "i ett namn": lambda c: SMALL.replace("mottagare skr", f"mottagare s{c}kr"),
    "i en hänvisning": lambda c: SMALL.replace('"SKR"', f'"SKR" [avsnitt{c} 3]'),
    "i ett tal": lambda c: SMALL.replace("omfattning 5", f"omfattning {c}5"),
    "mellan satser": lambda c: SMALL.replace("okt 1\n", f"okt 1\n{c}"),
}


# A3–A6, A10, A12: bytes, encodings, sizes, line ends ------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-32", "cp1252", "cp865"])
def test_other_encodings(encoding: str) -> None:
    """A file in another encoding is refused as such, or for the NULs that it is full of."""
    assert codes(timed(SMALL.encode(encoding))) <= {"OKT002", "OKT003"}
    assert timed(SMALL.encode(encoding)).failed


@pytest.mark.parametrize("encoding", ["utf-16", "cp1252"])
def test_the_encoding_is_guessed(encoding: str) -> None:
    """The two encodings that are met in practice are named."""
    [diagnostic] = timed(SMALL.encode(encoding))
    assert {"utf-16": "UTF-16", "cp1252": "Windows-1252"}[encoding] in diagnostic.message


def test_utf16_without_a_mark() -> None:
    """UTF-16 without a byte order mark is told as one fault of the file, not one for each NUL."""
    assert len(told(timed(SMALL.encode("utf-16-le")))) <= 2


@pytest.mark.parametrize(
    "data",
    [
        b"\xff", b"\x80abc", b"\xc0\xaf", b"\xed\xa0\x80", b"\xf5\x80\x80\x80", b"\xe5",
        SMALL.encode()[:-1] + b"\xc3", b"\x00" * 500_000, bytes(range(256)) * 100,
    ],
    ids=range(9),
)  # fmt: skip
def test_no_text_at_all(data: bytes) -> None:
    """Bytes that are no text are refused."""
    assert timed(data).failed


@pytest.mark.parametrize("data", [b"", b"\n", b" \t\r\n", b"\xef\xbb\xbf", "\u00a0\n".encode()])
def test_nothing(data: bytes) -> None:
    """A file without any text is told to be empty, and nothing else is said."""
    assert codes(timed(data)) - {"OKT007", "OKT008"} == {"OKT009"}


def test_only_a_comment() -> None:
    """A file with comments alone lacks its version or its agreement, which is said."""
    assert codes(timed("# bara en kommentar\n")) <= {"OKT101", "OKT117"}
    assert timed("# bara en kommentar\n").failed


def test_byte_order_mark_inside() -> None:
    """A byte order mark at the start means nothing; inside the file it is a hidden character."""
    assert told(timed(b"\xef\xbb\xbf" + SMALL.encode())) == []
    assert told(timed(b"\xef\xbb\xbf\xef\xbb\xbf" + SMALL.encode())) == [(1, "OKT003")]


def test_ten_megabytes() -> None:
    """Ten megabytes are refused before they are read."""
    assert codes(timed(b"x" * 10_000_000)) == {"OKT001"}
    assert codes(timed(SMALL.encode() + b"# x\n" * 2_500_000)) == {"OKT001"}


def test_a_megabyte_in_a_line() -> None:
    """The longest file that is read may not be one line."""
    assert codes(timed("#" + "x" * (limits.AGREEMENT_BYTES - 10))) >= {"OKT005"}


@pytest.mark.parametrize("ending", ["\r", "\u2028", "\u2029", "\x85", "\x0b", "\x0c", "\x1c"])
def test_odd_line_ends(ending: str) -> None:
    """What some programs take for a line end is told on the line where it stands."""
    text = SMALL.replace("okt 1\n", f"okt 1\n# ett{ending}två\n")
    assert told(timed(text)) == [(2, "OKT004")]


def test_only_carriage_returns() -> None:
    """A file from an old Macintosh is refused for its line ends, and told once a line at most."""
    report = timed(SMALL.replace("\n", "\r"))
    assert codes(report) == {"OKT004"}


def test_mixed_line_ends() -> None:
    """Windows' line ends among others are warned of; lines are counted right all the same."""
    text = edited(SMALL, ("omfattning 5 kr\n", "omfattning 5 xr\r\n"))
    assert {line for line, _ in told(timed(text))} == {1, 3}
    assert "OKT008" in codes(timed(text))


def test_decomposed_letters_keep_their_places() -> None:
    """A file with decomposed å, ä, ö is read as composed, and its columns are the reader's."""
    text = SMALL + 'skyldighet åäö för ååå "Rapport"\n'
    whole, apart = (list(timed(unicodedata.normalize(form, text))) for form in ("NFC", "NFD"))
    assert whole == apart
    assert [(d.span.line, d.span.column) for d in apart if d.span] == [(7, 20)]


# A5, A8: what cannot be seen -----------------------------------------------------------------


@pytest.mark.parametrize("place", PLACES)
def test_hidden_characters(place: str) -> None:
    """Every character that hides or turns text is an error wherever it stands, and is named."""
    for character in SOME_HIDDEN:
        report = checked(PLACES[place](character))
        assert codes(report) & {"OKT003", "OKT004"}, f"U+{ord(character):04X}"
        for diagnostic in report:
            assert not any(is_hidden(c) for c in diagnostic.message + diagnostic.help)


def test_every_hidden_character() -> None:
    """Not one of Unicode's steering, formatting and private characters passes in a comment."""
    assert len(HIDDEN) > 100_000
    told_of = HIDDEN[:: len(HIDDEN) // 400] + [c for c in HIDDEN if 0xE0000 <= ord(c) < 0xE0080]
    for character in told_of:
        assert checked(f"# {character}\n{SMALL}").failed, f"U+{ord(character):04X}"


def test_a_turned_comment() -> None:
    """An override that makes a comment look like a rule is told, with its place."""
    text = edited(SMALL, ("5 kr till skr\n", "5 kr till skr # \u202e rk 9\n"))
    assert told(timed(text)) == [(5, "OKT003")]


# A9, A11: letters and digits of other scripts -------------------------------------------------

LOOKALIKES = "аеорсухіѕԁɡһј" + "αοενικ" + "ａｅ" + "𝐚" + "ɑ" + "ı" + "ﬁ" + "ß" + "æø" + "ñ"


@pytest.mark.parametrize("letter", LOOKALIKES)
def test_letters_that_look_alike(letter: str) -> None:
    """A letter of another alphabet in a name or a keyword is told, with its number."""
    for text in (
        edited(SMALL, ("mottagare skr ", f"mottagare sk{letter}r ")),
        edited(SMALL, ("okt 1\n", f'okt 1\nnyckel {letter} "X"\n')),
        edited(SMALL, ("omfattning 5", f"omf{letter}ttning 5")),
    ):
        report = timed(text)
        assert report.failed
        named = [d for d in report if f"U+{ord(letter):04X}" in d.message]
        assert named, [d.message for d in report]


@pytest.mark.parametrize("digit", ["٥", "５", "५", "𝟓", "⁵", "Ⅴ", "五", "½"])
def test_digits_of_other_scripts(digit: str) -> None:
    """Only 0–9 are digits."""
    report = timed(edited(SMALL, ("omfattning 5 kr", f"omfattning {digit} kr")))
    assert report.failed
    assert {line for line, _ in told(report)} == {3}


@pytest.mark.parametrize("blank", ["\u3000", "\u2003", "\u1680", "\u205f", "\u2007", "\u2800"])
def test_other_blanks(blank: str) -> None:
    """Blanks that are neither spaces nor thousands separators are no blanks between words."""
    assert timed(edited(SMALL, ("omfattning 5 kr", f"omfattning{blank}5 kr"))).failed


def test_thin_spaces_only_where_they_belong() -> None:
    """A no-break space separates thousands and words; one inside a name is not part of it."""
    assert told(timed(edited(SMALL, ("omfattning 5 kr", "omfattning\u00a05\u00a0kr")))) == []
    assert timed(edited(SMALL, ("mottagare skr ", "mottagare s\u00a0kr "))).failed


# A6, A7, A13: sizes, depths, numbers ---------------------------------------------------------

FLOODS: dict[str, str] = {
    "hundratusen ord": "okt 1\n" + ("ord " * 400 + "\n") * 250,
    "hundratusen tal": "okt 1\n" + ("1 2,5 3 " * 130 + "\n") * 250,
    "hundratusen krav": "okt 1\n" + 'krav 1 "Å" 1 %\n' * 19_000,
    "hundratusen parter": SMALL.replace(
        "  omfattning", "  parter " + ('"x", ' * 390 + "\n") * 250 + '"y" och "z"\n  omfattning'),
    "tjugotusen fel": "okt 1\n" + "öppna sesam\n" * 19_900,
    "tjugotusen olika fel": "okt 1\n" + "".join(f"sats{i} 1\n" for i in range(19_900)),
    "felstavade satser": "okt 1\n" + 'mottagre skr "SKR"\n' * 19_900,
    "många mottagare": "okt 1\n" + "".join(f'mottagare m{i} "M"\n' for i in range(19_900)),
    "samma mottagare": "okt 1\n" + 'mottagare m "M"\n' * 19_900,
    "många okända namn": SMALL + "".join(
        f"utbetalning juni 2024 medel m{i}\n" for i in range(9_000)),
    "många steg": "okt 1\nstege s\n" + "".join(
        f"  {i},0–{i},9 procentenheter ger 1 %\n" for i in range(9_000)),
    "många krav": good("utan_bonuspott").replace(
        "  uppfylls inte ett", "".join(
            f'  krav {i} "K" 0 %\n    måluppfyllelse besök minst 80 % ger 100 %\n'
            for i in range(2, 3_000)) + "  uppfylls inte ett"),
    "många mått": SMALL + "".join(
        f'mått m{i} "M"\n  andel av genomförda b\n  med väntetid högst 3 dagar\n  bättre högre\n'
        for i in range(4_500)),
    "många tolkningar": SMALL + "".join(
        f'tolkning t{i} "T"\n  eftersom "E"\n  läsning a som skrivet\n  gäller a\n'
        for i in range(4_500)),
    "hakparenteser": "okt 1\n" + "[" * 1_900 + "\n",
    "djupa parenteser": "okt 1\n" + ("(" * 1_900 + "\n") * 200,
    "djupa klamrar": "okt 1\n" + ("{[(" * 600 + "\n") * 200,
    "många hänvisningar": SMALL + ("[a] " * 490 + "\n") * 200,
    "citattecken": SMALL + ('"' * 1_999 + "\n") * 200,
    "kommentarstecken": SMALL + ("#" * 1_999 + "\n") * 400,
    "blanktecken": SMALL + (" " * 1_999 + "\n") * 400,
    "hårda blanktecken": SMALL + ("\u00a0" * 1_999 + "\n") * 200,
    "siffergrupper": "okt 1\n" + (" 000" * 490 + "\n") * 300,
    "understreck": "okt 1\n" + ("a_" * 990 + "\n") * 400,
    "komman": "okt 1\n" + ("1," * 990 + "\n") * 400,
    "bindestreck": "okt 1\n" + ("–" * 1_990 + "\n") * 100,
}  # fmt: skip


@pytest.mark.parametrize("flood", FLOODS)
def test_floods(flood: str) -> None:
    """However much there is of anything that fits in a file, okt answers, and soon."""
    timed(FLOODS[flood])


BROKEN_ALL_THROUGH: dict[str, str] = {
    "felstavat": 'mottagre m "M"',
    "trasig rest": "  beslutad 22 foo",
    "slutar för tidigt": "mottagare",
    "oavslutat citat": 'mottagare m "M',
    "oavslutad hänvisning": "nyckel n [avsnitt",
    "dolda tecken": "# " + "\u200b\u202e" * 20,
    "punktlista": "• mottagare",
    "två satser på raden": 'mottagare m "M" ' * 20,
    "decimaltal": "omfattning" + " 1.5" * 400,
}


@pytest.mark.parametrize("kind", BROKEN_ALL_THROUGH)
def test_enough_is_enough(kind: str) -> None:
    """Of a file that is wrong line after line so much is told, and then that no more was read."""
    count = min(
        19_000, limits.AGREEMENT_BYTES // len((BROKEN_ALL_THROUGH[kind] + "\n").encode()) - 10
    )
    report = timed(SMALL + (BROKEN_ALL_THROUGH[kind] + "\n") * count)
    found = [diagnostic.code.number for diagnostic in report]
    assert found.count("OKT120") == 1
    assert found[-1] == "OKT120"
    assert limits.UNREADABLE_LINES < len(found) <= 2 * limits.UNREADABLE_LINES + 1


@pytest.mark.parametrize("kind", BROKEN_ALL_THROUGH)
@pytest.mark.parametrize("at", ["okt 1\n", "  omfattning 5 kr\n", 'mottagare skr "SKR"\n'])
def test_nothing_is_said_of_what_was_not_read(kind: str, at: str) -> None:
    """What stands after the place where reading stopped is neither missing nor unknown."""
    begun = BROKEN_ALL_THROUGH[kind] + "\n"
    text = edited(SMALL, (at, at + begun * (limits.UNREADABLE_LINES + 2)))
    before = text[: text.index(begun)].count("\n")
    lines = {line for line, _ in told(checked(text))}
    assert lines <= set(range(before + 1, before + limits.UNREADABLE_LINES + 3))


def test_lines_passed_over_are_told() -> None:
    """Where a line cannot be understood, it is said how far reading was given up."""
    text = SMALL.replace("medel", "öppna sesam\n\nsesam öppna\nstäng sedan\nmedel", 1)
    [diagnostic] = [d for d in checked(text) if d.code.number == "OKT107"]
    assert "rad 6–8" in diagnostic.message


@pytest.mark.parametrize("line", ['krav 1 "Å" 1 %\n', "öppna sesam\n", "( " * 900 + "\n"])
def test_under_a_low_stack(line: str) -> None:
    """No part of reading goes deeper because a file is longer."""
    room = sys.getrecursionlimit()
    checked(SMALL)  # What is loaded at the first use may go deeper.
    depth = len(inspect.stack(0))
    sys.setrecursionlimit(depth + 120)
    try:
        report = checked("okt 1\n" + line * 500)
    finally:
        sys.setrecursionlimit(room)
    assert report.failed


def test_one_line_too_many() -> None:
    """The largest number of lines is read, and one more is refused."""
    filler = limits.STATEMENTS - SMALL.count("\n")
    assert told(timed(SMALL + "# x\n" * filler)) == []
    assert codes(timed(SMALL + "# x\n" * (filler + 1))) == {"OKT006"}


@pytest.mark.parametrize(
    "number",
    [
        "9" * 16, "9" * 1_900, "1,1234567", "1e999999999", "1E9", "0x10", "1_000", "1'000", "10**9",
        "99 999 999 999 999", "-5", "+5", "−5", "5.0", "1.000.000", ",5", "5,", "NaN", "inf", "∞",
    ],
)  # fmt: skip
def test_strange_numbers(number: str) -> None:
    """A number that is huge, or no Swedish number, is told where it stands."""
    report = timed(edited(SMALL, ("omfattning 5 kr", f"omfattning {number} kr")))
    assert report.failed
    assert 3 in {line for line, _ in told(report)}


@pytest.mark.parametrize("number", ["9" * 16, "9" * 1_900, "1e999999999"])
@pytest.mark.parametrize(
    ("before", "after"),
    [("minst ", "80 % ger"), ("februari ", "2024   [§ 4]\n"), ("den ", "1 november"),
     ("november ", "2023   [§ 2]\n"), ("högst ", "30 dagar"), ("Besök\" ", "100 %   [§ 4]")],
)  # fmt: skip
def test_strange_numbers_elsewhere(number: str, before: str, after: str) -> None:
    """Wherever a number may stand, a huge one is told and not computed with."""
    _, _, rest = after.partition(" ")
    text = edited(good("bara_maluppfyllelse"), (before + after, f"{before}{number} {rest}"))
    assert timed(text).failed


# A2, A19, A20, A21 ---------------------------------------------------------------------------


def test_tabs() -> None:
    """Tabs are warned of once a line, and the file is read all the same."""
    text = SMALL.replace("  omfattning 5 kr", "\t\tomfattning\t5\tkr")
    assert told(timed(text)) == [(3, "OKT007")]
    assert compiled(text).plan is not None


@pytest.mark.parametrize("version", ["0", "2", "10", "01", "1,0", "1,5", "999999"])
def test_other_versions(version: str) -> None:
    """A file in another version of the language is refused, and the known one is named."""
    [diagnostic] = timed(edited(SMALL, ("okt 1\n", f"okt {version}\n")))
    assert diagnostic.code.number == "OKT102"
    assert "version 1" in diagnostic.message


MARKUP = ("[red]x[/red]", "[/]", "[bold", "\\[x]", "{name}", "{0}", "%s", "%(x)s", "$(ls)", "`ls`",
          "<script>alert(1)</script>", "&amp;", "=SUM(A1)", "../../etc/passwd", "\\\\server\\x",
          "${jndi:ldap://x}", "'; DROP TABLE x; --", "{{7*7}}", "😀", "é")  # fmt: skip


@pytest.mark.parametrize("words", MARKUP)
def test_markup_in_titles(words: str) -> None:
    """A title may say anything: it is shown as it stands and means nothing."""
    text = SMALL.replace('"Liten"', f'"{words}"').replace('"Stöd"', f'"{words}"')
    plan = plan_of(text)
    assert plan.title == words
    assert words in plan_text(plan)


@pytest.mark.parametrize("words", MARKUP)
def test_markup_outside_titles(words: str) -> None:
    """The same outside quotes is told with the words as they stand, and breaks nothing."""
    assert timed(edited(SMALL, ("mottagare skr ", f"mottagare {words} "))).failed


# Anything ------------------------------------------------------------------------------------

PIECES = [*SMALL.split(), *AGREEMENT_2023.read_text(encoding="utf-8").split()[:600], "\n", "\n  "]


@settings(max_examples=150)
@given(st.binary(max_size=400))
def test_any_bytes(data: bytes) -> None:
    """Any bytes end in diagnostics."""
    assert compiled(data).plan is None
    assert checked(data).failed


@settings(max_examples=150)
@given(st.lists(st.sampled_from(PIECES), max_size=60))
def test_any_words(pieces: list[str]) -> None:
    """The language's own words in any order end in diagnostics or in a plan."""
    done = compiled("okt 1\n" + " ".join(pieces))
    assert done.plan is not None or done.report.failed


@settings(max_examples=150)
@given(st.lists(st.tuples(st.integers(0, 5000), st.text(max_size=4)), min_size=1, max_size=5))
def test_any_edits(edits: list[tuple[int, str]]) -> None:
    """A good agreement with any text put in anywhere ends in diagnostics or in a plan."""
    text = good("alla_tolkningar")
    for place, words in edits:
        at = place % len(text)
        text = text[:at] + words + text[at + len(words) // 2 :]
    done = compiled(text.encode("utf-8", "replace"))
    assert done.plan is not None or done.report.failed
