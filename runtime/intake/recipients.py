"""Who a row is about: codes, names and aliases, totals, and the two code systems kept apart."""

from collections.abc import Iterable, Mapping, Sequence
from operator import itemgetter
from typing import Any, Final, TypeAlias

from attrs import field, frozen

from overenskommelse import data_codes as codes
from overenskommelse import regions
from overenskommelse.plan import Group
from runtime.intake.cells import trimmed
from runtime.intake.faults import Faults, Unreadable, meant, shown
from runtime.intake.table import Table

SCB_COLUMNS: Final = ("region", "länskod", "mottagare")
"""Columns whose numbers are SCB's codes, or an agreement's own, never the database's."""
DATABASE_COLUMNS: Final = ("väntetidsdatabasens_kod", "skr_vantetidsdatabas_regionkod")
"""The only columns whose numbers are the waiting-time database's codes."""
RECIPIENT_COLUMNS: Final = SCB_COLUMNS + DATABASE_COLUMNS
NAME_COLUMN: Final = "namn"
_REMEMBERED: Final = 10_000


@frozen
class Outsider:
    """A region that gets nothing here: its row is no fault, and not used."""

    code: str
    name: str


@frozen
class Total:
    """A row that sums the others."""

    label: str


Found: TypeAlias = str | Outsider | Total | Unreadable
"""A row's recipient, as its code, or what the row is instead."""


@frozen
class Directory:
    """The recipients that a table can speak of."""

    members: Mapping[str, str]
    """Code to name."""
    has_regions: bool
    _by_text: dict[str, str] = field(repr=False)

    @classmethod
    def of(cls, groups: Iterable[Group]) -> "Directory":
        """The members of these groups. Regions answer to all their names, others to their own."""
        members = {code: name for group in groups for code, name in group.members}
        by_text = {regions.folded(code): code for code in members}
        for code, name in members.items():
            by_text.setdefault(regions.folded(name), code)
        own = {code for code, name in members.items() if (code, name) in regions.REGIONS}
        if own:
            for alias, code in regions.aliases().items():
                if code in own:
                    by_text.setdefault(alias, code)
        return cls(members, bool(own), by_text)

    def find(self, text: str) -> str | None:
        """The code of the recipient that a text means."""
        plain = regions.folded(text)
        code = self._by_text.get(plain)
        if code is None and len(plain) == 1:
            code = self._by_text.get(plain.zfill(2))
        if code is None and self.has_regions:
            region = regions.find(text)
            return region if region in self.members else None
        return code

    def name(self, code: str) -> str:
        """What a recipient is called; the code itself where it is nobody's."""
        return self.members.get(code) or dict(regions.REGIONS).get(code, code)

    def suggestion(self, text: str) -> str:
        """A sentence with the recipient that was perhaps meant."""
        by_id = regions.by_kolada_id(trimmed(text)) if self.has_regions else None
        if by_id is not None:
            return f". Det är Koladas kod för {self.name(by_id)}; SCB:s är {by_id}"
        others = regions.names() if self.has_regions else ()
        return meant(text, (*self.members.values(), *others, *self.members))


@frozen(eq=False)
class RowRecipients:
    """Tells the recipient of a table's rows, from all the columns that say it."""

    directory: Directory
    columns: tuple[tuple[str, str], ...]
    """(name, header) of each column that says who the row is about."""
    _texts: Any = field(repr=False)
    _known: dict[object, Found] = field(factory=dict, repr=False)

    @classmethod
    def of(cls, table: Table, directory: Directory) -> "RowRecipients":
        """For this table's rows."""
        kept = [c for c in (*RECIPIENT_COLUMNS, NAME_COLUMN) if c in table.columns]
        places = [table.at(column) for column in kept]
        headers = tuple((c, table.headers[i]) for c, i in zip(kept, places, strict=True))
        return cls(directory, headers, itemgetter(*places))

    @property
    def column(self) -> str:
        """The column to point at."""
        return self.columns[0][1]

    def in_row(self, cells: Sequence[str]) -> Found:
        """The recipient of a row. What was seen before costs a look in a table."""
        texts = self._texts(cells)
        found = self._known.get(texts)
        if found is None:
            found = self._read((texts,) if isinstance(texts, str) else texts)
            if not isinstance(found, Unreadable) and len(self._known) < _REMEMBERED:
                self._known[texts] = found
        return found

    def _read(self, texts: Sequence[str]) -> Found:
        said: tuple[Found, str] | None = None
        for (column, header), cell in zip(self.columns, texts, strict=True):
            text = trimmed(cell)
            if not text:
                continue
            found = self._in_column(column, text)
            if said is None and isinstance(found, Unreadable):
                return found
            if said is None:
                # A name alone is no recipient, but it can say that the row is a total.
                if column == NAME_COLUMN and not isinstance(found, Total):
                    break
                said = found, header
            elif _who(found) != _who(said[0]):
                words = {"column": header, "found": shown(text), "other": said[1]}
                return Unreadable(codes.RECIPIENTS_DISAGREE, words | {"name": self._named(said[0])})
        if said is None:
            return Unreadable(codes.EMPTY_CELL, {"what": "en mottagare"})
        return said[0]

    def _in_column(self, column: str, text: str) -> Found:
        directory = self.directory
        if column in DATABASE_COLUMNS:
            code = regions.by_database_code(text)
            if code is not None and code in directory.members:
                return code
        else:
            code = directory.find(text)
            if code is not None:
                return code
            if directory.has_regions:
                code = regions.find(text)
        if code is not None:
            return Outsider(code, directory.name(code))
        if regions.is_total(text):
            return Total(shown(text))
        other = regions.by_database_code(text) if directory.has_regions else None
        if other is not None and column in SCB_COLUMNS:
            words = {"found": shown(text), "name": directory.name(other)}
            return Unreadable(codes.DATABASE_CODES, words)
        return Unreadable(
            codes.UNKNOWN_RECIPIENT, {"found": shown(text)}, lambda: directory.suggestion(text)
        )

    def _named(self, found: Found) -> str:
        match found:
            case str():
                return self.directory.name(found)
            case Outsider():
                return found.name
            case _:
                return "att raden är en summa"


def _who(found: Found) -> object:
    """What two columns must agree on."""
    match found:
        case Outsider():
            return found.code
        case Total():
            return Total
        case Unreadable():
            return None
        case _:
            return found


def refuse(found: Unreadable, faults: Faults, row: int, column: str) -> None:
    """Report a row whose recipient cannot be told; wrong codes are said once for a whole file."""
    if found.code is codes.DATABASE_CODES:
        faults.add_once(found.code, row, column, **found.words)
    else:
        faults.refuse(found, row, str(found.words.get("column", column)))
