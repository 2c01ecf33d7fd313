"""Colours for .okt text: a lexer for Pygments, which documents, editors and terminals use.

Its words are read from the grammar itself, so that a keyword added there is coloured at once.
See https://pygments.org/docs/lexerdevelopment/.
"""

import re
from pathlib import Path
from typing import Any, ClassVar, Final

from pygments import token as t
from pygments.lexer import RegexLexer

from grammar import GRAMMAR

_TEXT: Final = Path(GRAMMAR).read_text(encoding="utf-8")
_WORD: Final = re.compile(r'"([a-zåäöé]+)"')
_TERMINAL: Final = re.compile(r'^([A-Z_]+)(?:\.[0-9]+)?: (?:/(.+)/|"([^"]+)")$', re.MULTILINE)

_END: Final = "(?![a-zåäöéü0-9_])"
"""No longer word: a name may begin with a keyword."""
KEYWORDS: Final = frozenset(_WORD.findall(_TEXT))
"""Every word of the language."""
_TERMINALS: Final = {
    name: pattern or re.escape(word) + _END for name, pattern, word in _TERMINAL.findall(_TEXT)
}

_KINDS: Final = {
    "COMMENT": t.Comment.Single,
    "STRING": t.String,
    "CITATION": t.Name.Label,
    "ON_REQUISITION": t.Keyword,
    "MONTHLY": t.Keyword,
    "UNMET": t.Keyword,
    "AT_MOST": t.Operator.Word,
    "OVER": t.Operator.Word,
    "UNDER": t.Operator.Word,
    "AT_LEAST": t.Operator.Word,
    "MONTH": t.Literal.Date,
    "UNIT": t.Keyword.Type,
    "NUMBER": t.Number,
    "DASH": t.Operator,
    "BLANK": t.Whitespace,
}
"""What the grammar's terminals are to Pygments, in the order in which they are tried."""


_KEYWORD: Final = rf"(?:{'|'.join(sorted(KEYWORDS, key=len, reverse=True))}){_END}"


class OktLexer(RegexLexer):  # type: ignore[misc]  # Pygments carries no types.
    """Agreements in okt."""

    name = "okt"
    aliases: ClassVar[list[str]] = ["okt"]
    filenames: ClassVar[list[str]] = ["*.okt"]
    url = ""
    version_added = ""
    flags = 0
    tokens: ClassVar[dict[str, list[Any]]] = {
        "root": [
            (r"(?=[0-9]+\.)" + _TERMINALS["SECTION"], t.Number),
            *((_TERMINALS[name], kind) for name, kind in _KINDS.items()),
            # What begins at the margin begins a statement.
            (f"(?m)^{_KEYWORD}", t.Keyword.Declaration),
            (_KEYWORD, t.Keyword),
            (_TERMINALS["NAME"], t.Name),
            (r"[,:;=+−-]", t.Punctuation),
        ]
    }
