"""Where the money of a pot is when not all of it is paid: held, waiting, lost, or left over.

The case is that of `test_conditions`: of hållet and förverkat a, b and c have 10, 20 and 40.
"""

from fractions import Fraction
from itertools import product
from pathlib import Path

import pytest

from overenskommelse.cli.outcome_csv import payments
from overenskommelse.outcome import Outcome
from tests.test_conditions import ALL_YES, NO_PLANS, NO_REGISTER, changed, noted, of

# What b and c have is as before; a waits for its register (10), and what c's no does stands beside.
ACCOUNTS: dict[str, tuple[list[tuple[str, str]], dict[str, tuple[Fraction | int, ...]]]] = {
    "register": (
        [("a;register;ja;", ""), NO_REGISTER],
        # (paid, held, waiting, unpaid)
        {"hållet": (20, 40, 10, 0), "förverkat": (20, 0, 10, 40), "omfördelat": (100, 0, 0, 0)},
    ),
    # c's plan is refused: its 40 of hållet are held. How its 57 are divided is up to a's plan.
    "plan": (
        [("a;planer;ja;", ""), NO_PLANS],
        {"hållet": (20, 40, 10, 0), "förverkat": (70, 0, 0, 0), "omfördelat": (0, 0, 100, 0)},
    ),
}


def accounted(outcome: Outcome) -> dict[str, tuple[Fraction | int, ...]]:
    """What of each block is paid, held, waits for an assessment and is unpaid."""
    paid: dict[str, Fraction] = {}
    for row in outcome.payments:
        paid[row.item] = paid.get(row.item, Fraction(0)) + (row.amount or 0)
    return {
        pot.item.removeprefix("block-"): (
            paid[pot.item], pot.held, pot.waiting or Fraction(0), pot.unpaid or Fraction(0)
        )
        for pot in outcome.pots
    }  # fmt: skip


@pytest.mark.parametrize("case", ACCOUNTS)
def test_what_waits_is_told_apart(tmp_path: Path, case: str) -> None:
    """What is paid, held, not yet assessed and unpaid of each block are figures of their own."""
    changes, expected = ACCOUNTS[case]
    outcome = of(tmp_path, fokus=changed(ALL_YES, *changes))
    assert accounted(outcome) == expected
    waiting = [f"{parts[2]} kr av block {name}" for name, parts in expected.items() if parts[2]]
    told = noted(outcome, "OKT736")
    assert [note.partition(" betalas inte ut än")[0] for note in told] == waiting


def test_whatever_is_assessed_no_krona_goes_astray(tmp_path: Path) -> None:
    """Paid, held, waiting and unpaid make the amount of every block, whoever is assessed how."""
    lines = ("{};{};ja;", "{};{};nej;brister", "")
    for *registers, plan in product(lines, repeat=4):
        fokus = ALL_YES
        for who, line in zip("abc", registers, strict=True):
            fokus = changed(fokus, (f"{who};register;ja;", line.format(who, "register")))
        fokus = changed(fokus, ("a;planer;ja;", plan.format("a", "planer")))
        outcome = of(tmp_path, fokus=fokus)
        accounts = accounted(outcome)
        assert {pot.item.removeprefix("block-"): pot.amount for pot in outcome.pots} == {
            name: sum(parts) for name, parts in accounts.items()
        }
        assert all(part >= 0 for parts in accounts.values() for part in parts)


def test_a_table_for_spreadsheets_says_why(tmp_path: Path) -> None:
    """Each amount that is missing or less has its reason, and where the money is, in its row."""
    outcome = of(tmp_path, fokus=changed(ALL_YES, *ACCOUNTS["register"][0]))
    text = payments(outcome).decode("utf-8-sig")
    rows = [line.split(";") for line in text.splitlines()]
    assert rows[0][4:9] == ["belopp_kr", "hålls_inne_kr", "väntar_kr", "förfallet_kr", "skäl"]
    assert [row[4:9] for row in rows[1:] if row[3] != "block-omfördelat"] == [
        ["", "0", "10", "0", "ännu inte bedömt"], ["", "0", "10", "0", "ännu inte bedömt"],
        ["20", "0", "0", "0", ""], ["20", "0", "0", "0", ""],
        ["", "40", "0", "0", "hålls inne"], ["0", "0", "0", "40", "rätten har förfallit"],
    ]  # fmt: skip


def test_a_table_for_spreadsheets_says_why_it_is_the_others(tmp_path: Path) -> None:
    """What has fallen to the others is no kronor at all in the row, and the condition says why."""
    outcome = of(tmp_path, fokus=changed(ALL_YES, NO_PLANS))
    rows = [line.split(";") for line in payments(outcome).decode("utf-8-sig").splitlines()]
    # a and b share c's 57 of the 100 by 1:2 inhabitants.
    assert [row[4:9] for row in rows if row[3] == "block-omfördelat"] == [
        ["33", "0", "0", "0", ""], ["67", "0", "0", "0", ""],
        ["0", "0", "0", "0", "villkor omfördelar är inte uppfyllt"],
    ]  # fmt: skip
