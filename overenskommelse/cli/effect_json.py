"""The difference between two outcomes for machines, with stable keys."""

from typing import Any

from overenskommelse.cli.outcome_json import kronor
from overenskommelse.effect import Effect
from overenskommelse.numbers import write_exact


def effect_document(effect: Effect) -> dict[str, Any]:
    """Everything that differs; a share is per cent of what is reserved, exact."""
    return {
        "net": kronor(effect.net),
        "moved": kronor(effect.moved),
        "recipients": {code: kronor(change) for code, change in effect.by_recipient.items()},
        "payments": [
            {
                "recipient": shift.recipient,
                "payment": shift.payment,
                "item": shift.item,
                "before": kronor(shift.before),
                "after": kronor(shift.after),
                "change": kronor(shift.change),
            }
            for shift in effect.payments
        ],
        "cells": [
            {
                "recipient": shift.recipient,
                "item": shift.item,
                "requirement": shift.requirement,
                "month": None if shift.month is None else str(shift.month),
                "before": None if shift.before is None else write_exact(shift.before),
                "after": None if shift.after is None else write_exact(shift.after),
            }
            for shift in effect.cells
        ],
    }
