"""`okt evaluate`: who is paid how many kronor, what is not paid, and why."""

import os
from collections.abc import Sequence

import click

from overenskommelse import limits
from overenskommelse.cli import inputs, outfile
from overenskommelse.cli.compiling import NOT_TRIED, obtain_plan
from overenskommelse.cli.dress import Command, Misused
from overenskommelse.cli.found import Tally
from overenskommelse.cli.options import (
    Settings,
    data_options,
    form,
    out,
    read_choices,
    reading,
    shared,
)
from overenskommelse.cli.page import Page
from overenskommelse.cli.refusal import Refused
from overenskommelse.cli.streams import write_bytes, write_text
from overenskommelse.dataoptions import DataOptions
from overenskommelse.diagnostics import Report
from overenskommelse.outcome import Outcome
from overenskommelse.plan import Plan
from overenskommelse.text import visible

FORMS = {".json": "json", ".csv": "csv", ".txt": "table"}
UNDONE = "Inget räknades."


@click.command(
    "evaluate",
    cls=Command,
    help="Räknar ut hur många kronor varje mottagare får i varje utbetalning, vad som inte "
    "betalas ut och varför.\n\n"
    "Datafilerna känns igen på sina kolumner, inte på sina namn. En överenskommelse som bara har "
    "fasta belopp och lika delar räknas utan data.",
    arguments=[
        ("ÖVERENSKOMMELSE", "En .okt-fil, en färdig plan (json), eller - för standard in."),
        ("TILLÄGG…", "Tillägg till den (.okt), i nummerordning."),
        ("DATA…", "Datafiler (CSV, Excel) och mappar, i valfri ordning; - för standard in."),
    ],
    epilog="""
        okt evaluate agreements/2023.okt data/2023
        okt evaluate agreements/2023.okt data/2023 --out utfall.csv
        okt evaluate agreements/2023.okt data/2023 --format json
        okt evaluate agreements/2023.okt data/2023 --reading mätprecision=skillnaden --format csv
    """,
)
@click.argument("agreement", metavar="ÖVERENSKOMMELSE", type=click.Path())
@click.argument("data", metavar="[TILLÄGG…] [DATA…]", nargs=-1, type=click.Path())
@form("table", "json", "csv")
@reading
@data_options
@out
@shared
@click.pass_context
def command(
    ctx: click.Context,
    agreement: str,
    data: tuple[str, ...],
    form: str | None,
    readings: tuple[str, ...],
    data_options: DataOptions,
    out: str | None,
    color: str,
    quiet: bool,
) -> int:
    """Evaluate the agreement on the data; returns the exit code."""
    settings = Settings(color, quiet)
    choices = read_choices(readings, ctx)
    _check_order(agreement, data)
    if [agreement, *data].count(inputs.STDIN) > 1:
        raise Misused("bara en av filerna kan vara -, standard in", ctx)
    if out is not None:
        form = outfile.form_of(out, FORMS, form)
        outfile.check_target(out, [agreement, *data])
        _check_apart(out, data)
    amendments = [path for path in data if inputs.is_okt(path)]
    data = tuple(path for path in data if not inputs.is_okt(path))
    obtained = obtain_plan(agreement, choices, settings, ctx, UNDONE, amendments, tell_later=True)
    if obtained.plan is None:
        return obtained.exit_code
    report = Report()
    outcome = _evaluate(obtained.plan, data, data_options, report)
    # The result holds its notes itself; only a table for spreadsheets cannot.
    notes = outcome.notes if outcome is not None else ()
    told = [d for d in report if d not in notes]
    settings.show([*obtained.untold, *told, *(notes if form == "csv" else ())])
    if outcome is None:
        settings.say(f"{Tally.of(report).swedish()}. {UNDONE}")
        return NOT_TRIED
    if out is not None:
        outfile.write(out, _data(outcome, form))
        settings.say(f"Utfallet är skrivet till {out}.")
    elif form in ("json", "csv"):
        write_bytes(_data(outcome, form))
    else:
        page = settings.stdout_page()
        write_text(_table(outcome, page), page)
    return 0


def _evaluate(
    plan: Plan, data: Sequence[str], options: DataOptions, report: Report
) -> Outcome | None:
    from runtime.evaluate import evaluate
    from runtime.intake import read_figures

    stdin = inputs.stdin().read(limits.DATA_BYTES + 1) if inputs.STDIN in data else None
    figures = read_figures(data, plan, report, options, stdin)
    outcome = None if report.failed else evaluate(plan, figures, report)
    return None if report.failed else outcome


def _data(outcome: Outcome, form: str | None) -> bytes:
    if form == "json":
        from overenskommelse.cli import outcome_json
        from overenskommelse.cli.diagnostic_json import dumps

        return dumps(outcome_json.outcome(outcome))
    if form == "csv":
        from overenskommelse.cli import outcome_csv

        return outcome_csv.payments(outcome)
    return _table(outcome, Page()).encode()


def _table(outcome: Outcome, page: Page) -> str:
    from overenskommelse.cli.outcome_table import drawn

    return drawn(outcome, page)


def _check_order(first: str, others: Sequence[str]) -> None:
    """Data before its agreement would be read as an agreement.

    Raises:
        Refused: an agreement comes after something that is none.
    """
    written = [path for path in others if inputs.is_okt(path)]
    if not written or inputs.STDIN in (first, *written):
        return
    data = [path for path in others if not inputs.is_okt(path)]
    files = [inputs.read(path) for path in written]
    if os.path.isdir(first) or not (
        inputs.is_okt(first) or files[0].is_amendment or _is_plan(first)
    ):
        raise Refused(
            f"{visible(first)} är ingen överenskommelse: den skrivs först, och data sist",
            inputs.typed("okt evaluate", [*written, first, *data]),
        )
    inputs.check_order("okt evaluate", [inputs.read(first), *files], data)


def _is_plan(path: str) -> bool:
    return inputs.read(path).is_plan


def _check_apart(out: str, data: Sequence[str]) -> None:
    """A result in a data folder would be read as data the next time."""
    folder = os.path.realpath(os.path.dirname(out) or ".")
    for given in data:
        if os.path.isdir(given) and os.path.realpath(given) == folder:
            raise Refused(
                f"{visible(out)} ligger i datamappen och skulle läsas som data nästa gång",
                "skriv resultatet i en annan mapp",
            )
