"""How the entries of a calendar are spoken of, whatever form they are drawn in."""

import datetime
from typing import Final

from attrs import frozen

from overenskommelse.calendar import Month, Period, swedish_date
from overenskommelse.items import item_words
from overenskommelse.plan import Plan
from overenskommelse.saying import Saying
from runtime.due import Standing
from runtime.entry import Entry, Follows, Kind

NOTHING_SAID: Final = "satsen säger inget"


@frozen(repr=False, eq=False)
class Row(Saying):
    """An entry of an agreement's calendar, and where it stands on the day that was asked for."""

    plan: Plan
    entry: Entry
    standing: Standing | None = None


def when_words(entry: Entry) -> str:
    """``senast 30 september 2023``, ``januari–november 2023``, or why there is no day."""
    if entry.first is None or entry.last is None:
        return entry.known.value
    if entry.first == entry.last:
        return f"senast {swedish_date(entry.first)}"
    return Period(_month(entry.first), _month(entry.last)).swedish


def what_words(entry: Entry) -> str:
    """What is to be done: the agreement's words for it, or what is paid; and for which month."""
    items = "; ".join(item_words(item) for item in entry.items)
    if entry.kind is Kind.MEASURING:
        return f"{entry.what} i {items}"
    month = f", {entry.month.swedish}" if entry.month is not None else ""
    return f"{entry.what or items}{month}"


def follows_words(entry: Entry) -> str:
    """What follows otherwise, in the agreement's words; that it says nothing; or nothing at all.

    What is measured is nothing that can be missed.
    """
    if entry.kind is Kind.MEASURING:
        return ""
    return "; ".join(_follows(one) for one in entry.follows) or NOTHING_SAID


def cited(entry: Entry) -> str:
    """``avsnitt 8; bilaga 2``."""
    return "; ".join(entry.origin.cites)


def _follows(one: Follows) -> str:
    assumed = f" – antas, tolkning {one.assumed}" if one.assumed else ""
    if not one.condition:
        return f"annars {one.words}{assumed}"
    items = "; ".join(item_words(item) for item in one.items)
    return f"uppfylls inte villkoret ”{one.condition}”, {one.words} ({items}){assumed}"


def _month(day: datetime.date) -> Month:
    return Month(day.year, day.month)
