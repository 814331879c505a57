"""Twilio's webhooks: verify, store, commit, ring, 200. Nothing else happens here."""

from __future__ import annotations

from flask import Blueprint, Response

from fieldcomm.log import get_logger
from fieldcomm.services.receive import NotStored, receive_delivery, receive_text
from fieldcomm.web.deps import deps
from fieldcomm.web.twilio.form import readable
from fieldcomm.web.twilio.verified import verified

log = get_logger(__name__)
twilio = Blueprint("twilio", __name__, url_prefix="/twilio")

_NOTHING_TO_SAY = b'<?xml version="1.0" encoding="UTF-8"?><Response/>'


@twilio.post("/sms")
def sms() -> Response:
    """An inbound text: durable before it is acknowledged."""
    form = verified()
    if form is None:
        return _refused()
    params = readable(form)
    sid, phone = params.get("MessageSid", ""), params.get("From", "")
    if not sid.startswith(("SM", "MM")) or not phone.startswith("+"):
        return _understood()  # a genuine text nobody can be answered on: short codes, alphanumerics
    receive_text(deps(), sid=sid, phone=phone, params=params)
    return _understood()


@twilio.post("/status/<token>")
def status(token: str) -> Response:
    """A delivery report of one attempt."""
    form = verified()
    if form is None:
        return _refused()
    params = readable(form)
    sid = params.get("MessageSid", "")
    if sid:
        receive_delivery(deps(), sid=sid, token=token[:100], params=params)
    return Response(status=204)


@twilio.errorhandler(NotStored)
def not_stored(error: NotStored) -> Response:
    """Not committed, so not acknowledged: Twilio tries its fallback, polling finds the rest."""
    log.error("webhook_not_stored", error=str(error))
    return Response("Try again later.\n", status=503, mimetype="text/plain")


def _understood() -> Response:
    return Response(_NOTHING_TO_SAY, mimetype="text/xml")


def _refused() -> Response:
    return Response("Not from Twilio.\n", status=403, mimetype="text/plain")
