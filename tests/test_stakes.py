"""`okt check` with data: what each finding is worth, with amounts worked out by hand.

A block of 100 kr is divided over one month and two towns of the same size: 50 kr can be earned by
each.
"""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from overenskommelse.cli import main
from overenskommelse.cli.check_json import schema

HEAD = """okt 1
överenskommelse 2024 "Liten"
  omfattning 100 kr
  mätperiod januari 2024
  jämförelse samma månad föregående år
mottagare städerna "Städerna" består av a "Astad", b "Bstad"
nyckel invånare "Invånare"
"""
ROUNDING = """avrundning
  mätvärden andelarna till en decimal, hälften uppåt
  månadspott hela kronor, nedåt
  ersättning hela kronor, nedåt, för varje krav och månad
"""
MEASURES = """mått kortare "Kortare än 60 dagar"
  andel av väntande besök
  med väntetid kortare än 60 dagar
  bättre högre
mått högst "Högst 60 dagar"
  andel av väntande besök
  med väntetid högst 60 dagar
  bättre högre
"""
BLOCK = """block 1 "Besök" 100 kr
  till städerna
  månadspott lika stor varje månad i mätperioden
  reserveras efter invånare
  uppfylls inte ett krav: medlen betalas inte ut
  två vägar: måluppfyllelse går före förbättring, aldrig båda
  saknas värde föregående år: ingen förbättring kan visas
  saknas värde: kravet uppfylls inte
  finns ingen att mäta: kravet uppfylls inte
"""
PAYMENT = "utbetalning mars 2024 block 1\n"
BOTH = """  krav 1 "Högst" 50 %
    måluppfyllelse högst minst 73 % ger 100 %
  krav 2 "Kortare" 50 %
    måluppfyllelse kortare minst 73 % ger 100 %
"""
FIGURES = """region;månad;mått;täljare;nämnare
a;2023-01;högst;70;100
a;2024-01;högst;80;100
a;2024-01;kortare;70;100
b;2023-01;högst;80;100
b;2024-01;högst;80;100
b;2024-01;kortare;80;100
"""
KEYS = "region;invånare\na;1\nb;1\n"


def told(
    text: str,
    folder: Path,
    capsys: pytest.CaptureFixture[str],
    counts: str = FIGURES,
    code: int = 0,
) -> dict[str, list[dict[str, object]]]:
    """What is at stake of each code, once the document is known to follow the schema."""
    (folder / "data").mkdir()
    (folder / "liten.okt").write_text(text, encoding="utf-8")
    (folder / "data" / "besök.csv").write_text(counts, encoding="utf-8")
    (folder / "data" / "folk.csv").write_text(KEYS, encoding="utf-8")
    paths = [str(folder / "liten.okt"), str(folder / "data")]
    assert main(["check", *paths, "--format", "json"]) == code
    document = json.loads(capsys.readouterr().out.replace("\u00a0", " "))
    Draft202012Validator(json.loads(schema())).validate(document)
    return {d["code"]: d.get("stakes", []) for d in document["diagnostics"]}


def test_limits_that_drift(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Counted as the other limit counts, Astad has 70 and not 80 per cent and loses 25 kr."""
    found = told(HEAD + ROUNDING + MEASURES + BLOCK + BOTH + PAYMENT, tmp_path, capsys)
    words = "räknas ”högst” som ”kortare” flyttas 25 kr, mest från Astad (−25 kr)"
    assert found["OKT408"] == [{"words": words, "kronor": "25"}]


LADDER = """stege bas
  1,0–{high} procentenheter ger 50 %
  15,0 procentenheter eller mer ger 100 %
"""
IMPROVED = '  krav 1 "Högst" 100 %\n    förbättring högst enligt stege bas\n'
ONE = MEASURES[MEASURES.index("mått högst") :]
OF_ONE = "".join(line for line in FIGURES.splitlines(keepends=True) if "kortare" not in line)


def test_a_hole(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Astad rose by 10,0 points, into the hole: with the step above it would get its 50 kr."""
    text = HEAD + ROUNDING + LADDER.format(high="9,9") + ONE + BLOCK + IMPROVED + PAYMENT
    found = told(text, tmp_path, capsys, OF_ONE, 1)
    words = (
        "1 värde hamnar i hålet, det lägsta 10,00; får de steget över i stället för inget"
        " flyttas 50 kr, mest till Astad (+50 kr)"
    )
    assert found["OKT411"] == [{"words": words, "kronor": "50"}]


def test_a_hole_that_nobody_is_in(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A rise by 10,0 points is on the step that ends at 10,0, so the hole costs nobody anything."""
    text = HEAD + ROUNDING + LADDER.format(high="10,0") + ONE + BLOCK + IMPROVED + PAYMENT
    found = told(text, tmp_path, capsys, OF_ONE, 1)
    assert found["OKT411"] == [{"words": "inget värde hamnar i hålet", "kronor": "0"}]


def test_a_step_that_makes_no_difference(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Of the two towns Astad, with a rise by 10,0 points, lands on the useless step."""
    ladder = """stege bas
  1,0–4,9 procentenheter ger 50 %
  5,0–14,9 procentenheter ger 50 %
  15,0 procentenheter eller mer ger 100 %
"""
    found = told(
        HEAD + ROUNDING + ladder + ONE + BLOCK + IMPROVED + PAYMENT, tmp_path, capsys, OF_ONE
    )
    assert found["OKT417"] == [{"words": "1 värde hamnar på steget", "kronor": None}]


def test_readings_that_pay_differently(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With a goal of 85 per cent neither town, at 80, gets its 50 kr; 79 changes nothing."""
    question = """tolkning mål "Vilken andel räcker?"
  eftersom "texten säger inte vilken"
  läsning sjuttiotre 73 %
  läsning sjuttionio 79 %
  läsning åttiofem 85 %
  gäller sjuttiotre
"""
    goal = '  krav 1 "Högst" 100 %\n    måluppfyllelse högst minst enligt tolkning mål ger 100 %\n'
    head = HEAD + ROUNDING + question + ONE + BLOCK + goal + PAYMENT
    found = told(head, tmp_path, capsys, OF_ONE)
    words = "läses ”åttiofem” flyttas 100 kr, mest från Astad (−50 kr)"
    assert found["OKT743"] == [{"words": words, "kronor": "100"}]


WITH_POT = """  bonuspott
    samlar medel för krav som inte uppfylls
    fördelas i proportion till årets ersättning
    utan ersättning till någon: betalas inte ut
"""
POT_BLOCK = BLOCK.replace("  uppfylls inte ett krav: medlen betalas inte ut\n", "")


@pytest.mark.parametrize(("goal", "found"), [(80, False), (81, True)])
def test_a_pot_that_nobody_has_a_part_of(
    goal: int, found: bool, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Both towns are at 80 per cent: with a goal above that the pot is shared by 0 of 0."""
    rounding = ROUNDING + "  bonus hela kronor, nedåt\n  rest delas inte ut\n"
    demand = f'  krav 1 "Högst" 100 %\n    måluppfyllelse högst minst {goal} % ger 100 %\n'
    text = HEAD + rounding + ONE + POT_BLOCK + demand + WITH_POT
    text += "utbetalning mars 2024 block 1, bonuspott\n"
    assert ("OKT744" in told(text, tmp_path, capsys, OF_ONE)) is found


@pytest.mark.parametrize(("goal", "words"), [(80, "det händer inte"), (81, "det händer")])
def test_what_is_divided_by_what_nobody_earned(
    goal: int, words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Both towns are at 80 per cent: the goal says if there is something to divide by."""
    demand = f'  krav 1 "Högst" 100 %\n    måluppfyllelse högst minst {goal} % ger 100 %\n'
    more = 'block 2 "Mer" 50 kr\n  till städerna, i proportion till ersättningen i block 1\n'
    rounding = ROUNDING + "  fördelning hela kronor, nedåt\n  rest delas inte ut\n"
    text = HEAD + rounding + ONE + BLOCK.replace("100 kr", "50 kr") + demand + more
    text += "utbetalning mars 2024 block 1, block 2\n"
    found = told(text, tmp_path, capsys, OF_ONE)
    assert found["OKT426"] == [{"words": words, "kronor": None}]


@pytest.mark.parametrize(
    ("otherwise", "found"), [("ingen påföljd", True), ("månadens mätvärden räknas inte", False)]
)
def test_a_criterion_that_is_missed(
    otherwise: str, found: bool, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Astad answers 94 per cent where 95 is the least: told where nothing follows from it."""
    criterion = f"""kriterium svarsfrekvens för städerna "Svarsfrekvens"
  minst 95 % varje månad januari 2024
  annars {otherwise}
"""
    demand = '  krav 1 "Högst" 100 %\n    måluppfyllelse högst minst 73 % ger 100 %\n'
    (tmp_path / "svar.csv").write_text(
        "region;månad;svarsfrekvens\na;2024-01;94\nb;2024-01;95\n", encoding="utf-8"
    )
    text = HEAD + ROUNDING + ONE + BLOCK + demand + PAYMENT + criterion
    (tmp_path / "liten.okt").write_text(text, encoding="utf-8")
    (tmp_path / "besök.csv").write_text(OF_ONE, encoding="utf-8")
    (tmp_path / "folk.csv").write_text(KEYS, encoding="utf-8")
    names = ("liten.okt", "besök.csv", "folk.csv", "svar.csv")
    assert main(["check", *(str(tmp_path / name) for name in names)]) == 0
    told_of = capsys.readouterr().err
    assert ("OKT745" in told_of) is found
    assert ("Astad" in told_of) is found
    assert "Bstad" not in told_of


def test_errors_leave_no_kronor(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Of an agreement with errors it is told that there is no plan to compute kronor by."""
    text = HEAD + ROUNDING + ONE + BLOCK + PAYMENT
    assert "OKT746" in told(text, tmp_path, capsys, OF_ONE, 1)


def test_faulty_data(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Data that cannot be read are told of as such, and the answer is that it was not tried."""
    text = HEAD + ROUNDING + MEASURES + BLOCK + BOTH + PAYMENT
    found = told(text, tmp_path, capsys, FIGURES.replace("70;100", "x;100"), 2)
    assert {code[:4] for code in found} == {"OKT4", "OKT5"}


def test_data_for_two(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Data are for one agreement, and with them no file is changed."""
    for name in ("a.okt", "b.okt"):
        (tmp_path / name).write_text('okt 1\növerenskommelse 1 "A"\n', encoding="utf-8")
    paths = [str(tmp_path / name) for name in ("a.okt", "b.okt", "data.csv")]
    assert main(["check", *paths]) == 2
    assert "en enda" in capsys.readouterr().err
    assert main(["check", paths[0], paths[2], "--fix"]) == 2
    assert "--fix" in capsys.readouterr().err


def test_without_data_nothing_is_evaluated() -> None:
    """A check without data imports neither the runtime nor what makes plans."""
    code = (
        "import sys; from overenskommelse.cli import main;"
        " main(['check', 'agreements/2023.okt']);"
        " print([m for m in sys.modules if m.startswith('runtime') or m == 'compiler.lower'])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
