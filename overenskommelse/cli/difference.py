"""What a command would change in a file, line by line, with nothing hidden in it."""

from difflib import unified_diff

from overenskommelse.text import visible


def difference(path: str, before: bytes, after: bytes, by: str) -> str:
    """The lines that differ, with some around them; nothing if none does.

    Args:
        path: The file.
        before: Its bytes, UTF-8, as they are.
        after: The same as they would be.
        by: The command that would change it: ``okt fmt``.
    """
    if before == after:
        return ""
    lines = unified_diff(_lines(before), _lines(after), path, f"{path} ({by})", lineterm="")
    return "".join(f"{visible(line)}\n" for line in lines)


def _lines(data: bytes) -> list[str]:
    """Lines with what may be taken from their ends, so that it is seen."""
    *lines, last = data.decode("utf-8").split("\n")
    return [*lines, f"{last} ⟨ingen ny rad⟩"] if last else lines
