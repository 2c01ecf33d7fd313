"""The language: the Lark grammar, and where its prebuilt tables lie."""

from pathlib import Path
from typing import Final

GRAMMAR: Final = Path(__file__).with_name("okt.lark")
"""The grammar; the one definition of the language."""

TABLES: Final = Path(__file__).with_name("okt.tables.json")
"""Its LALR tables, made when the package is built: building them anew takes half of the time
that `okt check` may take. They name the grammar they were made from, and another is not used."""
