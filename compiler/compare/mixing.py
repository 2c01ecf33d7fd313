"""Plans of agreements between two: the old one with some of the changes to the new one made."""

from collections.abc import Collection
from typing import Final

from attrs import evolve

from compiler.compare import between
from compiler.lower import lower
from compiler.readings import chosen, resolve
from compiler.verify import verify
from overenskommelse.agreement import Agreement
from overenskommelse.diagnostics import Report
from overenskommelse.plan import Plan

_LACKING: Final = (
    LookupError, StopIteration, RuntimeError, ValueError, TypeError, AttributeError
)  # fmt: skip
"""What comes of lowering what no check would have let past: a name that nothing has, or two have.
(Where a generator looks for a name in vain, `StopIteration` becomes `RuntimeError`.)"""


class Mixing:
    """The plans between two agreements that are both whole."""

    def __init__(self, old: Agreement, new: Agreement) -> None:
        self._old = old
        self._new = new

    def plan(self, paths: Collection[str]) -> Plan | None:
        """The plan of the old agreement with those changes made; None where no plan comes of that.

        It is held to all that plans must live up to but one: its pots need not be the whole that
        the agreement states, which is a sum to check by and no rule.
        """
        agreement = between(self._old, self._new, paths)
        wrong = Report()
        try:
            used = chosen(agreement, {}, wrong)
            if wrong.failed:
                return None
            plan = evolve(lower(agreement, resolve(agreement, used), used, ""), total=None)
        except _LACKING:
            # Lowering trusts the checks, which read the text that an agreement was written as: of
            # one that nobody has written, it shows itself whether anything is lacking.
            return None
        return None if verify(plan) else plan
