"""What makes a job worse while it waits, told from a household's own words (en, es).

It sorts; it promises nothing. Too often costs a place in line, too seldom a ceiling: so it leans
to seeing urgency.
"""

from __future__ import annotations

from functools import cache

from fieldcomm.domain.job import Urgency
from fieldcomm.domain.phrases.phrase import Book, table
from fieldcomm.domain.phrases.words import make_words

THRESHOLD = 5.0

_WORDINGS: dict[Urgency, str] = {
    Urgency.RISING_WATER: """
        9  water|it|level .. rising|coming_up|getting_higher|getting_deeper|keeps_coming|still_coming|wont_stop|pouring|gushing|spraying
        8  rising water|level
        8  pouring|gushing|spraying|streaming .. in|out|from|through|down
        8  cant|cannot|dont_know_how ... turn|shut|stop .. off|water|it|valve
        8  still leaking|flooding|running|coming|pouring
        7  inch|inches|foot|feet|ft of? water
        7  knee_deep|ankle_deep|waist_deep
        7  basement|kitchen|house|whole|everything .. flooding|flooded|under_water|underwater
        8  flooding fast|now|bad|badly|everywhere
        8  agua .. subiendo|sube|entrando|saliendo|sigue|no_para
        8  sigue|siguen saliendo|entrando|goteando|tirando
        8  no puedo|podemos|se .. cerrar|parar .. agua|llave
        7  inundado|inundada|inundando|inundandose|inundo|inundacion
        -8  stopped|not|no_longer|isnt|dry leaking|rising|flooding|now
        -8  water is? off
        """,
    Urgency.SEWAGE: """
        9  sewage|sewer|raw_sewage|septic|feces|poop|human_waste|black_water|aguas_negras|drenaje|excremento
        8  toilet|toilets|drain|drains|tub|shower ... backing_up|backed_up|overflowing|overflowed|coming_up
        8  bano|inodoro|excusado|coladera .. desborda*|rebosa*|regresa*
        -8  no sewage
        """,
    Urgency.INFANTS: """
        9  baby|babies|newborn|infant|infants|toddler|twins|preemie
        8  week|weeks|month|months old
        8  pregnant|embarazada
        9  bebe|bebes|recien_nacido|recien_nacida|gemelos
        8  elderly|wheelchair|bedridden|hospice|disabled|ancianos|silla_de_ruedas
        8  mother|father|mom|dad|grandma|grandmother|grandpa .. is|who_is 8#|9#
        -8  baby powder|grand|sitter|shower
        """,
    Urgency.NO_HEAT: """
        9  no|without|lost heat|heating
        8  heat|heater|heating|furnace|boiler .. out|off|broken|broke|dead|down|not_working|isnt_working|doesnt_work|quit|wont_start|died
        8  freezing in|inside|here|the_house
        8  house|inside|it .. freezing|below_freezing
        9  sin calefaccion|calentador|heat
        8  calefaccion|calenton|caldera .. no|descompuesto|descompuesta|apagado
        -8  heat is? back|working|fine|on
        """,
}


def urgency_in(text: str) -> Urgency | None:
    """The most pressing kind the text names; None: nothing says that it cannot wait."""
    book = _book()
    totals: dict[str, float] = {}
    for found in book.find(make_words(text, book.lexicon)):
        best = totals.get(found.label, 0.0)
        totals[found.label] = (
            best + found.weight
            if found.weight < 0
            else max(best, found.weight)
            if best >= 0
            else best + found.weight
        )
    return next((u for u in Urgency if totals.get(u.value, 0.0) >= THRESHOLD), None)


def most_pressing(*kinds: Urgency | None) -> Urgency | None:
    """Of several; the enum is in their order."""
    return next((u for u in Urgency if u in kinds), None)


@cache
def _book() -> Book:
    return Book(w for kind, rows in _WORDINGS.items() for w in table(kind.value, rows))
