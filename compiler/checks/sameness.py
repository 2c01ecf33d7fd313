"""One thing, one name and one limit: what is said twice is said alike, or a reading says why."""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeAlias, TypeVar

from compiler.checks.draft import Draft, head
from compiler.readings import clauses
from overenskommelse import agreement as a
from overenskommelse import doubt_codes as codes
from overenskommelse.diagnostics import Label, Report
from overenskommelse.numbers import write_number
from overenskommelse.source import Span
from overenskommelse.text import listed, visible

_Named: TypeAlias = a.Measure | a.Ladder | a.AllocationKey
N = TypeVar("N", a.Measure, a.Ladder, a.AllocationKey)

_DRIFT = (
    {a.Comparator.UNDER, a.Comparator.AT_MOST},
    {a.Comparator.OVER, a.Comparator.AT_LEAST},
)
"""Comparators that differ for none but those who are exactly at the limit."""


def check_sameness(draft: Draft, report: Report) -> None:
    """Limits that drift, things with two names, and readings that change nothing."""
    if draft.whole("measure", "limited", "share_of", "interpretation", "reading"):
        _limits(draft.agreement, report)
    if draft.whole("measure", "ladder", "tier", "key"):
        _names(draft.agreement, report)
    if draft.readable:
        _readings(draft.agreement, report)


# Limits --------------------------------------------------------------------------------------


def _limits(agreement: a.Agreement, report: Report) -> None:
    explained = _explained(agreement)
    by_limit: dict[tuple[str, object], list[tuple[a.Measure, a.WaitingLimit]]] = {}
    for measure in agreement.measures:
        limit = measure.limit
        if isinstance(limit, a.WaitingLimit):
            by_limit.setdefault((measure.activity, limit.days.value), []).append((measure, limit))
    for alike in by_limit.values():
        usual, usual_limit = alike[0]
        for measure, limit in alike[1:]:
            drifts = {limit.comparator, usual_limit.comparator} in _DRIFT
            if drifts and frozenset({measure.name, usual.name}) not in explained:
                report.add(
                    codes.LIMITS_DRIFT, limit.span, name=measure.name, other=usual.name,
                    limit=_words(limit.span), other_limit=_words(usual_limit.span),
                    days=write_number(limit.days.value),
                    labels=[Label(usual_limit.span, "här räknas de på ett annat sätt")],
                )  # fmt: skip


def _explained(agreement: a.Agreement) -> set[frozenset[str]]:
    """Pairs of measures of which an interpretation says that the text writes them differently."""
    return {
        frozenset({pair.by.name, pair.instead.name})
        for interpretation in agreement.interpretations
        for reading in interpretation.readings
        if isinstance(reading.body, a.Substitution)
        for pair in reading.body.pairs
    }


def _words(span: Span) -> str:
    return " ".join(span.text.split())


# Names ---------------------------------------------------------------------------------------


def _names(agreement: a.Agreement, report: Report) -> None:
    explained = _explained(agreement)
    counted = {m.name: (m.status, m.activity, m.limit) for m in agreement.measures}
    for first, second in _alike(agreement.measures, lambda measure: counted[measure.name]):
        if frozenset({first.name, second.name}) not in explained:
            case = "de som räknas i det ena räknas alltid också i det andra"
            _same("måttet", first, second, case, report)
    ladders = [ladder for ladder in agreement.ladders if ladder.tiers]
    for one, other in _alike(ladders, lambda ladder: ladder.tiers):
        if frozenset({one.name, other.name}) not in explained:
            low, share = one.tiers[0].low, one.tiers[0].share
            case = f"{write_number(low.value)} {low.unit.value} ger {write_number(share.value)} %"
            _same("stegen", one, other, f"{case} i båda", report)
    for key, again in _alike(agreement.keys, lambda key: (key.title.casefold(), key.date)):
        case = f"uppgifterna får två kolumner för ”{visible(key.title)}”, som kan skilja sig åt"
        _same("nyckeln", key, again, case, report)


def _alike(clauses: Iterable[N], says: Callable[[N], object]) -> Iterator[tuple[N, N]]:
    """The first that says a thing, with each after it that says the same."""
    first: dict[object, N] = {}
    for clause in clauses:
        earlier = first.setdefault(says(clause), clause)
        if earlier is not clause and earlier.name != clause.name:
            yield earlier, clause


def _same(kind: str, first: _Named, second: _Named, case: str, report: Report) -> None:
    report.add(
        codes.SAME_TWICE, head(second), kind=kind, name=second.name, other=first.name, case=case,
        labels=[Label(head(first), "säger detsamma")],
    )  # fmt: skip


# Readings ------------------------------------------------------------------------------------


def _readings(agreement: a.Agreement, report: Report) -> None:
    """Readings that say the same as another, or put something in the place of what is not used."""
    used = set(_used(agreement))
    for interpretation in agreement.interpretations:
        bodies: dict[object, a.NamedReading] = {}
        for reading in interpretation.readings:
            body = reading.body
            same = bodies.setdefault(body, reading)
            if same is not reading and not isinstance(body, a.AsWritten):
                case = "det betalas lika mycket vilken av dem som än gäller"
                _useless(interpretation, reading, f"”{same.name}”", case, report)
            elif isinstance(body, a.Substitution):
                idle = [p.instead.name for p in body.pairs if p.instead.name not in used]
                if len(idle) == len(body.pairs):
                    case = f"inget krav använder {listed(f'”{name}”' for name in idle)}"
                    _useless(interpretation, reading, "att läsa som skrivet", case, report)


def _used(agreement: a.Agreement) -> Iterator[str]:
    """The measures and ladders that requirements name."""
    for block in agreement.blocks:
        for clause in clauses(block):
            if isinstance(clause, a.Test):
                yield clause.measure.name
            elif isinstance(clause, a.Improvement | a.Attainment):
                yield from (r.name for r in (clause.measure, clause.ladder) if r is not None)


def _useless(
    interpretation: a.Interpretation, reading: a.NamedReading, other: str, case: str, report: Report
) -> None:
    report.add(
        codes.READINGS_ALIKE, head(reading), reading=reading.name, name=interpretation.name,
        other=other, case=case,
    )  # fmt: skip
