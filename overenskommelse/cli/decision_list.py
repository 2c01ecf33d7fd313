"""What a lawyer has to decide anew, as a list to read and as a machine form."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from compiler.renew import Decision, Renewed
from overenskommelse.cli.page import Page, wrapped
from overenskommelse.text import counted, visible


def decision_text(renewed: Renewed, year: int, page: Page) -> str:
    """The list, kind by kind, each with the line of the new text that it is about."""
    lines = [f"Att besluta för {year}: {counted(len(renewed.decisions), 'punkt', 'punkter')}."]
    width = max((len(str(one.line)) for one in renewed.decisions), default=1)
    for kind, found in groupby(renewed.decisions, lambda one: one.kind):
        lines += ["", kind.value]
        for one in found:
            lead = f"  rad {one.line:<{width}}  "
            lines += wrapped(f"{lead}{visible(_told(one))}", page.prose, len(lead))
    lines += ["", *wrapped(_citations(renewed.citations), page.prose)]
    return "".join(f"{line}\n" for line in lines)


def decision_document(renewed: Renewed, year: int) -> dict[str, Any]:
    """The list and the new text, with stable keys."""
    return {
        "okt": 1,
        "agreement": {"year": year, "from": renewed.base},
        "decisions": [_machine(one) for one in renewed.decisions],
        "emptied_citations": renewed.citations,
        "text": renewed.text,
    }


def _told(one: Decision) -> str:
    remarks = "; ".join(_remarks(one))
    return f"{one.text} ({remarks})" if remarks else one.text


def _remarks(one: Decision) -> Iterator[str]:
    if one.note:
        yield one.note
    if one.before:
        yield f"förut: {one.before}"


def _citations(number: int) -> str:
    if not number:
        return "Inget hade någon källhänvisning."
    emptied = counted(number, "källhänvisning är tömd", "källhänvisningar är tömda")
    return f"{emptied} och står som []; okt check --strict visar dem."


def _machine(one: Decision) -> dict[str, Any]:
    return {
        "kind": one.kind.name.lower(),
        "line": one.line,
        "text": one.text,
        "before": one.before or None,
        "note": one.note or None,
    }
