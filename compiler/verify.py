"""What every plan must live up to, whoever made it: the compiler, or a file.

Each finding is a sentence in Swedish. A plan straight from the compiler that has any is a bug of
okt; one read from a file is refused.
"""

from collections import Counter
from collections.abc import Iterator
from fractions import Fraction

from overenskommelse import plan as p
from overenskommelse.calendar import read_month
from overenskommelse.clauses import Unit


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
    known: dict[str, p.AnyStep] = {}
    for step in plan.steps:
        if step.id in known:
            yield f"steget ”{step.id}” finns två gånger"
        if step.recipients is not None and step.recipients not in groups:
            yield f"steget ”{step.id}” gäller okända mottagare"
        for read in p.reads(step):
            if read not in known:
                yield f"steget ”{step.id}” läser ”{read}”, som inte är uträknat då"
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
            if other.months is not None and other.months != step.months:
                yield f"steget ”{step.id}” läser ”{other.id}”, som gäller andra månader"
    if isinstance(step, p.Summed | p.Remainder | p.Paid | p.Repaid | p.Rounded | p.Difference):
        units = {other.unit for other in read.values()}
        if isinstance(step, p.Difference):
            if units - {Unit.PERCENT}:
                yield f"steget ”{step.id}” jämför annat än procent"
        elif units - {step.unit}:
            yield f"steget ”{step.id}” blandar enheter"
    if isinstance(step, p.Rounded) and step.to <= 0:
        yield f"steget ”{step.id}” avrundar till något som inte finns"
    if isinstance(step, p.Allotted):
        keys = [read[i] for i in (step.weights, step.only_if, step.when_empty) if i in read]
        for key in keys:
            if (key.recipients, key.months) != (step.recipients, None):
                yield f"steget ”{step.id}” fördelar efter ”{key.id}”, som gäller annat"
        amount = read.get(step.amount)
        if amount is not None and (amount.recipients or amount.months):
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
    items = {item for pot in plan.pots for item in (pot.item, pot.bonus_item)}
    for step in plan.steps:
        if isinstance(step, p.Reported) and step.criterion not in criteria:
            yield f"steget ”{step.id}” prövar ett kriterium som inte finns"
        if isinstance(step, p.Paid | p.Repaid) and step.item not in items:
            yield f"steget ”{step.id}” gäller en post som inte finns"
        if isinstance(step, p.Paid) and not _is_payment(step):
            yield f"steget ”{step.id}” betalas ”{step.payment}”, som inte är någon månad"
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
        if not isinstance(amount, p.Product) or not isinstance(chosen, p.Chosen):
            yield f"krav {view.number} visar annat än sin ersättning"
        elif amount.recipients is None or amount.months is None:
            yield f"krav {view.number} räknas inte per mottagare och månad"
        elif amount.times != view.share:
            yield f"krav {view.number} räknas med en annan andel än sin egen"


def _is_payment(step: p.Paid) -> bool:
    return step.requisition or read_month(step.payment) is not None


def _whole(plan: p.Plan, known: dict[str, p.AnyStep]) -> Iterator[str]:
    """Shares sum to one, months are paid once, and the pots are the agreement's total."""
    total = Fraction(0)
    carved: set[str] = set()
    for pot in plan.pots:
        amount = known.get(pot.amount)
        if isinstance(amount, p.Amount):
            total += amount.value
        elif isinstance(amount, p.Remainder):
            whole = known.get(amount.of)
            if isinstance(whole, p.Amount) and amount.of not in carved:
                carved.add(amount.of)
                parts = [known.get(i) for i in amount.minus]
                total += whole.value - sum(
                    (part.value for part in parts if isinstance(part, p.Amount)), Fraction(0)
                )
        shares = sum((v.share for v in plan.requirements if v.item == pot.item), Fraction(0))
        if shares not in (0, 1):
            yield f"andelarna i ”{pot.item}” blir inte 100 procent"
        yield from _paid_once(pot, known)
    if total != plan.total:
        yield "posterna blir inte överenskommelsens omfattning"


def _paid_once(pot: p.PotView, known: dict[str, p.AnyStep]) -> Iterator[str]:
    paid = Counter(step.of for i in pot.payments if isinstance(step := known.get(i), p.Paid))
    if any(count > 1 for count in paid.values()):
        yield f"något i ”{pot.item}” betalas två gånger"
    if pot.rewards:
        first = known.get(pot.rewards[0])
        months: Counter[str] = Counter()
        for step_id in paid:
            step = known.get(step_id)
            if isinstance(step, p.Summed) and step.over is not None:
                months.update(str(month) for month in step.over)
        wanted = {str(m) for m in first.months} if first and first.months else set()
        if set(months) != wanted or any(count > 1 for count in months.values()):
            yield f"månaderna i ”{pot.item}” betalas inte en gång var"
