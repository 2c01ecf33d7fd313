"""Intake: files in, figures out, and everything that is wrong with them told at once.

Bytes become lines (`encoding`), lines a table (`csv_file`, `table`), a table one of the kinds that
a plan has use for (`kinds`), and its rows figures (`counts`, `keys`, `decisions`, `items`,
`duties`, `answers`, `assessments`). Nothing is filled in, added up or guessed on the way: what can
be read in two ways is refused, and what is missing is told (`complete`, `voices`).
"""

import hashlib
from collections.abc import Sequence
from typing import Final

from overenskommelse import data_codes as codes
from overenskommelse.dataoptions import DataOptions
from overenskommelse.diagnostics import Report, Severity
from overenskommelse.figures import DataFile, Figures
from overenskommelse.numbers import Notation
from overenskommelse.plan import Plan
from runtime.intake.complete import check_complete
from runtime.intake.csv_file import read_csv
from runtime.intake.faults import Faults
from runtime.intake.files import DataSource, data_sources
from runtime.intake.gathered import Gathered
from runtime.intake.kinds import recognise
from runtime.intake.provenance import check_files
from runtime.intake.task import Task
from runtime.intake.voices import check_voices

__all__ = ["read_figures"]


_USUAL: Final = DataOptions()


def read_figures(
    paths: Sequence[str],
    plan: Plan,
    report: Report,
    options: DataOptions = _USUAL,
    stdin: bytes | None = None,
) -> Figures:
    """Read the data that a plan is to be evaluated on.

    Args:
        paths: Files, folders (every ``*.csv`` directly in them) and ``-`` for standard input.
        plan: Says which measures, keys, recipients, items and duties there are.
        report: Where all diagnostics go. If it has failed, the figures are not to be used.
        options: How the user says that the data is written, and what is to be let past.
        stdin: What stands on standard input, where ``-`` is among the paths.

    Returns:
        What could be read. Its notes are those of the diagnostics that are no errors.
    """
    before = len(report.found)
    gathered = Gathered()
    read: list[Faults] = []
    for source in data_sources(paths, stdin, report):
        if source is None:
            gathered.lost.append("")
            continue
        faults = Faults(source.name, report)
        read.append(faults)
        _read_file(source, plan, options, gathered, faults)
        if faults.lost_rows:
            gathered.lost.append(source.name)
    check_complete(plan, options, gathered, report)
    check_voices(plan, gathered, report)
    check_files(gathered, report)
    if options.notation is not Notation.STRICT:
        report.add(codes.NOTATION_CHOSEN, language=options.notation.value)
    for faults in read:
        faults.close()
    new = report.found[before:]
    return gathered.figures(tuple(d for d in new if d.severity is not Severity.ERROR))


def _read_file(
    source: DataSource, plan: Plan, options: DataOptions, gathered: Gathered, faults: Faults
) -> None:
    table = read_csv(source, options.encoding, faults)
    kind = recognise(table, plan, faults) if table is not None else None
    if table is None or kind is None:
        faults.lost_rows = True
        return
    sha256 = hashlib.sha256(source.data).hexdigest()
    gathered.files.append(DataFile(source.name, kind.name, table.encoding, sha256))
    kind.read(Task(table, plan, options, gathered, faults))
