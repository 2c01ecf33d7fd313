"""The language by cases: small agreements that mean something, and small ones with one fault.

A good case has no diagnostics, and its plan is a snapshot. A bad case says in a comment, at the end
of the line, which code must be found there; what is drawn of it is a snapshot.
"""

import re
import unicodedata
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from compiler import check_text, compile_text
from compiler.verify import verify
from overenskommelse import codes, limits, text_codes
from overenskommelse.calendar import Month
from overenskommelse.cli.drawing import draw
from overenskommelse.cli.page import Page
from overenskommelse.diagnostics import Code
from overenskommelse.plantext import plan_text
from tests.agreements import (
    BAD,
    GOOD,
    Counts,
    TextFile,
    checked,
    conserved,
    expected,
    figures,
    good,
    meaning,
    outcome_of,
    paid,
    plan_of,
    readings,
    told,
    unpaid,
)

GOOD_CASES = [pytest.param(path, id=path.stem) for path in sorted(GOOD.glob("*.okt"))]
BAD_CASES = [pytest.param(path, id=path.stem) for path in sorted(BAD.glob("*.okt"))]

MADE_IN_CODE: dict[Code, Callable[[], bytes]] = {
    text_codes.FILE_TOO_LARGE: lambda: b"#" * (limits.AGREEMENT_BYTES + 1),
    text_codes.TOO_MANY_STATEMENTS: lambda: b"okt 1\n" * (limits.STATEMENTS + 1),
    text_codes.EMPTY_FILE: lambda: b"\xef\xbb\xbf \n\n",
}
"""Codes without a file of their own: three would be too large to keep, one is an empty file, which
has no room for a comment."""
AFTER_MANY: dict[Code, int] = {text_codes.TOO_MANY_FAULTS: limits.UNREADABLE_LINES + 1}
"""Codes that come only after so many others (see test_hostile.py for what is told then)."""


@pytest.fixture
def shown(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    return snapshot.use_extension(TextFile)


# Good cases ----------------------------------------------------------------------------------


@pytest.mark.parametrize("path", GOOD_CASES)
def test_plan(path: Path, shown: SnapshotAssertion) -> None:
    """A good case has no remark but a warning it announces; its plan is the one looked over."""
    done = compile_text(path.name, path.read_bytes(), {})
    assert told(done.report) == expected(path.read_bytes().decode("utf-8-sig"))
    assert not done.report.failed
    assert done.plan is not None
    assert plan_text(done.plan) == shown


@pytest.mark.parametrize("path", GOOD_CASES)
def test_every_reading_compiles(path: Path) -> None:
    """Every declared reading gives a plan without faults, and says that it was used."""
    agreement = compile_text(path.name, path.read_bytes(), {}).agreement
    assert agreement is not None
    for choice in readings(agreement):
        done = compile_text(path.name, path.read_bytes(), choice)
        assert done.plan is not None, choice
        assert verify(done.plan) == []
        used = {c.name: c.used for c in done.plan.choices}
        assert used | choice == used


def in_curly_quotes(text: str) -> str:
    return re.sub(r'"([^"\n]*)"', "”\\1”", text)


VARIATIONS: dict[str, Callable[[str], bytes]] = {
    "windows": lambda text: b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode(),
    "macos": lambda text: unicodedata.normalize("NFD", text).encode(),
    "ordbehandlare": lambda text: (
        in_curly_quotes(text).replace("–", "-").replace(" %", "\u00a0%").encode()
    ),
    "indrag": lambda text: re.sub("(?m)^(  +)", "\\1\\1\\1", text).encode(),
    "luft": lambda text: text.replace("\n", "  # en kommentar\n\n").encode(),
    "utan_sista_radslut": lambda text: text.rstrip("\n").encode(),
}


@pytest.mark.parametrize("variation", VARIATIONS)
@pytest.mark.parametrize("path", GOOD_CASES)
def test_typography_means_nothing(path: Path, variation: str) -> None:
    """Line ends, byte order mark, composition, quotes, blanks and comments change no plan."""
    text = path.read_text(encoding="utf-8")
    written = meaning(plan_of(text))
    varied = meaning(plan_of(VARIATIONS[variation](text)))
    assert varied.steps == written.steps
    assert varied.groups == written.groups
    assert varied.pots == written.pots
    assert varied.measures == written.measures
    assert varied.requirements == written.requirements


# Good cases on figures worked out by hand ----------------------------------------------------

ONE_TO_TWO = {"invånare": {"a": 1, "b": 2}}
ONE_TO_THREE = {"invånare": {"a": 1, "b": 2, "c": 3}}
JAN, FEB, LAST_JAN, LAST_FEB = "2024-01", "2024-02", "2023-01", "2023-02"


def levels(measure: str, **rows: tuple[int, int] | None) -> Counts:
    """Counts named ``a1`` (recipient a, January) or ``a1_förra`` (a year earlier)."""
    found = {}
    for name, pair in rows.items():
        year = "2023" if name.endswith("_förra") else "2024"
        found[measure, name[0], f"{year}-0{name[1]}"] = pair
    return found


ATTAINED = levels("besök", a1=(80, 100), a2=(7994, 10000), b1=(1599, 2000), b2=(0, 0))
BOTH_ROUTES = levels(
    "besök",
    a1=(85, 100), a1_förra=(70, 100), a2=(82, 100), a2_förra=(80, 100),
    b1=(799, 1000), b1_förra=(749, 1000), b2=(90, 100), b2_förra=None,
)  # fmt: skip


@pytest.mark.parametrize(
    ("name", "keys", "counts", "amounts", "left"),
    [
        # 100/3 = 33 and a third each; all decimals and keys alike, so the first gets the krona.
        ("lika", {}, {}, {"a": 34, "b": 33, "c": 33}, 0),
        # As above, in ören.
        ("oren", {}, {}, {"a": "34/100", "b": "33/100", "c": "33/100"}, 0),
        # 3 333 each is 3 thousand each, and one thousand over.
        ("tusental", {}, {}, {"a": 4000, "b": 3000, "c": 3000}, 0),
        # 25,75 + 25,75 + 51,5 round up to 26 + 26 + 52, one too many: c gives it back.
        ("rest_till_storsta", {"invånare": {"a": 1, "b": 1, "c": 2}}, {},
         {"a": 26, "b": 26, "c": 51}, 0),
        ("rest_delas_inte_ut", {}, {}, {"a": 33, "b": 33, "c": 33}, 1),
        # 14,29 + 28,57 + 57,14: b has the largest decimals.
        ("nedat_med_rest", {"invånare": {"a": 1, "b": 2, "c": 4}}, {},
         {"a": 14, "b": 29, "c": 57}, 0),
        ("en_mottagare", {}, {}, {"skr": 1_237_500}, 0),
        # 100 by children (1:1:2), 300 alike, and the remaining 600 by inhabitants (1:2:3).
        ("poster", ONE_TO_THREE | {"barn": {"a": 1, "b": 1, "c": 2}}, {},
         {"a": 25 + 100 + 100, "b": 25 + 100 + 200, "c": 50 + 100 + 300}, 0),
        ("en_sats_pa_flera_rader", {}, {}, {"a": 2, "b": 2, "c": 2}, 0),
        # 6 000 a month: a 2 000, b 4 000. 80,0 is enough and so is 79,95, which rounds to 80,0;
        # 79,94 is not, nor is a month without visits. The other 6 000 follow, 1:2.
        ("bara_maluppfyllelse", ONE_TO_TWO, ATTAINED, {"a": 4000, "b": 8000}, 0),
        ("utan_bonuspott", ONE_TO_TWO, ATTAINED, {"a": 2000, "b": 4000}, 6000),
        # a: 85 is enough, 60 % of 2 000, twice. b: 79,9 is 5,0 better, 4 000; 90 gives 2 400.
        # Bonus 3 200 by 2 400:6 400 is 872,7 and 2 327,3.
        ("maluppfyllelse_fore", ONE_TO_TWO, BOTH_ROUTES, {"a": 2400 + 873, "b": 6400 + 2327}, 0),
        # a: 15 better gives 2 000, 2 better gives 1 000. b: 4 000, and without last year 2 400.
        # Bonus 2 600 by 3 000:6 400 is 829,8 and 1 770,2.
        ("forbattring_fore", ONE_TO_TWO, BOTH_ROUTES, {"a": 3000 + 830, "b": 6400 + 1770}, 0),
        # a: the better of 100 and 60, then of 50 and 60. Bonus 2 400 by 3 200:6 400.
        ("den_som_ger_mest", ONE_TO_TWO, BOTH_ROUTES, {"a": 3200 + 800, "b": 6400 + 1600}, 0),
        # 69,9 gives nothing, 70,0 half of 2 000, 79,9 half of 4 000, 80,0 all of it.
        # Bonus 5 000 by 1 000:6 000 is 714,3 and 4 285,7.
        ("stege_i_maluppfyllelse", ONE_TO_TWO,
         levels("besök", a1=(699, 1000), a2=(700, 1000), b1=(799, 1000), b2=(800, 1000)),
         {"a": 1000 + 714, "b": 6000 + 4286}, 0),
        # a: 5,0 is enough, 2 000; 7 from 10 is 3 better, 1 500. b gets worse, then no better.
        # All the bonus is a's.
        ("lagre_ar_battre", ONE_TO_TWO,
         levels("väntat", a1=(50, 1000), a1_förra=(50, 1000), a2=(70, 1000), a2_förra=(100, 1000),
                b1=(120, 1000), b1_förra=(100, 1000), b2=(51, 1000), b2_förra=(51, 1000)),
         {"a": 12_000, "b": 0}, 0),
        # Twenty waiting are not more than twenty, 21 are; 11 of 22 is not over 50 %, 12 of 22 is.
        ("och_nar_fler_an", ONE_TO_TWO,
         {**levels("besök", a1=(80, 100), a2=(80, 100), b1=(80, 100), b2=(80, 100)),
          **levels("väntande", a1=(0, 20), a2=(0, 21), b1=(11, 22), b2=(12, 22))},
         {"a": 2000 + 2000, "b": 4000 + 4000}, 0),
        # Only a earns, 2 000; the other 10 000 go 1:2.
        ("bonus_efter_nyckel", ONE_TO_TWO,
         levels("besök", a1=(80, 100), a2=(0, 9), b1=(0, 9), b2=(0, 9)),
         {"a": 2000 + 3333, "b": 6667}, 0),
        ("tom_bonuspott", ONE_TO_TWO,
         levels("besök", a1=(0, 9), a2=(0, 9), b1=(0, 9), b2=(0, 9)), {"a": 4000, "b": 8000}, 0),
        # 4 000 a month is 1 333 and 2 667. a earns two months, b one; 6 667 are left, and
        # 6 667 · 2 666/5 333 = 3 332,9.
        ("egen_matperiod", ONE_TO_TWO,
         {("besök", "a", "2023-12"): (9, 9), ("besök", "b", "2023-12"): (0, 9),
          **levels("besök", a1=(9, 9), a2=(0, 9), b1=(0, 9), b2=(9, 9))},
         {"a": 2666 + 3333, "b": 2667 + 3334}, 0),
        # 12,50 a month: a 4, b 8. January: a all 4; b 2,4 + 2,4, which is 5 for the month (and
        # would be 4 by requirement). February: a 1,2, so 1. The other 15 are 7,5 each: a is first.
        ("ersattning_per_manad", ONE_TO_TWO,
         levels("besök", a1=(95, 100), a2=(80, 100), b1=(90, 100), b2=(0, 9)),
         {"a": 5 + 8, "b": 5 + 7}, 0),
        # Nothing is rounded before payment: a 4 1/6 + 1,25 is 5; b 5 + 2,5 is 8. The other 12 by
        # 5:8 are 4,6 and 7,4.
        ("ersattning_per_utbetalning", ONE_TO_TWO,
         levels("besök", a1=(95, 100), a2=(80, 100), b1=(90, 100), b2=(80, 100)),
         {"a": 5 + 5, "b": 8 + 7}, 0),
        # A month without anyone to measure is met; one without last year is not better.
        # 1,0 better gives half of 4 000, 0,9 nothing. The other 8 000 by 2 000:2 000.
        ("utan_varde_uppfyllt", ONE_TO_TWO,
         levels("besök", a1=(0, 0), a1_förra=(1, 2), a2=(80, 100), a2_förra=None,
                b1=(800, 1000), b1_förra=(790, 1000), b2=(800, 1000), b2_förra=(791, 1000)),
         {"a": 6000, "b": 6000}, 0),
        # a's January was not reported and is met; nobody to measure is not. b has February.
        # The other 6 000 by 2 000:4 000.
        ("orapporterat_uppfyllt", ONE_TO_TWO,
         levels("besök", a1=None, a2=(0, 0), b1=(0, 0), b2=(80, 100)), {"a": 4000, "b": 8000}, 0),
        # 7,50 a month by 1:2:3 rounds up to 2 + 3 + 4, twice, three more than 15: a has all the
        # children and gives them back.
        ("for_mycket_avrundat", ONE_TO_THREE | {"barn": {"a": 3, "b": 0, "c": 0}},
         levels("besök", a1=(9, 9), a2=(9, 9), b1=(9, 9), b2=(9, 9), c1=(9, 9), c2=(9, 9)),
         {"a": 4 - 3, "b": 6, "c": 8}, 0),
        # 2,95 better lies in the first step, 3 exactly in the second, 0,99 in none, 5 in the last.
        # Bonus 5 500 by 2 500:4 000 is 2 115,4 and 3 384,6.
        ("oavrundade_matvarden", ONE_TO_TWO,
         levels("besök", a1=(8295, 10**4), a1_förra=(8000, 10**4), a2=(830, 1000),
                a2_förra=(800, 1000), b1=(8099, 10**4), b1_förra=(8000, 10**4),
                b2=(850, 1000), b2_förra=(800, 1000)),
         {"a": 2500 + 2115, "b": 4000 + 3385}, 0),
        # Half to even at two decimals: 0,995 is 1,00 and 2,995 is 3,00, but 0,985 is 0,98 and
        # 4,985 is 4,98. Bonus 6 500 by 2 500:3 000 is 2 954,5… and 3 545,5…, the first larger.
        ("skillnaden_avrundas", ONE_TO_TWO,
         levels("besök", a1=(80995, 10**5), a1_förra=(80000, 10**5), a2=(82995, 10**5),
                a2_förra=(80000, 10**5), b1=(80985, 10**5), b1_förra=(80000, 10**5),
                b2=(84985, 10**5), b2_förra=(80000, 10**5)),
         {"a": 2500 + 2955, "b": 3000 + 3545}, 0),
        # 500 000,25 a month is 250 000 each. 50,0 gives half, 49,9 nothing, 79,9 half, 80,0 all.
        # 500 000,50 are left, 3:1, and half a krona is nobody's.
        ("ordbehandlare", {"invånare": {"a": 1, "b": 1}},
         levels("besök", a1=(500, 1000), a2=(800, 1000), b1=(499, 1000), b2=(799, 1000)),
         {"a": 750_000, "b": 250_000}, "1/2"),
        # 7,50 a month by 1:2:3 is 1,25, 2,5 and 3,75. Everybody earns January alone.
        # Up at a half: 1 + 3 + 4, then 7 by 1:3:4 is 0,9 + 2,6 + 3,5: 1 + 3 + 3.
        ("avrunda_halften_uppat", ONE_TO_THREE, "january", {"a": 2, "b": 6, "c": 7}, 0),
        # To even: 1 + 2 + 4, then 8 by 1:2:4 is 1,1 + 2,3 + 4,6: 1 + 2 + 5.
        ("avrunda_halften_till_jamnt", ONE_TO_THREE, "january", {"a": 2, "b": 4, "c": 9}, 0),
        # Down: 1 + 2 + 3, then 9 by 1:2:3 is 1,5 + 3 + 4,5; of a and c, c has the larger key.
        ("avrunda_nedat", ONE_TO_THREE, "january", {"a": 2, "b": 5, "c": 8}, 0),
        # Up: 2 + 3 + 4, then 6 by 2:3:4 is 1,3 + 2 + 2,7: 1 + 2 + 3.
        ("avrunda_uppat", ONE_TO_THREE, "january", {"a": 3, "b": 5, "c": 7}, 0),
    ],
)  # fmt: skip
def test_worked_by_hand(
    name: str,
    keys: dict[str, dict[str, int]],
    counts: Counts | str,
    amounts: dict[str, int | str],
    left: int | str,
) -> None:
    """A good case pays what the comment beside it works out, and keeps what is left of it."""
    if isinstance(counts, str):
        met, not_met = (9, 9), (0, 9)
        counts = levels("besök", a1=met, b1=met, c1=met, a2=not_met, b2=not_met, c2=not_met)
    outcome = outcome_of(plan_of(good(name)), figures(keys, counts))
    assert paid(outcome) == {code: Fraction(amount) for code, amount in amounts.items()}
    assert unpaid(outcome) == Fraction(left)
    assert conserved(outcome)


def test_regions_but_two() -> None:
    """Nineteen regions share nineteen kronor; the two that are left out get nothing."""
    outcome = outcome_of(plan_of(good("regioner_utom")), figures())
    assert len(paid(outcome)) == 19
    assert set(paid(outcome).values()) == {1}
    assert not {"09", "12"} & set(paid(outcome))


def test_a_month_that_does_not_count() -> None:
    """A month with too low a response rate earns nothing, though its values are good.

    Both months of a are good, and January of b. With a's January at 94,9 % a keeps February's
    2 000, b has 4 000, and the other 6 000 follow 1:2. Without rates a has 4 000 and b 4 000, and
    the other 4 000 follow 1:1. Late reporting has no consequence.
    """
    plan = plan_of(good("kriterium_raknas_inte"))
    counts = levels("besök", a1=(9, 9), a2=(9, 9), b1=(9, 9), b2=(0, 9))
    data = figures(ONE_TO_TWO, counts)
    rates = {
        ("svar", "a", Month(2024, 1)): Fraction(949, 10),
        ("svar", "b", Month(2024, 1)): Fraction(95),
        ("i_tid", "b", Month(2024, 1)): Fraction(4),
    }
    rated = type(data)(keys=data.keys, counts=data.counts, rates=rates)
    assert paid(outcome_of(plan, rated)) == {"a": 4000, "b": 8000}
    failed = {(c.criterion, c.recipient) for c in outcome_of(plan, rated).failed_criteria}
    assert failed == {("svar", "a"), ("i_tid", "b")}
    assert paid(outcome_of(plan, data)) == {"a": 6000, "b": 6000}


def test_two_blocks_and_two_pots() -> None:
    """Two blocks keep their money apart, each with a bonus pot and a period of its own.

    Block a: 1 000 a month, 500 each; a earns January (80), b February (80), and the other 1 000
    follow 1:1. Block b has February alone: nobody reaches 90, and its 1 000 are shared alike.
    """
    counts = levels("besök", a1=(80, 100), a2=(794, 1000), b1=(0, 9), b2=(80, 100))
    outcome = outcome_of(plan_of(good("tva_bonuspotter")), figures(ONE_TO_TWO, counts))
    rows = {(r.payment, r.item, r.recipient): r.amount for r in outcome.payments}
    assert rows == {
        ("2024-02", "block-a", "a"): 500, ("2024-02", "block-a", "b"): 0,
        ("2024-03", "block-a", "a"): 0, ("2024-03", "block-a", "b"): 500,
        ("2024-03", "block-b", "a"): 0, ("2024-03", "block-b", "b"): 0,
        ("2024-04", "bonuspott-a", "a"): 500, ("2024-04", "bonuspott-a", "b"): 500,
        ("2024-04", "bonuspott-b", "a"): 500, ("2024-04", "bonuspott-b", "b"): 500,
    }  # fmt: skip
    assert conserved(outcome)


# Bad cases -----------------------------------------------------------------------------------


@pytest.mark.parametrize("path", BAD_CASES)
def test_faults(path: Path, shown: SnapshotAssertion) -> None:
    """Exactly the faults that the comments name are found, on those very lines, and drawn so."""
    data = path.read_bytes()
    text = data.decode("utf-8", errors="replace")
    report = check_text(path.name, data, strict="# strikt\n" in text)
    assert told(report) == expected(text)
    drawn = "\n\n".join(draw(diagnostic, Page()).plain for diagnostic in report)
    assert f"{drawn}\n" == shown


@pytest.mark.parametrize("path", BAD_CASES)
def test_every_fault_has_a_way_out(path: Path) -> None:
    """No message has a word of Python or of the grammar in it, and each says what to do."""
    data = path.read_bytes()
    report = check_text(path.name, data, strict=True)
    for diagnostic in report:
        words = f"{diagnostic.message} {diagnostic.help}"
        assert not re.search("None|True|False|Fraction|Token|[{}]|COMMA|COLON|EQUAL", words)
        assert diagnostic.help or "väntades" in diagnostic.message


@pytest.mark.parametrize("code", MADE_IN_CODE, ids=lambda code: code.number)
def test_faults_made_in_code(code: Code) -> None:
    """The faults that have no file are found too, and nothing beside them."""
    assert [number for _, number in told(checked(MADE_IN_CODE[code]()))] == [code.number]


@pytest.mark.parametrize("code", AFTER_MANY, ids=lambda code: code.number)
def test_faults_after_many(code: Code) -> None:
    """After so many unreadable lines that is said, and reading stops."""
    lines = "\n".join(f"medel skräp{n} !" for n in range(2 * AFTER_MANY[code]))
    numbers = [number for _, number in told(checked(f"okt 1\n{lines}\n".encode()))]
    assert numbers.count(code.number) == 1
    assert len(numbers) <= AFTER_MANY[code] + 1


def test_every_code_has_a_case() -> None:
    """Every code that an agreement can give has a smallest file, or a reason not to."""
    kinds = [*vars(codes).values(), *vars(text_codes).values()]
    catalogue = {code.number for code in kinds if isinstance(code, Code)}
    cases = [*BAD.glob("*.okt"), *GOOD.glob("*.okt")]
    texts = (path.read_bytes().decode("utf-8", errors="replace") for path in cases)
    in_files = {code for text in texts for _, code in expected(text)}
    in_code = {code.number for code in MADE_IN_CODE}
    assert catalogue - in_files - in_code - {code.number for code in AFTER_MANY} == set()
    assert not in_code & in_files
