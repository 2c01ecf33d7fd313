"""The words for what `okt cover` shows."""

from overenskommelse.coverage import Compared, Coverage, Held, Mention, Section, Standing
from overenskommelse.numbers import write_number
from overenskommelse.text import counted

SPOKEN = "tal, dagar och jämförelseord"


def percent(coverage: Coverage) -> str:
    """``99 %``, rounded down: only what is whole is a hundred."""
    return f"{write_number(coverage.percent.__floor__())}\u00a0%"


def summary(coverage: Coverage) -> str:
    """How much of the source the file says."""
    if not coverage.counted:
        return "Inget i källan räknas: alla avsnitt är inte reglerande eller utan tal."
    return f"{coverage.said} av {coverage.counted} {SPOKEN} finns i filen: {percent(coverage)}."


def phrase(mention: Mention) -> str:
    """A mention with its comparison words: ``minst 73 procent``."""
    words = [word.value for word in reversed(Compared) if word in mention.compared]
    return " ".join([*words, mention.text])


def instead(held: Held) -> str:
    """What the file says where the source says something else."""
    said = [f"{phrase(one)} (rad {one.line})" for one in held.others]
    return f"i filen: {', '.join(said)}" if said else ""


def not_counted(section: Section) -> str:
    """Why nothing of a section counts, or that nothing cites it."""
    if not section.normative:
        return "inte reglerande"
    return "" if section.cited else "ingen sats hänvisar hit"


def how_many(section: Section, standing: Standing) -> int:
    """How many of a section's mentions have come out so."""
    return sum(1 for held in section.held if held.standing is standing)


def unfound(coverage: Coverage) -> str:
    """What is cited and not in the text."""
    return (
        f"{counted(len(coverage.unfound), 'hänvisning', 'hänvisningar')} som inte hittas i källan:"
    )
