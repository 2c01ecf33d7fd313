"""The regions: every code, name and alias finds its region, and the code systems stay apart."""

import csv
from pathlib import Path

import pytest

from overenskommelse import regions
from overenskommelse.plan import Group
from runtime.intake.recipients import Directory

with (Path(regions.__file__).with_name("regions.csv")).open(encoding="utf-8", newline="") as table:
    ROWS = list(csv.DictReader(table))

ALIASES = [
    (alias, row["scb_lan_code"])
    for row in ROWS
    for alias in (row["region"], *row["aliases"].split(";"))
]
SEEN = [
    # As met in real files, and as people write
    ("Skåne", "12"),
    ("Region Skåne", "12"),
    ("Skåne län", "12"),
    ("SKÅNE", "12"),
    ("region  skåne", "12"),
    (" Skåne ", "12"),
    ("Skåne\u00a0län", "12"),
    ("Ska\u030ane", "12"),
    ("Jämtland", "23"),
    ("Jämtland Härjedalen", "23"),
    ("Jämtland/Härjedalen", "23"),
    ("Jämtland  Härjedalen", "23"),
    ("Jämtland-Härjedalen", "23"),
    ("Region Jämtland/Härjedalen", "23"),
    ("Sörmland", "04"),
    ("Södermanland", "04"),
    ("Södermanlands län", "04"),
    ("VGR", "14"),
    ("Gotlands kommun", "09"),
    ("1", "01"),
    ("01", "01"),
    ("9", "09"),
    ("25", "25"),
    ("01 Stockholm", "01"),
    ("1 Stockholms län", "01"),
    ("14 Västra Götalandsregionen", "14"),
]
NOWHERE = [
    "", "0", "00", "2", "02", "11", "15", "16", "26", "41", "99", "001", "1.0", "\u0660\u0661",
    "\u00b9",
    "Skane", "Region", "Norrland", "01 Skåne", "10 Stockholm", "Stockholm 01", "12\u200b",
]  # fmt: skip


def test_there_are_twenty_one() -> None:
    """All regions are there, once, in the order of their codes."""
    codes = [code for code, _ in regions.REGIONS]
    assert len(codes) == 21
    assert codes == sorted(set(codes))
    assert dict(regions.REGIONS)["14"] == "Västra Götalandsregionen"


@pytest.mark.parametrize(("text", "code"), ALIASES + SEEN)
def test_every_name_finds_its_region(text: str, code: str) -> None:
    """Codes, names and aliases mean one region, however they are written."""
    assert regions.find(text) == code
    assert regions.find(text.upper()) == code
    assert regions.find(text.lower()) == code


@pytest.mark.parametrize("text", NOWHERE)
def test_what_is_no_region_finds_none(text: str) -> None:
    """What is no code, name or alias is not taken for one, nor is a code with another's name."""
    assert regions.find(text) is None


def test_no_name_means_two_regions() -> None:
    """No alias belongs to two regions."""
    folded = [regions.folded(alias) for alias, _ in ALIASES]
    assert len(set(folded)) == len(folded)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: str(row["scb_lan_code"]))
def test_each_code_system_finds_its_own(row: dict[str, str]) -> None:
    """A code is read in the system that it is said to belong to."""
    code = row["scb_lan_code"]
    assert regions.by_scb_code(code) == code
    assert regions.by_database_code(row["skr_vantetidsdatabas_regionkod"]) == code
    assert regions.by_kolada_id(row["kolada_id"]) == code


def test_the_code_systems_collide() -> None:
    """The codes that mean different regions in the two systems are the known ones."""
    both = [c for c, _ in regions.REGIONS if regions.by_database_code(c) is not None]
    assert both == ["10", "12", "13", "21", "22", "23", "24"]
    assert all(regions.by_database_code(c) != c for c in both)


@pytest.mark.parametrize(
    "text", ["Riket", "RIKET", "Alla  regioner", "Totalt", "Summa", "Hela landet"]
)
def test_totals_are_known(text: str) -> None:
    """A row that sums the others is known by its label and is no region."""
    assert regions.is_total(text)
    assert regions.find(text) is None


def test_own_recipients_answer_to_their_own_names_only() -> None:
    """A group of an agreement's own is not mistaken for regions with the same codes."""
    own = Directory.of([Group("delar", "Delar", (("01", "Norra"), ("b", "Södra")))])
    assert own.find("1") == "01"
    assert own.find("norra") == "01"
    assert own.find("B") == "b"
    assert own.find("Stockholm") is None
    assert not own.has_regions


def test_a_region_outside_the_group_is_not_found() -> None:
    """A group of some regions finds only those."""
    some = Directory.of([Group("tre", "Tre", regions.REGIONS[:3])])
    assert some.find("Uppsala") == "03"
    assert some.find("Skåne") is None
    assert some.find("12") is None
