"""How people shorten and misspell, undone word by word.

A shortening is always replaced. A misspelling is replaced only when the word is unknown and
exactly one word of the rule book is close to it.
"""

from __future__ import annotations

from collections.abc import Collection

from rapidfuzz.distance import OSA

from fieldcomm.domain.phrases.common import COMMON
from fieldcomm.domain.phrases.word_set import word_set

# One word on the left becomes one or more on the right. English first, then Spanish.
SHORT: dict[str, str] = {
    **dict.fromkeys(("u", "yu", "yall", "yalls"), "you"),
    **dict.fromkeys(("ur", "yr", "yuor"), "your"),
    "youre": "you are",
    "im": "i am",
    "ima": "i am going to",
    "imma": "i am going to",
    "ive": "i have",
    "hes": "he is",
    "shes": "she is",
    "theyre": "they are",
    "theyve": "they have",
    "theyll": "they will",
    "youve": "you have",
    "youll": "you will",
    "weve": "we have",
    "thats": "that is",
    "thts": "that is",
    "whats": "what is",
    "wats": "what is",
    "wheres": "where is",
    "whens": "when is",
    "whos": "who is",
    "hows": "how is",
    "theres": "there is",
    "heres": "here is",
    "itll": "it will",
    "gonna": "going to",
    "gunna": "going to",
    "gona": "going to",
    "gna": "going to",
    "wanna": "want to",
    "gotta": "have to",
    "hafta": "have to",
    "lemme": "let me",
    "gimme": "give me",
    "dunno": "dont know",
    "idk": "i dont know",
    "lmk": "let me know",
    "nvm": "nevermind",
    "b": "be",
    "bc": "because",
    "cuz": "because",
    "coz": "because",
    "b4": "before",
    "2nite": "tonight",
    "tonite": "tonight",
    **dict.fromkeys(
        (
            "tmrw",
            "tmr",
            "tmw",
            "tmmrw",
            "2moro",
            "2morrow",
            "2mrw",
            "tomo",
            "tomoro",
            "tomorow",
            "tommorow",
            "tommorrow",
            "tomorro",
            "tmorrow",
            "tmrow",
            "tomm",
            "tomrrow",
            "tomarrow",
            "tmro",
        ),
        "tomorrow",
    ),
    **dict.fromkeys(("tday", "2day", "tdy", "todays"), "today"),
    **dict.fromkeys(("pls", "plz", "plss", "plese", "pleae", "plase", "pleas"), "please"),
    **dict.fromkeys(
        (
            "thx",
            "thnx",
            "tx",
            "thks",
            "tks",
            "ty",
            "tysm",
            "thanx",
            "thanku",
            "thankyou",
            "thank",
            "thnks",
            "tnx",
            "tanks",
            "thaks",
            "thankss",
            "cheers",
        ),
        "thanks",
    ),
    **dict.fromkeys(
        ("kk", "k", "okay", "okey", "oki", "okie", "okk", "okok", "okie-dokie", "oka"), "ok"
    ),
    **dict.fromkeys(
        (
            "yea",
            "yeah",
            "yep",
            "yup",
            "yah",
            "yess",
            "yeh",
            "ye",
            "yeahh",
            "yass",
            "aye",
            "yesss",
            "yessir",
        ),
        "yes",
    ),
    **dict.fromkeys(("nope", "nah", "noo", "naw"), "no"),
    **dict.fromkeys(("msg", "mesage", "mssg"), "message"),
    **dict.fromkeys(("msgs", "messges", "mesages", "msgd"), "messages"),
    **dict.fromkeys(("txt", "tex", "txting"), "text"),
    "txts": "texts",
    "texting": "texting",
    **dict.fromkeys(("appt", "appointmnt", "apointment", "appoint", "apptmt"), "appointment"),
    **dict.fromkeys(
        ("resched", "reschedual", "rescedule", "reschedul", "reshedule", "resched."), "reschedule"
    ),
    **dict.fromkeys(
        ("min", "mins", "minute", "mns", "minuts", "minets", "minites", "minuets"), "minutes"
    ),
    **dict.fromkeys(("hr", "hrs", "hour"), "hours"),
    "wk": "week",
    "wknd": "weekend",
    "mornin": "morning",
    "arvo": "afternoon",
    "aft": "afternoon",
    "ppl": "people",
    "sb": "someone",
    "sum1": "someone",
    "smone": "someone",
    "somebody": "someone",
    "sombody": "someone",
    "somone": "someone",
    "any1": "anyone",
    "anybody": "anyone",
    "every1": "everyone",
    "everybody": "everyone",
    "no1": "nobody",
    "noone": "nobody",
    "w": "with",
    "wit": "with",
    "wo": "without",
    "abt": "about",
    "bout": "about",
    "ab": "about",
    "asap": "asap",
    "rn": "right now",
    "atm": "right now",
    "omw": "omw",
    "otw": "omw",
    "onmyway": "omw",
    "oms": "omw",
    "eta": "eta",
    "cmon": "come on",
    "cant": "cant",
    "cannot": "cant",
    "cnt": "cant",
    "couldnt": "cant",
    "wont": "wont",
    "didnt": "didnt",
    "dont": "dont",
    "dnt": "dont",
    "aint": "isnt",
    "havnt": "havent",
    "hvnt": "havent",
    "wana": "want to",
    "hav": "have",
    "hv": "have",
    "shld": "should",
    "shud": "should",
    "cud": "could",
    "cld": "could",
    "wud": "would",
    "wld": "would",
    "gud": "good",
    "gr8": "great",
    "wrks": "works",
    "thru": "through",
    "tho": "though",
    "prob": "probably",
    "prolly": "probably",
    "def": "definitely",
    "ofc": "of course",
    "np": "no problem",
    "nw": "no worries",
    "fyi": "fyi",
    "bday": "birthday",
    "wtf": "wtf",
    "wth": "wth",
    "vm": "voicemail",
    "convo": "conversation",
    "spoken": "spoke",
    "cb": "callback",
    "cbk": "callback",
    "clbk": "callback",
    "info": "info",
    "dehu": "dehumidifier",
    "dehus": "dehumidifiers",
    "ins": "insurance",
    "cust": "customer",
    "custy": "customer",
    "ho": "homeowner",
    "dis": "this",
    "dat": "that",
    "dey": "they",
    "tf": "wtf",
    "hmu": "hit me up",
    "aight": "ok",
    "ight": "ok",
    "finna": "going to",
    "tryna": "trying to",
    "lvm": "left voicemail",
    "lm": "left message",
    "l8": "late",
    "l8r": "later",
    "w8": "wait",
    "some1": "someone",
    "wya": "where are you",
    "nobdy": "nobody",
    "gtg": "have to go",
    "whr": "where",
    "wher": "where",
    "wen": "when",
    "whn": "when",
    "wat": "what",
    "wut": "what",
    "hw": "how",
    "ppls": "people",
    "gd": "good",
    "sry": "sorry",
    "srry": "sorry",
    "soz": "sorry",
    "rdy": "ready",
    "hlp": "help",
    "stil": "still",
    "til": "until",
    "till": "until",
    "favour": "favor",
    "recieve": "receive",
    "recieving": "receiving",
    "recieved": "received",
    "wendsday": "wednesday",
    "trafic": "traffic",
    "comming": "coming",
    "comin": "coming",
    "cumming": "coming",
    "runing": "running",
    "runnin": "running",
    "heading": "heading",
    "headin": "heading",
    "arived": "arrived",
    "finshed": "finished",
    "finised": "finished",
    "sceduled": "scheduled",
    "schedualed": "scheduled",
    "skedule": "schedule",
    "shedule": "schedule",
    "scedule": "schedule",
    "becuz": "because",
    "nobodys": "nobody",
    "nobodies": "nobody",
    # Spanish
    **dict.fromkeys(("q", "ke"), "que"),
    **dict.fromkeys(("xq", "pq", "porq", "xke"), "porque"),
    **dict.fromkeys(
        ("xfa", "xfavor", "pf", "porfa", "porfavor", "plis", "pliz", "porfis"), "por favor"
    ),
    **dict.fromkeys(("grax", "grcs", "grasias", "grasia", "grcias", "graciaz"), "gracias"),
    "tmb": "tambien",
    "tb": "tambien",
    "bn": "bien",
    "dnd": "donde",
    "cdo": "cuando",
    "cuado": "cuando",
    "kuando": "cuando",
    "msj": "mensaje",
    "msjs": "mensajes",
    "mensages": "mensajes",
    "mensage": "mensaje",
    "aqi": "aqui",
    "aki": "aqui",
    "ai": "ahi",
    "yego": "llego",
    "yegue": "llegue",
    "yegaron": "llegaron",
    "yamame": "llamame",
    "yameme": "llameme",
    "llameme": "llameme",
    "asta": "hasta",
    "ahorita": "ahorita",
    "orita": "ahorita",
    "ninguno": "ninguno",
    "naiden": "nadie",
    "okis": "ok",
    "sip": "si",
    "simon": "si",
    "nel": "no",
}

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
