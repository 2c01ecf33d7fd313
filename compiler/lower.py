"""Agreement to Plan: every rule becomes steps, in computing order.

By now every interpretation has been settled (`readings.resolve`) and every check has passed, so
that nothing here chooses anything. A block's money is in `lower_block`; here are declarations,
payments and what an outcome shows.
"""

from collections.abc import Iterator, Mapping
from typing import TypeVar

from attrs import evolve

from compiler.knowable import mattering
from compiler.lower_block import BlockSteps, grant_pot
from compiler.members import members
from compiler.paying import follows_others, part_key, paying
from compiler.readings import clauses
from compiler.stepper import Stepper, failure_of, known, origin_of, settled
from compiler.unknowns import unknowns
from overenskommelse import agreement as a
from overenskommelse import plan as p
from overenskommelse.calendar import Period

T = TypeVar("T")


def lower(
    written: a.Agreement,
    resolved: a.Agreement,
    used: Mapping[str, a.NamedReading],
    sha256: str,
) -> p.Plan:
    """The plan of an agreement.

    Args:
        written: The agreement as written, for its interpretations.
        resolved: The same with every open place filled.
        used: The readings that filled them.
        sha256: The hash of its source.
    """
    groups = {r.name: _group(r) for r in resolved.recipients}
    stepper = Stepper(resolved, groups, paying(resolved))
    pots: list[p.PotView] = []
    requirements: list[p.RequirementView] = []
    measures: list[p.MeasureView] = []
    for block in sorted(resolved.blocks, key=follows_others):
        steps = BlockSteps(stepper, block)
        pots += steps.pots()
        requirements += steps.requirements
        measures += steps.measures
    pots += [grant_pot(stepper, grant) for grant in resolved.grants]
    pots = _in_order(pots, resolved)
    for repayment in resolved.repayments:
        _repay(stepper, repayment, pots)
    keys = tuple(_keys(stepper))
    return p.Plan(
        name=resolved.name,
        title=resolved.title,
        source=resolved.span.source.name,
        source_sha256=sha256,
        total=known(resolved.total),
        groups=tuple(groups.values()),
        choices=tuple(_choices(written, used)),
        measures=_with_readings(written, resolved, used, measures),
        keys=keys,
        criteria=tuple(_criteria(resolved, written, used)),
        conditions=tuple(_conditions(resolved, pots, written, used)),
        duties=tuple(_duties(resolved)),
        areas=tuple(_areas(resolved)),
        unknowns=tuple(_unknowns(resolved)),
        steps=tuple(stepper.steps.values()),
        requirements=tuple(requirements),
        pots=tuple(pots),
        amendments=tuple(_amendments(resolved)),
        compares_previous_year=resolved.compares_previous_year,
        unused_keys=tuple(
            key.name for key in resolved.keys if key.name not in {view.name for view in keys}
        ),
    )


def _keys(stepper: Stepper) -> Iterator[p.KeyView]:
    """The keys that data must have: those that something known is divided by."""
    matter = mattering(tuple(stepper.steps.values()))
    for step in stepper.steps.values():
        if isinstance(step, p.KeyValue) and step.recipients is not None and step.id in matter:
            yield stepper.keys[step.key, step.recipients]


def _in_order(pots: list[p.PotView], agreement: a.Agreement) -> list[p.PotView]:
    """The accounts as the agreement has them, whatever order they had to be computed in."""
    place = {f"block-{block.number}": i for i, block in enumerate(agreement.blocks)}
    return sorted(pots, key=lambda pot: place.get(pot.item.partition("/")[0], len(place)))


def _group(recipient: a.Recipient) -> p.Group:
    return p.Group(recipient.name, recipient.title, members(recipient))


def _repay(stepper: Stepper, repayment: a.Repayment, pots: list[p.PotView]) -> None:
    for part in repayment.parts:
        for pot in pots:
            if _meant(part, pot.item):
                # Of a block's money, not of its bonus pot: that is paid for what has been done.
                own = tuple(
                    i
                    for i in pot.payments
                    if isinstance(step := stepper.steps[i], p.Paid) and step.item == pot.item
                )
                stepper.add(
                    p.Repaid(
                        id=f"återbetalning/{pot.item}", unit=a.Unit.KRONOR,
                        recipients=stepper.steps[own[0]].recipients, of=own, item=pot.item,
                        last_day=repayment.last_day,
                        origin=origin_of(repayment, "återbetalning"),
                    )
                )  # fmt: skip


# What an outcome shows -----------------------------------------------------------------------


def _choices(written: a.Agreement, used: Mapping[str, a.NamedReading]) -> Iterator[p.Choice]:
    for interpretation in written.interpretations:
        yield p.Choice(
            name=interpretation.name,
            question=interpretation.question,
            readings=tuple((reading.name, _said(reading)) for reading in interpretation.readings),
            used=used[interpretation.name].name,
            in_force=interpretation.in_force.name,
            reason=interpretation.reason,
            origin=origin_of(interpretation, f"tolkning {interpretation.name}"),
            assumed=interpretation.assumed,
        )


def _said(reading: a.NamedReading) -> str:
    """What a reading says, and its author's own words for it."""
    body = _words(reading.body)
    return f"{body}: ”{reading.words}”" if reading.words else body


def _words(clause: a.Clause | a.Quantity) -> str:
    """A clause as it is written, without line breaks."""
    return " ".join(clause.span.text.split())


def _definition(measure: a.Measure) -> str:
    """Whom a measure counts and which way is better, in the agreement's words."""
    better = "högre" if measure.higher_is_better else "lägre"
    who = f"{measure.status.value} {measure.activity}"
    return f"andel av {who} {_limit(measure.limit)}, {better} är bättre"


def _limit(limit: object) -> str:
    words = _words(limit) if isinstance(limit, a.Clause) else ""
    return f"med väntetid {words}" if isinstance(limit, a.WaitingLimit) else f"med {words}"


def _with_readings(
    written: a.Agreement,
    resolved: a.Agreement,
    used: Mapping[str, a.NamedReading],
    measures: list[p.MeasureView],
) -> tuple[p.MeasureView, ...]:
    """The measures, with the reading that decides what each counts, where one does."""
    open_limits = {
        m.name: used[m.limit.name]
        for m in written.measures
        if isinstance(m.limit, a.ByInterpretation)
    }
    merged: dict[tuple[str, str, Period], p.MeasureView] = {}
    for view in measures:
        reading = open_limits.get(view.name)
        measure = next(m for m in resolved.measures if m.name == view.name)
        same = merged.get((view.name, view.recipients, view.period), view)
        merged[view.name, view.recipients, view.period] = evolve(
            view,
            current=view.current or same.current,
            previous=view.previous or same.previous,
            definition=_definition(measure),
            reading=_words(reading.body) if reading else "",
        )
    return tuple(merged.values())


def _amendments(agreement: a.Agreement) -> Iterator[str]:
    """What has amended the agreement, as its text names it."""
    for amendment in agreement.amendments:
        words = " ".join(amendment.span.text.partition("[")[0].split())
        yield words.removeprefix("ändrad genom ").replace('"', "”")


def _assumed(
    written: a.Agreement, used: Mapping[str, a.NamedReading], otherwise: Mapping[str, object]
) -> Mapping[str, str]:
    """Whose consequence is an assumption, each with its interpretation.

    A consequence that was chosen instead of the assumed one is no assumption of the agreement's.
    """
    assumed = {
        i.name
        for i in written.interpretations
        if i.assumed and used[i.name].name == i.in_force.name
    }
    return {
        name: clause.name
        for name, clause in otherwise.items()
        if isinstance(clause, a.ByInterpretation) and clause.name in assumed
    }


def _criteria(
    agreement: a.Agreement, written: a.Agreement, used: Mapping[str, a.NamedReading]
) -> Iterator[p.CriterionView]:
    assumed = _assumed(written, used, {c.name: c.consequence for c in written.criteria})
    for criterion in agreement.criteria:
        consequence = settled(criterion.consequence, a.Consequence)
        answered = criterion.answered
        yield p.CriterionView(
            name=criterion.name,
            title=criterion.title,
            recipients=criterion.who.name,
            period=criterion.period or agreement.period,
            least=known(criterion.least),
            weeks=known(criterion.weeks),
            consequence="månadens mätvärden räknas inte"
            if consequence.discounts_month
            else "ingen påföljd",
            origin=origin_of(criterion, f"kriterium {criterion.name}"),
            contents=criterion.contents,
            assumed=assumed.get(criterion.name, ""),
            unknown=_unknown_limit(criterion),
            answered=_asked(answered.question) if answered is not None else None,
            refuses=answered is not None and answered.refuses,
        )


def _unknown_limit(criterion: a.Criterion) -> a.Unit | None:
    """What a limit that is not known counts."""
    if isinstance(criterion.least, a.Unknown):
        return a.Unit.PERCENT
    return a.Unit.WEEKS if isinstance(criterion.weeks, a.Unknown) else None


def _asked(question: a.Asked) -> p.AskedView:
    return p.AskedView(question.area.name, question.name.name)


def _meant(part: a.PaymentPart, item: str) -> bool:
    """Whether a part of a payment means an item, or the block that it is in."""
    name = part.name.name if part.name is not None else ""
    match part.kind:
        case "medel":
            return item == f"medel-{name}"
        case "post" if part.block is not None:
            return item == f"block-{part.block.name}/{name}"
        case "block":
            return item == f"block-{name}" or item.startswith(f"block-{name}/")
    return False


def _conditions(
    agreement: a.Agreement,
    pots: list[p.PotView],
    written: a.Agreement,
    used: Mapping[str, a.NamedReading],
) -> Iterator[p.ConditionView]:
    assumed = _assumed(written, used, {c.name: c.failure for c in written.conditions})
    for condition in agreement.conditions:
        keys = [part_key(agreement, part) for part in condition.governs]
        kind = failure_of(condition)
        yield p.ConditionView(
            name=condition.name,
            title=condition.title,
            recipients=condition.who.name,
            duties=tuple(duty.name for duty in condition.duties),
            criteria=tuple(criterion.name for criterion in condition.criteria),
            areas=tuple(area.name for area in agreement.areas if condition.demands(area)),
            assessor=condition.assessor,
            last_day=condition.last_day,
            failure=kind.value if kind is not None else p.NOT_KNOWN,
            items=tuple(
                item
                for pot in pots
                for item in (pot.item, pot.bonus_item)
                if item is not None
                and (
                    any(_meant(part, item) for part in condition.governs)
                    or (item == pot.bonus_item and _pot_key(pot) in keys)
                )
            ),
            origin=origin_of(condition, f"villkor {condition.name}"),
            assumed=assumed.get(condition.name, ""),
            questions=tuple(map(_asked, condition.questions)),
            day_unknown=condition.unknown is not None,
        )


def _areas(agreement: a.Agreement) -> Iterator[p.FocusAreaView]:
    for area in agreement.areas:
        yield p.FocusAreaView(
            name=area.name,
            title=area.title,
            recipients=area.who.name,
            questions=tuple(
                p.QuestionView(q.name, q.kind.value, q.title, q.cites) for q in area.questions
            ),
            contents=area.contents,
            to=area.to,
            report_by=area.report_by,
            assessor=area.assessor,
            last_day=area.last_day,
            origin=origin_of(area, f"fokusområde {area.name}"),
        )


def _pot_key(pot: p.PotView) -> tuple[str, str]:
    return "bonuspott", pot.item.removeprefix("block-")


def _unknowns(agreement: a.Agreement) -> Iterator[p.UnknownView]:
    """What is not known; a ladder only where the readings used go by it."""
    names = {
        route.ladder.name
        for route in clauses(agreement.blocks)
        if isinstance(route, a.Improvement | a.Attainment) and route.ladder is not None
    }
    used = tuple(ladder for ladder in agreement.ladders if ladder.name in names)
    for what, unknown in unknowns(evolve(agreement, ladders=used)):
        yield p.UnknownView(what, origin_of(unknown, what))


def _duties(agreement: a.Agreement) -> Iterator[p.DutyView]:
    for duty in agreement.obligations:
        yield p.DutyView(
            name=duty.name,
            title=duty.title,
            recipients=duty.who.name,
            to=duty.to,
            last_day=duty.last_day,
            monthly=duty.monthly,
            period=duty.period,
            origin=origin_of(duty, f"skyldighet {duty.name}"),
            contents=duty.contents,
            attachments=duty.attachments,
            day_unknown=duty.unknown is not None,
        )
