"""What a run found, told on standard error: the diagnostics drawn, and a last line to sum up."""

from collections.abc import Iterable
from typing import Final

from attrs import frozen

from overenskommelse import limits
from overenskommelse.cli.page import Page
from overenskommelse.diagnostics import Diagnostic, Severity
from overenskommelse.saying import Saying
from overenskommelse.text import counted, listed

_NOUNS: Final = {
    Severity.ERROR: ("fel", "fel"),
    Severity.WARNING: ("varning", "varningar"),
    Severity.NOTE: ("not", "noter"),
}


@frozen(repr=False, eq=False)
class Tally(Saying):
    """How many diagnostics there are of each severity."""

    errors: int
    warnings: int
    notes: int

    @classmethod
    def of(cls, diagnostics: Iterable[Diagnostic]) -> "Tally":
        """Count them."""
        severities = [d.severity for d in diagnostics]
        return cls(*(severities.count(s) for s in Severity))

    def swedish(self, no_errors: bool = False) -> str:
        """``2 fel och 1 varning``; with ``no_errors`` an absence of errors is said too."""
        numbers = zip(Severity, (self.errors, self.warnings, self.notes), strict=True)
        parts = [counted(number, *_NOUNS[severity]) for severity, number in numbers if number]
        if no_errors and not self.errors:
            return ", ".join(["inga fel", *parts])
        return listed(parts)


def drawn(diagnostics: Iterable[Diagnostic], page: Page, all_of_them: str = "") -> str:
    """Diagnostics drawn one under the other, a blank line after each; nothing for none.

    Errors stand first, file by file, and then the others. Of each file at most
    `limits.DIAGNOSTICS_SHOWN` are drawn; ``all_of_them`` says how to see the rest.
    """
    by_file: dict[str, list[Diagnostic]] = {}
    for diagnostic in diagnostics:
        by_file.setdefault(_file(diagnostic), []).append(diagnostic)
    if not by_file:
        return ""
    from rich.text import Text

    from overenskommelse.cli.drawing import draw

    kept = [diagnostic for found in by_file.values() for diagnostic in _most_serious(found)]
    kept.sort(key=lambda diagnostic: diagnostic.severity is not Severity.ERROR)
    blocks = [draw(diagnostic, page) for diagnostic in kept]
    for file, found in by_file.items():
        left_out = len(found) - limits.DIAGNOSTICS_SHOWN
        if left_out > 0:
            where = f" i {file}" if file else ""
            how = f" (visa alla: {all_of_them})" if all_of_them else ""
            blocks.append(Text(page.safe(f"… och {left_out} till{where}{how}")))
    return page.render(*(block.append("\n") for block in blocks))


def _file(diagnostic: Diagnostic) -> str:
    if diagnostic.span is not None:
        return diagnostic.span.source.name
    return diagnostic.cell.file if diagnostic.cell is not None else ""


def _most_serious(found: list[Diagnostic]) -> list[Diagnostic]:
    """As many as are shown, in their order; warnings give way to errors."""
    order = list(Severity)
    ranked = sorted(range(len(found)), key=lambda i: (order.index(found[i].severity), i))
    return [found[i] for i in sorted(ranked[: limits.DIAGNOSTICS_SHOWN])]
