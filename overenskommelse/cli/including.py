"""Reading what an agreement includes: files below its own folder, and nothing else.

An agreement may come from anyone, so that a name in it must not reach what its reader has
elsewhere: no other folder, no other machine, no other kind of file, also not by a link.
"""

import os
import stat
from typing import Final

from overenskommelse import compose_codes as codes
from overenskommelse import limits
from overenskommelse.cli.refusal import reason
from overenskommelse.text import closest, visible
from overenskommelse.written import NotIncluded, Written

EXTENSION: Final = ".okt"


def read_included(path: str, shown: str, name: str) -> Written | NotIncluded:
    """A file that the agreement or the amendment at a path includes, counted from its own folder.

    Args:
        path: The agreement, or the amendment.
        shown: Its name in messages; those of included files follow from it.
        name: The file's name as it is written there.
    """
    refused = refused_name(name)
    if refused is not None:
        return refused
    root = os.path.realpath(os.path.dirname(path) or ".")
    return _read(root, name, os.path.dirname(shown))


def refused_name(name: str) -> NotIncluded | None:
    """Why no file may be included by a name, wherever it is looked for; None if one may."""
    why = _no_name(name)
    if why:
        return NotIncluded(codes.INCLUDE_NAME, why)
    return None if name.endswith(EXTENSION) else NotIncluded(codes.INCLUDE_EXTENSION)


def _no_name(name: str) -> str:
    """Why a name is not that of a file in the folder or below it; nothing if it can be one."""
    if name.startswith(("//", "\\\\")):
        return "det är en plats i nätverket, och okt läser bara filer på den egna datorn"
    if "://" in name or name.startswith("file:"):
        return "det är en adress, och okt läser bara filer"
    if name.startswith(("/", "\\")) or name[1:2] == ":":
        return "sökvägen börjar utanför filens mapp"
    if "\\" in name or ":" in name:
        return "namnet innehåller ett tecken som inte kan ingå: \\ eller :"
    if ".." in name.split("/"):
        return "sökvägen leder ut ur mappen (..)"
    return "" if name.strip("./ ") else "namnet är tomt"


def _read(root: str, name: str, shown: str) -> Written | NotIncluded:
    path = os.path.realpath(os.path.join(root, name))
    if os.path.commonpath([root, path]) != root:
        return NotIncluded(codes.INCLUDE_OUTSIDE)
    if not path.endswith(EXTENSION):  # A link to something else.
        return NotIncluded(codes.INCLUDE_EXTENSION)
    try:
        mode = os.stat(path).st_mode
        if stat.S_ISDIR(mode):
            return NotIncluded(codes.INCLUDE_UNREADABLE, "det är en mapp; ange en fil i den")
        if not stat.S_ISREG(mode):
            return NotIncluded(codes.INCLUDE_UNREADABLE, "det är ingen fil")
        with open(path, "rb") as file:
            data = file.read(limits.AGREEMENT_BYTES + 1)
    except FileNotFoundError:
        return NotIncluded(codes.INCLUDE_NOT_FOUND, _guess(path, name))
    except OSError as error:
        return NotIncluded(codes.INCLUDE_UNREADABLE, reason(error))
    below = os.path.relpath(path, root).replace(os.sep, "/")
    return Written(f"{shown}/{below}" if shown else below, data)


def _guess(path: str, name: str) -> str:
    """The file that a name was probably meant to be, of those in the same folder, as it would be
    written.
    """
    try:
        files = [file for file in os.listdir(os.path.dirname(path)) if file.endswith(EXTENSION)]
    except OSError:
        return ""
    meant = closest(os.path.basename(path), sorted(files))
    if not meant:
        return ""
    folder, slash, _ = name.rpartition("/")
    return f". Menade du ”{visible(f'{folder}{slash}{meant}')}”?"
