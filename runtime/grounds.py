"""What each payment rests on that is not simply so: assumptions, and figures that are not real.

A payment rests on what any step rests on that it is computed from, for whichever recipient. That
says too much sooner than too little: an assumed rounding is behind an amount also where there was
nothing to round.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from overenskommelse import plan as p
from overenskommelse.figures import Figures, Provenance
from overenskommelse.outcome import Basis, Ground
from runtime.intake import answers, assessments, duties, gathered
from runtime.intake.table import column_name

_ORIGINS: Final = {
    "rekonstruerad": Basis.RECONSTRUCTED,
    "uppskattad": Basis.ESTIMATED,
    "påhittad": Basis.INVENTED,
}
_Used = tuple[str, str]
"""A file, and the figure in it that a step uses."""


class Grounds:
    """What the steps of a plan rest on, on given figures."""

    def __init__(self, plan: p.Plan, figures: Figures) -> None:
        self._plan = plan
        self._figures = figures
        self._steps = {step.id: step for step in plan.steps}
        self._conditions = {view.name: view for view in plan.conditions}
        self._criteria = {view.name: view for view in plan.criteria}
        self._read_in: dict[tuple[object, ...], dict[str, None]] = {}
        for place, cell in figures.places.items():
            self._read_in.setdefault(place[:2], {})[cell.file] = None
        for (measure, _, _), count in figures.counts.items():
            self._read_in.setdefault(("count", measure), {})[count.cell.file] = None

    def of(self, *step_ids: str) -> tuple[Ground, ...]:
        """What some steps rest on together, by kind in the order of `Basis`."""
        behind = steps_behind(self._steps, step_ids)
        found: dict[Basis, dict[str, None]] = {}
        for basis, name in (
            *self._readings(behind),
            *self._granted(behind),
            *self._not_real(behind),
        ):
            found.setdefault(basis, {})[name] = None
        return tuple(Ground(basis, tuple(found[basis])) for basis in Basis if basis in found)

    def _readings(self, behind: Mapping[str, p.AnyStep]) -> Iterator[tuple[Basis, str]]:
        for choice in self._plan.choices:
            if _concerns(choice, behind):
                yield Basis.CHOSEN if choice.is_changed else Basis.ASSUMED, choice.name

    def _granted(self, behind: Mapping[str, p.AnyStep]) -> Iterator[tuple[Basis, str]]:
        """What the figures do not say and is taken for granted: the same as the notes tell."""
        for step in behind.values():
            for name in self._unsaid(step):
                yield Basis.GRANTED, name

    def _unsaid(self, step: p.AnyStep) -> Iterator[str]:
        rated = {name for name, _, _ in self._figures.rates or {}}
        match step:
            case p.Paid() if step.requisition and self._figures.requisitions is None:
                yield gathered.REQUISITIONS
            case p.KeyValue() if step.key not in self._figures.key_dates:
                if any(key.date is not None for key in self._plan.keys if key.name == step.key):
                    yield step.key
            case p.Count():
                measures = self._plan.measures
                if any(m.reading for m in measures if m.name == step.measure):
                    yield step.measure
            case p.Reported() if step.criterion not in rated:
                yield step.criterion
            case p.Fulfilled():
                view = self._conditions[step.condition]
                yield from (d for d in view.duties if d not in self._figures.reported_duties)
                yield from (c for c in view.criteria if c not in rated)

    def _not_real(self, behind: Mapping[str, p.AnyStep]) -> Iterator[tuple[Basis, str]]:
        used = {found for step in behind.values() for found in self._used(step)}
        for said in self._figures.provenance:
            if said.origin in _ORIGINS and any(_speaks_of(said, *found) for found in used):
                yield _ORIGINS[said.origin], said.figure or said.file

    def _used(self, step: p.AnyStep) -> Iterator[_Used]:
        """Which figures a step takes from which files; a reason given decides nothing."""
        match step:
            case p.KeyValue():
                yield from self._named("key", step.key)
            case p.Count():
                yield from self._named("count", step.measure)
            case p.Reported():
                yield from self._reported(self._criteria[step.criterion])
            case p.Fulfilled():
                yield from self._tried(self._conditions[step.condition])
            case p.Paid() if step.requisition:
                for (_, item), came in (self._figures.requisitions or {}).items():
                    if item == step.item:
                        yield came.cell.file, duties.DATE_COLUMN

    def _tried(self, view: p.ConditionView) -> Iterator[_Used]:
        """The figures that decide whether a condition is met."""
        figures = self._figures
        for column, cells, names in (
            (assessments.MET_COLUMN, figures.assessments, {*view.areas, view.name}),
            (assessments.DECIDED_COLUMN, figures.verdicts, {view.name}),
            (duties.DATE_COLUMN, figures.reports, set(view.duties)),
        ):
            yield from (
                (found.cell.file, column) for (_, name), found in (cells or {}).items()
                if name in names
            )  # fmt: skip
        for criterion in view.criteria:
            yield from self._reported(self._criteria[criterion])
        for asked in view.questions:
            yield from self._answered(asked)

    def _reported(self, view: p.CriterionView) -> Iterator[_Used]:
        """The figures that decide whether a criterion is met, and the answers if a no counts."""
        yield from self._named("rate", view.name)
        if view.refuses and view.answered is not None:
            yield from self._answered(view.answered)

    def _answered(self, asked: p.AskedView) -> Iterator[_Used]:
        """What recipients answer to a question that something hangs on."""
        wanted = (asked.area, asked.question)
        for (_, *question), found in (self._figures.answers or {}).items():
            if tuple(question) == wanted:
                yield found.cell.file, answers.ANSWER_COLUMN

    def _named(self, kind: str, name: str) -> Iterator[_Used]:
        """The files that hold the figures of a key, a measure or a criterion."""
        yield from ((file, name) for file in self._read_in.get((kind, name), ()))


def steps_behind(steps: Mapping[str, p.AnyStep], step_ids: Iterable[str]) -> dict[str, p.AnyStep]:
    """Some steps and every step that their values are computed from, by id and in their order."""
    found: set[str] = set()
    waiting = list(step_ids)
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting += p.reads(steps[one])
    return {name: step for name, step in steps.items() if name in found}


def _concerns(choice: p.Choice, behind: Mapping[str, p.AnyStep]) -> bool:
    """Whether a reading that the text does not decide is behind some of the steps.

    An assumption that stands in the text already (``som skrivet``) changes no step. It is tied to
    the clauses that cite what it cites; where it cites nothing, nobody knows what it is tied to.
    """
    if not (choice.assumed or choice.is_changed):
        return False
    if choice.steps:
        return not behind.keys().isdisjoint(choice.steps)
    cited = set(choice.origin.cites)
    return not cited or any(cited.intersection(step.origin.cites) for step in behind.values())


def _speaks_of(said: Provenance, file: str, figure: str) -> bool:
    """Whether what is said of where figures come from is said of this one."""
    sheet_of_it = file.startswith(f"{said.file}, blad ")
    named = column_name(said.figure)
    return (file == said.file or sheet_of_it) and named in ("", column_name(figure))
