"""`okt cover`: which numbers, days and comparison words of the source an agreement says."""

import click

from overenskommelse.cli import inputs, outfile
from overenskommelse.cli.dress import Command, Percent
from overenskommelse.cli.found import Tally
from overenskommelse.cli.options import Settings, form, out, shared
from overenskommelse.cli.page import Page, page_of
from overenskommelse.cli.refusal import Refused
from overenskommelse.cli.streams import write_bytes, write_text
from overenskommelse.coverage import Coverage
from overenskommelse.text import visible

FORMS = {".txt": "text", ".json": "json", ".html": "html"}
UNDONE = "Inget jämfördes med källan."


@click.command(
    "cover",
    cls=Command,
    short_help="Jämför en överenskommelse med sin källas text.",
    help="Läser texten som överenskommelsen är skriven efter och visar, avsnitt för avsnitt, "
    "vilka tal, dagar och jämförelseord som står i filen med hänvisning dit, vilka som skiljer "
    "och vilka som saknas.\n\n"
    "Källan är en textfil; av en PDF blir den det med till exempel pdftotext. Avsnitt som står "
    "under inte reglerande i filen räknas inte, och inte heller det som texten säger på ett "
    "ungefär. Svaret är 1 om andelen är lägre än --minst.",
    arguments=[
        ("ÖVERENSKOMMELSE", "En .okt-fil, eller - för standard in."),
        ("KÄLLA", "Överenskommelsens text, som textfil."),
    ],
    epilog="""
        okt cover agreements/2023.okt 2023.txt
        okt cover agreements/2023.okt 2023.txt --details
        okt cover agreements/2023.okt 2023.txt --minst 95
    """,
)
@click.argument("agreement", metavar="ÖVERENSKOMMELSE", type=click.Path())
@click.argument("source", metavar="KÄLLA", type=click.Path())
@form("text", "json", "html")
@click.option("--details", is_flag=True, help="Visar också det som finns och det som inte räknas.")
@click.option(
    "--minst",
    "least",
    type=Percent(),
    metavar="PROCENT",
    help="Svaret är 1 om en mindre andel än så finns i filen; för kontroller i följd.",
)
@out
@shared
def command(
    agreement: str,
    source: str,
    form: str | None,
    details: bool,
    least: int | None,
    out: str | None,
    color: str,
    quiet: bool,
) -> int:
    """Show the coverage; returns the exit code."""
    settings = Settings(color, quiet)
    if out is not None:
        form = outfile.form_of(out, FORMS, form)
        outfile.check_target(out, [agreement, source])
    coverage, code = _covered(agreement, source, settings)
    if coverage is None:
        return code
    if out is not None:
        outfile.write(out, _data(coverage, source, form, details))
        settings.say(f"Resultatet är skrivet till {out}.")
    elif form in ("json", "html"):
        write_bytes(_data(coverage, source, form, details))
    else:
        page = settings.stdout_page()
        write_text(_text(coverage, source, details, page), page)
    if least is None or coverage.percent >= least:
        return 0
    settings.say(f"Mindre än {least} % av källan finns i filen.")
    return 1


def _data(coverage: Coverage, source: str, form: str | None, details: bool) -> bytes:
    if form == "json":
        from overenskommelse.cli.cover_json import cover_json
        from overenskommelse.cli.diagnostic_json import dumps

        return dumps(cover_json(coverage, source))
    return _text(coverage, source, details, page_of(form)).encode()


def _text(coverage: Coverage, source: str, details: bool, page: Page) -> str:
    from overenskommelse.cli.cover_text import cover_text

    return cover_text(coverage, source, details, page)


# What is compared ----------------------------------------------------------------------------


def _covered(path: str, source: str, settings: Settings) -> tuple[Coverage | None, int]:
    """The coverage, or the exit code where there is none.

    Raises:
        Refused: a file cannot be read or is not what it should be.
    """
    from compiler import compile_text
    from compiler.cover import cover

    given = inputs.read(path)
    if given.is_plan:
        raise Refused(
            f"{visible(path)} är en färdig plan, och i den står inte vad satserna säger",
            "ange överenskommelsen (.okt)",
        )
    text = _plain(source)
    written = given.written(given.name)
    compiled = compile_text(written.name, written.data, {}, folder=written.folder)
    if compiled.report.failed:
        settings.show(list(compiled.report), f"okt check {path} --format json")
        settings.say(f"{Tally.of(compiled.report).swedish()}. {UNDONE}")
        return None, 1
    coverage = cover(compiled, text)
    if coverage is None or not coverage.sections:
        raise Refused(
            f"inga avsnitt hittades i {visible(source)}",
            "är det överenskommelsens text? Rubriker skrivs som i ”3.1 Fördelning av medel”; "
            "de som inte är numrerade nämns i filen under källa",
        )
    if not any(section.held for section in coverage.sections):
        raise Refused(
            f"inga tal, dagar eller jämförelseord hittades i {visible(source)}",
            "är det överenskommelsens text?",
        )
    return coverage, 0


def _plain(path: str) -> str:
    """The source's text.

    Raises:
        Refused: it cannot be read, or is no text.
    """
    from compiler.cover import Unread, plain

    text = plain(inputs.read_source(path))
    if not isinstance(text, Unread):
        return text
    why, help = {
        Unread.TOO_LARGE: ("är för stor", "en överenskommelses text är högst 2 MB"),
        Unread.LONG_LINE: ("har en rad som är för lång", "spara texten med radbrytningar"),
        Unread.PDF: ("är en PDF", "gör om den till text först:  pdftotext -layout fil.pdf fil.txt"),
        Unread.PACKED: ("är ingen textfil", "spara dokumentet som oformaterad text (.txt)"),
        Unread.NO_TEXT: ("är ingen textfil", "spara den som text, helst i UTF-8"),
    }[text]
    raise Refused(f"{visible(path)} {why}", help)
