"""Two deliveries of the same data: which figures differ, and one delivery with some of them."""

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import Any, Final

from attrs import evolve

from overenskommelse.calendar import Month, swedish_date
from overenskommelse.corrections import Correction, DataKind
from overenskommelse.diagnostics import Cell
from overenskommelse.figures import (
    AnswerCell,
    AssessmentCell,
    CountCell,
    Figures,
    ReportCell,
    RequisitionCell,
)
from overenskommelse.numbers import write_number

_Place = tuple[Any, ...]
_Table = Mapping[_Place, Any]

_RECIPIENT_SECOND: Final = (DataKind.COUNT, DataKind.RATE, DataKind.KEY)
"""Tables whose places say what first, and of whom then; the others say it the other way round."""

_READ_AT: Final = {DataKind.KEY: "key", DataKind.RATE: "rate", DataKind.USED: "used"}
"""What `Figures.places` calls the tables whose figures have no cell of their own."""


def corrections(old: Figures, new: Figures) -> tuple[Correction, ...]:
    """Every figure that differs, table by table, in the order of the old figures."""
    return tuple(found for kind in DataKind for found in _of(kind, old, new))


def corrected(old: Figures, new: Figures, chosen: Iterable[Correction]) -> Figures:
    """The old figures with the chosen corrections made, and no others.

    What is not corrected is the old figures' own, and so is known again by `runtime.variants`.
    """
    changed: dict[DataKind, dict[_Place, Any]] = {}
    whole: dict[str, Any] = {}
    for correction in chosen:
        kind = correction.kind
        if correction.whole:
            whole[kind.value] = getattr(new, kind.value)
            continue
        table = changed.setdefault(kind, dict(_table(old, kind) or {}))
        others = _table(new, kind) or {}
        if correction.place in others:
            table[correction.place] = others[correction.place]
        else:
            del table[correction.place]
    for kind, table in changed.items():
        whole[kind.value] = _folded(kind, table)
    return evolve(old, **whole)


def _of(kind: DataKind, old: Figures, new: Figures) -> Iterator[Correction]:
    before, after = _table(old, kind), _table(new, kind)
    if before is None or after is None:
        if before is not after:
            count = len(before or after or ())
            many = f"{write_number(count)} uppgifter"
            was, now = (None if table is None else many for table in (before, after))
            yield Correction(kind, (), "", "", None, was, now, whole=True)
        return
    for place in dict.fromkeys((*before, *after)):
        was, now = before.get(place), after.get(place)
        if was != now:
            recipient, what, month = _parts(kind, place)
            cells = _cell(kind, place, old, was), _cell(kind, place, new, now)
            words = _words(was), _words(now)
            yield Correction(kind, place, recipient, what, month, *words, *cells, was=was, now=now)


def _table(figures: Figures, kind: DataKind) -> _Table | None:
    """A table of the figures by places that are tuples; None where no such file was given."""
    if kind is DataKind.KEY:
        return {(key, who): v for key, each in figures.keys.items() for who, v in each.items()}
    if kind is DataKind.KEY_DATE:
        return {(key,): day for key, day in figures.key_dates.items()}
    table: _Table | None = getattr(figures, kind.value)
    return table


def _folded(kind: DataKind, table: _Table) -> Mapping[Any, Any]:
    """What `_table` laid out, as the figures hold it."""
    if kind is DataKind.KEY_DATE:
        return {place[0]: day for place, day in table.items()}
    if kind is not DataKind.KEY:
        return table
    keys: dict[str, dict[str, Fraction]] = {}
    for (key, recipient), value in table.items():
        keys.setdefault(key, {})[recipient] = value
    return keys


def _parts(kind: DataKind, place: _Place) -> tuple[str, str, Month | None]:
    """Of whom a figure is, of what, and of which month."""
    if kind is DataKind.KEY_DATE:
        return "", place[0], None
    if kind in _RECIPIENT_SECOND:
        return place[1], place[0], place[2] if len(place) > 2 else None
    return place[0], " ".join(place[1:]), None


def _cell(kind: DataKind, place: _Place, figures: Figures, value: Any) -> Cell | None:
    if kind in _READ_AT:
        return figures.places.get((_READ_AT[kind], *place)) if value is not None else None
    cell: Cell | None = getattr(value, "cell", None)
    return cell


def _words(value: Any) -> str | None:
    match value:
        case None:
            return None
        case CountCell(numerator=None) | CountCell(denominator=None):
            return "inget värde"
        case CountCell():
            return f"{write_number(value.numerator or 0)} av {write_number(value.denominator or 0)}"
        case RequisitionCell():
            return swedish_date(value.date)
        case ReportCell():
            return "inte redovisat" if value.date is None else swedish_date(value.date)
        case AssessmentCell():
            met = "uppfyllt" if value.met else "inte uppfyllt"
            return f"{met} ({value.reason})" if value.reason else met
        case AnswerCell(answer=bool()):
            return "ja" if value.answer else "nej"
        case AnswerCell():
            return str(value.answer)
        case Fraction() | int():
            return write_number(value)
        case _:
            return swedish_date(value)
