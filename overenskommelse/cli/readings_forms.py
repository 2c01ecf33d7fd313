"""What readings give for machines and for spreadsheets."""

from collections.abc import Sequence
from typing import Any, Final

from overenskommelse.cli.csv_table import cell, table
from overenskommelse.cli.diagnostic_json import FORM
from overenskommelse.cli.effect_json import effect_document
from overenskommelse.cli.effect_text import recipient_names
from overenskommelse.cli.outcome_csv import amount, payment_cell
from overenskommelse.cli.outcome_json import kronor, origins
from overenskommelse.cli.readings_values import Combined, Found, Range, Readings, Tried

COLUMNS: Final = (
    "tolkning", "läsning", "mottagare", "namn", "utbetalning", "post", "förut_kr", "då_kr",
    "ändring_kr", "skäl",
)  # fmt: skip


def readings_csv(found: Readings) -> bytes:
    """A row for each payment of an item that a reading changes, in kronor; an amount that cannot
    be said is empty, and ``skäl`` says why. A reading that cannot be tried has a row with its
    reason alone, and one that makes no difference has none."""
    names = recipient_names(found.base.plan)
    rows: list[Sequence[str]] = [COLUMNS]
    for one in found.tried:
        reading = (cell(one.choice.name), cell(one.reading))
        if one.found in (Found.UNTOLD, Found.IMPOSSIBLE):
            rows.append((*reading, *[""] * 7, cell("; ".join(one.reasons))))
            continue
        for shift in one.effect.payments:
            who = (cell(shift.recipient), cell(names.get(shift.recipient, "")))
            what = (payment_cell(shift.payment), cell(shift.item))
            sums = (amount(shift.before), amount(shift.after), amount(shift.change))
            rows.append((*reading, *who, *what, *sums, shift.why_after or shift.why_before))
    return table(rows)


def readings_document(found: Readings) -> dict[str, Any]:
    """Everything that was found, as a JSON object."""
    plan = found.base.plan
    return {
        "okt": FORM,
        "agreement": {"id": plan.name, "title": plan.title, "sha256": plan.source_sha256},
        "provenance": origins(found.base.provenance),
        "base": {choice.name: choice.used for choice in plan.choices},
        "readings": [_tried(one) for one in found.tried],
        "single": list(found.single),
        "combinations": None if found.combined is None else _combined(found.combined),
        "rests_on": [
            {
                "payment": one.payment,
                "item": one.item,
                "amount": kronor(one.kronor),
                "unknown": one.unknown,
                "grounds": {g.basis.name.lower(): list(g.names) for g in one.grounds},
            }
            for one in found.resting
        ],
        "unknown": [view.what for view in plan.unknowns],
    }


def _tried(one: Tried) -> dict[str, Any]:
    return {
        "interpretation": one.choice.name,
        "reading": one.reading,
        "question": one.choice.question,
        "cites": list(one.choice.origin.cites),
        "assumed": one.choice.assumed,
        "found": one.found.value,
        "reasons": list(one.reasons),
        "effect": effect_document(one.effect),
    }


def _combined(combined: Combined) -> dict[str, Any]:
    return {
        "readings": dict(combined.tried),
        "left_out": list(combined.left_out),
        "combinations": combined.combinations,
        "outcomes": combined.outcomes,
        "impossible": combined.impossible,
        "unsaid": combined.unsaid,
        "recipients": [{"recipient": row.recipient, **_range(row)} for row in combined.ranges],
        "total": _range(combined.total),
    }


def _range(row: Range) -> dict[str, Any]:
    return {
        "lowest": kronor(row.lowest),
        "base": kronor(row.base),
        "highest": kronor(row.highest),
    }
