"""A workbook as the packed file that it is: nothing is handed on before its size is known.

A small file can be packed so that it fills any memory, and what it says of its own sizes need not
be true. So every part is unpacked once, piece by piece and thrown away, and counted.
"""

import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import Final

from attrs import frozen

from overenskommelse import limits
from overenskommelse import workbook_codes as codes
from overenskommelse.numbers import write_number
from runtime.intake.faults import Faults, shown
from runtime.intake.files import PACKED

WORKBOOK_PART: Final = "xl/workbook.xml"
_PIECE: Final = 1 << 16
_UNREADABLE: Final = (
    zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, RuntimeError,
    ValueError,
)  # fmt: skip
"""What unpacking raises: damage, ways of packing that are not known, passwords."""


@frozen(eq=False)
class Package:
    """A workbook's parts, all of them counted and found sound."""

    _file: zipfile.ZipFile

    def part(self, name: str) -> bytes | None:
        """A part unpacked; None if there is none of that name."""
        return self._file.read(name) if name in self._file.NameToInfo else None


def open_package(data: bytes, faults: Faults) -> Package | None:
    """The parts of a workbook; None, with a diagnostic, for what is none or not to be trusted."""
    try:
        file = zipfile.ZipFile(io.BytesIO(data))
        what = _abnormal(file, len(data))
    except _UNREADABLE:
        faults.add(codes.BROKEN_WORKBOOK, part="arbetsboken")
        return None
    if what is not None:
        faults.add(codes.ABNORMAL_WORKBOOK, what=what)
        return None
    if WORKBOOK_PART not in file.NameToInfo:
        faults.add(codes.NOT_A_WORKBOOK)
        return None
    return Package(file)


def _abnormal(file: zipfile.ZipFile, packed: int) -> str | None:
    """What a workbook never is, in words; None for a sound one."""
    parts = file.infolist()
    if len(parts) > limits.PARTS:
        return f"har {write_number(len(parts))} delar; högst {write_number(limits.PARTS)} läses"
    if len({part.filename.casefold() for part in parts}) < len(parts):
        return "har två delar med samma namn"
    left = min(limits.UNPACKED_BYTES, max(limits.UNPACKED_TIMES * packed, limits.UNPACKED_ALWAYS))
    for part in parts:
        for i, piece in enumerate(_pieces(file, part)):
            if i == 0 and piece.startswith(PACKED):
                return f"innehåller en annan packad fil ({shown(part.filename)})"
            left -= len(piece)
            if left < 0:
                return "blir orimligt stor när den packas upp"
    return None


def _pieces(file: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[bytes]:
    with file.open(part) as unpacked:
        while piece := unpacked.read(_PIECE):
            yield piece
