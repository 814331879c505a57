"""Which passwords we take: long, and not one of the first a guesser tries (NIST SP 800-63B 5.1.1.2).

No rules of composition and no expiry: they make people write passwords down.
"""

from __future__ import annotations

import re
import unicodedata

SHORTEST, LONGEST = 12, 200

# What guessers try first, without digits and symbols, and what people pad to reach a length.
_WORDS = """
    password passwort passphrase letmein welcome iloveyou princess sunshine football baseball
    basketball superman batman dragon monkey master michael jennifer jordan charlie qwerty
    qwertyuiop asdfghjkl zxcvbnm administrator changeme secret trustno starwars whatever
    computer internet samsung liverpool arsenal chelsea correcthorsebatterystaple
    thisisapassword mypassword contraseña contrasena bienvenido teamo hola dispatcher manager
    fieldcomm office company admin administrator default guest test testing demo spring summer
    autumn winter january february december monday friday
"""
_COMMON = frozenset(_WORDS.split())
_RUNS = "01234567890123456789", "abcdefghijklmnopqrstuvwxyz", "qwertyuiopasdfghjklzxcvbnm"


def normal(password: str) -> str:
    """The password as it is hashed: typed on another keyboard it is still the same."""
    return unicodedata.normalize("NFKC", password)


def why_not(password: str, *, email: str = "", name: str = "", company: str = "") -> str | None:
    """Why this password will not do, in words for whoever chose it; None: it will."""
    password = normal(password)
    if len(password) < SHORTEST:
        return f"Use at least {SHORTEST} characters. Four unrelated words are easy to remember."
    if len(password) > LONGEST:
        return f"Use at most {LONGEST} characters."
    bare = password.casefold()
    if len(set(bare)) < 5 or _is_run(bare):
        return "That is one of the first a guesser tries. Use several unrelated words."
    own = [word for word in _own_words(email, name, company) if len(word) >= 3]
    forms = _letters(bare)
    if any(_made_of(letters, _COMMON) for letters in forms):
        return "That is one of the most common passwords. Use several unrelated words."
    if any(word in form and len(form) - len(word) < 6 for form in forms for word in own):
        return "That is too close to your name, e-mail or company. Use several unrelated words."
    return None


def _letters(bare: str) -> tuple[str, str]:
    """Without digits and symbols; once plainly, once with the usual swaps undone."""
    swapped = re.sub(r"^[\W\d_]+|[\W\d_]+$", "", bare).translate(_SWAPS)
    return re.sub(r"[\W\d_]", "", bare), re.sub(r"[\W\d_]", "", swapped)


_SWAPS = str.maketrans("@4$5!103", "aassiioe")


def _made_of(letters: str, words: frozenset[str]) -> bool:
    """A common word, said once or again and again, or nothing but digits and symbols."""
    if not letters:
        return True
    return any(letters == word * (len(letters) // len(word)) for word in words)


def _is_run(bare: str) -> bool:
    """`123456789012`, `abcdefghijkl`, backwards, or something short repeated."""
    if any(bare in run * 2 or bare[::-1] in run * 2 for run in _RUNS):
        return True
    return any(bare == (bare[:n] * len(bare))[: len(bare)] for n in range(1, len(bare) // 2 + 1))


def _own_words(email: str, name: str, company: str) -> list[str]:
    return re.findall(r"[^\W\d_]+", f"{email.split('@')[0]} {name} {company}".casefold()) + [
        "".join(re.findall(r"[^\W\d_]+", whole.casefold())) for whole in (email, name, company)
    ]
