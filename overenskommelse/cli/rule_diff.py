"""`okt diff OLD NEW DATA…`: what each change of the rules does to the kronor, on the same data."""

from collections.abc import Sequence
from contextlib import closing

from attrs import evolve, frozen

from compiler import Compiled
from overenskommelse.attribution import RuleAttribution
from overenskommelse.cli import inputs
from overenskommelse.cli.compiling import NOT_TRIED
from overenskommelse.cli.data_diff import evaluations
from overenskommelse.cli.explain_pick import recipient_named
from overenskommelse.cli.found import Tally
from overenskommelse.cli.naming import in_order
from overenskommelse.cli.on_data import stdin_of
from overenskommelse.cli.options import Settings
from overenskommelse.cli.page import Page
from overenskommelse.cli.refusal import Refused
from overenskommelse.cli.revision import Revision
from overenskommelse.cli.sides import Side
from overenskommelse.dataoptions import DataOptions
from overenskommelse.diagnostics import Report, Severity
from overenskommelse.difference import Change, ChangeKind, Difference
from overenskommelse.figures import Figures
from overenskommelse.outcome import Outcome
from overenskommelse.plan import Plan
from overenskommelse.saying import Saying

UNDONE = "Inga kronor jämfördes."


@frozen(repr=False, eq=False)
class RuleDiff(Saying):
    """Two agreements on the same data.

    Attributes:
        difference: All that differs between them.
        names: What they are called.
        data: The data, as it was given.
        kronor: What the changes do.
        before: What the one pays.
        after: What the other pays.
        codes: The recipients to show, in order.
        only: Whether one recipient alone was asked for.
    """

    difference: Difference
    names: tuple[str, str]
    data: tuple[str, ...]
    kronor: RuleAttribution
    before: Outcome
    after: Outcome
    codes: tuple[str, ...]
    only: bool

    @property
    def recipients(self) -> dict[str, str]:
        """What every recipient of either is called, by its code."""
        groups = (*self.after.plan.groups, *self.before.plan.groups)
        return {code: name for group in groups for code, name in group.members}

    @property
    def changes(self) -> dict[str, Change]:
        """The changes by their paths."""
        return {change.path: change for change in self.difference.changes}


def apart(paths: Sequence[str]) -> tuple[list[str], tuple[str, ...]]:
    """The agreements with their amendments, and the data that follows them.

    What does not look like an agreement may be one all the same, where two are not there else.
    """
    written = [i for i, path in enumerate(paths) if inputs.is_okt(path) or Revision.of(path)]
    from_stdin = [i for i, path in enumerate(paths[:2]) if path == inputs.STDIN]
    both = {*written, *from_stdin}
    if len(both) < 2:
        return list(paths), ()
    sides = [path for i, path in enumerate(paths) if i in both]
    return sides, tuple(path for i, path in enumerate(paths) if i not in both)


def moved_to(side: Side, year: int) -> Side:
    """A side as it would be in a year; itself if it is of that year.

    Raises:
        Refused: it cannot be moved.
    """
    from compiler.renew import Obstacle, renew_text

    if side.amendments:
        raise Refused(
            f"{side.name} består av flera filer och kan inte flyttas till {year}",
            "gör en fil av dem först:  okt consolidate",
        )
    renewed = renew_text(side.agreement, year, former=True)
    if renewed.obstacle is Obstacle.SAME_YEAR or renewed.report.failed:
        return side
    if renewed.text is None:
        raise Refused(
            f"{side.name} kan inte flyttas till {year}",
            "ange ett år som ligger närmare överenskommelsens, eller jämför utan --som-år",
        )
    text = evolve(side.agreement, data=renewed.text.encode())
    return Side(f"{side.name} flyttad till {year}", text)


def attributed(
    sides: tuple[Side, Side],
    compiled: tuple[Compiled, Compiled],
    difference: Difference,
    data: tuple[str, ...],
    options: DataOptions,
    recipient: str | None,
    settings: Settings,
) -> RuleDiff | int:
    """The kronor and what they come of; the exit code where that cannot be said.

    Raises:
        Refused: there is no such recipient.
    """
    from compiler.compare.mixing import Mixing
    from runtime.evaluate import evaluate
    from runtime.rule_attribution import attributed_to_rules

    old, new = compiled
    if old.plan is None or new.plan is None or old.agreement is None or new.agreement is None:
        raise RuntimeError("an agreement without errors has no plan")
    plans = old.plan, new.plan
    names = sides[0].name, sides[1].name
    figures = _figures(plans, names, data, options, settings)
    if figures is None:
        if difference.years:
            settings.say(
                "De gäller olika år. Med --som-år ÅR flyttas den ena till det år som data gäller."
            )
        return NOT_TRIED
    outcomes = []
    for plan, name in zip(plans, names, strict=True):
        report = Report()
        outcome = evaluate(plan, figures, report)
        if outcome is None or report.failed:
            return _not_tried(name, report, settings)
        outcomes.append(outcome)
    code = _named(plans, recipient) if recipient is not None else None
    quiet = [c.path for c in difference.changes if c.moved or c.kind is ChangeKind.RENAMED]
    changes = [change.path for change in difference.changes]
    mixing = Mixing(old.agreement, new.agreement)
    with closing(evaluations(settings)) as ticks:
        kronor = attributed_to_rules(
            *plans, figures, changes, quiet, mixing.plan, watch=lambda: next(ticks, None)
        )
    codes = [code] if code else in_order(new.plan, kronor.attribution.before)
    before, after = outcomes
    return RuleDiff(difference, names, data, kronor, before, after, tuple(codes), bool(code))


def _named(plans: tuple[Plan, Plan], text: str) -> str:
    """The recipient that is meant, who may be one of the older agreement's alone."""
    try:
        return recipient_named(plans[1], text)
    except Refused:
        return recipient_named(plans[0], text)


def _figures(
    plans: tuple[Plan, Plan],
    names: tuple[str, str],
    data: tuple[str, ...],
    options: DataOptions,
    settings: Settings,
) -> Figures | None:
    """What both have use for; None where one of them cannot use the data, which is said of both."""
    from runtime.intake import read_figures
    from runtime.joint import joined

    stdin = stdin_of(data)
    failed = False
    found = []
    for plan, name in zip(plans, names, strict=True):
        report = Report()
        found.append(read_figures(data, plan, report, options, stdin))
        if report.failed:
            failed = True
            _not_tried(name, report, settings)
    return None if failed else joined(*found)


def _not_tried(name: str, report: Report, settings: Settings) -> int:
    settings.show([d for d in report if d.severity is not Severity.NOTE])
    settings.say(f"{name} kan inte räknas på dessa data: {Tally.of(report).swedish()}. {UNDONE}")
    return NOT_TRIED


def shown(found: RuleDiff, form: str, page: Page, details: bool) -> bytes:
    """The comparison in one of the forms ``text``, ``json`` and ``markdown``."""
    if form == "json":
        from overenskommelse.cli.diagnostic_json import dumps
        from overenskommelse.cli.rule_diff_json import rule_diff_document

        return dumps(rule_diff_document(found))
    if form == "markdown":
        from overenskommelse.cli.rule_diff_markdown import rule_diff_markdown

        return rule_diff_markdown(found).encode()
    from overenskommelse.cli.rule_diff_text import rule_diff_text

    return rule_diff_text(found, page, details).encode()
