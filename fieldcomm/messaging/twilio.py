"""The gateway over Twilio's own SDK. The only module that knows how Twilio fails."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any

from requests import RequestException
from twilio.base.exceptions import TwilioException
from twilio.rest import Client
from twilio.rest.api.v2010.account.message import MessageInstance
from urllib3.exceptions import HTTPError

from fieldcomm.messaging.gateway import (
    AccountSeen,
    NotSent,
    NumberSeen,
    Outgoing,
    Provider,
    ProviderMessage,
    SendRefused,
    SendUnknown,
)
from fieldcomm.messaging.twilio_http import Attempt, TwilioHttp, attempt

# Answers that look like refusals but leave open whether the text goes out (TWILIO.md).
_PERHAPS_TAKEN = frozenset({20500, 30410})
_TROUBLE = (TwilioException, RequestException, HTTPError, OSError)


class TwilioGateway(Provider):
    """Keep one for the life of the process: its connections are pooled.

    `timeout` in seconds, for connecting and for each wait on an answer. `pool` at least the
    number of threads that send. `api_url` is another base for the REST API (local Twilio).
    """

    def __init__(
        self,
        account_sid: str,
        auth_token: str,
        api_url: str | None = None,
        timeout: float = 10.0,
        pool: int = 16,
    ) -> None:
        self._client = Client(
            account_sid, auth_token, http_client=TwilioHttp(api_url, timeout, pool)
        )

    def send(self, text: Outgoing, still_ours: Callable[[], bool]) -> ProviderMessage:
        with _errors_named(still_ours):
            message = self._client.messages.create(**_arguments(text))
            return _converted(message)

    def list_to(
        self, to: str, *, since: datetime | None = None, limit: int = 100
    ) -> list[ProviderMessage]:
        """Newest first. `limit` bounds the rows looked at; `since` (aware) the time of creation.

        Twilio filters by DateSent only, and a text not yet sent has none: so `since` is applied
        here, to what the recipient filter brings.
        """
        with _any_trouble_is_unknown():
            listed = self._client.messages.stream(to=to, limit=limit)
            return list(_since(map(_converted, listed), _whole_second(since) if since else None))

    def list_since(self, since: datetime, *, limit: int) -> list[ProviderMessage]:
        """Unfiltered as well, for the same reason. `limit` bounds what is returned."""
        with _any_trouble_is_unknown():
            listed = map(_converted, self._client.messages.stream(page_size=1000))
            return list(islice(_since(listed, _whole_second(since)), limit))

    def fetch(self, sid: str) -> ProviderMessage:
        with _any_trouble_is_unknown():
            return _converted(self._client.messages(sid).fetch())

    def probe(self) -> AccountSeen:
        """Ask for our own account. Raises SendRefused (20003: wrong SID or token), SendUnknown
        or NotSent (nobody there)."""
        with _errors_named(lambda: True):
            account = self._client.api.accounts(self._client.account_sid).fetch()
            return AccountSeen(account.friendly_name or "", account.status or "")

    def number(self, phone: str) -> NumberSeen | None:
        """This number of the account's, or None where it is not theirs. Raises as `probe`."""
        with _errors_named(lambda: True):
            held = self._client.incoming_phone_numbers.list(phone_number=phone, limit=20)
            # Twilio filters by part of a number.
            exact = [number for number in held if number.phone_number == phone]
            return NumberSeen(phone, exact[0].sms_url or "") if exact else None

    def close(self) -> None:
        """Drop the pooled connections."""
        self._client.http_client.close()


def _arguments(text: Outgoing) -> dict[str, Any]:
    arguments: dict[str, Any] = {
        "to": text.to,
        "body": text.body,
    }
    if text.status_callback is not None:
        arguments["status_callback"] = text.status_callback
    if text.messaging_service_sid:
        arguments["messaging_service_sid"] = text.messaging_service_sid
    else:
        arguments["from_"] = text.from_number
    if text.validity_seconds is not None:
        arguments["validity_period"] = text.validity_seconds
    if text.media_urls:
        arguments["media_url"] = list(text.media_urls)
    return arguments


@contextmanager
def _errors_named(still_ours: Callable[[], bool]) -> Iterator[None]:
    """Every way a request can fail, as one of the port's three errors."""
    with attempt(still_ours) as watched:
        try:
            yield
        except NotSent:
            raise
        except UnicodeEncodeError as error:
            raise SendRefused(None, 0, "holds characters that cannot be sent") from error
        except Exception as error:
            if watched.left:
                raise _verdict(watched, error) from error
            if isinstance(error, _TROUBLE):
                raise NotSent("no connection was made") from error
            raise


def _verdict(watched: Attempt, error: Exception) -> SendRefused | SendUnknown:
    """Refused only where a readable answer says so; whatever else happened, we cannot know."""
    response = watched.response
    if response is None:
        return SendUnknown(f"no answer: {type(error).__name__}")
    status = response.status_code
    said = _error_body(response.text)
    if status == 429:  # never processed, whoever throttled us
        return SendRefused(_code(said) or 20429, status, _words(said))
    if not 400 <= status < 500 or status == 408 or said is None or _code(said) in _PERHAPS_TAKEN:
        return SendUnknown(f"answer {status}")
    return SendRefused(_code(said), status, _words(said))


def _error_body(text: str) -> dict[str, Any] | None:
    try:
        body = json.loads(text)
    except ValueError:
        return None
    return body if isinstance(body, dict) else None


def _code(said: dict[str, Any] | None) -> int | None:
    return _whole((said or {}).get("code"))


def _words(said: dict[str, Any] | None) -> str:
    # Twilio's newer errors (RFC 9457) say `title` and `detail` instead of `message`.
    said = said or {}
    return str(said.get("message") or said.get("detail") or said.get("title") or "")


@contextmanager
def _any_trouble_is_unknown() -> Iterator[None]:
    try:
        yield
    except SendUnknown:
        raise
    except (*_TROUBLE, ValueError, TypeError, AttributeError, KeyError) as error:
        raise SendUnknown(f"the provider could not be read: {type(error).__name__}") from error


def _converted(message: MessageInstance) -> ProviderMessage:
    if not isinstance(message.sid, str) or not message.sid:
        raise SendUnknown("an answer without a SID")
    return ProviderMessage(
        sid=message.sid,
        direction=str(message.direction or ""),
        from_number=message.from_ or "",
        to=message.to or "",
        body=message.body or "",
        status=str(message.status or ""),
        error_code=_whole(message.error_code),
        segments=_whole(message.num_segments) or 0,
        created_at=message.date_created,
        sent_at=message.date_sent,
        num_media=_whole(message.num_media) or 0,
        messaging_service_sid=message.messaging_service_sid or None,
    )


def _whole_second(at: datetime) -> datetime:
    """Twilio's times are whole seconds."""
    return at.astimezone(UTC).replace(microsecond=0)


def _whole(value: object) -> int | None:
    try:
        return int(value)  # type: ignore[call-overload, no-any-return]
    except (TypeError, ValueError):
        return None


def _since(
    messages: Iterator[ProviderMessage], since: datetime | None
) -> Iterator[ProviderMessage]:
    for message in messages:
        newest = max(filter(None, (message.created_at, message.sent_at)), default=None)
        if since and newest and newest < since - timedelta(hours=1):
            return  # listed newest first: nothing younger follows
        if not since or message.created_at is None or message.created_at >= since:
            yield message
