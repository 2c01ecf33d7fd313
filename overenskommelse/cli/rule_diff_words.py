"""What changes of rules do to the kronor: rows, numbers and sentences, the same in every form."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Final

from attrs import frozen

from overenskommelse.attribution import TOGETHER, Attribution, Made
from overenskommelse.cli.difference_words import line
from overenskommelse.cli.naming import payment_words, short_name
from overenskommelse.cli.rule_diff import RuleDiff
from overenskommelse.difference import Change
from overenskommelse.items import item_words
from overenskommelse.numbers import write_change, write_kronor
from overenskommelse.outcome import Outcome
from overenskommelse.saying import Saying
from overenskommelse.text import counted, listed

WORDS: Final = ("ändring", "för sig", "i allt", "omfördelar", "får mer", "får mindre", "byter steg")
"""What stands above the columns of a table of changes."""

_NAMED: Final = 4
"""How many changes that can only be made together are named one by one."""


@frozen(repr=False, eq=False)
class Row(Saying):
    """A change, or changes that are one, in kronor over the recipients that are shown.

    Attributes:
        number: What it is called in tables, from 1.
        made: The changes.
        alone: What they make alone.
        whole: That and their share of what changes make together.
        moved: What those who get more of ``whole`` gain together.
        gain: How many get more.
        lose: How many get less.
        error: The standard error of ``whole``; None where it is exact.
    """

    number: int
    made: Made
    alone: Fraction
    whole: Fraction
    moved: Fraction
    gain: int
    lose: int
    error: int | None


def rows(found: RuleDiff) -> list[Row]:
    """Every change that makes something, in the agreement's order."""
    attribution = found.kronor.attribution
    alone, whole = attribution.shown_alone(), attribution.shown()
    made: list[Row] = []
    for part, one in zip(attribution.parts, found.kronor.made, strict=True):
        kronor = [whole[part.player][code] for code in found.codes]
        own = [alone[part.player][code] for code in found.codes]
        if any(part.own.values()) or any(part.whole.values()):
            gains = [amount for amount in kronor if amount > 0]
            made.append(
                Row(
                    len(made) + 1, one, sum(own, Fraction(0)), sum(kronor, Fraction(0)),
                    sum(gains, Fraction(0)), len(gains), sum(amount < 0 for amount in kronor),
                    None if found.only else part.error,
                )
            )  # fmt: skip
    return made


def interactions(found: RuleDiff) -> Fraction:
    """What the changes make together but none of them alone, over the recipients shown."""
    together = found.kronor.attribution.shown_alone()[TOGETHER]
    return sum((together[code] for code in found.codes), Fraction(0))


def in_all(found: RuleDiff) -> Fraction:
    """The whole difference, over the recipients shown."""
    difference = found.kronor.attribution.shown_difference()
    return sum((difference[code] for code in found.codes), Fraction(0))


def what(found: RuleDiff, made: Made) -> str:
    """The change in words; those that can only be made together with each other as one."""
    changes = found.changes
    lines = [_line(changes[path]) for path in made.paths]
    if len(lines) > _NAMED:
        more = f"{len(lines) - _NAMED + 1} ändringar till"
        lines = [*lines[: _NAMED - 1], more]
    return lines[0] if len(lines) == 1 else f"{listed(lines)} (går bara att göra tillsammans)"


def _line(change: Change) -> str:
    """A change in words, and the block that it is in: no heading stands above it here."""
    block, words = change.section.partition(' "')[0], line(change)
    inside = block.startswith("block ") and not words.startswith("block ")
    return f"{block}, {words}" if inside else words


def kinds(found: RuleDiff, made: Made) -> str:
    """What has happened: the kind of the change, or of all of them if it is the same."""
    of = {found.changes[path].kind.value for path in made.paths}
    return of.pop() if len(of) == 1 else "flera"


def method(attribution: Attribution) -> str:
    """How the parts were found."""
    how = attribution.method
    if how.exact:
        return "Delarna är exakt uträknade och beror inte på ändringarnas ordning."
    return (
        f"Delarna i allt är uppskattade ur {how.orders} ordningar av "
        f"{len(attribution.parts)} ändringar (frö: {how.seed}); summan är exakt."
    )


def rounding(found: RuleDiff, shown: Sequence[Row]) -> Iterator[str]:
    """What the sums of rounded parts may puzzle a reader with."""
    parts = {part.player: part for part in found.kronor.attribution.parts}
    sums = [sum(parts[row.made.player].whole[code] for code in found.codes) for row in shown]
    if not found.only and any(row.whole != exact for row, exact in zip(shown, sums, strict=True)):
        yield (
            "Varje mottagares delar visas i hela kronor som tillsammans blir mottagarens ändring; "
            "därför kan en ändrings summa visas någon krona för hög eller låg (exakt i "
            "--format json)."
        )


def quiet(found: RuleDiff, shown: Sequence[Row]) -> Iterator[str]:
    """How many changes make nothing, and why."""
    silent = len(found.kronor.silent)
    idle = sum(len(made.paths) for made in found.kronor.made)
    idle -= sum(len(row.made.paths) for row in shown)
    if silent:
        some = counted(silent, "ändring påverkar", "ändringar påverkar")
        yield f"{some} inte det som räknas: ord, namn, dagar och sådant som inget belopp beror på."
    if idle:
        some = counted(idle, "ändring har", "ändringar har")
        yield f"{some} ingen del i kronorna på dessa data, varken för sig eller i allt."


def bonus(outcome: Outcome) -> dict[str, Fraction | None]:
    """Every bonus pot by its item."""
    return {pot.item: pot.bonus for pot in outcome.pots if pot.has_bonus}


def bonus_lines(found: RuleDiff) -> Iterator[str]:
    """What happens to the bonus pots."""
    was, now = bonus(found.before), bonus(found.after)
    for item in {**was, **now}:
        sides = [_bonus(pots, item) for pots in (was, now)]
        one, other = was.get(item), now.get(item)
        more = ""
        if one is not None and other is not None and one != other:
            more = f" ({write_change(other - one)} kr)"
        yield f"Bonuspotten i {item_words(item)}: {sides[0]} → {sides[1]}{more}."


def _bonus(pots: Mapping[str, Fraction | None], item: str) -> str:
    if item not in pots:
        return "finns inte"
    amount = pots[item]
    return "inte känd" if amount is None else write_kronor(amount)


def not_compared(found: RuleDiff) -> Iterator[str]:
    """The payments that are left out, those for the same reason in one sentence."""
    groups: dict[tuple[str, ...], list[str]] = {}
    for one in found.kronor.not_compared:
        if one.recipient in found.codes:
            key = (one.payment, one.item, one.before, one.after)
            groups.setdefault(key, []).append(one.recipient)
    for (payment, item, before, after), codes in groups.items():
        names = [short_name(found.recipients.get(code, code)) for code in codes]
        who = listed(names) if len(names) <= _NAMED else f"{len(names)} mottagare"
        why = " och ".join(
            f"{word} {side}" for word, side in ((before, "förut"), (after, "nu")) if word
        )
        yield (f"Jämförs inte: {payment_words(payment)}, {item_words(item)}, för {who} ({why}).")


def steps(found: RuleDiff, made: Made) -> int:
    """How many of the recipients shown change step by a change alone."""
    return sum(code in made.steps for code in found.codes)
