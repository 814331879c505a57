"""Twilio's webhooks: verify, store, commit, ring, 200. Nothing else happens here."""

from __future__ import annotations

import re

from flask import Blueprint, Response
from werkzeug.exceptions import HTTPException

from fieldcomm.log import get_logger
from fieldcomm.messaging.signature import Form
from fieldcomm.services.receive import NotStored, receive_delivery, receive_text
from fieldcomm.web.deps import deps
from fieldcomm.web.twilio.verified import verified

log = get_logger(__name__)
twilio = Blueprint("twilio", __name__, url_prefix="/twilio")

_NOTHING_TO_SAY = b'<?xml version="1.0" encoding="UTF-8"?><Response/>'
# The signature does not say where a name ends and its value begins: only a SID of the right
# shape, named the same everywhere, keeps a captured request from being cut into a second text.
_SID = re.compile(r"(SM|MM)[0-9a-f]{32}", re.ASCII)
_ALSO_SIDS = ("SmsSid", "SmsMessageSid")
_ONCE = ("MessageSid", "From", "To", "Body", *_ALSO_SIDS)


@twilio.post("/sms")
def sms() -> Response:
    """An inbound text: durable before it is acknowledged."""
    form = verified()
    if form is None:
        return _refused()
    params = dict(form)
    sid, phone = params.get("MessageSid", ""), params.get("From", "")
    if not _is_one_message(form, sid) or not phone:
        return _refused()
    receive_text(deps(), sid=sid, phone=phone, params=params)
    return Response(_NOTHING_TO_SAY, mimetype="text/xml")


@twilio.post("/status/<token>")
def status(token: str) -> Response:
    """A delivery report of one attempt."""
    form = verified()
    if form is None:
        return _refused()
    params = dict(form)
    sid = params.get("MessageSid", "")
    if not _is_one_message(form, sid):
        return _refused()
    receive_delivery(deps(), sid=sid, token=token[:100], params=params)
    return Response(status=204)


@twilio.errorhandler(NotStored)
def not_stored(error: NotStored) -> Response:
    """Not committed, so not acknowledged: Twilio tries its fallback, polling finds the rest."""
    log.error("webhook_not_stored", error=str(error))
    return Response("Try again later.\n", status=503, mimetype="text/plain")


@twilio.errorhandler(HTTPException)
def odd(error: HTTPException) -> Response:
    """Too long, not to be read: Twilio sends no such thing."""
    return Response("Not from Twilio.\n", status=error.code or 403, mimetype="text/plain")


def _is_one_message(form: Form, sid: str) -> bool:
    names = [name for name, _ in form]
    same = all(value == sid for name, value in form if name in _ALSO_SIDS)
    return bool(_SID.fullmatch(sid)) and same and all(names.count(name) <= 1 for name in _ONCE)


def _refused() -> Response:
    return Response("Not from Twilio.\n", status=403, mimetype="text/plain")
