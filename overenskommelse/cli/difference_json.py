"""A difference for machines, with stable keys."""

from typing import Any

from overenskommelse.cli.diagnostic_json import FORM
from overenskommelse.cli.difference_words import told
from overenskommelse.difference import Change, ChangeKind, Difference, Side


def difference_document(difference: Difference, names: tuple[str, str]) -> dict[str, Any]:
    """All changes, those that only move with the year among them."""
    changes = told(difference)
    counts = {kind.name.lower(): sum(c.kind is kind for c in changes) for kind in ChangeKind}
    return {
        "okt": FORM,
        "old": {"id": difference.old, "source": names[0]},
        "new": {"id": difference.new, "source": names[1]},
        "years": difference.years,
        "summary": {**counts, "moved": len(difference.changes) - len(changes)},
        "changes": [_change(change) for change in difference.changes],
    }


def _change(change: Change) -> dict[str, Any]:
    return {
        "kind": change.kind.name.lower(),
        "path": change.path,
        "section": change.section,
        "heading": list(change.heading),
        "word": change.word or None,
        "moved": change.moved,
        "old": _side(change.old),
        "new": _side(change.new),
    }


def _side(side: Side | None) -> dict[str, Any] | None:
    if side is None:
        return None
    place = side.span.origin
    return {
        "words": side.words,
        "text": side.text or None,
        "cites": list(side.cites),
        "file": place.source.name,
        "line": place.line,
    }
