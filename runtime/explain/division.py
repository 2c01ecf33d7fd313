"""How an amount was divided, in Swedish: by what, who bears the rest, and why nothing."""

from fractions import Fraction

from overenskommelse import plan as p
from overenskommelse.money import rounded
from runtime.explain.ground import Ground
from runtime.explain.showing import last_part, shown, written
from runtime.values import Absent, Place, number


def divided(ground: Ground, step: p.Allotted, place: Place) -> str:
    """What a recipient's part of an amount came from: ``100 kr × 2 av 3 invånare``."""
    amount = ground.value(step.amount, place)
    whole = shown(amount, step.unit)
    if isinstance(amount, Absent) or not amount:
        return f"{whole} att fördela"
    by, why = _divided_by(ground, step, place)
    if by is None:
        return f"{whole}: {why}" if why else f"{whole} fördelas inte"
    weights = {code: ground.value(by, (code, place[1])) for code in _members(ground, step)}
    if any(isinstance(weight, Absent) for weight in weights.values()):
        return f"{whole} fördelat efter {_name(by)}"
    if isinstance(ground.steps[by], p.Amount):
        return f"{whole}, lika delat på {len(weights)}" if len(weights) > 1 else whole
    total = sum(map(number, weights.values()), Fraction(0))
    unit = ground.steps[by].unit
    own = number(weights[place[0] or ""])
    text = f"{whole} × {written(own, unit)} av {written(total, unit)} {_name(by)}"
    text += f" ({why})" if why else ""
    if step.rounding is None or not total:
        return text
    text += f", {step.rounding.swedish}"
    exact = number(amount) * own / total
    if ground.tables[step.id][place] == rounded(exact, step.rounding) or step.rest is None:
        return text
    return f"{text}, rest {step.rest.swedish}"


def _divided_by(ground: Ground, step: p.Allotted, place: Place) -> tuple[str | None, str]:
    """The step of the weights that were used, and why it was not the usual one."""
    by, why = step.weights, ""
    if step.only_if is not None and not any(
        ground.value(step.only_if, (code, place[1])) for code in _members(ground, step)
    ):
        by, why = step.when_empty, f"ingen har något av {_name(step.only_if)}"
        why += "" if by is not None else ", så beloppet fördelas inte"
    if step.when_short is not None and number(ground.value(step.amount, place)) < 0:
        by, why = step.when_short, "beloppet är under noll"
    return by, why


def _members(ground: Ground, step: p.Allotted) -> list[str]:
    return ground.members[step.recipients or ""]


def _name(step_id: str) -> str:
    """What a weight is called: ``invånare`` for a key, ``intjänat`` for what was earned."""
    parts = step_id.split("/")
    return parts[1] if parts[0] == "nyckel" else last_part(step_id)
