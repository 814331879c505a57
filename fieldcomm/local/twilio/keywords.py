"""The words this provider acts on by itself, alone in a text and in any case.

https://help.twilio.com/articles/223134027: after a STOP word it refuses texts between the two
numbers (21610), START words lift that, HELP words are answered.
"""

from __future__ import annotations

from enum import StrEnum


class Keyword(StrEnum):
    """As `OptOutType` names them."""

    STOP = "STOP"
    START = "START"
    HELP = "HELP"


_WORDS = {
    **dict.fromkeys(
        ["STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "REVOKE", "OPTOUT"],
        Keyword.STOP,
    ),
    **dict.fromkeys(["START", "YES", "UNSTOP"], Keyword.START),
    **dict.fromkeys(["HELP", "INFO"], Keyword.HELP),
}

REPLIES = {
    Keyword.STOP: "You have successfully been unsubscribed. You will not receive any more "
    "messages from this number. Reply START to resubscribe.",
    Keyword.START: "You have successfully been re-subscribed to messages from this number. "
    "Reply HELP for help. Reply STOP to unsubscribe. Msg&Data Rates May Apply.",
    Keyword.HELP: "Reply STOP to unsubscribe. Msg&Data Rates May Apply.",
}


def keyword(body: str) -> Keyword | None:
    return _WORDS.get(body.strip().upper())
