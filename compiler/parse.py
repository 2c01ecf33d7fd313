"""Text to tree: the LALR parser, and its recovery at the next statement.

A statement that cannot be read is reported once, replaced by
its keyword and a FEL token, and parsing goes on at the next statement, so that what follows is
read as if the statement had been complete: no error is caused by an earlier one.
"""

import json
import zlib
from bisect import bisect_left
from collections.abc import Iterator
from contextlib import suppress
from copy import copy
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any, Final

from attrs import frozen
from lark import Lark, Token, Tree
from lark.exceptions import UnexpectedInput, UnexpectedToken
from lark.lexer import BasicLexer, Lexer, PatternStr, TerminalDef

from compiler.complaints import SPELLINGS, WORD, Complaints, Meant
from compiler.lines import Lines
from compiler.scan import end_of_words
from compiler.tables import FORM, packed, unpacked
from grammar import GRAMMAR, TABLES
from overenskommelse import limits, text_codes
from overenskommelse.diagnostics import Report
from overenskommelse.saying import Saying
from overenskommelse.source import Source

if TYPE_CHECKING:
    from lark.common import LexerConf
    from lark.lexer import LexerState
    from lark.parsers.lalr_parser_state import ParserState

__all__ = ["Parsed", "Token", "Tree", "parse", "write_tables"]


@frozen(repr=False, eq=False)
class Parsed(Saying):
    """A file's tree, and where lines began that were left out of it."""

    tree: "Tree[Token]"
    dropped: tuple[int, ...]
    cut: bool
    """Whether so much was wrong that the rest of the file was not read."""
    statements: frozenset[str]
    """Rules of the grammar that are statements: those that have the error production."""
    keywords: frozenset[str]
    """The words that begin statements: no name may stand first on a line that is one of them."""

    @property
    def top(self) -> set[str]:
        """Rules of the statements that stand under no other."""
        return {str(tree.data) for tree in self.tree.children if isinstance(tree, Tree)}

    @property
    def damaged(self) -> tuple[tuple[int, int], ...]:
        """From the start of each outermost statement to each line left out under it."""
        starts = [tree.meta.start_pos for tree in self.tree.children if isinstance(tree, Tree)]
        before = [(bisect_left(starts, position), position) for position in self.dropped]
        return tuple((starts[count - 1], position) for count, position in before if count)


def parse(source: Source, report: Report) -> Parsed:
    """The tree of a whole file; unreadable statements are reported and left as FEL."""
    run = _Run(source, report)
    grammar = run.grammar
    keywords = frozenset(grammar.keywords)
    return Parsed(run.tree(), tuple(run.dropped), run.cut, grammar.statements, keywords)


@frozen(repr=False, eq=False)
class _Grammar(Saying):
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
        numbers = "NUMBER" in self.grammar.starters
        self.lines = Lines(source.text, self.grammar.keywords, numbers)
        self.muted = set(report.told_lines)
        """Lines whose fault is already known: what it makes unreadable is not reported again."""
        self.cut = report.holds(text_codes.TOO_MANY_FAULTS)
        """Whether the file goes on after what is read of it."""
        self.dropped = [len(source.text)] if self.cut else []
        self.parser = self.grammar.lark.parse_interactive(source.text)

    @cached_property
    def homes(self) -> dict[str, tuple[str, ...]]:
        """For each starter, the keywords of the statements that it can stand under."""
        from compiler.homes import homes  # Asked where a fault is.

        grammar = self.grammar
        return homes(grammar.lark.rules, grammar.starters, grammar.words, grammar.statements)

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
                elif token.start_pos in self.lines.starts and str(token) in keywords:
                    raise UnexpectedToken(token, set())  # type: ignore[no-untyped-call]
            self.parser.result = self.parser.feed_token(token)
            # Lark would make tokens of what stands between words, only to throw them away.
            self._resume_at(self.lines.next_word(token.end_pos or 0))
            # Only after a statement's keyword may the error production stand.
            if token.start_pos not in self.lines.starts and "FEL" in states[state.position]:
                self._share_line(token)

    def _share_line(self, keyword: Token) -> None:
        """Tell of a statement that does not begin its line, and read it all the same."""
        position = keyword.start_pos or 0
        line = self.source.line_of(position)
        if line not in self.muted:
            if len(self.muted) >= limits.UNREADABLE_LINES:
                self._stop(position)
                return
            self.complaints.shares_line(position, self.homes[keyword.type])
            self.muted.add(line)

    def _stop(self, position: int) -> None:
        """Read no more: so much is wrong that it would help nobody."""
        if not self.cut:
            self.complaints.too_many(position)
        self.cut = True
        self.dropped.append(position)
        if "$END" not in self.parser.accepts():  # type: ignore[no-untyped-call]
            self._give_up_statement(position)
        self._resume_at(len(self.source.text))

    def _recover(self, error: UnexpectedInput) -> None:
        position = self._position_of(error)
        line = self.source.line_of(position)
        accepted: set[str] = self.parser.accepts()  # type: ignore[no-untyped-call]
        begins_line = position in self.lines.starts or position >= len(self.source.text)
        complete = "$END" in accepted
        meant: Meant | None = None
        if line in self.muted:
            pass
        elif len(self.muted) >= limits.UNREADABLE_LINES:
            self._stop(position)
            return
        elif complete and begins_line and self.lines.bulleted(position):
            self._pass_bullet(position)
            return
        elif complete and begins_line:
            until = self.lines.next_statement(position + 1)
            meant = self.complaints.unknown_statement(position, accepted, self.homes, until)
        elif begins_line:
            ended = self.source.line_of(max(end_of_words(self.source, position) - 1, 0))
            if ended not in self.muted:
                self.complaints.ends_early(position, accepted)
            self.muted.add(ended)
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
            elif meant is None or self.lines.goes_on(meant.end):
                # What it says further on is not known: nothing can be said to be missing of it.
                self._give_up_statement(position)
            self._resume_at(self.lines.next_statement(position + 1))
            return
        self._give_up_statement(position)
        self._resume_at(self.lines.next_statement(position if begins_line else position + 1))

    def _pass_bullet(self, position: int) -> None:
        """Tell of it, and read the line as if it were not there."""
        after = self.lines.pass_bullet(position)
        word = WORD.match(self.source.text, after)
        begins = word[0] if word else ""
        terminal = "NUMBER" if begins[:1].isdecimal() else self.grammar.terminals.get(begins, "")
        self.complaints.bulleted(position, after, self.homes.get(terminal, ()))
        self.muted.add(self.source.line_of(position))
        self._resume_at(after)

    def _repair(self, position: int, meant: Meant, accepted: set[str]) -> bool:
        """Read on as if the word that was meant had been written, so that what hangs on it can
        be checked too."""
        if meant.word is None:
            return False
        if not meant.word:
            self._resume_at(meant.end)
            return True
        usual = "NUMBER" if meant.word.isdecimal() else "NAME"
        terminal = self.grammar.terminals.get(meant.word) or SPELLINGS.get(meant.word, usual)
        if terminal not in accepted or (terminal == "NAME" and not WORD.fullmatch(meant.word)):
            return False
        token = Token(terminal, meant.word, start_pos=position, end_pos=meant.end)
        self.parser.feed_token(token)
        self._resume_at(meant.end)
        return True

    def _position_of(self, error: UnexpectedInput) -> int:
        if isinstance(error, UnexpectedToken) and error.token.type == "$END":
            return len(self.source.text)
        if isinstance(error, UnexpectedToken):
            position: int | None = error.token.start_pos
        else:
            position = error.pos_in_stream
        return position or 0

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
        if position not in self.lines.starts:  # The rest of the line belongs to it.
            end = self.source.text.find("\n", position)
            end = len(self.source.text) if end < 0 else end
        rest = self.source.text[begin:end]
        self.parser.feed_token(Token("FEL", rest, start_pos=begin, end_pos=max(begin, end)))


# The parser itself ---------------------------------------------------------------------------


_EVERYWHERE: Final = (
    "NAME", "NUMBER", "STRING", "CITATION", "DASH", "COMMA", "COLON", "EQUAL", "PLUS",
)  # fmt: skip
"""What is read everywhere: none of it can be taken for another, so that nearly every state has
the same pattern, which is compiled once."""


class _Lexer(Lexer):
    """Reads what the parser's state can take, as Lark's contextual lexer does, but makes the
    pattern of a state only when it gets there, and the same for all that read the same.

    A word that is read is a name until `_Run` finds it to be a keyword.
    """

    __future_interface__ = 2
    """What Lark calls a lexer that is told the parser's state."""

    def __init__(self, conf: "LexerConf") -> None:
        self._conf = conf
        self._by_state: dict[int, BasicLexer] = {}
        self._by_terminals: dict[frozenset[str], BasicLexer] = {}

    def lex(self, lexer_state: "LexerState", parser_state: "ParserState[int]") -> Iterator[Token]:
        """Tokens until the text ends; the parser goes on between them."""
        with suppress(EOFError):
            while True:
                yield self._at(parser_state).next_token(lexer_state, parser_state)

    def _at(self, state: "ParserState[int]") -> BasicLexer:
        found = self._by_state.get(state.position)
        if found is None:
            accepted = state.parse_conf.states[state.position]
            wanted = {*accepted, *_EVERYWHERE, *self._conf.ignore}
            found = self._reading(frozenset(wanted & self._conf.terminals_by_name.keys()))
            self._by_state[state.position] = found
        return found

    def _reading(self, names: frozenset[str]) -> BasicLexer:
        if names not in self._by_terminals:
            conf = copy(self._conf)
            conf.terminals = [self._conf.terminals_by_name[name] for name in names]
            self._by_terminals[names] = BasicLexer(conf)
        return self._by_terminals[names]


def build_parser(**options: Any) -> Lark:
    """The parser, built from the grammar's text."""
    return Lark(
        _text_of(GRAMMAR),
        parser="lalr",
        lexer=_Lexer,
        propagate_positions=True,
        maybe_placeholders=True,
        **options,
    )


def _text_of(path: str) -> str:
    with open(path, encoding="utf-8", newline="") as file:
        return file.read()


def _mark() -> str:
    """What the tables follow from; a guard against forgetting, not against foes."""
    return f"{zlib.crc32(_text_of(GRAMMAR).encode()):08x} {FORM}"


def write_tables() -> None:
    """Write the parser's tables beside the grammar. Plain JSON: nothing in it is ever run."""
    with open(TABLES, "w", encoding="utf-8") as file:
        json.dump(_tables(), file, ensure_ascii=False, separators=(",", ":"))


def _tables() -> dict[str, Any]:
    """The parser as data. Keywords are left out of its lexer: they are words like any other."""
    parser = build_parser()
    words = {t.name: _keyword(t) for t in parser.terminals if _keyword(t)}
    terminals = [t for t in parser.terminals if t.name not in words]
    content = {"mark": _mark(), "words": words, **packed(parser, terminals)}
    # As it would be read from a file: tuples are lists there.
    tables: dict[str, Any] = json.loads(json.dumps(content))
    return tables


@cache
def _grammar() -> _Grammar:
    tables = _prebuilt() or _tables()
    words: dict[str, str] = tables["words"]
    parser = unpacked(tables, _Lexer)
    erring = [r for r in parser.rules if len(r.expansion) > 1 and r.expansion[1].name == "FEL"]
    starters = frozenset(rule.expansion[0].name for rule in erring)
    return _Grammar(
        parser,
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


def _prebuilt() -> dict[str, Any] | None:
    """The tables made when the package was built, if they were made from this very grammar."""
    try:
        tables: dict[str, Any] = json.loads(_text_of(TABLES))
    except (OSError, ValueError):
        return None
    return tables if tables.get("mark") == _mark() else None
