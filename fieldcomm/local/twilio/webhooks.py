"""Calls the customer's webhooks: signed, retried where Twilio retries, in order per phone."""

from __future__ import annotations

import queue
import threading
import zlib
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode, urlsplit

from fieldcomm.clock import Entropy, monotonic
from fieldcomm.local.twilio.call import Caller, Heard
from fieldcomm.local.twilio.overrides import Overrides, overrides
from fieldcomm.local.twilio.settings import Settings
from fieldcomm.messaging.signature import SHA1, SHA256, sign

Form = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Hook:
    """One webhook to call; `done` hears of the last answer, on a sender's thread."""

    key: str  # hooks of one key are called in turn
    url: str
    form: Form
    done: Callable[[Heard], None]
    fallback: str | None = None


class Webhooks:
    """A few threads with connections of their own; a thread starts when it is first needed."""

    WIDTH = 16

    def __init__(self, settings: Settings, entropy: Entropy) -> None:
        self._settings = settings
        self._entropy = entropy
        self._queues: list[queue.SimpleQueue[Hook | None]] = [
            queue.SimpleQueue() for _ in range(self.WIDTH)
        ]
        self._threads: dict[int, threading.Thread] = {}
        self._closed = False
        self.log: deque[dict[str, Any]] = deque(maxlen=20_000)

    def call(self, hook: Hook) -> None:
        """Put it in line; called on the loop's thread only."""
        lane = zlib.crc32(hook.key.encode()) % self.WIDTH
        if lane not in self._threads:
            self._threads[lane] = threading.Thread(
                target=self._work, args=(self._queues[lane],), daemon=True, name=f"webhooks-{lane}"
            )
            self._threads[lane].start()
        self._queues[lane].put(hook)

    def close(self) -> None:
        """Calls still in line are dropped; those being made are waited for, a second in all."""
        self._closed = True
        for lane in self._threads:
            self._queues[lane].put(None)
        until = monotonic() + 1
        for thread in self._threads.values():
            thread.join(timeout=max(0.0, until - monotonic()))

    def _work(self, line: queue.SimpleQueue[Hook | None]) -> None:
        caller = Caller()
        while (hook := line.get()) is not None:
            if self._closed:
                continue
            try:
                heard = self._make(caller, hook)
            except ValueError as error:  # an address nobody can call
                heard = Heard(None, connected=False, error=type(error).__name__)
                self._note(hook.url, hook.form, heard, 1)
            hook.done(heard)
        caller.close()

    def _make(self, caller: Caller, hook: Hook) -> Heard:
        heard = self._post(caller, hook.url, hook.form)
        if heard.fine or not hook.fallback:
            return heard
        trouble = [("ErrorCode", "11200"), ("ErrorUrl", hook.url)]
        return self._post(caller, hook.fallback, hook.form + trouble)

    def _post(self, caller: Caller, url: str, form: Form) -> Heard:
        wanted = overrides(url)
        url = urlsplit(url)._replace(fragment="").geturl() if "#" in url else url
        headers = self._headers(url, form)
        body = urlencode(form).encode()
        tries, deadline = 0, monotonic() + wanted.patience.total
        while True:
            left = replace(wanted.patience, total=max(0.0, deadline - monotonic()))
            heard = caller.post(url, body, headers, left)
            tries += 1
            self._note(url, form, heard, tries)
            if heard.fine or tries > wanted.retries or not _again(wanted, heard):
                return heard

    def _headers(self, url: str, form: Form) -> dict[str, str]:
        headers = {
            "Content-Type": "application/x-www-form-urlencoded; charset=UTF-8",
            "User-Agent": "TwilioProxy/1.1",
            "Accept": "*/*",
            "I-Twilio-Idempotency-Token": self._entropy.token(),
        }
        secret, algorithm = self._settings.auth_token, SHA1
        if self._settings.signing_key:
            key, secret = self._settings.signing_key
            algorithm = SHA256
            headers["X-Twilio-Webhooks-Signature-Settings"] = f"key={key},algorithm={algorithm}"
        headers["X-Twilio-Signature"] = sign(url, form, secret, algorithm)
        return headers

    def _note(self, url: str, form: Form, heard: Heard, tries: int) -> None:
        named = dict(form)
        self.log.append(
            {
                "url": url,
                "sid": named.get("MessageSid"),
                "status": named.get("MessageStatus") or named.get("SmsStatus"),
                "answer": heard.status,
                "error": heard.error or None,
                "try": tries,
            }
        )


def _again(wanted: Overrides, heard: Heard) -> bool:
    if not heard.connected:
        return "ct" in wanted.retry_on
    if heard.status is None:
        return "rt" in wanted.retry_on
    return f"{heard.status // 100}xx" in wanted.retry_on
