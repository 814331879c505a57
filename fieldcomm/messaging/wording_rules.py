"""What every rendered text must and must not say, whoever wrote it."""

from __future__ import annotations

import re
from types import MappingProxyType

from fieldcomm.domain.moments import MOMENTS, Moment, Priority
from fieldcomm.domain.segments import is_gsm
from fieldcomm.messaging.render import Rendered

# Words that opt people out at the carrier; nobody is asked to send one.
INVITES = re.compile(
    r"\b(?:YES|CANCEL|END|QUIT|UNSUBSCRIBE|REVOKE|OPTOUT|STOPALL)\b"
    r"|(?i:\b(?:reply|text|send|write|responda|escriba|env[ií]e)\s+\"?(?:yes|cancel|end|quit|stop)\b)"
)
# First texts and what answers HELP name how to stop (47 CFR 64.1200, the carriers' rules).
NAME_THE_OPT_OUT = frozenset({"job_opened", "tenant_notice", "help", "unknown_sender", "opted_in"})
SAY_WHO_WE_ARE = frozenset({"job_opened", "tenant_notice", "unknown_sender", "check_in"})
# A question says how it is answered: readings of replies rely on these.
ANSWERS = MappingProxyType(
    {
        "visit_booked": ("C", "R"),
        "visit_moved": ("C", "R"),
        "visit_proposed": ("Y", "N"),
        "window_missed": ("1", "2", "3"),
        "running_late": ("1", "2", "3"),
        "apology": ("1",),
        "safety_alert": ("1",),
        "prompt_manager": ("1", "CALLED"),
    }
)
SLIPS = re.compile(
    r"\s\s|\n|\s[,.;:!]|^[,.;:]|,,|[,:;]\.|\?\.|!\.|\.\.|\(\)|\bNone\b|\bTrue\b|[{}<>]"
    r"|\w[.!?] [a-zñé]|^[¿¡]?[a-z]"
)
# Danger and consent are fixed: vetted words that must always work. A dispatcher's own text has none.
FIXED = frozenset(
    {name for name, moment in MOMENTS.items() if moment.priority is Priority.SAFETY} | {"manual"}
)


def broken_rules(moment: Moment, text: Rendered, company: str) -> list[str]:
    """What is wrong with one rendered text, in words for whoever wrote it."""
    body, found = text.body, []
    if not body:
        return ["It is empty."]
    if text.segments > moment.segments:
        found.append(f"It takes {text.segments} segments; at most {moment.segments} are allowed.")
    if not is_gsm(body):
        odd = sorted({character for character in body if not is_gsm(character)})
        found.append(f"{' '.join(odd)} would double the price; use plain letters.")
    if match := INVITES.search(body):
        found.append(f"'{match.group()}' makes phones opt out. Ask for another word.")
    if moment.name in NAME_THE_OPT_OUT and "STOP" not in body:
        found.append("It must say that STOP ends texts.")
    if moment.name not in NAME_THE_OPT_OUT and "STOP" in body:
        found.append("STOP stands only in the texts that must name it.")
    if moment.name in SAY_WHO_WE_ARE and company.split(" ")[0] not in body:
        found.append("It must say who we are: {{ company }}.")
    for word in ANSWERS.get(moment.name, ()):
        if not re.search(rf"\b{word}\b", body):
            found.append(f"It must say that they can answer {word}.")
    if match := SLIPS.search(body.replace("...", "x")):
        found.append(f"Something is left over: '{_around(body, match)}'.")
    return found


def _around(body: str, match: re.Match[str]) -> str:
    return body[max(0, match.start() - 12) : match.end() + 12].strip()
