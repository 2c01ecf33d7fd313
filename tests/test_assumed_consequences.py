"""What follows by an assumption is never shown as what the agreement says."""

import json
from pathlib import Path

import pytest

from overenskommelse.cli import main
from tests.agreements import good, outcome_of, plan_of
from tests.intake_plans import read_texts

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


def test_an_assumption_in_an_outcome(tmp_path: Path) -> None:
    """Who fails is told that what follows is assumed, unless another reading was chosen."""
    tables = {"folk": "mottagare;invånare\na;1\nb;2\nc;4\n",
              "provat": "mottagare;villkor;uppfyllt;skäl\na;plan;nej;ingen plan\n"}  # fmt: skip
    for text, used, words in (
        (ASSUMED, {}, "därför fördelas medlen på de övriga – antas, tolkning påföljd"),
        (ASSUMED, {"påföljd": "förfaller"}, "därför förfaller medlen"),
        (STATED, {}, "därför fördelas medlen på de övriga"),
    ):
        plan = plan_of(text, used)
        outcome = outcome_of(plan, read_texts(tmp_path, plan, **tables).figures)
        told = [note.message for note in outcome.notes if note.code.number == "OKT719"]
        assert [message.partition("; ")[2] for message in told] == [words]


def test_an_assumption_for_machines(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A consequence is null where it is the agreement's own."""
    found = json.loads(calendar(tmp_path, capsys, STATED, "json"))
    follows = [one for entry in found["entries"] for one in entry["follows"]]
    assert {one["assumed"] for one in follows} == {None}
