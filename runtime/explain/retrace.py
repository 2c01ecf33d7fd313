"""Recomputes every number of an explanation from the explanation alone.

It reads nothing but the JSON form: no plan, no figures, no tables. A node whose value does not
follow from its children's values and its own operation is a discrepancy. Roundings and splits are
those of `overenskommelse.money`, by the names that the nodes give them; the rest says on purpose
once more what `runtime.rules` says, so that a slip in either shows.
"""

from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import reduce
from typing import Any, Final

from attrs import frozen

from overenskommelse.explanation import TAKEN
from overenskommelse.money import Mode, Residual, Rest, Rounding, Tie, rounded, split, taken
from overenskommelse.numbers import read_exact
from overenskommelse.saying import Saying
from runtime.values import Absent, Value, absence, number

_ZERO: Final = Fraction(0)
GIVEN: Final = frozenset({"amount", "keyvalue", "count", "reported", "fulfilled", TAKEN})
"""The kinds whose values rest on nothing else here: stated, read from data, or taken."""

_Node = Mapping[str, Any]


@frozen(repr=False, eq=False)
class Retraced(Saying):
    """What came of it: how many values were recomputed, how many are given, and which taken from
    what is explained elsewhere; ``wrong`` are the ids of those that do not follow."""

    recomputed: int
    given: int
    taken: int
    wrong: tuple[str, ...]


def retrace(document: Mapping[str, Any]) -> Retraced:
    """Recompute every node of an explanation in its JSON form, children before parents."""
    values: dict[str, Value] = {}
    wrong: list[str] = []
    kinds = [node["kind"] for node in document["nodes"]]
    for node in document["nodes"]:
        stated = _stated(node)
        found = stated if node["kind"] in GIVEN else _Recomputing(node, values).value()
        if not _same(found, stated):
            wrong.append(node["id"])
        # What follows is computed from what was found, so that one slip is not hidden by the next.
        values[node["id"]] = found
    given = sum(kind in GIVEN for kind in kinds)
    return Retraced(len(kinds) - given, given, kinds.count(TAKEN), tuple(wrong))


def _stated(node: _Node) -> Value:
    if node["absent"] is not None:
        return Absent[node["absent"].upper()]
    value = node["value"]
    return value if isinstance(value, bool) else _number(value)


def _number(text: str) -> Fraction:
    value = read_exact(text)
    if value is None:
        raise ValueError(f"no exact number: {text}")
    return value


def _same(one: Value, other: Value) -> bool:
    return type(one) is type(other) and one == other


class _Recomputing:
    """One node, and the values of those before it."""

    def __init__(self, node: _Node, values: Mapping[str, Value]) -> None:
        self.how: Mapping[str, Any] = node["operation"]
        self.kind: str = node["kind"]
        self.children = [(c["role"], c["for"], values[c["id"]]) for c in node["children"]]

    def value(self) -> Value:
        """The node's value by its own operation."""
        rules: Mapping[str, Callable[[], Value]] = {
            "level": lambda: self._all(_level),
            "rounded": lambda: self._all(lambda of: rounded(of, self._rounding_rule())),
            "difference": lambda: self._all(lambda of, minus: of - minus),
            "excess": lambda: self._all(lambda of, minus: max(of - minus, _ZERO)),
            "least": lambda: self._all(lambda *of: min(of)),
            "tiered": lambda: self._answer(_ZERO, _ZERO, self._tier),
            "compared": lambda: self._answer(
                self.how["missing"], self.how["nobody"], self._compare
            ),
            "anyof": lambda: absence(self._values()) or any(self._values()),
            "granted": self._granted,
            "chosen": self._chosen,
            "held": self._held,
            "product": self._product,
            "summed": lambda: self._sum(self._values()),
            "remainder": self._remainder,
            "allotted": self._allotted,
            "paid": self._paid,
            "repaid": self._repaid,
        }
        return rules[self.kind]()

    # What the node says

    def _values(self, role: str | None = None) -> list[Value]:
        return [value for own, _, value in self.children if role in (None, own)]

    def _column(self, role: str) -> dict[str, Value]:
        return {who: value for own, who, value in self.children if own == role}

    def _exact(self, key: str) -> Value:
        text = self.how[key]
        return _number(text) if text is not None else Absent.UNKNOWN

    def _rounding(self) -> Rounding | None:
        return self._rounding_rule() if self.how["rounding"] is not None else None

    def _rounding_rule(self) -> Rounding:
        rule = self.how["rounding"]
        return Rounding(_number(rule["unit"]), Mode[rule["mode"].upper()])

    def _rest(self) -> Rest | None:
        rest = self.how["rest"]
        if rest is None:
            return None
        adjustments = tuple((who, _number(text)) for who, text in rest["adjustments"].items())
        tie = Tie[rest["tie"].upper()] if rest["tie"] is not None else None
        return Rest(Residual[rest["kind"].upper()], tie, adjustments)

    # What follows from it

    def _all(self, rule: Callable[..., Value]) -> Value:
        missing = absence(self._values())
        return missing if missing is not None else rule(*map(number, self._values()))

    def _answer(self, missing: Value, nobody: Value, rule: Callable[[Fraction], Value]) -> Value:
        (value,) = self._values()
        if isinstance(value, Absent):
            return {Absent.MISSING: missing, Absent.NOBODY: nobody}.get(value, value)
        return rule(number(value))

    def _tier(self, value: Fraction) -> Value:
        if self.how["tiers"] is None:
            return Absent.UNKNOWN
        reached = [_number(share) for low, share in self.how["tiers"] if value >= _number(low)]
        return reached[-1] if reached else _ZERO

    def _compare(self, value: Fraction) -> Value:
        limit = self._exact("limit")
        if isinstance(limit, Absent):
            return limit
        low = number(limit)
        holds = {
            "at_least": value >= low, "at_most": value <= low,
            "over": value > low, "under": value < low,
        }  # fmt: skip
        return holds[self.how["comparator"]]

    def _granted(self) -> Value:
        missing = absence(self._values())
        if missing is not None:
            return missing
        return self._exact("share") if all(self._values()) else _ZERO

    def _chosen(self) -> Value:
        shares = self._values()
        if self.how["highest"]:
            return absence(shares) or max(map(number, shares))
        return next((s for s in shares if isinstance(s, Absent) or s > 0), _ZERO)

    def _held(self) -> Value:
        of, condition = self._values()
        missing = absence([of, condition])
        if missing is not None:
            return missing if of else _ZERO
        otherwise = Absent.UNKNOWN if self.how["unknown"] else Absent.HELD
        return of if condition or not of else otherwise

    def _product(self) -> Value:
        factors = self._values()
        if not all(factors):
            return _ZERO
        missing = absence(factors)
        if missing is not None:
            return missing
        times = self._exact("times")
        if isinstance(times, Absent):
            return times
        made = reduce(lambda product, factor: product * factor, map(number, factors), number(times))
        rule = self._rounding()
        return rounded(made, rule) if rule is not None else made

    def _sum(self, values: list[Value]) -> Value:
        missing = absence(values)
        if missing is not None:
            return missing
        total = sum(map(number, values), _ZERO)
        rule = self._rounding() if "rounding" in self.how else None
        return rounded(total, rule) if rule is not None else total

    def _remainder(self) -> Value:
        (whole,), minus = self._values("of"), self._sum(self._values("minus"))
        missing = absence([minus, whole])
        return missing if missing is not None else number(whole) - number(minus)

    def _allotted(self) -> Value:
        (amount,) = self._values("amount")
        weights, only_if = self._column("weight"), self._column("only_if")
        missing = absence([amount, *weights.values(), *only_if.values()])
        if missing is not None:
            return missing
        by = weights
        if only_if and not any(only_if.values()):
            by = self._column("when_empty")
        short = number(amount) < 0 and self._column("when_short")
        if short:
            by = short
        if not by or not amount:
            return _ZERO
        numbers = {who: number(value) for who, value in by.items()}
        how = self._rounding(), self._rest(), self.how["order"]
        if short and only_if:
            most = {who: number(value) for who, value in only_if.items()}
            return taken(-number(amount), numbers, most, *how)[self.how["recipient"]]
        return split(number(amount), numbers, *how)[self.how["recipient"]]

    def _paid(self) -> Value:
        (left,) = self._values()
        waits = isinstance(left, Absent) and left is not Absent.HELD
        asked = self.how["requisition"]
        if waits or asked is None or asked["assumed"]:
            return left
        came, last_day = asked["received"], asked["last_day"]
        # Days are written so that they order as they come.
        in_time = came is not None and (last_day is None or came <= last_day)
        return left if in_time else _ZERO

    def _repaid(self) -> Value:
        paid, used = absence(self._values()), self.how["used"]
        if paid is not None or used is None:
            return Absent.MISSING
        return max(sum(map(number, self._values()), _ZERO) - _number(used), _ZERO)


def _level(met: Fraction, everyone: Fraction) -> Value:
    return 100 * met / everyone if everyone else Absent.NOBODY
