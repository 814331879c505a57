"""Takes a text from its first status to its last, calling back at each step."""

from __future__ import annotations

import asyncio
from concurrent.futures import Future

from fieldcomm.clock import Clock
from fieldcomm.local.twilio.call import Heard
from fieldcomm.local.twilio.faults import Kind
from fieldcomm.local.twilio.ledger import Ledger
from fieldcomm.local.twilio.message import Message
from fieldcomm.local.twilio.segments import segments
from fieldcomm.local.twilio.settings import Settings
from fieldcomm.local.twilio.webhooks import Form, Hook, Webhooks

_NEXT = {"accepted": "queued", "queued": "sending", "sending": "sent", "sent": "delivered"}


class Progress:
    """Every step is a timer on the loop."""

    def __init__(
        self,
        loop: asyncio.AbstractEventLoop,
        settings: Settings,
        ledger: Ledger,
        webhooks: Webhooks,
        clock: Clock,
    ) -> None:
        self._loop = loop
        self._settings = settings
        self._ledger = ledger
        self._webhooks = webhooks
        self._clock = clock
        self._timers: dict[str, asyncio.TimerHandle] = {}

    def start(self, message: Message) -> None:
        """Set out from wherever the message stands."""
        status = _next(message)
        if status is None:
            self._timers.pop(message.sid, None)
            return
        delay = self._due(message, status) - self._due(message, message.status)
        self._timers[message.sid] = self._loop.call_later(max(0.0, delay), self._step, message)

    def hurry(self, message: Message) -> Future[None]:
        """On to `sent` at once; the future is done when that was called back and answered."""
        while message.status != "sent" and not message.final:
            called = self._advance(message)
        self.start(message)
        return called

    def stop(self, message: Message) -> None:
        timer = self._timers.pop(message.sid, None)
        if timer:
            timer.cancel()

    def forget(self) -> None:
        for timer in self._timers.values():
            timer.cancel()
        self._timers.clear()

    def _due(self, message: Message, status: str) -> float:
        """Seconds after acceptance at which this status is reached."""
        sent, delivered = self._settings.sent_after, self._settings.delivered_after
        if status == "queued":
            return sent * 0.25 if message.messaging_service_sid else 0.0
        return {"sending": sent * 0.5, "sent": sent, "failed": sent}.get(
            status, delivered if status in ("delivered", "undelivered") else 0.0
        )

    def _step(self, message: Message) -> None:
        self._advance(message)
        self.start(message)

    def _advance(self, message: Message) -> Future[None]:
        status, now = _next(message) or message.status, self._clock.machine()
        changes: dict[str, object] = {}
        if status in ("sent", "failed"):
            # A messaging service has chosen its sender by now.
            changes["from_number"] = message.from_number or self._settings.numbers[0]
            changes["segments"] = segments(message.body)
        if status == "sent":
            changes["sent_at"] = now
        if status in ("failed", "undelivered"):
            changes["error_code"] = message.quirks[status].get("code") or 30008
        self._ledger.move(message, status, now, **changes)
        return self._notify(message)

    def _notify(self, message: Message) -> Future[None]:
        called: Future[None] = Future()
        url = message.status_callback
        if not url or not self._settings.callbacks or Kind.LOSE_CALLBACKS in message.quirks:
            called.set_result(None)
            return called

        def done(_: Heard) -> None:
            called.set_result(None)

        form = _callback_form(message)
        self._call_later(self._held_back(message), Hook(message.sid, url, form, done))
        if Kind.DUPLICATE_CALLBACKS in message.quirks:
            again = Hook(message.sid, url, form, lambda _: None)
            self._call_later(self._held_back(message) + 0.05, again)
        return called

    def _held_back(self, message: Message) -> float:
        """Seconds by which this callback is late: `sent` comes after `delivered` if reordered."""
        if Kind.REORDER_CALLBACKS not in message.quirks or message.status != "sent":
            return 0.0
        return self._settings.delivered_after - self._settings.sent_after + 0.2

    def _call_later(self, delay: float, hook: Hook) -> None:
        if delay > 0:
            self._loop.call_later(delay, self._webhooks.call, hook)
        else:
            self._webhooks.call(hook)


def _next(message: Message) -> str | None:
    if message.status == "sending" and Kind.FAILED in message.quirks:
        return "failed"
    if message.status == "sent" and Kind.UNDELIVERED in message.quirks:
        return "undelivered"
    return _NEXT.get(message.status)


def _callback_form(message: Message) -> Form:
    form = [
        ("SmsSid", message.sid),
        ("SmsStatus", message.status),
        ("MessageStatus", message.status),
        ("To", message.to),
        ("MessageSid", message.sid),
        ("AccountSid", message.account_sid),
        ("ApiVersion", "2010-04-01"),
    ]
    if message.from_number:
        form.append(("From", message.from_number))
    if message.messaging_service_sid:
        form.append(("MessagingServiceSid", message.messaging_service_sid))
    if message.error_code:
        form.append(("ErrorCode", str(message.error_code)))
    if message.status in ("delivered", "undelivered"):
        form.append(("RawDlrDoneDate", message.updated_at.strftime("%y%m%d%H%M")))
    return form
