"""An agreement a little changed, in every place where it says something that is computed.

A change is as small as an author's slip: one in the last digit, ``över`` for ``minst``, a month or
a day more, another way to round, another of the measures, ladders and keys. `compiler.nudged` asks
whether an example notices. Mutation testing is described by DeMillo, Lipton and Sayward (1978),
"Hints on Test Data Selection", IEEE Computer 11(4).
"""

import datetime
import re
from collections.abc import Callable, Iterator, Sequence
from enum import Enum
from fractions import Fraction
from typing import Any, Final, NamedTuple

import attrs
from attrs import frozen

from compiler.compare.words import one_line, words_of
from compiler.stepper import origin_of
from overenskommelse import agreement as a
from overenskommelse.calendar import Month, Period
from overenskommelse.money import UNIT_WORDS, Mode, Residual, Rounding, Tie
from overenskommelse.numbers import SPACES, read_number, write_number
from overenskommelse.plan import Origin
from overenskommelse.saying import Saying
from overenskommelse.source import Span


@frozen(repr=False, eq=False)
class Nudge(Saying):
    """An agreement with one thing changed: what stands there, and what takes its place.

    ``origin`` is the clause that it is a part of; its heading is that clause's own words.
    """

    agreement: a.Agreement
    origin: Origin
    before: str
    after: str


class _Other(NamedTuple):
    """Another value of something, and the words for both."""

    value: Any
    before: str
    after: str


_Rebuild = Callable[[Any], a.Agreement]
"""The agreement with something in the place of a part of it."""

_LEFT_ALONE: Final = (a.Example, a.SourceText, a.Recipient, a.AmendedBy)
"""Statements by which nothing is computed, or that say who there is."""

_NEIGHBOUR: Final = {
    a.Comparator.AT_LEAST: a.Comparator.OVER,
    a.Comparator.OVER: a.Comparator.AT_LEAST,
    a.Comparator.AT_MOST: a.Comparator.UNDER,
    a.Comparator.UNDER: a.Comparator.AT_MOST,
}
"""What differs where a value is the limit itself, and nowhere else."""

_CHOSEN: Final = (a.AmountStage, a.MeasureStage, a.Precedence, a.FailureKind, Mode, Residual, Tie)
"""Of these any other can stand in the place of one."""
_NEEDS_MORE: Final = (Residual.STATED,)
"""What cannot be said without something else that the clause does not have."""

_DAY: Final = datetime.timedelta(days=1)

_SAID: Final[dict[str, tuple[str, str]]] = {
    "met": ("kravet uppfylls", "kravet uppfylls inte"),
    "discounts_month": ("månadens mätvärden räknas inte", "ingen påföljd"),
    "refuses": ("ett nej räknas som inte uppfyllt", "ett nej avgör inget"),
    "unmeasured_paid": ("månader utan krav betalas ut", "månader utan krav betalas inte ut"),
    "higher_is_better": ("bättre högre", "bättre lägre"),
}
"""What is said where a field is true, and where it is not."""

_DIGITS: Final = re.compile(rf"[0-9](?:[0-9{SPACES}]*[0-9])?(?:,([0-9]+))?")


def nudges(agreement: a.Agreement) -> Iterator[Nudge]:
    """Every small change of an agreement, in the order of the file; what it makes may be wrong."""
    yield from _Walk(agreement).inside(agreement, agreement, lambda changed: changed)


class _Walk:
    """Goes through an agreement; ``names`` are what can stand in the place of a name."""

    def __init__(self, agreement: a.Agreement) -> None:
        self.names: dict[str, Sequence[str]] = {
            "ladder": [ladder.name for ladder in agreement.ladders],
            "measure": [measure.name for measure in agreement.measures],
            "key": [key.name for key in agreement.keys],
        }

    def inside(self, value: Any, clause: a.Clause, rebuild: _Rebuild) -> Iterator[Nudge]:
        """The changes of what a value is made of."""
        if isinstance(value, _LEFT_ALONE):
            return
        if isinstance(value, tuple):
            for i, part in enumerate(value):
                yield from self.inside(part, clause, _at(value, i, rebuild))
        elif attrs.has(type(value)) and not isinstance(value, Period):
            here = value if isinstance(value, a.Clause) else clause
            for name in (f.name for f in attrs.fields(type(value)) if f.eq):
                part = getattr(value, name)
                in_place = _in(value, name, rebuild)
                for other in self.others(value, name, part):
                    heading = _line(here)
                    yield Nudge(
                        in_place(other.value), origin_of(here, heading), other.before, other.after
                    )
                yield from self.inside(part, here, in_place)

    def others(self, owner: Any, name: str, part: Any) -> Iterator[_Other]:
        """What can stand in the place of a part."""
        match part:
            case a.Quantity():
                yield from _numbers(part)
            case a.Reference():
                yield from self._other_names(owner, name, part)
            case bool() if name in _SAID:
                yes, no = _SAID[name]
                yield _Other(not part, *((yes, no) if part else (no, yes)))
            case int() if isinstance(owner, a.MeasureRounding) and owner.stage is not None:
                for decimals in (part - 1, part + 1):
                    if decimals >= 0:
                        yield _Other(decimals, f"{part} decimaler", f"{decimals} decimaler")
            case tuple() if isinstance(owner, a.Condition) and part and name != "governs":
                yield from (_Other(_without(part, i), words_of(x), "inte krävt")
                            for i, x in enumerate(part))  # fmt: skip
            case _:
                yield from (_Other(x, _words(part), _words(x)) for x in _values(part))

    def _other_names(self, owner: Any, name: str, part: a.Reference) -> Iterator[_Other]:
        names = self.names.get(name, ())
        if isinstance(owner, a.Interpretation) and name == "in_force":
            names = [reading.name for reading in owner.readings]
        elif part.name in names:  # The next one is as good as any, and they are many.
            at = names.index(part.name) + 1
            names = [*names, *names][at : at + 1]
        for other in names:
            if other != part.name:
                yield _Other(attrs.evolve(part, name=other), part.name, other)


def _line(clause: a.Clause) -> str:
    """A clause with what leads its line, so that it can be told from another that says the same."""
    source, head = clause.span.source, clause.span.first_line()
    return one_line(Span(source, source.line_starts[head.line - 1], head.end))


def _in(owner: Any, name: str, rebuild: _Rebuild) -> _Rebuild:
    return lambda changed: rebuild(attrs.evolve(owner, **{name: changed}))


def _at(parts: tuple[Any, ...], i: int, rebuild: _Rebuild) -> _Rebuild:
    return lambda changed: rebuild((*parts[:i], changed, *parts[i + 1 :]))


def _without(parts: tuple[Any, ...], i: int) -> tuple[Any, ...]:
    return (*parts[:i], *parts[i + 1 :])


def _numbers(quantity: a.Quantity) -> Iterator[_Other]:
    """One more and one less in the last digit that is written."""
    written = quantity.span.text
    found = _DIGITS.search(written)
    if found is None:
        return
    decimals = len(found[1] or "")
    number = read_number(found[0])
    if number is None:
        return
    times = quantity.value / number if number else Fraction(1)
    for step in (Fraction(-1, 10**decimals), Fraction(1, 10**decimals)):
        if number + step >= 0:
            after = write_number(number + step, decimals)
            words = f"{written[: found.start()]}{after}{written[found.end() :]}"
            yield _Other(attrs.evolve(quantity, value=(number + step) * times), written, words)


def _values(value: Any) -> Iterator[Any]:
    """What can stand in the place of a value that is neither a number nor a name."""
    match value:
        case a.Comparator():
            yield _NEIGHBOUR[value]
        case Enum() if isinstance(value, _CHOSEN) and value not in _NEEDS_MORE:
            kind: Any = type(value)
            yield from (x for x in kind if x is not value and x not in _NEEDS_MORE)
        case Month():
            yield value.shifted(1)
        case Period():
            if value.first != value.last:
                yield Period(value.first.shifted(1), value.last)
                yield Period(value.first, value.last.shifted(-1))
        case datetime.date():
            yield from (value - _DAY, value + _DAY)
        case Rounding():
            yield from (Rounding(unit, value.mode) for unit in UNIT_WORDS if unit != value.unit)


def _words(value: Any) -> str:
    return UNIT_WORDS[value.unit] if isinstance(value, Rounding) else words_of(value)
