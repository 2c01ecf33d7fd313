"""The notes of an outcome, sorted by what the reader asks: what is assumed, what was not paid."""

from collections.abc import Sequence
from typing import Final

from overenskommelse import data_codes
from overenskommelse import outcome_codes as codes
from overenskommelse.diagnostics import Code, Diagnostic
from overenskommelse.outcome import Outcome

ASSUMPTIONS: Final = (
    codes.READINGS_ASSUMED,
    codes.ASSUMED_REQUISITION,
    codes.KEY_DATE_ASSUMED,
    codes.CRITERIA_ASSUMED,
    codes.DUTIES_ASSUMED,
    codes.MEASURED_BY_READING,
)
"""The notes that say what the outcome takes for granted."""

CAVEATS: Final = (
    data_codes.OTHER_KEY_DATE_USED,
    data_codes.OTHER_YEARS_PASSED,
    data_codes.MISSING_ALLOWED,
)
"""The notes that say what was let past, which would otherwise have been an error."""

UNMEASURED: Final = (codes.NOT_YET_MEASURED,)
UNPAID: Final = (codes.NOT_PAID_OUT, codes.FORFEITED)
FAILED: Final = (codes.CRITERION_FAILED,)
CONDITIONS: Final = (
    codes.CONDITION_FAILED, codes.NOT_ASSESSED, codes.AGAINST_ASSESSMENT, codes.AGAINST_REPORT,
    codes.ACCEPTED, codes.NOTHING_REPORTED,
)  # fmt: skip
UNKNOWN: Final = (codes.NOT_COMPUTED, codes.UNKNOWN)

_TOLD: Final = (
    *CAVEATS, *ASSUMPTIONS, *UNMEASURED, *UNPAID, *FAILED, *CONDITIONS, *UNKNOWN
)  # fmt: skip
_LINES: Final = 12
"""How many notes of a section are shown; the machine form has them all."""


def lines(outcome: Outcome, kinds: Sequence[Code]) -> list[str]:
    """The notes of these kinds, kind by kind."""
    return _shown([d for kind in kinds for d in outcome.notes if d.code.number == kind.number])


def other_lines(outcome: Outcome) -> list[str]:
    """The notes that no section of their own speaks of."""
    told = {code.number for code in _TOLD}
    return _shown([d for d in outcome.notes if d.code.number not in told])


def caveats(outcome: Outcome) -> list[Diagnostic]:
    """What was let past, in the order of the notes: to be told before any figure."""
    numbers = {code.number for code in CAVEATS}
    return [note for note in outcome.notes if note.code.number in numbers]


def reservations(outcome: Outcome) -> list[str]:
    """What figures must not be handed on without, in a few words each: what was let past in the
    data, and that the agreement itself is assumed in part."""
    assumed = codes.READINGS_ASSUMED
    notes = [*caveats(outcome), *(n for n in outcome.notes if n.code.number == assumed.number)]
    return list(dict.fromkeys(note.code.title for note in notes))


def is_assumption(note: Diagnostic) -> bool:
    """Whether a note says what is taken for granted."""
    return note.code.number in {code.number for code in ASSUMPTIONS}


def _shown(notes: Sequence[Diagnostic]) -> list[str]:
    sentences = [sentence(note) for note in notes[:_LINES]]
    if len(notes) > _LINES:
        sentences.append(f"… och {len(notes) - _LINES} till (visa alla: --format json)")
    return sentences


def sentence(note: Diagnostic) -> str:
    """A note as one sentence: what it says, where, and what can be done."""
    where = f" ({note.cell.swedish})" if note.cell else ""
    way_out = f"; {note.help}" if note.help else ""
    return f"{note.message}{where}{way_out}".replace("\n", " ")
