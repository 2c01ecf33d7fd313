"""What the tests of the calendar share: an agreement with everything, and a stranger's entry."""

import datetime

from attrs import evolve

from overenskommelse.cli.calendar_words import Row
from overenskommelse.plan import Origin, Plan
from runtime.entry import Entry, Kind
from tests.agreements import AGREEMENT_2023, compiled

AGREEMENT_2024 = AGREEMENT_2023.with_name("2024.okt")

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

MOVED = """\
okt 1
tillägg 1 till överenskommelse 2025 "Senare slutrapport" [beslut]
ersätt skyldighet slutrapport [beslut]
skyldighet slutrapport för regionerna "Slutrapport" [beslut]
  senast 16 juni 2025
"""


def plan_of(text: str) -> Plan:
    """The plan of a text in which something is not known."""
    plan = compiled(text).plan
    if plan is None:
        raise AssertionError(list(compiled(text).report))
    return plan


HOSTILE = 'a\r\nBEGIN:VEVENT\nDTSTART:20990101\u202e\x1b[31m;,:\\"\u0000\u2028å'


def hostile(start: str = "") -> Row:
    """An entry that a stranger has named, in all places that can be named."""
    name = start + HOSTILE
    entry = Entry(
        name, Kind.DUTY, name, name, Origin(name, (name,), name, 1), datetime.date(2025, 1, 1),
        datetime.date(2025, 1, 1), to=(name, name), note=name,
    )  # fmt: skip
    return Row(evolve(plan_of(EVERYTHING), name=name, title=name, amendments=(name,)), entry)
