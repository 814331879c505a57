"""Forgetting a person: what to look for, what to put in its place, what to remember all the same."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from hashlib import scrypt

from fieldcomm.domain.phone import pretty

ERASED = "[erased]"
_ALIAS = "+1000"  # no area code begins with 0: nobody has such a number
_LEAST = 4  # letters a surname needs to be looked for by itself


def opt_out_hash(phone: str, key: str) -> str:
    """A number as the list of erased opt-outs holds it: recognised, not read.

    Slow on purpose (20 ms): there are only ten thousand million numbers to try.
    """
    return scrypt(phone.encode(), salt=key.encode(), n=2**13, r=8, p=1, dklen=24).hex()


def alias_of(contact_id: int) -> str:
    """A number nobody has, in place of a contact's: what was theirs still belongs together."""
    return f"{_ALIAS}{contact_id:010d}"


def is_alias(phone: str) -> bool:
    return phone.startswith(_ALIAS)


def traces(names: Iterable[str], phones: Iterable[str], addresses: Iterable[str]) -> list[str]:
    """What a person may have been mentioned by, the longest first."""
    found = {" ".join(name.split()) for name in names if " " in name.strip()}
    for phone in phones:
        shown = pretty(phone)
        found |= {phone, shown, re.sub(r"\D", "", phone), phone.removeprefix("+1")}
        if shown.count("-") == 2:
            area, rest = shown.split("-", 1)
            found |= {f"({area}) {rest}", shown.replace("-", "."), shown.replace("-", " ")}
    for address in addresses:
        found |= {address, address.split(",")[0].strip()}
    return sorted((trace for trace in found if len(trace) > 2), key=lambda t: (-len(t), t))


def surnames(names: Iterable[str]) -> list[str]:
    """What day lists call people by; only where few others are called so."""
    last = {name.split()[-1] for name in names if name.split()}
    return sorted(name for name in last if len(name) >= _LEAST)


def pattern_of(found: Iterable[str], *, in_json: bool = False) -> str:
    """A regular expression of PostgreSQL for any of them, as words of their own, in any case."""
    written = (json.dumps(t, ensure_ascii=False)[1:-1] if in_json else t for t in found)
    return "|".join(rf"(?<!\w){_escaped(trace)}(?!\w)" for trace in written)


def _escaped(trace: str) -> str:
    return re.sub(r"([^\w\s])", r"\\\1", trace)
