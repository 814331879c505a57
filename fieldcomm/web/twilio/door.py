"""The door webhooks come in by: plain WSGI before Flask.

A burst of texts must not wait for what pages need (sessions, forms, error pages), and what is
done for pages must never stand between a text and the database.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from fieldcomm.log import get_logger
from fieldcomm.services.deps import Deps
from fieldcomm.services.receive import NotStored, receive_delivery, receive_text
from fieldcomm.web.twilio.one_message import one_message
from fieldcomm.web.twilio.verified import verified

log = get_logger(__name__)

Environ = dict[str, Any]
Start = Callable[..., Any]
Application = Callable[[Environ, Start], Iterable[bytes]]

_PREFIX = "/twilio/"
_STATUS = "/twilio/status/"


@dataclass(frozen=True, slots=True)
class _Answer:
    status: str
    body: bytes = b""
    kind: str = "text/plain; charset=utf-8"

    def send(self, start: Start) -> Iterable[bytes]:
        if not self.body:
            start(self.status, [])  # 204 has neither length nor type
            return []
        start(
            self.status,
            [("Content-Type", self.kind), ("Content-Length", str(len(self.body)))],
        )
        return [self.body]


_NOTHING_TO_SAY = _Answer(
    "200 OK",
    b'<?xml version="1.0" encoding="UTF-8"?><Response/>',
    "text/xml; charset=utf-8",
)
_HEARD = _Answer("204 NO CONTENT")
_REFUSED = _Answer("403 FORBIDDEN", b"Not from Twilio.\n")
_NOT_HERE = _Answer("404 NOT FOUND", b"Nothing here.\n")
_NOT_LIKE_THAT = _Answer("405 METHOD NOT ALLOWED", b"Webhooks are POSTed.\n")
_OUR_FAULT = _Answer("500 INTERNAL SERVER ERROR", b"Try again later.\n")
_LATER = _Answer("503 SERVICE UNAVAILABLE", b"Try again later.\n")


class TwilioDoor:
    """Answers what comes to /twilio/; everything else is `inside`'s."""

    def __init__(self, deps: Deps, inside: Application) -> None:
        self._deps = deps
        self._inside = inside

    def __call__(self, environ: Environ, start: Start) -> Iterable[bytes]:
        path: str = environ.get("PATH_INFO", "")
        if not path.startswith(_PREFIX):
            return self._inside(environ, start)
        return self._answer(environ, path).send(start)

    def _answer(self, environ: Environ, path: str) -> _Answer:
        take = self._taker(path)
        if take is None:
            return _NOT_HERE
        if environ["REQUEST_METHOD"] != "POST":
            return _NOT_LIKE_THAT
        try:
            form = verified(environ, self._deps.config)
            params = None if form is None else one_message(form)
            return _REFUSED if params is None else take(params)
        except NotStored as error:
            # Not committed, so not acknowledged: Twilio tries its fallback, polling finds the rest.
            log.error("webhook_not_stored", error=str(error))
            return _LATER
        except Exception:
            log.exception("webhook_failed")
            return _OUR_FAULT

    def _taker(self, path: str) -> Callable[[dict[str, str]], _Answer] | None:
        if path == "/twilio/sms":
            return self._text
        token = path.removeprefix(_STATUS)
        if token == path or not token or "/" in token:
            return None
        return lambda params: self._delivery(token[:100], params)

    def _text(self, params: dict[str, str]) -> _Answer:
        """An inbound text: durable before it is acknowledged."""
        phone = params.get("From", "")
        sid = params["MessageSid"]
        fresh = receive_text(self._deps, sid=sid, phone=phone, params=params)
        log.info("text_received", sid=sid, fresh=fresh)
        return _NOTHING_TO_SAY

    def _delivery(self, token: str, params: dict[str, str]) -> _Answer:
        """A delivery report of one attempt."""
        sid = params["MessageSid"]
        receive_delivery(self._deps, sid=sid, token=token, params=params)
        log.info("delivery_received", sid=sid, status=params.get("MessageStatus"))
        return _HEARD
