"""The one form: nothing changes but blanks and spelling, and a second time nothing at all."""

import re
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from syrupy.assertion import SnapshotAssertion

from compiler import Compiled
from compiler.fmt import WIDTH, format_text
from overenskommelse import limits
from tests.agreements import AGREEMENT_2023, GOOD, TextFile, compiled, good, told
from tests.documents import DOCUMENTS, HOST, blocks
from tests.generated import Draw, Made, agreements

ROOT = AGREEMENT_2023.parent.parent
SHIPPED = sorted((ROOT / "agreements").rglob("*.okt"))
UGLY = sorted((ROOT / "tests" / "cases" / "fmt").glob("*.okt"))
FILES = [*sorted((ROOT / "agreements").rglob("*.okt")), *sorted(GOOD.glob("*.okt")), *UGLY]
UNREADABLE = {"OKT103", "OKT119", "OKT122"}
"""What documents show of errors of the language: such a file is left as it is."""
WRITTEN = [
    pytest.param(block.text, id=block.place)
    for document in DOCUMENTS
    for block in blocks(document)
    if block.language == "okt"
    and "ur" not in block.options  # A part of a file that is formatted whole.
    and not UNREADABLE & set(block.options.get("fel", "").split(","))
] + [pytest.param(path.read_text(encoding="utf-8"), id=path.stem) for path in FILES]
_LAYOUT = {"OKT007", "OKT008", "OKT116"}
_ATOMS = re.compile(
    r'på rekvisition|uppfylls inte|(?:mer|fler|kortare|längre) än|"[^"]*"|\[[^\]]*\]|[^ ]+'
)
"""What no comment can stand within."""
CITES = 73
"""The column, counted from 0, where citations begin."""
HEAD = 'okt 1\n\növerenskommelse 2024 "Prov"\n'


def formatted(text: str, width: int = WIDTH) -> str:
    """A text that can be read, in the one form."""
    done = format_text("prov.okt", text.encode(), width)
    assert done.text is not None, told(done.report)
    return done.text


def said(done: Compiled) -> tuple[object, str]:
    """What an agreement says, and its plan without lines and hash; texts in a plan are cut from
    the file, blanks and all."""
    plan = re.sub(r"line=[0-9]+|source_sha256='[0-9a-f]+'", "", repr(done.plan))
    return done.agreement, " ".join(plan.split())


def faults(done: Compiled) -> list[str]:
    """What is wrong, but for tabs, line ends and indentation, which formatting puts right."""
    return sorted(code for _, code in told(done.report) if code not in _LAYOUT)


def between_comments(text: str) -> list[tuple[str, str]]:
    """Every comment, with whether it shares its line and all that stands before it, but for
    blanks and for what formatting spells in its own way."""
    found: list[tuple[str, str]] = []
    before = ""
    for piece in re.findall(r'#[^\n]*|"[^"\n]*"|”[^”\n]*”|\[[^\]\n]*\]|\n[ \t]*|[^#"”\[\n]+', text):
        if piece.startswith("#"):
            own = before.rstrip(" \t\u00a0").endswith("\n") or not before
            words = re.sub(r"[\s;]|\]\s*\[", "", before).replace("”", '"').replace("—", "–")
            found.append((f"{'' if own else 'efter '}{words.replace('-', '–')}", piece.rstrip()))
            before = ""
        else:
            before += piece
    return found


# What never changes --------------------------------------------------------------------------


@pytest.mark.parametrize("text", WRITTEN)
def test_formatting_changes_no_meaning(text: str) -> None:
    """Agreement, plan, comments and what is wrong are as before, at any width; and a formatted
    file is formatted."""
    before = compiled(text)
    for width in (60, WIDTH):
        once = formatted(text, width)
        assert formatted(once, width) == once
        assert between_comments(once) == between_comments(text)
        after = compiled(once)
        assert said(after) == said(before)
        assert faults(after) == faults(before)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_shipped_agreements_are_formatted(path: Path) -> None:
    """Every agreement that is shipped is written in the one form."""
    text = path.read_text(encoding="utf-8")
    assert formatted(text) == text


@given(made=agreements(), data=st.data())
def test_any_ugliness_is_undone(made: Made, data: st.DataObject) -> None:
    """However an agreement is spaced, indented and broken, it gets the same form, and with
    comments anywhere they stay where they were."""
    assert formatted(_ugly(made.text, data.draw, "")) == formatted(made.text)
    commented = _ugly(made.text, data.draw, "# här")
    once = formatted(commented)
    assert formatted(once) == once
    assert between_comments(once) == between_comments(commented)
    assert said(compiled(once)) == said(compiled(commented))


def _ugly(text: str, draw: Draw, comment: str) -> str:
    """A text with other blanks in it, broken after commas, with comments at the ends of lines."""
    blank = st.sampled_from([" ", "   ", "\t", "\u00a0", " \t "])
    note = st.sampled_from(["", comment, f"  {comment} också"] if comment else [""])
    break_after = st.booleans()
    lines = []
    for line in text.split("\n"):
        quoted = re.split(r'("[^"]*")', line.strip())
        for i in range(0, len(quoted), 2):
            quoted[i] = re.sub(" ", lambda _: draw(blank), quoted[i])
            if draw(break_after):
                quoted[i] = re.sub(r",\s", lambda _: f",{draw(note)}\n", quoted[i])
        lines.append(f"{draw(blank)}{''.join(quoted)}{draw(note)}")
    return "\n".join(lines)


@pytest.mark.parametrize("comment", [" # här\n", "\n# här\n"])
def test_a_comment_may_stand_between_any_two_words(comment: str) -> None:
    """With a comment after every word of an agreement, all stay, each in its place."""
    text = "\n".join(comment.join(_ATOMS.findall(line)) for line in HOST.split("\n"))
    once = formatted(text)
    assert once.count("# här") == text.count("# här") > 200
    assert between_comments(once) == between_comments(text)
    assert formatted(once) == once
    assert said(compiled(once)) == said(compiled(text))


# What it looks like --------------------------------------------------------------------------


@pytest.mark.parametrize("path", UGLY, ids=lambda path: path.stem)
@pytest.mark.parametrize("width", [80, WIDTH])
def test_ugly_files(path: Path, width: int, snapshot: SnapshotAssertion) -> None:
    """Files written badly on purpose look as they should."""
    text = formatted(path.read_text(encoding="utf-8"), width)
    assert text == snapshot.use_extension(TextFile)


SPELLINGS = [
    ("omfattning 2 952 mnkr", "omfattning 2\u00a0952\u00a0mnkr"),
    ("omfattning 2952000kr", "omfattning 2\u00a0952\u00a0000\u00a0kr"),
    ("omfattning 1237,50 tkr", "omfattning 1\u00a0237,50\u00a0tkr"),
    ("mätperiod januari - november 2024", "mätperiod januari–november 2024"),
    ("mätperiod december 2023 — mars 2024", "mätperiod december 2023–mars 2024"),
    ("beslutad 22  december\t2023", "beslutad 22 december 2023"),
    ("parter ”staten” och “SKR”", 'parter "staten" och "SKR"'),
    ("omfattning 1 kr\t#\ttabb  ", "omfattning 1\u00a0kr  # tabb"),
    ('parter "a - b  c" och "1000 kr"', 'parter "a - b  c" och "1000 kr"'),
]


@pytest.mark.parametrize(("written", "spelled"), SPELLINGS)
def test_spellings(written: str, spelled: str) -> None:
    """Amounts have no-break spaces, ranges an en dash, texts straight quotes; the words within
    quotes are the author's."""
    assert formatted(HEAD + written) == f"{HEAD}  {spelled}\n"


def test_citations_stand_in_one_column() -> None:
    """Citations are one bracket, in the same column on every line that has room for it."""
    text = good("tva_bonuspotter").replace("[§ 4]", "[ § 4 ;bilaga 1] [§ 5]")
    lines = [line for line in formatted(text).split("\n") if line.endswith("]")]
    assert len(lines) > 20
    assert {line.index("[") for line in lines} == {CITES}
    assert any(line.endswith(" [§ 4; bilaga 1; § 5]") for line in lines)


def test_citations_without_room_stand_on_a_line_of_their_own() -> None:
    """Where a text fills the line, its citation comes below it, in its column."""
    text = f'{HEAD}  parter "{"a" * 50}" och "{"b" * 45}" [avsnitt 1]\n'
    last = formatted(text).split("\n")[-2]
    assert last == " " * CITES + "[avsnitt 1]"


def test_no_line_begins_with_a_name_that_is_a_keyword() -> None:
    """A member called `block` could not be read at the beginning of a line."""
    names = ", ".join(f'{name} "{name.upper() * 9}"' for name in ("krav", "block", "post", "a"))
    text = f'{HEAD}mottagare m "M" består av {names}\n'
    assert not re.search(r"(?m)^ +(krav|block|post) ", formatted(text, 60))
    assert re.search(r"(?m)^ +a ", formatted(text, 60))


def test_blank_lines_set_statements_apart() -> None:
    """Statements of different kinds, and those with others under them, have a blank line between;
    the author's own are kept, up to two."""
    once = formatted(re.sub(r"\n+", "\n", HOST))
    assert "\n\nmått väntande_60_dagar" in once
    assert "\n\n  krav 1" in once
    assert "\nmottagare förbundet" in once
    assert "\n\nmottagare förbundet" not in once
    assert formatted(HOST.replace("\nblock 2", "\n\n\n\n\nblock 2")).count("\n\n\nblock 2") == 1


def test_a_comment_belongs_where_its_indentation_says() -> None:
    """At the end of a block a comment stays in the block if it is indented as its statements."""
    text = HOST.replace("block 2", "  # i blocket\n# om nästa\nblock 2")
    assert "\n  # i blocket\n\n# om nästa\nblock 2" in formatted(text)


# What is left as it is -----------------------------------------------------------------------


def test_what_cannot_be_read_is_not_formatted() -> None:
    """An error of the language stops formatting; one of the agreement does not."""
    done = format_text("prov.okt", f"{HEAD}  omfatning 3 kr\n".encode())
    assert done.text is None
    assert told(done.report) == [(4, "OKT103")]
    assert formatted(f"{HEAD}  omfattning 3 procent\n")


def test_what_would_grow_too_large_is_not_formatted() -> None:
    """A file whose form could not be read any more is left, and the limit is told."""
    line = f'mottagare a "{"x" * 980}"\n'
    text = HEAD + line * ((limits.AGREEMENT_BYTES - len(HEAD)) // len(line))
    text += "#" * (limits.AGREEMENT_BYTES - len(text.encode()))
    done = format_text("prov.okt", text.encode())
    assert (done.text, told(done.report)) == (None, [(1, "OKT001")])


def test_misleading_indentation_is_told() -> None:
    """A line that looks as if it belonged elsewhere is told of before its indentation changes;
    a file without indentation is not."""
    text = f"{HEAD}  beslutad 1 mars 2024\nomfattning 3 kr\n"
    assert told(format_text("prov.okt", text.encode()).report) == [(5, "OKT116")]
    flat = re.sub("(?m)^ +", "", text)
    assert not told(format_text("prov.okt", flat.encode()).report)


# How long it takes ---------------------------------------------------------------------------


def test_ten_thousand_lines_take_less_than_two_seconds() -> None:
    """Twice the largest file that anybody will write is formatted while one waits."""
    parts = AGREEMENT_2023.read_text(encoding="utf-8").partition("# Mått och stegar.")
    text = parts[0] + parts[2] * (10_000 // parts[2].count("\n") + 1)
    assert text.count("\n") > 10_000
    before = time.process_time()
    formatted(text)
    assert time.process_time() - before < 2
