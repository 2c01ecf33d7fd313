"""What every statement looks like, as an example line, for whoever wrote one that cannot be read.

`tests/test_forms.py` holds them against the grammar: each statement has an example, and each
example can be read where it stands. Read only where there is a fault to tell of.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Final

_WORD: Final = re.compile(r"[ \t\u00a0]*([a-zåäöéü]+|[0-9])")
TIER: Final = "5,0 procentenheter eller mer ger 100 %"
"""A ladder's step: the statement that begins with a number."""

FORMS: Final[Mapping[str, Mapping[str, str]]] = {
    "": {
        "okt": "okt 1",
        "överenskommelse": 'överenskommelse {year} "Kortare väntetider"',
        "mottagare": 'mottagare regionerna "Regionerna" alla regioner',
        "nyckel": 'nyckel invånare "Folkmängd" den 1 november {year}',
        "avrundning": "avrundning",
        "tolkning": 'tolkning mätprecision "Vad avrundas?"',
        "stege": "stege bas",
        "mått": 'mått besök_60_dagar "Besök inom 60 dagar"',
        "block": 'block 1 "Kortare väntetider" 100 mnkr',
        "medel": 'medel stöd "Stöd" 10 mnkr till regionerna, efter invånare',
        "utbetalning": "utbetalning december {year} block 1, bonuspott",
        "återbetalning": "återbetalning 31 mars {year} block 2 som inte har använts",
        "skyldighet": 'skyldighet rapport för regionerna "Verksamhetsrapport"',
        "kriterium": 'kriterium svarsfrekvens för regionerna "Svarsfrekvens"',
        "fokusområde": 'fokusområde bup för regionerna "Barn- och ungdomspsykiatri"',
        "villkor": 'villkor plan för regionerna "En plan finns"',
        "exempel": 'exempel "Målet nås"',
        "källa": 'källa "Överenskommelsen"',
        "inkludera": 'inkludera "delar/stegar.okt"',
        "tillägg": 'tillägg 1 till överenskommelse {year} "Ändrade krav"',
        "upphäv": "upphäv krav 9 i block 1",
        "ersätt": "ersätt krav 9 i block 1",
        "ändra": "ändra block 1",
    },
    "överenskommelse": {
        "parter": 'parter "staten" och "Sveriges Kommuner och Regioner"',
        "beslutad": "beslutad 22 december {year}",
        "omfattning": "omfattning 100 mnkr",
        "mätperiod": "mätperiod januari–november {year}",
        "jämförelse": "jämförelse samma månad föregående år",
        "ändrad": 'ändrad genom tillägg 1 "Ändrade krav", beslutad 30 april {year}',
    },
    "avrundning": {
        "mätvärden": "mätvärden andelarna till en decimal, hälften uppåt",
        "månadspott": "månadspott hela kronor, nedåt",
        "ersättning": "ersättning hela kronor, nedåt, för varje krav och månad",
        "bonus": "bonus hela kronor, nedåt",
        "fördelning": "fördelning hela kronor, nedåt",
        "rest": "rest till störst decimaldel, lika: störst nyckel",
    },
    "tolkning": {
        "eftersom": 'eftersom "texten säger det inte"',
        "läsning": "läsning nivåerna andelarna till en decimal, hälften uppåt",
        "gäller": "gäller nivåerna",
        "antas": "antas nivåerna",
    },
    "mått": {
        "andel": "andel av genomförda besök",
        "med": "med väntetid högst 60 dagar",
        "bättre": "bättre högre",
    },
    "block": {
        "till": "till regionerna, efter invånare",
        "månadspott": "månadspott lika stor varje månad i mätperioden",
        "mäts": "mäts hela mätperioden sammantaget",
        "reserveras": "reserveras efter invånare",
        "delas": "delas efter invånare bland dem som uppfyller kravet",
        "deltar": "deltar den som har besök_60_dagar minst 70 %",
        "två": "två vägar: måluppfyllelse går före förbättring, aldrig båda",
        "saknas": "saknas värde: kravet uppfylls inte",
        "finns": "finns ingen att mäta: kravet uppfylls inte",
        "uppfylls": "uppfylls inte ett krav: medlen betalas inte ut",
        "månader": "månader utan krav: det reserverade betalas ut",
        "räcker": "räcker inte medlen: dras i proportion till årets ersättning",
        "tak": "tak efter invånare",
        "blir": "blir medel över: betalas inte ut",
        "krav": 'krav 1 "Första besök" 40 %',
        "bonuspott": "bonuspott",
        "post": 'post utbildning "Utbildning" 15 mnkr efter invånare',
    },
    "krav": {
        "förbättring": "förbättring besök_60_dagar enligt stege bas",
        "måluppfyllelse": "måluppfyllelse besök_60_dagar minst 90 % ger 100 %",
        "och": "och besök_60_dagar minst 80 %",
    },
    "bonuspott": {
        "samlar": "samlar medel för krav som inte uppfylls",
        "fördelas": "fördelas i proportion till årets ersättning",
        "utan": "utan ersättning till någon: betalas inte ut",
    },
    "utbetalning": {"senast": "senast 1 december {year}, annars förfaller rätten"},
    "skyldighet": {
        "till": 'till "Socialdepartementet"',
        "senast": "senast 31 mars {year}",
        "under": "under januari–december {year}",
        "innehåller": 'innehåller "resultatet av insatserna"',
        "bifoga": 'bifoga "handlingsplanen"',
    },
    "kriterium": {
        "minst": "minst 95 % varje månad januari–juni {year}",
        "inom": "inom 3 veckor efter mätmånaden",
        "redovisas": "redovisas genom fråga deltar i fokusområde bup, ett nej avgör inget",
        "annars": "annars ingen påföljd",
    },
    "fokusområde": {
        "rapporteras": 'rapporteras till "Socialstyrelsen" senast 30 september {year}',
        "fråga": 'fråga deltar ja eller nej "Deltar regionen?"',
        "bedöms": 'bedöms av "Socialstyrelsen" senast 15 november {year}',
    },
    "villkor": {
        "gäller": "gäller block 2",
        "kräver": "kräver skyldighet rapport",
        "prövas": 'prövas av "Socialstyrelsen" senast 15 november {year}',
        "annars": "annars hålls medlen inne",
    },
    "exempel": {
        "givet": "givet mått besök_60_dagar: 95 %",
        "ger": "ger krav 1: 100 %",
    },
    "källa": {
        "avsnitt": 'avsnitt 1 "Inledning"',
        "tabell": 'tabell 1 "Krav"',
        "bilaga": 'bilaga 1 "Fördelning"',
        "inte": "inte reglerande avsnitt 1, 2",
        "annan": 'annan källa "skr" "Uppdrag till Socialstyrelsen"',
    },
    "tillägg": {"gäller": "gäller från september {year}"},
}  # fmt: skip
"""For each statement, those that can stand under it; under "" those that stand by themselves."""

_FIRST: Final = {word: home for home, forms in reversed(tuple(FORMS.items())) for word in forms}
"""Where a statement stands that can stand under several, if what is above does not tell."""


def form_at(lines: Sequence[str], year: str) -> str:
    """An example of the statement that the last of some lines belongs to; empty if it is none."""
    words = [found[1] for line in lines if (found := _WORD.match(line))]
    while words:
        word = words.pop()
        if word.isdecimal():
            return TIER
        homes = [home for home, forms in FORMS.items() if word in forms]
        if homes:
            home = next((above for above in reversed(words) if above in homes), _FIRST[word])
            return FORMS[home][word].format(year=year)
    return ""


def form_of(word: str, year: str) -> str:
    """An example of the statement that a word begins, wherever it stands; empty if none."""
    return FORMS[_FIRST[word]][word].format(year=year) if word in _FIRST else ""
