"""The catalogue of what okt says about Excel workbooks: codes 9.

90 is about the file, 91 about its sheets. What stands in their tables is in `data_codes`, and what
is said of tables of every kind in `file_codes`.
"""

from typing import Final

from overenskommelse.diagnostics import Code, Severity

_ERROR, _NOTE = Severity.ERROR, Severity.NOTE

# 90: the file --------------------------------------------------------------------------------
NOT_A_WORKBOOK: Final = Code(
    "OKT901", _ERROR, "ingen Excelarbetsbok",
    "filen är packad som en Excelfil, men är ingen arbetsbok som okt läser (.xlsx eller .xlsm)",
    "öppna filen i det program som den kommer från och spara den som Excelarbetsbok (.xlsx)",
)  # fmt: skip
BROKEN_WORKBOOK: Final = Code(
    "OKT902", _ERROR, "trasig Excelfil",
    "{part} kan inte öppnas; filen är troligen inte hel",
    "öppna filen i Excel, låt Excel laga den och spara den på nytt",
)  # fmt: skip
ABNORMAL_WORKBOOK: Final = Code(
    "OKT903", _ERROR, "Excelfilen är ovanligt byggd",
    "filen {what}, och läses därför inte",
    "kopiera tabellernas värden till en ny arbetsbok och spara den som .xlsx",
)  # fmt: skip
NO_TABLE: Final = Code(
    "OKT904", _ERROR, "arbetsboken har ingen tabell",
    "inget blad i filen är en tabell",
    "en tabell har kolumnernas namn på en rad överst; ta bort filen om den inte ska vara med",
)  # fmt: skip
OTHER_AGREEMENT: Final = Code(
    "OKT905", _ERROR, "mallen hör till en annan överenskommelse",
    "mallen är gjord för överenskommelse {found}, inte {expected}",
    "gör en mall med okt template av den överenskommelse som räknas, och fyll i den",
)  # fmt: skip
NO_RECIPIENT: Final = Code(
    "OKT906", _ERROR, "ingen mottagare vald i mallen",
    "mallen är ifylld, men det framgår inte vem som har fyllt i den",
    "välj mottagare i cell B2 på mallens första blad",
)  # fmt: skip

# 91: sheets ----------------------------------------------------------------------------------
SHEET_TOO_LARGE: Final = Code(
    "OKT910", _ERROR, "bladet är för stort",
    "cellerna på bladet {sheet} ligger utspridda över {cells} platser; högst {limit} läses",
    "ta bort celler långt utanför tabellen, eller spara tabellen som ”CSV UTF-8”",
)  # fmt: skip
MERGED_CELLS: Final = Code(
    "OKT911", _ERROR, "sammanfogade celler",
    "cellerna {cells} är sammanfogade, och det går inte att veta vilka rader och kolumner som "
    "värdet gäller",
    "dela upp cellerna och skriv värdet i var och en som det gäller",
)  # fmt: skip
HIDDEN_SHEET: Final = Code(
    "OKT912", _ERROR, "dolt blad",
    "bladet är dolt men inte tomt, och det framgår inte om det ska läsas",
    "visa bladet om det ska vara med, annars ta bort det",
)  # fmt: skip
HEADER_BELOW: Final = Code(
    "OKT913", _ERROR, "kolumnernas namn står inte överst",
    "kolumnernas namn står på rad {row}, och ovanför dem står annat",
    "ta bort raderna ovanför, så att kolumnernas namn står på en enda rad överst på bladet",
)  # fmt: skip
OUTSIDE_TABLE: Final = Code(
    "OKT914", _ERROR, "cell utanför tabellen",
    "cell {cell} har ett värde, men dess kolumn har inget namn",
    "ge kolumnen ett namn på raden med kolumnernas namn, eller töm cellen",
)  # fmt: skip
NO_RESULT: Final = Code(
    "OKT915", _ERROR, "formel utan värde",
    "cell {cell} har en formel, men filen saknar det värde som formeln ger",
    "öppna filen i Excel, låt den räkna om och spara den; okt räknar inga formler",
)  # fmt: skip
PASSED_OVER: Final = Code(
    "OKT916", _NOTE, "blad som inte läses",
    "{sheets} har text men ingen tabell och läses inte",
    "inget behöver göras, om bladen inte skulle ha lästs",
)  # fmt: skip
NOT_FILLED_IN: Final = Code(
    "OKT917", _NOTE, "inget ifyllt på ett blad",
    "inget är ifyllt på {sheets}, och {they} läses inte",
    "inget behöver göras, om det inte finns något att fylla i",
)  # fmt: skip
