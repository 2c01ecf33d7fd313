"""The catalogue of what okt says about readings, plan files and outcomes: codes 6 and 7.

See `codes` for the faults of agreements and for what a code is.
"""

from typing import Final

from overenskommelse.diagnostics import Code, Severity

_ERROR, _NOTE = Severity.ERROR, Severity.NOTE

# 6: readings and plans -----------------------------------------------------------------------

UNKNOWN_INTERPRETATION: Final = Code(
    "OKT601", _ERROR, "okänd tolkning",
    "tolkningen ”{name}” finns inte{guess}",
    "{declared}",
)  # fmt: skip
UNKNOWN_READING: Final = Code(
    "OKT602", _ERROR, "okänd läsning",
    "tolkningen ”{name}” har ingen läsning ”{reading}”{guess}",
    "läsningarna är: {declared}",
)  # fmt: skip
PLAN_UNREADABLE: Final = Code(
    "OKT611", _ERROR, "planen kan inte läsas",
    "planfilen kan inte läsas: {why}",
    "skriv planen på nytt:  okt plan ÖVERENSKOMMELSE --format json --out plan.json",
)  # fmt: skip
PLAN_VERSION_UNKNOWN: Final = Code(
    "OKT612", _ERROR, "okänd planversion",
    "planfilen har version {found}; den här okt läser version {expected}",
    "skriv planen på nytt ur överenskommelsen, eller använd den okt som skrev den",
)  # fmt: skip
PLAN_TAMPERED: Final = Code(
    "OKT613", _ERROR, "planen har ändrats",
    "planfilen stämmer inte med sin egen kontrollsumma: den har ändrats efter att den skrevs",
    "skriv planen på nytt ur överenskommelsen",
)  # fmt: skip
PLAN_INVALID: Final = Code(
    "OKT614", _ERROR, "planen går inte ihop",
    "planfilen är inte hel: {why}",
    "skriv planen på nytt ur överenskommelsen",
)  # fmt: skip

# 7: what an outcome rests on -----------------------------------------------------------------

ASSUMED_REQUISITION: Final = Code(
    "OKT701", _NOTE, "antagande om rekvisition",
    "inga uppgifter om rekvisitioner: {items} antas ha rekvirerats senast {day}",
    "lägg till en fil med kolumnerna mottagare;post;datum",
)  # fmt: skip
FORFEITED: Final = Code(
    "OKT702", _NOTE, "rätten har förfallit",
    "{recipient}: {amount} av {item} betalas inte ut; {why}",
    "",
)  # fmt: skip
NOT_YET_MEASURED: Final = Code(
    "OKT703", _NOTE, "ännu inte mätt",
    "{months} {are}: {payments} räknas inte ut",
    "",
)  # fmt: skip
KEY_DATE_ASSUMED: Final = Code(
    "OKT704", _NOTE, "antagande om dag",
    "uppgifterna om {key} säger inte vilken dag de avser; de antas avse {day}",
    "lägg till kolumnen datum i filen",
)  # fmt: skip
USE_NOT_REPORTED: Final = Code(
    "OKT705", _NOTE, "användningen är inte redovisad",
    "inga uppgifter om använda medel: ingen återbetalning av {items} räknas ut",
    "lägg till en fil med kolumnerna mottagare;post;använt_kr",
)  # fmt: skip
NOT_REAL: Final = Code(
    "OKT716", _NOTE, "uppgifterna är inte verkliga",
    "{what} är {origin}{words}",
    "",
)  # fmt: skip
USE_PARTLY_REPORTED: Final = Code(
    "OKT715", _NOTE, "användningen är inte redovisad av alla",
    "{payments} har ingen uppgift om använda medel, så ingen återbetalning räknas ut"
    " för dem: {who}",
    "lägg till rader för dem i filen med använda medel",
)  # fmt: skip
VALUE_MISSING: Final = Code(
    "OKT706", _NOTE, "värde saknas",
    "{values} saknas eller gäller ingen patient; {consequence}",
    "",
)  # fmt: skip
CRITERIA_ASSUMED: Final = Code(
    "OKT707", _NOTE, "antagande om rapportering",
    "inga uppgifter om {criteria}: kriterierna antas vara uppfyllda",
    "lägg till en fil med kolumnerna region;månad;{columns}",
)  # fmt: skip
CRITERIA_PARTLY_REPORTED: Final = Code(
    "OKT717", _NOTE, "antagande om rapportering",
    "{values} om {criterion} saknas; kriteriet antas vara uppfyllt där: {who}",
    "lägg till raderna i filen",
)  # fmt: skip
NOT_PAID_OUT: Final = Code(
    "OKT708", _NOTE, "betalas inte ut",
    "{amount} av {item} betalas inte ut: {why}",
    "",
)  # fmt: skip
WAITING: Final = Code(
    "OKT736", _NOTE, "väntar på det som avgör",
    "{amount} av {item} betalas inte ut än: det beror på {what} som inte har kommit",
    "",
)  # fmt: skip
OVERPAID: Final = Code(
    "OKT709", _ERROR, "utbetalningarna blir mer än beloppet",
    "avrundningen gör att {item} skulle betala {difference} mer än sina {amount}",
    "avrunda ersättningen nedåt, eller samla det som blir över i en bonuspott; är planen äldre, "
    "skriv den på nytt ur överenskommelsen",
)  # fmt: skip
NEGATIVE_BONUS: Final = Code(
    "OKT710", _NOTE, "bonuspotten är negativ",
    "avrundningarna gav {difference} mer än {item}; det dras av i bonuspotten",
    "",
)  # fmt: skip
NOTHING_TO_SPLIT_BY: Final = Code(
    "OKT711", _ERROR, "inget att fördela efter",
    "{what} kan inte fördelas: alla värden är noll",
    "kontrollera uppgifterna som det fördelas efter",
)  # fmt: skip
CRITERION_FAILED: Final = Code(
    "OKT712", _NOTE, "kriterium inte uppfyllt",
    "{recipient}: {criterion} {value} i {month}; {consequence}",
    "",
)  # fmt: skip
USED_MORE_THAN_PAID: Final = Code(
    "OKT713", _NOTE, "mer använt än utbetalt",
    "{recipient} uppger {used} använda av {item}, men fick {paid}",
    "",
)  # fmt: skip
MEASURED_BY_READING: Final = Code(
    "OKT714", _NOTE, "måttet beror på en tolkning",
    "uppgifterna om {measure} antas räkna enligt läsningen ”{reading}”",
    "",
)  # fmt: skip
ADJUSTMENTS_MISS: Final = Code(
    "OKT718", _ERROR, "justeringarna går inte ihop",
    "i {what} blir summan {difference} för {direction} efter de justeringar som står i"
    " överenskommelsen",
    "rätta justeringarna eller fördelningsnyckeln",
)  # fmt: skip
CONDITION_FAILED: Final = Code(
    "OKT719", _NOTE, "villkoret är inte uppfyllt",
    "{recipient} uppfyller inte villkor {condition}{reason}; därför {consequence}",
    "",
)  # fmt: skip
CONSEQUENCE_UNKNOWN: Final = Code(
    "OKT731", _NOTE, "vad som händer är okänt",
    "{recipient} uppfyller inte villkor {condition}{reason}, och vad som då händer med medlen står"
    " som okänt: {items} räknas inte ut för {recipient}, och inget av det fördelas på de övriga",
    "skriv in vad som händer när det är känt:  annars förfaller medlen",
)  # fmt: skip
LIMIT_UNKNOWN: Final = Code(
    "OKT732", _NOTE, "kriteriet kan inte prövas",
    "villkor {condition} kan inte avgöras för {who}: gränsen för {criteria} står som okänd",
    "skriv in gränsen när den är känd",
)  # fmt: skip
OWN_NO: Final = Code(
    "OKT733", _NOTE, "eget nej om ett kriterium",
    "kriterium {criterion}: {who} har i sin egen redovisning svarat nej på {question};"
    " {consequence}",
    "",
)  # fmt: skip
CRITERION_BY_ANSWERS: Final = Code(
    "OKT734", _NOTE, "antagande om rapportering",
    "inga uppgifter om ”{title}” utom de egna svaren på {question}: de som har svarat ja antas"
    " uppfylla kriteriet{silent}",
    "lägg till en fil med kolumnerna region;månad;{columns}",
)  # fmt: skip
NOT_REPORTED: Final = Code(
    "OKT735", _NOTE, "ännu inte redovisat",
    "{who} har inte svarat på {questions}, som villkor {condition} kräver; det håller {items}",
    "lägg till svaren när de har kommit: kolumnerna region;fokusområde;fråga;svar",
)  # fmt: skip
NOT_ASSESSED: Final = Code(
    "OKT720", _NOTE, "ännu inte bedömt",
    "{what} är inte bedömt för {who}; det håller {items}",
    "",
)  # fmt: skip
ACCEPTED: Final = Code(
    "OKT725", _NOTE, "ett nej är godtaget",
    "fokusområde {area}: {who} har svarat nej på {questions}, men bedöms uppfylla det{reason}",
    "",
)  # fmt: skip
AGAINST_REPORT: Final = Code(
    "OKT726", _NOTE, "bedömningen går emot redovisningen",
    "fokusområde {area}: {who} bedöms {found} det, fast {although}{reason}",
    "",
)  # fmt: skip
AGAINST_ASSESSMENT: Final = Code(
    "OKT727", _NOTE, "beslutet följer inte av bedömningen",
    "villkor {condition}: beslutet för {who} är {found}, fast {although}{reason}",
    "",
)  # fmt: skip
NOTHING_REPORTED: Final = Code(
    "OKT728", _NOTE, "inga svar",
    "inga uppgifter om vad mottagarna har svarat om fokusområdena: bara bedömningarna visas",
    "lägg till en fil med kolumnerna region;fokusområde;fråga;svar",
)  # fmt: skip
UNKNOWN: Final = Code(
    "OKT721", _NOTE, "okänt",
    "{what} står som okänt",
    "",
)  # fmt: skip
READINGS_ASSUMED: Final = Code(
    "OKT724", _NOTE, "antaganden i överenskommelsen",
    "texten är inte känd i {count}, och utfallet vilar på {readings}",
    "",
)  # fmt: skip
DUTIES_ASSUMED: Final = Code(
    "OKT722", _NOTE, "antagande om redovisning",
    "inga uppgifter om redovisning av {duties}: det antas ha gjorts i tid",
    "lägg till en fil med kolumnerna region;skyldighet;datum",
)  # fmt: skip
DUTY_DAY_UNKNOWN: Final = Code(
    "OKT730", _NOTE, "redovisat, men i tid eller inte är okänt",
    "{who} har redovisat {duties}, men sista dagen står som okänt: om det var i tid kan inte"
    " avgöras",
    "",
)  # fmt: skip
NOT_COMPUTED: Final = Code(
    "OKT723", _NOTE, "kan inte räknas ut",
    "{payments} kan inte räknas ut: det beror på något som står som okänt",
    "",
)  # fmt: skip
ADJUSTED_BELOW_ZERO: Final = Code(
    "OKT729", _ERROR, "justeringen är större än delen",
    "i {what} blir det som {recipient} får mindre än noll efter de justeringar som står i"
    " överenskommelsen",
    "rätta justeringarna",
)  # fmt: skip
READINGS_PAY: Final = Code(
    "OKT743", _NOTE, "läsningarna betalar olika",
    "tolkningen ”{name}” {holds}; med uppgifterna betalar en annan läsning andra belopp",
    "okt evaluate --reading {name}={reading} visar hela utfallet av en läsning",
)  # fmt: skip
POT_UNEARNED: Final = Code(
    "OKT744", _NOTE, "ingen har fått ersättning",
    "med uppgifterna har ingen fått ersättning ur ”{title}”: bonuspotten skulle delas efter 0 av 0,"
    " och då gäller ”utan ersättning till någon”",
    "kontrollera uppgifterna, och att satsen säger det som är avsett",
)  # fmt: skip
CRITERION_FREE: Final = Code(
    "OKT745", _NOTE, "kriteriet saknar följd",
    "med uppgifterna missar {count} kriterium {name} någon månad ({who}), men det har ingen"
    " påföljd",
    "är det inte avsett skrivs:  annars månadens mätvärden räknas inte",
)  # fmt: skip
NO_KRONOR: Final = Code(
    "OKT746", _NOTE, "kronorna kan inte räknas",
    "överenskommelsen har fel, så det finns ingen plan att räkna kronor med",
    "rätta felen och kör igen med uppgifterna",
)  # fmt: skip
