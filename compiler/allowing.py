"""Comments by which an author allows a warning: ``# okt: tillåt OKT203 "används från mars"``.

At the end of a line such a comment speaks of the statement there, up to that line. On a line of
its own it speaks of the statement that comes next, without those that stand under it. Errors are
never allowed, and an allowance that does nothing is told.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import Final

from attrs import frozen

from compiler.parse import parse
from compiler.scan import TO_OKT, before_comment
from compiler.statements import statements
from overenskommelse import text_codes as codes
from overenskommelse.catalogue import every_code, meant
from overenskommelse.diagnostics import Allowed, Code, Diagnostic, Report, Severity
from overenskommelse.source import Source, Span
from overenskommelse.text import visible

_OURS: Final = frozenset(
    {
        codes.ALLOWED_UNUSED, codes.ALLOWED_WITHOUT_REASON, codes.ALLOWED_UNKNOWN,
        codes.ALLOWED_ERROR, codes.NOTE_TO_OKT,
    }
)  # fmt: skip
_SAID: Final = re.compile(
    rf"{TO_OKT.pattern} *tillåt +(?P<codes>OKT[0-9]+(?: *, *OKT[0-9]+)*)"
    r'(?: *["”“](?P<reason>[^"”“]*)["”“])?'
    r" *(?:$|#)"
)
_CODE: Final = re.compile("OKT[0-9]+")


@frozen
class _Allowance:
    """One code that a comment allows.

    Attributes:
        code: Its number, as written.
        reason: Why; empty if the comment does not say.
        span: Where the code stands.
        first, last: The first and the last line that it speaks of.
    """

    code: str
    reason: str
    span: Span
    first: int
    last: int


def set_aside(report: Report, sources: Iterable[Source], strict: bool, tell: bool = True) -> None:
    """Move what authors allow from what is found to what is allowed.

    Args:
        report: What was found in the sources; changed.
        sources: The texts, as their authors wrote them.
        strict: Whether all that is to be said has been said.
        tell: Whether to tell what is wrong with the allowances themselves.
    """
    known = {code.number: code for code in every_code()}
    remarks = Report()
    given = [a for source in sources for a in _Comments(source, remarks).allowances()]
    in_force = [a for a in given if _may_allow(a, known, remarks)]
    by_line = _by_line(in_force)
    used: set[int] = set()
    kept: list[Diagnostic] = []
    for diagnostic in report.found:
        place = diagnostic.span
        key = place and (place.source.name, place.line, diagnostic.code.number)
        by = by_line.get(key) if key else None
        if by is None:
            kept.append(diagnostic)
        else:
            used.add(by)
            report.allowed.append(Allowed(diagnostic, in_force[by].reason))
    # After an error some of what could be said is not said.
    if not report.failed:
        for i, allowance in enumerate(in_force):
            if i not in used and (strict or not known[allowance.code].strict):
                remarks.add(codes.ALLOWED_UNUSED, allowance.span, code=allowance.code)
    report.found[:] = [*kept, *(remarks.found if tell else ())]


def _by_line(allowances: Sequence[_Allowance]) -> dict[tuple[str, int, str], int]:
    """Which allowance speaks of a file's line and a code; of such the first."""
    found: dict[tuple[str, int, str], int] = {}
    seen: set[tuple[str, int, int, str]] = set()
    for i, one in enumerate(allowances):
        name = one.span.source.name
        extent = (name, one.first, one.last, one.code)
        if extent not in seen:
            seen.add(extent)
            for line in range(one.first, one.last + 1):
                found.setdefault((name, line, one.code), i)
    return found


def _may_allow(allowance: _Allowance, known: dict[str, Code], remarks: Report) -> bool:
    """Whether its code can be allowed and it says why; if not it is told."""
    code = known.get(allowance.code)
    if code is None:
        near = meant(allowance.code, list(known.values()))
        guess = f". Menade du {near[0].number} ({near[0].title})?" if near else ""
        remarks.add(codes.ALLOWED_UNKNOWN, allowance.span, code=allowance.code, guess=guess)
    elif code.severity is Severity.ERROR or code in _OURS:
        remarks.add(codes.ALLOWED_ERROR, allowance.span, code=allowance.code, title=code.title)
    elif not allowance.reason:
        remarks.add(codes.ALLOWED_WITHOUT_REASON, allowance.span, code=allowance.code)
    else:
        return True
    return False


@frozen(slots=False)
class _Comments:
    """The comments of a text that speak to okt."""

    source: Source
    remarks: Report

    def allowances(self) -> Iterator[_Allowance]:
        """Every code that a comment allows; a comment that cannot be read is told."""
        text = self.source.text
        for match in TO_OKT.finditer(text):
            line = self.source.line_of(match.start())
            begins = self.source.line_starts[line - 1]
            whole = self.source.line_text(line)
            words = before_comment(whole)
            if match.start() - begins < len(words):
                continue  # It stands in a text within quotes, or in what it cites.
            after_words = bool(words.strip())
            lines = self._statement_to(line) if after_words else self._next_statement(line)
            yield from self._read(Span(self.source, *match.span()), begins + len(whole), lines)

    def _read(self, marked: Span, end: int, lines: tuple[int, int]) -> Iterator[_Allowance]:
        said = _SAID.match(self.source.text, marked.start, end)
        if said is None:
            self.remarks.add(codes.NOTE_TO_OKT, marked)
            return
        reason = visible((said["reason"] or "").strip())
        for code in _CODE.finditer(self.source.text, *said.span("codes")):
            span = Span(self.source, *code.span())
            yield _Allowance(code[0], reason, span, *lines)

    def _statement_to(self, line: int) -> tuple[int, int]:
        """The lines up to this one of the statement that it belongs to."""
        begun = self._starts[: bisect_right(self._starts, line)]
        return (begun[-1] if begun else line), line

    def _next_statement(self, line: int) -> tuple[int, int]:
        """The lines of the first statement that begins below a line."""
        after = bisect_right(self._starts, line)
        end = len(self.source.line_starts) + 1
        first, following = [*self._starts[after : after + 2], end, end][:2]
        return first, following - 1

    @cached_property
    def _starts(self) -> list[int]:
        """The lines that statements begin on."""
        found = statements(parse(self.source, Report()))
        return sorted({self.source.line_of(statement.meta.start_pos) for statement in found})
