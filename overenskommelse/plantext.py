"""A plan as text: what a lawyer holds next to the agreement, and what tests and diff speak.

Every step on a line of its own, under the clause that it comes from, in computing order.
"""

import datetime
import re
import textwrap
from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import groupby
from typing import Any, Final

import attrs

from overenskommelse import plan as p
from overenskommelse.calendar import swedish_date
from overenskommelse.clauses import Unit
from overenskommelse.money import Rounding
from overenskommelse.numbers import write_kronor, write_number
from overenskommelse.text import listed, visible

_ROUTES = {"attainment": "måluppfyllelse", "improvement": "förbättring"}


def plan_text(plan: p.Plan) -> str:
    """The whole plan, ending in a newline."""
    return visible_lines(_lines(plan))


def visible_lines(lines: Iterator[str]) -> str:
    """Lines as one text, with hidden characters shown."""
    return "".join(visible(line).rstrip() + "\n" for line in lines)


def _lines(plan: p.Plan) -> Iterator[str]:
    yield f"Plan för överenskommelse {plan.name} ”{plan.title}”"
    yield f"  källa        {plan.source}, sha256 {plan.source_sha256[:16]}…"
    yield f"  planversion  {p.PLAN_VERSION}"
    yield f"  omfattning   {write_kronor(plan.total) if plan.total is not None else 'okänt'}"
    for amendment in plan.amendments:
        yield f"  ändrad       genom {amendment}"
    yield from _section("Mottagare")
    for group in plan.groups:
        yield from _wrapped(f"  {group.name}: {listed(name for _, name in group.members)}")
    if plan.choices:
        yield from _section("Läsningar")
        for choice in plan.choices:
            holds = "antas" if choice.assumed else "gäller"
            changed = f"  ({holds}: {choice.in_force})" if choice.used != choice.in_force else ""
            assumed = "  (antas)" if choice.assumed and not changed else ""
            yield f"  {choice.name} = {choice.used}{changed}{assumed}"
            yield f"    {choice.question}{_cited(choice.origin)}"
            yield from _wrapped(f"    {dict(choice.readings)[choice.used]}")
    units = {step.id: step.unit for step in plan.steps}
    for origin, steps in groupby(plan.steps, key=lambda step: step.origin):
        yield from _section(
            f"{origin.heading or 'Allmänt'}{_cited(origin)}{_line(origin, plan.source)}"
        )
        yield from _rows(list(steps), units)
    yield from _views(plan)


def _section(title: str) -> Iterator[str]:
    yield ""
    yield title


def _wrapped(line: str) -> Iterator[str]:
    indent = " " * (len(line) - len(line.lstrip()) + 2)
    yield from textwrap.wrap(line, 100, subsequent_indent=indent, break_on_hyphens=False)


def _cited(origin: p.Origin) -> str:
    return f"  [{'; '.join(origin.cites)}]" if origin.cites else ""


def _line(origin: p.Origin, source: str) -> str:
    """The line that a clause is written on; the file too, where the agreement is in several."""
    file = f"{origin.file} " if origin.file != source else ""
    return f"  {file}rad {origin.line}" if origin.line else ""


def _rows(steps: list[p.AnyStep], units: Mapping[str, Unit]) -> Iterator[str]:
    """The steps of one clause: what they have in common once, then a line for each."""
    base = _common([step.id for step in steps])
    scopes = {_scope(step) for step in steps}
    shared = scopes.pop() if len(scopes) == 1 else ""
    if base or shared:
        yield "  " + "   ".join(part for part in (f"{base}…" if base else "", shared) if part)
    names = [step.id.removeprefix(base) for step in steps]
    width = max(len(name) for name in names)
    for step, name in zip(steps, names, strict=True):
        scope = "" if shared or not _scope(step) else f"   ({_scope(step)})"
        yield f"    {name:{width}}  {formula(step, units, base)}{scope}"


def _common(ids: list[str]) -> str:
    """The folders that all ids begin with, ending in a slash; nothing for a single id."""
    if len(ids) < 2:
        return ""
    parts = [i.split("/")[:-1] for i in ids]
    shared = []
    for level in zip(*parts, strict=False):
        if len(set(level)) > 1:
            break
        shared.append(level[0])
    return "".join(f"{part}/" for part in shared)


def _scope(step: p.AnyStep) -> str:
    parts = [f"för {step.recipients}"] if step.recipients is not None else []
    if step.months is not None:
        parts.append(f"varje månad {step.months.swedish}")
    return ", ".join(parts)


def formula(step: p.AnyStep, units: Mapping[str, Unit], base: str = "") -> str:
    """What a step computes, in words; ids are shortened by what their clause has in common.

    ``units`` are those of the steps that it reads.
    """
    block = base.split("/", maxsplit=1)[0] + "/" if base else ""
    ids = {i: i.removeprefix(base).removeprefix(block) for i in p.reads(step)}
    unit = units[step.of] if isinstance(step, p.Tiered | p.Compared | p.Rounded) else Unit.NUMBER
    return _words(_shortened(step, ids), f" {unit.value}".rstrip())


def _shortened(step: p.AnyStep, ids: dict[str, str]) -> p.AnyStep:
    """The same step with its references shortened, for showing only."""
    changes: dict[str, Any] = {}
    for attribute in attrs.fields(type(step)):
        value = getattr(step, attribute.name)
        if attribute.name in ("id", "origin") or not isinstance(value, str | tuple):
            continue
        if isinstance(value, str):
            changes[attribute.name] = ids.get(value, value)
        elif attribute.name == "routes":
            changes[attribute.name] = tuple((name, ids[i]) for name, i in value)
        elif all(isinstance(i, str) for i in value):
            changes[attribute.name] = tuple(ids.get(i, i) for i in value)
    return attrs.evolve(step, **changes)


def _words(step: p.AnyStep, unit: str) -> str:
    match step:
        case p.Amount():
            if step.value is None:
                return "okänt"
            return write_kronor(step.value) if step.unit is Unit.KRONOR else _number(step.value)
        case p.KeyValue():
            return f"uppgift: {step.key}"
        case p.Count():
            year = ", samma månad föregående år" if step.shift else ""
            part = "täljare" if step.met else "nämnare"
            return f"uppgift: {part} för {step.measure}{year}"
        case p.Level():
            return f"100 × {step.met} ÷ {step.all}; ingen att mäta om nämnaren är noll"
        case p.Rounded():
            return f"{step.of} avrundat till {_number(step.to)}{unit}, {step.mode.value}"
        case p.Difference():
            return f"{step.of} − {step.minus}"
        case p.Excess():
            return f"{step.of} − {step.minus}, lägst 0"
        case p.Least():
            return f"det minsta av {listed(step.of)}"
        case p.Tiered():
            if step.tiers is None:
                return f"andel efter {step.of}: okänt"
            tiers = listed(f"från {_number(low)}{unit}: {_percent(s)}" for low, s in step.tiers)
            return f"andel efter {step.of}: {tiers}; annars inget"
        case p.Compared():
            missing, nobody = (
                "uppfyllt" if met else "inte uppfyllt" for met in (step.missing, step.nobody)
            )
            value = f"{step.of} {step.comparator.value} {_number(step.limit)}{unit}"
            return f"{value}; utan värde: {missing}; utan någon att mäta: {nobody}"
        case p.AnyOf():
            return f"någon av {listed(step.of, 'eller')}"
        case p.Granted():
            return f"{_percent(step.share)} om {listed(step.of)}; annars inget"
        case p.Chosen():
            routes = [
                i if i == _ROUTES[name] else f"{_ROUTES[name]} ({i})" for name, i in step.routes
            ]
            order = "den som ger mest av" if step.highest else "den första som ger något av"
            return routes[0] if len(routes) == 1 else f"{order} {listed(routes, 'och')}"
        case p.Reported():
            return f"uppgift: kriteriet {step.criterion} är uppfyllt"
        case p.Fulfilled():
            return f"uppgift: villkoret {step.condition} är uppfyllt"
        case p.Held():
            otherwise = "annars okänt" if step.unknown else "hålls annars inne"
            return f"{step.of} om {step.condition}; {otherwise}"
        case p.Product():
            times = [] if step.times == 1 else [_number(step.times)]
            return " × ".join([*step.factors, *times]) + _rounding(step.rounding)
        case p.Allotted():
            return _allotted(step)
        case p.Summed():
            over = f" för {step.over.swedish}" if step.over is not None else ""
            return f"summan av {_series(step.of)}{over}{_rounding(step.rounding)}"
        case p.Remainder():
            return f"{step.of} − summan av {listed(step.minus)}"
        case p.Paid():
            day = f", senast {swedish_date(step.last_day)}" if step.last_day else ""
            return f"{step.of} betalas{' på rekvisition' + day if step.requisition else ''}"
        case p.Repaid():
            what = f"summan av {listed(step.of)} − använt av {step.item}"
            return f"{what}, lägst 0; senast {swedish_date(step.last_day)}"


def _series(ids: tuple[str, ...]) -> str:
    """Ids as a list; those alike but for one number as a range, ``krav-1…9/ersättning``."""
    parts = [re.split("([0-9]+)", i) for i in ids]
    numbers = [part[-2] if len(part) > 1 else "" for part in parts]
    shapes = {(*part[:-2], "", part[-1]) for part in parts}
    run = all(n.isdigit() for n in numbers) and len(shapes) == 1 and len(ids) > 2
    if not run or [int(n) for n in numbers] != list(range(int(numbers[0]), int(numbers[-1]) + 1)):
        return listed(ids)
    first = parts[0]
    return f"{''.join(first[:-2])}{numbers[0]}…{numbers[-1]}{first[-1]}"


def _allotted(step: p.Allotted) -> str:
    by = f" fördelat efter {step.weights}"
    if step.weights is None:
        by = ", som inte fördelas när det är över noll"
    text = f"{step.amount}{by}{_rounding(step.rounding)}"
    if step.rest is not None:
        text += f", rest {step.rest.swedish}"
        text += "".join(f" {code} {_signed(kr)}" for code, kr in step.rest.adjustments)
    if step.only_if is not None and step.when_empty != step.weights:
        instead = f"efter {step.when_empty}" if step.when_empty else "inget"
        text += f"; om ingen har något av {step.only_if}: {instead}"
    if step.when_short is not None:
        text += f"; om beloppet är under noll: efter {step.when_short}"
        if step.only_if not in (None, step.when_short):
            text += f", av var och en högst {step.only_if}"
    return text


def _rounding(rounding: Rounding | None) -> str:
    return f", {rounding.swedish}" if rounding is not None else ""


def _number(value: Fraction | None) -> str:
    return write_number(value) if value is not None else "okänt"


def _percent(share: Fraction | None) -> str:
    return f"{write_number(share * 100)} %" if share is not None else "okänt"


def _signed(amount: Fraction) -> str:
    return f"{'minus' if amount < 0 else 'plus'} {write_kronor(abs(amount))}"


def _views(plan: p.Plan) -> Iterator[str]:
    if plan.keys or plan.measures:
        yield from _section("Uppgifter som behövs")
        for key in plan.keys:
            day = f", {swedish_date(key.date)}" if key.date is not None else ""
            yield f"  {key.name} för {key.recipients}{day}"
        for measure in plan.measures:
            years = [measure.period.swedish] if measure.current else []
            if measure.previous:
                years.append("samma månader föregående år")
            yield f"  {measure.name} för {measure.recipients}: {listed(years)}"
            yield f"    {measure.definition}"
    if plan.criteria:
        yield from _section("Kriterier för rapporteringen")
        for criterion in plan.criteria:
            least = f"minst {_number(criterion.least)} %" if criterion.least is not None else ""
            weeks = f"inom {_number(criterion.weeks)} veckor" if criterion.weeks else ""
            unknown = "gränsen är okänd" if criterion.unknown is not None else ""
            rule = least or weeks or unknown or f"”{criterion.title}”"
            line = f"  {criterion.name}: {rule}, annars {criterion.consequence}"
            yield line + _cited(criterion.origin)
            for words in criterion.contents:
                yield from _wrapped(f"    – {words}")
            if criterion.answered is not None:
                no = "räknas som inte uppfyllt" if criterion.refuses else "avgör inget"
                yield f"    redovisas genom {_asked(criterion.answered)}, ett nej {no}"
    if plan.conditions:
        yield from _section("Villkor")
        for condition in plan.conditions:
            yield f"  {condition.name} för {condition.recipients}: {condition.title}" + _cited(
                condition.origin
            )
            asked = [f"skyldighet {name}" for name in condition.duties]
            asked += [f"kriterium {name}" for name in condition.criteria]
            asked += [f"fokusområde {name}" for name in condition.areas]
            asked += map(_asked, condition.questions)
            if condition.assessor:
                day = _NO_DAY if condition.day_unknown else _by(condition.last_day)
                asked.append(f"prövas av {condition.assessor}{day}")
            yield f"    {listed(asked)}; annars {condition.failure}"
            yield f"    gäller {listed(condition.items)}"
    if plan.areas:
        yield from _section("Fokusområden")
        for area in plan.areas:
            yield from _area(area)
    if plan.unknowns:
        yield from _section("Okänt")
        for view in plan.unknowns:
            yield f"  {view.what}{_cited(view.origin)}{_line(view.origin, plan.source)}"
    if plan.duties:
        yield from _section("Skyldigheter")
        for duty in plan.duties:
            yield f"  {duty.recipients}: {duty.title}{_due(duty)}{_cited(duty.origin)}"
            for words in duty.contents:
                yield from _wrapped(f"    – {words}")
            for words in duty.attachments:
                yield from _wrapped(f"    bifogas: {words}")


_NO_DAY: Final = " senast okänt"


def _asked(asked: p.AskedView) -> str:
    return f"fråga {asked.question} i fokusområde {asked.area}"


def _area(area: p.FocusAreaView) -> Iterator[str]:
    yield f"  {area.name} för {area.recipients}: {area.title}{_cited(area.origin)}"
    if area.to:
        yield f"    rapporteras till {area.to}{_by(area.report_by) or _NO_DAY}"
    yield f"    bedöms av {area.assessor}{_by(area.last_day) or _NO_DAY}"
    for words in area.contents:
        yield from _wrapped(f"    – {words}")
    for question in area.questions:
        yield from _wrapped(f"    {question.name} ({question.kind}): {question.title}")


def _by(day: datetime.date | None) -> str:
    return f" senast {swedish_date(day)}" if day is not None else ""


def _due(duty: p.DutyView) -> str:
    if duty.last_day is not None:
        return f", senast {swedish_date(duty.last_day)}"
    if duty.day_unknown:
        return ", senast okänt"
    if duty.monthly:
        return ", sista dagen varje månad"
    return f", under {duty.period.swedish}" if duty.period is not None else ""
