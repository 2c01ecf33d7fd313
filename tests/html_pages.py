"""Every command's page of HTML, made of a small agreement, and a reader that takes no excuses."""

from html.parser import HTMLParser
from pathlib import Path
from typing import Final

from overenskommelse.cli import main
from tests.test_cover import AGREEMENT, SOURCE
from tests.test_gap import SMALL
from tests.test_gap_command import COUNTS

CELL: Final = ("--requirement", "1", "--month", "2025-03")
COMMANDS: Final = {
    "evaluate": ("evaluate", "a.okt", "data"),
    "explain": ("explain", "a.okt", "data", "--recipient", "a"),
    "explain-cell": ("explain", "a.okt", "data", "--recipient", "a", *CELL),
    "gap": ("gap", "a.okt", "data"),
    "gap-recipient": ("gap", "a.okt", "data", "--recipient", "a"),
    "gap-margin": ("gap", "a.okt", "data", "--margin", "0,1"),
    "readings": ("readings", "läst.okt", "data", "--all"),
    "diff": ("diff", "a.okt", "b.okt"),
    "diff-details": ("diff", "a.okt", "b.okt", "--details"),
    "diff-kronor": ("diff", "a.okt", "b.okt", "data", "--details"),
    "diff-data": ("diff", "a.okt", "data", "senare", "--details"),
    "matrix": ("diff", "--matrix", "a.okt", "b.okt", "data", "annat.csv"),
    "cover": ("cover", "c.okt", "källa.txt", "--details"),
}
EASIER: Final = ("måluppfyllelse besök minst 80 %", "måluppfyllelse besök minst 72 %")
ROUNDED: Final = "mätvärden andelarna till en decimal, hälften uppåt"
READ: Final = """tolkning mätprecision "Vad avrundas?"
  eftersom "texten säger det inte"
  läsning nivåerna andelarna till en decimal, hälften uppåt
  läsning oavrundat ingen avrundning, varje steg börjar vid sin nedre gräns
  gäller nivåerna "prov"
"""
ORIGIN: Final = "fil;uppgift;ursprung;förklaring\nantal.csv;;påhittad;{}\n"
VOID: Final = frozenset({"meta", "br"})


def written(
    folder: Path, title: str = "Liten", town: str = "A-stad", remark: str = "ett prov"
) -> None:
    """The files that the commands are given."""
    small = SMALL.replace('"Liten"', f'"{title}"').replace('"A-stad"', f'"{town}"')
    read = small.replace(ROUNDED, "mätvärden enligt tolkning mätprecision")
    read = read.replace("mottagare städerna", f"{READ}mottagare städerna")
    texts = {
        "a.okt": small, "b.okt": small.replace(*EASIER), "läst.okt": read, "c.okt": AGREEMENT,
        "källa.txt": SOURCE, "annat.csv": "inget;alls\n1;2\n",
    }  # fmt: skip
    later = COUNTS.replace("a;2025-03;besök;729;1000", "a;2025-03;besök;730;1000")
    for name, counts in (("data", COUNTS), ("senare", later)):
        texts |= {
            f"{name}/antal.csv": counts,
            f"{name}/folk.csv": "region;invånare\na;3\nb;1\n",
            f"{name}/ursprung.csv": ORIGIN.format(remark),
        }
    for path, text in texts.items():
        (folder / path).parent.mkdir(exist_ok=True)
        (folder / path).write_text(text, "utf-8")


def page(name: str, folder: Path) -> Path:
    """The page of one of the `COMMANDS`, made where the files are written."""
    out = folder / f"{name}.html"
    code = main([*COMMANDS[name], "-q", "--out", str(out)])
    if code != 0:
        raise AssertionError(f"{name}: exit code {code}")
    return out


class Reader(HTMLParser):
    """Reads a page as it is written: nothing that is left open or crossed is mended."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None], tuple[str, ...]]] = []
        """Each element with its attributes, and those that it stands in."""
        self.words: list[tuple[str, str]] = []
        """Text by the element that it stands in."""
        self.feed(text)
        self.close()
        if self.open:
            raise AssertionError(f"left open: {self.open}")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if len(dict(attrs)) < len(attrs):
            raise AssertionError(f"an attribute twice: {attrs}")
        self.tags.append((tag, dict(attrs), tuple(self.open)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            raise AssertionError(f"</{tag}> closes nothing")

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.words.append((self.open[-1] if self.open else "", data))

    def named(self, *tags: str) -> list[dict[str, str | None]]:
        """The attributes of every element of those kinds."""
        return [attributes for tag, attributes, _ in self.tags if tag in tags]

    def text(self, tag: str) -> list[str]:
        """What stands in every element of a kind."""
        return [words for inside, words in self.words if inside == tag]
