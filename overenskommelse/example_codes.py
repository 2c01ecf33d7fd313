"""What okt says about examples: 62, of the codes 6 (readings and examples). See `codes`."""

from typing import Final

from overenskommelse.diagnostics import Code, Severity

_ERROR = Severity.ERROR

NOT_IN_EXAMPLES: Final = Code(
    "OKT621", _ERROR, "kan inte stå i ett exempel",
    "”{kind}” kan inte stå efter ”{verb}” i ett exempel{guess}",
    "efter ”{verb}” kan stå: {kinds}",
)  # fmt: skip
NO_SUCH_VALUE: Final = Code(
    "OKT622", _ERROR, "värdet passar inte",
    "{subject} kan inte vara ”{found}”",
    "skriv {expected}",
)  # fmt: skip
NO_SUCH_RECIPIENT: Final = Code(
    "OKT623", _ERROR, "ingen mottagare",
    "”{name}” är ingen mottagare av {subject}{guess}",
    "mottagarna är: {recipients}",
)  # fmt: skip
NO_SUCH_COUNT: Final = Code(
    "OKT624", _ERROR, "antalet går inte",
    "”{found}” går inte: {why}",
    "skriv hur många av alla, som 731 av 1 000; finns ingen alls: ingen att mäta",
)  # fmt: skip
NO_SUCH_MONTHS: Final = Code(
    "OKT625", _ERROR, "månaderna passar inte",
    "{subject}: {why}",
    "{help}",
)  # fmt: skip
SAID_TWICE: Final = Code(
    "OKT626", _ERROR, "sagt två gånger i exemplet",
    "{subject} är redan sagt{recipient}",
    "behåll den rad som gäller",
)  # fmt: skip
NEEDS_COUNT: Final = Code(
    "OKT627", _ERROR, "andelen säger inte hur många",
    "{subject}: ett krav beror också på hur många som väntar, och det säger inte {found}",
    "skriv antalen:  {subject}: 731 av 1 000",
)  # fmt: skip
WHICH_ONE: Final = Code(
    "OKT628", _ERROR, "finns på flera ställen",
    "{subject} finns på flera ställen: {places}",
    "säg vilket:  {example}",
)  # fmt: skip
DECIDES_NOTHING: Final = Code(
    "OKT629", _ERROR, "svaret avgör inget",
    "{subject} besvaras med ”{kind}”, och ett sådant svar kan inte avgöra något",
    "ta bort raden, eller säg om en fråga som besvaras med ja eller nej",
)  # fmt: skip
