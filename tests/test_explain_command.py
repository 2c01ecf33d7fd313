"""`okt explain`: what is shown of a figure, and what is said where there is none."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from attrs import evolve
from hypothesis import given, settings
from syrupy.assertion import SnapshotAssertion

from overenskommelse.cli import main
from overenskommelse.cli.explain_pick import Wanted, picked, recipient_named
from overenskommelse.cli.explain_text import explanation_text
from overenskommelse.cli.page import Page
from overenskommelse.cli.refusal import Refused
from overenskommelse.diagnostics import Report
from overenskommelse.figures import Figures
from overenskommelse.plan import Paid
from runtime.evaluate import compute
from runtime.explain import explain
from tests.agreements import TextFile, edited, good, plan_of
from tests.generated import Made, agreements

Explained = Callable[..., tuple[int, str, str]]


@pytest.fixture
def shown(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    return snapshot.use_extension(TextFile)


@pytest.fixture
def explained(
    capfdbinary: pytest.CaptureFixture[bytes], root: Path, monkeypatch: pytest.MonkeyPatch
) -> Explained:
    """Run `okt explain` on a shipped year."""
    monkeypatch.chdir(root)

    def run(year: str, *arguments: str, data: str = "") -> tuple[int, str, str]:
        code = main(["explain", f"agreements/{year}.okt", data or f"data/{year}", *arguments])
        out, err = capfdbinary.readouterr()
        return code, out.decode(), err.decode()

    return run


CELLS = {
    "attained": ("2023", "Skåne", "--requirement", "2", "--month", "2023-04"),
    "improved": ("2023", "Skåne", "--requirement", "2", "--month", "2023-08"),
    "not-met": ("2023", "Skåne", "--requirement", "3", "--month", "2023-09"),
    "several-limits": ("2023", "Skåne", "--requirement", "9", "--month", "2023-04"),
    "every-step": ("2023", "Skåne", "--requirement", "6", "--month", "2023-02", "--depth", "alla"),
    "a-year": ("2023", "Skåne", "--requirement", "5"),
    "a-month": ("2023", "Gotland", "--month", "2023-04"),
    "august": ("2023", "Skåne", "--payment", "2023-08"),
    "december-with-bonus": ("2023", "Skåne", "--payment", "2023-12", "--depth", "2"),
    "a-condition": ("2024", "Skåne", "--payment", "2024-12", "--item", "block-1"),
    "one-recipient-alone": ("2023", "skr"),
}


@pytest.mark.parametrize("name", CELLS)
def test_the_text_as_it_is_shown(explained: Explained, shown: SnapshotAssertion, name: str) -> None:
    """The tree of a figure stays as it was read."""
    year, recipient, *rest = CELLS[name]
    code, out, err = explained(year, "--recipient", recipient, *rest)
    assert (code, err) == (0, "")
    assert out == shown


def test_held_money_as_it_is_shown(
    explained: Explained, shown: SnapshotAssertion, root: Path, tmp_path: Path
) -> None:
    """A payment that a condition holds back says which area was found wanting, and why."""
    data = shutil.copytree(root / "data" / "2024", tmp_path / "data")
    assessed = data / "bedomningar.csv"
    rows = assessed.read_text("utf-8")
    row = "12;vårdplatser;ja;"
    assessed.write_text(edited(rows, (row, "12;vårdplatser;nej;ingen plan")), "utf-8")
    asked = ("--recipient", "Skåne", "--payment", "2024-12", "--item", "block-1")
    code, out, _ = explained("2024", *asked, data=str(data))
    assert code == 0
    assert out == shown


def test_the_json_as_it_is_written(explained: Explained, shown: SnapshotAssertion) -> None:
    """The machine form of a cell keeps its keys, their order and its values."""
    arguments = ("--recipient", "12", "--requirement", "2", "--month", "2023-04")
    code, out, _ = explained("2023", *arguments, "--format", "json")
    found = json.loads(out)
    assert (code, found["okt_explanation"]) == (0, 1)
    assert json.dumps(found, ensure_ascii=False, indent=1) + "\n" == shown


@pytest.mark.parametrize(
    ("month", "payment"),
    [("2023-06", "utbetalning augusti 2023"), ("2023-07", "utbetalning december 2023")],
)
def test_a_cell_says_where_it_is_paid(explained: Explained, month: str, payment: str) -> None:
    """Months to June are paid in August, the others in December (avsnitt 8)."""
    arguments = ("--recipient", "12", "--requirement", "3", "--month", month, "--format", "json")
    code, out, _ = explained("2023", *arguments)
    assert code == 0
    assert [one["heading"] for one in json.loads(out)["payments"]] == [payment]


def test_a_cell_says_what_more_is_worth(
    explained: Explained, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    """The next steps of krav 3 in September 2023 are worth what `okt gap` says that they are."""
    cell = ("--recipient", "12", "--requirement", "3", "--month", "2023-09", "--format", "json")
    found = json.loads(explained("2023", *cell)[1])["ahead"]
    assert main(["gap", "agreements/2023.okt", "data/2023", *cell]) == 0
    (gap,) = json.loads(capfdbinary.readouterr()[0])["gaps"]
    assert found == gap["steps"]
    # 30 543 331 kr are reserved and 24 % of it is for the requirement: a half is 3 665 199,72 kr.
    assert (found[0]["patients"], found[0]["cell_kronor"]) == (70, 3_665_200)


@pytest.mark.parametrize("asked", [("--requirement", "3"), ("--payment", "2023-12")])
def test_only_a_single_cell_looks_ahead(explained: Explained, asked: tuple[str, str]) -> None:
    """A list of months, and a payment, say nothing of payments or next steps."""
    found = json.loads(explained("2023", "--recipient", "12", *asked, "--format", "json")[1])
    assert (found["payments"], found["ahead"]) == ([], [])


@pytest.mark.parametrize("name", ["12", "Skåne", "Region Skåne", "skåne"])
def test_a_recipient_answers_to_its_names(explained: Explained, name: str) -> None:
    """Code, full name and short name mean the same recipient."""
    code, out, _ = explained("2023", "--recipient", name, "--payment", "2023-08", "--depth", "0")
    # Published for August 2023: Region Skåne 64 599 144 kr.
    assert code == 0
    assert "64 599 144 kr  augusti 2023 · block 1" in out.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("Skane",), ("”Skane” finns inte", "Menade du ”Skåne”?", "Västra Götaland")),
        (
            ("12", "--requirement", "11"),
            ("krav 11 finns inte", "krav 1, 2, 3, 4, 5"),
        ),
        (("12", "--month", "2023-12"), ("2023-12 mäts inte", "januari–november 2023")),
        (("12", "--month", "mars"), ("”mars” är ingen månad", "2023-01")),
        (("12", "--payment", "2023-10"), ("”2023-10” finns inte", "2023-08 (augusti 2023)")),
        (("12", "--item", "block-3"), ("”block-3” finns inte", "block-2/bup")),
        (("skr", "--requirement", "1"), ("inget av det har några krav", "--requirement")),
        (("12", "--depth", "djupt"), ("--depth djupt går inte", "alla")),
        (("12", "--month", "2023-04", "--payment", "2023-08"), ("--payment går inte med --month",)),
    ],
)
def test_what_is_not_there_is_refused(
    explained: Explained, arguments: tuple[str, ...], said: tuple[str, ...]
) -> None:
    """What there is instead is said, on standard error, with exit code 2."""
    code, out, err = explained("2023", "--recipient", *arguments)
    assert (code, out) == (2, "")
    assert [words for words in said if words not in err.replace("\u00a0", " ")] == []


def test_a_recipient_without_money_is_told_so(explained: Explained) -> None:
    """A party that has duties and gets nothing has nothing to explain."""
    code, _, err = explained("2024", "--recipient", "socialstyrelsen")
    assert code == 2
    assert "får inga medel" in err


def test_every_number_can_be_recomputed(explained: Explained) -> None:
    """--verify says how many numbers follow from the explanation alone, and that all do."""
    code, out, _ = explained("2023", "--recipient", "09", "--requirement", "2", "--verify")
    assert code == 0
    assert "omräknade ur förklaringen själv" in out
    assert out.endswith("Alla stämmer.\n")


def test_an_explanation_is_written_to_a_file(explained: Explained, tmp_path: Path) -> None:
    """--out writes the form of the file's ending, and the same as stands on standard output."""
    asked = ("--recipient", "12", "--requirement", "2", "--month", "2023-04")
    for name, form in (("a.json", "json"), ("a.txt", "text")):
        assert explained("2023", *asked, "--out", str(tmp_path / name))[:2] == (0, "")
        _, out, _ = explained("2023", *asked, "--format", form)
        assert (tmp_path / name).read_text("utf-8") == out


def test_a_compiled_plan_explains_the_same(explained: Explained, tmp_path: Path) -> None:
    """A plan in a file knows the lines of the agreement, its ladders' too."""
    plan = str(tmp_path / "plan.json")
    assert main(["plan", "agreements/2023.okt", "--format", "json", "--out", plan]) == 0
    asked = ("--recipient", "12", "--requirement", "2", "--month", "2023-08")
    _, out, _ = explained("2023", *asked)
    assert main(["explain", plan, "data/2023", *asked, "--out", str(tmp_path / "b.txt")]) == 0
    assert "(stege bas, rad 123)" in out
    assert (tmp_path / "b.txt").read_text("utf-8") == out


def test_hidden_characters_are_shown() -> None:
    """Nothing in an agreement's title steers the terminal."""
    plan = plan_of(good("lika"))
    tables = compute(plan, Figures(), Report())
    paid = next(step.id for step in plan.steps if isinstance(step, Paid))
    made = explain(
        evolve(plan, title="\x1b[31mrött"), Figures(), tables, "a", [(paid, ("a", None))]
    )
    assert "⟨U+001B⟩[31mrött" in explanation_text(made, Page())


@settings(max_examples=25)
@given(agreements())
def test_every_figure_of_any_agreement_can_be_shown(made: Made) -> None:
    """Payments and cells are drawn at any depth, with the value that was evaluated."""
    plan = plan_of(made.text)
    tables = compute(plan, made.figures, Report())
    for wanted in (Wanted(), Wanted(requirement="1")):
        found = picked(plan, "a", wanted)
        explained = explain(plan, made.figures, tables, "a", found.roots, folded=found.folded)
        for whole in (False, True):
            text = explanation_text(explained, Page(width=10_000), whole=whole)
            assert [i for i in explained.roots if explained.nodes[i].shown not in text] == []


def test_a_requirement_of_several_items_is_asked_about() -> None:
    """A number that two blocks have is refused until the item is named."""
    plan = plan_of(good("tva_bonuspotter"))
    with pytest.raises(Refused, match="krav 1 finns i block a och block b"):
        picked(plan, "a", Wanted(requirement="1"))
    found = picked(plan, "a", Wanted(requirement="krav 1", item="block b"))
    assert {step for step, _ in found.roots} == {"block-b/krav-1/ersättning", "block-b/bonus"}
    assert found.folded == ("block-b/intjänat",)


def test_a_period_measured_as_one_has_no_months() -> None:
    """A month of a period that is measured as a whole is refused; without it there is one cell."""
    plan = plan_of(good("sammantaget"))
    with pytest.raises(Refused, match="mäts som en helhet"):
        picked(plan, "a", Wanted(requirement="1", month="2024-01"))
    (root,) = picked(plan, "a", Wanted(requirement="1")).roots
    assert root == ("block-1/krav-1/ersättning", ("a", None))


def test_a_name_of_two_recipients_is_asked_about() -> None:
    """A short name that two recipients share is refused until one of them is named in full."""
    named = [('a "Astad"', 'a "Region Söder"'), ('b "Bstad"', 'b "Södersregionen"')]
    plan = plan_of(edited(good("lika"), *named))
    with pytest.raises(Refused, match="flera mottagare: a och b"):
        recipient_named(plan, "söder")
    assert [recipient_named(plan, name) for name in ("b", "region söder")] == ["b", "a"]
