"""`okt diff OLD NEW DATA…`: what it shows, and what it refuses."""

import json
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from overenskommelse.cli import main
from overenskommelse.cli.rule_diff import moved_to
from overenskommelse.cli.sides import sides
from tests.agreements import AGREEMENT_2023, TextFile, edited
from tests.test_rule_attribution import PLAIN

DATA = AGREEMENT_2023.parent.parent / "data" / "2023"
OLD = str(AGREEMENT_2023)
CHANGE = ("medicinsk_bedömning_3_dagar  minst 90 %", "medicinsk_bedömning_3_dagar  minst 92 %")


@pytest.fixture
def new(tmp_path: Path) -> str:
    path = tmp_path / "ny.okt"
    path.write_text(edited(PLAIN, CHANGE), encoding="utf-8")
    return str(path)


def test_the_exact_parts_and_the_shown_ones_make_the_change(
    new: str, capfd: pytest.CaptureFixture[str]
) -> None:
    """One change has made all of it: nothing is interaction, and nothing is lost."""
    assert main(["diff", OLD, new, str(DATA), "--format", "json"]) == 0
    kronor = json.loads(capfd.readouterr().out)["kronor"]
    (part,) = kronor["attribution"]["parts"]
    changes = {row["recipient"]: row["change"] for row in kronor["recipients"]}
    assert part["shown"] == part["shown_own"] == changes
    assert {code: int(amount) for code, amount in part["whole"].items()} == changes
    assert sum(changes.values()) == 0
    assert any(changes.values())


def test_another_year_is_said_and_not_moved_silently(capfd: pytest.CaptureFixture[str]) -> None:
    """2024 wants months that are not there: the answer is 2, and how to move it is told."""
    year_2024 = str(AGREEMENT_2023.with_name("2024.okt"))
    assert main(["diff", OLD, year_2024, str(DATA)]) == 2
    told = capfd.readouterr()
    assert not told.out
    assert "2024.okt kan inte räknas på dessa data" in told.err
    assert "--som-år" in told.err


def test_a_moved_agreement_still_says_what_things_were_called() -> None:
    """Block 2 of 2024 was block 1 in 2023, also where both are read as rules of 2023."""
    both = sides("okt diff", [OLD, str(AGREEMENT_2023.with_name("2024.okt"))])
    moved = moved_to(both[1], 2023).compiled().agreement
    assert moved is not None
    former = {block.number: block.former for block in moved.blocks}
    assert former["2"] is not None
    assert former["2"].name == "1"


def test_a_recipient_by_name(new: str, capfd: pytest.CaptureFixture[str]) -> None:
    """One recipient's parts alone, in a narrow encoding's reach too."""
    assert main(["diff", OLD, new, str(DATA), "--recipient", "Skåne"]) == 0
    shown = capfd.readouterr().out
    assert "12 Skåne" in shown
    assert "01 Stockholm" not in shown


def test_every_change_is_told_with_its_block(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """Two blocks have other amounts: no heading tells the rows apart, so each names its block."""
    path = tmp_path / "ny.okt"
    less = ('arbete" 440 mnkr', 'arbete" 430 mnkr')
    total = ("2 952 mnkr", "2 942 mnkr")
    path.write_text(edited(PLAIN, CHANGE, less, total), encoding="utf-8")
    assert main(["diff", OLD, str(path), str(DATA)]) == 0
    shown = capfd.readouterr().out.replace("\u00a0", " ")
    assert "block 1, krav 1 måluppfyllelse: minst 90 % → 92 %" in shown
    assert "block 2, belopp: 440 mnkr → 430 mnkr" in shown


@pytest.mark.parametrize("form", ["text", "markdown"])
def test_kronor_are_told_with_what_they_rest_on(
    new: str, capfd: pytest.CaptureFixture[str], form: str
) -> None:
    """The counts of 2023 are reconstructed, and whoever reads the kronor is told so."""
    assert main(["diff", OLD, new, str(DATA), "--format", form]) == 0
    assert "Bygger på uppgifter som inte är verkliga" in capfd.readouterr().out


def test_machines_are_told_what_kronor_rest_on(new: str, capfd: pytest.CaptureFixture[str]) -> None:
    """JSON says which file is reconstructed, for rules, data and readings alike."""
    for arguments in (["diff", OLD, new], ["diff", OLD, str(DATA)], ["readings", OLD]):
        assert main([*arguments, str(DATA), "--format", "json"]) == 0
        document = json.loads(capfd.readouterr().out)
        told = document.get("kronor", document)["provenance"]
        assert ("vantetider.csv", "rekonstruerad") in {(one["file"], one["origin"]) for one in told}


@pytest.mark.parametrize("form", ["text", "markdown", "json"])
def test_the_forms_as_they_are(
    form: str,
    new: str,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    snapshot: SnapshotAssertion,
) -> None:
    """Kronor by change and by recipient, with what they rest on, stay as they were looked at."""
    monkeypatch.chdir(Path(new).parent)
    assert main(["diff", OLD, Path(new).name, str(DATA), "--details", "--format", form]) == 0
    shown = capfd.readouterr().out.replace(f"{AGREEMENT_2023.parent.parent}/", "")
    assert shown == snapshot.use_extension(TextFile)
