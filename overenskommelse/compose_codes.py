"""The catalogue of what okt says about agreements in several files: codes 8.

80 is about files that are included, 81 about amendments as files, 82 about what they change. See
`codes` for what a code is.
"""

from typing import Final

from overenskommelse.diagnostics import Code, Severity

_ERROR = Severity.ERROR
_WARNING = Severity.WARNING

# 80: files that are included -----------------------------------------------------------------

INCLUDE_NAME: Final = Code(
    "OKT801", _ERROR, "filen kan inte anges så",
    "”{name}” kan inte inkluderas: {why}",
    "ange en fil i samma mapp som överenskommelsen, eller tillägget, eller under den, med / mellan "
    "mapp och fil:  "
    'inkludera "delar/stegar.okt"',
)  # fmt: skip
INCLUDE_EXTENSION: Final = Code(
    "OKT802", _ERROR, "ingen okt-fil",
    "”{name}” kan inte inkluderas: bara filer vars namn slutar på .okt läses",
    "lägg satserna i en fil vars namn slutar på .okt",
)  # fmt: skip
INCLUDE_OUTSIDE: Final = Code(
    "OKT803", _ERROR, "filen ligger utanför mappen",
    "”{name}” är en länk som leder ut ur mappen",
    "lägg själva filen i samma mapp som överenskommelsen, eller tillägget, eller under den",
)  # fmt: skip
INCLUDE_NOT_FOUND: Final = Code(
    "OKT804", _ERROR, "filen finns inte",
    "”{name}” finns inte, räknat från mappen där {owner} ligger{why}",
    "namnet räknas från den mappen också i en fil som själv är inkluderad",
)  # fmt: skip
INCLUDE_UNREADABLE: Final = Code(
    "OKT805", _ERROR, "filen kan inte läsas",
    "”{name}” kan inte läsas: {why}",
    "kontrollera att det är en fil och att du får läsa den",
)  # fmt: skip
INCLUDE_CYCLE: Final = Code(
    "OKT806", _ERROR, "filen inkluderar sig själv",
    "”{name}” inkluderar sig själv: {way}",
    "ta bort en av satserna; det som båda behöver kan läggas i en tredje fil",
)  # fmt: skip
INCLUDE_DEPTH: Final = Code(
    "OKT807", _ERROR, "för många filer i varandra",
    "”{name}” är inkluderad i fler än {limit} led",
    "inkludera filen direkt i överenskommelsen",
)  # fmt: skip
INCLUDE_COUNT: Final = Code(
    "OKT808", _ERROR, "för många filer",
    "överenskommelsen inkluderar fler än {limit} filer",
    "slå ihop filer",
)  # fmt: skip
INCLUDED_TWICE: Final = Code(
    "OKT809", _ERROR, "filen är redan inkluderad",
    "”{name}” är redan inkluderad; allt i den skulle finnas två gånger",
    "ta bort den ena satsen",
)  # fmt: skip
INCLUDE_SIZE: Final = Code(
    "OKT810", _ERROR, "filerna är för stora",
    "överenskommelsen och de filer som den inkluderar är tillsammans större än {limit}",
    "inkludera bara det som behövs",
)  # fmt: skip
NOT_A_PART: Final = Code(
    "OKT811", _ERROR, "satsen kan inte inkluderas",
    "”{statement}” kan inte stå i en fil som inkluderas",
    "en fil som inkluderas börjar med okt 1 och innehåller sådant som flera överenskommelser har "
    "gemensamt, till exempel mottagare, stegar och mått",
)  # fmt: skip

# 81: amendments as files ---------------------------------------------------------------------

AMENDMENT_ALONE: Final = Code(
    "OKT812", _ERROR, "tillägget saknar sin överenskommelse",
    "{amendment} ändrar en överenskommelse och kan inte läsas utan den",
    "ange överenskommelsen först och tilläggen efter den:  okt check {agreement}.okt {file}",
)  # fmt: skip
NOT_AN_AMENDMENT: Final = Code(
    "OKT813", _ERROR, "inget tillägg",
    "filen är inget tillägg, men den är angiven efter en överenskommelse",
    "ett tillägg börjar med okt 1 och sedan:  "
    '{head} "Tilläggets namn"',
)  # fmt: skip
OUTSIDE_AMENDMENT: Final = Code(
    "OKT814", _ERROR, "satsen hör hemma i ett tillägg",
    "”{statement}” kan bara stå i ett tillägg",
    "skriv det i en egen fil som efter okt 1 börjar:  "
    '{head} "Tilläggets namn"',
)  # fmt: skip
TWO_IN_A_FILE: Final = Code(
    "OKT815", _ERROR, "två i samma fil",
    "”{statement}” står i en fil som redan är {first}",
    "en fil är antingen en överenskommelse eller ett tillägg; dela upp den",
)  # fmt: skip
OTHER_AGREEMENT: Final = Code(
    "OKT816", _ERROR, "tillägg till en annan överenskommelse",
    "tillägget ändrar överenskommelse {named}, men det är överenskommelse {agreement} som är given",
    "ange rätt överenskommelse, eller rätta tilläggets första rad",
)  # fmt: skip
OUT_OF_ORDER: Final = Code(
    "OKT817", _ERROR, "tilläggen i fel ordning",
    "tillägg {number} kommer efter {before}; här väntades tillägg {expected}",
    "ange tilläggen i nummerordning, vart och ett en gång",
)  # fmt: skip

APPLIES_OUTSIDE: Final = Code(
    "OKT818", _ERROR, "gäller från ett annat år",
    "tillägget gäller från {applies}, men det som mäts och betalas ligger i {counted}",
    "rätta månaden eller året; ska tillägget gälla allt, ta bort satsen",
)  # fmt: skip
DECIDED_EARLIER: Final = Code(
    "OKT819", _ERROR, "beslutat före det som det ändrar",
    "tillägget är beslutat {decided}, men det som det ändrar beslutades först {before}",
    "rätta den av dagarna som är fel",
)  # fmt: skip
CHANGES_NOTHING: Final = Code(
    "OKT820", _WARNING, "tillägget ändrar ingenting",
    "{amendment} upphäver, ersätter, ändrar och lägger till ingenting",
    "skriv det som ändras, till exempel med upphäv eller ändra, eller ta bort filen",
)  # fmt: skip

# 82: what amendments change ------------------------------------------------------------------

NO_SUCH_CLAUSE: Final = Code(
    "OKT821", _ERROR, "det som ska ändras finns inte",
    "{clause} finns inte i överenskommelsen{guess}",
    "{known}",
)  # fmt: skip
ALREADY_REPEALED: Final = Code(
    "OKT822", _ERROR, "redan upphävt",
    "{clause} är redan upphävt genom {amendment}",
    "ta bort satsen; ska det gälla igen, skriv det på nytt",
)  # fmt: skip
CHANGED_TWICE: Final = Code(
    "OKT823", _ERROR, "två tillägg ersätter samma sak",
    "{clause} är redan skrivet av {amendment}; två tillägg kan inte ersätta samma sak",
    "ska det nya gälla, {how}",
)  # fmt: skip
ALREADY_THERE: Final = Code(
    "OKT824", _ERROR, "finns redan",
    "{clause} finns redan i överenskommelsen",
    "ska det nya gälla i stället, lägg till i tillägget:  ersätt {clause}",
)  # fmt: skip
NOTHING_INSTEAD: Final = Code(
    "OKT825", _ERROR, "inget sätts i stället",
    "{clause} ska ersättas, men inget nytt i tillägget heter så",
    "{how}",
)  # fmt: skip
NOT_BY_MONTH: Final = Code(
    "OKT826", _ERROR, "kan inte ändras för vissa månader",
    "{clause} räknas inte månad för månad och kan inte ändras för en del av året",
    "bara krav kan ändras för vissa månader; ta bort månaderna, eller ersätt hela satsen med en ny "
    "som säger vad som gäller under hela året",
)  # fmt: skip
NOT_IN_FORCE: Final = Code(
    "OKT827", _ERROR, "gäller inte då",
    "{clause} gäller {period}, inte {found}",
    "rätta månaderna",
)  # fmt: skip
WHICH_ONE: Final = Code(
    "OKT828", _ERROR, "flera att välja mellan",
    "{clause} finns på flera ställen i överenskommelsen",
    "{how}",
)  # fmt: skip
NAMED_TWICE: Final = Code(
    "OKT829", _ERROR, "utpekat två gånger",
    "{clause} är redan utpekat i samma tillägg",
    "ta bort den ena satsen, eller säg vilka månader var och en gäller",
)  # fmt: skip
NO_MONTHS: Final = Code(
    "OKT830", _ERROR, "månaderna saknas",
    "{clause} ska ändras från en månad, men det finns ingen mätperiod som säger till när",
    "skriv ut månaderna:  {verb} {clause} för {months}",
)  # fmt: skip
CHANGES_EARLIER: Final = Code(
    "OKT831", _ERROR, "ändrar också tidigare månader",
    "{clause} har betydelse redan i {since}, men tillägget gäller från {applies}",
    "ska ändringen gälla redan då, ta bort gäller ur tillägget{how}",
)  # fmt: skip
NOT_AMENDABLE: Final = Code(
    "OKT832", _ERROR, "kan inte ändras av ett tillägg",
    "{clause} säger vilken överenskommelse det är och kan inte upphävas eller ersättas",
    "peka ut de satser som ska ändras, till exempel:  {verb} block 1",
)  # fmt: skip
