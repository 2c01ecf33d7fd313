"""The compiler: bytes of an agreement in, a plan and diagnostics out.

    scan → parse → (compose) → build → check → settle readings → lower → verify

Each arrow is one module with one function of that name. What cannot go on stops there, with
everything that was found until then. An agreement in several files is composed into one text,
which then goes the same way as any other.
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from attrs import evolve, frozen

from overenskommelse.diagnostics import Report
from overenskommelse.saying import Saying
from overenskommelse.written import Folder, Written

if TYPE_CHECKING:  # A check must not wait for what only a plan needs.
    from compiler.parse import Parsed
    from overenskommelse.agreement import Agreement, NamedReading
    from overenskommelse.plan import Plan
    from overenskommelse.source import Source

__all__ = ["Compiled", "check_text", "compile_text", "consolidate_text", "plan_under"]

COMPOSED: Final = frozenset({"include", "amendment", "repeal", "replace", "change"})
"""Rules of the statements that speak of other files."""


@frozen(repr=False, eq=False)
class Compiled(Saying):
    """What came of an agreement: a plan, unless the report has errors."""

    report: Report
    source: "Source | None" = None
    agreement: "Agreement | None" = None
    plan: "Plan | None" = None


def check_text(
    name: str,
    data: bytes,
    strict: bool = False,
    *,
    folder: Folder | None = None,
    amendments: Sequence[Written] = (),
) -> Report:
    """Everything that there is to say of an agreement, whichever readings hold."""
    checked = _checked(Written(name, data, folder), amendments, strict)
    if checked.agreement is not None and not checked.report.failed:
        from compiler.checks.times import tell_times
        from compiler.unknowns import tell_assumptions, tell_unknowns

        tell_unknowns(checked.agreement, checked.report)
        tell_times(checked.agreement, checked.report)
        tell_assumptions(checked.agreement, checked.report)
    _set_aside(checked, strict)
    return checked.report


def compile_text(
    name: str,
    data: bytes,
    choices: Mapping[str, str],
    *,
    folder: Folder | None = None,
    amendments: Sequence[Written] = (),
) -> Compiled:
    """An agreement compiled under a choice of readings; those not chosen are the ones in force.

    Args:
        name: The source's name, as users know it.
        data: Its bytes.
        choices: Interpretation to reading.
        folder: What reads the files that it includes.
        amendments: What amends it, in order.
    """
    checked = _checked(Written(name, data, folder), amendments, strict=False)
    _set_aside(checked, strict=False, tell=False)
    if checked.report.failed or checked.agreement is None:
        return checked
    from compiler.readings import chosen
    from compiler.resting import with_resting

    wrong = Report()
    used = chosen(checked.agreement, choices, wrong)
    if wrong.failed:
        from compiler.compose.origins import at_origin

        checked.report.found.extend(at_origin(diagnostic) for diagnostic in wrong.found)
        return checked
    plan = _lowered(checked.agreement, used, _hash(checked.source, data))
    return evolve(checked, plan=with_resting(plan, checked.agreement, used))


def plan_under(compiled: Compiled, choices: Mapping[str, str]) -> "Plan":
    """The plan of a compiled agreement under other readings: checked once, lowered as often as
    there are readings to try. What rests on each reading (`Choice.steps`) is not looked for.

    Raises:
        ValueError: the agreement has faults, or no such reading.
    """
    from compiler.readings import chosen

    wrong = Report()
    if compiled.agreement is None or compiled.plan is None:
        raise ValueError("an agreement with faults has no plan")
    used = chosen(compiled.agreement, choices, wrong)
    if wrong.failed:
        raise ValueError(f"no such reading: {dict(choices)}")
    return _lowered(compiled.agreement, used, compiled.plan.source_sha256)


def _lowered(
    agreement: "Agreement", used: "Mapping[str, NamedReading]", source_sha256: str
) -> "Plan":
    from compiler.lower import lower
    from compiler.readings import resolve
    from compiler.verify import verify

    plan = lower(agreement, resolve(agreement, used), used, source_sha256)
    faults = verify(plan)
    if faults:
        raise RuntimeError(f"the compiler made a faulty plan: {faults}")
    return plan


def consolidate_text(
    name: str,
    data: bytes,
    *,
    folder: Folder | None = None,
    amendments: Sequence[Written] = (),
) -> tuple[str | None, Report]:
    """An agreement with all that it includes and all that amends it as one text of its own, and
    what there is to say of it; no text where that is an error.
    """
    from compiler.fmt import formatted
    from compiler.parse import parse

    checked = _checked(Written(name, data, folder), amendments, strict=False)
    _set_aside(checked, strict=False, tell=False)
    if checked.report.failed or checked.source is None:
        return None, checked.report
    return formatted(checked.source, parse(checked.source, Report())), checked.report


def _hash(source: "Source | None", data: bytes) -> str:
    """The hash of an agreement's bytes; of several files, of the text that they are together."""
    import hashlib

    composed = source is not None and source.pieces
    return hashlib.sha256(source.text.encode() if source and composed else data).hexdigest()


def _checked(given: Written, amendments: Sequence[Written], strict: bool) -> Compiled:
    from compiler.parse import parse
    from compiler.scan import scan

    report = Report()
    source = scan(given.name, given.data, report)
    if source is None:
        return Compiled(report)
    parsed = parse(source, report)
    if report.failed and _other_kind(source, parsed, report):
        return Compiled(report, source)
    if not amendments and COMPOSED.isdisjoint(parsed.top):
        return _built(source, parsed, report, strict)
    from compiler.compose import compose
    from compiler.compose.documents import Document
    from compiler.compose.origins import told_of_both, without_fixes_elsewhere

    composed = compose(given, Document(source, parsed), amendments, report)
    names = {given.name, *(amendment.name for amendment in amendments)}
    if composed is None:
        return Compiled(without_fixes_elsewhere(report, names), source)
    found = Report()
    text = composed.source
    whole = _built(text, parse(text, found), found, strict)
    told = told_of_both(report, whole.report, composed.repealed)
    return evolve(whole, report=without_fixes_elsewhere(told, names))


def _set_aside(checked: Compiled, strict: bool, tell: bool = True) -> None:
    """Take out of the report what authors allow, where a comment speaks of it."""
    from compiler.scan import TO_OKT

    sources = checked.source.written if checked.source else ()
    if any(TO_OKT.search(source.text) for source in sources):
        from compiler.allowing import set_aside

        set_aside(checked.report, sources, strict, tell)


def _other_kind(source: "Source", parsed: "Parsed", report: Report) -> bool:
    """Whether a file is no agreement; then that is told instead of all that is wrong in it."""
    from compiler.version import is_other_kind
    from overenskommelse import text_codes
    from overenskommelse.source import Span

    other = is_other_kind(source, parsed)
    if other:
        report.found.clear()
        report.add(text_codes.NOT_AN_AGREEMENT, Span(source, 0, 0), seems="")
    return other


def _built(source: "Source", parsed: "Parsed", report: Report, strict: bool) -> Compiled:
    from compiler.build import build
    from compiler.checks import Draft, check
    from compiler.headings import with_headings

    built = build(source, parsed, report.quiet_on_told_lines())
    if built.agreement is not None:
        draft = Draft(built.agreement, built, source, parsed, strict)
        check(draft, report.quiet_on_told_lines())
    return Compiled(with_headings(report, built.headings), source, built.agreement)
