"""The create call: check a text as Twilio does, take it, and fail it where a fault says so."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from fieldcomm.local.twilio.account import Account
from fieldcomm.local.twilio.errors import refusal
from fieldcomm.local.twilio.faults import QUIRKS, Fault, Kind
from fieldcomm.local.twilio.message import Message
from fieldcomm.local.twilio.segments import segments
from fieldcomm.local.twilio.struck import before, instead
from fieldcomm.local.twilio.wire import Answer

E164 = re.compile(r"\+[1-9][0-9]{6,14}", re.ASCII)
_BODY_MAX = 1600
_URL_MAX = 4000


def create(account: Account, form: dict[str, str]) -> Answer:
    faults = account.faults.draw("create", form.get("To"))
    early_end = before(faults)
    if early_end:
        return early_end
    code = _problem(account, form)
    if code:
        return refusal(code)
    message = _take(account, form, faults)
    answer = instead(faults, Answer(201, json.dumps(message.shown()).encode()))
    if any(fault.kind is Kind.EARLY_CALLBACK for fault in faults):
        return replace(answer, until=account.progress.hurry(message))
    account.progress.start(message)
    return answer


def _problem(account: Account, form: dict[str, str]) -> int | None:
    """The code Twilio would refuse this with, in the order it looks."""
    to, sender = form.get("To", ""), form.get("From", "")
    service, body = form.get("MessagingServiceSid", ""), form.get("Body", "")
    numbers = account.settings.numbers
    checks = (
        (21604, not to),
        (21211, not E164.fullmatch(to)),
        (21603, not sender and not service),
        (21701, bool(service) and service != account.settings.messaging_service_sid),
        (21606, not service and sender not in numbers),
        (21602, not body.strip() and not form.get("MediaUrl")),
        (21617, len(body) > _BODY_MAX),
        (21609, not _callable(form.get("StatusCallback", ""))),
        (21624, not _period(form.get("ValidityPeriod", "14400"))),
        (21610, (to, sender or numbers[0]) in account.ledger.stopped),
    )
    return next((code for code, wrong in checks if wrong), None)


def _callable(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    named = parts.scheme in ("http", "https") and bool(parts.netloc) and "_" not in parts.netloc
    return not url or (named and len(url) <= _URL_MAX)


def _period(raw: str) -> bool:
    return raw.isascii() and raw.isdigit() and 1 <= int(raw) <= 36_000


def _take(account: Account, form: dict[str, str], faults: list[Fault]) -> Message:
    now, service = account.now(), form.get("MessagingServiceSid")
    media = (form["MediaUrl"],) if form.get("MediaUrl") else ()
    message = Message(
        sid=account.new_sid("MM" if media else "SM"),
        account_sid=account.settings.account_sid,
        direction="outbound-api",
        from_number=form.get("From") or None,
        to=form["To"],
        body=form.get("Body", ""),
        status="accepted" if service else "queued",
        created_at=now,
        updated_at=now,
        segments=0 if service else segments(form.get("Body", "")),
        messaging_service_sid=service,
        status_callback=form.get("StatusCallback") or None,
        media=media,
        quirks=_quirks(faults),
    )
    lag = next((fault.seconds for fault in faults if fault.kind is Kind.LIST_LAG), 0.0)
    if lag:
        share = account.entropy.below(1001) / 1000
        message.listed_after = now + timedelta(seconds=lag * share)
    account.ledger.add(message)
    return message


def _quirks(faults: list[Fault]) -> dict[str, dict[str, Any]]:
    return {fault.kind.value: {"code": fault.code} for fault in faults if fault.kind in QUIRKS}
