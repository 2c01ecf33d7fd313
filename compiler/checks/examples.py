"""Examples: what they speak of is there, and can have the values that they say."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

from compiler.checks.draft import Draft, head
from compiler.declared import Thing, name_of, things
from compiler.sayable import DEFINITE, EVERY_AREA, GIVEN, GIVES
from overenskommelse import agreement as a
from overenskommelse import codes, limits
from overenskommelse import example_codes as own
from overenskommelse.diagnostics import Label, Report
from overenskommelse.examples import Counted
from overenskommelse.regions import find as find_region
from overenskommelse.text import closest, listed, visible

_Declared: TypeAlias = Mapping[str, Mapping[str, list[Thing]]]
"""All that can be spoken of, by kind and name."""


def check_examples(draft: Draft, report: Report) -> None:
    """Every line of every example. Nothing is asked of a file that could not be read in full."""
    agreement = draft.agreement
    if not agreement.examples or not draft.readable:
        return
    declared: defaultdict[str, dict[str, list[Thing]]] = defaultdict(dict)
    for one in things(agreement):
        declared[one.kind].setdefault(one.name, []).append(one)
    _titles(agreement.examples, report)
    for example in agreement.examples:
        for verb, lines in (("givet", example.given), ("ger", example.gives)):
            for line in lines:
                thing = _subject(verb, line.subject, declared, report)
                if thing is not None:
                    _line(verb, line, thing, agreement, report)
            _twice(lines, report)


def _titles(examples: Iterable[a.Example], report: Report) -> None:
    first: dict[str, a.Example] = {}
    for example in examples:
        earlier = first.setdefault(example.title, example)
        if earlier is not example:
            report.add(
                codes.DUPLICATE_NAME, head(example), kind="exemplet", name=visible(example.title),
                way_out="ge det ena en annan rubrik, eller ta bort det",
                labels=[Label(head(earlier), "det står först här")],
            )  # fmt: skip


def _subject(verb: str, subject: a.Subject, declared: _Declared, report: Report) -> Thing | None:
    """What a line is about, if that is there, once, and may stand after the verb."""
    sayable = GIVEN if verb == "givet" else GIVES
    if subject.kind not in sayable:
        guess = _guess(subject.kind, list(sayable), report)
        report.add(
            own.NOT_IN_EXAMPLES, subject.span, kind=visible(subject.kind), verb=verb,
            guess=f". Menade du ”{guess}”?" if guess else "",
            kinds=", ".join(sayable).replace(EVERY_AREA, f"{EVERY_AREA} fokusområden"),
        )  # fmt: skip
        return None
    alike = declared.get(subject.kind, {})
    found = [thing for thing in alike.get(name_of(subject), ()) if thing.is_meant_by(subject)]
    if len(found) == 1:
        return found[0]
    if found:
        places = [thing.within for thing in found]
        report.add(
            own.WHICH_ONE, subject.span, subject=visible(subject.words), places=listed(places),
            example=f"{subject.kind} {subject.name} i {places[0]}".replace("  ", " "),
        )  # fmt: skip
        return None
    names = [thing.called for same in alike.values() for thing in same]
    guess = _guess(subject.name, list(alike), report)
    report.add(
        codes.UNKNOWN_NAME, subject.span, kind=DEFINITE[subject.kind],
        name=visible(subject.words.removeprefix(subject.kind).strip()),
        guess=f". Menade du ”{guess}”?" if guess else "",
        declared=f"det finns: {', '.join(names[:8])}"
        if any(names)
        else "ta bort raden, eller lägg till satsen som inför namnet",
    )  # fmt: skip
    return None


def _guess(word: str, names: Sequence[str], report: Report) -> str | None:
    """What was meant, unless so much is wrong that guessing would take too long."""
    return closest(word, names) if len(report.found) < limits.GUESSES else None


def _line(
    verb: str, line: a.ExampleLine, thing: Thing, agreement: a.Agreement, report: Report
) -> None:
    _months(line.subject, thing, agreement, report)
    if thing.answer not in (None, a.AnswerKind.YES_OR_NO):
        report.add(
            own.DECIDES_NOTHING, line.subject.span, subject=visible(line.subject.words),
            kind=thing.answer.value,
        )  # fmt: skip
        return
    sayable = (GIVEN if verb == "givet" else GIVES)[line.subject.kind]
    for said in line.values:
        if said.recipient is not None:
            _recipient(said.recipient, line.subject, thing, report)
        if not sayable.takes(said.worth):
            report.add(
                own.NO_SUCH_VALUE, said.span, subject=visible(line.subject.words),
                found=visible(" ".join(said.span.text.split())), expected=sayable.words,
            )  # fmt: skip
        elif verb == "givet" and said.recipient is not None and thing.items:
            posts = (f"post {name} i block {thing.name}" for name in thing.items)
            report.add(
                own.NO_SUCH_VALUE, said.recipient.span, subject=visible(line.subject.words),
                found=visible(said.recipient.name), expected=f"det om posterna: {', '.join(posts)}",
            )  # fmt: skip
        else:
            _worth(said, line.subject, thing, report)


def _worth(said: a.Said, subject: a.Subject, thing: Thing, report: Report) -> None:
    worth = said.worth
    if isinstance(worth, a.Quantity) and worth.unit is a.Unit.PERCENT and worth.value > 100:
        report.add(
            codes.PERCENT_OUT_OF_RANGE, worth.span, what="det som exemplet säger",
            found=worth.span.text, possible="en andel ligger mellan 0 och 100 %",
        )  # fmt: skip
    elif isinstance(worth, Counted):
        _counted(worth, report)
    elif isinstance(worth, a.Reference) and worth.name not in thing.readings:
        guess = _guess(worth.name, thing.readings, report)
        report.add(
            codes.UNKNOWN_NAME, worth.span, kind="läsningen", name=visible(worth.name),
            guess=f". Menade du ”{guess}”?" if guess else "",
            declared=f"det finns: {', '.join(thing.readings)}",
        )  # fmt: skip
    if isinstance(worth, a.Quantity) and subject.kind == "mått" and thing.counted:
        report.add(
            own.NEEDS_COUNT, worth.span, subject=visible(subject.words), found=worth.span.text
        )


def _counted(worth: Counted, report: Report) -> None:
    met, everyone = worth.met.value, worth.all.value
    why = ""
    if {met.denominator, everyone.denominator} != {1}:
        why = "patienter räknas i hela tal"
    elif met > everyone:
        why = "det är fler än alla"
    elif not everyone:
        why = "av ingen alls finns ingen andel"
    if why:
        report.add(own.NO_SUCH_COUNT, worth.span, found=worth.span.text, why=why)


def _recipient(said: a.Reference, subject: a.Subject, thing: Thing, report: Report) -> None:
    members = dict(thing.members)
    if said.name in members.values() or find_region(said.name) in members:
        return
    names = list(members.values())
    guess = _guess(said.name, names, report)
    more = f" och {len(names) - 8} till" if len(names) > 8 else ""
    report.add(
        own.NO_SUCH_RECIPIENT, said.span, name=visible(said.name),
        subject=visible(subject.words), guess=f". Menade du ”{guess}”?" if guess else "",
        recipients=", ".join(map(visible, names[:8])) + more,
    )  # fmt: skip


def _months(subject: a.Subject, thing: Thing, agreement: a.Agreement, report: Report) -> None:
    """Months are said of what has them, and are its own or, of a measure, those a year before."""
    why = ""
    if (subject.period or subject.previous) and thing.period is None:
        why = "sägs för hela överenskommelsen, inte för vissa månader"
    elif subject.previous and subject.kind != "mått":
        why = "föregående år sägs bara om mått"
    elif subject.previous and not agreement.compares_previous_year:
        why = "överenskommelsen jämför inte med föregående år"
    if why:
        report.add(
            own.NO_SUCH_MONTHS, subject.span, subject=visible(subject.words), why=why,
            help=f"skriv bara:  {_plain(subject)}: …",
        )  # fmt: skip
        return
    if subject.period is None or thing.period is None:
        return
    years = (0, 12) if subject.kind == "mått" else (0,)
    if not all(any(m.shifted(s) in thing.period for s in years) for m in subject.period):
        report.add(
            own.NO_SUCH_MONTHS, subject.span, subject=visible(subject.words),
            why="månaderna hör inte till det som mäts", help=f"välj bland {thing.period.swedish}",
        )  # fmt: skip


def _plain(subject: a.Subject) -> str:
    within = f" i {subject.within}" if subject.within else ""
    return f"{subject.kind} {subject.name}".rstrip() + within


def _twice(lines: Iterable[a.ExampleLine], report: Report) -> None:
    """Nothing is said twice of one recipient."""
    seen: set[tuple[object, ...]] = set()
    for line in lines:
        subject = line.subject
        about = (subject.kind, subject.name, subject.within, subject.month, subject.previous)
        for said, months in ((said, subject.period) for said in line.values):
            if (*about, months, said.recipient) in seen:
                report.add(
                    own.SAID_TWICE, said.span, subject=visible(subject.words),
                    recipient=f" om {visible(said.recipient.name)}" if said.recipient else "",
                )  # fmt: skip
            seen.add((*about, months, said.recipient))
