"""What `okt check` is about: agreements with their amendments, and what was found in each."""

from collections.abc import Iterable, Sequence

from attrs import evolve, frozen

from overenskommelse.cli import inputs
from overenskommelse.cli.found import Tally
from overenskommelse.cli.refusal import Refused
from overenskommelse.diagnostics import Allowed, Cell, Diagnostic
from overenskommelse.saying import Saying
from overenskommelse.text import visible


@frozen(repr=False, eq=False)
class Checked(Saying):
    """An agreement, with its amendments, and what was found in them and in the data they were
    checked on.

    ``refused`` is set where one of them could not be read.
    """

    paths: tuple[str, ...]
    found: tuple[Diagnostic, ...] = ()
    allowed: tuple[Allowed, ...] = ()
    refused: Refused | None = None
    data: tuple[str, ...] = ()

    def fails(self, strict: bool) -> bool:
        """Whether something is wrong in it; strictly a warning is too."""
        tally = Tally.of(self.found)
        return bool(tally.errors or (strict and tally.warnings))

    def mendable(self, safe: bool) -> int:
        """How many of its diagnostics have a fix that is safe, or one that is not."""
        return sum(1 for d in self.found if d.fix is not None and d.fix.safe is safe)


def read_all(paths: Sequence[str]) -> tuple[list[list[inputs.Given]], list[Checked]]:
    """The agreements, each with the amendments that follow it, and what cannot be read."""
    read: list[inputs.Given] = []
    refused: list[Checked] = []
    for path in paths:
        try:
            read.append(_read(path))
        except Refused as refusal:
            refused.append(Checked((path,), refused=refusal))
    return inputs.grouped(read), refused


def _read(path: str) -> inputs.Given:
    given = inputs.read(path)
    if given.is_plan:
        raise Refused(
            f"{visible(path)} är en färdig plan, ingen överenskommelse",
            "ange överenskommelsen (.okt), eller se planen med okt plan",
        )
    return given


def check(group: Sequence[inputs.Given], strict: bool) -> Checked:
    """Check an agreement with its amendments."""
    from compiler import check_text

    agreement, *amendments = [given.written(given.shown) for given in group]
    report = check_text(
        agreement.name, agreement.data, strict, folder=agreement.folder, amendments=amendments
    )
    # What is wrong with a whole file stands nowhere in it: then its name says which it is.
    named = (d if d.span or d.cell else evolve(d, cell=Cell(agreement.name)) for d in report)
    paths = tuple(given.path for given in group)
    return Checked(paths, tuple(named), tuple(report.allowed))


def found_in(checked: Iterable[Checked]) -> list[Diagnostic]:
    """Everything that was found, agreement by agreement."""
    return [d for c in checked for d in c.found]
