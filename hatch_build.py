"""Build hook: makes the parser's tables, so that no user waits for them.

The tables follow from grammar/okt.lark alone and are ignored by git. They are made again by
every build, also an editable one, and lie inside the wheel. Where they are missing or made from
another grammar okt builds them in memory, only slower: they are never a second truth.
"""

import sys
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CustomBuildHook(BuildHookInterface[Any]):
    """Runs before hatchling collects the wheel's files."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Make the tables with the very parser that is being packed, not with an installed one."""
        sys.path.insert(0, self.root)
        try:
            from compiler.parse import write_tables
        finally:
            sys.path.remove(self.root)
        write_tables()
