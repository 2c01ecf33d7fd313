"""What plans want of data: whether the same figures will do for two of them, and whether figures
that are there can show what another plan would give."""

from collections.abc import Iterator
from typing import Final

from overenskommelse.calendar import swedish_date
from overenskommelse.figures import Figures
from overenskommelse.plan import Plan

_READ: Final = ("groups", "measures", "keys", "criteria", "duties", "conditions", "areas")


def same_needs(plan: Plan, other: Plan) -> bool:
    """Whether figures that were read for one of the plans are those of the other too."""
    return all(getattr(plan, name) == getattr(other, name) for name in _READ)


def untold(plan: Plan, other: Plan, figures: Figures) -> Iterator[str]:
    """What another plan counts otherwise where the figures do not say how they are counted: they
    are then the same for both, though they should not be. In Swedish, a sentence each."""
    days = {key.name: key.date for key in plan.keys}
    for key in other.keys:
        asked = days.get(key.name, key.date) != key.date and key.date is not None
        if asked and key.date is not None and key.name not in figures.key_dates:
            yield (
                f"{key.name} ska då avse {swedish_date(key.date)}, men uppgifterna säger inte "
                "vilken dag de avser"
            )
    known = {measure.name: measure.definition for measure in plan.measures}
    for measure in other.measures:
        if known.get(measure.name, measure.definition) != measure.definition:
            yield (
                f"{measure.name} ska då vara {measure.definition}, men uppgifterna säger inte hur "
                "de är räknade"
            )
