"""`okt check --watch`: the same again each time a file changes.

The files' times are looked at a few times a second. An agreement is a handful of files, and a
library that is told by the operating system would be a compiled dependency for this alone.
"""

import os
import re
import time
from collections.abc import Callable, Sequence
from typing import Final

from overenskommelse import limits
from overenskommelse.cli.including import refused_name
from overenskommelse.cli.options import Settings

MILLISECONDS: Final = 300
"""Between two looks."""
_INCLUDED: Final = re.compile(rb"^[ \t]*inkludera[ \t]+\"([^\"\n]+)\"", re.MULTILINE)

Stamp = dict[str, tuple[int, int] | None]
"""When each file was changed and its size; None for one that is not there."""


def repeat(paths: Sequence[str], run: Callable[[], int], settings: Settings) -> int:
    """Run, and again whenever one of the files, or one that they include, is another.

    Ends by Ctrl-C alone. Returns the last run's exit code.
    """
    code = 0
    try:
        while True:
            seen = stamps(paths)
            code = run()
            settings.say("Väntar på ändringar. Avsluta med Ctrl-C.")
            while stamps(paths) == seen:
                time.sleep(MILLISECONDS / 1000)
    except KeyboardInterrupt:
        return code


def stamps(paths: Sequence[str]) -> Stamp:
    """How the files, and those that they include, are now."""
    return {path: _stamp(path) for path in (*paths, *_included(paths))}


def _stamp(path: str) -> tuple[int, int] | None:
    try:
        found = os.stat(path)
    except (OSError, ValueError):
        return None
    return found.st_mtime_ns, found.st_size


def _included(paths: Sequence[str]) -> list[str]:
    """What the files include, as it is written; a name counts from the first file's folder."""
    found: list[str] = []
    for path in paths:
        waiting = [path]
        while waiting and len(found) < limits.INCLUDES:
            for name in _names(waiting.pop()):
                inside = os.path.join(os.path.dirname(path), name)
                if inside not in found:
                    found.append(inside)
                    waiting.append(inside)
    return found


def _names(path: str) -> list[str]:
    try:
        with open(path, "rb") as file:
            data = file.read(limits.AGREEMENT_BYTES)
    except (OSError, ValueError):
        return []
    names = (match.decode("utf-8", "replace") for match in _INCLUDED.findall(data))
    return [name for name in names if "\0" not in name and refused_name(name) is None]
