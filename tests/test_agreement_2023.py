"""The 2023 agreement held to what was published.

Sources: the agreement's text (sections 3 and 3.1.1, table 1, appendix 1) for the amounts agreed;
the government's decisions of August and December 2023 for what was paid, as `data/2023/README.md`
names them. The shipped counts are reconstructed from those payments, which that file says too.
"""

import hashlib
from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path

import pytest
from attrs import evolve
from syrupy.assertion import SnapshotAssertion

from compiler.verify import verify
from overenskommelse.calendar import Month, Period
from overenskommelse.diagnostics import Report
from overenskommelse.figures import Figures
from overenskommelse.outcome import Outcome
from overenskommelse.plan import Plan
from overenskommelse.planfile import plan_from_json, plan_to_json
from overenskommelse.plantext import plan_text
from runtime.intake import read_figures
from tests.agreements import (
    AGREEMENT_2023,
    TextFile,
    checked,
    compiled,
    conserved,
    outcome_of,
    plan_of,
    readings,
    told,
    unpaid,
)

DATA = AGREEMENT_2023.parent.parent / "data" / "2023"
TEXT = AGREEMENT_2023.read_bytes()
BLOCK_1, BLOCK_2, SKR = 2_500_000_000, 440_000_000, 12_000_000
AUGUST, DECEMBER, BONUS_POT = 625_746_835, 1_874_253_165, 1_399_558_228


@pytest.fixture(scope="module")
def plan() -> Plan:
    return plan_of(TEXT)


@pytest.fixture(scope="module")
def data(plan: Plan) -> Figures:
    report = Report()
    found = read_figures([str(DATA)], plan, report)
    if report.failed:
        raise AssertionError([d.message for d in report])
    return found


@pytest.fixture(scope="module")
def outcome(plan: Plan, data: Figures) -> Outcome:
    return outcome_of(plan, data)


def by_recipient(outcome: Outcome, payment: str) -> dict[str, Fraction | None]:
    """What a payment pays each recipient of all items."""
    sums: dict[str, Fraction | None] = {}
    for row in outcome.payments:
        if row.payment == payment:
            so_far = sums.get(row.recipient, Fraction(0))
            known = row.amount is not None and so_far is not None
            sums[row.recipient] = Fraction((so_far or 0) + (row.amount or 0)) if known else None
    return sums


def published(name: str) -> dict[str, int]:
    """A decision file's amounts, read without okt's own intake."""
    lines = (DATA / name).read_text(encoding="utf-8-sig").strip().split("\n")[1:]
    rows = (line.strip().split(";") for line in lines)
    return {code: int(amount) for code, amount, *_ in rows}


def total(outcome: Outcome, item: str) -> Fraction:
    return sum((r.amount or Fraction(0) for r in outcome.payments if r.item == item), Fraction(0))


# The text ------------------------------------------------------------------------------------


def test_nothing_to_remark_on() -> None:
    """The agreement has neither errors nor warnings."""
    assert told(checked(TEXT)) == []


def test_plan(plan: Plan, snapshot: SnapshotAssertion) -> None:
    """The plan is the one that was held next to the text."""
    assert plan_text(plan) == snapshot.use_extension(TextFile)


def test_plan_file_is_stable(plan: Plan) -> None:
    """The same bytes give the same plan file, byte for byte, and it names its source's hash."""
    first, second = plan_to_json(plan), plan_to_json(plan_of(TEXT))
    assert first == second
    assert plan.source_sha256 == hashlib.sha256(TEXT).hexdigest()
    assert plan_from_json("plan.json", first.encode(), Report()) == plan


# What was published --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("payment", "file", "regions"),
    [("2023-08", "beslut_2023-08.csv", 7), ("2023-12", "beslut_2023-12.csv", 21)],
)
def test_each_region(outcome: Outcome, payment: str, file: str, regions: int) -> None:
    """Every published amount comes out to the krona: 7 regions in August, 21 in December.

    The government's decisions of August and December 2023; of August's only seven regions were
    found. December's table prints Uppsala as "544 99 160", which makes the sum right as 54 499 160.
    """
    amounts = published(file)
    assert len(amounts) == regions
    computed = by_recipient(outcome, payment)
    assert {code: computed[code] for code in amounts} == amounts


def test_totals(outcome: Outcome) -> None:
    """August is 625 746 835, December 1 874 253 165, together 2 500 000 000 kr.

    The two totals are those of the government's decisions; the sum is section 3.1's block 1.
    """
    august = sum(filter(None, by_recipient(outcome, "2023-08").values()))
    december = sum(filter(None, by_recipient(outcome, "2023-12").values()))
    assert (august, december) == (AUGUST, DECEMBER)
    assert august + december == BLOCK_1


def test_bonus_pot(outcome: Outcome) -> None:
    """The bonus pot is 1 399 558 228 kr, 56 % of block 1 (section 3.1.1, from the decisions)."""
    pot = next(pot for pot in outcome.pots if pot.item == "block-1")
    assert pot.bonus == BONUS_POT == total(outcome, "bonuspott")
    assert pot.earned == BLOCK_1 - BONUS_POT
    assert pot.unpaid == 0


def test_block_2_and_skr(outcome: Outcome) -> None:
    """440 000 000 kr go to the regions by inhabitants and 12 000 000 to SKR (section 3).

    80 of the 440 follow inhabitants of 0–18 years and the other 360 all inhabitants; the sums are
    exact whatever the parts are rounded to.
    """
    assert total(outcome, "block-2/bup") == 80_000_000
    assert total(outcome, "block-2/övrigt") == 360_000_000
    assert total(outcome, "medel-skr") == SKR
    on_requisition = by_recipient(outcome, "requisition")
    assert sum(filter(None, on_requisition.values())) == BLOCK_2 + SKR
    assert len(on_requisition) == 22


def test_every_krona(outcome: Outcome) -> None:
    """The 2 952 mnkr of appendix 1 are paid, all of them and no more."""
    assert outcome.plan.total == 2_952_000_000
    assert conserved(outcome)
    assert unpaid(outcome) == 0


# Other readings, part of a year --------------------------------------------------------------

AGREEMENT = compiled(TEXT).agreement
CHOICES = list(readings(AGREEMENT)) if AGREEMENT is not None else []


@pytest.mark.parametrize("choice", CHOICES, ids=lambda c: "-".join(c.values()) or "gäller")
def test_every_reading_conserves(choice: Mapping[str, str], data: Figures) -> None:
    """Under every declared reading the plan is whole and paid and unpaid make 2 952 mnkr."""
    plan = compiled(TEXT, choice).plan
    assert plan is not None
    assert verify(plan) == []
    # One set of counts serves for all: under this reading they count the other limit.
    counts = dict(data.counts)
    for (measure, code, when), cell in data.counts.items():
        for name, other in (("högst_60", "under_60"), ("under_60", "högst_60")):
            counts.setdefault((measure.replace(name, other), code, when), cell)
    outcome = outcome_of(plan, evolve(data, counts=counts))
    assert conserved(outcome)


def half_year(data: Figures) -> Figures:
    """What an analyst has in August: counts until June."""
    until = Month(2023, 6)
    kept = {place: cell for place, cell in data.counts.items() if place[2] <= until}
    return evolve(data, counts=kept, decisions=())


def test_half_a_year(plan: Plan, data: Figures, outcome: Outcome) -> None:
    """With January–June August is exact, and nothing at all is said of December or the bonus."""
    part = outcome_of(plan, half_year(data))
    assert by_recipient(part, "2023-08") == by_recipient(outcome, "2023-08")
    assert set(by_recipient(part, "2023-12").values()) == {None}
    assert [m.number for m in part.unmeasured] == [7, 8, 9, 10, 11]
    pot = next(pot for pot in part.pots if pot.item == "block-1")
    assert (pot.earned, pot.bonus, pot.unpaid) == (None, None, None)
    assert pot.earned_so_far == AUGUST
    assert pot.bonus_so_far is not None
    assert abs(pot.bonus_so_far - (Fraction(BLOCK_1 * 6, 11) - AUGUST)) < 1
    assert {cell.month for cell in part.cells} == set(Period(Month(2023, 1), Month(2023, 6)))


def test_no_month_at_all(plan: Plan, data: Figures) -> None:
    """Without this year's counts neither payment is computed, but block 2 and SKR's money are."""
    before = {place: cell for place, cell in data.counts.items() if place[2].year == 2022}
    part = outcome_of(plan, evolve(data, counts=before, decisions=()))
    assert set(by_recipient(part, "2023-08").values()) == {None}
    assert set(by_recipient(part, "2023-12").values()) == {None}
    assert sum(filter(None, by_recipient(part, "requisition").values())) == BLOCK_2 + SKR


# Laws ----------------------------------------------------------------------------------------


def test_permuting_regions(plan: Plan, data: Figures, outcome: Outcome) -> None:
    """Regions that change places in the data change places in the result."""
    codes = [code for code, _ in plan.group("regionerna").members]
    moved = dict(zip(codes, codes[5:] + codes[:5], strict=True))
    turned = evolve(
        data,
        keys={
            name: {moved.get(c, c): v for c, v in row.items()} for name, row in data.keys.items()
        },
        counts={(m, moved.get(c, c), when): v for (m, c, when), v in data.counts.items()},
        decisions=(),
    )
    after = outcome_of(plan, turned)
    for payment in ("2023-08", "2023-12", "requisition"):
        before = by_recipient(outcome, payment)
        assert by_recipient(after, payment) == {moved.get(c, c): v for c, v in before.items()}


@pytest.mark.parametrize("times", [3, Fraction(1, 7)])
def test_scaling_populations(
    plan: Plan, data: Figures, outcome: Outcome, times: Fraction | int
) -> None:
    """Multiplying all populations by the same number changes nothing."""
    scaled = {name: {c: v * times for c, v in row.items()} for name, row in data.keys.items()}
    assert outcome_of(plan, evolve(data, keys=scaled)).payments == outcome.payments


def test_the_shipped_data_is_the_readme_s(root: Path) -> None:
    """The populations sum to 10 514 719, as the data's README and the payments say."""
    rows = (DATA / "folkmangd.csv").read_text(encoding="utf-8-sig").strip().split("\n")[1:]
    assert sum(int(row.split(";")[2]) for row in rows) == 10_514_719
    assert "10 514 719" in (root / "data/2023/README.md").read_text(encoding="utf-8")
