"""Standard output and standard error, such as they may be: closed, full, narrow or gone.

Results go to standard output and a failure to write them is told; what is told goes to standard
error and a failure there harms nothing.
"""

import errno
import os
import sys
from io import TextIOWrapper
from typing import Final, TextIO

from overenskommelse.cli.page import Page, page_for
from overenskommelse.cli.refusal import ReaderGone, Refused, reason

_PIPE_CLOSED: Final = (errno.EPIPE, errno.ESHUTDOWN)


def prepare() -> None:
    """Make the standard streams safe to use: never None, never a crash over a character."""
    if sys.stderr is None:
        # Opened for reading: what is written is lost, and no file of ours becomes number 2.
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")


def write_text(text: str, page: Page) -> None:
    """Write a result for people on standard output.

    Raises:
        Refused: it cannot be written.
        ReaderGone: nobody reads it any more.
    """
    stream = _stdout()
    try:
        stream.write(page.fit(text))
        stream.flush()
    except OSError as error:
        _give_up(stream, error)


def write_bytes(data: bytes) -> None:
    """Write a result for machines on standard output, byte for byte.

    Raises:
        Refused: it cannot be written.
        ReaderGone: nobody reads it any more.
    """
    stream = _stdout()
    try:
        stream.flush()
        stream.buffer.write(data)
        stream.buffer.flush()
    except OSError as error:
        _give_up(stream, error)


def tell(text: str) -> None:
    """Write something about the work on standard error. Never fails."""
    try:
        sys.stderr.write(page_for(sys.stderr).fit(text))
        sys.stderr.flush()
    except (OSError, ValueError):
        _silence(sys.stderr)


def _stdout() -> TextIO:
    if sys.stdout is None:
        raise Refused(
            "resultatet kan inte skrivas: standard ut är stängd",
            "skriv till en fil med --out",
        )
    return sys.stdout


def _give_up(stream: TextIO, error: OSError) -> None:
    _silence(stream)
    if error.errno in _PIPE_CLOSED or isinstance(error, BrokenPipeError):
        raise ReaderGone from error
    raise Refused(
        f"resultatet kan inte skrivas: {reason(error)}", "skriv till en annan plats med --out"
    ) from error


def _silence(stream: TextIO) -> None:
    """Point a broken stream at nothing, so that closing it at the end does not fail anew."""
    try:
        nothing = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, stream.fileno())
        os.close(nothing)
    except (OSError, ValueError):
        return
