"""`okt check --fix`: files with what diagnostics offer put into them, checked anew each time.

A fix goes to the file that its place is in, and only to files that were named. What an agreement
includes is left alone: other agreements may include it too.
"""

from collections.abc import Sequence
from typing import Final

from attrs import evolve, field, frozen

from overenskommelse.cli import inputs, outfile
from overenskommelse.cli.checked import Checked, check
from overenskommelse.cli.difference import difference
from overenskommelse.cli.refusal import Refused

ROUNDS: Final = 20
"""How often a file is checked anew after fixes. What is made in one round may touch what was left
for the next; so many are more than a file needs, and end what would go round in a circle."""


@frozen
class Mended:
    """A file with fixes made in it.

    Attributes:
        given: As it was read.
        data: Its bytes now.
        fixes: How many fixes were made.
        refused: Why it could not be written.
    """

    given: inputs.Given
    data: bytes = field(repr=False)
    fixes: int = 0
    refused: Refused | None = None

    @property
    def differs(self) -> bool:
        """Whether anything was changed."""
        return self.data != self.given.data

    def shown(self) -> str:
        """What would be changed, line by line."""
        return difference(self.given.shown, self.given.data, self.data, "okt check --fix")


def mend(group: Sequence[inputs.Given], strict: bool, unsafe: bool) -> tuple[list[Mended], Checked]:
    """An agreement and its amendments with fixes, and what is found in them then."""
    from compiler.fixing import fixes_of, with_fixes

    mended = [Mended(given, given.data) for given in group]
    checked = check(group, strict)
    for _ in range(ROUNDS):
        now = []
        for one in mended:
            fixes = fixes_of(checked.found, one.given.shown, unsafe)
            data = with_fixes(one.data, fixes) if fixes else one.data
            now.append(evolve(one, data=data, fixes=one.fixes + len(fixes)))
        if [one.data for one in now] == [one.data for one in mended]:
            break
        mended = now
        checked = check([evolve(one.given, data=one.data) for one in mended], strict)
    return mended, checked


def written(mended: Mended) -> Mended:
    """The file written where it differs; the old one stays if that cannot be done."""
    if not mended.differs:
        return mended
    try:
        outfile.rewrite(mended.given.path, mended.data)
    except Refused as refused:
        return evolve(mended, refused=refused)
    return mended
