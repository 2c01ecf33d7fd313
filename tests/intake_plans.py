"""Plans made by hand for the tests of the intake, and a way to hand it files as text."""

import datetime
from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path

from attrs import frozen

from overenskommelse.agreement import Unit
from overenskommelse.calendar import Month, Period
from overenskommelse.dataoptions import DataOptions
from overenskommelse.diagnostics import Diagnostic, Report, Severity
from overenskommelse.figures import Figures
from overenskommelse.plan import (
    Choice,
    CriterionView,
    DutyView,
    Group,
    KeyView,
    MeasureView,
    Origin,
    Paid,
    Plan,
    PotView,
    Repaid,
)
from overenskommelse.regions import REGIONS
from runtime.intake import read_figures

YEAR = Period(Month(2023, 1), Month(2023, 11))
IMPROVING = (
    "bup_behandling_30_dagar",
    "bup_första_besök_30_dagar",
    "bup_utredning_30_dagar",
    "första_besök_under_60_dagar",
    "första_besök_över_150_dagar",
    "medicinsk_bedömning_3_dagar",
    "operation_under_60_dagar",
    "operation_över_150_dagar",
    "återbesök_inom_måldatum",
)
ATTAINING = (
    "bup_behandling_väntande_30_dagar",
    "bup_första_besök_väntande_30_dagar",
    "bup_utredning_väntande_30_dagar",
    "första_besök_högst_60_dagar",
    "operation_högst_60_dagar",
    "återbesök_inom_måldatum_10_procent",
)


def measure(name: str, group: str, period: Period, *, previous: bool) -> MeasureView:
    """A measure that is needed in its own year, and perhaps in the one before."""
    return MeasureView(name, name, group, period, current=True, previous=previous)


def pot(item: str) -> PotView:
    """The account of an item."""
    return PotView(item, item, f"{item}/belopp", f"{item}/fördelat", None, None, ())


def paid(item: str, payment: str, group: str) -> Paid:
    """A payment of an item; on requisition if so said."""
    return Paid(
        id=f"utbetalning/{payment}/{item}", unit=Unit.KRONOR, recipients=group,
        due=f"{item}/fördelat", released=f"{item}/fördelat", of=f"{item}/fördelat",
        payment=payment, item=item, requisition=payment == "requisition",
    )  # fmt: skip


OPEN = Choice(
    "fråga", "Hur räknas det?", (("så", "Så"), ("annars", "Annars")), "så", "så", "", Origin()
)
"""An interpretation: another reading may ask for other measures."""


def plan(
    groups: tuple[Group, ...],
    measures: tuple[MeasureView, ...] = (),
    keys: tuple[KeyView, ...] = (),
    criteria: tuple[CriterionView, ...] = (),
    duties: tuple[DutyView, ...] = (),
    payments: tuple[Paid, ...] = (),
) -> Plan:
    """A plan of which only what the intake asks for is filled in."""
    repaid = tuple(
        Repaid(
            id=f"återbetalning/{step.item}", unit=Unit.KRONOR, recipients=step.recipients,
            of=(step.id,), item=step.item, last_day=datetime.date(2024, 3, 31),
        )
        for step in payments
        if step.requisition
    )  # fmt: skip
    return Plan(
        name="prov", title="Prov", source="prov.okt", source_sha256="", total=Fraction(0),
        groups=groups, choices=(OPEN,), measures=measures, keys=keys, criteria=criteria,
        duties=duties, steps=(*payments, *repaid), requirements=(),
        pots=tuple(pot(item) for item in dict.fromkeys(step.item for step in payments)),
    )  # fmt: skip


SKR = Group("skr", "Sveriges Kommuner och Regioner", (("skr", "Sveriges Kommuner och Regioner"),))
PLAN_2023 = plan(
    groups=(
        Group("regioner", "Regionerna", REGIONS),
        SKR,
    ),
    measures=(
        *(measure(name, "regioner", YEAR, previous=True) for name in IMPROVING),
        *(measure(name, "regioner", YEAR, previous=False) for name in ATTAINING),
    ),
    keys=(
        KeyView("invånare", "Folkmängd", "regioner", None),
        KeyView("invånare_0_18", "Folkmängd, 0–18 år", "regioner", None),
    ),
    payments=(
        paid("block-1", "2023-08", "regioner"),
        paid("block-1", "2023-12", "regioner"),
        paid("block-2/bup", "requisition", "regioner"),
        paid("block-2/övrigt", "requisition", "regioner"),
        paid("medel-skr", "requisition", "skr"),
    ),
)
"""What the intake needs to know of the agreement of 2023."""

SPRING = Period(Month(2023, 1), Month(2023, 3))
SMALL = plan(
    groups=(
        Group("två", "Två regioner", (("12", "Region Skåne"), ("14", "Västra Götalandsregionen"))),
        Group("egna", "Egna mottagare", (("a", "Norra delen"), ("b", "Södra delen"))),
        SKR,
    ),
    measures=(measure("operation_60_dagar", "två", SPRING, previous=True),),
    keys=(
        KeyView("invånare", "Folkmängd", "två", datetime.date(2022, 11, 1)),
        KeyView("vikt", "Vikt", "egna", None),
    ),
    criteria=(
        CriterionView(
            "svarsfrekvens", "Svarsfrekvens", "två", SPRING, Fraction(95), None, "", Origin()
        ),
        CriterionView("i_tid", "I tid", "två", SPRING, None, Fraction(2), "", Origin()),
        CriterionView("i_ord", "I ord", "två", SPRING, None, None, "", Origin()),
    ),
    duties=(
        DutyView(
            "redovisning", "Redovisning till staten", "två", (), datetime.date(2024, 3, 31), False,
            None, Origin(),
        ),
        DutyView("lämna_data", "Lämna data", "två", (), None, True, SPRING, Origin()),
    ),
    payments=(
        paid("block-1", "2023-08", "två"),
        paid("block-2/bup", "requisition", "två"),
        paid("block-2/övrigt", "requisition", "två"),
        paid("block-3", "requisition", "egna"),
        paid("medel-skr", "requisition", "skr"),
    ),
)  # fmt: skip
"""Two regions, two recipients of the agreement's own, one measure, and a bit of everything."""

COUNTS = """\
region;månad;mått;täljare;nämnare
12;2022-01;operation_60_dagar;600;1000
12;2022-02;operation_60_dagar;610;1000
12;2022-03;operation_60_dagar;620;1000
14;2022-01;operation_60_dagar;700;1000
14;2022-02;operation_60_dagar;710;1000
14;2022-03;operation_60_dagar;720;1000
12;2023-01;operation_60_dagar;650;1000
12;2023-02;operation_60_dagar;660;1000
12;2023-03;operation_60_dagar;670;1000
14;2023-01;operation_60_dagar;750;1000
14;2023-02;operation_60_dagar;760;1000
14;2023-03;operation_60_dagar;770;1000
"""
"""Everything that `SMALL` needs of waiting times."""

MEASURE = "operation_60_dagar"
START = f"12;2023-02;{MEASURE}"
"""The measure, and the beginning of row 9."""

KEYS = "region;invånare\n12;1413080\n14;1757225\n"
OWN_KEYS = "mottagare;vikt\na;2\nb;3\n"


@frozen
class Read:
    """What came of reading."""

    figures: Figures
    report: Report

    @property
    def errors(self) -> list[Diagnostic]:
        """The faults, in the order of their places."""
        return [d for d in self.report if d.severity is Severity.ERROR]

    @property
    def notes(self) -> list[Diagnostic]:
        """Everything but the faults."""
        return [d for d in self.report if d.severity is not Severity.ERROR]

    def numbers(self) -> list[str]:
        """The codes found, each once."""
        return sorted({d.code.number for d in self.report})


USUAL = DataOptions()


def read_paths(
    a_plan: Plan, *paths: Path | str, options: DataOptions = USUAL, stdin: bytes | None = None
) -> Read:
    """Read files that are there."""
    report = Report()
    figures = read_figures([str(path) for path in paths], a_plan, report, options, stdin)
    return Read(figures, report)


def read_texts(
    folder: Path, a_plan: Plan, options: DataOptions = USUAL, /, **texts: str | bytes
) -> Read:
    """Write each text to a file of its name, and read them together."""
    paths = []
    for name, text in texts.items():
        path = folder / f"{name}.csv"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        paths.append(path)
    return read_paths(a_plan, *paths, options=options)


def read_small(folder: Path, options: DataOptions = USUAL, /, **texts: str | bytes) -> Read:
    """Read texts for `SMALL`; what is not given is there and faultless."""
    given: dict[str, str | bytes] = {"counts": COUNTS, "keys": KEYS, "own_keys": OWN_KEYS}
    return read_texts(folder, SMALL, options, **(given | texts))


def replaced(text: str, row: int, line: str) -> str:
    """The text with another line in a row's place."""
    lines = text.split("\n")
    lines[row - 1] = line
    return "\n".join(lines)


def added(text: str, *lines: str) -> str:
    """The text with more lines at its end."""
    return text + "".join(f"{line}\n" for line in lines)


def said(figures: Figures) -> Mapping[str, object]:
    """What figures say, whichever files they come from."""
    return {
        "counts": {k: (c.numerator, c.denominator) for k, c in figures.counts.items()},
        "keys": figures.keys,
        "key_dates": figures.key_dates,
        "requisitions": figures.requisitions,
        "used": figures.used,
        "reports": figures.reports,
        "rates": figures.rates,
        "decisions": {(d.payment, k): v for d in figures.decisions for k, v in d.amounts.items()},
    }
