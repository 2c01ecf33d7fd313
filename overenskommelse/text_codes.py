"""The catalogue of faults in the text of agreements: codes 0, the file, and 1, sentences.

See `codes` for the faults of what agreements say and for what a code is.
"""

from typing import Final

from overenskommelse.diagnostics import Code, Severity

_ERROR, _WARNING = Severity.ERROR, Severity.WARNING

# 0: the file ---------------------------------------------------------------------------------

FILE_TOO_LARGE: Final = Code(
    "OKT001", _ERROR, "filen är för stor",
    "filen är större än {limit}, som är det mesta som en överenskommelse får vara",
    "kontrollera att det är rätt fil",
)  # fmt: skip
NOT_UTF8: Final = Code(
    "OKT002", _ERROR, "filen är inte UTF-8",
    "filen är inte sparad som UTF-8{guess}",
    "öppna filen i det program som den är skriven i och spara den som UTF-8 (i Anteckningar: Spara"
    " som, Kodning UTF-8)",
)  # fmt: skip
HIDDEN_CHARACTER: Final = Code(
    "OKT003", _ERROR, "dolt tecken",
    "här står ett tecken som inte syns: {character}{name}{more}",
    "ta bort tecknet; det kan dölja eller kasta om text",
)  # fmt: skip
BAD_LINE_END: Final = Code(
    "OKT004", _ERROR, "ovanlig radbrytning",
    "här står ett ovanligt tecken för ny rad ({code_point}){more}, som somliga program inte visar",
    "bryt raden på vanligt sätt (Retur)",
)  # fmt: skip
LINE_TOO_LONG: Final = Code(
    "OKT005", _ERROR, "raden är för lång",
    "raden har {length} tecken; högst {limit} är tillåtna",
    "dela upp raden: en sats får fortsätta på nästa rad",
)  # fmt: skip
TOO_MANY_STATEMENTS: Final = Code(
    "OKT006", _ERROR, "för många satser",
    "filen har {count} rader med text; högst {limit} är tillåtna",
    "kontrollera att det är rätt fil",
)  # fmt: skip
TABS: Final = Code(
    "OKT007", _WARNING, "tabbtecken",
    "raden innehåller tabbtecken, som olika program visar olika brett",
    "använd mellanslag",
)  # fmt: skip
MIXED_LINE_ENDS: Final = Code(
    "OKT008", _WARNING, "blandade radslut",
    "raderna slutar på två sätt: {crlf} som i Windows och {lf} som i andra system",
    "spara om filen med ett slags radslut; i de flesta program räcker det att spara den på nytt",
)  # fmt: skip
EMPTY_FILE: Final = Code(
    "OKT009", _ERROR, "filen är tom",
    "filen innehåller ingen överenskommelse",
    "börja med raden: okt 1",
)  # fmt: skip
NOT_AN_AGREEMENT: Final = Code(
    "OKT010", _ERROR, "ingen överenskommelse",
    "filen är ingen överenskommelse i okt{seems}",
    "kontrollera att det är rätt fil; en text i Word sparas som oformaterad text (UTF-8) "
    "och börjar med raden: okt 1",
)  # fmt: skip

# 1: sentences --------------------------------------------------------------------------------

NO_VERSION: Final = Code(
    "OKT101", _ERROR, "språkversionen saknas",
    "första satsen ska säga vilken version av språket filen är skriven i",
    "skriv överst i filen: okt 1",
)  # fmt: skip
UNKNOWN_VERSION: Final = Code(
    "OKT102", _ERROR, "okänd språkversion",
    "språkversion ”{found}” är okänd; den här okt läser version 1",
    "skriv: okt 1 (eller använd en nyare okt)",
)  # fmt: skip
MISSPELLED_WORD: Final = Code(
    "OKT103", _ERROR, "okänt ord",
    "okänt ord ”{found}”. Menade du ”{guess}”?",
    "skriv: {guess}",
)  # fmt: skip
UNEXPECTED_WORD: Final = Code(
    "OKT104", _ERROR, "oväntat ord",
    "”{found}” kan inte stå här; här väntades {expected}",
    "{way}",
)  # fmt: skip
ENDS_EARLY: Final = Code(
    "OKT105", _ERROR, "satsen är inte färdig",
    "satsen slutar för tidigt; sedan väntades {expected}",
    "skriv klart satsen; den får fortsätta på nästa rad{way}",
)  # fmt: skip
MISPLACED_STATEMENT: Final = Code(
    "OKT106", _ERROR, "satsen står på fel plats",
    "”{found}” kan inte stå här; det hör hemma under {homes}",
    "flytta raden dit, eller sätt in satsen som den hör till på en egen rad ovanför",
)  # fmt: skip
UNKNOWN_STATEMENT: Final = Code(
    "OKT107", _ERROR, "okänd sats",
    "”{found}” inleder ingen sats som kan stå här; här väntades {expected}{passed}",
    "{way}",
)  # fmt: skip
UNCLOSED: Final = Code(
    "OKT108", _ERROR, "inte avslutat",
    "{opened} öppnas här men avslutas aldrig på raden",
    "skriv {closing} där det slutar",
)  # fmt: skip
WRAPPED: Final = Code(
    "OKT126", _ERROR, "texten är delad på två rader",
    "texten börjar på den här raden men slutar på nästa",
    "en text inom citattecken står på en enda rad; dra ihop raderna",
)  # fmt: skip
NAME_CHARACTERS: Final = Code(
    "OKT109", _ERROR, "otillåtet tecken",
    "tecknet {found} ({code_point}) kan inte ingå i ett namn eller ett ord",
    "namn skrivs med små bokstäver a–ö, siffror och understreck; text skrivs inom citattecken",
)  # fmt: skip
TOO_LONG: Final = Code(
    "OKT110", _ERROR, "för långt",
    "{what} är för långt: {length} tecken, högst {limit}",
    "korta det",
)  # fmt: skip
NUMBER_TOO_LONG: Final = Code(
    "OKT111", _ERROR, "talet är för långt",
    "talet ”{found}” har för många siffror: högst {integer} före och {decimals} efter kommat",
    "skriv talet kortare",
)  # fmt: skip
NO_SUCH_DATE: Final = Code(
    "OKT112", _ERROR, "datumet finns inte",
    "”{found}” finns inte i kalendern",
    "rätta dag, månad eller år",
)  # fmt: skip
BACKWARDS_PERIOD: Final = Code(
    "OKT113", _ERROR, "perioden går baklänges",
    "perioden ”{found}” slutar innan den börjar",
    "skriv den första månaden först",
)  # fmt: skip
MISSING_CLAUSE: Final = Code(
    "OKT114", _ERROR, "en del saknas",
    "{statement} saknar {missing}",
    "lägg till under satsen:  {example}",
)  # fmt: skip
REPEATED_CLAUSE: Final = Code(
    "OKT115", _ERROR, "sagt två gånger",
    "”{keyword}” står två gånger i {statement}",
    "ta bort den ena",
)  # fmt: skip
INDENTATION: Final = Code(
    "OKT116", _WARNING, "indraget säger något annat än orden",
    "raden hör till {statement}, men indraget ser ut som något annat",
    "dra in raden mer än raden som den hör till; indraget ändrar aldrig betydelsen",
)  # fmt: skip
NO_AGREEMENT: Final = Code(
    "OKT117", _ERROR, "ingen överenskommelse",
    "filen har ingen sats som börjar med ”överenskommelse”",
    'lägg till:  överenskommelse {year} "Namnet"',
)  # fmt: skip
TWO_WAYS_UNCLEAR: Final = Code(
    "OKT118", _ERROR, "blocket blandar sätt att fördela",
    "{statement} både {first} och {second}; ett block fördelas på ett sätt",
    "ta bort det ena, eller dela upp det i två block",
)  # fmt: skip

DECIMAL_POINT: Final = Code(
    "OKT119", _ERROR, "decimalpunkt",
    "talet ”{found}” är skrivet med punkt; {how}",
    "skriv: {suggestion}",
)  # fmt: skip

COMMA_THOUSANDS: Final = Code(
    "OKT125", _ERROR, "tvetydigt belopp",
    "”{found}” kan vara {thousands}, om kommat skiljer tusental åt, eller {decimals}",
    "skriv {thousands} eller {decimals}",
)  # fmt: skip
NUMBER_AS_NAME: Final = Code(
    "OKT121", _ERROR, "talet kan inte vara ett namn",
    "”{found}” kan inte vara ett namn; bara hela tal utan mellanslag kan det",
    "skriv ett helt tal, eller ett namn med små bokstäver",
)  # fmt: skip
CITATION_NOT_LAST: Final = Code(
    "OKT122", _ERROR, "hänvisningen står inte sist",
    "”{found}” står efter hänvisningen; hänvisningen ska stå sist i satsen",
    "flytta {citation} till slutet av satsen",
)  # fmt: skip
SHARES_LINE: Final = Code(
    "OKT123", _ERROR, "två satser på samma rad",
    "satsen ”{found}” står efter en annan sats på samma rad; varje sats börjar på en egen rad",
    "bryt raden före ”{found}”",
)  # fmt: skip
WRITTEN_OTHERWISE: Final = Code(
    "OKT124", _ERROR, "skrivs på annat sätt",
    "”{found}” kan inte läsas: {why}",
    "{way}",
)  # fmt: skip
TOO_MANY_FAULTS: Final = Code(
    "OKT120", _ERROR, "för många fel",
    "fler än {limit} rader är fel skrivna; resten av filen har inte lästs, härifrån till slutet",
    "rätta felen ovan först, och kontrollera att det är rätt fil",
)  # fmt: skip

CITED_IN_TWO_WAYS: Final = Code(
    "OKT136", _WARNING, "källan skrivs på två sätt",
    "här står ”{found}”, men de flesta hänvisningar i filen skriver ”{usual}”",
    "skriv: {usual}", strict=True,
)  # fmt: skip

# What authors allow: warnings that a file says are meant to be there ---------------------------

ALLOWED_UNUSED: Final = Code(
    "OKT131", _WARNING, "tillåtelsen behövs inte",
    "{code} tillåts här, men där tillåtelsen gäller finns inget sådant att säga",
    "ta bort kommentaren, eller flytta den till raden som den gäller",
)  # fmt: skip
ALLOWED_WITHOUT_REASON: Final = Code(
    "OKT132", _WARNING, "tillåtelsen saknar skäl",
    "{code} tillåts utan skäl; då gäller tillåtelsen inte",
    'skriv varför:  # okt: tillåt {code} "skälet"',
)  # fmt: skip
ALLOWED_UNKNOWN: Final = Code(
    "OKT133", _WARNING, "koden finns inte",
    "ingen kod heter {code}{guess}",
    "rätta koden, eller ta bort kommentaren",
)  # fmt: skip
ALLOWED_ERROR: Final = Code(
    "OKT134", _WARNING, "kan inte tillåtas",
    "{code}, {title}, kan inte tillåtas; bara varningar och noter om vad överenskommelsen säger"
    " kan det",
    "rätta det som är fel, och ta bort kommentaren",
)  # fmt: skip
NOTE_TO_OKT: Final = Code(
    "OKT135", _WARNING, "kommentaren kan inte läsas",
    "kommentaren vänder sig till okt men säger inget som okt förstår",
    'skriv:  # okt: tillåt OKT203 "skälet"   (eller skriv om den utan ”okt:”)',
)  # fmt: skip
