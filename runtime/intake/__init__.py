"""Intake: files in, figures out, and everything that is wrong with them told at once.

Bytes become lines (`encoding`) and lines a table (`csv_file`, `table`), or bytes a workbook's
parts (`package`) and those tables (`workbook`, `sheet`); a table is one of the kinds that a plan
has use for (`kinds`), and its rows figures (`counts`, `keys`, `decisions`, `items`,
`duties`, `answers`, `assessments`). Nothing is filled in, added up or guessed on the way: what can
be read in two ways is refused, and what is missing is told (`complete`, `voices`).
"""

import hashlib
from collections.abc import Iterator, Sequence
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
from runtime.intake.table import Table
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
        paths: Files, folders (every CSV file and workbook directly in them), ``-`` for standard
            input.
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
        if source.is_workbook:
            gathered.workbooks.add(source.name)
        for faults, table in _tables(source, plan, options, report):
            read.append(faults)
            if table is not None:
                _read_table(Task(table, plan, options, gathered, faults), source)
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


def _tables(
    source: DataSource, plan: Plan, options: DataOptions, report: Report
) -> Iterator[tuple[Faults, Table | None]]:
    """A file's tables, each with where its faults go; None for what could not be read."""
    if source.is_workbook:
        from runtime.intake.workbook import tables_of

        yield from tables_of(source, plan, options.notation, report)
    else:
        faults = Faults(source.name, report)
        table = read_csv(source, options.encoding, faults)
        faults.lost_rows |= table is None
        yield faults, table


def _read_table(task: Task, source: DataSource) -> None:
    kind = recognise(task.table, task.plan, task.faults)
    if kind is None:
        task.faults.lost_rows = True
        return
    sha256 = hashlib.sha256(source.data).hexdigest()
    file = DataFile(task.table.file, kind.name, task.table.encoding, sha256)
    task.gathered.files.append(file)
    kind.read(task)
