"""Comments that allow a warning: where they hold, and what is told of those that do not."""

import re

import pytest

from compiler import compile_text
from compiler.fmt import format_text
from overenskommelse import limits
from tests.agreements import GOOD, checked, told
from tests.test_fixes import GOOD as TEXT

ALLOWED = (GOOD / "tillaten_varning.okt").read_text(encoding="utf-8")
WHY = '# okt: tillåt OKT203 "får medel i höst"'
UNUSED = 'mottagare vi "Vi"'


def with_lines(*lines: str) -> str:
    """A small right agreement with further lines at its end."""
    return TEXT + "".join(f"{line}\n" for line in lines)


@pytest.mark.parametrize(
    "lines",
    [
        [f"{UNUSED}  {WHY}"],
        [WHY, UNUSED],
        [WHY, "", "# Om dem som tillkommer", UNUSED],
        [f"# Om dem som tillkommer  {WHY}", UNUSED],
        [WHY.replace('"', "”"), UNUSED],
        [WHY, "mottagare vi", '  "Vi"'],
        [f'{UNUSED}  # okt: tillåt OKT451, OKT203 "får medel i höst"'],
    ],
)
def test_where_it_holds(lines: list[str]) -> None:
    """At the end of a line, or on a line of its own before a statement; the reason is kept."""
    report = checked(with_lines(*lines))
    assert told(report) == []
    [allowed] = report.allowed
    assert allowed.diagnostic.code.number == "OKT203"
    assert allowed.reason == "får medel i höst"


@pytest.mark.parametrize(
    "lines",
    [
        [WHY, 'mottagare skr_service "Bolaget"  # okt: tillåt OKT451 "x"', UNUSED],
        [UNUSED, WHY],
        [f'mottagare vi "{WHY.replace(chr(34), "")}"'],
    ],
)
def test_where_it_does_not_hold(lines: list[str]) -> None:
    """It says nothing of the statement after the next one, of the one before, or within quotes."""
    report = checked(with_lines(*lines))
    line = len(TEXT.split("\n")) + [UNUSED[:12] in text for text in lines].index(True)
    assert (line, "OKT203") in told(report)


@pytest.mark.parametrize("mark", ["#okt:", "#  okt:", "# OKT:", "# Okt :"])
def test_how_it_is_spelt(mark: str) -> None:
    """Blanks and capitals in how it begins decide nothing: it would be passed over in silence."""
    report = checked(with_lines(f'{UNUSED}  {mark} tillåt OKT203 "får medel i höst"'))
    assert (told(report), len(report.allowed)) == ([], 1)


def test_what_only_a_strict_check_says() -> None:
    """An allowance of what only --strict tells is not called needless without it."""
    text = with_lines().replace(
        "juni 2024 medel skr", 'juni 2024 medel skr  # okt: tillåt OKT451 "x"'
    )
    assert told(checked(text)) == []
    assert (6, "OKT451") not in told(checked(text, strict=True))
    cited = text.replace("medel skr  #", "medel skr [§ 1]  #")
    assert (6, "OKT131") in told(checked(cited, strict=True))


def test_nothing_is_needless_beside_an_error() -> None:
    """Where an error keeps a warning from being found, its allowance is not blamed."""
    assert told(checked(with_lines(f"{UNUSED}  {WHY}", "medel x"))) == [(8, "OKT105")]


def test_a_plan_is_made_without_what_is_allowed() -> None:
    """What is allowed is not told when the agreement is computed either."""
    done = compile_text("prov.okt", ALLOWED.encode(), {})
    assert done.plan is not None
    assert told(done.report) == []
    assert len(done.report.allowed) == 2


def test_formatting_keeps_them_in_place() -> None:
    """`okt fmt` leaves each comment where it holds: the same is allowed before and after."""
    formatted = format_text("prov.okt", ALLOWED.encode()).text
    assert formatted is not None
    before, after = checked(ALLOWED, strict=True), checked(formatted, strict=True)
    assert told(before) == told(after) == []
    assert len(before.allowed) == len(after.allowed) == 3


def test_many_of_them_cost_no_more_than_their_lines() -> None:
    """As many comments as a file may have lines are read in time that grows with the lines."""
    lines = limits.STATEMENTS - 100
    report = checked(with_lines(*[WHY] * lines, UNUSED))
    assert len(report.allowed) == 1
    assert len(re.findall("OKT131", str([code for _, code in told(report)]))) == lines - 1
