"""Diagnostics for machines: the same values as are drawn, with stable keys."""

import json
import re
from collections.abc import Mapping
from typing import Any, Final

from overenskommelse.diagnostics import Diagnostic, Fix, Severity
from overenskommelse.numbers import write_exact
from overenskommelse.source import Span
from overenskommelse.text import is_hidden

FORM: Final = 1
"""The version of okt's machine forms; it changes when a key changes its meaning."""

SEVERITIES: Final = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.NOTE: "note",
}

_BEYOND_ASCII: Final = re.compile(r"[^ -~]")


def dumps(document: Mapping[str, Any]) -> bytes:
    """JSON as UTF-8, with every hidden character written as its number.

    Each key of the document begins a line, and so does each element of its lists: readable,
    and two runs can be compared line by line.
    """
    members = [f"  {_line(key)}: {_member(value)}" for key, value in document.items()]
    return ("{\n" + ",\n".join(members) + "\n}\n").encode()


def _member(value: object) -> str:
    if not isinstance(value, list) or not value:
        return _line(value)
    return "[\n" + ",\n".join(f"    {_line(element)}" for element in value) + "\n  ]"


def _line(value: object) -> str:
    return _BEYOND_ASCII.sub(_escaped, json.dumps(value, ensure_ascii=False, allow_nan=False))


def _escaped(match: re.Match[str]) -> str:
    character = match[0]
    return json.dumps(character)[1:-1] if is_hidden(character) else character


def diagnostic(value: Diagnostic) -> dict[str, Any]:
    """A diagnostic as a JSON object."""
    cell = value.cell
    return {
        "code": value.code.number,
        "severity": SEVERITIES[value.severity],
        "title": value.code.title,
        "message": value.message,
        "help": value.help,
        **_place(value.span, cell.file if cell else None),
        "heading": value.heading,
        "row": cell.row if cell else None,
        "field": cell.column if cell else None,
        "labels": [{**_place(label.span), "message": label.text} for label in value.labels],
        "fix": _fix(value.fix) if value.fix else None,
        **({"stakes": stakes(value)} if value.stakes else {}),
    }


def stakes(value: Diagnostic) -> list[dict[str, Any]]:
    """What it is worth on data: in words, and in kronor as text where they are known."""
    return [
        {"words": s.words, "kronor": write_exact(s.kronor) if s.kronor is not None else None}
        for s in value.stakes
    ]


def _fix(fix: Fix) -> dict[str, Any]:
    return {**_place(fix.span), "replacement": fix.replacement, "safe": fix.safe}


def _place(span: Span | None, file: str | None = None) -> dict[str, Any]:
    return {
        "file": span.source.name if span else file,
        "line": span.line if span else None,
        "column": span.column if span else None,
        "end_line": span.end_line if span else None,
        "end_column": span.end_column if span else None,
    }
