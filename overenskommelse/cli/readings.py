"""`okt readings`: what every declared reading would pay, and what rests on assumptions."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

import click

from overenskommelse.cli import outfile
from overenskommelse.cli.compiling import NOT_TRIED, Obtained, obtain_plan
from overenskommelse.cli.dress import Command
from overenskommelse.cli.found import Tally
from overenskommelse.cli.on_data import apart, check_given, form_of_result, stdin_of
from overenskommelse.cli.options import (
    Settings,
    data_options,
    form,
    out,
    read_choices,
    reading,
    shared,
)
from overenskommelse.cli.page import Page, page_of
from overenskommelse.cli.progress import followed
from overenskommelse.cli.readings_values import Readings
from overenskommelse.cli.refusal import Refused
from overenskommelse.cli.streams import write_bytes, write_text
from overenskommelse.dataoptions import DataOptions
from overenskommelse.diagnostics import Report, Severity
from overenskommelse.figures import Figures
from overenskommelse.plan import Plan
from overenskommelse.text import closest, listed, visible

One = TypeVar("One")

FORMS = {".json": "json", ".csv": "csv", ".html": "html", ".txt": "table"}
UNDONE = "Inga läsningar prövades."


@click.command(
    "readings",
    cls=Command,
    help="Visar vad varje läsning av överenskommelsens tolkningar skulle ge: vem som får mer "
    "eller mindre, vem som byter steg, och vad utbetalningarna vilar på som antas eller är okänt."
    "\n\nLäsningarna prövas en i taget mot dem som gäller. Med --all prövas alla kombinationer av "
    "dem som gör skillnad, och det visas hur lite och hur mycket var och en kan få.",
    arguments=[
        ("ÖVERENSKOMMELSE", "En .okt-fil, eller - för standard in."),
        ("TILLÄGG…", "Tillägg till den (.okt), i nummerordning."),
        ("DATA…", "Datafiler (CSV, Excel) och mappar, i valfri ordning; - för standard in."),
    ],
    epilog="""
        okt readings agreements/2023.okt data/2023
        okt readings agreements/2023.okt data/2023 --tolkning mätprecision --details
        okt readings agreements/2023.okt data/2023 --all
    """,
)
@click.argument("agreement", metavar="ÖVERENSKOMMELSE", type=click.Path())
@click.argument("data", metavar="[TILLÄGG…] [DATA…]", nargs=-1, type=click.Path())
@click.option(
    "--tolkning", "names", metavar="NAMN", multiple=True,
    help="Prövar bara denna tolkning. Får upprepas.",
)  # fmt: skip
@click.option("--all", "combine", is_flag=True, help="Prövar också alla kombinationer.")
@click.option("--details", is_flag=True, help="Visar alla mottagare och alla steg.")
@form("table", "json", "csv", "html")
@reading
@data_options
@out
@shared
@click.pass_context
def command(
    ctx: click.Context,
    agreement: str,
    data: tuple[str, ...],
    names: tuple[str, ...],
    combine: bool,
    details: bool,
    form: str | None,
    readings: tuple[str, ...],
    data_options: DataOptions,
    out: str | None,
    color: str,
    quiet: bool,
) -> int:
    """Try the readings on the data; returns the exit code."""
    settings = Settings(color, quiet)
    choices = read_choices(readings, ctx)
    check_given("okt readings", agreement, data, ctx)
    form = form_of_result(out, FORMS, form, [agreement], data)
    amendments, data = apart(data)
    obtained = obtain_plan(agreement, choices, settings, ctx, UNDONE, amendments, tell_later=True)
    if obtained.plan is None:
        return obtained.exit_code
    _check_names(obtained.plan, names)
    report = Report()
    found = _readings(obtained, choices, data, data_options, report, names, combine, settings)
    settings.show([*obtained.untold, *(d for d in report if d.severity is not Severity.NOTE)])
    if found is None:
        settings.say(f"{Tally.of(report).swedish()}. {UNDONE}")
        return NOT_TRIED
    if out is not None:
        outfile.write(out, _data(found, form, page_of(form), details))
        settings.say(f"Läsningarna är skrivna till {out}.")
    elif form in ("json", "csv", "html"):
        write_bytes(_data(found, form, page_of(form), details))
    else:
        page = settings.stdout_page()
        write_text(_data(found, form, page, details).decode(), page)
    return 0


def _check_names(plan: Plan, names: Iterable[str]) -> None:
    known = [choice.name for choice in plan.choices]
    for name in names:
        if name not in known:
            guess = closest(name, known)
            meant = f". Menade du {guess}?" if guess else ""
            raise Refused(
                f"tolkningen ”{visible(name)}” finns inte i överenskommelsen{meant}",
                f"det finns {listed(known)}" if known else "överenskommelsen har inga tolkningar",
            )


def _readings(
    obtained: Obtained,
    choices: Mapping[str, str],
    data: Sequence[str],
    options: DataOptions,
    report: Report,
    names: Sequence[str],
    combine: bool,
    settings: Settings,
) -> Readings | None:
    """What the readings give; None if the data cannot be used.

    Raises:
        Refused: it is a plan that was made before, or there are too many combinations.
    """
    from overenskommelse.cli.readings_run import Trier
    from runtime.intake import read_figures
    from runtime.outcomes import outcome_of
    from runtime.variants import Variants

    if obtained.plan is None or obtained.compiled is None:
        raise Refused(
            "en färdig plan är gjord med sina läsningar", "ange överenskommelsen (.okt) i stället"
        )
    stdin = stdin_of(data)

    def read(plan: Plan, found: Report) -> Figures:
        return read_figures(data, plan, found, options, stdin)

    figures = read(obtained.plan, report)
    if report.failed:
        return None
    variants = Variants(obtained.plan, figures)
    base = outcome_of(variants, obtained.plan, figures, report)
    if base is None:
        return None

    def watch(items: Sequence[One]) -> Iterable[One]:
        return followed(items, "prövar läsningar", quiet=settings.quiet)

    trier = Trier(obtained.compiled, choices, figures, read, base, variants)
    return trier.readings(names, combine, watch)


def _data(found: Readings, form: str | None, page: Page, details: bool) -> bytes:
    if form in ("json", "csv"):
        from overenskommelse.cli.diagnostic_json import dumps
        from overenskommelse.cli.readings_forms import readings_csv, readings_document

        return readings_csv(found) if form == "csv" else dumps(readings_document(found))
    from overenskommelse.cli.readings_text import readings_text

    return readings_text(found, page, details).encode()
