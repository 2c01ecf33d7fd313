"""Writing a file so that it is there whole, or the old one untouched.

The new text goes to a file of its own in the same folder, is brought to the disk, and takes the
old one's place in a single move. Nothing is left behind: not after a failure, and what a killed
run left is removed by a later one.
"""

import contextlib
import os
import stat
import time
from collections.abc import Sequence
from typing import Final

from overenskommelse.cli.inputs import is_okt
from overenskommelse.cli.refusal import Refused, reason
from overenskommelse.text import listed, visible

PREFIX: Final = ".okt-tmp-"
STRAY_SECONDS: Final = 3600
"""A temporary file older than this belongs to no run that is still going."""


def form_of(path: str, forms: dict[str, str], chosen: str | None) -> str:
    """The form to write a file in: the chosen one, else by the file's ending.

    Raises:
        Refused: nothing was chosen and the ending is not one of ``forms``, or the two disagree.
    """
    ending = os.path.splitext(path)[1].lower()
    by_ending = forms.get(ending)
    if chosen is not None and by_ending not in (chosen, None):
        endings = [other for other, form in forms.items() if form == chosen]
        raise Refused(
            f"{visible(path)} slutar på {ending}, men --format säger {chosen}",
            f"låt namnet sluta på {listed(endings, 'eller')}, eller ta bort --format",
        )
    form = chosen or by_ending
    if form is not None:
        return form
    raise Refused(
        f"ändelsen på {visible(path)} säger inte vilken form filen ska få",
        f"låt namnet sluta på {listed(forms, 'eller')}, eller ange --format",
    )


def check_target(path: str, inputs: Sequence[str]) -> None:
    """Find out, before any work is done, what would stop the file from being written.

    Raises:
        Refused: the folder is missing, or the file is one of the inputs or no ordinary file.
    """
    try:
        folder = os.path.dirname(path) or "."
        if not os.path.isdir(folder):
            raise Refused(
                f"mappen ”{visible(folder)}” finns inte",
                "skapa mappen först, eller skriv i en annan",
            )
        if not os.path.exists(path):
            return
        if not stat.S_ISREG(os.stat(path).st_mode):
            raise Refused(f"{visible(path)} är ingen vanlig fil", "välj ett annat filnamn")
        if not os.access(path, os.W_OK):
            raise Refused(f"{visible(path)} är skrivskyddad", "välj ett annat filnamn")
        for given in inputs:
            if os.path.exists(given) and os.path.samefile(given, path):
                raise Refused(
                    f"{visible(path)} är en av filerna som läses", "välj ett annat filnamn"
                )
    except (OSError, ValueError) as error:
        raise _refused(path, error) from error


def check_agreement(path: str, inputs: Sequence[str]) -> None:
    """The same for a file that becomes an agreement: its name must say so.

    Raises:
        Refused: as above, or its name is another kind of file's.
    """
    if not is_okt(path):
        why = f"{visible(path)} ska bli en överenskommelse, men namnet slutar inte på .okt"
        raise Refused(why, "låt namnet sluta på .okt")
    check_target(path, inputs)


def write(path: str, data: bytes) -> None:
    """Put the bytes in the file's place.

    An old file's permissions are kept; a new one's are what the user's umask says.

    Raises:
        Refused: it cannot be written; the old file is as it was.
    """
    folder = os.path.dirname(path) or "."
    temporary = os.path.join(folder, f"{PREFIX}{os.urandom(8).hex()}")
    try:
        _remove_strays(folder)
        try:
            _fill(temporary, data)
            if os.path.exists(path):
                os.chmod(temporary, stat.S_IMODE(os.stat(path).st_mode))
            os.replace(temporary, path)
        except BaseException:
            with contextlib.suppress(OSError):
                os.unlink(temporary)
            raise
    except (OSError, ValueError) as error:
        raise _refused(path, error) from error
    _settle(folder)


def rewrite(path: str, data: bytes) -> None:
    """Put new bytes in the place of a file that was read. A link stays a link: what it leads to is
    written.

    Raises:
        Refused: it cannot be written; the file is as it was.
    """
    target = os.path.realpath(path)
    try:
        check_target(target, [])
        write(target, data)
    except Refused as refused:
        why = "filen är som förut; se till att den får ändras"
        raise Refused(refused.message, why) from refused


def _fill(temporary: str, data: bytes) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(temporary, flags, 0o666), "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _remove_strays(folder: str) -> None:
    limit = time.time() - STRAY_SECONDS
    with contextlib.suppress(OSError):
        for name in os.listdir(folder):
            if name.startswith(PREFIX):
                stray = os.path.join(folder, name)
                with contextlib.suppress(OSError):
                    if os.stat(stray).st_mtime < limit:
                        os.unlink(stray)


def _settle(folder: str) -> None:
    """Bring the move itself to the disk, where the system can: the file is already in place."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _refused(path: str, error: OSError | ValueError) -> Refused:
    why = reason(error) if isinstance(error, OSError) else "namnet innehåller otillåtna tecken"
    return Refused(
        f"{visible(path)} kan inte skrivas: {why}",
        "filen är som förut; välj en annan plats med --out",
    )
