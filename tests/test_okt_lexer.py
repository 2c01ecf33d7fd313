"""The lexer that colours .okt text knows the grammar's words, and changes no text."""

import tomllib
from pathlib import Path

import pytest
from lark.lexer import PatternStr
from pygments import token as t
from pygments.lexer import Lexer

from compiler.parse import build_parser
from overenskommelse.cli.okt_colors import colored
from overenskommelse.cli.okt_lexer import KEYWORDS, OktLexer
from overenskommelse.cli.page import Page
from overenskommelse.cli.rule_text import page_drawn

ROOT = Path(__file__).resolve().parent.parent
AGREEMENTS = [*ROOT.glob("agreements/**/*.okt"), *ROOT.glob("tests/cases/good/*.okt")]


def kinds(text: str) -> list[tuple[object, str]]:
    """The words of a text, each with what it is; blanks left out."""
    found = OktLexer(stripnl=False, ensurenl=False).get_tokens(text)
    return [(kind, word) for kind, word in found if kind not in t.Whitespace]


def test_the_words_are_the_grammars() -> None:
    """What the parser reads as keywords are the words that the lexer colours."""
    patterns = (one.pattern for one in build_parser().terminals)
    words = {str(one.value) for one in patterns if isinstance(one, PatternStr)}
    assert {word for word in words if word.isalpha()} == KEYWORDS


@pytest.mark.parametrize("path", AGREEMENTS, ids=lambda path: path.name)
def test_agreements(path: Path) -> None:
    """Every agreement is known to its last character, and none of it is changed."""
    text = path.read_text(encoding="utf-8")
    found = list(OktLexer(stripnl=False, ensurenl=False).get_tokens(text))
    assert "".join(word for _, word in found) == text
    assert [word for kind, word in found if kind in t.Error] == []


def test_a_line() -> None:
    """Keywords, names, numbers, units, comparisons and citations are told apart."""
    assert kinds('mått minst_tre "Tre" [avsnitt 3.1] # så\n  med väntetid högst 3 dagar') == [
        (t.Keyword.Declaration, "mått"),
        (t.Name, "minst_tre"),
        (t.String, '"Tre"'),
        (t.Name.Label, "[avsnitt 3.1]"),
        (t.Comment.Single, "# så"),
        (t.Keyword, "med"),
        (t.Keyword, "väntetid"),
        (t.Operator.Word, "högst"),
        (t.Number, "3"),
        (t.Keyword.Type, "dagar"),
    ]


def test_pygments_finds_it() -> None:
    """The package says where the lexer is, in the words that Pygments asks for."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    module, _, name = project["entry-points"]["pygments.lexers"]["okt"].partition(":")
    assert (module, name) == (OktLexer.__module__, OktLexer.__name__)
    assert issubclass(OktLexer, Lexer)


def test_colours_hide_nothing() -> None:
    """What is coloured says what stood there, with hidden characters written out."""
    lines = ['block 1 "a\u202eb" 5 mnkr', "", "  # slut"]
    shown = [line.plain for line in colored(lines, Page(color=True))]
    assert shown == ['block 1 "a⟨U+202E⟩b" 5 mnkr', "", "  # slut"]


def test_pages_of_codes_are_coloured() -> None:
    """A block of a page is in colour where there are colours, and only there."""
    text = "# Rubrik\n\n```okt\nblock 1\n```\n"
    assert "\x1b[1;34mblock" in page_drawn(text, Page(color=True))
    assert page_drawn(text, Page()) == "Rubrik\n\n    block 1\n"
