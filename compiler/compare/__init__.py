"""Two agreements held against each other, clause by clause: `okt diff`.

Neither text is read: what is compared is what was said, so that order, layout, comments and
citations differ unseen. Where a thing has another name, the later agreement may say so
(``tidigare``); else it is known by its name, or, if it is a requirement, by what it measures.
"""

from collections.abc import Collection

from compiler.compare.held import held
from compiler.compare.names import corresponding, renamed, undone
from compiler.compare.walk import Walk
from compiler.compare.years import years_between
from overenskommelse.agreement import Agreement
from overenskommelse.difference import Difference

__all__ = ["applied", "between", "compared"]


def compared(old: Agreement, new: Agreement) -> Difference:
    """All that differs. An agreement and itself have no changes; the other way around the same
    changes are found with their sides exchanged.
    """
    names = corresponding(old, new, years_between(old, new))
    walk = Walk(names, held=(held(old, names.renames), held(new)))
    walk.agreement(renamed(old, names.renames), new)
    return Difference(old.name, new.name, names.years, tuple(walk.found))


def between(old: Agreement, new: Agreement, chosen: Collection[str]) -> Agreement:
    """As `applied`, but that no two things have the same name: each has that of the new one, and
    what only the old one has is set apart from what the new one calls the same."""
    names = corresponding(old, new, years_between(old, new))
    walk = Walk(names, chosen, unmistakable=True)
    return walk.agreement(renamed(old, names.renames), new)


def applied(old: Agreement, new: Agreement, chosen: Collection[str]) -> Agreement:
    """The old agreement with some of the changes made, by their paths.

    With none it is the old one, with all of them the new one, but that clauses which are the same
    stand in the old one's order. What comes of only some may be no valid agreement: the shares of
    its requirements, say, need not make a whole. Renaming a thing renames every mention of it.
    """
    names = corresponding(old, new, years_between(old, new))
    walk = Walk(names, chosen)
    made = walk.agreement(renamed(old, names.renames), new)
    return renamed(made, undone(names.renames, walk.renamed))
