"""`okt test --coverage`: clauses, steps of ladders and routes that no example reaches."""

from itertools import groupby
from typing import Any

from overenskommelse.cli.page import Page
from overenskommelse.reach import Coverage, Way
from overenskommelse.text import listed


def drawn(path: str, found: Coverage, page: Page) -> str:
    """What no example reaches, clause by clause."""
    missed = found.missed
    if not missed:
        return ""
    lines = [f"{path}: exemplen når {_part(found)}"]
    for origin, ways in groupby(missed, key=lambda way: way.origin):
        said = list(ways)
        cited = f"  [{'; '.join(origin.cites)}]" if origin.cites else ""
        whole = any(not way.what for way in said)
        lines += ["", f"{origin.heading}{cited}  rad {origin.line}"]
        lines += ["  inget av satsen"] if whole else [f"  {way.what}" for way in said]
    return "".join(f"{page.safe(line).rstrip()}\n" for line in lines)


def summary(found: Coverage) -> str:
    """``Exemplen når 109 av 109 satser, steg och vägar (100 %).``."""
    words = f"Exemplen når {_part(found)}."
    if found.unsayable:
        names = dict.fromkeys(origin.heading for origin in found.unsayable)
        words += f" Det här kan inget exempel säga något om: {listed(list(names))}."
    return words


def document(found: Coverage) -> dict[str, Any]:
    """The same for machines."""
    return {
        "ways": len(found.ways),
        "reached": len(found.reached),
        "per_cent": found.per_cent,
        "missed": [_way(way) for way in found.missed],
        "unsayable": [_way(Way(origin)) for origin in found.unsayable],
    }


def _part(found: Coverage) -> str:
    many = f"{len(found.reached)} av {len(found.ways)}"
    return f"{many} satser, steg och vägar ({found.per_cent} %)"


def _way(way: Way) -> dict[str, Any]:
    origin = way.origin
    return {
        "clause": origin.heading,
        "what": way.what or None,
        "file": origin.file,
        "line": origin.line,
        "cites": list(origin.cites),
    }
