"""`okt readings`: what readings give by hand, alone and combined, and what data cannot show."""

import json
from fractions import Fraction
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from compiler import plan_under
from overenskommelse import file_codes, limits
from overenskommelse.cli import main
from overenskommelse.cli.page import Page
from overenskommelse.cli.readings_forms import readings_csv, readings_document
from overenskommelse.cli.readings_run import Trier
from overenskommelse.cli.readings_text import readings_text
from overenskommelse.cli.readings_values import Found, Range, Readings, Tried
from overenskommelse.cli.refusal import Refused
from overenskommelse.diagnostics import Report
from overenskommelse.effect import effect
from overenskommelse.figures import Figures
from overenskommelse.plan import Plan
from runtime.variants import Variants
from tests.agreements import AGREEMENT_2023, TextFile, compiled, edited, figures, good, outcome_of
from tests.test_by_hand import ONE_TO_TWO, levels

OPEN = edited(
    good("bonus_efter_nyckel"),
    ("  saknas värde: kravet uppfylls inte ", "  saknas värde: enligt tolkning orapporterat "),
    ("besök minst 80 % ger 100 %", "besök minst enligt tolkning gräns ger 100 %"),
    (
        "  bonus       hela kronor, hälften uppåt   [§ 3]",
        "  bonus       enligt tolkning bonusen   [§ 3]",
    ),
    (
        "mått besök",
        """tolkning orapporterat "Vad gäller utan värde?"   [§ 4]
  eftersom  "texten säger inget"
  läsning   nej  kravet uppfylls inte
  läsning   ja   kravet uppfylls
  gäller    nej  "säkrast"

tolkning gräns "Hur hög är gränsen?"   [§ 4]
  eftersom  "texten säger två saker"
  läsning   åttio        80 %
  läsning   sjuttiofem   75 %
  gäller    åttio        "det står först"

tolkning bonusen "Hur avrundas bonusen?"   [§ 5]
  eftersom  "texten säger inget"
  läsning   uppåt  hela kronor, hälften uppåt
  läsning   nedåt  hela kronor, nedåt
  gäller    uppåt  "vanligast"

mått besök""",
    ),
)
"""6 000 kr a month, 1:2, and what nobody earns is divided 1:2 too; three questions are open."""

DATA = figures(ONE_TO_TWO, levels("besök", a1=(80, 100), a2=None, b1=(75, 100), b2=(0, 9)))
"""a's January is met, its February has no value; b's January is met if 75 % is enough."""


def found(*names: str, combine: bool = False, data: Figures = DATA) -> Readings:
    done = compiled(OPEN)
    assert done.plan is not None, done.report.found
    variants = Variants(done.plan, data)
    base = outcome_of(done.plan, data)
    trier = Trier(done, {}, data, lambda plan, report: data, base, variants)
    return trier.readings(names, combine, lambda choices: choices)


def tried(readings: Readings, name: str) -> Tried:
    return next(one for one in readings.tried if one.name == name)


def kronor(a: int, b: int) -> dict[str, Fraction]:
    return {"a": Fraction(a), "b": Fraction(b)}


def test_a_reading_gives_what_it_gives_by_hand() -> None:
    """In force a has 2 000 + 3 333, b 6 667. If a value that is missing counts as met, a has 4 000
    + 2 667 and b 5 333; if 75 % is enough, a has 2 000 + 2 000 and b 4 000 + 4 000."""
    readings = found()
    missing, limit = tried(readings, "orapporterat = ja"), tried(readings, "gräns = sjuttiofem")
    assert dict(missing.effect.by_recipient) == kronor(1334, -1334)
    assert dict(limit.effect.by_recipient) == kronor(-1333, 1333)
    assert (missing.effect.net, missing.effect.moved) == (Fraction(0), Fraction(1334))
    assert [
        (c.recipient, str(c.month), str(c.before), str(c.after)) for c in missing.effect.cells
    ] == [("a", "2024-02", "0", "100")]
    assert [
        (c.recipient, str(c.month), str(c.before), str(c.after)) for c in limit.effect.cells
    ] == [("b", "2024-01", "0", "100")]


def test_every_reading_is_what_it_is_by_itself() -> None:
    """What a reading changes is the difference to the agreement compiled and evaluated so."""
    readings = found()
    assert len(readings.tried) == 3
    for one in readings.tried:
        plan = compiled(OPEN, {one.choice.name: one.reading}).plan
        assert plan is not None
        assert one.effect == effect(readings.base, outcome_of(plan, DATA))


def test_a_reading_without_effect_is_told_as_such() -> None:
    """3 333,33 and 6 666,67 rounded down leave a krona, which the rule for the rest gives to b:
    the same as before."""
    assert [one.name for one in found().those(Found.SAME)] == ["bonusen = nedåt"]


def test_all_combinations_by_hand() -> None:
    """With both, a has 4 000 + 1 333 and b 4 000 + 2 667: four outcomes, 12 000 kr in each."""
    combined = found(combine=True).combined
    assert combined is not None
    assert combined.tried == {"orapporterat": 2, "gräns": 2}
    assert combined.left_out == ("bonusen",)
    assert (combined.combinations, combined.outcomes) == (4, 4)
    assert (combined.impossible, combined.unsaid) == (0, 0)
    numbers = {"a": (4000, 6667, 5333), "b": (5333, 8000, 6667)}
    assert combined.ranges == tuple(
        Range(code, *map(Fraction, amounts)) for code, amounts in numbers.items()
    )
    assert combined.total == Range("", *(Fraction(12_000),) * 3)


def test_what_is_named_is_combined_though_it_makes_no_difference_alone() -> None:
    """Two questions that are named: all four combinations, and two outcomes."""
    combined = found("bonusen", "gräns", combine=True).combined
    assert combined is not None
    assert combined.tried == {"gräns": 2, "bonusen": 2}
    assert (combined.combinations, combined.outcomes, combined.left_out) == (4, 2, ())


def test_too_many_combinations_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """One more than the limit is not begun; it says how many there are, and what to do."""
    monkeypatch.setattr(limits, "COMBINATIONS", 3)
    with pytest.raises(Refused, match="4 kombinationer") as refused:
        found(combine=True)
    assert "--tolkning" in refused.value.swedish


def test_a_plan_under_a_reading_is_the_one_that_is_compiled_so() -> None:
    """Checked once and lowered again is the same as compiled anew, whichever reading it is."""
    done = compiled(OPEN)
    for choices in ({}, {"gräns": "sjuttiofem"}, {"gräns": "sjuttiofem", "bonusen": "nedåt"}):
        anew = compiled(OPEN, choices).plan
        assert anew is not None
        under = plan_under(done, choices)
        assert under.steps == anew.steps
        assert [choice.used for choice in under.choices] == [c.used for c in anew.choices]
    with pytest.raises(ValueError, match="no such reading"):
        plan_under(done, {"gräns": "hundra"})


def test_data_that_a_reading_cannot_use_is_told() -> None:
    """A reading that wants another day's figures gives no amounts, but the reason that the data
    gives."""
    text = edited(
        OPEN,
        ('"Invånare" den 1 november 2023', '"Invånare" enligt tolkning dag'),
        (
            'tolkning bonusen "Hur',
            """tolkning dag "Vilken dag?"   [§ 2]
  eftersom  "texten säger inget"
  läsning   november  den 1 november 2023
  läsning   december  den 31 december 2023
  gäller    november  "vanligast"

tolkning bonusen "Hur""",
        ),
    )
    done = compiled(text)
    assert done.plan is not None, done.report.found

    def read(plan: Plan, report: Report) -> Figures:
        report.add(file_codes.FILE_NOT_FOUND, path="dag.csv", guess="")
        return DATA

    for reader, kind in ((read, Found.IMPOSSIBLE), (lambda plan, report: DATA, Found.UNTOLD)):
        variants = Variants(done.plan, DATA)
        trier = Trier(done, {}, DATA, reader, outcome_of(done.plan, DATA), variants)
        (one,) = trier.readings(["dag"], False, lambda choices: choices).tried
        assert one.found is kind
        assert one.reasons
    assert "31 december 2023" in one.reasons[0]


def test_it_reads_as_it_was_looked_over(snapshot: SnapshotAssertion) -> None:
    """The whole text of the agreement that was worked out by hand."""
    text = readings_text(found(combine=True), Page(), details=False)
    assert text == snapshot.use_extension(TextFile)


def test_forms_say_the_same() -> None:
    """The JSON has every changed payment, and the CSV a row for each, with the same change."""
    readings = found(combine=True)
    document = readings_document(readings)
    changes = [
        (one["reading"], shift["recipient"], shift["item"], str(shift["change"]))
        for one in document["readings"]
        for shift in one["effect"]["payments"]
    ]
    rows = [row.split(";") for row in readings_csv(readings).decode("utf-8-sig").splitlines()[1:]]
    assert [(row[1], row[2], row[5], row[8]) for row in rows] == changes
    assert ("ja", "a", "bonuspott", "-666") in changes
    assert document["combinations"]["recipients"][0] == {
        "recipient": "a", "lowest": 4000, "base": 5333, "highest": 6667
    }  # fmt: skip


# The command -----------------------------------------------------------------------------------


def run(capfd: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    data = AGREEMENT_2023.parents[1] / "data" / "2023"
    code = main(("readings", str(AGREEMENT_2023), str(data), *arguments))
    captured = capfd.readouterr()
    return code, captured.out, captured.err


def test_2023_is_tried_on_its_data(capfd: pytest.CaptureFixture[str]) -> None:
    """Every reading that does not hold is tried; of the day for inhabitants and of exactly 30 days
    the published data says nothing, and no reading changes what is paid in all."""
    code, out, err = run(capfd, "--format", "json")
    assert (code, err) == (0, "")
    document = json.loads(out)
    others = [one for one in document["readings"] if one["found"] != "same"]
    untold = {one["interpretation"] for one in others if one["found"] == "untold"}
    assert untold == {"befolkningsdag", "trettio_dagar"}
    assert all(one["effect"]["net"] == 0 for one in document["readings"])
    moved = {one["reading"]: one["effect"]["moved"] for one in others}
    assert moved["skillnaden"] > 10_000_000 > moved["en_gång"] > 0
    agreement = compiled(AGREEMENT_2023.read_bytes()).agreement
    assert agreement is not None
    declared = sum(len(each.readings) - 1 for each in agreement.interpretations)
    assert len(document["readings"]) == declared


def test_a_question_that_is_not_there_is_refused(capfd: pytest.CaptureFixture[str]) -> None:
    """A misspelt interpretation is guessed at, and the declared ones are listed."""
    code, out, err = run(capfd, "--tolkning", "matprecision")
    assert (code, out) == (2, "")
    assert "Menade du mätprecision?" in err


def test_a_made_plan_has_no_readings(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A plan is made with its readings: the agreement is asked for instead."""
    monkeypatch.chdir(tmp_path)
    assert main(("plan", str(AGREEMENT_2023), "--out", "plan.json")) == 0
    assert main(("readings", "plan.json")) == 2
    assert "ange överenskommelsen" in capfd.readouterr().err


def test_it_is_written_to_a_file(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """--out chooses the form by its ending, and a base with another reading is said so."""
    target = tmp_path / "läsningar.txt"
    base = ("--reading", "mätprecision=skillnaden", "--tolkning", "mätprecision")
    code, _, err = run(capfd, *base, "--out", str(target))
    assert (code, err) == (0, f"Läsningarna är skrivna till {target}.\n")
    text = target.read_text(encoding="utf-8")
    assert "jämförd med utfallet med mätprecision = skillnaden" in text
    assert "mätprecision = nivåerna" in text
