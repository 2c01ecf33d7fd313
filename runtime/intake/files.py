"""From paths to bytes: which files are meant, and whether they can be read at all."""

import os
import stat
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import Final

from attrs import frozen

from overenskommelse import file_codes as codes
from overenskommelse import limits
from overenskommelse.diagnostics import Cell, Report
from overenskommelse.numbers import write_size
from overenskommelse.text import visible
from runtime.intake.faults import meant

STDIN: Final = "-"
PACKED: Final = b"PK\x03\x04"
"""How a packed file begins; among data files only Excel's are."""
_STDIN_NAME: Final = "standard in"

_ENDINGS: Final = (".csv", ".xlsx", ".xlsm")
_OLD: Final = ".xls"
_NOT_DATA: Final = (".", "~$")
"""How hidden files begin, and those that Excel keeps beside a workbook that is open."""

_KINDS: Final = (
    (stat.S_ISDIR, "den är en mapp"),
    (stat.S_ISFIFO, "den är en kö mellan program, inte en fil"),
    (stat.S_ISSOCK, "den är en förbindelse, inte en fil"),
)


@frozen
class DataSource:
    """A file's bytes, and the name that messages call it by."""

    name: str
    data: bytes

    @property
    def is_workbook(self) -> bool:
        """Whether it is to be read as an Excel workbook."""
        return self.data.startswith(PACKED)


def data_sources(
    paths: Sequence[str], stdin: bytes | None, report: Report
) -> Iterator[DataSource | None]:
    """Each file that is meant, once, in order; None for one that could not be read.

    One file's bytes are held at a time.
    """
    found = list(_expanded(paths, report))
    files = [path for path in found if path is not None]
    if len(files) > limits.FILES:
        report.add(codes.TOO_MANY_FILES, count=len(files), limit=limits.FILES)
        yield None
        return
    if None in found:
        yield None
    names = _names(files)
    for path in files:
        data = stdin or b"" if path == STDIN else _read(path, names[path], report)
        if data is not None and len(data) > limits.DATA_BYTES:
            report.add(codes.FILE_TOO_LARGE, Cell(names[path]), limit=write_size(limits.DATA_BYTES))
            data = None
        yield None if data is None else DataSource(names[path], data)


def _expanded(paths: Sequence[str], report: Report) -> Iterator[str | None]:
    """The files of the paths, folders opened, none twice; None for a path that leads nowhere."""
    seen: set[str] = set()
    for path in paths:
        for file in [STDIN] if path == STDIN else _files_in(path, report):
            if file is None:
                yield None
                continue
            identity = STDIN if file == STDIN else os.path.realpath(file)
            if identity not in seen:
                seen.add(identity)
                yield file


def _files_in(path: str, report: Report) -> list[str | None]:
    """The file itself, or a folder's data files in the order of their names."""
    try:
        if not stat.S_ISDIR(Path(path).stat().st_mode):
            return [path]
        entries = [e for e in Path(path).iterdir() if not e.name.startswith(_NOT_DATA)]
    except (OSError, ValueError) as error:
        _report_unreadable(path, error, report)
        return [None]
    read = [entry for entry in entries if entry.suffix.casefold() in _ENDINGS]
    old = _unread(entries, {entry.stem for entry in read})
    for entry in old:
        report.add(codes.SPREADSHEET, Cell(visible(entry.name)))
    if not read and not old:
        report.add(codes.EMPTY_FOLDER, Cell(_base(path)), path=visible(path))
    found = sorted(str(Path(path) / entry.name) for entry in read)
    return [*found, None] if old or not read else [*found]


def _unread(entries: Sequence[Path], read: Collection[str]) -> list[Path]:
    """Workbooks of Excel's older kind that are not there in a form that is read too."""
    old = (e for e in entries if e.suffix.casefold() == _OLD and e.stem not in read)
    return sorted(old)


def _names(files: Sequence[str]) -> dict[str, str]:
    """What to call each file: its last part, or all of it where two files share that."""
    bases = [_base(path) for path in files]
    return {
        path: base if bases.count(base) == 1 else visible(path)
        for path, base in zip(files, bases, strict=True)
    }


def _base(path: str) -> str:
    return _STDIN_NAME if path == STDIN else visible(Path(path).name or path)


def _read(path: str, name: str, report: Report) -> bytes | None:
    """A file's bytes, or one more than are allowed."""
    try:
        mode = Path(path).stat().st_mode
        if not stat.S_ISREG(mode):
            # Asked before opening: to open a queue is to wait for somebody who may never write.
            what = next((words for is_kind, words in _KINDS if is_kind(mode)), "den är en enhet")
            report.add(codes.FILE_UNREADABLE, Cell(name), path=visible(path), reason=what)
            return None
        with Path(path).open("rb") as file:
            return file.read(limits.DATA_BYTES + 1)
    except (OSError, ValueError) as error:
        _report_unreadable(path, error, report)
        return None


def _report_unreadable(path: str, error: OSError | ValueError, report: Report) -> None:
    place = Cell(_base(path))
    if isinstance(error, FileNotFoundError | NotADirectoryError | ValueError):
        report.add(codes.FILE_NOT_FOUND, place, path=visible(path), guess=_neighbour(path))
        return
    reason = (
        "du har inte rätt att läsa den"
        if isinstance(error, PermissionError)
        else "datorn kan inte öppna eller läsa den"
    )
    report.add(codes.FILE_UNREADABLE, place, path=visible(path), reason=reason)


def _neighbour(path: str) -> str:
    """A suggestion among what lies where the file was looked for."""
    try:
        names = sorted(entry.name for entry in Path(path).parent.iterdir())
    except (OSError, ValueError):
        return ""
    return visible(meant(Path(path).name, names[: limits.FILES]))
