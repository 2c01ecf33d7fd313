"""Reading the agreement that a command is given: a file, standard input, or a compiled plan."""

import os
import re
import shlex
import stat
import sys
from collections.abc import Iterable, Sequence
from functools import partial
from typing import BinaryIO, Final

from attrs import frozen

from overenskommelse import limits
from overenskommelse.cli.refusal import Refused, reason
from overenskommelse.saying import Saying
from overenskommelse.text import closest, visible
from overenskommelse.written import NotIncluded, Written

STDIN: Final = "-"
STDIN_NAME: Final = "inmatningen"

_BLANKS: Final = b" \t\r\n"
_BOM: Final = b"\xef\xbb\xbf"
_AMENDMENT: Final = (
    rb"(?:[ \t\r\n]|#[^\n]*\n)*okt[ \t]+[^ \t\r\n#]+"
    rb"(?:(?:[ \t\r\n]|#[^\n]*\n)*inkludera[^\n]*)*"
    rb"(?:[ \t\r\n]|#[^\n]*\n)*till(?:\xc3\xa4|a\xcc\x88)gg"
)
"""How an amendment begins, after what it includes; its ä may be one character or two."""


@frozen(repr=False, eq=False)
class Given(Saying):
    """A file that was given: the path as typed, its name in messages, and its bytes.

    The bytes may be one more than the limit allows; whoever takes them says so.
    """

    path: str
    name: str
    data: bytes

    @property
    def is_plan(self) -> bool:
        """Whether it is a compiled plan and not an agreement; told by its first character."""
        return self.data.removeprefix(_BOM).lstrip(_BLANKS).startswith(b"{")

    @property
    def is_amendment(self) -> bool:
        """Whether it amends an agreement; told by its first statement."""
        return bool(re.match(_AMENDMENT, self.data.removeprefix(_BOM)))

    @property
    def shown(self) -> str:
        """Where it was read, in messages: the path as typed."""
        return STDIN_NAME if self.path == STDIN else self.path

    def written(self, name: str) -> Written:
        """The same for the compiler, under a name and with what it may include."""
        folder = None if self.path == STDIN else partial(_included, self.path, name)
        return Written(name, self.data, folder)


def read(path: str) -> Given:
    """Read an agreement or a plan, never more than their limits.

    Raises:
        Refused: it cannot be read; says why and which file was probably meant.
    """
    if path == STDIN:
        return Given(path, STDIN_NAME, _limited(stdin()))
    try:
        if stat.S_ISDIR(os.stat(path).st_mode):
            raise Refused(
                f"{visible(path)} är en mapp, inte en fil",
                f"ange en fil{_example(path)}",
            )
        with open(path, "rb") as file:
            return Given(path, os.path.basename(path), _limited(file))
    except (OSError, ValueError) as error:
        raise _unreadable(path, error) from error


def read_source(path: str) -> bytes:
    """Read the text that an agreement is written after; one byte more than its limit at most.

    Raises:
        Refused: it cannot be read.
    """
    try:
        with open(path, "rb") as file:
            return file.read(limits.SOURCE_BYTES + 1)
    except (OSError, ValueError) as error:
        raise _unreadable(path, error) from error


def grouped(files: Iterable[Given]) -> list[list[Given]]:
    """Files as agreements, each with the amendments that follow it."""
    groups: list[list[Given]] = []
    for given in files:
        if groups and given.is_amendment:
            groups[-1].append(given)
        else:
            groups.append([given])
    return groups


def check_order(command: str, files: Sequence[Given], data: Sequence[str] = ()) -> None:
    """An agreement is written before what amends it.

    Raises:
        Refused: an amendment is first, though an agreement follows it; says what to type.
    """
    agreements = [given.path for given in files if not given.is_amendment]
    if not agreements or not files[0].is_amendment:
        return
    amendments = [given.path for given in files if given.is_amendment]
    raise Refused(
        f"{visible(files[0].path)} är ett tillägg: överenskommelsen skrivs först",
        typed(command, [*agreements, *amendments, *data]),
    )


def typed(command: str, paths: Sequence[str]) -> str:
    """The command to type instead."""
    return f"skriv:  {command} {visible(shlex.join(paths))}"


def _included(path: str, shown: str, name: str) -> Written | NotIncluded:
    # Few agreements include anything: the others need not wait for what reads it.
    from overenskommelse.cli.including import read_included

    return read_included(path, shown, name)


def stdin() -> BinaryIO:
    """Standard input, as bytes.

    Raises:
        Refused: it is closed.
    """
    if sys.stdin is None:
        raise Refused("standard in är stängd", "ange en fil i stället för -")
    return sys.stdin.buffer


def _limited(file: BinaryIO) -> bytes:
    data = file.read(limits.AGREEMENT_BYTES + 1)
    if Given("", "", data).is_plan and len(data) > limits.AGREEMENT_BYTES:
        data += file.read(limits.PLAN_BYTES - limits.AGREEMENT_BYTES)
    return data


def _unreadable(path: str, error: OSError | ValueError) -> Refused:
    why = reason(error) if isinstance(error, OSError) else "namnet innehåller otillåtna tecken"
    folder, name = os.path.split(path)
    if isinstance(error, FileNotFoundError):
        guess = closest(name, _agreements_in(folder))
        if guess:
            meant = os.path.join(folder, guess)
            return Refused(f"{visible(path)} finns inte", f"menade du {visible(meant)}?")
    return Refused(
        f"{visible(path)} kan inte läsas: {why}",
        "kontrollera att sökvägen är rätt skriven och att du får läsa filen",
    )


def is_okt(path: str) -> bool:
    """Whether a path is, by its name, that of an agreement or an amendment and not of data."""
    return path.casefold().endswith(".okt")


def _example(folder: str) -> str:
    found = _agreements_in(folder)
    return f", till exempel {visible(os.path.join(folder, found[0]))}" if found else ""


def _agreements_in(folder: str) -> list[str]:
    try:
        return sorted(name for name in os.listdir(folder or ".") if name.endswith(".okt"))
    except (OSError, ValueError):
        return []
