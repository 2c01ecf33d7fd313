"""Figures: the data that a plan is evaluated on, read and checked by `runtime.intake`.

Recipients are named by their code (``"01"``), months are months, counts are integers. What is not
in a table is not there: nothing is filled in.
"""

import datetime
from collections.abc import Mapping
from fractions import Fraction

from attrs import field, frozen

from overenskommelse.calendar import Month
from overenskommelse.diagnostics import Cell, Diagnostic
from overenskommelse.saying import Saying


@frozen(repr=False, eq=False)
class CountCell(Saying):
    """Patients counted: ``numerator`` of ``denominator``; both None where the data says that
    there is no value. ``cell`` is where it was read."""

    numerator: int | None
    denominator: int | None
    cell: Cell = field(eq=False)


@frozen(repr=False, eq=False)
class RequisitionCell(Saying):
    """A requisition of an item, and the day on which it came in."""

    date: datetime.date
    cell: Cell = field(eq=False)


@frozen(repr=False, eq=False)
class ReportCell(Saying):
    """A report that a duty asks for, and the day on which it came in; None if it has not."""

    date: datetime.date | None
    cell: Cell = field(eq=False)


@frozen(repr=False, eq=False)
class AssessmentCell(Saying):
    """Whether a recipient was found to live up to a condition or a focus area, and the reason
    given; likewise what the payer decided of a condition."""

    met: bool
    reason: str
    cell: Cell = field(eq=False)


@frozen(repr=False, eq=False)
class AnswerCell(Saying):
    """What a recipient answered: yes or no, its text, or the name of what it enclosed."""

    answer: bool | str
    cell: Cell = field(eq=False)


@frozen(repr=False, eq=False)
class Decision(Saying):
    """Published payouts to hold the outcome against.

    ``payment`` is the plan's payment (``2023-12``) if the file names it, else None.
    """

    file: str
    payment: str | None
    amounts: Mapping[str, Fraction | int]


@frozen(repr=False, eq=False)
class Provenance(Saying):
    """What a file says of where figures come from.

    Attributes:
        file: The file that it speaks of.
        figure: The column or measure that it speaks of; empty for the whole file.
        origin: ``verklig``, ``rekonstruerad``, ``uppskattad`` or ``påhittad``.
        words: How, in words.
    """

    file: str
    figure: str
    origin: str
    words: str


@frozen(repr=False, eq=False)
class DataFile(Saying):
    """A file that was read: its name, what it was recognised as, and the hash of its bytes."""

    name: str
    kind: str
    encoding: str
    sha256: str


@frozen(repr=False, eq=False)
class Figures(Saying):
    """Everything that was read.

    Attributes:
        keys: Key name to recipient code to its value, ``{"invånare": {"01": 2437158}}``.
        key_dates: Key name to the day on which the file says that it was counted.
        counts: ``(measure, recipient, month)`` to what was counted.
        requisitions: ``(recipient, item)`` to the requisition; None where no such file was given,
            which is not the same as a file without a row.
        used: ``(recipient, item)`` to kronor used, with ören where the agreement pays such; None
            where no such file was given.
        reports: ``(recipient, duty)`` to the report; None where no such file was given.
            A duty that it has nothing of is not spoken of, and so nobody has failed it.
        rates: ``(criterion, recipient, month)`` to the reported per cent, or to the weeks after
            the month's end that the report took; None where no such file was given.
        answers: ``(recipient, focus area, question)`` to what the recipient reported; None where
            no such file was given.
        assessments: ``(recipient, condition or focus area)`` to how it was assessed; None where no
            such file was given.
        verdicts: ``(recipient, condition)`` to what the payer decided; None where no such file was
            given.
        decisions: Published payouts.
        files: The files read, in order.
        provenance: Where figures come from, for the files that were read.
        places: Where each figure that is not a count and has no cell of its own was read:
            ``("key", key, recipient)``, ``("rate", criterion, recipient, month)`` and
            ``("used", recipient, item)``.
        notes: What the analyst should know of the data, faults apart.
    """

    keys: Mapping[str, Mapping[str, Fraction]] = field(factory=dict)
    key_dates: Mapping[str, datetime.date] = field(factory=dict)
    counts: Mapping[tuple[str, str, Month], CountCell] = field(factory=dict)
    requisitions: Mapping[tuple[str, str], RequisitionCell] | None = None
    used: Mapping[tuple[str, str], Fraction | int] | None = None
    reports: Mapping[tuple[str, str], ReportCell] | None = None
    rates: Mapping[tuple[str, str, Month], Fraction] | None = None
    answers: Mapping[tuple[str, str, str], AnswerCell] | None = None
    assessments: Mapping[tuple[str, str], AssessmentCell] | None = None
    verdicts: Mapping[tuple[str, str], AssessmentCell] | None = None
    decisions: tuple[Decision, ...] = ()
    files: tuple[DataFile, ...] = ()
    provenance: tuple[Provenance, ...] = ()
    places: Mapping[tuple[object, ...], Cell] = field(factory=dict, eq=False)
    notes: tuple[Diagnostic, ...] = ()

    @property
    def reported_duties(self) -> frozenset[str]:
        """The duties that some report is about."""
        return frozenset(duty for _, duty in self.reports or {})
