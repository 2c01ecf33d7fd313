"""An agreement's examples in a file beside it: ``2023.exempel.okt`` beside ``2023.okt``.

`okt test` alone reads it, as if the agreement included it: examples are no rules, and nobody who
checks or evaluates an agreement should wait for hundreds of them.
"""

import os
from typing import Final

from attrs import evolve

from overenskommelse.cli.inputs import STDIN, Given

ENDING: Final = ".exempel.okt"
_AGREEMENT: Final = ".okt"


def agreement_of(path: str) -> str:
    """The agreement that a file is about: itself, or the one that its examples stand beside."""
    own = path.removesuffix(ENDING) + _AGREEMENT
    return own if path.endswith(ENDING) and os.path.isfile(own) else path


def with_examples(given: Given) -> Given:
    """An agreement with the examples beside it, if there are any that it does not include."""
    beside = given.path.removesuffix(_AGREEMENT) + ENDING
    name = os.path.basename(beside)
    if given.path == STDIN or not os.path.isfile(beside) or name.encode() in given.data:
        return given
    return evolve(given, data=given.data + f'\ninkludera "{name}"\n'.encode())
