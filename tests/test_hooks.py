"""The hooks for pre-commit run commands that there are, on the files that okt reads."""

import re
from pathlib import Path

from overenskommelse.cli.app import COMMANDS

HOOKS = Path(__file__).resolve().parent.parent / ".pre-commit-hooks.yaml"
KEYS = {"id", "name", "description", "entry", "language", "files", "exclude", "require_serial"}
"""Those that are used of https://pre-commit.com/#new-hooks."""


def hooks() -> list[dict[str, str]]:
    """Each hook's keys and values: the file uses one key to a line and nothing else of YAML."""
    texts = re.split(r"(?m)^- ", HOOKS.read_text(encoding="utf-8"))[1:]
    return [dict(re.findall(r"(?m)^ *([a-z_]+): (.+)$", text)) for text in texts]


def test_hooks() -> None:
    """Both have what pre-commit asks for, and run a command of their own name."""
    assert [hook["id"] for hook in hooks()] == ["okt-check", "okt-fmt"]
    for hook in hooks():
        assert set(hook) | {"exclude"} == KEYS
        program, command = hook["entry"].split()
        assert f"{program}-{command}" == hook["id"]
        assert command in COMMANDS
        assert hook["language"] == "python"


def taken_by(hook: dict[str, str]) -> list[str]:
    """Those of some names that a hook runs on."""
    names = ("a.okt", "b/å.okt", "a.exempel.okt", "a.okt.txt", "okt")
    leave = hook.get("exclude", "(?!)")
    return [n for n in names if re.search(hook["files"], n) and not re.search(leave, n)]


def test_which_files() -> None:
    """Agreements are taken and nothing else; a file of examples is no agreement to check."""
    check, fmt = hooks()
    assert taken_by(check) == ["a.okt", "b/å.okt"]
    assert taken_by(fmt) == ["a.okt", "b/å.okt", "a.exempel.okt"]
