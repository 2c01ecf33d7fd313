"""`okt consolidate`: an agreement and its amendments as one agreement."""

import click

from overenskommelse.cli import inputs, outfile
from overenskommelse.cli.compiling import NO, NOT_TRIED
from overenskommelse.cli.dress import Command, Misused
from overenskommelse.cli.found import Tally
from overenskommelse.cli.options import Settings, shared
from overenskommelse.cli.streams import write_bytes


@click.command(
    "consolidate",
    cls=Command,
    short_help="Skriver en överenskommelse med sina tillägg som en enda text.",
    help="Skriver en överenskommelse med sina tillägg, och med allt som den inkluderar, som en "
    "enda överenskommelse. Varje ändrad sats hänvisar till det tillägg som den kommer från.\n\n"
    "Texten räknas till samma kronor som filerna var för sig.",
    arguments=[
        ("ÖVERENSKOMMELSE", "En .okt-fil, eller - för standard in."),
        ("TILLÄGG…", "Tillägg till den (.okt), i nummerordning."),
    ],
    epilog="""
        okt consolidate agreements/2020.okt agreements/2020.tillägg-1.okt
        okt consolidate agreements/2020.okt agreements/2020.tillägg-1.okt --out 2020-lydelse.okt
    """,
)
@click.argument("agreement", metavar="ÖVERENSKOMMELSE", type=click.Path())
@click.argument("amendments", metavar="[TILLÄGG…]", nargs=-1, type=click.Path())
@click.option("-o", "--out", metavar="FIL", type=click.Path(), help="Skriver till en fil (.okt).")
@shared
@click.pass_context
def command(
    ctx: click.Context,
    agreement: str,
    amendments: tuple[str, ...],
    out: str | None,
    color: str,
    quiet: bool,
) -> int:
    """Write the consolidated text; returns the exit code."""
    from compiler import consolidate_text

    settings = Settings(color, quiet)
    if out is not None:
        outfile.check_agreement(out, [agreement, *amendments])
    given, *changes = [inputs.read(path) for path in (agreement, *amendments)]
    inputs.check_order(ctx.command_path, [given, *changes])
    if given.is_plan:
        raise Misused("en färdig plan har ingen text", ctx, "Ange överenskommelsen (.okt).")
    base, *written = [one.written(one.shown) for one in (given, *changes)]
    text, report = consolidate_text(base.name, base.data, folder=base.folder, amendments=written)
    settings.show(list(report))
    if text is None:
        settings.say(f"{Tally.of(report).swedish()}. Ingen text skrevs.")
        return NO if any(d.span is not None for d in report) else NOT_TRIED
    if out is None:
        write_bytes(text.encode())
    else:
        outfile.write(out, text.encode())
        settings.say(f"Texten är skriven till {out}.")
    return 0
