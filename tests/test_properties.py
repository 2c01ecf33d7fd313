"""Laws that hold for any agreement and any figures."""

from fractions import Fraction

from attrs import evolve
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from compiler.verify import verify
from overenskommelse.diagnostics import Report
from overenskommelse.figures import CountCell, Figures
from overenskommelse.outcome import Outcome
from overenskommelse.plan import Plan
from overenskommelse.planfile import plan_from_json, plan_to_json
from tests.agreements import compiled, conserved, meaning, outcome_of, plan_of, told
from tests.generated import HAND, Made, agreements
from tests.generated_divisions import Divided, divisions

MANY = settings(max_examples=100)
FEWER = settings(max_examples=60)


def earned(outcome: Outcome) -> dict[str, Fraction]:
    """What each recipient has earned in the measured block, before the bonus pot."""
    sums: dict[str, Fraction] = {}
    for row in outcome.payments:
        if row.item == "block-1":
            sums[row.recipient] = sums.get(row.recipient, Fraction(0)) + (row.amount or 0)
    return sums


@MANY
@given(agreements())
def test_made_agreements_are_sound(made: Made) -> None:
    """An agreement that is right by construction has nothing to remark on and a whole plan."""
    done = compiled(made.text)
    assert [code for _, code in told(done.report) if code != "OKT461"] == []
    assert done.plan is not None
    assert verify(done.plan) == []


@MANY
@given(agreements())
def test_money_is_conserved(made: Made) -> None:
    """Paid and unpaid make the amount, to the krona, of every pot and of the whole."""
    assert conserved(outcome_of(plan_of(made.text), made.figures))


@MANY
@given(agreements())
def test_nothing_earned_is_negative(made: Made) -> None:
    """Nobody earns less than nothing, and nothing unpaid is less than nothing."""
    outcome = outcome_of(plan_of(made.text), made.figures)
    assert all(amount >= 0 for amount in earned(outcome).values())
    assert all(pot.unpaid is not None and pot.unpaid >= 0 for pot in outcome.pots)
    assert all(cell.amount is not None and cell.amount >= 0 for cell in outcome.cells)


@MANY
@given(agreements(monotone=True), st.data())
def test_better_never_pays_less(made: Made, data: st.DataObject) -> None:
    """A better value never lowers what its recipient earns before the bonus pot."""
    measure = data.draw(st.sampled_from(sorted(made.measures)))
    code = data.draw(st.sampled_from(made.recipients))
    month = data.draw(st.sampled_from(list(made.period)))
    cell = made.figures.counts[measure, code, month]
    assume(cell.numerator is not None and cell.denominator)
    met, everyone = cell.numerator or 0, cell.denominator or 0
    if made.measures[measure]:
        better = data.draw(st.integers(met, everyone))
    else:
        better = data.draw(st.integers(0, met))
    counts = dict(made.figures.counts) | {(measure, code, month): CountCell(better, everyone, HAND)}
    plan = plan_of(made.text)
    before = earned(outcome_of(plan, made.figures))
    after = earned(outcome_of(plan, evolve(made.figures, counts=counts)))
    assert after[code] >= before[code]
    assert all(after[c] == before[c] for c in made.recipients if c != code)


@FEWER
@given(agreements(), st.data())
def test_permuting_recipients(made: Made, data: st.DataObject) -> None:
    """Recipients that change places in the data change places in the result.

    What is earned moves exactly; where a last unit has to go to one of several equals, the order
    decides, so the rest may differ by such units.
    """
    order = data.draw(st.permutations(made.recipients))
    moved = dict(zip(made.recipients, order, strict=True))
    turned = Figures(
        keys={k: {moved[c]: v for c, v in row.items()} for k, row in made.figures.keys.items()},
        counts={(m, moved[c], when): v for (m, c, when), v in made.figures.counts.items()},
    )
    plan = plan_of(made.text)
    before, after = outcome_of(plan, made.figures), outcome_of(plan, turned)
    if not made.shared:
        assert earned(after) == {moved[code]: amount for code, amount in earned(before).items()}
    rows = {(r.payment, r.item, r.recipient): r.amount for r in after.payments}
    for row in before.payments:
        other = rows[row.payment, row.item, moved[row.recipient]]
        assert other is not None
        assert row.amount is not None
        assert abs(other - row.amount) <= made.unit * len(made.recipients)


@FEWER
@given(agreements(), st.integers(2, 10**6))
def test_scaling_keys(made: Made, times: int) -> None:
    """Multiplying every value of a key by the same number changes nothing."""
    scaled = {
        key: {code: value * times for code, value in row.items()}
        for key, row in made.figures.keys.items()
    }
    plan = plan_of(made.text)
    before = outcome_of(plan, made.figures)
    assert outcome_of(plan, evolve(made.figures, keys=scaled)).payments == before.payments


@FEWER
@given(agreements(), st.integers(2, 1000))
def test_scaling_counts(made: Made, times: int) -> None:
    """A share is a share: as many times more patients, met and all, earn the same.

    But for conditions on how many wait, which are counts.
    """
    assume("väntar" not in made.text)
    counts = {
        place: cell
        if cell.numerator is None or cell.denominator is None
        else CountCell(cell.numerator * times, cell.denominator * times, HAND)
        for place, cell in made.figures.counts.items()
    }
    plan = plan_of(made.text)
    before = outcome_of(plan, made.figures)
    assert outcome_of(plan, evolve(made.figures, counts=counts)).payments == before.payments


@FEWER
@given(agreements())
def test_plan_files_lose_nothing(made: Made) -> None:
    """A plan written to a file and read again is the same plan, and pays the same."""
    plan = plan_of(made.text)
    report = Report()
    read = plan_from_json("plan.json", plan_to_json(plan).encode(), report)
    assert read == plan
    assert not report.found
    assert outcome_of(read, made.figures).payments == outcome_of(plan, made.figures).payments


@FEWER
@given(agreements(), st.data())
def test_part_of_a_year(made: Made, data: st.DataObject) -> None:
    """What is paid for the months so far does not change when the later ones come in."""
    until = data.draw(st.sampled_from(list(made.period)))
    so_far = {p: c for p, c in made.figures.counts.items() if p[2] <= until}
    plan: Plan = plan_of(made.text)
    whole = outcome_of(plan, made.figures)
    part = outcome_of(plan, evolve(made.figures, counts=so_far))
    for early, late in zip(part.payments, whole.payments, strict=True):
        assert early.amount in (None, late.amount)
    assert all(month > until for month in part.unmeasured)
    assert len(part.unmeasured) == sum(month > until for month in made.period)


@FEWER
@given(agreements(), st.data())
def test_the_order_of_statements_means_nothing(made: Made, data: st.DataObject) -> None:
    """Whole statements may stand in any order after the first; the money does not change."""
    statements: list[str] = []
    for line in made.text.split("\n")[1:]:
        if line.startswith(" ") and statements:
            statements[-1] += line + "\n"
        elif line:
            statements.append(line + "\n")
    shuffled = "okt 1\n" + "".join(data.draw(st.permutations(statements)))
    before = outcome_of(plan_of(made.text), made.figures)
    after = outcome_of(plan_of(shuffled), made.figures)

    def amounts(outcome: Outcome) -> set[tuple[str, str, str, Fraction | None]]:
        return {(r.payment, r.item, r.recipient, r.amount) for r in outcome.payments}

    assert amounts(after) == amounts(before)
    assert meaning(plan_of(shuffled)).total == meaning(plan_of(made.text)).total


# What is divided, paid for each unit, or conditional ------------------------------------------


@MANY
@given(divisions())
def test_divisions_are_sound(made: Divided) -> None:
    """A division that is right by construction has nothing to remark on and a whole plan."""
    done = compiled(made.text)
    assert told(done.report) == []
    assert done.plan is not None
    assert verify(done.plan) == []


@MANY
@given(divisions())
def test_divided_money_is_conserved(made: Divided) -> None:
    """Paid, held back and unpaid make the amount of every pot; nobody gets less than nothing."""
    outcome = outcome_of(plan_of(made.text), made.figures)
    assert conserved(outcome)
    assert all(row.amount is None or row.amount >= 0 for row in outcome.payments)
    assert all(pot.unpaid is not None and pot.unpaid >= 0 for pot in outcome.pots)


@MANY
@given(divisions(capped=True))
def test_nobody_gets_above_a_ceiling(made: Divided) -> None:
    """Where nothing is added to what is claimed, a ceiling is the most, but for its rounding."""
    rows = outcome_of(plan_of(made.text), made.figures).payments
    paid = [row.amount for row in rows if row.item == "block-2"]
    assert len(paid) == len(made.recipients)
    assert all(amount is not None and amount < made.ceiling + made.unit for amount in paid)


@MANY
@given(divisions())
def test_who_fails_gets_nothing(made: Divided) -> None:
    """Who does not meet a condition is not paid; others are, at most all that there is."""
    for row in outcome_of(plan_of(made.text), made.figures).payments:
        if (
            row.item == "medel-stöd"
            and not (made.figures.assessments or {})[row.recipient, "plan"].met
        ):
            assert not row.amount


@FEWER
@given(divisions(), st.data())
def test_permuting_recipients_of_a_division(made: Divided, data: st.DataObject) -> None:
    """Recipients that change places in the data change places in the result, but for last units."""
    order = data.draw(st.permutations(made.recipients))
    moved = dict(zip(made.recipients, order, strict=True))
    turned = Figures(
        keys={k: {moved[c]: v for c, v in row.items()} for k, row in made.figures.keys.items()},
        assessments={
            (moved[code], name): cell
            for (code, name), cell in (made.figures.assessments or {}).items()
        },
    )
    plan = plan_of(made.text)
    before, after = outcome_of(plan, made.figures), outcome_of(plan, turned)
    rows = {(r.payment, r.item, r.recipient): r.amount for r in after.payments}
    for row in before.payments:
        other = rows[row.payment, row.item, moved[row.recipient]]
        assert (other is None) == (row.amount is None)
        apart = abs((other or Fraction(0)) - (row.amount or Fraction(0)))
        assert apart <= made.unit * len(made.recipients)


@FEWER
@given(divisions())
def test_plan_files_of_divisions_lose_nothing(made: Divided) -> None:
    """A plan of a division written to a file and read again is the same plan."""
    plan, report = plan_of(made.text), Report()
    assert plan_from_json("plan.json", plan_to_json(plan).encode(), report) == plan
    assert not report.found
