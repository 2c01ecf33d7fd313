"""Conditions: each can be tried, by those it governs, on money that it can govern."""

from collections.abc import Sequence

from compiler.checks.draft import Draft, head
from compiler.paying import part_key
from overenskommelse import agreement as a
from overenskommelse import codes
from overenskommelse.calendar import swedish_date
from overenskommelse.diagnostics import Label, Report

_Demanded = a.Obligation | a.Criterion | a.FocusArea


def check_conditions(draft: Draft, report: Report) -> None:
    """Conditions that nobody can meet, or that divide what cannot be."""
    if not draft.whole(
        "block", "item", "grant", "payment", "obligation", "criterion", "focus_area", "condition"
    ):
        return
    agreement = draft.agreement
    for condition in agreement.conditions:
        for part in condition.governs:
            _governed(draft, condition, part, report)
        if draft.whole("due", "least", "within", "answered_by"):
            _tried(draft, condition, report)
        _demanded(agreement, condition, report)
    for area in agreement.areas:
        _area(agreement, area, report)


def _governed(draft: Draft, condition: a.Condition, part: a.PaymentPart, report: Report) -> None:
    """A part belongs to the same recipients, and can fall to the others if it is to."""
    agreement = draft.agreement
    holder = _holder(agreement, part)
    if part.period is not None:
        block = f"block {part.name.name if part.name else ''}"
        report.add(codes.CONDITION_MONTHS, head(part), name=condition.name, whole=block)
    if holder is None:  # What is not there is told by `names`, and a bonus pot by `payments`.
        return
    if holder.to.name != condition.who.name:
        report.add(
            codes.CONDITION_GROUP, condition.who.span, name=condition.name,
            who=condition.who.name, what=part.span.text, to=holder.to.name,
            labels=[Label(holder.to.span, f"{part.span.text} går till {holder.to.name}")],
        )  # fmt: skip
    whole = isinstance(holder, a.Block) and (holder.performance or holder.units)
    if not whole and part.kind != "bonuspott":
        return
    for body in draft.bodies(condition.failure):
        if isinstance(body, a.Failure) and body.kind is a.FailureKind.REDISTRIBUTED:
            report.add(
                codes.CANNOT_REDISTRIBUTE, head(condition), name=condition.name,
                what=part.span.text, labels=[Label(body.span, "fördelas på de övriga")],
            )  # fmt: skip


def _holder(agreement: a.Agreement, part: a.PaymentPart) -> a.Block | a.Grant | None:
    """The block or grant that a part belongs to."""
    kind, name = part_key(agreement, part) or ("", "")
    if kind == "medel":
        return next((g for g in agreement.grants if g.name == name), None)
    return next((b for b in agreement.blocks if b.number == name.partition("/")[0]), None)


def _tried(draft: Draft, condition: a.Condition, report: Report) -> None:
    """Duties have a day to be done by, and criteria a limit or an answer that refuses."""
    agreement, year = draft.agreement, draft.built.year
    duties = {duty.name: duty for duty in agreement.obligations}
    for reference in condition.duties:
        duty = duties.get(reference.name)
        if duty is not None and duty.last_day is None and duty.unknown is None:
            report.add(
                codes.CANNOT_TRY, reference.span, name=condition.name,
                what=f"skyldighet {duty.name}", why="inte har någon bestämd sista dag",
                example=f"senast 31 mars {year}", labels=[Label(head(duty), "skyldigheten")],
            )  # fmt: skip
    criteria = {criterion.name: criterion for criterion in agreement.criteria}
    for reference in condition.criteria:
        criterion = criteria.get(reference.name)
        if criterion is not None and not criterion.can_be_tried:
            report.add(
                codes.CANNOT_TRY, reference.span, name=condition.name,
                what=f"kriterium {criterion.name}",
                why="varken har en lägsta nivå eller en längsta tid",
                example=f"minst 95 % varje månad januari–juni {year}",
                labels=[Label(head(criterion), "kriteriet")],
            )  # fmt: skip


def _demanded(agreement: a.Agreement, condition: a.Condition, report: Report) -> None:
    """What is demanded is there, and is demanded of those whom the condition is for."""
    if condition.every_area and not any(map(condition.demands, agreement.areas)):
        report.add(
            codes.NO_AREAS, head(condition), name=condition.name, who=condition.who.name
        )  # fmt: skip
    demands: tuple[tuple[str, Sequence[a.Reference], Sequence[_Demanded]], ...] = (
        ("skyldighet", condition.duties, agreement.obligations),
        ("kriterium", condition.criteria, agreement.criteria),
        ("fokusområde", condition.areas, agreement.areas),
    )
    for kind, references, clauses in demands:
        for reference in references:
            found = next((c for c in clauses if c.name == reference.name), None)
            if found is not None and found.who.name != condition.who.name:
                what = f"{kind} {reference.name}"
                report.add(
                    codes.DEMANDED_OF_OTHERS, reference.span, statement=f"villkor {condition.name}",
                    who=condition.who.name, what=what, others=found.who.name,
                    labels=[Label(head(found), f"{what} gäller {found.who.name}")],
                )  # fmt: skip


def _area(agreement: a.Agreement, area: a.FocusArea, report: Report) -> None:
    """A focus area is reported before it is assessed, and is mistaken for no condition."""
    reported, assessed = area.report_by, area.last_day
    if reported is not None and assessed is not None and reported > assessed:
        report.add(
            codes.REPORTED_TOO_LATE, head(area), name=area.name, reported=swedish_date(reported),
            assessed=swedish_date(assessed),
        )  # fmt: skip
    for condition in agreement.conditions:
        if condition.name == area.name:
            report.add(
                codes.AREA_AND_CONDITION, head(condition), name=area.name,
                labels=[Label(head(area), "fokusområdet")],
            )  # fmt: skip
    if not _decides(agreement, area):
        report.add(codes.AREA_UNUSED, head(area), name=area.name)


def _decides(agreement: a.Agreement, area: a.FocusArea) -> bool:
    """Whether a condition asks for its assessment, or something hangs on an answer in it."""
    asked = [question for condition in agreement.conditions for question in condition.questions]
    asked += [c.answered.question for c in agreement.criteria if c.answered and c.answered.refuses]
    return any(condition.demands(area) for condition in agreement.conditions) or any(
        question.area.name == area.name for question in asked
    )
