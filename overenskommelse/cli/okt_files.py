"""The agreements in a folder: every file below it that is an agreement or an amendment."""

import os
import re
import unicodedata
from typing import Final

from overenskommelse.cli import inputs
from overenskommelse.cli.refusal import Refused
from overenskommelse.text import visible

_MOST_FILES: Final = 1_000
_WHOLE: Final = re.compile(r"^[ \t]*(?:överenskommelse|tillägg)[ \t]", re.MULTILINE)
"""What an agreement or an amendment says and a part that others include does not."""


def agreements_in(path: str) -> list[inputs.Given]:
    """The file, or the agreements and amendments in and below the folder, by name.

    Raises:
        Refused: it cannot be read, holds too much, or is a finished plan.
    """
    if not os.path.isdir(path):
        given = inputs.read(path)
        if given.is_plan:
            raise Refused(
                f"{visible(path)} är en färdig plan, ingen överenskommelse",
                "ange överenskommelsen (.okt): exemplen står i den",
            )
        return [given]
    found = [inputs.read(file) for file in _files(path)]
    whole = [given for given in found if _is_whole(given)]
    if not whole:
        raise Refused(
            f"mappen {visible(path)} har inga överenskommelser", "ange en fil som slutar på .okt"
        )
    return whole


def _files(folder: str) -> list[str]:
    paths: list[str] = []
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        paths += [os.path.join(parent, name) for name in sorted(names) if inputs.is_okt(name)]
        if len(paths) > _MOST_FILES:
            raise Refused(
                f"mappen {visible(folder)} har fler än {_MOST_FILES} överenskommelser",
                "ange en mapp som har färre",
            )
    return paths


def _is_whole(given: inputs.Given) -> bool:
    text = unicodedata.normalize("NFC", given.data.decode("utf-8", errors="replace"))
    return bool(_WHOLE.search(text))
