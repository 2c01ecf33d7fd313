"""What clauses and values say, in the agreement's own words: on a line, or as it was written."""

import datetime
import re
from collections.abc import Mapping
from enum import Enum
from typing import Any, Final

from compiler.compare.shape import APART, Value, name_of
from overenskommelse import agreement as a
from overenskommelse.calendar import Month, Period, swedish_date
from overenskommelse.source import Span

_NOT_WORDS: Final = re.compile(r'("[^"\n]*"|”[^”\n]*”|“[^“”\n]*”)|\[[^\[\]\n]*\]|#[^\n]*')
"""Texts, which are kept, and citations and comments, which are no part of what a clause says."""

_COMPARED: Final = {
    a.Comparator.AT_LEAST: "minst",
    a.Comparator.AT_MOST: "högst",
    a.Comparator.OVER: "över",
    a.Comparator.UNDER: "under",
}
_WAITING: Final = {a.Comparator.OVER: "fler än", a.Comparator.UNDER: "färre än"}

_SAID: Final[Mapping[str, tuple[str, str]]] = {
    "compares_previous_year": ("samma månad föregående år", ""),
    "everyone": ("alla regioner", ""),
    "assumed": ("antas", "gäller"),
    "higher_is_better": ("högre", "lägre"),
    "together": ("mäts hela mätperioden sammantaget", "månadspott lika stor varje månad"),
    "shared": ("delas bland dem som uppfyller kravet", "reserveras"),
    "unmeasured_paid": ("månader utan krav: det reserverade betalas ut", ""),
    "missing_previous": ("saknas värde föregående år: ingen förbättring kan visas", ""),
    "monthly": ("sista dagen varje månad", ""),
    "every_area": ("samtliga fokusområden", ""),
}
"""What a field that is true or not says, as each."""

_WORD: Final = re.compile("[a-zåäöéü0-9_]+")
_BLANKS: Final = re.compile(r"[ \t\n]+")
"""Between words; a no-break space is part of a number."""
_NOTHING_HELD: Final[Mapping[str, str]] = {}
_INDENT: Final = re.compile(r"[ \t]*")


def said(part: Value, clause: Any, held: Mapping[str, str] = _NOTHING_HELD) -> str:
    """What a part of a clause says, and what it then is by the reading in force (``held``).

    Empty where it says nothing.
    """
    words = [_with_reading(clause, name, part.quoted, held) for name in part.fields]
    return part.between.join(word for word in words if word) or part.nothing


def _with_reading(clause: Any, name: str, quoted: bool, held: Mapping[str, str]) -> str:
    words, value = _words(clause, name, quoted), getattr(clause, name)
    reading = held.get(value.name) if isinstance(value, a.ByInterpretation) else None
    return f"{words} ({reading})" if reading else words


def _words(clause: Any, name: str, quoted: bool) -> str:
    value = getattr(clause, name)
    if isinstance(value, bool):
        return _SAID[name][0 if value else 1]
    if name == "when" and value:
        comparator, number = value
        return f"{_WAITING.get(comparator, _COMPARED[comparator])} {words_of(number)} väntar"
    if name == "excluded" and value:
        return f"utom {words_of(value)}"
    if name == "members":
        return ", ".join(f'{code} "{member}"' for code, member in value)
    return words_of(value, quoted)


def words_of(value: Any, quoted: bool = True) -> str:
    """A value as an agreement writes it, on one line."""
    match value:
        case None:
            return ""
        case str():
            return f'"{value}"' if quoted and value else value
        case a.Comparator():
            return _COMPARED[value]
        case Enum():
            return str(value.value)
        case Month() | Period():
            return value.swedish
        case datetime.date():
            return swedish_date(value)
        case a.Reference():
            return value.span.text if _WORD.fullmatch(value.span.text) else shown(value.name)
        case tuple():
            return ", ".join(words_of(part, quoted) for part in value)
    return one_line(value.span)


def one_line(span: Span) -> str:
    """A clause's words without what it cites and without comments."""
    kept = _NOT_WORDS.sub(lambda found: found[1] or "", span.text)
    return _BLANKS.sub(" ", kept).strip(" ")


def head_of(clause: Any) -> str:
    """How a clause begins, on one line: all of it, if what it says takes but one."""
    if not isinstance(clause, a.Clause):
        return words_of(clause)
    if isinstance(clause, a.Payment | a.Repayment | a.Tier | a.PaymentPart | a.ExampleLine):
        return one_line(clause.span)
    return one_line(clause.span.first_line())


def as_written(clause: a.Clause) -> str:
    """A clause in full with its own lines, indented from where it begins."""
    first, *others = clause.span.text.rstrip().split("\n")
    indents = [len(_INDENT.match(line)[0]) for line in others if line.strip()]  # type: ignore[index]
    column = min([clause.span.column - 1, *indents])
    return "\n".join([first.rstrip(), *(line[column:].rstrip() for line in others)])


def called(word: str, clause: Any) -> str:
    """What a clause is pointed to by: its keyword, and its name or its day."""
    match clause:
        case a.Payment():
            name = said(_WHEN, clause)
        case a.Repayment():
            name = swedish_date(clause.last_day)
        case _:
            name = shown(name_of(clause))
    return " ".join(part for part in (word, name) if part)


def shown(name: str) -> str:
    """A name as it was written."""
    return name.replace(APART, "")


_WHEN: Final = Value("", ("month", "unknown"), nothing="på rekvisition")
