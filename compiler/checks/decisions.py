"""No silent choice: whatever the computing needs, the agreement or an interpretation has said."""

from typing import Final

from compiler.checks.draft import Draft, head
from compiler.paying import follows_others, key_of, proportions, rules_for
from compiler.readings import open_places
from overenskommelse import agreement as a
from overenskommelse import codes, doubt_codes, outcome_codes
from overenskommelse.diagnostics import Label, Report
from overenskommelse.money import Mode
from overenskommelse.numbers import write_number
from overenskommelse.text import closest

_COMPARED: Final = {
    a.Comparator.AT_LEAST: "minst", a.Comparator.AT_MOST: "högst",
    a.Comparator.OVER: "över", a.Comparator.UNDER: "under",
}  # fmt: skip
_DOWNWARDS: Final = (a.Comparator.AT_MOST, a.Comparator.UNDER)


def check_decisions(draft: Draft, report: Report) -> None:
    """Everything left undecided, and readings that do not fit the places they are for."""
    agreement = draft.agreement
    _readings(draft, report)
    performances = [(b, b.performance) for b in agreement.blocks if b.performance]
    for block, performance in performances:
        _performance(draft, block, performance, report)
    for block in agreement.blocks:
        if draft.whole("bonus_pot"):
            _idle(block, report)
    holders: tuple[a.Block | a.Grant, ...] = (*agreement.blocks, *agreement.grants)
    for holder in holders:
        _proportions(agreement, holder, report)
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
        if len(names) == 1 and not _assumed(interpretation):
            report.add(codes.ONE_READING, head(interpretation), name=interpretation.name)
    for place, asked in open_places(agreement):
        declared = by_name.get(place.name)
        for reading in declared.readings if declared else ():
            if not isinstance(reading.body, asked.kinds):
                report.add(
                    codes.UNFIT_READING, head(reading), name=place.name, place=asked.words,
                    reading=reading.name,
                    example=asked.example.format(year=draft.built.year),
                    labels=[Label(place.span, "används här")],
                )  # fmt: skip


def _assumed(interpretation: a.Interpretation) -> bool:
    """Whether it only says what is assumed of rules that stand in their own places."""
    reading = interpretation.readings[0]
    return interpretation.assumed and isinstance(reading.body, a.AsWritten) and bool(reading.words)


def _meant(name: str, names: list[str]) -> str:
    guess = closest(name, names)
    return f". Menade du ”{guess}”?" if guess else ""


def _performance(draft: Draft, block: a.Block, p: a.Performance, report: Report) -> None:
    where = f"under ”block {block.number}”"
    for requirement in p.requirements:
        if not requirement.improvement and not requirement.attainment:
            if draft.whole("improvement", "attainment"):
                report.add(
                    codes.NO_ROUTE,
                    head(requirement),
                    requirement=f"krav {requirement.number}",
                    example=_route(draft.agreement.measures),
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
            block, "vad som gäller när ett värde inte har rapporterats", where,
            "saknas värde: kravet uppfylls inte", report,
        )  # fmt: skip
    if p.nobody is None and draft.whole("nobody"):
        _undecided(
            block, "vad som gäller en månad då det inte finns någon att mäta", where,
            "finns ingen att mäta: kravet uppfylls inte", report,
        )  # fmt: skip
    if p.bonus is not None and block.short is None and draft.whole("short", "rounding"):
        rules = rules_for(draft.agreement, key_of("block", block.number))
        clauses = (rules.monthly_pot, rules.reward)
        if any(r.mode is not Mode.DOWN for clause in clauses for r in draft.roundings(clause)):
            _undecided(
                block, "vad som gäller om avrundningarna ger mer än blocket",
                where,
                "räcker inte medlen: dras i proportion till årets ersättning", report,
            )  # fmt: skip


def _idle(block: a.Block, report: Report) -> None:
    """Clauses of a block that only blocks of another kind have use for."""
    bonus = block.performance is not None and block.performance.bonus is not None
    if block.short is not None and block.performance is not None and not bonus:
        why = "bara ett block med bonuspott, eller som betalar per styck, har användning för den"
        report.add(codes.IDLE_CLAUSE, block.short.span, clause="räcker inte medlen", why=why)


def _proportions(agreement: a.Agreement, holder: a.Block | a.Grant, report: Report) -> None:
    """What is divided by what a block gave comes after it, and not from itself."""
    blocks = {block.number: block for block in agreement.blocks}
    for way in proportions(holder):
        block = blocks.get(way.block.name) if way.block is not None else None
        if block is None:
            continue
        if follows_others(block):
            report.add(codes.CIRCULAR, way.span, name=block.number)
        what = f"block {holder.number}" if isinstance(holder, a.Block) else "medlen"
        if block.performance is not None:
            report.add(
                doubt_codes.NOTHING_TO_SHARE_BY, way.span, what=what, block=block.number
            )  # fmt: skip
        if block.to.name != holder.to.name:
            report.add(
                codes.RECIPIENT_KIND, way.span, what=what, recipient=holder.to.name,
                kind=f"andra mottagare än de som block {block.number} går till",
                way_out="fördela efter en nyckel, eller låt båda gå till samma mottagare",
            )  # fmt: skip


def _order(
    draft: Draft, requirement: a.Requirement, precedence: a.Precedence | None, report: Report
) -> None:
    """Warn where the route that goes first can give less than the other, for a better value."""
    improvement, attainment = requirement.improvement, requirement.attainment
    if improvement is None or attainment is None or attainment.share is None:
        return
    given = [
        tier.share
        for ladder in draft.agreement.ladders
        if improvement.ladder is not None and ladder.name == improvement.ladder.name
        for tier in ladder.tiers
    ]
    stated = [s for s in (*given, improvement.share) if isinstance(s, a.Quantity)]
    if not isinstance(attainment.share, a.Quantity):
        return
    if any(s.unit is not a.Unit.PERCENT for s in (*stated, attainment.share)):
        return
    shares = [s.value for s in stated]
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
    if not criterion.can_be_tried:
        why = "det har varken en lägsta nivå eller en längsta tid att pröva"
    elif criterion.who.name not in measured:
        why = f"inget block mäter {criterion.who.name}"
    else:
        return
    report.add(codes.CANNOT_DISCOUNT, head(criterion), name=criterion.name, why=why)


def _route(measures: tuple[a.Measure, ...]) -> str:
    """A way to meet a requirement, by a measure of the agreement if it has one."""
    for measure in measures:
        limit = "minst 90 %" if measure.higher_is_better else "högst 10 %"
        return f"måluppfyllelse {measure.name} {limit} ger 100 %"
    return "måluppfyllelse besök_60_dagar minst 90 % ger 100 %"


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
            isinstance(holder, a.Block) and bool(holder.items or holder.performance or holder.units)
        )
        what = f"block {holder.number}" if isinstance(holder, a.Block) else f"medel {holder.name}"
        if group and not divided and draft.whole("item", "requirement", "reserved"):
            report.add(
                codes.RECIPIENT_KIND, holder.to.span, what=what, recipient=recipient.name,
                kind="flera mottagare, men det sägs inte hur beloppet fördelas",
                way_out=f"skriv:  till {recipient.name}, efter invånare   (eller: , lika)",
            )  # fmt: skip


def _written(comparator: a.Comparator) -> str:
    return _COMPARED[comparator]


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
            improvement = requirement.improvement
            if improvement is not None and improvement.comparator in _DOWNWARDS:
                report.add(
                    codes.WRONG_DIRECTION, head(improvement), measure=improvement.measure.name,
                    direction="högre", comparator=_written(improvement.comparator),
                        suggestion="”minst”",
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
                        comparator=_written(test.comparator),
                        suggestion="”högst”" if upwards else "”minst”",
                    )  # fmt: skip
