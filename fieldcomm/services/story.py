"""The story of a household, told once, and its notes: how long they may be, and nobody's words lost."""

from __future__ import annotations

from fieldcomm.services.errors import Refused

LONGEST = 4000  # characters; the forms say the same


def checked_story(raw: str, what: str) -> str:
    """`what`: story or notes. Raises Refused for one that does not fit."""
    said = raw.replace("\0", "").replace("\r\n", "\n").strip()
    if len(said) > LONGEST:
        raise Refused(f"{what.capitalize()}: {len(said)} characters; {LONGEST} fit.")
    return said


def same_story(one: str, other: str) -> bool:
    """Browsers send line ends and edges a little differently."""
    return " ".join(one.split()) == " ".join(other.split())


def refuse_overwriting(stands: str, seen: str) -> None:
    """`seen` is the story as the page showed it. Raises Refused where somebody has written since."""
    if not same_story(stands, seen):
        raise Refused(
            "Somebody else has changed the story meanwhile. It stands above as it is now:"
            " put your words and theirs together, then save again."
        )
