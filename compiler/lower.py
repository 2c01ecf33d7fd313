"""Agreement to Plan: every rule becomes steps, in computing order.

By now every interpretation has been settled (`readings.resolve`) and every check has passed, so
that nothing here chooses anything. A block's money is in `lower_block`; here are declarations,
payments and what an outcome shows.
"""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import TypeVar

from attrs import evolve

from compiler.lower_block import BlockSteps
from compiler.paying import paying
from compiler.stepper import Stepper, origin_of, settled
from overenskommelse import agreement as a
from overenskommelse import plan as p
from overenskommelse.calendar import Period
from overenskommelse.regions import REGIONS
from overenskommelse.regions import find as find_region

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
    for block in resolved.blocks:
        steps = BlockSteps(stepper, block)
        pots += steps.pots()
        requirements += steps.requirements
        measures += steps.measures.values()
    pots += [_grant(stepper, grant) for grant in resolved.grants]
    for repayment in resolved.repayments:
        _repay(stepper, repayment, pots)
    return p.Plan(
        name=resolved.name,
        title=resolved.title,
        source=resolved.span.source.name,
        source_sha256=sha256,
        total=resolved.total.value,
        groups=tuple(groups.values()),
        choices=tuple(_choices(written, used)),
        measures=_with_readings(written, resolved, used, measures),
        keys=tuple(stepper.keys.values()),
        criteria=tuple(_criteria(resolved)),
        duties=tuple(_duties(resolved)),
        steps=tuple(stepper.steps.values()),
        requirements=tuple(requirements),
        pots=tuple(pots),
    )


def _group(recipient: a.Recipient) -> p.Group:
    members = recipient.members
    if recipient.everyone:
        excluded = {find_region(name) for name in recipient.excluded}
        members = tuple(region for region in REGIONS if region[0] not in excluded)
    return p.Group(recipient.name, recipient.title, members or ((recipient.name, recipient.title),))


def _grant(stepper: Stepper, grant: a.Grant) -> p.PotView:
    item = f"medel-{grant.name}"
    origin = origin_of(grant, f"medel {grant.name} ”{grant.title}”")
    amount = stepper.amount(f"{item}/hela-beloppet", grant.amount.value, origin)
    split = stepper.divided(item, amount, grant.distribution, grant.to.name, origin)
    paid = stepper.paid(item, split, "medel", grant.name, grant.to.name)
    return p.PotView(item, grant.title, amount, split, None, None, paid)


def _repay(stepper: Stepper, repayment: a.Repayment, pots: list[p.PotView]) -> None:
    for part in repayment.parts:
        name = part.name.name if part.name else ""
        base = f"medel-{name}" if part.kind == "medel" else f"block-{name}"
        for pot in pots:
            if pot.item == base or pot.item.startswith(base + "/"):
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
            readings=tuple(
                (reading.name, _words(reading.body)) for reading in interpretation.readings
            ),
            used=used[interpretation.name].name,
            in_force=interpretation.in_force.name,
            reason=interpretation.reason,
            origin=origin_of(interpretation, f"tolkning {interpretation.name}"),
        )


def _words(clause: a.Clause) -> str:
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


def _criteria(agreement: a.Agreement) -> Iterator[p.CriterionView]:
    for criterion in agreement.criteria:
        consequence = settled(criterion.consequence, a.Consequence)
        yield p.CriterionView(
            name=criterion.name,
            title=criterion.title,
            recipients=criterion.who.name,
            period=criterion.period or agreement.period,
            least=_value(criterion.least),
            weeks=_value(criterion.weeks),
            consequence="månadens mätvärden räknas inte"
            if consequence.discounts_month
            else "ingen påföljd",
            origin=origin_of(criterion, f"kriterium {criterion.name}"),
        )


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
        )


def _value(quantity: a.Quantity | None) -> Fraction | None:
    return quantity.value if quantity is not None else None
