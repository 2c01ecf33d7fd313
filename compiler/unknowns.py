"""What an agreement says is not known, and what it assumes: in words, and where it stands."""

from collections.abc import Iterator

from compiler.readings import clauses
from overenskommelse import agreement as a
from overenskommelse import codes
from overenskommelse.diagnostics import Report
from overenskommelse.items import item_words
from overenskommelse.text import counted, listed


def unknowns(agreement: a.Agreement) -> Iterator[tuple[str, a.Unknown]]:
    """Every ``okänt``, with what it stands for."""
    for clause in clauses(agreement):
        yield from ((what, value) for what, value in _of(clause) if isinstance(value, a.Unknown))


def _of(clause: a.Clause) -> Iterator[tuple[str, object]]:
    """What of a clause may be unknown."""
    match clause:
        case a.Agreement():
            yield "omfattningen", clause.total
            yield "dagen för beslutet", clause.unknown
        case a.AmendedBy():
            yield f"dagen för beslutet om tillägg {clause.number}", clause.decided
        case a.Block():
            yield f"beloppet för block {clause.number}", clause.amount
            if clause.units is not None and clause.units.ceiling is not None:
                yield f"taket i block {clause.number}", clause.units.ceiling.amount
            for test in clause.performance.participates if clause.performance else ():
                yield f"gränsen för att delta i block {clause.number}", test.limit
            for requirement in clause.performance.requirements if clause.performance else ():
                yield from _of_requirement(clause, requirement)
        case a.Item():
            yield f"beloppet för post {clause.name}", clause.amount
        case a.Grant():
            yield f"beloppet för medel {clause.name}", clause.amount
        case a.Ladder():
            yield f"stegen i stege {clause.name}", clause.unknown
        case a.Payment():
            paid = listed(map(_paid, clause.parts))
            yield f"månaden för utbetalningen av {paid}", clause.unknown
        case a.FocusArea():
            doing = ["rapportera"] if clause.to and clause.report_by is None else []
            for do, day in zip([*doing, "bedöma"], clause.unknown, strict=False):
                yield f"sista dagen för att {do} fokusområde {clause.name}", day
        case a.Obligation():
            yield f"sista dagen för skyldighet {clause.name}", clause.unknown
        case a.Criterion():
            for limit in clause.limits:
                yield f"gränsen för kriterium {clause.name}", limit
        case a.Condition():
            yield f"sista dagen för att pröva villkor {clause.name}", clause.unknown
            yield f"vad som händer när villkor {clause.name} inte uppfylls", clause.failure


def _paid(part: a.PaymentPart) -> str:
    """What a payment pays: an item of a block as results have it, else as it is written."""
    if part.kind == "post" and part.block is not None and part.name is not None:
        return item_words(f"block-{part.block.name}/{part.name.name}")
    return " ".join(part.span.text.split())


def _of_requirement(block: a.Block, requirement: a.Requirement) -> Iterator[tuple[str, object]]:
    which = f"krav {requirement.number} i block {block.number}"
    yield f"andelen för {which}", requirement.share
    if requirement.attainment is not None:
        yield f"hur mycket {which} ger", requirement.attainment.share
        for test in requirement.attainment.tests:
            yield f"gränsen i {which}", test.limit


def tell_unknowns(agreement: a.Agreement, report: Report) -> None:
    """List, in one note, everything that is not known."""
    found = [f"{what} ({_place(agreement, unknown)})" for what, unknown in unknowns(agreement)]
    if found:
        report.add(
            codes.UNKNOWNS, count=counted(len(found), "uppgift", "uppgifter"), what=listed(found)
        )


def tell_assumptions(agreement: a.Agreement, report: Report) -> None:
    """List, in one note, every interpretation whose reading is an assumption."""
    found = [
        f"{i.name} = {i.in_force.name} ({_place(agreement, i)})"
        for i in agreement.interpretations
        if i.assumed
    ]
    if found:
        report.add(
            codes.ASSUMPTIONS, count=counted(len(found), "läsning", "läsningar"),
            what=listed(found),
        )  # fmt: skip


def _place(agreement: a.Agreement, clause: a.Clause) -> str:
    """The line where its author wrote it, and the file if it is not the agreement's own."""
    written, home = clause.span.origin, agreement.span.origin.source
    file = "" if written.source is home else f"{written.source.name} "
    return f"{file}rad {written.line}"
