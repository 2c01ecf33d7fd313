"""`okt check`: is the agreement right? All its mistakes at once."""

from collections.abc import Sequence

import click
from attrs import frozen

from overenskommelse.cli import inputs
from overenskommelse.cli.dress import Command
from overenskommelse.cli.found import Tally
from overenskommelse.cli.options import Settings, form, shared
from overenskommelse.cli.refusal import Refused
from overenskommelse.cli.streams import write_bytes
from overenskommelse.diagnostics import Diagnostic
from overenskommelse.saying import Saying
from overenskommelse.text import counted, visible


@frozen(repr=False, eq=False)
class _Checked(Saying):
    """An agreement, with its amendments, and what was found in them.

    ``refused`` is set where one of them could not be read.
    """

    paths: tuple[str, ...]
    found: tuple[Diagnostic, ...] = ()
    refused: Refused | None = None


@click.command(
    "check",
    cls=Command,
    short_help="Kontrollerar överenskommelser.",
    help="Kontrollerar överenskommelser och visar alla fel på en gång.\n\n"
    "Svaret är 0 om allt stämmer, 1 om något är fel och 2 om en fil inte kan läsas.",
    arguments=[
        (
            "FIL…",
            "Överenskommelser (.okt), var och en följd av sina tillägg, eller - för standard in.",
        )
    ],
    epilog="""
        okt check agreements/2023.okt
        okt check agreements/2023.okt --strict
        okt check agreements/2023.okt --format json
        okt check agreements/2020.okt agreements/2020.tillägg-1.okt
    """,
)
@click.argument("files", metavar="FIL…", nargs=-1, required=True, type=click.Path())
@form("text", "json")
@click.option("--strict", is_flag=True, help="Visar också vad som saknar källa; varningar fäller.")
@shared
def command(files: tuple[str, ...], form: str | None, strict: bool, color: str, quiet: bool) -> int:
    """Check the files; returns the exit code."""
    settings = Settings(color, quiet)
    checked = _check_all(settings.once(files), strict)
    if form == "json":
        _print_json(checked)
    else:
        _draw(checked, strict, settings)
    for refusal in (c.refused for c in checked if c.refused):
        settings.refuse(refusal)
    if any(c.refused for c in checked):
        return 2
    return 1 if any(_fails(c, strict) for c in checked) else 0


def _check_all(files: Sequence[str], strict: bool) -> list[_Checked]:
    """Every agreement by itself; an amendment belongs to the agreement before it."""
    read: list[inputs.Given] = []
    refused: list[_Checked] = []
    for path in files:
        try:
            read.append(_read(path))
        except Refused as refusal:
            refused.append(_Checked((path,), refused=refusal))
    return [*(_check(group, strict) for group in inputs.grouped(read)), *refused]


def _read(path: str) -> inputs.Given:
    given = inputs.read(path)
    if given.is_plan:
        raise Refused(
            f"{visible(path)} är en färdig plan, ingen överenskommelse",
            "ange överenskommelsen (.okt), eller se planen med okt plan",
        )
    return given


def _check(group: Sequence[inputs.Given], strict: bool) -> _Checked:
    from compiler import check_text

    agreement, *amendments = [given.written(given.shown) for given in group]
    found = check_text(
        agreement.name, agreement.data, strict, folder=agreement.folder, amendments=amendments
    )
    return _Checked(tuple(given.path for given in group), tuple(found))


def _fails(checked: _Checked, strict: bool) -> bool:
    tally = Tally.of(checked.found)
    return bool(tally.errors or (strict and tally.warnings))


def _draw(checked: list[_Checked], strict: bool, settings: Settings) -> None:
    settings.show([d for c in checked for d in c.found], "--format json")
    read = [c for c in checked if not c.refused]
    wrong = [c for c in read if _fails(c, strict)]
    tally = _tally(read)
    paths = [path for c in wrong for path in c.paths]
    if wrong:
        files = sum(len(c.paths) for c in read)
        where = f"{len(paths)} av {files} filer" if len(read) > 1 else _files(files)
        settings.say(f"{tally.swedish()} i {where}.")
    elif read:
        which = " med ".join(read[0].paths) if len(read) == 1 else _files(len(read))
        settings.say(f"{which}: {tally.swedish(no_errors=True)}.")
    if paths and inputs.STDIN not in paths:
        how = " --strict" if strict else ""
        settings.say(f"Rätta och kör igen:  okt check {' '.join(paths)}{how}")


def _files(number: int) -> str:
    return counted(number, "fil", "filer")


def _tally(checked: list[_Checked]) -> Tally:
    return Tally.of(d for c in checked for d in c.found)


def _print_json(checked: list[_Checked]) -> None:
    from overenskommelse.cli.diagnostic_json import document, dumps

    tally = _tally(checked)
    summary = {
        "files": sum(len(c.paths) for c in checked),
        "errors": tally.errors,
        "warnings": tally.warnings,
        "notes": tally.notes,
        "unreadable": [
            {"file": c.paths[0], "message": c.refused.message} for c in checked if c.refused
        ],
    }
    write_bytes(dumps(document((d for c in checked for d in c.found), summary)))
