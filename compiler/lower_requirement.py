"""One requirement as steps: the routes to it, and the share of its money that one gives."""

from fractions import Fraction

from attrs import frozen

from compiler.lower_measures import Clause, MeasureSteps
from compiler.stepper import known
from overenskommelse import agreement as a
from overenskommelse import plan as p


@frozen
class Earned:
    """The steps that say what a requirement earns, and those that tell its story."""

    chosen: str
    level: str
    previous: str | None = None
    change: str | None = None


def earned(
    measures: MeasureSteps, at: Clause, requirement: a.Requirement, order: a.Precedence | None
) -> Earned:
    """The share that a requirement gives each recipient in each month.

    The level that is shown is the one that improvement is measured by, where there is one.
    """
    attainment, improvement = requirement.attainment, requirement.improvement
    _levels_first(measures, requirement)
    routes: list[tuple[str, str]] = []
    level = previous = change = None
    if attainment is not None:
        if _is_open(measures, attainment):
            routes.append(("attainment", _unknown(measures, at, "måluppfyllelse")))
        else:
            level = measures.level(_first_measure(attainment))
            routes.append(("attainment", _attainment(measures, at, attainment)))
    if improvement is not None:
        if _is_open(measures, improvement):
            routes.append(("improvement", _unknown(measures, at, "förbättring")))
        else:
            name = improvement.measure.name
            level, previous = measures.level(name), measures.level(name, previous=True)
            change = measures.change(at, name)
            routes.append(("improvement", _improvement(measures, at, improvement, change)))
    if not routes:
        raise TypeError("a requirement has a route")
    if level is None:
        level = routes[0][1]
    by_value = attainment is None or attainment.ladder is not None
    measured = level != routes[0][1]
    if by_value and measured and any(measures.answers.values()):
        most = _most(measures, requirement)
        tests = measures.tests(at, attainment.tests) if attainment is not None else ()
        routes.insert(0, ("attainment", _nothing_to_measure(measures, at, level, tests, most)))
    if order is a.Precedence.IMPROVEMENT:
        routes.reverse()
    chosen = measures.step(
        p.Chosen, at, "andel", a.Unit.NUMBER, routes=tuple(routes),
        highest=order is a.Precedence.HIGHEST,
    )  # fmt: skip
    return Earned(chosen, level, previous, change)


def _is_open(measures: MeasureSteps, route: a.Attainment | a.Improvement) -> bool:
    """Whether a route cannot be tried since its ladder or a limit is not known: nothing needs then
    to be measured for it."""
    if route.ladder is not None and measures.ladder(route.ladder.name) is None:
        return True
    limits = [t.limit for t in route.tests] if isinstance(route, a.Attainment) else [route.limit]
    return any(isinstance(limit, a.Unknown) for limit in limits)


def _unknown(measures: MeasureSteps, at: Clause, name: str) -> str:
    return measures.step(p.Amount, at, name, a.Unit.NUMBER, value=None)


def _levels_first(measures: MeasureSteps, requirement: a.Requirement) -> None:
    """Put the levels of a requirement's measures before its own steps."""
    improvement, attainment = requirement.improvement, requirement.attainment
    if improvement is not None and not _is_open(measures, improvement):
        measures.level(improvement.measure.name)
        measures.level(improvement.measure.name, previous=True)
    if attainment is not None and not _is_open(measures, attainment):
        measures.level(_first_measure(attainment))
        for test in attainment.tests:
            measures.level(test.measure.name)


def _improvement(
    measures: MeasureSteps, at: Clause, improvement: a.Improvement, change: str
) -> str:
    if improvement.ladder is not None:
        name = improvement.ladder.name
        return measures.step(
            p.Tiered, at, "förbättring", a.Unit.NUMBER, of=change, tiers=measures.ladder(name),
            places=measures.tier_places(name),
        )  # fmt: skip
    better = measures.step(
        p.Compared, at, "bättre", a.Unit.NUMBER, of=change, comparator=improvement.comparator,
        limit=known(improvement.limit), missing=False, nobody=False,
    )  # fmt: skip
    return measures.step(
        p.Granted, at, "förbättring", a.Unit.NUMBER, of=(better,), share=_share(improvement.share)
    )


def _share(stated: a.Stated | None) -> Fraction | None:
    """A share in per cent as part of one; None where it is not known."""
    value = known(stated)
    return value / 100 if value is not None else None


def _attainment(measures: MeasureSteps, at: Clause, attainment: a.Attainment) -> str:
    if attainment.ladder is not None and attainment.measure is not None:
        tiered = measures.step(
            p.Tiered, at, "måluppfyllelse/steg" if attainment.tests else "måluppfyllelse",
            a.Unit.NUMBER, of=measures.level(attainment.measure.name),
            tiers=measures.ladder(attainment.ladder.name),
            places=measures.tier_places(attainment.ladder.name),
        )  # fmt: skip
        if not attainment.tests:
            return tiered
        factors = (tiered, *measures.tests(at, attainment.tests))
        return measures.step(p.Product, at, "måluppfyllelse", a.Unit.NUMBER, factors=factors)
    return measures.step(
        p.Granted, at, "måluppfyllelse", a.Unit.NUMBER,
        of=measures.tests(at, attainment.tests), share=_share(attainment.share),
    )  # fmt: skip


def _most(measures: MeasureSteps, requirement: a.Requirement) -> Fraction | None:
    """The most that a requirement's routes give; None where one of them is not known."""
    shares: list[Fraction | None] = []
    for route in (requirement.attainment, requirement.improvement):
        if route is not None and route.ladder is not None:
            ladder = measures.ladder(route.ladder.name)
            shares += [share for _, share in ladder] if ladder is not None else [None]
        elif route is not None:
            shares.append(_share(route.share))
    known_shares = [share for share in shares if share is not None]
    return max(known_shares) if len(known_shares) == len(shares) else None


def _nothing_to_measure(
    measures: MeasureSteps, at: Clause, level: str, tests: tuple[str, ...], share: Fraction | None
) -> str:
    """The most there is to get, where there is no value for a ladder and the agreement says that
    the requirement is then met; its further limits must be met all the same."""
    missing = measures.step(
        p.Compared, at, "inget-värde", a.Unit.NUMBER, of=level,
        comparator=a.Comparator.UNDER, limit=Fraction(0), **measures.answers,
    )  # fmt: skip
    return measures.step(
        p.Granted, at, "utan-värde", a.Unit.NUMBER, of=(missing, *tests), share=share
    )


def _first_measure(attainment: a.Attainment) -> str:
    if attainment.measure is not None:
        return attainment.measure.name
    return attainment.tests[0].measure.name
