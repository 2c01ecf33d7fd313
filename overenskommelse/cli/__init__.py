"""The roof: the command `okt`.

Each command has a module; `app` knows them without importing them. `main` runs one and turns
whatever happens into an exit code: 0 done, 1 the answer is no, 2 could not be tried, 3 a bug in
okt, 130 interrupted, 141 nobody read the output.
"""

import gc
import os
import sys
from collections.abc import Sequence
from typing import Final

from overenskommelse.cli import streams
from overenskommelse.cli.refusal import ReaderGone, Refused

REFUSED: Final = 2
BUG: Final = 3
INTERRUPTED: Final = 130
READER_GONE: Final = 141

_COLLECT_RARELY: Final = 1_000_000
"""A command ends before most garbage does: looking for it at Python's own pace costs a tenth."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run `okt` with these arguments (else those of the process) and return its exit code."""
    gc.set_threshold(_COLLECT_RARELY)
    streams.prepare()
    try:
        return _run(arguments)
    except Refused as refused:
        streams.tell(refused.swedish)
        return REFUSED
    except (ReaderGone, BrokenPipeError):
        return READER_GONE
    except KeyboardInterrupt:
        streams.tell("Avbrutet.\n")
        return INTERRUPTED
    except MemoryError:
        full = Refused("minnet räcker inte", "stäng andra program, eller dela upp filerna")
        streams.tell(full.swedish)
        return REFUSED
    except Exception as error:  # noqa: BLE001 - everything else is a bug of ours
        _confess(error, sys.argv[1:] if arguments is None else arguments)
        return BUG


def _run(arguments: Sequence[str] | None) -> int:
    import click

    from overenskommelse.cli.app import program
    from overenskommelse.cli.usage import explained

    try:
        code = program.main(
            None if arguments is None else list(arguments),
            prog_name="okt",
            standalone_mode=False,
        )
    except click.UsageError as error:
        streams.tell(explained(error))
        return REFUSED
    except click.Abort:
        raise KeyboardInterrupt from None
    return int(code or 0)


def _confess(error: Exception, arguments: Sequence[str]) -> None:
    """Say that okt itself has failed, and what to report; how it failed only when asked."""
    from overenskommelse.cli.app import version_text
    from overenskommelse.cli.options import DEBUG
    from overenskommelse.text import visible

    streams.tell(
        "okt självt har gått sönder; kommandot kunde inte slutföras.\n"
        "Det beror inte på dina filer. Anmäl det till den som förvaltar okt, med kommandot du\n"
        f"skrev och versionen: {version_text()}.\n"
    )
    if DEBUG in arguments or os.environ.get("OKT_DEBUG"):
        import traceback

        for line in "".join(traceback.format_exception(error)).split("\n"):
            streams.tell(f"{visible(line)}\n")
    else:
        streams.tell(f"Tekniska detaljer: kör om med {DEBUG}.\n")
