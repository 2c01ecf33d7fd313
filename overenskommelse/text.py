"""Text from strangers, made safe to show, and small helps for Swedish sentences."""

import unicodedata
from collections.abc import Iterable, Sequence
from typing import Final

_INVISIBLE = {"Cc", "Cf", "Cn", "Cs", "Co", "Zl", "Zp"}


def is_hidden(character: str) -> bool:
    """Whether a character steers, hides or reorders text instead of being seen.

    Newline is text; tab, escape, bidi overrides, zero-width marks, soft hyphens, lone
    surrogates, private-use characters and numbers that no character has are not.
    """
    return character != "\n" and unicodedata.category(character) in _INVISIBLE


def visible(text: str) -> str:
    """The text with every hidden character written out, as ``⟨U+202E⟩``.

    Used on everything that comes from files, names or the command line before it is shown,
    so that no terminal escape reaches a terminal and no override turns a line around.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(f"⟨U+{ord(c):04X}⟩" if is_hidden(c) or c == "\n" else c for c in text)


def code_point(character: str) -> str:
    """A character's number as Unicode writes it, ``U+0430``."""
    return f"U+{ord(character):04X}"


def listed(words: Iterable[str], joiner: str = "och") -> str:
    """Words as a Swedish list: ``a, b och c``."""
    items = list(words)
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {joiner} {items[-1]}"


_FIRST: Final = 6


def listed_first(words: Iterable[str]) -> str:
    """A long list by its first words and how many more there are: ``a, b och 3 till``."""
    items = list(words)
    more = len(items) - _FIRST
    return listed([*items[:_FIRST], f"{more} till"] if more > 0 else items)


def counted(number: int, one: str, many: str) -> str:
    """``1 fel``, ``2 varningar``: a number with the right form of its noun."""
    return f"{number} {one if number == 1 else many}"


NEARLY_EQUAL: Final = 0.85
"""A `closest` cutoff for words that can only differ by a slip of the pen."""
LIKELY: Final = 0.6
"""A `closest` cutoff for a guess that is worth making."""


def closest(word: str, candidates: Sequence[str], cutoff: float = LIKELY) -> str | None:
    """The candidate that the writer most likely meant, or None.

    Case, underscores and the dots over å, ä and ö count for little: they are what people and
    programs lose most often.
    """
    return next(iter(_alike(word, candidates, 1, cutoff)), None)


def nearest(word: str, candidates: Sequence[str]) -> list[str]:
    """The candidates that a word is a slip of the pen from, nearest first; two at most.

    A single one is what the writer meant.
    """
    return _alike(word, candidates, 2, NEARLY_EQUAL)


def _alike(word: str, candidates: Sequence[str], count: int, cutoff: float) -> list[str]:
    import difflib

    by_folded = {_folded(candidate): candidate for candidate in reversed(candidates)}
    found = difflib.get_close_matches(_folded(word), list(by_folded), n=count, cutoff=cutoff)
    return [by_folded[match] for match in found]


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFD", text.casefold())
    return "".join(c for c in plain if not unicodedata.combining(c)).replace("_", " ")
