"""What kind of file a file is: an agreement, an amendment, or a part that others include."""

from typing import Final

from compiler.compose.documents import Document, Statement, span_of
from compiler.version import check_version
from overenskommelse import compose_codes as codes
from overenskommelse.diagnostics import Label, Report
from overenskommelse.source import Span
from overenskommelse.text import visible

_CHANGES: Final = ("repeal", "replace", "change")
_WHOLE: Final = ("agreement", "amendment", *_CHANGES)


def check_part(document: Document, report: Report) -> Span | None:
    """Whether a file can be included; its `okt 1`, if it has one."""
    for statement in document.top(*_WHOLE):
        report.add(codes.NOT_A_PART, statement.marked, statement=_keyword(statement))
    return check_version(document.source, document.parsed.tree, report)


def check_agreement(document: Document, name: str, report: Report) -> None:
    """That a file given as an agreement is one, and says nothing that only an amendment can."""
    agreements, amendments = document.top("agreement"), document.top("amendment")
    if amendments and not agreements:
        report.add(
            codes.AMENDMENT_ALONE, amendments[0].marked, amendment=amendments[0].called,
            file=visible(name), agreement=visible(amended(amendments[0]).text),
        )  # fmt: skip
        return
    _one_kind(agreements, amendments, report)
    for statement in document.top(*_CHANGES) if not amendments else ():
        report.add(
            codes.OUTSIDE_AMENDMENT, statement.marked, statement=_keyword(statement),
            head=visible(next_amendment(document)),
        )  # fmt: skip


def next_amendment(agreement: Document, further: int = 0) -> str:
    """How the next amendment of an agreement begins, or one further on."""
    called = [statement.called for statement in agreement.top("agreement")]
    number = sum(s.rule == "amended" for s in agreement.statements) + 1 + further
    return f"tillägg {number} till {called[0] if called else 'överenskommelse …'}"


def check_amendment(document: Document, head: str, report: Report) -> Statement | None:
    """That a file given after an agreement is one amendment; its first statement."""
    check_version(document.source, document.parsed.tree, report)
    agreements, amendments = document.top("agreement"), document.top("amendment")
    if not amendments:
        place = agreements[0].marked if agreements else Span(document.source, 0, 0)
        report.add(codes.NOT_AN_AMENDMENT, place, head=visible(head))
        return None
    _one_kind(amendments, agreements, report)
    return amendments[0]


def amended(amendment: Statement) -> Span:
    """Which agreement an amendment says that it amends; all of its head, where that is broken."""
    said = amendment.head.children[1:2]
    return span_of(amendment.source, said[0]) if said else amendment.marked


def _one_kind(own: list[Statement], others: list[Statement], report: Report) -> None:
    """That a file is one thing, once."""
    for extra in [*own[1:], *others]:
        report.add(
            codes.TWO_IN_A_FILE, extra.marked, statement=_keyword(extra), first=_keyword(own[0]),
            labels=[Label(own[0].marked, "här säger filen vad den är")],
        )  # fmt: skip


def _keyword(statement: Statement) -> str:
    return statement.span.text.split(None, 1)[0]
