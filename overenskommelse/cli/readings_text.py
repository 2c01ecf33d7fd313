"""What readings give, for people: a table of all, then each that makes a difference."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from overenskommelse.cli.effect_text import recipients, steps
from overenskommelse.cli.grid import Column, tables
from overenskommelse.cli.marks import HEADING
from overenskommelse.cli.naming import in_order, payment_words, row_name
from overenskommelse.cli.outcome_account import section
from overenskommelse.cli.outcome_table import before_figures
from overenskommelse.cli.page import Page, wrapped
from overenskommelse.cli.readings_values import Combined, Found, Range, Readings, Resting, Tried
from overenskommelse.items import item_words
from overenskommelse.numbers import write_amount, write_change, write_number
from overenskommelse.outcome import UNKNOWN
from overenskommelse.text import counted, listed

if TYPE_CHECKING:
    from rich.console import RenderableType

_SAME: Final = "Gör ingen skillnad på dessa uppgifter"
_UNTOLD: Final = "Uppgifterna kan inte visa vad läsningen ger"
_IMPOSSIBLE: Final = "Kan inte räknas på dessa uppgifter"


def readings_text(found: Readings, page: Page, details: bool) -> str:
    """The readings laid out on the page."""
    head = (*_title(found, page), *before_figures(found.base, page))
    return page.render(*head, *_sections(found, page, details))


def _title(found: Readings, page: Page) -> "Iterator[RenderableType]":
    from rich.text import Text

    plan = found.base.plan
    for line in wrapped(page.safe(f"Överenskommelse {plan.name}: {plan.title}"), page.prose):
        yield Text(line, style=HEADING)
    changed = [f"{choice.name} = {choice.used}" for choice in plan.choices if choice.is_changed]
    against = f"utfallet med {listed(changed)}" if changed else "de läsningar som gäller"
    words = f"Varje läsning för sig, jämförd med {against}"
    if not plan.choices:
        words = "Överenskommelsen har inga tolkningar"
    for line in wrapped(page.safe(words), page.prose):
        yield Text(line)


def _sections(found: Readings, page: Page, details: bool) -> "Iterator[RenderableType]":
    differing = found.those(Found.DIFFERS)
    if differing:
        yield from section("Läsningar som gör skillnad, kronor", _overview(differing, page), page)
    lists = (
        (_SAME, [one.name for one in found.those(Found.SAME)]),
        (_UNTOLD, list(map(_reasoned, found.those(Found.UNTOLD)))),
        (_IMPOSSIBLE, list(map(_reasoned, found.those(Found.IMPOSSIBLE)))),
        ("Tolkningar med bara en läsning", [listed(found.single)] if found.single else []),
    )
    for heading, lines in lists:
        if lines:
            yield from section(heading, lines, page)
    for one in differing:
        yield from section(one.name, _one(found, one, page, details), page)
    if found.combined is not None:
        yield from section("Alla kombinationer", _combined(found, found.combined, page), page)
    resting = [_rests(one) for one in found.resting]
    if resting:
        yield from section("Vad utbetalningarna vilar på", resting, page)
    unknowns = [view.what for view in found.base.plan.unknowns]
    if unknowns:
        yield from section("Står som okänt i överenskommelsen", unknowns, page)


def _reasoned(one: Tried) -> str:
    more = f" ({len(one.reasons) - 1} skäl till)" if len(one.reasons) > 1 else ""
    return f"{one.name}: {one.reasons[0]}{more}"


# One at a time -------------------------------------------------------------------------------


def _overview(differing: Sequence[Tried], page: Page) -> "list[RenderableType]":
    effects = [one.effect for one in differing]
    first = Column(("",), tuple(page.safe(one.name) for one in differing), number=False)

    def column(heading: tuple[str, ...], cells: Sequence[str]) -> Column:
        return Column(tuple(map(page.fit, heading)), tuple(map(page.fit, cells)))

    columns = [
        column(("flyttas",), [write_amount(effect.moved) for effect in effects]),
        column(("summan", "ändras"), [write_change(effect.net) for effect in effects]),
        column(("får", "mer"), [_count(effect.by_recipient, 1) for effect in effects]),
        column(("får", "mindre"), [_count(effect.by_recipient, -1) for effect in effects]),
        column(("byter", "steg"), [write_number(len(effect.cells)) for effect in effects]),
    ]
    if any(effect.unsaid for effect in effects):
        cells = [write_number(len(effect.unsaid)) for effect in effects]
        columns.append(column(("belopp som", "inte kan sägas"), cells))
    return list(tables(first, columns, page))


def _count(by_recipient: Mapping[str, Fraction], sign: int) -> str:
    return write_number(sum(kronor * sign > 0 for kronor in by_recipient.values()))


def _one(found: Readings, one: Tried, page: Page, details: bool) -> "list[RenderableType | str]":
    choice = one.choice
    holds = "antas" if choice.assumed else "gäller"
    cites = f" [{'; '.join(choice.origin.cites)}]" if choice.origin.cites else ""
    against = "" if choice.used == choice.in_force else f", jämförs med {choice.used}"
    lines: list[RenderableType | str] = [
        f"{choice.question}{cites} Nu {holds} {choice.in_force}{against}."
    ]
    same = next(other for other in found.those(Found.DIFFERS) if other.effect == one.effect)
    if same is not one:
        return [*lines, f"Ger samma som {same.name}."]
    return [
        *lines,
        *recipients(found.base, one.effect, page, details, ("nu", "då")),
        *steps(found.base.plan, one.effect, details),
    ]


# All combinations ----------------------------------------------------------------------------


def _combined(found: Readings, combined: Combined, page: Page) -> "list[RenderableType | str]":
    tried = listed(f"{name} ({count})" for name, count in combined.tried.items())
    count = counted(combined.combinations, "kombination", "kombinationer")
    outcomes = counted(combined.outcomes, "utfall", "olika utfall")
    lines: list[RenderableType | str] = [f"{count} av {tried or 'inget'} ger {outcomes}."]
    if combined.impossible:
        lines.append(f"{combined.impossible} av dem kan inte räknas eller betalas och är inte med.")
    if combined.unsaid:
        lines.append(f"I {combined.unsaid} av dem är något belopp inte känt; det är inte med.")
    if combined.left_out:
        lines.append(
            f"Inte kombinerade, för att de inte gör någon skillnad var för sig: "
            f"{listed(combined.left_out)}. Tillsammans med andra kan de ändå göra det: nämn alla "
            "som ska kombineras med --tolkning."
        )
    names = {row.recipient: row.name for row in found.base.payments}
    by_code = {one.recipient: one for one in combined.ranges}
    codes = in_order(found.base.plan, by_code)
    first = Column(
        (page.fit("kronor"),),
        tuple(page.safe(row_name(code, names.get(code, code))) for code in codes),
        total=page.fit("summa"), number=False,
    )  # fmt: skip
    rows = [by_code[code] for code in codes]
    headings = ("lägst", "nu", "högst", "skillnad")
    columns = [
        Column((page.fit(heading),), tuple(page.fit(_ranged(row)[i]) for row in rows),
               total=page.fit(_ranged(combined.total)[i]))
        for i, heading in enumerate(headings)
    ]  # fmt: skip
    return [*lines, *tables(first, columns, page)]


def _ranged(row: Range) -> tuple[str, ...]:
    known = None if row.lowest is None or row.highest is None else row.highest - row.lowest
    values = (row.lowest, row.base, row.highest, known)
    return tuple(UNKNOWN if value is None else write_amount(value) for value in values)


# What it rests on ----------------------------------------------------------------------------


def _rests(one: Resting) -> str:
    grounds = [f"{ground.basis.value}: {listed(ground.names)}" for ground in one.grounds]
    if one.unknown:
        grounds.insert(0, f"okänt för {counted(one.unknown, 'mottagare', 'mottagare')}")
    words = f"{payment_words(one.payment)}, {item_words(one.item)}, {write_amount(one.kronor)} kr"
    return f"{words}. {'; '.join(grounds)[:1].upper()}{'; '.join(grounds)[1:]}."
