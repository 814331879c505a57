"""Misspellings, mended word by word: only when the word is unknown and exactly one word a reading
turns on is close to it."""

from __future__ import annotations

from collections.abc import Collection

from rapidfuzz.distance import OSA

from fieldcomm.domain.phrases.common import COMMON
from fieldcomm.domain.phrases.word_set import word_set

# Words that do not carry the meaning of a text but stand around it.
FILLERS = word_set(
    """
    please hi hello hey yo hola sorry bruh dear mam lmao fr guys folks sir maam miss mr mrs um uh umm uhh well so lol
    haha por favor oiga oye disculpe disculpa perdon amigo jefe boss man dude bro buenas buenos
    dias tardes good morning afternoon evening there again thanks gracias just ok and but
    actually oh ah btw fyi pues bueno entonces senor senora
    """
)

# The words a misspelling may be mended to: those a reading turns on and people get wrong.
MENDED = word_set(
    """
    appointment appointments reschedule rescheduled schedule scheduled cancel canceled cancelled canceling confirm
    confirmed confirming tomorrow estimate estimated complaint ridiculous unacceptable disappointed frustrated
    unsubscribe emergency ceiling electrical electric outlet breaker callback available finished finish completed
    complete arrived arriving coming waiting nobody someone anyone called calling message messages texting spanish
    english espanol contractor insurance adjuster company technician carbon monoxide sewage sparks sparking smoke
    burning bulging sagging leaking traffic running behind delayed customer thursday wednesday tuesday saturday
    monday friday sunday equipment dehumidifier different another morning afternoon evening instead service hired
    remove removed stopped number wrong manager supervisor update updates status visit thanks gracias please still
    never minutes tonight voicemail message finished picked heading headed leaving driving return returning manana
    cambiar llamar llamame llameme cancelar cuando nadie esperando mensajes equivocado confirmo gerente terminado
    receive received anymore working everything perfect perfecto sounds great enough waited missed answer answered
    contact supposed promised terrible horrible already problem speak spoke talked
    """
)

_NEAR_SHORT = 5


def correct(word: str, lexicon: Collection[str]) -> str:
    """The word of `lexicon` meant by a misspelt `word`, or `word` itself when unsure."""
    if len(word) < _NEAR_SHORT or word in lexicon or word in COMMON or not word.isalpha():
        return word
    if word.endswith("in") and word + "g" in lexicon:
        return word + "g"  # comin, textin
    allowed = 1 if len(word) < 8 else 2
    best, best_distance, rivals = word, allowed + 1, 0
    for known in MENDED:
        if abs(len(known) - len(word)) > allowed or known[0] != word[0]:
            continue
        if known.startswith(word) or word.startswith(known):
            continue  # another form of the word is no misspelling
        distance = OSA.distance(word, known, score_cutoff=best_distance)
        if distance < best_distance:
            best, best_distance, rivals = known, distance, 0
        elif distance == best_distance and distance <= allowed:
            rivals += 1
    return word if rivals else best
