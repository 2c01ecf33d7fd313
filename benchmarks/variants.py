"""How long it takes to evaluate 2023 again, a little changed: `python benchmarks/variants.py`.

The goals are what `okt gap` and `okt diff` need: one patient more in each of the 2 079 cells, and
every combination of ten changes of rules. A sample of each is held against a full evaluation.
"""

import sys
import time
from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations
from pathlib import Path
from statistics import median

from attrs import evolve

from compiler import compile_text
from overenskommelse import plan as p
from overenskommelse.diagnostics import Report
from overenskommelse.figures import Figures
from runtime.evaluate import compute
from runtime.intake import read_figures
from runtime.merged import merged
from runtime.paid import kronor
from runtime.variants import Variants

ROOT = Path(__file__).resolve().parent.parent
AGREEMENT = ROOT / "agreements" / "2023.okt"
PATIENTS = 200
CHANGES = 10
CHECKED = 97
"""One variant in so many is computed by itself too."""
PATIENT_GOAL = 5
ALL_GOAL = 2_000

Variant = tuple[p.Plan, Figures]


def one_patient_more(plan: p.Plan, figures: Figures) -> Iterator[Variant]:
    """Variants with one patient more who is met, spread over the counts."""
    places = [place for place, cell in figures.counts.items() if cell.numerator is not None]
    for place in places[:: len(places) // PATIENTS]:
        cell = figures.counts[place]
        more = evolve(cell, numerator=(cell.numerator or 0) + 1)
        yield plan, evolve(figures, counts={**figures.counts, place: more})


def combined_changes(plan: p.Plan, figures: Figures) -> Iterator[Variant]:
    """Every combination of ten changes: shares a tenth lower, limits three points lower."""
    shares = [s for s in plan.steps if isinstance(s, p.Product) and s.recipients and s.months]
    limits = [s for s in plan.steps if isinstance(s, p.Compared) and s.limit is not None]
    changes: list[p.AnyStep] = [
        *(evolve(s, times=(s.times or 0) * Fraction(9, 10)) for s in shares[: CHANGES // 2]),
        *(evolve(s, limit=(s.limit or Fraction(0)) - 3) for s in limits[: CHANGES // 2]),
    ]
    for count in range(len(changes) + 1):
        for chosen in combinations(changes, count):
            yield merged(plan, {step.id: step for step in chosen}), figures


def timed(variants: Variants, wanted: Iterator[Variant]) -> list[float]:
    """Milliseconds of each variant with its kronor; making the variant is counted too."""
    times: list[float] = []
    while True:
        began = time.perf_counter()
        variant = next(wanted, None)
        if variant is None:
            return times
        tables = variants.compute(*variant, Report())
        kronor(variant[0], tables)
        times.append((time.perf_counter() - began) * 1000)
        if len(times) % CHECKED == 0 and tables != compute(*variant, Report()):
            raise ArithmeticError("a variant is not what it is by itself")


def row(name: str, *cells: object) -> str:
    """A line of the table."""
    return f"{name:<36}" + "".join(f"{cell:>12}" for cell in cells).rstrip()


def main() -> int:
    """Time everything and print the table; 1 if a goal is missed."""
    report = Report()
    plan = compile_text(AGREEMENT.name, AGREEMENT.read_bytes(), {}).plan
    figures = read_figures([str(ROOT / "data" / "2023")], plan, report) if plan else None
    if plan is None or figures is None or report.failed:
        print("2023 års överenskommelse gick inte att räkna", file=sys.stderr)
        return 1
    variants = Variants(plan, figures)
    one = median(timed(variants, one_patient_more(plan, figures)))
    together = sum(timed(variants, combined_changes(plan, figures)))
    print("2023 räknad om, millisekunder\n")
    print(row("ändring", "tid", "mål", "utfall"))
    missed = False
    for name, measured, goal in (
        ("en patient till, median", one, PATIENT_GOAL),
        (f"alla {2**CHANGES} kombinationer", together, ALL_GOAL),
    ):
        kept = measured <= goal
        missed = missed or not kept
        print(row(name, f"{measured:.1f}", goal, "hålls" if kept else "överskrids"))
    return 1 if missed else 0


if __name__ == "__main__":
    raise SystemExit(main())
