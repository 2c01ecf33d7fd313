"""`okt test --mutate`: small changes of an agreement, and which of them no example notices."""

from collections.abc import Mapping, Sequence
from itertools import groupby, islice
from typing import Any

from attrs import frozen

from compiler import Compiled
from compiler.nudged import Fate, Nudging
from compiler.nudges import Nudge, nudges
from overenskommelse import limits
from overenskommelse.cli.page import Page
from overenskommelse.cli.progress import followed
from overenskommelse.saying import Saying
from overenskommelse.text import counted, listed
from runtime.trials import tried


@frozen(repr=False, eq=False)
class Mutated(Saying):
    """What became of an agreement's changes: those that no example notices, and how many were
    noticed, refused by checks, the same, or beyond what examples can say. ``untried`` are left
    out of a very long agreement."""

    unnoticed: Sequence[Nudge]
    noticed: int
    fates: Mapping[Fate, int]
    untried: int = 0

    @property
    def tried(self) -> int:
        """How many changes the examples were asked about."""
        return self.noticed + len(self.unnoticed)

    @property
    def per_cent(self) -> int:
        """How many of them were noticed, downwards to whole per cent."""
        return 100 * self.noticed // self.tried if self.tried else 100


def mutated(compiled: Compiled, choices: dict[str, str], quiet: bool) -> Mutated:
    """Ask the examples about every change; they must all be right."""
    if compiled.agreement is None or compiled.source is None:
        return Mutated((), 0, {})
    bench = Nudging(compiled.agreement, compiled.source, choices)
    every = list(islice(nudges(compiled.agreement), limits.NUDGES + 1))
    changes = every[: limits.NUDGES]
    unnoticed = []
    noticed = 0
    fates = dict.fromkeys(Fate, 0)
    for change in followed(changes, "Prövar ändringar", quiet=quiet):
        fate = bench.fate(change)
        if fate is not Fate.TO_BE_TRIED:
            fates[fate] += 1
        elif all(tried(trial).passed for trial in bench.trials(change)):
            unnoticed.append(change)
        else:
            noticed += 1
    return Mutated(unnoticed, noticed, fates, untried=len(every) - len(changes))


def drawn(path: str, found: Mutated, page: Page) -> str:
    """The changes that no example notices, clause by clause."""
    if not found.unnoticed:
        return ""
    many = counted(found.tried, "ändring", "ändringar")
    lines = [f"{path}: {len(found.unnoticed)} av {many} märks inte av något exempel"]
    for origin, group in groupby(found.unnoticed, key=lambda nudge: nudge.origin):
        lines += ["", f"{origin.heading}  rad {origin.line}"]
        lines += [f"  {nudge.before} → {nudge.after}" for nudge in group]
    return "".join(f"{page.safe(line).rstrip()}\n" for line in lines)


def summary(found: Mutated) -> str:
    """``146 ändringar prövade, och alla märks.`` with what was not asked about."""
    fates = [
        f"{number} {fate.value}"
        for fate, number in found.fates.items()
        if number and fate is not Fate.TO_BE_TRIED
    ]
    many = counted(found.tried, "ändring prövad", "ändringar prövade")
    result = "alla märks" if not found.unnoticed else f"{found.per_cent} % märks"
    rest = f" Därtill: {listed(fates)}." if fates else ""
    left = f" Fler än {limits.NUDGES} prövas inte." if found.untried else ""
    return f"{many}, {result}.{rest}{left}"


def document(found: Mutated) -> dict[str, Any]:
    """The same for machines."""
    return {
        "tried": found.tried,
        "noticed": found.noticed,
        "per_cent": found.per_cent,
        "refused": found.fates.get(Fate.REFUSED, 0),
        "same": found.fates.get(Fate.SAME, 0),
        "unsayable": found.fates.get(Fate.BEYOND, 0),
        "complete": not found.untried,
        "unnoticed": [
            {
                "clause": nudge.origin.heading,
                "file": nudge.origin.file,
                "line": nudge.origin.line,
                "cites": list(nudge.origin.cites),
                "before": nudge.before,
                "after": nudge.after,
            }
            for nudge in found.unnoticed
        ],
    }
