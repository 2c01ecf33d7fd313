"""Where an agreement's words come from: its source's own headings, which citations name."""

from attrs import frozen

from overenskommelse.clauses import Clause


@frozen(repr=False, eq=False)
class Passage(Clause):
    """``avsnitt 3.1 "…"``: a part of the source that has a heading.

    Attributes:
        kind: ``avsnitt``, ``tabell`` or ``bilaga``.
        number: As the source writes it, ``3.1``; empty for a section that has none.
        title: Its heading, in short; a section without number is cited by it.
    """

    kind: str
    number: str
    title: str = ""

    @property
    def cited_as(self) -> str:
        """How a citation begins that names it: ``avsnitt 3.1``, or a title without number."""
        return f"{self.kind} {self.number}" if self.number else self.title


@frozen(repr=False, eq=False)
class OtherSource(Clause):
    """``annan källa "beslut" "…"``: what else citations may name, and what that stands for."""

    mark: str
    title: str


@frozen(repr=False, eq=False)
class SourceText(Clause):
    """``källa``: the text that the file is written after. It is no rule: no plan is other for it.

    ``not_normative`` are passages that rule nothing, such as a background.
    """

    title: str
    passages: tuple[Passage, ...]
    not_normative: tuple[Passage, ...] = ()
    others: tuple[OtherSource, ...] = ()
