"""What is said of a sentence that cannot be read: what stands there, and what could stand there.

The parser (`compiler.parse`) says where it stopped and which terminals would have fitted.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Final

from attrs import frozen

from compiler.scan import end_of_words
from overenskommelse import limits, text_codes
from overenskommelse.calendar import MONTH_NAMES
from overenskommelse.diagnostics import Fix, Report
from overenskommelse.source import Source, Span
from overenskommelse.text import NEARLY_EQUAL, closest, code_point, listed, visible

WORD: Final = re.compile(r"[A-Za-zÅÄÖÉÜåäöéü0-9_]+")
TOP: Final = "filens översta nivå"
"""Where a statement stands that stands under no other."""

DESCRIPTIONS: Final = {
    "NAME": "ett namn",
    "NUMBER": "ett tal",
    "STRING": 'text inom citattecken ("…")',
    "UNIT": "en enhet (kr, %, procentenheter …)",
    "MONTH": "en månad (januari …)",
    "DASH": "ett streck (–)",
    "COMMA": "ett komma",
    "COLON": "ett kolon",
    "EQUAL": "”=”",
    "PLUS": "”+”",
    "CITATION": "en hänvisning ([avsnitt …])",
    "AT_LEAST": "”minst”",
    "AT_MOST": "”högst”",
    "OVER": "”över”",
    "UNDER": "”under”",
    "ON_REQUISITION": "”på rekvisition”",
    "MONTHLY": "”sista dagen varje månad”",
    "UNMET": "”uppfylls inte”",
}
"""How terminals that are not a plain keyword are spoken of."""

_ENGLISH: Final = re.compile(r"[0-9]+(\.[0-9]+)+")
SPELLINGS: Final = {
    **dict.fromkeys(MONTH_NAMES, "MONTH"),
    **dict.fromkeys(
        ("mnkr", "tkr", "kr", "kronor", "procent", "procentenheter", "dagar", "veckor"), "UNIT"
    ),
    "minst": "AT_LEAST",
    "högst": "AT_MOST",
    "över": "OVER",
    "under": "UNDER",
}
"""Words that terminals with several spellings may be meant by."""
GUESSABLE: Final = 4
"""Letters that a word needs before a guess is worth more than none."""
_THOUSANDS: Final = re.compile(r"[0-9]{1,3}(\.[0-9]{3})+")
_UNITS: Final = (
    (re.compile(r"\b(?:väntetid|inom)\b"), ("dagar", "veckor")),
    (re.compile(r"^ *(?:omfattning|block|medel)\b"), ("mnkr", "tkr", "kr")),
)
"""The units that fit in statements where only one kind does."""
_UNSPOKEN: Final = ("FEL", "$END", "COMMENT", "BLANK")


@frozen
class Meant:
    """A word that was likely meant, or none, and where what stands in its place ends."""

    word: str
    end: int


@frozen
class Complaints:
    """Words a report's syntax errors.

    Attributes:
        words: Keyword of each terminal that is a plain word.
        starters: Terminals that begin a statement.
    """

    source: Source
    report: Report
    words: Mapping[str, str]
    starters: frozenset[str]

    def unexpected(self, position: int, accepted: set[str]) -> Meant | None:
        """A word that cannot stand where it does; the word that was meant, if one is likely."""
        span = self._span(position)
        slip = self._slip(position, accepted)
        if slip is not None:
            return slip
        if self._told_apart(position) or self._after_citation(position):
            return None
        fitting = accepted
        if "$END" in accepted:  # A new statement would need a line of its own.
            fitting = accepted - self.starters
        keywords = [self.words[t] for t in fitting if t in self.words]
        keywords += [word for word, terminal in SPELLINGS.items() if terminal in fitting]
        guess = self._guess(span.text, keywords)
        lower = span.text.lower()
        if (
            span.text != lower
            and WORD.fullmatch(span.text)
            and ("NAME" in accepted or guess is None)
        ):
            guess = lower if "NAME" in accepted or lower in keywords else guess
        if guess and guess != span.text:
            self.report.add(text_codes.MISSPELLED_WORD, span, found=visible(span.text), guess=guess)
            return Meant(guess, span.end)
        expected = self._expected(fitting, span) or "att raden tar slut"
        self.report.add(
            text_codes.UNEXPECTED_WORD, span, found=visible(span.text), expected=expected
        )
        return None

    def ends_early(self, position: int, accepted: set[str]) -> int:
        """A statement that the next line cuts off; marked where it ends, on the line returned."""
        end = end_of_words(self.source, position)
        span = Span(self.source, max(end - 1, 0), end)
        self.report.add(text_codes.ENDS_EARLY, span, expected=self._expected(accepted, span))
        return span.line

    def unknown_statement(
        self, position: int, accepted: set[str], homes: Mapping[str, tuple[str, ...]], until: int
    ) -> Meant | None:
        """A line that begins with no statement that can stand there; the one meant, if likely.

        Args:
            position: Where its first word stands.
            accepted: What could stand there.
            homes: Under which statements each statement can stand.
            until: Where reading goes on.
        """
        span = self._span(position)
        slip = self._slip(position, accepted)
        if slip is not None:
            return slip
        own = next((t for t in self.starters if self.words.get(t) == span.text), None)
        if own is not None:
            under = listed((f"”{home}”" for home in homes[own]), "eller")
            self.report.add(text_codes.MISPLACED_STATEMENT, span, found=span.text, homes=under)
            return None
        if self._told_apart(position):
            return None
        here = {t for t in accepted & self.starters if t in self.words}
        everywhere = [self.words[t] for t in self.starters & set(self.words)]
        guess = self._guess(span.text, [self.words[t] for t in here])
        guess = guess or self._guess(span.text, everywhere)
        # A whole statement may go on after its citation, with a word that begins no statement.
        goes_on = span.text in self.words.values() and not closest(
            span.text, everywhere, NEARLY_EQUAL
        )
        if goes_on and self._after_citation(position):
            return None
        if guess:
            self.report.add(text_codes.MISSPELLED_WORD, span, found=visible(span.text), guess=guess)
            return Meant(guess, span.end)
        inner = sorted(f"”{self.words[t]}”" for t in here if homes[t] != (TOP,))
        if "NUMBER" in accepted & self.starters:
            inner.insert(0, "ett steg (till exempel ”5,0 procentenheter eller mer ger 100 %”)")
        expected = listed([*inner, "en ny sats, till exempel ”block” eller ”utbetalning”"], "eller")
        self.report.add(
            text_codes.UNKNOWN_STATEMENT, span, found=visible(span.text), expected=expected,
            passed=self._passed_over(span.line + 1, end_of_words(self.source, until)),
        )  # fmt: skip
        return None

    def bulleted(self, position: int) -> None:
        """A line that begins with a word processor's mark for an item of a list."""
        span = self._span(position)
        self.report.add(
            text_codes.WRITTEN_OTHERWISE, span, found=visible(span.text),
            why="satser inleds inte med punkter eller streck",
            way=f"ta bort ”{visible(span.text)}”",
        )  # fmt: skip

    def shares_line(self, position: int, homes: Iterable[str]) -> None:
        """A statement that stands after another on the same line.

        Args:
            position: Where its keyword stands.
            homes: The statements that it can stand under.
        """
        span = self._span(position)
        gap = Span(self.source, len(self.source.text[:position].rstrip()), position)
        fix = Fix(gap, "\n" + self._indentation(position, set(homes)))
        self.report.add(text_codes.SHARES_LINE, span, fix=fix, found=span.text)

    def _indentation(self, position: int, homes: set[str]) -> str:
        """How far in it stands: deeper than the nearest statement above that it can belong to."""
        line = self.source.line_of(position)
        before = self.source.text[self.source.line_starts[line - 1] : position]
        words = WORD.findall(before)
        while TOP not in homes and line > 1 and not homes.intersection(words):
            line -= 1
            before = self.source.line_text(line)
            words = before.split(maxsplit=1)[:1]
        return "" if TOP in homes else before[: len(before) - len(before.lstrip())] + "  "

    def too_many(self, position: int) -> None:
        """So many faulty lines that reading on would help nobody."""
        span = self._span(position)
        self.report.add(text_codes.TOO_MANY_FAULTS, span, limit=limits.UNREADABLE_LINES)

    def _passed_over(self, first: int, end: int) -> str:
        """Words for the lines that are left out too, from one until a position."""
        last = self.source.line_of(end)
        if last < first:
            return ""
        lines = f"rad {first}" if last == first else f"rad {first}–{last}"
        return f". Inte heller {lines} har lästs"

    def _guess(self, word: str, candidates: list[str]) -> str | None:
        """The keyword that a word seems meant to be; short words are too alike to guess."""
        return closest(word, candidates) if len(word) >= GUESSABLE else None

    def _span(self, position: int) -> Span:
        word = WORD.match(self.source.text, position)
        end = word.end() if word else min(position + 1, len(self.source.text))
        return Span(self.source, position, end)

    def _expected(self, terminals: Iterable[str], place: Span) -> str:
        line = self.source.line_text(place.line)
        units = next((units for pattern, units in _UNITS if pattern.search(line)), ())
        told = set(terminals).difference(_UNSPOKEN)
        names = {f"”{unit}”" for unit in units if "UNIT" in told}
        told -= {"UNIT"} if names else set()
        names.update(DESCRIPTIONS.get(t) or f"”{self.words.get(t, t)}”" for t in told)
        return listed(sorted(names), "eller")

    def _told_apart(self, position: int) -> bool:
        """Whether it is a mistake with a message of its own; then that is told."""
        return self._decimal_point(position) or self._foreign_letter(position)

    def _slip(self, position: int, accepted: set[str]) -> Meant | None:
        """What a habit of writing that is told of stands for; None if there is none."""
        from compiler.slips import slip_at  # Its patterns are compiled where a fault is.

        line = self.source.line_of(position)
        start = self.source.line_starts[line - 1]
        slip = slip_at(self.source.line_text(line), position - start, accepted)
        if slip is None:
            return None
        span = Span(self.source, start + slip.start, start + slip.end)
        fix = Fix(span, slip.replacement) if slip.replacement is not None else None
        if slip.why:
            self.report.add(
                text_codes.WRITTEN_OTHERWISE, span, fix=fix, found=visible(span.text),
                why=slip.why, way=slip.way,
            )  # fmt: skip
            return Meant("", span.end)
        self.report.add(
            text_codes.MISSPELLED_WORD, span, fix=fix, found=visible(span.text),
            guess=slip.replacement,
        )  # fmt: skip
        return Meant(slip.replacement or "", span.end)

    def _after_citation(self, position: int) -> bool:
        """Whether a statement goes on after what it cites; then that is told."""
        text = self.source.text
        if text[position : position + 1] == "[":
            start, follows = position, text.find("]", position) + 1
        else:
            start, follows = text.rfind("[", 0, position), position
            if not text[:position].rstrip().endswith("]"):
                return False
        line_end = text.find("\n", follows)
        rest = text[follows : line_end if line_end >= 0 else None].strip()
        word = WORD.match(rest)
        if not rest or rest[0] in "[#" or (word and word[0] not in self.words.values()):
            return False
        found = visible(word[0] if word else rest[0])
        citation = visible(text[start : text.find("]", start) + 1])
        self.report.add(
            text_codes.CITATION_NOT_LAST, self._span(position), found=found, citation=citation
        )
        return True

    def _foreign_letter(self, position: int) -> bool:
        """Whether the word has a letter that looks right and is not; then it is told."""
        text = self.source.text
        for i in range(position, min(position + limits.NAME_CHARACTERS, len(text))):
            if not (text[i].isalnum() or text[i] == "_"):
                return False
            if not WORD.match(text[i]):
                span = Span(self.source, i, i + 1)
                self.report.add(
                    text_codes.NAME_CHARACTERS, span, found=visible(text[i]),
                    code_point=code_point(text[i]),
                )  # fmt: skip
                return True
        return False

    def _decimal_point(self, position: int) -> bool:
        """Whether the fault is a number with a point; then it is told."""
        text = self.source.text
        before = text[max(position - limits.INTEGER_DIGITS, 0) : position]
        number = _ENGLISH.match(text, position - len(before) + len(before.rstrip(".0123456789")))
        if number is None or number.end() <= position:
            return False
        span = Span(self.source, number.start(), number.end())
        suggestion = number[0].replace(".", ",")
        if _THOUSANDS.fullmatch(number[0]):
            suggestion = number[0].replace(".", " ")
        self.report.add(
            text_codes.DECIMAL_POINT, span, fix=Fix(span, suggestion), found=number[0],
            suggestion=suggestion,
        )  # fmt: skip
        return True
