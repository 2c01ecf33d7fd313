"""How far long work has come, on a terminal; nothing where nobody watches."""

import sys
import time
from collections.abc import Iterator, Sequence
from typing import Final, TypeVar

from overenskommelse.cli.page import page_for

One = TypeVar("One")
_SOON: Final = 1
"""Seconds; work that takes less shows nothing."""


def followed(work: Sequence[One], words: str, *, quiet: bool = False) -> Iterator[One]:
    """The same one by one, with a bar on standard error when it has taken a second."""
    if quiet or not page_for(sys.stderr).is_terminal:
        yield from work
        return
    began = time.monotonic()
    for done, one in enumerate(work):
        if time.monotonic() - began > _SOON:
            yield from _drawn(work, done, words)
            return
        yield one


def _drawn(work: Sequence[One], done: int, words: str) -> Iterator[One]:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn

    console = Console(file=sys.stderr, markup=False, highlight=False, emoji=False)
    columns = (TextColumn(words, markup=False), BarColumn(), TextColumn("{task.percentage:.0f} %"))
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task(words, total=len(work), completed=done)
        for one in work[done:]:
            yield one
            bar.advance(task)
