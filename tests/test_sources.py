"""`källa`: citations are held against the headings of the file's own source, and nothing else."""

from attrs import evolve

from compiler import check_text, compile_text
from overenskommelse.written import Written

AGREEMENT = """okt 1
överenskommelse 2023 "Liten"
  omfattning 5 kr [avsnitt 1]
mottagare skr "SKR" [avsnitt 9]
medel stöd "Stöd" 5 kr till skr
utbetalning juni 2023 medel stöd
"""
SOURCE = """källa "Överenskommelsen"
  avsnitt 1 "Inledning"
"""
AMENDMENT = """okt 1
tillägg 1 till överenskommelse 2023 "Ändrad"
källa "Tillägget"
  avsnitt 7 "Ändring"
ersätt mottagare skr [avsnitt 7]
mottagare skr "Sveriges Kommuner och Regioner" [{}]
"""


def test_a_file_without_headings_is_not_asked() -> None:
    """A file that does not name its source's headings may cite what it likes."""
    assert list(check_text("liten.okt", AGREEMENT.encode())) == []


def test_an_amendment_has_a_source_of_its_own() -> None:
    """An amendment's citations are held against its own headings: it has a 7 and no 1."""
    for section, faults in (("avsnitt 7", []), ("avsnitt 1", [("tillägg.okt", 6)])):
        amendment = Written("tillägg.okt", AMENDMENT.format(section).encode(), None)
        text = (AGREEMENT + SOURCE).encode()
        report = check_text("liten.okt", text, amendments=[amendment])
        found = [d for d in report if d.code.number == "OKT434" and d.span is not None]
        assert [(d.span.source.name, d.span.line) for d in found if d.span] == faults


def test_a_source_changes_no_plan() -> None:
    """The plan is the same with the source as without, but for the hash of the file."""
    without = compile_text("liten.okt", AGREEMENT.encode(), {}).plan
    with_it = compile_text("liten.okt", (AGREEMENT + SOURCE).encode(), {}).plan
    assert without is not None
    assert with_it is not None
    assert evolve(with_it, source_sha256=without.source_sha256) == without
