"""The HTML form in a real browser without a window: `make browser`.

The tests are there where a Chromium is found; the rest of the suite needs none.
"""

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from tests.html_pages import COMMANDS, Reader, page, written

NAMES: Final = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
BROWSER: Final = next((path for path in map(shutil.which, NAMES) if path), None)
PDFTOTEXT: Final = shutil.which("pdftotext")
PHONE: Final = 400
# No sandbox: it needs rights that containers do not give, and the pages are our own. Nothing
# outside is found, so that what a page asks for fails, and what Chromium asks for does no harm.
OPTIONS: Final = (
    "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--enable-logging=stderr",
    "--disable-background-networking", "--disable-component-update", "--hide-scrollbars",
    "--host-resolver-rules=MAP * ~NOTFOUND", "--allow-file-access-from-files",
)  # fmt: skip
AROUND: Final = """<!DOCTYPE html><html><body>{frames}<script>
onload = () => {{
  document.body.textContent = JSON.stringify(Array.from(window.frames, (inside) => ({{
    dom: inside.document.documentElement.outerHTML,
    width: inside.document.documentElement.scrollWidth,
    asked: inside.performance.getEntriesByType("resource").length,
  }})));
}};
</script></body></html>
"""
"""A page around all pages, which asks the browser what it made of each."""


def browse(folder: Path, *arguments: str) -> tuple[str, list[str]]:
    """What the browser prints, and what it says on its console."""
    command = [str(BROWSER), *OPTIONS, f"--user-data-dir={folder / 'profile'}", *arguments]
    done = subprocess.run(command, capture_output=True, check=False, timeout=120)
    said = done.stderr.decode(errors="replace")
    assert done.returncode == 0, said
    return done.stdout.decode(), [line for line in said.split("\n") if "CONSOLE" in line]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Every page, in a folder."""
    made = tmp_path_factory.mktemp("sidor")
    written(made)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(made)
        for name in COMMANDS:
            page(name, made)
        yield made


if BROWSER:

    def test_a_browser_takes_every_page_as_it_is(folder: Path) -> None:
        """It mends nothing, complains of nothing and fetches nothing, and a telephone is wide
        enough."""
        frame = f'<iframe src="{{}}.html" width="{PHONE}" height="800" style="border: 0"></iframe>'
        around = folder / "alla.html"
        around.write_text(AROUND.format(frames="".join(map(frame.format, COMMANDS))), "utf-8")
        printed, console = browse(folder, "--dump-dom", around.as_uri())
        assert console == []
        (told,) = Reader(printed).text("body")
        for name, seen in zip(COMMANDS, json.loads(told), strict=True):
            as_written = Reader((folder / f"{name}.html").read_text("utf-8"))
            as_read = Reader(seen["dom"])
            assert [t for t, _, _ in as_read.tags] == [t for t, _, _ in as_written.tags], name
            assert (name, seen["width"], seen["asked"]) == (name, PHONE, 0)


if BROWSER and PDFTOTEXT:

    @pytest.mark.parametrize("name", ["diff-details", "diff-kronor", "evaluate", "explain-cell"])
    def test_a_page_on_paper(folder: Path, name: str) -> None:
        """All that the page says is on the paper, also what is folded on the screen."""
        made = folder / f"{name}.html"
        pdf = folder / f"{name}.pdf"
        browse(folder, f"--print-to-pdf={pdf}", made.as_uri())
        read = subprocess.run([str(PDFTOTEXT), str(pdf), "-"], capture_output=True, check=True)
        printed = letters(read.stdout.decode())
        reader = Reader(made.read_text("utf-8"))
        said = [words for tag, words in reader.words if tag not in ("style", "title")]
        assert [words for words in said if letters(words) not in printed] == []


def letters(text: str) -> str:
    """The text without blanks and hyphens, which lines are broken at."""
    return re.sub(r"[\s\u00ad\u2010-]+", "", text)
