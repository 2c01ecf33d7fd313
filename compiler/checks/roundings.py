"""Roundings: every amount that is rounded has its rule, and every krona over an owner."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from attrs import frozen

from compiler.checks.draft import Draft, head
from compiler.members import members
from compiler.paying import Key, governing, key_of, key_words, part_key, rules_for
from overenskommelse import agreement as a
from overenskommelse import codes
from overenskommelse import rounding_codes as own
from overenskommelse.diagnostics import Label, Report
from overenskommelse.money import UNIT_WORDS, Mode, Residual, Rounding, split
from overenskommelse.numbers import write_kronor
from overenskommelse.regions import find as find_region
from overenskommelse.text import closest, listed, visible

_PER_CELL: Final = "hela kronor, hälften uppåt, för varje krav och månad"
_EXAMPLES: Final = 40
"""How many made-up divisions are tried to find one that does not come out even."""
_REST: Final = "rest till störst decimaldel, lika: störst nyckel"
_RULES: Final = {
    "measures": ("round_measures", "vad mätvärdena avrundas till",
                 "mätvärden andelarna till en decimal, hälften uppåt"),
    "monthly_pot": ("round_monthly_pot", "hur mottagarens del av månadspotten avrundas",
                    "månadspott hela kronor, hälften uppåt"),
    "reward": ("round_reward", "hur ersättningen avrundas", f"ersättning {_PER_CELL}"),
    "bonus": ("round_bonus", "hur bonus avrundas", "bonus hela kronor, hälften uppåt"),
    "distribution": ("round_distribution", "hur fördelade belopp avrundas",
                     "fördelning hela kronor, hälften uppåt"),
}  # fmt: skip
"""Each rule's field: its statement, what is not said without it, and the line to add."""


@frozen
class _Rounded:
    """Something of which parts are rounded: which rules it needs."""

    key: Key
    to: str
    amount: a.Stated
    equal: bool
    needs: tuple[str, ...]
    residual: str | None
    """The rule whose parts must make a whole, if any must."""


def check_roundings(draft: Draft, report: Report) -> None:
    """Roundings that are missing, that do nothing, or that leave kronor without an owner."""
    if not draft.whole("rounding", "block", "item", "grant", "reserved", "shared"):
        return
    rounded = list(_rounded(draft))
    for field, (statement, question, example) in _RULES.items():
        lacking = [r for r in rounded if field in r.needs and not _rule(draft, r.key, field)]
        if lacking and draft.whole(statement):
            report.add(
                codes.UNDECIDED, head(draft.agreement.rounding), question=question,
                where=_where(draft.agreement), example=example,
            )  # fmt: skip
    homeless = [r for r in rounded if r.residual and not _rule(draft, r.key, "residual")]
    if homeless and draft.whole("residual"):
        _homeless(draft, homeless[0], report)
    for rules in (draft.agreement.rounding, *draft.agreement.scoped_roundings):
        _bodies(draft, rules, report)
    for one in rounded:
        _kept(draft, one, report)
    _scopes(draft, rounded, report)
    _adjustments(draft, rounded, report)


def _rounded(draft: Draft) -> Iterator[_Rounded]:
    agreement = draft.agreement
    for block in agreement.blocks:
        key, p = key_of("block", block.number), block.performance
        if p is not None:
            shares = "reward" if p.shared else None
            pots = () if p.shared and not p.unmeasured_paid else ("monthly_pot",)
            bonus = ("bonus",) if p.bonus else ()
            yield _Rounded(
                key, block.to.name, block.amount, p.reserved.key is None,
                ("measures", *pots, "reward", *bonus), "bonus" if p.bonus else shares,
            )  # fmt: skip
        elif block.units is not None:
            yield _Rounded(
                key, block.to.name, block.amount, False, ("distribution",), "distribution"
            )
        elif block.distribution is not None:
            yield _divided(key, block.to.name, block.amount, block.distribution)
        for item in block.items:
            own, amount = key_of("post", item.name, block.number), item.amount or block.amount
            if isinstance(item.distribution, a.Distribution | a.InProportion):
                yield _divided(own, block.to.name, amount, item.distribution)
            elif _redistributed(draft, own):
                yield _divided(own, block.to.name, amount, a.Distribution(None, span=item.span))
    for grant in agreement.grants:
        if grant.distribution is not None:
            yield _divided(
                key_of("medel", grant.name), grant.to.name, grant.amount, grant.distribution
            )


def _redistributed(draft: Draft, key: Key) -> bool:
    """Whether a condition may divide what it means among those that are left."""
    return any(
        isinstance(body, a.Failure) and body.kind is a.FailureKind.REDISTRIBUTED
        for condition in governing(draft.agreement, key)
        for body in draft.bodies(condition.failure)
    )


def _divided(key: Key, to: str, amount: a.Stated, by: a.Distribution | a.InProportion) -> _Rounded:
    equal = isinstance(by, a.Distribution) and by.key is None
    return _Rounded(key, to, amount, equal, ("distribution",), "distribution")


def _rule(draft: Draft, key: Key, field: str) -> a.Clause | a.ByInterpretation | None:
    rule: a.Clause | a.ByInterpretation | None = getattr(rules_for(draft.agreement, key), field)
    return rule


def _where(agreement: a.Agreement) -> str:
    if agreement.rounding.span.text.startswith("avrundning"):
        return "under ”avrundning”"
    return "en egen rad ”avrundning”, som filen inte har, och under den"


# What is left over -----------------------------------------------------------------------------


def _homeless(draft: Draft, one: _Rounded, report: Report) -> None:
    """Say how many kronor have no owner, in an example that comes from the agreement itself."""
    example = ""
    recipient = next((r for r in draft.agreement.recipients if r.name == one.to), None)
    rounding = next(iter(draft.roundings(_rule(draft, one.key, one.residual or ""))), None)
    if recipient is not None and rounding is not None and isinstance(one.amount, a.Quantity):
        example = _example(one, len(members(recipient)), rounding)
    report.add(
        own.HOMELESS, head(draft.agreement.rounding), example=example,
        where=_where(draft.agreement), rule=_REST,
    )  # fmt: skip


def _example(one: _Rounded, count: int, rounding: Rounding) -> str:
    """The first of some made-up divisions that does not come out even."""
    if not isinstance(one.amount, a.Quantity):
        return ""
    order = list(range(count))
    for extra in (None,) if one.equal else range(_EXAMPLES):
        weights = {i: Fraction(1 if extra is None else i + 1 + extra) for i in order}
        parts = split(one.amount.value, weights, rounding, None, order)
        difference = one.amount.value - sum(parts.values())
        if difference:
            way = "fattas" if difference < 0 else "blir över"
            whole, made = write_kronor(one.amount.value), write_kronor(sum(parts.values()))
            kronor = write_kronor(abs(difference))
            return (
                f"; {whole} på {count} mottagare kan till exempel bli {made}, så att {kronor} {way}"
            )
    return ""


def _kept(draft: Draft, one: _Rounded, report: Report) -> None:
    """What is kept must not be negative: then every part is rounded down."""
    kept = any(
        isinstance(body, a.ResidualRule) and body.residual is Residual.KEPT
        for body in draft.bodies(_rule(draft, one.key, "residual"))
    )
    if not kept or one.residual is None:
        return
    clause = _rule(draft, one.key, one.residual)
    if any(r.mode is not Mode.DOWN for r in draft.roundings(clause)):
        place = clause.span if clause is not None else draft.agreement.rounding.span
        if not any(d.code is own.ROUNDS_UP_TO_MORE and d.span == place for d in report.found):
            report.add(own.ROUNDS_UP_TO_MORE, place.first_line())


# What is said ----------------------------------------------------------------------------------


def _bodies(draft: Draft, rules: a.RoundingRules, report: Report) -> None:
    for rule, keyword in (
        (rules.reward, "ersättning"), (rules.bonus, "bonus"), (rules.distribution, "fördelning"),
    ):  # fmt: skip
        for body in draft.bodies(rule):
            if isinstance(body, a.AmountRounding) and body.rounding is None:
                report.add(
                    codes.UNDECIDED, head(body), question="hur beloppen blir hela kronor",
                    where="under ”avrundning”", example=f"{keyword} hela kronor, hälften uppåt",
                )  # fmt: skip
    for rule in (rules.monthly_pot, rules.bonus, rules.distribution):
        for body in draft.bodies(rule):
            if isinstance(body, a.AmountRounding) and body.stage is not None:
                report.add(own.NO_EFFECT, head(body), found=body.stage.value)
    for body in draft.bodies(rules.reward):
        if isinstance(body, a.AmountRounding) and body.stage is None and body.rounding:
            report.add(
                codes.UNDECIDED, head(body), question="hur ofta ersättningen avrundas",
                where="under ”avrundning”", example=f"ersättning {_PER_CELL}",
            )  # fmt: skip


def _scopes(draft: Draft, rounded: list[_Rounded], report: Report) -> None:
    """Rules of their own stand once, for something that is rounded."""
    seen: dict[Key, a.RoundingRules] = {}
    known = {one.key for one in rounded}
    known |= {key_of("block", block.number) for block in draft.agreement.blocks if block.items}
    for rules in draft.agreement.scoped_roundings:
        key = part_key(draft.agreement, rules.scope) if rules.scope is not None else None
        if key is None:
            continue
        first = seen.setdefault(key, rules)
        if first is not rules:
            report.add(
                codes.DUPLICATE_NAME, head(rules), kind="avrundningen för", name=key_words(key),
                way_out="ta bort den ena", labels=[Label(head(first), "står först här")],
            )  # fmt: skip
        elif key not in known and draft.payments_known:
            report.add(own.NOTHING_ROUNDED, head(rules), what=key_words(key))


def _adjustments(draft: Draft, rounded: list[_Rounded], report: Report) -> None:
    """Stated adjustments name recipients, and belong to one amount."""
    groups = {r.name: r for r in draft.agreement.recipients}
    for rules in (draft.agreement.rounding, *draft.agreement.scoped_roundings):
        stated = [
            body
            for body in draft.bodies(rules.residual)
            if isinstance(body, a.ResidualRule) and body.residual is Residual.STATED
        ]
        using = [
            one
            for one in rounded
            if one.residual and _rule(draft, one.key, "residual") is rules.residual
        ]
        for body in stated:
            if len(using) > 1:
                amounts = [key_words(one.key) for one in using]
                report.add(
                    own.ADJUSTS_MANY,
                    head(body),
                    amounts=listed(amounts),
                    example=amounts[0],
                )
            for one in using[:1]:
                people = members(groups[one.to]) if one.to in groups else ()
                _named(body, people, report)
                for rounding in draft.roundings(_rule(draft, one.key, one.residual or "")):
                    _in_units(body, rounding, report)


def _in_units(rule: a.ResidualRule, rounding: Rounding, report: Report) -> None:
    for adjustment in rule.adjustments:
        if adjustment.kronor % rounding.unit:
            report.add(
                own.ADJUSTMENT_UNIT, adjustment.amount.span,
                amount=visible(adjustment.amount.span.text), unit=UNIT_WORDS[rounding.unit],
            )  # fmt: skip


def _named(rule: a.ResidualRule, people: tuple[tuple[str, str], ...], report: Report) -> None:
    codes_of = {name: code for code, name in people}
    seen: dict[str, a.Adjustment] = {}
    for adjustment in rule.adjustments:
        name = adjustment.recipient
        first = seen.setdefault(codes_of.get(name) or find_region(name) or name, adjustment)
        if first is not adjustment:
            report.add(
                codes.DUPLICATE_NAME, adjustment.span, kind="justeringen av", name=visible(name),
                way_out="ta bort den ena", labels=[Label(first.span, "står först här")],
            )  # fmt: skip
        if name not in codes_of and find_region(name) not in codes_of.values():
            guess = closest(name, list(codes_of))
            report.add(
                codes.UNKNOWN_NAME, adjustment.span, kind="mottagaren", name=visible(name),
                guess=f". Menade du ”{guess}”?" if guess else "",
                declared="skriv en mottagare som beloppet fördelas till",
            )  # fmt: skip
