"""Text to tree: the LALR parser, and its recovery at the next statement.

The only module that imports Lark. A statement that cannot be read is reported once, replaced by
its keyword and a FEL token, and parsing goes on at the next statement, so that what follows is
read as if the statement had been complete: no error is caused by an earlier one.
"""

import json
import re
import zlib
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache
from typing import Any, Final

from attrs import frozen
from lark import Lark, Token, Tree
from lark.exceptions import UnexpectedInput, UnexpectedToken
from lark.grammar import Rule
from lark.lexer import PatternStr, TerminalDef

from compiler.complaints import GUESSABLE, SPELLINGS, TOP, WORD, Complaints
from compiler.tables import packed, unpacked
from grammar import GRAMMAR, TABLES
from overenskommelse import limits
from overenskommelse.diagnostics import Report
from overenskommelse.source import Source
from overenskommelse.text import NEARLY_EQUAL, closest

__all__ = ["Parsed", "Token", "Tree", "parse", "write_tables"]

_FIRST_ON_LINE: Final = re.compile(
    "^[ \t\u00a0\u202f\u2009]*([^ \t\n\u00a0\u202f\u2009#])", re.MULTILINE
)

_BULLETS: Final = ("•", "·", "-", "–", "−", "*")
"""Marks that word processors put before a line."""
_BLANKS: Final = (" ", "\t", "\u00a0", "\u202f", "\u2009")


@frozen
class Parsed:
    """A file's tree, and where lines began that were left out of it."""

    tree: "Tree[Token]"
    dropped: tuple[int, ...]
    statements: frozenset[str]
    """Rules of the grammar that are statements: those that have the error production."""

    @property
    def damaged(self) -> tuple[tuple[int, int], ...]:
        """From the start of each outermost statement to each line left out under it."""
        starts = [tree.meta.start_pos for tree in self.tree.children if isinstance(tree, Tree)]
        found = []
        for position in self.dropped:
            before = [start for start in starts if start < position]
            if before:
                found.append((before[-1], position))
        return tuple(found)


def parse(source: Source, report: Report) -> Parsed:
    """The tree of a whole file; unreadable statements are reported and left as FEL."""
    run = _Run(source, report)
    return Parsed(run.tree(), tuple(run.dropped), run.grammar.statements)


@frozen
class _Grammar:
    """A parser, and what recovery needs to know of its grammar."""

    lark: Lark
    starters: frozenset[str]
    """Terminals that begin a statement: those that the error production may follow."""
    words: dict[str, str]
    """Keyword of each terminal that is a plain word."""
    terminals: dict[str, str]
    """The same the other way round."""
    keywords: tuple[str, ...]
    """The words that begin statements."""
    statements: frozenset[str]
    """Rules that have the error production."""


class _Run:
    """One parse with recovery."""

    def __init__(self, source: Source, report: Report) -> None:
        self.grammar = _grammar()
        self.source = source
        self.complaints = Complaints(source, report, self.grammar.words, self.grammar.starters)
        self.line_starts = {m.start(1) for m in _FIRST_ON_LINE.finditer(source.text)}
        self.sorted_starts = sorted(self.line_starts)
        self.muted = set(report.told_lines)
        """Lines whose fault is already known: what it makes unreadable is not reported again."""
        self.dropped: list[int] = []
        self.parser = self.grammar.lark.parse_interactive(source.text)

    def tree(self) -> "Tree[Token]":
        while True:
            try:
                self._read()
                result: Tree[Token] = self.parser.feed_eof()  # type: ignore[no-untyped-call]
                return result
            except UnexpectedInput as error:
                self._recover(error)

    def _read(self) -> None:
        """Feed tokens to the parser: a word is a keyword wherever that keyword can stand.

        A statement's keyword that begins a line is never a name.
        """
        state = self.parser.parser_state
        states = state.parse_conf.parse_table.states
        terminals, keywords = self.grammar.terminals, self.grammar.keywords
        for read in self.parser.lexer_thread.lex(state):  # type: ignore[no-untyped-call]
            token = read
            if token.type == "NAME":
                terminal = terminals.get(str(token))
                if terminal is not None and terminal in states[state.position]:
                    token = Token.new_borrow_pos(terminal, str(token), token)
                elif token.start_pos in self.line_starts and str(token) in keywords:
                    raise UnexpectedToken(token, set())  # type: ignore[no-untyped-call]
            self.parser.result = self.parser.feed_token(token)

    def _recover(self, error: UnexpectedInput) -> None:
        position = self._position_of(error)
        line = self.source.line_of(position)
        accepted: set[str] = self.parser.accepts()  # type: ignore[no-untyped-call]
        begins_line = position in self.line_starts or position >= len(self.source.text)
        complete = "$END" in accepted
        meant: str | None = None
        if line in self.muted:
            pass
        elif len(self.muted) >= limits.UNREADABLE_LINES:
            self.complaints.too_many(position)
            if not complete:
                self._give_up_statement(position)
            self._resume_at(len(self.source.text))
            return
        elif complete and begins_line and self.source.text[position : position + 1] in _BULLETS:
            self._pass_bullet(position, accepted)
            return
        elif complete and begins_line:
            meant = self.complaints.unknown_statement(position, accepted, _homes(self.grammar))
        elif begins_line:
            self.complaints.ends_early(position, accepted)
        else:
            meant = self.complaints.unexpected(position, accepted)
        if not begins_line or complete:
            self.muted.add(line)
        if meant is not None and self._repair(position, meant, accepted):
            return
        if complete:
            # The statement before is whole: the fault is this word itself, so go past it.
            if begins_line:
                self.dropped.append(position)
            self._resume_at(self._next_statement(position + 1))
            return
        self._give_up_statement(position)
        self._resume_at(self._next_statement(position if begins_line else position + 1))

    def _pass_bullet(self, position: int, accepted: set[str]) -> None:
        """Tell of it, and read the line as if it were not there."""
        self.complaints.unexpected(position, accepted)
        text = self.source.text
        start = position + 1
        while text[start : start + 1] in (*_BULLETS, *_BLANKS):
            start += 1
        self.line_starts.add(start)
        self.muted.add(self.source.line_of(position))
        self._resume_at(start)

    def _repair(self, position: int, meant: str, accepted: set[str]) -> bool:
        """Read on as if the word that was meant had been written, so that what hangs on it can
        be checked too."""
        terminal = self.grammar.terminals.get(meant) or SPELLINGS.get(meant, "NAME")
        word = WORD.match(self.source.text, position)
        if terminal not in accepted or word is None:
            return False
        token = Token(terminal, meant, start_pos=position, end_pos=word.end())
        self.parser.feed_token(token)
        self._resume_at(word.end())
        return True

    def _position_of(self, error: UnexpectedInput) -> int:
        if isinstance(error, UnexpectedToken) and error.token.type == "$END":
            return len(self.source.text)
        if isinstance(error, UnexpectedToken):
            position: int | None = error.token.start_pos
        else:
            position = error.pos_in_stream
        return position or 0

    def _next_statement(self, position: int) -> int:
        """The first later line that begins a statement, or seems meant to."""
        for start in self.sorted_starts[bisect_left(self.sorted_starts, position) :]:
            word = WORD.match(self.source.text, start)
            spelled = word[0] if word else ""
            if self.source.text[start] in _BULLETS:
                return start
            number = spelled[:1].isdigit() and "NUMBER" in self.grammar.starters
            if spelled in self.grammar.keywords or number:
                return start
            if len(spelled) >= GUESSABLE and closest(spelled, self.grammar.keywords, NEARLY_EQUAL):
                return start
        return len(self.source.text)

    def _resume_at(self, position: int) -> None:
        # The interactive parser reads on from here; okt counts lines itself (see Source).
        state: Any = self.parser.lexer_thread.state
        state.line_ctr.char_pos = position

    def _give_up_statement(self, position: int) -> None:
        """Unwind to the keyword of the statement being read and let FEL stand for the rest."""
        state = self.parser.parser_state
        states = state.parse_conf.parse_table.states
        i = len(state.value_stack) - 1
        # A keyword is the token after which the error production may stand.
        while "FEL" not in states[state.state_stack[i + 1]]:
            i -= 1
        token = state.value_stack[i]
        del state.value_stack[i + 1 :]
        del state.state_stack[i + 2 :]
        begin = token.end_pos or 0
        end = position
        if position not in self.line_starts:  # The rest of the line belongs to it.
            end = self.source.text.find("\n", position)
            end = len(self.source.text) if end < 0 else end
        rest = self.source.text[begin:end]
        self.parser.feed_token(Token("FEL", rest, start_pos=begin, end_pos=max(begin, end)))


# The parser itself ---------------------------------------------------------------------------


class _Everywhere:
    """Lets the contextual lexer read names, numbers, texts and signs everywhere.

    They cannot be taken for each other, so that nearly every state has the same pattern, which
    is compiled once. A word that is read is a name until `_Run` finds it to be a keyword.
    """

    always_accept = (
        "NAME", "NUMBER", "STRING", "CITATION", "DASH", "COMMA", "COLON", "EQUAL", "PLUS",
    )  # fmt: skip

    def process(self, stream: Iterator[Token]) -> Iterator[Token]:
        return stream


def build_parser(**options: Any) -> Lark:
    """The parser, built from the grammar's text."""
    return Lark(
        _text_of(GRAMMAR),
        parser="lalr",
        lexer="contextual",
        propagate_positions=True,
        maybe_placeholders=True,
        postlex=_Everywhere(),
        **options,
    )


def _text_of(path: str) -> str:
    with open(path, encoding="utf-8", newline="") as file:
        return file.read()


def _grammar_mark() -> str:
    """Tells one text of the grammar from another; a guard against forgetting, not against foes."""
    return f"{zlib.crc32(_text_of(GRAMMAR).encode()):08x}"


def write_tables() -> None:
    """Write the parser's tables beside the grammar. Plain JSON: nothing in it is ever run."""
    with open(TABLES, "w", encoding="utf-8") as file:
        json.dump(_tables(), file, ensure_ascii=False, separators=(",", ":"))


def _tables() -> dict[str, Any]:
    """The parser as data. Keywords are left out of its lexer: they are words like any other."""
    lark = build_parser()
    words = {t.name: _keyword(t) for t in lark.terminals if _keyword(t)}
    lark.parser.lexer_conf.terminals = [t for t in lark.terminals if t.name not in words]
    data, memo = lark.memo_serialize([TerminalDef, Rule])
    data["options"]["postlex"] = None
    data["parser"]["parser"] = packed(data["parser"]["parser"])
    content = {"grammar": _grammar_mark(), "words": words, "data": data, "memo": memo}
    # As it would be read from a file, where keys are texts.
    tables: dict[str, Any] = json.loads(json.dumps(content))
    return tables


@cache
def _grammar() -> _Grammar:
    tables = _prebuilt() or _tables()
    words: dict[str, str] = tables["words"]
    data = tables["data"]
    data["parser"]["parser"] = unpacked(data["parser"]["parser"])
    # JSON has text keys only; Lark counts with integers.
    memo = {int(index): value for index, value in tables["memo"].items()}
    load: Any = Lark._load_from_dict
    lark: Lark = load(data, memo, postlex=_Everywhere())
    erring = [r for r in lark.rules if len(r.expansion) > 1 and r.expansion[1].name == "FEL"]
    starters = frozenset(rule.expansion[0].name for rule in erring)
    return _Grammar(
        lark,
        starters,
        words,
        terminals={word: terminal for terminal, word in words.items()},
        keywords=tuple(sorted(words[t] for t in starters if t in words)),
        statements=frozenset(str(rule.origin.name) for rule in erring),
    )


def _keyword(terminal: TerminalDef) -> str:
    """The word of a terminal that is one plain word, else nothing."""
    pattern = terminal.pattern
    plain = isinstance(pattern, PatternStr) and WORD.fullmatch(pattern.value)
    return pattern.value if plain else ""


def _homes(grammar: _Grammar) -> dict[str, tuple[str, ...]]:
    """For each starter, the keywords of the statements that it can stand under."""
    rules, starters, words = grammar.lark.rules, grammar.starters, grammar.words
    begins: dict[str, str] = {}
    reaches: dict[str, set[str]] = {}
    for rule in rules:
        origin = str(rule.origin.name)
        first = rule.expansion[0].name if rule.expansion else ""
        if first in starters and origin in grammar.statements:
            begins[origin] = first
        reaches.setdefault(origin, set()).update(
            str(symbol.name) for symbol in rule.expansion if not symbol.is_term
        )
    homes: dict[str, set[str]] = {starter: set() for starter in starters}
    for parent, keyword in begins.items():
        seen: set[str] = set()
        todo = list(reaches.get(parent, ()))
        while todo:
            child = todo.pop()
            if child in seen:
                continue
            seen.add(child)
            if child in begins:
                homes[begins[child]].add(words.get(keyword, "stege"))
            else:
                todo += reaches.get(child, ())
    return {starter: tuple(sorted(found)) or (TOP,) for starter, found in homes.items()}


def _prebuilt() -> dict[str, Any] | None:
    """The tables made when the package was built, if they were made from this very grammar."""
    try:
        tables: dict[str, Any] = json.loads(_text_of(TABLES))
    except (OSError, ValueError):
        return None
    return tables if tables.get("grammar") == _grammar_mark() else None
