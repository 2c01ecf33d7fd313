"""Amendments: what they change, month by month, and what is told where they cannot.

The cases in ``cases/amended`` all amend ``bas.okt``; one that ends in ``-1`` is followed by its
``-2``. A bad one says in comments which codes are found where.
"""

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from syrupy.assertion import SnapshotAssertion

from compiler import Compiled, compile_text, consolidate_text
from overenskommelse import agreement as a
from overenskommelse import compose_codes
from overenskommelse.calendar import Month, Period
from overenskommelse.cli.drawing import draw
from overenskommelse.cli.page import Page
from overenskommelse.diagnostics import Code, Report
from overenskommelse.plan import Origin, Plan
from overenskommelse.plantext import plan_text
from overenskommelse.written import Written
from tests.agreements import TESTS, TextFile, edited, expected, figures, outcome_of, paid

CASES = TESTS / "cases" / "amended"
BASE = (CASES / "bas.okt").read_text(encoding="utf-8")
FIRST = 'okt 1\ntillägg 1 till överenskommelse 2020 "Ändring"\n'


def cases(folder: str) -> list[Any]:
    """The amendments of every case, in order."""
    paths = sorted((CASES / folder).glob("*.okt"))
    stems = dict.fromkeys(path.stem.partition("-")[0] for path in paths)
    return [
        pytest.param([p for p in paths if p.stem.partition("-")[0] == stem], id=stem)
        for stem in stems
    ]


def files(paths: Sequence[Path]) -> list[Written]:
    return [Written(path.name, path.read_bytes()) for path in paths]


def amended(*texts: str, base: str = BASE) -> Compiled:
    """The base with amendments given as text."""
    changes = [Written(f"{i}.okt", text.encode()) for i, text in enumerate(texts, 1)]
    return compile_text("bas.okt", base.encode(), {}, amendments=changes)


def places(report: Report) -> list[tuple[str, int, str]]:
    """File, line and code of everything that was found."""
    return sorted(
        (d.span.source.name, d.span.line, d.code.number) for d in report if d.span is not None
    )


def apart(plan: Plan) -> Plan:
    """A plan without where it was written, but with what it cites."""

    def cited(origin: Origin) -> Origin:
        return evolve(origin, file="", line=0)

    return evolve(
        plan,
        source="",
        source_sha256="",
        choices=(),
        duties=tuple(evolve(d, origin=cited(d.origin)) for d in plan.duties),
        steps=tuple(evolve(s, origin=cited(s.origin)) for s in plan.steps),
    )


@pytest.fixture
def shown(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    return snapshot.use_extension(TextFile)


# What amendments change ----------------------------------------------------------------------


@pytest.mark.parametrize("paths", cases("good"))
def test_consolidated(paths: list[Path], shown: SnapshotAssertion) -> None:
    """The agreement as amended reads as the one looked over, and nothing is remarked on it."""
    done = compile_text("bas.okt", BASE.encode(), {}, amendments=files(paths))
    assert list(done.report) == []
    assert done.source is not None
    assert done.source.text == shown


@pytest.mark.parametrize("paths", cases("good"))
def test_the_consolidated_text_means_the_same(paths: list[Path]) -> None:
    """What is computed from the files is what is computed from the one text, citations and all."""
    of_files = compile_text("bas.okt", BASE.encode(), {}, amendments=files(paths)).plan
    text, _ = consolidate_text("bas.okt", BASE.encode(), amendments=files(paths))
    of_text = compile_text("lydelse.okt", (text or "").encode(), {}).plan
    assert of_files is not None
    assert of_text is not None
    assert apart(of_files) == apart(of_text)


@pytest.mark.parametrize("paths", cases("good"))
def test_every_step_leads_to_its_author(paths: list[Path]) -> None:
    """Each step's file and line hold the words that it comes from."""
    plan = compile_text("bas.okt", BASE.encode(), {}, amendments=files(paths)).plan
    assert plan is not None
    texts = {"bas.okt": BASE} | {p.name: p.read_text(encoding="utf-8") for p in paths}
    for step in plan.steps:
        if step.origin.line:
            line = texts[step.origin.file].split("\n")[step.origin.line - 1]
            word = step.origin.heading.split(", ")[-1].split(" ")[0]
            assert line.strip().startswith(word), step.id
    assert {step.origin.file for step in plan.steps} >= {"bas.okt", paths[0].name}


def test_the_plan_names_the_amendment(shown: SnapshotAssertion) -> None:
    """The plan says what has amended the agreement, and file and line of every clause."""
    done = compile_text("bas.okt", BASE.encode(), {}, amendments=files(from_march()))
    assert done.plan is not None
    assert plan_text(done.plan) == shown


def from_march() -> list[Path]:
    return [CASES / "good" / "fran_mars.okt"]


def test_january_and_february_by_the_base() -> None:
    """Until March the base holds and from then on the amendment, worked out by hand."""
    months = ["2020-01", "2020-02", "2020-03", "2020-04"]
    counts = {("besök", "a", m): (80, 100) for m in months}
    counts |= {("besök", "b", m): (10, 100) for m in months}
    counts |= {("operation", "a", m): (70, 100) for m in months}
    counts |= {("operation", "b", m): (50, 100) for m in months}
    data = figures({"invånare": {"a": 1, "b": 3}}, counts)
    base = compile_text("bas.okt", BASE.encode(), {}).plan
    now = compile_text("bas.okt", BASE.encode(), {}, amendments=files(from_march())).plan
    assert base is not None
    assert now is not None
    # Base: a earns 4 × 50 for visits; 600 are left, 300 each; block 2 gives 100 and 300.
    assert paid(outcome_of(base, data)) == {"a": 200 + 300 + 100, "b": 300 + 300}
    # Amended: a earns 2 × 50 for visits and 2 × 100 for operations at 60 %; 500 are left.
    assert paid(outcome_of(now, data)) == {"a": 300 + 250 + 100, "b": 250 + 300}


def test_no_month_without_or_with_two() -> None:
    """A requirement that is replaced for a month in the middle holds before and after it."""
    done = amended(
        f"{FIRST}ersätt krav 2 i block 1 för februari 2020\nändra block 1\n"
        '  krav 2 "Nytt" 50 %\n    måluppfyllelse operation minst 10 % ger 100 %\n'
    )
    assert done.agreement is not None
    held = versions(done.agreement)["2"]
    assert [held[m] for m in sorted(held)] == ["Operation", "Nytt", "Operation", "Operation"]


def test_an_amendment_from_the_first_month_is_of_the_whole_year() -> None:
    """Where an amendment holds from the first month that is measured no month is written."""
    text = f"{FIRST}  gäller från januari 2020\nupphäv krav 2 i block 1\n"
    done = amended(text)
    assert done.source is not None
    assert "för januari" not in done.source.text
    assert done.agreement is not None
    assert list(versions(done.agreement)) == ["1"]


def test_the_consolidated_text_can_be_amended_again() -> None:
    """The next amendment may be given to the consolidated text as well as to the files."""
    one, two = cases("good")[-1].values[0]
    text, _ = consolidate_text("bas.okt", BASE.encode(), amendments=files([one]))
    again = compile_text("lydelse.okt", (text or "").encode(), {}, amendments=files([two])).plan
    at_once = compile_text("bas.okt", BASE.encode(), {}, amendments=files([one, two])).plan
    assert again is not None
    assert at_once is not None
    assert apart(again) == apart(at_once)


def test_comments_of_untouched_statements_stay() -> None:
    """Every comment of the base is in the text as amended, but for those of what is repealed."""
    text = amended(f"{FIRST}upphäv krav 1 i block 1\n").source
    assert text is not None
    comments = [line.partition("#")[2] for line in BASE.split("\n") if "#" in line]
    assert [c for c in comments if c not in text.text] == [" fyra av fem"]


# Amendments made up, against a model of months ------------------------------------------------

YEAR = Period(Month(2020, 1), Month(2020, 4))


def versions(agreement: a.Agreement) -> dict[str, dict[Month, str]]:
    """By requirement and month, the title of what holds; a month twice is a fault."""
    performance = agreement.blocks[0].performance
    assert performance is not None
    held: dict[str, dict[Month, str]] = {}
    for requirement in performance.requirements:
        for month in requirement.period or YEAR:
            months = held.setdefault(requirement.number, {})
            assert month not in months, "two at once"
            months[month] = requirement.title
    return held


@st.composite
def stacked(draw: st.DrawFn) -> tuple[list[str], dict[str, dict[Month, str]]]:
    """Up to three amendments of the two requirements, and what holds after them."""
    held = {"1": dict.fromkeys(YEAR, "Besök"), "2": dict.fromkeys(YEAR, "Operation")}
    texts = []
    for number in range(1, draw(st.integers(1, 3)) + 1):
        text = f'okt 1\ntillägg {number} till överenskommelse 2020 "Ä"\n'
        first = draw(st.sampled_from([None, *YEAR]))
        text += f"  gäller från {first.swedish}\n" if first else ""
        for name in draw(
            st.lists(st.sampled_from([k for k in held if held[k]] or [""]), unique=True)
        ):
            text += _one_change(draw, name, number, first, held)
        texts.append(text)
    return texts, {name: months for name, months in held.items() if months}


def _one_change(
    draw: st.DrawFn, name: str, number: int, first: Month | None, held: dict[str, dict[Month, str]]
) -> str:
    """An order and what comes instead, where the model allows it; the model follows."""
    then = sorted(held.get(name, ()))
    some: bool = draw(st.booleans())
    if then and some:
        run = draw(st.sampled_from(Period.runs(then)))
        ends = sorted(draw(st.tuples(st.sampled_from(list(run)), st.sampled_from(list(run)))))
        period: Period | None = Period(*ends)
        months = list(Period(*ends))
    else:
        period = None
        months = [m for m in then if first is None or first <= YEAR.first or m >= first]
    if not months:
        return ""
    said = f" för {period.swedish}" if period else ""
    for month in months:
        del held[name][month]
    instead: bool = draw(st.booleans())
    text = f"upphäv krav {name} i block 1{said}\n"
    if instead:
        title = f"T{number}"
        held[name] |= dict.fromkeys(months, title)
        text += f'ändra block 1\n  krav {name} "{title}" 50 %\n'
        text += "    måluppfyllelse besök minst 10 % ger 100 %\n"
    return text


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(stacked())
def test_stacked_amendments_leave_each_month_its_version(
    made: tuple[list[str], dict[str, dict[Month, str]]],
) -> None:
    """After any amendments each requirement holds in the months, and as written, that a naive
    model says; and the one text that they make says the same as the files.
    """
    texts, held = made
    done = amended(*texts)
    assert done.agreement is not None, [d.message for d in done.report]
    if held:
        assert versions(done.agreement) == held
    assert done.source is not None
    assert compile_text("en.okt", done.source.text.encode(), {}).agreement == done.agreement


# What is told --------------------------------------------------------------------------------


@pytest.mark.parametrize("paths", cases("bad"))
def test_faults(paths: list[Path], shown: SnapshotAssertion) -> None:
    """Exactly the faults that the comments name are found, on those very lines, and drawn so."""
    report = compile_text("bas.okt", BASE.encode(), {}, amendments=files(paths)).report
    named = [
        (path.name, line, code)
        for path in paths
        for line, code in expected(path.read_text(encoding="utf-8"))
    ]
    assert places(report) == sorted(named)
    drawn = "\n\n".join(draw(diagnostic, Page()).plain for diagnostic in report)
    assert f"{drawn}\n" == shown


IN_CODE: dict[Code, tuple[str, str]] = {
    compose_codes.AMENDMENT_ALONE: (f"{FIRST}upphäv block 2\n", ""),
    compose_codes.OUTSIDE_AMENDMENT: (f"{BASE}upphäv block 2\n", ""),
    compose_codes.NO_MONTHS: (
        edited(BASE, ("  mätperiod   januari–april 2020                       [avsnitt 2]\n", "")),
        f"{FIRST}  gäller från mars 2020\nupphäv krav 1 i block 1\n",
    ),
}
"""Faults that do not lie in the amendment alone: the agreement that is given, and an amendment."""


@pytest.mark.parametrize("code", IN_CODE, ids=lambda code: code.number)
def test_faults_of_the_agreement(code: Code) -> None:
    """What is wrong with the agreement that was given is told, and nothing beside it."""
    base, *changes = [text for text in IN_CODE[code] if text]
    assert [d.code for d in amended(*changes, base=base).report] == [code]


def test_ways_out_speak_of_the_agreement_at_hand() -> None:
    """What is proposed names the agreement and the amendment that it is about."""
    base = BASE.replace("överenskommelse 2020", "överenskommelse 2025")
    one = FIRST.replace("2020", "2025") + "upphäv skyldighet rapport\n"
    [alone] = amended(base=one).report
    [none] = amended(one, "okt 1\n", base=base).report
    [outside] = amended(base=f"{base}upphäv block 2\n").report
    assert "okt check 2025.okt" in alone.help
    assert "tillägg 2 till överenskommelse 2025" in none.help
    assert "tillägg 1 till överenskommelse 2025" in outside.help


def test_every_code_has_a_case() -> None:
    """Every code of amendments has a smallest case."""
    catalogue = {c.number for c in vars(compose_codes).values() if isinstance(c, Code)}
    texts = (p.read_text(encoding="utf-8") for p in (CASES / "bad").glob("*.okt"))
    found = {code for text in texts for _, code in expected(text)}
    found |= {code.number for code in IN_CODE}
    about = {number for number in catalogue if number > compose_codes.NOT_A_PART.number}
    assert about - found == set()


def test_a_second_payment_whose_month_is_not_known() -> None:
    """An amendment may add a payment in a month that is not known beside another such."""
    base = edited(BASE, ("utbetalning juni 2020 ", "utbetalning okänt "))
    added = 'medel mer "Mer" 5 kr till städerna, lika\nutbetalning okänt medel mer\n'
    done = amended(f"{FIRST}  omfattning 1 205 kr\n{added}", base=base)
    assert not done.report.failed, [d.message for d in done.report]
    assert done.agreement is not None
    assert len(done.agreement.payments) == 2


def test_months_written_out_need_no_month_for_the_amendment() -> None:
    """What holds all year is changed beside requirements of some months, if those are written."""
    text = f"{FIRST}ersätt krav 1 i block 1 för mars–april 2020\nändra block 1\n"
    new = '  krav 1 "Nytt" 50 %\n    måluppfyllelse besök minst 70 % ger 100 %\n'
    done = amended(f"{text}  saknas värde: kravet uppfylls\n{new}")
    assert list(done.report) == []


def test_what_is_paid_later_is_changed_from_then() -> None:
    """A block without requirements is changed from the month of its payment, not from a later."""
    change = "ändra block 2\n  till städerna, i proportion till ersättningen i block 1"
    change += '  # okt: tillåt OKT426 "alla når målet"\n'
    same = amended(f"{FIRST}  gäller från juni 2020\n{change}").report
    later = amended(f"{FIRST}  gäller från juli 2020\n{change}").report
    assert not same.failed
    assert [d.code for d in later] == [compose_codes.CHANGES_EARLIER]
    assert [label.span.text for label in later.found[0].labels] == ["gäller från juli 2020"]


def test_what_follows_in_the_base_is_told_there() -> None:
    """A repeal of what others use is told where they use it, in the file where that stands."""
    report = amended(f"{FIRST}upphäv mått operation\n").report
    line = BASE[: BASE.index("    måluppfyllelse operation")].count("\n") + 1
    assert places(report) == [("bas.okt", line, "OKT201")]
    labels = [(label.span.source.name, label.span.text) for label in report.found[0].labels]
    assert labels == [("1.okt", "upphäv mått operation")]


def test_an_unreadable_amendment_is_told_alone() -> None:
    """What cannot be read in one file is told, and nothing that would only follow from it."""
    report = amended(f"{FIRST}upphäv\nupphäv krav 7 i block 1\n").report
    assert {place[:2] for place in places(report)} == {("1.okt", 3)}


def test_a_file_without_an_agreement_cannot_be_amended() -> None:
    """An amendment to a file that has no agreement says so, and does not break."""
    assert [d.code.number for d in amended(FIRST, base="okt 1\nstege s\n").report][:1] == ["OKT117"]


def test_paid_by_files_and_by_text() -> None:
    """The consolidated text pays the same as the files, to the krona."""
    counts = {
        (measure, who, f"2020-0{m}"): (n * m, 100)
        for measure, n in (("besök", 20), ("operation", 16))
        for who in "ab"
        for m in range(1, 5)
    }
    data = figures({"invånare": {"a": 2, "b": 5}}, counts)
    for case in cases("good"):
        changes = files(case.values[0])
        of_files = compile_text("bas.okt", BASE.encode(), {}, amendments=changes).plan
        text, _ = consolidate_text("bas.okt", BASE.encode(), amendments=changes)
        of_text = compile_text("en.okt", (text or "").encode(), {}).plan
        assert of_files is not None
        assert of_text is not None
        sums = paid(outcome_of(of_files, data))
        assert sums == paid(outcome_of(of_text, data))
        assert sum(sums.values()) > Fraction(0)
