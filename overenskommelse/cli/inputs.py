"""Reading the agreement that a command is given: a file, standard input, or a compiled plan."""

import os
import stat
import sys
from typing import BinaryIO, Final

from attrs import frozen

from overenskommelse import limits
from overenskommelse.cli.refusal import Refused, reason
from overenskommelse.text import closest, visible

STDIN: Final = "-"
STDIN_NAME: Final = "inmatningen"

_BLANKS: Final = b" \t\r\n"
_BOM: Final = b"\xef\xbb\xbf"


@frozen
class Given:
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


def _example(folder: str) -> str:
    found = _agreements_in(folder)
    return f", till exempel {visible(os.path.join(folder, found[0]))}" if found else ""


def _agreements_in(folder: str) -> list[str]:
    try:
        return sorted(name for name in os.listdir(folder or ".") if name.endswith(".okt"))
    except (OSError, ValueError):
        return []
