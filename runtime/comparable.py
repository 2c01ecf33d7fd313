"""What two plans pay, as far as both say it: the kronor that a difference is made of."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Final

from overenskommelse.attribution import Kronor, NotCompared
from overenskommelse.diagnostics import Report
from overenskommelse.figures import Figures
from overenskommelse.plan import Plan
from runtime.paid import Payout, each_paid, payouts
from runtime.values import Absent, Table, Value, total
from runtime.variants import Variants

_LACKING: Final = (KeyError, TypeError)
"""What comes of a plan that reads what neither of the two does, or divides by what is not known."""


class Comparable:
    """Plans on the same figures, held to the payments that two of them know.

    Attributes:
        before: What the one pays.
        after: What the other pays.
        not_compared: The payments that one of them or both cannot tell.
    """

    def __init__(self, old: Plan, new: Plan, figures: Figures, watch: Callable[[], object]) -> None:
        self._figures = figures
        self._watch = watch
        self._variants = Variants(old, figures)
        tables = self._variants.compute(new, figures, Report())
        was = payouts(old, self._variants.tables)
        now = payouts(new, tables)
        both = dict.fromkeys((*was, *now))
        self.not_compared = tuple(
            NotCompared(*payout, _why(was.get(payout)), _why(now.get(payout)))
            for payout in both
            if isinstance(was.get(payout), Absent) or isinstance(now.get(payout), Absent)
        )
        self._left_out = {Payout(c.recipient, c.payment, c.item) for c in self.not_compared}
        self._recipients = dict.fromkeys(payout.recipient for payout in both)
        self.before = self._summed(old, self._variants.tables) or {}
        self.after = self._summed(new, tables) or {}

    def tables(self, plan: Plan | None) -> Mapping[str, Table] | None:
        """The values of a plan's steps; None where the figures do not suffice for them."""
        if plan is None:
            return None
        self._watch()
        report = Report()
        try:
            tables = self._variants.compute(plan, self._figures, report)
        except _LACKING:
            return None
        return None if report.failed else tables

    def kronor(self, plan: Plan | None) -> Kronor | None:
        """What a plan between the two pays each recipient; None where it cannot be evaluated, or
        cannot tell what both of them can."""
        tables = self.tables(plan)
        return None if plan is None or tables is None else self._summed(plan, tables)

    def _summed(self, plan: Plan, tables: Mapping[str, Table]) -> Kronor | None:
        found: dict[str, list[Fraction | int]] = {recipient: [] for recipient in self._recipients}
        for step, recipient, value in each_paid(plan, tables):
            if self._left_out and Payout(recipient, step.payment, step.item) in self._left_out:
                continue
            if isinstance(value, Absent) or recipient not in found:
                return None
            found[recipient].append(value)
        return {recipient: total(values) for recipient, values in found.items()}


def _why(value: Value | None) -> str:
    return value.value if isinstance(value, Absent) else ""
