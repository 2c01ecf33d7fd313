"""Readings of limits and ladders, what is not known of them, and what is assumed."""

from fractions import Fraction

import pytest

from overenskommelse import codes, outcome_codes
from overenskommelse.cli.outcome_csv import payments
from overenskommelse.outcome import Outcome
from overenskommelse.plantext import plan_text
from tests.agreements import checked, compiled, edited, figures, outcome_of, paid, plan_of, told

AGREEMENT = """\
okt 1
överenskommelse 2024 "Antaganden"
  omfattning 1 400 kr
  mätperiod januari 2024
  jämförelse samma månad föregående år
mottagare städerna "Städerna" består av a "Astad", b "Bstad"
avrundning
  mätvärden andelarna till en decimal, hälften uppåt
  månadspott hela kronor, nedåt
  ersättning hela kronor, nedåt, för varje krav och månad
  fördelning hela kronor, nedåt
  rest delas inte ut
tolkning gräns "Vilken gräns gäller?"
  eftersom "gränsen för året är inte känd"
  läsning förra_året 80 %
  läsning lägre 70 %
  läsning okänd okänt
  antas förra_året "så var det 2023"
tolkning steg "Vilka steg gäller?"
  eftersom "stegen för året är inte kända"
  läsning förra_året som skrivet
  läsning högre stege höga i stället för låga
  läsning okända stege okända i stället för låga
  gäller förra_året
stege låga
  1,0 procentenheter eller mer ger 50 %
stege höga
  9,0 procentenheter eller mer ger 50 %
stege okända okänt
mått besök "Besök"
  andel av genomförda besök
  med väntetid högst 30 dagar
  bättre högre
block 1 "Krav" 1 000 kr
  till städerna
  månadspott lika stor varje månad i mätperioden
  reserveras lika
  två vägar: måluppfyllelse går före förbättring, aldrig båda
  saknas värde föregående år: ingen förbättring kan visas
  saknas värde: kravet uppfylls inte
  finns ingen att mäta: kravet uppfylls inte
  uppfylls inte ett krav: medlen betalas inte ut
  krav 1 "Besök" 100 %
    förbättring besök enligt stege låga
    måluppfyllelse besök minst enligt tolkning gräns ger 100 %
block 2 "Lika" 400 kr
  till städerna, lika
utbetalning februari 2024 block 1, block 2
"""
COUNTS = {
    ("besök", "a", "2024-01"): (85, 100), ("besök", "a", "2023-01"): (85, 100),
    ("besök", "b", "2024-01"): (75, 100), ("besök", "b", "2023-01"): (70, 100),
}  # fmt: skip
LIMIT, LADDER = "måluppfyllelse besök minst enligt tolkning gräns ger 100 %", "stege höga\n"


def evaluated(text: str = AGREEMENT, **readings: str) -> Outcome:
    return outcome_of(plan_of(text, readings), figures(counts=COUNTS))


def block_1(outcome: Outcome) -> list[Fraction | None]:
    return [row.amount for row in outcome.payments if row.item == "block-1"]


@pytest.mark.parametrize(
    ("readings", "amounts"),
    [
        # a attains with 85 %; b has 75 % and is 5 points better, which is half of 500.
        ({}, [500, 250]),
        ({"gräns": "lägre"}, [500, 500]),
        # 5 points are less than 9.
        ({"steg": "högre"}, [500, 0]),
        # What is not known of the limit decides for both, though the ladder is known.
        ({"gräns": "okänd"}, [None, None]),
        # a attains, so no ladder matters; b does not.
        ({"steg": "okända"}, [500, None]),
    ],
)
def test_limits_and_ladders_are_read(readings: dict[str, str], amounts: list[int | None]) -> None:
    """A reading's limit, and the ladder that it puts in another's place, decide what is paid."""
    outcome = evaluated(**readings)
    assert block_1(outcome) == amounts
    assert [row.amount for row in outcome.payments if row.item == "block-2"] == [200, 200]


def test_only_what_is_used_is_unknown() -> None:
    """An outcome names the unknowns of the readings that were used, and no others."""

    def unknown(**readings: str) -> list[str]:
        return [view.what for view in plan_of(AGREEMENT, readings).unknowns]

    assert unknown() == []
    assert unknown(gräns="okänd") == ["gränsen i krav 1 i block 1"]
    assert unknown(steg="okända") == ["stegen i stege okända"]


def test_a_check_lists_both() -> None:
    """A check lists what is unknown and what is assumed, each with its line, and nothing else."""
    unknown, assumed = checked(AGREEMENT)
    assert unknown.code == codes.UNKNOWNS
    assert "stegen i stege okända (rad 29)" in unknown.message
    assert assumed.code == codes.ASSUMPTIONS
    assert assumed.message == "1 läsning antas: gräns = förra_året (rad 13)"


@pytest.mark.parametrize(
    ("used", "said", "reservation"),
    [
        ("förra_året", "det som antas: gräns = förra_året", "antaganden i överenskommelsen"),
        ("lägre", "det som har valts: gräns = lägre", "valda läsningar"),
    ],
)
def test_every_outcome_says_what_it_assumes(used: str, said: str, reservation: str) -> None:
    """A plan, an outcome and its table for Excel say what is assumed, or what was chosen instead:
    in the table on the rows of block 1 alone, for block 2 has no limit."""
    outcome = evaluated(gräns=used)
    (note,) = [n for n in outcome.notes if n.code == outcome_codes.READINGS_ASSUMED]
    assert note.message.endswith(said)
    assert "antas" in plan_text(outcome.plan)
    _, *rows = payments(outcome).decode("utf-8-sig").split("\r\n")[:-1]
    assert [row.rpartition(";")[2] for row in rows] == [reservation, "", reservation, ""]


@pytest.mark.parametrize(("used", "block"), [("förra_året", ""), ("högre", "valda läsningar")])
def test_a_chosen_reading_is_told_of_what_rests_on_it(used: str, block: str) -> None:
    """Another reading than the one that holds is named on the rows that it is behind."""
    text = edited(AGREEMENT, ('antas förra_året "så var det 2023"', "gäller förra_året"))
    rows = payments(evaluated(text, steg=used)).decode("utf-8-sig").split("\r\n")[1:-1]
    assert [row.rpartition(";")[2] for row in rows] == [block, "", block, ""]


def test_what_holds_is_no_assumption() -> None:
    """Where the text decides which reading holds nothing is said to be assumed."""
    text = edited(AGREEMENT, ('antas förra_året "så var det 2023"', "gäller förra_året"))
    outcome = evaluated(text)
    assert paid(outcome) == paid(evaluated())
    assert outcome_codes.READINGS_ASSUMED not in [note.code for note in outcome.notes]
    assert all(row.grounds == () for row in outcome.payments)
    assert codes.ASSUMPTIONS not in [d.code for d in checked(text)]


@pytest.mark.parametrize(
    ("old", "new", "line", "code"),
    [
        ("läsning lägre 70 %", "läsning lägre 70 procentenheter", 16, "OKT301"),
        ("läsning lägre 70 %", "läsning lägre 170 %", 16, "OKT303"),
        ("läsning lägre 70 %", "läsning lägre högst 30 dagar", 16, "OKT205"),
        ("stege höga i stället för låga", "stege besök i stället för låga", 22, "OKT201"),
        (
            '  antas förra_året "så var det 2023"',
            "  antas förra_året\n  gäller lägre",
            19,
            "OKT115",
        ),
    ],
    ids=["enhet", "storlek", "plats", "namn", "två gånger"],
)
def test_faults_are_told_where_they_are(old: str, new: str, line: int, code: str) -> None:
    """A reading that cannot stand in its place is told on its own line."""
    assert (line, code) in told(checked(edited(AGREEMENT, (old, new))))


def test_a_ladder_for_changes_cannot_stand_for_levels() -> None:
    """A ladder in percentage points cannot stand in for one that levels are held against."""
    text = edited(
        AGREEMENT,
        (LIMIT, "måluppfyllelse besök enligt stege nivåer"),
        ("stege höga i stället för låga", "stege låga i stället för nivåer"),
        (LADDER, "stege nivåer\n  80,0 % eller mer ger 100 %\nstege höga\n"),
    )  # fmt: skip
    assert (22, "OKT301") in told(compiled(text).report)
