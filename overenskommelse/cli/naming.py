"""How recipients and payments are spoken of in tables."""

from collections.abc import Iterable
from typing import Final

from overenskommelse.calendar import read_month
from overenskommelse.plan import Group, Plan
from overenskommelse.regions import REGIONS

_REQUISITIONS: Final = ("rekvisition", "requisition")


def is_requisition(payment: str) -> bool:
    """Whether a payment is made on requisition."""
    return payment in _REQUISITIONS


def payment_words(payment: str) -> str:
    """``augusti 2023`` for a payment that is known as ``2023-08``."""
    month = read_month(payment)
    if month is not None:
        return month.swedish
    if payment == "unknown":
        return "okänd månad"
    return "rekvisition" if is_requisition(payment) else payment


def payment_order(payment: str) -> tuple[int, str]:
    """The order of payments: by month, and those on requisition last."""
    return (1 if read_month(payment) is None else 0, payment)


def short_name(name: str) -> str:
    """``Skåne`` for Region Skåne, ``Västra Götaland`` for Västra Götalandsregionen."""
    if name.startswith("Region "):
        return name.removeprefix("Region ")
    return name.removesuffix("sregionen")


def row_name(code: str, name: str) -> str:
    """``12 Skåne`` for a region, ``Norra delen`` for a recipient of an agreement's own."""
    return f"{code} {short_name(name)}" if code.isdigit() else short_name(name)


def in_order(plan: Plan, codes: Iterable[str]) -> list[str]:
    """Recipients in the order that all tables have: group by group, regions by their codes.

    The members of other groups stand as the agreement lists them.
    """
    known = list(dict.fromkeys(code for group in plan.groups for code in _listed(group)))
    wanted = set(codes)
    return [*(code for code in known if code in wanted), *sorted(wanted.difference(known))]


def _listed(group: Group) -> list[str]:
    codes = [code for code, _ in group.members]
    return sorted(codes) if set(group.members) <= set(REGIONS) else codes
