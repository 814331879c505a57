"""People's words, made fit to stand in a text of ours."""

from __future__ import annotations

from fieldcomm.domain.names import first_name
from fieldcomm.domain.segments import plain

_READABLE = 36  # characters below which a fact says nothing; rather the latest ones alone


def one_line(text: str) -> str:
    """Whitespace and line breaks collapsed to single spaces, ends trimmed."""
    return " ".join(text.split())


def words(text: str) -> str:
    """In one line, in GSM-7 where that can be."""
    return one_line(plain(text))


def called(name: str, limit: int) -> str:
    """What somebody is called: the first name; of a long double one, the first half."""
    first = first_name(words(name))
    return clipped(first if len(first) <= limit else first.partition("-")[0], limit)


def clipped(text: str, limit: int) -> str:
    """At most `limit` characters, cut at a word where one ends in the second half, with `...`."""
    if len(text) <= limit:
        return text
    kept = text[: max(limit - 3, 1)]
    space = kept.rfind(" ")
    return (kept[:space] if space > len(kept) // 2 else kept).rstrip(" ,.;:-") + "..."


def lower_first(text: str) -> str:
    """`Burst pipe` inside a sentence; `HVAC down` stays."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def sentence(text: str) -> str:
    """Ends what people wrote with a full stop, unless it ends already."""
    return text if text.endswith((".", "!", "?")) else f"{text}."


def shared(lines: list[str], limit: int) -> list[str]:
    """Lines that share one limit: three short facts need no cutting, of long ones the latest stay."""
    if sum(map(len, lines)) <= limit:
        return lines
    latest = lines[-max(limit // _READABLE, 1) :]
    share = _fair_share([len(line) for line in latest], limit)
    return [clipped(line, share) for line in latest]


def _fair_share(lengths: list[int], limit: int) -> int:
    """The most each may take so that all fit: short ones leave their rest to the long."""
    left, share = limit, limit
    for waiting, length in zip(range(len(lengths), 0, -1), sorted(lengths), strict=True):
        share = left // waiting
        left -= min(length, share)
    return share
