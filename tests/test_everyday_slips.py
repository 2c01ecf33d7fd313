"""Mistakes that lawyers make when they write an agreement: each is told once, with its way out.

They are tried on the agreement of 2023 and on two smaller ones. `test_recovery.MISTAKES` and
`test_slips.HABITS` have more; here each is held to its code and to words of what to do.
"""

import pytest

from tests.agreements import AGREEMENT_2023, checked, edited, told
from tests.test_recovery import MISTAKES, TEXT, typed
from tests.test_slips import HABITS

OTHERS = AGREEMENT_2023.parent / "andra"


def other(name: str) -> str:
    return typed((OTHERS / name).read_text(encoding="utf-8"))


# What stands there, what is written in its place, the code, and words of the way out.
Slips = tuple[tuple[str, str, str, str], ...]

IN_2023: Slips = (
    # Quotes
    ('krav 3 "Operation eller åtgärd" 24', 'krav 3 "Operation eller åtgärd 24', "OKT108",
     'skriv "'),
    ('krav 3 "Operation eller åtgärd" 24', 'krav 3 ”Operation eller åtgärd" 24', "OKT108",
     "skriv ”"),
    ('"Operation eller åtgärd" 24', '"Operation eller\n    åtgärd" 24', "OKT126", "dra ihop"),
    ('"Regionerna" alla', "’Regionerna’ alla", "OKT124", 'skriv: "Regionerna"'),
    ('"Regionerna" alla', "»Regionerna» alla", "OKT124", 'skriv: "Regionerna"'),
    ('"Regionerna" alla', "'Regionerna' alla", "OKT124", 'skriv: "Regionerna"'),
    ('regionerna "Regionerna" alla', "regionerna alla", "OKT104", "alla regioner"),
    ('mottagare regionerna "Regionerna" alla', 'mottagare "Regionerna" alla', "OKT104", "ett namn"),
    # Keywords in another form
    ("mätperiod januari–november 2023", "mätperioden januari–november 2023", "OKT103", "mätperiod"),
    ("mätperiod januari–november 2023", "Mätperiod: januari–november 2023", "OKT103", "mätperiod"),
    ("mottagare regionerna", "mottagarna regionerna", "OKT103", "skriv: mottagare"),
    ('parter "staten"', 'parterna "staten"', "OKT103", "skriv: parter"),
    ('parter "staten"', 'parter: "staten"', "OKT124", "skriv: parter"),
    ('parter "staten" och', 'parter "staten",', "OKT104", "”och”"),
    ("utbetalning augusti 2023", "utbetalas augusti 2023", "OKT103", "skriv: utbetalning"),
    ("utbetalning augusti 2023", "Utbetalning augusti 2023", "OKT103", "skriv: utbetalning"),
    ("utbetalning augusti 2023", "utbetalning: augusti 2023", "OKT124", "skriv: utbetalning"),
    ("utbetalning augusti 2023", "utbetalning i augusti 2023", "OKT124", "ta bort ”i”"),
    ("utbetalning augusti 2023", "1. utbetalning augusti 2023", "OKT124", "ta bort ”1.”"),
    ("utbetalning augusti 2023", "a) utbetalning augusti 2023", "OKT124", "ta bort ”a)”"),
    ("utbetalning augusti 2023", "• utbetalning augusti 2023", "OKT124", "ta bort ”•”"),
    ("utbetalning augusti 2023", "o utbetalning augusti 2023", "OKT124", "ta bort ”o”"),
    ("utbetalning augusti 2023", "\uf0b7 utbetalning augusti 2023", "OKT124", "ta bort ”⟨U+F0B7⟩”"),
    ("utbetalning augusti 2023", "- Pengarna\nutbetalning augusti 2023", "OKT124", "sätt # först"),
    ("utbetalning augusti 2023", "8. Medel\nutbetalning augusti 2023", "OKT124", "sätt # först"),
    ("utbetalning augusti 2023", "Avsnitt 8 Medel\nutbetalning augusti 2023", "OKT124", "rubrik"),
    ("utbetalning augusti 2023", "utbetal-\nning augusti 2023", "OKT124", "skriv: utbetalning"),
    ("reserveras efter invånare", "reserveras efter in-\nvånare", "OKT124", "skriv: invånare"),
    ("av genomförda medicinska_bedömningar", "av genomförda be-\ndömningar", "OKT124",
     "skriv ihop ordet"),
    ("bonuspott [avsnitt 3.1.1]\n", "bonuspotten [avsnitt 3.1.1]\n", "OKT103", "skriv: bonuspott"),
    ("skyldighet publicering", "skyldigheter publicering", "OKT103", "skriv: skyldighet"),
    ('skyldighet publicering för skr "P', 'skyldighet publicering "P', "OKT104", "”för”"),
    ("okt 1\n", "OKT 1\n", "OKT103", "skriv: okt"),
    ("okt 1\n", "okt1\n", "OKT103", "skriv: okt"),
    ("okt 1\n", "okt version 1\n", "OKT104", "okt 1"),
    ("okt 1\n", "", "OKT101", "okt 1"),
    # Days and months
    ("beslutad 22 december 2022", "beslutad 22/12-22", "OKT124", "22 december 2022"),
    ("beslutad 22 december 2022", "beslutad den 22 december 2022", "OKT124", "ta bort ”den”"),
    ("beslutad 22 december 2022", "beslutad 22:a december 2022", "OKT124", "ta bort ”:a”"),
    ("mätperiod januari–november 2023", "mätperiod från januari till november 2023", "OKT124",
     "ta bort ”från”"),
    ("beslutad 22 december 2022", "beslutad 22 dec 2022", "OKT124", "skriv: december"),
    ("beslutad 22 december 2022", "beslutad 22 dec. 2022", "OKT124", "skriv: december"),
    ("beslutad 22 december 2022", "beslutad december 2022", "OKT104", "ett tal"),
    ("beslutad 22 december 2022", "beslutad 22 december", "OKT104", "ett årtal"),
    ("senast 1 december 2023, annars", "senast 1/12-23, annars", "OKT124", "22 december 2022"),
    ("senast 1 december 2023, annars", "senast 1 december 2023 annars", "OKT104", "ett komma"),
    ("återbetalning 31 mars 2024", "återbetalning sista mars 2024", "OKT124", "skriv: 31 mars"),
    ("återbetalning 31 mars 2024", "återbetalning mars 2024", "OKT104", "återbetalning 31 mars"),
    ("för januari–juni 2023", "för januari t o m juni 2023", "OKT124", "skriv: –"),
    ("för januari–juni 2023", "för januari t.o.m. juni 2023", "OKT124", "skriv: –"),
    ("för januari–juni 2023", "för jan–juni 2023", "OKT124", "skriv: januari"),
    ("för januari–juni 2023", "för perioden januari–juni 2023", "OKT124", "ta bort ”perioden”"),
    ("för januari–juni 2023", "för första halvåret 2023", "OKT104", "en månad (januari …)"),
    ("jämförelse samma månad", "jämförelse med samma månad", "OKT124", "ta bort ”med”"),
    ("månad föregående år [", "månad året innan [", "OKT104", "samma månad föregående år"),
    # What is listed
    ("rekvisition block 2, medel skr", "rekvisition block 2; medel skr", "OKT124", "skriv: ,"),
    ("rekvisition block 2, medel skr", "rekvisition block 2 och medel skr", "OKT124", "skriv: ,"),
    ("rekvisition block 2, medel skr", "rekvisition block 2 och/eller medel skr", "OKT124",
     "om båda menas"),
    ("utbetalning på rekvisition", "utbetalning mot rekvisition", "OKT103", "på rekvisition"),
    # Amounts
    ("omfattning 2 952 mnkr", "omfattning 2,952 mnkr", "OKT125", "skriv 2\u00a0952 mnkr"),
    ("omfattning 2 952 mnkr", "omfattning 2.952.000 tkr", "OKT119", "skriv: 2 952 000"),
    ("omfattning 2 952 mnkr", "omfattning 2 952 , 0 mnkr", "OKT104", "omfattning 100 mnkr"),
    ("omfattning 2 952 mnkr", "omfattning ca 2 952 mnkr", "OKT124", "”okänt”"),
    ("omfattning 2 952 mnkr", "omfattning högst 2 952 mnkr", "OKT124", "”okänt”"),
    ("omfattning 2 952 mnkr", "omfattning om 2 952 mnkr", "OKT124", "ta bort ”om”"),
    ("omfattning 2 952 mnkr", "omfattning: 2 952 mnkr", "OKT124", "skriv: omfattning"),
    ("omfattning 2 952 mnkr", "omfattning 2 952\u00admnkr", "OKT003", "ta bort tecknet"),
    ("omfattning 2 952 mnkr", "omfattning 2 952 mnkr,", "OKT124", "ta bort ”,”"),
    ("9,9 procentenheter ger 75 %\n  10,0 procentenheter eller",
     "100,0 procentenheter ger 75 %\n  100,1 procentenheter eller", "OKT303",
     "högst 100 procentenheter"),
    ("omfattning 2 952 mnkr", "omfattning 2 952", "OKT302", "skriv: 2\u00a0952 mnkr"),
    ("omfattning 2 952 mnkr", "omfattning 2 952 000 000", "OKT302",
     "skriv: 2\u00a0952\u00a0000\u00a0000 kr"),
    ("omfattning 2 952 mnkr", "omfattning 295 200", "OKT302", "beloppet i kr, tkr eller mnkr"),
    ("omfattning 2 952 mnkr", "omfattning 2 952,0001 kr", "OKT304", "inte hela ören"),
    ("omfattning 2 952 mnkr [avsnitt 3; bilaga 1]", "omfattning 2 952 mnkr § 3", "OKT104",
     "[avsnitt …]"),
    # Limits
    ("väntetid högst 3 dagar", "väntetid max. 3 dagar", "OKT124", "ta bort ”.”"),
    ("väntetid högst 3 dagar", "väntetid inom 3 dagar", "OKT104", "”högst”"),
    ("väntetid högst 3 dagar", "väntetid < 3 dagar", "OKT103", "skriv: under"),
    ("väntetid högst 3 dagar", "väntetid på högst 3 dagar", "OKT104", "väntetid högst 60 dagar"),
    ("väntetid högst 3 dagar", "väntetid högst tre dagar", "OKT124", "skriv: 3"),
    ("väntetid högst 3 dagar", "väntetid 3 dagar eller mindre", "OKT124", "skriv: högst 3 dagar"),
    ("väntetid högst 3 dagar", "väntetid mellan 1 och 3 dagar", "OKT124", "skriv ”minst”"),
    ("väntetid högst 3 dagar", "väntetid högst 3 %", "OKT301", "skriv: 3 dagar"),
    ("minst 90 % ger 100 %", "minst 90 procent ger full ersättning", "OKT104", "ger 100 %"),
    ("minst 90 % ger 100 %", "minst 90 % 100 %", "OKT104", "”ger”"),
    ("minst 90 % ger 100 %", "= 90 % ger 100 %", "OKT104", "”minst”"),
    ("minst 90 % ger 100 %", "minst 90 % → 100 %", "OKT104", "”ger”"),
    ("minst 90 % ger 100 %", "minst 190 % ger 100 %", "OKT303", "en nivå ligger mellan"),
    ("inom 3 veckor efter", "inom tre veckor efter", "OKT124", "skriv: 3"),
    ("inom 3 veckor efter", "inom 21 dagar efter", "OKT301", "veckor"),
    ("efter mätmånaden [", "efter mätmånadens slut [", "OKT103", "skriv: mätmånaden"),
    ("% varje månad januari–december", "% januari–december", "OKT104", "varje månad"),
    # Ladders
    (" 1,0–2,9 procentenheter ger 50", " 1,0–2,9 procentenheter: 50", "OKT104", "”ger”"),
    (" 1,0–2,9 procentenheter ger 50", " 1,0–2,9 %-enheter ger 50", "OKT124", "procentenheter"),
    (" 1,0–2,9 procentenheter ger 50", " 1,0 till 2,9 procentenheter ger 50", "OKT124", "skriv: –"),
    (" 1,0–2,9 procentenheter ger 50", " 1,0–2.9 procentenheter ger 50", "OKT119", "skriv: 2,9"),
    (" 1,0–2,9 procentenheter ger 50 %", " | 1,0–2,9 procentenheter | 50 % |", "OKT124",
     "utan tabellens streck"),
    (" 1,0–2,9 procentenheter ger 50", "\t1,0–2,9 procentenheter ger 50", "OKT007", "mellanslag"),
    ("\n  5,0 procentenheter eller mer ger", "\n  5,0 procentenheter och mer ger", "OKT104",
     "eller mer"),
    ("\n  5,0 procentenheter eller mer ger", "\n  5,0 procentenheter eller högre ger",
     "OKT104", "”mer”"),
    ("\n  5,0 procentenheter eller mer ger", "\n  över 4,9 procentenheter ger", "OKT124",
     "mellan vilka tal"),
    # Ways of dividing
    ("måluppfyllelse går före förbättring", "måluppfyllelse före förbättring", "OKT104", "”går”"),
    ("reserveras efter invånare", "reserveras efter folkmängd", "OKT201", "invånare_0_18"),
    ("reserveras efter invånare", "reserveras per invånare", "OKT104", "efter invånare"),
    ("lika stor varje månad i mätperioden", "lika varje månad", "OKT104", "”stor”"),
    ("alla regioner [", "alla 21 regioner [", "OKT104", "”regioner”"),
    ("12 mnkr till skr", "12 mnkr till SKR", "OKT103", "skriv: skr"),
)  # fmt: skip

IN_SVF: Slips = (
    ("gäller post andra i block 1", "gäller post andra", "OKT104", "”i”"),
    ("gäller post andra i block 1", "gäller block 1 post andra", "OKT104", "ett komma"),
    ("gäller post andra i block 1", "gäller posten andra i block 1", "OKT103", "skriv: post"),
    ("gäller post andra i block 1", "gäller post fjärde i block 1", "OKT201", "första, andra"),
    ("annars fördelas medlen", "annars delas medlen", "OKT103", "skriv: fördelas"),
    ("annars fördelas medlen", "annars: fördelas medlen", "OKT124", "skriv: annars"),
    ("medlen på de övriga", "medlen på övriga", "OKT104", "”de”"),
    ("beslutad okänt", "beslutad okänd", "OKT103", "skriv: okänt"),
    ("beslutad okänt", "beslutad ?", "OKT104", "”okänt”"),
    ("beslutad okänt", "beslutad ej känt", "OKT104", "”okänt”"),
    ('hälften" 182,5 mnkr efter invånare [här', 'hälften" 182,5 mnkr, efter invånare [här',
     "OKT104", "efter invånare"),
    ('hälften" 182,5 mnkr efter invånare [här', 'hälften" 50 % efter invånare [här', "OKT301",
     "beloppet i kr"),
    ("hela kronor, hälften uppåt", "hela kronor hälften uppåt", "OKT104", "ett komma"),
    ("hela kronor, hälften uppåt", "hela kronor, avrundat nedåt", "OKT104", "”nedåt”"),
    ("fördelning hela kronor, hälften uppåt", "fördelning närmaste krona", "OKT104", "”hela”"),
)  # fmt: skip

IN_OPERATIONS: Slips = (
    ("108 000 kr per höft", "108 000 kr/höft", "OKT124", "per"),
    ("108 000 kr per höft", "108 000:- per höft", "OKT103", "skriv: kr"),
    ("per höft utöver", "per höft över", "OKT103", "skriv: utöver"),
    ("tak okänt till var och en", "tak okänt per region", "OKT104", "”till”"),
    ("blir medel över: betalas", "blir medel över betalas", "OKT104", "ett kolon"),
)

ALL = [
    *((TEXT, slip) for slip in IN_2023),
    *((other("svf-2025.okt"), slip) for slip in IN_SVF),
    *((other("operationsbonus-2025.okt"), slip) for slip in IN_OPERATIONS),
]


@pytest.mark.parametrize(("text", "slip"), ALL, ids=[slip[1].strip() for _, slip in ALL])
def test_a_slip_has_its_message(text: str, slip: tuple[str, str, str, str]) -> None:
    """A slip gives its own code and nothing else, and the words of the way out."""
    right, wrong, code, words = slip
    found = list(checked(edited(text, (right, wrong))))
    own = [d for d in found if d.code.number not in ("OKT491", "OKT492")]
    assert [d.code.number for d in own] == [code], told(checked(edited(text, (right, wrong))))
    assert words in f"{own[0].message} {own[0].help}"
    assert own[0].help


def test_many_slips_are_tried() -> None:
    """Well over the sixty different mistakes that were asked for are held to their messages."""
    wrong = (
        {slip[1] for _, slip in ALL} | {h for _, h in HABITS} | {m[1] for m in MISTAKES.values()}
    )
    assert len(wrong) > 150


def test_an_item_of_a_broken_block_is_not_unknown() -> None:
    """A block that mixes ways of dividing is told; payments of its items are not."""
    text = other("svf-2025.okt")
    mixed = edited(text, (" till regionerna [", " till regionerna, lika ["))
    assert {code for _, code in told(checked(mixed))} == {"OKT118"}


def test_an_unknown_item_is_named_as_it_is_written() -> None:
    """An item is spoken of by its own name and its block's, and so are those that there are."""
    text = edited(other("svf-2025.okt"), ("gäller post andra i", "gäller post annan i"))
    [diagnostic] = [d for d in checked(text) if d.code.number == "OKT201"]
    assert diagnostic.message == "posten ”annan” finns inte i block 1. Menade du ”andra”?"
    assert diagnostic.help == "det finns: första, andra"
