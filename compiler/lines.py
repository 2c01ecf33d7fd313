"""Where the lines of a source begin, and which of them are meant to begin a statement."""

import re
from bisect import bisect_left, insort
from collections.abc import Sequence
from typing import Final

from compiler.complaints import GUESSABLE, WORD
from overenskommelse import limits
from overenskommelse.text import NEARLY_EQUAL, closest

_FIRST_ON_LINE: Final = re.compile(
    "^[ \t\u00a0\u202f\u2009]*([^ \t\n\u00a0\u202f\u2009#])", re.MULTILINE
)
_BETWEEN_WORDS: Final = re.compile("(?:[ \t\n\u00a0\u202f\u2009]+|#[^\n]*)*")
"""Blanks and comments."""
_BULLETS: Final = (*"•·-–−*◦‣▪■●○➢✓", *map(chr, range(0xF020, 0xF100)))
"""Marks that word processors put before a line; the last are those of Word's symbol fonts."""
_NUMBERED: Final = re.compile(r"(?:[0-9]{1,2}[.)]|[a-z]\)|o)[ \t\u00a0]+(?=[a-zåäöéü])")
"""An item's number or letter in a list."""
_BLANKS: Final = (" ", "\t", "\u00a0", "\u202f", "\u2009")


class Lines:
    """The lines of a text that say something.

    Args:
        text: The text.
        keywords: The words that begin statements.
        numbers: Whether a number may begin one too.
    """

    def __init__(self, text: str, keywords: Sequence[str], numbers: bool) -> None:
        self._text = text
        self._keywords = keywords
        self._numbers = numbers
        self._sorted = [match.start(1) for match in _FIRST_ON_LINE.finditer(text)]
        self._likened: dict[str, bool] = {}
        self.starts = set(self._sorted)
        """The position of the first word of each."""

    def next_word(self, position: int) -> int:
        """The position itself, or where the blanks and the comments that begin there end."""
        between = _BETWEEN_WORDS.match(self._text, position)
        return between.end() if between else position

    def goes_on(self, position: int) -> bool:
        """Whether a line says more after a position than what it cites."""
        rest = self._text[position:].partition("\n")[0].lstrip()
        return bool(rest) and rest[0] not in "#["

    def next_statement(self, position: int) -> int:
        """The first line from a position on that begins a statement, or seems meant to."""
        for i in range(bisect_left(self._sorted, position), len(self._sorted)):
            if self._seems_statement(self._sorted[i]):
                return self._sorted[i]
        return len(self._text)

    def bulleted(self, position: int) -> bool:
        """Whether a bullet, or an item's number, stands there."""
        numbered = _NUMBERED.match(self._text, position)
        return numbered is not None or self._text[position : position + 1] in _BULLETS

    def pass_bullet(self, position: int) -> int:
        """Let the line begin after its bullet; where that is."""
        numbered = _NUMBERED.match(self._text, position)
        position = numbered.end() if numbered else position
        while self._text[position : position + 1] in (*_BULLETS, *_BLANKS):
            position += 1
        if position not in self.starts:
            self.starts.add(position)
            insort(self._sorted, position)
        return position

    def _seems_statement(self, start: int) -> bool:
        word = WORD.match(self._text, start)
        if word is None:
            return self.bulleted(start)
        if word[0][0].isdigit():
            return self._numbers
        return word[0] in self._keywords or self._nearly_keyword(word[0])

    def _nearly_keyword(self, word: str) -> bool:
        """Whether a slip of the pen made a keyword a word; of so many words none is guessed."""
        if word not in self._likened and len(self._likened) < limits.WORDS_LIKENED:
            near = closest(word, self._keywords, NEARLY_EQUAL) if len(word) >= GUESSABLE else None
            self._likened[word] = near is not None
        return self._likened.get(word, False)
