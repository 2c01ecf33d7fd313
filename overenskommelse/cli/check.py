"""`okt check`: is the agreement right? All its mistakes at once, and what can be mended."""

from collections.abc import Sequence
from typing import Final

import click

from overenskommelse.cli import inputs
from overenskommelse.cli.checked import Checked, check, found_in, read_all
from overenskommelse.cli.dress import Command, Misused
from overenskommelse.cli.found import Tally
from overenskommelse.cli.options import Settings, data_options, form, out, shared
from overenskommelse.cli.streams import write_bytes, write_text
from overenskommelse.dataoptions import DataOptions
from overenskommelse.text import counted, listed

FORMS: Final = {".json": "json", ".sarif": "sarif"}
"""Forms by the endings of the files that they are written to."""


def _show_schema(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        from overenskommelse.cli.check_json import schema

        write_bytes(schema())
        ctx.exit(0)


@click.command(
    "check",
    cls=Command,
    short_help="Kontrollerar överenskommelser.",
    help="Kontrollerar överenskommelser och visar alla fel på en gång. Med uppgifter sägs också "
    "hur många kronor som står på spel.\n\n"
    "Svaret är 0 om allt stämmer, 1 om något är fel och 2 om en fil inte kan läsas eller skrivas. "
    "Med --fix gäller svaret filerna som de blev, med --diff filerna som de är.",
    arguments=[
        (
            "FIL…",
            "Överenskommelser (.okt), var och en följd av sina tillägg, eller - för standard in.",
        ),
        ("UPPGIFTER…", "Sist, efter en enda överenskommelse: datafiler och mappar med data."),
    ],
    epilog="""
        okt check agreements/2023.okt
        okt check agreements/2023.okt --strict
        okt check agreements/2023.okt data/2023
        okt check agreements/2023.okt --diff
        okt check agreements/2023.okt --format json
        okt check agreements/2020.okt agreements/2020.tillägg-1.okt
    """,
)
@click.argument("files", metavar="FIL… [UPPGIFTER…]", nargs=-1, required=True, type=click.Path())
@form("text", "json", "sarif", "github")
@click.option(
    "--strict",
    is_flag=True,
    help="Visar också vad som saknar källa eller anger den på olika sätt; varningar fäller.",
)
@click.option(
    "--fix", is_flag=True, help="Rättar filerna där rättelsen säger samma sak på rätt sätt."
)
@click.option(
    "--unsafe",
    is_flag=True,
    help="Med --fix eller --diff: rättar också där okt gissar eller betydelsen ändras.",
)
@click.option("--diff", is_flag=True, help="Skriver inget; visar rad för rad vad --fix ändrar.")
@click.option(
    "--watch",
    is_flag=True,
    help="Kontrollerar igen varje gång en av filerna sparas, tills du trycker Ctrl-C.",
)
@click.option(
    "--schema",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_show_schema,
    help="Visar vad --format json innehåller, som JSON Schema.",
)
@data_options
@out
@shared
@click.pass_context
def command(
    ctx: click.Context,
    files: tuple[str, ...],
    form: str | None,
    strict: bool,
    fix: bool,
    unsafe: bool,
    diff: bool,
    watch: bool,
    data_options: DataOptions,
    out: str | None,
    color: str,
    quiet: bool,
) -> int:
    """Check the files; returns the exit code."""
    settings = Settings(color, quiet)
    _check_use(ctx, files, form, fix, unsafe, diff, out)
    if out is not None:
        from overenskommelse.cli import outfile

        form = outfile.form_of(out, FORMS, form)
        outfile.check_target(out, files)
    files, data = _apart(ctx, settings.once(files), fix or diff)
    if watch:
        from overenskommelse.cli.watching import repeat

        _check_watch(ctx, files, bool(fix or diff or out or data), form)
        return repeat(files, lambda: _check_once(files, strict, settings), settings)
    groups, unread = read_all(files)
    if diff:
        return _preview(groups, unread, strict, unsafe, settings)
    written = True
    if fix:
        checked, written = _mended(groups, strict, unsafe, settings)
    else:
        checked = [check(group, strict) for group in groups]
    if data:
        checked, read = _on_data(ctx, groups, checked, data, data_options)
        written &= read
    checked += unread
    if form in (None, "text"):
        _draw(checked, strict, settings)
    else:
        _write(checked, form, out, settings)
    _tell_unread(checked, settings)
    return _answer(checked, strict, written)


def _check_use(
    ctx: click.Context,
    files: Sequence[str],
    form: str | None,
    fix: bool,
    unsafe: bool,
    diff: bool,
    out: str | None,
) -> None:
    """Options that contradict one another.

    Raises:
        Misused: two of them do; says what to choose.
    """
    if unsafe and not (fix or diff):
        raise Misused("--unsafe säger vad som får rättas", ctx, "Ange också --fix eller --diff.")
    if fix and diff:
        raise Misused("--fix skriver och --diff visar bara", ctx, "Välj ett av dem.")
    if diff and (form or out):
        raise Misused("--diff har en egen form", ctx, "Ta bort --format och --out.")
    if fix and inputs.STDIN in files:
        way = "Spara den först, eller visa rättelserna med --diff."
        raise Misused("--fix ändrar filer, och standard in är ingen", ctx, way)
    if out is not None and form in ("text", "github"):
        raise Misused(f"--format {form} visas och skrivs inte till en fil", ctx, "Ta bort --out.")


def _apart(
    ctx: click.Context, files: Sequence[str], changes: bool
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The agreements, and the data that they are checked on.

    Raises:
        Misused: files are to be changed, and data are given.
    """
    first, *others = files
    if not (inputs.is_okt(first) or first == inputs.STDIN):
        return tuple(files), ()
    agreements = (first, *(path for path in others if _is_agreement(path)))
    data = tuple(path for path in others if not _is_agreement(path))
    if data and changes:
        way = "Rätta först, och kontrollera sedan med uppgifterna."
        raise Misused("--fix och --diff går inte med uppgifter", ctx, way)
    return agreements, data


def _is_agreement(path: str) -> bool:
    return inputs.is_okt(path) or path == inputs.STDIN


def _on_data(
    ctx: click.Context,
    groups: Sequence[Sequence[inputs.Given]],
    checked: Sequence[Checked],
    data: Sequence[str],
    options: DataOptions,
) -> tuple[list[Checked], bool]:
    """The same with the kronor at stake, and whether the data could be read.

    Raises:
        Misused: it is not said which of several agreements the data are for.
    """
    from overenskommelse.cli.check_stakes import weighed

    if len(groups) > 1:
        way = "Kontrollera dem en i taget."
        raise Misused("uppgifter hör till en enda överenskommelse", ctx, way)
    done = [weighed(group, c, data, options) for group, c in zip(groups, checked, strict=True)]
    return [c for c, _ in done], all(read for _, read in done)


def _check_watch(ctx: click.Context, files: Sequence[str], is_more: bool, form: str | None) -> None:
    """What cannot be done again and again.

    Raises:
        Misused: it is asked for together with --watch; says what to choose.
    """
    if is_more or form not in (None, "text"):
        way = "Ta bort --fix, --diff, --format, --out och uppgifter, eller --watch."
        raise Misused("--watch visar bara vad som är fel i överenskommelser", ctx, way)
    if inputs.STDIN in files:
        raise Misused("--watch läser filer igen, och standard in är ingen", ctx, "Ange en fil.")


def _check_once(files: Sequence[str], strict: bool, settings: Settings) -> int:
    groups, unread = read_all(files)
    checked = [*(check(group, strict) for group in groups), *unread]
    _draw(checked, strict, settings)
    _tell_unread(checked, settings)
    return _answer(checked, strict)


def _tell_unread(checked: Sequence[Checked], settings: Settings) -> None:
    for refusal in (c.refused for c in checked if c.refused):
        settings.refuse(refusal)


def _answer(checked: Sequence[Checked], strict: bool, written: bool = True) -> int:
    if not written or any(c.refused for c in checked):
        return 2
    return 1 if any(c.fails(strict) for c in checked) else 0


# What is mended ------------------------------------------------------------------------------


def _mended(
    groups: Sequence[Sequence[inputs.Given]], strict: bool, unsafe: bool, settings: Settings
) -> tuple[list[Checked], bool]:
    """What is found after fixes, and whether every file could be written."""
    from overenskommelse.cli.mending import mend, written

    checked: list[Checked] = []
    all_written = True
    for group in groups:
        mended, after = mend(group, strict, unsafe)
        done = [written(one) for one in mended]
        for one in done:
            if one.refused:
                settings.refuse(one.refused)
                all_written = False
            elif one.differs:
                settings.say(f"{one.given.path}: {_fixes(one.fixes)}.")
        stands = all(one.refused is None for one in done)
        checked.append(after if stands else check(group, strict))
    return checked, all_written


def _preview(
    groups: Sequence[Sequence[inputs.Given]],
    unread: list[Checked],
    strict: bool,
    unsafe: bool,
    settings: Settings,
) -> int:
    from overenskommelse.cli.mending import mend

    checked = [check(group, strict) for group in groups]
    for group in groups:
        mended, after = mend(group, strict, unsafe)
        for one in mended:
            write_text(one.shown(), settings.stdout_page())
            left = Tally.of(after.found).swedish(no_errors=True)
            settings.say(f"{one.given.shown}: {_fixes(one.fixes)}; sedan {left}.")
    _tell_unread(unread, settings)
    return _answer([*checked, *unread], strict)


def _fixes(number: int) -> str:
    return counted(number, "rättelse", "rättelser")


# What is told --------------------------------------------------------------------------------


def _write(checked: list[Checked], form: str | None, out: str | None, settings: Settings) -> None:
    data = _in_form(checked, form)
    if out is None:
        write_bytes(data)
    else:
        from overenskommelse.cli import outfile

        outfile.write(out, data)
        settings.say(f"Resultatet är skrivet till {out}.")


def _in_form(checked: list[Checked], form: str | None) -> bytes:
    if form == "sarif":
        from overenskommelse.cli.check_sarif import check_sarif

        return check_sarif(checked)
    if form == "github":
        from overenskommelse.cli.check_github import check_github

        return check_github(checked)
    from overenskommelse.cli.check_json import check_json

    return check_json(checked)


def _draw(checked: list[Checked], strict: bool, settings: Settings) -> None:
    settings.show(found_in(checked), "--format json")
    read = [c for c in checked if not c.refused]
    wrong = [c for c in read if c.fails(strict)]
    allowed = sum(len(c.allowed) for c in read)
    silenced = f", {counted(allowed, 'tillåten', 'tillåtna')}" if allowed else ""
    tally = Tally.of(found_in(read))
    paths = [path for c in wrong for path in c.paths]
    if wrong:
        files = sum(len(c.paths) for c in read)
        where = f"{len(paths)} av {files} filer" if len(read) > 1 else _files(files)
        settings.say(f"{tally.swedish()} i {where}{silenced}.")
    elif read:
        which = " med ".join(read[0].paths) if len(read) == 1 else _files(len(read))
        settings.say(f"{which}: {tally.swedish(no_errors=True)}{silenced}.")
    how = " --strict" if strict else ""
    _tell_fixes(read, how, settings)
    if paths and inputs.STDIN not in paths:
        paths += [path for c in wrong for path in c.data]
        settings.say(f"Rätta och kör igen:  okt check {' '.join(paths)}{how}")


def _tell_fixes(read: list[Checked], how: str, settings: Settings) -> None:
    """How many of the diagnostics okt can mend itself, and what to type."""
    paths = " ".join(path for c in read for path in c.paths if any(d.fix for d in c.found))
    safe, unsafe = (sum(c.mendable(kind) for c in read) for kind in (True, False))
    if not safe + unsafe:
        return
    parts = [f"{safe} med --fix"] if safe else []
    parts += [f"{unsafe} med --fix --unsafe"] if unsafe else []
    how += " --diff" if safe else " --diff --unsafe"
    settings.say(f"okt kan rätta {listed(parts)}; se först hur:  okt check {paths}{how}")


def _files(number: int) -> str:
    return counted(number, "fil", "filer")
