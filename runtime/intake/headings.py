"""Columns as people name them: which of okt's columns another word stands for."""

from collections.abc import Iterator, Sequence
from typing import Final

from overenskommelse.text import closest
from runtime.intake.faults import shown

_OTHER_WORDS: Final = {
    "region": ("län", "landsting", "huvudman"),
    "månad": ("period", "mätperiod", "tid"),
    "mått": ("indikator", "mätetal"),
    "invånare": ("befolkning", "folkmängd", "folkmängden"),
}
"""What others call okt's columns, where the words are not alike."""

_SHARES: Final = ("andel", "andelar", "procent", "andel_procent", "%")
_SEPARATOR: Final = "sep="

_Needs = Sequence[tuple[str, ...]]
"""For each need, the columns that fill it."""


def pairs(lacking: _Needs, strangers: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Each need that a stranger may fill: the column, and the stranger that stands for it."""
    left = list(strangers)
    for need in lacking:
        found = next(
            ((column, other) for column in need for other in [_stands_for(column, left)] if other),
            None,
        )
        if found is not None:
            left.remove(found[1])
            yield found


def guess(lacking: _Needs, strangers: Sequence[str]) -> str:
    """``. Menade du kolumnen ”täljare” där det står ”taljare”?``, or nothing."""
    for column, stranger in pairs(lacking, strangers):
        return f". Menade du kolumnen ”{column}” där det står ”{shown(stranger)}”?"
    return ""


def about_first_row(columns: Sequence[str]) -> str:
    """What to do with a first row that names a single column: it is often none of the table's."""
    if len(columns) != 1:
        return ""
    if columns[0].startswith(_SEPARATOR):
        return ". Ta bort raden: okt ser själv hur cellerna skiljs åt"
    return (
        ". Är raden en rubrik, ta bort den: kolumnernas namn ska stå överst. Annars ska "
        "cellerna skiljas åt med semikolon, komma eller tabb"
    )


def about_shares(lacking: _Needs, strangers: Sequence[str]) -> str:
    """Shares are no counts: what they are made of is needed."""
    wanted = " och ".join(f"”{need[0]}”" for need in lacking)
    share = next((column for column in strangers if column in _SHARES), None)
    if share is None:
        return ""
    return f". Andelar räcker inte: skriv antalen som ”{shown(share)}” är räknad av, i {wanted}"


def _stands_for(column: str, strangers: Sequence[str]) -> str | None:
    words = _OTHER_WORDS.get(column, ())
    return next((s for s in strangers if s in words), None) or closest(column, strangers)
