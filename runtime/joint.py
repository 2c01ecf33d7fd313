"""Figures for several plans at once, read for each from the same data."""

from collections.abc import Mapping
from typing import Any, Final, TypeVar

from attrs import evolve

from overenskommelse.figures import Figures

K = TypeVar("K")

_MAPPINGS: Final = ("keys", "key_dates", "counts", "places")
_ONLY_IF_GIVEN: Final = (
    "requisitions", "used", "reports", "rates", "answers", "assessments", "verdicts"
)  # fmt: skip


def joined(one: Figures, other: Figures) -> Figures:
    """All that either plan has use for. What both have is the same, since the data is."""
    changes: dict[str, Any] = {}
    for name in (*_MAPPINGS, *_ONLY_IF_GIVEN):
        own, its = getattr(one, name), getattr(other, name)
        if own is not None and its is not None:
            changes[name] = _both(own, its)
        else:
            changes[name] = own if its is None else its
    changes["notes"] = tuple(dict.fromkeys((*one.notes, *other.notes)))
    return evolve(one, **changes)


def _both(one: Mapping[K, Any], other: Mapping[K, Any]) -> Mapping[K, Any]:
    """Both mappings; those within them likewise, a key's recipients in two groups."""
    together = {**other, **one}
    for name, values in one.items():
        if isinstance(values, Mapping) and name in other:
            together[name] = _both(values, other[name])
    return together
