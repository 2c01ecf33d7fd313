"""What the readings in force say, to be told where a clause is left to an interpretation."""

from collections.abc import Mapping
from typing import Final

from compiler.compare.words import words_of
from overenskommelse import agreement as a

_NO_RENAMES: Final[Mapping[tuple[str, str], str]] = {}


def held(
    agreement: a.Agreement, renames: Mapping[tuple[str, str], str] = _NO_RENAMES
) -> dict[str, str]:
    """``som_2023: 73 %`` for each interpretation, by the name that references to it have."""
    return {
        renames.get(("interpretations", one.name), one.name): f"{reading.name}: {words}"
        for one in agreement.interpretations
        for reading in one.readings
        if reading.name == one.in_force.name and (words := words_of(reading.body))
    }
