"""A draft with amounts that are not known yet is evaluated without the data that cannot matter."""

from pathlib import Path

import pytest

from compiler.knowable import mattering
from overenskommelse import plan as p
from overenskommelse.diagnostics import Report
from runtime.evaluate import evaluate
from runtime.intake import read_figures
from tests.agreements import compiled

DRAFT = """okt 1
överenskommelse utkast "Utkast"  [a]
  omfattning okänt  [a]
mottagare två "Två" består av a "Astad", b "Bstad"  [a]
nyckel invånare "Folkmängd"  [a]
block 1 "Förhandlas" {amount}  [a]
  till två{whole}  [a]
{items}block 2 "Klart" 100 kr  [a]
  till två, lika  [a]
avrundning  [a]
  fördelning hela kronor, hälften uppåt  [a]
  rest till störst decimaldel, lika: störst nyckel  [a]
utbetalning december 2025 block 1, block 2  [a]
"""
WHOLE = DRAFT.format(amount="okänt", whole=", efter invånare", items="")
REST = 'post {0} "{0}" {1} efter invånare  [a]\n'


def plan_of(text: str) -> p.Plan:
    """The plan of a draft, which has notes of what is not known."""
    plan = compiled(text).plan
    assert plan is not None
    return plan


def wanted(text: str) -> tuple[list[str], tuple[str, ...]]:
    """The keys that data must have, and those that it need not have."""
    plan = plan_of(text)
    return [view.name for view in plan.keys], plan.unused_keys


def test_a_draft_goes_on_without_a_key_that_cannot_matter() -> None:
    """Without any data the block that is not known is so, and the other is divided: 50 kr each."""
    plan, report = plan_of(WHOLE), Report()
    outcome = evaluate(plan, read_figures([], plan, report), report)
    assert outcome is not None
    assert not report.found
    assert [(row.item, row.amount, row.why) for row in outcome.payments] == [
        ("block-1", None, "okänt"), ("block-2", 50, ""),
    ] * 2  # fmt: skip


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        (WHOLE, []),
        (WHOLE.replace("block 1 \"Förhandlas\" okänt", 'block 1 "Förhandlas" 7 kr'), ["invånare"]),
        (WHOLE.replace("till två, lika", "till två, efter invånare"), ["invånare"]),
        # What an item of 7 kr leaves of an amount that is not known is not known; the 7 kr are.
        (DRAFT.format(amount="okänt", whole="",
                      items=REST.format("del", "7 kr") + REST.format("övrigt", "resten")),
         ["invånare"]),
        (DRAFT.format(amount="7 kr", whole="",
                      items=REST.format("del", "okänt") + REST.format("övrigt", "resten")), []),
    ],
    ids=["unknown", "known", "both", "item", "rest"],
)  # fmt: skip
def test_a_key_is_wanted_where_something_known_is_divided_by_it(text: str, keys: list[str]) -> None:
    """Data must have a key as soon as one amount that is known is divided by it, and not before."""
    assert wanted(text) == (keys, () if keys else ("invånare",))


def test_a_key_that_is_delivered_all_the_same(tmp_path: Path) -> None:
    """A file of a key that does not matter yet is no fault; it is said that it is not used."""
    (tmp_path / "folk.csv").write_text("mottagare;invånare\na;2\nb;1\n", encoding="utf-8")
    plan, report = plan_of(WHOLE), Report()
    assert evaluate(plan, read_figures([str(tmp_path)], plan, report), report) is not None
    assert [d.code.number for d in report] == ["OKT529"]
    assert "inget känt belopp" in report.found[0].message


def test_what_is_decided_does_not_make_a_key_matter() -> None:
    """A step between the key and the amount matters no more than the key does."""
    plan = plan_of(WHOLE)
    (key,) = (step.id for step in plan.steps if isinstance(step, p.KeyValue))
    assert key not in mattering(plan.steps)
    assert {step.id for step in plan.steps if isinstance(step, p.Paid)} <= mattering(plan.steps)
