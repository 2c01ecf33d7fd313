"""Small agreements at random about money that is divided, paid for each unit, or conditional.

Like `generated`: text that is valid by construction, and figures that fit it. What is measured
month by month is there; here are fixed amounts, ceilings, conditions, and roundings of their own.
"""

from fractions import Fraction

from attrs import field, frozen
from hypothesis import strategies as st

from overenskommelse.figures import AssessmentCell, Figures
from tests.generated import HAND, MODES, TIES, UNIT_SIZES, UNITS, Draw

FAILURES = ("förfaller medlen", "hålls medlen inne", "fördelas medlen på de övriga")
WAYS = ("efter invånare", "lika")


@frozen
class Divided:
    """An agreement's text, and what the laws need to know of it."""

    text: str
    recipients: tuple[str, ...]
    unit: Fraction
    """The largest unit that any amount is rounded to."""
    ceiling: int
    """The most, in kronor, that anybody can get of a block that pays for each unit."""
    figures: Figures = field(factory=Figures)


def rounding(draw: Draw, unit: str) -> str:
    """How parts are rounded, and who takes the rest."""
    if draw(st.booleans()):
        return f"  fördelning hela {unit}, nedåt\n  rest delas inte ut\n"
    rest = draw(st.sampled_from([*TIES, "till största mottagaren"]))
    return f"  fördelning hela {unit}, {draw(st.sampled_from(MODES))}\n  rest {rest}\n"


def fixed_and_rest(draw: Draw, members: int) -> tuple[int, str, str]:
    """A block with the same amount for each, and the rest divided: kronor, text, payments."""
    each, rest = draw(st.integers(1, 10**5)), draw(st.integers(1, 10**6))
    amount = each * members + rest
    text = (
        f'block 1 "Fast" {amount} kr\n  till städerna\n'
        f'  post grund "Grund" {each} kr till var och en\n'
        f'  post resten "Resten" resten {draw(st.sampled_from(WAYS))}\n'
    )
    whole = ["block 1"]
    items = ["post grund i block 1", "post resten i block 1"]
    parts = draw(st.sampled_from([whole, items]))
    return amount, text, "".join(f"utbetalning juni 2024 {part}\n" for part in parts)


def per_unit(draw: Draw, capped: bool) -> tuple[int, str, int]:
    """A block that pays for each unit: kronor, text, and, where ``capped``, what is the most."""
    amount, limit = draw(st.integers(1, 10**6)), draw(st.integers(1, 10**6))
    beyond = draw(st.sampled_from(["", " utöver höft_förra"]))
    ceiling, left = f"  tak {limit} kr till var och en\n", "betalas inte ut"
    if not capped:
        ceiling = draw(st.sampled_from(["", ceiling, "  tak efter invånare\n"]))
        left = draw(st.sampled_from([left, *(f"fördelas {way}" for way in WAYS)]))
    short = draw(st.sampled_from(["i proportion till årets ersättning", *WAYS]))
    text = (
        f'block 2 "Per styck" {amount} kr\n  till städerna\n'
        f'  post höft "Höft" {draw(st.integers(1, 50_000))} kr per höft{beyond}\n'
        f'  post starr "Starr" {draw(st.integers(1, 50_000))} kr per starr\n{ceiling}'
        f"  blir medel över: {left}\n  räcker inte medlen: dras {short}\n"
    )
    return amount, text, limit


@st.composite
def divisions(draw: Draw, *, capped: bool = False) -> Divided:
    """An agreement with one to three ways to divide money, and figures for it.

    With ``capped`` one of them pays for each unit, up to a ceiling to which nothing is added.
    """
    members = tuple("abcd"[: draw(st.integers(2, 4))])
    chosen = draw(st.sets(st.sampled_from(["fixed", "units", "conditional"]), min_size=1))
    chosen |= {"units"} if capped else set()
    largest = draw(st.sampled_from(UNITS))
    total, ceiling, statements = 0, 0, list[str]()
    if "fixed" in chosen:
        amount, text, payments = fixed_and_rest(draw, len(members))
        total += amount
        statements += [text, payments]
        if draw(st.booleans()):
            scope = draw(st.sampled_from(["block 1", "post resten i block 1"]))
            statements.append(f"avrundning för {scope}\n{rounding(draw, largest)}")
    if "units" in chosen:
        amount, text, ceiling = per_unit(draw, capped)
        total += amount
        keys = ["höft", "starr", *(["höft_förra"] if "höft_förra" in text else [])]
        statements += [text, "utbetalning juli 2024 block 2\n"]
        statements += [f'nyckel {key} "Antal {key}"\n' for key in keys]
    if "conditional" in chosen:
        amount = draw(st.integers(1, 10**6))
        total += amount
        way, failure = draw(st.sampled_from(WAYS)), draw(st.sampled_from(FAILURES))
        statements += [
            f'medel stöd "Stöd" {amount} kr till städerna, {way}\n',
            "utbetalning augusti 2024 medel stöd\n",
            'villkor plan för städerna "Plan"\n  gäller medel stöd\n'
            f'  prövas av "Myndigheten" senast 1 juli 2024\n  annars {failure}\n',
        ]
    names = ", ".join(f'{code} "{code.upper()}-stad"' for code in members)
    used = "efter invånare" in "".join(statements)
    text = "".join(
        [
            f'okt 1\növerenskommelse 2024 "Slump"\n  omfattning {total} kr\n',
            f'mottagare städerna "Städerna" består av {names}\n',
            'nyckel invånare "Invånare"\n' if used else "",
            "avrundning\n" + rounding(draw, largest),
            *statements,
        ]
    )
    data = Figures(
        keys={
            "invånare": {code: Fraction(draw(st.integers(1, 10**6))) for code in members},
            **{
                key: {code: Fraction(draw(st.integers(0, 100))) for code in members}
                for key in ("höft", "höft_förra", "starr")
            },
        },
        assessments={
            (code, "plan"): AssessmentCell(draw(st.booleans()), "", HAND) for code in members
        },
    )
    return Divided(text, members, UNIT_SIZES[largest], ceiling, data)
