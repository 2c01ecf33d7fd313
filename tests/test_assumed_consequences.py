"""What follows by an assumption is never shown as what the agreement says."""

import json
from pathlib import Path

import pytest

from overenskommelse.cli import main
from tests.agreements import good

STATED = good("villkor_fordelas")
ASSUMED = STATED.replace("  gäller övriga\n", "  antas övriga\n")
FORMS = ("csv", "json", "ics", "text")


def calendar(folder: Path, capsys: pytest.CaptureFixture[str], text: str, form: str) -> str:
    path = folder / "prov.okt"
    path.write_text(text, encoding="utf-8")
    main(("calendar", str(path), "--format", form))
    return "".join(capsys.readouterr().out.replace("\r\n ", "").split("\n"))


@pytest.mark.parametrize("form", FORMS)
def test_an_assumed_consequence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], form: str
) -> None:
    """In every form, and only where the reading is assumed, the interpretation is named."""
    mark = '"assumed": "påföljd"' if form == "json" else "antas"
    assert mark in calendar(tmp_path, capsys, ASSUMED, form)
    assert mark not in calendar(tmp_path, capsys, STATED, form)


def test_an_assumption_for_machines(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A consequence is null where it is the agreement's own."""
    found = json.loads(calendar(tmp_path, capsys, STATED, "json"))
    follows = [one for entry in found["entries"] for one in entry["follows"]]
    assert {one["assumed"] for one in follows} == {None}
