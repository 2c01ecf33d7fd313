"""The examples of statements that are shown to whoever wrote one that cannot be read."""

import pytest

from compiler.forms import FORMS, TIER, form_at
from compiler.parse import parse
from overenskommelse.diagnostics import Report
from overenskommelse.source import Source
from tests.agreements import checked, told

ABOVE = {
    "krav": 'block 1 "Namn" 5 kr\nkrav 1 "Namn" 100 %\nmåluppfyllelse m minst 5 % ger 100 %',
    "bonuspott": 'block 1 "Namn" 5 kr\nbonuspott',
}
"""What has to stand above a statement where its home alone is not enough."""
EXAMPLES = [
    (home, line.format(year=2024))
    for home, forms in FORMS.items()
    for line in (*forms.values(), *((TIER,) if "stege" in forms else ()))
]


@pytest.mark.parametrize(("home", "line"), EXAMPLES, ids=[line for _, line in EXAMPLES])
def test_an_example_can_be_read(home: str, line: str) -> None:
    """Each example is a whole statement, where it is said to stand."""
    above = ABOVE.get(home) or FORMS[""].get(home, "").format(year=2024)
    above = "stege bas" if line == TIER else above
    report = Report()
    parse(Source("prov.okt", f"{above}\n{line}\n"), report)
    assert not [d for d in report if d.span is not None and d.span.text], told(report)


def test_every_statement_has_an_example() -> None:
    """Whatever keyword is followed by nonsense, what it should look like is shown."""
    for home, forms in FORMS.items():
        for word, line in forms.items():
            lines = [home, word] if home else [word]
            assert form_at(lines, "2024") == line.format(year="2024")


def test_an_example_is_of_the_files_own_year() -> None:
    """An example speaks of the year that the agreement is named after."""
    text = 'okt 1\növerenskommelse 2031 "Namn"\n  mätperiod alltid\n  omfattning 5 kr\n'
    [diagnostic] = [d for d in checked(text) if d.code.number == "OKT104"]
    assert diagnostic.help == "så kan satsen se ut:  mätperiod januari–november 2031"


def test_every_keyword_is_among_them() -> None:
    """No keyword of the grammar that begins a statement is left out."""
    shown = {word for forms in FORMS.values() for word in forms}
    assert parse(Source("prov.okt", "okt 1\n"), Report()).keywords <= shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (
            'block 1 "Namn" 5 kr\n  till regionerna efter invånare\n',
            "till regionerna, efter invånare",
        ),
        (
            'medel m "Namn" 5 kr till regionerna efter invånare\n',
            'medel stöd "Stöd" 10 mnkr till regionerna, efter invånare',
        ),
    ],
)
def test_the_comma_before_a_key_is_shown(text: str, shown: str) -> None:
    """Whoever leaves out the comma between those who are paid and the key sees where it stands."""
    report = Report()
    parse(Source("prov.okt", text), report)
    [diagnostic] = [d for d in report if d.code.number == "OKT104"]
    assert diagnostic.help == f"så kan satsen se ut:  {shown}"
