"""The plans that an agreement would give otherwise: under another reading, or in spite of a hole.

What kronor are at stake is computed from them; none is a plan that anybody is paid by.
"""

from collections.abc import Iterator, Mapping

from compiler import Compiled
from compiler.lower import lower
from compiler.readings import chosen, resolve
from overenskommelse import agreement as a
from overenskommelse import codes
from overenskommelse.diagnostics import Report, Severity
from overenskommelse.plan import Plan


def under_other_readings(
    interpretation: a.Interpretation,
    written: a.Agreement,
    used: Mapping[str, a.NamedReading],
    source_sha256: str,
) -> Iterator[tuple[a.NamedReading, Plan]]:
    """Each reading of an interpretation but the one used, with the plan that it would give."""
    for reading in interpretation.readings:
        if reading.name != used[interpretation.name].name:
            instead = {**used, interpretation.name: reading}
            yield reading, lower(written, resolve(written, instead), instead, source_sha256)


def in_force(written: a.Agreement) -> dict[str, a.NamedReading]:
    """The readings that hold, of an agreement that is right."""
    return chosen(written, {}, Report())


def despite_holes(compiled: Compiled) -> Plan | None:
    """The plan of an agreement with nothing wrong but holes in ladders: as if each step lasted
    until the next begins. None where something else is wrong.
    """
    errors = [d for d in compiled.report if d.severity is Severity.ERROR]
    written = compiled.agreement
    if written is None or any(d.code is not codes.LADDER_HOLE for d in errors):
        return None
    used = in_force(written)
    return lower(written, resolve(written, used), used, "")
