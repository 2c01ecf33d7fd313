"""What each step of a plan means: one `match`, in exact numbers.

A lawyer should be able to follow it over one's shoulder. Steps come in computing order, so that
each finds the tables it reads already there.
"""

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from functools import partial, reduce

from overenskommelse import outcome_codes as codes
from overenskommelse import plan as p
from overenskommelse.calendar import Month
from overenskommelse.clauses import Comparator
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
from runtime.conditions import Conditions, meets_criterion
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
    run = _Run(plan, figures, report)
    for step in plan.steps:
        run.tables[step.id] = run.table(step)
    return run.tables


def measured_until(plan: p.Plan, figures: Figures) -> Month | None:
    """The last month for which this year's counts are there."""
    wanted = {(m.name, month) for m in plan.measures if m.current for month in m.period}
    months = [month for measure, _, month in figures.counts if (measure, month) in wanted]
    return max(months, default=None)


class _Run:
    def __init__(self, plan: p.Plan, figures: Figures, report: Report) -> None:
        self.plan = plan
        self.figures = figures
        self.report = report
        self.until = measured_until(plan, figures)
        self.steps = {step.id: step for step in plan.steps}
        self.members = {g.name: [code for code, _ in g.members] for g in plan.groups}
        self.layout = Layout(self.members)
        self.criteria = {criterion.name: criterion for criterion in plan.criteria}
        self.conditions = Conditions(plan, figures)
        self.tables: dict[str, Table] = {}

    def table(self, step: p.AnyStep) -> Table:
        match step:
            case p.Amount():
                return dict.fromkeys(self._places(step), _stated(step.value))
            case p.KeyValue():
                values = self.figures.keys.get(step.key, {})
                return {(r, m): values[r] for r, m in self._places(step) if r is not None}
            case p.Count():
                return self._counts(step)
            case p.Level():
                return self._each(step, _level, step.met, step.all)
            case p.Rounded():
                rule = Rounding(step.to, step.mode)
                return self._each(step, lambda value: rounded(value, rule), step.of)
            case p.Difference():
                return self._each(step, lambda of, minus: of - minus, step.of, step.minus)
            case p.Excess():
                return self._each(
                    step, lambda of, minus: max(of - minus, _ZERO), step.of, step.minus
                )
            case p.Least():
                return self._each(step, lambda *values: min(values), *step.of)
            case p.Tiered():
                return self._answer(step, step.of, lambda v: _tier(step, v), _ZERO, _ZERO)
            case p.Compared():
                return self._answer(
                    step, step.of, lambda v: _meets(step, v), step.missing, step.nobody
                )
            case p.AnyOf():
                return self._each(step, lambda *held: any(held), *step.of)
            case p.Granted():
                share = _stated(step.share)
                return self._each(step, lambda *held: share if all(held) else _ZERO, *step.of)
            case p.Chosen():
                columns = [self._column(route, step) for _, route in step.routes]
                shares = zip(*columns, strict=True)
                return dict(zip(self._places(step), map(_choosing(step), shares), strict=True))
            case p.Reported():
                return {place: self._reported(step, *place) for place in self._places(step)}
            case p.Fulfilled():
                return {
                    (r, m): self.conditions.holds(step.condition, r or "")
                    for r, m in self._places(step)
                }
            case p.Held():
                return self._each(
                    step, lambda of, holds: of if holds or not of else Absent.HELD,
                    step.of, step.condition, nought=lambda values: not values[0],
                )  # fmt: skip
            case p.Product():
                return self._each(
                    step, lambda *factors: _product(step, factors), *step.factors,
                    nought=lambda values: not all(values),
                )  # fmt: skip
            case p.Allotted():
                return self._allotted(step)
            case p.Summed():
                return self._summed(step)
            case p.Remainder():
                return {(None, None): self._remainder(step)}
            case p.Paid():
                return self._paid(step)
            case p.Repaid():
                return self._repaid(step)

    # Where values stand

    def _places(self, step: p.Step) -> list[Place]:
        """Every place of a step's table: recipient by recipient, month by month."""
        return self.layout.places(step)

    def _column(self, step_id: str, step: p.Step) -> list[Value]:
        """A step's values at the places of another that has at least its dimensions."""
        return self.layout.column(self.steps[step_id], self.tables[step_id], step)

    def _each(
        self, step: p.Step, rule: Callable[..., Value], *ids: str,
        nought: Callable[[tuple[Value, ...]], bool] = lambda _: False,
    ) -> Table:  # fmt: skip
        """Apply a rule at every place; where something it needs is absent, so is the result,
        unless what is there makes it nought whatever the rest will be."""
        columns = [self._column(i, step) for i in ids]
        results: Iterable[Value]
        if any(Absent in map(type, column) for column in columns):
            results = (
                rule(*values) if (missing := absence(values)) is None
                else _ZERO if nought(values) else missing
                for values in zip(*columns, strict=True)
            )  # fmt: skip
        else:
            results = map(rule, *columns)
        return dict(zip(self._places(step), results, strict=True))

    def _answer(
        self,
        step: p.Step,
        of: str,
        rule: Callable[[Fraction], Value],
        if_missing: Value,
        if_nobody: Value,
    ) -> Table:
        """As `_each`, but a missing value has an answer of its own, and nobody to measure too."""
        column = self._column(of, step)
        answers = {Absent.MISSING: if_missing, Absent.NOBODY: if_nobody}
        results = (
            answers.get(value, value) if isinstance(value, Absent) else rule(number(value))
            for value in column
        )
        return dict(zip(self._places(step), results, strict=True))

    # From the data

    def _counts(self, step: p.Count) -> Table:
        table: Table = {}
        counted = {
            month: month.shifted(step.shift)
            for month in step.months or ()
            if self.until is not None and month <= self.until
        }
        for recipient, month in self._places(step):
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
        if recipient is None or month is None or self.figures.rates is None:
            return True
        value = self.figures.rates.get((step.criterion, recipient, month))
        return value is None or meets_criterion(self.criteria[step.criterion], value)

    # Money

    def _allotted(self, step: p.Allotted) -> Table:
        table: Table = {}
        for month in step.months or (None,):
            members = self.members[step.recipients] if step.recipients is not None else []
            for recipient, part in self._split(step, members, month).items():
                table[recipient, month] = part
        return {place: table[place] for place in self._places(step)}

    def _split(
        self, step: p.Allotted, members: list[str], month: Month | None
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

    def _members_column(self, members: list[str], month: Month | None, step_id: str) -> list[Value]:
        return [self._at(step_id, recipient, month) for recipient in members]

    def _summed(self, step: p.Summed) -> Table:
        gathered: dict[Place, list[Value]] = {place: [] for place in self._places(step)}
        for term in step.of:
            for (recipient, month), value in self.tables[term].items():
                if step.over is not None and month is not None and month not in step.over:
                    continue
                place = (
                    recipient if step.recipients is not None else None,
                    month if step.months is not None else None,
                )
                gathered[place].append(value)
        return {place: _sum(values, step.rounding) for place, values in gathered.items()}

    def _remainder(self, step: p.Remainder) -> Value:
        taken = _sum((v for i in step.minus for v in self.tables[i].values()), None)
        whole = self.tables[step.of][None, None]
        missing = absence([taken, whole])
        return missing if missing is not None else number(whole) - number(taken)

    def _paid(self, step: p.Paid) -> Table:
        """What is left, unless the right to it is lost; held money can be lost too."""
        table: Table = {}
        for (recipient, _), left in self.tables[step.of].items():
            waits = isinstance(left, Absent) and left is not Absent.HELD
            table[recipient, None] = left if waits or self._in_time(step, recipient) else _ZERO
        return table

    def _in_time(self, step: p.Paid, recipient: str | None) -> bool:
        """Whether a payment was asked for, if it has to be; held to be where nothing is known."""
        requisitions = self.figures.requisitions
        if not step.requisition or requisitions is None or recipient is None:
            return True
        came = requisitions.get((recipient, step.item))
        return came is not None and (step.last_day is None or came.date <= step.last_day)

    def _repaid(self, step: p.Repaid) -> Table:
        """What was paid and not used. Without a report of its use nothing can be said of it."""
        table: Table = {}
        for recipient, month in self._places(step):
            paid = _sum((self.tables[i][recipient, None] for i in step.of), None)
            spent = (self.figures.used or {}).get((recipient or "", step.item))
            if spent is None or isinstance(paid, Absent):
                table[recipient, month] = Absent.MISSING
            else:
                table[recipient, month] = max(number(paid) - spent, _ZERO)
        return table


# The rules of single steps -------------------------------------------------------------------


def _level(met: int, everyone: int) -> Value:
    return Fraction(100 * met, everyone) if everyone else Absent.NOBODY


def _stated(value: Fraction | None) -> Value:
    return value if value is not None else Absent.UNKNOWN


def _tier(step: p.Tiered, value: Fraction) -> Value:
    if step.tiers is None:
        return Absent.UNKNOWN
    reached = [share for low, share in step.tiers if value >= low]
    return reached[-1] if reached else _ZERO


def _meets(step: p.Compared, value: Fraction) -> Value:
    if step.limit is None:
        return Absent.UNKNOWN
    match step.comparator:
        case Comparator.AT_LEAST:
            return value >= step.limit
        case Comparator.AT_MOST:
            return value <= step.limit
        case Comparator.OVER:
            return value > step.limit
        case Comparator.UNDER:
            return value < step.limit


def _choosing(step: p.Chosen) -> Callable[[tuple[Value, ...]], Value]:
    """How a step chooses. A route that has no value only matters where none before it gives."""

    def first(shares: tuple[Value, ...]) -> Value:
        return next((s for s in shares if isinstance(s, Absent) or s > 0), _ZERO)

    def highest(shares: tuple[Value, ...]) -> Value:
        return absence(shares) or max(number(share) for share in shares)

    return highest if step.highest else first


def _product(step: p.Product, factors: tuple[Fraction, ...]) -> Value:
    if not all(factors):
        return _ZERO
    if step.times is None:
        return Absent.UNKNOWN
    value = reduce(lambda product, factor: product * factor, factors, step.times)
    return rounded(value, step.rounding) if step.rounding is not None else value


def _sum(values: Iterable[Value], rounding: Rounding | None) -> Value:
    found = list(values)
    missing = absence(found)
    if missing is not None:
        return missing
    total = sum((number(value) for value in found), _ZERO)
    return rounded(total, rounding) if rounding is not None else total
