"""What an example gives, as figures: the same that data files would have given."""

import datetime
from collections.abc import Iterator
from fractions import Fraction
from math import lcm
from typing import Final

from attrs import frozen

from compiler.sayable import EVERY_AREA
from compiler.trial_steps import MONEY
from overenskommelse import agreement as a
from overenskommelse import plan as p
from overenskommelse.calendar import Month
from overenskommelse.diagnostics import Cell
from overenskommelse.examples import Counted, State, Worth
from overenskommelse.figures import (
    AnswerCell,
    AssessmentCell,
    CountCell,
    Figures,
    ReportCell,
    RequisitionCell,
)
from overenskommelse.regions import find as find_region
from overenskommelse.saying import Saying

_YEAR: Final = 12


@frozen(repr=False, eq=False)
class Gathered(Saying):
    """The figures of an example, and which measures it speaks of, this year (0) or the year
    before (-12)."""

    figures: Figures
    counted: frozenset[tuple[str, int]]


def gathered(example: a.Example, plan: p.Plan) -> Gathered:
    """What an example gives, for the recipients that the plan has."""
    table = _Table(plan, _whole(example))
    for line, said in sorted(_pairs(example), key=_specific):
        table.add(line, said)
    return table.gathered()


def _pairs(example: a.Example) -> Iterator[tuple[a.ExampleLine, a.Said]]:
    for line in example.given:
        yield from ((line, said) for said in line.values)


def _specific(pair: tuple[a.ExampleLine, a.Said]) -> tuple[bool, bool, bool]:
    """What is said of one recipient, of some months, of one focus area comes after what is said of
    all of them, and so takes its place."""
    line, said = pair
    of_all = line.subject.kind == EVERY_AREA
    return not of_all, said.recipient is not None, line.subject.period is not None


def _whole(example: a.Example) -> int:
    """Of how many patients every share of an example is a whole number."""
    shares = (
        said.worth.value / 100
        for line, said in _pairs(example)
        if line.subject.kind == "mått" and isinstance(said.worth, a.Quantity)
    )
    return lcm(*(share.denominator for share in shares))


class _Table:
    """Gathers the values of one example."""

    def __init__(self, plan: p.Plan, whole: int) -> None:
        self.plan = plan
        self.whole = whole
        self.keys: dict[str, dict[str, Fraction]] = {}
        self.counts: dict[tuple[str, str, Month], CountCell] = {}
        self.counted: set[tuple[str, int]] = set()
        self.rates: dict[tuple[str, str, Month], Fraction] = {}
        self.reports: dict[tuple[str, str], ReportCell] = {}
        self.assessments: dict[tuple[str, str], AssessmentCell] = {}
        self.answers: dict[tuple[str, str, str], AnswerCell] = {}
        self.verdicts: dict[tuple[str, str], AssessmentCell] = {}
        self.requisitions: dict[tuple[str, str], RequisitionCell] = {}
        self.requisition = False

    def gathered(self) -> Gathered:
        figures = Figures(
            keys=self.keys, counts=self.counts, rates=self.rates or None,
            reports=self.reports or None, assessments=self.assessments or None,
            verdicts=self.verdicts or None, answers=self.answers or None,
            requisitions=self.requisitions if self.requisition else None,
        )  # fmt: skip
        return Gathered(figures, frozenset(self.counted))

    def add(self, line: a.ExampleLine, said: a.Said) -> None:
        subject, worth = line.subject, said.worth
        place = Cell(line.span.source.name, line.span.line)
        for code in dict.fromkeys(self._codes(said)):
            match subject.kind:
                case "nyckel" if isinstance(worth, a.Quantity):
                    self.keys.setdefault(subject.name, {})[code] = worth.value
                case kind if kind in MONEY and isinstance(worth, a.Quantity):
                    # No key has a name of two words.
                    self.keys.setdefault(subject.words, {})[code] = worth.value
                case "mått":
                    self._count(subject, code, worth, place)
                case "kriterium" if isinstance(worth, a.Quantity):
                    for month in self._rated(subject):
                        self.rates[subject.name, code, month] = worth.value
                case "skyldighet":
                    day = worth if isinstance(worth, datetime.date) else None
                    self.reports[code, subject.name] = ReportCell(day, place)
                case "fråga":
                    self._answer(subject, code, worth, place)
                case "utbetalning":
                    self._requisition(code, worth, place)
                case "villkor" | "fokusområde" | "samtliga":
                    self._assess(subject, code, worth, place)

    def _codes(self, said: a.Said) -> Iterator[str]:
        """The recipients that a value is of: the one that is named, or all that there are."""
        name = said.recipient.name if said.recipient is not None else None
        for group in self.plan.groups:
            for code, own in group.members:
                if name is None or own == name or code == find_region(name):
                    yield code

    def _count(self, subject: a.Subject, code: str, worth: Worth, place: Cell) -> None:
        for month in self._counted(subject):
            self.counts[subject.name, code, month] = self._cell(worth, place)

    def _counted(self, subject: a.Subject) -> Iterator[Month]:
        """The months that a line gives values for; the measure is spoken of in those years."""
        views = [view for view in self.plan.measures if view.name == subject.name]
        own = {month for view in views for month in view.period}
        earlier = {month.shifted(-_YEAR) for month in own}
        meant = set(subject.period) if subject.period else earlier if subject.previous else own
        self.counted |= {(subject.name, s) for s, ms in ((0, own), (-_YEAR, earlier)) if meant & ms}
        yield from meant

    def _cell(self, worth: Worth, place: Cell) -> CountCell:
        if isinstance(worth, Counted):
            return CountCell(int(worth.met.value), int(worth.all.value), place)
        if isinstance(worth, a.Quantity):
            return CountCell(int(worth.value * self.whole / 100), self.whole, place)
        if worth is State.NOBODY:
            return CountCell(0, 0, place)
        return CountCell(None, None, place)

    def _rated(self, subject: a.Subject) -> Iterator[Month]:
        views = (view for view in self.plan.criteria if view.name == subject.name)
        for view in views:
            yield from subject.period or view.period or ()

    def _requisition(self, code: str, worth: Worth, place: Cell) -> None:
        self.requisition = True
        if isinstance(worth, datetime.date):
            for step in self.plan.steps:
                if isinstance(step, p.Paid) and step.requisition:
                    self.requisitions[code, step.item] = RequisitionCell(worth, place)

    def _answer(self, subject: a.Subject, code: str, worth: Worth, place: Cell) -> None:
        for area in self.plan.areas:
            asks = any(question.name == subject.name for question in area.questions)
            if asks and (subject.area is None or subject.area.name == area.name):
                if worth is State.UNANSWERED:
                    self.answers.pop((code, area.name, subject.name), None)
                else:
                    cell = AnswerCell(worth is State.YES, place)
                    self.answers[code, area.name, subject.name] = cell

    def _assess(self, subject: a.Subject, code: str, worth: Worth, place: Cell) -> None:
        """An assessment; of a condition that nobody assesses, what the payer decides."""
        names = [subject.name]
        if subject.kind == EVERY_AREA:
            names = [area.name for area in self.plan.areas]
        assessors = {view.name: view.assessor for view in self.plan.conditions}
        decided = subject.kind == "villkor" and not assessors.get(subject.name)
        into = self.verdicts if decided else self.assessments
        for name in names:
            if worth is State.UNASSESSED:
                into.pop((code, name), None)
            else:
                into[code, name] = AssessmentCell(worth is State.MET, "enligt exemplet", place)
