"""Every limit that okt sets on what strangers hand it, in one place.

Each limit has a diagnostic of its own, so that nobody meets one as a hang or a crash.
Sizes are in bytes where they are checked before decoding, otherwise in characters.
"""

from typing import Final

AGREEMENT_BYTES: Final = 1_000_000
LINE_CHARACTERS: Final = 2_000
STATEMENTS: Final = 20_000
NAME_CHARACTERS: Final = 64
STRING_CHARACTERS: Final = 2_000
INTEGER_DIGITS: Final = 15
DECIMALS: Final = 6
EXACT_DIGITS: Final = 1_000
"""Of a number that okt wrote exactly, above or below its stroke."""
KRONOR: Final = 10**13
"""No amount is larger: four thousand times the largest agreement so far."""

MONTHS: Final = 120
"""Longest period, in months."""

ENTRIES: Final = 20_000
"""How many entries a calendar may have."""

INCLUDES: Final = 50
"""How many files an agreement may include, however deep."""
INCLUDE_DEPTH: Final = 8
"""How many files may lie in each other."""

SOURCE_BYTES: Final = 2_000_000
SOURCE_LINE_CHARACTERS: Final = 20_000
"""Of the text that an agreement is written after; a paragraph may be a single line there."""
SOURCE_PASSAGES: Final = 2_000
SOURCE_MENTIONS: Final = 20_000
"""How many headings of a source's text, and numbers and days in it, are looked at."""

DATA_BYTES: Final = 100_000_000
DATA_ROWS: Final = 10_000_000
DATA_COLUMNS: Final = 200
FIELD_CHARACTERS: Final = 10_000
COUNT: Final = 300_000_000
"""Largest count of patients or inhabitants in one cell."""
FILES: Final = 200

PARTS: Final = 1_000
"""How many parts a workbook may be packed of."""
UNPACKED_BYTES: Final = 100_000_000
"""How large a workbook may become when it is unpacked, counted and not as it says."""
UNPACKED_TIMES: Final = 100
"""How many times larger than the packed file."""
UNPACKED_ALWAYS: Final = 1_000_000
"""What may be unpacked however small the file is: repeated text packs well."""
SHEET_CELLS: Final = 6_000_000
"""How many places a sheet's outermost cells may have between them."""

PLAN_BYTES: Final = 10_000_000
PLAN_DEPTH: Final = 50
COMPARED_STEPS: Final = 50_000
"""How many steps are lowered again to find which of them rest on an assumed reading; of more than
that it is said of all."""

COMBINATIONS: Final = 2_000
"""How many combinations of readings are tried; that takes a minute."""

BISECTIONS: Final = 5_000
"""How many sets of changed figures are tried to find one that explains a difference."""

SUGGESTIONS: Final = 1_500
"""How many examples are tried to find those that an agreement lacks; that takes ten seconds."""
NUDGES: Final = 5_000
"""How many small changes of an agreement are tried on its examples; that takes two minutes."""

GUESSES: Final = 50
"""How many times per file a guess is made at what an unknown name was meant to be."""
UNREADABLE_LINES: Final = 60
"""How many lines of an agreement may be wrongly written before reading stops."""
WORDS_LIKENED: Final = 500
"""How many words per file are held against the keywords, to find where reading can go on."""
DIAGNOSTICS_SHOWN: Final = 30
"""How many diagnostics the terminal draws per file; the machine forms hold them all."""
SAME_FAULT_KEPT: Final = 20
"""How many faults of one kind are kept of one data file, the rest being counted: a broken file
can neither fill the memory nor hide its other faults."""
