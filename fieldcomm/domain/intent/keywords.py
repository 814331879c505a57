"""Words that mean something to the carrier when they stand alone."""

from __future__ import annotations

import re

from fieldcomm.domain.phrases.word_set import word_set

# Twilio blocks and unblocks a number on these by itself (TWILIO.md, "Opting out").
STOP_KEYWORDS = word_set("STOP STOPALL UNSUBSCRIBE CANCEL END QUIT REVOKE OPTOUT")
START_KEYWORDS = frozenset(["START", "YES", "UNSTOP"])
_START_ALWAYS = frozenset({"start", "unstop"})

# As people type them: quotes, stretched letters, and the same word in Spanish.
_STOP_ALONE = word_set(
    """
    stop stopall stop_all unsubscribe cancel end quit revoke optout opt_out alto pare paren
    parar para basta baja desuscribir desuscribirme desuscribirse desuscribame detener
    detenganse unsuscribe unsubcribe unsubscibe unsub stopp stpo sotp sstop stopit stop_it
    stop_please please_stop stop_now just_stop stop_stop stop_stop_stop stop_texting stop_texts
    no_texts alto_por_favor pare_por_favor por_favor_pare paren_por_favor basta_ya ya_basta
    ya_paren parenle parale stop_thanks stop_thank_you ok_stop stop_already stop_this arret
    stop_stop_texting unsubscribe_please unsubscribe_me please_unsubscribe cese cesen
    """
)

# Opting out even with a "please" or "hello" around it; "cancel please" is not among them.
CLEAR_STOP = word_set(
    """
    stop stopall stop_all unsubscribe optout alto pare paren parar unsub stop_it stop_now
    stop_stop texts_stop no_texts
    """
)


def is_stop_keyword(text: str) -> bool:
    """Whether Twilio itself takes this text for an opt-out."""
    return text.strip().upper() in STOP_KEYWORDS


def is_start_keyword(text: str) -> bool:
    """Whether Twilio itself takes this text for opting in again."""
    return text.strip().upper() in START_KEYWORDS


def stands_alone_as_stop(text: str) -> bool:
    return _bare(text) in _STOP_ALONE


def stands_alone_as_start(text: str) -> bool:
    return _bare(text) in _START_ALWAYS


def _bare(text: str) -> str:
    if len(text) > 60:
        return ""
    words = re.findall(r"[^\W_]+", text.lower())
    return "_".join(re.sub(r"(.)\1{2,}", r"\1", word) for word in words)
