"""What a step did at one place, in Swedish, with the values in it."""

from collections.abc import Sequence
from fractions import Fraction
from functools import cache

from overenskommelse import plan as p
from overenskommelse.calendar import Month, swedish_date
from overenskommelse.clauses import Comparator, Unit
from overenskommelse.explanation import Lacking
from overenskommelse.numbers import write_number
from overenskommelse.plantext import formula
from overenskommelse.text import listed, visible
from runtime.criteria import asked_words
from runtime.explain.division import divided
from runtime.explain.ground import Ground
from runtime.explain.showing import last_part, percent, shown, spaced, written
from runtime.fewest import Barred, Fewest, Test
from runtime.nearby import Nearby
from runtime.values import Absent, Place, Value, number

_ROUTES = {"attainment": "måluppfyllelse", "improvement": "förbättring"}
_HOLDS = {
    Comparator.AT_LEAST: ("är minst", "är under"), Comparator.AT_MOST: ("är högst", "är över"),
    Comparator.OVER: ("är över", "är inte över"), Comparator.UNDER: ("är under", "är inte under"),
}  # fmt: skip
_ANSWER = {True: "uppfyllt", False: "inte uppfyllt"}


class Words:
    """Speaks of the steps of one plan."""

    def __init__(self, ground: Ground) -> None:
        self.ground = ground
        self.titles = {view.name: view.title for view in ground.plan.keys}
        self.bases = [f"{view.amount.rpartition('/')[0]}/" for view in ground.plan.requirements]
        self.fewest = Fewest(Nearby(ground.plan, ground.figures, ground.tables))
        self.rule = cache(self._rule)
        self.did = cache(self._did)

    # What a value is called, and how it is shown

    def name(self, step: p.AnyStep, place: Place) -> str:
        """What a value is called where it is listed."""
        view = self.ground.cells.get(step.id)
        match step:
            case _ if view is not None:
                return f"krav {view.number} ”{visible(view.title)}”"
            case p.KeyValue():
                return step.key
            case p.Count():
                return "täljare" if step.met else "nämnare"
            case p.Level() | p.Rounded() if "/mått/" in step.id:
                return self._measure(step.id)
            case p.Fulfilled():
                return f"villkor {step.condition}"
            case p.Paid() | p.Repaid():
                return step.item
            case _:
                return self._own_part(step.id)

    def _own_part(self, step_id: str) -> str:
        """What a step's id says within its requirement: ``mål 2 uppfyllt``."""
        base = next((b for b in self.bases if step_id.startswith(b)), None)
        return spaced(step_id.removeprefix(base)) if base is not None else last_part(step_id)

    def _measure(self, step_id: str) -> str:
        return step_id.partition("/mått/")[2].partition("/")[0]

    def shown(self, step: p.AnyStep, value: Value) -> str:
        """A step's value with its unit; why there is none, where that is so."""
        decimals = self.ground.decimals.get(step.id)
        return shown(value, step.unit, share=step.id in self.ground.shares, decimals=decimals)

    def about(self, step: p.AnyStep, place: Place) -> Month | None:
        """The month that a value's data is about, where that is not its own."""
        shift = self.ground.shifts.get(step.id, 0)
        return place[1].shifted(shift) if place[1] is not None and shift else None

    def _rule(self, step: p.AnyStep) -> str:
        """What the step does, in the plan's words."""
        units = {i: self.ground.steps[i].unit for i in p.reads(step)}
        return formula(step, units)

    # What it did

    def _did(self, step: p.AnyStep, place: Place) -> str:
        """What a step did at a place."""
        value = self.ground.tables[step.id][place]
        match step:
            case p.Amount():
                return "står i överenskommelsen"
            case p.KeyValue():
                return self.titles.get(step.key, "")
            case p.Count():
                return self._when(step, place)
            case p.Level():
                return f"{self._value(step.met, place)} av {self._value(step.all, place)}"
            case p.Rounded():
                to = write_number(step.to) + f" {step.unit.value}".rstrip()
                return f"{self._value(step.of, place)} avrundat till {to}, {step.mode.value}"
            case p.Difference() | p.Excess():
                least = ", lägst 0" if isinstance(step, p.Excess) else ""
                return f"{self._dated(step.of, place)} − {self._dated(step.minus, place)}{least}"
            case p.Least():
                return f"det minsta av {self._values(step.of, place)}"
            case p.Tiered():
                return self._tiered(step, place)
            case p.Compared():
                return self._compared(step, place)
            case p.AnyOf():
                return listed((self._named(i, place) for i in step.of), "eller")
            case p.Granted():
                return f"{self._share(step.share)} om {self._each(step.of, place)}; annars inget"
            case p.Chosen():
                return self._chosen(step, place)
            case p.Reported():
                return self._reported(step, place)
            case p.Fulfilled():
                return self._fulfilled(step, place)
            case p.Held():
                held = "hålls inne" if value is Absent.HELD else self._value(step.of, place)
                return f"{held}: {self._named(step.condition, place)}"
            case p.Product():
                return self._product(step, place)
            case p.Allotted():
                return divided(self.ground, step, place)
            case p.Summed():
                over = f" för {step.over.swedish}" if step.over is not None else ""
                rounding = f", {step.rounding.swedish}" if step.rounding is not None else ""
                return f"summa{over}{rounding}"
            case p.Remainder():
                return self._remainder(step)
            case p.Paid():
                return self._paid(step, place)
            case p.Repaid():
                return f"betalt minus använt, lägst 0; senast {swedish_date(step.last_day)}"

    def _value(self, step_id: str, place: Place) -> str:
        return self.shown(self.ground.steps[step_id], self.ground.value(step_id, place))

    def _values(self, ids: Sequence[str], place: Place) -> str:
        return listed(self._value(i, place) for i in ids)

    def _named(self, step_id: str, place: Place) -> str:
        """``mål 2 (nej)``."""
        name = self.name(self.ground.steps[step_id], place)
        return f"{name} ({self._value(step_id, place)})"

    def _each(self, ids: Sequence[str], place: Place) -> str:
        return listed(self._named(i, place) for i in ids)

    def _when(self, step: p.AnyStep, place: Place) -> str:
        month = self.about(step, place) or place[1]
        return month.swedish if month is not None else ""

    def _dated(self, step_id: str, place: Place) -> str:
        """A value with its month, so that two years can be told apart."""
        step, at = self.ground.steps[step_id], self.ground.within(step_id, place)
        when = self._when(step, at)
        return self._value(step_id, place) + (f" ({when})" if when else "")

    def _share(self, share: Fraction | None) -> str:
        return percent(share) if share is not None else Absent.UNKNOWN.value

    def _chosen(self, step: p.Chosen, place: Place) -> str:
        value = self.ground.tables[step.id][place]
        routes = [f"{_ROUTES[name]} ({self._value(i, place)})" for name, i in step.routes]
        if len(routes) == 1:
            return routes[0]
        order = "den som ger mest av" if step.highest else "den första som ger något av"
        gave = next((n for n, i in step.routes if self.ground.value(i, place) == value), None)
        head = f"{_ROUTES[gave]}, " if gave is not None and value else ""
        return f"{head}{order} {listed(routes)}"

    def _reported(self, step: p.Reported, place: Place) -> str:
        view, (recipient, month) = self.ground.conditions.criteria[step.criterion], place
        rates = self.ground.figures.rates or {}
        value = rates.get((step.criterion, recipient, month)) if recipient and month else None
        if value is not None:
            unit = view.counts.value if view.counts is not None else ""
            return f"{write_number(value)} {unit} är rapporterat".replace("  ", " ")
        met = self.ground.tables[step.id][place]
        if isinstance(met, Absent):
            return "gränsen är inte känd"
        if met is False and view.answered is not None:
            return f"svaret är nej på {asked_words(view.answered)}"
        return "antas vara uppfyllt: inget är rapporterat"

    def _fulfilled(self, step: p.Fulfilled, place: Place) -> str:
        recipient, conditions = place[0] or "", self.ground.conditions
        view = conditions.conditions[step.condition]
        verdict = (self.ground.figures.verdicts or {}).get((recipient, step.condition))
        if verdict is not None:
            reason = f": ”{verdict.reason}”" if verdict.reason else ""
            return visible(f"beslutat {'ja' if verdict.met else 'nej'}{reason}")
        reasons = (
            ("", [*conditions.failings(view, recipient)]),
            ("gränsen är inte känd för kriterium ", [*conditions.untried(view, recipient)]),
            ("sista dagen är inte känd för skyldighet ", [*conditions.undated(view, recipient)]),
            ("ännu inte redovisat: ", [*conditions.unreported(view, recipient)]),
            ("ännu inte bedömt: ", [*conditions.waiting(view, recipient)]),
        )
        why = next((head + listed(found) for head, found in reasons if found), "uppfyllt")
        return visible(why)

    def _product(self, step: p.Product, place: Place) -> str:
        factors = [self._factor(i, place) for i in step.factors]
        if step.times is None:
            factors.append(Absent.UNKNOWN.value)
        elif step.times != 1:
            share = (step.times * 10_000).denominator == 1
            factors.append(percent(step.times) if share else write_number(step.times))
        made = " × ".join(factors)
        if step.rounding is None or not all(self.ground.known(i, place) for i in step.factors):
            return made
        exact = number(step.times or 0)
        for factor in step.factors:
            exact *= number(self.ground.value(factor, place))
        same = exact == self.ground.tables[step.id][place]
        return made if same else f"{made} = {written(exact, step.unit)}, {step.rounding.swedish}"

    def _factor(self, step_id: str, place: Place) -> str:
        """A factor's value; an answer with what was asked."""
        answer = isinstance(self.ground.value(step_id, place), bool)
        return self._named(step_id, place) if answer else self._value(step_id, place)

    def _remainder(self, step: p.Remainder) -> str:
        taken = [found for i in step.minus for found in self.ground.tables[i].items()]
        whole, names = self._value(step.of, (None, None)), self._names(step.minus)
        if any(isinstance(value, Absent) for _, value in taken):
            return f"{whole} − summan av {names}"
        minus = written(sum((number(value) for _, value in taken), Fraction(0)), step.unit)
        # A recipient's own part of it may stand right under, by the same name.
        whose = ", alla mottagare" if any(place[0] for place, _ in taken) else ""
        return f"{whole} − {minus} ({names}{whose})"

    def _names(self, ids: Sequence[str]) -> str:
        names = dict.fromkeys(self.name(self.ground.steps[i], (None, None)) for i in ids)
        return listed(names)

    def _paid(self, step: p.Paid, place: Place) -> str:
        if not step.requisition:
            return "betalas"
        requisitions = self.ground.figures.requisitions
        day = f" (senast {swedish_date(step.last_day)})" if step.last_day is not None else ""
        if requisitions is None:
            return f"antas ha rekvirerats i tid{day}"
        came = requisitions.get((place[0] or "", step.item))
        if came is None:
            return f"ingen rekvisition har kommit in{day}"
        return f"rekvisitionen kom {swedish_date(came.date)}{day}"

    # Ladders and limits

    def _tiered(self, step: p.Tiered, place: Place) -> str:
        value = self.ground.value(step.of, place)
        if step.tiers is None:
            return "stegen är inte kända"
        if isinstance(value, Absent):
            return f"{value.value}: når inget steg"
        unit = self.ground.steps[step.of].unit
        reached = [(low, share) for low, share in step.tiers if number(value) >= low]
        if not reached:
            first = written(step.tiers[0][0], unit)
            return f"{self._value(step.of, place)} når inget steg, det lägsta börjar vid {first}"
        return f"{self._value(step.of, place)} når steget från {written(reached[-1][0], unit)}"

    def _compared(self, step: p.Compared, place: Place) -> str:
        value, unit = self.ground.value(step.of, place), self.ground.steps[step.of].unit
        if step.limit is None:
            return "gränsen är inte känd"
        if isinstance(value, Absent):
            answers = {Absent.MISSING: step.missing, Absent.NOBODY: step.nobody}
            known = f" räknas som {_ANSWER[answers[value]]}" if value in answers else ""
            return f"{value.value}{known}"
        holds = self.ground.tables[step.id][place]
        phrase = _HOLDS[step.comparator][0 if holds else 1]
        return f"{self._value(step.of, place)} {phrase} {written(step.limit, unit)}"

    def lacking(self, step: p.AnyStep, place: Place) -> Lacking | None:
        """What is missing to the next step of a ladder, or to a limit that was not met."""
        if not isinstance(step, p.Tiered | p.Compared) or not self.ground.known(step.of, place):
            return None
        if self.ground.steps[step.of].unit not in (Unit.PERCENT, Unit.POINTS):
            return None
        value = number(self.ground.value(step.of, place))
        if isinstance(step, p.Tiered):
            above = [(low, share) for low, share in step.tiers or () if low > value]
            if not above:
                return None
            low, share = above[0]
            shown = self._points(step, low - value)
            return Lacking(
                low - value, share, False, shown, *self._patients(Test(step, low), place)
            )
        if step.limit is None or self.ground.tables[step.id][place] is not False:
            return None
        beyond = step.comparator in (Comparator.OVER, Comparator.UNDER)
        distance = abs(step.limit - value)
        shown = self._points(step, distance)
        return Lacking(distance, None, beyond, shown, *self._patients(Test(step), place))

    def _patients(self, test: Test, place: Place) -> tuple[int, int] | tuple[None, None]:
        """How many patients it is, and of how many; nothing where none suffice."""
        try:
            _, shift = self.fewest.shift(test, place)
        except Barred:
            return None, None
        return shift.patients, shift.everyone

    def _points(self, step: p.Tiered | p.Compared, distance: Fraction) -> str:
        return written(distance, Unit.POINTS, self.ground.decimals.get(step.of))
