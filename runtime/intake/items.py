"""Tables about items of money: requisitions that came in, and amounts that were used."""

from collections.abc import Mapping
from typing import Final

from attrs import frozen

from overenskommelse import data_codes as codes
from overenskommelse.figures import RequisitionCell
from overenskommelse.plan import Paid, Plan, Repaid
from overenskommelse.regions import folded
from overenskommelse.text import counted, listed
from runtime.intake.cells import read_day, trimmed
from runtime.intake.faults import Unreadable, meant, shown
from runtime.intake.task import Rows, Task

ITEM_COLUMN: Final = "post"
DATE_COLUMN: Final = "datum"
USED_COLUMN: Final = "använt_kr"


@frozen
class _Items:
    """The items of a plan, who gets each, and the names that files use for them."""

    groups: Mapping[str, str | None]
    """Item to the group that it is paid to, where a payment says so."""
    on_requisition: frozenset[str]
    repaid: frozenset[str]

    @classmethod
    def of(cls, plan: Plan) -> "_Items":
        groups: dict[str, str | None] = {pot.item: None for pot in plan.pots}
        groups |= {step.item: step.recipients for step in plan.steps if isinstance(step, Paid)}
        return cls(
            groups,
            frozenset(s.item for s in plan.steps if isinstance(s, Paid) and s.requisition),
            frozenset(s.item for s in plan.steps if isinstance(s, Repaid)),
        )

    def find(self, text: str) -> tuple[str, ...] | Unreadable:
        """The items that a cell names: one, or all that a block is divided into."""
        wanted = _item_name(text)
        if not wanted:
            return Unreadable(codes.EMPTY_CELL, {"what": "en post"})
        found = tuple(
            item for item in self.groups if f"{_item_name(item)}/".startswith(f"{wanted}/")
        )
        if found:
            return found
        known = list(self.groups)
        blocks = dict.fromkeys(item.partition("/")[0] for item in known)
        return Unreadable(
            codes.UNKNOWN_ITEM,
            {"found": shown(text), "known": listed(known) or "inga"},
            lambda: meant(text, (*known, *blocks)),
        )

    def paid_to(self, item: str, code: str, plan: Plan) -> bool:
        """Whether a recipient is one of those who get an item."""
        group = self.groups[item]
        return group is None or any(code == member for member, _ in plan.group(group).members)


def _item_name(text: str) -> str:
    """``block 2 / BUP`` as ``block-2/bup``: blanks and strokes are the same, as is case."""
    return "/".join(folded(part).replace(" ", "-") for part in text.split("/"))


def read_requisitions(task: Task) -> None:
    """Read which recipient has asked for which item, and when that came in."""
    items = _Items.of(task.plan)
    needless: dict[str, int] = {}
    rows = Rows(task, task.recipients(task.plan.groups))
    date_at = task.table.at(DATE_COLUMN)
    for code, row, cells in rows:
        named = _items_in(task, items, code, row, cells, rows)
        day = read_day(cells[date_at])
        if isinstance(day, Unreadable):
            task.faults.refuse(day, row, task.header(DATE_COLUMN))
            continue
        if day is None:
            continue
        for item in named:
            if item not in items.on_requisition:
                needless[item] = needless.get(item, 0) + 1
                continue
            what = f"rekvisition av {item} från {rows.name(code)}"
            if task.gathered.is_new(("requisition", code, item), task.faults, row, what):
                place = task.gathered.places["requisition", code, item]
                task.gathered.requisitions[code, item] = RequisitionCell(day, place)
    _note_needless(task, needless, "betalas inte ut på rekvisition")


def read_used(task: Task) -> None:
    """Read how much of an item each recipient has used."""
    items = _Items.of(task.plan)
    needless: dict[str, int] = {}
    rows = Rows(task, task.recipients(task.plan.groups))
    used_at, header = task.table.at(USED_COLUMN), task.header(USED_COLUMN)
    read = task.amounts()
    for code, row, cells in rows:
        named = _items_in(task, items, code, row, cells, rows)
        amount = read(cells[used_at])
        if isinstance(amount, Unreadable):
            task.faults.refuse(amount, row, header)
            continue
        if amount is None or not named:
            continue
        if len(named) > 1:
            task.faults.add(
                codes.SEVERAL_ITEMS, row, task.header(ITEM_COLUMN),
                found=shown(trimmed(cells[task.table.at(ITEM_COLUMN)])), items=listed(named),
            )  # fmt: skip
            continue
        item = named[0]
        if item not in items.repaid:
            needless[item] = needless.get(item, 0) + 1
            continue
        what = f"använda medel av {item} för {rows.name(code)}"
        if task.gathered.is_new(("used", code, item), task.faults, row, what):
            task.gathered.used[code, item] = amount
    _note_needless(task, needless, "återbetalas inte")


def _item_cell(task: Task, cells: list[str]) -> str:
    return cells[task.table.at(ITEM_COLUMN)]


def _items_in(
    task: Task, items: _Items, code: str, row: int, cells: list[str], rows: Rows
) -> tuple[str, ...]:
    """The items that a row names and its recipient can get; none if that is reported."""
    found = items.find(_item_cell(task, cells))
    if isinstance(found, Unreadable):
        task.faults.refuse(found, row, task.header(ITEM_COLUMN))
        return ()
    own = tuple(item for item in found if items.paid_to(item, code, task.plan))
    if not own:
        groups = {items.groups[item] for item in found}
        right = (n for group in groups if group for _, n in task.plan.group(group).members)
        rows.wrong(code, row, listed(found), dict.fromkeys(right))
    return own


def _note_needless(task: Task, needless: Mapping[str, int], why: str) -> None:
    for item, rows in needless.items():
        counted_rows = counted(rows, "rad", "rader")
        task.faults.add(codes.NO_EFFECT, what=f"{item} {why}", rows=counted_rows)
