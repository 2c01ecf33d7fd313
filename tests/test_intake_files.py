"""Files: which are meant, which are read, and what is said of those that cannot be."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from overenskommelse.calendar import Month
from tests.intake_plans import (
    COUNTS,
    KEYS,
    OWN_KEYS,
    PLAN_2023,
    SMALL,
    read_paths,
    said,
)


def test_a_table_is_known_by_its_columns(root: Path, tmp_path: Path) -> None:
    """What a file is called says nothing: swapped names change nothing but the names."""
    folder = root / "data" / "2023"
    names = ["vantetider.csv", "folkmangd.csv", "beslut_2023-12.csv"]
    for name, other in zip(names, [*names[1:], names[0]], strict=True):
        (tmp_path / other).write_bytes((folder / name).read_bytes())
    as_they_are = read_paths(PLAN_2023, *(folder / name for name in names))
    assert said(read_paths(PLAN_2023, tmp_path).figures) == said(as_they_are.figures)


def test_a_file_is_read_once(tmp_path: Path) -> None:
    """A file named twice, by its folder or by a link, is no duplicate."""
    for name, text in (("a", COUNTS), ("b", KEYS), ("c", OWN_KEYS)):
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    (tmp_path / "länk.csv").symlink_to(tmp_path / "a.csv")
    read = read_paths(SMALL, tmp_path, tmp_path / "a.csv", f"{tmp_path}/../{tmp_path.name}/b.csv")
    assert not list(read.report)
    assert len(read.figures.files) == 3


def test_files_of_the_same_name_are_told_apart(tmp_path: Path) -> None:
    """Two files of one name are called by their whole paths."""
    paths = []
    for folder, text in (("ett", COUNTS), ("två", KEYS)):
        (tmp_path / folder).mkdir()
        paths.append(tmp_path / folder / "data.csv")
        paths[-1].write_text(text, encoding="utf-8")
    read = read_paths(SMALL, *paths)
    assert [f.name for f in read.figures.files] == [str(path) for path in paths]


def test_standard_input_is_a_file(tmp_path: Path) -> None:
    """``-`` stands for what is piped in."""
    (tmp_path / "keys.csv").write_text(KEYS, encoding="utf-8")
    (tmp_path / "own.csv").write_text(OWN_KEYS, encoding="utf-8")
    read = read_paths(SMALL, tmp_path, "-", "-", stdin=COUNTS.encode())
    assert not list(read.report)
    assert (
        read.figures.counts["operation_60_dagar", "12", Month(2023, 1)].cell.file == "standard in"
    )


def test_empty_standard_input_is_told() -> None:
    """Nothing piped in is told as an empty file."""
    assert [d.code.number for d in read_paths(SMALL, "-").errors] == ["OKT507"]


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    """A mistyped path is told, and the neighbour that was probably meant."""
    (tmp_path / "vantetider.csv").write_text(COUNTS, encoding="utf-8")
    read = read_paths(SMALL, tmp_path / "vantetidr.csv")
    assert [d.code.number for d in read.errors] == ["OKT501"]
    assert "Menade du ”vantetider.csv”?" in read.errors[0].message


@pytest.mark.parametrize("path", ["a\0b.csv", "finns/inte.csv", "x" * 300, "\x1b[2J.csv"])
def test_strange_paths_are_told(tmp_path: Path, path: str) -> None:
    """No path, however strange, ends in anything but a diagnostic that is safe to show."""
    read = read_paths(SMALL, f"{tmp_path}/{path}")
    assert [d.code.number[:5] for d in read.errors] == ["OKT50"]
    assert "\x1b" not in read.errors[0].message
    assert "\0" not in read.errors[0].message


def test_an_empty_folder(tmp_path: Path) -> None:
    """A folder without data files is told; other files in it do not count."""
    (tmp_path / "README.md").write_text("hej", encoding="utf-8")
    (tmp_path / ".dold.csv").write_text(KEYS, encoding="utf-8")
    assert [d.code.number for d in read_paths(SMALL, tmp_path).errors] == ["OKT503"]


def test_an_older_workbook_in_a_folder(tmp_path: Path) -> None:
    """A workbook of Excel's older kind is told of, unless it is there in a form that is read."""
    for name, text in (("a.csv", COUNTS), ("b.csv", KEYS), ("c.csv", OWN_KEYS), ("d.xls", "x")):
        (tmp_path / name).write_text(text, encoding="utf-8")
    [error] = read_paths(SMALL, tmp_path).errors
    assert (error.code.number, error.cell and error.cell.file) == ("OKT506", "d.xls")
    (tmp_path / "d.xls").rename(tmp_path / "a.xls")
    assert not list(read_paths(SMALL, tmp_path).report)


def test_a_folder_named_as_a_file(tmp_path: Path) -> None:
    """A folder in a folder is not opened, and one that looks like a data file is told."""
    (tmp_path / "x.csv").mkdir()
    read = read_paths(SMALL, tmp_path)
    assert [d.code.number for d in read.errors] == ["OKT502"]
    assert "den är en mapp" in read.errors[0].message


def test_a_queue_is_not_waited_for(tmp_path: Path) -> None:
    """A pipe that nobody writes to is refused at once."""
    os.mkfifo(tmp_path / "x.csv")
    read = read_paths(SMALL, tmp_path / "x.csv")
    assert [d.code.number for d in read.errors] == ["OKT502"]


@given(st.binary(max_size=200), st.sampled_from([b"", b"region;inv\xc3\xa5nare\n", b"region;m"]))
def test_no_file_is_too_strange(data: bytes, header: bytes) -> None:
    """Any bytes are read or told of; what is told is safe to show."""
    read = read_paths(SMALL, "-", stdin=header + data)
    assert read.errors
    for found in read.report:
        assert found.message.isprintable() or "\u00a0" in found.message
