"""The shapes of the other agreements, each worked out on paper for three made-up regions.

Every count, date and amount that is not in the agreement is MADE UP: no figures to evaluate these
agreements on were found.
"""

from datetime import date

import pytest
from attrs import evolve

from overenskommelse.diagnostics import Cell
from overenskommelse.figures import AssessmentCell, ReportCell
from overenskommelse.outcome import Outcome
from tests.agreements import conserved, figures, outcome_of, paid, unpaid
from tests.other_agreements import monthly, of, on_three, row

ONE_ONE_TWO = {"invånare": {"a": 1, "b": 1, "c": 2}}
JANUARY = range(1, 2)


def test_2013_levels_share_a_pot() -> None:
    """Who is below 70 % of the waiting takes no part; the others share what each level has.

    One month. Visits: b has 69 % waiting. At 70 % a and c share 347 mnkr by 1 to 3, and at 80 % c
    has 147 mnkr alone. Treatments: only b takes part, and with 69,94 %, rounded 69,9, reaches
    neither level, so that 494 mnkr stay.
    """
    plan = on_three(of("2013"), ("januari–december 2013", "januari 2013"))
    counts = {
        **monthly("väntande_besök", 2013, JANUARY, a=(70, 100), b=(69, 100), c=(80, 100)),
        **monthly("genomförda_besök", 2013, JANUARY, a=(75, 100), b=(99, 100), c=(80, 100)),
        **monthly("väntande_behandlingar", 2013, JANUARY, a=(0, 9), b=(70, 100), c=(69, 100)),
        **monthly("genomförda_behandlingar", 2013, JANUARY, a=(9, 9), b=(6994, 10000), c=(9, 9)),
    }
    outcome = outcome_of(plan, figures({"invånare": {"a": 1, "b": 2, "c": 3}}, counts))
    assert paid(outcome) == {"a": 86_750_000, "b": 0, "c": 260_250_000 + 147_000_000}
    assert unpaid(outcome) == 494_000_000


def outcome_2019(**choices: str) -> Outcome:
    """Half of the money for visits and half for operations, which is made up.

    a has 71,0 % of the visits within 60 days; b improves by a tenth in September, from 50,04 to
    50,05, and not after it; c has 70,9 % and does not improve. b reports a day too late.
    """
    halves = [(f'"{what}" okänt', f'"{what}" 50 %') for what in ("Besök", "Operationer")]
    plan = on_three(of("2019"), *halves, **choices)
    autumn, same = range(9, 12), dict.fromkeys("abc", (5, 10))
    counts = {
        **monthly("besök_60_dagar", 2019, autumn, a=(710, 1000), b=(1, 2), c=(709, 1000)),
        **monthly("operation_60_dagar", 2019, autumn, **same),
        **{
            place: pair
            for measure in ("besök_90_dagar", "operation_90_dagar")
            for year in (2018, 2019)
            for place, pair in monthly(measure, year, autumn, **same).items()
        },
        ("besök_90_dagar", "b", "2018-09"): (5004, 10000),
        ("besök_90_dagar", "b", "2019-09"): (5005, 10000),
    }
    reported = {
        (who, "rapport"): ReportCell(date(2019, 10, day), Cell("påhittat"))
        for who, day in (("a", 15), ("b", 16), ("c", 1))
    }
    return outcome_of(plan, evolve(figures(ONE_ONE_TWO, counts), reports=reported))


def test_2019_improvement_or_a_level() -> None:
    """A third of 1 280 mnkr a month; a quarter of it is 106 666 666 kr, half of that a
    requirement's. a earns the visits three times and b once, by a rounded tenth."""
    outcome = outcome_2019()
    assert row(outcome, "a", "block-1") == [3 * 53_333_333]
    assert row(outcome, "b", "block-1") == [53_333_333]
    assert row(outcome, "c", "block-1") == [0]


@pytest.mark.parametrize(
    ("reading", "amounts"),
    [
        ("förfaller", [80_000_000, 0, 160_000_000]),
        ("de_övriga", [106_666_667, 0, 213_333_333]),
    ],
)
def test_2019_report_is_a_condition(reading: str, amounts: list[int]) -> None:
    """The 320 mnkr are 80, 80 and 160; b's part is lost, or a third and two thirds of all is the
    others'. It goes through a report by 15 October."""
    outcome = outcome_2019(villkor_som_inte_uppfylls=reading)
    assert [row(outcome, who, "block-2") for who in "abc"] == [[amount] for amount in amounts]


PRIMARY_CARE = {
    **monthly("primärvård_3_dagar", 2020, range(1, 12), a=(85, 100), b=(84, 100), c=(0, 1)),
    ("primärvård_3_dagar", "b", "2020-02"): (85, 100),
}
MONTH_2020, TWICE_2020 = 5_568_181, 11_136_363
"""A quarter and half of 245 mnkr in eleven parts, rounded down."""


def test_2020_attainment_only() -> None:
    """85 % within three days gives a month of primary care's 245 mnkr; 84 % gives nothing."""
    outcome = outcome_of(on_three(of("2020")), figures(ONE_ONE_TWO, PRIMARY_CARE))
    paid_out = [row(outcome, who, "block-1") for who in "abc"]
    assert paid_out == [[11 * MONTH_2020], [MONTH_2020], [0]]
    assert row(outcome, "a", "block-2") == [None]
    assert [row(outcome, who, "block-3") for who in "ac"] == [[108_225_000], [216_450_000]]


def test_2020_amended_in_april() -> None:
    """January and February are tried as before; March–November are paid by inhabitants, and need
    no counts."""
    plan = on_three(of("2020", "2020.tillägg-1"))
    tried = {place: pair for place, pair in PRIMARY_CARE.items() if place[2] <= "2020-02"}
    outcome = outcome_of(plan, figures(ONE_ONE_TWO, tried))
    paid_out = [row(outcome, who, "block-1") for who in "abc"]
    assert paid_out == [[11 * MONTH_2020], [10 * MONTH_2020], [9 * TWICE_2020]]


def test_2021_amended_in_july() -> None:
    """739,25 mnkr go by inhabitants, and 739,25 in three months with 190 for child psychiatry.

    A quarter of a month's pot is 61 604 166 kr: 45 770 832 for the other requirements and
    15 833 333 for child psychiatry. 80 % is made up as the limit of both.
    """
    plan = on_three(of("2021", "2021.tillägg-1"), limit="80 %")
    autumn, failing = range(9, 12), dict.fromkeys("bc", (79, 100))
    counts = {
        **monthly("okänt_krav", 2021, autumn, a=(80, 100), **failing),
        **monthly("okänt_bup_krav", 2021, autumn, a=(0, 1), **failing),
        ("okänt_bup_krav", "a", "2021-10"): (4, 5),
    }
    outcome = outcome_of(plan, figures(ONE_ONE_TWO, counts))
    assert row(outcome, "a", "block-1") == [3 * 45_770_832 + 15_833_333]
    assert row(outcome, "b", "block-1") == [0]
    assert [row(outcome, who, "block-3") for who in "ac"] == [[184_812_500], [369_625_000]]
    assert row(outcome, "övriga", "block-2") == [1_488_500_000]
    assert conserved(outcome)


def test_2022_bonus_pot_and_amendment() -> None:
    """Ten months of 251,26 mnkr. a earns its quarter of five, 314 075 tkr, and c its half of one,
    125 630 tkr; the other 2 072 895 tkr are divided by 5 to 2. The amendment adds 36 mnkr.

    The nine shares, 20 % and eight of 10 %, and the limit are made up.
    """
    shares = [(f'krav {n} "Ett av de nio kraven" okänt',
               f'krav {n} "Ett av de nio kraven" {20 if n == 1 else 10} %')
              for n in range(1, 10)]  # fmt: skip
    plan = on_three(of("2022", "2022.tillägg-1"), *shares, limit="80 %")
    counts = {
        **monthly("okänt_krav", 2022, range(2, 12), a=(0, 1), b=(0, 1), c=(0, 1)),
        **monthly("okänt_krav", 2022, range(2, 7), a=(80, 100)),
        **monthly("okänt_krav", 2022, range(7, 8), c=(80, 100)),
    }
    outcome = outcome_of(plan, figures(ONE_ONE_TWO, counts))
    assert row(outcome, "a", "block-1") == [314_075_000, 0]
    assert row(outcome, "c", "block-1") == [0, 125_630_000]
    bonus = [row(outcome, who, "bonuspott") for who in "abc"]
    assert bonus == [[1_480_639_286], [0], [592_255_714]]
    assert row(outcome, "tilläggets_mottagare", "medel-tillägget") == [36_000_000]


def test_2025_fixed_and_the_rest() -> None:
    """100 mnkr each, and a third of the other 5 586,5: two of three equal regions get a krona
    more, in the order of the file since nothing else tells them apart."""
    plan = on_three(of("andra/sektorsbidrag-2025"))
    outcome = outcome_of(plan, figures({"invånare": {"a": 1, "b": 1, "c": 1}}))
    thirds = {"a": 1_862_166_667, "b": 1_862_166_667, "c": 1_862_166_666}
    assert paid(outcome) == {who: 100_000_000 + third for who, third in thirds.items()}


@pytest.mark.parametrize(
    ("amount", "paid_out", "left"),
    [("100", [5_590_000, 10_000_000, 0], 84_410_000), ("10", [3_585_631, 6_414_368, 0], 1)],
)
def test_2025_per_operation(amount: str, paid_out: list[int], left: int) -> None:
    """a has 50 hips and 10 cataracts more, and 10 prolapses fewer, which take nothing away:
    5 590 tkr. b has 200 hips more, 21 600 tkr, and a ceiling of 10 mnkr, which is made up. Of
    10 mnkr they get 5 590 and 10 000 parts of 15 590. What is left goes back."""
    plan = on_three(
        of("andra/operationsbonus-2025"),
        ("operationer\"\n  beslutad    okänt\n  omfattning  okänt",
         f"operationer\"\n  omfattning  {amount} mnkr"),
        ("extra operation\" okänt", f"extra operation\" {amount} mnkr"),
        ("okänt till var och en", "10 mnkr till var och en"),
    )  # fmt: skip
    counted = {
        "höft": (150, 300, 90), "höft_förut": (100, 100, 100), "framfall": (40, 0, 0),
        "framfall_förut": (50, 0, 0), "grå_starr": (110, 5, 0), "grå_starr_förut": (100, 5, 0),
    }  # fmt: skip
    keys = {name: dict(zip("abc", row, strict=True)) for name, row in counted.items()}
    outcome = outcome_of(plan, figures(keys))
    assert [paid(outcome)[who] for who in "abc"] == paid_out
    assert unpaid(outcome) == left


def test_2025_second_half_is_redistributed() -> None:
    """c, with half of the inhabitants, fails: its 91 250 tkr of the second half are the others'."""
    plan = on_three(of("andra/svf-2025"))
    judged = {
        (who, "andra_hälften"): AssessmentCell(who != "c", "påhittat", Cell("påhittat"))
        for who in "abc"
    }
    outcome = outcome_of(plan, evolve(figures(ONE_ONE_TWO), assessments=judged))
    first, second = ([row(outcome, who, f"block-1/{half}") for who in "abc"]
                     for half in ("första", "andra"))  # fmt: skip
    assert first == [[45_625_000], [45_625_000], [91_250_000]]
    assert second == [[91_250_000], [91_250_000], [0]]
