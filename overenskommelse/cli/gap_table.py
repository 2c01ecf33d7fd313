"""Gaps for people: how many patients were missing to what, and what they were worth."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import groupby
from string import ascii_lowercase
from typing import TYPE_CHECKING, Final

from overenskommelse.cli.gap_rows import Listed, Margins
from overenskommelse.cli.grid import Column, tables
from overenskommelse.cli.marks import HEADING
from overenskommelse.cli.naming import row_name
from overenskommelse.cli.outcome_table import not_real, title
from overenskommelse.cli.page import Page, wrapped
from overenskommelse.gaps import Gap, Place, Priced, Reach, Shift, Tipping, Worth, climbing
from overenskommelse.items import item_words
from overenskommelse.numbers import write_number
from overenskommelse.plan import Plan
from overenskommelse.text import counted, listed

if TYPE_CHECKING:
    from rich.console import RenderableType

_Cells = tuple[str, ...]
_KRONOR: Final = (("kronor", "i kravet"), ("kronor", "i allt"))
_VARIED: Final = (
    "Så är det räknat: hur många av de räknade patienterna som klarar måttets gräns ändras, och "
    "inget annat. Hur många som räknas och året före är som de är. Ett krav i taget ändras, och "
    "varje mått för sig: en patient som finns i flera mått räknas en gång i vart och ett."
)
_IN_ALL: Final = "”I allt” är vad mottagaren får mer av alla utbetalningar"
_UNSURE: Final = (
    "Där ”i allt” är tomt är hela beloppet inte känt än, och raden står efter kronorna i kravet."
)


def drawn(found: Listed | Margins, page: Page) -> str:
    """The list laid out on the page."""
    from rich.text import Text

    heading = [*title(found.plan, page), *not_real(found.figures.provenance, page), Text()]
    body = _margins(found, page) if isinstance(found, Margins) else _gaps(found, page)
    return page.render(*heading, *body)


def _gaps(found: Listed, page: Page) -> "Iterator[RenderableType]":
    if not found.cells:
        yield from _prose([*_nothing_measured(found.plan)], page)
        return
    yield from _prose([_summary(found)], page)
    if found.mine:
        for heading, rows in groupby(found.rows, key=lambda row: _heading(row.gap.place)):
            own = list(rows)
            letters = _letters(own)
            yield from _heading_line(heading, page)
            yield from _prose(_measures(letters, found.plan), page)
            lines = [line for row in own for line in _every_reach(row, letters)]
            yield from _grid(_OWN if len(letters) > 1 else _OWN[:-1], lines, page)
    elif found.rows:
        yield from _prose([""], page)
        nearest = [_nearest(row, found.plan) for row in found.rows]
        yield from _grid(_ALL, nearest, page, "Närmast till nästa steg")
        yield from _prose(_more(found.left_out), page)
    if found.barred:
        count = write_number(len(found.barred))
        yield from _heading_line(f"Inget antal patienter hjälper ({count})", page)
        yield from _prose(_barred(found), page)
    first = [_VARIED, *_read_by_several(found)]
    yield from _prose(_notes([w for row in found.rows for w in row.worths], first), page)


def _summary(found: Listed) -> str:
    cells, gaps = write_number(found.cells), write_number(found.gaps)
    some = f"gav {gaps} inte allt. Till nästa steg:" if found.gaps else "gav alla allt de kan ge."
    return f"Av {cells} utfall, ett för varje mottagare, krav och månad, {some}"


def _nothing_measured(plan: Plan) -> Iterator[str]:
    """What an agreement without requirements says instead."""
    yield "Överenskommelsen har inga krav som mäts: det finns inget avstånd att räkna."
    names = [f"villkor {condition.name}" for condition in plan.conditions]
    if names:
        yield f"Vad som betalas hänger på {listed(names)}. Hur de står visar okt evaluate."


# Rows ----------------------------------------------------------------------------------------

_ALL: Final = (
    ("mottagare",), ("krav",), ("månad",), ("andel",), ("procent-", "enheter"),
    ("patienter",), *_KRONOR, ("kronor per", "patient"),
)  # fmt: skip
_OWN: Final = (
    ("månad",), ("andel",), ("procent-", "enheter"), ("patienter",), *_KRONOR,
    ("kronor per", "patient"), ("mått",),
)  # fmt: skip
_LEFT: Final = ("mottagare", "krav", "månad", "mått")


def _nearest(row: Priced, plan: Plan) -> _Cells:
    place, reach = row.gap.place, row.gap.reaches[0]
    whom = row_name(place.recipient, place.name)
    return (whom, _requirement(place, plan), *_reached(row.gap, reach, row.worths[0]))


def _every_reach(row: Priced, letters: Mapping[str, str]) -> Iterator[_Cells]:
    """The nearest, and below it each that gives more still."""
    worths = dict(zip(row.gap.reaches, row.worths, strict=True))
    for i, reach in enumerate(climbing(row.gap.reaches)):
        when, *rest = _reached(row.gap, reach, worths[reach])
        which = " + ".join(letters[shift.measure] for shift in reach.shifts)
        yield ("" if i else when, *rest, which)


def _letters(rows: Iterable[Priced]) -> dict[str, str]:
    """A letter for each measure that something is missing in."""
    reaches = (reach for row in rows for reach in climbing(row.gap.reaches))
    measures = dict.fromkeys(shift.measure for reach in reaches for shift in reach.shifts)
    return dict(zip(measures, ascii_lowercase, strict=False))


def _measures(letters: Mapping[str, str], plan: Plan) -> Iterator[str]:
    """Each measure and whom it counts: ``a  första_besök_under_60_dagar: andel av väntande``."""
    definitions = {view.name: view.definition for view in plan.measures}
    for measure, letter in letters.items():
        mark = f"{letter} = " if len(letters) > 1 else "mått "
        yield f"  {mark}{measure}: {definitions.get(measure, '')}".rstrip(": ")


def _reached(gap: Gap, reach: Reach, worth: Worth) -> _Cells:
    per_patient = None
    if worth.most_telling is not None:
        per_patient = worth.most_telling / reach.patients
    return (
        _when(gap.place), _shares(gap.share, reach.share),
        " + ".join(_points(shift) for shift in reach.shifts),
        " + ".join(_patients(shift) for shift in reach.shifts),
        _kronor(worth.cell), _kronor(worth.recipient), _kronor(per_patient),
    )  # fmt: skip


def _points(shift: Shift) -> str:
    exact = (shift.points * 10**4).denominator == 1
    number = write_number(shift.points) if exact else f"≈{write_number(shift.points, 4)}"
    return f">{number}" if shift.beyond else number


def _patients(shift: Shift) -> str:
    """``25 av 8 240``; fewer with a minus sign."""
    return f"{write_number(shift.patients)} av {write_number(shift.everyone)}"


def _shares(now: Fraction | None, then: Fraction) -> str:
    return f"{write_number((now or 0) * 100)} → {write_number(then * 100)} %"


def _kronor(amount: Fraction | None) -> str:
    return "" if amount is None else write_number(amount, 0)


def _when(place: Place) -> str:
    return str(place.month) if place.month is not None else "perioden"


def _requirement(place: Place, plan: Plan) -> str:
    """A requirement's number, with its item where there are several."""
    several = len({view.item for view in plan.requirements}) > 1
    return f"{item_words(place.item)}, {place.requirement}" if several else place.requirement


def _heading(place: Place) -> str:
    return f"{item_words(place.item)}, krav {place.requirement} ”{place.title}”"


# What is said below --------------------------------------------------------------------------


def _more(left_out: int) -> list[str]:
    return [f"… {write_number(left_out)} till (--all visar alla)"] if left_out else []


def _barred(found: Listed) -> Iterator[str]:
    """Those that no number of patients helps: a recipient's own one by one, else by reason."""
    reasons: dict[str, list[Gap]] = {}
    for gap in found.barred:
        reasons.setdefault("; ".join(gap.barriers), []).append(gap)
    for why, gaps in reasons.items():
        yield f"  {_some(gaps, found)}: {why}"


def _some(gaps: Sequence[Gap], found: Listed) -> str:
    """The first places, and how many more there are."""
    whole = found.mine or not found.left_out
    kept = gaps if whole else gaps[:_FEW]
    words = [
        f"{'' if found.mine else row_name(g.place.recipient, g.place.name) + ' '}"
        f"krav {_requirement(g.place, found.plan)} {_when(g.place)}"
        for g in kept
    ]  # fmt: skip
    more = len(gaps) - len(kept)
    return listed([*words, *([f"{more} till"] if more else [])])


_FEW: Final = 3


def _read_by_several(found: Listed) -> Iterator[str]:
    if found.read_elsewhere:
        yield (
            f"Uppgifterna om {listed(found.read_elsewhere)} läses av flera krav eller månader; ”i "
            "allt” räknar med alla."
        )


def _notes(worths: Iterable[Worth], first: Sequence[str]) -> Iterator[str]:
    yield ""
    yield from first
    known = [w for w in worths if w.recipient is not None and w.others is not None]
    moving = [w for w in known if w.others or w.others != -(w.recipient or 0)]
    even = all(w.recipient == -(w.others or 0) for w in moving)
    if moving and even:
        yield f"{_IN_ALL}. Det flyttas från de andra, som får lika mycket mindre tillsammans."
    elif any(w.others for w in known):
        yield f"{_IN_ALL}. Andras belopp ändras också, men inte lika mycket: allt betalas inte ut."
    elif known:
        yield f"{_IN_ALL}. Andras belopp ändras inte."
    if len(known) < len(list(worths)):
        yield _UNSURE


# What a small change moves -------------------------------------------------------------------


def _margins(found: Margins, page: Page) -> "Iterator[RenderableType]":
    points = write_number(found.points)
    if not found.cells:
        yield from _prose([*_nothing_measured(found.plan)], page)
        return
    total = len(found.rows) + found.left_out
    moved = counted(total, "ändring flyttar", "ändringar flyttar")
    said = f"{moved} ett krav till en annan andel, av {write_number(found.cells)} utfall."
    yield from _prose([f"Om ett mått ändras med {points} procentenheter: {said}"], page)
    if not found.rows:
        return
    yield from _prose([""], page)
    sure = all(row.worth.recipient is not None for row in found.rows)
    lines = [_tipped(row, found.plan, sure=sure) for row in found.rows]
    yield from _grid(_TIPPED[:-1] if sure else _TIPPED, lines, page, f"±{points} procentenheter")
    yield from _prose(_more(found.left_out), page)
    how = (
        "Ett mått i taget ändras, åt båda hållen, innan det avrundas; nivån visas som den räknas. "
        "Ett lika stort fel åt andra hållet i värdet för året före gör detsamma med en förbättring."
    )
    yield from _prose(_notes([row.worth for row in found.rows], [how]), page)


_TIPPED: Final = (
    ("mottagare",), ("krav",), ("månad",), ("mått",), ("nivå",), ("andel",),
    *reversed(_KRONOR),
)  # fmt: skip


def _tipped(row: Tipping, plan: Plan, *, sure: bool) -> _Cells:
    """A row; the cell's own kronor only where those in all are not known for each."""
    place = row.place
    sign = "+" if row.points > 0 else ""
    kronor = _kronor(row.worth.recipient), _kronor(row.worth.cell)
    return (
        row_name(place.recipient, place.name), _requirement(place, plan), _when(place),
        row.measure, f"{_level(row.level)} {sign}{write_number(row.points)}",
        _shares(row.share, row.other), *kronor[: 1 if sure else 2],
    )  # fmt: skip


def _level(level: Fraction) -> str:
    exact = (level * 10**4).denominator == 1
    return write_number(level) if exact else f"≈{write_number(level, 4)}"


# Drawing -------------------------------------------------------------------------------------


def _grid(
    headings: Sequence[tuple[str, ...]], lines: Sequence[_Cells], page: Page, caption: str = ""
) -> "Iterator[RenderableType]":
    columns = [
        Column(
            tuple(page.safe(part) for part in heading),
            tuple(page.safe(line[i]) for line in lines),
            number=heading[0] not in _LEFT,
        )
        for i, heading in enumerate(headings)
    ]
    yield from tables(columns[0], columns[1:], page, caption)


def _heading_line(heading: str, page: Page) -> "Iterator[RenderableType]":
    from rich.text import Text

    yield Text()
    for part in wrapped(page.safe(heading), page.prose, hanging=2):
        yield Text(part, style=HEADING)


def _prose(lines: Iterable[str], page: Page) -> "Iterator[RenderableType]":
    from rich.text import Text

    for line in lines:
        for part in wrapped(page.safe(line), page.prose, hanging=2) or [""]:
            yield Text(part)
