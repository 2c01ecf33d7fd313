"""What of a plan its examples reach: evaluated, and looked at step by step."""

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import Final

from overenskommelse import plan as p
from overenskommelse.clauses import Unit
from overenskommelse.diagnostics import Report
from overenskommelse.figures import Figures
from overenskommelse.money import split
from overenskommelse.numbers import write_number
from overenskommelse.reach import Coverage, Way
from overenskommelse.trials import Trial
from runtime.criteria import asked_words, own_answer
from runtime.evaluate import compute
from runtime.values import Absent, Place, Table, Value, number

_NEAR: Final = Fraction(1, 10)
"""How far beside a limit a share is still at its edge, in per cent: one in the first decimal."""
_UNDER, _ON, _OVER = "strax under", "jämnt", "strax över"
_UNKNOWN: Final = "unknown"
"""The payment whose month is not known: no example can ask for it."""


def coverage(plan: p.Plan, trials: Iterable[Trial]) -> Coverage:
    """What the examples reach of all that they can; edges are left out."""
    beyond = [step for step in plan.steps if _is_unsayable(step)]
    asked = [step for step in plan.steps if not _is_unsayable(step)]
    ways = dict.fromkeys(way for step in asked for way in _ways(step) if way.origin.heading)
    found = {way for trial in trials for way in reached(trial, plan)}
    unsayable = dict.fromkeys(s.origin for s in beyond if s.origin not in {w.origin for w in ways})
    return Coverage(tuple(ways), frozenset(found & ways.keys()), tuple(unsayable))


def reached(trial: Trial, plan: p.Plan) -> set[Way]:
    """What an example reaches, edges too. What it says itself in the place of a step is no way."""
    report = Report()
    tables = compute(trial.plan, trial.figures, report)
    if report.failed:
        return set()
    own = {step.id: step for step in plan.steps}
    looker = _Looker(trial.plan, tables, trial.figures)
    kept = (step for step in trial.plan.steps if own.get(step.id) == step)
    return {way for step in kept for way in looker.seen(step)}


def _is_unsayable(step: p.AnyStep) -> bool:
    return isinstance(step, p.Repaid) or (isinstance(step, p.Paid) and step.payment == _UNKNOWN)


def _ways(step: p.AnyStep) -> Iterator[Way]:
    """What can happen in a step, but for edges."""
    yield Way(step.origin)
    match step:
        case p.Tiered():
            yield from (Way(place, _tier(low)) for place, (low, _) in _tiers(step))
            yield Way(step.origin, "inget steg nås")
        case p.Compared() if step.limit is not None:
            yield from (Way(step.origin, f"{_limit(step)}: {word}") for word in ("ja", "nej"))
        case p.Chosen():
            yield from (Way(step.origin, f"vägen {name} räknas") for name, _ in step.routes)
            yield Way(step.origin, "ingen väg räknas")
        case p.Fulfilled():
            yield from (Way(step.origin, word) for word in ("uppfyllt", "inte uppfyllt"))
        case p.Paid() if step.requisition and step.last_day is not None:
            yield from (Way(step.origin, f"rekvirerat {word}") for word in ("i tid", "för sent"))


def _tiers(step: p.Tiered) -> Iterator[tuple[p.Origin, tuple[Fraction, Fraction]]]:
    tiers = step.tiers or ()
    yield from zip(step.places or (step.origin,) * len(tiers), tiers, strict=True)


def _tier(low: Fraction) -> str:
    return f"steget från {write_number(low, 1)} nås"


def _limit(step: p.Compared) -> str:
    """``mål/2 ≥ 73``: which of a clause's tests, and its limit."""
    name = "/".join(step.id.split("/")[2:]) or step.id
    limit = write_number(step.limit) if step.limit is not None else ""
    return f"{name} {step.comparator.value} {limit}"


class _Looker:
    """Sees what has happened in the steps of one evaluation."""

    def __init__(self, plan: p.Plan, tables: Mapping[str, Table], figures: Figures) -> None:
        self.plan = plan
        self.tables = tables
        self.figures = figures
        self.steps = {step.id: step for step in plan.steps}

    def seen(self, step: p.AnyStep) -> Iterator[Way]:
        """What has happened in a step, edges too."""
        yield Way(step.origin)
        for place, value in self.tables[step.id].items():
            match step:
                case p.Tiered():
                    yield from self._tiered(step, place)
                case p.Compared() if step.limit is not None:
                    yield from self._compared(step, place, value)
                case p.Chosen():
                    yield from self._chosen(step, place)
                case p.Fulfilled():
                    yield from _fulfilled(step, value)
                    yield from self._refused(step, place)
                case p.Paid() if step.requisition and step.last_day is not None:
                    if self._number(step.of, place):
                        late = value == 0
                        yield Way(step.origin, f"rekvirerat {'för sent' if late else 'i tid'}")
                case p.Count():
                    yield from _counted(step, value)
        if isinstance(step, p.Allotted):
            yield from self._allotted(step)

    def _tiered(self, step: p.Tiered, place: Place) -> Iterator[Way]:
        value = self._number(step.of, place)
        if value is None:
            return
        below = [(low, at) for at, (low, _) in _tiers(step) if low <= value]
        if below:
            yield Way(below[-1][1], _tier(below[-1][0]))
        else:
            yield Way(step.origin, "inget steg nås")
        for at, (low, _) in _tiers(step):
            if value == low:
                yield Way(at, f"{_ON} {write_number(low)}", edge=True)
            elif low - _NEAR <= value < low:
                yield Way(at, f"{_UNDER} {write_number(low)}", edge=True)
        exact = self._unrounded(step.of, place)
        if exact is not None and len(below) != sum(low <= exact for _, (low, _) in _tiers(step)):
            first = next(at for at, _ in _tiers(step))
            yield Way(first, "avrundningen avgör steget", edge=True)

    def _compared(self, step: p.Compared, place: Place, value: Value) -> Iterator[Way]:
        of = self._number(step.of, place)
        if of is None or step.limit is None:
            return
        yield Way(step.origin, f"{_limit(step)}: {'ja' if value else 'nej'}")
        near = _NEAR if self.steps[step.of].unit is Unit.PERCENT else Fraction(1)
        if abs(of - step.limit) <= near:
            side = _ON if of == step.limit else _UNDER if of < step.limit else _OVER
            yield Way(step.origin, f"{_limit(step)}: {side}", edge=True)

    def _chosen(self, step: p.Chosen, place: Place) -> Iterator[Way]:
        shares = [(name, self._number(route, place) or Fraction(0)) for name, route in step.routes]
        giving = [(name, share) for name, share in shares if share]
        if not giving:
            yield Way(step.origin, "ingen väg räknas")
            return
        best = max(giving, key=lambda pair: pair[1]) if step.highest else giving[0]
        yield Way(step.origin, f"vägen {best[0]} räknas")
        if len(giving) > 1:
            yield Way(step.origin, "båda vägarna ger något", edge=True)

    def _refused(self, step: p.Fulfilled, place: Place) -> Iterator[Way]:
        """The answers by which a condition is not met."""
        for view in self.plan.conditions:
            for asked in self.plan.asked_by(view) if view.name == step.condition else ():
                if own_answer(asked, self.figures, place[0] or "") is False:
                    yield Way(step.origin, f"svaret är nej på {asked_words(asked)}", edge=True)

    def _allotted(self, step: p.Allotted) -> Iterator[Way]:
        """A division in which kronor are left over, or nobody has what it goes by."""
        group = self.plan.group(step.recipients).members if step.recipients else ()
        for month in step.months or (None,):
            amount = self._number(step.amount, (None, month))
            by = {code: self._number(step.weights or "", (code, month)) for code, _ in group}
            weights = {code: weight for code, weight in by.items() if weight is not None}
            if amount is None or len(weights) < len(group):
                continue
            if amount > 0 and not any(weights.values()):
                yield Way(step.origin, "ingen har något att fördela efter", edge=True)
            elif amount < 0:
                yield Way(step.origin, "medlen räcker inte", edge=True)
            elif step.rounding is not None and any(weights.values()):
                parts = split(amount, weights, step.rounding, None, list(weights))
                if sum(parts.values()) != amount:
                    yield Way(step.origin, "avrundningen går inte jämnt ut", edge=True)
                over = [amount * weight / sum(weights.values()) % 1 for weight in weights.values()]
                if len(set(over)) < len(over) and any(over):
                    yield Way(step.origin, "lika decimaldelar", edge=True)

    def _number(self, step_id: str, place: Place) -> Fraction | None:
        """A step's value at a place, of which it may lack a dimension; None where it has none."""
        table = self.tables.get(step_id, {})
        recipient, month = place
        for at in (place, (recipient, None), (None, month), (None, None)):
            if at in table:
                value = table[at]
                return None if isinstance(value, Absent) else number(value)
        return None

    def _unrounded(self, step_id: str, place: Place) -> Fraction | None:
        """What a measure would have come to had nothing been rounded."""
        match self.steps[step_id]:
            case p.Rounded(of=of):
                return self._unrounded(of, place)
            case p.Difference(of=of, minus=minus):
                more, less = self._unrounded(of, place), self._unrounded(minus, place)
                return None if more is None or less is None else more - less
        return self._number(step_id, place)


def _fulfilled(step: p.Fulfilled, value: Value) -> Iterator[Way]:
    if value is Absent.UNASSESSED:
        yield Way(step.origin, "inte bedömt", edge=True)
    elif value is Absent.UNREPORTED:
        yield Way(step.origin, "inget svar", edge=True)
    elif not isinstance(value, Absent):
        yield Way(step.origin, "uppfyllt" if value else "inte uppfyllt")


def _counted(step: p.Count, value: Value) -> Iterator[Way]:
    """A value that is not there is the same whichever measure lacks it: told of the plan's block,
    by the heading that all of its measures have in common."""
    block = p.Origin(step.id.partition("/")[0])
    when = " föregående år" if step.shift else ""
    if value is Absent.MISSING:
        yield Way(block, f"inget värde{when}", edge=True)
    elif value == 0 and not step.met:
        yield Way(block, f"ingen att mäta{when}", edge=True)
