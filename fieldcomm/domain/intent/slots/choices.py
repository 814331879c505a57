"""The number a short text picks from a list."""

from __future__ import annotations

from fieldcomm.domain.phrases.word_set import word_set

_ORDER = {
    **dict.fromkeys(("first", "1st", "primera", "primero", "one", "uno", "una"), 1),
    **dict.fromkeys(("second", "2nd", "segunda", "segundo", "two", "dos"), 2),
    **dict.fromkeys(("third", "3rd", "tercera", "tercero", "three", "tres"), 3),
    **dict.fromkeys(("fourth", "4th", "cuarta", "four", "cuatro"), 4),
}


def numbered_answer(words: tuple[str, ...]) -> int | None:
    """The number a short text picks from a list: "2", "option 2", "the second one", "#3"."""
    content = [w for w in words if w not in _AROUND_A_CHOICE] or [w for w in words if w in _ORDER]
    if len(content) != 1:
        return None
    word = content[0]
    if word.isascii() and word.isdigit() and len(word) <= 2:
        return int(word)
    return _ORDER.get(word)


_AROUND_A_CHOICE = word_set(
    """
    please thanks por favor gracias hi ok option number num choice opcion numero the one el la
    opt pick choose i want will take go with for me job reply answer is its it uno lo quiero
    escojo trabajo would like select choosing ill that be about
    """
)
