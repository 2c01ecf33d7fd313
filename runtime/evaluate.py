"""What each step of a plan means: one `match`, in exact numbers.

A lawyer should be able to follow it over one's shoulder. Steps come in computing order, so that
each finds the tables it reads already there. What a step is at one place does not depend on which
other places are asked for; `runtime.variants` asks only for those that can have changed.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from functools import partial

from overenskommelse import outcome_codes as codes
from overenskommelse import plan as p
from overenskommelse.calendar import Month
from overenskommelse.diagnostics import Report
from overenskommelse.figures import Figures
from overenskommelse.money import (
    AdjustmentsMiss,
    BelowZero,
    Rounding,
    SplitImpossible,
    rounded,
    split,
    taken,
)
from overenskommelse.numbers import write_kronor
from overenskommelse.outcome import Outcome
from runtime.conditions import Conditions
from runtime.criteria import criterion_met
from runtime.memory import Memory
from runtime.rules import added, choosing, level, meets_limit, product, stated, tier_share
from runtime.values import Absent, Layout, Place, Table, Value, absence, number

_ZERO = Fraction(0)


def evaluate(plan: p.Plan, figures: Figures, report: Report) -> Outcome | None:
    """Everything that an agreement pays on given figures; None if it cannot be said."""
    from runtime.settle import settle

    tables = compute(plan, figures, report)
    if report.failed:
        return None
    return settle(plan, figures, tables, report)


def compute(plan: p.Plan, figures: Figures, report: Report) -> Mapping[str, Table]:
    """The value of every step, by its id."""
    until = measured_until(plan, figures)
    evaluation = Evaluation(plan, figures, Layout.of(plan), until, report)
    for step in plan.steps:
        evaluation.tables[step.id] = evaluation.table(step)
    return evaluation.tables


def measured_until(plan: p.Plan, figures: Figures) -> Month | None:
    """The last month for which this year's counts are there."""
    wanted = {(m.name, month) for m in plan.measures if m.current for month in m.period}
    months = [month for measure, _, month in figures.counts if (measure, month) in wanted]
    return max(months, default=None)


class Evaluation:
    """A plan on figures: the tables of its steps so far, and what the next one's is.

    ``until`` is the last month that is measured. ``subtotals`` are those known from before.
    """

    def __init__(
        self, plan: p.Plan, figures: Figures, layout: Layout, until: Month | None, report: Report,
        subtotals: Memory[dict[Place, Value]] | None = None,
    ) -> None:  # fmt: skip
        self.figures = figures
        self.layout = layout
        self.until = until
        self.report = report
        self.steps = {step.id: step for step in plan.steps}
        self.criteria = {criterion.name: criterion for criterion in plan.criteria}
        self.conditions = Conditions(plan, figures)
        self.subtotals = subtotals or Memory[dict[Place, Value]]()
        self.tables: dict[str, Table] = {}

    def table(self, step: p.AnyStep, places: Sequence[Place] | None = None) -> Table:
        """A step's values, at all its places or at some; what is divided is always whole."""
        at = places if places is not None else self.layout.places(step)
        match step:
            case p.Amount():
                return dict.fromkeys(at, stated(step.value))
            case p.KeyValue():
                # Data need not have a key by which nothing known is divided.
                values = self.figures.keys.get(step.key, {})
                return {(r, m): values.get(r, Absent.MISSING) for r, m in at if r is not None}
            case p.Count():
                return self._counts(step, at)
            case p.Level():
                return self._each(step, at, level, step.met, step.all)
            case p.Rounded():
                rule = Rounding(step.to, step.mode)
                return self._each(step, at, lambda value: rounded(value, rule), step.of)
            case p.Difference():
                return self._each(step, at, lambda of, minus: of - minus, step.of, step.minus)
            case p.Excess():
                return self._each(
                    step, at, lambda of, minus: max(of - minus, _ZERO), step.of, step.minus
                )
            case p.Least():
                return self._each(step, at, lambda *values: min(values), *step.of)
            case p.Tiered():
                return self._answer(step, at, lambda v: tier_share(step, v), _ZERO, _ZERO)
            case p.Compared():
                return self._answer(
                    step, at, lambda v: meets_limit(step, v), step.missing, step.nobody
                )
            case p.AnyOf():
                return self._each(step, at, lambda *held: any(held), *step.of)
            case p.Granted():
                share = stated(step.share)
                return self._each(step, at, lambda *held: share if all(held) else _ZERO, *step.of)
            case p.Chosen():
                columns = [self._column(route, step, at) for _, route in step.routes]
                shares = zip(*columns, strict=True)
                return dict(zip(at, map(choosing(step), shares), strict=True))
            case p.Reported():
                return {place: self._reported(step, *place) for place in at}
            case p.Fulfilled():
                return {(r, m): self.conditions.holds(step.condition, r or "") for r, m in at}
            case p.Held():
                otherwise = Absent.UNKNOWN if step.unknown else Absent.HELD
                return self._each(
                    step, at, lambda of, holds: of if holds or not of else otherwise,
                    step.of, step.condition, nought=lambda values: not values[0],
                )  # fmt: skip
            case p.Product():
                return self._each(
                    step, at, lambda *factors: product(step, factors), *step.factors,
                    nought=lambda values: not all(values),
                )  # fmt: skip
            case p.Allotted():
                return self._allotted(step)
            case p.Summed():
                return self._summed(step, at)
            case p.Remainder():
                return {(None, None): self._remainder(step)}
            case p.Paid():
                return self._paid(step, at)
            case p.Repaid():
                return self._repaid(step, at)

    # Where values stand

    def _column(self, step_id: str, step: p.Step, at: Sequence[Place]) -> list[Value]:
        """A step's values at places of another that has at least its dimensions."""
        return self.layout.column(self.steps[step_id], self.tables[step_id], step, at)

    def _each(
        self, step: p.Step, at: Sequence[Place], rule: Callable[..., Value], *ids: str,
        nought: Callable[[tuple[Value, ...]], bool] = lambda _: False,
    ) -> Table:  # fmt: skip
        """Apply a rule at every place; where something it needs is absent, so is the result,
        unless what is there makes it nought whatever the rest will be."""
        columns = [self._column(i, step, at) for i in ids]
        results: Iterable[Value]
        if any(Absent in map(type, column) for column in columns):
            results = (
                rule(*values) if (missing := absence(values)) is None
                else _ZERO if nought(values) else missing
                for values in zip(*columns, strict=True)
            )  # fmt: skip
        else:
            results = map(rule, *columns)
        return dict(zip(at, results, strict=True))

    def _answer(
        self,
        step: p.Tiered | p.Compared,
        at: Sequence[Place],
        rule: Callable[[Fraction], Value],
        if_missing: Value,
        if_nobody: Value,
    ) -> Table:
        """As `_each`, but a missing value has an answer of its own, and nobody to measure too."""
        answers = {Absent.MISSING: if_missing, Absent.NOBODY: if_nobody}
        results = (
            answers.get(value, value) if isinstance(value, Absent) else rule(number(value))
            for value in self._column(step.of, step, at)
        )
        return dict(zip(at, results, strict=True))

    # From the data

    def sources(self, step: p.AnyStep) -> tuple[object, ...]:
        """What a step's values come from, the steps that it reads apart: where these are the same
        things, the values are the same."""
        where, figures = self.layout.places(step), self.figures
        match step:
            case p.KeyValue():
                return where, figures.keys.get(step.key)
            case p.Count():
                return where, self.until, figures.counts
            case p.Reported():
                return where, self.criteria[step.criterion], figures.rates, figures.answers
            case p.Fulfilled():
                return where, *self.conditions.sources(step.condition)
            case p.Paid():
                return where, figures.requisitions
            case p.Repaid():
                return where, figures.used
            case _:
                return (where,)

    def _counts(self, step: p.Count, at: Sequence[Place]) -> Table:
        table: Table = {}
        counted = {
            month: month.shifted(step.shift)
            for month in step.months or ()
            if self.until is not None and month <= self.until
        }
        for recipient, month in at:
            if recipient is None or month is None or month not in counted:
                table[recipient, month] = Absent.PENDING
                continue
            cell = self.figures.counts.get((step.measure, recipient, counted[month]))
            if cell is None or cell.numerator is None or cell.denominator is None:
                table[recipient, month] = Absent.MISSING
            else:
                table[recipient, month] = cell.numerator if step.met else cell.denominator
        return table

    def _reported(self, step: p.Reported, recipient: str | None, month: Month | None) -> Value:
        if recipient is None or month is None:
            return True
        return criterion_met(self.criteria[step.criterion], self.figures, recipient, month)

    # Money

    def _allotted(self, step: p.Allotted) -> Table:
        table: Table = {}
        members = self.layout.members[step.recipients] if step.recipients is not None else ()
        for month in step.months or (None,):
            for recipient, part in self._split(step, members, month).items():
                table[recipient, month] = part
        return {place: table[place] for place in self.layout.places(step)}

    def _split(
        self, step: p.Allotted, members: Sequence[str], month: Month | None
    ) -> Mapping[str, Value]:
        """An amount divided among members, in a month if it has any."""
        column = partial(self._members_column, members, month)
        amount = self._at(step.amount, None, month)
        used = {i: column(i) for i in (step.weights, step.only_if) if i is not None}
        missing = absence([amount, *(value for values in used.values() for value in values)])
        if missing is not None:
            return dict.fromkeys(members, missing)
        by = step.weights
        if step.only_if is not None and not any(used[step.only_if]):
            by = step.when_empty
        short = step.when_short is not None and number(amount) < 0
        if short:
            by = step.when_short
        if by is None or not amount:
            return dict.fromkeys(members, _ZERO)
        unknown = absence(column(by))  # What only stands in for the weights may not be known.
        if unknown is not None:
            return dict.fromkeys(members, unknown)
        weights = dict(zip(members, map(number, column(by)), strict=True))
        how = step.rounding, step.rest, members
        try:
            if short and step.only_if is not None:
                most = dict(zip(members, map(number, used[step.only_if]), strict=True))
                return taken(-number(amount), weights, most, *how)
            return split(number(amount), weights, *how)
        except SplitImpossible:
            self.report.add(codes.NOTHING_TO_SPLIT_BY, what=step.origin.heading or step.id)
        except BelowZero as below:
            self.report.add(
                codes.ADJUSTED_BELOW_ZERO, what=step.origin.heading or step.id,
                recipient=below.recipient,
            )  # fmt: skip
        except AdjustmentsMiss as miss:
            self.report.add(
                codes.ADJUSTMENTS_MISS, what=step.origin.heading or step.id,
                difference=write_kronor(abs(miss.difference)),
                direction="mycket" if miss.difference < 0 else "lite",
            )  # fmt: skip
        return dict.fromkeys(members, _ZERO)

    def _at(self, step_id: str, recipient: str | None, month: Month | None) -> Value:
        """A step's value at a place, of which it may lack a dimension."""
        step = self.steps[step_id]
        return self.tables[step_id][
            recipient if step.recipients is not None else None,
            month if step.months is not None else None,
        ]

    def _members_column(
        self, members: Sequence[str], month: Month | None, step_id: str
    ) -> list[Value]:
        return [self._at(step_id, recipient, month) for recipient in members]

    def _summed(self, step: p.Summed, at: Sequence[Place]) -> Table:
        terms = [self._subtotals(term, step, at) for term in step.of]
        return {
            place: added([subtotals[i] for subtotals in terms], step.rounding)
            for i, place in enumerate(at)
        }

    def _subtotals(self, term: str, step: p.Summed, at: Sequence[Place]) -> list[Value]:
        """A term added up to the places of a sum. Kept, since other sums may have the same term."""
        places = self.layout.folded(self.steps[term], step, step.over)
        kept = self.subtotals.of((self.tables[term], places), dict)
        if unknown := [place for place in at if place not in kept]:
            values = list(self.tables[term].values())
            for place in unknown:
                kept[place] = added([values[i] for i in places[place]])
        return [kept[place] for place in at]

    def _remainder(self, step: p.Remainder) -> Value:
        taken = added([v for i in step.minus for v in self.tables[i].values()])
        whole = self.tables[step.of][None, None]
        missing = absence([taken, whole])
        return missing if missing is not None else number(whole) - number(taken)

    def _paid(self, step: p.Paid, at: Sequence[Place]) -> Table:
        """What is left, unless the right to it is lost; held money can be lost too."""
        table: Table = {}
        for (recipient, month), left in zip(at, self._column(step.of, step, at), strict=True):
            waits = isinstance(left, Absent) and left is not Absent.HELD
            table[recipient, month] = left if waits or self._in_time(step, recipient) else _ZERO
        return table

    def _in_time(self, step: p.Paid, recipient: str | None) -> bool:
        """Whether a payment was asked for, if it has to be; held to be where nothing is known."""
        requisitions = self.figures.requisitions
        if not step.requisition or requisitions is None or recipient is None:
            return True
        came = requisitions.get((recipient, step.item))
        return came is not None and (step.last_day is None or came.date <= step.last_day)

    def _repaid(self, step: p.Repaid, at: Sequence[Place]) -> Table:
        """What was paid and not used. Without a report of its use nothing can be said of it."""
        table: Table = {}
        for recipient, month in at:
            paid = added([self.tables[i][recipient, None] for i in step.of])
            spent = (self.figures.used or {}).get((recipient or "", step.item))
            if spent is None or isinstance(paid, Absent):
                table[recipient, month] = Absent.MISSING
            else:
                table[recipient, month] = max(number(paid) - spent, _ZERO)
        return table
