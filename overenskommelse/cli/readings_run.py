"""Trying an agreement's readings on data: one at a time against the base, or in all combinations.

The agreement is checked once and the data read once; only a reading that wants other data reads
it again. What a reading changes is computed, and nothing else (`runtime.variants`).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import product
from math import prod
from typing import TYPE_CHECKING, Protocol, TypeVar

from attrs import frozen

from overenskommelse import limits
from overenskommelse.cli.readings_values import (
    Combined,
    Found,
    Range,
    Readings,
    Resting,
    Tried,
)
from overenskommelse.cli.refusal import Refused
from overenskommelse.diagnostics import Report, Severity
from overenskommelse.effect import Effect, effect
from overenskommelse.figures import Figures
from overenskommelse.numbers import write_number
from overenskommelse.outcome import UNKNOWN, Outcome
from overenskommelse.plan import Choice, Plan
from overenskommelse.text import listed
from runtime.needs import same_needs, untold
from runtime.paid import kronor, payouts
from runtime.rules import added
from runtime.settle import settle
from runtime.values import Absent, Table, Value
from runtime.variants import Variants

if TYPE_CHECKING:
    from compiler import Compiled

_ZERO = Fraction(0)
_NOTHING = Effect((), ())
Reader = Callable[[Plan, Report], Figures]
One = TypeVar("One")


class Watch(Protocol):
    """Hands on what is to be tried, one by one, and shows how far it has come."""

    def __call__(self, items: Sequence[One]) -> Iterable[One]:
        """The same in the same order."""


@frozen(eq=False)
class _Computed:
    plan: Plan
    figures: Figures
    tables: Mapping[str, Table]


class Trier:
    """An agreement and its data, to try readings on.

    Attributes:
        base: The outcome that readings are held against.
    """

    def __init__(
        self, compiled: "Compiled", choices: Mapping[str, str], figures: Figures, read: Reader,
        base: Outcome, variants: Variants,
    ) -> None:  # fmt: skip
        self.base = base
        self._compiled = compiled
        self._choices = choices
        self._figures = figures
        self._read = read
        self._variants = variants
        self._payable: dict[tuple[Value, ...], bool] = {}

    def readings(self, names: Sequence[str], combine: bool, watch: Watch) -> Readings:
        """What the readings of the named interpretations give; of all, if none is named.

        Raises:
            Refused: there are too many combinations.
        """
        asked = [c for c in self.base.plan.choices if not names or c.name in names]
        others = [(c, reading) for c in asked for reading, _ in c.readings if reading != c.used]
        tried = tuple(self._tried(choice, reading) for choice, reading in watch(others))
        return Readings(
            self.base,
            tried,
            tuple(choice.name for choice in asked if len(choice.readings) == 1),
            tuple(_resting(self.base)),
            self._combined(asked, tried, bool(names), watch) if combine else None,
        )

    # One reading at a time

    def _tried(self, choice: Choice, reading: str) -> Tried:
        report = Report()
        computed = self._computed({choice.name: reading}, report)
        outcome = self._settled(computed, report)
        if computed is None or outcome is None:
            errors = tuple(d.message for d in report if d.severity is Severity.ERROR)
            return Tried(choice, reading, Found.IMPOSSIBLE, _NOTHING, errors)
        reasons = tuple(untold(self.base.plan, computed.plan, computed.figures))
        found = effect(self.base, outcome)
        if reasons:
            return Tried(choice, reading, Found.UNTOLD, found, reasons)
        return Tried(choice, reading, Found.SAME if found.is_none else Found.DIFFERS, found)

    def _computed(self, other: Mapping[str, str], report: Report) -> _Computed | None:
        """The tables under other readings; None, with the reason reported, if there are none."""
        from compiler import plan_under

        plan = plan_under(self._compiled, {**self._choices, **other})
        figures = self._figures
        if not same_needs(self.base.plan, plan):
            figures = self._read(plan, report)
        tables = {} if report.failed else self._variants.compute(plan, figures, report)
        return None if report.failed else _Computed(plan, figures, tables)

    @staticmethod
    def _settled(computed: _Computed | None, report: Report) -> Outcome | None:
        if computed is None:
            return None
        return settle(computed.plan, computed.figures, computed.tables, report)

    # All combinations

    def _combined(
        self, asked: Sequence[Choice], tried: Sequence[Tried], named: bool, watch: Watch
    ) -> Combined:
        options = {choice.name: [choice.used] for choice in asked}
        for one in tried:
            if one.found in (Found.DIFFERS, Found.SAME):
                options[one.choice.name].append(one.reading)
        # What is named is combined whether or not it makes a difference by itself.
        differ = {one.choice.name for one in tried if one.found is Found.DIFFERS}
        left_out = [name for name in options if name not in differ and not named]
        kept = {n: o for n, o in options.items() if n not in left_out and len(o) > 1}
        count = prod(map(len, kept.values()))
        if count > limits.COMBINATIONS:
            raise Refused(
                f"det finns {write_number(count)} kombinationer av läsningarna i {listed(kept)}, "
                f"och okt prövar högst {write_number(limits.COMBINATIONS)}",
                f"välj vilka som ska kombineras:  --tolkning {next(iter(kept))} --tolkning …",
            )
        choices = [dict(zip(kept, c, strict=True)) for c in product(*kept.values())]
        outcomes = [self._amounts(choice) for choice in watch(choices)]
        several = {name for name in left_out if len(options[name]) > 1}
        return self._ranges({n: len(o) for n, o in kept.items()}, sorted(several), outcomes)

    def _amounts(self, choices: Mapping[str, str]) -> "_Amounts | None":
        report = Report()
        found = self._computed(choices, report)
        if found is None:
            return None
        each = tuple(payouts(found.plan, found.tables).values())
        if each not in self._payable:
            self._payable[each] = self._settled(found, report) is not None
        return (each, kronor(found.plan, found.tables)) if self._payable[each] else None

    def _ranges(
        self, tried: Mapping[str, int], left_out: Sequence[str],
        outcomes: "Sequence[_Amounts | None]",
    ) -> Combined:  # fmt: skip
        able = [found for found in outcomes if found is not None]
        amounts = [found[1] for found in able]
        base = kronor(self.base.plan, self._variants.tables)
        return Combined(
            tried,
            tuple(left_out),
            len(outcomes),
            len({each for each, _ in able}),
            len(outcomes) - len(able),
            sum(any(isinstance(v, Absent) for v in one.values()) for one in amounts),
            tuple(
                _range(recipient, [one[recipient] for one in amounts], base[recipient])
                for recipient in base
            ),
            _range("", [_total(one) for one in amounts], _total(base)),
        )


_Amounts = tuple[tuple[Value, ...], Mapping[str, Value]]


def _range(recipient: str, values: Sequence[Value], base: Value) -> Range:
    known = [Fraction(value) for value in values if not isinstance(value, Absent)]
    return Range(
        recipient, min(known, default=None), max(known, default=None),
        None if isinstance(base, Absent) else Fraction(base),
    )  # fmt: skip


def _total(amounts: Mapping[str, Value]) -> Value:
    return added(list(amounts.values()))


def _resting(outcome: Outcome) -> Iterator[Resting]:
    """What each payment and item rests on, in the order of the outcome."""
    rows = outcome.payments
    for payment, item in dict.fromkeys((row.payment, row.item) for row in rows):
        own = [row for row in rows if (row.payment, row.item) == (payment, item)]
        paid = sum((row.amount for row in own if row.amount is not None), _ZERO)
        unknown = sum(row.why == UNKNOWN for row in own)
        if own[0].grounds or unknown:
            yield Resting(payment, item, paid, own[0].grounds, unknown)
