"""Excel workbooks: every sheet with a table is read as a CSV file with the same columns would be.

A form made by `okt template` is a workbook whose first sheet says for which agreement it is and
who has filled it in. No formula is computed, no link followed and no macro looked at.
"""

import io
from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import chain

from attrs import define, evolve, field
from python_calamine import CalamineError, SheetVisibleEnum, load_workbook

from overenskommelse import data_codes, limits
from overenskommelse import workbook_codes as codes
from overenskommelse.diagnostics import Report
from overenskommelse.numbers import Notation, write_number
from overenskommelse.plan import Plan
from overenskommelse.regions import folded
from overenskommelse.text import listed
from runtime.intake.faults import Faults, shown
from runtime.intake.files import DataSource
from runtime.intake.kinds import kinds
from runtime.intake.package import open_package
from runtime.intake.recipients import Directory
from runtime.intake.sheet import Form, Page, table_of
from runtime.intake.sheet_marks import Malformed, Marks, cell_name, marks_of
from runtime.intake.table import Table, column_name
from runtime.template import (
    AGREEMENT_LABEL,
    EXPLAINING,
    GIVEN,
    RECIPIENT_COLUMN,
    RECIPIENT_LABEL,
)


def tables_of(
    source: DataSource, plan: Plan, notation: Notation, report: Report
) -> Iterator[tuple[Faults, Table | None]]:
    """Every table of a workbook with its own faults, then what concerns the whole file, and None.

    A table is to be read before the next one is asked for.
    """
    book = _Book(source, plan, notation, Faults(source.name, report))
    yield from book.tables()
    yield book.faults, None


@define
class _Book:
    """One workbook on its way to tables, and which of its sheets are none."""

    source: DataSource
    plan: Plan
    notation: Notation
    faults: Faults
    form: Form | None = None
    tried: int = 0
    passed: list[str] = field(factory=list)
    blank_forms: list[str] = field(factory=list)

    def tables(self) -> Iterator[tuple[Faults, Table | None]]:
        """The tables, each with its own faults."""
        for i, page in enumerate(self._pages()):
            if i == 0 and page is not None and self._is_first_of_form(page):
                if not self._begin_form(page):
                    return
            elif page is not None and page.sheet.start is not None:
                yield from self._table(page)
        is_without = not self.tried and not self.faults.lost_rows
        if self.passed and not is_without:
            self.faults.add(codes.PASSED_OVER, sheets=_listed(self.passed))
        if self.blank_forms:
            they = "det" if len(self.blank_forms) == 1 else "de"
            self.faults.add(codes.NOT_FILLED_IN, sheets=_listed(self.blank_forms), they=they)
        if is_without:
            self.faults.add(codes.NO_TABLE)
            self.faults.lost_rows = True

    def _on_sheet(self, name: str) -> Faults:
        return Faults(f"{self.source.name}, blad {shown(name)}", self.faults.report)

    # From bytes to pages ---------------------------------------------------------------------

    def _pages(self) -> Iterator[Page | None]:
        """Every sheet, opened when its turn comes; None for one that cannot be."""
        package = open_package(self.source.data, self.faults)
        if package is None:
            self.faults.lost_rows = True
            return
        try:
            marks = marks_of(package)
            book = load_workbook(io.BytesIO(self.source.data))
        except (Malformed, CalamineError):
            self.faults.add(codes.BROKEN_WORKBOOK, part="arbetsboken")
            self.faults.lost_rows = True
            return
        hidden = {
            sheet.name for sheet in book.sheets_metadata
            if sheet.visible is not SheetVisibleEnum.Visible
        }  # fmt: skip
        for name in book.sheet_names:
            known = marks.get(name)
            sheet = None
            if known is not None and known.area <= limits.SHEET_CELLS:
                with suppress(CalamineError):
                    sheet = book.get_sheet_by_name(name)
            if known is None or sheet is None:
                self._report_unreadable(name, known)
                yield None
            else:
                yield Page(name, name in hidden, known, sheet)

    def _report_unreadable(self, name: str, marks: Marks | None) -> None:
        self.faults.lost_rows = True
        if marks is None or marks.area <= limits.SHEET_CELLS:
            self.faults.add(codes.BROKEN_WORKBOOK, part=f"bladet {shown(name)}")
            return
        self.faults.add(
            codes.SHEET_TOO_LARGE, sheet=shown(name), cells=write_number(marks.area),
            limit=write_number(limits.SHEET_CELLS),
        )  # fmt: skip

    # Forms -----------------------------------------------------------------------------------

    def _is_first_of_form(self, page: Page) -> bool:
        rows = [cells for _, cells in page.head()[:2]]
        labels = [folded(cells[0]) for cells in rows if len(cells) > 1]
        return labels == [folded(AGREEMENT_LABEL), folded(RECIPIENT_LABEL)]

    def _begin_form(self, page: Page) -> bool:
        """Note whose form it is; False, with a diagnostic, if it is not to be read at all."""
        (_, about), (row, who) = page.head()[:2]
        agreement, text = about[1], who[1]
        directory = Directory.of(self.plan.groups)
        code = directory.find(text) if text else ""
        faults = self._on_sheet(page.name)
        if agreement != self.plan.name:
            expected = shown(self.plan.name)
            faults.add(codes.OTHER_AGREEMENT, 1, found=shown(agreement), expected=expected)
        elif code is None:
            faults.add(
                data_codes.UNKNOWN_RECIPIENT, row, guess=lambda: directory.suggestion(text),
                found=shown(text),
            )  # fmt: skip
        else:
            self.form = Form(code, RECIPIENT_COLUMN, EXPLAINING, GIVEN)
            return True
        self.faults.lost_rows = True
        return False

    # From a page to a table ------------------------------------------------------------------

    def _table(self, page: Page) -> Iterator[tuple[Faults, Table | None]]:
        faults = self._on_sheet(page.name)
        if not page.hidden and not page.may_be_table(self._known_columns()):
            self.passed.append(page.name)
            return
        self.tried += 1
        if self._is_refused(page, faults):
            faults.lost_rows = True
            yield faults, None
            return
        table = table_of(page, self.notation, self.form, faults)
        if table is None:
            faults.lost_rows = True
        elif self.form is not None:
            table = self._filled(table, page, faults)
        yield faults, table

    def _filled(self, table: Table, page: Page, faults: Faults) -> Table | None:
        """A form's table, if something is filled in on it and it is known by whom."""
        first = next(table.rows, None)
        if first is None:
            self.blank_forms.append(page.name)
            return None
        # The column that a form adds to a sheet stands last; the sheets' own stands first.
        is_added = table.columns[-1] == RECIPIENT_COLUMN
        if is_added and self.form is not None and not self.form.recipient:
            self.faults.add_once(codes.NO_RECIPIENT, None)
            faults.lost_rows = True
            return None
        return evolve(table, rows=chain([first], table.rows))

    def _is_refused(self, page: Page, faults: Faults) -> bool:
        """Whether a sheet is built so that its table cannot be trusted, which is then reported."""
        if page.hidden:
            faults.add(codes.HIDDEN_SHEET)
            return True
        for (top, left), (bottom, right) in page.sheet.merged_cell_ranges or ():
            cells = f"{cell_name((top + 1, left + 1))}:{cell_name((bottom + 1, right + 1))}"
            faults.add(codes.MERGED_CELLS, top + 1, cells=cells)
            return True
        (top, header), *below = page.head()
        lower = next((row for row, cells in below if self._is_header(cells)), None)
        if lower is None or self._is_header(header):
            return False
        faults.add(codes.HEADER_BELOW, top, row=lower)
        return True

    def _is_header(self, cells: Sequence[str]) -> bool:
        columns = [column_name(cell) for cell in cells]
        if self.form is not None:
            columns.append(RECIPIENT_COLUMN)
        return any(not kind.lacking(columns) for kind in kinds(self.plan))

    def _known_columns(self) -> list[str]:
        return sorted({column for kind in kinds(self.plan) for column in kind.known})


def _listed(names: Sequence[str]) -> str:
    return listed(f"”{shown(name)}”" for name in names)
