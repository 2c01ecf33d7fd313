"""What every plan must live up to, whoever made it: the compiler, or a file.

Each finding is a sentence in Swedish. A plan straight from the compiler that has any is a bug of
okt; one read from a file is refused.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Final

from overenskommelse import plan as p
from overenskommelse.calendar import Month, Period, read_month
from overenskommelse.clauses import Unit

_ONE_UNIT: Final = (
    p.Summed | p.Remainder | p.Paid | p.Repaid | p.Rounded | p.Difference | p.Excess | p.Least
    | p.Held
)  # fmt: skip
"""Steps that neither make nor change a unit, but a difference of levels that makes points."""


def verify(plan: p.Plan) -> list[str]:
    """Everything that is wrong with a plan; nothing, if it can be evaluated and keeps every krona.

    The first road to conservation: shares sum to the whole and every step that is paid is paid
    once. The runtime walks the second (paid + kept = pot).
    """
    return list(_faults(plan))


def _faults(plan: p.Plan) -> Iterator[str]:
    groups = {group.name for group in plan.groups}
    if len(groups) != len(plan.groups):
        yield "två grupper av mottagare har samma namn"
    every = {step.id for step in plan.steps}
    known: dict[str, p.AnyStep] = {}
    for step in plan.steps:
        if step.id in known:
            yield f"steget ”{step.id}” finns två gånger"
        if step.recipients is not None and step.recipients not in groups:
            yield f"steget ”{step.id}” gäller okända mottagare"
        for read in p.reads(step):
            if read not in known:
                when = "räknas ut först efter det" if read in every else "inte finns i planen"
                yield f"steget ”{step.id}” läser ”{read}”, som {when}"
        known[step.id] = step
        yield from _typed(step, known)
    yield from _views(plan, known)
    yield from _whole(plan, known)


def _typed(step: p.AnyStep, known: dict[str, p.AnyStep]) -> Iterator[str]:
    """Units and dimensions of what a step reads."""
    read = {i: known[i] for i in p.reads(step) if i in known}
    dimensions_fold = isinstance(step, p.Summed | p.Remainder | p.Repaid)
    for other in read.values():
        if not dimensions_fold and not isinstance(step, p.Allotted):
            if other.recipients is not None and other.recipients != step.recipients:
                yield f"steget ”{step.id}” läser ”{other.id}”, som gäller andra mottagare"
            if other.months is not None and not _within(step.months, other.months):
                yield f"steget ”{step.id}” läser ”{other.id}”, som gäller andra månader"
    if isinstance(step, _ONE_UNIT):
        condition = step.condition if isinstance(step, p.Held) else None
        units = {other.unit for i, other in read.items() if i != condition}
        if isinstance(step, p.Difference) and step.unit is Unit.POINTS:
            if units - {Unit.PERCENT}:
                yield f"steget ”{step.id}” jämför annat än procent"
        elif units - {step.unit}:
            yield f"steget ”{step.id}” blandar enheter"
    if isinstance(step, p.Rounded) and step.to <= 0:
        yield f"steget ”{step.id}” avrundar till något som inte finns"
    if isinstance(step, p.Allotted):
        keys = [
            read[i]
            for i in (step.weights, step.only_if, step.when_empty, step.when_short)
            if i in read
        ]
        for key in keys:
            fits = key.months is None or _within(step.months, key.months)
            if key.recipients != step.recipients or not fits:
                yield f"steget ”{step.id}” fördelar efter ”{key.id}”, som gäller annat"
        amount = read.get(step.amount)
        if amount is not None and (
            amount.recipients or (amount.months and not _within(step.months, amount.months))
        ):
            yield f"steget ”{step.id}” fördelar något som inte är ett belopp"
    if isinstance(step, p.Product) and sum(o.unit is Unit.KRONOR for o in read.values()) > 1:
        yield f"steget ”{step.id}” multiplicerar kronor med kronor"


def _views(plan: p.Plan, known: dict[str, p.AnyStep]) -> Iterator[str]:
    groups = {group.name for group in plan.groups}
    shown = {view.recipients for view in plan.measures} | {view.recipients for view in plan.keys}
    shown |= {view.recipients for view in plan.criteria}
    shown |= {view.recipients for view in plan.duties}
    if shown - groups:
        yield "en uppgift gäller okända mottagare"
    criteria = {criterion.name for criterion in plan.criteria}
    yield from _conditions(plan, groups, criteria)
    items = {item for pot in plan.pots for item in (pot.item, pot.bonus_item)}
    for step in plan.steps:
        if isinstance(step, p.Reported) and step.criterion not in criteria:
            yield f"steget ”{step.id}” prövar ett kriterium som inte finns"
        if isinstance(step, p.Paid | p.Repaid) and step.item not in items:
            yield f"steget ”{step.id}” gäller en post som inte finns"
        if isinstance(step, p.Paid) and not _is_payment(step):
            yield f"steget ”{step.id}” betalas ”{step.payment}”, som inte är någon månad"
        if isinstance(step, p.Paid) and not _only_conditions(step, known):
            yield f"steget ”{step.id}” skiljer sig från ”{step.due}” av annat än villkor"
    for pot in plan.pots:
        optional = [i for i in (pot.bonus, pot.monthly_pot) if i is not None]
        for step_id in (pot.amount, pot.earned, *optional, *pot.payments, *pot.rewards):
            if step_id not in known:
                yield f"”{pot.item}” visar steget ”{step_id}”, som inte finns"
        if not all(isinstance(known.get(i), p.Paid) for i in pot.payments):
            yield f"”{pot.item}” visar en utbetalning som inte är någon"
        whole = known.get(pot.amount)
        if whole is not None and (whole.recipients or whole.months):
            yield f"beloppet för ”{pot.item}” är inte ett enda"
    for view in plan.requirements:
        optional = [i for i in (view.previous, view.change) if i is not None]
        for step_id in (view.level, view.chosen, view.reserved, view.amount, *optional):
            if step_id not in known:
                yield f"krav {view.number} visar steget ”{step_id}”, som inte finns"
        amount, chosen = known.get(view.amount), known.get(view.chosen)
        if not isinstance(amount, p.Product | p.Allotted) or not isinstance(chosen, p.Chosen):
            yield f"krav {view.number} visar annat än sin ersättning"
        elif amount.recipients is None:
            yield f"krav {view.number} räknas inte per mottagare"
        elif isinstance(amount, p.Product) and amount.times != view.share:
            yield f"krav {view.number} räknas med en annan andel än sin egen"


def _is_payment(step: p.Paid) -> bool:
    return step.requisition or step.payment == "unknown" or read_month(step.payment) is not None


def _only_conditions(step: p.Paid, known: dict[str, p.AnyStep]) -> bool:
    """Whether nothing but conditions stands between what is due, released and paid."""
    left = step.of
    while left != step.released and isinstance(held := known.get(left), p.Held):
        left = held.of
    tried = known.get(step.released)
    if step.released == step.due or not isinstance(tried, p.Product):
        return left == step.released == step.due
    first, *conditions = tried.factors
    met = all(isinstance(known.get(i), p.Fulfilled) for i in conditions)
    return left == step.released and first == step.due and met and tried.times == 1


def _within(months: Period | None, others: Period) -> bool:
    """Whether some months all lie in a period."""
    return months is not None and months.first in others and months.last in others


def _conditions(plan: p.Plan, groups: set[str], criteria: set[str]) -> Iterator[str]:
    names = {condition.name for condition in plan.conditions}
    duties = {duty.name for duty in plan.duties}
    asked_of = {(area.name, q.name) for area in plan.areas for q in area.questions}
    areas = {area.name for area in plan.areas}
    for name in sorted(names & areas):
        yield f"”{name}” är både ett villkor och ett fokusområde"
    for area in plan.areas:
        if area.recipients not in groups:
            yield f"fokusområdet ”{area.name}” gäller okända mottagare"
    for view in plan.criteria:
        if view.answered and (view.answered.area, view.answered.question) not in asked_of:
            yield f"kriteriet ”{view.name}” redovisas genom en fråga som inte finns"
    for condition in plan.conditions:
        if {(q.area, q.question) for q in condition.questions} - asked_of:
            yield f"villkoret ”{condition.name}” kräver svar på en fråga som inte finns"
        if condition.recipients not in groups:
            yield f"villkoret ”{condition.name}” gäller okända mottagare"
        asked = (set(condition.criteria) - criteria) | (set(condition.duties) - duties)
        if asked | (set(condition.areas) - areas):
            yield f"villkoret ”{condition.name}” kräver något som inte finns"
    for step in plan.steps:
        if isinstance(step, p.Fulfilled) and step.condition not in names:
            yield f"steget ”{step.id}” prövar ett villkor som inte finns"


def _whole(plan: p.Plan, known: dict[str, p.AnyStep]) -> Iterator[str]:
    """Shares sum to one, months are paid once, and the pots are the agreement's total."""
    for pot in plan.pots:
        yield from _shares(plan, pot, known)
        yield from _paid_once(pot, known)
    total = _sum(_amount(pot, known, plan) for pot in plan.pots)
    if total is not None and plan.total is not None and total != plan.total:
        yield "posterna blir inte överenskommelsens omfattning"


def _amount(pot: p.PotView, known: dict[str, p.AnyStep], plan: p.Plan) -> Fraction | None:
    """A pot's amount as far as the plan alone says it; None where it is not known."""
    amount = known.get(pot.amount)
    if isinstance(amount, p.Amount):
        return amount.value
    if isinstance(amount, p.Remainder):
        # What two rests of one amount would take is more than there is.
        rests = [
            other for other in plan.pots
            if isinstance(rest := known.get(other.amount), p.Remainder) and rest.of == amount.of
        ]  # fmt: skip
        whole, parts = known.get(amount.of), [known.get(i) for i in amount.minus]
        taken = _sum(part.value if isinstance(part, p.Amount) else None for part in parts)
        if isinstance(whole, p.Amount) and whole.value is not None and taken is not None:
            return whole.value - taken if rests[0] is pot else Fraction(0)
    return None


def _sum(values: Iterable[Fraction | None]) -> Fraction | None:
    """The sum, unless something in it is unknown."""
    found = list(values)
    known = [value for value in found if value is not None]
    return sum(known, Fraction(0)) if len(known) == len(found) else None


def _shares(plan: p.Plan, pot: p.PotView, known: dict[str, p.AnyStep]) -> Iterator[str]:
    """In every month the shares of the requirements that hold are the whole."""
    views = [view for view in plan.requirements if view.item == pot.item]
    periods = {view.amount: step.months for view in views if (step := known.get(view.amount))}
    months: set[Month | None] = {month for period in periods.values() for month in period or ()}
    if None in periods.values():
        months.add(None)
    for month in months:
        total = _sum(v.share for v in views if _holds(periods.get(v.amount), month))
        if total is not None and total != 1:
            yield f"andelarna i ”{pot.item}” blir inte 100 procent"
            return


def _paid_once(pot: p.PotView, known: dict[str, p.AnyStep]) -> Iterator[str]:
    paid = Counter(step.of for i in pot.payments if isinstance(step := known.get(i), p.Paid))
    if any(count > 1 for count in paid.values()):
        yield f"något i ”{pot.item}” betalas två gånger"
    if pot.rewards:
        months: Counter[str] = Counter()
        for step_id in paid:
            months.update(_months_paid(step_id, known))
        earning = [step.months for i in pot.rewards if (step := known.get(i)) and step.months]
        wanted = {str(month) for period in earning for month in period}
        if set(months) != wanted or any(count > 1 for count in months.values()):
            yield f"månaderna i ”{pot.item}” betalas inte en gång var"


def _holds(period: Period | None, month: Month | None) -> bool:
    """Whether a requirement of a period holds in a month; without either, months are as one."""
    return month is None if period is None else month in period


def _months_paid(step_id: str, known: dict[str, p.AnyStep]) -> set[str]:
    """The months whose rewards a payment pays, through conditions and roundings of it."""
    match known.get(step_id):
        case p.Summed(over=Period() as over):
            return {str(month) for month in over}
        case p.Summed(of=terms):
            return {month for term in terms for month in _months_paid(term, known)}
        case p.Held(of=of):
            return _months_paid(of, known)
        case p.Product(factors=(of, *_)):
            return _months_paid(of, known)
        case p.Difference(of=of, minus=minus):
            return _months_paid(of, known) - _months_paid(minus, known)
    return set()
