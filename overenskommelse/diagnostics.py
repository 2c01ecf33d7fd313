"""A diagnostic is a value: found by a check, worded in `codes`, drawn by the roof.

It is collected, never raised. What it points at is either a span of an agreement or a row and
column of a data file.
"""

from collections.abc import Iterable, Iterator
from enum import Enum
from fractions import Fraction

from attrs import field, frozen

from overenskommelse.saying import Saying
from overenskommelse.source import Span


class Severity(Enum):
    """How serious a diagnostic is. The value is the word that users see."""

    ERROR = "fel"
    WARNING = "varning"
    NOTE = "not"


@frozen(repr=False, eq=False)
class Code(Saying):
    """One kind of diagnostic.

    Attributes:
        number: Stable, ``OKT203``.
        severity: Error, warning or note.
        title: What is wrong, in a few words, whatever the case.
        message: What is wrong in this case: a template over the diagnostic's arguments.
        help: What to do about it; a template, or nothing.
        strict: Whether only a strict check tells it.
    """

    number: str
    severity: Severity
    title: str
    message: str
    help: str = ""
    strict: bool = False


@frozen(repr=False, eq=False)
class Label(Saying):
    """A further place that a diagnostic speaks of, and what is to be seen there."""

    span: Span
    text: str


@frozen(repr=False, eq=False)
class Fix(Saying):
    """A change that removes the diagnostic: replace the span's text.

    It is safe where it says the very same in the language's own form. Where it changes what is
    said, or guesses what was meant, it is not, and an author has to ask for it.
    """

    span: Span
    replacement: str
    safe: bool = False


@frozen(repr=False, eq=False)
class Cell(Saying):
    """A place in a data file: its name, the row from 1 (the header is row 1), the column."""

    file: str
    row: int | None = None
    column: str | None = None

    @property
    def swedish(self) -> str:
        """``vantetider.csv rad 88, kolumn täljare``."""
        row = f" rad {self.row}" if self.row else ""
        column = f"{',' if row else ''} kolumn {self.column}" if self.column else ""
        return f"{self.file}{row}{column}"


@frozen(repr=False, eq=False)
class Stake(Saying):
    """What a diagnostic is worth on the data at hand: in words, and in kronor where it is known.

    ``kronor`` are those that go to others than now; 0 where none do.
    """

    words: str
    kronor: Fraction | None = None


@frozen(repr=False, eq=False)
class Diagnostic(Saying):
    """Something to tell the author or the analyst.

    Attributes:
        code: What kind it is.
        message: The sentence, with this case's words and numbers.
        help: The way out; empty where the message says it all.
        span: Where in an agreement, if in one.
        cell: Where in a data file, if in one.
        heading: The clause as a lawyer would address it: ``krav 2 "Första besök"``.
        labels: Further places.
        fix: A change that removes it, if one is certain.
        stakes: What it is worth on data, if any was given.
    """

    code: Code
    message: str
    help: str = ""
    span: Span | None = None
    cell: Cell | None = None
    heading: str = ""
    labels: tuple[Label, ...] = ()
    fix: Fix | None = None
    stakes: tuple[Stake, ...] = ()

    @property
    def severity(self) -> Severity:
        """Its code's severity."""
        return self.code.severity


@frozen(repr=False, eq=False)
class Allowed(Saying):
    """A diagnostic that the author has allowed in the file, and why."""

    diagnostic: Diagnostic
    reason: str


@frozen(repr=False, eq=False)
class Report(Saying):
    """Collects the diagnostics of one run.

    The lists inside are all that changes; everything that finds faults is handed one.
    """

    found: list[Diagnostic] = field(factory=list)
    quiet: frozenset[int] = frozenset()
    """Lines whose fault is known already: what follows from it is not told."""
    allowed: list[Allowed] = field(factory=list)
    """What is not told because the author allows it."""

    def add(
        self,
        code: Code,
        place: Span | Cell | None = None,
        /,
        *,
        heading: str = "",
        labels: Iterable[Label] = (),
        fix: Fix | None = None,
        **words: object,
    ) -> None:
        """Note a diagnostic; ``words`` fill its code's message and help."""
        if self.quiet and isinstance(place, Span) and place.line in self.quiet:
            return
        self.found.append(
            Diagnostic(
                code,
                code.message.format(**words),
                code.help.format(**words),
                span=place if isinstance(place, Span) else None,
                cell=place if isinstance(place, Cell) else None,
                heading=heading,
                labels=tuple(labels),
                fix=fix,
            )
        )

    def quiet_on_told_lines(self) -> "Report":
        """A report that adds to the same list, but says nothing of lines already told of."""
        return Report(self.found, self.told_lines)

    @property
    def told_lines(self) -> frozenset[int]:
        """Lines of an agreement that an error has been found on."""
        return frozenset(
            line
            for d in self.found
            if d.span is not None and d.severity is Severity.ERROR
            for line in (d.span.line, d.span.source.line_of(max(d.span.start, d.span.end - 1)))
        )

    def __iter__(self) -> Iterator[Diagnostic]:
        """The diagnostics in the order of their places: files, then lines, then as found."""
        return iter(sorted(self.found, key=_place))

    def holds(self, code: Code) -> bool:
        """Whether there is a diagnostic of a kind."""
        return any(d.code is code for d in self.found)

    @property
    def failed(self) -> bool:
        """Whether there is an error among them."""
        return any(d.severity is Severity.ERROR for d in self.found)


def _place(diagnostic: Diagnostic) -> tuple[str, int]:
    if diagnostic.span is not None:
        return diagnostic.span.source.name, diagnostic.span.start
    if diagnostic.cell is not None:
        return diagnostic.cell.file, diagnostic.cell.row or 0
    return "", 0
