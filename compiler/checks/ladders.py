"""Ladders: no hole, no overlap, no step that cannot be reached, and better never gives less.

What counts as a hole depends on what the agreement rounds: between 2,9 and 3,0 lies nothing when
values have one decimal, and everything when they are not rounded. Every declared reading of the
rounding is checked, since every one may be evaluated.
"""

import re
from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise
from typing import Final

from attrs import frozen

from compiler.checks.draft import Draft
from compiler.paying import key_of, rules_for
from overenskommelse import agreement as a
from overenskommelse import codes
from overenskommelse.diagnostics import Label, Report
from overenskommelse.numbers import write_number
from overenskommelse.saying import Saying

_WRITTEN: Final = re.compile("[0-9]+(,[0-9]+)?")


@frozen(repr=False, eq=False)
class _Precision(Saying):
    """What the values held against a ladder are rounded to, in words too."""

    unit: Fraction
    """Distance between two neighbouring values; zero where they are not rounded."""
    from_lower: bool
    """Whether each step lasts until the next begins."""
    words: str
    decimals: int


def check_ladders(draft: Draft, report: Report) -> None:
    """Check every ladder at every declared precision; each fault is told once."""
    for ladder in draft.agreement.ladders:
        if any(q.unit is a.Unit.NUMBER for t in ladder.tiers for q in (t.high or t.low, t.share)):
            continue  # Units are told elsewhere, and without them nothing here is certain.
        tiers = sorted(ladder.tiers, key=lambda tier: tier.low.value)
        if not tiers or not _order(tiers, report):
            continue
        _shares(tiers, report)
        _top(tiers, report)
        told: set[object] = set()
        for precision in _precisions(draft, ladder, tiers[0].low.unit):
            _joints(tiers, precision, told, report)


def _precisions(draft: Draft, ladder: a.Ladder, unit: a.Unit) -> Iterator[_Precision]:
    for body in (b for clause in _roundings(draft.agreement, ladder) for b in draft.bodies(clause)):
        if not isinstance(body, a.MeasureRounding):
            continue
        if body.stage is None:
            yield _Precision(Fraction(0), True, "oavrundade", 6)
        elif body.stage is a.MeasureStage.DIFFERENCE and unit is a.Unit.PERCENT:
            yield _Precision(Fraction(0), False, "oavrundade", 6)
        else:
            words = f"avrundade till {body.decimals} decimal{'er' if body.decimals != 1 else ''}"
            yield _Precision(Fraction(1, 10**body.decimals), False, words, body.decimals)


def _roundings(
    agreement: a.Agreement, ladder: a.Ladder
) -> list[a.MeasureRounding | a.ByInterpretation | None]:
    """How values are rounded in the blocks that use a ladder; in general, if none does."""
    found = [
        rules_for(agreement, key_of("block", block.number)).measures
        for block in agreement.blocks
        if block.performance is not None and _uses(block.performance, ladder)
    ]
    return found or [agreement.rounding.measures]


def _uses(performance: a.Performance, ladder: a.Ladder) -> bool:
    return any(
        route is not None and route.ladder is not None and route.ladder.name == ladder.name
        for requirement in performance.requirements
        for route in (requirement.improvement, requirement.attainment)
    )


def _order(tiers: list[a.Tier], report: Report) -> bool:
    """Whether every step begins before it ends."""
    ordered = True
    for tier in tiers:
        if tier.high is not None and tier.high.value < tier.low.value:
            ordered = False
            report.add(codes.LADDER_ORDER, tier.span.first_line(), step=_written(tier))
    return ordered


def _shares(tiers: list[a.Tier], report: Report) -> None:
    for lower, tier in pairwise(tiers):
        if tier.share.value < lower.share.value:
            report.add(
                codes.LADDER_FALLS, tier.share.span,
                labels=[Label(lower.share.span, "steget under")],
                low=_number(tier.low), unit=tier.low.unit.value,
                share=_share(tier), lower=_share(lower),
            )  # fmt: skip
        elif tier.share.value == lower.share.value and tier.low.value != lower.low.value:
            report.add(
                codes.LADDER_USELESS_TIER, tier.span.first_line(), step=_written(tier),
                share=_share(tier),
            )  # fmt: skip


def _top(tiers: list[a.Tier], report: Report) -> None:
    top = tiers[-1]
    if top.high is None or (top.high.unit is a.Unit.PERCENT and top.high.value >= 100):
        return
    written = _number(top.high)
    decimals = len(written.partition(",")[2])
    outside = write_number(top.high.value + Fraction(1, 10**decimals), decimals)
    report.add(
        codes.LADDER_OPEN_TOP, top.span.first_line(), high=written, unit=top.high.unit.value,
        what=_what(top), low=_number(top.low), example=f"{outside} {top.high.unit.value}",
    )  # fmt: skip


def _joints(tiers: list[a.Tier], precision: _Precision, told: set[object], report: Report) -> None:
    for tier in tiers:
        for limit in (tier.low, tier.high):
            exact = limit is None or (limit.value * 10**precision.decimals).denominator == 1
            if not exact and limit is not None and (limit.span.start, "precision") not in told:
                told.add((limit.span.start, "precision"))
                report.add(
                    codes.LADDER_PRECISION, limit.span, limit=_number(limit),
                    unit=tier.low.unit.value, precision=precision.words,
                )  # fmt: skip
    for lower, upper in pairwise(tiers):
        place = (lower.span.start, upper.span.start)
        if place in told:
            continue
        high, low = lower.high, upper.low.value
        meets = precision.from_lower and lower.low.value < low
        if high is None or (low <= high.value and not meets):
            told.add(place)
            report.add(
                codes.LADDER_OVERLAP, upper.span.first_line(),
                labels=[Label(lower.span.first_line(), f"ger {_share(lower)}")],
                example=_number(upper.low), unit=upper.low.unit.value, first=_share(lower),
                second=_share(upper),
            )  # fmt: skip
        elif low - high.value > precision.unit and not precision.from_lower:
            told.add(place)
            value = high.value + (precision.unit or (low - high.value) / 2)
            decimals = precision.decimals if precision.unit else None
            report.add(
                codes.LADDER_HOLE, upper.span.first_line(),
                labels=[Label(lower.span.first_line(), "steget under slutar här")],
                high=_number(high), low=_number(upper.low), what=_what(upper),
                unit=upper.low.unit.value, precision=precision.words,
                example=f"{write_number(value, decimals)} {upper.low.unit.value}",
            )  # fmt: skip


def _what(tier: a.Tier) -> str:
    return "förändring" if tier.low.unit is a.Unit.POINTS else "nivå"


def _share(tier: a.Tier) -> str:
    return f"{_number(tier.share)} %"


def _written(tier: a.Tier) -> str:
    if tier.high is None:
        return f"{_number(tier.low)} {tier.low.unit.value} eller mer"
    return f"{_number(tier.low)}–{_number(tier.high)} {tier.low.unit.value}"


def _number(quantity: a.Quantity) -> str:
    """A quantity's number as its author wrote it: ``3,0`` and not 3."""
    written = _WRITTEN.match(quantity.span.text)
    return written[0] if written else write_number(quantity.value)
