"""Interpretations: putting the reading that holds in the place of what was left open.

A reading holds the very clause that would stand there if the text were clear. After `resolve`
nothing is open, and the rest of the compiler, like the runtime, knows nothing of readings.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, Final, TypeAlias, TypeVar

import attrs
from attrs import frozen

from overenskommelse import agreement as a
from overenskommelse import outcome_codes as codes
from overenskommelse.diagnostics import Report
from overenskommelse.saying import Saying
from overenskommelse.text import closest, visible

T = TypeVar("T")

_Instead: TypeAlias = Mapping[tuple[bool, str], str]
"""Whether a ladder or a measure is meant, and its name, to the name of what stands in for it."""


@frozen(repr=False, eq=False)
class Place(Saying):
    """A clause that may be left to an interpretation: what a reading must then hold."""

    kinds: tuple[type[Saying], ...]
    words: str
    example: str


_AMOUNT: Final = (a.AmountRounding,)
PLACES: Final[Mapping[tuple[type[a.Clause], str], Place]] = {
    (a.RoundingRules, "measures"): Place(
        (a.MeasureRounding,),
        "avrundning av mätvärden",
        "läsning nivåerna  andelarna till en decimal, hälften uppåt",
    ),
    (a.RoundingRules, "monthly_pot"): Place(
        _AMOUNT, "avrundning av månadspotten", "läsning hela  hela kronor, hälften uppåt"
    ),
    (a.RoundingRules, "reward"): Place(
        _AMOUNT,
        "avrundning av ersättningen",
        "läsning varje_krav  hela kronor, hälften uppåt, för varje krav och månad",
    ),
    (a.RoundingRules, "bonus"): Place(
        _AMOUNT, "avrundning av bonus", "läsning hela  hela kronor, hälften uppåt"
    ),
    (a.RoundingRules, "distribution"): Place(
        _AMOUNT, "avrundning av fördelning", "läsning hela  hela kronor, hälften uppåt"
    ),
    (a.RoundingRules, "residual"): Place(
        (a.ResidualRule,),
        "resten efter avrundning",
        "läsning decimaldel  till störst decimaldel, lika: störst nyckel",
    ),
    (a.AllocationKey, "date"): Place(
        (a.KeyDate,), "dagen för en nyckel", "läsning november  den 1 november {year}"
    ),
    (a.Measure, "limit"): Place(
        (a.WaitingLimit,), "gränsen i ett mått", "läsning högst  högst 30 dagar"
    ),
    (a.Test, "limit"): Place((a.Quantity, a.Unknown), "en gräns", "läsning tre_fjärdedelar  75 %"),
    (a.Performance, "missing"): Place(
        (a.MissingValue,), "vad som gäller utan värde", "läsning nej  kravet uppfylls inte"
    ),
    (a.Performance, "nobody"): Place(
        (a.MissingValue,), "vad som gäller utan någon att mäta", "läsning nej  kravet uppfylls inte"
    ),
    (a.BonusPot, "empty"): Place(
        (a.Distribution, a.Unpaid),
        "en bonuspott som ingen har förtjänat",
        "läsning kvar  betalas inte ut",
    ),
    (a.Block, "short"): Place(
        (a.Distribution, a.InProportion),
        "medel som inte räcker",
        "läsning lika  dras lika",
    ),
    (a.PerUnitPay, "left_over"): Place(
        (a.Distribution, a.Unpaid), "medel som blir över", "läsning kvar  betalas inte ut"
    ),
    (a.Condition, "failure"): Place(
        (a.Failure, a.Unknown), "följden av ett villkor", "läsning förfaller  förfaller medlen"
    ),
    (a.Criterion, "consequence"): Place(
        (a.Consequence,), "följden av ett kriterium", "läsning inget  ingen påföljd"
    ),
}
"""Every place that can be left open. A new one is a line here and a type in the Agreement."""


def clauses(node: Any) -> Iterator[a.Clause]:
    """Every clause of an agreement, itself included, in the order of its fields."""
    if isinstance(node, tuple):
        for child in node:
            yield from clauses(child)
    elif isinstance(node, a.Clause):
        yield node
        for name in _says(node):
            value = getattr(node, name)
            if isinstance(value, tuple | a.Clause):
                yield from clauses(value)


def _says(clause: a.Clause) -> tuple[str, ...]:
    """The fields that say what a clause is, not where it stands."""
    kind: Any = type(clause)
    return _fields(kind)


@cache
def _fields(kind: Any) -> tuple[str, ...]:
    # Examples and sources are no rules: they have checks of their own.
    outside = ("span", "cites", "examples", "sources")
    return tuple(f.name for f in attrs.fields(kind) if f.name not in outside)


def open_places(agreement: a.Agreement) -> Iterator[tuple[a.ByInterpretation, Place]]:
    """Every ``enligt tolkning``, and what its place asks for."""
    for clause in clauses(agreement):
        for name in _says(clause):
            value = getattr(clause, name)
            if isinstance(value, a.ByInterpretation):
                yield value, PLACES[type(clause), name]


def chosen(
    agreement: a.Agreement, choices: Mapping[str, str], report: Report
) -> dict[str, a.NamedReading]:
    """The reading that is used of every interpretation: the chosen one, else the one in force.

    Unknown names and readings are reported with the declared ones.
    """
    by_name = {i.name: i for i in agreement.interpretations}
    for name in choices:
        if name not in by_name:
            guess = closest(name, list(by_name))
            declared = "; ".join(
                f"{i.name} ({', '.join(r.name for r in i.readings)})" for i in by_name.values()
            )
            report.add(
                codes.UNKNOWN_INTERPRETATION,
                name=visible(name),
                guess=f". Menade du ”{guess}”?" if guess else "",
                declared=f"tolkningarna är: {declared}"
                if declared
                else "överenskommelsen har inga tolkningar",
            )
    used: dict[str, a.NamedReading] = {}
    for interpretation in agreement.interpretations:
        readings = {r.name: r for r in interpretation.readings}
        name = choices.get(interpretation.name, interpretation.in_force.name)
        if name not in readings:
            guess = closest(name, list(readings))
            report.add(
                codes.UNKNOWN_READING,
                None if interpretation.name in choices else interpretation.in_force.span,
                name=interpretation.name,
                reading=visible(name),
                guess=f". Menade du ”{guess}”?" if guess else "",
                declared=", ".join(readings),
            )
            continue
        used[interpretation.name] = readings[name]
    return used


def resolve(agreement: a.Agreement, used: Mapping[str, a.NamedReading]) -> a.Agreement:
    """The agreement with every open place filled by the reading used."""
    instead = {
        (pair.ladders, pair.instead.name): pair.by.name
        for reading in used.values()
        if isinstance(reading.body, a.Substitution)
        for pair in reading.body.pairs
    }
    return _filled(agreement, used, instead)


def _filled(node: T, used: Mapping[str, a.NamedReading], instead: _Instead) -> T:
    replaced: Any = node
    if type(node) is tuple:  # A month is a tuple too, with nothing in it to fill.
        replaced = tuple(_filled(child, used, instead) for child in replaced)
    elif isinstance(node, a.ByInterpretation):
        replaced = used[node.name].body
    elif isinstance(node, a.Interpretation):
        pass
    elif isinstance(node, a.Improvement | a.Test | a.Attainment):
        replaced = _renamed(_changed(node, used, instead), instead)
    elif isinstance(node, a.Clause):
        replaced = _changed(node, used, instead)
    result: T = replaced
    return result


def _changed(node: Any, used: Mapping[str, a.NamedReading], instead: _Instead) -> Any:
    changes = {}
    for attribute in attrs.fields(type(node)):
        old = getattr(node, attribute.name)
        if attribute.name not in ("span", "cites") and isinstance(
            old, tuple | a.Clause | a.ByInterpretation
        ):
            new = _filled(old, used, instead)
            if new is not old:
                changes[attribute.name] = new
    return attrs.evolve(node, **changes) if changes else node


def _renamed(node: Any, instead: _Instead) -> Any:
    """The measure and the ladder that stand in for those named, where a reading says so."""
    changes = {}
    for attribute, ladders in (("measure", False), ("ladder", True)):
        reference = getattr(node, attribute, None)
        if reference is not None and (ladders, reference.name) in instead:
            name = instead[ladders, reference.name]
            changes[attribute] = a.Reference(name, reference.span)
    return attrs.evolve(node, **changes) if changes else node
