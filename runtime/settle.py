"""Tables to Outcome: rows to show, the accounts, and everything that the result rests on."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from math import prod

from attrs import evolve

from overenskommelse import outcome_codes as codes
from overenskommelse import plan as p
from overenskommelse.calendar import Month
from overenskommelse.diagnostics import Report
from overenskommelse.figures import Decision, Figures
from overenskommelse.items import item_said
from overenskommelse.money import Mode, Rounding, rounded
from overenskommelse.numbers import write_kronor
from overenskommelse.outcome import (
    CellRow,
    CriterionRow,
    DecisionRow,
    DutyRow,
    Ground,
    Outcome,
    PaidRow,
    PotRow,
    RepaidRow,
)
from runtime.conditions import area_rows, condition_rows
from runtime.criteria import meets_criterion
from runtime.evaluate import measured_until
from runtime.grounds import Grounds
from runtime.notes import assumptions
from runtime.values import AWAITED, Absent, Layout, Table, Value, absence, number

_ZERO = Fraction(0)
_ONE = Fraction(1)
_WHOLE_KRONOR = Rounding(Fraction(1), Mode.HALF_UP)
"""For showing what is no payment: a pot that is not complete, what a cell could earn."""


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
                codes.OVERPAID, item=item_said(pot.item), difference=write_kronor(-pot.unpaid),
                amount=write_kronor(pot.amount or _ZERO),
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
        areas=tuple(area_rows(plan, figures)),
        conditions=tuple(condition_rows(plan, figures)),
        duties=tuple(view.duties()) if figures.reports is not None else None,
        repayments=tuple(view.repayments(payments)) if figures.used is not None else None,
        decisions=decisions,
        unmatched=unmatched,
        files=figures.files,
        provenance=figures.provenance,
    )
    notes = Report()
    assumptions(outcome, figures, notes)
    return evolve(outcome, notes=(*figures.notes, *notes.found))


def _conserved(payments: tuple[PaidRow, ...], pots: tuple[PotRow, ...]) -> None:
    """The second road: what is paid and what is kept are the pots, to the krona."""
    if any(pot.unpaid is None or pot.waiting is None for pot in pots):
        return
    paid = sum((row.amount or _ZERO for row in payments), _ZERO)
    held = sum((row.held for row in payments), _ZERO)
    kept = sum(((pot.unpaid or _ZERO) + (pot.waiting or _ZERO) for pot in pots), _ZERO)
    if paid + held + kept != sum((pot.amount or _ZERO for pot in pots), _ZERO):
        raise ArithmeticError("kronor were lost or made")


class _View:
    def __init__(self, plan: p.Plan, figures: Figures, tables: Mapping[str, Table]) -> None:
        self.plan = plan
        self.figures = figures
        self.tables = tables
        self.steps = {step.id: step for step in plan.steps}
        self.until = measured_until(plan, figures)
        self.grounds = Grounds(plan, figures)
        self.layout = Layout.of(plan)

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
        parts: dict[tuple[str, str], list[str]] = {}
        for step in paid:
            parts.setdefault((step.payment, step.item), []).append(step.id)
        grounds = {key: self.grounds.of(*ids) for key, ids in parts.items()}
        for group in self.plan.groups:
            for code, name in group.members:
                rows: dict[tuple[str, str], PaidRow] = {}
                for step in paid:
                    if step.recipients == group.name:
                        row = self._row(step, code, name, grounds[step.payment, step.item])
                        same = rows.get((step.payment, step.item))
                        rows[step.payment, step.item] = _together(same, row) if same else row
                yield from rows.values()

    def _items(self) -> Iterator[str]:
        for pot in self.plan.pots:
            yield pot.item
            if pot.bonus_item is not None:
                yield pot.bonus_item

    def _row(self, step: p.Paid, code: str, name: str, grounds: tuple[Ground, ...]) -> PaidRow:
        value = self.tables[step.id][code, None]
        amount = _known(value)
        due, released = (_known(self.tables[i][code, None]) for i in (step.due, step.released))
        left = released if value is Absent.HELD else amount
        waiting: Fraction | None = _ZERO
        if value in AWAITED:
            left = waiting = due if released is None else released
        forfeited = _ZERO if left is None or due is None else due - left
        return PaidRow(
            recipient=code, name=name, payment=step.payment, item=step.item, amount=amount,
            forfeited=forfeited,
            held=released or _ZERO if value is Absent.HELD else _ZERO,
            why=value.value if isinstance(value, Absent) else "",
            waiting=waiting, grounds=grounds,
        )  # fmt: skip

    def pots(self, payments: tuple[PaidRow, ...]) -> Iterator[PotRow]:
        for view in self.plan.pots:
            items = {view.item, view.bonus_item}
            rows = [row for row in payments if row.item in items]
            amount = _known(self.tables[view.amount][None, None])
            waiting, unpaid = _not_paid(amount, rows)
            earned = self._sum(view.earned)
            bonus = self._sum(view.bonus) if view.bonus is not None else None
            so_far = bonus_so_far = None
            if earned is None and self._pending(view.earned):
                so_far = self._earned_so_far(view)
                if view.bonus is not None and view.monthly_pot is not None:
                    monthly = number(self.tables[view.monthly_pot][None, None])
                    left = monthly * self._months_measured(view) - so_far
                    bonus_so_far = rounded(left, _WHOLE_KRONOR)
            yield PotRow(
                view.item, view.title, amount, earned, bonus, unpaid, so_far, bonus_so_far,
                has_bonus=view.bonus is not None,
                held=sum((row.held for row in rows), _ZERO), waiting=waiting,
            )  # fmt: skip

    def _pending(self, step_id: str) -> bool:
        """Whether what is lacking is months that are not measured yet."""
        return Absent.PENDING in self.tables[step_id].values()

    def _earned_so_far(self, view: p.PotView) -> Fraction:
        """What whole payments come to, and of the others what their measured months have given."""
        total = _ZERO
        for step_id in view.payments:
            paid = self.steps[step_id]
            if not isinstance(paid, p.Paid) or paid.item != view.item:
                continue
            known = self._sum(paid.of)
            summed = self.steps[paid.of]
            over = summed.over if isinstance(summed, p.Summed) else None
            if known is not None:
                total += known
                continue
            for reward in view.rewards:
                total += sum(
                    (number(value) for (_, month), value in self.tables[reward].items()
                     if not isinstance(value, Absent) and (over is None or month in over)),
                    _ZERO,
                )  # fmt: skip
        return rounded(total, _WHOLE_KRONOR)

    def _months_measured(self, view: p.PotView) -> int:
        """How many months of a pot are known: none of their rewards waits for values."""
        known: dict[Month, bool] = {}
        for reward in view.rewards:
            for (_, month), value in self.tables[reward].items():
                if month is not None:
                    here = not isinstance(value, Absent)
                    known[month] = known.get(month, True) and here
        return sum(known.values())

    def unmeasured(self) -> Iterator[Month]:
        """Months of the agreement's periods that have no values yet."""
        months = {month for measure in self.plan.measures for month in measure.period}
        yield from sorted(m for m in months if self.until is None or m > self.until)

    # Cells

    def cells(self) -> Iterator[CellRow]:
        for view in self.plan.requirements:
            yield from self._cells(view)

    def _cells(self, view: p.RequirementView) -> Iterator[CellRow]:
        at = self.steps[view.amount]
        chosen = self.steps[view.chosen]
        if not isinstance(chosen, p.Chosen):
            raise TypeError("a requirement's share is that of the route that counts")

        def column(step_id: str | None) -> Sequence[Value]:
            if step_id is None:
                return [Absent.MISSING] * len(self.tables[view.amount])
            return self.layout.column(self.steps[step_id], self.tables[step_id], at)

        barred = [
            "det finns månader som inte räknas, för att ett kriterium inte är uppfyllt"
            if isinstance(self.steps[step_id], p.Reported)
            else "det finns de som inte deltog"
            for step_id in view.gates
        ]
        gates = [column(step_id) for step_id in (view.chosen, *view.gates)]
        routes = [(name, column(step_id)) for name, step_id in chosen.routes]
        shown = [column(i) for i in (view.level, view.previous, view.change, view.amount)]
        reserved = _apiece(column(view.reserved), view.share)
        for i, (code, month) in enumerate(self.layout.places(at)):
            later = month is not None and (self.until is None or month > self.until)
            if code is None or later or gates[0][i] is Absent.PENDING:
                continue
            # What is simply fulfilled is most of it, and leaves the share as it is.
            parts = [gate[i] for gate in gates if gate[i] is not True]
            share = prod(map(number, parts), start=_ONE) if absence(parts) is None else None
            level, previous, change, amount = (values[i] for values in shown)
            yield CellRow(
                recipient=code,
                month=month,
                item=view.item,
                requirement=view.number,
                level=_known(level),
                previous=_known(previous),
                change=_known(change),
                route=next((n for n, shares in routes if shares[i] == gates[0][i]), None)
                if share
                else None,
                share=share * 100 if share is not None else None,
                reserved=reserved[i],
                amount=_known(amount),
                barred=next((w for w, g in zip(barred, gates[1:], strict=True) if not g[i]), ""),
            )

    # Criteria, duties, repayments, published decisions

    def failed_criteria(self) -> Iterator[CriterionRow]:
        for criterion in self.plan.criteria:
            for (name, code, month), value in (self.figures.rates or {}).items():
                if name == criterion.name and meets_criterion(criterion, value) is False:
                    yield CriterionRow(name, code, month, value, criterion.consequence)

    def duties(self) -> Iterator[DutyRow]:
        reports = self.figures.reports or {}
        for duty in self.plan.duties:
            if duty.last_day is None or duty.name not in self.figures.reported_duties:
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
                amount = _known(self.tables[step.id][code, None])
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


def _not_paid(
    amount: Fraction | None, rows: Sequence[PaidRow]
) -> tuple[Fraction | None, Fraction | None]:
    """What of a pot waits for an assessment, and what is not paid as far as that is known.

    Where an assessment decides how much others get, all that is not yet somebody's waits for it.
    """
    said = {"", Absent.HELD.value, *(awaited.value for awaited in AWAITED)}
    if amount is None or any(row.why not in said for row in rows):
        return None, None
    paid_or_held = sum(((row.amount or _ZERO) + row.held for row in rows), _ZERO)
    left = amount - paid_or_held
    if any(row.waiting is None for row in rows):
        lost = sum((row.forfeited for row in rows), _ZERO)
        return left - lost, lost
    waiting = sum((row.waiting or _ZERO for row in rows), _ZERO)
    return waiting, left - waiting


def _together(first: PaidRow, second: PaidRow) -> PaidRow:
    """An item that one payment pays in two parts, as one row."""
    return evolve(
        first,
        amount=_both(first.amount, second.amount),
        forfeited=first.forfeited + second.forfeited,
        held=first.held + second.held,
        why=first.why or second.why,
        waiting=_both(first.waiting, second.waiting),
    )


def _both(first: Fraction | None, second: Fraction | None) -> Fraction | None:
    return first + second if first is not None and second is not None else None


def _known(value: Value) -> Fraction | None:
    return None if isinstance(value, Absent) else number(value)


def _apiece(values: Sequence[Value], share: Fraction | None) -> list[Fraction | None]:
    """Each value's share in whole kronor; most values come many times over."""
    shares = {value: _part(value, share) for value in set(values)}
    return [shares[value] for value in values]


def _part(value: Value, share: Fraction | None) -> Fraction | None:
    known = _known(value)
    return (
        rounded(known * share, _WHOLE_KRONOR) if known is not None and share is not None else None
    )


def _best_fit(
    decision: Decision, totals: Mapping[str, Mapping[str, Fraction | None]]
) -> str | None:
    hits = {
        payment: sum(by_code.get(code) == amount for code, amount in decision.amounts.items())
        for payment, by_code in totals.items()
    }
    best = max(hits, key=lambda payment: hits[payment], default=None)
    return best if best is not None and (hits[best] or len(hits) == 1) else None
