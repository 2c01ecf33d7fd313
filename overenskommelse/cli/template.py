"""`okt template`: a form with everything that is to be filled in."""

import click

from overenskommelse.cli import outfile
from overenskommelse.cli.compiling import obtain_plan
from overenskommelse.cli.dress import Command, Needed
from overenskommelse.cli.explain_pick import recipient_named
from overenskommelse.cli.options import Settings, shared
from overenskommelse.cli.refusal import Refused
from overenskommelse.plan import Plan
from overenskommelse.text import listed_first, visible

FORMS = {".xlsx": "xlsx"}
UNDONE = "Ingen mall gjordes."


@click.command(
    "template",
    cls=Command,
    options_metavar="--out FIL [FLAGGOR]",
    short_help="Gör en Excelmall att fylla i.",
    help="Gör en Excelmall med allt som ska fyllas i: ett blad för varje fokusområde med dess "
    "frågor, och blad med de rader som behövs för att räkna. Den ifyllda mallen läses av "
    "okt evaluate som den är.\n\n"
    "Utan --recipient väljs mottagaren på första bladet, och de andra bladen har rader för alla, "
    "också för det som utbetalaren vet. Med --recipient har mallen bara det som den mottagaren "
    "redovisar.",
    arguments=[
        ("ÖVERENSKOMMELSE", "En .okt-fil, en färdig plan (json), eller - för standard in."),
        ("TILLÄGG…", "Tillägg till den (.okt), i nummerordning."),
    ],
    epilog="""
        okt template agreements/2023.okt --out mall.xlsx
        okt template agreements/2024.okt --recipient Skåne --out skåne.xlsx
    """,
)
@click.argument("agreement", metavar="ÖVERENSKOMMELSE", type=click.Path())
@click.argument("amendments", metavar="[TILLÄGG…]", nargs=-1, type=click.Path())
@click.option(
    "--recipient",
    "--mottagare",
    "recipient",
    metavar="MOTTAGARE",
    help="Gör mallen för en enda: kod, namn eller kort namn (12, Region Skåne, Skåne).",
)
@click.option(
    "-o",
    "--out",
    cls=Needed,
    metavar="FIL",
    type=click.Path(),
    help="Filen som mallen skrivs till (.xlsx). Måste anges.",
)
@shared
@click.pass_context
def command(
    ctx: click.Context,
    agreement: str,
    amendments: tuple[str, ...],
    recipient: str | None,
    out: str,
    color: str,
    quiet: bool,
) -> int:
    """Write the form; returns the exit code."""
    from overenskommelse.cli.template_xlsx import template_xlsx
    from runtime.template import template

    settings = Settings(color, quiet)
    outfile.form_of(out, FORMS, None)
    outfile.check_target(out, [agreement, *amendments])
    obtained = obtain_plan(agreement, {}, settings, ctx, UNDONE, amendments)
    if obtained.plan is None:
        return obtained.exit_code
    code = None if recipient is None else _code(recipient, obtained.plan)
    form = template(obtained.plan, code)
    if not form.sheets:
        raise Refused(
            "överenskommelsen har inget att fylla i",
            "en mall behövs inte: det som betalas ut räknas utan data",
        )
    outfile.write(out, template_xlsx(form))
    settings.say(f"Mallen är skriven till {out}.")
    return 0


def _code(text: str, plan: Plan) -> str:
    """The recipient that is meant.

    Raises:
        Refused: it is nobody, or one who reports nothing.
    """
    from runtime.template import reporting

    code = recipient_named(plan, text)
    members = reporting(plan).members
    if code in members:
        return code
    raise Refused(
        f"mottagaren ”{visible(text)}” redovisar inget enligt överenskommelsen",
        f"ange en som gör det: {listed_first(members.values())}",
    )
