"""An amendment as a file: which it is, what it says from when, and what it writes."""

from collections.abc import Iterator, Mapping, Sequence

from attrs import field, frozen

from compiler.compose.citing import citation, citations
from compiler.compose.documents import Document, Statement, span_of
from compiler.compose.kinds import amended
from compiler.compose.months import day_in, month_in
from overenskommelse import compose_codes as codes
from overenskommelse import text_codes
from overenskommelse.calendar import Month, swedish_date
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
        about: What it says of itself, by rule: when it was decided, and from when it holds.
        applies: The month from which it holds, if it says so.
    """

    document: Document = field(repr=False)
    head: Statement
    about: Mapping[str, Statement] = field(eq=False, repr=False)
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
        return cls(document, head, about, month)

    @property
    def called(self) -> str:
        """``tillägg 1``."""
        return self.head.called

    def said(self, rule: str) -> Statement | None:
        """What it says of itself in a clause of a rule, if it does."""
        return self.about.get(rule)

    @property
    def changes(self) -> bool:
        """Whether it orders or writes anything."""
        orders = self.document.top("repeal", "replace")
        return bool(orders) or next(self.written(), None) is not None

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
        about = filter(None, map(self.said, _ABOUT_ITSELF))
        parts += [" ".join(clause.span.text.partition("[")[0].split()) for clause in about]
        cites = f"  {self.cite(self.head)}" if citations(self.head) else ""
        return Made(f"{', '.join(parts)}{cites}\n", self.head.marked)

    def _text(self, part: object) -> str:
        return span_of(self.head.source, part).text  # type: ignore[arg-type]


def check_itself(base: Document, amendment: Amendment, report: Report) -> None:
    """That an amendment changes something, and was not decided before what it amends."""
    if not amendment.changes:
        report.add(codes.CHANGES_NOTHING, amendment.head.marked, amendment=amendment.called)
    said = amendment.said("decided")
    day = day_in(said) if said is not None else None
    if said is None or day is None:
        return
    earlier = [(day_in(s), s) for s in base.statements if s.rule in ("decided", "amended")]
    for before, statement in reversed(earlier):
        if before is not None and day < before:
            report.add(
                codes.DECIDED_EARLIER, said.marked, decided=swedish_date(day),
                before=swedish_date(before),
                labels=[Label(statement.marked.origin, f"beslutat {swedish_date(before)}")],
            )  # fmt: skip
            return


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
