"""What stands below the table of payments: the pots, the reasons, and what it all rests on."""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from rich.cells import cell_len

from overenskommelse.calendar import swedish_date
from overenskommelse.cli import outcome_notes as notes
from overenskommelse.cli.comparison import comparison
from overenskommelse.cli.grid import Column, fits, tables
from overenskommelse.cli.marks import CAVEAT, HEADING
from overenskommelse.cli.naming import short_name
from overenskommelse.cli.page import Page, wrapped
from overenskommelse.items import item_words
from overenskommelse.numbers import write_amount
from overenskommelse.outcome import UNKNOWN, Outcome, PotRow

if TYPE_CHECKING:
    from rich.console import RenderableType

_SHORT_HASH = 12


def account(outcome: Outcome, page: Page, every: bool) -> "list[RenderableType]":
    """Every section that has something to say, each with a blank line and a heading before.

    ``every`` is whether all notes of a section are shown, however many they are.
    """
    names = {row.recipient: short_name(row.name) for row in outcome.payments}
    sections: list[tuple[str, Sequence[RenderableType | str]]] = [
        ("Potterna, kronor", _pots(outcome, page)),
        ("Ännu inte mätt", notes.lines(outcome, notes.UNMEASURED, every)),
        ("Villkor", notes.lines(outcome, notes.CONDITIONS, every)),
        ("Okänt", notes.lines(outcome, notes.UNKNOWN, every)),
        ("Inte utbetalt, och varför", notes.lines(outcome, notes.UNPAID, every)),
        ("Återbetalas", _repayments(outcome, page)),
        ("Kriterier som inte uppfylldes", notes.lines(outcome, notes.FAILED, every)),
        ("Redovisningar som saknas eller kom för sent", _duties(outcome, names)),
        ("Läsningar", _readings(outcome, page)),
        ("Antaganden", notes.lines(outcome, notes.UNSAID, every)),
        ("Anmärkningar", notes.other_lines(outcome, every)),
        ("Publicerade beslut", comparison(outcome, names, page)),
        ("Underlag", _files(outcome)),
    ]
    return [item for heading, lines in sections if lines for item in section(heading, lines, page)]


def section(
    heading: str, lines: "Sequence[RenderableType | str]", page: Page
) -> "Iterable[RenderableType]":
    """A blank line, a heading, and what stands under it; sentences are wrapped."""
    from rich.text import Text

    yield Text()
    yield Text(page.safe(heading), style=HEADING)
    for line in lines:
        if not isinstance(line, str):
            yield line
            continue
        for part in wrapped(page.safe(line), page.prose - 2, 2, breaking=True):
            yield Text(f"  {part}")


def _pots(outcome: Outcome, page: Page) -> "list[RenderableType]":
    pots = outcome.pots
    if not pots:
        return []
    unknown = {row.item for row in outcome.payments if row.why == UNKNOWN}

    def said(pot: PotRow, amount: Fraction | None) -> Fraction | str | None:
        hidden = pot.amount is None or pot.item in unknown
        return UNKNOWN if amount is None and hidden else amount

    partial = any(pot.earned_so_far is not None for pot in pots)
    columns = [_amounts(("belopp",), [said(pot, pot.amount) for pot in pots], page)]
    if partial:
        columns += [
            _amounts(
                ("intjänat", "hittills"), [said(pot, pot.earned_so_far) for pot in pots], page
            ),
            _amounts(
                ("till bonuspotten", "hittills"),
                [said(pot, pot.bonus_so_far) if pot.has_bonus else None for pot in pots],
                page,
            ),
        ]
    columns.append(_amounts(("intjänat",), [said(pot, pot.earned) for pot in pots], page))
    if any(pot.has_bonus for pot in pots):
        bonuses = [said(pot, pot.bonus) if pot.has_bonus else None for pot in pots]
        columns.append(_amounts(("bonuspott",), bonuses, page))
    if any(pot.held for pot in pots):
        columns.append(_amounts(("hålls", "inne"), [pot.held for pot in pots], page))
    if any(pot.waiting for pot in pots):
        waiting = [said(pot, pot.waiting) for pot in pots]
        columns.append(_amounts(("väntar",), waiting, page))
    kept_back = [said(pot, pot.unpaid) for pot in pots]
    columns.append(_amounts(("betalas", "inte ut"), kept_back, page))
    kept = [c for c in columns if any(c.cells)]
    first = _names([_titled(pot) for pot in pots], page)
    if not fits(first, kept, page):
        first = _names([item_words(pot.item) for pot in pots], page)
    return list(tables(first, kept, page))


def _titled(pot: PotRow) -> str:
    words = item_words(pot.item)
    return f"{words}: {pot.title}" if pot.title not in ("", words) else words


def _names(names: Sequence[str], page: Page) -> Column:
    return Column(("",), tuple(page.safe(name) for name in names), number=False)


def _amounts(
    heading: tuple[str, ...], amounts: Sequence[Fraction | str | None], page: Page
) -> Column:
    """A column of kronor, of words where an amount cannot be said, and of blanks."""
    return Column(
        tuple(page.fit(line) for line in heading),
        tuple(
            page.fit(amount or "" if isinstance(amount, str | None) else write_amount(amount))
            for amount in amounts
        ),
    )


def _repayments(outcome: Outcome, page: Page) -> "list[RenderableType]":
    rows = [row for row in outcome.repayments or () if row.amount]
    if not rows:
        return []
    first = _names([short_name(row.name) for row in rows], page)
    items = tuple(page.safe(item_words(row.item)) for row in rows)
    days = tuple(page.safe(swedish_date(row.last_day)) for row in rows)
    columns = [
        Column((page.fit("post"),), items, number=False),
        _amounts(("utbetalt",), [row.paid for row in rows], page),
        _amounts(("använt",), [row.used for row in rows], page),
        _amounts(("betalas tillbaka",), [row.amount for row in rows], page),
        Column((page.fit("senast"),), days),
    ]
    return list(tables(first, columns, page))


def _duties(outcome: Outcome, names: dict[str, str]) -> list[str]:
    lines = []
    for row in outcome.duties or ():
        if row.late:
            came = f"kom {swedish_date(row.received)}" if row.received else "har inte kommit"
            who = names.get(row.recipient, row.recipient)
            lines.append(f"{who}: {row.title}, senast {swedish_date(row.last_day)}, {came}")
    return lines


def _readings(outcome: Outcome, page: Page) -> "list[RenderableType]":
    from rich.text import Text

    choices = outcome.plan.choices
    names = [page.safe(f"{choice.name} = {choice.used}") for choice in choices]
    width = max((cell_len(name) for name in names), default=0) + 2
    lines: list[RenderableType] = []
    for choice, name in zip(choices, names, strict=True):
        changed = choice.is_changed
        holds = "Antas" if choice.assumed else "Gäller"
        other = f" {holds} annars: {choice.in_force}." if changed else ""
        assumed = " Antas." if choice.assumed and not changed else ""
        words = page.safe(f"{choice.question}{other}{assumed}")
        gap = " " * (width - cell_len(name))
        style = CAVEAT if changed else ""
        parts = wrapped(f"{name}{gap}{words}", page.prose - 2, min(width, page.prose // 2))
        lines += [Text(f"  {part}", style=style) for part in parts]
    return lines


def _files(outcome: Outcome) -> list[str]:
    plan = outcome.plan
    lines = [f"{plan.source}: överenskommelsen ({plan.source_sha256[:_SHORT_HASH]})"]
    lines += [f"{f.name}: {f.kind}, {f.encoding} ({f.sha256[:_SHORT_HASH]})" for f in outcome.files]
    return lines
