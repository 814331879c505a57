"""What a contractor wrote besides the keyword."""

from __future__ import annotations

import re
from dataclasses import replace

from fieldcomm.domain.intent.reading import Reading
from fieldcomm.domain.intent.slots.heard import Heard
from fieldcomm.domain.intent.slots.stops import stop_only
from fieldcomm.domain.time_words import plain

_DONE_LEAD = re.compile(
    r"^\W*(?:(?:i am|im|we are|were|we're|i'm|all|just|ok|job|jobs|is|ya)\s+)*"
    r"(?:done|finished|completed?|wrapped up|all set|listo|termine|terminamos|terminado)\b"
    r"(?:\s+(?:here|now|up|aqui))?(?:\s+(?:at|with|on)\s+(?:the\s+)?(?:reed|reeds|house|job|[a-z]\d[a-z])\b)?(?:\s+#?\d(?=\W*$))?(?:\s+[a-z]\d[a-z]\b)?[\s,.:;!-]*(?:(?:and|but|y)\s+)?"
)


def done(reading: Reading, heard: Heard) -> Reading:
    reading = stop_only(reading, heard)
    match = _DONE_LEAD.match(plain(heard.text))
    note = heard.text[match.end() :] if match else heard.text
    return replace(reading, note=note.strip() or None)


_NOTE_LEAD = re.compile(
    r"^\W*(?:(?:please\s+|pls\s+|can you\s+)?(?:add\s+)?(?:a\s+)?(?:quick\s+)?(?:note|nota|update|updt|status|actualizacion|fyi|memo)\b"
    r"(?:\s+(?:for|on|to|para))?(?:\s+(?:the\s+)?(?:file|customer|office|job|cliente))?(?:\s+[a-z]\d[a-z]\b)?(?:\s+that)?[\s:,.-]*)?"
)


def note(reading: Reading, heard: Heard) -> Reading:
    match = _NOTE_LEAD.match(plain(heard.text))
    rest = heard.text[match.end() :] if match else heard.text
    if reading.job:
        rest = re.sub(rf"^\W*{reading.job}\b[\s:,.-]*", "", rest, flags=re.IGNORECASE)
    return replace(reading, text=rest.strip() or heard.text.strip())
