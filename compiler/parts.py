"""What the building of an agreement is made of: words read exactly, clauses gathered.

`Words` turns tokens into values and reports those that cannot be; `Parts` is a statement's
clauses, asked for by rule.
"""

import datetime
import re
from collections.abc import Iterable
from fractions import Fraction
from typing import Any, Final, TypeVar

import attrs
from attrs import field, frozen

from compiler.complaints import EXAMPLE_YEAR
from compiler.parse import Token, Tree
from overenskommelse import agreement as a
from overenskommelse import codes, limits, numbers, text_codes
from overenskommelse.calendar import MONTH_NAMES, YEARS, Month, Period, read_date
from overenskommelse.diagnostics import Report
from overenskommelse.money import UNIT_WORDS, Mode, Rounding
from overenskommelse.saying import Saying
from overenskommelse.source import Source, Span
from overenskommelse.text import visible

T = TypeVar("T")

_REPEATABLE: Final = {
    "reading", "missing", "requirement", "item", "contents", "attachment", "demands",
    "amended", "question", "given", "gives", "section", "table", "annex", "not_normative",
    "other_source",
}  # fmt: skip
_TOO_LARGE: Final = Fraction(limits.KRONOR)
_LIKE_THOUSANDS: Final = re.compile("[1-9][0-9]{0,2},[0-9]{3}")
"""An amount whose comma may stand where others put one between thousands."""
_ORE: Final = 100
"""How many there are in a krona."""
UNITS: Final = {
    "%": (a.Unit.PERCENT, 1), "procent": (a.Unit.PERCENT, 1),
    "procentenheter": (a.Unit.POINTS, 1), "procentenhet": (a.Unit.POINTS, 1),
    "kr": (a.Unit.KRONOR, 1), "kronor": (a.Unit.KRONOR, 1), "tkr": (a.Unit.KRONOR, 10**3),
    "mnkr": (a.Unit.KRONOR, 10**6), "dagar": (a.Unit.DAYS, 1), "dag": (a.Unit.DAYS, 1),
    "veckor": (a.Unit.WEEKS, 1), "vecka": (a.Unit.WEEKS, 1),
}  # fmt: skip


_KEYWORD: Final = re.compile(r"[a-zåäöéü ]+(?=:)|[a-zåäöéü]+")


def keyword_of(clause: Span) -> str:
    """What a clause begins with: its first word, or all before a colon (``två vägar:``)."""
    found = _KEYWORD.match(clause.text)
    return found[0] if found else clause.text[:1]


class Unreadable(Exception):
    """A part that has been reported and cannot be built; never leaves the building."""


@frozen(repr=False, eq=False)
class Broken(Saying):
    """A statement that has been reported and could not be built."""

    rule: str


@frozen(repr=False, eq=False)
class Part(Saying):
    """A clause that says one thing of the statement it stands under."""

    rule: str
    value: Any
    span: Span
    cites: tuple[str, ...]


@frozen(repr=False, eq=False)
class Parts(Saying):
    """A statement's head, and its clauses by rule."""

    statement: str
    name: str
    title: str
    span: Span
    cites: tuple[str, ...]
    report: Report
    damaged: bool = False
    """Whether a line under it was left out, so that nothing can be said to be missing."""
    clauses: dict[str, list[Any]] = field(factory=dict)

    def has(self, rule: str) -> bool:
        """Whether there is such a clause, readable or not."""
        return rule in self.clauses

    def value(self, rule: str) -> Any:
        """The value of its first such clause that could be read; None without one."""
        return next(iter(self.every(rule)), None)

    def every(self, rule: str) -> tuple[Any, ...]:
        """The values of all such clauses that could be read, in order."""
        return tuple(p.value for p in self.clauses.get(rule, ()) if isinstance(p, Part))

    def require(self, *needed: tuple[str, str, str]) -> None:
        """Report every clause that is missing of those that the statement needs.

        Args:
            needed: Rule, what it would say, and an example of it.

        Raises:
            Unreadable: one is missing or could not be read.
        """
        complete = True
        for rule, missing, example in needed:
            found = self.clauses.get(rule, [])
            complete &= any(isinstance(part, Part) for part in found)
            if not found and not self.damaged:
                self.report.add(
                    text_codes.MISSING_CLAUSE,
                    self.span.first_line(),
                    statement=self.statement,
                    missing=missing,
                    example=example,
                )
        if not complete:
            raise Unreadable


class Words:
    """Reads the small parts of the grammar."""

    def __init__(self, source: Source, report: Report) -> None:
        self.source = source
        self.report = report
        self.headings: list[tuple[Span, str]] = []
        self.year = EXAMPLE_YEAR
        """The year that examples in advice are of: the agreement's own, once it is known."""
        self.dropped: tuple[tuple[int, int], ...] = ()
        """Where lines were left out: the outermost statement's start, and the line's."""

    def is_damaged(self, span: Span) -> bool:
        """Whether a line was left out after a statement's start, within its outermost one."""
        return any(outer <= span.start < line for outer, line in self.dropped)

    def span_of(self, tree: "Tree[Token]") -> Span:
        """Where a tree stands."""
        meta = tree.meta
        return Span(self.source, getattr(meta, "start_pos", 0), getattr(meta, "end_pos", 0))

    def at(self, token: Token) -> Span:
        """Where a token stands."""
        return Span(self.source, token.start_pos or 0, token.end_pos or 0)

    # Gathering

    def heading(self, span: Span, text: str) -> None:
        """Note that a stretch of the file has a heading, for diagnostics."""
        self.headings.append((span, text))

    def parts(
        self, keyword: str, name: str, title: str, span: Span, cites: Any, clauses: Iterable[Any]
    ) -> Parts:
        """Gather a statement's clauses, and report any that may stand once but is repeated."""
        statement = " ".join(w for w in (keyword, name) if w)
        heading = f"{statement} ”{title}”" if title else statement
        self.heading(span, heading)
        gathered = Parts(statement, name, title, span, cites, self.report, self.is_damaged(span))
        for clause in clauses:
            found = gathered.clauses.setdefault(clause.rule, [])
            repeated = bool(found) and clause.rule not in _REPEATABLE
            if clause.rule == "missing" and isinstance(clause, Part):
                repeated = any(isinstance(p, Part) and p.value[0] == clause.value[0] for p in found)
            if repeated and isinstance(clause, Part):
                self.report.add(
                    text_codes.REPEATED_CLAUSE, clause.span.first_line(),
                    keyword=keyword_of(clause.span), statement=statement,
                )  # fmt: skip
            found.append(clause)
        return gathered

    def part(self, rule: str, span: Span, cites: Any, value: Any) -> Part:
        """A clause with a value of its own making."""
        return Part(rule, value, span, cites)

    def plain(self, rule: str, span: Span, children: list[Any]) -> Part:
        """A clause that is a flag, a text or the one value in it, followed by what it cites."""
        *values, cites = children
        if not values:
            return Part(rule, True, span, cites)
        is_text = isinstance(values[0], Token) and values[0].type == "STRING"
        value = self.string(values[0]) if is_text else self.cited(values[0], cites)
        return Part(rule, value, span, cites)

    def cited(self, value: T, cites: tuple[str, ...]) -> T:
        """A clause body with the citation of the line that it stands on."""
        if isinstance(value, a.Clause):
            return attrs.evolve(value, cites=cites)
        return value

    # Words and numbers

    def name(self, span: Span, c: list[Any]) -> str:
        """A name or a number as a name, such as ``1`` in ``krav 1``."""
        token: Token = c[0]
        if token.type == "NUMBER" and not token.isdecimal():
            self.report.add(
                text_codes.NUMBER_AS_NAME, self.at(token), found=visible(str(token)[:40])
            )
            raise Unreadable
        return self.name_text(token)

    def name_text(self, token: Token) -> str:
        """A name, if it is not too long."""
        if len(token) > limits.NAME_CHARACTERS:
            self._too_long("namnet", token, limits.NAME_CHARACTERS)
        return str(token)

    def reference(self, token: Token) -> a.Reference:
        """A name that stands for something declared elsewhere."""
        return a.Reference(self.name_text(token), self.at(token))

    def former(self, span: Span, c: list[Any]) -> a.Reference:
        """``tidigare invånare``: what the thing was called before."""
        return self.reference(c[0])

    def string(self, token: Token) -> str:
        """The text between the quotes."""
        if len(token) - 2 > limits.STRING_CHARACTERS:
            self._too_long("texten", token, limits.STRING_CHARACTERS)
        return str(token)[1:-1]

    def cites(self, span: Span, c: list[Any]) -> tuple[str, ...]:
        """What a statement cites: each of its brackets, and each part between semicolons."""
        parts = (part.strip() for token in c for part in str(token)[1:-1].split(";"))
        return tuple(part for part in parts if part)

    def _too_long(self, what: str, token: Token, limit: int) -> None:
        self.report.add(
            text_codes.TOO_LONG, self.at(token), what=what, length=len(token), limit=limit
        )
        raise Unreadable

    def number(self, token: Token) -> Fraction:
        """A number's exact value."""
        try:
            value = numbers.read_number(str(token))
        except numbers.TooLong:
            value = None
        if value is None:
            self.report.add(
                text_codes.NUMBER_TOO_LONG, self.at(token), found=visible(str(token)[:40]),
                integer=limits.INTEGER_DIGITS, decimals=limits.DECIMALS,
            )  # fmt: skip
            raise Unreadable
        return value

    def quantity(self, span: Span, c: list[Any]) -> a.Quantity:
        """A number and its unit."""
        return self.quantity_of(c[0], c[1])

    def unknown(self, span: Span, c: list[Any]) -> a.Unknown:
        """``okänt``: what the sources do not say."""
        return a.Unknown(span=span)

    def quantity_of(self, number: Token, unit: Token | None) -> a.Quantity:
        """A number and its unit as one quantity; kronor are made of tkr and mnkr."""
        value = self.number(number)
        kind, times = UNITS[str(unit)] if unit is not None else (a.Unit.NUMBER, 1)
        end = (
            unit if unit is not None and (unit.start_pos or 0) > (number.start_pos or 0) else number
        )
        span = Span(self.source, number.start_pos or 0, end.end_pos or 0)
        if kind is a.Unit.KRONOR and _LIKE_THOUSANDS.fullmatch(number):
            thousands = str(number).replace(",", "\u00a0")
            self.report.add(
                text_codes.COMMA_THOUSANDS, span, found=visible(span.text),
                thousands=f"{thousands} {unit}", decimals=numbers.write_kronor(value * times),
            )  # fmt: skip
            raise Unreadable
        if kind is a.Unit.KRONOR and value * times > _TOO_LARGE:
            self.report.add(
                codes.AMOUNT_OUT_OF_RANGE, span, found=visible(span.text),
                why=f"större än {numbers.write_kronor(limits.KRONOR)}",
            )  # fmt: skip
            raise Unreadable
        if kind is a.Unit.KRONOR and (value * times * _ORE).denominator != 1:
            self.report.add(
                codes.AMOUNT_OUT_OF_RANGE, span, found=visible(span.text),
                why="inte hela ören: det finns inget mindre än ett öre",
            )  # fmt: skip
            raise Unreadable
        return a.Quantity(value * times, kind, span)

    def comparator(self, span: Span, c: list[Any]) -> a.Comparator:
        """``minst``, ``högst``, ``över`` or ``under``."""
        return a.Comparator[str(c[0].type)]

    # Time

    def date(self, span: Span, c: list[Any]) -> datetime.date:
        """``22 december 2022``."""
        found = read_date(" ".join(str(token) for token in c))
        if found is None:
            self._no_date(span)
        return found  # type: ignore[return-value]  # _no_date always raises

    def month(self, span: Span, c: list[Any]) -> Month:
        """``augusti 2023``."""
        return Month(self._year(c[1]), MONTH_NAMES.index(str(c[0])) + 1)

    def period(self, span: Span, c: list[Any]) -> Period:
        """``januari–november 2023``, ``december 2023–mars 2024`` or ``mars 2023``."""
        words = [token for token in c if token.type != "DASH"]
        months = [MONTH_NAMES.index(str(t)) + 1 for t in words if t.type == "MONTH"]
        years = [self._year(t) for t in words if t.type == "NUMBER"]
        found = Period(Month(years[0], months[0]), Month(years[-1], months[-1]))
        if not len(found):
            self.report.add(text_codes.BACKWARDS_PERIOD, span, found=visible(span.text))
            raise Unreadable
        if len(found) > limits.MONTHS:
            self.report.add(
                text_codes.TOO_LONG, span, what="perioden", length=len(found), limit=limits.MONTHS
            )
            raise Unreadable
        return found

    def _year(self, token: Token) -> int:
        text = str(token)
        if len(text) != 4 or not text.isdigit() or int(text) not in YEARS:
            self._no_date(self.at(token))
        return int(text)

    def _no_date(self, span: Span) -> None:
        self.report.add(text_codes.NO_SUCH_DATE, span, found=visible(span.text))
        raise Unreadable

    # Rounding

    def round_to(self, span: Span, c: list[Any]) -> a.MeasureRounding:
        """``andelarna till en decimal, hälften uppåt``."""
        stage, decimals, mode = c
        return a.MeasureRounding(stage, decimals, mode, span=span)

    def round_nothing(self, span: Span, c: list[Any]) -> a.MeasureRounding:
        """``ingen avrundning, varje steg börjar vid sin nedre gräns``."""
        return a.MeasureRounding(None, span=span)

    def measure_stage(self, span: Span, c: list[Any]) -> a.MeasureStage:
        """What of a measure is rounded."""
        return a.MeasureStage(str(c[0]))

    def precision(self, span: Span, c: list[Any]) -> int:
        """How many decimals."""
        return {"hela": 0, "en": 1, "två": 2, "tre": 3}[str(c[0])]

    def round_amount(self, span: Span, c: list[Any]) -> a.AmountRounding:
        """``hela kronor, hälften uppåt, för varje krav och månad``."""
        unit, mode, stage = c
        return a.AmountRounding(Rounding(unit, mode), stage, span=span)

    def keep_exact(self, span: Span, c: list[Any]) -> a.AmountRounding:
        """``ingen avrundning``."""
        return a.AmountRounding(None, c[0], span=span)

    def money_unit(self, span: Span, c: list[Any]) -> Fraction:
        """The unit that money is rounded to, in kronor."""
        words = " ".join(str(token) for token in c)
        return next(unit for unit, written in UNIT_WORDS.items() if written == words)

    def mode(self, span: Span, c: list[Any]) -> Mode:
        """How halves are rounded."""
        return Mode(" ".join(str(token) for token in c))

    def stage(self, span: Span, c: list[Any]) -> a.AmountStage:
        """How often earned money is rounded."""
        return a.AmountStage(" ".join(str(token) for token in c))

    def by_interpretation(self, span: Span, c: list[Any]) -> a.ByInterpretation:
        """``enligt tolkning …``."""
        return a.ByInterpretation(self.name_text(c[0]), span)
