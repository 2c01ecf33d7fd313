"""The two kinds of lines that every page sets apart, by the style in which they are drawn."""

from typing import Final

HEADING: Final = "bold"
"""What follows is about this."""

CAVEAT: Final = "bold yellow"
"""What nobody may miss who reads a figure."""
