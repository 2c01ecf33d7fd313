"""What has been read so far, from all files together."""

import datetime
from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from attrs import field, frozen

from overenskommelse import data_codes as codes
from overenskommelse.calendar import Month
from overenskommelse.diagnostics import Cell, Diagnostic
from overenskommelse.figures import (
    AnswerCell,
    AssessmentCell,
    CountCell,
    DataFile,
    Decision,
    Figures,
    Provenance,
    ReportCell,
    RequisitionCell,
)
from runtime.intake.faults import Faults

COUNTS: Final = "väntetider"
KEYS: Final = "fördelningsnycklar"
DECISIONS: Final = "beslut"
REQUISITIONS: Final = "rekvisitioner"
USED: Final = "använda medel"
REPORTS: Final = "redovisningar"
RATES: Final = "rapportering"
ANSWERS: Final = "svar"
ASSESSMENTS: Final = "bedömningar av villkor"
AREA_ASSESSMENTS: Final = "bedömningar av fokusområden"
VERDICTS: Final = "beslut om villkor"
PROVENANCE: Final = "ursprung"

Place = tuple[str | None, str | None, Month | None]
"""(recipient, measure, month); None stands for any."""


@frozen
class UnusedMeasure:
    """A measure in a file that the plan does not use: misspelt, perhaps.

    ``cells`` are the recipients and months that it has rows for.
    """

    name: str
    row: int
    column: str
    faults: Faults
    rows: Counter[str] = field(factory=Counter)
    """How many rows it has, under its name."""
    cells: set[tuple[str, Month]] = field(factory=set)


@frozen
class Unexplained:
    """A yes without a reason: an assessment of a condition or a focus area, or what was decided.

    It needs one if it goes against what another voice says, which may stand in a file not yet read.
    """

    decided: bool
    recipient: str
    name: str
    what: str
    row: int
    column: str
    faults: Faults


@frozen
class Gathered:
    """Collects the figures; see `overenskommelse.figures.Figures` for what they are.

    Attributes:
        places: Where each figure that is not a count was read.
        unread: Counts whose rows are there but could not be read: they are not missing.
        unread_keys: Likewise (key, recipient), None standing for any recipient.
        unread_answers: Likewise (recipient, focus area), None standing for any focus area.
        unexplained: Every yes that was given no reason.
        workbooks: Names of files whose tables are each called by file and sheet.
        lost: Names of files, or parts of files, that could have held anything.
        unused: Measures that the plan does not use.
        unused_columns: Columns of tables with keys that the plan does not use.
    """

    keys: dict[str, dict[str, Fraction]] = field(factory=dict)
    key_dates: dict[str, datetime.date] = field(factory=dict)
    counts: dict[tuple[str, str, Month], CountCell] = field(factory=dict)
    requisitions: dict[tuple[str, str], RequisitionCell] = field(factory=dict)
    used: dict[tuple[str, str], Fraction | int] = field(factory=dict)
    reports: dict[tuple[str, str], ReportCell] = field(factory=dict)
    rates: dict[tuple[str, str, Month], Fraction] = field(factory=dict)
    answers: dict[tuple[str, str, str], AnswerCell] = field(factory=dict)
    assessments: dict[tuple[str, str], AssessmentCell] = field(factory=dict)
    verdicts: dict[tuple[str, str], AssessmentCell] = field(factory=dict)
    decisions: list[Decision] = field(factory=list)
    files: list[DataFile] = field(factory=list)
    places: dict[tuple[object, ...], Cell] = field(factory=dict)
    unread: set[Place] = field(factory=set)
    unread_keys: set[tuple[str, str | None]] = field(factory=set)
    unread_answers: set[tuple[str, str | None]] = field(factory=set)
    unexplained: list[Unexplained] = field(factory=list)
    workbooks: set[str] = field(factory=set)
    lost: list[str] = field(factory=list)
    unused: list[UnusedMeasure] = field(factory=list)
    unused_columns: list[str] = field(factory=list)
    provenance: list[tuple[Provenance, Cell]] = field(factory=list)

    def files_of(self, kind: str) -> tuple[str, ...]:
        """The names of the files of a kind."""
        return tuple(file.name for file in self.files if file.kind == kind)

    @property
    def known_files(self) -> frozenset[str]:
        """Every name that a table may tell the origin of: files, workbooks and their sheets."""
        return frozenset(file.name for file in self.files) | self.workbooks

    def is_new(self, key: tuple[object, ...], faults: Faults, row: int, what: str) -> bool:
        """Whether a figure has not been read before; if it has, that is reported."""
        place = Cell(faults.file, row)
        first = self.places.setdefault(key, place)
        if first is place:
            return True
        faults.add(codes.DUPLICATE_ROW, row, what=what, first=first.swedish)
        return False

    def is_unread(self, recipient: str, measure: str, month: Month) -> bool:
        """Whether a count may stand in a row that could not be read."""
        return any(place in self.unread for place in _wider(recipient, measure, month))

    def figures(self, notes: tuple[Diagnostic, ...]) -> Figures:
        """Everything, for good."""
        read = {file.kind for file in self.files}
        return Figures(
            keys=self.keys,
            key_dates=self.key_dates,
            counts=self.counts,
            requisitions=self.requisitions if REQUISITIONS in read else None,
            used=self.used if USED in read else None,
            reports=self.reports if REPORTS in read else None,
            rates=self.rates if RATES in read else None,
            answers=self.answers if ANSWERS in read else None,
            assessments=self.assessments if {ASSESSMENTS, AREA_ASSESSMENTS} & read else None,
            verdicts=self.verdicts if VERDICTS in read else None,
            decisions=tuple(self.decisions),
            files=tuple(self.files),
            provenance=tuple(said for said, _ in self.provenance if said.file in self.known_files),
            places=self.places,
            notes=notes,
        )


def _wider(recipient: str, measure: str, month: Month) -> Iterator[Place]:
    for who in (recipient, None):
        for what in (measure, None):
            for when in (month, None):
                yield who, what, when
