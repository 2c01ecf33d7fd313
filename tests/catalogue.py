"""The pages of the catalogue as the tests read them, and what comes of their examples.

A page's example is an excerpt. Its fence says where it belongs: ```okt stomme=krav``` is put into
the agreement of that folder of `docs/diagnostik/stommar`, each statement in the place of the like
one (`under=block` says which statement its own belong to); ```csv stomme=krav fil=NAME``` stands in
the place of that file of its data, or beside it; ```okt fil=NAME``` and ```json fil=NAME``` are
whole files. What a page cannot show its fence says: see `tests.catalogue_files`. ```console```
shows what to run, where that is not to check the agreement or, with data, to evaluate it.
"""

import json
import re
import shlex
import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest
from attrs import frozen

from overenskommelse import limits
from overenskommelse.diagnostics import Code
from tests.catalogue_files import write_file, write_plan
from tests.documents import ROOT, Block, blocks_of, commands, hosted, run_okt

PAGES = ROOT / "docs" / "diagnostik"
HOSTS = PAGES / "stommar"
AGREEMENT = "överenskommelse.okt"
DATA = "uppgifter"

_TOLD = re.compile(r"(?m)^(?:fel|varning|not) (OKT\d{3})")


@frozen
class Section:
    """A part of a page: its heading, its text, its blocks."""

    heading: str
    text: str
    blocks: tuple[Block, ...]

    @property
    def along(self) -> frozenset[str]:
        """The codes that its blocks say come along with the page's own."""
        said = (block.options.get("med", "") for block in self.blocks)
        return frozenset(code for codes in said for code in codes.split(",") if code)


def sections(code: Code) -> list[Section]:
    """The parts of a code's page under their headings; the first is its title."""
    text = (PAGES / f"{code.number}.md").read_text(encoding="utf-8")
    parts = re.split(r"(?m)^#+ (.*)\n", text)[1:]
    return [
        Section(heading, body, tuple(blocks_of(body, f"{code.number}.md")))
        for heading, body in zip(parts[::2], parts[1::2], strict=True)
    ]


@frozen
class Result:
    """What okt said of an example: the codes, and everything that was shown."""

    codes: frozenset[str]
    shown: str


def carried_out(section: Section, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Result:
    """What comes of a section's blocks, in a folder of their own."""
    monkeypatch.chdir(folder)
    for block in section.blocks:
        _write(block, section.blocks)
        limit, _, value = block.options.get("gräns", "").partition(":")
        if limit:
            monkeypatch.setattr(limits, limit, int(value))
    codes: set[str] = set()
    shown = ""
    for words in _to_run(section.blocks):
        _, printed = run_okt(words, monkeypatch)
        codes.update(_TOLD.findall(printed))
        if words[0] == "evaluate" and "--format" not in words:
            codes.update(_noted(run_okt([*words, "--format", "json", "-q"], monkeypatch)[1]))
        shown += f"$ okt {' '.join(words)}\n{printed}\n"
    return Result(frozenset(codes), shown)


def _write(block: Block, beside: Sequence[Block]) -> None:
    host = block.options.get("stomme")
    if host and not Path(AGREEMENT).exists():
        shutil.copytree(HOSTS / host, ".", dirs_exist_ok=True)
    name = block.options.get("fil")
    if "plan" in block.options:
        write_plan(block, Path(AGREEMENT))
    elif block.language == "okt" and name is None:
        agreement = Path(AGREEMENT)
        whole = agreement.read_text(encoding="utf-8")
        agreement.write_text(hosted(block.text, block.options.get("under", ""), whole), "utf-8")
    elif name is not None:
        is_data = host and block.language != "okt"
        write_file(block, Path(DATA) / name if is_data else Path(name), beside)


def _to_run(blocks: Sequence[Block]) -> list[list[str]]:
    shown = [command for b in blocks if b.language == "console" for command in commands(b)]
    if shown:
        return [shlex.split(command.text)[1:] for command in shown]
    if any(block.language != "okt" for block in blocks):
        return [["evaluate", AGREEMENT, DATA]]
    whole = [b.options["fil"] for b in blocks if "fil" in b.options]
    return [["check", *(whole[:1] or [AGREEMENT])]]


def _noted(printed: str) -> set[str]:
    start = printed.find("{")
    if start < 0:
        return set()
    document, _ = json.JSONDecoder().raw_decode(printed[start:])
    return {note["code"] for note in document.get("notes", ())}
