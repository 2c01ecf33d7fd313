"""Plans as files: JSON with the form's version, the source's hash and a checksum of its own.

Numbers are integers and ``"num/den"`` texts, never floats. Reading is strict: what is not exactly
a plan of this version is refused, with the reason; nothing in a file is ever run.
"""

import datetime
import hashlib
import json
from collections.abc import Callable, Iterable
from enum import Enum
from fractions import Fraction
from typing import Any, Final, TypeVar

from overenskommelse import limits
from overenskommelse import outcome_codes as codes
from overenskommelse.calendar import Month, Period, read_month
from overenskommelse.diagnostics import Cell, Report
from overenskommelse.plan import PLAN_VERSION, AnyStep, Plan, Step
from overenskommelse.text import visible

_KIND: Final = "kind"
_ROOT, _AT = "plan", " @ "
E_ = TypeVar("E_", bound=Enum)


def plan_to_json(plan: Plan) -> str:
    """A plan as its file's text; the same plan always gives the same bytes."""
    content = _content(plan)
    document = {
        "okt_plan": PLAN_VERSION,
        "source": plan.source,
        "source_sha256": plan.source_sha256,
        "plan_sha256": _checksum(content),
        "plan": content,
    }
    return json.dumps(document, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def plan_from_json(name: str, data: bytes, report: Report) -> Plan | None:
    """The plan that a file holds; None, with the reason reported, if it is not to be trusted.

    The caller verifies what the plan says (`compiler.verify`); here it is shown to be whole and
    as it was written.
    """
    cell = Cell(visible(name))
    try:
        document = _loaded(data)
    except (ValueError, TypeError, RecursionError) as error:
        report.add(codes.PLAN_UNREADABLE, cell, why=_why(error))
        return None
    version = document.get("okt_plan")
    if version != PLAN_VERSION or isinstance(version, bool):
        found = visible(str(version)[:40]) if version is not None else "ingen"
        report.add(codes.PLAN_VERSION_UNKNOWN, cell, found=found, expected=PLAN_VERSION)
        return None
    content = document.get("plan")
    if not isinstance(content, dict) or document.get("plan_sha256") != _checksum(content):
        report.add(codes.PLAN_TAMPERED, cell)
        return None
    named = (content.get("source"), content.get("source_sha256"))
    if (document.get("source"), document.get("source_sha256")) != named or len(document) != 5:
        report.add(codes.PLAN_TAMPERED, cell)
        return None
    try:
        plan: Plan = _converter().structure(content, Plan)
    except Exception as error:  # noqa: BLE001 - cattrs collects every kind of misfit
        report.add(codes.PLAN_INVALID, cell, why=_misfit(error))
        return None
    if _content(plan) != content:  # Something was written in another way than okt writes it.
        report.add(codes.PLAN_INVALID, cell, why="en del har fel form")
        return None
    return plan


def _content(plan: Plan) -> Any:
    return json.loads(json.dumps(_converter().unstructure(plan, Plan)))


def _checksum(content: object) -> str:
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()


def _loaded(data: bytes) -> dict[str, Any]:
    if len(data) > limits.PLAN_BYTES:
        raise ValueError(f"filen är större än {limits.PLAN_BYTES} byte")
    text = data.decode("utf-8-sig")
    document = json.loads(
        text, object_pairs_hook=_unique, parse_constant=_refused, parse_float=_refused
    )
    level: list[Any] = [document]
    for _ in range(limits.PLAN_DEPTH):
        level = [child for value in level for child in _children(value)]
    if level:
        raise ValueError("den har för många nivåer")
    if not isinstance(document, dict):
        raise TypeError("den innehåller ingen plan")
    return document


def _children(value: Any) -> Iterable[Any]:
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list) else ()


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("ett namn står två gånger i samma del")
    return found


def _refused(text: str) -> Any:
    raise ValueError(f"talet {visible(text[:20])} är inte exakt")


def _why(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"rad {error.lineno} är inte riktig JSON"
    if isinstance(error, UnicodeDecodeError):
        return "den är inte sparad som UTF-8"
    if isinstance(error, RecursionError):
        return "den har för många nivåer"
    return visible(str(error))


def _misfit(error: Exception) -> str:
    from cattrs import transform_error

    try:
        first = transform_error(error, path=_ROOT, format_exception=_fault)[0]
    except Exception:  # noqa: BLE001 - the reason is a courtesy; the refusal stands
        return "en del har fel form"
    fault, _, path = first.partition(_AT)
    inside = path.removeprefix(_ROOT).lstrip(".")[:120]
    return f"värdet för {visible(inside) or 'hela planen'} {fault}"


def _fault(error: BaseException, _: type | None) -> str:
    """What is wrong with a value, in words that follow its name."""
    from cattrs.errors import ForbiddenExtraKeysError

    if isinstance(error, KeyError) and error.args != (_KIND,):
        return "saknas"
    is_strange = isinstance(error, ForbiddenExtraKeysError)
    return "har ett namn som inte hör dit" if is_strange else "har fel slag"


# How each type is written ---------------------------------------------------------------------


def _converter() -> Any:
    from cattrs import Converter
    from cattrs.strategies import configure_tagged_union

    converter = Converter(forbid_extra_keys=True)
    for kind, write, read in (
        (Fraction, _write_fraction, _read_fraction),
        (Month, str, _read_month),
        (Period, str, _read_period),
        (datetime.date, datetime.date.isoformat, _exact(str, datetime.date.fromisoformat)),
        (str, str, _exact(str, str)),
        (bool, bool, _exact(bool, bool)),
        (int, int, _exact(int, int)),
    ):
        converter.register_unstructure_hook(kind, write)
        converter.register_structure_hook(kind, _ignoring_type(read))
    converter.register_unstructure_hook_func(_is_enum, lambda member: member.name)
    converter.register_structure_hook_func(_is_enum, _read_member)
    configure_tagged_union(AnyStep, converter, tag_name=_KIND, tag_generator=_tag)
    return converter


def _tag(kind: type[Step]) -> str:
    return kind.__name__.lower()


def _is_enum(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, Enum)


def _read_member(value: object, kind: type[E_]) -> E_:
    if not isinstance(value, str):
        raise TypeError("not the name of a choice")
    return kind[value]


def _ignoring_type(read: Callable[[Any], Any]) -> Callable[[Any, Any], Any]:
    return lambda value, _: read(value)


def _exact(kind: type, read: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """A reader that takes values of one type only, so that nothing is coerced."""

    def strictly(value: Any) -> Any:
        if type(value) is not kind:
            raise ValueError(f"expected {kind.__name__}")
        return read(value)

    return strictly


def _write_fraction(value: Fraction) -> int | str:
    return value.numerator if value.denominator == 1 else f"{value.numerator}/{value.denominator}"


def _read_fraction(value: Any) -> Fraction:
    if type(value) is int:
        return Fraction(value)
    parts = value.split("/") if type(value) is str else []
    digits = [part.removeprefix("-") for part in parts]
    if len(parts) != 2 or not all(d.isascii() and d.isdigit() and len(d) < 40 for d in digits):
        raise ValueError("expected an exact number")
    return Fraction(int(parts[0]), int(parts[1]))


def _read_month(value: Any) -> Month:
    month = read_month(value) if type(value) is str else None
    if month is None:
        raise ValueError("expected a month")
    return month


def _read_period(value: Any) -> Period:
    first, _, last = value.partition("/") if type(value) is str else ("", "", "")
    period = Period(_read_month(first), _read_month(last))
    if not 0 < len(period) <= limits.MONTHS:
        raise ValueError("expected a period")
    return period
