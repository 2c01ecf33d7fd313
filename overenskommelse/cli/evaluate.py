"""`okt evaluate`: who is paid how many kronor, what is not paid, and why."""

from collections.abc import Sequence

import click

from overenskommelse.cli import outfile
from overenskommelse.cli.compiling import NOT_TRIED, obtain_plan
from overenskommelse.cli.dress import Command
from overenskommelse.cli.found import Tally
from overenskommelse.cli.on_data import apart, check_given, form_of_result, read_data
from overenskommelse.cli.options import (
    Settings,
    data_options,
    form,
    out,
    read_choices,
    reading,
    shared,
)
from overenskommelse.cli.outcome_notes import ALL
from overenskommelse.cli.page import Page, page_of
from overenskommelse.cli.streams import write_bytes, write_text
from overenskommelse.dataoptions import DataOptions
from overenskommelse.diagnostics import Report
from overenskommelse.outcome import Outcome
from overenskommelse.plan import Plan

FORMS = {
    ".json": "json", ".csv": "csv", ".xlsx": "xlsx", ".html": "html", ".txt": "table",
}  # fmt: skip
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
        okt evaluate agreements/2023.okt data/2023 --out utfall.xlsx
        okt evaluate agreements/2023.okt data/2023 --format json
        okt evaluate agreements/2023.okt data/2023 --reading mätprecision=skillnaden --format csv
    """,
)
@click.argument("agreement", metavar="ÖVERENSKOMMELSE", type=click.Path())
@click.argument("data", metavar="[TILLÄGG…] [DATA…]", nargs=-1, type=click.Path())
@form("table", "json", "csv", "xlsx", "html")
@reading
@click.option(
    ALL,
    "every",
    is_flag=True,
    help="Visar alla anmärkningar i tabellen; annars de första av varje slag.",
)
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
    every: bool,
    data_options: DataOptions,
    out: str | None,
    color: str,
    quiet: bool,
) -> int:
    """Evaluate the agreement on the data; returns the exit code."""
    settings = Settings(color, quiet)
    choices = read_choices(readings, ctx)
    check_given("okt evaluate", agreement, data, ctx)
    form = form_of_result(out, FORMS, form, [agreement], data)
    amendments, data = apart(data)
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
        outfile.write(out, _data(outcome, form, every))
        settings.say(f"Utfallet är skrivet till {out}.")
    elif form in ("json", "csv", "xlsx", "html"):
        write_bytes(_data(outcome, form, every))
    else:
        page = settings.stdout_page()
        write_text(_table(outcome, page, every), page)
    return 0


def _evaluate(
    plan: Plan, data: Sequence[str], options: DataOptions, report: Report
) -> Outcome | None:
    from runtime.evaluate import evaluate

    figures = read_data(plan, data, options, report)
    outcome = None if report.failed else evaluate(plan, figures, report)
    return None if report.failed else outcome


def _data(outcome: Outcome, form: str | None, every: bool) -> bytes:
    if form == "json":
        from overenskommelse.cli import outcome_json
        from overenskommelse.cli.diagnostic_json import dumps

        return dumps(outcome_json.outcome(outcome))
    if form == "csv":
        from overenskommelse.cli import outcome_csv

        return outcome_csv.payments(outcome)
    if form == "xlsx":
        from overenskommelse.cli.outcome_xlsx import outcome_xlsx

        return outcome_xlsx(outcome)
    return _table(outcome, page_of(form), every).encode()


def _table(outcome: Outcome, page: Page, every: bool) -> str:
    from overenskommelse.cli.outcome_table import drawn

    return drawn(outcome, page, every)
