"""What a careful colleague would ask about an agreement whose every clause can be read: 4, as in
`codes`. Each message has a case in it, in words, in which the rules would go wrong.
"""

from typing import Final

from overenskommelse.diagnostics import Code, Severity

_WARNING = Severity.WARNING

LIMITS_DRIFT: Final = Code(
    "OKT408", _WARNING, "gränsen är skriven på två sätt",
    "måttet ”{name}” räknar väntetid {limit}, men måttet ”{other}” räknar {other_limit}: den som"
    " har väntat exakt {days} dagar räknas bara i det ena",
    "skriv samma ord i båda, eller säg i en tolkning varför:  läsning olika som skrivet, och"
    "  läsning lika {name} i stället för {other}",
)  # fmt: skip
SAME_TWICE: Final = Code(
    "OKT409", _WARNING, "samma sak med två namn",
    "{kind} ”{name}” säger detsamma som ”{other}”: {case}",
    "behåll ett av namnen och använd det överallt, eller rätta det som skulle ha skilt dem åt",
)  # fmt: skip
GOAL_DECIDES_NOTHING: Final = Code(
    "OKT410", _WARNING, "gränsen avgör inget",
    "”{limit}” uppfylls {how}: {case}",
    "rätta gränsen, eller ta bort den",
)  # fmt: skip
TIER_BEHIND_GOAL: Final = Code(
    "OKT450", _WARNING, "målet nås alltid före steget",
    "steget {step} avgör aldrig något i krav {number}: den som blir {low} procentenheter bättre,"
    " till exempel från {start} till {end} %, har redan nått målet {goal}",
    "rätta steget eller målet",
)  # fmt: skip
PAID_BEFORE_REPORTED: Final = Code(
    "OKT419", _WARNING, "betalas innan uppgifterna finns",
    "utbetalningen {payment} bygger på {month}, men kriterium {criterion} ger mottagarna till den"
    " {day} att rapportera: den som rapporterar i sista stund har då inget att betalas efter",
    "flytta utbetalningen, låt den omfatta tidigare månader, eller korta tiden för rapportering",
)  # fmt: skip
DUE_BEFORE_END: Final = Code(
    "OKT420", _WARNING, "sista dagen är före periodens slut",
    "skyldighet {name} gäller {period} men ska vara fullgjord senast {day}: det som sker i {month}"
    " har då inte hänt",
    "flytta sista dagen till efter {end}, eller rätta perioden",
)  # fmt: skip
NOTHING_TO_SHARE_BY: Final = Code(
    "OKT426", _WARNING, "det att fördela efter kan bli noll",
    "{what} fördelas i proportion till ersättningen i block {block}: uppfyller ingen något krav där"
    " är allas del 0 av 0",
    "fördela efter en nyckel, eller säg varför det inte händer:  # okt: tillåt OKT426 \"skäl\"",
)  # fmt: skip
READINGS_ALIKE: Final = Code(
    "OKT428", _WARNING, "läsningen gör ingen skillnad",
    "läsningen ”{reading}” i tolkningen ”{name}” ger detsamma som {other}: {case}",
    "rätta läsningen, eller ta bort den",
)  # fmt: skip
HEADING_TWICE: Final = Code(
    "OKT435", _WARNING, "samma rubrik två gånger",
    "”{name}” står två gånger bland källans rubriker: en hänvisning dit kan gälla vilken som helst",
    "ta bort den ena, eller rätta numret",
)  # fmt: skip
NOT_IN_SOURCE: Final = Code(
    "OKT434", _WARNING, "källan har inget sådant avsnitt",
    "”{found}” finns inte bland rubrikerna i källan ”{title}”{guess}",
    "rätta hänvisningen, eller lägg till under källa:  {example}",
)  # fmt: skip
