"""Names: declared once, known where they are used, used where they are declared."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from compiler.build import ANY
from compiler.checks.draft import Draft, head, without
from compiler.readings import clauses, open_places
from overenskommelse import agreement as a
from overenskommelse import codes, limits
from overenskommelse.diagnostics import Fix, Label, Report
from overenskommelse.regions import REGIONS
from overenskommelse.regions import find as find_region
from overenskommelse.source import Span
from overenskommelse.text import closest, visible

_NAMES_SHOWN = 8
_RENAME = "ge den ena ett annat namn, eller ta bort den"
_RULES = {
    "mottagaren": "recipient", "nyckeln": "key", "tolkningen": "interpretation",
    "stegen": "ladder", "måttet": "measure", "blocket": "block", "medlen": "grant",
    "posten": "item", "skyldigheten": "obligation", "kriteriet": "criterion",
    "villkoret": "condition", "fokusområdet": "focus_area",
}  # fmt: skip


_RULES_OF_THEIR_OWN = (
    "blocket", "medlen", "posten", "skyldigheten", "kriteriet", "villkoret", "fokusområdet"
)  # fmt: skip
"""Kinds of names that need no use: what is never paid is told elsewhere."""


def check_names(draft: Draft, report: Report) -> None:
    """Unknown, duplicate and unused names."""
    declared = _declared(draft.agreement)
    _duplicates(declared, report)
    for block in draft.agreement.blocks:
        if block.performance:
            requirements = block.performance.requirements
            _duplicates(
                [("kravet", r.number, r) for r in requirements if not _follows(r, requirements)],
                report,
            )
    for area in draft.agreement.areas:
        _duplicates([("frågan", question.name, question) for question in area.questions], report)
    for interpretation in draft.agreement.interpretations:
        _duplicates([("läsningen", r.name, r) for r in interpretation.readings], report)
    used = list(_references(draft.agreement))
    uncertain = _unknown(declared, used, draft, report)
    if draft.readable:
        _unused([d for d in declared if d[0] not in uncertain], used, report)
    _regions(draft.agreement, report)
    _codes_of_members(draft.agreement, report)


def _declared(agreement: a.Agreement) -> list[tuple[str, str, a.Clause]]:
    found: list[tuple[str, str, a.Clause]] = []
    found += [("mottagaren", r.name, r) for r in agreement.recipients]
    found += [("nyckeln", k.name, k) for k in agreement.keys]
    found += [("tolkningen", i.name, i) for i in agreement.interpretations]
    found += [("stegen", ladder.name, ladder) for ladder in agreement.ladders]
    found += [("måttet", m.name, m) for m in agreement.measures]
    found += [("blocket", b.number, b) for b in agreement.blocks]
    found += [("medlen", g.name, g) for g in agreement.grants]
    found += [("skyldigheten", o.name, o) for o in agreement.obligations]
    found += [("kriteriet", c.name, c) for c in agreement.criteria]
    found += [("villkoret", c.name, c) for c in agreement.conditions]
    found += [("fokusområdet", area.name, area) for area in agreement.areas]
    found += [
        ("posten", f"{block.number}/{item.name}", item)
        for block in agreement.blocks
        for item in (*block.items, *(block.units.items if block.units else ()))
    ]
    return found


def _references(agreement: a.Agreement) -> Iterator[tuple[str, a.Reference]]:
    """Every use of a name: its kind and the reference."""
    for clause in clauses(agreement):
        match clause:
            case a.Distribution() if clause.key is not None:
                yield "nyckeln", clause.key
            case a.Improvement():
                yield "måttet", clause.measure
                if clause.ladder is not None:
                    yield "stegen", clause.ladder
            case a.Test():
                yield "måttet", clause.measure
            case a.Attainment() if clause.measure is not None and clause.ladder is not None:
                yield "måttet", clause.measure
                yield "stegen", clause.ladder
            case a.Replacement():
                kind = "stegen" if clause.ladders else "måttet"
                yield kind, clause.by
                yield kind, clause.instead
            case a.Block() | a.Grant():
                yield "mottagaren", clause.to
            case a.InProportion() if clause.block is not None:
                yield "blocket", clause.block
            case a.PerUnit():
                yield "nyckeln", clause.count
                if clause.beyond is not None:
                    yield "nyckeln", clause.beyond
            case a.Ceiling() if clause.key is not None:
                yield "nyckeln", clause.key
            case a.Obligation() | a.Criterion() | a.FocusArea():
                yield "mottagaren", clause.who
            case a.Condition():
                yield "mottagaren", clause.who
                yield from (("skyldigheten", duty) for duty in clause.duties)
                yield from (("kriteriet", criterion) for criterion in clause.criteria)
                yield from (("fokusområdet", area) for area in clause.areas)
            case a.Asked():
                yield "fokusområdet", clause.area
            case a.PaymentPart() if clause.block is not None and clause.name is not None:
                yield "blocket", clause.block
                name = f"{clause.block.name}/{clause.name.name}"
                yield "posten", a.Reference(name, clause.name.span)
            case a.PaymentPart() if clause.name is not None:
                yield ("medlen" if clause.kind == "medel" else "blocket"), clause.name
    for place, _ in open_places(agreement):
        yield "tolkningen", a.Reference(place.name, place.span)


def _follows(requirement: a.Requirement, others: Iterable[a.Requirement]) -> bool:
    """Whether it takes the place of one before it that has the same number, in other months."""
    earlier = []
    for other in others:
        if other is requirement:
            break
        if other.number == requirement.number:
            earlier.append(other.period)
    own = requirement.period
    return (
        own is not None
        and bool(earlier)
        and all(p is not None and not any(month in p for month in own) for p in earlier)
    )


def _duplicates(declared: Iterable[tuple[str, str, a.Clause]], report: Report) -> None:
    first: dict[tuple[str, str], a.Clause] = {}
    for kind, name, clause in declared:
        earlier = first.setdefault((kind, name), clause)
        if earlier is not clause:
            report.add(
                codes.DUPLICATE_NAME, head(clause), kind=kind, name=name, way_out=_RENAME,
                labels=[Label(head(earlier), f"{kind} ”{name}” står först här")],
            )  # fmt: skip


def _unknown(
    declared: list[tuple[str, str, a.Clause]],
    used: list[tuple[str, a.Reference]],
    draft: Draft,
    report: Report,
) -> set[str]:
    """Report names that are not declared, and return their kinds."""
    unknown: set[str] = set()
    guesses = 0
    names: dict[str, list[str]] = defaultdict(list)
    kinds: dict[str, list[str]] = defaultdict(list)
    for kind, name, _ in declared:
        names[kind].append(name)
        kinds[name].append(kind)
    for kind, reference in used:
        others = kinds.get(reference.name, [])
        block, _, own = reference.name.rpartition("/")
        if kind in others or own in draft.built.names:
            continue
        if block and "blocket" not in kinds.get(block, []):
            continue  # Of an item in such a block it is told that there is no such block.
        if _RULES[kind] in draft.built.nameless or ANY in draft.built.broken:
            continue  # It may be the one that could not be read.
        unknown.add(kind)
        near = [n.rpartition("/")[2] for n in names[kind] if n.rpartition("/")[0] == block]
        guess = closest(own, near) if guesses < limits.GUESSES else None
        guesses += 1
        if near:
            declared_here = f"det finns: {_some(near)}"
        elif block:
            declared_here = f"block {block} har inga poster; skriv:  block {block}"
        else:
            declared_here = "lägg till satsen som inför namnet"
        if guess:
            hint = f". Menade du ”{guess}”?"
        elif others:
            hint = f"; det är namnet på {others[0]}"
        else:
            hint = ""
        report.add(
            codes.UNKNOWN_NAME, reference.span, fix=Fix(reference.span, guess) if guess else None,
            kind=kind, name=visible(own), guess=(f" i block {block}" if block else "") + hint,
            declared=declared_here,
        )  # fmt: skip
    return unknown


def _renamed(clause: a.Clause, name: str, near: str | None) -> Fix | None:
    """Another text in the place of one, if it stands in a clause just once."""
    text = clause.span.text
    if near is None or text.count(name) != 1:
        return None
    start = clause.span.start + text.index(name)
    return Fix(Span(clause.span.source, start, start + len(name)), near)


def _some(names: list[str]) -> str:
    """The first names, and how many more there are."""
    more = len(names) - _NAMES_SHOWN
    return ", ".join(names[:_NAMES_SHOWN]) + (f" och {more} till" if more > 0 else "")


def _unused(
    declared: list[tuple[str, str, a.Clause]],
    used: list[tuple[str, a.Reference]],
    report: Report,
) -> None:
    known = {(kind, reference.name) for kind, reference in used}
    open_names = {name for kind, name in known if kind == "tolkningen"}
    for kind, name, clause in declared:
        if kind in _RULES_OF_THEIR_OWN:
            continue
        if kind == "tolkningen":
            of_all = isinstance(clause, a.Interpretation) and any(
                isinstance(reading.body, a.Substitution | a.AsWritten)
                for reading in clause.readings
            )
            if name in open_names or of_all:
                continue
        elif (kind, name) in known:
            continue
        report.add(codes.UNUSED, head(clause), fix=without(clause), kind=kind, name=name)


def _codes_of_members(agreement: a.Agreement, report: Report) -> None:
    """A code stands for one recipient, and a name for one within its group."""
    names: dict[str, str] = {}
    distinct = {recipient.name: recipient for recipient in reversed(agreement.recipients)}
    for recipient in reversed(distinct.values()):
        members = recipient.members or ((recipient.name, recipient.title),)
        if recipient.everyone:
            members = REGIONS
        for code, name in members:
            first = names.setdefault(code, name)
            if first != name:
                report.add(
                    codes.SAME_CODE, head(recipient), code=code, first=visible(first),
                    second=visible(name),
                )  # fmt: skip
        titles = [name for _, name in recipient.members]
        for name in sorted({name for name in titles if titles.count(name) > 1}):
            report.add(
                codes.DUPLICATE_NAME, head(recipient), kind="mottagaren", name=visible(name),
                way_out=_RENAME,
            )  # fmt: skip


def _regions(agreement: a.Agreement, report: Report) -> None:
    for recipient in agreement.recipients:
        codes_out: list[str] = []
        for name in recipient.excluded:
            code = find_region(name)
            if code is None:
                near = closest(name, [title for _, title in REGIONS])
                report.add(
                    codes.UNKNOWN_REGION, head(recipient), fix=_renamed(recipient, name, near),
                    name=visible(name), guess=f". Menade du ”{near}”?" if near else "",
                )  # fmt: skip
            elif code in codes_out:
                report.add(
                    codes.DUPLICATE_NAME, head(recipient), kind="regionen", name=visible(name),
                    way_out="ta bort den ena",
                )  # fmt: skip
            else:
                codes_out.append(code)
        if len(codes_out) == len(REGIONS):
            report.add(codes.NOBODY_LEFT, head(recipient), recipient=recipient.name)
        seen: set[str] = set()
        for code, member in recipient.members:
            meant = find_region(member)
            if code.isdecimal() and meant is not None and meant != code.zfill(2):
                report.add(
                    codes.CODE_AND_NAME, head(recipient), code=code, name=visible(member),
                    right=meant,
                )  # fmt: skip
            if code in seen:
                report.add(
                    codes.DUPLICATE_NAME, head(recipient), kind="mottagaren", name=code,
                    way_out=_RENAME,
                )  # fmt: skip
            seen.add(code)
