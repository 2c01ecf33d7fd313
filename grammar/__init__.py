"""The language: the Lark grammar, and where its prebuilt tables lie."""

import os
from typing import Final

GRAMMAR: Final = os.path.join(os.path.dirname(__file__), "okt.lark")
"""The grammar; the one definition of the language."""

TABLES: Final = os.path.join(os.path.dirname(__file__), "okt.tables.json")
"""Its LALR tables, made when the package is built: building them anew takes half of the time
that `okt check` may take. They name the grammar they were made from, and another is not used."""
