"""`okt gap`: how far requirements were from giving more, and what a small change would move."""

from collections.abc import Sequence
from fractions import Fraction

import click
from attrs import frozen

from overenskommelse.cli import outfile
from overenskommelse.cli.compiling import NOT_TRIED, obtain_plan
from overenskommelse.cli.dress import Command, Misused
from overenskommelse.cli.explain_pick import Wanted, recipient_named, requirement_cells
from overenskommelse.cli.found import Tally
from overenskommelse.cli.gap_rows import Listed, Margins, gaps_found, margins_found
from overenskommelse.cli.on_data import apart, check_given, form_of_result, read_data
from overenskommelse.cli.options import (
    Settings,
    data_options,
    form,
    item,
    month,
    out,
    read_choices,
    reading,
    requirement,
    shared,
)
from overenskommelse.cli.page import Page, page_of
from overenskommelse.cli.streams import write_bytes, write_text
from overenskommelse.dataoptions import DataOptions
from overenskommelse.diagnostics import Report, Severity
from overenskommelse.figures import Figures
from overenskommelse.plan import Plan
from overenskommelse.saying import Saying
from overenskommelse.text import visible

FORMS = {".json": "json", ".csv": "csv", ".html": "html", ".txt": "table"}
UNDONE = "Inga avstånd räknades."
_SCREENFUL = 15


@frozen(repr=False, eq=False)
class Asked(Saying):
    """What was asked for: whose gaps, of which requirements, and how small a change is tried."""

    recipient: str | None
    wanted: Wanted
    margin: Fraction | None


@click.command(
    "gap",
    cls=Command,
    help="Visar hur långt det var till nästa steg för varje mottagare, krav och månad som inte "
    "gav allt: i procentenheter, i patienter och i kronor när bonuspotten har flyttats.\n\n"
    "Överst står det som ger mest kronor per patient. Med --recipient visas allt för en "
    "mottagare, krav för krav. Med --margin visas i stället de värden som en liten ändring "
    "flyttar till ett annat steg, åt båda hållen.",
    arguments=[
        ("ÖVERENSKOMMELSE", "En .okt-fil, en färdig plan (json), eller - för standard in."),
        ("TILLÄGG…", "Tillägg till den (.okt), i nummerordning."),
        ("DATA…", "Datafiler (CSV, Excel) och mappar, i valfri ordning; - för standard in."),
    ],
    epilog="""
        okt gap agreements/2023.okt data/2023
        okt gap agreements/2023.okt data/2023 --recipient Skåne
        okt gap agreements/2023.okt data/2023 --requirement 2 --month 2023-04 --all
        okt gap agreements/2023.okt data/2023 --margin 0,1
    """,
)
@click.argument("agreement", metavar="ÖVERENSKOMMELSE", type=click.Path())
@click.argument("data", metavar="[TILLÄGG…] [DATA…]", nargs=-1, type=click.Path())
@click.option(
    "--recipient", metavar="MOTTAGARE",
    help="En mottagare: kod, namn eller kort namn (12, Region Skåne, Skåne).",
)  # fmt: skip
@requirement
@month
@item
@click.option(
    "--margin", metavar="PROCENTENHETER",
    help="Visar vad en så stor ändring av ett mått flyttar: 0,1.",
)  # fmt: skip
@click.option("--top", metavar="ANTAL", help="Så många rader visas.")
@click.option("--all", "every", is_flag=True, help="Alla rader visas.")
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
    recipient: str | None,
    requirement: str | None,
    month: str | None,
    item: str | None,
    margin: str | None,
    top: str | None,
    every: bool,
    form: str | None,
    readings: tuple[str, ...],
    data_options: DataOptions,
    out: str | None,
    color: str,
    quiet: bool,
) -> int:
    """List the gaps; returns the exit code."""
    settings = Settings(color, quiet)
    asked = Asked(recipient, Wanted(requirement, month, None, item), _points(margin, ctx))
    choices = read_choices(readings, ctx)
    check_given("okt gap", agreement, data, ctx)
    form = form_of_result(out, FORMS, form, [agreement], data)
    # Machines get everything unless they ask for less, and so does whoever asks for one recipient.
    whole = every or form in ("json", "csv") or recipient is not None
    most = _most(top, every, ctx) or (None if whole else _SCREENFUL)
    amendments, data = apart(data)
    obtained = obtain_plan(agreement, choices, settings, ctx, UNDONE, amendments, tell_later=True)
    if obtained.plan is None:
        return obtained.exit_code
    report = Report()
    nearest = recipient is None and form not in ("json", "csv")
    found = _found(obtained.plan, data, data_options, report, asked, most, settings, nearest)
    settings.show([*obtained.untold, *(d for d in report if d.severity is not Severity.NOTE)])
    if found is None:
        settings.say(f"{Tally.of(report).swedish()}. {UNDONE}")
        return NOT_TRIED
    if out is not None:
        outfile.write(out, _data(found, form, page_of(form)))
        settings.say(f"Avstånden är skrivna till {out}.")
    elif form in ("json", "csv", "html"):
        write_bytes(_data(found, form, page_of(form)))
    else:
        page = settings.stdout_page()
        write_text(_table(found, page), page)
    return 0


def _points(text: str | None, ctx: click.Context) -> Fraction | None:
    """A margin in percentage points."""
    from overenskommelse.numbers import TooLong, read_number

    if text is None:
        return None
    try:
        points = read_number(text)
    except TooLong:
        points = None
    if points is None or not 0 < points <= 100:
        raise Misused(
            f"--margin {visible(text)} går inte", ctx, "Skriv procentenheter över noll, som 0,1."
        )
    return points


def _most(text: str | None, every: bool, ctx: click.Context) -> int | None:
    """How many rows were asked for."""
    from overenskommelse.numbers import read_digits

    if text is None:
        return None
    if every:
        raise Misused("--top går inte med --all", ctx, "Ange en av dem.")
    most = read_digits(text)
    if not most:
        raise Misused(f"--top {visible(text)} går inte", ctx, "Skriv ett antal: 1 eller fler.")
    return most


def _found(
    plan: Plan,
    data: Sequence[str],
    options: DataOptions,
    report: Report,
    asked: Asked,
    most: int | None,
    settings: Settings,
    nearest: bool,
) -> Listed | Margins | None:
    """What was asked for; None if the data cannot be used.

    Raises:
        Refused: there is no such recipient, requirement, month or item.
    """
    code = recipient_named(plan, asked.recipient) if asked.recipient is not None else None
    nothing = not plan.requirements and asked.wanted == Wanted()
    cells = [] if nothing else requirement_cells(plan, code, asked.wanted)
    figures: Figures = read_data(plan, data, options, report)
    if report.failed:
        return None
    places = [(view, m) for view, months in cells for m in months]
    if asked.margin is not None:
        return margins_found(plan, figures, code, places, asked.margin, most, settings.quiet)
    return gaps_found(plan, figures, code, places, most, settings.quiet, nearest=nearest)


def _data(found: Listed | Margins, form: str | None, page: Page) -> bytes:
    if form == "json":
        from overenskommelse.cli.diagnostic_json import dumps
        from overenskommelse.cli.gap_data import document

        return dumps(document(found))
    if form == "csv":
        from overenskommelse.cli.gap_data import spreadsheet

        return spreadsheet(found)
    return _table(found, page).encode()


def _table(found: Listed | Margins, page: Page) -> str:
    from overenskommelse.cli.gap_table import drawn

    return drawn(found, page)
