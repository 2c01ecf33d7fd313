"""Reading an agreement as it was: ``HEAD~1:agreements/2023.okt``, from git's own store.

git is asked for the bytes of one file and for nothing else: no shell, no filter, no hook, no
network. What it is asked for was checked, and can be no option.
"""

import os
import posixpath
import re
import subprocess
from collections.abc import Sequence
from typing import Final

from attrs import frozen

from overenskommelse import compose_codes as codes
from overenskommelse import limits
from overenskommelse.cli.including import refused_name
from overenskommelse.cli.refusal import Refused
from overenskommelse.text import visible
from overenskommelse.written import NotIncluded, Written

_REVISION: Final = re.compile(
    r"(?P<revision>[^-:\x00-\x1f][^:\x00-\x1f]{1,200}):(?P<path>[^:\x00-\x1f]{1,1000})"
)
"""A revision of at least two characters, so that it is no drive: ``C:\\agreements``."""
_SECONDS: Final = 20
_ENVIRONMENT: Final = {"LC_ALL": "C", "GIT_TERMINAL_PROMPT": "0", "GIT_NO_LAZY_FETCH": "1"}


@frozen
class Revision:
    """A file in a revision of the repository that the current folder is in; its path is counted
    from the top of the repository, as git does."""

    revision: str
    path: str

    @classmethod
    def of(cls, argument: str) -> "Revision | None":
        """What an argument means, unless it is a file that exists or has not this form."""
        found = _REVISION.fullmatch(argument)
        if found is None or os.path.lexists(argument):
            return None
        return cls(found["revision"], found["path"].replace("\\", "/"))

    @property
    def shown(self) -> str:
        """As it was typed."""
        return f"{self.revision}:{self.path}"

    def read(self) -> Written:
        """The file, with what it includes from the same revision.

        Raises:
            Refused: there is no git, no repository, no such revision or no such file in it.
        """
        self._check()
        data = self._file(self.path)
        if data is None:
            raise Refused(
                f"{visible(self.path)} finns inte i {visible(self.revision)}",
                "sökvägen räknas från mappen där git-arkivet börjar; se vad som finns med:  "
                f"git ls-tree -r --name-only {visible(self.revision)}",
            )
        return Written(self.shown, data, self._included)

    def _check(self) -> None:
        if _git("rev-parse", "--git-dir") is None:
            raise Refused(
                f"{visible(self.shown)} kan inte läsas: mappen ligger inte i något git-arkiv",
                "ange en fil som finns, eller kör kommandot i arkivets mapp",
            )
        if _git("rev-parse", "--verify", "--quiet", f"{self.revision}^{{tree}}") is None:
            raise Refused(
                f"{visible(self.shown)} finns inte som fil, och "
                f"{visible(self.revision)} är ingen version i git-arkivet",
                "kontrollera sökvägen; versionerna visas av:  git log --oneline",
            )

    def _file(self, path: str) -> bytes | None:
        """The file's bytes, or one more than may be read; None where there is none."""
        named = f"{self.revision}:{path}"
        if _git("cat-file", "-t", named) != b"blob\n":
            return None
        size = _git("cat-file", "-s", named) or b""
        if len(size) > len(str(limits.AGREEMENT_BYTES)) + 1:
            return b" " * (limits.AGREEMENT_BYTES + 1)
        return _git("cat-file", "blob", named)

    def _included(self, name: str) -> Written | NotIncluded:
        refused = refused_name(name)
        if refused is not None:
            return refused
        path = posixpath.normpath(posixpath.join(posixpath.dirname(self.path), name))
        data = self._file(path)
        if data is None:
            return NotIncluded(codes.INCLUDE_NOT_FOUND)
        return Written(f"{self.revision}:{path}", data)


def _git(*arguments: str) -> bytes | None:
    """What git answers; None where it says no.

    Raises:
        Refused: there is no git, or it does not answer.
    """
    command: Sequence[str] = ("git", *arguments)
    try:
        done = subprocess.run(  # noqa: S603 - git alone, no shell, arguments checked
            command,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_SECONDS,
            check=False,
            env={**os.environ, **_ENVIRONMENT},
        )
    except FileNotFoundError as error:
        raise Refused(
            "git finns inte på datorn, och behövs för att läsa en äldre version",
            "installera git, eller spara versionen som en fil och ange den",
        ) from error
    except (OSError, subprocess.TimeoutExpired) as error:
        raise Refused("git svarar inte", "spara versionen som en fil och ange den") from error
    return done.stdout if done.returncode == 0 else None
