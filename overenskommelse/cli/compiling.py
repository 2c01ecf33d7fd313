"""From what was given on the command line to a plan, with everything found told on the way."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import click
from attrs import frozen

from overenskommelse.cli import inputs
from overenskommelse.cli.dress import Misused
from overenskommelse.cli.found import Tally
from overenskommelse.cli.options import Settings
from overenskommelse.diagnostics import Cell, Diagnostic, Report
from overenskommelse.outcome_codes import PLAN_INVALID
from overenskommelse.plan import Plan
from overenskommelse.saying import Saying

if TYPE_CHECKING:
    from compiler import Compiled

NO: int = 1
"""Exit code: the agreement has errors."""

NOT_TRIED: int = 2
"""Exit code: what was asked for does not exist, or the file is no agreement at all."""


@frozen(repr=False, eq=False)
class Obtained(Saying):
    """A plan, or the exit code where there is none; ``untold`` is what is still to be told.

    ``compiled`` is what the plan is lowered from; None of a plan that was made before.
    """

    plan: Plan | None
    exit_code: int
    untold: tuple[Diagnostic, ...] = ()
    compiled: "Compiled | None" = None


def obtain_plan(
    path: str,
    choices: Mapping[str, str],
    settings: Settings,
    ctx: click.Context,
    undone: str,
    amendments: Sequence[str] = (),
    tell_later: bool = False,
) -> Obtained:
    """Compile an agreement with its amendments, or read a compiled plan, and tell what was found.

    ``undone`` is the sentence that ends the summary of a failure: what was not done. With
    ``tell_later`` what is found in a right agreement is left to be told after errors elsewhere.

    Raises:
        Refused: the file cannot be read.
        Misused: readings or amendments were given for a plan, which is made with its own.
    """
    given, *files = [inputs.read(file) for file in (path, *amendments)]
    inputs.check_order(ctx.command_path, [given, *files])
    return plan_of(given, choices, settings, ctx, undone, files, tell_later)


def plan_of(
    given: inputs.Given,
    choices: Mapping[str, str],
    settings: Settings,
    ctx: click.Context,
    undone: str,
    amendments: Sequence[inputs.Given] = (),
    tell_later: bool = False,
) -> Obtained:
    """The same of files that have been read.

    Raises:
        Misused: readings or amendments were given for a plan, which is made with its own.
    """
    compiled = None
    if given.is_plan:
        if choices:
            raise Misused(
                "--reading går inte med en färdig plan: den är gjord med sina läsningar",
                ctx,
                "Ange överenskommelsen (.okt) i stället, så räknas den om med läsningen.",
            )
        if amendments:
            raise Misused(
                "ett tillägg går inte med en färdig plan: den är gjord med sina tillägg",
                ctx,
                "Ange överenskommelsen (.okt) och tilläggen i stället.",
            )
        plan, found = _read_plan(given)
        code = NOT_TRIED
    else:
        compiled = _compile(given, choices, amendments)
        plan, found = compiled.plan, list(compiled.report)
        code = NO if any(d.span is not None for d in found) else NOT_TRIED
    if plan is not None and tell_later:
        return Obtained(plan, 0, tuple(found), compiled)
    paths = " ".join(file.path for file in (given, *amendments))
    settings.show(found, f"okt check {paths} --format json")
    if plan is None:
        settings.say(f"{Tally.of(found).swedish()}. {undone}")
    return Obtained(plan, 0 if plan is not None else code, compiled=compiled)


def _compile(
    given: inputs.Given, choices: Mapping[str, str], amendments: Sequence[inputs.Given]
) -> "Compiled":
    from compiler import compile_text

    written = given.written(given.name)
    changes = [amendment.written(amendment.name) for amendment in amendments]
    return compile_text(
        written.name, written.data, choices, folder=written.folder, amendments=changes
    )


def _read_plan(given: inputs.Given) -> tuple[Plan | None, list[Diagnostic]]:
    from overenskommelse.planfile import plan_from_json

    report = Report()
    plan = plan_from_json(given.name, given.data, report)
    if plan is not None:
        from compiler.verify import verify

        faults = verify(plan)
        if faults:
            report.add(PLAN_INVALID, Cell(given.name), why="; ".join(faults[:3]))
            plan = None
    return plan, list(report)
