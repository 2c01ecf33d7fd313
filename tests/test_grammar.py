"""The grammar itself: what it means is never decided by the parser's own rule of thumb."""

import logging
from pathlib import Path

import pytest
from lark import Lark
from lark import logger as lark_logger

from grammar import GRAMMAR


def conflicts(grammar: str, caplog: pytest.LogCaptureFixture) -> list[str]:
    """What the parser generator had to decide by itself: conflicts that it settled by shifting."""
    with caplog.at_level(logging.DEBUG, logger=lark_logger.name):
        Lark(grammar, parser="lalr", lexer="contextual", debug=True)
    return [m for record in caplog.records if "conflict" in (m := record.getMessage()).lower()]


def test_there_are_no_conflicts(caplog: pytest.LogCaptureFixture) -> None:
    """Every word of an agreement belongs to one statement only, whatever stands after it."""
    assert conflicts(Path(GRAMMAR).read_text(encoding="utf-8"), caplog) == []


def test_a_conflict_would_be_found(caplog: pytest.LogCaptureFixture) -> None:
    """A clause that fits two statements that are open is told of."""
    blocks = 'start: block*\nblock: "block" (clause | item)*\n'
    assert conflicts(f'{blocks}item: "post" clause*\nclause: "till"', caplog)
