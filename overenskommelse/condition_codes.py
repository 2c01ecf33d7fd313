"""The catalogue of what okt says about the three voices: codes 488–490, 578–579 and 593–598.

A recipient reports, an agency assesses, the payer decides. The first codes are of what agreements
say of that, the others of data; see `codes` and `data_codes` for the rest.
"""

from typing import Final

from overenskommelse.diagnostics import Code, Severity

_ERROR, _NOTE = Severity.ERROR, Severity.NOTE

NO_SUCH_QUESTION: Final = Code(
    "OKT488", _ERROR, "frågan finns inte",
    "{statement} hänger på frågan ”{question}”, som fokusområde {area} inte har{guess}",
    "skriv en fråga som besvaras med ja eller nej; {known}",
)  # fmt: skip
QUESTION_REFUSES_NOTHING: Final = Code(
    "OKT489", _ERROR, "inget svar på frågan är ett nej",
    "{statement} hänger på frågan {question}, som besvaras med {kind}: inget svar på den säger att"
    " något inte är uppfyllt",
    "skriv en fråga som besvaras med ja eller nej; {known}",
)  # fmt: skip
TIME_NOT_KNOWN: Final = Code(
    "OKT490", _NOTE, "kan inte kontrolleras",
    "om det som villkor {name} kräver är klart före utbetalningen går inte att säga: det är inte"
    " känt {why}",
    "skriv in det som är okänt när det är känt",
)  # fmt: skip
UNKNOWN_CONDITION: Final = Code(
    "OKT578", _ERROR, "okänt villkor",
    "”{found}” är inte namnet på något {which}{guess}",
    "skriv villkorets namn; de som finns: {known}",
)  # fmt: skip
NOT_YES_OR_NO: Final = Code(
    "OKT579", _ERROR, "varken ja eller nej",
    "”{found}” är varken ja eller nej",
    "skriv ja eller nej, och resten i kolumnen skäl; ta bort raden om det inte är bedömt eller"
    " beslutat än",
)  # fmt: skip
UNKNOWN_AREA: Final = Code(
    "OKT593", _ERROR, "okänt fokusområde",
    "”{found}” är inte namnet på något fokusområde{guess}",
    "skriv fokusområdets namn; de som finns: {known}",
)  # fmt: skip
UNKNOWN_QUESTION: Final = Code(
    "OKT594", _ERROR, "okänd fråga",
    "”{found}” är inte namnet på någon fråga i fokusområde {area}{guess}",
    "skriv frågans namn; de som finns: {known}",
)  # fmt: skip
NOT_AN_ANSWER: Final = Code(
    "OKT595", _ERROR, "svaret är varken ja eller nej",
    "frågan {question} i fokusområde {area} besvaras med ja eller nej, men svaret är ”{found}”",
    "skriv ja eller nej; ta reda på vilket med den som har svarat, och lämna cellen tom så länge",
)  # fmt: skip
NOT_A_FILE: Final = Code(
    "OKT596", _ERROR, "bilagans namn saknas",
    "frågan {question} i fokusområde {area} besvaras med en bilaga, men svaret är ”{found}”",
    "skriv den bifogade filens namn, eller lämna cellen tom om ingen bilaga finns",
)  # fmt: skip
REASON_MISSING: Final = Code(
    "OKT597", _ERROR, "skälet saknas",
    "{what} är {found} utan skäl{although}",
    "skriv skälet i kolumnen skäl",
)  # fmt: skip
UNANSWERED: Final = Code(
    "OKT598", _NOTE, "obesvarade frågor",
    "{names} har inte svarat på {what}",
    "lägg till svaren när de har kommit; en obesvarad fråga räknas varken som ja eller nej",
)  # fmt: skip
