"""The tone rules, as data: which words, why they hurt, what to say instead."""

from __future__ import annotations

import re
from dataclasses import dataclass


def _words(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE | re.VERBOSE)


@dataclass(frozen=True, slots=True)
class Rule:
    """`unless*` look at the sentence around the words (sorry: at all that stands before)."""

    words: re.Pattern[str]
    why: str
    better: str
    unless: re.Pattern[str] | None = None
    unless_timed: bool = False
    unless_sorry: bool = False


# Spaces in verbose patterns are \s; \b keeps "soon" out of "sooner".
SORRY = _words(r"\b(?: sorry | apolog\w* | sentimos | siento | disculp\w* | perd[oó]n\w* )\b")
TIME = _words(
    r"""\b(?: \d{1,2}(?::\d\d)?\s?[ap]\.?m | \d{1,2}:\d\d | noon | midnight | today | tonight
    | tomorrow | mon(?:day)? | tue(?:sday)? | wed(?:nesday)? | thu(?:rsday)? | fri(?:day)?
    | sat(?:urday)? | sun(?:day)? | in\s\d+\s(?:min|hour|h\b) | hoy | ma[nñ]ana | lunes | martes
    | mi[eé]rcoles | jueves | viernes | s[aá]bado | domingo | antes\sde\sla | a\slas?\s\d )"""
)
# Who else "they" may be.
OTHERS = _words(
    r"""\b(?: insurers? | insurance | adjusters? | carriers? | landlords? | tenants? | neighbou?rs?
    | suppliers? | manufacturers? | warehouse | store | plumbers? | electricians? | roofers?
    | city | county | inspectors? | utility | power\scompany | gas\scompany | water\scompany
    | police | firefighters | fire\sdepartment | bank | mortgage | hoa | family | parents? | kids
    | children | customers? | households? | people | others | everyone | fans | dehumidifiers?
    | machines? | floors? | parts? | walls? | aseguradora | seguro | perito | vecin[oa]s?
    | propietari[oa]s? | proveedor(?:es)? | inquilin[oa]s? )\b"""
)
# Words people text us in capitals, and common short forms.
KEYWORDS = frozenset(
    {"STOP", "HERE", "DONE", "LATE", "OMW", "SICK", "JOBS", "NOTE", "UPDATE", "CALL", "CALLED"}
    | {"CALLBACK", "NOBODY", "HOME", "NO", "OK", "HVAC", "AC", "FEMA", "HOA", "USA", "PVC", "ETA"}
    | {"AM", "PM", "LLC", "START", "HELP", "ID", "TV", "GFCI", "HEPA", "PPE"}
)

RULES = (
    Rule(
        _words(
            r"""\b(?:only|just)\s(?:a\s)?(?:few|handful\sof|couple(?:\sof)?|small\snumber\sof)\s
            (?:\w+\s)?(?:customers?|people|households|homes|clients)\b
            | \byou(?:'re|\sare)\sthe\sonly\s(?:one|customer|person)\b
            | \b(?:no\s?one|nobody)\selse\s(?:has\s)?complain(?:ed|s)\b
            | \bsolo\s(?:a\s)?un(?:os|as)\s(?:pocos|pocas)\s(?:clientes|personas|casas)\b"""
        ),
        "It tells them their trouble is small.",
        "Speak of theirs alone: 'You've waited three days, and we're sorry.'",
    ),
    Rule(
        _words(
            r"""\byou\s(?:really\s)?should(?:n't)?\s(?:not\s)?have\s
            (?!heard|seen|received|gotten|got\b|had\b|known\sfrom|to\b)\w+
            | \byou\s(?:failed|forgot|neglected)\sto\b
            | \byou\s(?:never|didn't|did\snot)\s(?:even\s)?
              (?:tell|told|call|called|answer|answered|reply|replied|respond|mention|say|said
              |confirm|confirmed|pick|let)\b
            | \b(?:it's|it\sis|that's|that\sis)\syour\s(?:own\s)?fault\b
            | \bif\syou\shad(?:n't)?\s(?:only\s)?(?:called|told|said|answered|listened|read|waited)\b
            | \b(?:usted\s)?(?:debi[oó]|deber[ií]a|ten[ií]a\sque)\s(?:haber\s)?
              (?:llama(?:do|r)|avisa(?:do|r)|deci(?:do|r)|contesta(?:do|r))\b
            | \busted\sno\s(?:avis[oó]|llam[oó]|contest[oó]|dijo|respondi[oó])\b
            | \bes\s(?:su\sculpa|culpa\ssuya)\b"""
        ),
        "It puts the blame on the person we are helping.",
        "Say what we need now: 'To go on we need ...', 'Could you tell us ...?'",
    ),
    Rule(
        _words(
            r"""(?:\A\s*|(?<=[.!?,:]\s))(?:unfortunately|regrettably|lamentablemente|desafortunadamente|por\sdesgracia)\b"""
        ),
        "It opens bad news with a shrug; nobody is sorry in it.",
        "Say sorry first: 'We're sorry: ...'",
        unless_sorry=True,
    ),
    Rule(
        _words(
            r"""\b(?: calm\sdown | relax | chill\sout | settle\sdown
            | (?:don't|do\snot|no\sneed\sto)\s(?:be|get)\s(?:so\s)?(?:upset|angry|mad|rude|emotional)
            | (?:please\s)?be\spatient | c[aá]lmese | tranquil[ií]cese | no\sse\senoje
            | tenga\spaciencia )\b"""
        ),
        "It makes the person's feelings the problem.",
        "Name what went wrong and what comes: 'You're right, and we're sorry. Ana calls by 3 pm.'",
    ),
    Rule(
        _words(
            r"""\b(?: (?:as|like)\s(?:i|we)(?:'ve|\shave)?\s(?:already\s|previously\s)?
              (?:said|told|stated|mentioned|explained|wrote)(?:\syou)?
            | as\s(?:already|previously|was)\s(?:stated|mentioned|said|explained|discussed)
            | as\s(?:stated|mentioned)\s(?:above|before|earlier)
            | (?:i|we)(?:'ve|\shave)?\salready\s(?:told|said|explained|answered)
            | per\s(?:my|our)\s(?:last|previous)\s(?:text|message|email)
            | como\s(?:ya\s)?(?:le\s)?(?:dije|dijimos|mencion[eé]|mencionamos)
            | ya\sle\s(?:dije|dijimos|expliqu[eé]) )\b"""
        ),
        "It scolds the person for asking again.",
        "Answer as if for the first time.",
        # "as we said" is no scolding where we own up to not having kept it.
        unless=_words(
            r"\b(?:can't|cannot|couldn't|didn't)\b.*\bas\swe\ssaid | \bno\s(?:podemos|pudimos)\b"
        ),
    ),
    Rule(
        _words(
            r"""\b(?: (?:as\s)?per\s(?:our\s|company\s|the\s)?policy
            | (?:it's|it\sis|that's|that\sis)\s(?:our|company|just)\spolicy
            | our\spolicy\s(?:is|states|says|requires|does|doesn't)
            | (?:against|due\sto|because\sof)\s(?:our|company)\spolicy
            | company\spolicy
            | (?:por|seg[uú]n)\s(?:la\s|nuestra\s)?pol[ií]tica(?:s)?(?:\sde\sla\sempresa)?
            | pol[ií]tica\sde\sla\sempresa )\b"""
        ),
        "It hides behind a rule.",
        "Say what we can do, and by when.",
    ),
    Rule(
        _words(
            r"""\b(?: (?:no\s?one|nobody)\s(?:ever\s)?(?:told|informed|notified)\s(?:us|me)
            | (?:i|we)\s(?:wasn't|was\snot|weren't|were\snot)\s(?:told|informed|aware|notified)
            | not\s(?:my|our)\s(?:job|problem|fault|department)
            | nadie\s(?:nos|me)\s(?:dijo|avis[oó]|inform[oó])
            | no\ses\s(?:nuestro|mi)\sproblema )\b"""
        ),
        "The customer pays for what went wrong between us.",
        "Own it: 'We missed that, and we're sorry. We ...'",
    ),
    Rule(
        _words(
            r"""\b(?:we|i|they|he|she|crew|someone|somebody|one\sof\sus|you)(?:'ll|\swill|'re\sgoing\sto
            |\sare\sgoing\sto|\sshould)\b[^.!?\n]{0,60}?
            \b(?:soon|shortly|asap|as\ssoon\sas\s(?:possible|we\scan)|in\sa\s(?:bit|while|moment)
            |momentarily|any\s(?:time|minute)\snow|at\ssome\spoint|when\swe\scan)\b
            | \b(?:\w+(?:remos|r[eé]|r[aá]n?)|vamos\sa|estamos)\b[^.!?\n]{0,60}?
            \b(?:pronto|en\sbreve|enseguida|cuanto\santes|lo\santes\sposible|a\sla\sbrevedad)\b
            | \bA\.?S\.?A\.?P\b"""
        ),
        "A promise without a time is one we cannot keep and the customer cannot hold us to.",
        "Name a time: 'by 3 pm'.",
        unless_timed=True,
    ),
    Rule(
        _words(
            r"""\b(?: safe\sto\s(?:stay|sleep|live|be|enter|go|use|turn|walk|leave|drink|touch)
            | (?:you\scan|you\smay|fine\sto|ok(?:ay)?\sto)\s(?:safely\s)?(?:stay|sleep)\b
            | turn\s(?:the\s)?(?:power|breakers?|electricity|gas|furnace)\s(?:back\s)?(?:on|off)
            | turn\s(?:back\s)?(?:on|off)\s(?:the\s)?(?:power|breakers?|electricity|gas)
            | (?:no|not)\s(?:any\s)?mou?ld\b | mou?ld\s(?:won't|isn't|will\snot|is\snot|can't)
            | (?:don't|no\sneed\sto)\sworry\sabout\s(?:the\s)?(?:mou?ld|power|water|gas|wiring)
            | es\sseguro\s(?:quedarse|dormir|entrar|estar) | puede\squedarse
            | no\shay\smoho | no\shabr[aá]\smoho )"""
        ),
        "Power, mould and whether a home is safe are not for a text.",
        "Say who looks at it and when: 'We don't want to guess; Ana will answer by 3 pm.'",
    ),
    Rule(
        _words(
            r"""\b(?: (?:is|are|was|will\sbe|it's|that's|should\sbe)\s(?:all\s|fully\s)?covered
            | (?:insurance|insurer|policy)\s(?:will|should|has\sto|must)\s(?:cover|pay)
            | (?:el\sseguro|la\saseguradora|su\sp[oó]liza)\s(?:lo\s)?(?:cubre|cubrir[aá]|paga(?:r[aá])?)
            | est[aá]\scubierto )\b"""
        ),
        "Only the insurer can say what is covered.",
        "Say what we'll send the insurer, and by when.",
        unless=_words(
            r"\b(?: if | whether | what(?:'s)? | ask | once | si | qu[eé] | cu[aá]ndo )\b"
        ),
    ),
    Rule(
        _words(
            r"""\b(?: we\scaused | (?:we|our\screw)\sdamaged | (?:we're|we\sare)\s(?:liable|responsible)\sfor
            | we\s(?:accept|take|admit)\s(?:full\s|all\s)?(?:liability|responsibility|fault)
            | (?:we'll|we\swill)\s(?:pay|reimburse|compensate|refund)\b
            | (?:damage|leak|it)\s(?:is|was)\sour\sfault
            | (?:nosotros\s)?causamos\sel | le\s(?:pagaremos|reembolsaremos|indemnizaremos)
            | somos\sresponsables\sde )"""
        ),
        "It admits liability or promises money, which only a manager may.",
        "Say sorry for what the person went through, and who will call about it by when.",
    ),
    Rule(
        _words(
            r"""\b(?: (?:apologi[sz]e|sorry)\sfor\s(?:any|the)\sinconvenience
            | any\sinconvenience | valued\scustomer | dear\scustomer
            | (?:disculpe|disculpen|lamentamos)\slas\smolestias | estimado\scliente )\b"""
        ),
        "It is what machines say.",
        "Name it: 'We're sorry you waited all morning.'",
    ),
    Rule(
        re.compile(r"[!?]*!{2,}[!?]*"),
        "It reads as shouting.",
        "One full stop is enough.",
    ),
)
