"""The cells of a table in a text: rows that end in numbers, under headings that give their units.

A PDF's text has lost its columns, and ``18 450 000`` may be one number or two. The headings say
how many there are.
"""

import re
from collections.abc import Sequence
from fractions import Fraction
from typing import Final

from compiler.cover.mentions import unit_of, value
from overenskommelse.coverage import WHOLE, Mention

_UNIT: Final = re.compile(
    r"\(%\)|\b(?:miljarder kronor|miljoner kronor|tusental kronor|tusen kronor|procentenheter"
    r"|procent|kronor|mdkr|mnkr|tkr|kr)\b|%",
    re.IGNORECASE,
)
_RUN: Final = re.compile(
    r"(?:^|(?<=[ \t\u00a0]))[0-9]+(?:,[0-9]+)?(?:[ \t\u00a0][0-9]+(?:,[0-9]+)?)*[ \t]*$"
)
_ROW: Final = 300
"""Characters that a row has at most."""
_MOST_GROUPS: Final = 12
"""Groups of digits at the end of a row; more are no row of a table of money."""

Column = tuple[str, int]
"""A unit, and how many kronor it is for money."""


def cells(lines: Sequence[str], line: int, is_table: bool) -> tuple[list[str], list[Mention]]:
    """The lines with the cells blanked, and what the cells say.

    Outside a table a heading is a line with nothing but units.
    """
    columns: list[Column] = []
    kept: list[str] = []
    found: list[Mention] = []
    for place, text in enumerate(lines):
        heading = _columns(text, is_table)
        columns = heading or columns
        run = _RUN.search(text) if columns and not heading and len(text) <= _ROW else None
        numbers = _numbers(run[0].split(), columns) if run else None
        if run is None or numbers is None:
            kept.append(text)
            continue
        kept.append(text[: run.start()])
        for written, (unit, factor) in zip(numbers, columns, strict=True):
            number = value(written)
            if number is not None:
                found.append(_cell(written, unit, number * factor, factor, line + place))
    return kept, found


def _cell(written: str, unit: str, number: Fraction, factor: int, line: int) -> Mention:
    shown = {1: unit, 10**3: "tkr", 10**6: "mnkr", 10**9: "miljarder kronor"}[factor]
    return Mention(unit, number, frozenset(), f"{written} {shown}", line)


def _columns(text: str, is_table: bool) -> list[Column]:
    if (
        len(text) > _ROW
        or re.search("[0-9]", text)
        or not (is_table or not _UNIT.sub("", text).strip(" \t()"))
    ):
        return []
    units = (unit_of(match[0]) for match in _UNIT.finditer(text))
    return [unit for unit in units if unit is not None]


def _numbers(groups: list[str], columns: Sequence[Column]) -> list[str] | None:
    """Groups of digits as a number for each column: all of them if they can be, else the last."""
    if len(groups) > _MOST_GROUPS:
        return None
    for start in range(len(groups) - len(columns) + 1):
        made = _split(groups[start:], columns)
        if made is not None:
            return made
    return None


def _split(groups: list[str], columns: Sequence[Column]) -> list[str] | None:
    """The first way to put groups together to numbers, the first number as short as it can be."""
    (unit, _), *others = columns
    lengths = range(1, len(groups) - len(others) + 1) if others else [len(groups)]
    for length in lengths:
        number = " ".join(groups[:length])
        if not _is_number(groups[:length]) or (unit == "%" and (value(number) or 0) > WHOLE):
            continue
        rest = _split(groups[length:], others) if others else []
        if rest is not None:
            return [number, *rest]
    return None


def _is_number(groups: list[str]) -> bool:
    """Whether groups are one number: no zero first, and three digits in each of the others."""
    first, *others = groups
    if len(groups) > 1 and (len(first) > 3 or first.startswith("0")):
        return False
    if len(first) > 1 and first.startswith("0") and "," not in first:
        return False
    return all(re.fullmatch(r"[0-9]{3}(?:,[0-9]+)?", group) for group in others)
