"""Outcomes of evaluations that differ little from one."""

from overenskommelse.diagnostics import Report
from overenskommelse.figures import Figures
from overenskommelse.outcome import Outcome
from overenskommelse.plan import Plan
from runtime.settle import settle
from runtime.variants import Variants


def outcome_of(variants: Variants, plan: Plan, figures: Figures, report: Report) -> Outcome | None:
    """The same as `runtime.evaluate.evaluate` gives, computed where it differs from the base.

    None, with the reason reported, if it cannot be said. The base's own is asked for likewise:
    what was wrong with it is told here.
    """
    tables = variants.compute(plan, figures, report)
    return None if report.failed else settle(plan, figures, tables, report)
