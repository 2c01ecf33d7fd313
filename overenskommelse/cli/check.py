"""`okt check`: is the agreement right? All its mistakes at once."""

import click
from attrs import frozen

from overenskommelse.cli import inputs
from overenskommelse.cli.dress import Command
from overenskommelse.cli.found import Tally
from overenskommelse.cli.options import Settings, form, shared
from overenskommelse.cli.refusal import Refused
from overenskommelse.cli.streams import write_bytes
from overenskommelse.diagnostics import Diagnostic
from overenskommelse.text import counted, visible


@frozen
class _Checked:
    """A file and what was found in it; ``refused`` where it could not be read."""

    path: str
    found: tuple[Diagnostic, ...] = ()
    refused: Refused | None = None


@click.command(
    "check",
    cls=Command,
    short_help="Kontrollerar överenskommelser.",
    help="Kontrollerar överenskommelser och visar alla fel på en gång.\n\n"
    "Svaret är 0 om allt stämmer, 1 om något är fel och 2 om en fil inte kan läsas.",
    arguments=[("FIL…", "Överenskommelser (.okt), eller - för standard in.")],
    epilog="""
        okt check agreements/2023.okt
        okt check agreements/2023.okt --strict
        okt check agreements/2023.okt --format json
    """,
)
@click.argument("files", metavar="FIL…", nargs=-1, required=True, type=click.Path())
@form("text", "json")
@click.option("--strict", is_flag=True, help="Visar också vad som saknar källa; varningar fäller.")
@shared
def command(files: tuple[str, ...], form: str | None, strict: bool, color: str, quiet: bool) -> int:
    """Check the files; returns the exit code."""
    settings = Settings(color, quiet)
    checked = [_check(path, strict) for path in dict.fromkeys(files)]
    if form == "json":
        _print_json(checked)
    else:
        _draw(checked, strict, settings)
    for refusal in (c.refused for c in checked if c.refused):
        settings.refuse(refusal)
    if any(c.refused for c in checked):
        return 2
    return 1 if any(_fails(c, strict) for c in checked) else 0


def _check(path: str, strict: bool) -> _Checked:
    from compiler import check_text

    try:
        given = inputs.read(path)
        if given.is_plan:
            raise Refused(
                f"{visible(path)} är en färdig plan, ingen överenskommelse",
                "ange överenskommelsen (.okt), eller se planen med okt plan",
            )
    except Refused as refused:
        return _Checked(path, refused=refused)
    name = inputs.STDIN_NAME if path == inputs.STDIN else path
    return _Checked(path, tuple(check_text(name, given.data, strict)))


def _fails(checked: _Checked, strict: bool) -> bool:
    tally = Tally.of(checked.found)
    return bool(tally.errors or (strict and tally.warnings))


def _draw(checked: list[_Checked], strict: bool, settings: Settings) -> None:
    settings.show([d for c in checked for d in c.found], "--format json")
    read = [c for c in checked if not c.refused]
    wrong = [c for c in read if _fails(c, strict)]
    tally = _tally(read)
    if wrong:
        where = f"{len(wrong)} av {len(read)} filer" if len(read) > 1 else "1 fil"
        settings.say(f"{tally.swedish()} i {where}.")
    elif read:
        which = read[0].path if len(read) == 1 else counted(len(read), "fil", "filer")
        settings.say(f"{which}: {tally.swedish(no_errors=True)}.")
    paths = [c.path for c in wrong]
    if paths and inputs.STDIN not in paths:
        how = " --strict" if strict else ""
        settings.say(f"Rätta och kör igen:  okt check {' '.join(paths)}{how}")


def _tally(checked: list[_Checked]) -> Tally:
    return Tally.of(d for c in checked for d in c.found)


def _print_json(checked: list[_Checked]) -> None:
    from overenskommelse.cli.diagnostic_json import document, dumps

    tally = _tally(checked)
    summary = {
        "files": len(checked),
        "errors": tally.errors,
        "warnings": tally.warnings,
        "notes": tally.notes,
        "unreadable": [
            {"file": c.path, "message": c.refused.message} for c in checked if c.refused
        ],
    }
    write_bytes(dumps(document((d for c in checked for d in c.found), summary)))
