"""One slip of the hand in a real agreement: it is told, or it shows.

The slips are those of `benchmarks/mutants.py`, which tries two thousand of them: here is a sample.
"""

import pytest

from benchmarks.mutants import AGREEMENTS, KINDS, Fate, Mutant, fate, mutants, table, text_of

EACH = 25
"""How many slips of each kind are tried in each agreement."""
Tried = tuple[Mutant, Fate]


@pytest.fixture(scope="module")
def tried() -> list[Tried]:
    return [(mutant, fate(mutant)) for mutant in mutants(EACH)]


def changes(tried: list[Tried], *fates: Fate) -> list[str]:
    """What was written, of the slips that met some fates."""
    return [mutant.change for mutant, end in tried if end in fates]


def test_the_agreements_themselves_are_sound() -> None:
    """An agreement without a slip says what it says, and that is seen."""
    for year in AGREEMENTS:
        assert fate(Mutant("", year, text_of(year))) is Fate.SAME


def test_none_is_met_with_an_exception(tried: list[Tried]) -> None:
    """Whatever is written wrong, okt goes on."""
    assert len(tried) == EACH * len(KINDS) * len(AGREEMENTS)
    assert not changes(tried, Fate.BROKEN)


def test_none_is_silent(tried: list[Tried]) -> None:
    """A slip is told, or shows in the plan or in what differs, or says the very same."""
    assert not changes(tried, Fate.SILENT), table(tried)


def test_a_line_is_never_lost_unseen(tried: list[Tried]) -> None:
    """A line that is lost or doubled never says the same as before."""
    lines = [(m, end) for m, end in tried if m.kind in ("rad borta", "rad dubbelt")]
    assert not changes(lines, Fate.SAME, Fate.SILENT)


@pytest.mark.parametrize(
    ("right", "wrong", "end"),
    [
        ("omfattning  2", "omfattning  3", Fate.TOLD),
        ("högst 60 dagar på första", "högst 61 dagar på första", Fate.PLAN),
        ("omfattning  2", "omfattning 2", Fate.SAME),
        ('parter      "staten"', 'parter      "staden"', Fate.DIFF),
    ],
)
def test_fates_are_told_apart(right: str, wrong: str, end: Fate) -> None:
    """A sum that fails is told, a title is in the plan, blanks say the same, parties differ."""
    text = text_of("2023")
    assert text.count(right) == 1
    assert fate(Mutant("", "2023", text.replace(right, wrong))) is end
