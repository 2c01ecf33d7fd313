"""What an example can speak of: everything of an agreement that has a name, as one kind of thing.

Checks ask whether it is there and whose it is; `compiler.trials` what it is in a plan.
"""

from collections.abc import Iterator, Sequence

from attrs import frozen

from compiler.members import members
from compiler.sayable import EVERY_AREA
from overenskommelse import agreement as a
from overenskommelse.calendar import Period
from overenskommelse.saying import Saying


@frozen(repr=False, eq=False)
class Thing(Saying):
    """Something that an example can speak of.

    Attributes:
        kind: The keyword of its statement.
        name: What it is called after that; a payment's month, as ``2023-12``.
        within: The block or focus area that it is in, as ``block 1``, if in one.
        members: Code and name of those that it can be said of.
        period: The months that it has values of, if months.
        readings: Of an interpretation, the names of its readings.
        counted: Of a measure, whether it matters how many there are.
        items: Of a block, the names of its items.
        answer: Of a question, how it is answered.
    """

    kind: str
    name: str
    members: Sequence[tuple[str, str]] = ()
    within: str = ""
    period: Period | None = None
    readings: Sequence[str] = ()
    counted: bool = False
    items: Sequence[str] = ()
    answer: a.AnswerKind | None = None

    @property
    def called(self) -> str:
        """Its name, and what it is in."""
        return f"{self.name} i {self.within}".lstrip() if self.within else self.name

    def is_meant_by(self, subject: a.Subject) -> bool:
        """Whether an example's line is about it."""
        own = (self.kind, self.name, self.within)
        return own == (subject.kind, name_of(subject), subject.within or self.within)


def name_of(subject: a.Subject) -> str:
    """What an example's line calls the thing that it is about."""
    return str(subject.month) if subject.month is not None else subject.name


def things(agreement: a.Agreement) -> Iterator[Thing]:
    """All that its examples can speak of."""
    of = {recipient.name: members(recipient) for recipient in agreement.recipients}
    everyone = tuple(dict.fromkeys(member for own in of.values() for member in own))
    yield from _measured(agreement, everyone)
    for key in agreement.keys:
        yield Thing("nyckel", key.name, everyone)
    for interpretation in agreement.interpretations:
        names = [reading.name for reading in interpretation.readings]
        yield Thing("tolkning", interpretation.name, readings=names)
    for block in agreement.blocks:
        yield from _of_block(block, of.get(block.to.name, ()), agreement)
    for grant in agreement.grants:
        yield Thing("medel", grant.name, of.get(grant.to.name, ()))
    for payment in {payment.month: payment for payment in agreement.payments}.values():
        if payment.month is not None or payment.on_requisition:
            yield Thing("utbetalning", str(payment.month or "på rekvisition"), everyone)
    yield from _demanded(agreement, of, everyone)


def _measured(agreement: a.Agreement, everyone: Sequence[tuple[str, str]]) -> Iterator[Thing]:
    period = _measuring(agreement)
    counted = {
        test.measure.name
        for block in agreement.blocks
        if block.performance is not None
        for requirement in block.performance.requirements
        if requirement.attainment is not None
        for test in requirement.attainment.tests
        if test.when is not None
    }
    for measure in agreement.measures:
        yield Thing("mått", measure.name, everyone, period=period, counted=measure.name in counted)


def _measuring(agreement: a.Agreement) -> Period | None:
    """From the first month that anything is measured in to the last."""
    own = [b.performance.period for b in agreement.blocks if b.performance is not None]
    periods = [period for period in (agreement.period, *own) if period is not None]
    if not periods:
        return None
    return Period(min(p.first for p in periods), max(p.last for p in periods))


def _of_block(
    block: a.Block, own: Sequence[tuple[str, str]], agreement: a.Agreement
) -> Iterator[Thing]:
    within = f"block {block.number}"
    yield Thing("block", block.number, own, items=[item.name for item in block.items])
    for item in block.items:
        yield Thing("post", item.name, own, within)
    performance = block.performance
    if performance is None:
        return
    if performance.bonus is not None:
        yield Thing("bonuspott", "", own, within)
    period = None if performance.together else performance.period or agreement.period
    for number in dict.fromkeys(r.number for r in performance.requirements):
        yield Thing("krav", number, own, within, period)


def _demanded(
    agreement: a.Agreement,
    of: dict[str, tuple[tuple[str, str], ...]],
    everyone: Sequence[tuple[str, str]],
) -> Iterator[Thing]:
    for condition in agreement.conditions:
        yield Thing("villkor", condition.name, of.get(condition.who.name, ()))
    for area in agreement.areas:
        yield Thing("fokusområde", area.name, of.get(area.who.name, ()))
        for question in area.questions:
            yield Thing(
                "fråga", question.name, of.get(area.who.name, ()), f"fokusområde {area.name}",
                answer=question.kind,
            )  # fmt: skip
    if agreement.areas:
        yield Thing(EVERY_AREA, "fokusområden", everyone)
    for duty in agreement.obligations:
        yield Thing("skyldighet", duty.name, of.get(duty.who.name, ()))
    for criterion in agreement.criteria:
        period = criterion.period or agreement.period
        yield Thing("kriterium", criterion.name, of.get(criterion.who.name, ()), period=period)
