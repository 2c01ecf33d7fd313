"""Tables of published payouts, to hold the outcome against."""

from collections import Counter
from collections.abc import Mapping
from fractions import Fraction
from typing import Final

from attrs import frozen

from overenskommelse import data_codes as codes
from overenskommelse.calendar import Month, read_month
from overenskommelse.figures import Decision
from overenskommelse.plan import Paid, Plan
from overenskommelse.text import listed
from runtime.intake.cells import is_missing, trimmed
from runtime.intake.cells import read_month as read_month_cell
from runtime.intake.faults import Unreadable, shown
from runtime.intake.months import years_in_words
from runtime.intake.task import Rows, Task, note_other_years

AMOUNT_COLUMN: Final = "belopp_kr"
PAYMENT_COLUMN: Final = "utbetalning"
ON_REQUISITION: Final = ("rekvisition", "på rekvisition")


@frozen
class _Payments:
    """The payments of a plan, by what a file may call them."""

    by_month: Mapping[Month, str]
    on_requisition: str | None

    @classmethod
    def of(cls, plan: Plan) -> "_Payments":
        paid = [step for step in plan.steps if isinstance(step, Paid)]
        months = {read_month(step.payment): step.payment for step in paid if not step.requisition}
        requisition = next((step.payment for step in paid if step.requisition), None)
        return cls({m: payment for m, payment in months.items() if m is not None}, requisition)

    def find(self, text: str) -> str | Unreadable | None:
        """The payment that a cell names; None where it names none."""
        if is_missing(text):
            return None
        if trimmed(text).casefold() in ON_REQUISITION:
            payment = self.on_requisition
        else:
            month = read_month_cell(text)
            if isinstance(month, Unreadable):
                return self._unknown(text)
            payment = self.by_month.get(month)
            if self.by_month and month.year not in {known.year for known in self.by_month}:
                words = {"found": month.swedish, "expected": self.years}
                return Unreadable(codes.OTHER_YEAR, words)
        return payment if payment is not None else self._unknown(text)

    @property
    def years(self) -> str:
        """The years in which something is paid."""
        return years_in_words(month.year for month in self.by_month)

    def _unknown(self, text: str) -> Unreadable:
        known_ones = [month.swedish for month in sorted(self.by_month)]
        if self.on_requisition is not None:
            known_ones.append(ON_REQUISITION[0])
        words = {"found": shown(text), "known": listed(known_ones) or "inga"}
        return Unreadable(codes.UNKNOWN_PAYMENT, words)


def read_decisions(task: Task) -> None:
    """Read what was paid to whom; one decision for each payment that the table names."""
    payments = _Payments.of(task.plan)
    rows = Rows(task, task.recipients(task.plan.groups))
    amount_at = task.table.at(AMOUNT_COLUMN)
    header = task.header(AMOUNT_COLUMN)
    names_payment = PAYMENT_COLUMN in task.table.columns
    read = task.amounts()
    amounts: dict[str | None, dict[str, Fraction | int]] = {}
    passed: Counter[str] = Counter()

    def payment_of(row: int, cells: list[str]) -> str | Unreadable | None:
        if not names_payment:
            return None
        payment = payments.find(cells[task.table.at(PAYMENT_COLUMN)])
        if isinstance(payment, Unreadable):
            if payment.code is codes.OTHER_YEAR and task.options.despite_year:
                passed[str(payment.words["found"])] += 1
            else:
                task.faults.refuse(payment, row, task.header(PAYMENT_COLUMN))
        return payment

    for code, row, cells in rows:
        payment = payment_of(row, cells)
        amount = read(cells[amount_at])
        if isinstance(amount, Unreadable):
            task.faults.refuse(amount, row, header)
        elif amount is not None and not isinstance(payment, Unreadable):
            # Files that name no payment may speak of different ones: each stands for itself.
            what = f"belopp till {rows.name(code)}"
            scope = task.faults.file if payment is None else payment
            if task.gathered.is_new(("decision", scope, code), task.faults, row, what):
                amounts.setdefault(payment, {})[code] = amount
    for total in rows.totals:
        row, cells = total[1]
        payment = payment_of(row, cells)
        if not isinstance(payment, Unreadable):
            parts = amounts.get(payment, {})
            rows.check_total(total, amount_at, read, parts, task.plan.groups, "kronor")
    note_other_years(passed.total(), listed(passed), payments.years, task.faults)
    for payment, paid in amounts.items():
        task.gathered.decisions.append(Decision(task.faults.file, payment, paid))
