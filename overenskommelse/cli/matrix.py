"""`okt diff --matrix`: every agreement on every year's data that fits it, in one table."""

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final

from attrs import frozen

from overenskommelse.cli import inputs
from overenskommelse.cli.beside import agreement_of
from overenskommelse.cli.checked import Checked, read_all
from overenskommelse.cli.csv_table import cell, table
from overenskommelse.cli.diagnostic_json import FORM, dumps
from overenskommelse.cli.found import Tally
from overenskommelse.cli.grid import Column, tables
from overenskommelse.cli.marks import HEADING
from overenskommelse.cli.options import Settings
from overenskommelse.cli.outcome_csv import amount
from overenskommelse.cli.outcome_json import kronor
from overenskommelse.cli.page import Page, wrapped
from overenskommelse.cli.progress import followed
from overenskommelse.cli.refusal import Refused
from overenskommelse.data_codes import OTHER_YEAR, OTHER_YEARS_FILE
from overenskommelse.dataoptions import DataOptions
from overenskommelse.diagnostics import Report, Severity
from overenskommelse.numbers import write_amount
from overenskommelse.outcome import Outcome
from overenskommelse.saying import Saying
from overenskommelse.text import counted, listed, visible

if TYPE_CHECKING:
    from rich.console import RenderableType

    from overenskommelse.plan import Plan

COLUMNS: Final = (
    "överenskommelse", "data", "utbetalas_kr", "bonuspott_kr", "betalas_inte_ut_kr", "förbehåll",
    "skäl",
)  # fmt: skip

_ANOTHER_YEAR: Final = (OTHER_YEAR, OTHER_YEARS_FILE)


@frozen(repr=False, eq=False)
class MatrixRow(Saying):
    """An agreement on some data: kronor in all, or why there are none.

    Attributes:
        paid: What is paid, of what can be said.
        bonus: What goes to the bonus pots; None where there is none, or it cannot be said.
        unpaid: What is not paid to anybody; None where that cannot be said.
        partial: Whether there are amounts that cannot be said.
        not_real: Whether it rests on figures that are not real.
        why: Why there is nothing, in short.
    """

    agreement: str
    data: str
    paid: Fraction | None = None
    bonus: Fraction | None = None
    unpaid: Fraction | None = None
    partial: bool = False
    not_real: bool = False
    why: str = ""

    @property
    def caveats(self) -> str:
        """What the amounts must not be handed on without."""
        made_up = ["inte verkliga uppgifter"] * self.not_real
        return ", ".join([*["inte alla belopp"] * self.partial, *made_up])


def matrix(paths: Sequence[str], options: DataOptions, settings: Settings) -> list[MatrixRow]:
    """A row for each agreement, with the amendments after it, and each year's data.

    Raises:
        Refused: there are no agreements, or no data.
    """
    # A pattern like agreements/*.okt also names the files of examples beside the agreements.
    written = list(dict.fromkeys(agreement_of(path) for path in paths if inputs.is_okt(path)))
    data = settings.once([path for path in paths if not inputs.is_okt(path)])
    if not written or not data or inputs.STDIN in data:
        raise Refused(
            "--matrix behöver överenskommelser (.okt) och minst en mapp eller fil med data",
            "skriv till exempel:  okt diff --matrix agreements/2023.okt data/2023",
        )
    groups, unread = read_all(written)
    rows = [_refused(one, each) for one in unread for each in data]
    for group in followed(groups, "räknar", quiet=settings.quiet):
        rows += _rows(group, data, options)
    order = {visible(path): i for i, path in enumerate(written)}
    return sorted(rows, key=lambda row: order[row.agreement.partition(" + ")[0]])


def matrix_bytes(rows: Sequence[MatrixRow], form: str, page: Page) -> bytes:
    """The table in one of the forms: ``text``, ``json`` or ``csv``."""
    if form == "csv":
        return table([COLUMNS, *map(_csv_row, rows)])
    if form == "json":
        return dumps({"okt": FORM, "rows": [_json_row(row) for row in rows]})
    return page.render(*_drawn(rows, page)).encode()


def _refused(one: Checked, data: str) -> MatrixRow:
    why = one.refused.message if one.refused is not None else ""
    return MatrixRow(visible(one.paths[0]), visible(data), why=why)


def _rows(
    group: Sequence[inputs.Given], data: Sequence[str], options: DataOptions
) -> list[MatrixRow]:
    from compiler import compile_text

    agreement, *amendments = [given.written(given.name) for given in group]
    done = compile_text(
        agreement.name, agreement.data, {}, folder=agreement.folder, amendments=amendments
    )
    name = " + ".join(visible(given.path) for given in group)
    if done.plan is None:
        errors = Tally.of(done.report).swedish()
        why = f"överenskommelsen har {errors}; se okt check"
        return [MatrixRow(name, visible(one), why=why) for one in data]
    return [_row(done.plan, name, one, options) for one in data]


def _row(plan: "Plan", name: str, data: str, options: DataOptions) -> MatrixRow:
    from runtime.evaluate import evaluate
    from runtime.intake import read_figures

    report = Report()
    figures = read_figures([data], plan, report, options)
    outcome = None if report.failed else evaluate(plan, figures, report)
    if outcome is None:
        return MatrixRow(name, visible(data), why=_short(report))
    bonuses = [pot.bonus for pot in outcome.pots if pot.has_bonus]
    known = [pot.bonus for pot in outcome.pots if pot.bonus is not None]
    unpaid = [pot.unpaid for pot in outcome.pots if pot.unpaid is not None]
    return MatrixRow(
        name,
        visible(data),
        paid=sum((r.amount for r in outcome.payments if r.amount is not None), Fraction(0)),
        bonus=sum(known, Fraction(0)) if bonuses and len(known) == len(bonuses) else None,
        unpaid=sum(unpaid, Fraction(0)) if len(unpaid) == len(outcome.pots) else None,
        partial=any(row.amount is None for row in outcome.payments),
        not_real=_not_real(outcome),
    )


def _not_real(outcome: Outcome) -> bool:
    return any(said.origin != "verklig" for said in outcome.provenance)


def _short(report: Report) -> str:
    """The first of what is wrong, and how much more there is.

    Data of another year come first: what else is wrong mostly follows from that.
    """
    errors = [d for d in report if d.severity is Severity.ERROR]
    errors.sort(key=lambda error: error.code not in _ANOTHER_YEAR)
    more = f" ({counted(len(errors) - 1, 'fel', 'fel')} till)" if len(errors) > 1 else ""
    return f"{errors[0].message}{more}"


def _drawn(rows: Sequence[MatrixRow], page: Page) -> "list[RenderableType]":
    from rich.text import Text

    fits = [row for row in rows if not row.why]
    title = Text(page.fit("Varje överenskommelse på varje års uppgifter"), style=HEADING)
    items: list[RenderableType] = [title, Text()]
    if fits:
        first = Column(
            (page.fit("kronor"),), tuple(page.safe(row.agreement) for row in fits), number=False
        )

        def column(heading: tuple[str, ...], amounts: Sequence[Fraction | None]) -> Column:
            cells = tuple("" if one is None else page.fit(write_amount(one)) for one in amounts)
            return Column(tuple(map(page.fit, heading)), cells)

        columns = [
            Column((page.fit("data"),), tuple(page.safe(row.data) for row in fits), number=False),
            column(("utbetalas",), [row.paid for row in fits]),
            column(("bonuspott",), [row.bonus for row in fits]),
            column(("betalas", "inte ut"), [row.unpaid for row in fits]),
        ]
        caveats = tuple(page.fit(row.caveats) for row in fits)
        if any(caveats):
            columns.append(Column((page.fit("förbehåll"),), caveats, number=False))
        items += tables(first, columns, page, "Utbetalningar, kronor")
    others: dict[tuple[str, str], list[str]] = {}
    for row in rows:
        if row.why:
            others.setdefault((row.agreement, row.why), []).append(row.data)
    if others:
        items += [Text()] * bool(fits)
        items.append(Text(page.fit("Passar inte, eller har fel"), style=HEADING))
    for (agreement, why), data in others.items():
        line = page.safe(f"{agreement} på {listed(data)}: {why}")
        items += [Text(f"  {part}") for part in wrapped(line, page.prose - 2, 2, breaking=True)]
    return items


def _csv_row(row: MatrixRow) -> Sequence[str]:
    amounts = (amount(row.paid), amount(row.bonus), amount(row.unpaid))
    return (cell(row.agreement), cell(row.data), *amounts, row.caveats, cell(row.why))


def _json_row(row: MatrixRow) -> dict[str, Any]:
    return {
        "agreement": row.agreement,
        "data": row.data,
        "paid": kronor(row.paid),
        "bonus": kronor(row.bonus),
        "unpaid": kronor(row.unpaid),
        "partial": row.partial,
        "not_real": row.not_real,
        "why": row.why or None,
    }
