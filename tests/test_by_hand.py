"""Good cases on figures worked out by hand: what is paid to the krona, with the sum beside it."""

import datetime
from fractions import Fraction

import pytest
from attrs import evolve

from overenskommelse.calendar import Month
from overenskommelse.diagnostics import Cell, Report
from overenskommelse.figures import AssessmentCell, ReportCell
from overenskommelse.outcome import Outcome
from runtime.evaluate import evaluate
from tests.agreements import (
    Counts,
    conserved,
    edited,
    figures,
    good,
    outcome_of,
    paid,
    plan_of,
    unpaid,
)

HAND = Cell("för hand")
ONE_TO_TWO = {"invånare": {"a": 1, "b": 2}}
ONE_TO_THREE = {"invånare": {"a": 1, "b": 2, "c": 3}}
JAN, FEB, LAST_JAN, LAST_FEB = "2024-01", "2024-02", "2023-01", "2023-02"


def levels(measure: str, **rows: tuple[int, int] | None) -> Counts:
    """Counts named ``a1`` (recipient a, January) or ``a1_förra`` (a year earlier)."""
    found = {}
    for name, pair in rows.items():
        year = "2023" if name.endswith("_förra") else "2024"
        found[measure, name[0], f"{year}-0{name[1]}"] = pair
    return found


ATTAINED = levels("besök", a1=(80, 100), a2=(7994, 10000), b1=(1599, 2000), b2=(0, 0))
BOTH_ROUTES = levels(
    "besök",
    a1=(85, 100), a1_förra=(70, 100), a2=(82, 100), a2_förra=(80, 100),
    b1=(799, 1000), b1_förra=(749, 1000), b2=(90, 100), b2_förra=None,
)  # fmt: skip


@pytest.mark.parametrize(
    ("name", "keys", "counts", "amounts", "left"),
    [
        # 100/3 = 33 and a third each; all decimals and keys alike, so the first gets the krona.
        ("lika", {}, {}, {"a": 34, "b": 33, "c": 33}, 0),
        # As above, in ören.
        ("oren", {}, {}, {"a": "34/100", "b": "33/100", "c": "33/100"}, 0),
        # 3 333 each is 3 thousand each, and one thousand over.
        ("tusental", {}, {}, {"a": 4000, "b": 3000, "c": 3000}, 0),
        # 25,75 + 25,75 + 51,5 round up to 26 + 26 + 52, one too many: c gives it back.
        ("rest_till_storsta", {"invånare": {"a": 1, "b": 1, "c": 2}}, {},
         {"a": 26, "b": 26, "c": 51}, 0),
        ("rest_delas_inte_ut", {}, {}, {"a": 33, "b": 33, "c": 33}, 1),
        # 14,29 + 28,57 + 57,14: b has the largest decimals.
        ("nedat_med_rest", {"invånare": {"a": 1, "b": 2, "c": 4}}, {},
         {"a": 14, "b": 29, "c": 57}, 0),
        ("en_mottagare", {}, {}, {"skr": 1_237_500}, 0),
        # 100 by children (1:1:2), 300 alike, and the remaining 600 by inhabitants (1:2:3).
        ("poster", ONE_TO_THREE | {"barn": {"a": 1, "b": 1, "c": 2}}, {},
         {"a": 25 + 100 + 100, "b": 25 + 100 + 200, "c": 50 + 100 + 300}, 0),
        ("en_sats_pa_flera_rader", {}, {}, {"a": 2, "b": 2, "c": 2}, 0),
        # 6 000 a month: a 2 000, b 4 000. 80,0 is enough and so is 79,95, which rounds to 80,0;
        # 79,94 is not, nor is a month without visits. The other 6 000 follow, 1:2.
        ("bara_maluppfyllelse", ONE_TO_TWO, ATTAINED, {"a": 4000, "b": 8000}, 0),
        ("utan_bonuspott", ONE_TO_TWO, ATTAINED, {"a": 2000, "b": 4000}, 6000),
        # a: 85 is enough, 60 % of 2 000, twice. b: 79,9 is 5,0 better, 4 000; 90 gives 2 400.
        # Bonus 3 200 by 2 400:6 400 is 872,7 and 2 327,3.
        ("maluppfyllelse_fore", ONE_TO_TWO, BOTH_ROUTES, {"a": 2400 + 873, "b": 6400 + 2327}, 0),
        # a: 15 better gives 2 000, 2 better gives 1 000. b: 4 000, and without last year 2 400.
        # Bonus 2 600 by 3 000:6 400 is 829,8 and 1 770,2.
        ("forbattring_fore", ONE_TO_TWO, BOTH_ROUTES, {"a": 3000 + 830, "b": 6400 + 1770}, 0),
        # a: the better of 100 and 60, then of 50 and 60. Bonus 2 400 by 3 200:6 400.
        ("den_som_ger_mest", ONE_TO_TWO, BOTH_ROUTES, {"a": 3200 + 800, "b": 6400 + 1600}, 0),
        # 69,9 gives nothing, 70,0 half of 2 000, 79,9 half of 4 000, 80,0 all of it.
        # Bonus 5 000 by 1 000:6 000 is 714,3 and 4 285,7.
        ("stege_i_maluppfyllelse", ONE_TO_TWO,
         levels("besök", a1=(699, 1000), a2=(700, 1000), b1=(799, 1000), b2=(800, 1000)),
         {"a": 1000 + 714, "b": 6000 + 4286}, 0),
        # As above, but a's February fails the limit of those waiting: 49 of 100. In January 20 wait
        # in b, too few to ask. Again 1 000 and 6 000 are earned.
        ("stege_och_grans", ONE_TO_TWO,
         {**levels("besök", a1=(70, 100), a2=(80, 100), b1=(799, 1000), b2=(80, 100)),
          **levels("väntande", a1=(50, 100), a2=(49, 100), b1=(0, 20), b2=(11, 21))},
         {"a": 1000 + 714, "b": 6000 + 4286}, 0),
        # 10 each and 70 by 1:2:4 is 20, 30 and 50 of block 1's 100, and as much of block 2's.
        ("efter_poster", {"invånare": {"a": 1, "b": 2, "c": 4}}, {},
         {"a": 20 + 20, "b": 30 + 30, "c": 50 + 50}, 0),
        # a: 5,0 is enough, 2 000; 7 from 10 is 3 better, 1 500. b gets worse, then no better.
        # All the bonus is a's.
        ("lagre_ar_battre", ONE_TO_TWO,
         levels("väntat", a1=(50, 1000), a1_förra=(50, 1000), a2=(70, 1000), a2_förra=(100, 1000),
                b1=(120, 1000), b1_förra=(100, 1000), b2=(51, 1000), b2_förra=(51, 1000)),
         {"a": 12_000, "b": 0}, 0),
        # Twenty waiting are not more than twenty, 21 are; 11 of 22 is not over 50 %, 12 of 22 is.
        ("och_nar_fler_an", ONE_TO_TWO,
         {**levels("besök", a1=(80, 100), a2=(80, 100), b1=(80, 100), b2=(80, 100)),
          **levels("väntande", a1=(0, 20), a2=(0, 21), b1=(11, 22), b2=(12, 22))},
         {"a": 2000 + 2000, "b": 4000 + 4000}, 0),
        # Only a earns, 2 000; the other 10 000 go 1:2.
        ("bonus_efter_nyckel", ONE_TO_TWO,
         levels("besök", a1=(80, 100), a2=(0, 9), b1=(0, 9), b2=(0, 9)),
         {"a": 2000 + 3333, "b": 6667}, 0),
        ("tom_bonuspott", ONE_TO_TWO,
         levels("besök", a1=(0, 9), a2=(0, 9), b1=(0, 9), b2=(0, 9)), {"a": 4000, "b": 8000}, 0),
        # 4 000 a month is 1 333 and 2 667. a earns two months, b one; 6 667 are left, and
        # 6 667 · 2 666/5 333 = 3 332,9.
        ("egen_matperiod", ONE_TO_TWO,
         {("besök", "a", "2023-12"): (9, 9), ("besök", "b", "2023-12"): (0, 9),
          **levels("besök", a1=(9, 9), a2=(0, 9), b1=(0, 9), b2=(9, 9))},
         {"a": 2666 + 3333, "b": 2667 + 3334}, 0),
        # 12,50 a month: a 4, b 8. January: a all 4; b 2,4 + 2,4, which is 5 for the month (and
        # would be 4 by requirement). February: a 1,2, so 1. The other 15 are 7,5 each: a is first.
        ("ersattning_per_manad", ONE_TO_TWO,
         levels("besök", a1=(95, 100), a2=(80, 100), b1=(90, 100), b2=(0, 9)),
         {"a": 5 + 8, "b": 5 + 7}, 0),
        # Nothing is rounded before payment: a 4 1/6 + 1,25 is 5; b 5 + 2,5 is 8. The other 12 by
        # 5:8 are 4,6 and 7,4.
        ("ersattning_per_utbetalning", ONE_TO_TWO,
         levels("besök", a1=(95, 100), a2=(80, 100), b1=(90, 100), b2=(80, 100)),
         {"a": 5 + 5, "b": 8 + 7}, 0),
        # A month without anyone to measure is met; one without last year is not better.
        # 1,0 better gives half of 4 000, 0,9 nothing. The other 8 000 by 2 000:2 000.
        ("utan_varde_uppfyllt", ONE_TO_TWO,
         levels("besök", a1=(0, 0), a1_förra=(1, 2), a2=(80, 100), a2_förra=None,
                b1=(800, 1000), b1_förra=(790, 1000), b2=(800, 1000), b2_förra=(791, 1000)),
         {"a": 6000, "b": 6000}, 0),
        # a's January was not reported and is met; nobody to measure is not. b has February.
        # The other 6 000 by 2 000:4 000.
        ("orapporterat_uppfyllt", ONE_TO_TWO,
         levels("besök", a1=None, a2=(0, 0), b1=(0, 0), b2=(80, 100)), {"a": 4000, "b": 8000}, 0),
        # 7,50 a month by 1:2:3 rounds up to 2 + 3 + 4, twice, three more than 15: a has all the
        # children and gives them back.
        ("for_mycket_avrundat", ONE_TO_THREE | {"barn": {"a": 3, "b": 0, "c": 0}},
         levels("besök", a1=(9, 9), a2=(9, 9), b1=(9, 9), b2=(9, 9), c1=(9, 9), c2=(9, 9)),
         {"a": 4 - 3, "b": 6, "c": 8}, 0),
        # 2,95 better lies in the first step, 3 exactly in the second, 0,99 in none, 5 in the last.
        # Bonus 5 500 by 2 500:4 000 is 2 115,4 and 3 384,6.
        ("oavrundade_matvarden", ONE_TO_TWO,
         levels("besök", a1=(8295, 10**4), a1_förra=(8000, 10**4), a2=(830, 1000),
                a2_förra=(800, 1000), b1=(8099, 10**4), b1_förra=(8000, 10**4),
                b2=(850, 1000), b2_förra=(800, 1000)),
         {"a": 2500 + 2115, "b": 4000 + 3385}, 0),
        # Half to even at two decimals: 0,995 is 1,00 and 2,995 is 3,00, but 0,985 is 0,98 and
        # 4,985 is 4,98. Bonus 6 500 by 2 500:3 000 is 2 954,5… and 3 545,5…, the first larger.
        ("skillnaden_avrundas", ONE_TO_TWO,
         levels("besök", a1=(80995, 10**5), a1_förra=(80000, 10**5), a2=(82995, 10**5),
                a2_förra=(80000, 10**5), b1=(80985, 10**5), b1_förra=(80000, 10**5),
                b2=(84985, 10**5), b2_förra=(80000, 10**5)),
         {"a": 2500 + 2955, "b": 3000 + 3545}, 0),
        # 500 000,25 a month is 250 000 each. 50,0 gives half, 49,9 nothing, 79,9 half, 80,0 all.
        # 500 000,50 are left, 3:1, and half a krona is nobody's.
        ("ordbehandlare", {"invånare": {"a": 1, "b": 1}},
         levels("besök", a1=(500, 1000), a2=(800, 1000), b1=(499, 1000), b2=(799, 1000)),
         {"a": 750_000, "b": 250_000}, "1/2"),
        # 7,50 a month by 1:2:3 is 1,25, 2,5 and 3,75. Everybody earns January alone.
        # Up at a half: 1 + 3 + 4, then 7 by 1:3:4 is 0,9 + 2,6 + 3,5: 1 + 3 + 3.
        ("avrunda_halften_uppat", ONE_TO_THREE, "january", {"a": 2, "b": 6, "c": 7}, 0),
        # To even: 1 + 2 + 4, then 8 by 1:2:4 is 1,1 + 2,3 + 4,6: 1 + 2 + 5.
        ("avrunda_halften_till_jamnt", ONE_TO_THREE, "january", {"a": 2, "b": 4, "c": 9}, 0),
        # Down: 1 + 2 + 3, then 9 by 1:2:3 is 1,5 + 3 + 4,5; of a and c, c has the larger key.
        ("avrunda_nedat", ONE_TO_THREE, "january", {"a": 2, "b": 5, "c": 8}, 0),
        # Up: 2 + 3 + 4, then 6 by 2:3:4 is 1,3 + 2 + 2,7: 1 + 2 + 3.
        ("avrunda_uppat", ONE_TO_THREE, "january", {"a": 3, "b": 5, "c": 7}, 0),
        # Ten each; the remaining 80 by 1:2 are 26,7 and 53,3.
        ("fast_och_resten", ONE_TO_TWO, {}, {"a": 10 + 27, "b": 10 + 53}, 0),
        ("bara_fast", {}, {}, {"a": 10, "b": 10}, 0),
        ("poster_var_for_sig", {}, {}, {"a": 5 + 10, "b": 5 + 10}, 0),
        # a: ten more of 5 kr and five of 3 kr are 65, and the ceiling is 30. b has fewer than the
        # year before, and 3 kr. The other 67 by 1:2:3 are 11,2, 22,3 and 33,5, of which c's
        # decimals are largest; they may pass the ceiling.
        ("per_styck_med_tak",
         ONE_TO_THREE | {"höft": {"a": 10, "b": 2, "c": 0}, "höft_förra": {"a": 0, "b": 4, "c": 0},
                         "starr": {"a": 5, "b": 1, "c": 0}}, {},
         {"a": 30 + 11, "b": 3 + 22, "c": 34}, 0),
        # 120 + 30 + 10 are 60 too many. By 1:1:4 c would give back 40, but has 10; the other 50
        # are a's and b's, alike.
        ("per_styck_for_manga",
         {"höft": {"a": 12, "b": 3, "c": 1}, "invånare": {"a": 1, "b": 1, "c": 4}}, {},
         {"a": 120 - 25, "b": 30 - 25, "c": 0}, 0),
        # 90 by 1:2:3 are ceilings of 15, 30 and 45; a's 30 is cut to 15.
        ("tak_efter_nyckel", ONE_TO_THREE | {"höft": {"a": 3, "b": 2, "c": 4}}, {},
         {"a": 15, "b": 20, "c": 40}, 15),
        # 4 000 and 2 000 a month. January: b waits 69,9 % and takes no part; a and c share the
        # first by 1:3, and the second is a's alone. February: a has 69, c nobody waiting; the
        # first is all b's, and nobody reaches 80.
        ("delad_pott", ONE_TO_THREE,
         {**levels("besök", a1=(85, 100), b1=(85, 100), c1=(72, 100),
                   a2=(69, 100), b2=(75, 100), c2=(90, 100)),
          **levels("väntande", a1=(70, 100), b1=(699, 1000), c1=(9, 9),
                   a2=(9, 9), b2=(80, 100), c2=(0, 0))},
         {"a": 1000 + 2000, "b": 4000, "c": 3000}, 2000),
        # January's 6 000 are shared alike by a and b; February's, that nobody earns, are the bonus
        # pot and follow 1:2:3.
        ("delad_pott_med_bonuspott", ONE_TO_THREE,
         levels("besök", a1=(9, 9), b1=(9, 9), c1=(0, 9), a2=(0, 9), b2=(0, 9), c2=None),
         {"a": 3000 + 1000, "b": 3000 + 2000, "c": 3000}, 0),
        # 6 000 a month by 1:2. a passes the gate in January, with 70,0; in February 69,9 is too
        # low. b's waiting of February was not reported.
        ("grind_och_reserverat", ONE_TO_TWO,
         {**levels("besök", a1=(9, 9), a2=(9, 9), b1=(80, 100), b2=(9, 9)),
          **levels("väntande", a1=(70, 100), a2=(699, 1000), b1=(9, 9), b2=None)},
         {"a": 2000, "b": 4000}, 6000),
        # 3 000 a month by 1:2. January has no requirements: 1 000 and 2 000. February: a alone.
        # March: 1 500 of 9 000 kr is a sixth, which a and b earn; the rest b alone.
        ("krav_vissa_manader", ONE_TO_TWO,
         {**levels("besök", a2=(80, 100), b2=(79, 100), a3=(9, 9), b3=(9, 9)),
          **levels("väntande", a2=(0, 9), b2=(0, 9), a3=(79, 100), b3=(80, 100))},
         {"a": 1000 + 1000 + 166, "b": 2000 + 333 + 1666}, 2835),
        # Together a has 160 of 200, 80 %, and b 80 of 110. Block 2 follows what block 1 gave.
        ("sammantaget", ONE_TO_TWO,
         levels("besök", a1=(70, 100), a2=(90, 100), b1=(10, 10), b2=(70, 100)),
         {"a": 4000 + 600, "b": 0}, 8000),
        # 6 000 a month by 1:2. a: 0,1 better is over nought, and 2,0 lower is enough for half of
        # 1 000; in February nothing is better. b: 0,04 better is 0,0 when rounded, and 1,9
        # lower too little; in February there is no last year of the first, and 2,0 lower is half
        # of 2 000.
        ("forbattring_med_grans", ONE_TO_TWO,
         {**levels("besök", a1=(701, 1000), a1_förra=(70, 100), a2=(7, 10), a2_förra=(7, 10),
                   b1=(7004, 10**4), b1_förra=(7, 10), b2=(9, 10), b2_förra=None),
          **levels("väntat", a1=(80, 1000), a1_förra=(10, 100), a2=(1, 10), a2_förra=(1, 10),
                   b1=(1, 10), b1_förra=(119, 1000), b2=(0, 10), b2_förra=(2, 100))},
         {"a": 1000 + 500, "b": 1000}, 9500),
        # 10 000 are 3 thousand each, and the general rule gives a the fourth; 10 kr are 3 each and
        # the fourth is kept; 10 kr are 3,33 each in ören, and a has the last.
        ("egen_avrundning", {}, {},
         {"a": 4000 + 3 + Fraction("3.34"), "b": 3000 + 3 + Fraction("3.33"),
          "c": 3000 + 3 + Fraction("3.33")}, 1),
        # 33 each, and what was decided: a two less, c three more.
        ("justeras", {}, {}, {"a": 31, "b": 33, "c": 36}, 0),
        # 4 kr by 4:1:7 are 1 1/3, 1/3 and 2 1/3: one krona is left, and all decimals are alike.
        ("rest_minst_nyckel", {"invånare": {"a": 4, "b": 1, "c": 7}}, {},
         {"a": 1, "b": 1, "c": 2}, 0),
        ("rest_i_ordning", {"invånare": {"a": 4, "b": 1, "c": 7}}, {},
         {"a": 2, "b": 0, "c": 2}, 0),
    ],
)  # fmt: skip
def test_worked_by_hand(
    name: str,
    keys: dict[str, dict[str, int]],
    counts: Counts | str,
    amounts: dict[str, int | str | Fraction],
    left: int | str,
) -> None:
    """A good case pays what the comment beside it works out, and keeps what is left of it."""
    if isinstance(counts, str):
        met, not_met = (9, 9), (0, 9)
        counts = levels("besök", a1=met, b1=met, c1=met, a2=not_met, b2=not_met, c2=not_met)
    outcome = outcome_of(plan_of(good(name)), figures(keys, counts))
    assert paid(outcome) == {code: Fraction(amount) for code, amount in amounts.items()}
    assert unpaid(outcome) == Fraction(left)
    assert conserved(outcome)


def test_regions_but_two() -> None:
    """Nineteen regions share nineteen kronor; the two that are left out get nothing."""
    outcome = outcome_of(plan_of(good("regioner_utom")), figures())
    assert len(paid(outcome)) == 19
    assert set(paid(outcome).values()) == {1}
    assert not {"09", "12"} & set(paid(outcome))


def test_a_month_that_does_not_count() -> None:
    """A month with too low a response rate earns nothing, though its values are good.

    Both months of a are good, and January of b. With a's January at 94,9 % a keeps February's
    2 000, b has 4 000, and the other 6 000 follow 1:2. Without rates a has 4 000 and b 4 000, and
    the other 4 000 follow 1:1. Late reporting has no consequence.
    """
    plan = plan_of(good("kriterium_raknas_inte"))
    counts = levels("besök", a1=(9, 9), a2=(9, 9), b1=(9, 9), b2=(0, 9))
    data = figures(ONE_TO_TWO, counts)
    rates = {
        ("svar", "a", Month(2024, 1)): Fraction(949, 10),
        ("svar", "b", Month(2024, 1)): Fraction(95),
        ("i_tid", "b", Month(2024, 1)): Fraction(4),
    }
    rated = type(data)(keys=data.keys, counts=data.counts, rates=rates)
    assert paid(outcome_of(plan, rated)) == {"a": 4000, "b": 8000}
    failed = {(c.criterion, c.recipient) for c in outcome_of(plan, rated).failed_criteria}
    assert failed == {("svar", "a"), ("i_tid", "b")}
    assert paid(outcome_of(plan, data)) == {"a": 6000, "b": 6000}


def test_two_blocks_and_two_pots() -> None:
    """Two blocks keep their money apart, each with a bonus pot and a period of its own.

    Block a: 1 000 a month, 500 each; a earns January (80), b February (80), and the other 1 000
    follow 1:1. Block b has February alone: nobody reaches 90, and its 1 000 are shared alike.
    """
    counts = levels("besök", a1=(80, 100), a2=(794, 1000), b1=(0, 9), b2=(80, 100))
    outcome = outcome_of(plan_of(good("tva_bonuspotter")), figures(ONE_TO_TWO, counts))
    rows = {(r.payment, r.item, r.recipient): r.amount for r in outcome.payments}
    assert rows == {
        ("2024-02", "block-a", "a"): 500, ("2024-02", "block-a", "b"): 0,
        ("2024-03", "block-a", "a"): 0, ("2024-03", "block-a", "b"): 500,
        ("2024-03", "block-b", "a"): 0, ("2024-03", "block-b", "b"): 0,
        ("2024-04", "bonuspott-a", "a"): 500, ("2024-04", "bonuspott-a", "b"): 500,
        ("2024-04", "bonuspott-b", "a"): 500, ("2024-04", "bonuspott-b", "b"): 500,
    }  # fmt: skip
    assert conserved(outcome)


def row_amounts(outcome: Outcome) -> dict[tuple[str, str], tuple[Fraction | int | None, str]]:
    """What each payment pays each recipient, and why it is not known."""
    return {(r.payment, r.recipient): (r.amount, r.why) for r in outcome.payments}


def test_rounded_once_for_the_period() -> None:
    """Two payments that are rounded once: the second is what is left of the rounded whole.

    50 kr a month by 1:2 are 16 2/3 and 33 1/3. Two months are 33 1/3 and 66 2/3, down 33 and 66.
    """
    counts = levels("besök", a1=(9, 9), a2=(9, 9), b1=(9, 9), b2=(9, 9))
    data = figures(ONE_TO_TWO, counts)
    outcome = outcome_of(plan_of(good("ersattning_for_hela_perioden")), data)
    assert row_amounts(outcome) == {
        ("2024-02", "a"): (16, ""), ("2024-02", "b"): (33, ""),
        ("2024-03", "a"): (17, ""), ("2024-03", "b"): (33, ""),
    }  # fmt: skip
    assert conserved(outcome)
    assert unpaid(outcome) == 1


def assessed(**answers: bool) -> dict[tuple[str, str], AssessmentCell]:
    """Who was found to live up to the condition ``plan``."""
    return {(code, "plan"): AssessmentCell(met, "", HAND) for code, met in answers.items()}


def test_money_is_forfeited() -> None:
    """Who reports too late, or has one month below the limit, loses its 30 kr; others keep theirs.

    Nothing is known of c's rates of February: that month is held to be in order.
    """
    plan = plan_of(good("villkor_forfaller"))
    late, in_time = (ReportCell(datetime.date(2024, 5, day), HAND) for day in (2, 1))
    rates = {("svar", code, Month(2024, 1)): Fraction(95) for code in "abc"}
    rates["svar", "b", Month(2024, 2)] = Fraction("94.9")
    reports = {("a", "rapport"): late, ("b", "rapport"): in_time, ("c", "rapport"): in_time}
    outcome = outcome_of(plan, evolve(figures(), rates=rates, reports=reports))
    assert paid(outcome) == {"a": 0, "b": 0, "c": 30}
    assert unpaid(outcome) == 60
    assert conserved(outcome)
    assert paid(outcome_of(plan, figures())) == {"a": 30, "b": 30, "c": 30}
    nobody = {("a", "rapport"): ReportCell(None, HAND)}
    unreported = outcome_of(plan, evolve(figures(), reports=nobody))
    assert set(paid(unreported).values()) == {0}


def test_money_is_held_back() -> None:
    """What b has earned is held back, and what c has is not known before it is assessed.

    1 200 kr are 200 a month and recipient. All earn January, and a also February.
    """
    counts = levels("besök", a1=(9, 9), a2=(9, 9), b1=(9, 9), b2=(0, 9), c1=(9, 9), c2=(0, 9))
    plan = plan_of(good("villkor_halls_inne"))
    data = evolve(figures({}, counts), assessments=assessed(a=True, b=False))
    assert row_amounts(outcome_of(plan, data)) == {
        ("2024-03", "a"): (400, ""),
        ("2024-03", "b"): (None, "hålls inne"),
        ("2024-03", "c"): (None, "ännu inte bedömt"),
    }


@pytest.mark.parametrize(
    ("answers", "second"),
    [
        # 100 by 1:2:3 are 16,7, 33,3 and 50.
        ({"a": True, "b": True, "c": True}, {"a": 17, "b": 33, "c": 50}),
        # Without b it is 1:3.
        ({"a": True, "b": False, "c": True}, {"a": 25, "b": 0, "c": 75}),
        ({"a": False, "b": False, "c": True}, {"a": 0, "b": 0, "c": 100}),
        ({"a": False, "b": False, "c": False}, {"a": 0, "b": 0, "c": 0}),
        # Until all are assessed it is not known how many there are to divide it among.
        ({"a": True, "b": True}, {"a": None, "b": None, "c": None}),
    ],
)
def test_money_is_redistributed(answers: dict[str, bool], second: dict[str, int | None]) -> None:
    """The second half goes to those who meet the condition, by the same key; the first to all."""
    plan = plan_of(good("villkor_fordelas"))
    data = evolve(figures(ONE_TO_THREE), assessments=assessed(**answers))
    outcome = outcome_of(plan, data)
    amounts = {key: amount for key, (amount, _) in row_amounts(outcome).items()}
    assert {code: amounts["2024-06", code] for code in "abc"} == {"a": 17, "b": 33, "c": 50}
    assert {code: amounts["2024-12", code] for code in "abc"} == second
    if None not in second.values():
        assert conserved(outcome)


def test_what_is_not_known() -> None:
    """What depends on something unknown is said to be unknown; the rest is computed.

    1 200 kr are 300 a month and recipient, half of it by a ladder that is not known.
    """
    counts = levels("besök", a1=(9, 9), a2=(9, 9), b1=(9, 9), b2=(9, 9))
    outcome = outcome_of(plan_of(good("okant")), figures({}, counts))
    rows = {(r.item, r.recipient): (r.amount, r.why) for r in outcome.payments}
    assert rows["block-2", "a"] == (Fraction(5), "")
    assert rows["block-1", "a"] == rows["medel-stöd", "b"] == (None, "okänt")
    first = {cell.requirement: cell.amount for cell in outcome.cells}
    assert first == {"1": 150, "2": None}


def test_adjustments_that_do_not_fit() -> None:
    """Stated adjustments that leave a krona over are an error that says how much."""
    text = edited(good("justeras"), ("plus 3 kr", "plus 2 kr"))
    report = Report()
    assert evaluate(plan_of(text), figures(), report) is None
    assert [(d.code.number, "1 kr för lite" in d.message.replace("\xa0", " ")) for d in report] == [
        ("OKT718", True)
    ]
