"""An attribution for machines: every part exactly, and as it is shown."""

from typing import Any

from overenskommelse.attribution import Attribution, Kronor
from overenskommelse.cli.outcome_json import kronor
from overenskommelse.numbers import write_exact


def attribution_document(attribution: Attribution, player: str) -> dict[str, Any]:
    """The method and the parts; a part's name is under the key ``player``."""
    alone, whole = attribution.shown_alone(), attribution.shown()
    method = attribution.method
    return {
        "exact": method.exact,
        "coalitions": method.coalitions,
        "orders": method.orders,
        "seed": method.seed or None,
        "parts": [
            {
                player: part.player,
                "shown": _shown(whole[part.player]),
                "shown_own": _shown(alone[part.player]),
                "own": _exactly(part.own),
                "interaction": _exactly(part.interaction),
                "whole": _exactly(part.whole),
                "error": part.error,
            }
            for part in attribution.parts
        ],
        "interactions": _exactly(attribution.interactions),
        "difference": _exactly(attribution.difference),
    }


def _shown(amounts: Kronor) -> dict[str, int | str | None]:
    return {code: kronor(amount) for code, amount in amounts.items()}


def _exactly(amounts: Kronor) -> dict[str, str]:
    return {code: write_exact(amount) for code, amount in amounts.items()}
