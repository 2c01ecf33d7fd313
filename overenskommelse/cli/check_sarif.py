"""`okt check --format sarif`: what was found as SARIF 2.1.0, which code hosts and editors read.

Section numbers are those of the OASIS standard, "Static Analysis Results Interchange Format
(SARIF) Version 2.1.0", with errata 01.
"""

import os
from collections.abc import Sequence
from pathlib import PurePath
from typing import Any, Final

from overenskommelse.catalogue import page
from overenskommelse.cli.app import package_version
from overenskommelse.cli.checked import Checked
from overenskommelse.cli.diagnostic_json import SEVERITIES, dumps, stakes
from overenskommelse.diagnostics import Code, Diagnostic, Fix, Label
from overenskommelse.source import Span

_SCHEMA: Final = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_UNRESERVED: Final = frozenset(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/"
)


def check_sarif(checked: Sequence[Checked]) -> bytes:
    """The whole document: one run."""
    told = [(d, None) for c in checked for d in c.found]
    allowed = [(a.diagnostic, a.reason) for c in checked for a in c.allowed]
    found: list[tuple[Diagnostic, str | None]] = [*told, *allowed]
    rules = sorted({d.code.number: d.code for d, _ in found}.values(), key=lambda c: c.number)
    places = {code.number: i for i, code in enumerate(rules)}
    run = {
        "tool": {
            "driver": {
                "name": "okt",
                "version": package_version(),
                "language": "sv-SE",
                "rules": [_rule(code) for code in rules],
            }
        },
        "language": "sv-SE",
        "columnKind": "unicodeCodePoints",  # 3.14.27
        "invocations": [_invocation(checked)],
        "artifacts": [{"location": _artifact(path)} for c in checked for path in c.paths],
        "results": [_result(d, places[d.code.number], reason) for d, reason in found],
    }
    return dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]})


def _rule(code: Code) -> dict[str, Any]:
    """A kind of diagnostic (3.49): its title, and its page of the catalogue."""
    return {
        "id": code.number,
        "shortDescription": {"text": code.title},
        "help": _help(code),
        "defaultConfiguration": {"level": SEVERITIES[code.severity]},
    }


def _help(code: Code) -> dict[str, str]:
    try:
        text = page(code)
    except FileNotFoundError:
        return {"text": f"okt rule {code.number}"}
    return {"text": text, "markdown": text}


def _invocation(checked: Sequence[Checked]) -> dict[str, Any]:
    """How the run went (3.20): what could not be read stands here, not among the results."""
    unreadable = [
        {
            "level": "error",
            "message": {"text": f"{c.refused.message}; {c.refused.help}"},
            "locations": [{"physicalLocation": {"artifactLocation": _artifact(c.paths[0])}}],
        }
        for c in checked
        if c.refused
    ]
    return {"executionSuccessful": not unreadable, "toolExecutionNotifications": unreadable}


def _result(diagnostic: Diagnostic, rule: int, reason: str | None) -> dict[str, Any]:
    """A diagnostic (3.27). One that is allowed is suppressed in the source, with its reason."""
    words = "\n".join(filter(None, (diagnostic.message, diagnostic.help)))
    result: dict[str, Any] = {
        "ruleId": diagnostic.code.number,
        "ruleIndex": rule,
        "level": SEVERITIES[diagnostic.severity],
        "message": {"text": words},
        "locations": _locations(diagnostic),
    }
    if diagnostic.labels:
        result["relatedLocations"] = [_related(i, x) for i, x in enumerate(diagnostic.labels, 1)]
    if diagnostic.fix is not None:
        result["fixes"] = [_fix(diagnostic.fix)]
    if diagnostic.stakes:
        result["properties"] = {"stakes": stakes(diagnostic)}
    # 3.27.23: an empty list says that it is known not to be suppressed.
    result["suppressions"] = [] if reason is None else [_suppression(reason)]
    return result


def _suppression(reason: str) -> dict[str, str]:
    return {"kind": "inSource", "justification": reason}


def _locations(diagnostic: Diagnostic) -> list[dict[str, Any]]:
    if diagnostic.span is not None:
        location: dict[str, Any] = {"physicalLocation": _physical(diagnostic.span)}
        if diagnostic.heading:
            location["logicalLocations"] = [{"fullyQualifiedName": diagnostic.heading}]
        return [location]
    if diagnostic.cell is not None:
        return [{"physicalLocation": {"artifactLocation": _artifact(diagnostic.cell.file)}}]
    return []


def _related(number: int, label: Label) -> dict[str, Any]:
    return {
        "id": number,
        "physicalLocation": _physical(label.span),
        "message": {"text": label.text},
    }


def _fix(fix: Fix) -> dict[str, Any]:
    """3.55; whether it is safe has no place of its own there."""
    replacement = {
        "deletedRegion": _region(fix.span),
        "insertedContent": {"text": fix.replacement},
    }
    how = "okt check --fix" if fix.safe else "okt check --fix --unsafe"
    return {
        "description": {"text": how},
        "artifactChanges": [
            {"artifactLocation": _artifact(fix.span.source.name), "replacements": [replacement]}
        ],
        "properties": {"safe": fix.safe},
    }


def _physical(span: Span) -> dict[str, Any]:
    return {"artifactLocation": _artifact(span.source.name), "region": _region(span)}


def _region(span: Span) -> dict[str, int]:
    """3.30: lines and columns from 1; the end column is past the last character."""
    return {
        "startLine": span.line,
        "startColumn": span.column,
        "endLine": span.end_line,
        "endColumn": span.end_column,
    }


def _artifact(path: str) -> dict[str, str]:
    """Where a file is, as a URI (3.4.3); relative to the folder okt was run in, if named so."""
    slashes = path.replace(os.sep, "/")
    if PurePath(path).is_absolute():
        return {"uri": f"file:///{_quoted(slashes.lstrip('/'))}"}
    return {"uri": _quoted(slashes)}


def _quoted(path: str) -> str:
    """A path as a part of a URI (RFC 3986): what is not unreserved in its UTF-8 bytes' numbers."""
    parts = (c if c in _UNRESERVED else _numbered(c) for c in path)
    return "".join(parts)


def _numbered(character: str) -> str:
    return "".join(f"%{byte:02X}" for byte in character.encode("utf-8", "surrogateescape"))
