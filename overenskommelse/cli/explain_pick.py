"""Which figures are to be explained: what the user named, found in the plan, or what there is."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from attrs import frozen

from overenskommelse import plan as p
from overenskommelse.calendar import Month, Period, read_month
from overenskommelse.cli.naming import is_requisition, payment_order, payment_words, short_name
from overenskommelse.cli.refusal import Refused
from overenskommelse.items import item_words
from overenskommelse.regions import folded
from overenskommelse.saying import Saying
from overenskommelse.text import closest, listed, visible

_UNKNOWN: Final = "unknown"
Root = tuple[str, tuple[str | None, Month | None]]
"""A step and a place: a figure to explain."""


@frozen(repr=False, eq=False)
class Wanted(Saying):
    """What was asked for, as typed; None for what was not said."""

    requirement: str | None = None
    month: str | None = None
    payment: str | None = None
    item: str | None = None


@frozen(repr=False, eq=False)
class Picked(Saying):
    """The figures to explain, and the steps that need not be followed for their sake.

    ``cell`` is set where what one requirement gave in one month was asked for: its root is the
    first.
    """

    roots: tuple[Root, ...]
    folded: tuple[str, ...] = ()
    cell: p.RequirementView | None = None


def recipient_named(plan: p.Plan, text: str) -> str:
    """The code of the recipient that a text means: a code, a name or a short name.

    Raises:
        Refused: it means nobody, or more than one.
    """
    from runtime.intake.recipients import Directory

    names = {code: name for group in plan.groups for code, name in group.members}
    known = Directory.of(plan.groups).find(text)
    alike = _called(names, text) or ([] if known else _called(names, text, short=True))
    if len(alike) > 1:
        raise Refused(f"”{visible(text)}” är flera mottagare: {listed(alike)}", "ange en kod")
    code = alike[0] if alike else known
    if code is None:
        short = [short_name(name) for name in names.values()]
        raise Refused(
            f"mottagaren ”{visible(text)}” finns inte i överenskommelsen{_guess(text, short)}",
            f"det finns {_known(short)}",
        )
    return code


def _called(names: Mapping[str, str], text: str, *, short: bool = False) -> list[str]:
    """The codes of those who are called so, in full or for short."""
    return [
        code for code, name in names.items()
        if folded(short_name(name) if short else name) == folded(text)
    ]  # fmt: skip


def picked(plan: p.Plan, recipient: str, wanted: Wanted) -> Picked:
    """The figures that were asked for: what requirements gave in some months, or what was paid.

    Raises:
        Refused: there is no such requirement, month, payment or item for the recipient.
    """
    items = _items(plan, recipient, wanted.item)
    if not items:
        raise Refused(
            "mottagaren får inga medel enligt överenskommelsen", "ange en mottagare som får medel"
        )
    if wanted.requirement is not None or wanted.month is not None:
        return _cells(plan, recipient, wanted, items)
    return _payments(plan, recipient, wanted, items)


# What requirements gave ----------------------------------------------------------------------


def _cells(plan: p.Plan, recipient: str, wanted: Wanted, items: Sequence[str]) -> Picked:
    cells = _requirements(plan, recipient, wanted, items)
    roots = [(view.amount, (recipient, month)) for view, months in cells for month in months]
    bonuses, earned = _bonuses(plan, recipient, {view.item for view, _ in cells})
    return Picked((*roots, *bonuses), earned, cells[0][0] if len(roots) == 1 else None)


def requirement_cells(
    plan: p.Plan, recipient: str | None, wanted: Wanted
) -> list[tuple[p.RequirementView, list[Month | None]]]:
    """The requirements that were asked for and the months of each, for one recipient or for all.

    Raises:
        Refused: there is no such requirement, month or item.
    """
    return _requirements(plan, recipient, wanted, _items(plan, recipient, wanted.item))


def _requirements(
    plan: p.Plan, recipient: str | None, wanted: Wanted, items: Sequence[str]
) -> list[tuple[p.RequirementView, list[Month | None]]]:
    steps = {step.id: step for step in plan.steps}
    views = [
        v for v in plan.requirements if v.item in items and _has(plan, steps[v.amount], recipient)
    ]
    if not views:
        raise Refused(
            "inget av det har några krav",
            "ta bort --requirement och --month för att se utbetalningarna",
        )
    if wanted.requirement is not None:
        views = _numbered(views, wanted.requirement)
    cells = [(view, _months(steps[view.amount].months, wanted.month)) for view in views]
    if not any(months for _, months in cells):
        periods = dict.fromkeys(
            step.months.swedish
            for v in views
            for step in [steps[v.amount]]
            if step.months is not None
        )
        if not periods:
            raise Refused("perioden mäts som en helhet, inte månad för månad", "ta bort --month")
        raise Refused(
            f"{visible(wanted.month or '')} mäts inte: mätperioden är {listed(periods)}",
            "ange en månad i mätperioden",
        )
    return cells


def _has(plan: p.Plan, step: p.AnyStep, recipient: str | None) -> bool:
    """Whether a step has a value for a recipient, or for anybody."""
    group = plan.group(step.recipients) if step.recipients is not None else None
    return group is not None and any(recipient in (None, code) for code, _ in group.members)


def _numbered(views: Sequence[p.RequirementView], text: str) -> list[p.RequirementView]:
    number = folded(text).removeprefix("krav ")
    found = [view for view in views if folded(view.number) == number]
    if not found:
        numbers = dict.fromkeys(view.number for view in views)
        raise Refused(f"krav {visible(text)} finns inte", f"det finns krav {listed(numbers)}")
    items = list(dict.fromkeys(view.item for view in found))
    if len(items) > 1:
        raise Refused(
            f"krav {visible(text)} finns i {listed(map(item_words, items))}",
            f"ange vilket: --item {listed(items, 'eller --item')}",
        )
    return found


def _months(period: Period | None, text: str | None) -> list[Month | None]:
    if period is None:
        return [None] if text is None else []
    if text is None:
        return list(period)
    month = read_month(text)
    if month is None:
        raise Refused(f"”{visible(text)}” är ingen månad", f"skriv till exempel {period.first}")
    return [month] if month in period else []


def _bonuses(plan: p.Plan, recipient: str, items: set[str]) -> tuple[list[Root], tuple[str, ...]]:
    """The recipient's part of the bonus pots that those items fill, and what they earned: a whole
    year's figures, which are explained when they are asked for."""
    pots = [pot for pot in plan.pots if pot.item in items and pot.bonus_item is not None]
    bonus_items = {pot.bonus_item for pot in pots}
    roots = dict.fromkeys(
        (step.due, (recipient, None))
        for step in plan.steps
        if isinstance(step, p.Paid) and step.item in bonus_items and _has(plan, step, recipient)
    )
    return list(roots), tuple(pot.earned for pot in pots)


# What was paid -------------------------------------------------------------------------------


def _payments(plan: p.Plan, recipient: str, wanted: Wanted, items: Sequence[str]) -> Picked:
    paid = [
        step for step in plan.steps
        if isinstance(step, p.Paid) and step.item in items and _has(plan, step, recipient)
    ]  # fmt: skip
    if wanted.payment is not None:
        meant = _payment(wanted.payment)
        known = sorted({step.payment for step in paid}, key=payment_order)
        paid = [step for step in paid if step.payment == meant]
        if not paid:
            text = visible(wanted.payment)
            raise Refused(
                f"utbetalningen ”{text}” finns inte för mottagaren",
                f"det finns {_payments_in(known)}",
            )
    order = {item: i for i, item in enumerate(items)}
    paid.sort(key=lambda step: (payment_order(step.payment), order[step.item]))
    return Picked(tuple((step.id, (recipient, None)) for step in paid))


def _payment(text: str) -> str:
    month = read_month(text)
    if month is not None:
        return str(month)
    plain = folded(text)
    if is_requisition(plain.removeprefix("på ")):
        return "requisition"
    return _UNKNOWN if plain in ("okänt", "okänd", "okänd månad") else plain


def _payments_in(known: Iterable[str]) -> str:
    """``2023-08 (augusti 2023)`` and the like: what to type, and what it is."""
    return listed(
        payment_words(one) if one in ("requisition", _UNKNOWN) else f"{one} ({payment_words(one)})"
        for one in known
    )


def _items(plan: p.Plan, recipient: str | None, text: str | None) -> list[str]:
    """The items that a recipient can be paid, in the agreement's order; those that a text names."""
    own = {s.item for s in plan.steps if isinstance(s, p.Paid) and _has(plan, s, recipient)}
    order = [item for pot in plan.pots for item in (pot.item, pot.bonus_item) if item is not None]
    items = [item for item in dict.fromkeys(order) if item in own]
    if text is None:
        return items
    plain = folded(text)
    found = [
        item for item in items
        if plain in (folded(item), folded(item_words(item)), folded(item.partition("/")[0]))
    ]  # fmt: skip
    if not found:
        whose = "för mottagaren" if recipient is not None else "i överenskommelsen"
        raise Refused(
            f"posten ”{visible(text)}” finns inte {whose}{_guess(text, items)}",
            f"det finns {_known(items)}",
        )
    return found


def _known(names: Sequence[str]) -> str:
    return listed(names) if names else "ingen"


def _guess(text: str, names: Sequence[str]) -> str:
    guess = closest(text[:100], names)
    return f". Menade du ”{guess}”?" if guess is not None else ""
