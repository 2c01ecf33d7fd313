"""The catalogue of what okt says about what stands in data files: codes 53 to 59.

The tens: 53 rows and recipients, 54 months and days, 55–56 numbers, 57 names, 58 what is missing,
59 what is missing and allowed to be. The files themselves are in `file_codes`. ``{guess}`` is
empty, or a sentence with the full stop before it.
"""

from typing import Final

from overenskommelse.diagnostics import Code, Severity

_ERROR, _WARNING, _NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE

# 53: rows and recipients ---------------------------------------------------------------------
DUPLICATE_ROW: Final = Code(
    "OKT530", _ERROR, "samma uppgift två gånger",
    "{what} står redan på {first}",
    "ta bort den ena raden, också om de säger samma sak",
)  # fmt: skip
MORE_OF_THE_SAME: Final = Code(
    "OKT531", _NOTE, "fler av samma slag",
    "{number} ({title}) finns ytterligare {times} i filen",
    "rätta de första; ofta är det samma orsak till alla",
)  # fmt: skip
EMPTY_CELL: Final = Code(
    "OKT532", _ERROR, "cellen är tom",
    "här ska {what} stå, men cellen är tom",
    "fyll i cellen, eller ta bort raden",
)  # fmt: skip
UNKNOWN_RECIPIENT: Final = Code(
    "OKT533", _ERROR, "okänd mottagare",
    "”{found}” är ingen mottagare i överenskommelsen{guess}",
    "skriv regionens kod hos SCB (01–25) eller dess namn; egna mottagare som i överenskommelsen",
)  # fmt: skip
DATABASE_CODES: Final = Code(
    "OKT534", _ERROR, "väntetidsdatabasens koder",
    "”{found}” är inte en SCB-kod men väntetidsdatabasens kod för {name}; de båda krockar",
    "om kolumnen har väntetidsdatabasens koder: döp om den till väntetidsdatabasens_kod",
)  # fmt: skip
RECIPIENTS_DISAGREE: Final = Code(
    "OKT535", _ERROR, "raden säger två mottagare",
    "{column} säger ”{found}”, men {other} säger {name}",
    "rätta den som är fel; väntetidsdatabasens koder ska stå i väntetidsdatabasens_kod",
)  # fmt: skip
NOT_A_RECIPIENT: Final = Code(
    "OKT536", _NOTE, "inte mottagare",
    "{names} är inte mottagare här; deras rader används inte",
    "kontrollera att det är rätt överenskommelse, om de skulle ha fått medel",
)  # fmt: skip
WRONG_RECIPIENT: Final = Code(
    "OKT537", _ERROR, "fel mottagare",
    "{what} gäller inte {name}",
    "{way_out}",
)  # fmt: skip
TOTAL_DIFFERS: Final = Code(
    "OKT538", _WARNING, "summaraden stämmer inte",
    "”{found}” säger {stated}, men raderna blir {summed}: skillnaden är {difference} ({what})",
    "summaraden räknas aldrig med; kontrollera om någon rad är fel eller äldre än summan",
)  # fmt: skip

# 54: months and days -------------------------------------------------------------------------
BAD_MONTH: Final = Code(
    "OKT540", _ERROR, "inte en månad",
    "”{found}” kan inte läsas som en månad{guess}",
    "skriv månader som 2023-04 eller april 2023",
)  # fmt: skip
OTHER_YEAR: Final = Code(
    "OKT541", _ERROR, "ett annat år",
    "raden gäller {found}, men överenskommelsen använder data för {expected}",
    "ta bort raden, eller rätta året; med --trots-år räknas det ändå, utan raden",
)  # fmt: skip
OTHER_YEARS_FILE: Final = Code(
    "OKT542", _ERROR, "ett annat års data",
    "filen har data för {found}, men överenskommelsen använder data för {expected}",
    "använd rätt års fil eller rätt års överenskommelse; med --trots-år räknas det ändå,"
    " utan filens rader",
)  # fmt: skip
OTHER_MONTHS: Final = Code(
    "OKT543", _NOTE, "månader som inte ingår",
    "{months} ingår inte i det som överenskommelsen mäter; {rows} används inte",
    "inget behöver göras, om månaderna inte ska ingå",
)  # fmt: skip
BAD_DATE: Final = Code(
    "OKT544", _ERROR, "inte ett datum",
    "”{found}” kan inte läsas som ett datum{guess}",
    "skriv datum som 2023-12-01 eller 1 december 2023",
)  # fmt: skip
DATES_DIFFER: Final = Code(
    "OKT545", _ERROR, "olika räknedagar",
    "raden säger {found}, men tidigare rader säger {first}",
    "alla i en tabell ska vara räknade samma dag",
)  # fmt: skip
OTHER_KEY_DATE: Final = Code(
    "OKT546", _ERROR, "en annan dags fördelningsnyckel",
    "{key} är räknad {found}, men överenskommelsen säger {expected}",
    "använd uppgifterna för den dag som överenskommelsen anger; med --trots-år används de ändå",
)  # fmt: skip
OTHER_KEY_DATE_USED: Final = Code(
    "OKT547", _WARNING, "en annan dags fördelningsnyckel",
    "{key} är räknad {found} fast överenskommelsen säger {expected}; med --trots-år används den"
    " ändå",
    "utfallet blir ett annat med uppgifterna för den dag som överenskommelsen anger",
)  # fmt: skip
OTHER_YEARS_PASSED: Final = Code(
    "OKT548", _WARNING, "ett annat års rader",
    "med --trots-år är {rows} för {found} utan verkan; överenskommelsen använder data för"
    " {expected}",
    "utfallet bygger bara på de rader som gäller överenskommelsens egna år",
)  # fmt: skip

# 55–56: numbers ------------------------------------------------------------------------------
NOT_A_NUMBER: Final = Code(
    "OKT550", _ERROR, "inte ett tal",
    "”{found}” kan inte läsas som ett tal",
    "skriv bara siffror, som 1397 eller 1 397; saknas värdet: lämna cellen tom",
)  # fmt: skip
SHARE_NOT_COUNT: Final = Code(
    "OKT551", _ERROR, "andel i stället för antal",
    "”{found}” ser ut som en andel, men här ska ett helt antal stå",
    "skriv antalen som andelen är räknad på; andelar är redan avrundade och duger inte",
)  # fmt: skip
NOT_WHOLE: Final = Code(
    "OKT552", _ERROR, "inte ett helt tal",
    "”{found}” har decimaler, men här ska ett helt tal stå",
    "skriv talet utan decimaler; belopp skrivs i hela kronor",
)  # fmt: skip
NEGATIVE: Final = Code(
    "OKT553", _ERROR, "negativt tal",
    "”{found}” är mindre än noll, och det kan det som står här inte vara",
    "rätta talet; saknas värdet: lämna cellen tom",
)  # fmt: skip
AMBIGUOUS_NUMBER: Final = Code(
    "OKT554", _ERROR, "tvetydigt tal",
    "”{found}” kan vara {plain} med tusentalstecken eller ett tal med decimaler",
    "skriv {plain} eller {spaced} om det är tusental; om alla filer är skrivna så, säg med --tal"
    " svenska eller --tal engelska hur talen är skrivna",
)  # fmt: skip
MISPLACED_SPACES: Final = Code(
    "OKT555", _ERROR, "mellanslag på fel plats",
    "”{found}” har mellanslag som inte skiljer tusental; det kan vara {readings}",
    "ta reda på vilket tal som är rätt, och skriv det utan mellanslag; okt gissar inte",
)  # fmt: skip
EXPONENT: Final = Code(
    "OKT556", _ERROR, "förkortat tal",
    "”{found}” är ett tal som ett kalkylprogram har förkortat, och siffror kan ha fallit bort",
    "visa kolumnen som hela tal i kalkylprogrammet och spara om filen",
)  # fmt: skip
OTHER_DIGITS: Final = Code(
    "OKT557", _ERROR, "främmande siffror",
    "”{found}” innehåller {character}, som inte är någon av siffrorna 0–9",
    "skriv talet med siffrorna 0–9",
)  # fmt: skip
SUPPRESSED: Final = Code(
    "OKT558", _ERROR, "dolt litet antal",
    "”{found}” är ett antal som har dolts för att det är litet; andelen går då inte att räkna ut",
    "begär de verkliga antalen av den som lämnar ut data, eller lämna båda cellerna tomma",
)  # fmt: skip
TOO_LARGE: Final = Code(
    "OKT559", _ERROR, "orimligt stort tal",
    "”{found}” är större än {limit}, det största som kan stå här",
    "kontrollera talet och att kolumnen är rätt",
)  # fmt: skip
NUMERATOR_ABOVE: Final = Code(
    "OKT560", _ERROR, "täljaren är större än nämnaren",
    "täljaren är {numerator} men nämnaren {denominator}; de som räknas kan inte vara fler än alla",
    "rätta talen, eller byt plats på dem om de är förväxlade",
)  # fmt: skip
HALF_MISSING: Final = Code(
    "OKT561", _ERROR, "halvt värde",
    "{missing} saknas men {present} finns; andelen går då inte att räkna ut",
    "fyll i båda, eller lämna båda tomma om värdet saknas",
)  # fmt: skip
NOT_POSITIVE: Final = Code(
    "OKT562", _ERROR, "noll i en fördelningsnyckel",
    "{key} är noll för {name}, som då inte skulle få något",
    "rätta värdet; ska mottagaren inte ha någon del, ta bort den ur mottagarna i okt-filen",
)  # fmt: skip
OVER_HUNDRED: Final = Code(
    "OKT563", _ERROR, "mer än 100 procent",
    "”{found}” är mer än 100 procent",
    "skriv i procent: 95,5 eller 95,5 %",
)  # fmt: skip
SMALL_PERCENT: Final = Code(
    "OKT564", _WARNING, "mindre än en procent",
    "”{found}” har lästs som {found} procent, alltså mindre än en på hundra",
    "kolumnen är i procent: skriv 95 om 0,95 av allt menas",
)  # fmt: skip
SPREADSHEET_FAULT: Final = Code(
    "OKT565", _ERROR, "kalkylprogrammets fel",
    "”{found}” är ett fel som kalkylprogrammet visar i stället för ett värde",
    "rätta formeln i kalkylbladet och spara om filen; saknas värdet: lämna cellen tom",
)  # fmt: skip
OTHER_NOTATION: Final = Code(
    "OKT566", _ERROR, "tal på fel språk",
    "”{found}” är skrivet som man skriver tal på {language}",
    "skriv {written}, eller ange --tal {language} om filernas tal är skrivna så",
)  # fmt: skip
NOTATION_CHOSEN: Final = Code(
    "OKT568", _NOTE, "hur talen är lästa",
    "talen i alla datafiler är lästa som man skriver dem på {language}, som --tal säger",
    "inget behöver göras, om talen är skrivna så",
)  # fmt: skip
SMALLER_THAN_ORE: Final = Code(
    "OKT569", _ERROR, "mindre än ett öre",
    "”{found}” har delar av ören",
    "skriv kronor och ören, med högst två decimaler",
)  # fmt: skip

# 57: names -----------------------------------------------------------------------------------
UNKNOWN_MEASURE: Final = Code(
    "OKT570", _ERROR, "okänt mått",
    "måttet ”{found}” finns inte i överenskommelsen ({rows}){guess}",
    "skriv måttets namn som i överenskommelsen",
)  # fmt: skip
UNUSED_MEASURE: Final = Code(
    "OKT571", _NOTE, "mått som inte används",
    "måttet ”{found}” används inte av överenskommelsen, så som den läses ({rows})",
    "inget behöver göras; en annan läsning av överenskommelsen kan behöva måttet",
)  # fmt: skip
UNKNOWN_ITEM: Final = Code(
    "OKT572", _ERROR, "okänd post",
    "posten ”{found}” finns inte i överenskommelsen{guess}",
    "de poster som finns: {known}",
)  # fmt: skip
SEVERAL_ITEMS: Final = Code(
    "OKT573", _ERROR, "flera poster",
    "”{found}” är flera poster, och det framgår inte hur beloppet ligger på dem",
    "skriv en rad för varje post: {items}",
)  # fmt: skip
UNKNOWN_DUTY: Final = Code(
    "OKT574", _ERROR, "okänd skyldighet",
    "skyldigheten ”{found}” finns inte i överenskommelsen{guess}",
    "de som finns: {known}",
)  # fmt: skip
UNKNOWN_PAYMENT: Final = Code(
    "OKT575", _ERROR, "okänd utbetalning",
    "”{found}” är ingen av överenskommelsens utbetalningar",
    "de som finns: {known}",
)  # fmt: skip
UNKNOWN_ORIGIN: Final = Code(
    "OKT567", _ERROR, "okänt ursprung", "”{found}” säger inte vad uppgifterna är{guess}",
    "skriv verklig, rekonstruerad, uppskattad eller påhittad",
)  # fmt: skip
UNREAD_FILE: Final = Code(
    "OKT577", _WARNING, "en fil som inte är läst",
    "raden gäller ”{found}”, och ingen fil med det namnet är läst{guess}",
    "rätta namnet, annars sägs det inte i utfallet vad filens uppgifter är; eller ta med filen",
)  # fmt: skip
NO_EFFECT: Final = Code(
    "OKT576", _NOTE, "utan verkan",
    "{what}; {rows} används inte",
    "kontrollera raderna om de skulle ha haft verkan; annars behöver inget göras",
)  # fmt: skip

# 58: what is missing -------------------------------------------------------------------------
NO_COUNTS: Final = Code(
    "OKT580", _ERROR, "väntetider saknas", "överenskommelsen mäter väntetider; ingen fil har dem",
    "lägg till en fil med kolumnerna region, månad, mått, täljare och nämnare",
)  # fmt: skip
NOTHING_MEASURED: Final = Code(
    "OKT581", _NOTE, "inget är mätt än",
    "det finns inga värden för {period}; ingen månad är mätt än",
    "lägg till månadernas rader när de är mätta",
)  # fmt: skip
MISSING_ALTOGETHER: Final = Code(
    "OKT582", _ERROR, "allt saknas för ett mått, en mottagare eller en månad",
    "{what} saknas helt: det finns ingen rad för {where}",
    "{how}; saknas ett värde ska raden finnas med tomma celler; --tillåt-saknade"
    " räknar rader som saknas som värden som saknas",
)  # fmt: skip
MISSING_ROWS: Final = Code(
    "OKT583", _ERROR, "rader saknas",
    "{name} har inga rader alls för {months}{measures}",
    "lägg till raderna; saknas ett värde ska täljare och nämnare lämnas tomma; --tillåt-saknade"
    " räknar rader som saknas som värden som saknas",
)  # fmt: skip
MISSING_VALUES: Final = Code(
    "OKT584", _NOTE, "värden saknas",
    "{count} för {year} saknas enligt data: {cells}",
    "inget behöver göras; överenskommelsen säger vad som gäller utan värde",
)  # fmt: skip
MISSING_PREVIOUS: Final = Code(
    "OKT585", _NOTE, "värden att jämföra med saknas", "{count} för {year} saknas: {cells}",
    "inget behöver göras; överenskommelsen säger vad som gäller utan värde",
)  # fmt: skip
MANY_MISSING_PREVIOUS: Final = Code(
    "OKT589", _WARNING, "många värden saknas", "{count} för {year} saknas: {cells}",
    "kontrollera att rätt fil för {year} är med",
)  # fmt: skip
NOT_YET_MEASURED: Final = Code(
    "OKT586", _NOTE, "månader som inte är mätta än",
    "{months} har rader men inga värden, och räknas som ännu inte mätta",
    "fyll i cellerna när månaderna är mätta",
)  # fmt: skip
MISSING_KEY: Final = Code(
    "OKT587", _ERROR, "en fördelningsnyckel saknas",
    "överenskommelsen fördelar efter {key}, men ingen fil har den kolumnen{guess}",
    "lägg till en fil med kolumnerna region och {key}",
)  # fmt: skip
MISSING_KEY_VALUE: Final = Code(
    "OKT588", _ERROR, "fördelningsnyckeln saknar mottagare", "{key} saknas för {names}",
    "lägg till raderna, eller fyll i cellerna; alla mottagare behövs",
)  # fmt: skip

# 59: what is missing and allowed to be -------------------------------------------------------
MISSING_ALLOWED: Final = Code(
    "OKT590", _WARNING, "rader saknas",
    "{rows} saknas och räknas, med --tillåt-saknade, som värden som saknas",
    "lägg till raderna före utbetalning; överenskommelsen säger vad som gäller utan värde",
)  # fmt: skip
ALTOGETHER_ALLOWED: Final = Code(
    "OKT591", _NOTE, "allt saknas för ett mått, en mottagare eller en månad",
    MISSING_ALTOGETHER.message,
    "lägg till raderna före utbetalning; så länge räknas det som värden som saknas",
)  # fmt: skip
ROWS_ALLOWED: Final = Code(
    "OKT592", _NOTE, "rader saknas",
    MISSING_ROWS.message,
    "lägg till raderna före utbetalning; så länge räknas det som värden som saknas",
)  # fmt: skip
