"""What okt says about roundings and the kronor that they leave over or lack: 4, as in `codes`."""

from typing import Final

from overenskommelse.diagnostics import Code, Severity

_ERROR = Severity.ERROR

HOMELESS: Final = Code(
    "OKT466", _ERROR, "kronor utan ägare",
    "avrundade delar blir inte alltid hela beloppet{example}",
    "lägg till {where}, så att det framgår vem som får eller avstår resten:  {rule}",
)  # fmt: skip
NOTHING_ROUNDED: Final = Code(
    "OKT467", _ERROR, "inget att avrunda",
    "{what} har inga belopp som avrundas",
    "ta bort avrundningen, eller låt den gälla något som fördelas eller förtjänas",
)  # fmt: skip
ADJUSTS_MANY: Final = Code(
    "OKT468", _ERROR, "justeringarna hör inte till ett enda belopp",
    "justeringarna kan bara stämma för ett belopp, men regeln gäller {amounts}",
    "flytta raden till en avrundning för det beloppet:  avrundning för {example}",
)  # fmt: skip
SHARED_ROUNDING: Final = Code(
    "OKT485", _ERROR, "avrundningen passar inte en delad pott",
    "block {number} delar varje kravs pott bland dem som uppfyller kravet, så ersättningen avrundas"
    " för varje krav och månad, inte {stage}",
    "skriv under ”avrundning”:  ersättning hela kronor, hälften uppåt, för varje krav och månad",
)  # fmt: skip
MAY_OVERSPEND: Final = Code(
    "OKT486", _ERROR, "ersättningen kan bli mer än blocket",
    "{rule} avrundas {mode}, och block {number} har ingen bonuspott som kan bära det{example}",
    "skriv ”nedåt” för både månadspott och ersättning, eller ge blocket en bonuspott",
)  # fmt: skip
ADJUSTMENT_UNIT: Final = Code(
    "OKT487", _ERROR, "justeringen är finare än avrundningen",
    "{amount} är inte {unit}, som beloppet avrundas till",
    "skriv justeringen i samma enhet som avrundningen",
)  # fmt: skip
ROUNDS_UP_TO_MORE: Final = Code(
    "OKT448", _ERROR, "fördelningen kan bli mer än beloppet",
    "rest ”delas inte ut” kräver avrundning nedåt: annars kan delarna bli mer än helheten",
    "skriv ”nedåt” i avrundningen, eller:  rest till störst decimaldel, lika: störst nyckel",
)  # fmt: skip
NO_EFFECT: Final = Code(
    "OKT456", _ERROR, "delen har ingen verkan",
    "”{found}” gäller bara avrundning av ersättning, inte här",
    "ta bort ”{found}”",
)  # fmt: skip
