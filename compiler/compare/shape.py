"""What clauses consist of, in the order and the words in which their parts are told.

A part is fields that are compared as one value, a clause with parts of its own, or several clauses
that are paired. What has no shape is compared whole.
"""

from collections.abc import Mapping
from typing import Any, Final, TypeAlias

from attrs import frozen

from overenskommelse import agreement as a
from overenskommelse.saying import Saying


@frozen
class Value:
    """Fields that say one thing together.

    Attributes:
        word: What the agreement calls it; empty where the value's own words say it.
        fields: Which they are.
        nothing: What it means that none of them says anything; empty where it means nothing.
        step: What a path calls it; empty where the word does.
        between: What stands between what its fields say.
        quoted: Whether texts in it stand in quotes, as titles do and names do not.
    """

    word: str
    fields: tuple[str, ...]
    nothing: str = ""
    step: str = ""
    quoted: bool = True
    between: str = " "


@frozen
class Inner:
    """A clause that there may be, with parts of its own."""

    word: str
    field: str
    step: str = ""


@frozen
class Each:
    """Several clauses, or texts, each with a partner on the other side or none.

    ``obvious`` where a single one needs no name; ``section`` is what an agreement's own are told
    under.
    """

    word: str
    field: str
    step: str = ""
    obvious: bool = False
    section: str = ""


Part: TypeAlias = Value | Inner | Each

_TITLE: Final = Value("titel", ("title",))
_WHO: Final = Value("för", ("who",))
_CONTENTS: Final = Each("innehåller", "contents")
_PARTS: Final = Each("", "parts", step="del")

SHAPES: Final[Mapping[type[Saying], tuple[Part, ...]]] = {
    a.Agreement: (
        Value("överenskommelse", ("name",), quoted=False),
        _TITLE,
        Value("parter", ("parties",)),
        Value("beslutad", ("decided", "unknown")),
        Value("omfattning", ("total",)),
        Value("mätperiod", ("period",)),
        Value("jämförelse", ("compares_previous_year",)),
        Each("ändrad genom tillägg", "amendments"),
        Each("mottagare", "recipients", section="mottagare"),
        Each("nyckel", "keys", section="nycklar"),
        Inner("avrundning", "rounding"),
        Each("avrundning för", "scoped_roundings", section="avrundning"),
        Each("tolkning", "interpretations", section="tolkningar"),
        Each("stege", "ladders", section="stegar"),
        Each("mått", "measures", section="mått"),
        Each("block", "blocks"),
        Each("medel", "grants", section="medel"),
        Each("utbetalning", "payments", section="utbetalningar"),
        Each("återbetalning", "repayments", section="återbetalning"),
        Each("kriterium", "criteria", section="kriterier"),
        Each("fokusområde", "areas", section="fokusområden"),
        Each("villkor", "conditions", section="villkor"),
        Each("skyldighet", "obligations", section="skyldigheter"),
        Each("exempel", "examples", section="exempel"),
    ),
    a.Recipient: (_TITLE, Value("består av", ("everyone", "excluded", "members"))),
    a.AllocationKey: (_TITLE, Value("dag", ("date",))),
    a.RoundingRules: (
        Value("mätvärden", ("measures",)),
        Value("månadspott", ("monthly_pot",)),
        Value("ersättning", ("reward",)),
        Value("bonus", ("bonus",)),
        Value("fördelning", ("distribution",)),
        Value("rest", ("residual",)),
    ),
    a.Interpretation: (
        Value("fråga", ("question",)),
        Value("eftersom", ("because",)),
        Each("läsning", "readings"),
        Value("", ("assumed", "in_force"), step="gäller"),
        Value("skäl", ("reason",)),
    ),
    a.NamedReading: (Value("", ("body",), step="regel"), Value("förklaring", ("words",))),
    a.Ladder: (Value("", ("unknown",), step="okänt"), Each("", "tiers", step="steg")),
    a.Measure: (
        _TITLE,
        Value("andel av", ("status", "activity"), quoted=False),
        Value("med", ("limit",)),
        Value("bättre", ("higher_is_better",)),
    ),
    a.Block: (
        _TITLE,
        Value("belopp", ("amount",)),
        Value("till", ("to", "distribution"), between=", "),
        Inner("", "performance", step="krav"),
        Each("post", "items"),
        Inner("", "units", step="poster"),
        Value("räcker inte medlen", ("short",)),
    ),
    a.Performance: (
        Value("mätperiod", ("period",)),
        Value("", ("together",), step="månadspott"),
        Value("", ("shared", "reserved"), step="reserveras"),
        Each("deltar", "participates", obvious=True),
        Value("två vägar", ("precedence",)),
        Value("", ("missing_previous",), step="saknas-föregående"),
        Value("saknas värde", ("missing",)),
        Value("finns ingen att mäta", ("nobody",)),
        Value("", ("unmeasured_paid",), step="månader-utan-krav"),
        Each("krav", "requirements"),
        Inner("bonuspott", "bonus"),
    ),
    a.Requirement: (
        _TITLE,
        Value("", ("share", "amount"), step="andel", between=" = "),
        Value("för", ("period",)),
        Inner("förbättring", "improvement"),
        Inner("måluppfyllelse", "attainment"),
    ),
    a.Improvement: (
        Value("", ("measure",), step="mått"),
        Value("enligt stege", ("ladder",)),
        Value("", ("comparator", "limit"), step="gräns"),
        Value("ger", ("share",)),
    ),
    a.Attainment: (
        Each("", "tests", step="prov", obvious=True),
        Value("", ("measure",), step="mått"),
        Value("enligt stege", ("ladder",)),
        Value("ger", ("share",)),
    ),
    a.Test: (
        Value("", ("measure",), step="mått"),
        Value("", ("comparator", "limit"), step="gräns"),
        Value("när", ("when",)),
    ),
    a.BonusPot: (
        Value("fördelas", ("distribution",)),
        Value("utan ersättning till någon", ("empty",)),
    ),
    a.PerUnitPay: (
        Each("post", "items"),
        Value("", ("ceiling",), step="tak"),
        Value("blir medel över", ("left_over",)),
    ),
    a.Item: (
        _TITLE,
        Value("", ("amount",), nothing="resten", step="belopp"),
        Value("fördelning", ("distribution",)),
    ),
    a.Grant: (
        _TITLE,
        Value("belopp", ("amount",)),
        Value("till", ("to", "distribution"), between=", "),
    ),
    a.Payment: (
        Value("", ("month", "unknown"), nothing="på rekvisition", step="när"),
        _PARTS,
        Value("senast", ("last_day",)),
    ),
    a.PaymentPart: (Value("i block", ("block",)), Value("för", ("period",))),
    a.Repayment: (Value("", ("last_day",), step="när"), _PARTS),
    a.Criterion: (
        _TITLE,
        _WHO,
        Value("minst", ("least", "period")),
        Value("inom", ("weeks",)),
        _CONTENTS,
        Value("", ("answered",), step="redovisas"),
        Value("annars", ("consequence",)),
    ),
    a.FocusArea: (
        _TITLE,
        _WHO,
        Value("rapporteras till", ("to", "report_by")),
        Each("fråga", "questions"),
        _CONTENTS,
        Value("bedöms av", ("assessor", "last_day", "unknown")),
    ),
    a.Condition: (
        _TITLE,
        _WHO,
        Each("gäller", "governs"),
        Each("kräver skyldighet", "duties"),
        Each("kräver kriterium", "criteria"),
        Each("kräver fokusområde", "areas"),
        Each("kräver fråga", "questions"),
        Value("kräver", ("every_area",), step="kräver-samtliga"),
        Value("prövas av", ("assessor", "last_day", "unknown")),
        Value("annars", ("failure",)),
    ),
    a.Obligation: (
        _TITLE,
        _WHO,
        Value("till", ("to",)),
        Value("senast", ("last_day", "unknown", "monthly")),
        Value("under", ("period",)),
        _CONTENTS,
        Each("bifoga", "attachments"),
    ),
    a.Example: (_TITLE, Each("givet", "given"), Each("ger", "gives")),
}

APART: Final = "~"
"""Before an old name that another thing has in the new agreement; no name can begin so."""

NAMES: Final = ("name", "number")
"""The fields that a clause may be called by."""


def name_field(clause: Any) -> str:
    """Which field a clause is called by; empty if by none."""
    if isinstance(clause, a.AmendedBy | a.PaymentPart):
        return ""
    return next((name for name in NAMES if isinstance(getattr(clause, name, None), str)), "")


def name_of(clause: Any) -> str:
    """What a clause is called, in its place among others of its kind; empty if it has no name."""
    match clause:
        case a.Test() | a.Improvement():
            return clause.measure.name
        case a.AmendedBy():
            return clause.number
        case a.Example():
            return f'"{clause.title}"'
        case a.RoundingRules(scope=a.PaymentPart() as scope):
            return name_of(scope)
        case a.PaymentPart():
            name = f" {clause.name.name}" if clause.name else ""
            block = f" i block {clause.block.name}" if clause.block else ""
            return f"{clause.kind}{name}{block}"
    named = getattr(clause, "name", "")
    return named.name if isinstance(named, a.Reference) else getattr(clause, name_field(clause), "")
