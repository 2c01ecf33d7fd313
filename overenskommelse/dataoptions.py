"""What a user says of the data that is read: how it is written, and what is let past.

By default everything that could be a mistake is one. What is let past here is never filled in,
and the outcome says that it was.
"""

from typing import Final

from attrs import frozen

from overenskommelse.numbers import Notation

ENCODINGS: Final = {
    "utf-8": "UTF-8",
    "cp1252": "Windows-1252",
    "iso-8859-1": "ISO 8859-1",
    "cp850": "CP850",
    "mac-roman": "Mac OS Roman",
}
"""The encodings that a file can be said to have, and what users call them."""


@frozen
class DataOptions:
    """How data is read in one run.

    Attributes:
        allow_missing: Whether rows that should be there may be missing: each is then a value that
            the agreement has to do without.
        despite_year: Whether data of another year or day is let past: keys of another day are
            used, rows of another year are not.
        notation: How numbers are written.
        encoding: One of `ENCODINGS`; None where each file shows its own.
    """

    allow_missing: bool = False
    despite_year: bool = False
    notation: Notation = Notation.STRICT
    encoding: str | None = None
