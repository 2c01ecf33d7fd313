"""The notes of an outcome, sorted by what the reader asks: what is assumed, what was not paid."""

from collections.abc import Sequence
from typing import Final

from overenskommelse import data_codes
from overenskommelse import outcome_codes as codes
from overenskommelse.diagnostics import Code, Diagnostic
from overenskommelse.figures import Provenance
from overenskommelse.outcome import Basis, Ground, Outcome, PaidRow
from overenskommelse.plan import Plan
from overenskommelse.text import listed

UNSAID: Final = (
    codes.ASSUMED_REQUISITION,
    codes.KEY_DATE_ASSUMED,
    codes.CRITERIA_ASSUMED,
    codes.CRITERION_BY_ANSWERS,
    codes.DUTIES_ASSUMED,
    codes.MEASURED_BY_READING,
)
"""The notes that say what is taken for granted of the figures."""

ASSUMPTIONS: Final = (codes.READINGS_ASSUMED, *UNSAID)
"""The notes that say what the outcome takes for granted. A table lists the readings already."""

CAVEATS: Final = (
    data_codes.OTHER_KEY_DATE_USED,
    data_codes.OTHER_YEARS_PASSED,
    data_codes.MISSING_ALLOWED,
)
"""The notes that say what was let past, which would otherwise have been an error."""

UNMEASURED: Final = (codes.NOT_YET_MEASURED,)
UNPAID: Final = (codes.NOT_PAID_OUT, codes.WAITING, codes.FORFEITED)
FAILED: Final = (codes.CRITERION_FAILED,)
CONDITIONS: Final = (
    codes.CONDITION_FAILED, codes.CONSEQUENCE_UNKNOWN, codes.NOT_REPORTED, codes.NOT_ASSESSED,
    codes.LIMIT_UNKNOWN, codes.AGAINST_ASSESSMENT, codes.AGAINST_REPORT,
    codes.ACCEPTED, codes.OWN_NO, codes.NOTHING_REPORTED,
)  # fmt: skip
UNKNOWN: Final = (codes.NOT_COMPUTED, codes.UNKNOWN)

_TOLD: Final = (
    *CAVEATS, *ASSUMPTIONS, *UNMEASURED, *UNPAID, *FAILED, *CONDITIONS, *UNKNOWN
)  # fmt: skip
ALL: Final = "--alla"
"""The option that shows every note."""
_LINES: Final = 12
"""How many notes of a section are shown, where not every one is asked for."""


def reading_words(plan: Plan) -> str:
    """By which readings it was computed, and how many of them are assumed; empty without any."""
    if not plan.choices:
        return ""
    changed = [f"{c.name} = {c.used}" for c in plan.choices if c.is_changed]
    words = "Räknad enligt de läsningar som gäller"
    if changed:
        words = f"Räknad med andra läsningar än de som gäller: {', '.join(changed)}"
    assumed = sum(choice.is_assumption for choice in plan.choices)
    return f"{words}; {assumed} av {len(plan.choices)} är antaganden" if assumed else words


def unreal_words(provenance: Sequence[Provenance]) -> str:
    """Which figures are not real; empty where all are."""
    made = [
        f"{p.figure + ' i ' if p.figure else ''}{p.file} ({p.origin})"
        for p in provenance
        if p.origin != "verklig"
    ]
    return f"Bygger på uppgifter som inte är verkliga: {listed(made)}" if made else ""


def caveat_words(outcome: Outcome) -> list[str]:
    """What was let past that would otherwise have been an error, a sentence each."""
    return [f"Förbehåll: {sentence(note)}" for note in caveats(outcome)]


def lines(outcome: Outcome, kinds: Sequence[Code], every: bool) -> list[str]:
    """The notes of these kinds, kind by kind: every one, or the first few."""
    notes = [d for kind in kinds for d in outcome.notes if d.code.number == kind.number]
    return _shown(notes, every)


def other_lines(outcome: Outcome, every: bool) -> list[str]:
    """The notes that no section of their own speaks of."""
    told = {code.number for code in _TOLD}
    return _shown([d for d in outcome.notes if d.code.number not in told], every)


def caveats(outcome: Outcome) -> list[Diagnostic]:
    """What was let past, in the order of the notes: to be told before any figure."""
    numbers = {code.number for code in CAVEATS}
    return [note for note in outcome.notes if note.code.number in numbers]


def reservations(outcome: Outcome, row: PaidRow) -> list[str]:
    """What an amount must not be handed on without, in a few words each: what it rests on, and
    what was let past in the data."""
    grounds = [_words(ground) for ground in row.grounds]
    return [*grounds, *dict.fromkeys(note.code.title for note in caveats(outcome))]


def _words(ground: Ground) -> str:
    """What a ground is called; of figures also which, for they are few."""
    if ground.basis in (Basis.ASSUMED, Basis.CHOSEN):
        return str(ground.basis.value)
    return f"{ground.basis.value} ({listed(ground.names)})"


def is_assumption(note: Diagnostic) -> bool:
    """Whether a note says what is taken for granted."""
    return note.code.number in {code.number for code in ASSUMPTIONS}


def _shown(notes: Sequence[Diagnostic], every: bool) -> list[str]:
    most = len(notes) if every else _LINES
    sentences = [sentence(note) for note in notes[:most]]
    if len(notes) > most:
        sentences.append(f"… och {len(notes) - most} till (visa alla: {ALL})")
    return sentences


def sentence(note: Diagnostic) -> str:
    """A note as one sentence: what it says, where, and what can be done."""
    where = f" ({note.cell.swedish})" if note.cell else ""
    way_out = f"; {note.help}" if note.help else ""
    return f"{note.message}{where}{way_out}".replace("\n", " ")
