"""`okt check --format json`: what was found, for programs; `check.schema.json` says the form."""

from collections.abc import Sequence
from importlib.resources import files
from typing import Any

from overenskommelse.cli.checked import Checked, found_in
from overenskommelse.cli.diagnostic_json import FORM, diagnostic, dumps
from overenskommelse.cli.found import Tally


def schema() -> bytes:
    """The JSON Schema (draft 2020-12) that every document follows."""
    return (files("overenskommelse.cli") / "check.schema.json").read_bytes()


def check_json(checked: Sequence[Checked]) -> bytes:
    """The whole document."""
    tally = Tally.of(found_in(checked))
    allowed = [a for c in checked for a in c.allowed]
    summary = {
        "files": sum(len(c.paths) for c in checked),
        "errors": tally.errors,
        "warnings": tally.warnings,
        "notes": tally.notes,
        "allowed": len(allowed),
        "fixable": sum(c.mendable(safe=True) for c in checked),
        "fixable_unsafe": sum(c.mendable(safe=False) for c in checked),
        "unreadable": [
            {"file": c.paths[0], "message": c.refused.message, "help": c.refused.help}
            for c in checked
            if c.refused
        ],
    }
    document: dict[str, Any] = {
        "okt": FORM,
        "diagnostics": [diagnostic(value) for value in found_in(checked)],
        "allowed": [{**diagnostic(a.diagnostic), "reason": a.reason} for a in allowed],
        "summary": summary,
    }
    return dumps(document)
