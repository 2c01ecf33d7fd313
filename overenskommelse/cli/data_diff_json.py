"""Two deliveries of data compared, for machines."""

import datetime
from fractions import Fraction
from typing import Any

from overenskommelse.cli.attribution_json import attribution_document
from overenskommelse.cli.data_diff import Compared
from overenskommelse.cli.diagnostic_json import FORM
from overenskommelse.cli.effect_json import effect_document
from overenskommelse.cli.outcome_json import kronor, origins
from overenskommelse.corrections import Bisected, Correction, Figure
from overenskommelse.diagnostics import Cell
from overenskommelse.figures import (
    AnswerCell,
    AssessmentCell,
    CountCell,
    ReportCell,
    RequisitionCell,
)
from overenskommelse.numbers import write_exact


def compared_document(found: Compared) -> dict[str, Any]:
    """Everything that differs. Parts are exact, ``shown`` whole kronor that add up."""
    plan, difference = found.base.plan, found.difference
    attribution = difference.attribution
    number = {id(one): i for i, one in enumerate(difference.corrections)}
    return {
        "okt": FORM,
        "agreement": {"id": plan.name, "title": plan.title, "sha256": plan.source_sha256},
        "old": found.names[0],
        "new": found.names[1],
        "provenance": origins(found.base.provenance),
        "corrections": [_correction(one) for one in difference.corrections],
        "effect": effect_document(difference.effect),
        "idle": [number[id(one)] for one in difference.idle],
        "grouping": difference.grouping.name.lower(),
        "groups": [
            {"name": name, "corrections": [number[id(one)] for one in group]}
            for name, group in difference.groups.items()
        ],
        "attribution": None if attribution is None else attribution_document(attribution, "group"),
        "bisected": None if found.bisected is None else _bisected(found.bisected),
    }


def _correction(one: Correction) -> dict[str, Any]:
    return {
        "kind": one.kind.value,
        "recipient": one.recipient or None,
        "what": one.what or None,
        "month": None if one.month is None else str(one.month),
        "before": one.before,
        "after": one.after,
        "before_value": figure_value(one.was),
        "after_value": figure_value(one.now),
        "old": _cell(one.old),
        "new": _cell(one.new),
    }


def figure_value(figure: Figure | None) -> Any:
    """A figure as machines read it: counts as integers, days as ISO 8601, numbers exact."""
    match figure:
        case CountCell():
            return {"numerator": figure.numerator, "denominator": figure.denominator}
        case RequisitionCell() | ReportCell():
            return {"date": None if figure.date is None else figure.date.isoformat()}
        case AssessmentCell():
            return {"met": figure.met, "reason": figure.reason or None}
        case AnswerCell():
            return figure.answer
        case Fraction():
            return int(figure) if figure.denominator == 1 else write_exact(figure)
        case datetime.date():
            return figure.isoformat()
    return figure


def _cell(cell: Cell | None) -> dict[str, Any] | None:
    return None if cell is None else {"file": cell.file, "row": cell.row, "column": cell.column}


def _bisected(bisected: Bisected) -> dict[str, Any]:
    return {
        "recipient": bisected.recipient,
        "change": kronor(bisected.change),
        "minimal": bisected.minimal.value,
        "tried": bisected.tried,
        "corrections": [_correction(one) for one in bisected.corrections],
    }
