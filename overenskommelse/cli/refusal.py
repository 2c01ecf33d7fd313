"""How a command says that it could not be tried.

The only exceptions of the roof that stand for something else than a bug. What is wrong in an
agreement or in data is a diagnostic; what is wrong around them (a missing file, a full disk, an
option that contradicts another) is a refusal, and ends the command with exit code 2.
"""

import errno
from typing import Final


class Refused(Exception):
    """The command cannot be carried out.

    Attributes:
        message: What is wrong, in Swedish, without a final full stop.
        help: The way out.
    """

    def __init__(self, message: str, help: str) -> None:
        super().__init__(message)
        self.message = message
        self.help = help

    @property
    def swedish(self) -> str:
        """Both, as they are told."""
        return f"fel: {self.message}\n     {self.help}\n"


class ReaderGone(Exception):
    """Whoever read our output has stopped (``| head``): end quietly."""


def reason(error: OSError) -> str:
    """Why the operating system said no, in Swedish."""
    return _REASONS.get(error.errno or 0, f"operativsystemet svarade med felkod {error.errno}")


_REASONS: Final = {
    errno.ENOENT: "den finns inte",
    errno.ENOTDIR: "en del av sökvägen är ingen mapp",
    errno.EISDIR: "det är en mapp",
    errno.EACCES: "behörighet saknas",
    errno.EPERM: "behörighet saknas",
    errno.EROFS: "disken är skrivskyddad",
    errno.ENOSPC: "disken är full",
    errno.EDQUOT: "utrymmet som du får använda är slut",
    errno.EFBIG: "filen blir större än vad som är tillåtet",
    errno.EIO: "disken svarar inte som den ska",
    errno.ELOOP: "länkarna går i cirkel",
    errno.ENAMETOOLONG: "namnet är för långt",
    errno.EMFILE: "för många filer är öppna",
    errno.EBADF: "den är stängd",
}
