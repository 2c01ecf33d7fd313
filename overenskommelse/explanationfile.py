"""An explanation for machines: every node once, in an order where children come first.

English keys. Numbers are texts, exact: ``"3/4"``. `runtime.retrace` recomputes every value from
this form alone. The keys are documented in ``docs/analytiker.md``.
"""

from typing import Any, Final

from overenskommelse.diagnostics import Cell
from overenskommelse.explanation import Explanation, Lacking, Mark, Node
from overenskommelse.numbers import write_exact
from overenskommelse.steps import Origin

EXPLANATION_VERSION: Final = 1
"""The form of explanations; raised when a key changes its meaning."""


def explanation_json(value: Explanation) -> dict[str, Any]:
    """The whole explanation as a JSON object."""
    marks: dict[Mark, int] = {}
    for node in value.nodes.values():
        for mark in node.marks:
            marks.setdefault(mark, len(marks))
    return {
        "okt_explanation": EXPLANATION_VERSION,
        "agreement": {"id": value.agreement, "title": value.title, "sha256": value.sha256},
        "readings": dict(value.readings),
        "recipient": {"code": value.recipient, "name": value.recipient_name},
        "roots": list(value.roots),
        "payments": [_origin(origin) for origin in value.payments],
        "marks": [{"kind": mark.kind.name.lower(), "words": mark.words} for mark in marks],
        "nodes": [_node(node, marks) for node in value.nodes.values()],
    }


def _node(node: Node, marks: dict[Mark, int]) -> dict[str, Any]:
    value = node.value
    return {
        "id": node.id,
        "step": node.step,
        "recipient": node.recipient,
        "month": str(node.month) if node.month else None,
        "kind": node.kind,
        "unit": node.unit.value,
        "value": value if value is None or isinstance(value, bool) else write_exact(value),
        "absent": node.absent or None,
        "shown": node.shown,
        "name": node.name,
        "rule": node.rule,
        "did": node.did,
        "about": str(node.about) if node.about else None,
        "operation": dict(node.operation),
        "children": [
            {"role": link.role, "id": link.id, "for": link.recipient or None}
            for link in node.children
        ],
        "clause": _origin(node.origin),
        "places": [_origin(place) for place in node.places],
        "sources": [_cell(cell) for cell in node.sources],
        "lacking": _lacking(node.lacking),
        "rests_on": [marks[mark] for mark in node.marks],
    }


def _origin(origin: Origin) -> dict[str, Any]:
    return {
        "heading": origin.heading,
        "cites": list(origin.cites),
        "file": origin.file,
        "line": origin.line,
    }


def _cell(cell: Cell) -> dict[str, Any]:
    return {"file": cell.file, "row": cell.row, "column": cell.column}


def _lacking(lacking: Lacking | None) -> dict[str, Any] | None:
    if lacking is None:
        return None
    return {
        "distance": write_exact(lacking.distance),
        "share": write_exact(lacking.share) if lacking.share is not None else None,
        "beyond": lacking.beyond,
        "shown": lacking.shown,
        "patients": lacking.patients,
        "everyone": lacking.everyone,
    }
