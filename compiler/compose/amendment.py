"""An amendment as a file: which it is, what it says from when, and what it writes."""

from collections.abc import Iterator, Sequence

from attrs import field, frozen

from compiler.compose.citing import citation, citations
from compiler.compose.documents import Document, Statement, span_of
from compiler.compose.kinds import amended
from compiler.compose.months import month_in
from overenskommelse import compose_codes as codes
from overenskommelse import text_codes
from overenskommelse.calendar import Month
from overenskommelse.diagnostics import Label, Report
from overenskommelse.source import Made
from overenskommelse.text import visible

_ABOUT_ITSELF = ("decided", "applies")
"""Clauses under `tillägg` that are about the amendment and not about the agreement."""


@frozen
class Amendment:
    """One amendment.

    Attributes:
        head: Its first statement.
        applies: The month from which it holds, if it says so.
    """

    document: Document = field(repr=False)
    head: Statement
    applies: Month | None = None

    @classmethod
    def of(cls, document: Document, head: Statement, report: Report) -> "Amendment":
        """What a file says of itself; a clause that stands twice is told."""
        about: dict[str, Statement] = {}
        for clause in document.statements:
            if clause.inside is head and clause.rule in _ABOUT_ITSELF:
                if about.setdefault(clause.rule, clause) is not clause:
                    report.add(
                        text_codes.REPEATED_CLAUSE, clause.marked, keyword=clause.called,
                        statement=head.called,
                    )  # fmt: skip
        month = month_in(about["applies"], report) if "applies" in about else None
        return cls(document, head, month)

    @property
    def called(self) -> str:
        """``tillägg 1``."""
        return self.head.called

    def cite(self, *statements: Statement) -> str:
        """A citation of it, and of the places that the first of the statements with any cites."""
        return citation(self.called, next(filter(None, map(citations, statements)), []))

    def written(self) -> Iterator[Statement]:
        """What it writes into the agreement; what stands under another statement comes first."""
        said = [s for s in self.document.statements if s.rule not in _ABOUT_ITSELF]
        yield from (s for s in said if s.inside is self.head)
        yield from (s for s in said if s.inside is not None and s.inside.rule == "change")
        ordering = ("version", "amendment", "repeal", "replace", "change")
        yield from (s for s in said if s.inside is None and s.rule not in ordering)

    def named_in_the_agreement(self) -> Made:
        """The clause that tells a reader of the agreement that it has been amended."""
        parts = [f"  ändrad genom {self.called} {self._text(self.head.head.children[2])}"]
        own = [s for s in self.document.statements if s.inside is self.head]
        about = [s for rule in _ABOUT_ITSELF for s in own if s.rule == rule]
        parts += [" ".join(clause.span.text.partition("[")[0].split()) for clause in about]
        cites = f"  {self.cite(self.head)}" if citations(self.head) else ""
        return Made(f"{', '.join(parts)}{cites}\n", self.head.marked)

    def _text(self, part: object) -> str:
        return span_of(self.head.source, part).text  # type: ignore[arg-type]


def check_order(
    base: Document, amendment: Amendment, earlier: Sequence[Amendment], report: Report
) -> bool:
    """Whether an amendment is of this agreement, and the next of its amendments."""
    agreement = base.top("agreement")[0]
    named, given = amended(amendment.head), agreement.called.removeprefix("överenskommelse ")
    if named.text != given:
        report.add(
            codes.OTHER_AGREEMENT, named, named=visible(named.text), agreement=visible(given),
            labels=[Label(agreement.marked.origin, "den överenskommelse som är given")],
        )  # fmt: skip
        return False
    made = [s for s in base.statements if s.rule == "amended"]
    expected = f"tillägg {len(made) + 1}"
    if amendment.called == expected:
        return True
    before = earlier[-1].head if earlier else made[-1] if made else agreement
    report.add(
        codes.OUT_OF_ORDER, amendment.head.marked, number=amendment.called.split()[1],
        before=earlier[-1].called if earlier else "överenskommelsen", expected=len(made) + 1,
        labels=[Label(before.marked.origin, "det som kommer före")],
    )  # fmt: skip
    return False
