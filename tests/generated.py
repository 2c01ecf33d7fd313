"""Small agreements made at random, written as text, with random figures that fit them.

The text is what is tested: nothing here builds an agreement's classes. Every agreement is valid
by construction; a rounding that could pay more than there is stands only where a bonus pot takes
the difference.
"""

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from attrs import field, frozen
from hypothesis import strategies as st

from overenskommelse.calendar import Month, Period
from overenskommelse.diagnostics import Cell
from overenskommelse.figures import CountCell, Figures
from overenskommelse.numbers import write_number

Draw = Callable[[st.SearchStrategy[Any]], Any]
HAND = Cell("slump")
UNITS = ("ören", "kronor", "tusental")
MODES = ("hälften uppåt", "hälften till jämnt", "nedåt", "uppåt")
UNIT_SIZES = {"ören": Fraction(1, 100), "kronor": Fraction(1), "tusental": Fraction(1000)}
STAGES = (
    "för varje krav och månad", "för varje månad", "för varje utbetalning", "för hela perioden",
)  # fmt: skip
TIES = tuple(
    f"till störst decimaldel, lika: {tie}"
    for tie in ("störst nyckel", "minst nyckel", "ordningen i filen")
)
FIRST_ATTAINMENT = "måluppfyllelse går före förbättring, aldrig båda"
FIRST_IMPROVEMENT = "förbättring går före måluppfyllelse, aldrig båda"
HIGHEST = "den som ger mest, aldrig båda"


@frozen
class Made:
    """An agreement's text, and what the laws need to know of it."""

    text: str
    recipients: tuple[str, ...]
    period: Period
    """The months that are measured."""
    measures: dict[str, bool]
    """Each measure, and whether higher is better."""
    unit: Fraction
    """The largest unit that any amount is rounded to."""
    shared: bool = False
    """Whether pots are divided among those who meet a requirement, so that all depend on all."""
    figures: Figures = field(factory=Figures)


def percent(value: Fraction) -> str:
    return write_number(value)


def shares(draw: Draw, parts: int) -> list[int]:
    """Whole per cent that sum to 100, none of them zero."""
    cuts = sorted(draw(st.sets(st.integers(1, 99), min_size=parts - 1, max_size=parts - 1)))
    return [b - a for a, b in zip([0, *cuts], [*cuts, 100], strict=True)]


def ladder(draw: Draw, number: int, decimals: int) -> str:
    """A ladder of one to four steps that meet at the given precision, each giving more: below 50
    percentage points, and with other steps than any other number up to three."""
    unit = Fraction(1, 10**decimals)
    steps = draw(st.integers(1, 4))
    drawn = sorted(draw(st.sets(st.integers(0, 15), min_size=steps, max_size=steps)))
    lows = [3 * low + number for low in drawn]
    gives = sorted(draw(st.sets(st.integers(1, 100), min_size=steps, max_size=steps)))
    lines = [f"stege stege_{number}"]
    for low, following, share in zip(lows, [*lows[1:], None], gives, strict=True):
        bounds = f"{percent(low * unit)} procentenheter eller mer"
        if following is not None:
            bounds = f"{percent(low * unit)}–{percent((following - 1) * unit)} procentenheter"
        lines.append(f"  {bounds} ger {share} %")
    return "\n".join(lines) + "\n"


@st.composite
def agreements(draw: Draw, *, monotone: bool = False) -> Made:
    """An agreement with a measured block, often with more; and figures for it.

    With ``monotone`` only such routes are combined that a better value cannot lower.
    """
    members = tuple("abcd"[: draw(st.integers(2, 4))])
    period = Period(Month(2024, 1), Month(2024, 1)).first
    first = period.shifted(draw(st.integers(0, 11)))
    months = Period(first, first.shifted(draw(st.integers(0, 3))))
    together = draw(st.booleans())
    free = 0 if together else draw(st.integers(0, len(months) - 1))
    measured_months = Period(first.shifted(free), months.last)
    holding = f" för {measured_months.swedish}" if free else ""
    has_bonus = draw(st.booleans())
    kept = draw(st.booleans())
    shared = not monotone and draw(st.booleans())
    decimals, measured = draw(
        st.sampled_from(
            [
                (0, "andelarna till hela procent, hälften uppåt"),
                (1, "andelarna till en decimal, nedåt"),
                (2, "andelarna till två decimaler, uppåt"),
                (1, "skillnaden till en decimal, hälften till jämnt"),
                (3, "ingen avrundning, varje steg börjar vid sin nedre gräns"),
            ]
        )
    )
    any_mode = st.sampled_from(MODES)
    down = st.just("nedåt")
    largest = draw(st.sampled_from(UNITS))

    def amount_rounding(mode: st.SearchStrategy[str]) -> str:
        unit = draw(st.sampled_from(UNITS[: UNITS.index(largest) + 1]))
        return f"hela {unit}, {draw(mode)}"

    earned_mode = any_mode if has_bonus and not (kept and shared) else down
    final_mode = down if kept else any_mode
    monthly = draw(st.sampled_from(["ingen avrundning", amount_rounding(earned_mode)]))
    stage = STAGES[0] if shared else draw(st.sampled_from(STAGES))
    rounding = [
        f"  mätvärden {measured}",
        f"  månadspott {monthly}",
        f"  ersättning {amount_rounding(earned_mode)}, {stage}",
        f"  fördelning {amount_rounding(final_mode)}",
        "  rest "
        + ("delas inte ut" if kept
           else draw(st.sampled_from([*TIES, "till största mottagaren"]))),
    ]  # fmt: skip
    if has_bonus:
        rounding.append(f"  bonus {amount_rounding(final_mode)}")
    own = ""
    if draw(st.booleans()):
        own = f"avrundning för block 1\n  månadspott {amount_rounding(earned_mode)}\n"

    numbers = draw(st.integers(1, 3))
    measures: dict[str, bool] = {}
    ladders: list[str] = []
    requirements: list[str] = []
    both = improves = False
    orders = [FIRST_ATTAINMENT, HIGHEST, *([] if monotone else [FIRST_IMPROVEMENT])]
    precedence = draw(st.sampled_from(orders))
    for number, share in enumerate(shares(draw, numbers), 1):
        name = f"mått_{number}"
        measures[name] = draw(st.booleans())
        ways = draw(st.sampled_from(["f", "m", "fm"]))
        lines = [f'  krav {number} "Krav" {share} %{holding}']
        if "f" in ways:
            improves = True
            ladders.append(ladder(draw, number, min(decimals, 2)))
            lines.append(f"    förbättring {name} enligt stege stege_{number}")
        if "m" in ways:
            gives = 100 if monotone else draw(st.integers(1, 100))
            bound = "minst" if measures[name] else "högst"
            # So far from the worst that no step of the ladder always attains it.
            far = draw(st.integers(50 if "f" in ways else 1, 99))
            limit = far if measures[name] else 100 - far
            lines.append(f"    måluppfyllelse {name} {bound} {limit} % ger {gives} %")
            if draw(st.booleans()):
                over = draw(st.integers(0, 30))
                lines.append(f"      och {name} {bound} {limit} % när fler än {over} väntar")
        both = both or ways == "fm"
        requirements.append("\n".join(lines) + "\n")

    gate = ""
    if draw(st.booleans()):
        name = draw(st.sampled_from(sorted(measures)))
        bound = "minst" if measures[name] else "högst"
        gate = f"  deltar den som har {name} {bound} {draw(st.integers(1, 99))} %\n"

    amounts = draw(st.lists(st.integers(1, 10**7), min_size=3, max_size=3))
    blocks, extra, paid = amounts[:1], [], []
    if draw(st.booleans()):
        blocks.append(amounts[1])
        part = draw(st.integers(0, amounts[1] - 1))
        items = f'  post ett "Ett" {part} kr efter barn\n' if part else ""
        extra.append(
            f'block 2 "Poster" {amounts[1]} kr\n  till städerna\n{items}'
            '  post resten "Resten" resten efter invånare\n'
        )
        paid.append("block 2")
    if draw(st.booleans()):
        blocks.append(amounts[2])
        extra.append(f'medel stöd "Stöd" {amounts[2]} kr till städerna, efter barn\n')
        paid.append("medel stöd")
    needs_children = any("barn" in statement for statement in extra)

    chunks: list[Period] = []
    for month in months:
        if chunks and (together or draw(st.booleans())):
            chunks[-1] = Period(chunks[-1].first, month)
        else:
            chunks.append(Period(month, month))
    payments = "".join(
        f"utbetalning {chunk.last.shifted(1).swedish} block 1 för {chunk.swedish}\n"
        for chunk in chunks
    )
    last = ", ".join([*(["bonuspott"] if has_bonus else []), *paid])
    if last:
        payments += f"utbetalning {months.last.shifted(3).swedish} {last}\n"
    if has_bonus:
        empty = draw(st.sampled_from(["betalas inte ut", "fördelas efter invånare"]))
        short = draw(
            st.sampled_from(["i proportion till årets ersättning", "efter invånare", "lika"])
        )
        how = draw(st.sampled_from(["i proportion till årets ersättning", "efter invånare"]))
        pot = (
            "  bonuspott\n    samlar medel för krav som inte uppfylls\n"
            f"    fördelas {how}\n    utan ersättning till någon: {empty}\n"
            f"  räcker inte medlen: dras {short}\n"
        )
    else:
        pot = "  uppfylls inte ett krav: medlen betalas inte ut\n"
    names = ", ".join(f'{code} "{code.upper()}-stad"' for code in members)
    missing, nobody = (draw(st.sampled_from(["uppfylls", "uppfylls inte"])) for _ in range(2))
    text = "".join(
        [
            'okt 1\növerenskommelse 2024 "Slump"\n',
            f"  omfattning {sum(blocks)} kr\n  mätperiod {months.swedish}\n",
            "  jämförelse samma månad föregående år\n" if improves else "",
            f'mottagare städerna "Städerna" består av {names}\n',
            'nyckel invånare "Invånare"\n',
            'nyckel barn "Barn"\n' if needs_children else "",
            "avrundning\n",
            *(f"{rule}\n" for rule in rounding if used(rule, extra, has_bonus or shared)),
            own,
            *ladders,
            *(
                f'mått {name} "Mått"\n  andel av genomförda besök\n'
                f"  med väntetid högst {30 * number} dagar\n"
                f"  bättre {'högre' if higher else 'lägre'}\n"
                for number, (name, higher) in enumerate(measures.items(), 1)
            ),
            f'block 1 "Krav" {blocks[0]} kr\n  till städerna\n',
            "  mäts hela mätperioden sammantaget\n"
            if together
            else "  månadspott lika stor varje månad i mätperioden\n",
            gate,
            "  delas efter invånare bland dem som uppfyller kravet\n"
            if shared
            else "  reserveras efter invånare\n",
            "  månader utan krav: det reserverade betalas ut\n" if free else "",
            f"  två vägar: {precedence}\n" if both else "",
            "  saknas värde föregående år: ingen förbättring kan visas\n" if improves else "",
            f"  saknas värde: kravet {missing}\n  finns ingen att mäta: kravet {nobody}\n",
            *requirements,
            pot,
            *extra,
            payments,
        ]
    )
    data = draw(figures_for(members, measured_months, tuple(measures)))
    return Made(text, members, measured_months, measures, UNIT_SIZES[largest], shared, data)


def used(rule: str, extra: list[str], splits: bool) -> bool:
    """Whether an agreement with these parts has any use for a rounding; one that ``splits`` has
    a pot whose parts make a whole."""
    if rule.startswith("  fördelning"):
        return bool(extra)
    return not rule.startswith("  rest") or bool(extra) or splits


@st.composite
def figures_for(
    draw: Draw, members: tuple[str, ...], months: Period, measures: tuple[str, ...]
) -> Figures:
    """Keys above zero, and counts for both years; now and then nobody, or no value."""
    keys = {
        key: {code: Fraction(draw(st.integers(1, 10**6))) for code in members}
        for key in ("invånare", "barn")
    }
    counts: dict[tuple[str, str, Month], CountCell] = {}
    for measure in measures:
        for code in members:
            for month in months:
                for year in (0, -12):
                    everyone = draw(st.sampled_from([0, 1, 7, 20, 100, 1000]))
                    met: int | None = draw(st.integers(0, everyone))
                    if year and draw(st.integers(0, 9)) == 0:
                        counts[measure, code, month.shifted(year)] = CountCell(None, None, HAND)
                    else:
                        counts[measure, code, month.shifted(year)] = CountCell(met, everyone, HAND)
    return Figures(keys=keys, counts=counts)
