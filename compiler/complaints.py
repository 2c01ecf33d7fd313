"""What is said of a sentence that cannot be read: what stands there, and what could stand there.

The parser (`compiler.parse`) says where it stopped and which terminals would have fitted.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from attrs import frozen

from compiler.scan import before_comment, end_of_words
from overenskommelse import limits, text_codes
from overenskommelse.calendar import MONTH_NAMES
from overenskommelse.diagnostics import Fix, Report
from overenskommelse.source import Source, Span
from overenskommelse.text import NEARLY_EQUAL, closest, code_point, listed, nearest, visible

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
    "på rekvisition": "ON_REQUISITION",
    ",": "COMMA",
    "–": "DASH",
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
_YEAR: Final = re.compile(r"^överenskommelse +([0-9]{4})\b", re.MULTILINE)
EXAMPLE_YEAR: Final = 2024
"""The year of examples in advice where the file speaks of none."""
_MONTH_BEFORE: Final = re.compile(f"(?:{'|'.join(MONTH_NAMES)}) *$")
_NO_STATEMENT: Final = (
    "börja raden med ett av orden; fortsätter den raden ovanför, rätta den; är den en anmärkning,"
    " sätt # först"
)
_AMENDING: Final = ("tillägg", "ändra")
_UNSPOKEN: Final = ("FEL", "$END", "COMMENT", "BLANK")


@frozen
class Meant:
    """What was likely meant, and where what stands in its place ends.

    The word is empty where nothing should stand there, and None where it is not certain.
    """

    word: str | None
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
        if self._decimal_point(position):  # The rest is how the number goes on: nothing is lost.
            return Meant(None, self.source.text.find("\n", position) % (len(self.source.text) + 1))
        if self._foreign_letter(position) or self._after_citation(position):
            return None
        fitting = accepted
        if "$END" in accepted:  # A new statement would need a line of its own.
            fitting = accepted - self.starters
        keywords = [self.words[t] for t in fitting if t in self.words]
        spelt = (word for word, terminal in SPELLINGS.items() if terminal in fitting)
        keywords += filter(WORD.fullmatch, spelt)
        follows = WORD.match(self.source.text[span.end :].lstrip(" "))
        keywords = [word for word in keywords if follows is None or word != follows[0]]
        guess = self._guess(span.text, keywords)
        lower = span.text.lower()
        if (
            span.text != lower
            and WORD.fullmatch(span.text)
            and ("NAME" in accepted or guess is None)
        ):
            guess = lower if "NAME" in accepted or lower in keywords else guess
        if guess and guess != span.text:
            return self._misspelled(span, guess, [*keywords, lower])
        expected = self._expected(fitting, span) or "att raden tar slut"
        self.report.add(
            text_codes.UNEXPECTED_WORD, span, found=visible(span.text), expected=expected,
            way=self._example(span.line, "så kan satsen se ut:  {}"),
        )  # fmt: skip
        return None

    def ends_early(self, position: int, accepted: set[str]) -> None:
        """A statement that the next line cuts off; marked where it ends."""
        end = end_of_words(self.source, position)
        span = Span(self.source, max(end - 1, 0), end)
        self.report.add(
            text_codes.ENDS_EARLY, span, expected=self._expected(accepted, span),
            way=self._example(span.line, ". Till exempel:  {}"),
        )  # fmt: skip

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
            # Most often an amendment is not what is being written.
            usual = sorted(homes[own], key=lambda home: home in _AMENDING)
            under = listed((f"”{home}”" for home in usual), "eller")
            self.report.add(text_codes.MISPLACED_STATEMENT, span, found=span.text, homes=under)
            return None
        if self._told_apart(position):
            return None
        here = {t for t in accepted & self.starters if t in self.words}
        everywhere = [self.words[t] for t in self.starters & set(self.words)]
        guess = None
        if span.text not in SPELLINGS:  # Such a word is no misspelt keyword.
            guess = self._guess(span.text, [self.words[t] for t in here])
            guess = guess or self._guess(span.text, everywhere)
        # A whole statement may go on after its citation, with a word that begins no statement.
        goes_on = span.text in self.words.values() and not closest(
            span.text, everywhere, NEARLY_EQUAL
        )
        if goes_on and self._after_citation(position):
            return None
        if guess:
            fits = guess in {self.words[t] for t in here}
            return self._misspelled(span, guess, everywhere, fits)
        inner = sorted(f"”{self.words[t]}”" for t in here if homes[t] != (TOP,))
        if "NUMBER" in accepted & self.starters:
            inner.insert(0, "ett steg (till exempel ”5,0 procentenheter eller mer ger 100 %”)")
        expected = listed([*inner, "en ny sats, till exempel ”block” eller ”utbetalning”"], "eller")
        self.report.add(
            text_codes.UNKNOWN_STATEMENT, span, found=visible(span.text), expected=expected,
            passed=self._passed_over(span.line + 1, end_of_words(self.source, until)),
            way=_NO_STATEMENT,
        )  # fmt: skip
        return None

    def _example(self, line: int, words: str) -> str:
        """Words around an example of the statement that a line belongs to; empty if it is none."""
        from compiler.forms import form_at  # Read where a fault is.

        text = self.source.text
        year = _YEAR.search(text)
        lines = text.split("\n", line)[:line]
        example = form_at(lines, year[1] if year else str(EXAMPLE_YEAR))
        return words.format(example) if example else ""

    def _misspelled(self, span: Span, guess: str, words: Sequence[str], fits: bool = True) -> Meant:
        """Tell which word was likely meant; it is certain where no other is nearly the same.

        ``fits`` is whether it can stand there: only then does writing it help.
        """
        fix = Fix(span, guess, safe=nearest(span.text, words) == [guess])
        self.report.add(
            text_codes.MISSPELLED_WORD, span, fix=fix if fits else None,
            found=visible(span.text), guess=guess,
        )  # fmt: skip
        return Meant(guess, span.end)

    def bulleted(self, position: int, end: int, homes: Sequence[str]) -> None:
        """A line that begins with a word processor's mark for an item of a list, or a number.

        ``homes`` are the statements that what begins at ``end`` can stand under, if it is one.
        """
        mark = self.source.text[position:end].rstrip()
        span = Span(self.source, position, position + len(mark))
        start = self.source.line_starts[span.line - 1]
        fix, way = None, f"ta bort ”{visible(mark)}”"
        if homes:
            indentation = self._indentation(start, set(homes))
            fix = Fix(Span(self.source, start, end), indentation, safe=True)
        else:
            way += ", eller sätt # först om raden är en anmärkning"
        self.report.add(
            text_codes.WRITTEN_OTHERWISE, span, fix=fix, found=visible(mark), way=way,
            why="satser inleds inte med punkter, streck eller nummer",
        )  # fmt: skip

    def shares_line(self, position: int, homes: Iterable[str]) -> None:
        """A statement that stands after another on the same line.

        Args:
            position: Where its keyword stands.
            homes: The statements that it can stand under.
        """
        span = self._span(position)
        gap = Span(self.source, len(self.source.text[:position].rstrip()), position)
        fix = Fix(gap, "\n" + self._indentation(position, set(homes)), safe=True)
        self.report.add(text_codes.SHARES_LINE, span, fix=fix, found=span.text)

    def _indentation(self, position: int, homes: set[str]) -> str:
        """How far in it stands: deeper than the nearest statement above that it can belong to."""
        line = self.source.line_of(position)
        before = self.source.text[self.source.line_starts[line - 1] : position]
        words = WORD.findall(before)
        while TOP not in homes and line > 1 and not homes.intersection(words):
            line -= 1
            before = self.source.line_text(line)
            words = WORD.findall(before_comment(before))[:1]
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
        if word.lower() in candidates:
            return word.lower()
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
        if "NUMBER" in told and _MONTH_BEFORE.search(line[: place.column - 1]):
            told -= {"NUMBER"}
            names.add("ett årtal")
        names.update(DESCRIPTIONS.get(t) or f"”{self.words.get(t, t)}”" for t in told)
        return listed(sorted(names), "eller")

    def _told_apart(self, position: int) -> bool:
        """Whether it is a mistake with a message of its own; then that is told."""
        return self._decimal_point(position) or self._foreign_letter(position)

    def _slip(self, position: int, accepted: set[str]) -> Meant | None:
        """What a habit of writing that is told of stands for; None if there is none."""
        from compiler.slips import hyphenated, slip_at  # Compiled where a fault is.

        line = self.source.line_of(position)
        start = self.source.line_starts[line - 1]
        slip = hyphenated(self.source.text, start, position - start, self.words.values())
        slip = slip or slip_at(self.source.line_text(line), position - start, accepted)
        if slip is None:
            return None
        span = Span(self.source, start + slip.start, start + slip.end)
        # What is read of a word that goes on in the next line is not what was meant.
        end = position if "\n" in span.text else span.end
        meant = Meant(slip.replacement if span.start == position else None, end)
        fix = None
        if slip.replacement is not None and not self._new_name(span, slip.replacement):
            fix = Fix(span, slip.replacement, safe=True)
        if slip.why:
            self.report.add(
                text_codes.WRITTEN_OTHERWISE, span, fix=fix, why=slip.why, way=slip.way,
                found=visible(span.text.strip().partition("\n")[0]),
            )  # fmt: skip
            return meant
        self.report.add(
            text_codes.MISSPELLED_WORD, span, fix=fix, found=visible(span.text),
            guess=slip.replacement,
        )  # fmt: skip
        return meant

    def _new_name(self, span: Span, written: str) -> bool:
        """Whether words would become a name that stands nowhere else: a word too many, perhaps."""
        return " " in span.text and "_" in written and written not in self.source.text

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
        cited = Span(self.source, start, text.find("]", start) + 1)
        self.report.add(
            text_codes.CITATION_NOT_LAST, self._span(position), fix=self._moved_last(cited),
            found=found, citation=visible(cited.text),
        )  # fmt: skip
        return True

    def _moved_last(self, cited: Span) -> Fix | None:
        """What a statement cites moved to the end of the line; None if more is cited there, or if
        it goes on in the next line: then where it ends is for its author to say."""
        line = self.source.line_text(cited.line)
        rest = before_comment(line[cited.end_column - 1 :]).rstrip()
        if not rest.strip() or "[" in rest or cited.end_line != cited.line:
            return None
        span = Span(self.source, cited.start, cited.end + len(rest))
        return Fix(span, f"{rest.strip()} {cited.text}", safe=True)

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
        thousands = _THOUSANDS.fullmatch(number[0]) is not None
        suggestion = number[0].replace(".", " " if thousands else ",")
        how = "tusental skiljs åt med mellanslag" if thousands else "decimaler skrivs med komma"
        # 2.952 may be both; 2.952.000 cannot.
        sure = number[0].count(".") == (1 if not thousands else 2)
        self.report.add(
            text_codes.DECIMAL_POINT, span, fix=Fix(span, suggestion, safe=sure), found=number[0],
            how=how, suggestion=suggestion,
        )  # fmt: skip
        return True
