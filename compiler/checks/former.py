"""What things were called before: something else, and no two of them the same."""

from collections.abc import Iterator, Sequence
from typing import TypeAlias

from compiler.checks.draft import Draft, head
from overenskommelse import agreement as a
from overenskommelse import codes
from overenskommelse.diagnostics import Label, Report

_Named: TypeAlias = (
    a.AllocationKey | a.Interpretation | a.Ladder | a.Measure | a.Block | a.Requirement | a.Item
)


def check_former(draft: Draft, report: Report) -> None:
    """``tidigare`` that says nothing, or that two things say."""
    for kind, declared in _kinds(draft.agreement):
        claimed: dict[str, _Named] = {}
        for clause in declared:
            if clause.former is None:
                continue
            name, former = _name(clause), clause.former.name
            first = claimed.setdefault(former, clause)
            if former == name:
                report.add(codes.FORMER_IS_OWN, head(clause), kind=kind, name=name)
            elif first is not clause and _name(first) != name:
                report.add(
                    codes.FORMER_TWICE, head(clause), kind=kind, name=name, former=former,
                    other=_name(first), labels=[Label(head(first), "här står det först")],
                )  # fmt: skip


def _kinds(agreement: a.Agreement) -> Iterator[tuple[str, Sequence[_Named]]]:
    """What may have been called otherwise, by what a name belongs to."""
    yield "nyckeln", agreement.keys
    yield "tolkningen", agreement.interpretations
    yield "stegen", agreement.ladders
    yield "måttet", agreement.measures
    yield "blocket", agreement.blocks
    for block in agreement.blocks:
        yield "posten", block.units.items if block.units else block.items
        yield "kravet", block.performance.requirements if block.performance else ()


def _name(clause: _Named) -> str:
    return clause.number if isinstance(clause, a.Block | a.Requirement) else clause.name
