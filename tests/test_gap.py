"""How far it was to more: the fewest patients, their worth, and what a small change moves."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import product
from pathlib import Path

import pytest
from attrs import evolve
from hypothesis import given, settings

from overenskommelse import plan as p
from overenskommelse.diagnostics import Report
from overenskommelse.figures import Figures
from overenskommelse.gaps import Gap, Priced, Reach, Worth, climbing
from runtime.evaluate import compute
from runtime.gap import Gaps, most_telling, tippings
from runtime.intake import read_figures
from runtime.paid import kronor
from runtime.values import Absent, Place, Table, number
from tests.agreements import AGREEMENT_2023, compiled, figures
from tests.generated import Made, agreements

ROOT = Path(__file__).resolve().parent.parent
MARCH, APRIL = "2025-03", "2025-04"


# By full evaluations ------------------------------------------------------------------------------


def given_share(
    gaps: Gaps, view: p.RequirementView, place: Place, met: Mapping[str, int]
) -> Fraction:
    """What a requirement gives when so many more of each measure count: a whole evaluation."""
    tables = moved_tables(gaps, view, place, met)
    values = [tables[i][place] for i in (view.chosen, *view.gates)]
    known = [number(value) for value in values if not isinstance(value, Absent)]
    return known[0] if len(known) == len(values) and all(known) else Fraction(0)


def moved_tables(
    gaps: Gaps, view: p.RequirementView, place: Place, met: Mapping[str, int]
) -> Mapping[str, Table]:
    data, months = gaps.variants.figures, [place[1]] if place[1] is not None else []
    if not months:
        # A period measured as one: its whole sum is put in the first month that has room.
        counts = next(s for s in gaps.plan.steps if isinstance(s, p.Count) and s.measure in met)
        months = list(counts.months or ())
    counts_now = dict(data.counts)
    for measure, more in met.items():
        left = more
        for month in months:
            row = measure, place[0] or "", month
            cell = counts_now[row]
            step = max(
                -(cell.numerator or 0), min(left, (cell.denominator or 0) - (cell.numerator or 0))
            )
            counts_now[row] = evolve(cell, numerator=(cell.numerator or 0) + step)
            left -= step
    return compute(gaps.plan, evolve(data, counts=counts_now), Report())


def every_gap(gaps: Gaps) -> Iterator[tuple[p.RequirementView, Place, Gap]]:
    for view, place in gaps.cells(lambda view, place: True):
        gap = gaps.gap(view, place)
        if gap is not None:
            yield view, place, gap


def of_made(made: Made) -> Gaps:
    """The gaps of an agreement made at random."""
    plan = compiled(made.text).plan
    assert plan is not None
    return Gaps(plan, made.figures)


def needs(reach: Reach) -> dict[str, int]:
    return {shift.measure: shift.patients for shift in reach.shifts}


@settings(max_examples=60, deadline=None)
@given(agreements())
def test_the_fewest_patients_are_the_fewest(made: Made) -> None:
    """So many give the share that is said; one fewer of any measure does not; one more gives no
    more, unless that is another step."""
    gaps = of_made(made)
    for view, place, gap in every_gap(gaps):
        for reach in climbing(gap.reaches):
            need = needs(reach)
            assert given_share(gaps, view, place, need) == reach.share
            for shift in reach.shifts:
                toward = 1 if shift.patients > 0 else -1
                fewer = need | {shift.measure: shift.patients - toward}
                assert given_share(gaps, view, place, fewer) < reach.share
                more = need | {shift.measure: shift.patients + toward}
                if 0 <= shift.met + more[shift.measure] <= shift.everyone:
                    others = {needs(r).get(shift.measure) for r in gap.reaches}
                    same = given_share(gaps, view, place, more) == reach.share
                    assert same or more[shift.measure] in others


@settings(max_examples=40, deadline=None)
@given(agreements(monotone=True))
def test_nothing_nearer_gives_more(made: Made) -> None:
    """Every number of patients that is tried in the better direction and is fewer gives no more;
    and where nothing is in reach, none at all does."""
    gaps = of_made(made)
    for view, place, gap in every_gap(gaps):
        if gap.share is None:
            continue
        distances = gaps.distances[view.chosen]
        counted = list(distances.counted().values())
        if any(isinstance(gaps.variants.tables[c.level.id][place], Absent) for c in counted):
            continue
        met = [int(number(gaps.variants.tables[c.level.met][place])) for c in counted]
        everyone = [int(number(gaps.variants.tables[c.level.all][place])) for c in counted]
        room = [
            everyone[i] - met[i] if made.measures[c.measure] else met[i]
            for i, c in enumerate(counted)
        ]  # fmt: skip
        if sum(room) > 120:
            continue
        nearest = gap.reaches[0].patients if gap.reaches else sum(room) + 1
        for more in product(*(range(n + 1) for n in room)):
            if sum(more) < nearest:
                signs = [1 if made.measures[c.measure] else -1 for c in counted]
                counts = {c.level.met: met[i] + signs[i] * more[i] for i, c in enumerate(counted)}
                assert number(distances.share(place, counts)) <= gap.share


@settings(max_examples=40, deadline=None)
@given(agreements())
def test_kronor_are_those_of_a_whole_evaluation(made: Made) -> None:
    """What a reach is worth is the difference between two evaluations, for the cell, for the
    recipient and for the others; and so it is for a cell that is known from another month."""
    gaps = of_made(made)
    base = kronor(gaps.plan, gaps.variants.tables)
    for view, place, gap in every_gap(gaps):
        for reach, worth in zip(gap.reaches, gaps.priced(view, gap).worths, strict=True):
            tables = moved_tables(gaps, view, place, needs(reach))
            then = kronor(gaps.plan, tables)
            more = {r: number(then[r]) - number(base[r]) for r in base}
            mine = more.pop(place[0] or "")
            cell = number(tables[view.amount][place]) - number(
                gaps.variants.tables[view.amount][place]
            )
            assert worth == Worth(cell, mine, sum(more.values(), Fraction(0)))


@settings(max_examples=60, deadline=None)
@given(agreements())
def test_a_margin_moves_what_it_says(made: Made) -> None:
    """A change of a measure by so many points, and no other of that size, gives another share."""
    gaps, points = of_made(made), Fraction(5)
    for view, place in gaps.cells(lambda view, place: True):
        found = {(t.measure, t.points): t.other for t in tippings(gaps, points, view, place)}
        for counted in gaps.distances[view.chosen].counted().values():
            level = gaps.variants.tables[counted.level.id][place]
            everyone = gaps.variants.tables[counted.level.all][place]
            if isinstance(level, Absent):
                continue
            for sign in (-1, 1):
                there = min(max(number(level) + sign * points, Fraction(0)), Fraction(100))
                met = there * number(everyone) / 100
                now = gaps.distances[view.chosen].share(place, {})
                then = gaps.distances[view.chosen].share(place, {counted.level.met: met})
                expected = then if then != now else None
                assert found.get((counted.measure, sign * points)) == expected


# By hand ------------------------------------------------------------------------------------------

SMALL = """okt 1
överenskommelse 2025 "Liten"
  omfattning 4 mnkr
  mätperiod mars–april 2025
  jämförelse samma månad föregående år
mottagare städerna "Städerna" består av a "A-stad", b "B-stad"
nyckel invånare "Invånare"
avrundning
  mätvärden andelarna till en decimal, hälften uppåt
  månadspott hela kronor, hälften uppåt
  ersättning hela kronor, hälften uppåt, för varje krav och månad
  bonus hela kronor, hälften uppåt
  rest till störst decimaldel, lika: störst nyckel
stege bas
  1,0–2,9 procentenheter ger 50 %
  3,0 procentenheter eller mer ger 100 %
mått besök "Besök"
  andel av väntande besök
  med väntetid högst 60 dagar
  bättre högre
mått länge "Länge"
  andel av väntande besök
  med väntetid längre än 150 dagar
  bättre lägre
block 1 "Väntan" 4 mnkr
  till städerna
  månadspott lika stor varje månad i mätperioden
  reserveras efter invånare
  två vägar: måluppfyllelse går före förbättring, aldrig båda
  saknas värde föregående år: ingen förbättring kan visas
  saknas värde: kravet uppfylls inte
  finns ingen att mäta: kravet uppfylls inte
  krav 1 "Besök" 100 %
    förbättring besök enligt stege bas
    måluppfyllelse besök minst 80 % ger 100 %
      och länge under 5 % när fler än 20 väntar
  bonuspott
    samlar medel för krav som inte uppfylls
    fördelas i proportion till årets ersättning
    utan ersättning till någon: betalas inte ut
  räcker inte medlen: dras i proportion till årets ersättning
utbetalning maj 2025 block 1 för mars–april 2025, bonuspott
"""
PEOPLE = {"invånare": {"a": 3, "b": 1}}
# A-stad is one patient from 73,0 %: 729 of 1 000 was 72,9 %, and 72,0 % the year before. B-stad is
# one patient past it: 730 of 1 000. Nothing else moves: both had far from 80 %.
ROWS: dict[tuple[str, str, str], tuple[int, int] | None] = {
    ("besök", "a", "2024-03"): (720, 1000), ("besök", "a", MARCH): (729, 1000),
    ("besök", "b", "2024-03"): (720, 1000), ("besök", "b", MARCH): (730, 1000),
    ("länge", "a", MARCH): (40, 1000), ("länge", "b", MARCH): (60, 1000),
    ("besök", "a", "2024-04"): None, ("besök", "a", APRIL): (790, 1000),
    ("besök", "b", "2024-04"): (980, 1000), ("besök", "b", APRIL): (30, 40),
    ("länge", "a", APRIL): (100, 1000), ("länge", "b", APRIL): (10, 20),
}  # fmt: skip


def small(**changed: tuple[int, int] | None) -> Gaps:
    """The small agreement on its rows; ``a_besök_2025_03`` names a row that differs."""
    rows = dict(ROWS)
    for name, value in changed.items():
        code, measure, month = name.split("_", 2)
        rows[measure, code, month.replace("_", "-")] = value
    plan = compiled(SMALL).plan
    assert plan is not None
    return Gaps(plan, figures(PEOPLE, rows))


def one(gaps: Gaps, recipient: str, month: str, requirement: str = "1") -> Priced:
    """The gap of a cell that has one, with its kronor."""
    ((view, place),) = gaps.cells(
        lambda view, place: (
            (place[0], str(place[1]), view.number) == (recipient, month, requirement)
        )
    )
    gap = gaps.gap(view, place)
    assert gap is not None
    return gaps.priced(view, gap)


def told(priced: Priced) -> list[tuple[str, int, Fraction]]:
    return [(r.route, r.patients, r.share) for r in priced.gap.reaches]


def test_one_patient_from_a_step() -> None:
    """A-stad lacks 0,1 points and one patient to a half."""
    # 73,0 % of 1 000 is 730, that is one more than 729 (72,95 % rounds up to 73,0 %: 729,5).
    # 75,0 % is 74,95 % rounded: 749,5, so 750, 21 more. 80,0 % is 79,95 %: 799,5, so 800, 71 more;
    # of those who wait long 40 of 1 000 is under 5 % already.
    found = one(small(), "a", MARCH)
    half, full = Fraction(1, 2), Fraction(1)
    assert told(found) == [
        ("improvement", 1, half), ("improvement", 21, full), ("attainment", 71, full),
    ]  # fmt: skip
    assert found.gap.reaches[0].shifts[0].points == Fraction(1, 10)
    # A month's pot is 2 mnkr; 3/4 of it, 1 500 000 kr, is A-stad's, and half of that is 750 000 kr.
    # Only B-stad had earned anything: half of 500 000 kr in March. So it took the whole bonus pot,
    # and all of the 4 mnkr. When A-stad earns 750 000 kr of 1 000 000 kr in all, it has three
    # quarters of what is earned and of the bonus pot: 750 000 + 3/4 of 3 000 000 = 3 000 000 kr.
    assert found.worths[0] == Worth(Fraction(750_000), Fraction(3_000_000), Fraction(-3_000_000))
    assert found.per_patient == 3_000_000


def test_one_patient_past_a_step() -> None:
    """0,1 points less takes B-stad's step away, and as much more gives A-stad one; only those."""
    gaps = small()
    found = [
        t for cell in gaps.cells(lambda *_: True) for t in tippings(gaps, Fraction(1, 10), *cell)
    ]
    # 72,9 % + 0,1 = 73,0 % gives a half; 73,0 % − 0,1 = 72,9 % gives nothing. B-stad would lose
    # its 4 mnkr, and as nobody earns anything the bonus pot is not paid out.
    assert [(t.place.recipient, str(t.place.month), t.points, t.share, t.other) for t in found] == [
        ("a", MARCH, Fraction(1, 10), Fraction(0), Fraction(1, 2)),
        ("b", MARCH, Fraction(-1, 10), Fraction(1, 2), Fraction(0)),
    ]
    assert found[1].worth == Worth(Fraction(-250_000), Fraction(-4_000_000), Fraction(0))
    # Half as much is 72,95 %, which is rounded up, and 72,95 % again from above.
    half = [
        t for cell in gaps.cells(lambda *_: True) for t in tippings(gaps, Fraction(1, 20), *cell)
    ]
    assert [(t.place.recipient, t.points) for t in half] == [("a", Fraction(1, 20))]


def test_two_measures_are_both_needed() -> None:
    """B-stad lacks patients of both measures to be done: more of one and fewer of the other."""
    # 800 − 730 = 70 more. Under 5 % is at most 4,9 %: 49,5 rounds up to 5,0, so 49, 11 fewer.
    reach = one(small(), "b", MARCH).gap.reaches[1]
    assert (reach.route, reach.patients) == ("attainment", 81)
    assert [(s.measure, s.patients, s.points, s.beyond) for s in reach.shifts] == [
        ("besök", 70, Fraction(7), False), ("länge", -11, Fraction(1), True),
    ]  # fmt: skip


def test_a_limit_that_does_not_bind_asks_nothing() -> None:
    """With 20 who wait, of whom half wait long, only the visits are asked about."""
    # 80,0 % of 40 is 79,95 %: 31,98, so 32, two more than 30. 98 % the year before can
    # become 2,0 points better and no more, and that is when all 40 count.
    found = one(small(), "b", APRIL)
    assert told(found)[0] == ("attainment", 2, Fraction(1))
    assert len(climbing(found.gap.reaches)) == 1
    why = "besök: 3 procentenheters förbättring går inte att nå; mest möjligt är 2"
    assert found.gap.barriers == (why,)


def test_without_the_year_before_only_the_limit_is_left() -> None:
    """Improvement is said to be barred, and attainment needs both measures."""
    # 799,5 → 800: 10 more than 790. 49 of those who wait long: 51 fewer than 100.
    found = one(small(), "a", APRIL)
    assert told(found) == [("attainment", 61, Fraction(1))]
    assert found.gap.barriers == ("besök: inget värde för samma månad året före",)


@pytest.mark.parametrize(
    ("row", "value", "why"),
    [
        ("a_besök_2025_03", None, "besök: värdet är inte rapporterat"),
        ("a_besök_2025_03", (0, 0), "besök: det finns ingen att mäta"),
    ],
)
def test_no_number_of_patients(row: str, value: tuple[int, int] | None, why: str) -> None:
    """Where there is no value, or nobody, nothing is in reach and the reason is said."""
    found = one(small(**{row: value}), "a", MARCH)
    assert (found.gap.reaches, found.gap.barriers, found.per_patient) == ((), (why,), None)


def test_a_row_that_two_requirements_read_moves_both() -> None:
    """Two requirements of half the money each, on the same visits: one more patient earns both."""
    second = '  krav 2 "Samma" 50 %\n    förbättring besök enligt stege bas\n'
    text = SMALL.replace('krav 1 "Besök" 100 %', 'krav 1 "Besök" 50 %')
    plan = compiled(text.replace("  bonuspott\n", f"{second}  bonuspott\n", 1)).plan
    assert plan is not None
    gaps = Gaps(plan, figures(PEOPLE, ROWS))
    assert gaps.worths.read_elsewhere == {"besök"}
    # Each requirement gives 375 000 kr more, but both do: 750 000 of 1 000 000 kr that is earned,
    # and so the same 3 000 000 kr in all as where it was one requirement.
    assert one(gaps, "a", MARCH).worths[0] == Worth(
        Fraction(375_000), Fraction(3_000_000), Fraction(-3_000_000)
    )


def test_the_list_begins_with_most_kronor_per_patient() -> None:
    """One patient for 3 mnkr comes before all that needs more."""
    gaps = small()
    rows = [gaps.priced(view, gap) for view, _, gap in every_gap(gaps)]
    first = most_telling(rows)[0]
    assert (first.gap.place.recipient, str(first.gap.place.month)) == ("a", MARCH)
    ranks = [row.per_patient or Fraction(0) for row in most_telling(rows)]
    assert ranks == sorted(ranks, reverse=True)


# 2023 ---------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def of_2023() -> Gaps:
    plan = compiled(AGREEMENT_2023.read_bytes()).plan
    assert plan is not None
    report = Report()
    data: Figures = read_figures([str(ROOT / "data" / "2023")], plan, report)
    assert not report.failed
    return Gaps(plan, data)


def test_three_cells_of_2023(of_2023: Gaps) -> None:
    """The first step, a step of those who wait long, and two measures at once, on paper."""
    # Skåne, requirement 1, April: 36 360 of 47 374 is 76,751 %, 76,8 %; the year before was 83,5 %:
    # −6,7 points. 1,0 needs 84,5 %, so 84,45 %: 40 007,3, so 40 008, 3 648 more. 3,0 needs 86,45 %:
    # 40 954,8, 4 595 more; 5,0 88,45 %: 41 902,3, 5 543 more. 90 % needs 89,95 %: 42 612,9, so
    # 42 613, 6 253 more.
    first = one(of_2023, "12", "2023-04", "1")
    assert [r.patients for r in first.gap.reaches] == [3648, 4595, 5543, 6253]
    assert first.gap.reaches[0].shifts[0].points == Fraction(77, 10)
    # Requirement 5: 3 217 of 20 703 is 15,539 %, 15,5 %, and gave 75 %: 4,5 points
    # better than 20,0 %.
    # 5,0 needs 15,0 %, so less than 15,05 %: 3 115,8, so 3 115, 102 fewer. 5 % needs less than
    # 5,05 %: 1 045,5, so 1 045, 2 172 fewer.
    fifth = one(of_2023, "12", "2023-04", "5")
    assert [r.patients for r in fifth.gap.reaches] == [102, 2172]
    assert fifth.gap.reaches[0].shifts[0].patients == -102
    # It is 3 % of 30 543 331 kr: 687 225 kr for 75 % and 916 300 kr for all, 229 075 kr more. The
    # bonus pot goes by what is earned, so that each gets all of block 1 in proportion to that:
    # 2 500 mnkr × (earned by Skåne ÷ earned by all), before and after, but for the rounding.
    assert fifth.worths[0].cell == 229_075
    earned = {r: number(v) for (r, _), v in of_2023.variants.tables["block-1/intjänat"].items()}
    mine, everyone = earned["12"], sum(earned.values())
    after = (mine + 229_075) / (everyone + 229_075)
    more = 2_500_000_000 * (after - mine / everyone)
    assert abs((fifth.worths[0].recipient or 0) - more) < 2
    # Requirement 9: 379 of 638 (59,4 %) and 403 of 715 (56,4 %); both must be 73 %, so 72,95 %:
    # 465,4, so 466, 87 more; 521,6, so 522, 119 more.
    both = max(one(of_2023, "12", "2023-04", "9").gap.reaches, key=lambda r: len(r.shifts))
    assert [s.patients for s in both.shifts] == [87, 119]
    assert both.patients == 206


def test_a_krona_gained_in_2023_is_a_krona_lost(of_2023: Gaps) -> None:
    """All of block 1 is paid out, so that what one gains the others lose, for some of the gaps;
    and the fewest patients are the fewest by whole evaluations."""
    for view, place, gap in list(every_gap(of_2023))[::37]:
        priced = of_2023.priced(view, gap)
        for reach, worth in zip(gap.reaches, priced.worths, strict=True):
            assert worth.recipient is not None
            assert worth.others == -worth.recipient
            assert worth.recipient > (worth.cell or 0) > 0
            assert given_share(of_2023, view, place, needs(reach)) == reach.share
        nearest = gap.reaches[0]
        shift = nearest.shifts[0]
        toward = 1 if shift.patients > 0 else -1
        fewer = needs(nearest) | {shift.measure: shift.patients - toward}
        assert given_share(of_2023, view, place, fewer) == gap.share


def test_every_cell_of_2023_is_full_or_has_a_gap(of_2023: Gaps) -> None:
    """21 regions, 9 requirements and 11 months; a cell that gave its full amount has no gap."""
    cells = of_2023.cells(lambda view, place: True)
    assert len(cells) == 21 * 9 * 11
    for view, place in cells[::11]:
        given_now = of_2023.variants.tables[view.chosen][place]
        assert (of_2023.gap(view, place) is None) == (given_now == 1)
