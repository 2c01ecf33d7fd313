"""What becomes of one slip of the hand in a real agreement: `python benchmarks/mutants.py`.

Two thousand slips in the agreements of 2023 and 2024, at places chosen once and for all: a line
lost, doubled or exchanged with another, a character changed or lost, a number or a word changed.
Each is told by `okt check`, or shows in `okt plan` or `okt diff`, or says the very same as what
stood there. Some change only where the words come from: a citation of another section, a heading
of the source. Those `okt cover` holds against the source itself. What is none of this is silent,
and listed; so is what ends in an exception.
"""

import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from enum import Enum
from functools import cache
from pathlib import Path
from random import Random
from typing import Any, Final

from attrs import evolve, frozen

from compiler import Compiled, compile_text
from compiler.compare import compared
from overenskommelse.agreement import Agreement
from overenskommelse.plan import Plan

ROOT: Final = Path(__file__).resolve().parent.parent
AGREEMENTS: Final = ("2023", "2024")
EACH: Final = 143
"""How many of each of the seven kinds in each agreement: two thousand and two in all."""

CITED: Final = re.compile(r"\[[^\]\n]*\]")
_CHARACTERS: Final = 'abeorå0159 ,.-–:;=%"[]#_\u200b\t'


class Fate(Enum):
    """What becomes of a slip. The value is what the table calls it."""

    TOLD = "sägs"
    PLAN = "syns i planen"
    DIFF = "syns i okt diff"
    SAME = "säger detsamma"
    CITED = "bara källan"
    SILENT = "tyst"
    BROKEN = "okt går sönder"


@cache
def text_of(year: str) -> str:
    """An agreement's text."""
    return (ROOT / "agreements" / f"{year}.okt").read_text(encoding="utf-8")


# Slips ---------------------------------------------------------------------------------------


def _places(lines: Sequence[str]) -> list[int]:
    return [i for i, line in enumerate(lines) if line.partition("#")[0].strip()]


def line_lost(text: str, random: Random) -> str:
    """A line that is not there."""
    lines = text.split("\n")
    i = random.choice(_places(lines))
    return "\n".join(lines[:i] + lines[i + 1 :])


def line_doubled(text: str, random: Random) -> str:
    """A line that is there twice."""
    lines = text.split("\n")
    i = random.choice(_places(lines))
    return "\n".join([*lines[: i + 1], *lines[i:]])


def lines_exchanged(text: str, random: Random) -> str:
    """Two lines in each other's place."""
    lines = text.split("\n")
    i, j = random.sample(_places(lines), 2)
    lines[i], lines[j] = lines[j], lines[i]
    return "\n".join(lines)


def character_changed(text: str, random: Random) -> str:
    """Another character."""
    i = random.randrange(len(text))
    return text[:i] + random.choice(_CHARACTERS) + text[i + 1 :]


def character_lost(text: str, random: Random) -> str:
    """A character that is not there."""
    i = random.randrange(len(text))
    return text[:i] + text[i + 1 :]


def number_changed(text: str, random: Random) -> str:
    """Another number."""
    match = random.choice(list(re.finditer("[0-9]+", text)))
    other = str(int(match[0]) + random.choice([-1, 1, 10, 100]))
    return text[: match.start()] + other + text[match.end() :]


def word_changed(text: str, random: Random) -> str:
    """A word in the place of another."""
    match, other = random.sample(list(re.finditer("[a-zåäö_]{3,}", text)), 2)
    return text[: match.start()] + other[0] + text[match.end() :]


KINDS: Final[dict[str, Callable[[str, Random], str]]] = {
    "rad borta": line_lost,
    "rad dubbelt": line_doubled,
    "rader bytta": lines_exchanged,
    "annat tecken": character_changed,
    "tecken borta": character_lost,
    "annat tal": number_changed,
    "annat ord": word_changed,
}


@frozen
class Mutant:
    """A slip: of which kind, in which agreement, and the text with it."""

    kind: str
    year: str
    text: str

    @property
    def change(self) -> str:
        """The lines that differ."""
        before, after = (Counter(text.split("\n")) for text in (text_of(self.year), self.text))
        minus, plus = list((before - after).elements()), list((after - before).elements())
        return f"{self.year} {self.kind}: {minus[:2]} -> {plus[:2]}"


def mutants(each: int) -> Iterator[Mutant]:
    """As many of each kind in each agreement. A seed of its own for each moves no other."""
    for year in AGREEMENTS:
        for kind, slip in KINDS.items():
            random = Random(f"{year} {kind}")  # noqa: S311 - chooses cases, guards nothing
            for _ in range(each):
                yield Mutant(kind, year, slip(text_of(year), random))


# What becomes of them ------------------------------------------------------------------------


def fate(mutant: Mutant) -> Fate:
    """What becomes of a slip."""
    if _words(mutant.text) == _words(text_of(mutant.year)):
        return Fate.SAME
    try:
        return _fate(mutant)
    except Exception:  # noqa: BLE001 - that there is none is what is tried
        return Fate.BROKEN


def _fate(mutant: Mutant) -> Fate:
    before, after = _compiled(mutant.year), _compile(mutant.text)
    if _told(after) - _told(before):
        return Fate.TOLD
    if before.plan is None or after.plan is None or not (before.agreement and after.agreement):
        return Fate.SILENT
    if _meaning(before.plan) != _meaning(after.plan):
        return Fate.PLAN
    if _differ(before.agreement, after.agreement):
        return Fate.DIFF
    if sorted(_lines(mutant.text)) == sorted(_lines(text_of(mutant.year))):
        return Fate.SAME
    if before.agreement.sources != after.agreement.sources:
        return Fate.CITED
    cited = [CITED.sub("", text) for text in (mutant.text, text_of(mutant.year))]
    return Fate.CITED if _words(cited[0]) == _words(cited[1]) else Fate.SILENT


def _compile(text: str) -> Compiled:
    return compile_text("prov.okt", text.encode(), {})


@cache
def _compiled(year: str) -> Compiled:
    return _compile(text_of(year))


def _told(done: Compiled) -> Counter[tuple[str, str]]:
    return Counter((d.code.number, d.message) for d in done.report)


def _differ(old: Agreement, new: Agreement) -> bool:
    return bool(compared(old, new).changes)


def _meaning(plan: Plan) -> Plan:
    """A plan without what says where it was written."""

    def unplaced(things: Sequence[Any]) -> tuple[Any, ...]:
        return tuple(evolve(thing, origin=evolve(thing.origin, line=0)) for thing in things)

    return evolve(
        plan, source="", source_sha256="", choices=unplaced(plan.choices),
        criteria=unplaced(plan.criteria), duties=unplaced(plan.duties), steps=unplaced(plan.steps),
    )  # fmt: skip


def _words(text: str) -> list[str]:
    """All words in order; comments and where lines break mean nothing."""
    found: list[str] = []
    for line in text.split("\n"):
        parts = re.split(r'("[^"]*"|\[[^\]]*\]|#.*|%)', line)
        found += [w for p in parts if p[:1] != "#" for w in ([p] if p[:1] in '"[' else p.split())]
    return [word for word in found if word]


def _lines(text: str) -> list[str]:
    return [" ".join(words) for line in text.split("\n") if (words := _words(line))]


# The table -----------------------------------------------------------------------------------


def table(found: Sequence[tuple[Mutant, Fate]]) -> str:
    """How many of each kind met each fate."""
    counts = Counter((mutant.kind, end) for mutant, end in found)
    lines = [f"{'':14}" + "".join(f"{end.value:>17}" for end in Fate)]
    for kind in [*KINDS, "alla"]:
        row = [
            sum(n for (k, e), n in counts.items() if e is end and kind in (k, "alla"))
            for end in Fate
        ]
        lines.append(f"{kind:14}" + "".join(f"{n:>10} {n / max(sum(row), 1):>5.1%}" for n in row))
    return "\n".join(lines)


def main() -> int:
    """Try them all; 1 if one is silent or breaks okt."""
    tried = list(mutants(EACH))
    with ProcessPoolExecutor() as pool:
        found = list(zip(tried, pool.map(fate, tried, chunksize=20), strict=True))
    print(f"{len(found)} misstag\n\n{table(found)}")
    bad = [mutant for mutant, end in found if end in (Fate.SILENT, Fate.BROKEN)]
    for mutant in bad:
        print(f"\n{mutant.change}")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
