"""Tree to Agreement: examples."""

from typing import Any

from attrs import evolve

from compiler.parse import Token
from compiler.parts import Words
from overenskommelse import agreement as a
from overenskommelse.calendar import Month, Period
from overenskommelse.examples import Counted, State
from overenskommelse.source import Span


class ExampleRules(Words):
    """One method per grammar rule of examples."""

    def example(self, span: Span, c: list[Any]) -> a.Example:
        (title, cites), *rest = c
        parts = self.parts("exempel", "", title, span, cites, rest)
        parts.require(("gives", "vad exemplet ger", "ger krav 2: 75 %"))
        return a.Example(
            title=title, given=parts.every("given"), gives=parts.every("gives"), span=span,
            cites=cites,
        )  # fmt: skip

    def example_head(self, span: Span, c: list[Any]) -> tuple[str, tuple[str, ...]]:
        return self.string(c[0]), c[1]

    def example_line(self, span: Span, c: list[Any]) -> a.ExampleLine:
        subject, *said = c
        values = tuple(value for value in said if value is not None)
        if subject.kind == "tolkning":  # A reading may be called what a state is called.
            values = tuple(map(_named, values))
        return a.ExampleLine(subject, values, span=span)

    def subject(self, span: Span, c: list[Any]) -> a.Subject:
        (kind, name, month), where, when = c
        return a.Subject(
            kind=kind, name=name, month=month,
            block=a.Reference(*where) if isinstance(where, tuple) else None,
            area=where if isinstance(where, a.Reference) else None,
            period=when if isinstance(when, Period) else None, previous=when is True, span=span,
        )  # fmt: skip

    def pointed(self, span: Span, c: list[Any]) -> tuple[str, str, Month | None]:
        """Keyword, name, and the month of a payment."""
        month = next((part for part in c if isinstance(part, Month)), None)
        kind, *name = [str(part) for part in c if isinstance(part, Token)]
        return kind, " ".join(" ".join(name).split()), month

    def in_block(self, span: Span, c: list[Any]) -> tuple[str, Span]:
        return c[0], span

    def in_area(self, span: Span, c: list[Any]) -> a.Reference:
        return self.reference(c[0])

    def previous_year(self, span: Span, c: list[Any]) -> bool:
        return True

    def in_months(self, span: Span, c: list[Any]) -> Period:
        period: Period = c[0]
        return period

    def said(self, span: Span, c: list[Any]) -> a.Said:
        token, worth = c
        if token is None:
            return a.Said(None, worth, span=span)
        recipient = a.Reference(self.string(token), self.at(token))
        own = span.text[len(token) :]
        start = span.end - len(own.lstrip())
        return a.Said(recipient, worth, span=Span(span.source, start, span.end))

    def counted(self, span: Span, c: list[Any]) -> Counted:
        return Counted(self.quantity_of(c[0], None), self.quantity_of(c[1], None), span)

    def state(self, span: Span, c: list[Any]) -> State | a.Reference:
        tokens = [token for token in c if token is not None]
        words = " ".join(str(token) for token in tokens)
        known = {state.value: state for state in State}
        return known[words] if words in known else self.reference(tokens[0])


def _named(said: a.Said) -> a.Said:
    worth = said.worth
    if not isinstance(worth, State):
        return said
    return evolve(said, worth=a.Reference(worth.value, said.span))
