"""Agreements made of several files, and the same for three made-up recipients."""

from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path

from compiler import Compiled, compile_text, consolidate_text
from overenskommelse.cli import inputs
from overenskommelse.outcome import Outcome
from overenskommelse.plan import Plan
from overenskommelse.written import Written
from tests.agreements import AGREEMENT_2023, Counts, edited, plan_of

AGREEMENTS = AGREEMENT_2023.parent

Files = tuple[Path, ...]
"""An agreement and its amendments."""


def written(path: Path) -> Written:
    """A file as the commands read it, with what it may include."""
    return inputs.read(str(path)).written(path.name)


def compiled(files: Files, choices: Mapping[str, str] | None = None) -> Compiled:
    """What comes of an agreement and its amendments."""
    agreement, *changes = map(written, files)
    return compile_text(
        agreement.name, agreement.data, choices or {}, folder=agreement.folder, amendments=changes
    )


def of(*names: str) -> Files:
    """Shipped agreements by name: ``of("2020", "2020.tillägg-1")``."""
    return tuple(AGREEMENTS / f"{name}.okt" for name in names)


THREE = (
    'mottagare regionerna "Regionerna" alla regioner',
    'mottagare regionerna "Regionerna" består av a "Astad", b "Bstad", c "Cstad"',
)


def on_three(files: Files, *known: tuple[str, str], limit: str = "okänt", **choices: str) -> Plan:
    """The agreement for three recipients, with unknown figures filled in by made-up ones: those
    that are named, and the limit of a requirement wherever only it and its reward are unknown."""
    agreement, *changes = map(written, files)
    text, report = consolidate_text(
        agreement.name, agreement.data, folder=agreement.folder, amendments=changes
    )
    if text is None:
        raise AssertionError([d.message for d in report])
    plain = edited(text.replace("\u00a0", " "), THREE, *known)
    if limit != "okänt":
        plain = plain.replace("minst okänt ger okänt", f"minst {limit} ger 100 %")
    return plan_of(plain, choices)


def monthly(measure: str, year: int, months: range, **rows: tuple[int, int]) -> Counts:
    """The same counts for each recipient in some months of a year."""
    return {(measure, who, f"{year}-{n:02}"): rows[who] for who in rows for n in months}


def row(outcome: Outcome, who: str, item: str) -> list[Fraction | None]:
    """What a recipient is paid of an item, payment by payment."""
    return [r.amount for r in outcome.payments if r.recipient == who and r.item == item]
