"""The catalogue of what okt says about data: every code, in Swedish.

The tens: 50 files, 51 their text, 52–53 tables and recipients, 54 months and days, 55–56 numbers,
57 names, 58 what is missing. ``{guess}`` is empty, or a sentence with the full stop before it.
"""

from typing import Final

from overenskommelse.diagnostics import Code, Severity

_ERROR, _WARNING, _NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE

# 50–51: files and their text -----------------------------------------------------------------
FILE_NOT_FOUND: Final = Code(
    "OKT501", _ERROR, "filen finns inte",
    "det finns ingen fil eller mapp som heter {path}{guess}",
    "kontrollera namnet och att du står i rätt mapp",
)  # fmt: skip
FILE_UNREADABLE: Final = Code(
    "OKT502", _ERROR, "filen kan inte läsas",
    "{path} kan inte läsas: {reason}",
    "ange filer, eller en mapp där de ligger direkt; kontrollera att du får läsa dem",
)  # fmt: skip
EMPTY_FOLDER: Final = Code(
    "OKT503", _ERROR, "mappen har inga datafiler",
    "i mappen {path} ligger ingen fil vars namn slutar på .csv",
    "ange mappen där datafilerna ligger; undermappar läses inte",
)  # fmt: skip
TOO_MANY_FILES: Final = Code(
    "OKT504", _ERROR, "för många filer",
    "det är {count} datafiler; högst {limit} läses",
    "ange bara de filer som överenskommelsen behöver",
)  # fmt: skip
FILE_TOO_LARGE: Final = Code(
    "OKT505", _ERROR, "filen är för stor",
    "filen är större än {limit} byte, som är den största datafil som läses",
    "kontrollera att det är rätt fil; antal per månad och mottagare får plats många gånger om",
)  # fmt: skip
SPREADSHEET: Final = Code(
    "OKT506", _ERROR, "Excelfil",
    "filen är en Excelfil; okt läser data som CSV",
    "öppna filen i Excel och spara bladet som ”CSV UTF-8 (kommaavgränsad)”",
)  # fmt: skip
EMPTY_FILE: Final = Code(
    "OKT507", _ERROR, "filen är tom",
    "det står ingenting i filen",
    "första raden ska ha kolumnernas namn; ta bort filen om den inte ska vara med",
)  # fmt: skip
UTF16: Final = Code(
    "OKT510", _ERROR, "filen är sparad som UTF-16",
    "filen är sparad som UTF-16 (Excel kallar det ”Unicode-text”), som okt inte läser",
    "spara om filen som ”CSV UTF-8”",
)  # fmt: skip
NUL_BYTE: Final = Code(
    "OKT511", _ERROR, "filen är inte text",
    "filen innehåller tecknet noll, som aldrig finns i text",
    "kontrollera att det är en textfil, och spara om den som ”CSV UTF-8”",
)  # fmt: skip
UNREADABLE_BYTE: Final = Code(
    "OKT512", _ERROR, "tecken som inte kan läsas",
    "på raden står en byte ({byte}) som varken är UTF-8 eller Windows-1252",
    "öppna filen i det program som den kommer från och spara om den som ”CSV UTF-8”",
)  # fmt: skip
READ_AS_WINDOWS: Final = Code(
    "OKT513", _NOTE, "läst som Windows-1252",
    "filen är inte UTF-8 och har lästs som Windows-1252, som äldre Excel sparar",
    "kontrollera att å, ä och ö blir rätt, eller spara om filen som ”CSV UTF-8”",
)  # fmt: skip
UNCLOSED_QUOTE: Final = Code(
    "OKT514", _ERROR, "citattecken utan slut",
    'på raden börjar en cell med citattecken (") som inte avslutas före radens slut',
    "avsluta eller ta bort citattecknet; det som följer efter raden är inte läst",
)  # fmt: skip
STRAY_QUOTE: Final = Code(
    "OKT515", _ERROR, "citattecken mitt i en cell",
    'efter ett avslutande citattecken (") ska nästa cell börja, men här står mer text',
    'skriv citattecken inne i en cell dubbelt: ""; det som följer efter raden är inte läst',
)  # fmt: skip
LONE_RETURN: Final = Code(
    "OKT516", _ERROR, "ovanlig radbrytning",
    "raden bryts på ett sätt som olika program läser olika (vagnretur utan radmatning)",
    "spara om filen som ”CSV UTF-8”; det som följer efter raden är inte läst",
)  # fmt: skip
FIELD_TOO_LONG: Final = Code(
    "OKT517", _ERROR, "cellen är för lång",
    "raden har en cell med fler än {limit} tecken",
    "kontrollera att det är rätt fil; det som följer efter raden är inte läst",
)  # fmt: skip

# 52: tables ----------------------------------------------------------------------------------
TOO_MANY_ROWS: Final = Code(
    "OKT520", _ERROR, "för många rader",
    "filen har fler än {limit} rader",
    "kontrollera att det är rätt fil: här ska antal stå, inte en rad per patient",
)  # fmt: skip
TOO_MANY_COLUMNS: Final = Code(
    "OKT521", _ERROR, "för många kolumner",
    "tabellen har {count} kolumner; högst {limit} läses",
    "ta bort de kolumner som inte behövs",
)  # fmt: skip
DUPLICATE_COLUMN: Final = Code(
    "OKT522", _ERROR, "två kolumner med samma namn",
    "kolumnen ”{column}” finns mer än en gång, och det går inte att veta vilken som gäller",
    "ta bort eller döp om den ena",
)  # fmt: skip
NAMELESS_COLUMN: Final = Code(
    "OKT523", _ERROR, "kolumn utan namn",
    "kolumn nummer {number} saknar namn",
    "ge kolumnen ett namn på första raden, eller ta bort den",
)  # fmt: skip
CELL_COUNT: Final = Code(
    "OKT524", _ERROR, "fel antal celler på raden",
    "raden har {found} celler, men tabellen har {expected} kolumner",
    "celler skiljs åt med {delimiter}; en cell som innehåller det skrivs inom citattecken",
)  # fmt: skip
PROBABLY_CUT: Final = Code(
    "OKT525", _WARNING, "sannolikt avkapad",
    "filen har exakt {rows} rader, så många som ett kalkylblad rymmer",
    "kontrollera att inget har fallit bort när filen sparades",
)  # fmt: skip
UNKNOWN_TABLE: Final = Code(
    "OKT526", _ERROR, "okänt slag av tabell",
    "filen har kolumnerna {found}, och det är inget slag av tabell som okt känner{guess}",
    "de slag som finns: {kinds}",
)  # fmt: skip
UNCLEAR_TABLE: Final = Code(
    "OKT527", _ERROR, "tabellen kan vara två saker",
    "kolumnerna passar både {first} och {second}",
    "dela upp tabellen i en fil för varje slag",
)  # fmt: skip
WIDE_TABLE: Final = Code(
    "OKT528", _ERROR, "en kolumn per region",
    "tabellen har regionerna som kolumner ({examples} …); okt läser en rad per region",
    "vänd tabellen så att regionerna står under varandra i kolumnen region",
)  # fmt: skip
UNUSED_COLUMN: Final = Code(
    "OKT529", _NOTE, "kolumn som inte används",
    "{columns} hör inte till tabellen ({kind}) och används inte{guess}",
    "ta bort kolumnen, eller rätta dess namn om den skulle ha använts",
)  # fmt: skip
DUPLICATE_ROW: Final = Code(
    "OKT530", _ERROR, "samma uppgift två gånger",
    "{what} står redan på {first}",
    "ta bort den ena raden, också om de säger samma sak",
)  # fmt: skip
MORE_OF_THE_SAME: Final = Code(
    "OKT531", _NOTE, "fler av samma slag",
    "{number} ({title}) finns ytterligare {count} gånger i filen",
    "rätta de första; ofta är det samma orsak till alla",
)  # fmt: skip

# 53: recipients ------------------------------------------------------------------------------
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
    "{name} är inte mottagare av {what}",
    "kontrollera mottagaren och vad raden gäller",
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
    "ta bort raden, eller rätta året",
)  # fmt: skip
OTHER_YEARS_FILE: Final = Code(
    "OKT542", _ERROR, "ett annat års data",
    "filen har data för {found}, men överenskommelsen använder data för {expected}",
    "använd rätt års fil, eller rätt års överenskommelse",
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
    "använd uppgifterna för den dag som överenskommelsen anger",
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
    "skriv {plain} eller {spaced} om det är tusental",
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
    "kontrollera värdet",
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
DECIMAL_POINT: Final = Code(
    "OKT566", _ERROR, "decimalpunkt",
    "”{found}” är skrivet med punkt",
    "skriv decimaler med komma: {comma}",
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
    "lägg till raderna; saknas ett värde ska raden finnas med tomma celler",
)  # fmt: skip
MISSING_ROWS: Final = Code(
    "OKT583", _ERROR, "rader saknas",
    "{name} har ingen rad för {months}, {measures}",
    "lägg till raden; saknas värdet ska täljare och nämnare lämnas tomma",
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
