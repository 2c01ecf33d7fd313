"""`okt test --suggest`: examples at the limits that no example is at, as clauses to paste.

What they give is what the evaluation gives today. That is no judgement: a person must hold each
against the agreement's text, and a comment says so.
"""

from collections.abc import Mapping, Sequence
from typing import Final

from attrs import evolve

from compiler import Compiled, compile_text
from compiler.fmt import format_text
from compiler.suggest import Candidate, candidates
from compiler.trials import trial_of, trials
from overenskommelse import plan as p
from overenskommelse.clauses import Unit
from overenskommelse.numbers import write_number
from overenskommelse.source import Source
from overenskommelse.trials import Found, Trial
from runtime.reach import reached
from runtime.trials import tried

_HEAD: Final = "okt 1\n\n"
_REMARK: Final = "# kontrollera mot avtalstexten"
_BLANK: Final = {"%": "0 %", "kr": "0 kr"}
"""What stands where a result will, until it is known; a state stands for itself."""
_TRIES: Final = 3
"""How often what cannot be said is left out: the first faults may hide others."""
_FINEST: Final = 10**6


def suggested(compiled: Compiled, choices: Mapping[str, str]) -> str:
    """Clauses to paste, in the one form; nothing where there is nothing to suggest."""
    agreement, plan, source = compiled.agreement, compiled.plan, compiled.source
    if agreement is None or plan is None or source is None:
        return ""
    seen = {way for trial in trials(agreement, plan) for way in reached(trial, plan)}
    taken = {example.title for example in agreement.examples}
    kept = []
    for candidate, trial in _sayable(_numbered(candidates(plan)), source, plan, choices):
        new = reached(trial, plan) - seen
        if new:
            result = tried(trial)
            values = [_written(found) for found in result.found]
            if values and all(values):
                seen |= new
                kept.append(_clauses(_titled(candidate, taken), values))
    clauses = "\n".join(kept)
    text = format_text("förslag", f"{_HEAD}{clauses}".encode()).text if kept else ""
    return (text or "").removeprefix(_HEAD)


def _numbered(found: Sequence[Candidate]) -> list[Candidate]:
    """Candidates by titles that no other example has, until it is known which are kept."""
    return [evolve(one, title=f"{i} {one.title}") for i, one in enumerate(found, 1)]


def _titled(candidate: Candidate, taken: set[str]) -> Candidate:
    """A candidate by its own title, numbered where that is taken."""
    own = candidate.title.partition(" ")[2]
    title, number = own, 1
    while title in taken:
        number += 1
        title = f"{own} ({number})"
    taken.add(title)
    return evolve(candidate, title=title)


def _sayable(
    found: Sequence[Candidate], source: Source, plan: p.Plan, choices: Mapping[str, str]
) -> list[tuple[Candidate, Trial]]:
    """Those that can be said of this agreement, made ready to be tried."""
    for _ in range(_TRIES):
        parts = [f"{source.text}\n"]
        owners: dict[int, Candidate] = {}
        line = parts[0].count("\n") + 1
        for candidate in found:
            blank = _BLANK.get(candidate.unit, candidate.unit)
            clauses = _clauses(candidate, [blank] * max(len(candidate.names), 1))
            parts.append(clauses)
            end = line + clauses.count("\n")
            owners |= dict.fromkeys(range(line, end), candidate)
            line = end
        done = compile_text(source.name, "".join(parts).encode(), choices)
        if done.agreement is not None and done.plan is not None:
            by_title = {example.title: example for example in done.agreement.examples}
            return [(one, trial_of(by_title[one.title], plan)) for one in found]
        wrong = [owners.get(fault.span.line) for fault in done.report if fault.span is not None]
        titles = {one.title for one in wrong if one is not None}
        found = [one for one in found if one.title not in titles]
    return []


def _clauses(candidate: Candidate, values: Sequence[str]) -> str:
    """An example as clauses, one a line, with its results."""
    said = [f'"{name}" {value}' for name, value in zip(candidate.names, values, strict=False)]
    given = "".join(f"  givet {line}\n" for line in candidate.given)
    gives = ", ".join(said or values[:1])
    return f'{_REMARK}\nexempel "{candidate.title}"\n{given}  ger {candidate.subject}: {gives}\n'


def _written(found: Found) -> str:
    """A result as an example says it; nothing where it cannot be said."""
    value = found.value
    if found.leaves_unsaid or found.recipient or found.month is not None:
        return ""
    if isinstance(value, str):
        return value
    if value < 0 or _FINEST % value.denominator:
        return ""
    unit = "%" if found.expected.unit is Unit.PERCENT else "kr"
    return f"{write_number(value)} {unit}"
