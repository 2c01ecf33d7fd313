"""How much of its source's text an agreement says: the source's passages held against the clauses
that cite them.

    text → passages → mentions ┐
    agreement → clauses → mentions ┴→ held

Nothing here decides meaning. Numbers, days and comparison words are found alike in the source's
prose and in the file's clauses (`mentions`), and are compared exactly, passage by passage.
"""

from compiler import Compiled
from compiler.cover.clauses import clauses, own_years
from compiler.cover.headings import Declared, without_contents
from compiler.cover.held import hold
from compiler.cover.passages import find
from compiler.cover.plain import Unread, plain
from overenskommelse.coverage import Coverage

__all__ = ["Unread", "cover", "plain"]


def cover(compiled: Compiled, text: str) -> Coverage | None:
    """What the agreement says of a source, whose text `plain` has made.

    None where the agreement could not be read. Without a heading found there are no sections.
    """
    agreement, source = compiled.agreement, compiled.source
    if agreement is None or source is None:
        return None
    lines = without_contents(text.split("\n"))
    passages = find(lines, Declared.by(agreement.sources))
    marked = [passage.cited_as for one in agreement.sources for passage in one.not_normative]
    elsewhere = {other.mark for one in agreement.sources for other in one.others}
    said = clauses(source, elsewhere)
    return hold(agreement.name, passages, lines, said, marked, own_years(agreement))
