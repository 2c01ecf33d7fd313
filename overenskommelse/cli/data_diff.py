"""`okt diff AGREEMENT DATA1 DATA2`: what a correction or a later delivery of data makes."""

import os
from collections.abc import Generator, Sequence
from contextlib import closing
from typing import TYPE_CHECKING

import click
from attrs import frozen

from overenskommelse.cli import inputs
from overenskommelse.cli.compiling import NO, NOT_TRIED, obtain_plan
from overenskommelse.cli.explain_pick import recipient_named
from overenskommelse.cli.found import Tally
from overenskommelse.cli.on_data import apart, read_data
from overenskommelse.cli.options import Settings
from overenskommelse.cli.page import Page
from overenskommelse.cli.progress import followed
from overenskommelse.cli.refusal import Refused
from overenskommelse.cli.revision import Revision
from overenskommelse.corrections import Bisected, DataDifference
from overenskommelse.dataoptions import DataOptions
from overenskommelse.diagnostics import Report, Severity
from overenskommelse.figures import Figures
from overenskommelse.outcome import Outcome
from overenskommelse.plan import Plan
from overenskommelse.saying import Saying
from overenskommelse.text import counted, visible

if TYPE_CHECKING:
    from runtime.data_difference import Deliveries

UNDONE = "Ingen jämförelse gjordes."


@frozen(repr=False, eq=False)
class Compared(Saying):
    """Two deliveries by their names, what the agreement pays on the old, and what the new made."""

    names: tuple[str, str]
    base: Outcome
    difference: DataDifference
    bisected: Bisected | None


def is_data_diff(paths: Sequence[str]) -> bool:
    """Whether what was given is one agreement with its amendments, and then data.

    A single path that does not look like data is rather a mistaken agreement.
    """
    written = [path for path in paths if inputs.is_okt(path)]
    data = list(paths[len(written) :])
    if not written or list(paths[: len(written)]) != written or inputs.STDIN in paths:
        return False
    if any(Revision.of(path) for path in written):
        return False
    # An agreement, its amendments and one delivery: what the amendments make, not two deliveries.
    looks_so = len(data) > 1 or (len(written) == 1 and any(map(_looks_like_data, data)))
    return looks_so and all(inputs.read(path).is_amendment for path in written[1:])


def _looks_like_data(path: str) -> bool:
    return os.path.isdir(path) or path.casefold().endswith((".csv", ".xlsx"))


def compare_data(
    ctx: click.Context, paths: Sequence[str], bisect: str | None, options: DataOptions,
    settings: Settings,
) -> tuple[Compared | None, int]:  # fmt: skip
    """The two deliveries compared; None, with the exit code, if that cannot be done.

    Raises:
        Refused: there are not two deliveries, or no such recipient.
    """
    agreement, *others = paths
    amendments, data = apart(others)
    if len(data) != 2:
        raise Refused(
            "jämförelsen behöver två leveranser av data, och här är "
            f"{counted(len(data), 'mapp eller fil', 'mappar och filer')}",
            "lägg varje leverans i en mapp och skriv:  okt diff ÖVERENSKOMMELSE MAPP1 MAPP2",
        )
    obtained = obtain_plan(agreement, {}, settings, ctx, UNDONE, amendments, tell_later=True)
    if obtained.plan is None:
        return None, obtained.exit_code
    code = recipient_named(obtained.plan, bisect) if bisect is not None else None
    settings.show(list(obtained.untold))
    sides = [_read(obtained.plan, path, options, settings) for path in data]
    old, new = (side.figures for side in sides)
    if old is None or new is None:
        settings.say(UNDONE)
        return None, NOT_TRIED
    found = _compared(obtained.plan, (sides[0].name, sides[1].name), (old, new), code, settings)
    if found is None:
        settings.say(UNDONE)
        return None, NOT_TRIED
    return found, NO if found.difference.corrections else 0


def compared_data(found: Compared, form: str, page: Page, details: bool) -> bytes:
    """The comparison in one of the forms, ``text`` or ``json``."""
    if form == "json":
        from overenskommelse.cli.data_diff_json import compared_document
        from overenskommelse.cli.diagnostic_json import dumps

        return dumps(compared_document(found))
    from overenskommelse.cli.data_diff_text import compared_text

    return compared_text(found, page, details).encode()


@frozen(repr=False, eq=False)
class _Delivery(Saying):
    """A delivery by its name; without figures where they cannot be used."""

    name: str
    figures: Figures | None


def _read(plan: Plan, path: str, options: DataOptions, settings: Settings) -> _Delivery:
    """A delivery, with what there is to say of it told under its own name: both may have files
    that are called the same."""
    name = visible(path)
    report = Report()
    figures = read_data(plan, [path], options, report)
    _tell(name, report, settings)
    return _Delivery(name, None if report.failed else figures)


def _tell(name: str, report: Report, settings: Settings) -> None:
    found = [d for d in report if d.severity is not Severity.NOTE]
    settings.show(found)
    if found:
        settings.say(f"{name}: {Tally.of(found).swedish()}.")


def _compared(
    plan: Plan, names: tuple[str, str], sides: tuple[Figures, Figures], recipient: str | None,
    settings: Settings,
) -> Compared | None:  # fmt: skip
    from overenskommelse.effect import effect
    from runtime.data_difference import Deliveries
    from runtime.outcomes import outcome_of
    from runtime.variants import Variants

    old, new = sides
    variants = Variants(plan, old)
    reports = Report(), Report()
    before = outcome_of(variants, plan, old, reports[0])
    after = outcome_of(variants, plan, new, reports[1])
    for name, report in zip(names, reports, strict=True):
        _tell(name, report, settings)
    if before is None or after is None:
        return None
    with closing(evaluations(settings)) as ticks:
        deliveries = Deliveries(variants, new, lambda: next(ticks, None))
        difference = deliveries.difference(effect(before, after))
        bisected = _bisected(deliveries, recipient)
    return Compared(names, before, difference, bisected)


def evaluations(settings: Settings) -> Generator[int, None, None]:
    """One for each combination of changes that is tried, with a bar for those who wait."""
    from runtime.attribution import TRIED

    yield from followed(range(TRIED), "prövar ändringarna", quiet=settings.quiet)


def _bisected(deliveries: "Deliveries", recipient: str | None) -> Bisected | None:
    from runtime.data_difference import Unsayable

    if recipient is None:
        return None
    try:
        return deliveries.bisected(recipient)
    except Unsayable:
        raise Refused(
            "ändringarna kan inte prövas var för sig: med bara några av dem finns det belopp som "
            "inte kan sägas",
            "jämför utan --bisect",
        ) from None
