"""The two sides of a comparison: agreements with their amendments, as files or as revisions."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from attrs import frozen

from overenskommelse.cli import inputs
from overenskommelse.cli.refusal import Refused
from overenskommelse.cli.revision import Revision
from overenskommelse.text import visible
from overenskommelse.written import Written

if TYPE_CHECKING:
    from compiler import Compiled


@frozen
class Side:
    """An agreement as it is written, and what amends it."""

    name: str
    agreement: Written
    amendments: tuple[Written, ...] = ()

    def compiled(self) -> "Compiled":
        """What comes of it under the readings in force."""
        from compiler import compile_text

        return compile_text(
            self.agreement.name,
            self.agreement.data,
            {},
            folder=self.agreement.folder,
            amendments=self.amendments,
        )


def sides(command: str, paths: Sequence[str]) -> tuple[Side, Side]:
    """The two that are to be compared. Amendments belong to the agreement that they stand after;
    an agreement with amendments alone is compared with what they make of it.

    Raises:
        Refused: there are not two, one is something else, or cannot be read.
    """
    if paths.count(inputs.STDIN) > 1:
        raise Refused("standard in kan bara läsas en gång", "ange en fil på den ena sidan")
    read = [_read(path) for path in paths]
    givens = [given for given, _ in read]
    inputs.check_order(command, givens)
    for given in givens:
        if given.is_plan:
            raise Refused(
                f"{visible(given.shown)} är en färdig plan, ingen överenskommelse",
                "ange överenskommelsen (.okt) som planen är gjord av",
            )
    written = {id(given): text for given, text in read}
    groups = inputs.grouped(givens)
    found = [[(given, written[id(given)]) for given in group] for group in groups]
    if len(found) == 1 and len(found[0]) > 1:
        found.insert(0, found[0][:1])
    if len(found) != 2:
        raise Refused(
            f"jämförelsen behöver två överenskommelser, och här är {len(found)}",
            f"skriv:  {command} agreements/2022.okt agreements/2023.okt",
        )
    old, new = (_side(group) for group in found)
    return old, new


def _side(group: Sequence[tuple[inputs.Given, Written]]) -> Side:
    (_, agreement), *amendments = group
    names = [visible(given.shown) for given, _ in group]
    return Side(" + ".join(names), agreement, tuple(text for _, text in amendments))


def _read(path: str) -> tuple[inputs.Given, Written]:
    revision = Revision.of(path)
    if revision is None:
        given = inputs.read(path)
        return given, given.written(given.shown)
    text = revision.read()
    return inputs.Given(path, text.name, text.data), text
