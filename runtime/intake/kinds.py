"""The kinds of tables, and how one is told from another: by columns, never by the file's name."""

from collections.abc import Callable, Sequence

from attrs import frozen

from overenskommelse import file_codes as codes
from overenskommelse import regions
from overenskommelse.plan import Plan
from overenskommelse.text import listed
from runtime.intake import (
    answers,
    assessments,
    counts,
    decisions,
    duties,
    gathered,
    headings,
    items,
    keys,
    provenance,
)
from runtime.intake.faults import Faults
from runtime.intake.recipients import NAME_COLUMN, RECIPIENT_COLUMNS
from runtime.intake.table import Table, column_name
from runtime.intake.task import Task


@frozen
class Kind:
    """A kind of table.

    Attributes:
        name: What users call it.
        required: Columns that it must have, besides one that says what a row is about.
        one_of: Columns of which it must have at least one; none where empty.
        optional: Columns that it may have.
        read: Reads such a table.
        about: The columns of which one says what a row is about.
    """

    name: str
    required: tuple[str, ...]
    one_of: tuple[str, ...]
    optional: tuple[str, ...]
    read: Callable[[Task], None]
    about: tuple[str, ...] = RECIPIENT_COLUMNS

    @property
    def known(self) -> tuple[str, ...]:
        """Every column that is used."""
        own = self.required + self.one_of + self.optional
        return (*self.about, NAME_COLUMN, *own)

    def lacking(self, columns: Sequence[str]) -> list[tuple[str, ...]]:
        """What a table would need to be of this kind: for each need, the columns that fill it."""
        needs = [self.about, *((column,) for column in self.required)]
        if self.one_of:
            needs.append(self.one_of)
        return [need for need in needs if not any(column in need for column in columns)]

    def strangers(self, columns: Sequence[str]) -> list[str]:
        """The columns of a table that a table of this kind has no use for."""
        return [column for column in columns if column not in self.known]

    @property
    def swedish(self) -> str:
        """``väntetider (region, månad, mått, täljare, nämnare)``."""
        columns = [self.about[0], *self.required]
        if self.one_of:
            columns.append(listed(self.one_of, "eller"))
        return f"{self.name} ({', '.join(columns)})"


def kinds(plan: Plan) -> tuple[Kind, ...]:
    """The kinds of tables that this plan has use for."""
    key_names = (*(view.name for view in plan.keys), *plan.unused_keys)
    key_columns = tuple(dict.fromkeys(map(column_name, key_names)))
    rate_columns = tuple(column_name(c.name) for c in plan.criteria if duties.is_measured(c))
    date = duties.DATE_COLUMN
    found = [
        Kind(
            gathered.COUNTS,
            (
                counts.MONTH_COLUMN, counts.MEASURE_COLUMN, counts.NUMERATOR_COLUMN,
                counts.DENOMINATOR_COLUMN,
            ),
            (), (), counts.read_counts,
        ),
        Kind(gathered.KEYS, (), key_columns, (keys.DATE_COLUMN,), keys.read_keys),
        Kind(
            gathered.DECISIONS, (decisions.AMOUNT_COLUMN,), (), (decisions.PAYMENT_COLUMN,),
            decisions.read_decisions,
        ),
        Kind(gathered.REQUISITIONS, (items.ITEM_COLUMN, date), (), (), items.read_requisitions),
        Kind(gathered.USED, (items.ITEM_COLUMN, items.USED_COLUMN), (), (), items.read_used),
        Kind(gathered.REPORTS, (duties.DUTY_COLUMN, date), (), (), duties.read_reports),
        Kind(gathered.RATES, (duties.MONTH_COLUMN,), rate_columns, (), duties.read_rates),
        Kind(
            gathered.ANSWERS,
            (answers.AREA_COLUMN, answers.QUESTION_COLUMN, answers.ANSWER_COLUMN), (), (),
            answers.read_answers,
        ),
        Kind(
            gathered.ASSESSMENTS, (assessments.CONDITION_COLUMN, assessments.MET_COLUMN), (),
            (assessments.REASON_COLUMN,), assessments.read_assessments,
        ),
        Kind(
            gathered.AREA_ASSESSMENTS, (answers.AREA_COLUMN, assessments.MET_COLUMN), (),
            (assessments.REASON_COLUMN,), assessments.read_area_assessments,
        ),
        Kind(
            gathered.VERDICTS, (assessments.CONDITION_COLUMN, assessments.DECIDED_COLUMN), (),
            (assessments.REASON_COLUMN,), assessments.read_verdicts,
        ),
        Kind(
            gathered.PROVENANCE, (provenance.ORIGIN_COLUMN,), (),
            (provenance.FIGURE_COLUMN, provenance.WORDS_COLUMN), provenance.read_provenance,
            about=(provenance.FILE_COLUMN,),
        ),
    ]  # fmt: skip
    needless = {
        gathered.KEYS: not key_columns,
        gathered.RATES: not rate_columns,
        gathered.ANSWERS: not any(area.questions for area in plan.areas),
        gathered.ASSESSMENTS: not any(condition.assessor for condition in plan.conditions),
        gathered.AREA_ASSESSMENTS: not plan.areas,
        gathered.VERDICTS: not plan.conditions,
    }
    return tuple(kind for kind in found if not needless.get(kind.name))


def recognise(table: Table, plan: Plan, faults: Faults) -> Kind | None:
    """The one kind that a table is of; None, with a diagnostic, where it is none or several."""
    known = kinds(plan)
    fitting = [kind for kind in known if not kind.lacking(table.columns)]
    if len(fitting) > 1:
        faults.add(
            codes.UNCLEAR_TABLE, table.header_row, first=fitting[0].name, second=fitting[1].name
        )
        return None
    if not fitting:
        _report_unknown(table, known, faults)
        return None
    kind = fitting[0]
    strangers = kind.strangers(table.columns)
    if strangers:
        headers = dict(zip(table.columns, table.headers, strict=True))
        absent = [(c,) for c in (*kind.one_of, *kind.optional) if c not in table.columns]
        faults.add(
            codes.UNUSED_COLUMN, table.header_row, guess=lambda: headings.guess(absent, strangers),
            columns=listed(f"”{headers[column]}”" for column in strangers),
            why=f"hör inte till tabellen ({kind.name}) och används inte",
        )  # fmt: skip
    return kind


def _report_unknown(table: Table, known: Sequence[Kind], faults: Faults) -> None:
    named_regions = [
        header
        for column, header in zip(table.columns, table.headers, strict=True)
        if regions.folded(column) in regions.aliases()
    ]
    if len(named_regions) >= 3:
        faults.add(codes.WIDE_TABLE, table.header_row, examples=", ".join(named_regions[:3]))
        return
    said = _suggestion(known, table.columns)
    faults.add(
        codes.UNKNOWN_TABLE, table.header_row, guess=lambda: said,
        found=listed(f"”{header}”" for header in table.headers[:20]),
        kinds="; ".join(kind.swedish for kind in known),
    )  # fmt: skip


def _suggestion(known: Sequence[Kind], columns: Sequence[str]) -> str:
    """What is perhaps wrong with a table, told of the kind that it is most like."""
    likeliest = min(known, key=lambda kind: _distance(kind, columns))
    lacking, strangers = likeliest.lacking(columns), likeliest.strangers(columns)
    shares = headings.about_shares(lacking, strangers) if likeliest.name == gathered.COUNTS else ""
    said = headings.about_first_row(columns) or shares or headings.guess(lacking, strangers)
    if said or len(lacking) >= len(likeliest.required):
        return said
    missing = listed(f"”{need[0]}”" for need in lacking)
    return f". Det liknar {likeliest.name}, men {missing} saknas"


def _distance(kind: Kind, columns: Sequence[str]) -> tuple[int, int]:
    """How far a table is from a kind: columns on either side without a match, then its own."""
    lacking, strangers = kind.lacking(columns), kind.strangers(columns)
    alike = sum(1 for _ in headings.pairs(lacking, strangers))
    return len(lacking) + len(strangers) - 2 * alike, len(strangers)
