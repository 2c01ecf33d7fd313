"""Documents as the tests read them: their blocks, their tables, and the host of a fragment.

A block says in its fence what is done with it. ```okt fil=NAME```, and ```csv``` and ```text```
with such a name, are written to files of it; ```okt fel=OKT411``` has exactly these faults;
```okt del``` is a part of an agreement, put into the host below; ```okt ur=FILE``` is taken from
that file; ```console``` is a session that is run. A drawing, ```text``` without a name, is the only
one left alone.
"""

import io
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from attrs import field, frozen

from overenskommelse.cli import main

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = (
    "README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "grammar/GLOSSARY.md", "docs/jurister.md",
    "docs/analytiker.md", "docs/språket.md",
)  # fmt: skip
ELISION = "…"

_CODE = re.compile(r"`([^`]+)`")
_HEADING = re.compile(r"(#+) (.*)")


@frozen
class Block:
    """A fenced block: its document, the line of its fence, its language, and what it says."""

    document: str
    line: int
    language: str
    options: dict[str, str]
    text: str

    @property
    def place(self) -> str:
        """Where to find it: ``docs/språket.md:88``."""
        return f"{self.document}:{self.line}"


@frozen
class Row:
    """A table's row: where it stands, the headings above it, its columns' names and its cells."""

    document: str
    line: int
    heading: str
    columns: tuple[str, ...]
    cells: tuple[str, ...]

    def code(self, column: int) -> list[str]:
        """What stands as code in a cell."""
        return _CODE.findall(self.cells[column])


def text_of(document: str) -> str:
    """A document's text."""
    return (ROOT / document).read_text(encoding="utf-8")


def blocks(document: str) -> list[Block]:
    """Every fenced block of a document, in order."""
    return blocks_of(text_of(document), document)


def blocks_of(text: str, document: str) -> list[Block]:
    """Every fenced block of a document's text, in order."""
    found: list[Block] = []
    fence, options, start, lines = "", dict[str, str](), 0, list[str]()
    for number, line in enumerate(text.split("\n"), 1):
        if fence and line.strip() == "```":
            kept = "".join(f"{held}\n" for held in lines)
            found.append(Block(document, start, fence, options, kept))
            fence = ""
        elif fence:
            lines.append(line)
        elif line.startswith("```"):
            fence, *words = line[3:].split(" ")
            options = {w.partition("=")[0]: w.partition("=")[2] for w in words}
            start, lines = number, []
            fence = fence or "?"
    if fence:
        raise ValueError(f"{document}:{start}: the block does not end")
    return found


def outside_blocks(document: str) -> Iterator[tuple[int, str]]:
    """The lines that stand in no block, with their numbers."""
    inside = False
    for number, line in enumerate(text_of(document).split("\n"), 1):
        if line.startswith("```"):
            inside = not inside
        elif not inside:
            yield number, line


def rows(document: str) -> Iterator[Row]:
    """Every row of every table."""
    heading, columns = "", tuple[str, ...]()
    for number, line in outside_blocks(document):
        title = _HEADING.fullmatch(line)
        cells = tuple(cell.strip() for cell in line.strip("|").split("|"))
        if title:
            heading = title[2]
        if not line.startswith("|"):
            columns = ()
        elif not columns:
            columns = cells
        elif set(line) - set("|-: "):
            yield Row(document, number, heading, columns, cells)


def inline_code(document: str) -> Iterator[tuple[int, str]]:
    """Everything that stands as code within a sentence or a table."""
    for number, line in outside_blocks(document):
        yield from ((number, code) for code in _CODE.findall(line))


# Sessions ------------------------------------------------------------------------------------


@frozen
class Command:
    """A command of a session, and what is shown below it."""

    text: str
    shown: list[str] = field(factory=list)


def commands(block: Block) -> list[Command]:
    """The commands of a console block."""
    found: list[Command] = []
    for line in block.text.rstrip("\n").split("\n"):
        if line.startswith("$ "):
            found.append(Command(line[2:]))
        elif found and found[-1].text.endswith("\\"):
            found[-1] = Command(found[-1].text[:-1] + line.lstrip())
        else:
            found[-1].shown.append(line)
    return found


class Session:
    """A folder in which a document's blocks are carried out one after the other."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.monkeypatch = monkeypatch
        self.code = 0
        for name in ("agreements", "data"):
            shutil.copytree(ROOT / name, folder / name)
        monkeypatch.chdir(folder)

    def write(self, block: Block) -> None:
        """Write a block to the file that it names."""
        path = Path(block.options["fil"])
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(block.text.encode(block.options.get("kodning", "utf-8")))

    def run(self, command: str) -> str:
        """Carry out a command and return everything that it prints, as a terminal would show."""
        if command == "echo $?":
            return f"{self.code}\n"
        words = shlex.split(command)
        if words[0] == "okt":
            self.code, printed = run_okt(words[1:], self.monkeypatch)
            return printed
        if words[0] == "grep" and words[-2] == ">":
            ran = subprocess.run(words[:-2], capture_output=True, check=True)
            Path(words[-1]).write_bytes(ran.stdout)
            return ""
        raise ValueError(f"the tests do not know how to run: {command}")


def run_okt(arguments: Sequence[str], monkeypatch: pytest.MonkeyPatch) -> tuple[int, str]:
    """Run okt here: its exit code, and everything that it prints, as a terminal would show it."""
    screen = io.BytesIO()
    streams = [io.TextIOWrapper(screen, encoding="utf-8", write_through=True) for _ in range(2)]
    with monkeypatch.context() as patch:
        patch.setattr(sys, "stdout", streams[0])
        patch.setattr(sys, "stderr", streams[1])
        code = main(arguments)
    for stream in streams:
        stream.detach()
    return code, screen.getvalue().decode("utf-8-sig")


def plain(text: str) -> str:
    """Text without what cannot be seen: which blank it is, and blanks at the end of lines."""
    lines = [line.rstrip() for line in text.replace("\u00a0", " ").split("\n")]
    return "\n".join(lines).rstrip("\n") + "\n"


def as_shown(printed: str, shown: Sequence[str]) -> bool:
    """Whether a document shows what was printed.

    A line that is ``…`` stands for any lines, and one that ends so for the rest of its line.
    """
    pattern = ""
    for line in plain("\n".join(shown)).rstrip("\n").split("\n"):
        if line.strip() == ELISION:
            pattern += r"(?:[^\n]*\n)*?"
        elif line.endswith(f" {ELISION}"):
            pattern += re.escape(line.removesuffix(ELISION)) + r"[^\n]*\n"
        else:
            pattern += re.escape(line) + r"\n"
    return re.fullmatch(pattern, plain(printed)) is not None


def renewed(document: str, printed: dict[tuple[int, int], str]) -> str:
    """A document's text with what commands print in the place of what it shows of them.

    ``printed`` goes by the line of a block and the number of a command in it.
    """
    lines = text_of(document).split("\n")
    for block in reversed(blocks(document)):
        if block.language == "console":
            shown = []
            for i, command in enumerate(commands(block)):
                new = printed.get((block.line, i))
                shown.append(f"$ {command.text}")
                shown += command.shown if new is None else plain(new).rstrip("\n").split("\n")
            lines[block.line : block.line + block.text.count("\n")] = shown
    return "\n".join(lines)


# Fragments -----------------------------------------------------------------------------------

HOST = """\
okt 1
överenskommelse 2023 "Värd"
  omfattning 100 mnkr
  mätperiod januari–juni 2023
  jämförelse samma månad föregående år
mottagare regionerna "Regionerna" alla regioner
mottagare förbundet "Förbundet"
nyckel invånare "Folkmängd"
avrundning
  mätvärden enligt tolkning mätprecision
  månadspott hela kronor, nedåt
  ersättning hela kronor, nedåt, för varje krav och månad
  bonus hela kronor, nedåt
  fördelning hela kronor, nedåt
  rest till störst decimaldel, lika: störst nyckel
tolkning mätprecision "Vad avrundas?"
  eftersom "texten säger det inte"
  läsning nivåerna andelarna till en decimal, hälften uppåt
  läsning skillnaden skillnaden till en decimal, hälften uppåt
  gäller nivåerna
stege bas
  1,0–2,9 procentenheter ger 50 %
  3,0 procentenheter eller mer ger 100 %
mått besök_60_dagar "Besök inom 60 dagar"
  andel av genomförda besök
  med väntetid högst 60 dagar
  bättre högre
mått väntande_60_dagar "Väntande inom 60 dagar"
  andel av väntande besök
  med väntetid högst 60 dagar
  bättre högre
block 1 "Prestationer" 50 mnkr
  till regionerna
  månadspott lika stor varje månad i mätperioden
  reserveras efter invånare
  två vägar: måluppfyllelse går före förbättring, aldrig båda
  saknas värde föregående år: ingen förbättring kan visas
  saknas värde: kravet uppfylls inte
  finns ingen att mäta: kravet uppfylls inte
  krav 1 "Besök" 100 %
    förbättring besök_60_dagar enligt stege bas
    måluppfyllelse besök_60_dagar minst 90 % ger 100 %
      och väntande_60_dagar minst 80 %
  bonuspott
    samlar medel för krav som inte uppfylls
    fördelas i proportion till årets ersättning
    utan ersättning till någon: betalas inte ut
  räcker inte medlen: dras i proportion till årets ersättning
block 2 "Poster" 40 mnkr
  till regionerna
  post utbildning "Utbildning" 15 mnkr efter invånare
  post övrigt "Övrigt" resten lika
medel stöd "Stöd" 10 mnkr till förbundet
utbetalning december 2023 block 1, bonuspott
utbetalning på rekvisition block 2, medel stöd
  senast 1 december 2023, annars förfaller rätten
återbetalning 31 mars 2024 block 2, medel stöd som inte har använts
skyldighet rapport för regionerna "Rapport"
  till "Socialdepartementet"
  senast 31 mars 2024
  innehåller "resultatet"
kriterium svarsfrekvens för regionerna "Svarsfrekvens"
  minst 95 % varje månad januari–juni 2023
  annars ingen påföljd
"""
"""An agreement with most kinds of statements, into which the documents' fragments are put."""

HOST_WITHOUT_POT = (
    re.sub(r"  bonuspott\n(    .*\n)+", "  uppfylls inte ett krav: medlen betalas inte ut\n", HOST)
    .replace(", bonuspott", "")
    .replace("  bonus hela kronor, nedåt\n", "")
    .replace("  räcker inte medlen: dras i proportion till årets ersättning\n", "")
)
"""The same where unearned money is not paid out."""

HOST_PER_UNIT = """\
okt 1
överenskommelse 2023 "Värd"
  omfattning 100 mnkr
mottagare regionerna "Regionerna" alla regioner
nyckel invånare "Folkmängd"
nyckel höft "Höftoperationer"
avrundning
  fördelning hela kronor, nedåt
  rest till störst decimaldel, lika: störst nyckel
block 1 "Operationer" 100 mnkr
  till regionerna
  post höft "Höftoperationer" 108 000 kr per höft
  tak efter invånare
  blir medel över: betalas inte ut
  räcker inte medlen: dras i proportion till årets ersättning
utbetalning december 2023 block 1
"""
"""One that pays for each unit."""

HOST_SOME_MONTHS = HOST_WITHOUT_POT.replace(
    '  krav 1 "Besök" 100 %\n',
    '  månader utan krav: det reserverade betalas ut\n  krav 1 "Besök" 100 % för mars–juni 2023\n',
)
"""One with months in which no requirement holds."""

HOST_CONDITION = f"""{HOST}\
villkor plan för regionerna "En plan finns"
  gäller block 2
  prövas av "Socialstyrelsen" senast 15 november 2023
  annars hålls medlen inne
"""
"""One with a condition."""

HOST_AREA = f"""{HOST}\
fokusområde bup för regionerna "Barn- och ungdomspsykiatri"
  fråga deltar ja eller nej "Deltar regionen?"
  bedöms av "Socialstyrelsen" senast 15 november 2023
villkor plan för regionerna "Fokusområdet är uppfyllt"
  gäller block 2
  kräver samtliga fokusområden
  annars hålls medlen inne
"""
"""One with a focus area, its question, and a condition that demands it."""

HOST_EXAMPLE = f"""{HOST_AREA}\
exempel "Målet nås"
  givet mått besök_60_dagar: 95 %
  ger krav 1: 100 %
"""
"""One with an example, of whose agreement a focus area is a part."""

HOST_ROUNDED_UP = HOST.replace("månadspott hela kronor, nedåt", "månadspott hela kronor, uppåt")
HOST_SOURCE = """okt 1

källa "Överenskommelsen"
  avsnitt 1 "Inledning"
  avsnitt 2 "Syfte"
  tabell 1 "Belopp"
  bilaga 1 "Rekvisition"
  annan källa "beslut" "regeringens beslut"

överenskommelse 2023 "Med källa"
  omfattning 100 kr

mottagare skr "SKR"

medel stöd "Stöd" 100 kr till skr

utbetalning juni 2023 medel stöd
"""
"""Names its source's headings, and cites nothing."""

HOSTS = (
    HOST_ROUNDED_UP,
    HOST,
    HOST_WITHOUT_POT,
    HOST_PER_UNIT,
    HOST_SOME_MONTHS,
    HOST_CONDITION,
    HOST_AREA,
    HOST_EXAMPLE,
    HOST_SOURCE,
)

_NAMED = frozenset(
    "mottagare nyckel tolkning läsning stege mått block krav post medel"
    " skyldighet kriterium fokusområde fråga villkor".split()
)
_REPEATED = frozenset({"innehåller", "bifoga"})
_EITHER = (
    ("minst", "inom"), ("månadspott", "mäts"), ("reserveras", "delas"), ("gäller", "antas"),
)  # fmt: skip
"""Clauses of which a statement has one."""


@frozen
class Statement:
    """A statement, and those that are indented under it."""

    text: str
    under: list["Statement"] = field(factory=list)

    @property
    def key(self) -> str:
        """What it shares with the statement in whose place it can stand."""
        words = self.text.split(" ")
        if words[0] == "utbetalning":
            return "rekvisition" if words[1] == "på" else "utbetalning"
        if words[0] == "saknas":
            return self.text.partition(":")[0]
        for alike in _EITHER:
            if words[0] in alike:
                return alike[0]
        if words[0] == "avrundning":
            return self.text
        if words[0] in _REPEATED or not words[0].isalpha():
            return self.text
        return " ".join(words[:2]) if words[0] in _NAMED else words[0]

    def lines(self, indent: int = -1) -> Iterator[str]:
        """It and all under it, as text."""
        if self.text:
            yield f"{'  ' * indent}{self.text}\n"
        for statement in self.under:
            yield from statement.lines(indent + 1)

    def find(self, word: str) -> "Statement | None":
        """The first statement, from here downwards, that begins with a word."""
        if self.text.split(" ")[0] == word:
            return self
        return next((found for s in self.under if (found := s.find(word))), None)


def statements(text: str) -> Statement:
    """Lines as statements under a nameless one, by their indentation."""
    top = Statement("")
    still_open = [(-1, top)]
    for line in text.split("\n"):
        if line.strip():
            indent = len(line) - len(line.lstrip(" "))
            while still_open[-1][0] >= indent:
                still_open.pop()
            statement = Statement(" ".join(line.split()))
            still_open[-1][1].under.append(statement)
            still_open.append((indent, statement))
    return top


def hosted(fragment: str, under: str = "", host: str = HOST) -> str:
    """The host with a fragment in it: each of its statements in the place of the like ones.

    ``under`` is the word of the statement that the fragment's statements belong to.
    """
    whole, part = statements(host), statements(fragment)
    place = whole.find(under) if under else whole
    if place is None:
        raise ValueError(f"the host has no statement {under}")
    keys = {statement.key for statement in part.under}
    place.under[:] = [s for s in place.under if s.key not in keys] + part.under
    return "".join(whole.lines())
