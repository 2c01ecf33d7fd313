"""Gaps for machines: JSON with stable keys, and a table for a Swedish Excel."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any, Final

from overenskommelse.cli.csv_table import cell, table
from overenskommelse.cli.diagnostic_json import FORM
from overenskommelse.cli.gap_rows import Listed, Margins
from overenskommelse.cli.outcome_json import decimal, kronor, origins
from overenskommelse.gaps import Gap, Place, Priced, Reach, Shift, Tipping, Worth
from overenskommelse.numbers import write_exact, write_plain
from overenskommelse.plan import Plan

_PLACE: Final = ("mottagare", "namn", "post", "krav", "månad")
_WORTH: Final = ("kravet_kr", "i_allt_kr", "de_andra_kr")
_GAPS: Final = (
    *_PLACE, "andel", "ger", "väg", "mått", "procentenheter", "patienter", "klarar", "räknade",
    *_WORTH, "kr_per_patient", "hinder",
)  # fmt: skip
_MARGINS: Final = (*_PLACE, "mått", "nivå", "ändring", "andel", "ger", *_WORTH)
_ROUTES: Final = {"attainment": "måluppfyllelse", "improvement": "förbättring"}


# JSON ----------------------------------------------------------------------------------------


def document(found: Listed | Margins) -> dict[str, Any]:
    """The rows that were asked for, with what they rest on."""
    head = {
        "okt": FORM,
        "agreement": _agreement(found.plan),
        "readings": {choice.name: choice.used for choice in found.plan.choices},
        "cells": found.cells,
        "left_out": found.left_out,
        "provenance": origins(found.figures.provenance),
    }
    if isinstance(found, Margins):
        return {
            **head,
            "margin": write_exact(found.points),
            "rows": [_tipping(row) for row in found.rows],
        }
    gaps = [*(_gap(row.gap, row) for row in found.rows), *(_gap(gap) for gap in found.barred)]
    return {**head, "read_elsewhere": list(found.read_elsewhere), "gaps": gaps}


def _agreement(plan: Plan) -> dict[str, str]:
    return {"id": plan.name, "title": plan.title, "sha256": plan.source_sha256}


def _gap(gap: Gap, priced: Priced | None = None) -> dict[str, Any]:
    return {
        **_place(gap.place),
        "share": _percent(gap.share),
        "full": _percent(gap.full),
        "amount": kronor(gap.amount),
        "steps": reached(priced) if priced is not None else [],
        "barriers": list(gap.barriers),
    }


def reached(priced: Priced) -> list[dict[str, Any]]:
    """What more was in reach, fewest patients first, and what it is worth."""
    return [_reach(*one) for one in zip(priced.gap.reaches, priced.worths, strict=True)]


def _reach(reach: Reach, worth: Worth) -> dict[str, Any]:
    return {
        "route": reach.route,
        "share": _percent(reach.share),
        "patients": reach.patients,
        "needs": [_need(shift) for shift in reach.shifts],
        **_worth(worth),
    }


def _need(shift: Shift) -> dict[str, Any]:
    return {
        "measure": shift.measure,
        "points": write_exact(shift.points),
        "beyond": shift.beyond,
        "patients": shift.patients,
        "numerator": shift.met,
        "denominator": shift.everyone,
    }


def _tipping(row: Tipping) -> dict[str, Any]:
    return {
        **_place(row.place),
        "measure": row.measure,
        "level": write_exact(row.level),
        "points": write_exact(row.points),
        "share": _percent(row.share),
        "other_share": _percent(row.other),
        **_worth(row.worth),
    }


def _place(place: Place) -> dict[str, Any]:
    return {
        "recipient": place.recipient,
        "name": place.name,
        "item": place.item,
        "requirement": place.requirement,
        "month": str(place.month) if place.month is not None else None,
    }


def _worth(worth: Worth) -> dict[str, Any]:
    return {
        "cell_kronor": kronor(worth.cell),
        "recipient_kronor": kronor(worth.recipient),
        "others_kronor": kronor(worth.others),
    }


def _percent(share: Fraction | None) -> str | None:
    return decimal(share * 100) if share is not None else None


# CSV -----------------------------------------------------------------------------------------


def spreadsheet(found: Listed | Margins) -> bytes:
    """A row for everything in reach, and one for each gap that nothing reaches."""
    rows: Iterator[Sequence[str]]
    if isinstance(found, Margins):
        rows = (_margin_row(row) for row in found.rows)
        return table([_MARGINS, *rows])
    rows = (row for priced in found.rows for row in _reach_rows(priced))
    return table([_GAPS, *rows, *(_barred_row(gap) for gap in found.barred)])


def _reach_rows(priced: Priced) -> Iterator[Sequence[str]]:
    """What several measures lack stands in one cell, with a plus between."""
    gap = priced.gap
    for reach, worth in zip(gap.reaches, priced.worths, strict=True):
        each = None
        if worth.most_telling is not None:
            each = worth.most_telling / reach.patients
        yield (
            *_place_cells(gap.place),
            _swedish(_times100(gap.share)),
            _swedish(_times100(reach.share)),
            _ROUTES.get(reach.route, reach.route),
            cell(" + ".join(s.measure for s in reach.shifts)),
            " + ".join(_swedish(s.points) for s in reach.shifts),
            _joined([s.patients for s in reach.shifts]),
            _joined([s.met for s in reach.shifts]),
            _joined([s.everyone for s in reach.shifts]),
            *_worth_cells(worth),
            _swedish(each, 2),
            "",
        )


def _barred_row(gap: Gap) -> Sequence[str]:
    blanks = [""] * (len(_GAPS) - len(_PLACE) - 2)
    return (
        *_place_cells(gap.place), _swedish(_times100(gap.share)), *blanks,
        cell("; ".join(gap.barriers)),
    )  # fmt: skip


def _margin_row(row: Tipping) -> Sequence[str]:
    return (
        *_place_cells(row.place), cell(row.measure), _swedish(row.level), _swedish(row.points),
        _swedish(_times100(row.share)), _swedish(_times100(row.other)), *_worth_cells(row.worth),
    )  # fmt: skip


def _place_cells(place: Place) -> Sequence[str]:
    month = str(place.month) if place.month is not None else ""
    return (
        *(cell(t) for t in (place.recipient, place.name, place.item, place.requirement)), month
    )  # fmt: skip


def _worth_cells(worth: Worth) -> Iterator[str]:
    for amount in (worth.cell, worth.recipient, worth.others):
        yield _swedish(amount, 0 if amount is None or amount.denominator == 1 else 2)


def _joined(numbers: Sequence[int]) -> str:
    """One number as it is; several as a text, which must not look like a formula."""
    return str(numbers[0]) if len(numbers) == 1 else cell(" + ".join(map(str, numbers)))


def _times100(share: Fraction | None) -> Fraction | None:
    return share * 100 if share is not None else None


def _swedish(value: Fraction | None, decimals: int | None = None) -> str:
    """A number with a decimal comma, in full where nothing else is said, at most six decimals."""
    if value is None:
        return ""
    if decimals is None:
        return (decimal(value) or "").replace(".", ",")
    return write_plain(value, decimals).replace(".", ",")
