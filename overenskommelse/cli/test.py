"""`okt test`: does the agreement give what its examples say?"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

import click
from attrs import frozen

from overenskommelse.cli import inputs
from overenskommelse.cli.beside import agreement_of, with_examples
from overenskommelse.cli.compiling import NO, NOT_TRIED
from overenskommelse.cli.dress import Command, Misused, Percent
from overenskommelse.cli.found import Tally
from overenskommelse.cli.okt_files import agreements_in
from overenskommelse.cli.options import Settings, form, read_choices, reading, shared
from overenskommelse.cli.refusal import Refused
from overenskommelse.cli.streams import write_bytes, write_text
from overenskommelse.diagnostics import Diagnostic
from overenskommelse.saying import Saying
from overenskommelse.text import visible
from overenskommelse.trials import Tried

if TYPE_CHECKING:
    from compiler import Compiled
    from overenskommelse.cli.trial_modes import Mode

_HOW: Final = """\
ett exempel säger vad överenskommelsen ger för vissa värden:

       exempel "Tre procentenheter bättre ger 75 procent"
         givet  mått första_besök: 72,9 %
         givet  mått första_besök föregående år: 69,9 %
         ger    krav 2: 75 %"""


@frozen(repr=False, eq=False)
class Tested(Saying):
    """An agreement with its amendments, what was found in it, and what came of its examples."""

    path: str
    found: tuple[Diagnostic, ...] = ()
    tried: tuple[Tried, ...] = ()
    refused: Refused | None = None
    compiled: "Compiled | None" = None

    @property
    def broken(self) -> bool:
        """Whether nothing could be tried, since the agreement has errors."""
        return bool(Tally.of(self.found).errors)


@click.command(
    "test",
    cls=Command,
    short_help="Prövar överenskommelsers exempel.",
    help="Prövar de exempel som står i överenskommelser (satsen exempel) och visar vilka som inte "
    "stämmer, och hur det räknades.\n\n"
    "Svaret är 0 om alla stämmer, 1 om något inte gör det eller en överenskommelse har fel, och "
    "2 om en fil inte kan läsas eller det inte finns några exempel.\n\n"
    "Exemplen kan stå i överenskommelsen eller bredvid den: till 2023.okt hör 2023.exempel.okt.\n\n"
    "Det går också att fråga vad exemplen är värda. --suggest föreslår gränsfall som inget exempel "
    "visar, --coverage säger vad inget exempel når, och --mutate ändrar överenskommelsen lite i "
    "taget och säger vilka ändringar inget exempel märker.",
    arguments=[
        (
            "FIL…",
            (
                "Överenskommelser (.okt), var och en följd av sina tillägg, mappar med sådana, "
                "eller - för standard in."
            ),
        )
    ],
    epilog="""
        okt test agreements/2023.okt
        okt test agreements/2023.okt --format json
        okt test agreements/2023.okt --format junit
        okt test agreements/2023.okt --coverage --minst 100
        okt test agreements/2023.okt --mutate
    """,
)
@click.argument("files", metavar="FIL…", nargs=-1, required=True, type=click.Path())
@click.option("--suggest", is_flag=True, help="Föreslår exempel, som satser att klistra in.")
@click.option("--coverage", is_flag=True, help="Visar vad inget exempel når.")
@click.option("--mutate", is_flag=True, help="Visar vilka små ändringar inget exempel märker.")
@click.option(
    "--minst",
    "least",
    type=Percent(),
    metavar="PROCENT",
    help="Med --coverage: svaret är 1 om exemplen når mindre.",
)
@reading
@form("text", "json", "junit")
@shared
@click.pass_context
def command(
    ctx: click.Context,
    files: tuple[str, ...],
    suggest: bool,
    coverage: bool,
    mutate: bool,
    least: int | None,
    readings: tuple[str, ...],
    form: str | None,
    color: str,
    quiet: bool,
) -> int:
    """Try the examples; returns the exit code."""
    mode = _mode({"--suggest": suggest, "--coverage": coverage, "--mutate": mutate}, form, ctx)
    if least is not None and not coverage:
        raise Misused("--minst gäller bara --coverage", ctx, "Ange också --coverage.")
    choices = read_choices(readings, ctx)
    settings = Settings(color, quiet)
    tested = _test_all(settings.once(files), choices)
    settings.show([d for one in tested for d in one.found], "okt check --format json")
    for refusal in (one.refused for one in tested if one.refused):
        settings.refuse(refusal)
    if mode is not None:
        return _ask(mode, tested, form, settings, choices, least or 0)
    _write(tested, form, settings)
    tried = [t for one in tested for t in one.tried]
    if any(one.refused for one in tested):
        return NOT_TRIED
    if any(one.broken for one in tested) or not all(t.passed for t in tried):
        return NO
    return 0 if tried else NOT_TRIED


def _mode(asked: Mapping[str, bool], form: str | None, ctx: click.Context) -> "Mode | None":
    """What is asked beside whether the examples are right, if anything."""
    chosen = [option for option, on in asked.items() if on]
    if not chosen:
        return None
    if len(chosen) > 1:
        raise Misused(f"{chosen[0]} och {chosen[1]} är två olika frågor", ctx, "Ställ en i taget.")
    if form == "junit":
        raise Misused(f"{chosen[0]} har inte formen junit", ctx, "Välj text eller json.")
    from overenskommelse.cli.trial_modes import Mode

    return Mode(chosen[0])


def _ask(
    mode: "Mode",
    tested: Sequence[Tested],
    form: str | None,
    settings: Settings,
    choices: dict[str, str],
    least: int,
) -> int:
    from overenskommelse.cli.trial_modes import Run, Subject, run

    subjects = [
        Subject(one.path, one.compiled, one.tried) for one in tested if one.compiled is not None
    ]
    code = run(mode, subjects, Run(form, settings, choices, least))
    if any(one.refused for one in tested):
        return NOT_TRIED
    return max(code, NO) if any(one.broken for one in tested) else code


def _test_all(paths: Sequence[str], choices: Mapping[str, str]) -> list[Tested]:
    """Every agreement by itself; an amendment belongs to the agreement before it."""
    read: list[inputs.Given] = []
    refused: list[Tested] = []
    for path in paths:
        try:
            read += agreements_in(agreement_of(path))
        except Refused as refusal:
            refused.append(Tested(path, refused=refusal))
    return [*(_test(group, choices) for group in inputs.grouped(read)), *refused]


def _test(group: Sequence[inputs.Given], choices: Mapping[str, str]) -> Tested:
    from compiler import compile_text
    from compiler.trials import trials
    from runtime.trials import tried

    whole = (with_examples(group[0]), *group[1:])
    agreement, *amendments = [given.written(given.shown) for given in whole]
    compiled = compile_text(
        agreement.name, agreement.data, choices, folder=agreement.folder, amendments=amendments
    )
    path = " ".join(given.path for given in group)
    # What may be remarked on is told by okt check: here the examples are asked for.
    errors = tuple(d for d in compiled.report if Tally.of([d]).errors)
    if compiled.plan is None or compiled.agreement is None:
        return Tested(path, errors)
    results = tuple(map(tried, trials(compiled.agreement, compiled.plan)))
    return Tested(path, tried=results, compiled=compiled)


def _write(tested: Sequence[Tested], form: str | None, settings: Settings) -> None:
    pairs = [(one.path, one.tried) for one in tested if not one.refused]
    if form == "json":
        from overenskommelse.cli.diagnostic_json import dumps
        from overenskommelse.cli.trial_json import document

        write_bytes(dumps(document(pairs)))
    elif form == "junit":
        from overenskommelse.cli.trial_junit import suites

        write_bytes(suites(pairs))
    else:
        from overenskommelse.cli.trial_text import drawn

        page = settings.stdout_page()
        write_text(drawn(pairs, page), page)
    for one in tested:
        if one.broken:
            settings.say(f"{visible(one.path)}: {Tally.of(one.found).swedish()}. Inget prövades.")
    read = [one for one in tested if not one.refused and not one.broken]
    if read:
        _sum_up(read, settings)


def _sum_up(tested: Sequence[Tested], settings: Settings) -> None:
    from overenskommelse.cli.trial_text import summary

    if not any(one.tried for one in tested):
        which = visible(tested[0].path) if len(tested) == 1 else f"{len(tested)} filer"
        settings.refuse(Refused(f"{which} har inga exempel", _HOW))
        return
    settings.say(summary([tried for one in tested for tried in one.tried]))
