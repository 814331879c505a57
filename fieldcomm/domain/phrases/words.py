"""A text made comparable: lower case, accents and apostrophes folded, shortenings written out,
typos mended, emoji named. Every word remembers which characters of the text it came from."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache

from fieldcomm.domain.phrases.figures import as_figures
from fieldcomm.domain.phrases.shortenings import SHORT
from fieldcomm.domain.phrases.spelling import FILLERS, correct
from fieldcomm.domain.phrases.word_set import word_set

LONGEST = 640  # characters read; four segments say what they have to say

BREAK, ASKS = "/", "?"

_TOKEN = re.compile(
    r"(?P<code>(?<![^\W_])[a-zA-Z][2-9][a-zA-Z](?![^\W_]))"
    r"|(?P<short>(?<![^\W_])(?:[bB]4|2(?:day|nite|mrw|moro|morrow|morow)|[lL]8r?|[gG]r8|[wW]8|(?:any|sum|some|every|no)1)(?![^\W_]))"
    r"|(?P<half>\b[aApP]\.[mM]\b\.?)"
    r"|(?P<number>\d+(?:[:.,/]\d+)*)"
    r"|(?P<word>[^\W\d_]+(?:['’`´][^\W\d_]+)*)"
    r"|(?P<ask>[?¿]+)"
    r"|(?P<stop>[.!;¡\n\r|]+)"
    r"|(?P<sign>[^\s\w])"
)
_TAPBACK = re.compile(
    r"^\s*(liked|loved|emphasized|laughed at|disliked|questioned|le gustó|le encantó) [\"“”«].*",
    re.IGNORECASE | re.DOTALL,
)
_TAPBACKS = {
    "liked": "thumbsup",
    "loved": "heart",
    "emphasized": "thumbsup",
    "laughed at": "",
    "disliked": "thumbsdown",
    "questioned": ASKS,
    "le gustó": "thumbsup",
    "le encantó": "heart",
}
_SIGNS = {
    **dict.fromkeys("👍👌✅✔☑🆗🤝🫡", "thumbsup"),
    **dict.fromkeys("❤🙏😊🥰😍👏💯🙌😀😃😄🙂🤗💪⭐🎉♥💕😁🤩💙", "heart"),
    **dict.fromkeys("😡🤬😠🖕😤", "angry"),
    **dict.fromkeys("👎", "thumbsdown"),
    **dict.fromkeys("🤒🤮🤧🤢", "sick"),
    "&": "and",
    "+": "and",
}
_ABBREVIATED = word_set("mr mrs ms dr st sr sra srta apt approx min mins hr hrs tues thurs")
# Two words people write apart or together.
_PAIRS = {
    ("can", "not"): "cant",
    ("could", "not"): "cant",
    ("do", "not"): "dont",
    ("did", "not"): "didnt",
    ("does", "not"): "doesnt",
    ("will", "not"): "wont",
    ("is", "not"): "isnt",
    ("are", "not"): "arent",
    ("was", "not"): "wasnt",
    ("have", "not"): "havent",
    ("has", "not"): "hasnt",
    ("would", "not"): "wouldnt",
    ("should", "not"): "shouldnt",
    ("no", "one"): "nobody",
    ("no", "ones"): "nobody",
    ("some", "one"): "someone",
    ("any", "one"): "anyone",
    ("every", "one"): "everyone",
    ("call", "back"): "callback",
    ("calls", "back"): "callback",
    ("voice", "mail"): "voicemail",
    ("opt", "out"): "optout",
    ("o", "k"): "ok",
    ("dis", "regard"): "disregard",
    ("re", "schedule"): "reschedule",
    ("thank", "you"): "thanks",
    ("thanks", "you"): "thanks",
    ("thank", "u"): "thanks",
    ("of", "course"): "of course",
    ("never", "mind"): "nevermind",
    **{
        ("ur", word): f"you are {word}"
        for word in (
            "coming",
            "late",
            "here",
            "on",
            "still",
            "going",
            "running",
            "supposed",
            "not",
            "almost",
            "close",
        )
    },
}
_TAILS = {"m": "am", "re": "are", "ll": "will", "ve": "have", "d": "would"}
_IS_AFTER = word_set(
    """
    he she it that what where who when how there here everything all one nobody someone monday
    tuesday wednesday thursday friday saturday sunday today tomorrow afternoon morning luis dana
    ana bo mia crew guy
    """
)
_VERBS_AFTER_ILL = word_set(
    """
    be call take do get have need see let try come go text send give finish head ring phone
    reach bring check make pay pass still just probably also start follow stop swing fix return
    wait
    """
)


@dataclass(frozen=True, slots=True)
class Words:
    """`text` is what was read; `line` the comparable words, each between single spaces."""

    text: str
    line: str
    words: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]
    starts: tuple[int, ...]  # where each word begins in `line`

    def quote(self, start: int, end: int) -> str:
        """The characters of the text behind `line[start:end]`."""
        inside = [i for i, at in enumerate(self.starts) if start <= at < end]
        inside = [i for i in inside if self.words[i] not in (BREAK, ASKS)] or inside
        if not inside:
            return ""
        return self.text[self.spans[inside[0]][0] : self.spans[inside[-1]][1]].strip()

    def offset(self, at: int) -> int:
        """The character of the text where the word at `line[at]` begins."""
        for start, (begin, _) in zip(reversed(self.starts), reversed(self.spans), strict=True):
            if start <= at:
                return begin
        return 0

    @property
    def asks(self) -> bool:
        return ASKS in self.words


def make_words(text: str, lexicon: Collection[str], *, code: str | None = None) -> Words:
    """Read at most LONGEST characters; never raises. `code` names a job and is left out."""
    text = text[:LONGEST]
    tokens = as_figures(_expand(_merge(_tokens(text)), lexicon))
    if code and any(word != code.lower() and word not in (BREAK, ASKS) for word, _ in tokens):
        tokens = [token for token in tokens if token[0] != code.lower()]
    words = tuple(word for word, _ in tokens)
    line, starts = " ", []
    for word in words:
        starts.append(len(line))
        line += word + " "
    return Words(text, line, words, tuple(span for _, span in tokens), tuple(starts))


def core(words: Words) -> tuple[str, ...]:
    """The words without greetings, politeness and punctuation; for texts of a word or two."""
    kept = tuple(w for w in words.words if w not in FILLERS and w not in (BREAK, ASKS))
    return kept or tuple(w for w in words.words if w not in (BREAK, ASKS))


def fold(word: str) -> str:
    """Lower case without accents or apostrophes."""
    plain = unicodedata.normalize("NFKD", word.casefold())
    return "".join(c for c in plain if not unicodedata.combining(c) and c not in "'’`´")


_Token = tuple[str, tuple[int, int]]


def _tokens(text: str) -> list[_Token]:
    if match := _TAPBACK.match(text):
        name = _TAPBACKS[match[1].lower()]
        return [(name, match.span(1))] if name else []
    found: list[_Token] = []
    for match in _TOKEN.finditer(text):
        span = match.span()
        if match["word"]:
            found += [(word, span) for word in _split(match["word"])]
        elif match["sign"]:
            if word := _SIGNS.get(match["sign"]):
                found.append((word, span))
        elif match["ask"]:
            found.append((ASKS, span))
        elif match["half"]:
            found.append((match[0].replace(".", "").lower(), span))
        elif match["stop"]:
            if match[0] != "." or not found or found[-1][0] not in _ABBREVIATED:
                found.append((BREAK, span))
        else:
            found.append((match[0].lower(), span))
    return found


@lru_cache(maxsize=8192)
def _split(word: str) -> tuple[str, ...]:
    """`they're` is two words, `can't` is one."""
    parts = re.split("['’`´]", word.casefold())
    if len(parts) == 2 and parts[0]:
        head, tail = fold(parts[0]), fold(parts[1])
        if tail in _TAILS and head not in ("ya", "y"):
            return (head, _TAILS[tail])
        if tail == "s" and head in _IS_AFTER:
            return (head, "is")
    return (_unstretch(fold(word)),)


def _unstretch(word: str) -> str:
    """`sooo` and `STOPPPP` lose what was added for feeling."""
    return re.sub(r"(.)\1{2,}", r"\1", word)


def _merge(tokens: list[_Token]) -> list[_Token]:
    merged: list[_Token] = []
    for word, span in tokens:
        if merged and (pair := _PAIRS.get((merged[-1][0], word))):
            merged[-1] = (pair, (merged[-1][1][0], span[1]))
        elif merged and merged[-1][0] == "ill" and word in _VERBS_AFTER_ILL:
            merged[-1:] = [("i", merged[-1][1]), ("will", merged[-1][1]), (word, span)]
        elif word in (BREAK, ASKS) and (merged[-1][0] == word if merged else word == BREAK):
            continue
        else:
            merged.append((word, span))
    return merged


def _expand(tokens: list[_Token], lexicon: Collection[str]) -> list[_Token]:
    expanded: list[_Token] = []
    for word, span in tokens:
        for part in (SHORT.get(word) or _correct(word, lexicon)).split():
            expanded.append((part, span))
    return _merge(_letters(expanded))


# A single letter is an answer when it stands alone, and a word when it stands among words.
_LETTERS = {"r": "are", "c": "see"}
# `works 4 me`, `need 2 reschedule`
_AFTER_FOR = word_set("me you us my your the a it him her them this that")
_AFTER_TO = word_set(
    """
    be do come see talk speak cancel reschedule change move go get call know have
    """
)


def _letters(tokens: list[_Token]) -> list[_Token]:
    if sum(word not in FILLERS and word not in (BREAK, ASKS) for word, _ in tokens) < 3:
        return tokens
    lettered = [
        (word if following == BREAK else _LETTERS.get(word, word), span)
        for (word, span), (following, _) in zip(tokens, [*tokens[1:], (BREAK, (0, 0))], strict=True)
    ]
    for i, (word, span) in enumerate(lettered[:-1]):
        following = lettered[i + 1][0]
        if word == "4" and following in _AFTER_FOR:
            lettered[i] = ("for", span)
        elif word == "2" and following in _AFTER_TO:
            lettered[i] = ("to", span)
    return lettered


_seen: dict[tuple[int, str], str] = {}


def _correct(word: str, lexicon: Collection[str]) -> str:
    key = (id(lexicon), word)
    if key not in _seen:
        if len(_seen) > 20_000:
            _seen.clear()
        _seen[key] = correct(word, lexicon)
    return _seen[key]
