"""Advice that proposes a day proposes one in the agreement's own year."""

import re

import pytest

from compiler import check_text
from tests.agreements import BAD, edited

YEAR = re.compile(r"\b(?:19|20|21)[0-9]{2}\b")
CASES = {
    "rekvisition_utan_dag": ("OKT452", {"2061"}),
    "matperiod_saknas": ("OKT442", {"2061"}),
    "kriterium_utan_villkor": ("OKT114", {"2061"}),
    "villkor_kan_inte_provas": ("OKT474", {"2061"}),
    # What is not used of a year's money goes back in the next.
    "gar_inte_att_aterbetala": ("OKT460", {"2062"}),
}


def advice(text: str, number: str) -> list[str]:
    """The ways out of a fault, with its words filled in."""
    return [d.help for d in check_text("prov.okt", text.encode()) if d.code.number == number]


def moved(name: str) -> str:
    """A bad case, in another century's sixties."""
    return (BAD / f"{name}.okt").read_text(encoding="utf-8").replace("2024", "2061")


@pytest.mark.parametrize("name", CASES)
def test_advice_is_of_the_agreements_year(name: str) -> None:
    """Every year in the advice is the agreement's, or the one that follows from it."""
    number, years = CASES[name]
    found = advice(moved(name), number)
    assert found
    assert {year for words in found for year in YEAR.findall(words)} == years


def test_an_agreement_that_is_not_named_by_its_year() -> None:
    """Where the name is no year, the first year of the file is spoken of."""
    text = edited(
        moved("kriterium_utan_villkor"), ("överenskommelse 2061", "överenskommelse trygg")
    )
    dated = edited(text, ("  omfattning", "  beslutad 3 mars 2058\n  omfattning"))
    assert YEAR.findall(advice(dated, "OKT114")[0]) == ["2058"]
