"""The catalogue of diagnostics: every code there is, what the first digit says, and its page.

The pages lie in ``docs/diagnostik``; an installed okt carries them with it. They are for the
author of an agreement, with an example that is run by the tests.
"""

import importlib
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from overenskommelse.diagnostics import Code

MODULES: Final = (
    "text_codes", "codes", "doubt_codes", "rounding_codes", "file_codes", "data_codes",
    "condition_codes", "outcome_codes", "example_codes", "compose_codes", "workbook_codes",
)  # fmt: skip
"""Where codes are declared."""

AREAS: Final = {
    "0": "Filen",
    "1": "Satser som inte går att läsa",
    "2": "Namn",
    "3": "Enheter",
    "4": "Vad överenskommelsen säger",
    "5": "Uppgifter",
    "6": "Läsningar och exempel",
    "7": "Planer, utfall och jämförelser",
    "8": "Tillägg och delar i egna filer",
    "9": "Arbetsböcker",
}
"""What a code's first digit says that it is about."""

SECTIONS: Final = ("Vad det betyder", "Undvik", "Skriv hellre", "Varför")
"""The headings of every page, in order."""

_HERE: Final = Path(__file__).resolve().parent
_FOLDERS: Final = (_HERE / "diagnostik", _HERE.parent / "docs" / "diagnostik")
"""Where the pages lie beside this module: in an installed okt, and in the project."""


_DIGITS: Final = 3
_NEAREST: Final = 3


def every_code() -> tuple[Code, ...]:
    """Every code, in order of number."""
    modules = [importlib.import_module(f"overenskommelse.{name}") for name in MODULES]
    found = [value for module in modules for value in vars(module).values()]
    return tuple(sorted((c for c in found if isinstance(c, Code)), key=lambda code: code.number))


def area(code: Code) -> str:
    """What a code is about, as the overview's heading."""
    return AREAS[code.number[3]]


def meant(number: str, codes: Sequence[Code]) -> list[Code]:
    """Which codes somebody may have meant by a number that does not exist: the nearest of those
    that are about the same."""
    digits = re.sub(r"[^0-9]", "", number)[:_DIGITS]
    alike = [code for code in codes if digits and code.number[3] == digits[0]]
    return sorted(alike, key=lambda code: abs(int(code.number[3:]) - int(digits)))[:_NEAREST]


def about(word: str, codes: Sequence[Code]) -> list[Code]:
    """The codes whose title speaks of a word."""
    return [code for code in codes if word.casefold() in code.title.casefold()]


def page(code: Code) -> str:
    """The text of a code's page, in Markdown.

    Raises:
        FileNotFoundError: it has none; a test sees to it that each has.
    """
    for folder in _FOLDERS:
        path = folder / f"{code.number}.md"
        if path.exists():
            return path.read_text(encoding="utf-8")
    raise FileNotFoundError(code.number)
