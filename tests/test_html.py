"""The HTML form: one file, sound, and to be read by everybody, whatever the names in it."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from overenskommelse.cli import main
from overenskommelse.cli.html.blocks import Heading, blocks
from overenskommelse.cli.html.page import document
from tests.agreements import TextFile
from tests.html_pages import COMMANDS, Reader, page, written

CSS = Path(main.__code__.co_filename).parent / "html" / "page.css"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the commands are run, with their files."""
    written(tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("name", COMMANDS)
def test_a_page_stands_by_itself(folder: Path, name: str) -> None:
    """Nothing is fetched and nothing is run; the page itself forbids it."""
    text = page(name, folder).read_text("utf-8")
    reader = Reader(text)
    fetching = {"src", "href", "srcset", "data", "action", "background", "poster", "xlink:href"}
    assert not [a for _, a, _ in reader.tags if fetching & a.keys()]
    assert not [a for _, a, _ in reader.tags if any(key.startswith("on") for key in a)]
    assert not reader.named("script", "link", "iframe", "img", "object", "form", "base")
    assert "url(" not in text
    assert "@import" not in text
    assert "http" not in text.replace("http-equiv", "")
    policy = [a.get("content") for a in reader.named("meta") if "http-equiv" in a]
    assert policy == ["default-src 'none'; style-src 'unsafe-inline'"]


@pytest.mark.parametrize("name", COMMANDS)
def test_a_page_can_be_listened_to(folder: Path, name: str) -> None:
    """Its language, title, headings, tables and pictures say what they are."""
    text = page(name, folder).read_text("utf-8")
    reader = Reader(text)
    assert text.startswith("<!DOCTYPE html>")
    assert reader.named("html") == [{"lang": "sv"}]
    assert len(reader.named("main")) == 1
    assert reader.text("title")[0] == reader.text("h1")[0]
    levels = [int(tag[1]) for tag, _, _ in reader.tags if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert set(levels[1:]) <= {2}
    assert len(reader.text("caption")) == len(reader.named("table")) == len(reader.named("thead"))
    assert len(set(reader.text("caption"))) == len(reader.text("caption"))
    for tag, attributes, inside in reader.tags:
        if tag == "th":
            assert attributes["scope"] == ("col" if "thead" in inside else "row")
        if tag == "svg":
            assert attributes["role"] == "img"
            assert attributes["aria-label"]
        if attributes.get("tabindex"):
            assert attributes["role"] == "region"
            assert attributes["aria-label"]
    assert not [a for _, a, _ in reader.tags if "id" in a]


@pytest.mark.parametrize("name", COMMANDS)
def test_a_page_says_what_is_not_real(folder: Path, name: str) -> None:
    """Whatever rests on made-up figures says so above the first table or tree."""
    text = page(name, folder).read_text("utf-8")
    body = text.partition("<body>")[2]
    on_data = "data" in COMMANDS[name]
    above = re.split('<table|<ul class="tree"', body)[0]
    if name == "matrix":
        assert "inte verkliga uppgifter" in body
    else:
        assert ("påhittad" in above) is on_data


@pytest.mark.parametrize("name", ["diff", "diff-kronor", "evaluate", "explain-cell", "gap"])
def test_pages_as_they_were_looked_at(folder: Path, name: str, snapshot: SnapshotAssertion) -> None:
    """What stands in a page stays as it was read in a browser."""
    body = page(name, folder).read_text("utf-8").partition("<body>")[2]
    assert body == snapshot.use_extension(TextFile)


def test_bars_are_as_long_as_what_they_show(folder: Path) -> None:
    """The largest change fills its side; a loss goes left and a gain right of the line."""
    # A-stad reaches 72 % in March: the reserved 3/4 of half of 4 mnkr, where nothing was earned
    # before; the bonus pot moves with it. B-stad loses exactly what A-stad gains.
    reader = Reader(page("diff-kronor", folder).read_text("utf-8"))
    bars = reader.named("rect")
    assert [(bar["class"], bar["x"], bar["width"]) for bar in bars] == [
        ("gain", "101", "100"),
        ("loss", "1", "100"),
    ]
    labels = [str(a["aria-label"]) for a in reader.named("svg")]
    assert [label[0] for label in labels] == ["+", "−"]
    assert labels[0][1:] == labels[1][1:]


def test_names_are_text_and_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A title or name that looks like markup, or hides characters, is shown as it is written."""
    town = "A'&lt;b onload=x"
    written(tmp_path, "</title><script>alert(1)</script>", town, "<i>\u202eett prov")
    monkeypatch.chdir(tmp_path)
    for name in COMMANDS:
        text = page(name, tmp_path).read_text("utf-8")
        assert "<script" not in text
        assert "<i>" not in text
        assert "\u202e" not in text
        Reader(text)
    shown = Reader(page("evaluate", tmp_path).read_text("utf-8"))
    assert shown.text("h1") == ["Överenskommelse 2025: </title><script>alert(1)</script>"]
    assert town in shown.text("th")
    explained = Reader(page("explain", tmp_path).read_text("utf-8"))
    assert any("<i>⟨U+202E⟩ett prov" in words for words in explained.text("li"))


def test_the_form_follows_the_ending_and_the_option(
    folder: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    """``--format html`` writes the very file that ``--out x.html`` does."""
    for name in COMMANDS:
        written_to = page(name, folder).read_bytes()
        capfdbinary.readouterr()
        assert main([*COMMANDS[name], "-q", "--format", "html"]) == 0
        assert capfdbinary.readouterr().out == written_to


def test_voices_have_cells_of_their_own(root: Path, tmp_path: Path) -> None:
    """Answers and assessments, which text puts side by side, are columns with headings."""
    out = tmp_path / "2024.html"
    given = [str(root / "agreements" / "2024.okt"), str(root / "data" / "2024")]
    assert main(["evaluate", *given, "-q", "--out", str(out)]) == 0
    headings = Reader(out.read_text("utf-8")).text("th")
    assert {"vårdplatser", "svar", "bedömt"} <= set(headings)


def test_an_explanation_unfolds_all_the_way(folder: Path) -> None:
    """All that there is lies in the page, folded; ``--depth`` leaves out what is deeper."""
    whole = Reader(page("explain", folder).read_text("utf-8"))
    assert not [a for a in whole.named("details") if "open" in a]
    assert any("antal.csv" in words for words in whole.text("li"))
    assert main([*COMMANDS["explain"], "-q", "--depth", "0", "--out", "grund.html"]) == 0
    shallow = Reader((folder / "grund.html").read_text("utf-8"))
    assert not shallow.named("details")


def test_colours_can_be_told_apart() -> None:
    """Text has WCAG 2.1's contrast of 4,5 and what is drawn 3, on screen by day and night and on
    paper."""
    schemes = re.findall(r"--ink:[^}]*", CSS.read_text("utf-8"))
    assert len(schemes) == 3
    for scheme in schemes:
        colour = dict(re.findall(r"--([a-z]+): (#[0-9a-f]{6})", scheme))
        for text, ground in (
            ("ink", "paper"),
            ("ink", "band"),
            ("ink", "warn"),
            ("faint", "paper"),
        ):
            assert contrast(colour[text], colour[ground]) >= 4.5
        for drawn in ("gain", "loss", "rule", "edge"):
            for ground in ("paper", "band"):
                assert contrast(colour[drawn], colour[ground]) >= 3


def contrast(one: str, other: str) -> float:
    """WCAG 2.1's contrast ratio (https://www.w3.org/TR/WCAG21/#dfn-contrast-ratio)."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return sum(w * p for w, p in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def test_a_page_has_a_heading() -> None:
    """A page without a heading, or with something else than text on it, is a bug and is told."""
    with pytest.raises(ValueError, match="heading"):
        document([])
    with pytest.raises(TypeError, match="int"):
        list(blocks([1]))
    assert "<h1>Rubrik</h1>" in document([Heading("Rubrik")])


def test_nobody_else_waits_for_the_library() -> None:
    """Jinja2 is loaded where a page is asked for, and nowhere on the way to other forms."""
    code = "import sys; from overenskommelse.cli import main; main(['check', '--help']); "
    code += "import overenskommelse.cli.evaluate; sys.exit('jinja2' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert done.returncode == 0
