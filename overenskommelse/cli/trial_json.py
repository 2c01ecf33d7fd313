"""Examples for machines: the same as is drawn, with stable keys. Numbers are exact, as text."""

from typing import Any

from overenskommelse.cli.diagnostic_json import FORM
from overenskommelse.cli.trial_text import Tests, sentences, written
from overenskommelse.trials import Found, Link, Result, Tried


def document(tests: Tests) -> dict[str, Any]:
    """What `okt test --format json` prints."""
    examples = [_example(path, one) for path, tried in tests for one in tried]
    return {
        "okt": FORM,
        "examples": examples,
        "summary": {
            "files": len(tests),
            "examples": len(examples),
            "failed": sum(not example["passed"] for example in examples),
        },
    }


def _example(path: str, tried: Tried) -> dict[str, Any]:
    origin = tried.trial.origin
    return {
        "files": path,
        "file": origin.file,
        "line": origin.line,
        "title": tried.trial.title,
        "cites": list(origin.cites),
        "passed": tried.passed,
        "messages": sentences(tried),
        "results": [_found(found) for found in tried.found],
    }


def _found(found: Found) -> dict[str, Any]:
    expected = found.expected
    return {
        "what": expected.what,
        "line": expected.origin.line,
        "unit": expected.unit.value,
        "expected": _exact(expected.value),
        "actual": _exact(found.value),
        "passed": found.passed,
        "recipient": found.recipient,
        "month": str(found.month) if found.month is not None else None,
        "unsaid": list(expected.unsaid),
        "chain": [_link(link) for link in found.chain],
    }


def _link(link: Link) -> dict[str, Any]:
    return {
        "step": link.step,
        "unit": link.unit.value,
        "value": _exact(link.value),
        "written": written(link.value, link.unit),
        "clause": link.origin.heading,
        "cites": list(link.origin.cites),
        "file": link.origin.file,
        "line": link.origin.line,
    }


def _exact(value: Result) -> str:
    """``75``, ``1/3``, or words."""
    return value if isinstance(value, str) else str(value)
