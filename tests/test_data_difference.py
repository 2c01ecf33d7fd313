"""Two deliveries of data: what differs, what each change is worth, and the fewest that explain."""

import datetime
from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations
from pathlib import Path

import pytest
from attrs import evolve
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from syrupy.assertion import SnapshotAssertion

from overenskommelse.cli import main
from overenskommelse.cli.data_diff_json import figure_value
from overenskommelse.corrections import (
    Bisected,
    Correction,
    DataDifference,
    DataKind,
    Figure,
    Grouping,
    Minimal,
)
from overenskommelse.diagnostics import Cell, Report
from overenskommelse.effect import effect
from overenskommelse.figures import (
    AnswerCell,
    AssessmentCell,
    CountCell,
    Figures,
    ReportCell,
    RequisitionCell,
)
from overenskommelse.plan import Plan
from runtime import data_difference
from runtime.corrections import corrected, corrections
from runtime.data_difference import Deliveries, Unsayable
from runtime.outcomes import outcome_of
from runtime.variants import Variants
from tests.agreements import TextFile, compiled, figures, good, plan_of
from tests.test_by_hand import ONE_TO_TWO, levels
from tests.test_variants import TEXTS
from tests.variations import figures_for_plan, other_figures

POT = plan_of(good("bonus_efter_nyckel"))
"""6 000 kr a month, 2 000 of them for a and 4 000 for b, each earned at 80 %; what nobody earns is
divided 1:2."""


def delivery(**rows: tuple[int, int] | None) -> Figures:
    return figures(ONE_TO_TWO, levels("besök", **rows))


OLD = delivery(a1=(80, 100), a2=(0, 9), b1=(0, 9), b2=(0, 9))
MORE = delivery(a1=(80, 100), a2=(80, 100), b1=(80, 100), b2=(0, 9))
"""a earns 2 000 more, b 4 000 more."""


Made = tuple[Deliveries, DataDifference]


def tried(plan: Plan, old: Figures, new: Figures) -> Made | None:
    """The two compared; None where a delivery cannot be paid."""
    report = Report()
    variants = Variants(plan, old)
    before = outcome_of(variants, plan, old, report)
    after = outcome_of(variants, plan, new, report)
    if before is None or after is None:
        return None
    deliveries = Deliveries(variants, new)
    return deliveries, deliveries.difference(effect(before, after))


def compared(plan: Plan, old: Figures, new: Figures) -> Made:
    made = tried(plan, old, new)
    assert made is not None
    return made


def small(text: str) -> Plan:
    """The plan of a text with so few recipients that all their coalitions are tried in no time."""
    plan = compiled(text).plan
    assume(plan is not None and sum(len(group.members) for group in plan.groups) <= 4)
    assert plan is not None
    return plan


def kronor(amounts: dict[str, int]) -> dict[str, Fraction]:
    return {code: Fraction(amount) for code, amount in amounts.items()}


# By hand ---------------------------------------------------------------------------------


def test_parts_are_what_they_are_by_hand() -> None:
    """Two changes that draw on one bonus pot, each worth the average of coming first and last.

    Nothing: a 2 000 + 3 333, b 6 667. a's alone: a 4 000 + 2 667, b 5 333. b's alone: a 2 000 +
    2 000, b 4 000 + 4 000. Both: a 4 000 + 1 333, b 4 000 + 2 667. So a's is worth (1 334 +
    1 333) / 2 to a, and b's as much less; for b it is the other way round.
    """
    _, found = compared(POT, OLD, MORE)
    assert found.attribution is not None
    assert found.attribution.method.exact
    half = Fraction(2667, 2)
    assert {part.player: dict(part.whole) for part in found.attribution.parts} == {
        "a/counts/besök/2024-02": {"a": half, "b": -half},
        "b/counts/besök/2024-01": {"a": -half, "b": half},
    }
    own = {part.player[0]: dict(part.own) for part in found.attribution.parts}
    assert own == {
        "a": kronor({"a": 1334, "b": -1334}),
        "b": kronor({"a": -1333, "b": 1333}),
    }
    assert not found.effect.by_recipient
    assert [
        (s.recipient, str(s.month), str(s.before), str(s.after)) for s in found.effect.cells
    ] == [
        ("a", "2024-02", "0", "100"),
        ("b", "2024-01", "0", "100"),
    ]


def test_what_shows_nowhere_is_idle() -> None:
    """85 of 100 earns what 80 earns: it is no part of the difference, and b's change is all."""
    new = delivery(a1=(85, 100), a2=(0, 9), b1=(80, 100), b2=(0, 9))
    _, found = compared(POT, OLD, new)
    assert [correction.recipient for correction in found.idle] == ["a"]
    assert list(found.groups) == ["b/counts/besök/2024-01"]
    assert dict(found.effect.by_recipient) == kronor({"a": -1333, "b": 1333})


def test_the_fewest_explain() -> None:
    """b's gain of 1 333 is made by its own change alone, though another one also differs."""
    new = delivery(a1=(85, 100), a2=(1, 9), b1=(80, 100), b2=(0, 9))
    deliveries, _ = compared(POT, OLD, new)
    found = deliveries.bisected("b")
    assert (found.change, found.minimal) == (Fraction(1333), Minimal.SMALLEST)
    assert [(c.recipient, str(c.month)) for c in found.corrections] == [("b", "2024-01")]


def test_nothing_explains_what_is_not_changed() -> None:
    """a and b get in the end what they got: no change at all explains that."""
    deliveries, _ = compared(POT, OLD, MORE)
    assert deliveries.bisected("a") == Bisected("a", Fraction(0), (), Minimal.SMALLEST, 1)


def test_a_later_delivery_is_one_change() -> None:
    """February comes for both at once, and is compared as far as both deliveries say something:
    of a payment for two months, the first says nothing."""
    january = figures(ONE_TO_TWO, levels("besök", a1=(80, 100), b1=(0, 9)))
    _, found = compared(POT, january, MORE)
    assert list(found.groups) == ["b/counts/besök/2024-01", data_difference.OTHER_MONTHS]
    assert found.attribution is not None
    assert set(found.attribution.difference.values()) == {0}
    assert {(s.before, s.why_before) for s in found.effect.unsaid} == {(None, "ännu inte mätt")}


def test_every_kind_of_figure_is_told() -> None:
    """Keys with their row, assessments and requisitions; a file that only one side has is one."""
    old = evolve(OLD, assessments={}, keys={"invånare": {"a": Fraction(1), "b": Fraction(2)}})
    cell = next(iter(OLD.counts.values())).cell
    new = evolve(
        old,
        keys={"invånare": {"a": Fraction(3), "b": Fraction(2)}},
        assessments={("a", "villkor"): AssessmentCell(False, "för sent", cell)},
        requisitions={("a", "block-1"): RequisitionCell(datetime.date(2024, 2, 1), cell)},
        places={("key", "invånare", "a"): cell},
    )
    told = [(c.kind, c.recipient, c.what, c.before, c.after) for c in corrections(old, new)]
    assert told == [
        (DataKind.KEY, "a", "invånare", "1", "3"),
        (DataKind.REQUISITION, "", "", None, "1 uppgifter"),
        (DataKind.ASSESSMENT, "a", "villkor", None, "inte uppfyllt (för sent)"),
    ]
    first = corrections(old, new)[0]
    assert (first.old, first.new) == (None, cell)


# What holds of any -------------------------------------------------------------------------


@pytest.fixture(autouse=True)
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Groups are made coarser sooner, so that what holds of any is tried often."""
    monkeypatch.setattr(data_difference, "EXACT", 4)


@settings(max_examples=30, deadline=None)
@given(st.data())
def test_parts_make_the_whole(data: st.DataObject) -> None:
    """Every recipient's parts are its difference, which is that of the outcomes; exchanged, the
    deliveries give the same with opposite signs, and what is idle changes nothing."""
    plan = small(data.draw(TEXTS))
    old = data.draw(figures_for_plan(plan))
    new = data.draw(other_figures(plan, old))
    both = tried(plan, old, new), tried(plan, new, old)
    assume(None not in both)
    (deliveries, found), (_, mirrored) = (made for made in both if made is not None)
    if found.attribution is None:
        assert any(_is_unsayable(deliveries, chosen) for chosen in _subsets(found))
        return
    for recipient, difference in found.attribution.difference.items():
        assert sum(p.whole[recipient] for p in found.attribution.parts) == difference
    changed = {code: one for code, one in found.attribution.difference.items() if one}
    assert changed == found.effect.by_recipient
    working = [c for c in found.corrections if c not in found.idle]
    assert deliveries.kronor(working) == deliveries.kronor(found.corrections)
    assert mirrored.attribution is not None
    assert set(mirrored.groups) == set(found.groups)
    back = {part.player: part.whole for part in mirrored.attribution.parts}
    for part in found.attribution.parts:
        assert {code: -one for code, one in part.whole.items()} == back[part.player]
    assert mirrored.effect.net == -found.effect.net


def _is_unsayable(deliveries: Deliveries, chosen: list[Correction]) -> bool:
    try:
        deliveries.kronor(chosen)
    except Unsayable:
        return True
    return False


def _subsets(found: DataDifference) -> Iterator[list[Correction]]:
    for size in range(len(found.groups) + 1):
        for chosen in combinations(found.groups.values(), size):
            yield [correction for group in chosen for correction in group]


@settings(max_examples=30, deadline=None)
@given(st.data())
def test_all_corrections_make_the_new_delivery(data: st.DataObject) -> None:
    """With all of them made nothing differs from the new, with none nothing from the old; a
    delivery does not differ from itself."""
    plan = small(data.draw(TEXTS))
    old, new = (data.draw(figures_for_plan(plan)) for _ in range(2))
    found = corrections(old, new)
    assert corrections(corrected(old, new, found), new) == ()
    assert corrections(corrected(old, new, ()), old) == ()
    assert corrections(new, new) == ()


@pytest.mark.parametrize("most", [0, 4])
@settings(max_examples=25, deadline=None)
@given(st.data())
def test_what_explains_does_so_and_nothing_less(most: int, data: st.DataObject) -> None:
    """The changes found alone give the recipient the new amount, and not one can be left out;
    where all sets have been tried, no smaller one does."""
    plan = small(data.draw(TEXTS))
    old = data.draw(figures_for_plan(plan))
    new = data.draw(other_figures(plan, old))
    assume(corrections(old, new))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(data_difference, "EXACT", most)
        made = tried(plan, old, new)
        assume(made is not None)
        deliveries, found = made or compared(plan, old, new)
        assume(found.attribution is not None)
        recipients = sorted(found.attribution.difference) if found.attribution else []
        assume(recipients)
        recipient = data.draw(st.sampled_from(recipients))
        try:
            few = deliveries.bisected(recipient)
        except Unsayable:
            return
    wanted = deliveries.kronor(found.corrections)[recipient]
    assert deliveries.kronor(few.corrections)[recipient] == wanted
    units = deliveries.groups(Grouping.CELL, frozenset(few.corrections))
    for left_out in units:
        rest = [c for name, unit in units.items() if name != left_out for c in unit]
        assert deliveries.kronor(rest)[recipient] != wanted


# The command ---------------------------------------------------------------------------------


@pytest.fixture
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An agreement and two deliveries for it."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.okt").write_text(good("bonus_efter_nyckel"), encoding="utf-8")
    for name, seen in (("förut", (0, 9)), ("nu", (80, 100))):
        folder = tmp_path / name
        folder.mkdir()
        (folder / "invanare.csv").write_text("region;invånare\na;1\nb;2\n", encoding="utf-8")
        rows = [
            f"{who};2024-0{month};besök;{met};{everyone}"
            for who, month, (met, everyone) in (
                ("a", 1, (80, 100)), ("a", 2, seen), ("b", 1, seen), ("b", 2, (0, 9)),
            )
        ]  # fmt: skip
        text = "\n".join(["region;månad;mått;täljare;nämnare", *rows, ""])
        (folder / "besok.csv").write_text(text, encoding="utf-8")
    return tmp_path


def run(capfd: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = main(("diff", *arguments))
    captured = capfd.readouterr()
    return code, captured.out, captured.err


def test_one_that_changes_no_kronor_is_told_as_one(
    folders: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """a's 81 of 100 earns what 80 earned: it is told where it stands, and left out of the parts."""
    counts = folders / "nu" / "besok.csv"
    text = counts.read_text(encoding="utf-8")
    for old, new in (("01;besök;80", "01;besök;81"), ("02;besök;80;100", "02;besök;0;9")):
        text = text.replace(f"a;2024-{old}", f"a;2024-{new}")
    counts.write_text(text, encoding="utf-8")
    code, out, _ = run(capfd, "a.okt", "förut", "nu")
    assert code == 0
    assert "81 av 100 (besok.csv rad 2)" in out
    assert "1 uppgift är inte med: den ändrar inga kronor" in out


@pytest.mark.parametrize("form", ["text", "json"])
def test_it_reads_as_it_was_looked_over(
    folders: Path, capfd: pytest.CaptureFixture[str], snapshot: SnapshotAssertion, form: str
) -> None:
    """What is shown of the two deliveries that were worked out by hand, with --bisect."""
    code, out, err = run(
        capfd, "a.okt", "förut", "nu", "--details", "--bisect", "b", "--format", form
    )
    assert (code, err) == (0, "")
    assert out == snapshot.use_extension(TextFile)


CELL = Cell("a.csv", 2)


@pytest.mark.parametrize(
    ("figure", "value"),
    [
        (CountCell(80, 100, CELL), {"numerator": 80, "denominator": 100}),
        (CountCell(None, None, CELL), {"numerator": None, "denominator": None}),
        (RequisitionCell(datetime.date(2023, 12, 1), CELL), {"date": "2023-12-01"}),
        (ReportCell(None, CELL), {"date": None}),
        (AssessmentCell(False, "för sent", CELL), {"met": False, "reason": "för sent"}),
        (AnswerCell(True, CELL), True),
        (AnswerCell("plan.pdf", CELL), "plan.pdf"),
        (Fraction(2437158), 2437158),
        (Fraction(5, 2), "5/2"),
        (datetime.date(2022, 11, 1), "2022-11-01"),
        (None, None),
    ],
)
def test_machines_read_the_figures_themselves(figure: Figure | None, value: object) -> None:
    """A corrected figure has its own form in JSON: integers, true and false, days, fractions."""
    assert figure_value(figure) == value


def test_the_exit_code_tells_if_data_differs(
    folders: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """With --exit-code 1 where a figure differs, and 0 where none does, which is said."""
    assert run(capfd, "a.okt", "förut", "nu", "--exit-code")[0] == 1
    code, out, _ = run(capfd, "a.okt", "nu", "nu", "--exit-code")
    assert code == 0
    assert "Ingen skillnad" in out


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("a.okt", "förut"), "två leveranser av data, och här är 1 mapp eller fil"),
        (("a.okt", "förut", "nu", "nu"), "två leveranser av data, och här är 3"),
        (("a.okt", "förut", "nu", "--bisect", "Cstad"), "”Cstad” finns inte"),
        (("a.okt", "förut", "nu", "--format", "csv"), "går inte i formen csv"),
        (("a.okt", "a.okt", "--bisect", "b"), "--bisect gäller två leveranser"),
        (("a.okt", "förut", "saknas"), "heter saknas"),
        (("a.okt", "förut", "nu", "--stat"), "--stat går inte med data"),
    ],
)
def test_what_cannot_be_compared_is_refused(
    folders: Path, capfd: pytest.CaptureFixture[str], arguments: tuple[str, ...], why: str
) -> None:
    """One delivery, three, an unknown recipient, a form that there is not; each says why."""
    code, out, err = run(capfd, *arguments)
    assert (code, out) == (2, "")
    assert why in " ".join(err.split())
