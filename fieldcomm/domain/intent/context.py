"""What was last asked of a phone, and how that turns short answers into intents."""

from __future__ import annotations

from fieldcomm.domain.intent.reading import Intent, Speaker
from fieldcomm.domain.moments import MOMENTS
from fieldcomm.domain.phrases.word_set import word_set

VISIT, LATE, MISSED, APOLOGY, WHICH_JOB = "visit", "late", "missed", "apology", "which_job"
PROPOSED, DAY_LIST, WHICH_STOP = "visit_proposed", "day_list", "which_stop"
PROMPT, MANAGER, SAFETY = "prompt", "prompt_manager", "safety_alert"

WITH_CHOICES = frozenset({LATE, MISSED, APOLOGY, WHICH_JOB, WHICH_STOP, DAY_LIST})
WITH_STOPS = frozenset({DAY_LIST, WHICH_STOP})
_ASKS = frozenset(moment.asks for moment in MOMENTS.values() if moment.asks)

_YES = word_set(
    """
    y yes ok sure c confirm confirmed yes_yes si claro vale bueno dale perfecto perfect great
    cool fine good works sounds_good thumbsup alright alrighty sounds_great sounds_fine
    sounds_perfect that_works works_for_me good_to_go will_do yes_sir yes_maam absolutely
    definitely of_course for_sure yes_ok ok_yes ok_good ok_great ok_perfect yes_perfect
    yes_please sure_thing si_claro esta_bien muy_bien de_acuerdo por_supuesto si_por_favor
    okay_dokie excellent awesome wonderful si_esta_bien si_perfecto ok_thumbsup yes_thumbsup
    yes_that_is_fine that_is_fine fine_by_me no_problem confirmo confirmado excelente ok_cool
    c_please c_thumbsup all_good it_works yes_c y_c c_yes correct right affirmative bet word
    copy roger got_it ok_sounds_good yes_sounds_good yes_works ok_works works_great
    yes_that_works ok_that_works yes_confirmed si_confirmo ok_confirmed heart lets_do_it sip va
    can_do sale orale ok_fine yes_fine that_is_good that_is_ok understood ok_understood entendido
    """
)
_NO = word_set(
    """
    n no no_sorry nope thumbsdown no_puedo no_sir no_maam no_thanks no_gracias negative no_no
    no_can_do r cant cant_do_it doesnt_work wont_work not_good r_please r_sorry no_no_puedo
    unfortunately_no
    """
)


def asked_of(asked: str | None) -> str | None:
    """The question behind `asked`, which may name it or the moment that asked it."""
    if asked is None or asked in _ASKS:
        return asked
    moment = MOMENTS.get(asked)
    return moment.asks if moment else None


def short_answer(words: tuple[str, ...], speaker: Speaker, asked: str | None) -> Intent | None:
    """The intent of an answer that is nothing but yes or no, or None."""
    said = "_".join(words)
    if said in _YES:
        return _yes(said, speaker, asked)
    if said in _NO:
        return _no(said, speaker, asked)
    return None


def _yes(said: str, speaker: Speaker, asked: str | None) -> Intent | None:
    if speaker is Speaker.CONTRACTOR:
        if asked is not None or said in ("y", "yes", "si"):
            return Intent.ACCEPT
        return Intent.THANKS
    if asked in (VISIT, LATE, MISSED, APOLOGY):
        return Intent.CONFIRM
    if said in (
        "y",
        "yes",
        "c",
        "sure",
        "si",
        "right",
        "correct",
        "confirm",
        "confirmed",
        "yes_yes",
        "yes_please",
    ):
        return Intent.OTHER  # an answer to a question we did not ask belongs to a person
    return Intent.THANKS


def _no(said: str, speaker: Speaker, asked: str | None) -> Intent | None:
    if speaker is Speaker.CONTRACTOR:
        return Intent.DECLINE if asked is not None or said in ("n", "no") else None
    if asked in (VISIT, LATE):
        return Intent.CHANGE
    if asked == MISSED:
        return Intent.COMPLAINT
    if said in ("no_thanks", "no_gracias", "thumbsdown"):
        return None
    return Intent.OTHER


_LEADS_YES = word_set(
    """
    y yes c ok sure perfect great absolutely definitely confirmed claro si perfecto good fine
    thumbsup confirm wonderful excellent awesome
    """
)
_LEADS_NO = frozenset(["n", "no", "nope", "r"])
_ASKED_OF_CUSTOMERS = frozenset((VISIT, LATE))
_ASKED_OF_CONTRACTORS = frozenset((PROPOSED, DAY_LIST, SAFETY, MANAGER))
_NOTHING_MORE = {None, Intent.THANKS, Intent.OTHER, Intent.ARRIVED, Intent.NOTE, Intent.UPDATE}
_REFUSES = {None, Intent.OTHER, Intent.UPDATE, Intent.NOTE, Intent.THANKS}


def leading_answer(
    words: tuple[str, ...], speaker: Speaker, asked: str | None, otherwise: Intent | None
) -> Intent | None:
    """An answer that begins with yes or no and goes on: "ok great, should I move the sofa"."""
    lead = words[0] if words else ""
    customer = speaker is Speaker.CUSTOMER
    yes, no = (Intent.CONFIRM, Intent.CHANGE) if customer else (Intent.ACCEPT, Intent.DECLINE)
    open_questions = _ASKED_OF_CUSTOMERS if customer else _ASKED_OF_CONTRACTORS
    if asked not in open_questions:
        return None
    if lead in _LEADS_YES and otherwise in _NOTHING_MORE:
        return yes
    return no if lead in _LEADS_NO and otherwise in _REFUSES else None


QUESTION_WORDS = word_set("what where who which why how cual donde quien cuanto como")
INVERTS = word_set("is are do does did can could should would will has have when que")
SUBJECTS = word_set(
    """
    i we you they he she it the someone anyone there this that dana customer is are do does es
    """
)


# Reports of a contractor; a question is none.
_REPORTS = (
    Intent.ON_MY_WAY,
    Intent.ARRIVED,
    Intent.DONE,
    Intent.UPDATE,
    Intent.NOTE,
    Intent.NOBODY_HOME,
    Intent.ACCEPT,
    Intent.SICK,
    Intent.CALLED,
)


def likelier(
    speaker: Speaker, asked: str | None, *, asking: bool, inverted: bool
) -> dict[Intent, float]:
    """How much the open question, and asking one back, speak for each intent.

    `inverted`: built as a question. "Can I turn the fans off?" agrees to nothing.
    """
    weights = dict(_OPEN.get(asked or "", _NOTHING_OPEN))
    if inverted and speaker is Speaker.CUSTOMER:
        weights[Intent.CONFIRM] = weights.get(Intent.CONFIRM, 0.0) - 6.0
    if asking and speaker is Speaker.CONTRACTOR:
        for intent in _REPORTS:
            weights[intent] = weights.get(intent, 0.0) - 6.0
    return weights


# How much an open question speaks for an intent.
_NOTHING_OPEN = {Intent.CONFIRM: -1.5, Intent.ACCEPT: -1.5, Intent.DECLINE: -1.0}

_OPEN: dict[str, dict[Intent, float]] = {
    VISIT: {Intent.CONFIRM: 1.0, Intent.CHANGE: 1.0, Intent.THANKS: -0.5},
    LATE: {Intent.CONFIRM: 0.5, Intent.CHANGE: 1.0},
    MISSED: {Intent.THEY_ARRIVED: 1.0, Intent.CHANGE: 0.5, Intent.COMPLAINT: 0.5},
    APOLOGY: {Intent.WE_SPOKE: 1.5, Intent.COMPLAINT: 0.5},
    PROPOSED: {
        Intent.ACCEPT: 1.5,
        Intent.DECLINE: 1.5,
        Intent.ON_MY_WAY: -3.0,
        Intent.CALL_BACK: -3.0,
    },
    DAY_LIST: {Intent.ACCEPT: 0.5, Intent.DECLINE: 0.5},
    PROMPT: {
        Intent.CALLED: 0.5,
        Intent.CALL_BACK: 1.0,
        Intent.CALL: 1.0,
        Intent.DONE: -1.0,
        Intent.DECLINE: -3.0,
        Intent.NOTE: -2.0,
        Intent.UPDATE: -2.0,
        Intent.ACCEPT: -1.0,
        Intent.LATE: -1.0,
        Intent.NOBODY_HOME: -2.0,
    },
    MANAGER: {Intent.CALLED: 0.5, Intent.CALL_BACK: 0.5, Intent.ACCEPT: 1.0},
    SAFETY: {Intent.ACCEPT: 2.0, Intent.CALLED: 0.5, Intent.CALL_BACK: -5.0},
}
