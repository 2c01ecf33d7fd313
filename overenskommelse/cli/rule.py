"""`okt rule`: what a code means, why it is told, and what to write instead."""

from collections.abc import Sequence
from typing import Final

import click

from overenskommelse.catalogue import about, area, every_code, meant, page
from overenskommelse.cli.dress import Command
from overenskommelse.cli.options import Settings, form, shared
from overenskommelse.cli.refusal import Refused
from overenskommelse.cli.streams import write_text
from overenskommelse.diagnostics import Code
from overenskommelse.text import visible


@click.command(
    "rule",
    cls=Command,
    short_help="Förklarar en kod, som OKT203.",
    help="Visar vad en kod betyder, vad man ska undvika, vad man skriver hellre, och varför.\n\n"
    "Utan kod visas alla, med vad de handlar om. Ett ord i stället för en kod visar dem vars "
    "rubrik har ordet.",
    arguments=[("KOD…", "Koder som OKT203 eller 203, eller ett ord.")],
    epilog="""
        okt rule OKT203
        okt rule stege
        okt rule
    """,
)
@click.argument("wanted", metavar="[KOD…]", nargs=-1)
@form("text", "markdown")
@shared
def command(wanted: tuple[str, ...], form: str | None, color: str, quiet: bool) -> int:
    """Show pages, or the overview; returns the exit code."""
    settings = Settings(color, quiet)
    codes = every_code()
    if not wanted:
        text = overview(codes) if form == "markdown" else _listed(codes)
        write_text(text, settings.stdout_page())
        return 0
    texts = [_shown(word, codes, form, settings) for word in wanted]
    write_text("\n".join(texts), settings.stdout_page())
    return 0


_PREFACE: Final = """\
# Vad okt säger, kod för kod

Sidan skrivs av `okt rule --format markdown`. I terminalen visar `okt rule OKT203` sidan om en kod.

Exemplen på sidorna är utdrag. De sätts in i en av överenskommelserna i [stommar](stommar), i \
stället för de satser som de liknar, så att de kan köras.
"""


def overview(codes: Sequence[Code]) -> str:
    """Every code in Markdown, with links to the pages that lie beside the overview."""
    lines = [_PREFACE.rstrip("\n")]
    for heading, group in _by_area(codes):
        lines += ["", f"## {heading}", "", "| kod | slag | rubrik |", "|---|---|---|"]
        lines += [
            f"| [{code.number}]({code.number}.md) | {code.severity.value} | {code.title} |"
            for code in group
        ]
    return "\n".join(lines) + "\n"


def _listed(codes: Sequence[Code]) -> str:
    lines: list[str] = []
    for heading, group in _by_area(codes):
        lines += [heading, *(f"  {c.number}  {c.severity.value:7}  {c.title}" for c in group), ""]
    return "\n".join([*lines, f"Mer om en kod:  okt rule {codes[0].number}", ""])


def _by_area(codes: Sequence[Code]) -> list[tuple[str, list[Code]]]:
    groups: dict[str, list[Code]] = {}
    for code in codes:
        groups.setdefault(area(code), []).append(code)
    return list(groups.items())


def _shown(word: str, codes: Sequence[Code], form: str | None, settings: Settings) -> str:
    code = next((code for code in codes if word.upper() in (code.number, code.number[3:])), None)
    if code is None:
        return _found(word, codes)
    text = page(code)
    if form == "markdown":
        return text
    from overenskommelse.cli.rule_text import page_drawn

    return page_drawn(text, settings.stdout_page())


def _found(word: str, codes: Sequence[Code]) -> str:
    spoken_of = [] if any(c.isdigit() for c in word) else about(word, codes)
    if spoken_of:
        return _listed(spoken_of)
    near = meant(word, codes)
    raise Refused(
        f"koden ”{visible(word)}” finns inte",
        "menade du:\n" + "\n".join(f"       {c.number}  {c.title}" for c in near)
        if near
        else "se alla koder med:  okt rule",
    )
