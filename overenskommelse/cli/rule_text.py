"""A page of the catalogue as it looks in a terminal.

The pages use a small part of Markdown: headings, paragraphs, lists, code in a sentence and fenced
blocks. It is drawn as it stands, with its marks taken away. A block that is a file of its own has
the file's name above it: in Markdown its fence says it, ```csv fil=folkmängd.csv```.
"""

import re
from typing import Final

from rich.text import Text

from overenskommelse.cli.page import Page, wrapped

_FENCE: Final = "```"
_FILE: Final = re.compile(r"\bfil=([^ ]+)(?: blad=([^ ]+))?")
_INLINE: Final = re.compile(r"`([^`]+)`|\*([^*]+)\*|\[([^\]]+)\]\([^)]*\)")


def page_drawn(markdown: str, page: Page) -> str:
    """A page of the catalogue, drawn."""
    lines: list[Text] = []
    block: list[str] | None = None
    said = ""
    for line in markdown.rstrip("\n").split("\n"):
        if line.startswith(_FENCE):
            lines += _of_block(block, page) if block else _named(line, said, page)
            block = [] if block is None else None
        elif block is not None:
            block.append(line)
        elif line.startswith("#"):
            lines.append(Text(page.safe(line.lstrip("# ")), style="bold"))
        else:
            lines += _sentences(line, page)
            said = line or said
    return page.render(*lines)


def _named(fence: str, said: str, page: Page) -> list[Text]:
    """The name of the file that a block is, unless the sentence before it has just said it."""
    found = _FILE.search(fence)
    if found is None or f"`{found[1]}`" in said:
        return []
    sheet = f", blad {found[2]}" if found[2] else ""
    return [Text(page.safe(f"  {found[1]}{sheet}"), style="dim")]


def _of_block(block: list[str], page: Page) -> list[Text]:
    """The lines of a block, in the language's colours where there are colours."""
    if not page.color:
        return [Text(f"    {page.safe(line)}" if line else "") for line in block]
    from overenskommelse.cli.okt_colors import colored

    return [Text("    ").append_text(line) if line else line for line in colored(block, page)]


def _sentences(line: str, page: Page) -> list[Text]:
    bare = _INLINE.sub(lambda found: next(filter(None, found.groups())), line)
    hanging = 2 if bare.startswith("- ") else 0
    return [Text(part) for part in wrapped(page.safe(bare), page.prose, hanging)]
