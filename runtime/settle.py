"""Tables to Outcome: rows to show, the accounts, and everything that the result rests on."""

from collections.abc import Iterator, Mapping
from fractions import Fraction

from attrs import evolve

from overenskommelse import outcome_codes as codes
from overenskommelse import plan as p
from overenskommelse.calendar import Month
from overenskommelse.diagnostics import Report
from overenskommelse.figures import Decision, Figures
from overenskommelse.money import Mode, Rounding, rounded
from overenskommelse.numbers import write_kronor
from overenskommelse.outcome import (
    CellRow,
    CriterionRow,
    DecisionRow,
    DutyRow,
    Outcome,
    PaidRow,
    PotRow,
    RepaidRow,
)
from runtime.evaluate import measured_until, meets_criterion
from runtime.notes import assumptions
from runtime.values import Absent, Place, Table, Value, number

_ZERO = Fraction(0)
_WHOLE_KRONOR = Rounding(Fraction(1), Mode.HALF_UP)
"""For showing a pot that is not complete: nothing is paid by it."""


def settle(
    plan: p.Plan, figures: Figures, tables: Mapping[str, Table], report: Report
) -> Outcome | None:
    """The outcome; None, with the reason reported, if an item would pay more than it has."""
    view = _View(plan, figures, tables)
    payments = tuple(view.payments())
    pots = tuple(view.pots(payments))
    for pot in pots:
        if pot.unpaid is not None and pot.unpaid < 0:
            report.add(
                codes.OVERPAID, item=pot.item, difference=write_kronor(-pot.unpaid),
                amount=write_kronor(pot.amount),
            )  # fmt: skip
    if report.failed:
        return None
    _conserved(payments, pots)
    unmeasured = tuple(view.unmeasured())
    decisions, unmatched = view.decisions(payments)
    outcome = Outcome(
        plan=plan,
        payments=payments,
        pots=pots,
        cells=tuple(view.cells()),
        unmeasured=unmeasured,
        failed_criteria=tuple(view.failed_criteria()),
        duties=tuple(view.duties()) if figures.reports is not None else None,
        repayments=tuple(view.repayments(payments)) if figures.used is not None else None,
        decisions=decisions,
        unmatched=unmatched,
        files=figures.files,
    )
    notes = Report()
    assumptions(outcome, figures, notes)
    return evolve(outcome, notes=(*figures.notes, *notes.found))


def _conserved(payments: tuple[PaidRow, ...], pots: tuple[PotRow, ...]) -> None:
    """The second road: what is paid and what is kept are the pots, to the krona."""
    if any(row.amount is None for row in payments):
        return
    paid = sum((row.amount or _ZERO for row in payments), _ZERO)
    kept = sum((pot.unpaid or _ZERO for pot in pots), _ZERO)
    if paid + kept != sum((pot.amount for pot in pots), _ZERO):
        raise ArithmeticError("kronor were lost or made")


class _View:
    def __init__(self, plan: p.Plan, figures: Figures, tables: Mapping[str, Table]) -> None:
        self.plan = plan
        self.figures = figures
        self.tables = tables
        self.steps = {step.id: step for step in plan.steps}
        self.until = measured_until(plan, figures)
        self.names = {code: name for g in plan.groups for code, name in g.members}

    def _at(self, step_id: str, recipient: str | None, month: Month | None) -> Value:
        step = self.steps[step_id]
        place: Place = (
            recipient if step.recipients is not None else None,
            month if step.months is not None else None,
        )
        return self.tables[step_id][place]

    def _known(self, step_id: str, recipient: str | None, month: Month | None) -> Fraction | None:
        value = self._at(step_id, recipient, month)
        return None if isinstance(value, Absent) else number(value)

    def _sum(self, step_id: str) -> Fraction | None:
        values = self.tables[step_id].values()
        if any(isinstance(value, Absent) for value in values):
            return None
        return sum((number(value) for value in values), _ZERO)

    # Payments and accounts

    def payments(self) -> Iterator[PaidRow]:
        """By recipient, then payment in order of time, requisitions last."""
        paid = [step for step in self.plan.steps if isinstance(step, p.Paid)]
        order = {pot_item: i for i, pot_item in enumerate(self._items())}
        paid.sort(key=lambda s: (s.requisition, s.payment, order[s.item]))
        for group in self.plan.groups:
            for code, name in group.members:
                for step in paid:
                    if step.recipients == group.name:
                        yield self._row(step, code, name)

    def _items(self) -> Iterator[str]:
        for pot in self.plan.pots:
            yield pot.item
            if pot.bonus_item is not None:
                yield pot.bonus_item

    def _row(self, step: p.Paid, code: str, name: str) -> PaidRow:
        amount = self._known(step.id, code, None)
        due = self._known(step.of, code, None)
        forfeited = _ZERO if amount is None or due is None else due - amount
        return PaidRow(code, name, step.payment, step.item, amount, forfeited)

    def pots(self, payments: tuple[PaidRow, ...]) -> Iterator[PotRow]:
        for view in self.plan.pots:
            items = {view.item, view.bonus_item}
            rows = [row.amount for row in payments if row.item in items]
            known = [amount for amount in rows if amount is not None]
            amount = number(self.tables[view.amount][None, None])
            unpaid = amount - sum(known, _ZERO) if len(known) == len(rows) else None
            earned = self._sum(view.earned)
            bonus = self._sum(view.bonus) if view.bonus is not None else None
            so_far = bonus_so_far = None
            if earned is None:
                so_far = sum(
                    (number(value) for step_id in view.rewards
                     for value in self.tables[step_id].values()
                     if not isinstance(value, Absent)),
                    _ZERO,
                )  # fmt: skip
                if view.bonus is not None and view.monthly_pot is not None:
                    monthly = number(self.tables[view.monthly_pot][None, None])
                    left = monthly * self._months_measured(view) - so_far
                    bonus_so_far = rounded(left, _WHOLE_KRONOR)
            yield PotRow(
                view.item, view.title, amount, earned, bonus, unpaid, so_far, bonus_so_far,
                has_bonus=view.bonus is not None,
            )  # fmt: skip

    def _months_measured(self, view: p.PotView) -> int:
        months = self.steps[view.rewards[0]].months
        return sum(1 for month in months or () if self.until is not None and month <= self.until)

    def unmeasured(self) -> Iterator[Month]:
        """Months of the agreement's periods that have no values yet."""
        months = {month for measure in self.plan.measures for month in measure.period}
        yield from sorted(m for m in months if self.until is None or m > self.until)

    # Cells

    def cells(self) -> Iterator[CellRow]:
        for view in self.plan.requirements:
            step = self.steps[view.amount]
            if step.recipients is None or step.months is None:
                raise TypeError("a requirement is measured by recipient and month")
            measured = [m for m in step.months if self.until is not None and m <= self.until]
            for code, _ in self.plan.group(step.recipients).members:
                for month in measured:
                    yield self._cell(view, code, month)

    def _cell(self, view: p.RequirementView, code: str, month: Month) -> CellRow:
        chosen = self.steps[view.chosen]
        amount = self.steps[view.amount]
        share = _ZERO
        route = None
        if isinstance(chosen, p.Chosen) and isinstance(amount, p.Product):
            gates = amount.factors[1:]
            share = Fraction(1)
            for factor in gates:
                share *= number(self._at(factor, code, month))
            if share:
                wanted = number(self._at(view.chosen, code, month))
                route = next(
                    name for name, step_id in chosen.routes
                    if self._at(step_id, code, month) == wanted
                )  # fmt: skip
        return CellRow(
            recipient=code,
            month=month,
            requirement=view.number,
            level=self._known(view.level, code, month),
            previous=self._known(view.previous, code, month) if view.previous else None,
            change=self._known(view.change, code, month) if view.change else None,
            route=route,
            share=share * 100,
            reserved=number(self._at(view.reserved, code, month)) * view.share,
            amount=number(self._at(view.amount, code, month)),
        )

    # Criteria, duties, repayments, published decisions

    def failed_criteria(self) -> Iterator[CriterionRow]:
        for criterion in self.plan.criteria:
            for (name, code, month), value in (self.figures.rates or {}).items():
                if name == criterion.name and not meets_criterion(criterion, value):
                    yield CriterionRow(name, code, month, value, criterion.consequence)

    def duties(self) -> Iterator[DutyRow]:
        reports = self.figures.reports or {}
        for duty in self.plan.duties:
            if duty.last_day is None:
                continue
            for code, _ in self.plan.group(duty.recipients).members:
                found = reports.get((code, duty.name))
                received = found.date if found is not None else None
                yield DutyRow(duty.name, duty.title, code, duty.last_day, received)

    def repayments(self, payments: tuple[PaidRow, ...]) -> Iterator[RepaidRow]:
        for step in self.plan.steps:
            if not isinstance(step, p.Repaid) or step.recipients is None:
                continue
            for code, name in self.plan.group(step.recipients).members:
                amount = self._known(step.id, code, None)
                if amount is None:
                    continue
                paid = sum(
                    (r.amount or _ZERO for r in payments
                     if (r.recipient, r.item) == (code, step.item)),
                    _ZERO,
                )  # fmt: skip
                used = Fraction((self.figures.used or {}).get((code, step.item), 0))
                yield RepaidRow(code, name, step.item, step.last_day, paid, used, amount)

    def decisions(
        self, payments: tuple[PaidRow, ...]
    ) -> tuple[tuple[DecisionRow, ...], tuple[Decision, ...]]:
        """Published payouts beside computed ones; those that fit no payment apart.

        A file that does not name its payment is held against the one that it agrees with most.
        """
        totals: dict[str, dict[str, Fraction | None]] = {}
        for row in payments:
            by_code = totals.setdefault(row.payment, {})
            sofar = by_code.get(row.recipient, _ZERO)
            known = row.amount is not None and sofar is not None
            by_code[row.recipient] = (sofar or _ZERO) + (row.amount or _ZERO) if known else None
        rows: list[DecisionRow] = []
        unmatched: list[Decision] = []
        for decision in self.figures.decisions:
            payment = decision.payment or _best_fit(decision, totals)
            if payment is None or payment not in totals:
                unmatched.append(decision)
                continue
            rows += [
                DecisionRow(decision.file, payment, code, published, totals[payment].get(code))
                for code, published in sorted(decision.amounts.items())
            ]
        return tuple(rows), tuple(unmatched)


def _best_fit(
    decision: Decision, totals: Mapping[str, Mapping[str, Fraction | None]]
) -> str | None:
    hits = {
        payment: sum(by_code.get(code) == amount for code, amount in decision.amounts.items())
        for payment, by_code in totals.items()
    }
    best = max(hits, key=lambda payment: hits[payment], default=None)
    return best if best is not None and hits[best] else None
