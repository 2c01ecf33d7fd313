"""Conditions: each can be tried in time, by those it governs, on money that it can govern."""

from compiler.checks.draft import Draft, head
from compiler.paying import key_of, part_key, paying
from overenskommelse import agreement as a
from overenskommelse import codes
from overenskommelse.calendar import swedish_date
from overenskommelse.diagnostics import Label, Report


def check_conditions(draft: Draft, report: Report) -> None:
    """Conditions that nobody can meet, that come too late, or that divide what cannot be."""
    if not draft.whole("block", "item", "grant", "payment", "obligation", "criterion"):
        return
    for condition in draft.agreement.conditions:
        for part in condition.governs:
            _governed(draft, condition, part, report)
        _tried(draft.agreement, condition, report)
        if condition.last_day is not None:
            _in_time(draft.agreement, condition, report)


def _governed(draft: Draft, condition: a.Condition, part: a.PaymentPart, report: Report) -> None:
    """A part belongs to the same recipients, and can fall to the others if it is to."""
    agreement = draft.agreement
    holder: a.Block | a.Grant | None
    if part.kind == "medel":
        name = part.name.name if part.name else ""
        holder = next((g for g in agreement.grants if g.name == name), None)
    else:
        reference = part.block if part.kind == "post" else part.name
        name = reference.name if reference else ""
        holder = next((b for b in agreement.blocks if b.number == name), None)
    if part.period is not None:
        report.add(codes.CONDITION_MONTHS, head(part), name=condition.name, whole=f"block {name}")
    if holder is None:
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


def _tried(agreement: a.Agreement, condition: a.Condition, report: Report) -> None:
    """Duties have a day to be done by, and criteria a limit."""
    duties = {duty.name: duty for duty in agreement.obligations}
    for reference in condition.duties:
        duty = duties.get(reference.name)
        if duty is not None and duty.last_day is None and duty.unknown is None:
            report.add(
                codes.CANNOT_TRY, reference.span, name=condition.name,
                what=f"skyldighet {duty.name}", why="inte har någon bestämd sista dag",
                example="senast 31 mars 2024", labels=[Label(head(duty), "skyldigheten")],
            )  # fmt: skip
    criteria = {criterion.name: criterion for criterion in agreement.criteria}
    for reference in condition.criteria:
        criterion = criteria.get(reference.name)
        if criterion is not None and criterion.least is None and criterion.weeks is None:
            report.add(
                codes.CANNOT_TRY, reference.span, name=condition.name,
                what=f"kriterium {criterion.name}",
                why="varken har en lägsta nivå eller en längsta tid",
                example="minst 95 % varje månad januari–juni 2023",
                labels=[Label(head(criterion), "kriteriet")],
            )  # fmt: skip


def _in_time(agreement: a.Agreement, condition: a.Condition, report: Report) -> None:
    """An assessment comes before the payment that needs it."""
    day = condition.last_day
    for part in condition.governs:
        for payment in _payments(agreement, part):
            if payment.month is not None and day is not None and day > payment.month.last_day:
                report.add(
                    codes.ASSESSED_TOO_LATE, head(condition), name=condition.name,
                    day=swedish_date(day), payment=payment.month.swedish,
                    labels=[Label(head(payment), "betalas här")],
                )  # fmt: skip


def _payments(agreement: a.Agreement, part: a.PaymentPart) -> list[a.Payment]:
    """The payments that pay a part: named by it, by the block that it is in, or by its items."""
    paid, key = paying(agreement), part_key(agreement, part)
    if key is None:
        return []
    kind, name = key
    keys = [key]
    if kind == "post":
        keys.append(key_of("block", name.partition("/")[0]))
    if kind == "block":
        keys += [other for other in paid if other[0] == "post" and other[1].startswith(f"{name}/")]
    return [payment for key in keys for payment, _ in paid.get(key, [])]
