"""`okt diff`: the rules that differ between two agreements, or the data that does."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import click

from overenskommelse.cli import outfile, rule_diff
from overenskommelse.cli.compiling import NO, NOT_TRIED
from overenskommelse.cli.data_diff import is_data_diff
from overenskommelse.cli.dress import Command, Misused
from overenskommelse.cli.found import Tally
from overenskommelse.cli.options import Settings, data_options, form, out, shared
from overenskommelse.cli.page import Page, page_of
from overenskommelse.cli.sides import Side, sides
from overenskommelse.cli.streams import write_bytes, write_text
from overenskommelse.dataoptions import DataOptions
from overenskommelse.text import listed

if TYPE_CHECKING:
    from compiler import Compiled
    from overenskommelse.difference import Difference

FORMS: Final = {
    ".txt": "text", ".json": "json", ".md": "markdown", ".csv": "csv", ".html": "html",
}  # fmt: skip


def _year(ctx: click.Context, param: click.Parameter, digits: str | None) -> int | None:
    """The year that is asked for, if one is.

    Raises:
        click.BadParameter: it is none of which agreements speak.
    """
    if digits is None:
        return None
    from overenskommelse.cli.new import year_of

    return year_of(ctx, param, digits)


@click.command(
    "diff",
    cls=Command,
    short_help="Visar vilka regler som skiljer två överenskommelser.",
    help="Visar vilka regler som skiljer två överenskommelser, i deras egna ord: vad som är "
    "ändrat, nytt, borttaget eller har bytt namn.\n\n"
    "Ordning, layout, kommentarer och källhänvisningar jämförs inte. Det som bara flyttas med "
    "året, och tolkningarnas motiv, räknas men visas inte, utom med --details.\n\n"
    "En sida kan vara en version i git:  HEAD~1:agreements/2023.okt\n\n"
    "En överenskommelse och två leveranser av data (en mapp eller fil var) jämför i stället "
    "leveranserna: vilka uppgifter som skiljer, vem som byter steg, och vad varje ändring gör i "
    "kronor.\n\n"
    "Svaret är 0 om jämförelsen gick att göra, 1 om något skiljer och --exit-code är med, och 2 "
    "om en sida har fel eller inte kan läsas.",
    arguments=[
        ("FÖRUT", "En överenskommelse (.okt), en version i git, eller - för standard in."),
        ("NU", "Likadant. Tillägg (.okt) skrivs efter den överenskommelse som de ändrar."),
        ("DATA…", "Datafiler och mappar som båda räknas på. Visar vad varje ändring gör i kronor."),
        ("DATA1 DATA2", "I stället för NU: två leveranser av data, en mapp eller fil var."),
    ],
    epilog="""
        okt diff agreements/2022.okt agreements/2023.okt
        okt diff agreements/2023.okt agreements/2024.okt --stat
        okt diff agreements/2020.okt agreements/2020.tillägg-1.okt --details
        okt diff --matrix agreements/2023.okt agreements/2024.okt data/2023 data/2024
    """,
)
@click.argument("paths", metavar="FÖRUT NU [DATA…]", nargs=-1, required=True, type=click.Path())
@click.option("--details", is_flag=True, help="Visar även motiv, plats och nya satser i helhet.")
@click.option("--stat", is_flag=True, help="Visar bara hur mycket som skiljer, del för del.")
@click.option("--exit-code", "told", is_flag=True, help="Svarar 1 om något skiljer.")
@click.option("--git", is_flag=True, help="Tar emot det som git ger ett diff.*.command.")
@click.option(
    "--bisect", metavar="MOTTAGARE",
    help="Söker den minsta uppsättning ändrade uppgifter som förklarar en mottagares ändring.",
)  # fmt: skip
@click.option(
    "--matrix", is_flag=True,
    help="Räknar varje överenskommelse på varje mapp eller fil med data, i en tabell.",
)  # fmt: skip
@click.option(
    "--recipient", metavar="MOTTAGARE",
    help="Med data: visar en mottagare (namn eller kod) i stället för alla.",
)  # fmt: skip
@click.option(
    "--som-år", "year", metavar="ÅR", callback=_year,
    help="Flyttar den överenskommelse som gäller ett annat år, som okt new gör, och jämför sedan.",
)  # fmt: skip
@form("text", "json", "markdown", "csv", "html")
@data_options
@out
@shared
@click.pass_context
def command(
    ctx: click.Context,
    paths: tuple[str, ...],
    details: bool,
    stat: bool,
    told: bool,
    git: bool,
    bisect: str | None,
    matrix: bool,
    recipient: str | None,
    year: int | None,
    form: str | None,
    data_options: DataOptions,
    out: str | None,
    color: str,
    quiet: bool,
) -> int:
    """Show the difference; returns the exit code."""
    from compiler.compare import compared

    settings = Settings(color, quiet)
    if git:
        return _to_git(paths, settings.stdout_page(), details)
    if out is not None:
        form = outfile.form_of(out, FORMS, form)
        outfile.check_target(out, paths)
    form = form or "text"
    drawn = out is None and form == "text"
    page = settings.stdout_page() if drawn else page_of(form)
    on_data = not matrix and is_data_diff(paths)
    _check_form(ctx, form, stat, bisect, on_data=on_data, matrix=matrix)
    if matrix:
        from overenskommelse.cli.matrix import matrix as tried
        from overenskommelse.cli.matrix import matrix_bytes

        rows = tried(paths, data_options, settings)
        _hand_over(matrix_bytes(rows, form, page), form, out, page, settings)
        return 0
    if on_data:
        from overenskommelse.cli.data_diff import compare_data, compared_data

        found, code = compare_data(ctx, paths, bisect, data_options, settings)
        if found is None:
            return code
        _hand_over(compared_data(found, form, page, details), form, out, page, settings)
        return code if told else 0
    written, data = rule_diff.apart(paths)
    both = sides(ctx.command_path, written)
    if year is not None:
        both = rule_diff.moved_to(both[0], year), rule_diff.moved_to(both[1], year)
    old, new = (_compiled(side, settings) for side in both)
    if old is None or new is None or old.agreement is None or new.agreement is None:
        settings.say("Ingen jämförelse gjordes.")
        return NOT_TRIED
    difference = compared(old.agreement, new.agreement)
    if data:
        kronor = rule_diff.attributed(
            both, (old, new), difference, data, data_options, recipient, settings
        )
        if isinstance(kronor, int):
            return kronor
        text = rule_diff.shown(kronor, form, page, details)
    else:
        names = (both[0].name, both[1].name)
        text = _shown(difference, names, form, details, stat, page)
    _hand_over(text, form, out, page, settings)
    return NO if told and difference.changes else 0


def _check_form(
    ctx: click.Context, form: str, stat: bool, bisect: str | None, *, on_data: bool, matrix: bool
) -> None:
    """What belongs together.

    Raises:
        Misused: something does not.
    """
    forms: Sequence[str] = ("text", "json", "markdown", "html")
    if matrix or on_data:
        forms = ("text", "json", "csv", "html") if matrix else ("text", "json", "html")
    if form not in forms:
        words = "--matrix" if matrix else "den här jämförelsen"
        raise Misused(f"{words} går inte i formen {form}", ctx, f"Välj {listed(forms, 'eller')}.")
    if stat and (form != "text" or matrix or on_data):
        other = f"formen {form}" if form != "text" else "data"
        raise Misused(f"--stat går inte med {other}", ctx, "Ta bort den ena av dem.")
    if bisect is not None and not on_data:
        raise Misused(
            "--bisect gäller två leveranser av data", ctx,
            "Skriv en överenskommelse och sedan två mappar med data.",
        )  # fmt: skip


def _hand_over(text: bytes, form: str, out: str | None, page: Page, settings: Settings) -> None:
    if out is not None:
        outfile.write(out, text)
        settings.say(f"Jämförelsen är skriven till {out}.")
    elif form == "text":
        write_text(text.decode(), page)
    else:
        write_bytes(text)


def _to_git(arguments: tuple[str, ...], page: Page, details: bool) -> int:
    """What git has asked for; git takes any answer but 0 as a reason to stop."""
    from overenskommelse.cli.difference_text import difference_text
    from overenskommelse.cli.git_diff import difference_of

    found, lines = difference_of(arguments)
    path = arguments[0]
    names = (f"{path} förut", f"{path} nu")
    write_text(difference_text(found, names, details, page) if found else lines, page)
    return 0


def _compiled(side: Side, settings: Settings) -> "Compiled | None":
    """What a side says; None where it has errors, which are shown."""
    compiled = side.compiled()
    if compiled.report.failed or compiled.agreement is None:
        found = list(compiled.report)
        settings.show(found)
        settings.say(f"{side.name}: {Tally.of(found).swedish()}.")
        return None
    return compiled


def _shown(
    difference: "Difference",
    names: tuple[str, str],
    form: str,
    details: bool,
    stat: bool,
    page: Page,
) -> bytes:
    if form == "json":
        from overenskommelse.cli.diagnostic_json import dumps
        from overenskommelse.cli.difference_json import difference_document

        return dumps(difference_document(difference, names))
    if form == "markdown":
        from overenskommelse.cli.difference_markdown import difference_markdown

        return difference_markdown(difference, names, details).encode()
    if form == "html":
        from overenskommelse.cli.html.difference import difference_page

        return difference_page(difference, names, details=details).encode()
    from overenskommelse.cli.difference_text import difference_text, stat_text

    if stat:
        return stat_text(difference, names, page).encode()
    return difference_text(difference, names, details, page).encode()
