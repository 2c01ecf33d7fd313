"""What changes of rules do to the kronor, for the eye: the changes, then who gets more or less."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from rich.text import Text

from overenskommelse.cli.difference_words import moved_sentence, summary
from overenskommelse.cli.grid import Column, tables
from overenskommelse.cli.marks import HEADING
from overenskommelse.cli.naming import row_name, short_name
from overenskommelse.cli.outcome_table import before_figures
from overenskommelse.cli.page import Page, wrapped
from overenskommelse.cli.rule_diff import RuleDiff
from overenskommelse.cli.rule_diff_words import (
    WORDS,
    Row,
    bonus_lines,
    in_all,
    interactions,
    kinds,
    method,
    not_compared,
    quiet,
    rounding,
    rows,
    steps,
    what,
)
from overenskommelse.numbers import write_amount, write_change, write_number
from overenskommelse.text import counted, listed

if TYPE_CHECKING:
    from rich.console import RenderableType

_BAR: Final = 12
"""Characters of the longest bar."""


def rule_diff_text(found: RuleDiff, page: Page, details: bool) -> str:
    """All of it; with ``details`` also every recipient by change, and who changes step."""
    shown = rows(found)
    lines: list[RenderableType] = list(_heading(found, page))
    if shown:
        lines += [Text(), *_changes(found, shown, page), Text(), *_table(found, shown, page)]
    lines += [Text(), *_sentences(found, shown, page)]
    if any(found.kronor.attribution.difference[code] for code in found.codes):
        lines += [Text(), *_recipients(found, page)]
        if details and not found.only:
            lines += [Text(), *_by_change(found, shown, page), *_who(found, shown, page)]
    return page.render(*lines)


def _heading(found: RuleDiff, page: Page) -> "Iterator[RenderableType]":
    old, new = found.names
    who = ""
    if found.only:
        who = f": {short_name(found.recipients.get(found.codes[0], found.codes[0]))}"
    title = f"{old} → {new} på {listed(found.data)}{who}"
    yield Text(page.safe(title), style=HEADING)
    yield from _wrapped([summary(found.difference), moved_sentence(found.difference)], page)
    yield from before_figures(found.after, page)


def _wrapped(sentences: Sequence[str], page: Page) -> Iterator[Text]:
    for sentence in sentences:
        yield from (Text(part) for part in wrapped(page.safe(sentence), page.prose, 2) if part)


def _changes(found: RuleDiff, shown: Sequence[Row], page: Page) -> Iterator[Text]:
    width = max(len(kinds(found, row.made)) for row in shown)
    for row in shown:
        head = f"{row.number:>3}  {page.fit(kinds(found, row.made)):<{width}}  "
        text = wrapped(page.safe(what(found, row.made)), max(20, page.prose - len(head)))
        for i, part in enumerate(text):
            yield Text(f"{head if i == 0 else '':{len(head)}}{part}")


def _table(found: RuleDiff, shown: Sequence[Row], page: Page) -> "list[RenderableType]":
    together, whole = interactions(found), in_all(found)

    def column(heading: str, cells: Sequence[str], total: str) -> Column:
        fitted = tuple(map(page.fit, cells))
        return Column((page.fit(heading),), fitted, total=page.fit(total))

    first = Column(
        (page.fit(WORDS[0]),), (*(str(row.number) for row in shown), page.fit("samspel")),
        total=page.fit("summa"), number=False,
    )  # fmt: skip
    alone = [*(row.alone for row in shown), together]
    differences = [found.kronor.attribution.shown_difference()[code] for code in found.codes]
    gains = [amount for amount in differences if amount > 0]
    losses = sum(amount < 0 for amount in differences)
    total_moved = write_amount(sum(gains, Fraction(0)))
    columns = [
        column(WORDS[1], list(map(write_change, alone)), write_change(whole)),
        column(WORDS[2], [*(write_change(row.whole) for row in shown), ""], write_change(whole)),
    ]
    if not found.kronor.attribution.method.exact and not found.only:
        errors = [f"±{write_number(row.error or 0)}" for row in shown]
        columns[1] = _estimated(columns[1], page)
        columns.append(column("medelfel", [*errors, ""], ""))
    if not found.only:
        columns += [
            column(WORDS[3], [*(write_amount(row.moved) for row in shown), ""], total_moved),
            column(WORDS[4], [*(str(row.gain) for row in shown), ""], str(len(gains))),
            column(WORDS[5], [*(str(row.lose) for row in shown), ""], str(losses)),
        ]
    columns.append(column(WORDS[6], [*(_steps(found, row) for row in shown), ""], ""))
    return list(tables(first, columns, page, "Vad ändringarna gör, kronor"))


def _estimated(column: Column, page: Page) -> Column:
    return Column((page.fit("uppskattat"), *column.heading), column.cells, column.total)


def _steps(found: RuleDiff, row: Row) -> str:
    count = steps(found, row.made)
    if not count:
        return ""
    if found.only:
        return counted(row.made.steps[found.codes[0]], "gång", "gånger")
    return str(count)


def _sentences(found: RuleDiff, shown: Sequence[Row], page: Page) -> Iterator[Text]:
    attribution = found.kronor.attribution
    sentences = list(quiet(found, shown))
    if shown:
        told = [method(attribution), "Kolumnerna stämmer på kronan, för varje mottagare."]
        sentences = [*told, *rounding(found, shown), *sentences]
    else:
        sentences.insert(0, "Kronorna är desamma på dessa data.")
    sentences += [*bonus_lines(found), *not_compared(found)]
    yield from _wrapped(sentences, page)


def _recipients(found: RuleDiff, page: Page) -> "list[RenderableType]":
    """Who gets more and who less, the largest gain first."""
    attribution = found.kronor.attribution
    change = attribution.shown_difference()
    codes = sorted(found.codes, key=lambda code: -change[code])
    longest = max(abs(change[code]) for code in codes)

    def column(heading: str, amounts: Sequence[str], total: str) -> Column:
        return Column((heading,), tuple(map(page.fit, amounts)), total=page.fit(total))

    before = [attribution.before[code] for code in codes]
    after = [attribution.after[code] for code in codes]
    first = Column(
        (page.fit("kronor"),), tuple(_name(found, code, page) for code in codes),
        total=page.fit("summa"), number=False,
    )  # fmt: skip
    columns = [
        column(page.fit("förut"), list(map(write_amount, before)), write_amount(sum(before))),
        column("nu", list(map(write_amount, after)), write_amount(sum(after))),
        column(page.fit("ändring"), [write_change(change[code]) for code in codes],
               write_change(in_all(found))),
        Column(("",), tuple(_bar(change[code], longest, page) for code in codes), total="",
               number=False, bars=tuple(change[code] for code in codes)),
    ]  # fmt: skip
    return list(tables(first, columns, page, "Vem som får mer och mindre, kronor"))


def _name(found: RuleDiff, code: str, page: Page) -> str:
    return page.safe(row_name(code, found.recipients.get(code, code)))


def _bar(change: Fraction, longest: Fraction, page: Page) -> str:
    """Losses to the left of the line, gains to the right; whoever has changed has a mark."""
    length = -(-abs(change) * _BAR // longest) if longest else 0
    bar = page.fit("█") * int(length)
    left, right = (bar, "") if change < 0 else ("", bar)
    return f"{left:>{_BAR}}{page.fit('│')}{right}"


def _by_change(found: RuleDiff, shown: Sequence[Row], page: Page) -> "list[RenderableType]":
    """Every recipient's change by what made it: each change's part in all."""
    attribution = found.kronor.attribution
    whole, change = attribution.shown(), attribution.shown_difference()
    codes = [code for code in found.codes if change[code] or any(w[code] for w in whole.values())]
    first = Column(
        (page.fit("kronor"),), tuple(_name(found, code, page) for code in codes),
        total=page.fit("summa"), number=False,
    )  # fmt: skip
    columns = []
    exact = attribution.method.exact
    for row in shown:
        kronor = whole[row.made.player]
        cells = tuple(page.fit(write_change(kronor[code])) for code in codes)
        heading = (str(row.number),) if exact else ("uppskattat", str(row.number))
        columns.append(Column(heading, cells, total=page.fit(write_change(row.whole))))
    cells = tuple(page.fit(write_change(change[code])) for code in codes)
    total = page.fit(write_change(in_all(found)))
    columns.append(Column((page.fit("summa"),), cells, total=total))
    return list(tables(first, columns, page, "Varje ändrings del för varje mottagare, kronor"))


def _who(found: RuleDiff, shown: Sequence[Row], page: Page) -> Iterator[Text]:
    """Who changes step by each change alone, and how often."""
    sentences = []
    for row in shown:
        times = row.made.steps
        names = [
            f"{short_name(found.recipients.get(code, code))} ({times[code]})"
            for code in found.codes
            if code in times
        ]
        if names:
            sentences.append(f"Byter steg genom {row.number}: {listed(names)}.")
    if sentences:
        yield Text()
    yield from _wrapped(sentences, page)
