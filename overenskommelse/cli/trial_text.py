"""Examples drawn: those that are not right, with what was expected, what came, and why."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final, TypeAlias

from overenskommelse.calendar import Month
from overenskommelse.clauses import Unit
from overenskommelse.cli.page import Page
from overenskommelse.numbers import write_kronor, write_number
from overenskommelse.plan import Origin
from overenskommelse.plantext import formula
from overenskommelse.text import counted, listed
from overenskommelse.trials import Found, Link, Result, Tried

Tests: TypeAlias = Sequence[tuple[str, Sequence[Tried]]]
"""Files, each with what came of its examples."""

_DECIMALS: Final = 6


def drawn(tests: Tests, page: Page) -> str:
    """Every example that is not right, file by file; nothing where all are."""
    lines = [line for path, tried in tests for line in _file(path, tried)]
    return "".join(f"{page.safe(line).rstrip()}\n" for line in lines)


def summary(tried: Sequence[Tried]) -> str:
    """``34 exempel, alla stämmer.``."""
    wrong = sum(not one.passed for one in tried)
    if len(tried) == 1:
        return f"1 exempel, och det stämmer{' inte' if wrong else ''}."
    return f"{len(tried)} exempel, {f'{wrong} stämmer inte' if wrong else 'alla stämmer'}."


def written(value: Result, unit: Unit) -> str:
    """A result as an agreement would write it."""
    if isinstance(value, str):
        return value
    if unit is Unit.KRONOR:
        return write_kronor(value)
    exact = 10**_DECIMALS % value.denominator == 0
    number = write_number(value) if exact else f"{write_number(value, _DECIMALS)}…"
    return f"{number}\u00a0{unit.value}".rstrip("\u00a0")


def sentences(tried: Tried) -> list[str]:
    """What of an example is not right, a sentence for each."""
    wrong = [fault.message for fault in tried.faults]
    return [f"kan inte räknas: {message}" for message in wrong] + [
        sentence(found) for found in tried.found if not found.passed
    ]


def sentence(found: Found) -> str:
    """``krav 2 ska ge 75 % men ger 50 %``."""
    expected = found.expected
    if found.leaves_unsaid:
        return (
            f"{expected.what} går inte att säga: exemplet säger inget om {listed(expected.unsaid)}"
        )
    where = _where(found.recipient if not expected.recipient else "", found.month)
    gives = "ger" if not isinstance(found.value, str) else "är"
    value = written(found.value, expected.unit)
    wanted = written(expected.value, expected.unit)
    return f"{expected.what} ska bli {wanted}, men {gives} {value}{where}"


def _where(recipient: str, month: Month | None) -> str:
    parts = [recipient] if recipient != "mottagaren" else []
    parts += [month.swedish] if month is not None else []
    found = ", ".join(part for part in parts if part)
    return f" ({found})" if found else ""


def _file(path: str, tried: Sequence[Tried]) -> Iterator[str]:
    wrong = [one for one in tried if not one.passed]
    if not wrong:
        return
    yield f"{path}: {len(wrong)} av {counted(len(tried), 'exempel', 'exempel')} stämmer inte"
    for one in wrong:
        yield ""
        origin = one.trial.origin
        yield f"{origin.heading}{_cited(origin)}  rad {origin.line}"
        for said in sentences(one):
            yield f"  {said}"
        yield from chain(one)


def _cited(origin: Origin) -> str:
    return f"  [{'; '.join(origin.cites)}]" if origin.cites else ""


def chain(tried: Tried) -> Iterator[str]:
    """The steps that led to the first result that is wrong, clause by clause, with their values."""
    trial = tried.trial
    found = next((one for one in tried.found if not one.passed and not one.leaves_unsaid), None)
    if found is None:
        return
    yield f"  så blev {found.expected.what} {written(found.value, found.expected.unit)}:"
    units = {step.id: step.unit for step in trial.plan.steps}
    steps = {step.id: step for step in trial.plan.steps}
    for origin, links in groupby(found.chain, key=lambda link: link.origin):
        rows = list(links)
        base = _base(rows)
        yield f"    {origin.heading or 'allmänt'}{_cited(origin)}  rad {origin.line}"
        names = [row.step.removeprefix(base) for row in rows]
        values = [written(row.value, row.unit) for row in rows]
        widths = max(map(len, names)), max(map(len, values))
        for row, name, value in zip(rows, names, values, strict=True):
            how = formula(steps[row.step], units, base)
            yield f"      {name:{widths[0]}}  {value:>{widths[1]}}   {how}"


def _base(rows: Sequence[Link]) -> str:
    """What the ids of a clause's steps begin with: up to the name of the clause."""
    shortest = min((row.step for row in rows), key=lambda step: step.count("/"))
    base = shortest.rpartition("/")[0]
    return f"{base}/" if base and all(row.step.startswith(f"{base}/") for row in rows) else ""
