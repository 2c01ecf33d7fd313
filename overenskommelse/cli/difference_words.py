"""A difference in Swedish words, the same in every form."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Final

from overenskommelse.difference import Change, ChangeKind, Difference, Side
from overenskommelse.text import counted, listed, visible

NOUNS: Final = {
    ChangeKind.CHANGED: ("ändrad", "ändrade"),
    ChangeKind.NEW: ("ny", "nya"),
    ChangeKind.REMOVED: ("borttagen", "borttagna"),
    ChangeKind.RENAMED: ("med nytt namn", "med nya namn"),
}
"""What clauses are that a kind of change has happened to: one of them, and several."""

_YEARS: Final = ("noll", "ett", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio")
_LIMITS: Final = ("minst", "högst", "över", "under")

_AFTER_MONEY: Final = (
    "mottagare", "nycklar", "avrundning", "stegar", "mått", "kriterier", "fokusområden", "villkor",
    "skyldigheter", "tolkningar", "exempel",
)  # fmt: skip
"""Parts told after those that say what is paid: the agreement itself, its blocks and payments."""

_MOTIVES: Final = ("eftersom", "skäl", "förklaring")
"""What an interpretation says of itself beside its rule."""


def told(difference: Difference) -> list[Change]:
    """The changes that do not only move with the year, rules about money first."""
    changes = [change for change in difference.changes if not change.moved]
    return sorted(changes, key=_turn)


def _turn(change: Change) -> int:
    """When a change's part is told; parts with the same turn keep the agreement's order."""
    section = change.section
    return _AFTER_MONEY.index(section) + 1 if section in _AFTER_MONEY else 0


def listed_changes(difference: Difference, details: bool) -> list[Change]:
    """Those told one by one: motives, which pay nothing, only among the details."""
    return [change for change in told(difference) if details or not _is_motive(change)]


def _is_motive(change: Change) -> bool:
    return change.section == "tolkningar" and change.word in _MOTIVES


def moved(difference: Difference) -> list[Change]:
    """Those that only move with the year."""
    return [change for change in difference.changes if change.moved]


def by_section(changes: Iterable[Change]) -> Iterator[tuple[str, list[Change]]]:
    """Changes by the part of the agreement that they are in, in order."""
    for section, found in groupby(changes, key=lambda change: change.section):
        yield section, list(found)


def summary(difference: Difference) -> str:
    """``3 ändrade, 1 ny och 2 borttagna, i 4 delar``."""
    changes = told(difference)
    if not changes:
        return "Reglerna är lika." if not difference.changes else "Reglerna är lika i övrigt."
    numbers = [(kind, sum(change.kind is kind for change in changes)) for kind in ChangeKind]
    parts = [counted(number, *NOUNS[kind]) for kind, number in numbers if number]
    sections = len({change.section for change in changes})
    return f"{listed(parts)}, i {counted(sections, 'del', 'delar')} av överenskommelsen."


def sentences(difference: Difference, details: bool) -> list[str]:
    """What comes before the changes: how many they are, and what is not listed."""
    said = summary(difference), _motives_sentence(difference, details), moved_sentence(difference)
    return [sentence for sentence in said if sentence]


def _motives_sentence(difference: Difference, details: bool) -> str:
    """How many changes are not listed since they are motives; nothing if all are."""
    number = len(told(difference)) - len(listed_changes(difference, details))
    if not number:
        return ""
    return f"Av dem är {number} motiv till tolkningar, som --details visar."


def moved_sentence(difference: Difference) -> str:
    """How much only moves with the year; nothing if nothing does."""
    number = len(moved(difference))
    if not number:
        return ""
    things = counted(number, "dag, månad eller årtal", "dagar, månader och årtal")
    years = abs(difference.years)
    many = _YEARS[years] if years < len(_YEARS) else str(years)
    return f"{things} är {many} år {'senare' if difference.years > 0 else 'tidigare'}."


def where(change: Change) -> str:
    """``krav 1 måluppfyllelse``: the clauses that it stands under, and what differs."""
    return " ".join([*change.heading, *([change.word] if change.word else [])])


def what(change: Change) -> str:
    """``minst 90 % → 92 %``: what it was and what it is, or the one that there is."""
    old, new = (side.words if side else "" for side in (change.old, change.new))
    if not old or not new:
        return old or new
    first, _, rest = new.partition(" ")
    if first in _LIMITS and old.startswith(f"{first} "):
        new = rest
    return f"{old} → {new}"


def line(change: Change) -> str:
    """Both: ``krav 1 måluppfyllelse: minst 90 % → 92 %``."""
    place = where(change)
    return f"{place}: {what(change)}" if place else what(change)


def place(side: Side) -> str:
    """``2023.okt rad 222 [avsnitt 4]``: where a side stands, and what it comes from."""
    cites = f" [{'; '.join(side.cites)}]" if side.cites else ""
    origin = side.span.origin
    return f"{visible(origin.source.name)} rad {origin.line}{cites}"
