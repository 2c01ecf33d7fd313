"""What `okt test` does beside trying: suggests, covers, mutates. One agreement after the other."""

from collections.abc import Sequence
from enum import Enum
from typing import Any

from attrs import frozen

from compiler import Compiled
from overenskommelse.cli.compiling import NO, NOT_TRIED
from overenskommelse.cli.diagnostic_json import FORM, dumps
from overenskommelse.cli.options import Settings
from overenskommelse.cli.streams import write_bytes, write_text
from overenskommelse.saying import Saying
from overenskommelse.text import counted, visible
from overenskommelse.trials import Tried


class Mode(Enum):
    """What is asked of the examples. The value is the option."""

    SUGGEST = "--suggest"
    COVERAGE = "--coverage"
    MUTATE = "--mutate"


@frozen(repr=False, eq=False)
class Subject(Saying):
    """An agreement that could be compiled, and what came of its examples."""

    path: str
    compiled: Compiled
    tried: Sequence[Tried]


@frozen
class Run:
    """How a mode is run: its form, what the user chose, and the least coverage that is enough."""

    form: str | None
    settings: Settings
    choices: dict[str, str]
    least: int = 0


def run(mode: Mode, subjects: Sequence[Subject], how: Run) -> int:
    """Ask it of every agreement; returns the exit code."""
    doing = {Mode.SUGGEST: _suggest, Mode.COVERAGE: _coverage, Mode.MUTATE: _mutate}[mode]
    codes = []
    documents = []
    for subject in subjects:
        code, document = doing(subject, how)
        codes.append(code)
        documents.append({"files": subject.path, **document})
    if how.form == "json":
        write_bytes(dumps({"okt": FORM, "agreements": documents}))
    return max(codes, default=NOT_TRIED)


def _suggest(subject: Subject, how: Run) -> tuple[int, dict[str, Any]]:
    from overenskommelse.cli.trial_suggest import suggested

    clauses = suggested(subject.compiled, how.choices)
    number = f"\n{clauses}".count("\nexempel ")
    if how.form != "json":
        write_text(clauses, how.settings.stdout_page())
    if number:
        told = f"{counted(number, 'förslag', 'förslag')}. Värdena är de som reglerna ger i dag: "
        how.settings.say(f"{visible(subject.path)}: {told}håll dem mot avtalets text.")
    else:
        how.settings.say(f"{visible(subject.path)}: inget att föreslå.")
    return 0, {"suggestions": number, "clauses": clauses}


def _coverage(subject: Subject, how: Run) -> tuple[int, dict[str, Any]]:
    from overenskommelse.cli import trial_coverage
    from runtime.reach import coverage

    if subject.compiled.plan is None:
        return NOT_TRIED, {}
    found = coverage(subject.compiled.plan, [tried.trial for tried in subject.tried])
    if how.form != "json":
        page = how.settings.stdout_page()
        write_text(trial_coverage.drawn(subject.path, found, page), page)
    how.settings.say(trial_coverage.summary(found))
    enough = found.per_cent >= how.least
    if not enough:
        how.settings.say(f"{visible(subject.path)}: mindre än {how.least} %.")
    return 0 if enough else NO, trial_coverage.document(found)


def _mutate(subject: Subject, how: Run) -> tuple[int, dict[str, Any]]:
    from overenskommelse.cli import trial_mutate

    wrong = sum(not one.passed for one in subject.tried)
    if wrong:
        which = "ett exempel" if wrong == 1 else f"{wrong} exempel"
        how.settings.say(
            f"{visible(subject.path)}: {which} stämmer inte. Rätta först: bara exempel som "
            "stämmer kan märka en ändring."
        )
        return NO, {"failed": wrong}
    found = trial_mutate.mutated(subject.compiled, how.choices, how.settings.quiet)
    if how.form != "json":
        page = how.settings.stdout_page()
        write_text(trial_mutate.drawn(subject.path, found, page), page)
    how.settings.say(trial_mutate.summary(found))
    return NO if found.unnoticed else 0, trial_mutate.document(found)
