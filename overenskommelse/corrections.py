"""What one delivery of data has otherwise than another, and what that made: values alone."""

import datetime
from collections.abc import Mapping
from enum import Enum
from fractions import Fraction
from typing import TypeAlias

from attrs import field, frozen

from overenskommelse.attribution import Attribution
from overenskommelse.calendar import Month
from overenskommelse.diagnostics import Cell
from overenskommelse.effect import Effect
from overenskommelse.figures import (
    AnswerCell,
    AssessmentCell,
    CountCell,
    ReportCell,
    RequisitionCell,
)
from overenskommelse.saying import Saying


class DataKind(Enum):
    """What a correction is of: the name of the field of `Figures`, which machine forms use too."""

    KEY = "keys"
    KEY_DATE = "key_dates"
    COUNT = "counts"
    REQUISITION = "requisitions"
    USED = "used"
    REPORT = "reports"
    RATE = "rates"
    ANSWER = "answers"
    ASSESSMENT = "assessments"
    VERDICT = "verdicts"


Figure: TypeAlias = (
    CountCell | RequisitionCell | ReportCell | AssessmentCell | AnswerCell
    | Fraction | int | datetime.date
)  # fmt: skip
"""What a delivery says in one place."""


@frozen(repr=False, eq=False)
class Correction(Saying):
    """A figure that differs: before and after in words, None where it is not there.

    ``was`` and ``now`` are the figures themselves; None also where it stands for many (``whole``).

    ``recipient`` is empty for what is not about one, ``month`` None for what has none. ``whole``
    where one of the sides has no such data at all; then it stands for all that the other has.
    """

    kind: DataKind
    place: tuple[object, ...]
    recipient: str
    what: str
    month: Month | None
    before: str | None
    after: str | None
    old: Cell | None = field(default=None, eq=False)
    new: Cell | None = field(default=None, eq=False)
    whole: bool = False
    was: Figure | None = field(default=None, eq=False)
    now: Figure | None = field(default=None, eq=False)


class Grouping(Enum):
    """What corrections are taken together in an attribution. The value is in words."""

    CELL = "en del för varje ändrad uppgift"
    MEASURE = "en del för varje mottagare och sak"
    RECIPIENT = "en del för varje mottagare"


@frozen(repr=False, eq=False)
class DataDifference(Saying):
    """Two deliveries of data, and what the same agreement pays on them.

    Attributes:
        corrections: Every figure that differs.
        effect: What that makes.
        idle: The corrections that change no kronor, whichever of the others are made.
        grouping: How they were taken together to attribute it.
        groups: The others by their group's name, which is the player's in ``attribution``.
        attribution: Each group's part; None where some amount cannot be said on the way.
    """

    corrections: tuple[Correction, ...]
    effect: Effect
    idle: tuple[Correction, ...]
    grouping: Grouping
    groups: Mapping[str, tuple[Correction, ...]]
    attribution: Attribution | None


class Minimal(Enum):
    """How small a set of corrections is. The value is the machine forms' word."""

    SMALLEST = "smallest"
    """No smaller set does the same: all have been tried."""
    LOCALLY = "locally"
    """None of them can be left out; another set may be smaller."""
    STOPPED = "stopped"
    """It does it, but there were too many sets to try for smaller ones."""


@frozen(repr=False, eq=False)
class Bisected(Saying):
    """Few corrections that alone give a recipient what all of them give.

    ``change`` is how many kronor more that is, ``tried`` how many sets were tried.
    """

    recipient: str
    change: Fraction
    corrections: tuple[Correction, ...]
    minimal: Minimal
    tried: int
