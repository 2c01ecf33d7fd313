"""Files that include others: what becomes of them, and that nothing else can be reached.

Everything lies in a folder of its own, beside which lies what must never be read.
"""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from compiler import compile_text
from overenskommelse import compose_codes as codes
from overenskommelse import limits
from overenskommelse.cli import main
from overenskommelse.diagnostics import Code
from overenskommelse.written import NotIncluded, Written
from tests.agreements import edited, good, meaning

HIDDEN = "hemligheten"
LADDER = good("stege_i_maluppfyllelse")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of agreements; beside it lies a file with a secret."""
    own = tmp_path / "avtal"
    (own / "delar").mkdir(parents=True)
    for outside in ("utanför.okt", "passwd"):
        (tmp_path / outside).write_text(f"okt 1\n{HIDDEN}\n", encoding="utf-8")
    monkeypatch.chdir(own)
    return own


def write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")


def check(capfd: pytest.CaptureFixture[str], *names: str) -> str:
    """What `okt check` says of agreements."""
    main(["check", *(names or ("a.okt",))])
    captured = capfd.readouterr()
    return captured.out + captured.err


def including(*names: str) -> str:
    return "okt 1\n" + "".join(f'inkludera "{name}"\n' for name in names)


def ladder_apart() -> tuple[str, str]:
    """A good case without its ladder, and the ladder."""
    start = LADDER.index("\nstege ") + 1
    end = LADDER.index("\n\n", start)
    return LADDER[:start] + 'inkludera "delar/stege.okt"' + LADDER[end:], LADDER[start:end]


# What is included ----------------------------------------------------------------------------


def test_what_is_included_stands_there() -> None:
    """An agreement with its ladder in another file is the agreement with its ladder in it."""
    text, ladder = ladder_apart()
    part = Written("delar/stege.okt", f"# Gemensam.\n\nokt 1\n{ladder}\n".encode())
    done = compile_text("prov.okt", text.encode(), {}, folder=lambda name: part)
    whole = compile_text("prov.okt", LADDER.encode(), {})
    assert list(done.report) == list(whole.report)
    assert done.plan is not None
    assert whole.plan is not None
    origins = {step.origin.file for step in done.plan.steps}
    assert origins >= {"prov.okt"}
    assert done.agreement == whole.agreement
    assert [s.id for s in done.plan.steps] == [s.id for s in whole.plan.steps]


def test_a_part_may_include_parts(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """What is included may include more; every name is counted from the agreement's folder."""
    text, ladder = ladder_apart()
    write(folder / "a.okt", text)
    write(folder / "delar" / "stege.okt", including("delar/djupare.okt"))
    write(folder / "delar" / "djupare.okt", f"okt 1\n{ladder}\n")
    assert "inga fel" in check(capfd)


def test_a_fault_is_told_where_it_was_written(
    folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """What is wrong in a part, as a sentence or in the whole, is told in its own file and line."""
    text, ladder = ladder_apart()
    write(folder / "a.okt", text)
    write(folder / "delar" / "stege.okt", f"okt 1\n\n\nmått x\n{ladder}\n")
    said = check(capfd)
    assert "delar/stege.okt rad 4" in said
    write(
        folder / "delar" / "stege.okt",
        f"okt 1\n\n\nstege onödig\n  1 % eller mer ger 5 %\n{ladder}\n",
    )
    said = check(capfd)
    assert "stege onödig · delar/stege.okt rad 4" in said
    assert "OKT203" in said


def test_several_faults_are_told_at_once(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """A sentence that cannot be read in a part does not hide a fault in the agreement."""
    text, ladder = ladder_apart()
    write(folder / "a.okt", edited(text, ("okt 1\n", "okt 1\nnyckel onödig 5\n")))
    write(folder / "delar" / "stege.okt", f"okt 1\nmedel !\n{ladder}\n")
    said = check(capfd)
    assert "a.okt rad" in said
    assert "delar/stege.okt rad 2" in said


# What cannot be included ---------------------------------------------------------------------


def link(folder: Path, name: str, target: str) -> None:
    (folder / name).symlink_to(target)


def _loop(folder: Path) -> None:
    write(folder / "delar" / "b.okt", including("delar/c.okt"))
    write(folder / "delar" / "c.okt", including("delar/b.okt"))


def _chain(folder: Path) -> None:
    for i in range(limits.INCLUDE_DEPTH + 1):
        write(folder / "delar" / f"d{i}.okt", including(f"delar/d{i + 1}.okt"))


def _large(folder: Path) -> None:
    for i in range(3):
        write(
            folder / f"s{i}.okt", "okt 1\n" + f"# {'x' * 997}\n" * (limits.AGREEMENT_BYTES // 2_500)
        )


def _many(folder: Path) -> None:
    for i in range(limits.INCLUDES + 2):
        write(folder / f"m{i}.okt", "okt 1\n")


def nothing(folder: Path) -> None:
    """No preparation."""


REFUSED: list[tuple[Code, Callable[[Path], None], list[str]]] = [
    (codes.INCLUDE_NAME, nothing, ["/etc/passwd"]),
    (codes.INCLUDE_NAME, nothing, ["../utanför.okt"]),
    (codes.INCLUDE_NAME, nothing, ["delar/../../utanför.okt"]),
    (codes.INCLUDE_NAME, nothing, ["file:///etc/passwd.okt"]),
    (codes.INCLUDE_NAME, nothing, ["https://exempel.se/a.okt"]),
    (codes.INCLUDE_NAME, nothing, ["//server/delning/a.okt"]),
    (codes.INCLUDE_NAME, nothing, ["\\\\server\\delning\\a.okt"]),
    (codes.INCLUDE_NAME, nothing, ["C:/a.okt"]),
    (codes.INCLUDE_NAME, nothing, ["delar\\a.okt"]),
    (codes.INCLUDE_NAME, nothing, [""]),
    (codes.INCLUDE_EXTENSION, nothing, ["delar/passwd"]),
    (codes.INCLUDE_EXTENSION, lambda f: link(f, "l.okt", "../avtal/a.txt"), ["l.okt"]),
    (codes.INCLUDE_OUTSIDE, lambda f: link(f, "l.okt", "../utanför.okt"), ["l.okt"]),
    (codes.INCLUDE_OUTSIDE, lambda f: link(f, "ut", ".."), ["ut/utanför.okt"]),
    (codes.INCLUDE_NOT_FOUND, nothing, ["delar/finns_inte.okt"]),
    (codes.INCLUDE_UNREADABLE, lambda f: (f / "mapp.okt").mkdir(), ["mapp.okt"]),
    (codes.INCLUDE_UNREADABLE, lambda f: os.mkfifo(f / "ko.okt"), ["ko.okt"]),
    (codes.INCLUDE_CYCLE, nothing, ["a.okt"]),
    (codes.INCLUDE_CYCLE, _loop, ["delar/b.okt"]),
    (codes.INCLUDE_DEPTH, _chain, ["delar/d0.okt"]),
    (codes.INCLUDE_COUNT, _many, [f"m{i}.okt" for i in range(limits.INCLUDES + 2)]),
    (codes.INCLUDED_TWICE, lambda f: write(f / "b.okt", "okt 1\n"), ["b.okt", "./b.okt"]),
    (codes.INCLUDE_SIZE, _large, ["s0.okt", "s1.okt", "s2.okt"]),
    (codes.NOT_A_PART, lambda f: write(f / "b.okt", 'okt 1\növerenskommelse 1 "B"\n'), ["b.okt"]),
    (codes.NOT_A_PART, lambda f: write(f / "b.okt", "okt 1\nupphäv block 1\n"), ["b.okt"]),
]


@pytest.mark.parametrize(
    ("code", "prepare", "names"), REFUSED, ids=[f"{c.number}-{n[0]}" for c, _, n in REFUSED]
)
def test_refused(
    folder: Path,
    capfd: pytest.CaptureFixture[str],
    code: Code,
    prepare: Callable[[Path], None],
    names: list[str],
) -> None:
    """Each way out of the folder, and each way to never end, is refused with its reason; nothing
    of what lies elsewhere is shown.
    """
    prepare(folder)
    write(folder / "a.okt", f'{including(*names)}överenskommelse 1 "A"\n  omfattning 5 kr\n')
    said = check(capfd)
    assert code.number in said
    assert code.title in said
    assert said.count("fel OKT") == 1
    assert HIDDEN not in said


def test_sizes_are_written_as_numbers_are(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """How large files may be together is written as people say it."""
    _large(folder)
    write(folder / "a.okt", including("s0.okt", "s1.okt", "s2.okt"))
    assert "större än 1\u00a0megabyte" in " ".join(check(capfd).replace("│", "").split(" "))


def test_every_code_has_a_case() -> None:
    """Every code of what is included is found above."""
    last = codes.NOT_A_PART.number
    catalogue = {c.number for c in vars(codes).values() if isinstance(c, Code)}
    assert {n for n in catalogue if n <= last} == {code.number for code, _, _ in REFUSED}


def test_a_part_says_its_version(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """A file that is included begins with its version like any other."""
    write(folder / "a.okt", f'{including("b.okt")}överenskommelse 1 "A"\n  omfattning 5 kr\n')
    write(folder / "b.okt", 'mottagare m "M"\n')
    assert "OKT101  språkversionen saknas · b.okt rad 1" in check(capfd)
    write(folder / "b.okt", 'okt 2\nmottagare m "M"\n')
    assert "b.okt rad 1" in check(capfd)


def test_standard_input_includes_nothing() -> None:
    """A text that comes from no folder can include nothing."""
    report = compile_text("inmatningen", including("a.okt").encode(), {}).report
    assert report.holds(codes.INCLUDE_UNREADABLE)


def test_only_what_is_included_is_opened(
    folder: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """No file outside the folder is opened, however it is named."""
    opened: list[str] = []
    real = open

    def watched(file: object, *args: object, **more: object) -> object:
        opened.append(os.path.realpath(str(file)))
        return real(file, *args, **more)  # type: ignore[call-overload]

    link(folder, "l.okt", "../utanför.okt")
    write(folder / "a.okt", including("l.okt", "../utanför.okt", "/etc/hostname", "b.okt"))
    monkeypatch.setattr("builtins.open", watched)
    check(capfd)
    own = [path for path in opened if path.endswith(".okt")]
    assert own
    assert all(path.startswith(os.path.realpath(folder)) for path in own)
    assert not any("hostname" in path or "utanför" in path for path in opened)


def test_the_compiler_asks_and_does_not_open() -> None:
    """A folder is a function: what it refuses is told at the place that asked, in its words."""
    asked: list[str] = []

    def folder(name: str) -> NotIncluded:
        asked.append(name)
        return NotIncluded(codes.INCLUDE_NOT_FOUND)

    report = compile_text("a.okt", including("b.okt", "c.okt").encode(), {}, folder=folder).report
    assert asked == ["b.okt", "c.okt"]
    assert [d.span.line for d in report if d.span is not None] == [2, 3]


def test_an_amendment_may_include(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """What an amendment adds may lie in a file of its own."""
    write(folder / "a.okt", good("lika"))
    name = next(line.split()[1] for line in good("lika").split("\n") if line.startswith("öv"))
    amendment = f'tillägg 1 till överenskommelse {name} "Ä"\ninkludera "b.okt"\n'
    write(folder / "t.okt", f"okt 1\n{amendment}")
    write(folder / "b.okt", 'okt 1\nmottagare ny "Ny"\n')
    assert "mottagare ny · b.okt rad 2" in check(capfd, "a.okt", "t.okt")


def test_what_an_amendment_includes_lies_with_the_amendment(
    folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """Names in an amendment are counted from its own folder, and what is told says from which."""
    write(folder / "a.okt", good("lika"))
    name = next(line.split()[1] for line in good("lika").split("\n") if line.startswith("öv"))
    amendment = f'okt 1\ntillägg 1 till överenskommelse {name} "Ä"\ninkludera "b.okt"\n'
    write(folder / "delar" / "t.okt", amendment)
    write(folder / "b.okt", 'okt 1\nmottagare fel "Fel"\n')
    said = check(capfd, "a.okt", "delar/t.okt")
    assert "”b.okt” finns inte, räknat från mappen där delar/t.okt ligger" in said
    write(folder / "delar" / "b.okt", 'okt 1\nmottagare ny "Ny"\n')
    assert "mottagare ny · delar/b.okt rad 2" in check(capfd, "a.okt", "delar/t.okt")


def test_the_file_probably_meant_is_named_as_it_would_be_written(
    folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """A file in another folder is suggested with its folder."""
    write(folder / "a.okt", including("delar/steger.okt"))
    write(folder / "delar" / "stegar.okt", "okt 1\n")
    assert "Menade du ”delar/stegar.okt”?" in " ".join(check(capfd).replace("│", "").split())


@pytest.mark.parametrize("data", [b"", b"okt 1\n\xff\n"], ids=["empty", "not UTF-8"])
def test_nothing_is_told_of_what_an_unreadable_file_would_have_said(
    folder: Path, capfd: pytest.CaptureFixture[str], data: bytes
) -> None:
    """A part that cannot be read is the one fault: what it would have named is not missed."""
    write(folder / "a.okt", ladder_apart()[0])
    (folder / "delar" / "stege.okt").write_bytes(data)
    said = check(capfd)
    assert said.count("fel OKT") == 1
    assert "delar/stege.okt" in said


def test_meaning_is_kept(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """The consolidated text of what includes is an agreement of one file that means the same."""
    text, ladder = ladder_apart()
    write(folder / "a.okt", text)
    write(folder / "delar" / "stege.okt", f"okt 1\n{ladder}\n")
    assert main(["consolidate", "a.okt", "-o", "b.okt", "-q"]) == 0
    whole = compile_text("prov.okt", LADDER.encode(), {}).plan
    written = compile_text("prov.okt", (folder / "b.okt").read_bytes(), {}).plan
    assert whole is not None
    assert written is not None
    assert meaning(written).steps == meaning(whole).steps
