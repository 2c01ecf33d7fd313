"""Plan files: what is read is what was written, and anything else is refused with the reason."""

import hashlib
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compiler.verify import verify
from overenskommelse import limits
from overenskommelse.diagnostics import Report
from overenskommelse.plan import PLAN_VERSION, Plan
from overenskommelse.planfile import plan_from_json, plan_to_json
from tests.agreements import GOOD, compiled, edited, good, plan_of, readings

PATHS = sorted(GOOD.glob("*.okt"))
SMALL = plan_of(good("lika"))
SMALL_FILE = plan_to_json(SMALL).encode()


def read(data: bytes) -> tuple[Plan | None, list[str]]:
    report = Report()
    plan = plan_from_json("plan.json", data, report)
    return plan, [diagnostic.code.number for diagnostic in report]


def signed(document: dict[str, Any]) -> bytes:
    """A file whose checksum is right, whatever it says."""
    content = document["plan"]
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    document["plan_sha256"] = hashlib.sha256(canonical.encode()).hexdigest()
    return json.dumps(document, ensure_ascii=False).encode()


def document() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(SMALL_FILE)
    return found


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_round_trip(path: Any) -> None:
    """Every plan under every reading is the same plan after a file."""
    agreement = compiled(path.read_bytes()).agreement
    assert agreement is not None
    for choice in readings(agreement):
        plan = compiled(path.read_bytes(), choice).plan
        assert plan is not None
        written = plan_to_json(plan)
        again, faults = read(written.encode())
        assert again == plan
        assert not faults
        assert plan_to_json(plan) == written
        assert verify(plan) == []


def test_what_a_file_says_first() -> None:
    """A plan file has its version, the hash of its source and a checksum, and no float."""
    content = document()
    assert content["okt_plan"] == PLAN_VERSION
    assert content["source_sha256"] == hashlib.sha256(good("lika").encode()).hexdigest()
    assert set(content) == {"okt_plan", "source", "source_sha256", "plan_sha256", "plan"}
    json.loads(SMALL_FILE, parse_float=lambda text: pytest.fail(f"{text} is a float"))


@pytest.mark.parametrize("bit", [0x01, 0x20, 0x80])
def test_every_byte_counts(bit: int) -> None:
    """A plan file in which one bit is turned is refused, or says the very same plan."""
    for i in range(len(SMALL_FILE)):
        data = SMALL_FILE[:i] + bytes([SMALL_FILE[i] ^ bit]) + SMALL_FILE[i + 1 :]
        plan, faults = read(data)
        assert plan in (None, SMALL)
        assert bool(faults) == (plan is None)


@pytest.mark.parametrize("part", range(0, 100, 7))
def test_half_a_file(part: int) -> None:
    """A plan file that was cut short is refused."""
    plan, faults = read(SMALL_FILE[: len(SMALL_FILE) * part // 100])
    assert plan is None
    assert faults == ["OKT611"]


@pytest.mark.parametrize(
    "version", [0, 1, 2, 99, "1", 1.0, True, None, [1], {"a": 1}, "x" * 10_000]
)
def test_other_versions(version: object) -> None:
    """A plan of another version is refused, however the version is written."""
    content = document()
    content["okt_plan"] = version
    plan, faults = read(signed(content))
    assert plan is None
    assert faults in (["OKT612"], ["OKT611"])


@pytest.mark.parametrize(
    "data",
    [
        b"", b"{}", b"[]", b"null", b"1", b'"plan"', b"\xff\xfe{\x00}\x00", b"\xe5", b"NaN",
        b'{"okt_plan": 1}', b'{"okt_plan": 1, "plan": 3}', b'{"okt_plan": 1, "okt_plan": 1}',
        b"[" * 100_000, b'{"a":' * 100_000, b"1" * 100_000, b'{"okt_plan": ' + b"9" * 5000 + b"}",
        b"{" + b" " * limits.PLAN_BYTES + b"}", b'{"okt_plan": 1e999}', b'{"okt_plan": Infinity}',
        b"\x00" * 1000, b'{"\xf0\x9f\x98\x80": "\\ud800"}',
    ],
    ids=range(21),
)  # fmt: skip
def test_not_a_plan(data: bytes) -> None:
    """What is no plan file is refused with a diagnostic, never with an exception."""
    plan, faults = read(data)
    assert plan is None
    assert len(faults) == 1
    assert faults[0].startswith("OKT61")


WRONG: tuple[tuple[tuple[str | int, ...], object], ...] = (
    (("total",), 1.5),
    (("total",), "1/0"),
    (("total",), "9" * 50 + "/1"),
    (("total",), True),
    (("total",), "okänt"),
    (("name",), 7),
    (("steps",), {}),
    (("steps", 0, "kind"), "okänd"),
    (("steps", 0, "kind"), None),
    (("steps", 0, "unit"), "ÖREN"),
    (("steps", 0, "extra"), 1),
    (("groups", 0, "members"), "abc"),
    (("groups", 0, "members", 0), ["a"]),
    (("pots", 0, "payments"), None),
    (("pots", 0, "item"), ["block-1"]),
)


@pytest.mark.parametrize(("path", "value"), WRONG, ids=[f"{p[-1]}-{i}" for i, (p, _) in
                                                        enumerate(WRONG)])  # fmt: skip
def test_rightly_signed_and_wrong(path: tuple[str | int, ...], value: object) -> None:
    """A plan whose checksum is right but whose parts have the wrong form is refused."""
    content = document()
    part: Any = content["plan"]
    for step in path[:-1]:
        part = part[step]
    part[path[-1]] = value
    plan, faults = read(signed(content))
    assert plan is None
    assert faults in (["OKT614"], ["OKT611"])


@pytest.mark.parametrize("key", ["name", "steps", "pots", "groups", "total", "source_sha256"])
def test_a_part_is_lost(key: str) -> None:
    """A plan that lacks a part is refused though its checksum is right."""
    content = document()
    del content["plan"][key]
    assert read(signed(content))[0] is None


def test_the_outside_says_another_source() -> None:
    """The hash of the source that stands outside must be the plan's own."""
    for key in ("source", "source_sha256"):
        content = document()
        content[key] = "något annat"
        assert read(signed(content)) == (None, ["OKT613"])


@pytest.mark.parametrize(
    "title", ["[" * 60, "{" * 60, "]}" * 40, '\\"[', "\\", "å ö 😀", "[red]x[/red]", "a" * 1900]
)
def test_any_title(title: str) -> None:
    """What a title says has nothing to do with whether the plan can be read."""
    text = edited(good("lika"), ('"Stöd"', "”" + title.replace('"', "'") + "”"))
    plan = plan_of(text)
    again, faults = read(plan_to_json(plan).encode())
    assert faults == []
    assert again == plan


@given(st.binary(max_size=300))
def test_any_bytes(data: bytes) -> None:
    """No bytes at all are met with an exception."""
    plan, faults = read(data)
    assert plan is None
    assert faults
