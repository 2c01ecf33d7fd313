"""`okt check --format github`: commands that GitHub shows as annotations beside the lines.

The form and its escaping are those of GitHub's "Workflow commands for GitHub Actions" (`error`,
`warning`, `notice`) and of its own toolkit, which writes them.
"""

from collections.abc import Iterable
from typing import Final

from overenskommelse.cli.checked import Checked, found_in
from overenskommelse.diagnostics import Diagnostic, Severity
from overenskommelse.text import visible

_COMMANDS: Final = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.NOTE: "notice",
}


def check_github(checked: Iterable[Checked]) -> bytes:
    """A line for each diagnostic, and for each file that cannot be read."""
    agreements = list(checked)
    lines = [_annotation(d) for d in found_in(agreements)]
    for one in agreements:
        if one.refused:
            words = f"{one.refused.message}\n{one.refused.help}"
            lines.append(_command("error", {"file": one.paths[0]}, words))
    return "".join(f"{line}\n" for line in lines).encode()


def _annotation(diagnostic: Diagnostic) -> str:
    title = f"{diagnostic.code.number} {diagnostic.heading or diagnostic.code.title}"
    words = "\n".join(filter(None, (diagnostic.message, diagnostic.help)))
    return _command(_COMMANDS[diagnostic.severity], {**_place(diagnostic), "title": title}, words)


def _place(diagnostic: Diagnostic) -> dict[str, str | int]:
    span = diagnostic.span
    if span is None:
        return {"file": diagnostic.cell.file} if diagnostic.cell else {}
    place: dict[str, str | int] = {"file": span.source.name, "line": span.line}
    place["endLine"] = span.end_line
    if span.end_line == span.line:  # Columns are for places on one line.
        place |= {"col": span.column, "endColumn": span.end_column}
    return place


def _command(name: str, properties: dict[str, str | int], words: str) -> str:
    given = ",".join(f"{key}={_property(str(value))}" for key, value in properties.items())
    return f"::{name} {given}::{_data(words)}"


def _data(text: str) -> str:
    lines = (visible(line) for line in text.split("\n"))
    return "%0A".join(line.replace("%", "%25") for line in lines)


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
