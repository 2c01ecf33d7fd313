"""`okt explain`: how a figure came about, down to data cell and clause, and why it is not more."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

import click

from overenskommelse.cli import outfile
from overenskommelse.cli.compiling import NO, NOT_TRIED, obtain_plan
from overenskommelse.cli.dress import Command, Misused, Needed
from overenskommelse.cli.explain_pick import Picked, Wanted, picked, recipient_named
from overenskommelse.cli.found import Tally
from overenskommelse.cli.on_data import apart, check_given, form_of_result, read_data
from overenskommelse.cli.options import (
    Settings,
    data_options,
    form,
    item,
    month,
    out,
    read_choices,
    reading,
    requirement,
    shared,
)
from overenskommelse.cli.page import Page, page_of
from overenskommelse.cli.progress import followed
from overenskommelse.cli.streams import write_bytes, write_text
from overenskommelse.dataoptions import DataOptions
from overenskommelse.diagnostics import Report, Severity
from overenskommelse.explanation import Explanation
from overenskommelse.figures import Figures
from overenskommelse.plan import Plan
from overenskommelse.text import counted, listed, visible

if TYPE_CHECKING:
    from runtime.gap import Gaps

FORMS = {".json": "json", ".html": "html", ".txt": "text"}
UNDONE = "Inget förklarades."
_ALL = "alla"
_SHOWN = 5


@click.command(
    "explain",
    cls=Command,
    help="Förklarar hur ett belopp har kommit till: led för led från kronan ner till datafilens "
    "rad, med avsnitt och avrundning. Ett krav som inte är uppfyllt får veta vad som saknades.\n\n"
    "Utan --requirement och --month förklaras utbetalningarna; annars det som kraven gav i varje "
    "månad.",
    arguments=[
        ("ÖVERENSKOMMELSE", "En .okt-fil, en färdig plan (json), eller - för standard in."),
        ("TILLÄGG…", "Tillägg till den (.okt), i nummerordning."),
        ("DATA…", "Datafiler (CSV, Excel) och mappar, i valfri ordning; - för standard in."),
    ],
    epilog="""
        okt explain agreements/2023.okt data/2023 --recipient Skåne
        okt explain agreements/2023.okt data/2023 --recipient Skåne --payment 2023-08
        okt explain agreements/2023.okt data/2023 --recipient 12 --requirement 2 --month 2023-04
        okt explain agreements/2023.okt data/2023 --recipient Skåne --requirement 2 --verify
    """,
)
@click.argument("agreement", metavar="ÖVERENSKOMMELSE", type=click.Path())
@click.argument("data", metavar="[TILLÄGG…] [DATA…]", nargs=-1, type=click.Path())
@click.option(
    "--recipient", cls=Needed, metavar="MOTTAGARE",
    help="Vems belopp: kod, namn eller kort namn (12, Region Skåne, Skåne).",
)  # fmt: skip
@requirement
@month
@click.option(
    "--payment", metavar="UTBETALNING", help="En utbetalning: 2023-12, rekvisition eller okänd."
)
@item
@click.option(
    "--depth", metavar="LED",
    help="Hur många led som visas: ett tal, eller alla för varje steg för sig.",
)  # fmt: skip
@click.option(
    "--others", is_flag=True,
    help="Följer också andra mottagares belopp ner till data, där de påverkar.",
)  # fmt: skip
@click.option(
    "--verify", is_flag=True,
    help="Räknar om varje tal ur förklaringen själv, och säger om alla stämmer.",
)  # fmt: skip
@form("text", "json", "html")
@reading
@data_options
@out
@shared
@click.pass_context
def command(
    ctx: click.Context,
    agreement: str,
    data: tuple[str, ...],
    recipient: str,
    requirement: str | None,
    month: str | None,
    payment: str | None,
    item: str | None,
    depth: str | None,
    others: bool,
    verify: bool,
    form: str | None,
    readings: tuple[str, ...],
    data_options: DataOptions,
    out: str | None,
    color: str,
    quiet: bool,
) -> int:
    """Explain the figures; returns the exit code."""
    settings = Settings(color, quiet)
    wanted = Wanted(requirement, month, payment, item)
    _check_wanted(wanted, ctx)
    levels = _levels(depth, ctx)
    choices = read_choices(readings, ctx)
    check_given("okt explain", agreement, data, ctx)
    form = form_of_result(out, FORMS, form, [agreement], data)
    amendments, data = apart(data)
    obtained = obtain_plan(agreement, choices, settings, ctx, UNDONE, amendments, tell_later=True)
    if obtained.plan is None:
        return obtained.exit_code
    report = Report()
    made = _explain(
        obtained.plan, data, data_options, report, recipient, wanted, others, settings.quiet
    )
    settings.show([*obtained.untold, *(d for d in report if d.severity is not Severity.NOTE)])
    if made is None:
        settings.say(f"{Tally.of(report).swedish()}. {UNDONE}")
        return NOT_TRIED
    if verify:
        return _verify(made, settings)
    whole = depth == _ALL
    if out is not None:
        outfile.write(out, _data(made, form, page_of(form), levels, whole))
        settings.say(f"Förklaringen är skriven till {out}.")
    elif form in ("json", "html"):
        write_bytes(_data(made, form, page_of(form), levels, whole))
    else:
        page = settings.stdout_page()
        write_text(_text(made, page, levels, whole), page)
    return 0


def _check_wanted(wanted: Wanted, ctx: click.Context) -> None:
    cells = {"--requirement": wanted.requirement, "--month": wanted.month}
    given = [name for name, text in cells.items() if text is not None]
    if given and wanted.payment is not None:
        raise Misused(
            f"--payment går inte med {listed(given)}",
            ctx,
            "Fråga antingen om en utbetalning eller om vad ett krav gav.",
        )


def _levels(depth: str | None, ctx: click.Context) -> int | None:
    """How many levels were asked for; None where nothing was said, or all."""
    from overenskommelse.numbers import read_digits

    if depth is None or depth == _ALL:
        return None
    levels = read_digits(depth)
    if levels is None or levels > 99:
        raise Misused(f"--depth {visible(depth)} går inte", ctx, "Skriv ett tal, 0–99, eller alla.")
    return levels


def _explain(
    plan: Plan,
    data: Sequence[str],
    options: DataOptions,
    report: Report,
    recipient: str,
    wanted: Wanted,
    others: bool,
    quiet: bool,
) -> Explanation | None:
    """The explanation; None if the data cannot be used.

    Raises:
        Refused: there is no such recipient or figure.
    """
    code = recipient_named(plan, recipient)
    found = picked(plan, code, wanted)
    figures = read_data(plan, data, options, report)
    if report.failed:
        return None
    return _made(plan, figures, report, code, found, others, quiet)


def _made(
    plan: Plan,
    figures: Figures,
    report: Report,
    recipient: str,
    found: Picked,
    others: bool,
    quiet: bool,
) -> Explanation | None:
    """The explanation of what was found; of a single cell with what lies ahead of it."""
    from runtime.evaluate import compute
    from runtime.explain import explain
    from runtime.explain.ahead import looking_ahead

    # Gaps evaluate what is explained too: nothing is evaluated twice.
    gaps = _gaps(plan, figures) if found.cell is not None else None
    evaluate = gaps.variants.compute if gaps is not None else compute
    tables = evaluate(plan, figures, report)
    if report.failed:
        return None
    folded = () if others else found.folded
    made = explain(
        plan, figures, tables, recipient, found.roots, others=others, folded=folded,
        followed=partial(followed, words="Förklarar", quiet=quiet),
    )  # fmt: skip
    if gaps is None or found.cell is None:
        return made
    return looking_ahead(made, gaps, found.cell, found.roots[0][1])


def _gaps(plan: Plan, figures: Figures) -> "Gaps":
    from runtime.gap import Gaps

    return Gaps(plan, figures)


def _verify(made: Explanation, settings: Settings) -> int:
    from overenskommelse.explanationfile import explanation_json
    from runtime.explain.retrace import retrace

    found = retrace(explanation_json(made))
    page = settings.stdout_page()
    recomputed = counted(found.recomputed, "tal är omräknat", "tal är omräknade")
    lines = [f"{recomputed} ur förklaringen själv, som vilar på {found.given} givna tal."]
    if found.taken:
        lines.append(
            f"Av dem är {found.taken} tagna ur samma beräkning och inte förklarade här, som andra "
            "mottagares belopp. Med --others följs de ner till data."
        )
    wrong = found.wrong
    lines += [f"  stämmer inte: {name}" for name in wrong[:_SHOWN]]
    more = f" ({len(wrong) - _SHOWN} till)" if len(wrong) > _SHOWN else ""
    lines.append(f"{len(wrong)} stämmer inte{more}." if wrong else "Alla stämmer.")
    write_text("".join(f"{page.safe(line)}\n" for line in lines), page)
    return NO if wrong else 0


def _data(
    made: Explanation, form: str | None, page: Page, levels: int | None, whole: bool
) -> bytes:
    if form == "json":
        from overenskommelse.cli.diagnostic_json import dumps
        from overenskommelse.cli.gap_data import reached
        from overenskommelse.explanationfile import explanation_json

        document: dict[str, Any] = explanation_json(made)
        return dumps(document | {"ahead": reached(made.ahead) if made.ahead is not None else []})
    if form == "html":
        from overenskommelse.cli.html.explanation import explanation_page

        return explanation_page(made, levels, whole=whole).encode()
    return _text(made, page, levels, whole).encode()


def _text(made: Explanation, page: Page, levels: int | None, whole: bool) -> str:
    from overenskommelse.cli.explain_text import explanation_text

    return explanation_text(made, page, levels, whole=whole)
