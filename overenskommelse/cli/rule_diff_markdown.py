"""What changes of rules do to the kronor as Markdown, to paste into a memorandum."""

from collections.abc import Iterator, Sequence

from overenskommelse.cli.difference_markdown import plain
from overenskommelse.cli.difference_words import summary
from overenskommelse.cli.outcome_notes import caveat_words, unreal_words
from overenskommelse.cli.rule_diff import RuleDiff
from overenskommelse.cli.rule_diff_words import (
    WORDS,
    Row,
    bonus_lines,
    in_all,
    interactions,
    method,
    not_compared,
    quiet,
    rounding,
    rows,
    steps,
    what,
)
from overenskommelse.numbers import write_amount, write_change, write_number
from overenskommelse.text import listed


def rule_diff_markdown(found: RuleDiff) -> str:
    """The changes in kronor, and who gets more or less."""
    return "\n".join(_lines(found)) + "\n"


def _lines(found: RuleDiff) -> Iterator[str]:
    shown = rows(found)
    yield f"# {plain(found.names[0])} → {plain(found.names[1])}"
    yield from ("", plain(f"{summary(found.difference)} Räknat på {listed(found.data)}."), "")
    for caveat in (unreal_words(found.after.provenance), *caveat_words(found.after)):
        if caveat:
            yield from (plain(f"{caveat.removesuffix('.')}."), "")
    if shown:
        yield from _changes(found, shown)
        yield from ("", plain(method(found.kronor.attribution)))
        yield from (plain(sentence) for sentence in rounding(found, shown))
    for sentence in (*quiet(found, shown), *bonus_lines(found), *not_compared(found)):
        yield from ("", plain(sentence))
    yield from ("", *_recipients(found))


def _changes(found: RuleDiff, shown: Sequence[Row]) -> Iterator[str]:
    words = list(WORDS)
    if not found.kronor.attribution.method.exact:
        words[2] += " (uppskattat ± medelfel)"
    yield _row(words)
    yield "|---|" + "--:|" * (len(words) - 1)
    for row in shown:
        whole = write_change(row.whole)
        if row.error is not None:
            whole += f" ± {write_number(row.error)}"
        numbers = (row.gain, row.lose, steps(found, row.made))
        yield _row(
            [what(found, row.made), write_change(row.alone), whole, write_amount(row.moved)]
            + [str(number) for number in numbers]
        )
    blank = [""] * 4
    yield _row(["samspel", write_change(interactions(found)), "", *blank])
    total = write_change(in_all(found))
    yield _row(["summa", total, total, *blank])


def _recipients(found: RuleDiff) -> Iterator[str]:
    attribution = found.kronor.attribution
    change = attribution.shown_difference()
    yield "| | förut | nu | ändring |"
    yield "|---|--:|--:|--:|"
    for code in found.codes:
        amounts = (attribution.before[code], attribution.after[code])
        name = found.recipients.get(code, code)
        yield _row([name, *map(write_amount, amounts), write_change(change[code])])


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(plain(cell) for cell in cells)} |"
