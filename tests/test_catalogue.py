"""The catalogue: each code has a page whose examples show it, and the overview lists them all."""

import re
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from overenskommelse.catalogue import AREAS, SECTIONS, every_code
from overenskommelse.cli.rule import overview
from overenskommelse.diagnostics import Code
from tests.agreements import TextFile
from tests.catalogue import AGREEMENT, DATA, HOSTS, PAGES, carried_out, sections
from tests.documents import run_okt

CODES = every_code()
each_code = pytest.mark.parametrize("code", CODES, ids=[code.number for code in CODES])


def test_every_code_has_one_page_and_every_page_a_code() -> None:
    """The pages and the codes are the same, and no number stands for two things."""
    numbers = [code.number for code in CODES]
    assert len(set(numbers)) == len(numbers)
    assert sorted(path.stem for path in PAGES.glob("OKT*.md")) == numbers
    assert {number[3] for number in numbers} <= set(AREAS)


@each_code
def test_a_page_has_its_parts(code: Code) -> None:
    """A page is headed by number, title and kind, and has the four parts, none of them empty."""
    title, *parts = sections(code)
    assert title.heading == f"{code.number} {code.title}"
    assert title.text.strip() == f"*{code.severity.value}*"
    assert tuple(part.heading for part in parts) == SECTIONS
    assert all(part.text.strip() for part in parts)


@each_code
def test_what_to_avoid_gives_the_code(
    code: Code, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, snapshot: SnapshotAssertion
) -> None:
    """What a page says to avoid gives that code, no other but those that the page says come along,
    and is drawn as it was read."""
    avoid = sections(code)[1 + SECTIONS.index("Undvik")]
    result = carried_out(avoid, tmp_path, monkeypatch)
    assert result.codes == {code.number} | avoid.along, result.shown
    assert result.shown == snapshot.use_extension(TextFile)


@each_code
def test_what_to_write_gives_nothing(
    code: Code, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a page says to write instead has nothing to remark on."""
    prefer = sections(code)[1 + SECTIONS.index("Skriv hellre")]
    result = carried_out(prefer, tmp_path, monkeypatch)
    assert result.codes == frozenset(), result.shown
    assert prefer.blocks


@pytest.mark.parametrize("host", sorted(path.name for path in HOSTS.iterdir()))
def test_hosts_are_clean(host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the examples are put into has itself nothing to remark on, and pays."""
    monkeypatch.chdir(HOSTS / host)
    for words in (["check", "--strict", AGREEMENT], ["evaluate", AGREEMENT, DATA]):
        code, printed = run_okt(words, monkeypatch)
        assert code == 0
        assert not re.search(r"OKT\d", printed)


def test_the_overview_is_of_now(request: pytest.FixtureRequest) -> None:
    """The overview lists every code; --snapshot-update writes it anew."""
    path = PAGES / "README.md"
    if request.config.getoption("update_snapshots"):
        path.write_text(overview(CODES), encoding="utf-8")
    assert path.read_text(encoding="utf-8") == overview(CODES)


def test_rule_shows_what_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """`okt rule` shows a page, all codes, those of a word, and the nearest of an unknown one."""
    code, page = run_okt(["rule", "411"], monkeypatch)
    assert (code, page.split("\n")[0]) == (0, "OKT411 stegen har ett hål")
    code, every = run_okt(["rule"], monkeypatch)
    assert code == 0
    assert all(f"{c.number}  " in every for c in CODES)
    code, some = run_okt(["rule", "stegen"], monkeypatch)
    assert (code, "OKT412" in some, "OKT203" in some) == (0, True, False)
    _, sheet = run_okt(["rule", "915"], monkeypatch)
    assert sheet.count("\n  folkmängd.xlsx, blad Folkmängd\n    region;invånare\n") == 2
    code, unknown = run_okt(["rule", "OKT299"], monkeypatch)
    assert (code, "OKT205" in unknown) == (2, True)
