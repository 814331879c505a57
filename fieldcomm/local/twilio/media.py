"""Pictures of texts: kept inside the text as a `data:` address, served at Twilio's own addresses."""

from __future__ import annotations

import base64
import binascii
import re

from fieldcomm.local.twilio.account import Account
from fieldcomm.local.twilio.message import Message
from fieldcomm.local.twilio.wire import Answer

_DATA = re.compile(r"data:([\w.+-]+/[\w.+-]+);base64,(.*)", re.S)
_PATH = re.compile(r"/2010-04-01/Accounts/\w+/Messages/(\w+)/Media/ME([0-9a-f]{32})")


def media_url(home: str, message: Message, number: int) -> str:
    """Where a picture of this text is fetched; an address that holds none stays what it is."""
    if not _DATA.fullmatch(message.media[number]):
        return message.media[number]
    sid = f"ME{message.sid[2:-2]}{number:02x}"
    return f"{home}/2010-04-01/Accounts/{message.account_sid}/Messages/{message.sid}/Media/{sid}"


def media_type(address: str) -> str:
    found = _DATA.fullmatch(address)
    return found[1] if found else "image/jpeg"


def media_at(path: str, account: Account) -> Answer | None:
    """The picture at this path; None where the path is no picture's."""
    found = _PATH.fullmatch(path)
    if not found:
        return None
    message = account.ledger.messages.get(found[1])
    number = int(found[2][-2:], 16)
    held = message.media[number] if message and number < len(message.media) else ""
    data = _DATA.fullmatch(held)
    if not data:
        return Answer(404, b"{}")
    try:
        return Answer(200, base64.b64decode(data[2], validate=True), data[1])
    except binascii.Error:
        return Answer(404, b"{}")
