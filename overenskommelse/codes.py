"""The catalogue of what okt says about agreements: every code, in Swedish.

Detecting is done elsewhere and drawing elsewhere again; here are the words. A message says what is
wrong in this very case and quotes the author's words; the help says what to do. Codes are stable:
2 names, 3 units, 4 what the rules say. Files, 0, and sentences, 1, are in `text_codes`; the faults
of data, 5, in `file_codes` and `data_codes`; readings, plan files and outcomes, 6 and 7, in
`outcome_codes`.
"""

from typing import Final

from overenskommelse.diagnostics import Code, Severity

_ERROR, _WARNING = Severity.ERROR, Severity.WARNING

# 2: names ------------------------------------------------------------------------------------

UNKNOWN_NAME: Final = Code(
    "OKT201", _ERROR, "okänt namn",
    "{kind} ”{name}” finns inte{guess}",
    "{declared}",
)  # fmt: skip
DUPLICATE_NAME: Final = Code(
    "OKT202", _ERROR, "samma namn två gånger",
    "{kind} ”{name}” finns redan",
    "{way_out}",
)  # fmt: skip
UNUSED: Final = Code(
    "OKT203", _WARNING, "används inte",
    "{kind} ”{name}” används inte någonstans",
    "ta bort det, eller använd det där det hör hemma",
)  # fmt: skip
UNKNOWN_REGION: Final = Code(
    "OKT204", _ERROR, "okänd region",
    "regionen ”{name}” finns inte{guess}",
    'skriv regionens namn, till exempel "Region Gotland"',
)  # fmt: skip
UNFIT_READING: Final = Code(
    "OKT205", _ERROR, "läsningen passar inte",
    "tolkningen ”{name}” används här för {place}, men läsningen ”{reading}” säger något annat",
    "skriv i läsningen det som annars hade stått här, till exempel:  {example}",
)  # fmt: skip

# 3: units ------------------------------------------------------------------------------------

WRONG_UNIT: Final = Code(
    "OKT301", _ERROR, "fel enhet",
    "{what} anges i {expected}, inte i {found}",
    "skriv: {suggestion}",
)  # fmt: skip
NO_UNIT: Final = Code(
    "OKT302", _ERROR, "enheten saknas",
    "{what} anges i {expected}, men efter talet står ingen enhet",
    "skriv: {suggestion}",
)  # fmt: skip
PERCENT_OUT_OF_RANGE: Final = Code(
    "OKT303", _ERROR, "andelen går inte",
    "{what} är {found}; {possible}",
    "rätta talet",
)  # fmt: skip
AMOUNT_OUT_OF_RANGE: Final = Code(
    "OKT304", _ERROR, "beloppet går inte",
    "beloppet {found} är {why}",
    "rätta beloppet eller dess enhet (kr, tkr, mnkr), eller skriv ”okänt” om det inte är bestämt",
)  # fmt: skip

# 4: what the rules say -----------------------------------------------------------------------

SHARES_NOT_WHOLE: Final = Code(
    "OKT401", _ERROR, "andelarna blir inte 100 procent",
    "kravens andelar i {block} ({parts}) blir {sum} %, {difference} för {direction}"
    " ({kronor})",
    "rätta andelarna så att de tillsammans blir 100 %",
)  # fmt: skip
PARTS_NOT_TOTAL: Final = Code(
    "OKT402", _ERROR, "delarna blir inte summan",
    "{parts} {are} {sum}, men {whole} är {total}: det är {difference} för {direction}",
    "rätta delarna eller summan",
)  # fmt: skip
SHARE_AND_AMOUNT_DIFFER: Final = Code(
    "OKT403", _ERROR, "procent och kronor stämmer inte",
    "{share} % av {whole} är {computed}, inte {stated}",
    "rätta andelen eller beloppet",
)  # fmt: skip
REST_EMPTY: Final = Code(
    "OKT404", _ERROR, "resten blir inget",
    "posterna tar redan {sum} av {whole}, som är {total}: resten blir {rest}",
    "sänk posternas belopp, eller ta bort posten som är resten",
)  # fmt: skip
FORMER_IS_OWN: Final = Code(
    "OKT405", _ERROR, "samma namn som förut",
    "{kind} ”{name}” kan inte ha hetat så tidigare: det är dess eget namn",
    "ta bort ”tidigare …”, eller skriv namnet i den förra överenskommelsen",
)  # fmt: skip
FORMER_TWICE: Final = Code(
    "OKT406", _ERROR, "två har samma tidigare namn",
    "{kind} ”{name}” säger sig tidigare ha hetat ”{former}”, och det gör {other} också",
    "låt bara en av dem vara den som hette så",
)  # fmt: skip
LADDER_HOLE: Final = Code(
    "OKT411", _ERROR, "stegen har ett hål",
    "mellan {high} och {low} {unit} står inget steg: en {what} på {example} står inte på"
    " någon rad (mätvärden {precision})",
    "låt stegen mötas, eller säg i en tolkning vad mätvärdena avrundas till",
)  # fmt: skip
LADDER_OVERLAP: Final = Code(
    "OKT412", _ERROR, "stegen överlappar",
    "två steg gäller samtidigt: {example} {unit} ger både {first} och {second}",
    "låt det ena steget börja där det andra slutar",
)  # fmt: skip
LADDER_ORDER: Final = Code(
    "OKT413", _ERROR, "steget går inte att nå",
    "steget {step} slutar innan det börjar, så inget värde når det",
    "skriv det lägre talet först",
)  # fmt: skip
LADDER_FALLS: Final = Code(
    "OKT414", _ERROR, "ett bättre värde ger mindre",
    "steget från {low} {unit} ger {share}, mindre än steget under som ger {lower}",
    "ordna stegen så att ett bättre värde aldrig ger mindre",
)  # fmt: skip
LADDER_OPEN_TOP: Final = Code(
    "OKT415", _ERROR, "stegen slutar för tidigt",
    "över {high} {unit} står inget steg: en {what} på {example} ger ingenting",
    "låt det översta steget gälla ”{low} {unit} eller mer”",
)  # fmt: skip
LADDER_EMPTY: Final = Code(
    "OKT416", _ERROR, "stegen är tom",
    "stegen ”{name}” har inga steg",
    "lägg till:  1,0–2,9 procentenheter ger 50 %",
)  # fmt: skip
LADDER_USELESS_TIER: Final = Code(
    "OKT417", _WARNING, "steget gör ingen skillnad",
    "steget {step} ger lika mycket som steget under, {share}",
    "slå ihop stegen, eller rätta andelen",
)  # fmt: skip
LADDER_PRECISION: Final = Code(
    "OKT418", _ERROR, "steget är finare än mätvärdet",
    "gränsen {limit} {unit} har fler decimaler än mätvärdena ({precision}), så den kan aldrig"
    " nås exakt",
    "skriv gränsen med lika många decimaler som mätvärdena avrundas till",
)  # fmt: skip
MONTH_NOT_PAID: Final = Code(
    "OKT421", _ERROR, "månader betalas aldrig",
    "{block} mäts {months}, men ingen utbetalning omfattar {missing}",
    "lägg till månaderna i en utbetalning",
)  # fmt: skip
MONTH_PAID_TWICE: Final = Code(
    "OKT422", _ERROR, "månader betalas två gånger",
    "{months} i {block} betalas redan av en annan utbetalning",
    "låt varje månad höra till en utbetalning",
)  # fmt: skip
MONTH_OUTSIDE: Final = Code(
    "OKT423", _ERROR, "månader utanför mätperioden",
    "{block} mäts {period}; {months} ligger utanför",
    "rätta perioden",
)  # fmt: skip
NEVER_PAID: Final = Code(
    "OKT424", _ERROR, "betalas aldrig",
    "{what} ingår inte i någon utbetalning",
    "lägg till:  utbetalning december {year} {part}",
)  # fmt: skip
PAID_TWICE: Final = Code(
    "OKT425", _ERROR, "betalas två gånger",
    "{what} ingår i två utbetalningar",
    "ta bort den ena, eller dela beloppet i två om det ska betalas i två delar",
)  # fmt: skip
PAID_BEFORE_MEASURED: Final = Code(
    "OKT431", _ERROR, "betalas innan det har mätts",
    "utbetalningen {payment} bygger på vad som mäts i {month}, som inte är slut då",
    "flytta utbetalningen, eller låt den omfatta tidigare månader",
)  # fmt: skip
DATES_CONTRADICT: Final = Code(
    "OKT432", _ERROR, "datumen går inte ihop",
    "{first} {first_date}, men {second} {second_date}",
    "rätta det ena datumet",
)  # fmt: skip
BONUS_BEFORE_EARNED: Final = Code(
    "OKT433", _ERROR, "bonuspotten betalas för tidigt",
    "bonuspotten betalas {payment}, men dess medel är kända först när utbetalningen {month} är"
    " gjord",
    "betala bonuspotten tidigast med den sista utbetalningen ur blocket",
)  # fmt: skip
UNDECIDED: Final = Code(
    "OKT441", _ERROR, "något är inte avgjort",
    "överenskommelsen säger inte {question}",
    "lägg till {where}:  {example}",
)  # fmt: skip
NO_PERIOD: Final = Code(
    "OKT442", _ERROR, "mätperioden saknas",
    "{block} mäts månad för månad, men ingen mätperiod är angiven",
    "lägg till under överenskommelse:  mätperiod januari–november {year}",
)  # fmt: skip
NO_ROUTE: Final = Code(
    "OKT443", _ERROR, "kravet kan inte uppfyllas",
    "{requirement} har varken förbättring eller måluppfyllelse",
    "lägg till:  {example}",
)  # fmt: skip
NO_COMPARISON: Final = Code(
    "OKT444", _ERROR, "jämförelsen saknas",
    "en förbättring mäts mot något, men överenskommelsen säger inte mot vad",
    "lägg till under överenskommelse:  jämförelse samma månad föregående år",
)  # fmt: skip
WRONG_DIRECTION: Final = Code(
    "OKT445", _WARNING, "gränsen går åt fel håll",
    "för måttet ”{measure}” är {direction} bättre, men kravet nås med ”{comparator}”",
    "skriv {suggestion}, eller ändra vad som är bättre",
)  # fmt: skip
RECIPIENT_KIND: Final = Code(
    "OKT446", _ERROR, "fördelningen passar inte mottagaren",
    "{what} går till {recipient}, som är {kind}",
    "{way_out}",
)  # fmt: skip
ITEM_REST: Final = Code(
    "OKT447", _ERROR, "resten kan inte räknas ut",
    "{block} har {count} poster som är ”resten”; högst en kan vara det",
    "ange belopp för de andra",
)  # fmt: skip
NOT_MONTHLY: Final = Code(
    "OKT449", _ERROR, "månader för något som inte mäts",
    "{block} mäts inte månad för månad, så det betalas inte för {months}",
    "ta bort ”för {months}”",
)  # fmt: skip
NOT_CITED: Final = Code(
    "OKT451", _WARNING, "källan saknas",
    "{statement} säger inte vilket avsnitt den kommer från",
    "skriv sist på raden:  [avsnitt …]", strict=True,
)  # fmt: skip
REQUISITION_WITHOUT_DAY: Final = Code(
    "OKT452", _ERROR, "sista dagen för rekvisition saknas",
    "utbetalningen sker på rekvisition, men ingen sista dag är angiven",
    "lägg till:  senast 1 december {year}, annars förfaller rätten",
)  # fmt: skip
DAY_WITHOUT_REQUISITION: Final = Code(
    "OKT453", _ERROR, "sista dag utan rekvisition",
    "utbetalningen sker en bestämd månad; en sista dag hör till utbetalning på rekvisition",
    "skriv:  utbetalning på rekvisition …   eller ta bort raden",
)  # fmt: skip
NO_BONUS_POT: Final = Code(
    "OKT455", _ERROR, "ingen sådan bonuspott",
    "{what}",
    "{way_out}",
)  # fmt: skip
TWO_LIMITS: Final = Code(
    "OKT457", _ERROR, "två gränser i ett kriterium",
    "kriteriet {name} har både en lägsta nivå och en längsta tid",
    "dela upp det i två kriterier",
)  # fmt: skip
NOBODY_LEFT: Final = Code(
    "OKT458", _ERROR, "ingen mottagare är kvar",
    "alla regioner är undantagna, så {recipient} har ingen att betala till",
    "ta bort några av undantagen",
)  # fmt: skip
REPAID_TWICE: Final = Code(
    "OKT459", _ERROR, "återbetalas två gånger",
    "{what} ingår i två återbetalningar",
    "ta bort den ena återbetalningen",
)  # fmt: skip
NOT_REPAYABLE: Final = Code(
    "OKT460", _ERROR, "kan inte återbetalas så",
    "{what} kan inte återbetalas för sig; det som inte har använts räknas för hela blocket",
    "skriv:  återbetalning 31 mars {year} block 1 som inte har använts",
)  # fmt: skip
BETTER_PAYS_LESS: Final = Code(
    "OKT461", _WARNING, "ett bättre värde kan ge mindre",
    "i krav {number} ger {first} {share}, mindre än {second} kan ge, men går före: ett bättre värde"
    " kan då ge mindre pengar",
    "skriv:  två vägar: den som ger mest, aldrig båda   (om texten tillåter det)",
)  # fmt: skip
CODE_AND_NAME: Final = Code(
    "OKT462", _ERROR, "koden hör till en annan region",
    "koden {code} står för ”{name}”, men den regionens kod hos SCB är {right}",
    "skriv: {right} \"{name}\"",
)  # fmt: skip
CANNOT_DISCOUNT: Final = Code(
    "OKT463", _ERROR, "kriteriet kan inte ha den följden",
    "kriteriet {name} kan inte göra att månadens mätvärden inte räknas: {why}",
    "lägg till gränsen (minst … eller inom …), rätta mottagaren, eller skriv: annars ingen påföljd",
)  # fmt: skip
SAME_CODE: Final = Code(
    "OKT464", _ERROR, "två mottagare har samma kod",
    "koden {code} står både för ”{first}” och för ”{second}”",
    "ge den ena en annan kod",
)  # fmt: skip
ONE_READING: Final = Code(
    "OKT454", _WARNING, "tolkningen har ingen alternativ läsning",
    "tolkningen ”{name}” har bara en läsning, så inget val görs",
    "lägg till den andra läsningen, eller skriv regeln på sin plats",
)  # fmt: skip
UNKNOWN_AND_STATED: Final = Code(
    "OKT465", _ERROR, "både okänt och sagt",
    "{statement} sägs vara okänd, men dess steg står under raden",
    "ta bort ”okänt”, eller stegen",
)  # fmt: skip
REQUIREMENT_OUTSIDE: Final = Code(
    "OKT469", _ERROR, "kravet gäller månader som inte mäts",
    "krav {number} gäller {months}, men blocket mäts {period}",
    "rätta kravets månader eller mätperioden",
)  # fmt: skip
IDLE_CLAUSE: Final = Code(
    "OKT470", _ERROR, "satsen har ingen verkan",
    "”{clause}” har ingen verkan här: {why}",
    "ta bort satsen",
)  # fmt: skip
CONDITION_GROUP: Final = Code(
    "OKT471", _ERROR, "villkoret gäller andra mottagare",
    "villkor {name} gäller {who}, men {what} går till {to}",
    "skriv samma mottagare på båda ställena",
)  # fmt: skip
CONDITION_MONTHS: Final = Code(
    "OKT472", _ERROR, "villkoret gäller vissa månader",
    "villkor {name} kan inte gälla bara några av blockets månader",
    "låt det gälla hela blocket:  gäller {whole}",
)  # fmt: skip
CANNOT_REDISTRIBUTE: Final = Code(
    "OKT473", _ERROR, "kan inte fördelas på de övriga",
    "villkor {name} låter {what} fördelas på de övriga, men det som förtjänas är vars och ens eget",
    "skriv: annars förfaller medlen   (eller: annars hålls medlen inne)",
)  # fmt: skip
CANNOT_TRY: Final = Code(
    "OKT474", _ERROR, "villkoret kan inte prövas",
    "villkor {name} kräver {what}, som {why}",
    "lägg till under {what}:  {example}",
)  # fmt: skip
ASSESSED_TOO_LATE: Final = Code(
    "OKT475", _ERROR, "prövas för sent",
    "{what} senast {day}, men pengarna betalas {payment}",
    "rätta dagen eller utbetalningens månad",
)  # fmt: skip
AREA_AND_CONDITION: Final = Code(
    "OKT479", _ERROR, "fokusområde och villkor med samma namn",
    "både ett fokusområde och ett villkor heter ”{name}”",
    "ge det ena ett annat namn, så att en bedömning säger vilket den gäller",
)  # fmt: skip
DEMANDED_OF_OTHERS: Final = Code(
    "OKT480", _ERROR, "villkoret kräver något av andra",
    "{statement} gäller {who}, men {what} gäller {others}",
    "skriv samma mottagare på båda ställena",
)  # fmt: skip
REPORTED_TOO_LATE: Final = Code(
    "OKT481", _ERROR, "rapporteras för sent",
    "fokusområde {name} rapporteras senast {reported}, men bedöms senast {assessed}",
    "rätta den dag som är fel",
)  # fmt: skip
NO_AREAS: Final = Code(
    "OKT482", _ERROR, "inga fokusområden att kräva",
    "villkor {name} kräver samtliga fokusområden, men det finns inga för {who}",
    "lägg till fokusområdena, eller kräv något annat",
)  # fmt: skip
AREA_UNUSED: Final = Code(
    "OKT483", _WARNING, "fokusområdet avgör inget",
    "inget villkor kräver fokusområde {name}, så bedömningen av det påverkar inga pengar",
    "skriv under ett villkor:  kräver fokusområde {name}   (eller: kräver samtliga fokusområden)",
)  # fmt: skip
CIRCULAR: Final = Code(
    "OKT476", _ERROR, "fördelas efter något som inte är uträknat",
    "block {name} fördelas självt efter vad ett block har gett",
    "fördela efter ett block som har krav, eller efter en nyckel",
)  # fmt: skip
PAID_TOGETHER: Final = Code(
    "OKT477", _ERROR, "posten betalas inte för sig",
    "post {item} betalas per styck: taket, och vad som händer med det som blir över, gäller hela"
    " block {block}",
    "skriv:  block {block}",
)  # fmt: skip
NO_MONTHS: Final = Code(
    "OKT478", _ERROR, "enskilda månader fast allt mäts sammantaget",
    "{what} enskilda månader, men block {block} mäts hela mätperioden sammantaget",
    "låt det gälla hela perioden, eller skriv:  månadspott lika stor varje månad i mätperioden",
)  # fmt: skip
NO_MONEY: Final = Code(
    "OKT484", _ERROR, "inga pengar fördelas",
    "överenskommelsen har varken block eller medel",
    "lägg till:  block 1 \"Namnet\" 100 mnkr",
)  # fmt: skip
UNKNOWNS: Final = Code(
    "OKT491", Severity.NOTE, "okänt",
    "{count} står som okänt: {what}",
    "det som beror på detta räknas inte; skriv in det när det är känt",
)  # fmt: skip
ASSUMPTIONS: Final = Code(
    "OKT492", Severity.NOTE, "antagande",
    "{count} antas: {what}",
    "resultatet vilar på detta; byt ”antas” mot ”gäller” när texten är känd",
)  # fmt: skip
