"""The compiler: bytes of an agreement in, a plan and diagnostics out.

    scan → parse → build → check → settle readings → lower → verify

Each arrow is one module with one function of that name. What cannot go on stops there, with
everything that was found until then.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from attrs import evolve, frozen

from overenskommelse.diagnostics import Report

if TYPE_CHECKING:  # A check must not wait for what only a plan needs.
    from overenskommelse.agreement import Agreement
    from overenskommelse.plan import Plan
    from overenskommelse.source import Source

__all__ = ["Compiled", "check_text", "compile_text"]


@frozen
class Compiled:
    """What came of an agreement: a plan, unless the report has errors."""

    report: Report
    source: "Source | None" = None
    agreement: "Agreement | None" = None
    plan: "Plan | None" = None


def check_text(name: str, data: bytes, strict: bool = False) -> Report:
    """Everything that there is to say of an agreement, whichever readings hold."""
    return _checked(name, data, strict).report


def compile_text(name: str, data: bytes, choices: Mapping[str, str]) -> Compiled:
    """An agreement compiled under a choice of readings; those not chosen are the ones in force.

    Args:
        name: The source's name, as users know it.
        data: Its bytes.
        choices: Interpretation to reading.
    """
    checked = _checked(name, data, strict=False)
    if checked.report.failed or checked.agreement is None:
        return checked
    import hashlib

    from compiler.lower import lower
    from compiler.readings import chosen, resolve
    from compiler.verify import verify

    wrong = Report()
    used = chosen(checked.agreement, choices, wrong)
    if wrong.failed:
        checked.report.found.extend(wrong.found)
        return checked
    resolved = resolve(checked.agreement, used)
    plan = lower(checked.agreement, resolved, used, hashlib.sha256(data).hexdigest())
    faults = verify(plan)
    if faults:
        raise RuntimeError(f"the compiler made a faulty plan: {faults}")
    return evolve(checked, plan=plan)


def _checked(name: str, data: bytes, strict: bool) -> Compiled:
    from compiler.build import build
    from compiler.checks import Draft, check
    from compiler.headings import with_headings
    from compiler.parse import parse
    from compiler.scan import scan

    report = Report()
    source = scan(name, data, report)
    if source is None:
        return Compiled(report)
    parsed = parse(source, report)
    built = build(source, parsed, report.quiet_on_told_lines())
    if built.agreement is not None:
        check(Draft(built.agreement, built, strict), report.quiet_on_told_lines())
    return Compiled(with_headings(report, built.headings), source, built.agreement)
