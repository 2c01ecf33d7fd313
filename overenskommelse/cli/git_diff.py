"""What ``git diff`` shows of an agreement, where it is set up to ask okt: rules and not lines."""

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from overenskommelse.cli import inputs
from overenskommelse.cli.difference import difference
from overenskommelse.cli.refusal import Refused
from overenskommelse.cli.sides import Side

if TYPE_CHECKING:
    from overenskommelse.difference import Difference

GIVEN: Final = (7, 9)
"""How many arguments git gives: path, then file, hash and mode of both; two more if renamed."""


def difference_of(arguments: Sequence[str]) -> "tuple[Difference | None, str]":
    """The rules that differ, or, where only the lines can be compared, those.

    An amendment has no rules of its own, and neither has a file with errors.

    Raises:
        Refused: a file cannot be read, or this is not what git gives.
    """
    if len(arguments) not in GIVEN:
        raise Refused(
            "--git tar emot det som git ger, och inget annat",
            'skriv:  git config diff.okt.command "okt diff --git"',
        )
    path, old, new = arguments[0], _read(arguments[1]), _read(arguments[4])
    found = None if old.is_amendment or new.is_amendment else _rules(old, new)
    return found, "" if found else difference(path, _text(old), _text(new), "nu")


def _rules(old: inputs.Given, new: inputs.Given) -> "Difference | None":
    from compiler.compare import compared

    before, after = (Side("", one.written(one.name)).compiled() for one in (old, new))
    if before.report.failed or after.report.failed:
        return None
    if before.agreement is None or after.agreement is None:
        return None
    return compared(before.agreement, after.agreement)


def _read(path: str) -> inputs.Given:
    if path in ("/dev/null", os.devnull):  # git's name for no file, also where there is no such.
        return inputs.Given(path, path, b"")
    return inputs.read(path)


def _text(given: inputs.Given) -> bytes:
    """The file's text; what is none becomes signs that say so."""
    return given.data.decode("utf-8", errors="replace").encode()
