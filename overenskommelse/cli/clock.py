"""When a file is made, for the forms that have to say so. The only clock whose time is written."""

import datetime
import os
from typing import Final

from overenskommelse.cli.refusal import Refused
from overenskommelse.numbers import read_digits
from overenskommelse.text import visible

EPOCH: Final = "SOURCE_DATE_EPOCH"
"""Where the environment says what time it is to be: seconds since 1970, so that files can be made
again byte for byte (https://reproducible-builds.org/specs/source-date-epoch/)."""


def made() -> datetime.datetime:
    """The time that files are said to be made, in UTC and whole seconds.

    Raises:
        Refused: the environment sets it to what is no time.
    """
    said = os.environ.get(EPOCH)
    if not said:
        return datetime.datetime.now(datetime.UTC).replace(microsecond=0)
    seconds = read_digits(said)
    try:
        if seconds is not None:
            return datetime.datetime.fromtimestamp(seconds, datetime.UTC)
    except (OverflowError, ValueError, OSError):
        pass
    raise Refused(
        f"miljövariabeln {EPOCH} är ”{visible(said)}”, som inte är någon tidpunkt",
        "ange sekunder sedan den 1 januari 1970, eller ta bort den",
    )
