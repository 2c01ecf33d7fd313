"""What was found in a text put together, told where its authors wrote it."""

from collections.abc import Collection, Sequence

from attrs import evolve

from compiler.compose.orders import Repealed
from overenskommelse.codes import UNKNOWN_NAME
from overenskommelse.diagnostics import Diagnostic, Label, Report, Severity


def told_of_both(files: Report, whole: Report, repealed: Sequence[Repealed]) -> Report:
    """What was found in the files one by one, and then in the whole of them.

    What is wrong with a sentence is found in both and told once, under the heading that only the
    whole knows. Of a line that an error has been found on nothing more is told.
    """
    found = [_with_repeal(at_origin(diagnostic), repealed) for diagnostic in whole.found]
    again = {_key(diagnostic): diagnostic for diagnostic in found}
    told = {_key(diagnostic) for diagnostic in files.found}
    lines = {_line(d) for d in files.found if d.severity is Severity.ERROR}
    more = [d for d in found if _key(d) not in told and _line(d) not in lines]
    return Report([*(again.get(_key(d), d) for d in files.found), *more])


def at_origin(diagnostic: Diagnostic) -> Diagnostic:
    """A diagnostic that points into the files that authors wrote.

    A change of words that nobody has written would change nothing: then there is none.
    """
    if diagnostic.span is None:
        return diagnostic
    fix = diagnostic.fix
    if fix is not None:
        kept = fix.span.origin.text == fix.span.text
        fix = evolve(fix, span=fix.span.origin) if kept else None
    labels = tuple(Label(label.span.origin, label.text) for label in diagnostic.labels)
    return evolve(diagnostic, span=diagnostic.span.origin, labels=labels, fix=fix)


def without_fixes_elsewhere(report: Report, names: Collection[str]) -> Report:
    """The same report with fixes in the files of these names alone.

    What an agreement includes may belong to other agreements too: it is mended by being asked for.
    """
    return Report(
        [
            evolve(d, fix=None) if d.fix and d.fix.span.source.name not in names else d
            for d in report.found
        ]
    )


def _with_repeal(diagnostic: Diagnostic, repealed: Sequence[Repealed]) -> Diagnostic:
    """A name that is missed, and where an amendment took away what had it."""
    if diagnostic.code is not UNKNOWN_NAME or diagnostic.span is None:
        return diagnostic
    name = diagnostic.span.text
    gone = [r for r in repealed if r.months is None and r.called.rpartition(" ")[2] == name]
    labels = [Label(r.by.marked.origin, f"{r.called} {_done(r)} här") for r in gone]
    return evolve(diagnostic, labels=(*diagnostic.labels, *labels[-1:]))


def _done(repealed: Repealed) -> str:
    return "ersätts" if repealed.by.rule == "replace" else "upphävs"


def _key(diagnostic: Diagnostic) -> tuple[str, str, int]:
    file, line = _line(diagnostic)
    return diagnostic.code.number, file, diagnostic.span.start if diagnostic.span else line


def _line(diagnostic: Diagnostic) -> tuple[str, int]:
    span = diagnostic.span
    return (span.source.name, span.line) if span is not None else ("", 0)
