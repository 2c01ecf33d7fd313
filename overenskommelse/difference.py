"""What differs between two agreements, as values: the changes that make the one of the other."""

from enum import Enum

from attrs import field, frozen

from overenskommelse.saying import Saying
from overenskommelse.source import Span


class ChangeKind(Enum):
    """What has happened to a clause. The value is the word that a reader sees."""

    CHANGED = "ändrat"
    NEW = "nytt"
    REMOVED = "borttaget"
    RENAMED = "bytt namn"


@frozen(repr=False, eq=False)
class Side(Saying):
    """What one of the agreements says.

    Attributes:
        words: What differs, with its unit, on one line.
        text: The clause in full, as it was written, where all of it is new or removed; else empty.
        span: Where the clause stands that it is, or is a part of.
        cites: The sections that it cites, or that what it stands under cites.
    """

    words: str
    text: str
    span: Span = field(eq=False)
    cites: tuple[str, ...] = field(default=(), eq=False)


@frozen(repr=False, eq=False)
class Change(Saying):
    """A clause that differs. What is new has no old side, what is removed no new one.

    Attributes:
        path: Where it stands; no other change of the same difference has it.
        section: The part of the agreement that it is told under.
        heading: The clauses that it stands under there, outermost first.
        word: What the agreement calls that which differs; empty where its words say it.
        moved: Whether it is nothing but a day, a month or a year in a title that has moved as many
            years as the agreements lie apart.
    """

    kind: ChangeKind
    path: str
    section: str
    heading: tuple[str, ...]
    word: str
    old: Side | None
    new: Side | None
    moved: bool = False


@frozen(repr=False, eq=False)
class Difference(Saying):
    """All the changes between two agreements, in the new one's order.

    ``years`` is how many years later the new one is.
    """

    old: str
    new: str
    years: int
    changes: tuple[Change, ...]
