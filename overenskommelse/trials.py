"""Examples made ready to be tried, and what came of it.

The compiler makes a `Trial` of each example: a plan of what the example asks for alone, and the
figures that it gives. The runtime makes a `Tried` of it. Neither knows the other.
"""

from fractions import Fraction
from typing import TypeAlias

from attrs import frozen

from overenskommelse.calendar import Month, Period
from overenskommelse.clauses import Unit
from overenskommelse.diagnostics import Diagnostic
from overenskommelse.figures import Figures
from overenskommelse.plan import Origin, Plan
from overenskommelse.saying import Saying

Result: TypeAlias = Fraction | str
"""What something comes to: kronor, per cent, or words where it is no number."""


@frozen(repr=False, eq=False)
class Expected(Saying):
    """What an example says that something gives.

    Attributes:
        what: What gives it, as it is written.
        origin: Where the example says so.
        value: What it gives; per cent or kronor, as ``unit`` says, or words.
        unit: What a number counts.
        steps: The steps that give it.
        recipient: Code of the recipient; None for all of them.
        months: The months that it is about; None for all that there are.
        unsaid: What its steps read that the example does not say.
    """

    what: str
    origin: Origin
    value: Result
    unit: Unit
    steps: tuple[str, ...]
    recipient: str | None
    months: Period | None
    unsaid: tuple[str, ...]

    @property
    def summed(self) -> bool:
        """Whether it is what its steps come to together, or what each of them gives by itself."""
        return self.unit is Unit.KRONOR


@frozen(repr=False, eq=False)
class Trial(Saying):
    """An example as something to compute.

    ``plan`` has only the steps that its results follow from, for only the recipients that it
    names; what it does not say of them stands in the plan as not known.
    """

    title: str
    origin: Origin
    plan: Plan
    figures: Figures
    expected: tuple[Expected, ...]


@frozen(repr=False, eq=False)
class Link(Saying):
    """One step on the way to a result: its id, what it came to, and the clause it comes from."""

    step: str
    unit: Unit
    value: Result
    origin: Origin


@frozen(repr=False, eq=False)
class Found(Saying):
    """What something came to beside what the example says.

    ``recipient`` and ``month`` are where that was, if it is not the same for all; ``chain`` are
    the steps that led there, in computing order, where it is not what was expected.
    """

    expected: Expected
    value: Result
    recipient: str = ""
    month: Month | None = None
    chain: tuple[Link, ...] = ()

    @property
    def leaves_unsaid(self) -> bool:
        """Whether it is only not known because the example does not say what it rests on."""
        return bool(self.expected.unsaid) and self.value == "okänt"

    @property
    def passed(self) -> bool:
        """Whether the example is right."""
        return self.value == self.expected.value and not self.leaves_unsaid


@frozen(repr=False, eq=False)
class Tried(Saying):
    """An example and what came of it; ``faults`` are why it could not be computed."""

    trial: Trial
    found: tuple[Found, ...]
    faults: tuple[Diagnostic, ...] = ()

    @property
    def passed(self) -> bool:
        """Whether everything in it is right."""
        return not self.faults and all(found.passed for found in self.found)
