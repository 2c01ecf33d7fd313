"""Where the values that came from outside were read, and the reservations that go with them."""

from collections.abc import Iterable, Iterator
from typing import Final

from overenskommelse import plan as p
from overenskommelse.diagnostics import Cell
from overenskommelse.explanation import Mark
from overenskommelse.outcome import Basis
from overenskommelse.text import listed
from runtime.explain.ground import Ground
from runtime.values import Place

_NOT_REAL: Final = {
    "rekonstruerad": Basis.RECONSTRUCTED, "uppskattad": Basis.ESTIMATED, "påhittad": Basis.INVENTED,
}  # fmt: skip
"""What a table of origins may say of figures that are not real."""


def sources(ground: Ground, step: p.AnyStep, place: Place) -> tuple[Cell, ...]:
    """The cells that the value at a place was read from."""
    return tuple(cell for cell, _ in _read(ground, step, place))


def marks(ground: Ground, step: p.AnyStep, place: Place) -> Iterator[Mark]:
    """The reservations that a value itself calls for: its data is not real, or is assumed."""
    for cell, figure in _read(ground, step, place):
        for said in ground.figures.provenance:
            same_file = cell.file == said.file or cell.file.startswith(f"{said.file}, ")
            if said.origin in _NOT_REAL and same_file and said.figure in ("", figure):
                what = f"{said.figure} i {said.file}" if said.figure else said.file
                words = f": {said.words}" if said.words else ""
                yield Mark(_NOT_REAL[said.origin], f"{what} är {said.origin}{words}")
    yield from (Mark(Basis.GRANTED, words) for words in _granted(ground, step, place))


def readings(step: p.AnyStep, choices: Iterable[p.Choice]) -> tuple[Mark, ...]:
    """The readings that a step rests on and that the text does not decide."""
    return tuple(
        Mark(Basis.CHOSEN, f"tolkning {choice.name}: läsningen {choice.used} är vald")
        if choice.is_changed
        else Mark(Basis.ASSUMED, f"tolkning {choice.name}: läsningen {choice.used} antas")
        for choice in choices
        if _rests_on(step, choice)
    )


def _rests_on(step: p.AnyStep, choice: p.Choice) -> bool:
    """Whether a step rests on a reading that the text does not decide. One that stands in the text
    already changes no step: it is behind the clauses that cite what it cites."""
    if not (choice.is_assumption or choice.is_changed):
        return False
    cited = set(choice.origin.cites)
    return step.id in choice.steps or (not choice.steps and not cited.isdisjoint(step.origin.cites))


def _read(ground: Ground, step: p.AnyStep, place: Place) -> Iterator[tuple[Cell, str]]:
    """Each cell with the figure that it holds, as tables of origins speak of it."""
    figures, (recipient, month) = ground.figures, place
    who = recipient or ""
    match step:
        case p.KeyValue():
            cell = figures.places.get(("key", step.key, who))
            yield from [(cell, step.key)] if cell is not None else []
        case p.Count() if month is not None:
            found = figures.counts.get((step.measure, who, month.shifted(step.shift)))
            if found is not None:
                column = "täljare" if step.met else "nämnare"
                yield Cell(found.cell.file, found.cell.row, column), step.measure
        case p.Reported():
            cell = figures.places.get(("rate", step.criterion, who, month))
            yield from [(cell, step.criterion)] if cell is not None else []
        case p.Fulfilled():
            yield from ((cell, "") for cell in _tried(ground, step.condition, who))
        case p.Paid() if step.requisition:
            came = (figures.requisitions or {}).get((who, step.item))
            yield from [(came.cell, "datum")] if came is not None else []
        case p.Repaid():
            cell = figures.places.get(("used", who, step.item))
            yield from [(cell, step.item)] if cell is not None else []


def _tried(ground: Ground, name: str, who: str) -> Iterator[Cell]:
    """Where it was decided, or else assessed and reported, that a condition is met."""
    figures = ground.figures
    verdict = (figures.verdicts or {}).get((who, name))
    if verdict is not None:
        yield verdict.cell
        return
    view = ground.conditions.conditions[name]
    for duty in view.duties:
        report = (figures.reports or {}).get((who, duty))
        yield from [report.cell] if report is not None else []
    for criterion in view.criteria:
        for month in ground.conditions.criteria[criterion].period or ():
            cell = figures.places.get(("rate", criterion, who, month))
            yield from [cell] if cell is not None else []
    for asked in view.questions:
        answer = (figures.answers or {}).get((who, asked.area, asked.question))
        yield from [answer.cell] if answer is not None else []
    assessed = [(figures.assessments or {}).get((who, what)) for what in (*view.areas, name)]
    found = [one for one in assessed if one is not None]
    yield from (one.cell for one in [one for one in found if not one.met] or found)


def _granted(ground: Ground, step: p.AnyStep, place: Place) -> Iterator[str]:
    """What a value takes for granted since the data does not say it, in words."""
    figures = ground.figures
    match step:
        case p.Paid() if step.requisition and figures.requisitions is None:
            yield "medlen antas ha rekvirerats i tid: data säger inget om rekvisitioner"
        case p.Reported():
            if (step.criterion, *place) not in (figures.rates or {}):
                yield f"kriterium {step.criterion} antas vara uppfyllt: data säger inget om det"
        case p.Fulfilled():
            view = ground.conditions.conditions[step.condition]
            untold = [duty for duty in view.duties if duty not in figures.reported_duties]
            if untold and place[0] is not None:
                duties = listed(f"skyldighet {name}" for name in untold)
                yield f"{duties} antas vara fullgjord: data säger inget om det"
        case p.KeyValue() if step.key not in figures.key_dates:
            if any(key.date is not None for key in ground.plan.keys if key.name == step.key):
                yield f"data säger inte vilken dag {step.key} är räknade"
