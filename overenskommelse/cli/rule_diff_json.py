"""What changes of rules do to the kronor, for machines: the changes, and each one's part."""

from typing import Any

from attrs import evolve

from overenskommelse.attribution import Attribution, Kronor
from overenskommelse.cli.attribution_json import attribution_document
from overenskommelse.cli.difference_json import difference_document
from overenskommelse.cli.outcome_json import kronor, origins
from overenskommelse.cli.rule_diff import RuleDiff
from overenskommelse.cli.rule_diff_words import bonus


def rule_diff_document(found: RuleDiff) -> dict[str, Any]:
    """The rules as `difference_document` has them, and the kronor of those shown."""
    attribution = _of(found.kronor.attribution, found.codes)
    made = [
        {
            "change": one.player,
            "paths": list(one.paths),
            "steps": {code: count for code, count in one.steps.items() if code in found.codes},
        }
        for one in found.kronor.made
    ]
    return {
        **difference_document(found.difference, found.names),
        "kronor": {
            "data": list(found.data),
            "provenance": origins(found.after.provenance),
            "recipients": [
                {
                    "recipient": code,
                    "name": found.recipients.get(code, code),
                    "before": kronor(attribution.before[code]),
                    "after": kronor(attribution.after[code]),
                    "change": kronor(attribution.difference[code]),
                }
                for code in found.codes
            ],
            "changes": made,
            "silent": list(found.kronor.silent),
            "attribution": attribution_document(attribution, "change"),
            "bonus": {"before": _bonus(found.before), "after": _bonus(found.after)},
            "not_compared": [
                {
                    "recipient": one.recipient,
                    "payment": one.payment,
                    "item": one.item,
                    "before": one.before or None,
                    "after": one.after or None,
                }
                for one in found.kronor.not_compared
                if one.recipient in found.codes
            ],
        },
    }


def _bonus(outcome: Any) -> dict[str, Any]:
    return {item: kronor(amount) for item, amount in bonus(outcome).items()}


def _of(attribution: Attribution, codes: tuple[str, ...]) -> Attribution:
    """The same for some of the recipients."""

    def some(amounts: Kronor) -> Kronor:
        return {code: amounts[code] for code in codes}

    parts = tuple(
        evolve(part, own=some(part.own), whole=some(part.whole)) for part in attribution.parts
    )
    before, after = some(attribution.before), some(attribution.after)
    return evolve(attribution, before=before, after=after, parts=parts)
