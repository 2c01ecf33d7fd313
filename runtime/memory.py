"""What was made of things, found again by their identity."""

from collections.abc import Callable
from operator import is_
from typing import Generic, TypeVar

Made = TypeVar("Made")


class Memory(Generic[Made]):
    """What was made of some things, found again by the identity of these.

    The things are kept, so that no other can come to have their identity.
    """

    def __init__(self) -> None:
        self._made: dict[tuple[int, ...], tuple[tuple[object, ...], Made]] = {}

    def of(self, things: tuple[object, ...], make: Callable[[], Made]) -> Made:
        """What was made of these very things, or is made now."""
        key = tuple(map(id, things))
        kept = self._made.get(key)
        if kept is None:
            kept = self._made[key] = (things, make())
        return kept[1]


def identical(things: tuple[object, ...], others: tuple[object, ...]) -> bool:
    """Whether they are the very same things."""
    return len(things) == len(others) and all(map(is_, things, others))
