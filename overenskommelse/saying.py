"""What values have in common: they are equal when they say the same.

attrs could make equality, hash and text for each class, but there are many classes, each costs a
third of a millisecond, and every `okt check` would wait for them all.
"""

from functools import cache
from typing import Any

from attrs import fields


class Saying:
    """Compares and shows an attrs class by those of its fields that count for equality."""

    __slots__ = ()

    def _said(self) -> tuple[tuple[str, object], ...]:
        own: Any = type(self)  # Always an attrs class; this base has no fields to be one.
        return tuple([(name, getattr(self, name)) for name in _names(own)])

    def __eq__(self, other: object) -> bool:
        """Whether another value is of the same class and says the same."""
        if type(other) is not type(self) or not isinstance(other, Saying):
            return NotImplemented
        return self is other or self._said() == other._said()

    def __hash__(self) -> int:
        """Equal values have equal hashes."""
        return hash((type(self), self._said()))

    def __repr__(self) -> str:
        """What it says, without where it stands."""
        said = ", ".join(f"{name}={value!r}" for name, value in self._said())
        return f"{type(self).__name__}({said})"


@cache
def _names(kind: Any) -> tuple[str, ...]:
    """The fields of an attrs class that count for equality."""
    return tuple(a.name for a in fields(kind) if a.eq)
