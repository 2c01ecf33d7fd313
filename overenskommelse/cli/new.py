"""`okt new`: another year's agreement out of one that there is."""

import os
import re
import sys
from typing import Final

import click

from compiler.renew import Obstacle, Renewed, renew_text
from overenskommelse.calendar import YEARS
from overenskommelse.cli import inputs, outfile
from overenskommelse.cli.compiling import NO, NOT_TRIED
from overenskommelse.cli.decision_list import decision_document, decision_text
from overenskommelse.cli.dress import Command, Needed
from overenskommelse.cli.found import Tally
from overenskommelse.cli.options import Settings, form, shared
from overenskommelse.cli.page import page_for
from overenskommelse.cli.refusal import Refused
from overenskommelse.cli.streams import tell, write_bytes, write_text
from overenskommelse.text import visible

_BOUNDS: Final = f"{YEARS[0]}–{YEARS[-1]}"

_OBSTACLES: Final = {
    Obstacle.NO_YEAR: (
        "det framgår inte vilket år överenskommelsen gäller",
        'skriv året i dess namn, till exempel:  överenskommelse 2024 "…"',
    ),
    Obstacle.SAME_YEAR: ("överenskommelsen gäller redan det året", "ange ett annat år"),
    Obstacle.BEYOND: (
        f"en dag, en månad eller ett namn skulle få ett år utanför {_BOUNDS}",
        "ange ett år som ligger närmare överenskommelsens",
    ),
}


def year_of(ctx: click.Context, param: click.Parameter, digits: str) -> int:
    """A year of which agreements speak.

    Raises:
        click.BadParameter: it is none.
    """
    if re.fullmatch("[0-9]{4}", digits) and int(digits) in YEARS:
        return int(digits)
    raise click.BadParameter(f"”{visible(digits)}” är inget år i {_BOUNDS}", ctx, param)


@click.command(
    "new",
    cls=Command,
    options_metavar="--from ÖVERENSKOMMELSE [FLAGGOR]",
    short_help="Gör ett utkast till ett annat års överenskommelse.",
    help="Gör ett utkast till ett annat års överenskommelse av en som finns, och listar vad som "
    "måste beslutas på nytt.\n\n"
    "Dagar, månader, perioder och årtal i namn och titlar flyttas. Belopp, andelar, nivåer och "
    "annan text står kvar. Dagen för beslutet blir okänt, och källhänvisningarna töms.\n\n"
    "Utan --out kommer utkastet på standard ut och listan på standard fel; med --out kommer "
    "listan på standard ut. Formen json har båda.",
    arguments=[("ÅR", "Året som utkastet ska gälla, till exempel 2025.")],
    epilog="""
        okt new 2024 --from agreements/2023.okt
        okt new 2024 --from agreements/2023.okt --out 2024-utkast.okt
        okt new 2024 --from agreements/2023.okt --format json
    """,
)
@click.argument("year", metavar="ÅR", callback=year_of)
@click.option(
    "--from",
    "source",
    cls=Needed,
    metavar="ÖVERENSKOMMELSE",
    type=click.Path(),
    help="Överenskommelsen (.okt) som utkastet görs av, eller - för standard in. Måste anges.",
)
@click.option(
    "-o", "--out", metavar="FIL", type=click.Path(), help="Skriver utkastet till en ny fil (.okt)."
)
@form("text", "json")
@shared
def command(
    year: int, source: str, out: str | None, form: str | None, color: str, quiet: bool
) -> int:
    """Write the draft and the list; returns the exit code."""
    settings = Settings(color, quiet)
    if out is not None:
        outfile.check_agreement(out, [source])
        _check_new(out)
    given = _read(source)
    renewed = renew_text(given.written(given.name), year)
    if renewed.report.failed:
        found = list(renewed.report)
        settings.show(found, f"okt check {source} --format json")
        settings.say(f"{Tally.of(found).swedish()}. Inget utkast gjordes.")
        return NO if any(d.span is not None for d in found) else NOT_TRIED
    if renewed.obstacle is not None:
        raise Refused(*_OBSTACLES[renewed.obstacle])
    _write(renewed, year, out, form, settings)
    return 0


def _write(
    renewed: Renewed, year: int, out: str | None, form: str | None, settings: Settings
) -> None:
    text = (renewed.text or "").encode()
    if out is not None:
        outfile.write(out, text)
    if form == "json":
        from overenskommelse.cli.diagnostic_json import dumps

        write_bytes(dumps(decision_document(renewed, year)))
    elif out is not None:
        write_text(decision_text(renewed, year, settings.stdout_page()), settings.stdout_page())
    else:
        write_bytes(text)
        if not settings.quiet:
            tell(decision_text(renewed, year, page_for(sys.stderr, settings.color)))
    if out is not None:
        settings.say(f"Utkastet är skrivet till {out}.")


def _check_new(out: str) -> None:
    """Nobody's work on an earlier draft is written over.

    Raises:
        Refused: there is such a file already.
    """
    if os.path.lexists(out):
        raise Refused(f"{visible(out)} finns redan", "välj ett annat filnamn, eller ta bort filen")


def _read(path: str) -> inputs.Given:
    """The agreement.

    Raises:
        Refused: it cannot be read, or is something else.
    """
    given = inputs.read(path)
    if given.is_plan:
        raise Refused(
            f"{visible(given.name)} är en färdig plan, ingen överenskommelse",
            "ange överenskommelsen (.okt)",
        )
    if given.is_amendment:
        raise Refused(
            f"{visible(given.name)} är ett tillägg, ingen överenskommelse",
            "ange överenskommelsen; okt consolidate skriver den med sina tillägg",
        )
    return given
