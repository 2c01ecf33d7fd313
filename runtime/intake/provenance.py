"""A table that says which figures of other files are real and which are made, so that it shows."""

from functools import partial
from typing import Final

from overenskommelse import data_codes as codes
from overenskommelse.diagnostics import Cell, Report
from overenskommelse.figures import Provenance
from runtime.intake.cells import is_missing, trimmed
from runtime.intake.faults import meant, shown
from runtime.intake.gathered import Gathered
from runtime.intake.task import Task

FILE_COLUMN: Final = "fil"
FIGURE_COLUMN: Final = "uppgift"
ORIGIN_COLUMN: Final = "ursprung"
WORDS_COLUMN: Final = "förklaring"
REAL: Final = "verklig"
ORIGINS: Final = (REAL, "rekonstruerad", "uppskattad", "påhittad")
_OTHER_WORDS: Final = {
    **dict.fromkeys(("äkta", "riktig", "officiell", "publicerad"), REAL),
    **dict.fromkeys(("skattad", "bedömd", "ungefärlig"), "uppskattad"),
    **dict.fromkeys(("fiktiv", "hittepå", "exempel", "syntetisk"), "påhittad"),
}
"""What others call the origins, where the words are not alike."""


def read_provenance(task: Task) -> None:
    """Read where figures come from; a row without ``uppgift`` speaks of its whole file."""
    table = task.table
    at = {
        column: table.at(column)
        for column in (FILE_COLUMN, FIGURE_COLUMN, ORIGIN_COLUMN, WORDS_COLUMN)
        if column in table.columns
    }

    def cell(cells: list[str], column: str) -> str:
        text = cells[at[column]] if column in at else ""
        return "" if is_missing(text) else trimmed(text)

    for row, cells in table.rows:
        origin = cell(cells, ORIGIN_COLUMN).casefold()
        if origin not in ORIGINS:
            task.faults.add(
                codes.UNKNOWN_ORIGIN, row, task.header(ORIGIN_COLUMN),
                found=shown(origin), guess=partial(_guess, origin),
            )  # fmt: skip
            continue
        said = Provenance(
            cell(cells, FILE_COLUMN), cell(cells, FIGURE_COLUMN), origin, cell(cells, WORDS_COLUMN)
        )
        place = Cell(task.faults.file, row, task.header(FILE_COLUMN))
        task.gathered.provenance.append((said, place))


def _guess(word: str) -> str:
    known = _OTHER_WORDS.get(word)
    return f". Menade du ”{known}”?" if known else meant(word, ORIGINS)


def check_files(gathered: Gathered, report: Report) -> None:
    """Warn of what is said of files that were not read. To be called when all of them are."""
    names = sorted(gathered.known_files)
    if gathered.lost:
        return
    for said, place in gathered.provenance:
        if said.file not in names:
            report.add(
                codes.UNREAD_FILE, place, found=shown(said.file), guess=meant(said.file, names)
            )
