"""The catalogue of what okt says about data files: codes 50 to 52.

50 is about files, 51 about their text, 52 about tables as such. What stands in the tables is in
`data_codes`. ``{guess}`` is empty, or a sentence with the full stop before it.
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
    "i mappen {path} ligger ingen fil vars namn slutar på .csv, .xlsx eller .xlsm",
    "ange mappen där datafilerna ligger; undermappar läses inte",
)  # fmt: skip
TOO_MANY_FILES: Final = Code(
    "OKT504", _ERROR, "för många filer",
    "det är {count} datafiler; högst {limit} läses",
    "ange bara de filer som överenskommelsen behöver",
)  # fmt: skip
FILE_TOO_LARGE: Final = Code(
    "OKT505", _ERROR, "filen är för stor",
    "filen är större än {limit}, som är den största datafil som läses",
    "kontrollera att det är rätt fil; antal per månad och mottagare får plats många gånger om",
)  # fmt: skip
SPREADSHEET: Final = Code(
    "OKT506", _ERROR, "äldre eller låst Excelfil",
    "filen är en Excelfil av äldre slag (.xls), eller låst med lösenord",
    "öppna filen i Excel och spara den som Excelarbetsbok (.xlsx) utan lösenord",
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
    "filen har ett tecken som inte går att tyda i {what} (byte {number}: {byte})",
    "öppna filen i det program som den kommer från och spara om den som ”CSV UTF-8”, eller"
    " säg med --kodning hur den är sparad: från äldre Macprogram är det --kodning mac-roman",
)  # fmt: skip
READ_AS_WINDOWS: Final = Code(
    "OKT513", _NOTE, "läst som Windows-1252",
    "filen är inte UTF-8 och har lästs som Windows-1252, som äldre Excel sparar",
    "kontrollera att å, ä och ö blir rätt; annars säg med --kodning hur filen är sparad, eller"
    " spara om den som ”CSV UTF-8”",
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
    "mitt på raden finns ett osynligt tecken som somliga program läser som en ny rad",
    "ta bort tecknet, eller spara om filen som ”CSV UTF-8”; det som följer efter raden är inte"
    " läst",
)  # fmt: skip
FIELD_TOO_LONG: Final = Code(
    "OKT517", _ERROR, "cellen är för lång",
    "raden har en cell med fler än {limit} tecken",
    "kontrollera att det är rätt fil; det som följer efter raden är inte läst",
)  # fmt: skip
OTHER_ENCODING: Final = Code(
    "OKT518", _ERROR, "en annan kodning än den som är vald",
    "filen börjar med det märke som säger UTF-8, men --kodning säger {encoding}",
    "ta bort --kodning, som gäller alla filer, eller spara alla filer på samma sätt",
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
    "raden har {found}, men tabellen har {expected} kolumner",
    "celler skiljs åt med {delimiter}; en cell som innehåller det skrivs inom citattecken",
)  # fmt: skip
PROBABLY_CUT: Final = Code(
    "OKT525", _WARNING, "sannolikt avkapad",
    "tabellen har exakt {rows} rader, så många som ett kalkylblad rymmer",
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
    "{columns} {why}{guess}",
    "ta bort kolumnen, eller rätta dess namn om den skulle ha använts",
)  # fmt: skip
