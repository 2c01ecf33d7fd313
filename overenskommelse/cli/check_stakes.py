"""`okt check` with data: what is found in an agreement, and how many kronor each of it is about."""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from attrs import evolve

from compiler import Compiled, compile_text
from compiler.otherwise import despite_holes, in_force, under_other_readings
from compiler.readings import resolve
from overenskommelse import agreement as a
from overenskommelse import codes, doubt_codes, outcome_codes
from overenskommelse.cli import inputs
from overenskommelse.cli.checked import Checked
from overenskommelse.cli.on_data import read_data
from overenskommelse.dataoptions import DataOptions
from overenskommelse.diagnostics import Cell, Code, Diagnostic, Report, Stake
from overenskommelse.numbers import write_kronor, write_number
from overenskommelse.source import Span
from overenskommelse.text import counted, listed_first, visible

if TYPE_CHECKING:
    from overenskommelse.plan import Plan
    from runtime.stakes import Moved, Stakes

_VALUES: Final = ("värde", "värden")


def weighed(
    group: Sequence[inputs.Given], checked: Checked, data: Sequence[str], options: DataOptions
) -> tuple[Checked, bool]:
    """What was found, with what is at stake on the data; and whether the data could be read.

    Without a plan the kronor cannot be computed, and that is told.
    """
    from runtime.stakes import Stakes

    checked = evolve(checked, data=tuple(data))
    compiled = _compiled(group)
    plan = compiled.plan or despite_holes(compiled)
    report = Report()
    if plan is None or compiled.agreement is None:
        report.add(outcome_codes.NO_KRONOR, Cell(checked.paths[0]))
        return _with(checked, checked.found, report), True
    figures = read_data(plan, data, options, report)
    if report.failed:
        return _with(checked, checked.found, report), False
    weighing = _Weighing(Stakes(plan, figures), compiled.agreement)
    found = [evolve(d, stakes=weighing.of(d)) for d in checked.found]
    if compiled.plan is not None:
        weighing.tell(compiled.plan, report)
    return _with(checked, found, report), True


def _compiled(group: Sequence[inputs.Given]) -> Compiled:
    agreement, *amendments = [given.written(given.shown) for given in group]
    return compile_text(
        agreement.name, agreement.data, {}, folder=agreement.folder, amendments=amendments
    )


def _with(checked: Checked, found: Sequence[Diagnostic], report: Report) -> Checked:
    return evolve(checked, found=tuple(Report([*found, *report.found])))


class _Weighing:
    """What each diagnostic is worth, by its code."""

    def __init__(self, stakes: "Stakes", agreement: a.Agreement) -> None:
        self._stakes = stakes
        self._agreement = agreement
        self._by_code: Mapping[Code, Callable[[Diagnostic, Span], Stake | None]] = {
            codes.LADDER_USELESS_TIER: lambda d, span: self._on_step(span),
            doubt_codes.TIER_BEHIND_GOAL: lambda d, span: self._on_step(d.labels[0].span),
            codes.LADDER_HOLE: self._hole,
            doubt_codes.LIMITS_DRIFT: self._drift,
            doubt_codes.NOTHING_TO_SHARE_BY: lambda d, span: self._nothing(),
        }

    def of(self, diagnostic: Diagnostic) -> tuple[Stake, ...]:
        """What a diagnostic is worth; nothing where the data say nothing of it."""
        weigh = self._by_code.get(diagnostic.code)
        if weigh is None or diagnostic.span is None:
            return ()
        stake = weigh(diagnostic, diagnostic.span)
        return (stake,) if stake is not None else ()

    def tell(self, plan: "Plan", report: Report) -> None:
        """Note what only the data show: readings that pay differently, what nobody has earned,
        and criteria that are missed without consequence."""
        for interpretation in self._agreement.interpretations:
            self._readings(interpretation, plan.source_sha256, report)
        for title in self._stakes.unearned_pots():
            pot = next(b for b in self._agreement.blocks if b.title == title and _bonus(b))
            place = (_bonus(pot) or pot).span.first_line().origin
            report.add(outcome_codes.POT_UNEARNED, place, title=visible(title))
        settled = resolve(self._agreement, in_force(self._agreement))
        for view in plan.criteria:
            missing = [self._name(code) for code in self._stakes.failing(view)]
            clause = next(c for c in settled.criteria if c.name == view.name)
            counts = isinstance(clause.consequence, a.Consequence) and (
                clause.consequence.discounts_month
            )
            if missing and not counts:
                report.add(
                    outcome_codes.CRITERION_FREE, clause.span.first_line().origin,
                    count=counted(len(missing), "mottagare", "mottagare"), name=view.name,
                    who=listed_first(missing),
                )  # fmt: skip

    def _readings(self, interpretation: a.Interpretation, sha: str, report: Report) -> None:
        used = in_force(self._agreement)
        worth: list[Stake] = []
        paying: list[str] = []
        plans = under_other_readings(interpretation, self._agreement, used, sha)
        for reading, plan in plans:
            change = self._stakes.under(plan)
            if change is not None and change.kronor:
                paying.append(reading.name)
                worth.append(self._moved(change, f"läses ”{reading.name}” "))
        if worth:
            holds = used[interpretation.name].name
            how = "antas vara" if interpretation.assumed else "läses som"
            report.add(
                outcome_codes.READINGS_PAY, interpretation.span.first_line().origin,
                name=interpretation.name, holds=f"{how} ”{holds}”", reading=paying[0],
            )  # fmt: skip
            report.found[-1] = evolve(report.found[-1], stakes=tuple(worth))

    # One kind of diagnostic each

    def _on_step(self, span: Span) -> Stake:
        values = self._stakes.on_step(span.source.name, span.line)
        return Stake(f"{counted(len(values), *_VALUES)} hamnar på steget")

    def _hole(self, diagnostic: Diagnostic, span: Span) -> Stake | None:
        below = next(
            (
                tier.high.value
                for ladder in self._agreement.ladders
                for tier in ladder.tiers
                if tier.high is not None and _stands(tier, diagnostic.labels[0].span)
            ),
            None,
        )
        if below is None:
            return None
        where = (span.source.name, span.line)
        values = self._stakes.in_hole(*where, below)
        if not values:
            return Stake("inget värde hamnar i hålet", Fraction(0))
        change = self._stakes.filling(*where, min(values))
        among = f"{counted(len(values), *_VALUES)} hamnar i hålet, det lägsta"
        among += f" {write_number(min(values), 2)}"
        if change is None:
            return Stake(among)
        return self._moved(change, f"{among}; får de steget över i stället för inget ")

    def _drift(self, diagnostic: Diagnostic, span: Span) -> Stake | None:
        here, there = self._measure_at(span), self._measure_at(diagnostic.labels[0].span)
        if here is None or there is None:
            return None
        change = self._stakes.counted_as(here.name, there.name)
        if change is None:
            return None
        return self._moved(change, f"räknas ”{here.name}” som ”{there.name}” ")

    def _nothing(self) -> Stake:
        happens = "händer" if self._stakes.nothing_to_split() else "händer inte"
        return Stake(f"det {happens}")

    def _measure_at(self, span: Span) -> a.Measure | None:
        return next((m for m in self._agreement.measures if _stands(m, span)), None)

    def _moved(self, change: "Moved", when: str) -> Stake:
        if not change.kronor:
            return Stake(f"{when}flyttas inga kronor", Fraction(0))
        sign, way = ("+", "till") if change.change > 0 else ("−", "från")
        most = f"mest {way} {self._name(change.recipient)}"
        kronor = f"{when}flyttas {write_kronor(change.kronor)}"
        return Stake(f"{kronor}, {most} ({sign}{write_kronor(abs(change.change))})", change.kronor)

    def _name(self, code: str) -> str:
        return self._stakes.members.get(code, code)


def _bonus(block: a.Block) -> a.BonusPot | None:
    return block.performance.bonus if block.performance is not None else None


def _stands(clause: a.Clause, span: Span) -> bool:
    """Whether a place is within a clause."""
    own = clause.span.origin
    return own.source.name == span.source.name and own.start <= span.start < own.end
