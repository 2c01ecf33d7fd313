"""What the things of one agreement are called in the other: by name, by year, by ``tidigare``.

A name alone does not make two things the same: block 1 may pay for results one year and be divided
by population the next, and requirement 1 may measure something else.
"""

from collections.abc import Callable, Container, Mapping, Sequence
from typing import Any, Final, TypeVar

import attrs
from attrs import field, frozen

from compiler.compare.pairing import Pairs, Stage, by_name, paired, unnamed
from compiler.compare.shape import APART, name_field, name_of
from overenskommelse import agreement as a

T = TypeVar("T")

_DECLARED: Final = (
    "recipients", "keys", "interpretations", "ladders", "measures", "blocks", "grants",
    "obligations", "criteria", "areas",
)  # fmt: skip
_WITH_FORMER: Final = ("keys", "interpretations", "ladders", "measures", "items")

_REFERENCES: Final[Mapping[tuple[type[a.Clause], str], str]] = {
    (a.Improvement, "measure"): "measures",
    (a.Improvement, "ladder"): "ladders",
    (a.Attainment, "measure"): "measures",
    (a.Attainment, "ladder"): "ladders",
    (a.Test, "measure"): "measures",
    (a.Distribution, "key"): "keys",
    (a.PerUnit, "count"): "keys",
    (a.PerUnit, "beyond"): "keys",
    (a.Ceiling, "key"): "keys",
    (a.InProportion, "block"): "blocks",
    (a.PaymentPart, "block"): "blocks",
    (a.Block, "to"): "recipients",
    (a.Grant, "to"): "recipients",
    (a.Obligation, "who"): "recipients",
    (a.Criterion, "who"): "recipients",
    (a.FocusArea, "who"): "recipients",
    (a.Condition, "who"): "recipients",
    (a.Condition, "duties"): "obligations",
    (a.Condition, "criteria"): "criteria",
    (a.Condition, "areas"): "areas",
}
"""Which declarations the names in a clause's field are those of."""

Renames = Mapping[tuple[str, str], str]
"""Field of the agreement and name there, to the name that it is to have; an item's name stands
after its block's and a slash."""


@frozen
class Correspondence:
    """How the named things of two agreements belong together.

    Attributes:
        years: How many years later the new one is. The later of the two says what was called
            otherwise before; of the same year both may.
        measures: Old names of measures to new ones, for telling requirements by what they measure.
        renames: Everything in the old one that is called otherwise in the new one.
    """

    years: int
    measures: Renames = field(factory=dict)
    renames: Renames = field(factory=dict)

    def pairs(self, kind: str, old: Sequence[Any], new: Sequence[Any]) -> Pairs:
        """Which of a field's clauses belong together."""
        match kind:
            case "blocks":
                same: list[Stage] = [(_way, _way)]
            case "requirements":
                same = self._same_requirement()
            case _ if kind in _WITH_FORMER:
                same = by_name(self.years)
            case _:
                return unnamed(old, new, self.years)
        claims: list[Stage] = []
        if self.years >= 0:
            claims.append((name_of, _former))
        if self.years <= 0:
            claims.append((_former, name_of))
        return paired(old, new, [*claims, *same] if self.years else [*same, *claims])

    def _same_requirement(self) -> list[Stage]:
        def old_measures(requirement: a.Requirement) -> tuple[str, ...]:
            names = _measures(requirement)
            return tuple(self.measures.get(("measures", name), name) for name in names)

        def numbered(key: Callable[[Any], Any]) -> Callable[[Any], Any]:
            return lambda requirement: (requirement.number, requirement.period, key(requirement))

        def title(requirement: a.Requirement) -> str:
            return requirement.title

        return [
            (numbered(title), numbered(title)),
            (lambda r: (r.number, r.title), lambda r: (r.number, r.title)),
            (lambda r: (r.number, old_measures(r)), lambda r: (r.number, _measures(r))),
            (lambda r: (r.number, old_measures(r)[:1]), lambda r: (r.number, _measures(r)[:1])),
            (lambda r: old_measures(r) or None, _measures),
        ]


def corresponding(old: a.Agreement, new: a.Agreement, years: int) -> Correspondence:
    """How two agreements' names belong together."""
    bare = Correspondence(years)
    measures = _renames("measures", old.measures, new.measures, bare)
    known = attrs.evolve(bare, measures=measures)
    renames = dict(measures)
    for kind in _DECLARED:
        renames |= _renames(kind, getattr(old, kind), getattr(new, kind), known)
    for i, j in known.pairs("blocks", old.blocks, new.blocks).of:
        scope = f"{old.blocks[i].number}/"
        renames |= _renames("items", _items(old.blocks[i]), _items(new.blocks[j]), known, scope)
    return attrs.evolve(known, renames=renames)


def _renames(
    kind: str, old: Sequence[Any], new: Sequence[Any], by: Correspondence, scope: str = ""
) -> dict[tuple[str, str], str]:
    """What is called otherwise; what has no partner is set apart from another of its name."""
    partner = dict(by.pairs(kind, old, new).of)
    taken = {name_of(clause) for clause in new}
    found: dict[tuple[str, str], str] = {}
    for i, clause in enumerate(old):
        name = name_of(clause)
        if i in partner and name_of(new[partner[i]]) != name:
            found[kind, scope + name] = name_of(new[partner[i]])
        elif i not in partner and name in taken:
            found.setdefault((kind, scope + name), APART + name)
    return found


def set_apart(clause: T, taken: Container[str]) -> T:
    """A clause by another name, the one that references are given, if its own is taken."""
    given: Any = clause
    called = name_field(given) if isinstance(given, a.Clause) else ""
    if not called or name_of(given) not in taken:
        return clause
    changed: T = attrs.evolve(given, **{called: APART + name_of(given)})
    return changed


def undone(renames: Renames, kept: Container[tuple[str, str, str]]) -> Renames:
    """What gives all the names back but those that are kept: field, old name, new name."""
    back: dict[tuple[str, str], str] = {}
    for (kind, name), now in renames.items():
        block, slash, own = name.rpartition("/")
        if (kind, own, now) not in kept:
            block = renames.get(("blocks", block), block)
            back[kind, f"{block}{slash}{now}"] = own
    return back


def renamed(node: T, renames: Renames) -> T:
    """A clause and all under it with its references renamed; what is declared keeps its name."""
    if not renames:
        return node
    given: Any = node
    result: Any = node
    if type(node) is tuple:  # A month is a tuple too, with no name in it.
        result = tuple(renamed(child, renames) for child in given)
    elif isinstance(node, a.ByInterpretation):
        result = attrs.evolve(node, name=renames.get(("interpretations", node.name), node.name))
    elif isinstance(node, a.Clause):
        names = [f.name for f in attrs.fields(type(given)) if f.name not in _PLACE]
        result = attrs.evolve(node, **{name: _field(given, name, renames) for name in names})
    changed: T = result
    return changed


_PLACE: Final = ("span", "cites", "former")


def _field(clause: Any, name: str, renames: Renames) -> Any:
    value = getattr(clause, name)
    kind = _kind(clause, name)
    if not kind:
        return renamed(value, renames)
    if type(value) is tuple:
        return tuple(_reference(kind, one, renames) for one in value)
    if kind == "items":
        return _reference(kind, value, renames, f"{clause.block.name}/")
    return value if value is None else _reference(kind, value, renames)


def _reference(kind: str, reference: a.Reference, renames: Renames, scope: str = "") -> a.Reference:
    name = renames.get((kind, scope + reference.name), reference.name)
    return attrs.evolve(reference, name=name)


def _kind(clause: Any, name: str) -> str:
    """Of which declarations the names in a field are; nothing if it holds none."""
    match clause:
        case a.PaymentPart() if name == "name":
            return {"block": "blocks", "medel": "grants", "post": "items"}.get(clause.kind, "")
        case a.Replacement() if name in ("by", "instead"):
            return "ladders" if clause.ladders else "measures"
    return _REFERENCES.get((type(clause), name), "")


def _items(block: a.Block) -> tuple[a.Item, ...]:
    return block.units.items if block.units else block.items


def _former(clause: Any) -> str | None:
    return clause.former.name if clause.former is not None else None


def _way(block: a.Block) -> tuple[object, ...]:
    """A block's number and how its money is earned or divided: what makes it the same block."""
    ways = (block.performance, block.units, block.items, block.distribution)
    return block.number, tuple(bool(way) for way in ways)


def _measures(requirement: a.Requirement) -> tuple[str, ...]:
    """The measures of a requirement, each once, in order."""
    names: list[str] = []
    if requirement.improvement:
        names.append(requirement.improvement.measure.name)
    if requirement.attainment:
        own = requirement.attainment.measure
        names += [own.name] if own else []
        names += [test.measure.name for test in requirement.attainment.tests]
    return tuple(dict.fromkeys(names))
