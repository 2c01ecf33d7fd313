"""The options that commands share, and what the user chose of them."""

import sys
from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any, Final, TypeVar, cast

import click
from attrs import frozen

from overenskommelse.cli.dress import Misused, OneOf
from overenskommelse.cli.found import drawn
from overenskommelse.cli.page import Page, page_for
from overenskommelse.cli.refusal import Refused
from overenskommelse.cli.streams import tell
from overenskommelse.diagnostics import Diagnostic, Severity
from overenskommelse.text import listed, visible

F = TypeVar("F", bound=Callable[..., Any])

DEBUG: Final = "--debug"


@frozen
class Settings:
    """What holds for a whole run.

    Attributes:
        color: auto, always or never.
        quiet: Whether only errors are told.
    """

    color: str = "auto"
    quiet: bool = False

    def stdout_page(self) -> Page:
        """The page behind standard output."""
        return page_for(sys.stdout, self.color)

    def show(self, diagnostics: list[Diagnostic], all_of_them: str = "") -> None:
        """Draw diagnostics on standard error; when quiet, only the errors."""
        kept = [d for d in diagnostics if not self.quiet or d.severity is Severity.ERROR]
        if kept:
            tell(drawn(kept, page_for(sys.stderr, self.color), all_of_them))

    def refuse(self, refused: Refused) -> None:
        """Say why something could not be done."""
        tell(refused.swedish)

    def say(self, sentence: str) -> None:
        """Say something about the work, unless quiet."""
        if not self.quiet:
            tell(f"{visible(sentence)}\n")

    def once(self, paths: Sequence[str]) -> list[str]:
        """Each path once, and a word of those that were given more often."""
        kept = list(dict.fromkeys(paths))
        again = [visible(path) for path in kept if paths.count(path) > 1]
        if again:
            self.say(f"Angivna mer än en gång men lästa en: {listed(again)}.")
        return kept


def shared(function: F) -> F:
    """``--color``, ``-q`` and ``--debug``, for every command."""
    options = (
        click.option(
            "--color",
            type=OneOf(["auto", "always", "never"]),
            default="auto",
            help="Färger: auto (i en terminal), always eller never.",
        ),
        click.option("-q", "--quiet", is_flag=True, help="Visar bara fel och resultat."),
        click.option(
            DEBUG,
            is_flag=True,
            expose_value=False,
            help="Visar tekniska detaljer om okt självt går sönder.",
        ),
    )
    for option in reversed(options):
        function = option(function)
    return function


_FOR_THE_EYE: Final = ("text", "table")


class _Form(OneOf):
    """A choice of forms. What is drawn for the eye is known everywhere by both of its names."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        first = self.choices[0]
        same = value in _FOR_THE_EYE and first in _FOR_THE_EYE
        return super().convert(first if same else value, param, ctx)


def form(*names: str) -> Callable[[F], F]:
    """``--format``; the first name is what holds when nothing is said.

    It is ``text``, or ``table`` where that is a table; either name is taken.
    """
    return click.option(
        "--format",
        "form",
        type=_Form(names),
        help=f"Formen: {listed(names, 'eller')}. Annars {names[0]}.",
    )


def out(function: F) -> F:
    """``-o`` and ``--out``."""
    return click.option(
        "-o",
        "--out",
        metavar="FIL",
        type=click.Path(),
        help="Skriver till en fil; formen väljs efter filens ändelse.",
    )(function)


def reading(function: F) -> F:
    """``--reading``, as often as there are interpretations."""
    return click.option(
        "--reading",
        "readings",
        metavar="TOLKNING=LÄSNING",
        multiple=True,
        help="Räknar enligt en annan läsning än den som gäller. Får upprepas.",
    )(function)


def requirement(function: F) -> F:
    """``--requirement``."""
    return click.option("--requirement", metavar="KRAV", help="Ett krav, efter sitt nummer: 2.")(
        function
    )


def month(function: F) -> F:
    """``--month``."""
    return click.option("--month", metavar="MÅNAD", help="En mätmånad: 2023-04.")(function)


def item(function: F) -> F:
    """``--item``."""
    return click.option(
        "--item", metavar="POST", help="En post: block-1, block-2/bup eller bonuspott."
    )(function)


def data_options(function: F) -> F:
    """How data is read and what is let past, for every command that reads data.

    The command is handed ``data_options``, a `DataOptions`.
    """
    from overenskommelse.dataoptions import ENCODINGS, DataOptions
    from overenskommelse.numbers import Notation

    @wraps(function)
    def collected(
        *args: Any,
        allow_missing: bool,
        despite_year: bool,
        notation: str | None,
        encoding: str | None,
        **others: Any,
    ) -> Any:
        written = Notation.STRICT if notation is None else Notation(notation)
        chosen = DataOptions(allow_missing, despite_year, written, encoding)
        return function(*args, data_options=chosen, **others)

    options = (
        click.option(
            "--tillåt-saknade",
            "allow_missing",
            is_flag=True,
            help="Rader som saknas i väntetiderna räknas som värden som saknas, aldrig som noll; "
            "överenskommelsen säger vad som då gäller. Annars är de fel.",
        ),
        click.option(
            "--trots-år",
            "despite_year",
            is_flag=True,
            help="Räknar fast data gäller ett annat år: en fördelningsnyckel av en annan dag "
            "används, rader för andra år används inte. Annars är det fel.",
        ),
        click.option(
            "--tal",
            "notation",
            type=OneOf([Notation.SWEDISH.value, Notation.ENGLISH.value]),
            help="Hur tal är skrivna: svenska (1 234,5 eller 1.234,5) eller engelska (1,234.5). "
            "Utan flaggan läses de på svenska, och 1.234 och 1,234 är fel.",
        ),
        click.option(
            "--kodning",
            "encoding",
            type=OneOf(list(ENCODINGS)),
            metavar="KODNING",
            help=f"Hur alla datafiler är sparade: {listed(ENCODINGS, 'eller')}. Annars visar "
            "varje fil det själv.",
        ),
    )
    collected_by: Any = collected
    for option in reversed(options):
        collected_by = option(collected_by)
    return cast(F, collected_by)


def read_choices(readings: tuple[str, ...], ctx: click.Context) -> dict[str, str]:
    """The chosen readings by interpretation.

    Raises:
        Misused: a choice is not of the form ``name=reading``, or is made twice.
    """
    import unicodedata

    choices: dict[str, str] = {}
    for text in readings:
        name, sign, chosen = unicodedata.normalize("NFC", text).partition("=")
        name, chosen = name.strip(), chosen.strip()
        if not (sign and name and chosen):
            raise Misused(
                f"--reading {visible(text)} går inte att tolka",
                ctx,
                "Skriv tolkningens namn, ett likhetstecken och läsningen: "
                "--reading mätprecision=skillnaden",
            )
        if choices.setdefault(name, chosen) != chosen:
            raise Misused(
                f"tolkningen ”{visible(name)}” får två läsningar: "
                f"{visible(choices[name])} och {visible(chosen)}",
                ctx,
                "Välj en av dem.",
            )
    return choices
