"""The program: its commands, its first page, its version."""

import sys
from typing import Final

import click

from overenskommelse.cli.dress import HELP_OPTIONS, LazyGroup
from overenskommelse.cli.options import DEBUG
from overenskommelse.cli.page import page_for
from overenskommelse.cli.streams import write_text

LANGUAGE_VERSION: Final = 1
"""The version of the agreement language that this okt reads: ``okt 1``."""

COMMANDS: Final = {
    "check": ("overenskommelse.cli.check", "Kontrollerar överenskommelser; visar alla fel."),
    "evaluate": ("overenskommelse.cli.evaluate", "Räknar ut vem som får hur många kronor."),
    "explain": ("overenskommelse.cli.explain", "Förklarar hur ett belopp har kommit till."),
    "gap": ("overenskommelse.cli.gap", "Visar hur långt det var till nästa steg, i patienter."),
    "fmt": ("overenskommelse.cli.fmt", "Formaterar överenskommelser: indrag, kolumner, typografi."),
    "readings": ("overenskommelse.cli.readings", "Visar vad varje läsning skulle ge."),
    "diff": ("overenskommelse.cli.diff", "Visar vilka regler som skiljer två överenskommelser."),
    "plan": ("overenskommelse.cli.plan", "Visar hur en överenskommelse räknas, steg för steg."),
    "consolidate": (
        "overenskommelse.cli.consolidate",
        "Skriver en överenskommelse med sina tillägg som en enda text.",
    ),
    "new": ("overenskommelse.cli.new", "Gör ett utkast till ett annat års överenskommelse."),
    "calendar": (
        "overenskommelse.cli.calendar",
        "Visar överenskommelsers dagar: vem ska göra vad, och senast när.",
    ),
    "template": ("overenskommelse.cli.template", "Gör en Excelmall att fylla i."),
    "test": ("overenskommelse.cli.test", "Prövar de exempel som står i överenskommelser."),
    "cover": ("overenskommelse.cli.cover", "Jämför en överenskommelse med sin källas text."),
    "rule": ("overenskommelse.cli.rule", "Förklarar en kod, som OKT203."),
    "completion": ("overenskommelse.cli.completion", "Skriver ut stöd för att fylla i med Tabb."),
}

FIRST_PAGE: Final = """\
okt läser svenska överenskommelser, kontrollerar dem och räknar ut kronorna.

De vanligaste kommandona:
  okt check agreements/2023.okt                  kontrollerar en överenskommelse
  okt evaluate agreements/2023.okt data/2023     räknar ut vem som får hur mycket
  okt plan agreements/2023.okt                   visar hur det räknas, steg för steg

Alla kommandon:      okt --help
Om ett kommando:     okt evaluate --help
"""


def version_text() -> str:
    """``okt 0.1.0 (språkversion 1, planversion 1)``."""
    from overenskommelse.plan import PLAN_VERSION

    return f"okt {package_version()} (språkversion {LANGUAGE_VERSION}, planversion {PLAN_VERSION})"


def package_version() -> str:
    """The installed version, or a word for there being none."""
    from importlib import metadata

    try:
        return metadata.version("okt")
    except metadata.PackageNotFoundError:
        return "utan version"


def _show_version(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        write_text(version_text() + "\n", page_for(sys.stdout, "never"))
        ctx.exit(0)


def _first_page() -> int:
    if not click.get_current_context().invoked_subcommand:
        write_text(FIRST_PAGE, page_for(sys.stdout, "never"))
    return 0


program: Final = LazyGroup(
    "okt",
    lazy=COMMANDS,
    callback=_first_page,
    invoke_without_command=True,
    help="Läser svenska överenskommelser, kontrollerar dem och räknar ut kronorna.",
    epilog="""
        okt check agreements/2023.okt
        okt evaluate agreements/2023.okt data/2023
        okt evaluate agreements/2023.okt data/2023 --reading mätprecision=skillnaden
    """,
    params=[
        click.Option(
            ["--version"],
            is_flag=True,
            is_eager=True,
            expose_value=False,
            callback=_show_version,
            help="Visar vilken version av okt och av språket det är.",
        ),
        click.Option(
            [DEBUG],
            is_flag=True,
            expose_value=False,
            help="Visar tekniska detaljer om okt självt går sönder.",
        ),
    ],
    context_settings={"help_option_names": list(HELP_OPTIONS), "max_content_width": 100},
)
