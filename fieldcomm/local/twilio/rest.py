"""Twilio's REST API as far as texts go: who may ask, and for what."""

from __future__ import annotations

import base64
import json
import re
from dataclasses import replace

from fieldcomm.local.twilio.account import Account
from fieldcomm.local.twilio.create import create
from fieldcomm.local.twilio.errors import refusal
from fieldcomm.local.twilio.listing import list_messages
from fieldcomm.local.twilio.media import media_at
from fieldcomm.local.twilio.message import Message
from fieldcomm.local.twilio.struck import before, instead
from fieldcomm.local.twilio.wire import Answer, Request

_PATH = re.compile(
    r"/2010-04-01/Accounts/(\w+)(?:/(Messages|IncomingPhoneNumbers)(?:/(\w+))?)?\.json"
)


class Rest:
    def __init__(self, account: Account) -> None:
        self._account = account
        settings = account.settings
        pair = f"{settings.account_sid}:{settings.auth_token}"
        self._allowed = "Basic " + base64.b64encode(pair.encode()).decode()

    def answer(self, request: Request) -> Answer:
        answer = self._answer(request)
        slow = self._account.settings.answer_ms / 1000
        return replace(answer, delay=answer.delay + slow) if slow else answer

    def _answer(self, request: Request) -> Answer:
        if request.headers.get("authorization") != self._allowed:
            return refusal(20003)
        picture = media_at(request.path, self._account)
        if picture is not None:
            return self._faulty("media", None, picture)
        path = _PATH.fullmatch(request.path)
        if not path or path[1] != self._account.settings.account_sid:
            return _not_found(request)
        if not path[2]:
            return self._faulty("account", None, self._show_account())
        if path[2] == "IncomingPhoneNumbers":
            return _not_found(request) if path[3] else self._numbers(request)
        if path[3]:
            return self._one(request, path[3])
        if request.method == "POST":
            return create(self._account, request.form())
        if request.method == "GET":
            listed = list_messages(self._account, request.query)
            return self._faulty("list", request.query.get("To"), listed)
        return refusal(20004)

    def _one(self, request: Request, sid: str) -> Answer:
        message = self._account.ledger.messages.get(sid)
        if message is None:
            return _not_found(request)
        if request.method == "GET":
            return self._faulty("fetch", message.to, _shown(message))
        if request.method == "DELETE":
            return self._delete(message)
        if request.method == "POST":
            return self._update(message, request.form())
        return refusal(20004)

    def _update(self, message: Message, form: dict[str, str]) -> Answer:
        now = self._account.now()
        if form.get("Status") == "canceled":
            if message.status not in ("accepted", "scheduled", "queued"):
                return refusal(30409)
            self._account.progress.stop(message)
            self._account.ledger.move(message, "canceled", now)
        elif form.get("Body") == "":
            if not message.final:
                return refusal(20009)
            self._account.ledger.redact(message, now)
        return self._faulty("update", message.to, _shown(message))

    def _delete(self, message: Message) -> Answer:
        if not message.final:
            return refusal(20009)
        self._account.ledger.delete(message)
        return Answer(204)

    def _show_account(self) -> Answer:
        sid = self._account.settings.account_sid
        shown: dict[str, object] = {
            "sid": sid,
            "friendly_name": "Local Twilio",
            "status": "active",
            "type": "Full",
            "owner_account_sid": sid,
            "date_created": None,
            "date_updated": None,
            "uri": f"/2010-04-01/Accounts/{sid}.json",
            "subresource_uris": {},
        }
        return Answer(200, json.dumps(shown).encode())

    def _numbers(self, request: Request) -> Answer:
        settings, asked = self._account.settings, request.query.get("PhoneNumber", "")
        held = [
            {
                "sid": f"PN{settings.account_sid[2:]}",
                "account_sid": settings.account_sid,
                "phone_number": number,
                "sms_url": settings.sms_url,
                "sms_method": "POST",
            }
            for number in settings.numbers
            if asked in number
        ]
        return Answer(200, json.dumps({"incoming_phone_numbers": held, "page": 0}).encode())

    def _faulty(self, on: str, to: str | None, right: Answer) -> Answer:
        faults = self._account.faults.draw(on, to)
        return before(faults) or instead(faults, right)


def _shown(message: Message) -> Answer:
    return Answer(200, json.dumps(message.shown()).encode())


def _not_found(request: Request) -> Answer:
    return refusal(20404, message=f"The requested resource {request.path} was not found")
