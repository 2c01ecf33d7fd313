"""The first month in which a statement counts, and that no amendment changes it from a later one.

Requirements alone are counted month by month. Everything else is one for all months: changed from
March on it would be changed in January too, or what was paid in January would be another sum.
"""

from collections.abc import Iterator
from functools import cached_property
from typing import Final

from attrs import field, frozen

from compiler.compose.amendment import Amendment
from compiler.compose.documents import Document, Statement, span_of
from compiler.compose.months import measured, month_in, period_in
from overenskommelse import compose_codes as codes
from overenskommelse.calendar import Month, Period
from overenskommelse.diagnostics import Label, Report
from overenskommelse.text import visible

_IN_NO_MONTH: Final = (
    "parties", "decided", "repayment", "obligation", "focus_area", "unmeasured",
)  # fmt: skip
"""Rules of what changes nothing of what earlier months gave."""

_PARTS: Final = ("block_part", "bonus_part", "item_part", "grant_part")


@frozen(slots=False)
class Since:
    """Since when everything in an agreement counts, held against an amendment of it.

    An amendment may change thousands of statements: what is asked of each is found once.
    """

    base: Document = field(repr=False)
    amendment: Amendment
    report: Report = field(repr=False)
    told: set[str] = field(factory=set)
    blocks: dict[tuple[str, bool], Month | None] = field(factory=dict)
    """Since when each block counts: as it stands, and with what the amendment writes."""

    @cached_property
    def _first(self) -> Month | None:
        return min(_months(self.base), default=None)

    @cached_property
    def _payments(self) -> dict[str, Month]:
        """When each block and grant was first paid, as far as that is known."""
        first: dict[str, Month] = {}
        for payment in self.base.top("payment"):
            month = month_in(payment)
            if month is not None:
                first |= {p: min(first.get(p, month), month) for p in _about(payment)}
        return first

    def check(self, statement: Statement, by: Statement) -> None:
        """Tell, once, if a change of a statement reaches further back than the amendment holds.

        Args:
            statement: What is changed, or what the amendment writes.
            by: Where the amendment does it.
        """
        applies = self.amendment.applies
        since = self._since(statement) if applies is not None else None
        if applies is None or since is None or since >= applies or statement.address in self.told:
            return
        self.told.add(statement.address)
        said = self.amendment.said("applies")
        self.report.add(
            codes.CHANGES_EARLIER, by.marked, clause=visible(statement.address),
            since=since.swedish, applies=applies.swedish, how=self._how(applies),
            labels=[Label(said.marked, "tillägget gäller från då")] if said else [],
        )  # fmt: skip

    def _how(self, applies: Month) -> str:
        """What else to do if requirements are changed too, from a month that is measured."""
        whole = measured("", self.base, self.base)
        statements = self.amendment.document.statements
        if not any(statement.rule == "requirement" for statement in statements):
            return ""
        if whole is None or whole.last < applies:
            return ""
        then = Period(applies, whole.last).swedish
        return f" och skriv månaderna vid de krav som ändras:  upphäv krav 1 i block 1 för {then}"

    def check_applies(self) -> None:
        """Tell if the amendment holds from a month of a year in which nothing is counted."""
        applies = self.amendment.applies
        months = [*_months(self.base), *_months(self.amendment.document)]
        said = self.amendment.said("applies")
        if not months or applies is None or said is None:
            return
        first, last = min(months), max(months)
        if not first.year <= applies.year <= last.year:
            self.report.add(
                codes.APPLIES_OUTSIDE, said.marked, applies=applies.swedish,
                counted=Period(first, last).swedish,
            )  # fmt: skip

    def _since(self, statement: Statement) -> Month | None:
        if statement.rule in _IN_NO_MONTH or (statement.rule == "total" and not statement.home):
            return None
        if statement.rule == "payment":
            return month_in(statement)
        if statement.rule == "condition":
            paid = (self._payments.get(part) for part in _about(statement))
            return min(filter(None, paid), default=None)
        about = _block_or_grant(statement.home or statement.called)
        if about.startswith("block "):
            return self._block(about, statement.document)
        if about.startswith("medel "):
            return self._payments.get(about)
        if statement.document is not self.base and statement.inside is None:
            if statement.rule != "rounding":  # What has a new name, nothing has used yet.
                return None
        return self._first

    def _block(self, block: str, document: Document) -> Month | None:
        """A block with requirements counts from its first month; any other when it is paid."""
        asked = (block, document is self.base)
        if asked not in self.blocks:
            statements = (*self.base.statements, *document.statements)
            first = self._payments.get(block)
            if any(s.rule == "requirement" and s.home == block for s in statements):
                whole = measured(block, self.base, document)
                first = whole.first if whole is not None else None
            self.blocks[asked] = first
        return self.blocks[asked]


def _months(document: Document) -> Iterator[Month]:
    """The first and last month of each measuring period, and the months of payments."""
    for statement in document.statements:
        if statement.rule == "measuring_period":
            period = period_in(statement)
            yield from (period.first, period.last) if period is not None else ()
        elif statement.rule == "payment":
            month = month_in(statement)
            yield from (month,) if month is not None else ()


def _about(statement: Statement) -> list[str]:
    """The blocks and grants that a payment pays, or that a condition governs."""
    parts = statement.tree.find_pred(lambda tree: tree.data in _PARTS)
    return [_block_or_grant(span_of(statement.source, part).text) for part in parts]


def _block_or_grant(words: str) -> str:
    """``post a i block 1``, ``block 1 för maj 2020`` and ``avrundning för block 1``: all in
    ``block 1``.
    """
    said = " ".join(words.split()).removeprefix("avrundning för ")
    return said.partition(" för ")[0].rpartition(" i ")[2]
