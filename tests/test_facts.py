"""Questions that only ask how it is: a no to them is accepted by nobody, for it refuses nothing.

The case is `good/fraga_upplysning.okt`: ``följs`` is something to live up to, ``uppdaterad`` only
something to know.
"""

from pathlib import Path

from tests.agreements import good, outcome_of, plan_of
from tests.intake_plans import Read, added, read_texts

PLAN = plan_of(good("fraga_upplysning"))
ANSWERS = "mottagare;fokusområde;fråga;svar\n"
AREAS = "mottagare;fokusområde;uppfyllt;skäl\n"
OTHERS = ("b;planer;ja;", "c;planer;ja;")


def read(folder: Path, answer: str, assessed: str) -> Read:
    """What a answers to one of the questions, yes to the other, and how a is assessed."""
    said = {"följs": "ja", "uppdaterad": "ja"} | dict([answer.split(";")])
    answers = [f"a;planer;{question};{words}" for question, words in said.items()]
    answers += [f"{who};planer;{question};ja" for who in "bc" for question in said]
    return read_texts(
        folder, PLAN, svar=added(ANSWERS, *answers), fokus=added(AREAS, assessed, *OTHERS)
    )


def notes(found: Read, number: str) -> list[str]:
    assert not found.errors
    return [n.message for n in outcome_of(PLAN, found.figures).notes if n.code.number == number]


def test_a_no_to_a_fact_needs_no_reason(tmp_path: Path) -> None:
    """A yes in spite of a no needs a reason only where the no refuses something."""
    fact = read(tmp_path, "uppdaterad;nej", "a;planer;ja;")
    assert notes(fact, "OKT725") == []
    refusal = read(tmp_path, "följs;nej", "a;planer;ja;")
    assert [fault.code.number for fault in refusal.errors] == ["OKT597"]


def test_a_refusal_with_only_facts_against_it(tmp_path: Path) -> None:
    """Who is assessed as not fulfilling, with no other no than to a fact, is listed."""
    found = read(tmp_path, "uppdaterad;nej", "a;planer;nej;för tunt")
    assert notes(found, "OKT726") == [
        "fokusområde planer: Astad bedöms inte uppfylla det, fast inget svar talar emot det:"
        " ”för tunt”"
    ]
    assert notes(read(tmp_path, "följs;nej", "a;planer;nej;för tunt"), "OKT726") == []
