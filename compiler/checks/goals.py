"""Goals and steps that decide something: a limit can be both reached and missed, and a step can
be reached while the goal is not.
"""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Final

from compiler.checks.draft import Draft, head
from overenskommelse import agreement as a
from overenskommelse import doubt_codes as codes
from overenskommelse.diagnostics import Label, Report
from overenskommelse.numbers import write_number
from overenskommelse.source import Span

_ALL: Final = Fraction(100)
_NONE: Final = Fraction(0)
_EDGES: Final[Mapping[tuple[a.Comparator, Fraction | None], tuple[str, str]]] = {
    (a.Comparator.AT_LEAST, _NONE): ("alltid", "också den som har 0 % uppfyller den"),
    (a.Comparator.AT_MOST, _ALL): ("alltid", "också den som har 100 % uppfyller den"),
    (a.Comparator.OVER, _ALL): (
        "aldrig", "den som har 100 % uppfyller den inte, och mer går inte att nå"
    ),
    (a.Comparator.UNDER, _NONE): (
        "aldrig", "den som har 0 % uppfyller den inte, och mindre går inte att nå"
    ),
}  # fmt: skip
"""Limits that every share is on one side of: how often they are met, and why."""


def check_goals(draft: Draft, report: Report) -> None:
    """Limits that every share is on one side of, and steps that only those reach who attain."""
    for block in draft.agreement.blocks:
        performance = block.performance
        for test in _tests(performance) if performance else ():
            _limit(test, report)
        if performance is not None and draft.whole("measure", "ladder", "tier", "and_test"):
            for requirement in performance.requirements:
                _behind(draft.agreement, requirement, performance.precedence, report)


def _tests(performance: a.Performance) -> Iterator[a.Test]:
    yield from performance.participates
    for requirement in performance.requirements:
        yield from requirement.attainment.tests if requirement.attainment else ()


def _limit(test: a.Test, report: Report) -> None:
    """Shares go from 0 to 100 per cent: a limit there lets everything pass, or nothing."""
    case = _EDGES.get((test.comparator, _limit_of(test)))
    if case is not None:
        written = Span(test.limit.span.source, test.measure.span.start, test.limit.span.end)
        how, why = case
        report.add(
            codes.GOAL_DECIDES_NOTHING, test.limit.span, limit=_words(written), how=how, case=why
        )  # fmt: skip


def _limit_of(test: a.Test) -> Fraction | None:
    """A test's limit in per cent, if it is known."""
    limit = test.limit
    known = isinstance(limit, a.Quantity) and limit.unit is a.Unit.PERCENT
    return limit.value if isinstance(limit, a.Quantity) and known else None


def _behind(
    agreement: a.Agreement, requirement: a.Requirement, order: a.Precedence | None, report: Report
) -> None:
    """A step so high that whoever reaches it has always reached the goal as well."""
    improvement, attainment = requirement.improvement, requirement.attainment
    if improvement is None or improvement.ladder is None or attainment is None:
        return
    goal = attainment.tests[0] if len(attainment.tests) == 1 else None
    if goal is None or goal.measure.name != improvement.measure.name or goal.when is not None:
        return
    if (goal.comparator, _limit_of(goal)) in _EDGES:  # That is told of the goal itself.
        return
    measure = next((m for m in agreement.measures if m.name == goal.measure.name), None)
    ladder = next((x for x in agreement.ladders if x.name == improvement.ladder.name), None)
    if measure is None or ladder is None or not isinstance(attainment.share, a.Quantity):
        return
    for tier in ladder.tiers:
        counts = order is a.Precedence.ATTAINMENT or (
            order is a.Precedence.HIGHEST and tier.share.value <= attainment.share.value
        )
        low = tier.low.value
        possible = tier.low.unit is a.Unit.POINTS and low <= _ALL
        if counts and possible and _attains(measure, goal, low):
            start, end = (_NONE, low) if measure.higher_is_better else (_ALL, _ALL - low)
            report.add(
                codes.TIER_BEHIND_GOAL, head(improvement), number=requirement.number,
                low=write_number(low), goal=_words(goal.limit.span), start=write_number(start),
                end=write_number(end),
                step=_words(tier.span).split(" ger ")[0],
                labels=[Label(tier.span.first_line(), "steget")],
            )  # fmt: skip


def _attains(measure: a.Measure, goal: a.Test, low: Fraction) -> bool:
    """Whether so large an improvement always attains the goal.

    A share that has risen by so much is at least that now, since it was not below zero; one that
    has fallen is at most what is left of a hundred.
    """
    limit, left = _limit_of(goal), _ALL - low
    if limit is None:
        return False
    match goal.comparator, measure.higher_is_better:
        case a.Comparator.AT_LEAST, True:
            return low >= limit
        case a.Comparator.OVER, True:
            return low > limit
        case a.Comparator.AT_MOST, False:
            return left <= limit
        case a.Comparator.UNDER, False:
            return left < limit
    return False


def _words(span: Span) -> str:
    return " ".join(span.text.split())
