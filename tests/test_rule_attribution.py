"""What changes of rules make in kronor: their own parts, what they make together, and the whole."""

import re
from collections.abc import Sequence
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from compiler.compare import compared
from compiler.compare.mixing import Mixing
from overenskommelse.attribution import RuleAttribution
from overenskommelse.difference import ChangeKind
from overenskommelse.figures import Figures
from overenskommelse.plan import Plan
from runtime.bundles import bundled
from runtime.intake import read_figures
from runtime.joint import joined
from runtime.rule_attribution import attributed_to_rules
from tests.agreements import AGREEMENT_2023, compiled, edited, figures, outcome_of
from tests.generated import agreements
from tests.test_compare import TEXT_2023, said

SMALL = """okt 1
överenskommelse 2024 "Två krav"
  omfattning 1000 kr
  mätperiod januari 2024
mottagare städerna "Städerna" består av a "A-stad", b "B-stad"
nyckel invånare "Invånare"
avrundning
  mätvärden andelarna till hela procent, hälften uppåt
  månadspott hela kronor, nedåt
  ersättning hela kronor, nedåt, för varje krav och månad
mått besök "Besök"
  andel av genomförda besök
  med väntetid högst 30 dagar
  bättre högre
mått prov "Prov"
  andel av genomförda besök
  med väntetid högst 3 dagar
  bättre högre
block 1 "Krav" 1000 kr
  till städerna
  månadspott lika stor varje månad i mätperioden
  reserveras efter invånare
  saknas värde: kravet uppfylls inte
  finns ingen att mäta: kravet uppfylls inte
  krav 1 "Besök" 60 %
    måluppfyllelse besök minst 50 % ger 50 %
  krav 2 "Prov" 40 %
    måluppfyllelse prov minst 50 % ger 100 %
  uppfylls inte ett krav: medlen betalas inte ut
utbetalning februari 2024 block 1 för januari 2024
"""
JAN = "2024-01"
DATA = figures(
    {"invånare": {"a": 3, "b": 1}},
    {
        ("besök", "a", JAN): (80, 100), ("prov", "a", JAN): (10, 100),
        ("besök", "b", JAN): (40, 100), ("prov", "b", JAN): (90, 100),
    },
)  # fmt: skip
LARGER = (("omfattning 1000 kr", "omfattning 2000 kr"), ('"Krav" 1000 kr', '"Krav" 2000 kr'))
BETTER = ("besök minst 50 % ger 50 %", "besök minst 50 % ger 100 %")
LOWER = ("besök minst 50 % ger 50 %", "besök minst 30 % ger 50 %")
SHARES = (("60 %", "50 %"), ("40 %", "50 %"))


def plan(text: str) -> Plan:
    made = compiled(text).plan
    assert made is not None
    return made


def changes(old: str, new: str) -> list[str]:
    return [change.path for change in compared(said(old), said(new)).changes]


def attribution(
    old: str, new: str, data: Figures, order: Sequence[str] | None = None
) -> RuleAttribution:
    """The difference between two texts on the same figures."""
    found = compared(said(old), said(new)).changes
    quiet = [c.path for c in found if c.moved or c.kind is ChangeKind.RENAMED]
    paths = order or [change.path for change in found]
    mixing = Mixing(said(old), said(new))
    return attributed_to_rules(plan(old), plan(new), data, paths, quiet, mixing.plan)


def holds(found: RuleAttribution, old: str, new: str, data: Figures) -> None:
    """The ends are what the agreements pay, and the parts are the difference, to the krona."""
    kronor = found.attribution
    for text, side in ((old, kronor.before), (new, kronor.after)):
        paid: dict[str, Fraction] = dict.fromkeys(side, Fraction(0))
        for row in outcome_of(plan(text), data).payments:
            paid[row.recipient] += row.amount or 0
        if not found.not_compared:
            assert paid == side
    for who, difference in kronor.difference.items():
        own = sum((part.own[who] for part in kronor.parts), kronor.interactions[who])
        assert own == difference
        if kronor.parts:
            assert sum(part.whole[who] for part in kronor.parts) == difference


def test_own_parts_and_interaction_worked_out_by_hand() -> None:
    """Twice the money, and twice the share of it for those who meet requirement 1.

    Three quarters of the block are for a, who meets requirement 1 alone: 60 % of 750 is 450, and
    50 % of that is 225. b meets requirement 2 alone: 40 % of 250 is 100.

                     neither   larger   better   both
        a              225       450      450      900
        b              100       200      100      200

    For a each makes 225 alone, and both make 900 - 225 - 450 = 225 together: half of it each, so
    that each has made 337 and a half. 338 goes to one, by name, and 337 to the other.
    For b it is the larger block that makes all of its 100.
    """
    new = edited(SMALL, *LARGER, BETTER)
    found = attribution(SMALL, new, DATA)
    larger, better = found.attribution.parts
    assert (larger.player, better.player) == (
        "block-1/belopp",
        "block-1/krav-1/måluppfyllelse/ger",
    )
    assert larger.own == {"a": 225, "b": 100}
    assert better.own == {"a": 225, "b": 0}
    assert found.attribution.interactions == {"a": 225, "b": 0}
    assert larger.whole == {"a": Fraction(675, 2), "b": 100}
    assert better.whole == {"a": Fraction(675, 2), "b": 0}
    assert [list(k.values()) for k in found.attribution.shown().values()] == [[338, 100], [337, 0]]
    assert found.silent == ("omfattning",)
    # Nobody is measured otherwise, but a gets another share.
    assert [made.steps for made in found.made] == [{}, {"a": 1}]
    holds(found, SMALL, new, DATA)


def test_shares_that_make_a_whole_are_one_change() -> None:
    """60 and 40 per cent to 50 and 50: a has 50 % of half of 750 and not of 60 %, b half of 250."""
    new = edited(SMALL, *SHARES, LOWER)
    found = attribution(SMALL, new, DATA)
    assert [len(made.paths) for made in found.made] == [2, 1]
    # 187,5 is rounded down; b gets 125 and not 100.
    assert found.attribution.parts[0].own == {"a": 187 - 225, "b": 25}
    # b meets 30 %: 50 % of 60 % of 250.
    assert found.attribution.parts[1].own == {"a": 0, "b": 75}
    holds(found, SMALL, new, DATA)


def test_what_speaks_of_something_new_is_made_with_it() -> None:
    """A measure that is exchanged is one change with the measure that comes in its place."""
    measure = 'mått nytt "Nytt"\n  andel av genomförda besök\n  med väntetid högst 9 dagar\n'
    new = edited(
        SMALL, ('mått prov "Prov"', f'{measure}  bättre högre\nmått prov "Prov"'),
        ("måluppfyllelse prov", "måluppfyllelse nytt"),
    )  # fmt: skip
    data = figures(
        {"invånare": {"a": 3, "b": 1}},
        {
            (measure, who, JAN): (90, 100)
            for measure in ("besök", "prov", "nytt")
            for who in ("a", "b")
        },
    )
    found = attribution(SMALL, new, data)
    holds(found, SMALL, new, data)
    assert set(found.attribution.difference.values()) == {0}


def test_an_amount_that_is_not_known_on_one_side_is_left_out() -> None:
    """What block 2 pays is not known before, and is in no difference; block 1 is compared."""
    grant = 'medel stöd "Stöd" {} till städerna, lika\n'
    pays = "utbetalning mars 2024 medel stöd\n"
    rounds = "  fördelning hela kronor, nedåt\n  rest till störst decimaldel, lika: störst nyckel\n"
    base = edited(SMALL, ("omfattning 1000 kr", "omfattning okänt"),
                  ("mått besök", f"{rounds}mått besök"))  # fmt: skip
    old, new = (base + grant.format(amount) + pays for amount in ("okänt", "100 kr"))
    found = attribution(old, edited(new, BETTER), DATA)
    assert {(one.recipient, one.item) for one in found.not_compared} == {
        ("a", "medel-stöd"),
        ("b", "medel-stöd"),
    }
    assert found.attribution.difference == {"a": 225, "b": 0}


def test_nothing_differs_from_itself() -> None:
    """No change, no part, no krona."""
    found = attribution(SMALL, SMALL, DATA)
    assert found.attribution.parts == ()
    assert set(found.attribution.difference.values()) == {0}


def test_words_make_no_kronor() -> None:
    """Another title changes nothing, and is no player."""
    found = attribution(SMALL, edited(SMALL, ('krav 1 "Besök"', 'krav 1 "Återbesök"')), DATA)
    assert found.attribution.parts == ()
    assert len(found.silent) == 1


# What holds of 2023 with ten changes ----------------------------------------------------------


PLAIN = TEXT_2023.replace("\u00a0", " ")
TEN = (
    ("medicinsk_bedömning_3_dagar  minst 90 %", "medicinsk_bedömning_3_dagar  minst 92 %"),
    ("första_besök_högst_60_dagar  minst 73 %", "första_besök_högst_60_dagar  minst 75 %"),
    ("operation_högst_60_dagar  minst 73 %", "operation_högst_60_dagar  minst 70 %"),
    ("första_besök_över_150_dagar  högst 5 %", "första_besök_över_150_dagar  högst 4 %"),
    ("inom_måldatum_10_procent  minst 88 %", "inom_måldatum_10_procent  minst 85 %"),
    ("bup_första_besök_30_dagar           minst 73 %",
     "bup_första_besök_30_dagar           minst 80 %"),
    ("bup_utredning_30_dagar           minst 73 %", "bup_utredning_30_dagar           minst 65 %"),
    ("gäller    nivåerna ", "gäller    skillnaden "),
    ("5,0–9,9 procentenheter         ger  75 %", "5,0–9,9 procentenheter         ger  80 %"),
    ('primärvården" 18 % = 450 000 tkr', 'primärvården" 16 % = 400 000 tkr'),
    ('"Återbesök" 10 % = 250 000 tkr', '"Återbesök" 12 % = 300 000 tkr'),
)  # fmt: skip
"""Ten changes of 2023; the two shares are one."""


@pytest.fixture(scope="module")
def ten() -> tuple[str, str, Figures]:
    """2023, 2023 with ten changes, and the data for both."""
    from overenskommelse.diagnostics import Report

    old, new, report = PLAIN, edited(PLAIN, *TEN), Report()
    data = [str(AGREEMENT_2023.parent.parent / "data" / "2023")]
    read = [read_figures(data, plan(text), report) for text in (old, new)]
    assert not report.failed
    return old, new, joined(*read)


def test_2023_with_ten_changes_adds_up(ten: tuple[str, str, Figures]) -> None:
    """Per region and in all; both ends are what is paid."""
    old, new, data = ten
    found = attribution(old, new, data)
    holds(found, old, new, data)
    assert found.attribution.method.exact
    assert len(found.made) == 10
    assert any(found.attribution.interactions.values())


def test_the_order_of_the_changes_makes_no_difference(ten: tuple[str, str, Figures]) -> None:
    """However they are listed, every change has made the same."""
    old, new, data = ten
    listed = changes(old, new)
    one, other = attribution(old, new, data), attribution(old, new, data, listed[::-1])
    assert {p.player: p.whole for p in one.attribution.parts} == {
        p.player: p.whole for p in other.attribution.parts
    }
    assert one.attribution.shown() == other.attribution.shown()


def test_the_other_way_around_it_is_taken_away(ten: tuple[str, str, Figures]) -> None:
    """`diff(a, b)` and `diff(b, a)` are the same kronor with opposite signs, change by change."""
    old, new, data = ten
    one, other = attribution(old, new, data), attribution(new, old, data)
    opposite = {
        player: {who: -amount for who, amount in kronor.items()}
        for player, kronor in other.attribution.shown().items()
    }
    assert one.attribution.shown() == opposite


# What holds of any ----------------------------------------------------------------------------

_NUMBER = re.compile(r"(?<=minst )\d+(?= %)|(?<=högst )\d+(?= %)|(?<=ger )\d+(?= %\n)")


@st.composite
def pairs(draw: st.DrawFn) -> tuple[str, str, Figures]:
    """An agreement, the same with some of its limits and shares changed, and data for both."""
    made = draw(agreements())
    new = _NUMBER.sub(
        lambda number: str(draw(st.integers(1, 100))) if draw(st.booleans()) else number[0],
        made.text,
    )
    return made.text, new, made.figures


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(pairs())
def test_any_pair_adds_up_both_ways(pair: tuple[str, str, Figures]) -> None:
    """The parts are the difference, and the other way around they are the opposite."""
    old, new, data = pair
    if compiled(old).plan is None or compiled(new).plan is None:
        return
    found, back = attribution(old, new, data), attribution(new, old, data)
    holds(found, old, new, data)
    opposite = {who: -amount for who, amount in back.attribution.difference.items()}
    assert found.attribution.difference == opposite
    bundles = [{made.paths for made in one.made} for one in (found, back)]
    if bundles[0] == bundles[1]:
        for part, other in zip(found.attribution.parts, back.attribution.parts, strict=True):
            assert part.whole == {who: -amount for who, amount in other.whole.items()}


@settings(max_examples=2, deadline=None, suppress_health_check=list(HealthCheck))
@given(agreements(), agreements())
def test_any_two_agreements_add_up(one: object, other: object) -> None:
    """However little they have in common; changes that mean nothing apart are one."""
    texts = [made.text for made in (one, other)]  # type: ignore[attr-defined]
    data = joined(one.figures, other.figures)  # type: ignore[attr-defined]
    if any(compiled(text).plan is None for text in texts):
        return
    try:
        outcomes = [outcome_of(plan(text), data) for text in texts]
    except (AssertionError, KeyError):
        return
    assert outcomes
    old, new = texts
    holds(attribution(old, new, data), old, new, data)


# Bundles --------------------------------------------------------------------------------------


def test_bundles_are_the_smallest_that_fit() -> None:
    """Three shares that only meet together are one change, two others another; one stands alone."""
    together = [{"a/1/s", "a/2/s", "a/3/s"}, {"b/1/s", "b/2/s"}]

    def fits(bundle: frozenset[str]) -> bool:
        return all(not bundle & group or group <= bundle for group in together)

    paths = ["a/3/s", "b/2/s", "c/1", "a/1/s", "b/1/s", "a/2/s"]
    found = bundled([frozenset({path}) for path in paths], fits)
    assert sorted(map(sorted, found)) == [
        ["a/1/s", "a/2/s", "a/3/s"], ["b/1/s", "b/2/s"], ["c/1"],
    ]  # fmt: skip
    assert found == bundled([frozenset({path}) for path in reversed(paths)], fits)


def test_what_fits_only_whole_is_one_change() -> None:
    """Where nothing can be made without all the others, there is one change."""
    paths = [frozenset({str(i)}) for i in range(6)]
    assert bundled(paths, lambda bundle: len(bundle) == 6) == [frozenset("012345")]
