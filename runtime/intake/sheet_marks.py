"""What a sheet says of its cells that their values do not: formulas without a result, faults, and
numbers that are shown as per cent.

The values themselves are calamine's business; this reads the same parts for the rest.
"""

import posixpath
import re
from collections.abc import Mapping
from functools import cache
from typing import Any, Final
from xml.parsers import expat

from attrs import define, field, frozen

from overenskommelse.numbers import read_digits
from runtime.intake.package import WORKBOOK_PART, Package

Place = tuple[int, int]
"""A cell's row and column, counted from 1."""

_RELATIONS: Final = "xl/_rels/workbook.xml.rels"
_STYLES: Final = "xl/styles.xml"
_STRINGS: Final = "xl/sharedStrings.xml"
_STRING: Final = b"<si/>"
"""The shortest that a shared string can be."""
_REFERENCE: Final = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_QUOTED: Final = re.compile(r'"[^"]*"|\\.|_.')
_ENOUGH: Final = 20
"""How much of a value is kept: no fault is longer, and a text put together bit by bit costs."""
_PER_CENT_FORMATS: Final = ("9", "10")
"""Excel's own formats of per cent; others are told by their sign."""


class Malformed(Exception):
    """A part that is no XML, or that declares a type of document, which none of them has."""


@frozen
class Marks:
    """What is known of a sheet before its values are read.

    Attributes:
        without_result: Cells with a formula whose value the file does not hold.
        faults: Cells with a fault instead of a value, ``#DIV/0!``.
        per_cent: Cells with numbers that are shown as per cent.
        area: How many places there are between the outermost cells.
    """

    without_result: frozenset[Place]
    faults: Mapping[Place, str]
    per_cent: frozenset[Place]
    area: int


def column_letters(column: int) -> str:
    """A column's name in Excel: ``A`` for 1, ``AA`` for 27."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


@cache
def column_number(letters: str) -> int:
    """The reverse: 27 for ``AA``."""
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - ord("A") + 1
    return number


def cell_name(place: Place) -> str:
    """A cell's name in Excel, ``B7``."""
    return f"{column_letters(place[1])}{place[0]}"


def marks_of(package: Package) -> dict[str, Marks]:
    """The marks of every sheet, by the sheet's name.

    Raises:
        Malformed: a part cannot be read.
    """
    related: dict[str, str] = {}
    sheets: dict[str, str] = {}
    per_cent = _per_cent_styles(package.part(_STYLES) or b"")

    def relation(name: str, words: Mapping[str, str]) -> None:
        if _local(name) == "Relationship":
            target = words.get("Target", "")
            related[words.get("Id", "")] = posixpath.normpath(posixpath.join("/xl", target))[1:]

    def sheet(name: str, words: Mapping[str, str]) -> None:
        if _local(name) == "sheet":
            id_ = next((value for key, value in words.items() if _local(key) == "id"), "")
            sheets[words.get("name", "")] = related.get(id_, "")

    _check_strings(package.part(_STRINGS) or b"")
    _walk(package.part(_RELATIONS) or b"", relation)
    _walk(package.part(WORKBOOK_PART) or b"", sheet)
    found = {}
    for name, part in sheets.items():
        data = package.part(part)
        if data is None:
            raise Malformed
        found[name] = _Scan.of(data, per_cent)
    return found


def _check_strings(data: bytes) -> None:
    """Calamine makes room for as many shared strings as the file says that it has.

    Raises:
        Malformed: it says that it has more than there is room for in it.
    """

    def check(name: str, words: Mapping[str, str]) -> None:
        number = words.get("uniqueCount", "0") if _local(name) == "sst" else "0"
        stated = read_digits(number)
        if stated is None or stated * len(_STRING) > len(data):
            raise Malformed

    if data:
        _walk(data, check)


def _per_cent_styles(data: bytes) -> frozenset[str]:
    """The numbers of the styles that show per cent."""
    formats = set(_PER_CENT_FORMATS)
    found: list[str] = []
    inside = [False]

    def style(name: str, words: Mapping[str, str]) -> None:
        name = _local(name)
        if name == "numFmt" and "%" in _QUOTED.sub("", words.get("formatCode", "")):
            formats.add(words.get("numFmtId", ""))
        elif name in ("cellXfs", "cellStyleXfs"):
            inside[0] = name == "cellXfs"
        elif name == "xf" and inside[0]:
            found.append(words.get("numFmtId", ""))

    if data:
        _walk(data, style)
    return frozenset(str(i) for i, format_ in enumerate(found) if format_ in formats)


def _local(name: str) -> str:
    """An element's name without its prefix, which every program may choose."""
    return name.rpartition(":")[2] if ":" in name else name


def _walk(data: bytes, started: Any, ended: Any = None, said: Any = None) -> None:
    """Read a part, handing over its elements; what is not asked for is passed over.

    Raises:
        Malformed: it is no XML, or declares what could be expanded.
    """

    def refuse(*_: object) -> None:
        raise Malformed

    parser = expat.ParserCreate("utf-8")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = started
    parser.EndElementHandler = ended
    parser.CharacterDataHandler = said
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise Malformed from error


@define
class _Scan:
    """One pass over a sheet."""

    styles: frozenset[str]
    row: int = 0
    column: int = 0
    words: Mapping[str, str] = field(factory=dict)
    formula: bool = False
    inside: bool = False
    value: str = ""
    rows: set[int] = field(factory=set)
    columns: set[int] = field(factory=set)
    without_result: set[Place] = field(factory=set)
    faults: dict[Place, str] = field(factory=dict)
    per_cent: set[Place] = field(factory=set)

    @classmethod
    def of(cls, data: bytes, per_cent: frozenset[str]) -> Marks:
        """The marks in a sheet's part.

        Raises:
            Malformed: it cannot be read.
        """
        scan = cls(per_cent)
        _walk(data, scan.start, scan.end, scan.text)
        area = _spread(scan.rows) * _spread(scan.columns)
        return Marks(frozenset(scan.without_result), scan.faults, frozenset(scan.per_cent), area)

    def start(self, name: str, words: Mapping[str, str]) -> None:
        """An element begins."""
        name = _local(name)
        if name == "c":
            self._place(words.get("r"))
            self.words, self.formula, self.value = words, False, ""
        elif name in ("v", "t"):
            self.inside = True
        elif name == "f":
            self.formula = True
        elif name == "row":
            self.row, self.column = read_digits(words.get("r", "")) or self.row + 1, 0

    def _place(self, reference: str | None) -> None:
        """Where a cell stands: where it says, else after the one before it."""
        if reference is None:
            self.column += 1
            return
        match = _REFERENCE.fullmatch(reference)
        if match is None:
            raise Malformed
        self.row = int(match[2])
        self.column = column_number(match[1])

    def text(self, text: str) -> None:
        """Text inside an element."""
        if self.inside and len(self.value) < _ENOUGH:
            self.value += text

    def end(self, name: str) -> None:
        """An element ends."""
        name = _local(name)
        if name in ("v", "t"):
            self.inside = False
        elif name == "c" and (self.value or self.formula):
            self.rows.add(self.row)
            self.columns.add(self.column)
            self._mark((self.row, self.column), self.words.get("t", "n"))

    def _mark(self, place: Place, kind: str) -> None:
        if kind == "e":
            self.faults[place] = self.value
        elif self.formula and not self.value and kind != "str":
            self.without_result.add(place)
        elif kind == "n" and self.words.get("s") in self.styles:
            self.per_cent.add(place)


def _spread(numbers: set[int]) -> int:
    return max(numbers) - min(numbers) + 1 if numbers else 0
