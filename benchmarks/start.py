"""How long a command takes from a cold start, beside the goals: `make bench`. Never a test.

Every command is a process of its own. The rounds go through all commands in turn, so that a
machine that is busy for a while slows all of them alike; what is shown is the median.
"""

import subprocess
import sys
import time
from pathlib import Path
from statistics import median

from attrs import frozen

ROUNDS = 15
ROOT = Path(__file__).resolve().parent.parent
PYTHON = sys.executable
OKT = str(Path(sys.executable).with_name("okt"))
AGREEMENT = "agreements/2023.okt"
DATA = "data/2023"


@frozen
class Start:
    """A command to time, and the milliseconds it may take."""

    name: str
    command: tuple[str, ...]
    goal: int | None = None


STARTS = (
    Start("python", (PYTHON, "-c", "pass")),
    Start("import click", (PYTHON, "-c", "import click")),
    Start("import lark", (PYTHON, "-c", "import lark")),
    Start("import attrs", (PYTHON, "-c", "import attrs")),
    Start("import rich.console", (PYTHON, "-c", "import rich.console")),
    Start("okt --help", (OKT, "--help"), 120),
    Start("okt check 2023", (OKT, "check", AGREEMENT), 200),
    Start("okt fmt 2023", (OKT, "fmt", AGREEMENT, "--check"), 300),
    Start("okt evaluate 2023", (OKT, "evaluate", AGREEMENT, DATA, "--format", "csv"), 400),
)


def milliseconds(start: Start) -> int | None:
    """The time of one run; None if the command failed, for then its time says nothing."""
    before = time.perf_counter_ns()
    try:
        subprocess.run(start.command, cwd=ROOT, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    return (time.perf_counter_ns() - before) // 1_000_000


def outcome(start: Start, measured: int) -> str:
    """Whether a goal is kept."""
    if start.goal is None:
        return ""
    return "hålls" if measured <= start.goal else "överskrids"


def row(name: str, *cells: object) -> str:
    """A line of the table."""
    return f"{name:<20}" + "".join(f"{cell:>12}" for cell in cells).rstrip()


def main() -> int:
    """Time everything and print the table; 1 if a command could not be timed."""
    # The first run is not counted: it writes bytecode and brings the files into memory.
    able = [start for start in STARTS if milliseconds(start) is not None]
    rounds = [[milliseconds(start) for start in able] for _ in range(ROUNDS)]
    print(f"Kall start, millisekunder, median av {ROUNDS}\n")
    print(row("kommando", "median", "snabbast", "mål", "utfall"))
    for start, times in zip(able, zip(*rounds, strict=True), strict=True):
        counted = [time for time in times if time is not None]
        middle = int(median(counted))
        print(row(start.name, middle, min(counted), start.goal or "", outcome(start, middle)))
    failed = [start.name for start in STARTS if start not in able]
    for name in failed:
        print(f"Gick inte att köra: {name}", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
