"""Two agreements compared: nothing that differs is missed, nothing that is the same is told."""

import re
from collections import Counter
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given, settings

from compiler.compare import applied, between, compared
from compiler.compare.shape import SHAPES, Value
from overenskommelse.agreement import Agreement
from overenskommelse.cli.sides import sides
from overenskommelse.difference import Change, ChangeKind, Difference
from tests.agreements import AGREEMENT_2023, GOOD, compiled, edited, good
from tests.generated import Made, agreements

FOLDER = AGREEMENT_2023.parent
SHIPPED = sorted(FOLDER.glob("20??.okt"))
TEXT_2023 = AGREEMENT_2023.read_text(encoding="utf-8").replace("\u00a0", " ")
FORMER = good("tidigare")
NEW, REMOVED, RENAMED, CHANGED = (
    ChangeKind.NEW, ChangeKind.REMOVED, ChangeKind.RENAMED, ChangeKind.CHANGED,
)  # fmt: skip
Told = tuple[ChangeKind, str, str]
MIRRORED = {NEW: REMOVED, REMOVED: NEW}

PAIRS = [
    *((FOLDER / f"{year}.okt", FOLDER / f"{year + 1}.okt") for year in range(2019, 2024)),
    (FOLDER / "2013.okt", FOLDER / "2024.okt"),
    (GOOD / "poster.okt", GOOD / "tidigare.okt"),
    (GOOD / "fokusomraden.okt", GOOD / "per_styck_med_tak.okt"),
]

TEN = (
    ("medicinsk_bedömning_3_dagar  minst 90 %", "medicinsk_bedömning_3_dagar  minst 92 %"),
    ("på första besök\" 3 % = 75 000 tkr", "på första besök\" 5 % = 125 000 tkr"),
    ('"Återbesök" 10 % = 250 000 tkr', '"Återbesök" 8 % = 200 000 tkr'),
    ("5,0–9,9 procentenheter         ger  75 %", "5,0–9,9 procentenheter         ger  80 %"),
    ("gäller    nivåerna ", "gäller    skillnaden "),
    ("bup_behandling_väntande_30_dagar  minst 73 % när fler än 20 väntar",
     "bup_behandling_väntande_30_dagar  minst 73 % när fler än 30 väntar"),
    ("psykiatrin\" 80 mnkr", "psykiatrin\" 90 mnkr"),
    ("senast 1 december 2023, annars", "senast 15 november 2023, annars"),
    ("  saknas värde föregående år: ingen förbättring kan visas                [avsnitt 4]\n", ""),
    ('  bifoga      "handlingsplanen"                                          [avsnitt 7.1]\n',
     '  bifoga      "handlingsplanen"\n  bifoga      "protokollet"\n'),
)  # fmt: skip
"""Ten changes of 2023, each of which makes one change."""


def agreement(path: Path) -> Agreement:
    """A file's agreement, with what it includes."""
    old, _ = sides("okt diff", [str(path), str(path)])
    made = old.compiled().agreement
    assert made is not None
    return made


def said(text: str) -> Agreement:
    """A text's agreement."""
    made = compiled(text).agreement
    assert made is not None
    return made


def told(difference: Difference) -> list[Told]:
    """Kind, and old and new words, of every change."""
    return [
        (c.kind, c.old.words if c.old else "", c.new.words if c.new else "")
        for c in difference.changes
    ]


def mirrored(change: Told) -> Told:
    """The same change the other way around."""
    kind, old, new = change
    return MIRRORED.get(kind, kind), new, old


def same(one: Agreement, other: Agreement) -> bool:
    """Whether two agreements say the same, in whichever order."""
    return not compared(one, other).changes and not compared(other, one).changes


# Laws ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", SHAPES, ids=lambda kind: kind.__name__)
def test_every_field_is_compared(kind: Any) -> None:
    """No field that says what a clause is escapes: it is a part, or the name it is paired by."""
    parts = SHAPES[kind]
    covered = [
        f for part in parts for f in (part.fields if isinstance(part, Value) else [part.field])
    ]
    assert len(covered) == len(set(covered))
    paired = {"name", "number", "scope", "kind"}
    saying = {field.name for field in attrs.fields(kind) if field.eq} - paired
    assert saying - set(covered) == set()


@pytest.mark.parametrize("path", [*SHIPPED, *sorted(GOOD.glob("*.okt"))], ids=lambda p: p.stem)
def test_an_agreement_and_itself_are_the_same(path: Path) -> None:
    """Nothing differs between an agreement and the same text read again."""
    assert compared(agreement(path), agreement(path)).changes == ()


@pytest.mark.parametrize(("old", "new"), PAIRS, ids=lambda path: path.stem)
def test_the_other_way_around_is_the_mirror(old: Path, new: Path) -> None:
    """What is new one way is removed the other way, and old and new words change places."""
    there = told(compared(agreement(old), agreement(new)))
    back = told(compared(agreement(new), agreement(old)))
    assert there
    assert Counter(map(mirrored, there)) == Counter(back)


@pytest.mark.parametrize(("old", "new"), PAIRS, ids=lambda path: path.stem)
def test_all_changes_make_the_new_and_none_the_old(old: Path, new: Path) -> None:
    """The old agreement with every change is the new one; with none it is untouched."""
    before, after = agreement(old), agreement(new)
    paths = [change.path for change in compared(before, after).changes]
    assert len(paths) == len(set(paths))
    assert applied(before, after, ()) == before
    assert same(applied(before, after, paths), after)


@settings(max_examples=60)
@given(agreements(), agreements())
def test_laws_hold_for_any_two(one: Made, other: Made) -> None:
    """Itself, mirror, all and none: for agreements made at random."""
    old, new = said(one.text), said(other.text)
    changes = compared(old, new).changes
    assert compared(old, old).changes == ()
    assert bool(changes) == (old != new)
    assert Counter(map(mirrored, told(compared(old, new)))) == Counter(told(compared(new, old)))
    assert applied(old, new, ()) == old
    assert same(applied(old, new, [change.path for change in changes]), new)


def test_between_two_agreements_no_two_blocks_have_one_number() -> None:
    """What was block 1 is block 2 in 2024: with any single change made, both numbers mean one."""
    old, new = agreement(AGREEMENT_2023), agreement(AGREEMENT_2023.with_name("2024.okt"))
    for change in compared(old, new).changes:
        blocks = [block.number for block in between(old, new, [change.path]).blocks]
        assert len(blocks) == len(set(blocks)), change.path


def test_each_change_can_be_made_alone() -> None:
    """Of ten changes each is told once, and making one of them changes that and nothing else."""
    old, new = said(TEXT_2023), said(edited(TEXT_2023, *TEN))
    changes = compared(old, new).changes
    assert len(changes) == len(TEN)
    for change in changes:
        alone = compared(old, applied(old, new, [change.path])).changes
        assert alone == (change,)


@pytest.mark.parametrize("made", TEN, ids=range(len(TEN)))
def test_every_edit_is_one_change(made: tuple[str, str]) -> None:
    """A single edit of a clause is one change of that clause, and what it makes is the new text."""
    old, new = said(TEXT_2023), said(edited(TEXT_2023, made))
    (change,) = compared(old, new).changes
    assert applied(old, new, [change.path]) == new


# What is the same ----------------------------------------------------------------------------


def test_order_and_layout_are_silent() -> None:
    """Statements that stand elsewhere, other blanks, units, comments and citations say the same."""
    moved = re.sub(r"(?s)(stege bas.*?)(stege bup .*?)(?=\nmått)", r"\2\n\1", TEXT_2023)
    assert moved != TEXT_2023
    other = re.sub(r"\[[^\]\n]*\]", "", moved).replace(
        'väntetider" 2 500 mnkr', 'väntetider" 2 500 000 tkr # allt'
    )
    assert same(said(TEXT_2023), said(other))


def test_a_changed_clause_is_told_in_its_words() -> None:
    """Old and new are shown as the agreement writes them, under the clause that they stand in."""
    changes = compared(said(TEXT_2023), said(edited(TEXT_2023, *TEN))).changes
    by_path = {change.path: change for change in changes}
    limit = by_path["block-1/krav-1/måluppfyllelse/prov-medicinsk_bedömning_3_dagar/gräns"]
    assert limit.section == 'block 1 "Prestationskrav för kortare väntetider"'
    assert limit.heading == ("krav 1", "måluppfyllelse")
    assert limit.old is not None
    assert limit.new is not None
    assert (limit.old.words, limit.new.words) == ("minst 90 %", "minst 92 %")
    assert limit.old.cites == ("tabell 1", "avsnitt 4, krav 1")
    share = by_path["block-1/krav-6/andel"]
    assert share.new is not None
    assert share.new.words == "8 % = 200 000 tkr"


# Names ---------------------------------------------------------------------------------------


def renames(old: str, new: str) -> list[Told]:
    """What differs between two texts."""
    return told(compared(said(old), said(new)))


@pytest.mark.parametrize(
    ("keyword", "name", "other", "after"),
    [
        ("stege", "bas", "trappa", ""),
        ("mått", "besök_30_dagar", "besök_i_tid", ' "Besök inom 30 dagar"'),
        ("nyckel", "invånare", "folk", ' "Invånare" den 1 november 2023'),
        ("tolkning", "inget_värde", "tomt", ' "Vad gäller utan värde?"'),
    ],
)
def test_a_new_name_is_one_change(keyword: str, name: str, other: str, after: str) -> None:
    """``tidigare`` makes a thing the same as before: its name is all that is told, wherever it is
    mentioned."""
    old = re.sub(" tidigare (?:block |krav )?[a-zåäö0-9_]+", "", FORMER)
    new = re.sub(rf"(?<![a-zåäö0-9_]){name}(?![a-zåäö0-9_])", other, old)
    new = edited(
        new, (f"\n{keyword} {other}{after}", f"\n{keyword} {other}{after} tidigare {name}")
    )
    assert renames(old, new) == [(RENAMED, f"{keyword} {name}", f"{keyword} {other}")]
    assert renames(new, old) == [(RENAMED, f"{keyword} {other}", f"{keyword} {name}")]
    assert same(applied(said(old), said(new), [compared(said(old), said(new)).changes[0].path]),
                said(new))  # fmt: skip


def test_without_the_clause_it_is_another_thing() -> None:
    """A thing by another name that does not say what it was called is new, and the old is gone."""
    new = FORMER.replace("stege bas tidigare grund", "stege trappa").replace(
        "stege bas", "stege trappa"
    )
    found = renames(FORMER, new)
    assert (REMOVED, "stege bas tidigare grund", "") in found
    assert (NEW, "", "stege trappa") in found


def test_blocks_may_change_places() -> None:
    """The later year's agreement says which block was which, and no mention of them differs."""
    old = re.sub(" tidigare (?:block |krav )?[a-zåäö0-9_]+", "", FORMER)
    last_year = old.replace("överenskommelse 2024", "överenskommelse 2023")
    last_year = last_year.replace("block 1", "block x").replace("block 2", "block 1")
    last_year = last_year.replace("block x", "block 2").replace("krav 1 ", "krav 7 ")
    this_year = FORMER.replace("tidigare folkmängd", "").replace("tidigare utan_värde", "")
    this_year = re.sub("tidigare (grund|besök|hela)", "", this_year)
    found = [change for change in compared(said(last_year), said(this_year)).changes
             if not change.moved]  # fmt: skip
    assert [(c.kind, c.old and c.old.words, c.new and c.new.words) for c in found] == [
        (RENAMED, "block 1", "block 2"),
        (RENAMED, "krav 7", "krav 1"),
        (RENAMED, "block 2", "block 1"),
    ]


def test_a_requirement_is_known_by_what_it_measures() -> None:
    """Renumbered it is the same; of the same number but with other measures it is another."""
    renumbered = edited(TEXT_2023, ('krav 9 "Behandling', 'krav 10 "Behandling'))
    assert renames(TEXT_2023, renumbered) == [(RENAMED, "krav 9", "krav 10")]
    changes = compared(agreement(FOLDER / "2023.okt"), agreement(FOLDER / "2024.okt")).changes
    gone = [
        c.old.words
        for c in changes
        if c.kind is REMOVED and c.old and c.section.startswith("block 2")
    ]
    assert [words.split(" ")[1] for words in gone if words.startswith("krav")] == list("123456")


def test_claims_bind_only_the_year_before() -> None:
    """Two versions of the same year are compared by their own names, whatever those were before."""
    without = re.sub(" tidigare (?:block |krav )?[a-zåäö0-9_]+", "", FORMER)
    assert same(said(FORMER), said(without))


# Years ---------------------------------------------------------------------------------------


def test_what_only_moves_with_the_year_is_set_apart() -> None:
    """A year later in every day, month and title is told as such, and as nothing else."""
    later = re.sub("20(19|2[0-9])", lambda year: str(int(year[0]) + 1), TEXT_2023)
    changes = compared(said(TEXT_2023), said(later)).changes
    assert changes
    assert [change for change in changes if not change.moved] == []


def test_a_day_that_moves_otherwise_is_a_change() -> None:
    """A day that is not the same day a year later stands among the changes."""
    later = re.sub("20(19|2[0-9])", lambda year: str(int(year[0]) + 1), TEXT_2023)
    other = edited(later, ("senast 1 december 2024, annars", "senast 2 december 2024, annars"))
    kept = [c for c in compared(said(TEXT_2023), said(other)).changes if not c.moved]
    assert [(c.old and c.old.words, c.new and c.new.words) for c in kept] == [
        ("1 december 2023", "2 december 2024")
    ]


def test_a_change_has_both_places() -> None:
    """Each side leads to the line of its own file."""
    old, new = said(TEXT_2023), said("# en rad till\n" + edited(TEXT_2023, TEN[0]))
    (change,) = compared(old, new).changes
    assert isinstance(change, Change)
    assert change.old is not None
    assert change.new is not None
    assert change.new.span.line == change.old.span.line + 1
