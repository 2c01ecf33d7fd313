"""`okt gap`: what is shown of distances, and what is said where there are none."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from overenskommelse.cli import main, progress
from tests.agreements import TextFile
from tests.test_gap import SMALL

Run = Callable[..., tuple[int, str, str]]
COUNTS = """region;månad;mått;täljare;nämnare
a;2024-03;besök;720;1000
a;2025-03;besök;729;1000
b;2024-03;besök;720;1000
b;2025-03;besök;730;1000
a;2025-03;länge;40;1000
b;2025-03;länge;60;1000
a;2024-04;besök;;
a;2025-04;besök;790;1000
b;2024-04;besök;980;1000
b;2025-04;besök;0;0
a;2025-04;länge;100;1000
b;2025-04;länge;0;0
"""


@pytest.fixture
def shown(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    return snapshot.use_extension(TextFile)


@pytest.fixture
def gap(
    capfdbinary: pytest.CaptureFixture[bytes], root: Path, monkeypatch: pytest.MonkeyPatch
) -> Run:
    """Run `okt gap` where the shipped agreements are."""
    monkeypatch.chdir(root)

    def run(*arguments: str) -> tuple[int, str, str]:
        code = main(["gap", *arguments])
        out, err = capfdbinary.readouterr()
        return code, out.decode(), err.decode()

    return run


@pytest.fixture
def small(tmp_path: Path) -> tuple[str, str]:
    """A small agreement in which A-stad is one patient from a step, and its data."""
    agreement, data = tmp_path / "liten.okt", tmp_path / "data"
    agreement.write_text(SMALL, "utf-8")
    data.mkdir()
    (data / "antal.csv").write_text(COUNTS, "utf-8")
    (data / "folk.csv").write_text("region;invånare\na;3\nb;1\n", "utf-8")
    return str(agreement), str(data)


@pytest.mark.parametrize(
    "arguments",
    [(), ("--recipient", "A-stad"), ("--margin", "0,1")],
    ids=["all", "one-recipient", "margin"],
)
def test_the_table_as_it_is_shown(
    gap: Run, small: tuple[str, str], shown: SnapshotAssertion, arguments: tuple[str, ...]
) -> None:
    """The lists of a small agreement stay as they were read."""
    code, out, err = gap(*small, *arguments)
    assert (code, err) == (0, "")
    assert out == shown


@pytest.mark.parametrize("arguments", [(), ("--margin", "0,1")], ids=["gaps", "margin"])
def test_the_json_as_it_is_written(
    gap: Run, small: tuple[str, str], shown: SnapshotAssertion, arguments: tuple[str, ...]
) -> None:
    """The machine forms keep their keys, their order and their values."""
    code, out, _ = gap(*small, *arguments, "--format", "json")
    document = json.loads(out)
    del document["agreement"]["sha256"]
    assert code == 0
    assert json.dumps(document, ensure_ascii=False, indent=1) + "\n" == shown


def test_the_csv_has_a_row_for_everything_in_reach(gap: Run, small: tuple[str, str]) -> None:
    """Three ways for A-stad in March, and the month that nothing reaches with its reason."""
    code, out, _ = gap(*small, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(out.removeprefix("\ufeff")), delimiter=";"))
    march = [r for r in rows if (r["mottagare"], r["månad"]) == ("a", "2025-03")]
    assert code == 0
    # 730, 750 and 800 of 1 000 where 729 count (see tests/test_gap.py).
    assert [(r["väg"], r["patienter"], r["räknade"]) for r in march] == [
        ("förbättring", "1", "1000"), ("förbättring", "21", "1000"),
        ("måluppfyllelse", "71", "1000"),
    ]  # fmt: skip
    nobody = [r["hinder"] for r in rows if (r["mottagare"], r["månad"]) == ("b", "2025-04")]
    assert ["ingen att mäta" in why for why in nobody] == [True]
    both = next(r for r in rows if r["mått"] == "besök + länge" and r["mottagare"] == "b")
    assert both["patienter"] == "70 + -11"


def test_a_screenful_of_2023(gap: Run, shown: SnapshotAssertion) -> None:
    """Fifteen rows, most kronor per patient first, and how many more there are."""
    code, out, err = gap("agreements/2023.okt", "data/2023")
    assert (code, err) == (0, "")
    assert "… 1\u00a0439 till" in out
    assert out == shown


def test_so_many_rows_as_are_asked_for(gap: Run) -> None:
    """Two rows of the 2023 list in April for requirement 9, and the number of the others."""
    asked = ("--requirement", "9", "--month", "2023-04", "--format", "json")
    whole = json.loads(gap("agreements/2023.okt", "data/2023", *asked)[1])
    two = json.loads(gap("agreements/2023.okt", "data/2023", *asked, "--top", "2")[1])
    rows = [row for row in whole["gaps"] if row["steps"]]
    assert two["gaps"][:2] == rows[:2]
    assert (whole["left_out"], two["left_out"]) == (0, len(rows) - 2)


@pytest.mark.parametrize("year", ["2024"])
def test_another_year(gap: Run, year: str) -> None:
    """2024 has 21 regions, 3 requirements and 10 months; an invented amount is said to be so."""
    code, out, _ = gap(f"agreements/{year}.okt", f"data/{year}", "--top", "1")
    assert code == 0
    assert "Av 630 utfall" in out
    assert "vantetider_2024.csv (påhittad)" in out


def test_nothing_that_is_measured(gap: Run) -> None:
    """An agreement without requirements says so, and it is no fault."""
    where = ("agreements/andra/kvinnors-halsa-2024.okt", "data/andra/kvinnors-halsa-2024")
    for arguments in ((), ("--margin", "1")):
        code, out, _ = gap(*where, *arguments)
        assert code == 0
        assert "inga krav som mäts" in out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--margin", "lite"), "--margin lite går inte"),
        (("--margin", "0"), "--margin 0 går inte"),
        (("--top", "0"), "--top 0 går inte"),
        (("--top", "3", "--all"), "--top går inte med --all"),
        (("--recipient", "C-stad"), "”C-stad” finns inte"),
        (("--requirement", "7"), "krav 7 finns inte"),
        (("--month", "2025-07"), "2025-07 mäts inte"),
        (("--item", "block-9"), "”block-9” finns inte"),
    ],
)
def test_what_cannot_be_asked(
    gap: Run, small: tuple[str, str], arguments: tuple[str, ...], said: str
) -> None:
    """Wrong use is told in one sentence, and nothing is listed."""
    code, out, err = gap(*small, *arguments)
    assert (code, out) == (2, "")
    assert said in err


def test_a_file_is_written(gap: Run, small: tuple[str, str], tmp_path: Path) -> None:
    """The form follows the file's ending."""
    target = tmp_path / "avstånd.csv"
    code, out, err = gap(*small, "--out", str(target))
    assert (code, out) == (0, "")
    assert "avstånd.csv" in err
    assert target.read_bytes() == gap(*small, "--format", "csv")[1].encode()


class Terminal(io.StringIO):
    """Standard error that somebody watches."""

    encoding = "utf-8"

    def isatty(self) -> bool:
        return True


def test_a_bar_is_drawn_only_where_somebody_watches(monkeypatch: pytest.MonkeyPatch) -> None:
    """Work that takes long shows how far it has come on a terminal, nothing in a pipe or when
    quiet; and it is the same work."""
    monkeypatch.setattr(progress, "_SOON", -1.0)
    for stream, quiet, drawn in (
        (Terminal(), False, True), (Terminal(), True, False), (io.StringIO(), False, False)
    ):  # fmt: skip
        monkeypatch.setattr("sys.stderr", stream)
        assert list(progress.followed([1, 2, 3], "Räknar", quiet=quiet)) == [1, 2, 3]
        assert ("Räknar" in stream.getvalue()) == drawn
