"""What the compiler is handed: texts as their authors wrote them, and a way to further ones."""

from collections.abc import Callable
from typing import TypeAlias

from attrs import field, frozen

from overenskommelse.diagnostics import Code


@frozen
class NotIncluded:
    """Why a file cannot be included: a code, and the words in it that depend on the case."""

    code: Code
    why: str = ""


@frozen
class Written:
    """A file's name, as users know it, and its bytes.

    Attributes:
        folder: Reads a file by the name that it is included by; without it nothing is included.
    """

    name: str
    data: bytes = field(repr=False)
    folder: "Folder | None" = field(default=None, repr=False)


Folder: TypeAlias = Callable[[str], Written | NotIncluded]
