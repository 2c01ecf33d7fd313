"""One requirement as steps: the routes to it, and the share of its money that one gives."""

from fractions import Fraction

from attrs import frozen

from compiler.lower_measures import Clause, MeasureSteps
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
        level = measures.level(_first_measure(attainment))
        routes.append(("attainment", _attainment(measures, at, attainment)))
    if improvement is not None:
        name = improvement.measure.name
        level, previous = measures.level(name), measures.level(name, previous=True)
        change = measures.change(at, name)
        tiers = measures.ladder(improvement.ladder.name)
        routes.append(
            ("improvement",
             measures.step(p.Tiered, at, "förbättring", a.Unit.NUMBER, of=change, tiers=tiers))
        )  # fmt: skip
    if level is None:
        raise TypeError("a requirement has a route")
    by_value = attainment is None or attainment.ladder is not None
    if by_value and any(measures.answers.values()):
        most = _most(measures, requirement)
        routes.insert(0, ("attainment", _nothing_to_measure(measures, at, level, most)))
    if order is a.Precedence.IMPROVEMENT:
        routes.reverse()
    chosen = measures.step(
        p.Chosen, at, "andel", a.Unit.NUMBER, routes=tuple(routes),
        highest=order is a.Precedence.HIGHEST,
    )  # fmt: skip
    return Earned(chosen, level, previous, change)


def _levels_first(measures: MeasureSteps, requirement: a.Requirement) -> None:
    """Put the levels of a requirement's measures before its own steps."""
    improvement, attainment = requirement.improvement, requirement.attainment
    if improvement is not None:
        measures.level(improvement.measure.name)
        measures.level(improvement.measure.name, previous=True)
    if attainment is not None:
        measures.level(_first_measure(attainment))
        for test in attainment.tests:
            measures.level(test.measure.name)


def _attainment(measures: MeasureSteps, at: Clause, attainment: a.Attainment) -> str:
    if attainment.ladder is not None and attainment.measure is not None:
        return measures.step(
            p.Tiered, at, "måluppfyllelse", a.Unit.NUMBER,
            of=measures.level(attainment.measure.name),
            tiers=measures.ladder(attainment.ladder.name),
        )  # fmt: skip
    share = attainment.share.value / 100 if isinstance(attainment.share, a.Quantity) else None
    return measures.step(
        p.Granted, at, "måluppfyllelse", a.Unit.NUMBER,
        of=measures.tests(at, attainment.tests), share=share,
    )  # fmt: skip


def _most(measures: MeasureSteps, requirement: a.Requirement) -> Fraction | None:
    """The most that a requirement's ladders give; None where one of them is not known."""
    routes = (requirement.attainment, requirement.improvement)
    ladders = [
        measures.ladder(route.ladder.name) for route in routes if route is not None and route.ladder
    ]
    shares = [share for ladder in ladders for _, share in ladder or ()]
    return max(shares) if all(ladders) else None


def _nothing_to_measure(
    measures: MeasureSteps, at: Clause, level: str, share: Fraction | None
) -> str:
    """The most there is to get, where there is no value and the agreement says that the
    requirement is then met."""
    missing = measures.step(
        p.Compared, at, "inget-värde", a.Unit.NUMBER, of=level,
        comparator=a.Comparator.UNDER, limit=Fraction(0), **measures.answers,
    )  # fmt: skip
    return measures.step(p.Granted, at, "utan-värde", a.Unit.NUMBER, of=(missing,), share=share)


def _first_measure(attainment: a.Attainment) -> str:
    if attainment.measure is not None:
        return attainment.measure.name
    return attainment.tests[0].measure.name
