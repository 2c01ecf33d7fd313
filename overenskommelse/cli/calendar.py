"""`okt calendar`: who is to do what by when, and what follows otherwise."""

import datetime
from collections.abc import Sequence

import click

from overenskommelse import limits
from overenskommelse.calendar import read_date
from overenskommelse.cli import inputs, outfile
from overenskommelse.cli.calendar_words import Row
from overenskommelse.cli.compiling import Obtained, plan_of
from overenskommelse.cli.dress import Command, Misused
from overenskommelse.cli.options import Settings, form, out, shared
from overenskommelse.cli.page import Page
from overenskommelse.cli.refusal import Refused
from overenskommelse.cli.streams import write_bytes, write_text
from overenskommelse.numbers import write_number
from overenskommelse.plan import Plan
from overenskommelse.text import counted, visible

FORMS = {".txt": "text", ".json": "json", ".csv": "csv", ".ics": "ics"}
UNDONE = "Ingen kalender gjordes."


@click.command(
    "calendar",
    cls=Command,
    short_help="Visar överenskommelsers dagar.",
    help="Visar utbetalningar, sista dagar, mätperioder och skyldigheter i datumordning: vem, "
    "vad, senast när, var det står och vad som följer annars. Det som följer är vad "
    "överenskommelsen själv säger. Sist står det som inte har någon dag, och det vars dag inte "
    "är känd.\n\n"
    "Formen ics är en fil för Outlook och andra kalenderprogram.",
    arguments=[
        (
            "ÖVERENSKOMMELSE…",
            "Överenskommelser (.okt), var och en följd av sina tillägg, eller färdiga planer.",
        )
    ],
    epilog="""
        okt calendar agreements/2023.okt
        okt calendar agreements/2023.okt --on 2023-10-01
        okt calendar agreements/2020.okt agreements/2020.tillägg-1.okt agreements/2023.okt
        okt calendar agreements/2023.okt --out 2023.ics
    """,
)
@click.argument("files", metavar="ÖVERENSKOMMELSE…", nargs=-1, required=True, type=click.Path())
@click.option(
    "--on",
    metavar="DAG",
    help="Visar i stället vad som ska vara klart den dagen, vad som pågår, vilka dagar som har "
    "gått, vad som kommer härnäst och vad som inte har någon känd dag. Dagen skrivs 2024-10-01.",
)
@form("text", "json", "csv", "ics")
@out
@shared
@click.pass_context
def command(
    ctx: click.Context,
    files: tuple[str, ...],
    on: str | None,
    form: str | None,
    out: str | None,
    color: str,
    quiet: bool,
) -> int:
    """Show the calendar; returns the exit code."""
    settings = Settings(color, quiet)
    day = _day(on, ctx)
    if out is not None:
        form = outfile.form_of(out, FORMS, form)
        outfile.check_target(out, files)
    if day is not None and form == "ics":
        raise Misused(
            "--on går inte med formen ics", ctx, "En kalenderfil har alla dagar; ta bort --on."
        )
    obtained = _obtain(files, settings, ctx)
    plans = [one.plan for one in obtained if one.plan is not None]
    if len(plans) < len(obtained):
        return max(one.exit_code for one in obtained)
    _check_apart(plans, form)
    rows = _rows(plans, day)
    if form == "ics":
        _check_dated(rows)
        _tell_left_out(rows, settings)
    if out is not None:
        outfile.write(out, _data(plans, rows, day, form, Page()))
        settings.say(f"Kalendern är skriven till {out}.")
    elif form in ("json", "csv", "ics"):
        write_bytes(_data(plans, rows, day, form, Page()))
    else:
        page = settings.stdout_page()
        write_text(_text(plans, rows, day, page), page)
    return 0


def _day(text: str | None, ctx: click.Context) -> datetime.date | None:
    if text is None:
        return None
    day = read_date(text)
    if day is None:
        raise Misused(
            f"--on: ”{visible(text)}” är ingen dag", ctx, "Skriv till exempel 2024-10-01."
        )
    return day


def _obtain(files: Sequence[str], settings: Settings, ctx: click.Context) -> list[Obtained]:
    """The plans of all agreements, with everything found in any of them told."""
    groups = inputs.grouped([inputs.read(path) for path in settings.once(files)])
    return [
        plan_of(agreement, {}, settings, ctx, UNDONE, amendments)
        for agreement, *amendments in groups
    ]


def _check_apart(plans: Sequence[Plan], form: str | None) -> None:
    """Every agreement is there once, and in a calendar file none has another's name: an event is
    known by its agreement's name and by what it is.

    Raises:
        Refused: two of them are the same agreement, or cannot be told apart.
    """
    names = [(plan.name, plan.title) for plan in plans]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise Refused(
            f"överenskommelse {visible(twice[0])} ”{visible(twice[1])}” är angiven två gånger",
            "ange den en gång, med sina tillägg efter sig",
        )
    same = next((one for one, _ in names if [name for name, _ in names].count(one) > 1), None)
    if form == "ics" and same is not None:
        raise Refused(
            f"två överenskommelser heter {visible(same)}, och ett kalenderprogram skulle ta "
            "händelser i den ena för händelser i den andra",
            "ge dem olika namn, som överenskommelse stöd_2025, eller välj en annan form",
        )


def _check_dated(rows: Sequence[Row]) -> None:
    """A calendar file has something in it.

    Raises:
        Refused: there is no day to put there.
    """
    if all(row.entry.first is None for row in rows):
        raise Refused(
            "ingen post har en känd dag, och en tom kalenderfil går inte att öppna",
            "okt calendar utan --format visar det som saknar dag",
        )


def _rows(plans: Sequence[Plan], day: datetime.date | None) -> list[Row]:
    """The entries of all agreements in order; with a day, those that stand out on it.

    Raises:
        Refused: they are too many.
    """
    from runtime.dates import entries, order
    from runtime.due import standings

    found = [(plan, entry) for plan in plans for entry in entries(plan)]
    if len(found) > limits.ENTRIES:
        raise Refused(
            f"kalendern får fler än {write_number(limits.ENTRIES)} poster",
            "ange färre överenskommelser, eller skriv månadsvisa skyldigheter under färre månader",
        )
    found.sort(key=lambda pair: order(pair[1]))
    if day is None:
        return [Row(plan, entry) for plan, entry in found]
    standing = standings([entry for _, entry in found], day)
    rows = [Row(plan, entry, one) for (plan, entry), one in zip(found, standing, strict=True)]
    return [row for row in rows if row.standing is not None]


def _tell_left_out(rows: Sequence[Row], settings: Settings) -> None:
    left_out = sum(1 for row in rows if row.entry.first is None)
    if left_out:
        settings.say(
            f"{counted(left_out, 'post har', 'poster har')} ingen känd dag och finns inte i "
            "kalenderfilen; okt calendar utan --format visar dem."
        )


def _data(
    plans: Sequence[Plan],
    rows: Sequence[Row],
    day: datetime.date | None,
    form: str | None,
    page: Page,
) -> bytes:
    if form == "json":
        from overenskommelse.cli.calendar_json import calendar_json
        from overenskommelse.cli.diagnostic_json import dumps

        return dumps(calendar_json(plans, rows, day))
    if form == "csv":
        from overenskommelse.cli.calendar_csv import calendar_csv

        return calendar_csv(rows, on=day is not None)
    if form == "ics":
        from overenskommelse.cli.calendar_ics import calendar_ics
        from overenskommelse.cli.clock import made

        return calendar_ics(plans, rows, made())
    return _text(plans, rows, day, page).encode()


def _text(plans: Sequence[Plan], rows: Sequence[Row], day: datetime.date | None, page: Page) -> str:
    from overenskommelse.cli.calendar_text import calendar_text

    return calendar_text(plans, rows, day, page)
