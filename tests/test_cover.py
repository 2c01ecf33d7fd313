"""How much of its source an agreement says: numbers, days and comparison words by section."""

import json
import time
from fractions import Fraction
from pathlib import Path

import pytest

from compiler import compile_text
from compiler.cover import Unread, cover, plain
from compiler.cover.mentions import mentions
from overenskommelse import limits
from overenskommelse.cli import main
from overenskommelse.coverage import Compared, Coverage, Held, Section, Standing

SOURCE = """\
Innehåll
1 Bakgrund ........................ 1
2 Medel ........................... 1
2.1 Fördelning av medlen i den första av
delarna ........................... 2

1   Bakgrund
Stödet började 2019 och var då 50 miljoner kronor.

                                    1 (2)

2   Medel
Stödet är 2,5 miljarder kronor. Det betalas ut i januari 2027, eller drygt 208 miljoner
kronor för varje månad under januari till och med december 2026.

2.1 Fördelning av medlen i den första av delarna
Medlen delas enligt tabell 1.

Tabell 1. Delar
Krav Andel (%) Tusental kronor
Första besök 18 450 000
Övriga krav 82 2 050 000
Totalt 2 krav 100 2 500 000

Av medlen i tabellen går hälften till sådant som regionerna själva bestämmer över, under
punkt 3. Rekvisition görs senast den 1 november 2026.

3   Krav
Kraven mäts enligt avsnitt
4. Medel som ingen når går till potten.

1. Första besök
Måttet är andelen som har väntat kortare än 60 dagar. Den ska vara minst nittio pro-
cent. En förbättring med 1,0–2,9 procentenheter ger 50 procent, och med 3,0 procentenheter
eller mer 100 procent. Ingen ska vänta längre än vad lagen säger.

2–3. Övriga krav
Uppgifterna ska finnas inom tre veckor. Minst 90 procent ska vara i tid. De gäller om fler än
20 barn väntar, och patienten ska inte vänta längre än 30 dagar.

4   Undertecknande
Överenskommelsen undertecknades den 12 december 2025.

Bilaga 1 Belopp
kr
Medel till regionerna 2 500 000 000
"""

AGREEMENT = """\
okt 1
överenskommelse 2026 "Stöd 2026"
  beslutad    12 december 2025                               [avsnitt 4]
  omfattning  2 500 mnkr                                     [avsnitt 2; bilaga 1]
  mätperiod   januari–december 2026                          [avsnitt 2]
  jämförelse  samma månad föregående år                      [avsnitt 3]
mottagare regionerna "Regionerna" alla regioner              [avsnitt 2]
nyckel invånare "Folkmängd"                                  [avsnitt 2.1]
avrundning                                                   [avsnitt 2.1]
  mätvärden   andelarna till en decimal, hälften uppåt
  månadspott  hela kronor, nedåt
  ersättning  hela kronor, nedåt, för varje krav och månad
stege bas                                                    [avsnitt 3, krav 1]
  1,0–2,9 procentenheter        ger  50 %
  3,0 procentenheter eller mer  ger 100 %
mått besök_60 "Besök"                                        [avsnitt 3, krav 1]
  andel   av väntande besök
  med     väntetid kortare än 60 dagar
  bättre  högre
mått övriga_30 "Övriga"                                      [avsnitt 3, krav 2–3]
  andel   av väntande övriga
  med     väntetid högst 30 dagar
  bättre  högre
block 1 "Medel" 2 500 mnkr                                   [avsnitt 2; tabell 1]
  till        regionerna
  månadspott  lika stor varje månad i mätperioden
  reserveras  efter invånare
  två vägar:  måluppfyllelse går före förbättring, aldrig båda
  saknas värde föregående år: ingen förbättring kan visas
  saknas värde: kravet uppfylls inte
  finns ingen att mäta: kravet uppfylls inte
  krav 1 "Första besök" 18 % = 450 000 tkr                   [tabell 1; avsnitt 3, krav 1]
    förbättring     besök_60  enligt stege bas
    måluppfyllelse  besök_60  minst 90 % ger 100 %
  krav 2 "Övriga" 82 % = 2 050 000 tkr                       [tabell 1; avsnitt 3, krav 2–3]
    måluppfyllelse  övriga_30  minst 90 % ger 100 %
      och           övriga_30  minst 90 % när fler än 20 väntar
  uppfylls inte ett krav: medlen betalas inte ut
utbetalning januari 2027 block 1                             [avsnitt 2]
kriterium tider för regionerna "Uppgifter i tid"             [avsnitt 3, krav 2–3]
  inom    3 veckor efter mätmånaden
  annars  ingen påföljd
skyldighet rekvirera för regionerna "Rekvirera"              [avsnitt 2.1]
  senast 1 november 2026
källa "Stöd 2026"
  avsnitt  1    "Bakgrund"
  avsnitt  2    "Medel"
  avsnitt  2.1  "Fördelning av medlen"
  tabell   1    "Delar"
  avsnitt  3    "Krav"
  avsnitt  4    "Undertecknande"
  bilaga   1    "Belopp"
  inte reglerande avsnitt 1
"""


def covered(agreement: str = AGREEMENT, source: str = SOURCE) -> Coverage:
    """The agreement held against the source, both as they would be read from files."""
    compiled = compile_text("2026.okt", agreement.encode(), {})
    text = plain(source.encode())
    found = None if isinstance(text, Unread) else cover(compiled, text)
    assert found is not None, [d.message for d in compiled.report]
    return found


def changed(old: str, new: str) -> Coverage:
    """The same after one change to the agreement, which has it in one place or more."""
    assert old in AGREEMENT
    return covered(AGREEMENT.replace(old, new))


def section(coverage: Coverage, name: str) -> Section:
    """One section, by how it is cited."""
    return next(one for one in coverage.sections if one.name == name)


def wanting(coverage: Coverage) -> list[tuple[str, str, Standing]]:
    """What the file does not say: where, as it is written, and what became of it."""
    return [
        (one.name, held.mention.text, held.standing)
        for one in coverage.sections
        for held in one.held
        if one.normative and held.counts and not held.said
    ]


def only(coverage: Coverage, name: str) -> Held:
    """The only thing that differs or is missing, in a section of that name."""
    ((where, _, _),) = wanting(coverage)
    assert where == name
    return next(h for h in section(coverage, name).held if h.counts and not h.said)


# What is found ---------------------------------------------------------------------------------


def test_sections() -> None:
    """Sections, points, tables and annexes are found; a table of contents, a page number and a
    sentence that goes on with a number are none.
    """
    assert [one.name for one in covered().sections] == [
        "avsnitt 1", "avsnitt 2", "avsnitt 2.1", "tabell 1", "avsnitt 3", "avsnitt 3, 1",
        "avsnitt 3, 2–3", "avsnitt 4", "bilaga 1",
    ]  # fmt: skip


def test_sections_without_headings_in_the_file() -> None:
    """A file that does not name its source's headings has them found by their numbers alone."""
    bare = AGREEMENT[: AGREEMENT.index("källa")]
    names = [one.name for one in covered(bare).sections]
    assert names == [one.name for one in covered().sections]


def test_everything_is_said() -> None:
    """What the text writes in other words is the same: billions, a number in words, a word broken
    over two lines, a table's cells, ``inte längre än``, a whole year as its months.
    """
    coverage = covered()
    assert wanting(coverage) == []
    assert coverage.percent == 100
    assert coverage.unfound == ()
    assert all(one.only_in_file == () for one in coverage.sections)


def test_table_cells() -> None:
    """The headings say how many numbers a row ends in: ``18 450 000`` are two of them."""
    said = {(h.mention.unit, h.mention.value) for h in section(covered(), "tabell 1").held}
    shares = {("%", Fraction(number)) for number in (18, 82, 100)}
    kronor = {("kr", Fraction(10**6 * number)) for number in (450, 2050, 2500)}
    assert said == shares | kronor


def test_what_does_not_count() -> None:
    """A background rules nothing, and what the text itself says is near is no rule."""
    coverage = covered()
    background = section(coverage, "avsnitt 1")
    assert (background.normative, background.counted, len(background.held)) == (False, 0, 2)
    near = [h.mention.text for h in section(coverage, "avsnitt 2").held if not h.counts]
    assert near == ["208 miljoner kronor"]


@pytest.mark.parametrize(
    ("text", "unit", "value", "compared"),
    [
        ("minst nittiofem procent", "%", Fraction(95), {Compared.AT_LEAST}),
        ("2,5 miljarder kronor", "kr", Fraction(2_500_000_000), set()),
        ("2 500 mnkr", "kr", Fraction(2_500_000_000), set()),
        ("inom vårdgarantins tre dagar", "dagar", Fraction(3), {Compared.AT_MOST}),
        ("senast tre veckor efter", "veckor", Fraction(3), {Compared.AT_MOST}),
        ("senast den 1 december 2023", "datum", "2023-12-01", {Compared.BY}),
        ("2023-12-01", "datum", "2023-12-01", set()),
        ("i december fördelas", "månad", "--12", set()),
        ("inte ska vänta längre än 30 dagar", "dagar", Fraction(30), {Compared.AT_MOST}),
        ("om fler än 20 barn väntar", "", Fraction(20), {Compared.OVER}),
        ("5,0 procentenheter eller mer", "procentenheter", Fraction(5), {Compared.AT_LEAST}),
    ],
)
def test_mentions(text: str, unit: str, value: Fraction | str, compared: set[Compared]) -> None:
    """A number is known by its unit and exact value, a time as a calendar writes it."""
    (found,) = mentions(text, 1)
    assert (found.unit, found.value, set(found.compared)) == (unit, value, compared)


@pytest.mark.parametrize(
    "text",
    ["block 2 i avsnitt 4", "S2022/01664", "(2017:30)", "se under 8. Ekonomiska villkor", "1177"],
)
def test_names_are_no_numbers(text: str) -> None:
    """What only names something speaks of no amount and no day."""
    assert mentions(text, 1) == []


# What differs ----------------------------------------------------------------------------------


def test_another_number() -> None:
    """A number in the place of the source's is told with it, and stands only in the file."""
    coverage = changed("besök_60  minst 90 %", "besök_60  minst 92 %")
    held = only(coverage, "avsnitt 3, 1")
    assert held.standing is Standing.DIFFERS
    assert [one.text for one in held.others] == ["92 %"]
    assert [one.text for one in section(coverage, "avsnitt 3, 1").only_in_file] == ["92 %"]


def test_another_comparison_word() -> None:
    """``kortare än 60`` is not ``högst 60``."""
    held = only(changed("kortare än 60", "högst 60"), "avsnitt 3, 1")
    assert held.standing is Standing.DIFFERS
    assert [one.compared for one in held.others] == [{Compared.AT_MOST}]


def test_a_step_of_a_ladder() -> None:
    """A ladder says what an improvement gives: a bound that is moved differs."""
    held = only(changed("1,0–2,9", "1,0–2,8"), "avsnitt 3, 1")
    assert (held.mention.text, held.standing) == ("2,9 procentenheter", Standing.DIFFERS)


def test_another_day() -> None:
    """Days are compared to the day."""
    held = only(changed("senast 1 november 2026", "senast 2 november 2026"), "avsnitt 2.1")
    assert (held.standing, held.others[0].value) == (Standing.DIFFERS, "2026-11-02")


def test_another_citation() -> None:
    """What is said with a citation of something else is missing where it stands."""
    held = only(changed("2025                               [avsnitt 4]", "2025"), "avsnitt 4")
    assert held.standing is Standing.MISSING


def test_titles_and_reasons_say_nothing() -> None:
    """A title that retells the text does not hide that the rule is another."""
    coverage = changed(
        '"Första besök" 18 % = 450 000 tkr', '"Första besök 18 %" 18 % = 450 000 tkr'
    )
    assert wanting(coverage) == []
    retold = AGREEMENT.replace("kortare än 60", "kortare än 61").replace(
        '"Besök"', '"Väntat kortare än 60 dagar"'
    )
    assert only(covered(retold), "avsnitt 3, 1").mention.text == "60 dagar"


def test_an_example_is_told_apart() -> None:
    """What only an example says is said, unless a rule says something else in its place."""
    dropped = AGREEMENT.replace(
        "  beslutad    12 december 2025                               [avsnitt 4]\n", ""
    )
    example = (
        'exempel "Undertecknad 12 december 2025" [avsnitt 4]\n'
        "  givet mått besök_60: 95 %\n  ger krav 1: 100 %\n"
    )
    coverage = covered(dropped.replace("källa", example + "källa", 1))
    assert [h.standing for h in section(coverage, "avsnitt 4").held] == [Standing.EXAMPLE]
    assert coverage.percent == 100


def test_what_the_source_lacks() -> None:
    """A citation of what the text does not have is told."""
    assert changed("[avsnitt 2.1]\navrundning", "[avsnitt 7]\navrundning").unfound == ("avsnitt 7",)


# The command -----------------------------------------------------------------------------------


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the agreement, one that differs, and the source."""
    monkeypatch.chdir(tmp_path)
    Path("2026.okt").write_text(AGREEMENT, encoding="utf-8")
    wrong = AGREEMENT.replace("besök_60  minst 90 %", "besök_60  minst 92 %")
    Path("fel.okt").write_text(wrong, encoding="utf-8")
    Path("källa.txt").write_text(SOURCE, encoding="utf-8")
    return tmp_path


def test_text(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """How much is told first, then each section, then what differs with what the file says."""
    assert main(["cover", "fel.okt", "källa.txt"]) == 0
    shown = capsys.readouterr().out.replace("\u00a0", " ")
    assert "22 av 23" in " ".join(shown.split())
    there, here = (text[: text.index(word)].count("\n") + 1 for text, word in (
        (SOURCE, "nittio"), (AGREEMENT, "besök_60  minst")
    ))  # fmt: skip
    assert f"rad {there}: minst nittio procent; i filen: minst 92 % (rad {here})" in shown
    assert "inte reglerande" in shown
    assert "ungefärligt" not in shown
    assert main(["cover", "fel.okt", "källa.txt", "--details"]) == 0
    assert "ungefärligt" in capsys.readouterr().out


def test_json(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The machine form has every mention with its exact value, and the exact share."""
    assert main(["cover", "fel.okt", "källa.txt", "--format", "json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert (document["said"], document["counted"], document["percent"]) == (22, 23, "2200/23")
    (differing,) = (
        mention
        for one in document["sections"]
        for mention in one["mentions"]
        if mention["standing"] == "differs"
    )
    assert (differing["unit"], differing["value"], differing["compared"]) == (
        "%",
        "90",
        ["at_least"],
    )
    assert [one["value"] for one in differing["in_file"]] == ["92"]


@pytest.mark.parametrize(
    ("file", "least", "code"), [("2026.okt", 100, 0), ("fel.okt", 95, 0), ("fel.okt", 96, 1)]
)
def test_threshold(files: Path, file: str, least: int, code: int) -> None:
    """22 of 23 are between 95 and 96 percent: enough for 95, not for 96."""
    assert main(["cover", file, "källa.txt", "--minst", str(least)]) == code


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"%PDF-1.7 ...", "pdftotext"),
        (b"PK\x03\x04....", "ingen textfil"),
        (b"\x00\x01\x02", "ingen textfil"),
        (b"", "inga avsnitt"),
        (b"Bara en mening utan rubrik.", "inga avsnitt"),
        ("1 Inledning\nHär står inget som räknas.".encode(), "inga tal"),
        (b"x" * (limits.SOURCE_BYTES + 1), "för stor"),
        (b"x" * (limits.SOURCE_LINE_CHARACTERS + 1), "för lång"),
    ],
)
def test_no_source(
    files: Path, capsys: pytest.CaptureFixture[str], data: bytes, words: str
) -> None:
    """What is no text of an agreement is refused with the way out."""
    bare = AGREEMENT[: AGREEMENT.index("källa")]
    Path("bar.okt").write_text(bare, encoding="utf-8")
    Path("annan.txt").write_bytes(data)
    assert main(["cover", "bar.okt", "annan.txt"]) == 2
    assert words in capsys.readouterr().err


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_encodings(encoding: str) -> None:
    """A text is the same however it was saved."""
    assert plain(SOURCE.encode(encoding)) == plain(SOURCE.encode())


@pytest.mark.parametrize(
    "part",
    [
        "1 ",
        "2 500 ",
        "minst minst ",
        "januari till ",
        "inte a a ",
        ". . . ",
        "1\n",
        "2.1 A\n",
        "Tabell 1. A\nkr\n1 1 1\n",
        "1. A\n",
        "en\n",
    ],
)
def test_bounded_time(part: str) -> None:
    """A text of a megabyte of the worst kind is done with in seconds."""
    lines = limits.SOURCE_LINE_CHARACTERS // len(part)
    line = (part * lines).rstrip(" ")[: limits.SOURCE_LINE_CHARACTERS]
    text = "1 Inledning\n" + f"{line}\n" * 20
    started = time.monotonic()
    covered(source=text)
    assert time.monotonic() - started < 20
