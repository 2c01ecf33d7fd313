"""An outcome for machines: `okt evaluate --format json`.

English keys in a fixed order. Kronor are integers (a string with two decimals where an agreement
pays ören), what is measured is a string with a decimal point, null is what is not known. Levels,
changes and shares are exact where six decimals suffice and rounded half up to six where not.
"""

from collections.abc import Sequence
from fractions import Fraction
from functools import lru_cache
from typing import Any, Final

from overenskommelse.cli.conditions_json import conditions
from overenskommelse.cli.diagnostic_json import FORM, SEVERITIES
from overenskommelse.cli.naming import is_requisition
from overenskommelse.cli.outcome_notes import caveats, is_assumption
from overenskommelse.diagnostics import Diagnostic
from overenskommelse.figures import Provenance
from overenskommelse.numbers import write_plain
from overenskommelse.outcome import (
    CellRow,
    DecisionRow,
    DutyRow,
    Outcome,
    PaidRow,
    PotRow,
)

_DECIMALS: Final = 6
_WHY: Final = {
    "ännu inte mätt": "not_measured", "ännu inte redovisat": "not_reported",
    "ännu inte bedömt": "not_assessed",
    "hålls inne": "held", "okänt": "unknown",
}  # fmt: skip
"""Why a payment has no amount, for machines."""


def outcome(value: Outcome) -> dict[str, Any]:
    """The whole outcome as a JSON object."""
    plan = value.plan
    return {
        "okt": FORM,
        "agreement": {"id": plan.name, "title": plan.title, "sha256": plan.source_sha256},
        "readings": {choice.name: choice.used for choice in plan.choices},
        "payments": [_paid(row) for row in value.payments],
        "pots": [_pot(row) for row in value.pots],
        "cells": [_cell(row) for row in value.cells],
        "conditions": conditions(value),
        "unknown": [unknown.what for unknown in plan.unknowns],
        "unmeasured": [str(month) for month in value.unmeasured],
        "repayments": None
        if value.repayments is None
        else [
            {
                "recipient": row.recipient,
                "name": row.name,
                "item": row.item,
                "last_day": row.last_day.isoformat(),
                "paid": kronor(row.paid),
                "used": kronor(row.used),
                "amount": kronor(row.amount),
            }
            for row in value.repayments
        ],
        "criteria": [
            {
                "criterion": row.criterion,
                "recipient": row.recipient,
                "month": str(row.month),
                "value": decimal(row.value),
                "consequence": row.consequence,
            }
            for row in value.failed_criteria
        ],
        "duties": None if value.duties is None else [_duty(row) for row in value.duties],
        "decisions": _decisions(value),
        "files": [
            {"name": file.name, "kind": file.kind, "encoding": file.encoding, "sha256": file.sha256}
            for file in value.files
        ],
        "provenance": origins(value.provenance),
        "caveats": [_note(d) for d in caveats(value)],
        "assumptions": [_note(d) for d in value.notes if is_assumption(d)],
        "notes": [_note(d) for d in value.notes],
    }


def origins(provenance: Sequence[Provenance]) -> list[dict[str, str]]:
    """What is said of where figures come from: real, or reconstructed, estimated or made up."""
    return [
        {"file": p.file, "figure": p.figure, "origin": p.origin, "words": p.words}
        for p in provenance
    ]


def kronor(amount: Fraction | None) -> int | str | None:
    """Whole kronor as an integer, ören as ``"12.50"``, the unknown as null."""
    if amount is None:
        return None
    return int(amount) if amount.denominator == 1 else write_plain(amount, 2)


@lru_cache(maxsize=10_000)  # The same levels come again and again.
def decimal(value: Fraction | None, least: int = 0) -> str | None:
    """``"79.3"``, with at least so many decimals."""
    if value is None:
        return None
    for decimals in range(least, _DECIMALS):
        if 10**decimals % value.denominator == 0:
            return write_plain(value, decimals)
    return write_plain(value, _DECIMALS)


def _paid(row: PaidRow) -> dict[str, Any]:
    return {
        "recipient": row.recipient,
        "name": row.name,
        "payment": "requisition" if is_requisition(row.payment) else row.payment,
        "item": row.item,
        "amount": kronor(row.amount),
        "forfeited": kronor(row.forfeited),
        "held": kronor(row.held),
        "waiting": kronor(row.waiting),
        "why": _WHY.get(row.why, row.why) or None,
        "grounds": [
            {"basis": ground.basis.name.lower(), "names": list(ground.names)}
            for ground in row.grounds
        ],
    }


def _pot(row: PotRow) -> dict[str, Any]:
    return {
        "item": row.item,
        "title": row.title,
        "amount": kronor(row.amount),
        "earned": kronor(row.earned),
        "bonus": kronor(row.bonus),
        "held": kronor(row.held),
        "waiting": kronor(row.waiting),
        "unpaid": kronor(row.unpaid),
        "earned_so_far": kronor(row.earned_so_far),
        "bonus_so_far": kronor(row.bonus_so_far),
    }


def _cell(row: CellRow) -> dict[str, Any]:
    return {
        "recipient": row.recipient,
        "month": str(row.month) if row.month is not None else None,
        "item": row.item,
        "requirement": row.requirement,
        "level": decimal(row.level, 1),
        "previous": decimal(row.previous, 1),
        "change": decimal(row.change, 1),
        "route": row.route,
        "share": decimal(row.share),
        "reserved": kronor(row.reserved),
        "amount": kronor(row.amount),
    }


def _duty(row: DutyRow) -> dict[str, Any]:
    return {
        "duty": row.duty,
        "title": row.title,
        "recipient": row.recipient,
        "last_day": row.last_day.isoformat(),
        "received": row.received.isoformat() if row.received else None,
        "late": row.late,
    }


def _decisions(value: Outcome) -> dict[str, Any]:
    def row(decision: DecisionRow) -> dict[str, Any]:
        same = decision.computed is not None and decision.computed == decision.published
        return {
            "file": decision.file,
            "payment": decision.payment,
            "recipient": decision.recipient,
            "published": kronor(Fraction(decision.published)),
            "computed": kronor(decision.computed),
            "equal": same,
        }

    return {
        "compared": [row(decision) for decision in value.decisions],
        "unmatched": [decision.file for decision in value.unmatched],
    }


def _note(value: Diagnostic) -> dict[str, Any]:
    cell, span = value.cell, value.span
    return {
        "code": value.code.number,
        "severity": SEVERITIES[value.severity],
        "message": value.message,
        "help": value.help,
        "file": cell.file if cell else span.source.name if span else None,
        "row": cell.row if cell else span.line if span else None,
    }
