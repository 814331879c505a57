"""The control API under /local: play the phones, read the ledger, switch faults. Loopback only."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

from fieldcomm.local.twilio.account import Account
from fieldcomm.local.twilio.create import E164
from fieldcomm.local.twilio.faults import Kind, parse_fault
from fieldcomm.local.twilio.inbound import Texted, receive
from fieldcomm.local.twilio.settings import CHANGEABLE, change
from fieldcomm.local.twilio.wire import Answer, Request

_HERE = re.compile(r"(127\.0\.0\.1|localhost|\[::1\])(:\d+)?")
_PHONE = re.compile(r"/local/phones/([^/]+)(/texts)?")


class Control:
    def __init__(self, account: Account, refuse_for: Callable[[float], None]) -> None:
        self._account = account
        self._refuse_for = refuse_for

    def answer(self, request: Request) -> Answer:
        # A page in somebody's browser must not play our phones: neither by another name for
        # this machine (Host) nor by a form (Content-Type).
        if not request.from_here or not _HERE.fullmatch(request.headers.get("host", "")):
            return _wrong(403, "the control API answers on this machine only")
        if request.method == "GET":
            return self._read(request)
        try:
            said = json.loads(request.body or b"{}")
        except ValueError:
            return _wrong(400, "send JSON")
        is_json = request.headers.get("content-type", "").startswith("application/json")
        if not isinstance(said, dict) or (request.method == "POST" and not is_json):
            return _wrong(400, "send a JSON object as application/json")
        return self._write(request, said)

    def _read(self, request: Request) -> Answer:
        ledger = self._account.ledger
        phone = _PHONE.fullmatch(request.path)
        if phone and not phone[2]:
            return _json([held.shown() for held in ledger.threads.get(phone[1], [])])
        if request.path == "/local/phones":
            return _json([self._phone(number) for number in sorted(ledger.threads)])
        if request.path == "/local/ledger":
            return _json(self._entries(request.query))
        if request.path == "/local/webhooks":
            return _json(list(self._account.webhooks.log))
        if request.path == "/local/faults":
            return _json([fault.shown() for fault in self._account.faults.active])
        if request.path == "/local/settings":
            return self._read_settings()
        return _wrong(404, "no such thing here")

    def _write(self, request: Request, said: dict[str, Any]) -> Answer:
        phone = _PHONE.fullmatch(request.path)
        if request.method == "POST" and phone and phone[2]:
            return self._text(phone[1], said)
        if (request.method, request.path) == ("POST", "/local/faults"):
            return self._switch_on(said)
        if (request.method, request.path) == ("DELETE", "/local/faults"):
            self._account.faults.active.clear()
            return _json([])
        if (request.method, request.path) == ("POST", "/local/settings"):
            problems = change(self._account.settings, said)
            return _wrong(400, "; ".join(problems)) if problems else self._read_settings()
        if (request.method, request.path) == ("POST", "/local/reset"):
            self.reset()
            return _json({})
        return _wrong(404, "no such thing here")

    def reset(self) -> None:
        """Forget every text, opt-out, fault and webhook; settings stay."""
        self._account.progress.forget()
        self._account.ledger.clear()
        self._account.faults.active.clear()
        self._account.webhooks.log.clear()

    def _read_settings(self) -> Answer:
        return _json({name: getattr(self._account.settings, name) for name in CHANGEABLE})

    def _text(self, phone: str, said: dict[str, Any]) -> Answer:
        to = said.get("to") or self._account.settings.numbers[0]
        body, media = said.get("body", ""), said.get("media") or []
        if not E164.fullmatch(phone):
            return _wrong(400, "a phone writes from an E.164 number")
        if to not in self._account.settings.numbers:
            return _wrong(400, "to is none of our numbers")
        if not _sendable(body) or not _strings(media) or not (body or media):
            return _wrong(400, "a text has a body, or media as a list of addresses")
        message = receive(self._account, Texted(phone, to, body, tuple(media)))
        return _json({"sid": message.sid}, 201)

    def _switch_on(self, said: dict[str, Any]) -> Answer:
        try:
            fault = parse_fault(said)
        except ValueError as error:
            return _wrong(400, str(error))
        if fault.kind is Kind.DOWN:
            self._refuse_for(fault.seconds or 5.0)
        else:
            self._account.faults.active.append(fault)
        return _json(fault.shown(), 201)

    def _phone(self, number: str) -> dict[str, Any]:
        thread, stopped = self._account.ledger.threads[number], self._account.ledger.stopped
        return {
            "phone": number,
            "texts": len(thread),
            "last": thread[-1].shown(),
            "stopped": any(phone == number for phone, _ in stopped),
        }

    def _entries(self, query: dict[str, str]) -> list[dict[str, Any]]:
        """`after=N` leaves out the first N; `to` keeps those to one phone."""
        skip, to = query.get("after", "0"), query.get("to")
        entries = self._account.ledger.accepted[int(skip) if skip.isdecimal() else 0 :]
        return [
            entry | {"status": self._status(entry["sid"])}
            for entry in entries
            if to in (None, entry["to"])
        ]

    def _status(self, sid: str) -> str:
        message = self._account.ledger.messages.get(sid)
        return message.status if message else "deleted"


def _sendable(body: object) -> bool:
    # A lone surrogate fits into JSON, and never came out of a phone.
    return isinstance(body, str) and not any(0xD800 <= ord(char) <= 0xDFFF for char in body)


def _strings(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def _json(body: Any, status: int = 200) -> Answer:
    return Answer(status, json.dumps(body).encode())


def _wrong(status: int, why: str) -> Answer:
    return _json({"error": why}, status)
