"""Candidates for examples of a requirement: values just under, on and over each of its limits."""

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import Final, TypeAlias

from attrs import frozen

from overenskommelse import plan as p
from overenskommelse.numbers import write_number
from overenskommelse.saying import Saying

_Input: TypeAlias = tuple[str, int]
"""A measure, this year (0) or the year before (-12)."""
_Told: TypeAlias = tuple[str, list[str]]
"""What an example shows, and what stands after each ``givet``."""

_HALF: Final = Fraction(50)
_NEAR: Final = Fraction(1, 10)
_ANCHORS: Final = tuple(map(Fraction, (50, 30, 70, 10, 90)))
"""Shares that an improvement may end at; the first at which no other route counts is the best."""
_SLIPS: Final = (Fraction(4, 100), Fraction(2, 100))
"""So much the levels are beside those that they are rounded to."""


@frozen(repr=False, eq=False)
class _Measured(Saying):
    """What a requirement rests on: its measures, those told as counts, its ladders and limits."""

    inputs: tuple[_Input, ...]
    counted: frozenset[str]
    ladders: tuple[p.Tiered, ...]
    limits: tuple[p.Compared, ...]
    steps: Mapping[str, p.AnyStep]

    def inputs_of(self, step_id: str) -> list[_Input]:
        """The measures that a step follows from, those to be large before those to be small."""
        return list(_inputs(self.steps, step_id))


def of_requirement(view: p.RequirementView, plan: p.Plan) -> Iterator[_Told]:
    """Candidates, the simplest first."""
    it = _measured(view, plan)
    yield from (pair for ladder in it.ladders for pair in _at_tiers(ladder, it))
    for limit in it.limits:
        if isinstance(it.steps[limit.of], p.Count):
            yield from _at_count(limit, it)
        else:
            yield from _at_limit(limit, it)
    yield from _both_routes(it)
    yield from _absent(it)


def _measured(view: p.RequirementView, plan: p.Plan) -> _Measured:
    steps = {step.id: step for step in plan.steps}
    found: dict[str, p.AnyStep] = {}
    todo = [view.chosen, *view.gates]
    while todo:
        step_id = todo.pop(0)
        if step_id not in found:
            found[step_id] = steps[step_id]
            todo += p.reads(steps[step_id])
    counts = [step for step in found.values() if isinstance(step, p.Count)]
    compared = [s for s in found.values() if isinstance(s, p.Compared) and s.limit is not None]
    counted = {s.measure for c in compared if isinstance(s := steps[c.of], p.Count)}
    return _Measured(
        inputs=tuple(dict.fromkeys((step.measure, step.shift) for step in counts)),
        counted=frozenset(counted),
        ladders=tuple(step for step in found.values() if isinstance(step, p.Tiered)),
        limits=tuple(compared),
        steps=steps,
    )


def _inputs(steps: Mapping[str, p.AnyStep], step_id: str) -> Iterable[_Input]:
    step = steps[step_id]
    if isinstance(step, p.Count):
        return {(step.measure, step.shift): None}
    return dict.fromkeys(found for i in p.reads(step) for found in _inputs(steps, i))


def _said(it: _Measured, values: Mapping[_Input, Fraction | str]) -> list[str]:
    """Every measure of a requirement: as told, or else half of them, as the year before."""
    lines = []
    for measure, shift in it.inputs:
        this_year = values.get((measure, 0), _HALF)
        as_before = this_year if isinstance(this_year, Fraction) else _HALF
        value = values.get((measure, shift), as_before)
        if isinstance(value, Fraction):
            counts = measure in it.counted
            value = _counts(value) if counts else f"{write_number(value)} %"
        lines.append(f"mått {measure}{' föregående år' if shift else ''}: {value}")
    return lines


def _counts(share: Fraction) -> str:
    times = 10 if (share * 10).denominator == 1 else 100
    whole = 100 * times
    return f"{write_number(share * times)} av {write_number(whole)}"


def _at_tiers(ladder: p.Tiered, it: _Measured) -> Iterator[_Told]:
    for low, _ in ladder.tiers or ():
        for value in (low - _NEAR, low):
            words = f"{write_number(value, 1)} i stegen"
            for anchor in _ANCHORS:
                at = _with_value(ladder, it, value, anchor, Fraction(0))
                if at is not None:
                    yield words, _said(it, at)
        for slip in _SLIPS:
            at = _with_value(ladder, it, low, _ANCHORS[0], slip)
            if at is not None:
                yield f"{write_number(low, 1)} bara om andelarna avrundas", _said(it, at)


def _with_value(
    ladder: p.Tiered, it: _Measured, value: Fraction, anchor: Fraction, slip: Fraction
) -> dict[_Input, Fraction | str] | None:
    """Shares by which a ladder is asked for a value: a level, or a difference between two."""
    inputs = it.inputs_of(ladder.of)
    if len(inputs) != len({shift for _, shift in inputs}) or not inputs:
        return None
    larger, *smaller = inputs
    at: dict[_Input, Fraction | str] = {larger: value}
    if smaller:
        # What a difference is taken from comes first: last year's where lower is better.
        high = max(anchor, value)
        at = {larger: high - slip, smaller[0]: high - value + slip}
    return at if all(not isinstance(x, Fraction) or 0 <= x <= 100 for x in at.values()) else None


def _at_limit(limit: p.Compared, it: _Measured) -> Iterator[_Told]:
    (this, *_) = it.inputs_of(limit.of)
    if limit.limit is None:
        return
    for value in (limit.limit - _NEAR, limit.limit, limit.limit + _NEAR):
        if 0 <= value <= 100:
            for others in (Fraction(100), Fraction(0), Fraction(50)):
                at = _others(it, this[0], others) | {this: value}
                yield f"{this[0]} {write_number(value, 1)} %", _said(it, at)


def _at_count(limit: p.Compared, it: _Measured) -> Iterator[_Told]:
    (this, *_) = it.inputs_of(limit.of)
    if limit.limit is None or limit.limit < 1:
        return
    for number in (limit.limit - 1, limit.limit, limit.limit + 1):
        if number >= 1:
            at = _others(it, this[0], Fraction(100)) | {this: f"0 av {write_number(number)}"}
            yield f"{this[0]}, {write_number(number)} att mäta", _said(it, at)


def _others(it: _Measured, but: str, value: Fraction) -> dict[_Input, Fraction | str]:
    return {(measure, 0): value for measure, _ in it.inputs if measure != but}


def _both_routes(it: _Measured) -> Iterator[_Told]:
    """A recipient that has improved, and also reaches what is good in itself."""
    for ladder in it.ladders:
        for limit in (x for x in it.limits if not isinstance(it.steps[x.of], p.Count)):
            (goal, *_) = it.inputs_of(limit.of)
            tiers, edge = ladder.tiers or (), limit.limit or Fraction(0)
            for low, _ in tiers[:1]:
                for anchor in (edge, edge + low, min(edge + 10, Fraction(100))):
                    at = _with_value(ladder, it, low, anchor, Fraction(0))
                    if at is not None:
                        full = _others(it, "", Fraction(100)) | {goal: edge} | at
                        yield "båda vägarna på en gång", _said(it, full)


def _absent(it: _Measured) -> Iterator[_Told]:
    for this in it.inputs:
        measure, shift = this
        when = " föregående år" if shift else ""
        for state in ("inget värde", "ingen att mäta"):
            yield f"{measure}{when}: {state}", _said(it, {this: state})
