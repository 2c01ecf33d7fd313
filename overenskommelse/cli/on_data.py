"""An agreement and the data it is evaluated on, as commands are given them on one line."""

import os
from collections.abc import Sequence

import click

from overenskommelse import limits
from overenskommelse.cli import inputs, outfile
from overenskommelse.cli.dress import Misused
from overenskommelse.cli.refusal import Refused
from overenskommelse.dataoptions import DataOptions
from overenskommelse.diagnostics import Report
from overenskommelse.figures import Figures
from overenskommelse.plan import Plan
from overenskommelse.text import visible


def check_given(command: str, first: str, others: Sequence[str], ctx: click.Context) -> None:
    """Data before its agreement would be read as an agreement, and standard input is read once.

    Raises:
        Refused: an agreement comes after something that is none.
        Misused: two of the files are standard input.
    """
    _check_order(command, first, others)
    if [first, *others].count(inputs.STDIN) > 1:
        raise Misused("bara en av filerna kan vara -, standard in", ctx)


def apart(others: Sequence[str]) -> tuple[list[str], tuple[str, ...]]:
    """What follows an agreement: its amendments, and the data."""
    amendments = [path for path in others if inputs.is_okt(path)]
    return amendments, tuple(path for path in others if not inputs.is_okt(path))


def read_data(plan: Plan, data: Sequence[str], options: DataOptions, report: Report) -> Figures:
    """The figures in the data. If the report has failed they are not to be used."""
    from runtime.intake import read_figures

    return read_figures(data, plan, report, options, stdin_of(data))


def stdin_of(data: Sequence[str]) -> bytes | None:
    """What stands on standard input, where that is data: for those who read the data again."""
    return inputs.stdin().read(limits.DATA_BYTES + 1) if inputs.STDIN in data else None


def _check_apart(out: str, data: Sequence[str]) -> None:
    """A result in a data folder would be read as data the next time.

    Raises:
        Refused: it would.
    """
    folder = os.path.realpath(os.path.dirname(out) or ".")
    for given in data:
        if os.path.isdir(given) and os.path.realpath(given) == folder:
            raise Refused(
                f"{visible(out)} ligger i datamappen och skulle läsas som data nästa gång",
                "skriv resultatet i en annan mapp",
            )


def form_of_result(
    out: str | None,
    forms: dict[str, str],
    form: str | None,
    given: Sequence[str],
    data: Sequence[str],
) -> str | None:
    """The form that a result is written in: that of the file's ending, where it goes to a file.

    Raises:
        Refused: the file cannot be written, is one of those given, or would be read as data.
    """
    if out is None:
        return form
    chosen = outfile.form_of(out, forms, form)
    outfile.check_target(out, [*given, *data])
    _check_apart(out, data)
    return chosen


def _check_order(command: str, first: str, others: Sequence[str]) -> None:
    written = [path for path in others if inputs.is_okt(path)]
    if not written or inputs.STDIN in (first, *written):
        return
    data = [path for path in others if not inputs.is_okt(path)]
    files = [inputs.read(path) for path in written]
    if os.path.isdir(first) or not (
        inputs.is_okt(first) or files[0].is_amendment or inputs.read(first).is_plan
    ):
        raise Refused(
            f"{visible(first)} är ingen överenskommelse: den skrivs först, och data sist",
            inputs.typed(command, [*written, first, *data]),
        )
    inputs.check_order(command, [inputs.read(first), *files], data)
