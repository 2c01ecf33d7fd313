"""What each step's value was made from, and what recomputing it needs besides.

Beside `runtime.evaluate`, which knows what a step computes from its tables, this says the same for
one place at a time; `runtime.explain.retrace` shows that the two agree.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

from overenskommelse import plan as p
from overenskommelse.money import Rest, Rounding
from overenskommelse.numbers import write_exact
from runtime.explain.ground import Ground
from runtime.values import Place


class Part(NamedTuple):
    """A value that another was made from: the part it plays, its step and where it stands."""

    role: str
    step: str
    place: Place
    recipient: str = ""


def parts(ground: Ground, step: p.AnyStep, place: Place) -> list[Part]:
    """What the value at a place was made from, in the step's own order."""
    match step:
        case p.Allotted():
            found = [Part("amount", step.amount, place), *_weights(ground, step, place)]
        case p.Summed():
            terms = ((i, at) for i in step.of for at in _terms(ground, step, i, place))
            found = [Part("term", i, at) for i, at in terms]
        case p.Remainder():
            minus = [Part("minus", i, at) for i in step.minus for at in ground.tables[i]]
            found = [Part("of", step.of, place), *minus]
        case p.Paid():
            found = [Part("of", step.of, place)]
        case p.Repaid():
            found = [Part("term", i, place) for i in step.of]
        case _:
            found = [Part(role, i, place) for role, i in _plain(step)]
    return [part._replace(place=ground.within(part.step, part.place)) for part in found]


def _plain(step: p.AnyStep) -> Iterator[tuple[str, str]]:
    """The parts of steps that look at their own place alone."""
    match step:
        case p.Level():
            yield from (("met", step.met), ("all", step.all))
        case p.Difference() | p.Excess():
            yield from (("of", step.of), ("minus", step.minus))
        case p.Held():
            yield from (("of", step.of), ("condition", step.condition))
        case p.Chosen():
            yield from step.routes
        case p.Product():
            yield from (("factor", i) for i in step.factors)
        case _:
            yield from (("of", i) for i in p.reads(step))


def _weights(ground: Ground, step: p.Allotted, place: Place) -> Iterator[Part]:
    """Everybody's weights: a division is only to be followed with all of them."""
    columns = {
        "weight": step.weights, "only_if": step.only_if, "when_empty": step.when_empty,
        "when_short": step.when_short,
    }  # fmt: skip
    for role, column in columns.items():
        for code in ground.members[step.recipients or ""] if column is not None else ():
            yield Part(role, column or "", (code, place[1]), code)


def _terms(ground: Ground, step: p.Summed, term: str, place: Place) -> Iterator[Place]:
    """Where the terms of a sum stand: over the dimensions that the sum does not have."""
    wanted, when = place
    for recipient, month in ground.tables[term]:
        over = step.over is None or month is None or month in step.over
        same = step.recipients is None or recipient == wanted
        if over and same and (step.months is None or month == when):
            yield recipient, month


def operation(ground: Ground, step: p.AnyStep, place: Place) -> dict[str, Any]:
    """What recomputing the value at a place needs besides the values that it was made from."""
    match step:
        case p.Rounded():
            return {"rounding": _rounding(Rounding(step.to, step.mode))}
        case p.Tiered():
            if step.tiers is None:
                return {"tiers": None}
            return {"tiers": [[write_exact(low), write_exact(share)] for low, share in step.tiers]}
        case p.Compared():
            limit = write_exact(step.limit) if step.limit is not None else None
            answers = {"missing": step.missing, "nobody": step.nobody}
            return {"comparator": step.comparator.name.lower(), "limit": limit, **answers}
        case p.Granted():
            return {"share": write_exact(step.share) if step.share is not None else None}
        case p.Held():
            return {"unknown": step.unknown}
        case p.Chosen():
            return {"highest": step.highest}
        case p.Product():
            times = write_exact(step.times) if step.times is not None else None
            return {"times": times, "rounding": _rounding(step.rounding)}
        case p.Summed():
            return {"rounding": _rounding(step.rounding)}
        case p.Allotted():
            members = ground.members[step.recipients or ""]
            how = {"rounding": _rounding(step.rounding), "rest": _rest(step.rest)}
            return {"recipient": place[0], "order": members, **how}
        case p.Paid():
            return _requisition(ground, step, place)
        case p.Repaid():
            used = (ground.figures.used or {}).get((place[0] or "", step.item))
            return {"used": write_exact(used) if used is not None else None}
        case _:
            return {}


def _requisition(ground: Ground, step: p.Paid, place: Place) -> dict[str, Any]:
    """Whether the payment had to be asked for, by when, and when it was; ``assumed`` where the
    data says nothing of requisitions."""
    if not step.requisition:
        return {"requisition": None}
    came = (ground.figures.requisitions or {}).get((place[0] or "", step.item))
    asked = {
        "last_day": step.last_day.isoformat() if step.last_day is not None else None,
        "received": came.date.isoformat() if came is not None else None,
        "assumed": ground.figures.requisitions is None,
    }
    return {"requisition": asked}


def _rounding(rounding: Rounding | None) -> dict[str, str] | None:
    if rounding is None:
        return None
    return {"unit": write_exact(rounding.unit), "mode": rounding.mode.name.lower()}


def _rest(rest: Rest | None) -> dict[str, Any] | None:
    if rest is None:
        return None
    return {
        "kind": rest.kind.name.lower(),
        "tie": rest.tie.name.lower() if rest.tie is not None else None,
        "adjustments": {code: write_exact(kronor) for code, kronor in rest.adjustments},
    }
