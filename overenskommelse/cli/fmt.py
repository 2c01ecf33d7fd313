"""`okt fmt`: an agreement in the one form."""

from typing import Final

import click
from attrs import frozen

from overenskommelse.cli import inputs, outfile
from overenskommelse.cli.dress import Command
from overenskommelse.cli.found import Tally
from overenskommelse.cli.options import Settings, shared
from overenskommelse.cli.refusal import Refused
from overenskommelse.cli.streams import write_bytes, write_text
from overenskommelse.diagnostics import Diagnostic, Severity
from overenskommelse.numbers import read_digits
from overenskommelse.text import visible

NARROWEST: Final = 60
WIDEST: Final = 200


def _width(ctx: click.Context, param: click.Parameter, value: str | None) -> int | None:
    """The number that was given, if it is a width that an agreement can be read in."""
    if value is None:
        return None
    width = read_digits(value)
    if width is None or not NARROWEST <= width <= WIDEST:
        wrong = f"”{visible(value)}” går inte; välj ett helt tal från {NARROWEST} till {WIDEST}."
        raise click.BadParameter(wrong, ctx, param)
    return width


@frozen
class _Done:
    """A file, what was found in it, and its bytes before and after; none after if it has errors."""

    path: str
    found: tuple[Diagnostic, ...] = ()
    before: bytes = b""
    after: bytes | None = None
    refused: Refused | None = None

    @property
    def differs(self) -> bool:
        """Whether it is not yet in the one form."""
        return self.after is not None and self.after != self.before


@click.command(
    "fmt",
    cls=Command,
    short_help="Formaterar överenskommelser.",
    help="Formaterar överenskommelser, så att alla filer ser likadana ut: indrag, kolumner, hårda "
    "blanksteg i belopp. Betydelsen och kommentarerna ändras aldrig.\n\n"
    "En fil med fel i språket lämnas som den är. Svaret är 0 om allt gick, 1 om en fil har fel "
    "eller, med --check, inte är formaterad, och 2 om en fil inte kan läsas eller skrivas.",
    arguments=[("FIL…", "Överenskommelser (.okt), eller - för standard in till standard ut.")],
    epilog="""
        okt fmt agreements/2023.okt
        okt fmt agreements/2023.okt --check
        okt fmt agreements/2023.okt --diff
    """,
)
@click.argument("files", metavar="FIL…", nargs=-1, required=True, type=click.Path())
@click.option(
    "--check", is_flag=True, help="Skriver inget; visar vilka filer som inte är formaterade."
)
@click.option("--diff", is_flag=True, help="Skriver inget; visar rad för rad vad som ändras.")
@click.option(
    "--width",
    metavar="TECKEN",
    callback=_width,
    help=f"Hur breda raderna får bli, {NARROWEST} till {WIDEST} tecken. Annars 120.",
)
@shared
def command(
    files: tuple[str, ...], check: bool, diff: bool, width: int | None, color: str, quiet: bool
) -> int:
    """Format the files; returns the exit code."""
    settings = Settings(color, quiet)
    done = [_formatted(path, width) for path in dict.fromkeys(files)]
    settings.show([d for one in done for d in one.found], "okt check --format json")
    if diff:
        for one in done:
            write_text(_difference(one), settings.stdout_page())
    elif not check:
        done = [_written(one) for one in done]
    for one in done:
        if not (diff and one.differs):
            _tell(one, settings, check)
    if any(one.refused for one in done):
        return 2
    return 1 if any(_answers_no(one, check) for one in done) else 0


def _formatted(path: str, width: int | None) -> _Done:
    from compiler.fmt import WIDTH, format_text

    try:
        given = inputs.read(path)
        if given.is_plan:
            raise Refused(
                f"{visible(path)} är en färdig plan, ingen överenskommelse",
                "ange överenskommelsen (.okt) i stället",
            )
    except Refused as refused:
        return _Done(path, refused=refused)
    name = inputs.STDIN_NAME if path == inputs.STDIN else path
    result = format_text(name, given.data, width or WIDTH)
    after = None if result.text is None else result.text.encode()
    return _Done(path, tuple(result.report), given.data, after)


def _written(done: _Done) -> _Done:
    """The file written where it differs; the old one stays if that cannot be done."""
    if done.path == inputs.STDIN:
        write_bytes(done.after or b"")
    elif done.after is not None and done.differs:
        try:
            outfile.rewrite(done.path, done.after)
        except Refused as refused:
            return _Done(done.path, refused=refused)
    return done


def _answers_no(done: _Done, check: bool) -> bool:
    return done.after is None or (check and done.differs)


def _difference(done: _Done) -> str:
    """What would change, line by line; a file with errors stays as it is."""
    from overenskommelse.cli.difference import difference

    after = done.before if done.after is None else done.after
    return difference(done.path, done.before, after, "okt fmt")


def _tell(done: _Done, settings: Settings, check: bool) -> None:
    """What became of a file; of standard input only what went wrong."""
    name = inputs.STDIN_NAME if done.path == inputs.STDIN else done.path
    if done.refused:
        settings.refuse(done.refused)
    elif done.after is None:
        errors = [d for d in done.found if d.severity is Severity.ERROR]
        settings.say(f"{name}: {Tally.of(errors).swedish()}. Filen är som förut.")
    elif check:
        settings.say(f"{name}: {'inte formaterad' if done.differs else 'redan formaterad'}.")
    elif done.path != inputs.STDIN:
        settings.say(f"{name}: {'formaterad' if done.differs else 'redan formaterad'}.")
