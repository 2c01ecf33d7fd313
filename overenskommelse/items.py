"""How users know the items that are paid, in tables and in sentences.

Data files and machine forms know them by their ids.
"""


def item_words(item: str) -> str:
    """``block 2, bup`` for an item that is known as ``block-2/bup``: what heads a column."""
    first, rest = _parts(item)
    return f"{first}, {rest}" if rest else first


def item_said(item: str) -> str:
    """``bup i block 2``, as agreements say it: in a sentence, where commas part the items."""
    first, rest = _parts(item)
    whole = first.replace(" ", "\u00a0", 1)
    return f"{rest} i {whole}" if rest else whole


def _parts(item: str) -> tuple[str, str]:
    first, _, rest = item.partition("/")
    hyphen = first.startswith(("block-", "medel-"))
    words = first.replace("-", " ", 1) if hyphen else first.replace("_", " ")
    return words, rest.replace("_", " ")
