"""What came of trying an agreement's readings: values, to be drawn in some form."""

from collections.abc import Mapping
from enum import Enum
from fractions import Fraction

from attrs import field, frozen

from overenskommelse.effect import Effect
from overenskommelse.outcome import Ground, Outcome
from overenskommelse.plan import Choice
from overenskommelse.saying import Saying


class Found(Enum):
    """What trying a reading showed. The value is the machine forms' word."""

    DIFFERS = "differs"
    SAME = "same"
    UNTOLD = "untold"
    """The figures do not say how they are counted, and so cannot show what it would give."""
    IMPOSSIBLE = "impossible"
    """It cannot be computed on these figures."""


@frozen(repr=False, eq=False)
class Tried(Saying):
    """A reading of an interpretation, held against the base; ``reasons`` say why there is nothing
    to hold, in sentences."""

    choice: Choice
    reading: str
    found: Found
    effect: Effect
    reasons: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """``mätprecision = skillnaden``."""
        return f"{self.choice.name} = {self.reading}"


@frozen(repr=False, eq=False)
class Range(Saying):
    """What a recipient gets at least, at most and in the base, in kronor, over combinations.

    None where no combination says it; the base's also where it does not.
    """

    recipient: str
    lowest: Fraction | None
    highest: Fraction | None
    base: Fraction | None


@frozen(repr=False, eq=False)
class Combined(Saying):
    """What all combinations of some interpretations' readings give.

    Attributes:
        tried: How many readings each interpretation has that are combined.
        left_out: Interpretations of which no reading makes any difference by itself.
        combinations: How many there are.
        outcomes: How many different outcomes they give.
        impossible: How many combinations cannot be computed, or would pay more than there is.
        unsaid: How many leave some recipient's amount unsaid.
        ranges: For every recipient.
        total: For all of them together.
    """

    tried: Mapping[str, int]
    left_out: tuple[str, ...]
    combinations: int
    outcomes: int
    impossible: int
    unsaid: int
    ranges: tuple[Range, ...]
    total: Range


@frozen(repr=False, eq=False)
class Resting(Saying):
    """What a payment pays of an item in all, what that rests on, and how many recipients' amounts
    are not known."""

    payment: str
    item: str
    kronor: Fraction
    grounds: tuple[Ground, ...]
    unknown: int


@frozen(repr=False, eq=False)
class Readings(Saying):
    """Everything that `okt readings` shows."""

    base: Outcome
    tried: tuple[Tried, ...]
    single: tuple[str, ...]
    resting: tuple[Resting, ...]
    combined: Combined | None = field(default=None)

    def those(self, found: Found) -> list[Tried]:
        """The readings of which trying showed that."""
        return [one for one in self.tried if one.found is found]
