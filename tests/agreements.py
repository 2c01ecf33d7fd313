"""What the tests of the language share: agreements as text, figures by hand, what is paid."""

import re
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from pathlib import Path

from attrs import evolve
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from compiler import Compiled, check_text, compile_text
from overenskommelse.agreement import Agreement
from overenskommelse.calendar import Month, read_month
from overenskommelse.diagnostics import Cell, Diagnostic, Report
from overenskommelse.figures import CountCell, Figures
from overenskommelse.outcome import Outcome
from overenskommelse.plan import Plan
from runtime.evaluate import evaluate

TESTS = Path(__file__).resolve().parent
GOOD = TESTS / "cases" / "good"
BAD = TESTS / "cases" / "bad"
AGREEMENT_2023 = TESTS.parent / "agreements" / "2023.okt"

Counts = Mapping[tuple[str, str, str], tuple[int, int] | None]


class TextFile(SingleFileSnapshotExtension):
    """A snapshot that is a text file of its own."""

    _write_mode = WriteMode.TEXT
    file_extension = "txt"


# Compiling -----------------------------------------------------------------------------------


def compiled(text: str | bytes, choices: Mapping[str, str] | None = None) -> Compiled:
    """What comes of a text, or of the bytes of a file."""
    data = text.encode("utf-8") if isinstance(text, str) else text
    return compile_text("prov.okt", data, choices or {})


def plan_of(text: str | bytes, choices: Mapping[str, str] | None = None) -> Plan:
    """The plan of a text that must have one, and no remark but a warning of its order of routes."""
    done = compiled(text, choices)
    if done.plan is None or any(code != "OKT461" for _, code in told(done.report)):
        raise AssertionError(f"no clean plan: {told(done.report)}")
    return done.plan


def checked(text: str | bytes, *, strict: bool = False) -> Report:
    """What there is to say of a text."""
    return check_text("prov.okt", text.encode("utf-8") if isinstance(text, str) else text, strict)


def told(report: Report) -> list[tuple[int, str]]:
    """Line and code of every diagnostic in order; one without a place counts as the first line."""
    return sorted((line_of(d), d.code.number) for d in report)


def line_of(diagnostic: Diagnostic) -> int:
    """The line of a diagnostic, or the first."""
    return diagnostic.span.line if diagnostic.span is not None else 1


def readings(agreement: Agreement) -> Iterator[dict[str, str]]:
    """Every choice that differs from what is in force in one interpretation at most."""
    yield {}
    for interpretation in agreement.interpretations:
        for reading in interpretation.readings:
            yield {interpretation.name: reading.name}


def meaning(plan: Plan) -> Plan:
    """The plan without what says where it was written: file, hash, lines and citations' places."""
    return evolve(
        plan,
        source="",
        source_sha256="",
        choices=tuple(evolve(c, origin=evolve(c.origin, line=0)) for c in plan.choices),
        criteria=tuple(evolve(c, origin=evolve(c.origin, line=0)) for c in plan.criteria),
        duties=tuple(evolve(d, origin=evolve(d.origin, line=0)) for d in plan.duties),
        steps=tuple(evolve(s, origin=evolve(s.origin, line=0)) for s in plan.steps),
    )


# Editing -------------------------------------------------------------------------------------


def edited(text: str, *changes: tuple[str, str]) -> str:
    """The text with each (old, new) replaced; each old must stand there exactly once."""
    for old, new in changes:
        if text.count(old) != 1:
            raise AssertionError(f"{old!r} stands {text.count(old)} times")
        text = text.replace(old, new)
    return text


def good(name: str) -> str:
    """A good case's text."""
    return (GOOD / f"{name}.okt").read_text(encoding="utf-8")


def line_with(text: str, words: str, nth: int = 1) -> int:
    """The number of the nth line that holds these words."""
    lines = [n for n, line in enumerate(text.split("\n"), 1) if words in line]
    return lines[nth - 1]


# Evaluating ----------------------------------------------------------------------------------


def month(text: str) -> Month:
    """``2024-01`` as a month."""
    found = read_month(text)
    if found is None:
        raise AssertionError(text)
    return found


def figures(
    keys: Mapping[str, Mapping[str, int]] | None = None, counts: Counts | None = None
) -> Figures:
    """Figures made by hand: ``{("besök", "a", "2024-01"): (80, 100)}``; None is no value."""
    place = Cell("för hand")
    cells = {
        (measure, recipient, month(when)): CountCell(
            pair[0] if pair else None, pair[1] if pair else None, place
        )
        for (measure, recipient, when), pair in (counts or {}).items()
    }
    exact = {
        key: {code: Fraction(value) for code, value in row.items()}
        for key, row in (keys or {}).items()
    }
    return Figures(keys=exact, counts=cells)


def outcome_of(plan: Plan, data: Figures) -> Outcome:
    """The outcome of a plan that can be evaluated on the data."""
    report = Report()
    outcome = evaluate(plan, data, report)
    if outcome is None:
        raise AssertionError(f"no outcome: {[d.message for d in report]}")
    return outcome


def paid(outcome: Outcome) -> dict[str, Fraction]:
    """What each recipient is paid in all; what is not known yet counts as nothing."""
    sums: dict[str, Fraction] = {}
    for row in outcome.payments:
        sums[row.recipient] = sums.get(row.recipient, Fraction(0)) + (row.amount or 0)
    return sums


def unpaid(outcome: Outcome) -> Fraction:
    """What is not paid of all pots, also what is held for a condition to be met."""
    return sum(((pot.unpaid or Fraction(0)) + pot.held for pot in outcome.pots), Fraction(0))


def conserved(outcome: Outcome) -> bool:
    """Whether paid, held and unpaid make the amount, for every pot and the total, to the krona."""
    pots = outcome.plan.pots
    steps = {step.id: step for step in outcome.plan.steps}
    for view, pot in zip(pots, outcome.pots, strict=True):
        places = {(getattr(steps[i], "payment", ""), getattr(steps[i], "item", ""))
                  for i in view.payments}  # fmt: skip
        rows = [
            Fraction(0) if r.why == "hålls inne" else r.amount
            for r in outcome.payments
            if (r.payment, r.item) in places
        ]
        if pot.unpaid is None or sum(_known(rows), pot.held) + pot.unpaid != pot.amount:
            return False
    total = sum(paid(outcome).values(), Fraction(0)) + unpaid(outcome)
    return total == outcome.plan.total


def _known(rows: Sequence[Fraction | None]) -> Iterator[Fraction]:
    for row in rows:
        if row is None:
            raise AssertionError("an amount is not known")
        yield row


# Expected diagnostics ------------------------------------------------------------------------

_EXPECTED = re.compile(r"# (?:fel|varning|anmärkning): (OKT[0-9]{3}(?:, OKT[0-9]{3})*)")


def expected(text: str) -> list[tuple[int, str]]:
    """What the comments at the ends of the lines say must be found there."""
    return sorted(
        (number, code)
        for number, line in enumerate(text.split("\n"), 1)
        for match in _EXPECTED.finditer(line)
        for code in match[1].split(", ")
    )
