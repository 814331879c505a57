"""What people in the storm write, in their own words. Nobody here exists."""

from __future__ import annotations

from fieldcomm.local.twilio.keywords import Keyword, keyword
from fieldcomm.storm.dice import Dice

_FIRST = (
    *("Dana", "Marcus", "Priya", "Owen", "Rosa", "Kit", "Lena", "Sam", "Ines", "Theo", "Mara"),
    *("Joel", "Ruth", "Amir", "Nora", "Paul", "Gwen", "Luz", "Hugo", "Vera", "Ivan", "Cleo"),
)
_LAST = (
    *("Reed", "Hill", "Nair", "Park", "Ortiz", "Fox", "Lind", "Moss", "Vega", "Stone", "Ruiz"),
    *("Chen", "Wolfe", "Hart", "Bell", "Cruz", "Frey", "Shaw", "Lowe", "Pike", "Dunn", "Rowe"),
)
_STREETS = ("Oak St", "Ivy Ln", "Elm St", "Pine Ct", "Lake Dr", "Birch Ln", "Mill Rd", "Cedar Ave")
_TOWNS = ("Atlanta", "Decatur", "Marietta", "Roswell", "Smyrna")
TROUBLES = (
    *("burst pipe in the kitchen", "ceiling leak", "flooded basement", "laundry room flood"),
    *("hall and stairs drying", "frozen pipe in the wall", "water heater burst", "bathroom drying"),
)
URGENCIES: dict[str | None, float] = {
    None: 0.82,
    "rising_water": 0.08,
    "no_heat": 0.05,
    "infants": 0.03,
    "sewage": 0.02,
}
CREWS = (
    *("Luis Mora", "Mia Chen", "Tom Abel", "Ray Cole", "Eva Soto", "Ben Hale", "Ada King"),
    *("Gus Lund", "Ida Ward", "Max Orr", "Zoe Finn", "Lee Kerr", "Pam Holt", "Art Nash"),
)
OFFICE = ("Ana Ruiz", "Cy Berg", "Fay Lowe", "Gil Sato", "Joy Hahn", "Ken Pratt", "Liv Dorn")

ONCE_A_DAY = "just once a day please"
HOUSEHOLD: dict[str, dict[str, list[str]]] = {
    "en": {
        "ask_when": [
            "when are you coming?",
            "any news on when someone will be here",
            "hi what time is the crew coming tomorrow?",
            "Still waiting... when will somebody come?",
            "do you know yet when its our turn",
        ],
        "complain": [
            "nobody came!!",
            "this is ridiculous, 3 days and nobody has been here",
            "I am really frustrated. nobody tells me anything",
            "you said someone would come and noone showed up",
        ],
        "call_me": [
            "can someone call me after 5?",
            "please call me",
            "call me tomorrow morning pls",
        ],
        "odd": [
            "can I turn the fans off at night?",
            "how much is this going to cost me",
            "my insurance wants photos, who do I send them to",
            "the dehumidifier beeps, is that normal?",
            "asdf",
            "\U0001f44d",
            "is it ok to use the bathroom upstairs",
        ],
        "confirm": ["C", "c", "Yes that works", "ok perfect", "C thanks!"],
        "change": ["R", "can we do thursday instead?", "that day doesn't work for us"],
        "cancel": ["cancel my appointment"],
        "1": ["1", "1", "1 thanks"],
        "2": ["2"],
        "3": ["3", "3 please"],
        "ok": ["ok", "okay", "\U0001f44d"],
        "thanks": ["thanks", "thank you so much", "ty!"],
        "praise": ["thanks, the crew was great", "they did a wonderful job, thank you"],
        "we_spoke": ["1", "we already spoke", "1 yes we talked"],
        "stop": ["STOP", "stop", "please stop texting me"],
        "less": [ONCE_A_DAY, "only text me when something changes please"],
        "hired_others": [
            "we hired someone else, please cancel",
            "no longer needed, cancel the job",
        ],
        "gas": ["i smell gas", "I think I smell gas in the basement??"],
        "wrong_number": ["wrong number", "you have the wrong number"],
        "first": ["hi, we have water coming through the ceiling, can you help?", "pipe burst help"],
    },
    "es": {
        "ask_when": ["¿cuándo vienen?", "a qué hora llega la cuadrilla mañana?"],
        "complain": ["nadie vino!!", "llevo dos días esperando y nadie me dice nada"],
        "call_me": ["me pueden llamar después de las 5?", "llámenme por favor"],
        "odd": ["puedo apagar los ventiladores de noche?", "cuánto va a costar esto"],
        "confirm": ["C", "sí, está bien", "sí"],
        "change": ["R", "ese día no puedo"],
        "cancel": ["cancelar mi cita"],
        "ok": ["ok", "vale"],
        "thanks": ["gracias", "muchas gracias"],
        "praise": ["gracias, muy buen trabajo"],
        "we_spoke": ["1", "ya hablamos"],
        "gas": ["huele a gas"],
    },
}

# What crews text at a house; `{c}` is its code, which they often leave out.
ARRIVED = ("HERE{c}", "here{c}", "arrived{c}")
DONE = ("DONE{c}", "done{c}", "all done{c}")
_AT_THE_HOUSE = tuple({words.format(c="").lower() for words in (*ARRIVED, *DONE)})
_CALLED = "called"

_WANTS_A_WORD = (
    *("ask_when", "complain", "call_me", "odd", "change", "cancel", "hired_others", "gas"),
)
# What must be answered, whatever we make of it.
QUESTIONS = {
    words
    for language in HOUSEHOLD.values()
    for kind in _WANTS_A_WORD
    for words in language.get(kind, ())
    if words not in language["ok"]
}


def meant(words: str, *kinds: str) -> bool:
    """Whether whoever wrote this meant one of `kinds`, however we read it."""
    return any(words in language.get(kind, ()) for language in HOUSEHOLD.values() for kind in kinds)


def wants_no_texts(words: str) -> bool:
    """In plain words, by the provider's keyword, or since they are not whom we mean (DESIGN 3.5)."""
    return keyword(words) is Keyword.STOP or meant(words, "stop", "wrong_number")


def wants_texts_again(words: str) -> bool:
    return keyword(words) is Keyword.START


def is_at_the_house(words: str) -> bool:
    """A crew says that it came, or that it is done there."""
    return words.lower().startswith(_AT_THE_HOUSE)


def has_called(words: str) -> bool:
    return words.lower().startswith(_CALLED)


def name(dice: Dice) -> str:
    return f"{dice.pick(_FIRST)} {dice.pick(_LAST)}"


def address(dice: Dice, n: int) -> str:
    """No two households live at the same."""
    return f"{100 + n} {dice.pick(_STREETS)}, {dice.pick(_TOWNS)}"
