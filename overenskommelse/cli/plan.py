"""`okt plan`: how an agreement is computed, step by step."""

import click

from overenskommelse.cli import outfile
from overenskommelse.cli.compiling import obtain_plan
from overenskommelse.cli.dress import Command
from overenskommelse.cli.options import Settings, form, out, read_choices, reading, shared
from overenskommelse.cli.page import Page, wrapped
from overenskommelse.cli.streams import write_bytes, write_text
from overenskommelse.plan import Plan
from overenskommelse.text import visible

_STEP = 4
FORMS = {".json": "json", ".txt": "text"}


@click.command(
    "plan",
    cls=Command,
    help="Visar hur en överenskommelse räknas: varje steg, vad det bygger på och ur vilken "
    "punkt i texten det kommer.\n\n"
    "Formen json är en fil som evaluate kan räkna på i stället för överenskommelsen.",
    arguments=[
        ("ÖVERENSKOMMELSE", "En .okt-fil, en färdig plan (json), eller - för standard in."),
        ("TILLÄGG…", "Tillägg till den (.okt), i nummerordning."),
    ],
    epilog="""
        okt plan agreements/2023.okt
        okt plan agreements/2023.okt --reading mätprecision=skillnaden
        okt plan agreements/2023.okt --out plan.json
    """,
)
@click.argument("agreement", metavar="ÖVERENSKOMMELSE", type=click.Path())
@click.argument("amendments", metavar="[TILLÄGG…]", nargs=-1, type=click.Path())
@form("text", "json")
@reading
@out
@shared
@click.pass_context
def command(
    ctx: click.Context,
    agreement: str,
    amendments: tuple[str, ...],
    form: str | None,
    readings: tuple[str, ...],
    out: str | None,
    color: str,
    quiet: bool,
) -> int:
    """Show the plan; returns the exit code."""
    settings = Settings(color, quiet)
    choices = read_choices(readings, ctx)
    if out is not None:
        form = outfile.form_of(out, FORMS, form)
        outfile.check_target(out, [agreement, *amendments])
    obtained = obtain_plan(agreement, choices, settings, ctx, "Ingen plan gjordes.", amendments)
    if obtained.plan is None:
        return obtained.exit_code
    if out is not None:
        outfile.write(out, _data(obtained.plan, form))
        settings.say(f"Planen är skriven till {out}.")
    elif form == "json":
        write_bytes(_data(obtained.plan, form))
    else:
        page = settings.stdout_page()
        write_text(_drawn(_text(obtained.plan), page), page)
    return 0


def _data(plan: Plan, form: str | None) -> bytes:
    if form == "json":
        from overenskommelse.planfile import plan_to_json

        return _ended(plan_to_json(plan)).encode()
    return Page().fit(_text(plan)).encode()


def _text(plan: Plan) -> str:
    from overenskommelse.plantext import plan_text

    return _ended("\n".join(visible(line) for line in plan_text(plan).split("\n")))


def _drawn(text: str, page: Page) -> str:
    """The text as the page has room for; a file and a pipe keep a step to a line."""
    if not page.is_terminal:
        return text
    lines = text.split("\n")
    return "\n".join(part for line in lines for part in wrapped(line, page.width, _hanging(line)))


def _hanging(line: str) -> int:
    """How far in a line goes on: a step further than it begins."""
    return len(line) - len(line.lstrip(" ")) + _STEP


def _ended(text: str) -> str:
    return text if text.endswith("\n") else text + "\n"
