"""What a lawyer has to decide anew, as values."""

from enum import Enum

from attrs import frozen

from overenskommelse.saying import Saying


class Kind(Enum):
    """What there is to decide, in the order in which it is told. The value is its heading."""

    DECIDED = "Dagen för beslutet, ännu inte känd"
    UNKNOWN = "Okänt sedan förut"
    AMOUNT = "Belopp, oförändrade"
    LEVEL = "Andelar, nivåer och gränser, oförändrade"
    KEY_DATE = "Dagar för fördelningsnycklar, flyttade"
    FEBRUARY = "Dagar i slutet av februari"
    WEEKEND = "Dagar som blir lördag eller söndag"
    DATE = "Övriga dagar, månader och perioder, flyttade"
    INTERPRETATION = "Tolkningar: är texten lika öppen, och håller läsningen?"
    TITLE = "Titlar med årtal, flyttade"
    TEXT = "Texter som nämner årtal, oförändrade"
    MOVED_NAME = "Namn med årtal, flyttade; heter de så i data måste data byta namn"
    NAME = "Namn med årtal, oförändrade"
    INCLUDED = "Inkluderade filer, oförändrade"
    LEFT_OUT = "Borttaget, eftersom inget tillägg har ändrat den nya överenskommelsen"
    COMMENT = "Kommentarer som nämner årtal, oförändrade"


@frozen(repr=False, eq=False)
class Decision(Saying):
    """One thing to decide.

    Attributes:
        line: Where it stands in the new text.
        text: What stands there, with what it stands under; without what it cites.
        before: What stood there in the year before, where that is something else.
        note: What to think of; empty where the heading says it all.
    """

    kind: Kind
    line: int
    text: str
    before: str = ""
    note: str = ""
