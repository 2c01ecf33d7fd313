"""A difference in kronor attributed to what it comes of: changes of rules, or of data.

Made by `runtime.attribution`, drawn by the roof. Every number is exact; `shown` is what a reader
sees, in whole kronor that add up both ways.
"""

from collections.abc import Mapping
from fractions import Fraction
from typing import Final

from attrs import frozen

from overenskommelse.money import Mode, Rounding, rounded, whole_parts
from overenskommelse.saying import Saying

KRONA: Final = Fraction(1)
ORE: Final = Fraction(1, 100)

TOGETHER: Final = ""
"""What interactions are called where players have names."""

Kronor = Mapping[str, Fraction]
"""Kronor by recipient."""


@frozen(repr=False, eq=False)
class Part(Saying):
    """What one of the players has made of the difference, recipient by recipient.

    Attributes:
        player: Its name.
        own: What it makes alone, before anything else has happened.
        whole: Its Shapley value: ``own`` and its share of what it makes together with others.
        error: The standard error of the sum of ``whole``, in kronor rounded up; None where the
            value is exact.
    """

    player: str
    own: Kronor
    whole: Kronor
    error: int | None = None

    @property
    def interaction(self) -> Kronor:
        """Its share of what it makes together with others."""
        return {recipient: self.whole[recipient] - self.own[recipient] for recipient in self.whole}


@frozen(repr=False, eq=False)
class Method(Saying):
    """How the parts were found: exactly, or estimated from some orders of the players.

    ``orders`` are zero and ``seed`` is empty where the parts are exact.
    """

    exact: bool
    coalitions: int
    orders: int = 0
    seed: str = ""


@frozen(repr=False, eq=False)
class Attribution(Saying):
    """Kronor before and after, and the players' parts of the difference.

    For every recipient the sum of all ``Part.whole`` is the difference, and so is the sum of all
    ``Part.own`` and what is left for `interactions`.
    """

    before: Kronor
    after: Kronor
    parts: tuple[Part, ...]
    method: Method

    @property
    def difference(self) -> Kronor:
        """How much more each recipient has after."""
        return {recipient: self.after[recipient] - was for recipient, was in self.before.items()}

    @property
    def interactions(self) -> Kronor:
        """What no player makes alone: the difference but for the players' own parts."""
        return {
            recipient: all_of_it - sum(part.own[recipient] for part in self.parts)
            for recipient, all_of_it in self.difference.items()
        }

    @property
    def unit(self) -> Fraction:
        """What is shown: whole kronor, or whole ören where some amount has such."""
        amounts = (*self.before.values(), *self.after.values())
        return KRONA if all(amount.denominator == 1 for amount in amounts) else ORE

    def shown(self) -> dict[str, dict[str, Fraction]]:
        """Each player's `Part.whole` in whole units, so that they make each recipient's difference.

        The units that rounding leaves over go to the largest decimal parts; where those are alike,
        in the order of the players' names.
        """
        return self._in_units({part.player: part.whole for part in self.parts})

    def shown_alone(self) -> dict[str, dict[str, Fraction]]:
        """Each player's `Part.own`, and by `TOGETHER` the interactions, in the same way."""
        own = {part.player: part.own for part in self.parts}
        return self._in_units({**own, TOGETHER: self.interactions})

    def shown_difference(self) -> dict[str, Fraction]:
        """The difference in whole units."""
        rounding = Rounding(self.unit, Mode.HALF_UP)
        return {recipient: rounded(all_, rounding) for recipient, all_ in self.difference.items()}

    def _in_units(self, parts: Mapping[str, Kronor]) -> dict[str, dict[str, Fraction]]:
        table: dict[str, dict[str, Fraction]] = {name: {} for name in parts}
        for recipient, difference in self.shown_difference().items():
            exact = {name: kronor[recipient] for name, kronor in parts.items()}
            whole = whole_parts(exact, difference, self.unit, sorted(exact))
            for name, kronor in whole.items():
                table[name][recipient] = kronor
        return table


@frozen(repr=False, eq=False)
class Made(Saying):
    """Changes of rules that are made together, and whose step they change by themselves.

    Attributes:
        player: The name that they have in the attribution.
        paths: The paths of the changes.
        steps: How many requirements and months a recipient gets another share in.
    """

    player: str
    paths: tuple[str, ...]
    steps: Mapping[str, int]


@frozen(repr=False, eq=False)
class NotCompared(Saying):
    """A payment that is known on one side at most, and so is in no difference.

    ``before`` and ``after`` are why there is no amount; empty where there is one, or no payment.
    """

    recipient: str
    payment: str
    item: str
    before: str
    after: str


@frozen(repr=False, eq=False)
class RuleAttribution(Saying):
    """What the changes between two agreements do to the kronor, on the same data.

    Attributes:
        attribution: The kronor, and each player's part.
        made: The players, in the attribution's order.
        silent: The paths of the changes that nothing computed depends on.
        not_compared: The payments that are left out.
    """

    attribution: Attribution
    made: tuple[Made, ...]
    silent: tuple[str, ...]
    not_compared: tuple[NotCompared, ...]
