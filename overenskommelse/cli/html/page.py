"""A page of HTML: what a command draws, in one file that asks for nothing from outside.

Every text passes the template's escaping; there is no other way onto the page. The template is
Jinja2's (https://jinja.palletsprojects.com/en/stable/api/#autoescaping).
"""

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Final

from attrs import frozen
from jinja2 import Environment, PackageLoader, StrictUndefined

from overenskommelse.cli.html.blocks import Block, Heading, blocks, numbered
from overenskommelse.cli.page import Page

if TYPE_CHECKING:
    from rich.console import RenderableType

_TABLE: Final = 150
"""Characters of a table's widest row that A4 on its side has room for."""
_ONE_LINE: Final = 10**7
"""Sentences are not broken: the reader's window does that."""


@frozen(repr=False, eq=False)
class HtmlPage(Page):
    """The page that a command draws on when its result is to be HTML."""

    width: int = _TABLE
    has_cells: bool = True

    @property
    def prose(self) -> int:
        """The width at which sentences wrap."""
        return _ONE_LINE

    def render(self, *items: "RenderableType") -> str:
        """The whole file."""
        return document(list(blocks(items)))


def document(found: Sequence[Block]) -> str:
    """The blocks as a file; the first heading is its title.

    Raises:
        ValueError: there is no heading.
    """
    title = next((block.text for block in found if isinstance(block, Heading)), "")
    if not title:
        raise ValueError("a page without a heading")
    return _template().get_template("page.html").render(title=title, blocks=numbered(found))


@cache
def _template() -> Environment:
    return Environment(
        loader=PackageLoader("overenskommelse.cli.html", "."),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
