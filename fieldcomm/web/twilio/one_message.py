"""A signed form that speaks of one message, and of no more than one."""

from __future__ import annotations

import re

from fieldcomm.messaging.signature import Form

_SID = re.compile(r"(SM|MM)[0-9a-f]{32}", re.ASCII)
_NAMED_ALIKE = frozenset({"MessageSid", "SmsSid", "SmsMessageSid"})
_MATTERS = _NAMED_ALIKE | {"From", "To", "Body", "MessageStatus", "SmsStatus", "ErrorCode"}


def one_message(form: Form) -> dict[str, str] | None:
    """The parameters by name; None where they could be read in more than one way.

    The signature does not say where a name ends and its value begins. Only a SID of the right shape,
    named the same everywhere, keeps a captured request from being cut into a second text.
    """
    params = dict(form)
    sid = params.get("MessageSid", "")
    if not _SID.fullmatch(sid):
        return None
    if any(value != sid for name, value in form if name in _NAMED_ALIKE):
        return None
    if len(params) < len(form):
        named = [name for name, _ in form if name in _MATTERS]
        if len(named) > len(set(named)):
            return None
    return params
