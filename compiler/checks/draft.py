"""What a check is handed: the agreement, and what of it cannot be trusted."""

import re
from collections.abc import Iterator
from functools import cached_property

from attrs import frozen

from compiler.build import ANY, Built
from compiler.parse import Parsed
from compiler.paying import key_of, part_key
from overenskommelse import agreement as a
from overenskommelse.diagnostics import Fix
from overenskommelse.money import Rounding
from overenskommelse.saying import Saying
from overenskommelse.source import Source, Span


@frozen(repr=False, eq=False)
class Draft(Saying):
    """An agreement as written, before it is known to be right."""

    agreement: a.Agreement
    built: Built
    source: Source
    parsed: Parsed
    strict: bool = False

    def whole(self, *rules: str) -> bool:
        """Whether every statement of these kinds could be read."""
        return not self.built.broken.intersection({*rules, ANY})

    @property
    def readable(self) -> bool:
        """Whether every statement could be read."""
        return not self.built.broken

    @cached_property
    def payments_known(self) -> bool:
        """Whether it is certain what every payment pays."""
        things = {key_of("block", b.number) for b in self.agreement.blocks}
        things |= {key_of("medel", g.name) for g in self.agreement.grants}
        things |= {key_of("post", i.name, b.number) for b in self.agreement.blocks for i in b.items}
        parts = [part for payment in self.agreement.payments for part in payment.parts]
        known = all(p.kind == "bonuspott" or part_key(self.agreement, p) in things for p in parts)
        return self.whole("payment") and known

    def bodies(self, clause: a.Clause | a.ByInterpretation | None) -> Iterator[Saying]:
        """The clause, or every reading of the interpretation that it is left to."""
        if isinstance(clause, a.ByInterpretation):
            for interpretation in self.agreement.interpretations:
                if interpretation.name == clause.name:
                    yield from (reading.body for reading in interpretation.readings)
        elif clause is not None:
            yield clause

    def roundings(self, clause: a.Clause | a.ByInterpretation | None) -> Iterator[Rounding]:
        """Every rounding of money that a clause may come to mean."""
        for body in self.bodies(clause):
            if isinstance(body, a.AmountRounding) and body.rounding is not None:
                yield body.rounding


def head(clause: a.Clause) -> Span:
    """What a diagnostic about all of a clause marks."""
    return marked(clause.span)


def without(clause: a.Clause) -> Fix | None:
    """The lines of a statement taken away, with the comment after it; None if it shares them."""
    span = clause.span
    text = span.source.text
    start = max(text.rfind("\n", 0, span.start), 0)
    newline = text.find("\n", span.end)
    end = len(text) if newline < 0 else newline
    after = text[span.end : end].strip()
    if text[start : span.start].strip() or (after and after[0] != "#"):
        return None
    return Fix(Span(span.source, start, end), "")


def marked(span: Span) -> Span:
    """A statement's first line without what it cites."""
    line = span.first_line()
    words = re.split(r"[ \t]+#(?=[^\"”]*$)|\[", line.text, maxsplit=1)[0].rstrip()
    return Span(line.source, line.start, line.start + max(len(words), 1))
