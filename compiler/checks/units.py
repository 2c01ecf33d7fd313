"""Units are types: per cent, percentage points, kronor, days and plain numbers never mix."""

from typing import Final

from compiler.checks.draft import Draft
from compiler.readings import clauses
from overenskommelse import agreement as a
from overenskommelse import codes
from overenskommelse.diagnostics import Fix, Report
from overenskommelse.numbers import write_number

_WORDS: Final = {
    a.Unit.KRONOR: "kronor (kr, tkr eller mnkr)",
    a.Unit.PERCENT: "procent",
    a.Unit.POINTS: "procentenheter",
    a.Unit.DAYS: "dagar",
    a.Unit.WEEKS: "veckor",
    a.Unit.NUMBER: "antal, utan enhet",
}

_THE: Final = {
    "en nivå": "nivån",
    "en marginal": "marginalen",
    "en andel av pengarna": "andelen av pengarna",
    "ett kravs andel": "kravets andel",
    "en svarsfrekvens": "svarsfrekvensen",
}
"""What is measured or paid, as the one that stands there."""


def check_units(draft: Draft, report: Report) -> None:
    """Every quantity has the unit that its place asks for, and a possible size."""
    agreement = draft.agreement
    if isinstance(agreement.total, a.Quantity):
        _expect(agreement.total, a.Unit.KRONOR, "ett belopp", report)
    on_levels, on_changes = _ladder_uses(agreement)
    for clause in clauses(agreement):
        match clause:
            case a.Ladder():
                unit = a.Unit.POINTS
                if clause.name in on_levels and clause.name not in on_changes:
                    unit = a.Unit.PERCENT
                _ladder(clause, unit, report)
            case a.WaitingLimit():
                _expect(clause.days, a.Unit.DAYS, "en väntetid", report)
            case a.TargetDate() if clause.tolerance is not None:
                _percent(clause.tolerance, "en marginal", report)
            case a.NamedReading() if isinstance(clause.body, a.Quantity):
                _percent(clause.body, "en nivå", report)
            case a.Test():
                if not isinstance(clause.limit, a.ByInterpretation):
                    _percent(clause.limit, "en nivå", report)
                if clause.when is not None:
                    _expect(clause.when[1], a.Unit.NUMBER, "antalet väntande", report)
            case a.Improvement() if clause.limit is not None and clause.share is not None:
                if isinstance(clause.limit, a.Quantity):
                    _expect(clause.limit, a.Unit.POINTS, "en förändring", report)
                _percent(clause.share, "en andel av pengarna", report)
            case a.Attainment() if clause.ladder is not None:
                _for_levels(clause.ladder, on_changes & on_levels, report)
            case a.Replacement() if clause.ladders:
                _for_levels(clause.by, on_changes & on_levels, report)
            case a.Attainment() if clause.share is not None:
                _percent_above_zero(clause.share, "det som måluppfyllelse ger", report)
            case a.Block() | a.Grant():
                _amount(clause.amount, report)
            case a.Item() if clause.amount is not None:
                _amount(clause.amount, report)
            case a.Requirement():
                _part(clause.share, report)
                if clause.amount is not None:
                    _expect(clause.amount, a.Unit.KRONOR, "ett belopp", report)
            case a.Ceiling() if clause.amount is not None:
                _amount(clause.amount, report)
            case a.Adjustment():
                _expect(clause.amount, a.Unit.KRONOR, "en justering", report)
            case a.Criterion():
                if clause.least is not None:
                    _percent(clause.least, "en svarsfrekvens", report)
                if isinstance(clause.weeks, a.Quantity):
                    _expect(clause.weeks, a.Unit.WEEKS, "en tid för rapportering", report)


def _ladder_uses(agreement: a.Agreement) -> tuple[set[str], set[str]]:
    """Names of ladders that levels and that changes are held against, under some reading."""
    levels: set[str] = set()
    changes: set[str] = set()
    stand_ins: list[a.Replacement] = []
    for clause in clauses(agreement):
        if isinstance(clause, a.Attainment) and clause.ladder is not None:
            levels.add(clause.ladder.name)
        elif isinstance(clause, a.Improvement) and clause.ladder is not None:
            changes.add(clause.ladder.name)
        elif isinstance(clause, a.Replacement) and clause.ladders:
            stand_ins.append(clause)
    for pair in stand_ins:
        for names in (levels, changes):
            if pair.instead.name in names:
                names.add(pair.by.name)
    return levels, changes


def _for_levels(ladder: a.Reference, on_both: set[str], report: Report) -> None:
    """A ladder for levels is not one for changes too."""
    if ladder.name in on_both:
        report.add(
            codes.WRONG_UNIT, ladder.span, what="en nivå", found=_WORDS[a.Unit.POINTS],
            expected=_WORDS[a.Unit.PERCENT],
            suggestion="en egen stege i procent för måluppfyllelsen",
        )  # fmt: skip


def _ladder(ladder: a.Ladder, unit: a.Unit, report: Report) -> None:
    what = "en förändring" if unit is a.Unit.POINTS else "en nivå"
    for tier in ladder.tiers:
        bound = tier.high or tier.low
        if _expect(bound, unit, what, report) and bound.value > 100:
            report.add(
                codes.PERCENT_OUT_OF_RANGE, bound.span, what="steget", found=bound.span.text,
                possible=f"{what} är högst 100 {unit.value}",
            )  # fmt: skip
        _percent(tier.share, "en andel av pengarna", report)


def _amount(quantity: a.Stated, report: Report) -> None:
    if isinstance(quantity, a.Unknown):
        return
    if _expect(quantity, a.Unit.KRONOR, "ett belopp", report) and quantity.value <= 0:
        report.add(
            codes.AMOUNT_OUT_OF_RANGE, quantity.span, found=quantity.span.text, why="inte över noll"
        )


def _part(share: a.Stated, report: Report) -> None:
    """A requirement's part of its block: per cent of it, or kronor."""
    if isinstance(share, a.Quantity) and share.unit is a.Unit.KRONOR:
        _amount(share, report)
    else:
        _percent_above_zero(share, "ett kravs andel", report)


def _percent(quantity: a.Stated, what: str, report: Report) -> None:
    if isinstance(quantity, a.Unknown):
        return
    if _expect(quantity, a.Unit.PERCENT, what, report) and not 0 <= quantity.value <= 100:
        report.add(
            codes.PERCENT_OUT_OF_RANGE, quantity.span, what=_THE.get(what, what),
            found=quantity.span.text, possible=f"{what} ligger mellan 0 och 100 %",
        )  # fmt: skip


def _percent_above_zero(quantity: a.Stated, what: str, report: Report) -> None:
    """A share that is nothing pays nothing, and says so by not being there."""
    _percent(quantity, what, report)
    if isinstance(quantity, a.Unknown) or quantity.unit is not a.Unit.PERCENT:
        return
    if quantity.value == 0:
        report.add(
            codes.PERCENT_OUT_OF_RANGE, quantity.span, what=_THE.get(what, what),
            found=quantity.span.text, possible=f"{what} är större än 0 %",
        )  # fmt: skip


def _likely_amount(quantity: a.Quantity) -> str:
    """An amount with the unit that it likely has, by its size; words for all if none is likelier.

    No agreement is of 10 000 mnkr, and an amount of millions is written out in kronor.
    """
    if quantity.unit is a.Unit.NUMBER and not 10_000 <= quantity.value < 1_000_000:
        return f"{write_number(quantity.value)} {'mnkr' if quantity.value < 10_000 else 'kr'}"
    return "beloppet i kr, tkr eller mnkr"


def _expect(quantity: a.Quantity, unit: a.Unit, what: str, report: Report) -> bool:
    """Whether a quantity has a unit; if not it is reported, with the fix where one is likely.

    A level cannot be in percentage points, so that per cent is the same rightly said. A change in
    per cent may be meant as such, and a number without a unit may be a part of one. An amount
    without a unit may be a million times another: that is left to its author.
    """
    if quantity.unit is unit:
        return True
    suggestion = f"{write_number(quantity.value)} {unit.value}".strip()
    if unit is a.Unit.KRONOR:
        suggestion = _likely_amount(quantity)
    fix = None
    bare = quantity.unit is a.Unit.NUMBER and unit is not a.Unit.KRONOR
    if bare or {quantity.unit, unit} == {a.Unit.PERCENT, a.Unit.POINTS}:
        fix = Fix(quantity.span, suggestion, safe=quantity.unit is a.Unit.POINTS)
    code = codes.NO_UNIT if quantity.unit is a.Unit.NUMBER else codes.WRONG_UNIT
    report.add(
        code, quantity.span, fix=fix, what=what, expected=_WORDS[unit],
        found=_WORDS[quantity.unit], suggestion=suggestion,
    )  # fmt: skip
    return False
