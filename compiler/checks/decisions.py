"""No silent choice: whatever the computing needs, the agreement or an interpretation has said."""

from typing import Final

from compiler.checks.draft import Draft, head
from compiler.readings import open_places
from overenskommelse import agreement as a
from overenskommelse import codes, outcome_codes
from overenskommelse.diagnostics import Label, Report
from overenskommelse.money import Mode, Residual
from overenskommelse.numbers import write_number
from overenskommelse.text import closest

_PER_CELL: Final = "hela kronor, hälften uppåt, för varje krav och månad"


def check_decisions(draft: Draft, report: Report) -> None:
    """Everything left undecided, and readings that do not fit the places they are for."""
    agreement = draft.agreement
    _readings(draft, report)
    if draft.whole("rounding"):
        _roundings(draft, report)
    performances = [(b, b.performance) for b in agreement.blocks if b.performance]
    for block, performance in performances:
        _performance(draft, block, performance, report)
    if any(r.improvement for _, p in performances for r in p.requirements):
        if not agreement.compares_previous_year and draft.whole("comparison"):
            report.add(codes.NO_COMPARISON, head(agreement))
    _recipients(draft, report)
    for criterion in agreement.criteria:
        if criterion.least is not None and criterion.weeks is not None:
            report.add(codes.TWO_LIMITS, head(criterion), name=criterion.name)
        _discounts(draft, criterion, report)
    _directions(agreement, report)


def _readings(draft: Draft, report: Report) -> None:
    agreement = draft.agreement
    by_name = {i.name: i for i in agreement.interpretations}
    for interpretation in agreement.interpretations:
        names = [reading.name for reading in interpretation.readings]
        if not draft.whole("reading"):
            continue
        if interpretation.in_force.name not in names:
            chosen = interpretation.in_force.name
            report.add(
                outcome_codes.UNKNOWN_READING, interpretation.in_force.span,
                name=interpretation.name, reading=chosen, guess=_meant(chosen, names),
                declared=", ".join(names),
            )  # fmt: skip
        if len(names) == 1:
            report.add(codes.ONE_READING, head(interpretation), name=interpretation.name)
    for place, asked in open_places(agreement):
        declared = by_name.get(place.name)
        for reading in declared.readings if declared else ():
            if not isinstance(reading.body, asked.kinds):
                report.add(
                    codes.UNFIT_READING, head(reading), name=place.name, place=asked.words,
                    reading=reading.name, example=asked.example,
                    labels=[Label(place.span, "används här")],
                )  # fmt: skip


def _meant(name: str, names: list[str]) -> str:
    guess = closest(name, names)
    return f". Menade du ”{guess}”?" if guess else ""


def _roundings(draft: Draft, report: Report) -> None:
    agreement, rules = draft.agreement, draft.agreement.rounding
    performs = [b.performance for b in agreement.blocks if b.performance]
    has_bonus = any(p.bonus for p in performs)
    holders: tuple[a.Block | a.Grant, ...] = (*agreement.blocks, *agreement.grants)
    shared = any(holder.distribution for holder in holders) or any(
        block.items for block in agreement.blocks
    )
    needs = (
        (performs, rules.measures, "round_measures", "vad mätvärdena avrundas till",
         "mätvärden andelarna till en decimal, hälften uppåt"),
        (performs, rules.monthly_pot, "round_monthly_pot",
         "hur mottagarens del av månadspotten avrundas", "månadspott hela kronor, hälften uppåt"),
        (performs, rules.reward, "round_reward", "hur ersättningen avrundas",
         f"ersättning {_PER_CELL}"),
        (has_bonus, rules.bonus, "round_bonus", "hur bonus avrundas",
         "bonus hela kronor, hälften uppåt"),
        (shared, rules.distribution, "round_distribution",
         "hur fördelade belopp avrundas", "fördelning hela kronor, hälften uppåt"),
        (shared or has_bonus, rules.residual, "residual",
         "vem som får kronor som avrundningen lämnar över",
         "rest till störst decimaldel, lika: störst nyckel"),
    )  # fmt: skip
    where = "under ”avrundning”"
    if not rules.span.text.startswith("avrundning"):
        where = "under ”avrundning”, som filen ännu inte har (skriv den överst på en egen rad)"
    for needed, rule, name, question, example in needs:
        if needed and rule is None and draft.whole(name):
            _undecided(rules, question, where, example, report)
    for rule, keyword in (
        (rules.reward, "ersättning"), (rules.bonus, "bonus"), (rules.distribution, "fördelning"),
    ):  # fmt: skip
        for body in draft.bodies(rule):
            if isinstance(body, a.AmountRounding) and body.rounding is None:
                report.add(
                    codes.UNDECIDED, head(body), question="hur beloppen blir hela kronor",
                    where="under ”avrundning”", example=f"{keyword} hela kronor, hälften uppåt",
                )  # fmt: skip
    for rule in (rules.monthly_pot, rules.bonus, rules.distribution):
        for body in draft.bodies(rule):
            if isinstance(body, a.AmountRounding) and body.stage is not None:
                report.add(codes.NO_EFFECT, head(body), found=body.stage.value)
    for body in draft.bodies(rules.reward):
        if isinstance(body, a.AmountRounding) and body.stage is None and body.rounding:
            report.add(
                codes.UNDECIDED, head(body), question="hur ofta ersättningen avrundas",
                where="under ”avrundning”", example=f"ersättning {_PER_CELL}",
            )  # fmt: skip
    kept = any(
        isinstance(body, a.ResidualRule) and body.residual is Residual.KEPT
        for body in draft.bodies(rules.residual)
    )
    if kept:
        for clause in (rules.distribution, rules.bonus if has_bonus else None):
            if any(r.mode is not Mode.DOWN for r in draft.roundings(clause)):
                place = clause.span if clause is not None else rules.span
                report.add(codes.ROUNDS_UP_TO_MORE, place.first_line())


def _performance(draft: Draft, block: a.Block, p: a.Performance, report: Report) -> None:
    where = f"under ”block {block.number}”"
    for requirement in p.requirements:
        if not requirement.improvement and not requirement.attainment:
            if draft.whole("improvement", "attainment"):
                report.add(
                    codes.NO_ROUTE, head(requirement), requirement=f"krav {requirement.number}"
                )
        _order(draft, requirement, p.precedence, report)
    both = any(r.improvement and r.attainment for r in p.requirements)
    if both and p.precedence is None and draft.whole("precedence"):
        _undecided(
            block, "vad som gäller när båda vägarna uppfylls", where,
            "två vägar: måluppfyllelse går före förbättring, aldrig båda", report,
        )  # fmt: skip
    if not draft.whole("missing"):
        return
    if any(r.improvement for r in p.requirements) and not p.missing_previous:
        _undecided(
            block, "vad som gäller när värdet för föregående år saknas", where,
            "saknas värde föregående år: ingen förbättring kan visas", report,
        )  # fmt: skip
    if p.missing is None:
        _undecided(
            block, "vad som gäller när det inte finns något värde att mäta", where,
            "saknas värde: kravet uppfylls inte", report,
        )  # fmt: skip


def _order(
    draft: Draft, requirement: a.Requirement, precedence: a.Precedence | None, report: Report
) -> None:
    """Warn where the route that goes first can give less than the other, for a better value."""
    improvement, attainment = requirement.improvement, requirement.attainment
    if improvement is None or attainment is None or attainment.share is None:
        return
    shares = [
        tier.share.value
        for ladder in draft.agreement.ladders
        if ladder.name == improvement.ladder.name
        for tier in ladder.tiers
    ]
    goal = attainment.share.value
    attains = precedence is a.Precedence.ATTAINMENT and any(share > goal for share in shares)
    improves = precedence is a.Precedence.IMPROVEMENT and any(share < goal for share in shares)
    if attains or improves:
        first, second = ("måluppfyllelse", "förbättring")[:: 1 if attains else -1]
        share = goal if attains else min(shares)
        report.add(
            codes.BETTER_PAYS_LESS, head(requirement), number=requirement.number, first=first,
            second=second, share=f"{write_number(share)} %",
        )  # fmt: skip


def _discounts(draft: Draft, criterion: a.Criterion, report: Report) -> None:
    """A criterion by which months may not count can be tried, and has months to discount."""
    discounts = any(
        isinstance(body, a.Consequence) and body.discounts_month
        for body in draft.bodies(criterion.consequence)
    )
    if not discounts or not draft.whole("least", "within", "block", "reserved", "to"):
        return
    measured = [b.to.name for b in draft.agreement.blocks if b.performance is not None]
    if criterion.least is None and criterion.weeks is None:
        why = "det har varken en lägsta nivå eller en längsta tid att pröva"
    elif criterion.who.name not in measured:
        why = f"inget block mäter {criterion.who.name}"
    else:
        return
    report.add(codes.CANNOT_DISCOUNT, head(criterion), name=criterion.name, why=why)


def _undecided(clause: a.Clause, question: str, where: str, example: str, report: Report) -> None:
    report.add(codes.UNDECIDED, head(clause), question=question, where=where, example=example)


def _recipients(draft: Draft, report: Report) -> None:
    agreement = draft.agreement
    groups = {r.name: r for r in agreement.recipients}
    holders: tuple[a.Block | a.Grant, ...] = (*agreement.blocks, *agreement.grants)
    for holder in holders:
        recipient = groups.get(holder.to.name)
        if recipient is None:
            continue
        group = recipient.everyone or bool(recipient.members)
        divided = holder.distribution is not None or (
            isinstance(holder, a.Block) and bool(holder.items or holder.performance)
        )
        what = f"block {holder.number}" if isinstance(holder, a.Block) else f"medel {holder.name}"
        if group and not divided and draft.whole("item", "requirement", "reserved"):
            report.add(
                codes.RECIPIENT_KIND, holder.to.span, what=what, recipient=recipient.name,
                kind="flera mottagare, men det sägs inte hur beloppet fördelas",
                way_out=f"skriv:  till {recipient.name}, efter invånare   (eller: , lika)",
            )  # fmt: skip


def _directions(agreement: a.Agreement, report: Report) -> None:
    measures = {m.name: m for m in agreement.measures}
    for block in agreement.blocks:
        for requirement in block.performance.requirements if block.performance else ():
            attainment = requirement.attainment
            if attainment is not None and attainment.measure is not None:
                measure = measures.get(attainment.measure.name)
                if measure is not None and not measure.higher_is_better:
                    report.add(
                        codes.WRONG_DIRECTION, head(attainment), measure=measure.name,
                        direction="lägre", comparator="stege",
                        suggestion="ett mål med ”högst”",
                    )  # fmt: skip
            for test in attainment.tests if attainment else ():
                measure = measures.get(test.measure.name)
                if measure is None:
                    continue
                upwards = test.comparator in (a.Comparator.AT_LEAST, a.Comparator.OVER)
                if upwards != measure.higher_is_better:
                    report.add(
                        codes.WRONG_DIRECTION, head(test), measure=measure.name,
                        direction="högre" if measure.higher_is_better else "lägre",
                        comparator="minst" if upwards else "högst",
                        suggestion="högst" if upwards else "minst",
                    )  # fmt: skip
