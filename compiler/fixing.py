"""Carrying out what diagnostics offer: fixes put into texts, as many at a time as do not touch.

Fixes are places in a text as it is read (`compiler.scan.normal`). What is written keeps the file's
own byte order mark and, where it has one kind only, its line ends.
"""

from collections.abc import Iterable

from compiler.scan import normal
from overenskommelse.diagnostics import Diagnostic, Fix

_BOM = b"\xef\xbb\xbf"


def fixes_of(diagnostics: Iterable[Diagnostic], name: str, unsafe: bool) -> list[Fix]:
    """The fixes in a file that may be made together, in the order of their places.

    Of two that touch the same text the first is taken; the other is offered again afterwards, if
    there is still a reason to.

    Args:
        diagnostics: What was found.
        name: The file's name in them.
        unsafe: Whether those that change what is said, or guess, may be made too.
    """
    offered = [d.fix for d in diagnostics if d.fix and (unsafe or d.fix.safe)]
    here = sorted(
        (fix for fix in offered if fix.span.source.name == name),
        key=lambda fix: (fix.span.start, fix.span.end),
    )
    chosen: list[Fix] = []
    for fix in here:
        if not chosen or _apart(chosen[-1], fix):
            chosen.append(fix)
    return chosen


def _apart(first: Fix, then: Fix) -> bool:
    return then.span.start >= first.span.end and then.span.start > first.span.start


def with_fixes(data: bytes, fixes: Iterable[Fix]) -> bytes:
    """A file's bytes after fixes that do not touch one another, given in order."""
    written = data.removeprefix(_BOM).decode("utf-8")
    text = normal(written)
    parts: list[str] = []
    at = 0
    for fix in fixes:
        parts += (text[at : fix.span.start], fix.replacement)
        at = fix.span.end
    whole = "".join((*parts, text[at:]))
    if written.count("\r\n") == written.count("\n"):
        whole = whole.replace("\n", "\r\n")
    return (_BOM if data.startswith(_BOM) else b"") + whole.encode()
