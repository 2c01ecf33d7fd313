"""Two deliveries of data for people: what is changed, whom it pays otherwise, and by what."""

from collections import Counter
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from overenskommelse.attribution import Attribution
from overenskommelse.cli.data_diff import Compared
from overenskommelse.cli.effect_text import first_lines, recipient_names, recipients, steps
from overenskommelse.cli.grid import Column, tables
from overenskommelse.cli.marks import HEADING
from overenskommelse.cli.naming import in_order, short_name
from overenskommelse.cli.outcome_account import section
from overenskommelse.cli.outcome_table import before_figures
from overenskommelse.cli.page import Page, wrapped
from overenskommelse.corrections import (
    Bisected,
    Correction,
    DataDifference,
    DataKind,
    Grouping,
    Minimal,
)
from overenskommelse.diagnostics import Cell
from overenskommelse.numbers import write_change, write_number
from overenskommelse.text import counted, listed

if TYPE_CHECKING:
    from rich.console import RenderableType

_KINDS: Final = {
    DataKind.KEY: "fördelningsnycklar",
    DataKind.KEY_DATE: "dagar för fördelningsnycklar",
    DataKind.COUNT: "väntetider",
    DataKind.REQUISITION: "rekvisitioner",
    DataKind.USED: "använda medel",
    DataKind.REPORT: "redovisningar",
    DataKind.RATE: "rapportering",
    DataKind.ANSWER: "svar",
    DataKind.ASSESSMENT: "bedömningar",
    DataKind.VERDICT: "beslut om villkor",
}
_NOT_ATTRIBUTED: Final = (
    "Skillnaden kan inte fördelas på ändringarna: med bara några av dem finns det belopp som inte "
    "kan sägas."
)
_MINIMAL: Final = {
    Minimal.SMALLEST: "Ingen mindre uppsättning ger det beloppet; alla mindre är prövade.",
    Minimal.LOCALLY: "Ingen av dem kan utelämnas, men en helt annan uppsättning kan vara mindre.",
    Minimal.STOPPED: "Det finns för många uppsättningar för att pröva alla: en mindre kan finnas.",
}


def compared_text(found: Compared, page: Page, details: bool) -> str:
    """The comparison laid out on the page."""
    return page.render(*_title(found, page), *_sections(found, page, details))


def _title(found: Compared, page: Page) -> "Iterator[RenderableType]":
    from rich.text import Text

    plan = found.base.plan
    for line in wrapped(page.safe(f"Överenskommelse {plan.name}: {plan.title}"), page.prose):
        yield Text(line, style=HEADING)
    changed = found.difference.corrections
    kinds = Counter(correction.kind for correction in changed)
    of = listed(f"{_KINDS[kind]} ({write_number(count)})" for kind, count in kinds.items())
    count = counted(len(changed), "uppgift skiljer", "uppgifter skiljer")
    words = f"{count}: {of}" if changed else "Ingen skillnad: uppgifterna är desamma"
    for line in wrapped(page.safe(f"{found.names[0]} → {found.names[1]}. {words}."), page.prose):
        yield Text(line)
    yield from before_figures(found.base, page)


def _sections(found: Compared, page: Page, details: bool) -> "Iterator[RenderableType]":
    difference = found.difference
    if not difference.corrections:
        return
    names = recipient_names(found.base.plan)
    changed = [_changed(correction, names) for correction in difference.corrections]
    yield from section("Ändrade uppgifter", first_lines(changed, "uppgifter", details), page)
    if difference.effect.is_none:
        yield from section("Kronor", ["Inga belopp och inga steg ändras."], page)
        return
    sides = ("förut", "nu")
    lines = recipients(found.base, difference.effect, page, details, sides)
    lines = lines or ["Inga belopp ändras i slutänden."]
    lines = [*lines, *steps(found.base.plan, difference.effect, details)]
    yield from section("Kronor per mottagare", lines, page)
    yield from section("Vad ändringarna gör", _parts(found, page, details), page)
    if found.bisected is not None:
        who = short_name(names[found.bisected.recipient])
        yield from section(f"Vad som förklarar {who}", _bisected(found.bisected, names), page)


def _changed(correction: Correction, names: dict[str, str]) -> str:
    before, after = (side or "finns inte" for side in (correction.before, correction.after))
    # The same row of a file with the same name in both deliveries is said once.
    places = " → ".join(dict.fromkeys(map(_place, (correction.old, correction.new))))
    where = f" ({places})" if correction.old or correction.new else ""
    return f"{_subject(correction, names, Grouping.CELL)}: {before} → {after}{where}"


def _place(cell: Cell | None) -> str:
    return cell.swedish if cell is not None else "ingen rad"


def _subject(correction: Correction, names: dict[str, str], grouping: Grouping) -> str:
    """Whom and what a correction is about, as far as a grouping tells them apart."""
    who = short_name(names.get(correction.recipient, correction.recipient))
    parts = [who or _KINDS[correction.kind]]
    if grouping is not Grouping.RECIPIENT:
        parts.append(correction.what)
    if grouping is Grouping.CELL and correction.month is not None:
        parts.append(correction.month.swedish)
    return ", ".join(part for part in parts if part)


# What each made ------------------------------------------------------------------------------


def _parts(found: Compared, page: Page, details: bool) -> "list[RenderableType | str]":
    difference = found.difference
    attribution = difference.attribution
    if attribution is None:
        return [_NOT_ATTRIBUTED]
    names = recipient_names(found.base.plan)
    lines: list[RenderableType | str] = [_how(difference, attribution)]
    if difference.idle:
        one, several = "uppgift är inte med: den", "uppgifter är inte med: de"
        count = counted(len(difference.idle), one, several)
        lines.append(f"{count} ändrar inga kronor, vilka av de andra som än ändras.")
    lines += _table(difference, attribution, names, page)
    if details:
        lines += _by_recipient(found, attribution, names)
    return lines


def _how(difference: DataDifference, attribution: Attribution) -> str:
    method = attribution.method
    how = (
        "Exakt uträknat, oberoende av ordningen"
        if method.exact
        else f"Uppskattat ur {method.orders} ordningar (frö: {method.seed})"
    )
    return f"{how}, med {difference.grouping.value}."


def _table(
    difference: DataDifference, attribution: Attribution, names: dict[str, str], page: Page
) -> "list[RenderableType]":
    shown = attribution.shown()
    players = list(shown)
    own = {player: _owner(difference.groups[player]) for player in players}
    selves = [shown[player].get(own[player], Fraction(0)) for player in players]
    sums = [sum(shown[player].values(), Fraction(0)) for player in players]
    others = [whole - self for whole, self in zip(sums, selves, strict=True)]

    def column(heading: tuple[str, ...], values: Sequence[Fraction]) -> Column:
        cells = tuple(page.fit(write_change(value)) for value in values)
        total = page.fit(write_change(sum(values, Fraction(0))))
        return Column(tuple(map(page.fit, heading)), cells, total=total)

    counts = [len(difference.groups[player]) for player in players]
    first = Column(
        (page.fit("kronor"),),
        tuple(page.safe(group_words(difference, player, names)) for player in players),
        total=page.fit("summa"), number=False,
    )  # fmt: skip
    columns = [
        Column((page.fit("uppgifter"),), tuple(map(write_number, counts)),
               total=write_number(sum(counts))),
        column(("till mottagaren", "själv"), selves),
        column(("till", "andra"), others),
        column(("i allt",), sums),
    ]  # fmt: skip
    errors = [part.error for part in attribution.parts]
    if any(error is not None for error in errors):
        cells = tuple(page.fit(f"±{write_number(error or 0)}") for error in errors)
        columns.append(Column((page.fit("medelfel"),), cells, total=""))
    return list(tables(first, columns, page))


def _owner(group: Sequence[Correction]) -> str:
    """The recipient that all of a group is about; empty where there is no one."""
    found = {correction.recipient for correction in group}
    return found.pop() if len(found) == 1 else ""


def group_words(difference: DataDifference, player: str, names: dict[str, str]) -> str:
    """What a group of corrections is called: what it is about, or what it is."""
    group = difference.groups[player]
    return player if not _owner(group) else _subject(group[0], names, difference.grouping)


def _by_recipient(
    found: Compared, attribution: Attribution, names: dict[str, str]
) -> Iterator[str]:
    """Every recipient's change by what made it, the largest parts first."""
    shown = attribution.shown()
    changed = {code: kronor for code, kronor in attribution.difference.items() if kronor}
    for code in in_order(found.base.plan, changed):
        parts = sorted((-abs(shown[p][code]), p) for p in shown if shown[p][code])
        words = (
            f"{group_words(found.difference, p, names)} {write_change(shown[p][code])}"
            for _, p in parts
        )
        who = short_name(names.get(code, code))
        yield f"{who} {write_change(changed[code])} kr: {'; '.join(words)}"


def _bisected(bisected: Bisected, names: dict[str, str]) -> list[str]:
    if not bisected.change:
        return ["Beloppet ändras inte, så det finns inget att förklara."]
    count = len(bisected.corrections)
    verb = counted(count, "ändrad uppgift ger ensam", "ändrade uppgifter ger tillsammans")
    tried = counted(bisected.tried, "uppsättning prövad", "uppsättningar prövade")
    kronor = f"{write_change(bisected.change)} kr"
    return [
        f"{verb} hela ändringen, {kronor} ({tried}). {_MINIMAL[bisected.minimal]}",
        *(_changed(correction, names) for correction in bisected.corrections),
    ]
