"""Habits of writing: what is advised says what was written, and nothing else."""

import pytest

from tests.agreements import checked, edited, line_of, told
from tests.test_recovery import GRANT, TEXT, typed

HABITS: tuple[tuple[str, str], ...] = (
    # Comparisons
    ("3_dagar minst 90 %", "3_dagar >= 90 %"),
    ("3_dagar minst 90 %", "3_dagar => 90 %"),
    ("3_dagar minst 90 %", "3_dagar ≥ 90 %"),
    ("första_besök_över_150_dagar högst 5 %", "första_besök_över_150_dagar <= 5 %"),
    ("första_besök_över_150_dagar högst 5 %", "första_besök_över_150_dagar =< 5 %"),
    ("första_besök_över_150_dagar högst 5 %", "första_besök_över_150_dagar ≤ 5 %"),
    # Quotes
    ('medel skr "SKR:s insatser"', "medel skr „SKR:s insatser”"),
    ('medel skr "SKR:s insatser"', "medel skr „SKR:s insatser“"),
    # Amounts
    ("omfattning 2 952 mnkr", "omfattning 2,952 mdkr"),
    ("omfattning 2 952 mnkr", "omfattning 2,952 md kr"),
    ("omfattning 2 952 mnkr", "omfattning 2,952 miljarder"),
    ("omfattning 2 952 mnkr", "omfattning 2,952 miljarder kronor"),
    ("omfattning 2 952 mnkr", "omfattning 2 952 miljoner kronor"),
    ("omfattning 2 952 mnkr", "omfattning 2 952 milj. kr"),
    ("omfattning 2 952 mnkr", "omfattning 2 952 Mkr"),
    # Days and months
    ("30 september 2023", "30.9.2023"),
    ("30 september 2023", "30/9 2023"),
    ("30 september 2023", "30/9-2023"),
    ("30 september 2023", "2023-09-30"),
    ("utbetalning augusti 2023", "utbetalning 2023-08"),
    # Signs
    ("föregående år [", "föregående år. ["),
    ("föregående år [", "föregående år; ["),
    ("2 952 mnkr [avsnitt 3; bilaga 1]", "2 952 mnkr (avsnitt 3; bilaga 1)"),
    # Names and units
    ("mått bup_utredning_30_dagar", "mått bup-utredning-30-dagar"),
    ("mått bup_utredning_30_dagar", "mått bup utredning_30 dagar"),
    ("3,0–4,9 procentenheter ger", "3,0–4,9 procent enheter ger"),
    # Steps of a ladder
    ("5,0 procentenheter eller mer ger", "minst 5,0 procentenheter ger"),
    ("3,0–4,9 procentenheter ger", "mellan 3,0 och 4,9 procentenheter ger"),
)


@pytest.mark.parametrize(("right", "habit"), HABITS, ids=[habit for _, habit in HABITS])
def test_the_advice_is_what_was_meant(right: str, habit: str) -> None:
    """A habit is told once, and its fix gives the very text that says the same in okt's words."""
    written = edited(TEXT, (right, habit))
    [diagnostic] = checked(written)
    assert diagnostic.fix is not None
    start, end = diagnostic.fix.span.start, diagnostic.fix.span.end
    fixed = written[:start] + diagnostic.fix.replacement + written[end:]
    assert typed(fixed) == TEXT


@pytest.mark.parametrize("dash", ["\u2010", "\u2011", "\u2012", "\u2013", "\u2014", "\u2212", "-"])
def test_every_dash_is_a_dash(dash: str) -> None:
    """Word's no-break hyphen and its kin stand between numbers and months as a dash does."""
    text = edited(
        TEXT,
        ("3,0–4,9 procentenheter", f"3,0{dash}4,9 procentenheter"),
        ("för januari–juni", f"för januari{dash}juni"),
    )
    assert told(checked(text)) == []


CITED = GRANT.replace("till skr\n", "till skr [§ 3]\n")

AFTER_A_CITATION: tuple[tuple[str, str, str], ...] = (
    ("steg förkortning [§ 4]", "OKT103", "stege"),
    ("- gäller block 2", "OKT124", "ta bort ”-”"),
    ("• gäller block 2", "OKT124", "ta bort ”•”"),
    ("payment augusti 2026", "OKT107", "ny sats"),
)


@pytest.mark.parametrize(("line", "code", "words"), AFTER_A_CITATION)
def test_a_citation_above_is_not_blamed(line: str, code: str, words: str) -> None:
    """What is wrong with the first word of a line is that word, whatever the line above ends in."""
    [*_, diagnostic] = [
        d for d in checked(CITED.replace("utbetalning", f"{line}\nutbetalning")) if line_of(d) == 6
    ]
    assert diagnostic.code.number == code
    assert words in f"{diagnostic.message} {diagnostic.help}"


def test_months_of_waiting_are_not_converted() -> None:
    """A month has no fixed number of days: what to write is asked for and not made up."""
    [diagnostic] = checked(edited(TEXT, ("väntetid högst 3 dagar", "väntetid högst 3 månader")))
    assert "dagar eller veckor" in diagnostic.message
    assert diagnostic.fix is None


@pytest.mark.parametrize(
    ("old", "new", "fitting"),
    [
        ("omfattning 2 952 mnkr", "omfattning 2 952 x", "”kr”, ”mnkr” eller ”tkr”"),
        ("väntetid högst 3 dagar", "väntetid högst 3 x", "”dagar” eller ”veckor”"),
    ],
)
def test_only_units_that_fit_are_named(old: str, new: str, fitting: str) -> None:
    """Where only one kind of unit fits, its units are the ones expected."""
    [diagnostic] = checked(edited(TEXT, (old, new)))
    assert fitting in diagnostic.message


@pytest.mark.parametrize(
    "data",
    [
        b"PK\x03\x04\x14\x00\x06\x00\xff",
        b"%PDF-1.7\n\xff",
        b"mottagare;belopp\nskr;1 000\nblock;2 000\n",
        b"# Om okt\n\nMed okt granskas\n\n```okt\nokt 1\n```\n",
    ],
    ids=["docx", "pdf", "csv", "readme"],
)
def test_another_kind_of_file(data: bytes) -> None:
    """A file that is no agreement is told of once, and not line by line."""
    assert told(checked(data)) == [(1, "OKT010")]


def test_a_broken_agreement_is_an_agreement() -> None:
    """A file that begins as an agreement is read as one, however much is wrong in it."""
    codes = [code for _, code in told(checked("överenskommelse 2024 Liten\nmedel skr Stöd\n"))]
    assert codes
    assert "OKT010" not in codes
