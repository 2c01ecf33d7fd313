"""The files of the catalogue's examples, made of what a page shows.

A fence says what a page cannot show: `kodning=` and `rader=` of text; `byte=SIGN:HEX`, what stands
where the page has a sign; `avkapad=ja`, half of the file; `länk=` for a link to another file.
`blad=NAME` is a sheet of a workbook, with `dolt=ja`, `sammanfogat=A2:A3`, and formulas as they are
typed; `packad=NAME` is a packed file with the text as its one part. `plan=NAME` is the agreement
as a finished plan, each line `old → new` of the text carried out in it; `kontrollsumma=ny` gives it
the checksum of what it then says.
"""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from compiler import compile_text
from overenskommelse.planfile import plan_to_json
from tests.documents import Block
from tests.test_planfile import signed
from tests.workbooks import edited, packed, table, workbook

_CHANGE = " → "


def write_file(block: Block, path: Path, beside: Sequence[Block]) -> None:
    """Write a block's file; of a workbook's sheets, all that the page has."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if "länk" in block.options:
        path.symlink_to(block.options["länk"])
        return
    data = _text(block)
    if "blad" in block.options:
        path.with_suffix(".csv").unlink(missing_ok=True)
        data = _workbook([b for b in beside if b.options.get("fil") == block.options["fil"]])
    elif "packad" in block.options:
        data = packed({block.options["packad"]: data})
    path.write_bytes(data[: len(data) // 2] if "avkapad" in block.options else data)


def _text(block: Block) -> bytes:
    encoding = block.options.get("kodning", "utf-8")
    text = block.text
    text += "\n" * (int(block.options.get("rader", "0")) - text.count("\n"))
    sign, _, digits = block.options.get("byte", "").partition(":")
    if not sign:
        return text.encode(encoding)
    return text.encode(encoding).replace(sign.encode(encoding), bytes.fromhex(digits))


def _workbook(blocks: Sequence[Block]) -> bytes:
    sheets = {block.options["blad"]: table(block.text) for block in blocks}

    def finish(book: Any) -> None:
        for block in blocks:
            page = book[block.options["blad"]]
            for cell in (cell for row in page.iter_rows() for cell in row):
                cell.value = cell.value  # What begins with = becomes a formula, without a value.
            if "dolt" in block.options:
                page.sheet_state = "hidden"
            if "sammanfogat" in block.options:
                page.merge_cells(block.options["sammanfogat"])

    plain = workbook(sheets)
    marked = any(b.options.keys() & {"dolt", "sammanfogat"} or "=" in b.text for b in blocks)
    return edited(plain, finish) if marked else plain


def write_plan(block: Block, agreement: Path) -> None:
    """Write the plan of an agreement as a block changes it."""
    plan = compile_text(agreement.name, agreement.read_bytes(), {}).plan
    assert plan is not None
    text = plan_to_json(plan)
    for line in block.text.splitlines():
        old, _, new = line.partition(_CHANGE)
        assert old in text
        text = text.replace(old, new)
    renewed = "kontrollsumma" in block.options
    Path(block.options["plan"]).write_bytes(signed(json.loads(text)) if renewed else text.encode())
