"""How long `okt check` takes on the worst files that fit: `python benchmarks/broken.py`.

Every file is as large as `overenskommelse.limits` lets it be, in lines or in bytes, and every
check is a process of its own. Shown are the time and the memory of the slowest of the rounds,
beside the goals: a second and 150 MB, whatever is in the file.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from attrs import frozen

from overenskommelse import limits

ROUNDS = 3
SECONDS = 1.0
MEGABYTES = 150
OKT = str(Path(sys.executable).with_name("okt"))
BEGINNING = 'okt 1\növerenskommelse 2024 "Liten"\n  omfattning 5 kr\n'


@frozen
class Answer:
    """What a check took: seconds and megabytes, and the exit code it ended with."""

    seconds: float
    megabytes: float
    exit_code: int


def full(line: Callable[[int], str]) -> str:
    """A beginning and as many further lines as a file may have, in lines and in bytes."""
    lines, size = [BEGINNING], len(BEGINNING.encode())
    for i in range(limits.STATEMENTS - BEGINNING.count("\n")):
        text = line(i) + "\n"
        size += len(text.encode())
        if size > limits.AGREEMENT_BYTES:
            break
        lines.append(text)
    return "".join(lines)


def turns(*lines: str) -> Callable[[int], str]:
    """The lines in turn, each with its number in the place of ``{i}``."""
    return lambda i: lines[i % len(lines)].replace("{i}", str(i))


MEASURE = (
    'mått m{i} "Måttet"', "  andel av genomförda besök", "  med väntetid högst 3 dagar",
    "  bättre högre",
)  # fmt: skip

FILES: dict[str, Callable[[int], str]] = {
    "felstavade nyckelord": turns('mottagre m{i} "M"'),
    "felstavade ord i satser": turns('nyckel n{i} "N" dne 1 maj 2023'),
    "okända ord": turns("öppna sesam {i}"),
    "trasiga rester": turns("  beslutad 22 foo"),
    "trasiga krav": turns('krav 1 "x" 18'),
    "oavslutade citat": turns('mottagare m{i} "M'),
    "oavslutade hänvisningar": turns('mottagare m{i} "M" [avsnitt'),
    "halva satser": turns("mottagare"),
    "punktlistor": turns("• mottagare"),
    "tecken utan mening": turns("( ) ; ! {i}"),
    "dolda tecken": turns("# \u200b\u202e" * 12),
    "tabbar": turns('mottagare\tm{i}\t"M"'),
    "ord": turns("ord " * 490),
    "tal": turns("1 2,5 3 " * 120),
    "decimalpunkter": turns("omfattning " + "1.5 " * 400),
    "långa ord": turns("å" * 900),
    "citattecken": turns('"' * 1_990),
    "hänvisningar": turns("[a] " * 490),
    "satser på samma rad": turns('mottagare m{i} "M" ' * 25),
    "samma namn": turns('mottagare m "M"'),
    "okända namn": turns("utbetalning juni 2024 medel m{i}"),
    "två satser på raden": turns('mottagare m{i} "M" nyckel n{i} "N"'),
    "mottagare": turns('mottagare m{i} "M"'),
    "mått": turns(*MEASURE),
    "stegar": turns("stege s{i}", "  1 procentenheter eller mer ger 100 %"),
    "steg": lambda i: "stege s" if not i else f"  {i},0–{i},9 procentenheter ger 1 %",
    "tolkningar": turns('tolkning t{i} "T"', '  eftersom "E"', "  läsning a som skrivet",
                        "  gäller a"),
    "skyldigheter": turns('skyldighet s{i} för skr "S"', "  senast 1 maj 2024"),
    "block": turns('block b{i} "B" 1 kr', "  till skr, lika"),
    "blandat": turns(
        'mottagre m{i} "M"', "  beslutad 22 foo", 'krav 1 "x" 18', 'mottagare m{i} "M',
        *MEASURE, "öppna sesam", "• block", "  medel 1.5",
    ),
    "bra och sedan trasigt": lambda i: turns(*MEASURE)(i) if i < 15_000 else "öppna sesam",
    "varannan trasig": turns('mottagare m{i} "M"', "öppna sesam {i}"),
    "varannan tom": turns("öppna sesam {i}", ""),
}  # fmt: skip


def measured(path: str, *options: str) -> Answer:
    """A check of a file, in a process of its own."""
    began = time.perf_counter()
    process = subprocess.Popen(
        (OKT, "check", path, *options), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.perf_counter() - began
    return Answer(seconds, usage.ru_maxrss / 1024, process.returncode)


def outcome(answer: Answer) -> str:
    """Whether the goals are kept."""
    if answer.exit_code not in (0, 1):
        return f"svarar {answer.exit_code}"
    kept = answer.seconds <= SECONDS and answer.megabytes <= MEGABYTES
    return "hålls" if kept else "överskrids"


def row(name: str, *cells: object) -> str:
    """A line of the table."""
    return f"{name:<26}" + "".join(f"{cell:>12}" for cell in cells).rstrip()


def main() -> int:
    """Check every file and print the table; 1 if a goal is missed."""
    missed = False
    print(f"okt check på största möjliga filer, sämsta av {ROUNDS} gånger\n")
    print(row("filen är full av", "sekunder", "MB", "utfall"))
    chosen = {name: line for name, line in FILES.items() if set(sys.argv[1:]) <= {name}}
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder, "full.okt"))
        for name, line in chosen.items():
            Path(path).write_text(full(line), encoding="utf-8", newline="\n")
            answers = [measured(path) for _ in range(ROUNDS)]
            slowest = max(answers, key=lambda answer: answer.seconds)
            said = outcome(slowest)
            missed = missed or said != "hålls"
            print(row(name, f"{slowest.seconds:.2f}", f"{slowest.megabytes:.0f}", said))
    return 1 if missed else 0


if __name__ == "__main__":
    raise SystemExit(main())
