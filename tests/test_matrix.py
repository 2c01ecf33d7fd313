"""`okt diff --matrix`: agreements on years of data; what fits has its sums, the rest its reason."""

import json
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from overenskommelse.cli import main
from tests.agreements import TextFile, edited, good

TEXT = good("bonus_efter_nyckel")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Three agreements, one of them broken and one without a bonus pot, and two years of data."""
    monkeypatch.chdir(tmp_path)
    lower = edited(TEXT, ("besök minst 80 %", "besök minst 75 %"))
    broken = edited(TEXT, ("bättre  högre", "bättre  större"))
    for name, text in (("a.okt", TEXT), ("b.okt", lower), ("fel.okt", broken)):
        Path(name).write_text(text, encoding="utf-8")
    for year in (2024, 2025):
        data = Path(str(year))
        data.mkdir()
        (data / "folk.csv").write_text("region;invånare\na;1\nb;2\n", encoding="utf-8")
        cells = (("a", 1, 80, 100), ("a", 2, 0, 9), ("b", 1, 75, 100), ("b", 2, 0, 9))
        rows = [f"{who};{year}-0{month};besök;{met};{of}" for who, month, met, of in cells]
        text = "\n".join(["region;månad;mått;täljare;nämnare", *rows, ""])
        (data / "besok.csv").write_text(text, encoding="utf-8")


def run(capfd: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = main(("diff", "--matrix", *arguments))
    captured = capfd.readouterr()
    return code, captured.out, captured.err


ALL = ("a.okt", "fel.okt", "b.okt", "saknas.okt", "2024", "2025")


def test_sums_are_those_worked_out_by_hand(capfd: pytest.CaptureFixture[str]) -> None:
    """12 000 kr is paid whatever is earned: a earns 2 000 under both, and b 4 000 more where 75 %
    is enough, so that 10 000 and 6 000 are left for the bonus pot. Of 2025 neither says anything,
    and what has faults is told without stopping the rest."""
    code, out, err = run(capfd, *ALL, "--format", "json")
    assert (code, err) == (0, "")
    rows = {(row["agreement"], row["data"]): row for row in json.loads(out)["rows"]}
    assert list(rows) == [(file, year) for file in ALL[:4] for year in ("2024", "2025")]
    found = {key: (row["paid"], row["bonus"], row["unpaid"]) for key, row in rows.items()}
    assert found["a.okt", "2024"] == (12_000, 10_000, 0)
    assert found["b.okt", "2024"] == (12_000, 6_000, 0)
    unfit = [key for key in rows if key not in (("a.okt", "2024"), ("b.okt", "2024"))]
    assert all(rows[key]["why"] for key in unfit)
    assert "1 fel" in rows["fel.okt", "2024"]["why"]
    assert "finns inte" in rows["saknas.okt", "2024"]["why"]
    assert "2025" in rows["a.okt", "2025"]["why"]


def test_another_years_data_is_told_before_its_other_faults(
    capfd: pytest.CaptureFixture[str],
) -> None:
    """A table that okt does not know is read before the counts, but the year is the reason."""
    Path("2025", "annat.csv").write_text("x;y\n1;2\n", encoding="utf-8")
    _, out, _ = run(capfd, "a.okt", "2025", "--format", "json")
    (row,) = json.loads(out)["rows"]
    assert "2025, men överenskommelsen använder data för 2024" in row["why"]
    assert "fel till)" in row["why"]


@pytest.mark.parametrize("form", ["text", "csv"])
def test_it_reads_as_it_was_looked_over(
    capfd: pytest.CaptureFixture[str], snapshot: SnapshotAssertion, form: str
) -> None:
    """The table, and below it what does not fit; the CSV has a row for each."""
    code, out, err = run(capfd, *ALL, "--format", form)
    assert (code, err) == (0, "")
    assert out.replace("\r\n", "\n") == snapshot.use_extension(TextFile)


@pytest.mark.parametrize("given", [("a.okt",), ("2024",), ("a.okt", "-")])
def test_agreements_and_data_are_both_needed(
    capfd: pytest.CaptureFixture[str], given: tuple[str, ...]
) -> None:
    """Without one of them there is nothing to compute, and it says what to write."""
    code, out, err = run(capfd, *given)
    assert (code, out) == (2, "")
    assert "okt diff --matrix agreements/2023.okt data/2023" in err


def test_examples_beside_an_agreement_are_no_row(capfd: pytest.CaptureFixture[str]) -> None:
    """A pattern that names a.exempel.okt too gives the rows of a.okt alone, each once."""
    Path("a.exempel.okt").write_text("okt 1\n", encoding="utf-8")
    alone = run(capfd, "a.okt", "2024")
    assert alone[0] == 0
    assert run(capfd, "a.exempel.okt", "a.okt", "2024") == alone
