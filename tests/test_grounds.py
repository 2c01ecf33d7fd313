"""What each payment rests on that is assumed or not real: named on its rows, and on no others."""

from pathlib import Path

import pytest

from overenskommelse import limits
from overenskommelse.outcome import Basis
from overenskommelse.plan import Plan
from tests.agreements import outcome_of, plan_of
from tests.intake_plans import read_texts

AGREEMENT = """\
okt 1
överenskommelse 2024 "Grunder"
  omfattning 600 kr
mottagare städerna "Städerna" består av a "Astad", b "Bstad"
mottagare skr "SKR"
nyckel invånare "Folkmängd"
nyckel barn "Barn"
avrundning
  fördelning enligt tolkning hur
  rest delas inte ut
tolkning hur "Hur avrundas delarna?"
  eftersom "det står inte"
  läsning nedåt hela kronor, nedåt
  läsning ören hela ören, nedåt
  antas nedåt
tolkning efter "Vad delas block 2 efter?" [antaget]
  eftersom "det står inte"
  läsning barn som skrivet "efter barn"
  antas barn
block 1 "Folk" 300 kr
  till städerna, efter invånare
block 2 "Barn" 200 kr [antaget]
  till städerna, efter barn
medel skr "Stöd" 100 kr till skr
utbetalning februari 2024 block 1, block 2, medel skr
"""
FILES = {"folk": "mottagare;invånare\na;1\nb;2\n", "unga": "mottagare;barn\na;1\nb;1\n"}
Found = dict[str, dict[Basis, tuple[str, ...]]]


def grounds(folder: Path, plan: Plan, **files: str) -> Found:
    """What the rows of each item rest on; all rows of an item rest on the same."""
    read = read_texts(folder, plan, **FILES | files)
    assert not read.errors
    return {
        row.item: {ground.basis: ground.names for ground in row.grounds}
        for row in outcome_of(plan, read.figures).payments
    }


def test_an_assumption_is_told_of_what_it_is_behind(tmp_path: Path) -> None:
    """A rounding is behind both divided blocks; words that change nothing are tied by citation;
    a fixed amount to one rests on nothing."""
    assert grounds(tmp_path, plan_of(AGREEMENT)) == {
        "block-1": {Basis.ASSUMED: ("hur",)},
        "block-2": {Basis.ASSUMED: ("hur", "efter")},
        "medel-skr": {},
    }


def test_a_chosen_reading_is_no_assumption_of_the_agreement(tmp_path: Path) -> None:
    """Who computes with another reading than the assumed one is told what was chosen."""
    found = grounds(tmp_path, plan_of(AGREEMENT, {"hur": "ören"}))
    assert found["block-1"] == {Basis.CHOSEN: ("hur",)}
    assert found["block-2"] == {Basis.ASSUMED: ("efter",), Basis.CHOSEN: ("hur",)}


def test_words_that_cite_nothing_are_told_of_everything(tmp_path: Path) -> None:
    """Where nothing ties an assumption to a clause, every row may rest on it."""
    text = AGREEMENT.replace('efter?" [antaget]', 'efter?"')
    assert grounds(tmp_path, plan_of(text))["medel-skr"] == {Basis.ASSUMED: ("efter",)}


@pytest.mark.parametrize(
    ("figure", "name"), [("", "unga.csv"), ("barn", "barn"), ("invånare", None)]
)
def test_figures_that_are_not_real(tmp_path: Path, figure: str, name: str | None) -> None:
    """An estimated file or column is told of the rows computed from it, and of no others."""
    said = f"fil;uppgift;ursprung\nunga.csv;{figure};uppskattad\nfolk.csv;;verklig\n"
    found = grounds(tmp_path, plan_of(AGREEMENT), ursprung=said)
    assert found["block-2"].get(Basis.ESTIMATED) == ((name,) if name else None)
    assert Basis.ESTIMATED not in found["block-1"]


def test_too_much_to_compare_is_said_of_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where trying the other readings would take too long, every row is said to rest on them."""
    monkeypatch.setattr(limits, "COMPARED_STEPS", 1)
    assert grounds(tmp_path, plan_of(AGREEMENT))["medel-skr"] == {Basis.ASSUMED: ("hur",)}
