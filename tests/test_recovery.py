"""Mistakes: each is told once, where it is, and nothing is made up because of it."""

import re
from collections.abc import Iterator
from itertools import combinations

import pytest

from tests.agreements import (
    AGREEMENT_2023,
    checked,
    edited,
    figures,
    good,
    line_with,
    outcome_of,
    paid,
    plan_of,
    told,
)


def typed(text: str) -> str:
    """A text as somebody types it, without columns and no-break spaces."""
    return re.sub(r"(?<=\S)[ \u00a0]+", " ", text)


TEXT = typed(AGREEMENT_2023.read_text(encoding="utf-8"))

# The words as they stand, the mistake in their place, and the codes that fit it.
MISTAKES: dict[str, tuple[str, str, str]] = {
    # Units
    "procentenheter i en nivå": (
        "högst_60_dagar minst 73 % ger 100 %\n\n  krav 3",
        "högst_60_dagar minst 73 procentenheter ger 100 %\n\n  krav 3", "OKT301"),
    "procent i en förändring": ("  3,0–4,9 procentenheter   ", "  3,0–4,9 %   ", "OKT301"),
    "nivå utan enhet": ("3_dagar minst 90 % ger", "3_dagar minst 90 ger", "OKT302"),
    "belopp utan enhet": ("omfattning  2 952 mnkr", "omfattning  2 952", "OKT302"),
    "okänd enhet": ("omfattning  2 952 mnkr", "omfattning  2 952 Mkr", "OKT103/OKT104"),
    "enhet i två ord": ("2 952 mnkr", "2 952 miljoner kronor", "OKT103/OKT104"),
    # Numbers
    "decimalpunkt": ("  5,0 procentenheter eller", "  5.0 procentenheter eller", "OKT119"),
    "punkt som tusental": ("omfattning  2 952 mnkr", "omfattning  2.952 mnkr", "OKT119"),
    "komma som tusental": ("omfattning  2 952 mnkr", "omfattning  2,952 mnkr", "OKT125"),
    "negativt tal": ("krav 1 \"Medicinsk bedömning i primärvården\" 18 %",
                     "krav 1 \"Medicinsk bedömning i primärvården\" -18 %", "OKT104"),
    # Comparisons
    "mindre än som tecken": (
        "första_besök_över_150_dagar högst 5 %", "första_besök_över_150_dagar < 5 %", "OKT103"),
    "minst som tecken": ("3_dagar minst 90 %", "3_dagar ≥ 90 %", "OKT103"),
    "mellan och": ("  3,0–4,9 procentenheter        ger",
                   "  mellan 3,0 och 4,9 procentenheter ger", "OKT124"),
    "mer än i ett steg": ("  5,0 procentenheter eller mer  ger",
                          "  mer än 5,0 procentenheter ger", "OKT124"),
    "steget baklänges": ("  3,0–4,9 procentenheter   ", "  4,9–3,0 procentenheter   ", "OKT413"),
    # Misspelt words
    "felstavad måluppfyllelse": ("måluppfyllelse  första_besök_högst",
                                 "måluppfylelse  första_besök_högst", "OKT103"),
    "felstavad omfattning": ("  omfattning  2", "  omfatning  2", "OKT103"),
    "felstavat krav": ("krav 4 \"", "kraav 4 \"", "OKT103"),
    "felstavat block": ("block 2 \"Prest", "blok 2 \"Prest", "OKT103"),
    "block med stor bokstav": ("block 2 \"Prest", "Block 2 \"Prest", "OKT103"),
    "reserverat": ("  reserveras  efter", "  reserverat  efter", "OKT103"),
    "prickar borttappade": ("  bättre   högre\n\nmått första_besök_under",
                            "  battre   högre\n\nmått första_besök_under", "OKT103"),
    "enligt felstavat": ("operation_under_60_dagar enligt stege",
                         "operation_under_60_dagar enlgt stege", "OKT103"),
    "eller för och": ("  och           bup_utredning", "  eller         bup_utredning",
                      "OKT103/OKT107"),
    # Months and dates
    "felstavad månad": ("januari–november 2023       ", "januari–novmber 2023       ", "OKT103"),
    "engelsk månad": ("utbetalning augusti 2023", "utbetalning august 2023", "OKT103"),
    "månad med stor bokstav": ("utbetalning augusti 2023", "utbetalning Augusti 2023", "OKT103"),
    "31 juni": ("30 september 2023", "31 juni 2023", "OKT112"),
    "tvåsiffrigt år": ("30 september 2023", "30 september 23", "OKT112"),
    "datum i siffror": ("30 september 2023", "2023-09-30", "OKT124"),
    "period med till": ("block 1 för januari–juni", "block 1 för januari till juni", "OKT124"),
    "period utan år": ("block 1 för januari–juni 2023", "block 1 för januari–juni", "OKT104"),
    "perioden baklänges": ("januari–november 2023       ", "november–januari 2023       ",
                           "OKT113"),
    # Quotes, brackets and signs
    "öppet citattecken": ("krav 2 \"Första besök\"", "krav 2 \"Första besök", "OKT108"),
    "bara sista citattecknet": ("krav 2 \"Första besök\"", "krav 2 Första besök\"", "OKT108"),
    "citat i citat": ("\"Operation eller åtgärd\" 24", "\"Operation \"eller\" åtgärd\" 24",
                      "OKT104"),
    "öppen hakparentes": ("[avsnitt 3; bilaga 1]", "[avsnitt 3; bilaga 1", "OKT108"),
    "bara sista hakparentesen": ("2 952 mnkr                                                 [",
                                 "2 952 mnkr   ", "OKT104"),
    "rund parentes": ("2 952 mnkr                                                 [avsnitt 3; "
                      "bilaga 1]", "2 952 mnkr (avsnitt 3)", "OKT124"),
    "punktlista": ("    samlar    medel", "  • samlar    medel", "OKT124"),
    "streck som punkt": ("    samlar    medel", "  - samlar    medel", "OKT124"),
    "punkt sist": ("föregående år                                  [", "föregående år. [",
                   "OKT124"),
    "semikolon sist": ("föregående år                                  [", "föregående år; [",
                       "OKT124"),
    "kolon saknas": ("  två vägar:  mål", "  två vägar  mål", "OKT104"),
    "komma saknas": ("beslut till måldatum", "beslut till, måldatum", "OKT104"),
    "snedstreck som kommentar": ("block 2 \"Prest", "// Blocket\nblock 2 \"Prest",
                                 "OKT124"),
    # Names
    "stor bokstav i ett namn": ("stege bas ", "stege Bas ", "OKT103"),
    "bindestreck i ett namn": ("mått bup_utredning_30_dagar", "mått bup-utredning-30-dagar",
                               "OKT124"),
    "mellanslag i ett namn": ("stege bup ", "stege bup två ", "OKT124"),
    "å utan ring": ("efter invånare_0_18 [", "efter invanare_0_18 [", "OKT201"),
    "ett namn som inte finns": ("operation_under_60_dagar enligt stege bas",
                                "operation_under_60_dagar enligt stege bass", "OKT201"),
    "ett block som inte finns": ("december 2023  block 1 för", "december 2023  block 3 för",
                                 "OKT201"),
    "en läsning som inte finns": ("  gäller  kvar\n", "  gäller  kvarr\n", "OKT602"),
    "avstavat": ("operation_under_60_dagar enligt stege", "operation_under_60_-\n"
                 "dagar enligt stege", "OKT124"),
    # What is missing, doubled or out of order
    "utan ger": ("operation_över_150_dagar högst 5 % ger 100 %",
                 "operation_över_150_dagar högst 5 %", "OKT105"),
    "andel utan ger": ("operation_över_150_dagar högst 5 % ger 100",
                       "operation_över_150_dagar högst 5 % 100", "OKT104"),
    "sats utan innehåll": (
        "reserveras  efter invånare                                             [avsnitt 3.1]",
        "reserveras", "OKT105"),
    "mottagaren saknas": ("\"SKR:s insatser\" 12 mnkr till skr ", "\"SKR:s insatser\" 12 mnkr ",
                          "OKT104"),
    "till utan mottagare": ("12 mnkr till skr", "12 mnkr till # ", "OKT105"),
    "villkor utan väntar": ("när fler än 20 väntar\n\n  krav 8", "när fler än 20\n\n  krav 8",
                            "OKT105"),
    "fel ordning i ett krav": ("krav 9 \"Behandling, BUP\" 6 %", "krav 9 6 % \"Behandling, BUP\"",
                               "OKT104"),
    "fel ordning i ett mål": ("operation_över_150_dagar högst 5 %",
                              "högst 5 % operation_över_150_dagar", "OKT104"),
    "dubbelt krav": ("krav 9 \"Beh", "krav 8 \"Beh", "OKT202"),
    "sats på fel plats": ("överenskommelse 2023 \"", "krav 1 \"Besök\" 100 %\n"
                          "överenskommelse 2023 \"", "OKT106"),
    "märkspråk": ("krav 6 \"Återbesök\"", "krav 6 <b>\"Återbesök\"</b>", "OKT104"),
}  # fmt: skip


@pytest.mark.parametrize("mistake", MISTAKES)
def test_one_mistake(mistake: str) -> None:
    """A mistake is told once, on its own line, and nothing else is said because of it."""
    old, new, codes = map(typed, MISTAKES[mistake])
    text = edited(TEXT, (old, new))
    line = TEXT[: TEXT.index(old)].count("\n") + 1
    assert len(told(checked(text))) == 1, told(checked(text))
    [(found_at, code)] = told(checked(text))
    assert found_at == line
    assert code in codes.split("/")


@pytest.mark.parametrize("mistake", MISTAKES)
def test_plain_words(mistake: str) -> None:
    """No message speaks of the grammar's own names or of Python."""
    old, new, _ = map(typed, MISTAKES[mistake])
    for diagnostic in checked(edited(TEXT, (old, new))):
        words = f"{diagnostic.message} {diagnostic.help}"
        assert not re.search("[A-Z]{5,}|None|Fraction|Token|__", words.replace("NAMN", "")), words


def test_there_are_enough_mistakes() -> None:
    """At least forty mistakes that people make are held to the rule."""
    assert len(MISTAKES) >= 40


# Many at once --------------------------------------------------------------------------------

INDEPENDENT: tuple[tuple[str, str], ...] = (
    ('parter      "staten"', "parter      staten"),
    ('mottagare skr "Sver', 'mottagare skr Sver" "Sver'),
    ("  läsning hela_kronor  hela kronor", "  läsning hela_kronor  heltal kronor"),
    ("  läsning största_mottagaren till största", "  läsning största_mottagaren åt största"),
    ("  1,0–4,9 procentenheter         ger  50 %", "  1,0–4,9 procentenheter         50 %"),
    ("  bättre   lägre\n\nmått operation_över", "  bättre   nedåt\n\nmått operation_över"),
    ("  två vägar:  måluppfyllelse går före", "  två vägar:  måluppfyllelse kommer före"),
    ("operation_högst_60_dagar minst 73 % ger", "operation_högst_60_dagar minst sjuttiotre % ger"),
    ("    fördelas  i proportion till", "    fördelas  i förhållande till"),
    ('  post bup     "Insatser', '  post bup     80 "Insatser'),
    ("återbetalning 31 mars", "återbetalning senast 31 mars"),
    ("  inom 3 veckor efter", "  inom 3 veckor från"),
    ('  bifoga     "handlingsplanen"', "  bifoga     handlingsplanen"),
)


def broken(changes: tuple[tuple[str, str], ...]) -> tuple[str, list[int]]:
    changes = tuple((typed(old), typed(new)) for old, new in changes)
    lines = sorted(TEXT[: TEXT.index(old)].count("\n") + 1 for old, _ in changes)
    return edited(TEXT, *changes), lines


@pytest.mark.parametrize("change", INDEPENDENT, ids=lambda change: change[0].split("  ")[0][:24])
def test_each_alone(change: tuple[str, str]) -> None:
    """Each of the broken lines is told once when it stands alone."""
    text, lines = broken((change,))
    assert [line for line, _ in told(checked(text))] == lines


@pytest.mark.parametrize("pair", list(combinations(range(0, len(INDEPENDENT), 2), 2)), ids=str)
def test_two_at_once(pair: tuple[int, int]) -> None:
    """Two broken lines are both told, and only they."""
    text, lines = broken((INDEPENDENT[pair[0]], INDEPENDENT[pair[1]]))
    assert [line for line, _ in told(checked(text))] == lines


def test_all_at_once() -> None:
    """All the broken lines of a file are told in one run, each once, and only they."""
    text, lines = broken(INDEPENDENT)
    assert [line for line, _ in told(checked(text))] == lines


# Two statements on a line ---------------------------------------------------------------------

JOINED = ("alla_tolkningar", "bara_forbattring", "ersattning_per_manad", "kriterium_raknas_inte",
          "poster", "regioner_utom", "tva_bonuspotter")  # fmt: skip


def joined(case: str) -> Iterator[tuple[str, int]]:
    """A good case with each of its lines in turn put after the one before it, and where that is."""
    lines = good(case).split("\n")
    for at in range(1, len(lines)):
        line, above = lines[at].strip(), lines[at - 1]
        if line and above and "#" not in line + above:
            yield "\n".join([*lines[: at - 1], f"{above} {line}", *lines[at + 1 :]]), at


@pytest.mark.parametrize("case", JOINED)
def test_two_statements_on_a_line(case: str) -> None:
    """A statement that does not begin its line is told, once, and nothing else because of it."""
    for text, line in joined(case):
        assert told(checked(text)) == [(line, "OKT123")], text.split("\n")[line - 1]


@pytest.mark.parametrize("case", JOINED)
def test_a_line_break_is_the_way_out(case: str) -> None:
    """The fix that is offered puts the statement where nothing more is to be said of it."""
    for text, line in joined(case):
        [diagnostic] = checked(text)
        assert diagnostic.fix is not None
        start, end = diagnostic.fix.span.start, diagnostic.fix.span.end
        fixed = text[:start] + diagnostic.fix.replacement + text[end:]
        assert told(checked(fixed)) == [], text.split("\n")[line - 1]


# What must never pass in silence -------------------------------------------------------------

PERFORMANCE = good("den_som_ger_mest")
GRANT = """okt 1
överenskommelse 2024 "Liten"
  omfattning 5 kr
mottagare skr "SKR"
medel skr "Stöd" 5 kr till skr
utbetalning juni 2024 medel skr
"""
PAYMENT = "utbetalning mars 2024 block 1, bonuspott   [§ 6]\n"

CONTRADICTIONS: dict[str, tuple[str, tuple[tuple[str, str], ...], str]] = {
    "två svar när värdet saknas": (PERFORMANCE, ((
        "  saknas värde: kravet uppfylls inte   [§ 4]\n",
        "  saknas värde: kravet uppfylls inte   [§ 4]\n  saknas värde: kravet uppfylls\n"),),
        "  saknas värde: kravet uppfylls\n"),
    "två återbetalningar av samma medel": (GRANT, ((
        "utbetalning juni 2024 medel skr\n",
        "utbetalning juni 2024 medel skr\n"
        "återbetalning 1 mars 2025 medel skr som inte har använts\n"
        "återbetalning 1 april 2025 medel skr som inte har använts\n"),), "återbetalning 1 april"),
    "en bonuspott som inte finns": (good("utan_bonuspott"), ((
        "utbetalning mars 2024 block 1 ", "utbetalning mars 2024 block 1, bonuspott "),),
        "utbetalning mars"),
    "bonuspotten i ett block utan": (good("tva_bonuspotter"), ((
        "block b \"Det andra\" 1 000 kr", "block b \"Det andra\" 600 kr"), (
        "utbetalning februari 2024 block a",
        "block c \"Lika\" 400 kr\n  till städerna, lika\n\n"
        "utbetalning maj 2024 block c, bonuspott i block c\nutbetalning februari 2024 block a"), (
        "  bonus       hela", "  fördelning hela kronor, nedåt\n  bonus       hela")),
        "utbetalning maj"),
    "återbetalning av en bonuspott som inte finns": (GRANT, ((
        "utbetalning juni 2024 medel skr\n", "utbetalning juni 2024 medel skr\n"
        "återbetalning 1 mars 2025 bonuspott som inte har använts\n"),), "återbetalning"),
    "hur ofta bonus avrundas": (PERFORMANCE, ((
        "  bonus       hela kronor, hälften uppåt ",
        "  bonus       hela kronor, hälften uppåt, för varje månad "),), "  bonus "),
    "hur ofta månadspotten avrundas": (PERFORMANCE, ((
        "  månadspott  hela kronor, hälften uppåt ",
        "  månadspott  hela kronor, hälften uppåt, för varje utbetalning "),),
        "  månadspott  hela"),
    "två språkversioner": (GRANT, (("okt 1\n", "okt 1\nokt 2\n"),), "okt 2"),
    "språkversionen sist": (GRANT, ((
        "utbetalning juni 2024 medel skr\n", "utbetalning juni 2024 medel skr\nokt 1\n"),),
        "okt 1"),
    "en stege som ger mer ju sämre": (good("stege_i_maluppfyllelse"), ((
        "  bättre  högre", "  bättre  lägre"),), "måluppfyllelse  besök"),
    "en stege i procentenheter för en nivå": (PERFORMANCE, ((
        "besök minst 80 % ger 60 %", "besök enligt stege steg"),), "måluppfyllelse  besök"),
    "ett kriterium med två gränser": (good("kriterium_raknas_inte"), ((
        "  minst 95 % varje månad januari–februari 2024\n",
        "  minst 95 % varje månad januari–februari 2024\n  inom 3 veckor efter mätmånaden\n"),),
        "kriterium svar"),
    "alla regioner undantagna": (good("regioner_utom"), ((
        "utom \"Region Gotland\", \"Skåne\"", "utom " + ", ".join(
            f'"{name}"' for name in (
                "Stockholm", "Uppsala", "Sörmland", "Östergötland", "Jönköping", "Kronoberg",
                "Kalmar", "Gotland", "Blekinge", "Skåne", "Halland", "Västra Götaland",
                "Värmland", "Örebro", "Västmanland", "Dalarna", "Gävleborg", "Västernorrland",
                "Jämtland", "Västerbotten", "Norrbotten"))),), "mottagare regionerna"),
    "samma region undantagen två gånger": (good("regioner_utom"), ((
        "\"Region Gotland\", \"Skåne\"", "\"Region Gotland\", \"Gotland\""),),
        "mottagare regionerna"),
    "ett namn som är ett decimaltal": (GRANT, (
        ("medel skr \"Stöd\" 5 kr till skr", "block 1,5 \"Stöd\" 5 kr\n  till skr"),
        ("2024 medel skr", "2024 block 1,5")), "block 1,5 \""),
    "period i en återbetalning": (PERFORMANCE, ((
        PAYMENT, PAYMENT +
        "återbetalning 1 juni 2024 block 1 för januari 2024 som inte har använts\n"),),
        "återbetalning"),
}  # fmt: skip


@pytest.mark.parametrize("case", CONTRADICTIONS)
def test_never_in_silence(case: str) -> None:
    """What contradicts itself, or has no effect, is told on its own line and not passed over."""
    base, changes, words = CONTRADICTIONS[case]
    text = edited(base, *changes)
    last = words.split("\n")[0]
    line = max(n for n, content in enumerate(text.split("\n"), 1) if last in content)
    assert line in [place for place, _ in told(checked(text))]


# What must work ------------------------------------------------------------------------------


def test_two_payments_of_a_block_in_one_month() -> None:
    """Months of a block may be paid in two parts in the same month, or else it is told."""
    text = edited(
        PERFORMANCE,
        ("mars 2024 block 1,", "mars 2024 block 1 för januari 2024, block 1 för februari 2024,"),
    )
    report = checked(text)
    if not report.failed:
        assert [p.item for p in plan_of(text).pots] == ["block-1"]


@pytest.mark.parametrize("name", ["belopp", "reserverat", "lika", "andel", "till", "resten"])
def test_any_name_is_a_name(name: str) -> None:
    """An item may have any name that can be written, without meaning something else by it."""
    text = edited(good("poster"), ("post allt  ", f"post {name} "))
    if checked(text).failed:
        return
    one_each = {"a": 1, "b": 1, "c": 1}
    data = figures({"invånare": one_each, "barn": one_each})
    assert sum(paid(outcome_of(plan_of(text), data)).values()) == 1000


def test_a_keyword_that_begins_a_line_is_no_name() -> None:
    """Where a name is missing at the end of a line, the next statement does not become the name."""
    text = edited(GRANT, ("till skr\n", "till\n"))
    assert told(checked(text)) == [(5, "OKT105")]


def test_a_line_in_the_margin_is_told_once() -> None:
    """A clause written in the margin is warned of once, whatever it stands under."""
    text = edited(TEXT, ("    förbättring medicinsk", "förbättring medicinsk"))
    assert told(checked(text)) == [(line_with(text, "förbättring medicinsk"), "OKT116")]


def test_the_version_that_is_shown_is_the_one_written() -> None:
    """An unknown version is marked where it stands, not where its digit occurs before it."""
    text = "# version 2 av texten\n" + edited(GRANT, ("okt 1\n", "okt 2\n"))
    assert told(checked(text)) == [(2, "OKT102")]


def test_two_blocks_may_measure_the_same() -> None:
    """A measure that one block compares with last year is asked of last year, whatever others ask.

    Block a improves on it and block b only holds it against a limit, in the same months.
    """
    both = edited(
        good("tva_bonuspotter"),
        ("  mätperiod   februari 2024   [§ 4]\n", ""),
        ("  mätperiod   januari–februari 2024   [§ 4]\n",
         "  mätperiod   januari–februari 2024   [§ 4]\n  jämförelse samma månad föregående år\n"),
        ("mått besök \"B", "stege s\n  1 procentenheter eller mer ger 100 %\nmått besök \"B"),
        ("    måluppfyllelse  besök minst 80 % ger 100 %\n",
         "    förbättring  besök enligt stege s\n"),
        ("block a för januari 2024 ", "block a för januari 2024, block b för januari 2024 "),
        ("februari 2024, block b ", "februari 2024, block b för februari 2024 "),
        ("  finns ingen att mäta: kravet uppfylls inte   [§ 4]\n"
         "  krav 1 \"Besök\" 100 %   [§ 4]\n    förbättring",
         "  finns ingen att mäta: kravet uppfylls inte   [§ 4]\n"
         "  saknas värde föregående år: ingen förbättring kan visas\n"
         "  krav 1 \"Besök\" 100 %   [§ 4]\n    förbättring"),
    )  # fmt: skip
    asked = [m for m in plan_of(both).measures if m.name == "besök"]
    assert any(m.previous for m in asked)
    assert any(m.current for m in asked)


def test_nobody_to_measure_is_met_by_a_ladder_too() -> None:
    """Where the agreement says that a month without patients is met, a ladder gives its most."""
    text = edited(
        good("stege_i_maluppfyllelse"),
        ("mäta: kravet uppfylls inte", "mäta: kravet uppfylls"),
    )
    nobody = {("besök", code, when): (0, 0) for code in "ab" for when in ("2024-01", "2024-02")}
    outcome = outcome_of(plan_of(text), figures({"invånare": {"a": 1, "b": 2}}, nobody))
    assert [pot.earned for pot in outcome.pots] == [12_000]


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("delad_pott", "bland dem som uppfyller", "bland dem uppfyller"),
        ("lika", "  till ", '  till "någon"\n  till '),
    ],
)
def test_an_unreadable_clause_is_no_crash(name: str, old: str, new: str) -> None:
    """A clause that cannot be read is told of, and nothing falls that builds on it."""
    text = good(name)
    assert old in text
    assert checked(text.replace(old, new, 1)).failed
