"""Which gaps are listed, in which order, and how many there are."""

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from attrs import frozen

from overenskommelse.calendar import Month
from overenskommelse.cli.progress import followed
from overenskommelse.figures import Figures
from overenskommelse.gaps import Gap, Priced, Tipping
from overenskommelse.plan import Plan, RequirementView
from overenskommelse.saying import Saying

if TYPE_CHECKING:
    from runtime.gap import Gaps
    from runtime.values import Place

Wanted = Sequence[tuple[RequirementView, Month | None]]
"""Requirements and months; no month where a period is measured as one."""


@frozen(repr=False, eq=False)
class Listed(Saying):
    """Gaps to show.

    Attributes:
        cells: How many cells were asked about; ``gaps`` how many of them did not give all.
        rows: The gaps that something would have reached; ``left_out`` how many more there are.
        barred: Those that no number of patients would have moved.
        mine: Whether they are one recipient's.
        read_elsewhere: Measures whose rows another requirement or month reads too.
    """

    plan: Plan
    figures: Figures
    cells: int
    gaps: int
    rows: tuple[Priced, ...]
    left_out: int
    barred: tuple[Gap, ...]
    mine: bool
    read_elsewhere: tuple[str, ...]


@frozen(repr=False, eq=False)
class Margins(Saying):
    """What a small change would move; ``left_out`` is how many more rows there are."""

    plan: Plan
    figures: Figures
    points: Fraction
    cells: int
    rows: tuple[Tipping, ...]
    left_out: int


def gaps_found(
    plan: Plan, figures: Figures, code: str | None, wanted: Wanted, most: int | None, quiet: bool,
    *, nearest: bool = False,
) -> Listed:  # fmt: skip
    """The gaps, most kronor per patient first; a recipient's own by requirement and month.

    With ``nearest`` only the nearest of what was in reach is worth anything: the rest is not shown.
    """
    from runtime.gap import Gaps, most_telling

    gaps = Gaps(plan, figures)
    cells = _cells(gaps, code, wanted)
    found: list[tuple[RequirementView, Gap]] = []
    priced: list[tuple[RequirementView, Priced]] = []
    for view, place in followed(cells, "Räknar avstånd", quiet=quiet):
        gap = gaps.gap(view, place)
        if gap is not None:
            found.append((view, gap))
            if gap.reaches:
                priced.append((view, gaps.priced(view, gap, 1)))
    views = {id(one): view for view, one in priced}
    order = {id(one): i for i, (_, one) in enumerate(priced)}
    rows = most_telling([one for _, one in priced])
    shown = rows[:most]
    if code is not None:
        shown.sort(key=lambda one: order[id(one)])
    whole = [
        one if nearest else gaps.priced(views[id(one)], one.gap)
        for one in followed(shown, "Räknar kronor", quiet=quiet)
    ]
    barred = tuple(gap for _, gap in found if not gap.reaches)
    read = {shift.measure for one in whole for r in one.gap.reaches for shift in r.shifts}
    return Listed(
        plan, figures, cells=len(cells), gaps=len(found), rows=tuple(whole),
        left_out=len(rows) - len(shown), barred=barred, mine=code is not None,
        read_elsewhere=tuple(sorted(gaps.worths.read_elsewhere & read)),
    )  # fmt: skip


def margins_found(
    plan: Plan, figures: Figures, code: str | None, wanted: Wanted, points: Fraction,
    most: int | None, quiet: bool,
) -> Margins:  # fmt: skip
    """What a change of so many percentage points would move, most kronor first."""
    from runtime.gap import Gaps, tippings

    gaps = Gaps(plan, figures)
    cells = _cells(gaps, code, wanted)
    found = [
        tipping
        for view, place in followed(cells, "Prövar ändringar", quiet=quiet)
        for tipping in tippings(gaps, points, view, place)
    ]
    found.sort(key=lambda tipping: -abs(tipping.worth.most_telling or Fraction(0)))
    rows = tuple(found[:most])
    return Margins(plan, figures, points, len(cells), rows, len(found) - len(rows))


def _cells(gaps: "Gaps", code: str | None, wanted: Wanted) -> "list[tuple[RequirementView, Place]]":
    months = {(view.chosen, month) for view, month in wanted}
    return gaps.cells(
        lambda view, place: (view.chosen, place[1]) in months and code in (None, place[0])
    )
